// Secrets in a pasted text → black bars, before it is shown, stored or copied.

import { encoder, squeeze } from "./text.js";

const BAR = "█████";
const NAMES = ["password", "passwd", "pwd", "secret", "token", "apikey", "secretkey", "privatekey", "accesskey",
  "passphrase", "signature", "credential", "sessionid", "authorization", "cookie"];
const SHAPES = /(?:(sk_live_|sk_test_|pk_live_|rk_live_|rk_test_|whsec_|xox[abps]-|xapp-)[\w-]{8,}|(sk-|gh[pousr]_|github_pat_|glpat-|npm_|pypi-)[\w-]{16,}|(hooks\.slack\.com\/services\/)[\w/-]{8,}|(AIza)[\w-]{30,}|(A[KS]IA)[\w-]{12,})/y;

/** The text with its secrets blacked out, for showing and copying it. */
export function redact(text) {
  let out = "";
  let at = 0;
  const match = (pattern, from = at) => { pattern.lastIndex = from; return pattern.exec(text); };
  const keyed = () => {
    const [name] = match(/[\w-]*/y);
    const squeezed = squeeze(name);
    const secret = NAMES.find((n) => squeezed.endsWith(n));
    const sign = secret && match(/(?:([\\"']+) *[=:]|( *)(?:=|:(?= )))( *)([\\"']*)((?:bearer |basic )?)/iy, at + name.length);
    if (!sign) return null;
    const line = !sign[4] && (secret === "authorization" || secret === "cookie");
    const from = at + name.length + sign[0].length;
    const [value] = match(line ? /[^\n"']*/y : /[^\s\\"',;&<>{}[\]()]*/y, from);
    return encoder.encode(value).length >= 3 && !["true", "false", "null"].includes(value) ? [from, from + value.length] : null;
  };
  const rules = [
    () => {
      const key = match(/-----BEGIN [^\n]*?PRIVATE KEY-----/y);
      const end = key && text.slice(at).search(/-----END .*?-----/s);
      return key && [at + key[0].length, end < 0 ? text.length : at + end + /-----END .*?-----/s.exec(text.slice(at))[0].length];
    },
    () => { const m = match(/((?:bearer|basic) +)[\w.~+/=-]{8,}/iy); return m && [at + m[1].length, at + m[0].length]; },
    () => {
      const m = match(SHAPES);
      if (m) return [at + m.slice(1).find(Boolean).length, at + m[0].length];
      const token = match(/eyJ[\w.-]{20,}/y);
      return token && token[0].includes(".") ? [at, at + token[0].length] : null;
    },
    keyed,
    () => {
      const m = match(/(?:--user|-u|--cookie|-b)[ =]*(?:(["'])[^\n"':=]+|[^\s"':=]+)/y);
      const end = m && at + m[0].length;
      if (!m || text[end] !== (/^-(u|-u)/.test(m[0]) ? ":" : "=")) return null;
      const [value] = match(m[1] ? /[^\n"']*/y : /[^\s"']*/y, end + 1);
      return value ? [end + 1, end + 1 + value.length] : null;
    },
    () => { const m = match(/([\w.%+-]+)@[a-zA-Z0-9.-]*/y); return m && m[0].slice(m[1].length + 1).replace(/\.+$/, "").includes(".") ? [at, at + m[1].length] : null; },
  ];
  while (at < text.length) {
    let found = null;
    if (!/\w/.test(text[at - 1] || "")) for (const rule of rules) if ((found = rule())) break;
    if (!found) {
      const m = match(/(:\/\/[^\s/:@"']*:)[^\s/@"']+@/y);
      found = m && [at + m[1].length, at + m[0].length - 1];
    }
    if (!found) out += text[at++];
    else {
      out += text.slice(at, found[0]) + BAR;
      at = found[1];
    }
  }
  return out;
}
