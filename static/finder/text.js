// Text as the finder compares it: folded, squeezed, in words; and how far two texts are from each other.

export const isDigit = (c) => c >= "0" && c <= "9" && c.length === 1;
export const isLetter = (c) => c !== undefined && c !== "" && /[a-zA-Z0-9\u0080-\uffff]/.test(c);
export const lower = (s) => s.replace(/[A-Z]/g, (c) => c.toLowerCase());
export const length = (s) => {
  let count = 0;
  for (const _ of s) count += 1;
  return count;
};
export const cut = (s, most) => [...s].slice(0, most).join("");
const quotes = { "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\t": " " };
export const fold = (text) => text.replace(/[\r\ufeff]/g, "").replace(/[\u2018\u2019\u201c\u201d\u00a0\t]/g, (c) => quotes[c]);
export const squash = (text) => text.replace(/[ \n\t\r\f]+/g, " ");
export const trim = (text) => text.trim();
export const withoutZeros = (text) => text.replace(/(^|[^0-9])0+(?=[0-9])/g, "$1");
export const squeeze = (text) => withoutZeros(text).replace(/[^a-zA-Z0-9\u0080-\uffff]/g, "").toLowerCase();
export const nameOf = (code) => code.slice(Math.max(code.lastIndexOf(":"), code.lastIndexOf("/"), code.lastIndexOf("#")) + 1);
export const encoder = new TextEncoder();
export const hash = (text) => encoder.encode(text).reduce((h, b) => Math.imul(h ^ b, 0x01000193) >>> 0, 0x811c9dc5);
export const weight = (have, all) => 32 - Math.clz32(Math.floor(all / Math.max(have, 1)) + 1);

const STOP = new Set(("a an and any are as at be been but by can do does for from had has have if in into is it its may "
  + "more must no not of on one only or our so such than that the their then there these this those to "
  + "was we were when which will with would you your").split(" "));
export const isCommon = (word) => STOP.has(word);

export function words(text) {
  const split = text.replace(/([a-z])(?=[A-Z])/g, "$1 ").replace(/([A-Z0-9])(?=[A-Z][a-z])/g, "$1 ");
  return (split.match(/[a-zA-Z0-9\u0080-\uffff]+/g) || []).map((w) => w.toLowerCase()).filter((w) => length(w) > 1);
}

const breaks = (c) => " \n\t\r\f\"'`()[]{}<>,;=|".includes(c);

export function messageWords(chars) {
  const out = [];
  let at = 0;
  while (at < chars.length) {
    const c = chars[at];
    if (c === '"' || c === "'" || c === "`") at = behindQuoted(chars, at) || at + 1;
    else if (breaks(c)) at += 1;
    else {
      const start = at;
      while (at < chars.length
        && (!breaks(chars[at]) || (chars[at] === "'" && at > 0 && isLetter(chars[at - 1]) && isLetter(chars[at + 1])))) at += 1;
      runWords(chars, start, at, out);
    }
  }
  return out;
}

function behindQuoted(chars, open) {
  if (open > 0 && isLetter(chars[open - 1])) return 0;
  for (let i = open + 1; i < Math.min(chars.length, open + 200) && chars[i] !== "\n"; i++) {
    if (chars[i] === chars[open] && !isLetter(chars[i + 1])) return i + 1;
  }
  return 0;
}

function runWords(chars, start, end, out) {
  const run = chars.slice(start, end);
  if (run.filter((c) => c === "/").length > 1 || run[0] === "/" || run[0] === "~" || run.includes("\\") || run.includes("@")) return;
  const joins = (c) => isLetter(c) || c === "_" || c === "-" || c === "'";
  const ascii = (c) => c < "\u0080";
  let at = start;
  while (at < end) {
    const from = at;
    while (at < end && joins(chars[at]) && (at === from || ascii(chars[at]) === ascii(chars[at - 1]))) at += 1;
    if (!chars.slice(from, at).some(isDigit)) {
      let part = from;
      for (let i = from; i <= at; i++) {
        if (i < at && chars[i] !== "_" && chars[i] !== "-") continue;
        const text = chars.slice(part, i).filter((c) => c !== "'").join("").toLowerCase();
        if (length(text) > 1 || (text && !ascii(text)) || text === "a") out.push({ text, start: part, end: i });
        part = i + 1;
      }
    }
    if (at < end && !joins(chars[at])) at += 1;
  }
}

export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return null;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let edits = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2] + 1);
      row[j] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return null;
    before = last;
    last = row;
  }
  return last[b.length] <= most ? last[b.length] : null;
}
