// Text that holds JSON, whole or not → the scalars in it, each with its place.

import { isDigit } from "./text.js";

const skipSpace = (text, at) => {
  while (at < text.length && " \n\t\r\f".includes(text[at])) at += 1;
  return at;
};
const escaped = (c) => (c === "n" || c === "r" ? "\n" : c === "t" ? " " : c);
const join = (place, key) => (/^[a-zA-Z0-9_$@-]+$/.test(key) ? (place ? `${place}.${key}` : key) : `${place}["${key}"]`);

/** The scalars of what opens at `start`, and where it ends. */
export function readJson(text, start) {
  const next = text[skipSpace(text, start + 1)];
  if (text[start] === "{" && next === "\\") return readEscaped(text, start);
  if (!(text[start] === "{" ? ['"', "'", ":"].includes(next) : next === "{")) return null;
  let at = start;
  let keys = 0;
  let depth = 0;
  const leaves = [];
  const peek = () => text[(at = skipSpace(text, at))];
  const string = (quote) => {
    let out = "";
    at += 1;
    while (at < text.length) {
      const c = text[at++];
      if (c === quote) return [out, true];
      if (c !== "\\") out += c;
      else if (at < text.length) {
        const e = text[at++];
        const hex = text.slice(at, at + 4);
        if (e !== "u") out += escaped(e);
        else if (/^[0-9a-fA-F]{4}$/.test(hex) && !/^[dD][89a-fA-F]/.test(hex)) {
          out += String.fromCharCode(parseInt(hex, 16));
          at += 4;
        } else out += "?";
      }
    }
    return [out, false];
  };
  const nested = (inner) => {
    at += 1;
    depth += 1;
    const whole = inner();
    depth -= 1;
    return whole;
  };
  const value = (place, key) => {
    const c = peek();
    if (c === "{" && depth < 100) return nested(() => map(place));
    if (c === "[" && depth < 100) return nested(() => list(place, key));
    if (c === '"' || c === "'") {
      const [inner, whole] = string(c);
      leaves.push({ place, key, text: inner });
      return whole;
    }
    const scalar = c && /^[a-zA-Z0-9-][a-zA-Z0-9+._-]*/.exec(text.slice(at, at + 400));
    if (!scalar) return false;
    at += scalar[0].length;
    if (isDigit(c) || c === "-") leaves.push({ place, key, text: scalar[0] });
    return true;
  };
  const map = (place) => {
    for (;;) {
      const c = peek();
      let key;
      if (c === ",") { at += 1; continue; }
      if (c === "}") { at += 1; return true; }
      if (c === '"' || c === "'") {
        const [inner, whole] = string(c);
        if (!whole) return false;
        key = inner;
      } else if (c === ":") {
        key = /^[a-zA-Z0-9_]*/.exec(text.slice(at + 1, at + 400))[0];
        at += 1 + key.length;
      } else return false;
      if (peek() === ":") at += 1;
      else if (text.startsWith("=>", at)) at += 2;
      else return false;
      keys += 1;
      if (!value(join(place, key), key)) return false;
    }
  };
  const list = (place, key) => {
    for (let i = 0; ;) {
      const c = peek();
      if (c === ",") at += 1;
      else if (c === "]") { at += 1; return true; }
      else if (!value(`${place}[${i}]`, key)) return false;
      else i += 1;
    }
  };
  value("", "");
  return keys ? [leaves, at] : null;
}

function readEscaped(text, start) {
  let plain = text.slice(start).split("\n", 1)[0];
  let origin = Array.from({ length: plain.length + 1 }, (_, i) => i);
  for (let level = 0; level < 3; level++) {
    let out = "";
    const from = [];
    for (let i = 0; i < plain.length; i++) {
      let c = plain[i];
      const at = origin[i];
      if (c === "\\") {
        if (++i >= plain.length) break;
        if (plain[i] === "u") { out += "\\"; from.push(at); c = "u"; } else c = escaped(plain[i]);
      }
      out += c;
      from.push(at);
    }
    from.push(origin[plain.length]);
    [plain, origin] = [out, from];
    if (plain.slice(1).trimStart().startsWith('"')) {
      const found = readJson(plain, 0);
      return found && [found[0], start + origin[found[1]]];
    }
  }
  return null;
}
