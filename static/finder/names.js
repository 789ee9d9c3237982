// Codes, aliases and addresses in the pieces of a query.

import { evidence } from "./rank.js";
import { announces, isCodeField, wordsBefore } from "./recognise.js";
import { distance, isLetter, length, lower, nameOf, squeeze, withoutZeros } from "./text.js";

const isToken = (c) => isLetter(c) || "_-.:/#@+~$%".includes(c);
const hasOdd = (code) => [...code].some((c) => !isToken(c));

export function namesOf(r) {
  const out = new Set([squeeze(nameOf(r.path)), squeeze(r.title)]);
  for (let code of [r.code, ...r.aliases, ...(r.type ? [r.type] : []), ...r.spoken]) {
    code = code.replace(/\/+$/, "");
    const name = nameOf(code);
    out.add(squeeze(name));
    if (name.includes(".")) out.add(squeeze(name.slice(name.lastIndexOf(".") + 1)));
    if (hasOdd(code)) out.add(squeeze(code));
  }
  out.delete("");
  return out;
}

const LOUD = ["EMPTY", "END", "ENTRY", "ERR", "ERROR", "ERRORS", "EVENT", "EXCEPTION", "EXISTS", "EXIT", "EXPIRED", "EXTERNAL"];
function isWeak(code) {
  const isErrno = /^E[A-Z]*$/.test(code) && !LOUD.includes(code);
  const isWord = /^[a-zA-Z][a-z]*$/.test(code) || /^[A-Z]+$/.test(code) || code === "";
  return length(code) < 3 || !/\p{Alphabetic}/u.test(code) || (isWord && !(isErrno && code.length > 3));
}

function tokens(text) {
  const out = [];
  for (const match of text.matchAll(/[a-zA-Z0-9\u0080-\uffff_\-.:/#@+~$%]+/g)) {
    const ended = match[0].replace(/[.:\-/#@+~$%]+$/, "");
    const token = ended.replace(/^[.:\-#@+~$%]+/, "");
    const start = match.index + ended.length - token.length;
    if (token && length(token) <= 300) out.push([start, start + token.length]);
  }
  return out;
}

function level(written, known) {
  if (written === known) return 0;
  if (lower(written) === lower(known)) return 1;
  if (lower(withoutZeros(written)) === lower(withoutZeros(known))) return 2;
  return squeeze(written) === squeeze(known) ? 3 : null;
}

function isBounded(token, start, end, known) {
  if (end < token.length && known.includes(token[end])) return false;
  if (start === 0) return true;
  const sign = token[start - 1];
  const label = squeeze(nameOf(token.slice(0, start - 1)));
  return !known.includes(sign) || (sign === ":" && (announces(label) || ["level", "type", "urn"].includes(label)));
}

function isAnnounced(text, at, status) {
  const [last, before] = wordsBefore(text, at);
  const number = Number((/^[0-9]+/.exec(text.slice(at)) || ["-1"])[0]);
  if (["exit", "zip", "country", "source"].includes(before)) return false;
  return announces(last) && !(["status", "http"].includes(before) && number !== (status ?? -1));
}

function sharedTail(path, known) {
  const parts = path.split("/").filter(Boolean).reverse();
  const own = known.split("/").filter(Boolean).reverse();
  return own.length && own.every((p, i) => i < parts.length && lower(parts[i]) === lower(p)) ? own.length : 0;
}

const places = (text, signs) => [...text.matchAll(signs)].map((m) => m.index);
const least = (list, of) => list.reduce((best, c) => (best === null || of(c) < of(best) ? c : best), null);

export function findNames(index, reading) {
  const out = [];
  let group = 0;
  const bare = (text) => text.replace(/^[^a-zA-Z0-9\u0080-\uffff_]+|[^a-zA-Z0-9\u0080-\uffff_]+$/g, "");
  const query = bare(reading.text);
  const isAlone = (text) => query === bare(text);

  const full = (r, token, end) => {
    const slice = token.slice(0, end);
    const starts = [0, ...places(slice, /[:/#@.]/g).slice(0, 24).map((i) => i + 1)];
    const codes = [[r.code, "code"], ...r.aliases.filter((a) => a[0] !== "/").map((a) => [a, "alias"]), ...(r.type ? [[r.type, "url"]] : [])];
    const found = [];
    for (const [known, kind] of codes) {
      for (const start of starts) {
        if (!isBounded(token, start, end, known)) continue;
        const l = level(slice.slice(start), known);
        if (l !== null && l < 3) found.push({ r, kind, level: l, known, full: true, start });
      }
    }
    return least(found, (c) => c.level);
  };

  const partial = (r, own, tail, end, maySqueeze) => {
    const codes = [r.code, ...r.aliases.filter((a) => a[0] !== "/")].map(nameOf);
    const parts = [...codes.flatMap((c) => [c, c.slice(c.lastIndexOf(".") + 1)]), nameOf(r.path), ...r.spoken];
    const found = [];
    for (const known of parts) {
      for (const written of [own, tail]) {
        const l = level(written, known);
        if (l !== null && (l < 3 || maySqueeze)) found.push({ r, kind: "code", level: l, known, full: false, start: end - written.length });
      }
    }
    return least(found, (c) => c.level);
  };

  const code = (piece, start, token, end) => {
    const slice = token.slice(0, end);
    const own = nameOf(slice);
    const tail = own.slice(own.lastIndexOf(".") + 1);
    let rows = index.named(squeeze(own));
    if (tail.length < own.length) rows = [...rows, ...index.named(squeeze(tail))];
    rows = [...new Map(rows.map((r) => [r.row, r])).values()].sort((a, b) => a.row - b.row);
    const alone = isAlone(token);
    const inField = piece.value && isCodeField(piece.field) && start === 0;
    let found = rows.map((r) => full(r, token, end) || partial(r, own, tail, end, alone || inField)).filter(Boolean)
      .filter((c) => !isWeak(c.known) || alone || inField || isAnnounced(piece.text, start + c.start, c.r.status));
    const grade = (c) => (c.full ? c.level : 10 + Math.max(c.level, 2));
    const best = Math.min(...found.map(grade));
    found = found.filter((c) => grade(c) === best);
    group += 1;
    for (const c of found) {
      const base = c.full ? { url: 1000, alias: 870, code: 900 }[c.kind] : c.level < 3 ? 780 : 450;
      const shaped = /[^a-zA-Z]/.test(c.known);
      const nearer = !c.full && own.length < slice.length ? near(slice, c.r.code) : 0;
      let trust = "never";
      if (c.full && (alone || inField)) trust = "always";
      else if (c.full ? c.level === 0 || (c.level === 1 && shaped) : (alone || inField) && c.level <= 2 && own.length === slice.length) trust = "unique";
      out.push(evidence(c.r, c.kind, piece, slice.slice(c.start), base + nearer - 10 * Math.min(c.level, 2), trust, group));
    }
  };

  const address = (piece, token) => {
    const plain = token.split("#", 1)[0].replace(/\/+$/, "");
    const scheme = plain.indexOf("://");
    const host = scheme >= 0 || plain.startsWith("www.");
    const behind = (text) => { const slash = text.indexOf("/"); return slash < 0 ? "" : text.slice(slash + 1); };
    let path = scheme >= 0 ? behind(plain.slice(scheme + 3)) : host ? behind(plain) : plain;
    path = path.replace(/\.(md|json|html)$/, "").replace(/\/index$/, "");
    const parts = path.split("/").filter(Boolean);
    if (!parts.length) return false;
    const { base } = index.meta();
    let found = [];
    for (const r of index.named(squeeze(parts[parts.length - 1]))) {
      const url = r.url ?? (base === null ? null : `${base}${r.path}/`);
      if ([url, r.type].some((u) => u && u.replace(/\/+$/, "") === plain)) found.push([r, 100, "url"]);
      else {
        for (const [known, kind] of [[r.path, "url"], ...r.aliases.filter((a) => a[0] === "/").map((a) => [a, "alias"])]) {
          const shared = sharedTail(path, known);
          if (shared) found.push([r, shared, kind]);
        }
      }
    }
    const best = Math.max(0, ...found.map((f) => f[1]));
    found = found.filter((f) => f[1] === best && (best > 1 || (host && parts.length === 1)));
    group += 1;
    for (const [r, size, kind] of found) {
      out.push(evidence(r, kind, piece, token, size === 100 ? 1000 : 960 + 2 * Math.min(size, 9), "always", group));
    }
    return found.length > 0;
  };

  const FIELDS = ["title", "message", "msg", "detail", "error", "description", "reason", "summary"];
  const whole = (piece) => {
    const text = piece.text.replace(/^[ "'`]+|[ "'`]+$/g, "");
    if (length(text) > 120 || !(!piece.value || FIELDS.includes(piece.field) || isCodeField(piece.field))) return;
    const key = squeeze(text);
    const alone = isAlone(text);
    group += 1;
    for (const r of index.named(key)) {
      const odd = [[r.code, "code"], ...r.aliases.map((a) => [a, "alias"])].find(([c]) => hasOdd(c) && squeeze(c) === key);
      if (odd) {
        const trust = isWeak(odd[0]) && !alone ? "never" : "always";
        out.push(evidence(r, odd[1], piece, text, 900 - 10 * (level(text, odd[0]) ?? 3), trust, group));
      } else if (squeeze(r.title) === key) {
        let at = out.length - 1;
        while (at >= 0 && out[at].place === piece.place && out[at].r.row !== r.row) at -= 1;
        if (at >= 0 && out[at].place === piece.place) continue;
        out.push(evidence(r, "status", piece, text, 400, alone && r.title.includes(" ") ? "unique" : "never", group));
      }
    }
  };

  for (const piece of reading.pieces) {
    for (const [start, end] of tokens(piece.text)) {
      const token = piece.text.slice(start, end);
      if (token.includes("/") && address(piece, token)) continue;
      for (const at of [...places(token, /[:/#]/g).slice(0, 24), token.length]) {
        const last = at > 0 ? token[at - 1] : "";
        if (isLetter(last) || last === "_") code(piece, start, token, at);
      }
    }
    whole(piece);
  }
  return out;
}

function near(written, known) {
  const edits = distance([...squeeze(written)], [...squeeze(known)], 2);
  return edits === null ? 0 : 70 - 10 * edits;
}
