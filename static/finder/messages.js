// Known messages by their words, and what stands in their placeholders.

import { evidence } from "./rank.js";
import { encoder, fold, isCommon, length, lower, messageWords, squash, trim, weight } from "./text.js";

function parseTemplate(source, isTemplate) {
  const text = trim(fold(source));
  const parts = [];
  let held = "";
  const push = () => {
    const part = lower(squash(held));
    if (part) parts.push({ text: part });
    held = "";
  };
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const slot = isTemplate && text[at] === "{" && two !== "{{" && /^\{([^{}" :,\n]*)\}/.exec(text.slice(at, at + 62));
    if (isTemplate && (two === "{{" || two === "}}")) { held += text[at]; at += 2; }
    else if (slot) { push(); parts.push({ slot: slot[1] }); at += slot[0].length; }
    else { held += text[at]; at += 1; }
  }
  push();
  return parts;
}

const cutsWord = (text, at) => /[a-z0-9]/i.test(text[at - 1] || "") && /[a-z0-9]/i.test(text[at] || "");

/** Where the template stands in a squashed text, and what its placeholders hold. */
function fill(parts, text) {
  const first = parts.find((p) => p.text);
  if (!first) return null;
  const low = lower(text);
  for (let at = low.indexOf(first.text), tries = 0; at >= 0 && tries < 50; at = low.indexOf(first.text, at + first.text.length), tries++) {
    const found = fillAt(parts, text, low, at);
    if (found) return found;
  }
  return null;
}

function fillAt(parts, text, low, at) {
  const captures = [];
  const keep = (name, value) => {
    const own = trim(value);
    if (!own || encoder.encode(own).length > 400) return false;
    captures.push([name, own]);
    return true;
  };
  let waiting = null;
  let [start, end] = [at, at];
  for (const [i, part] of parts.entries()) {
    if (part.slot !== undefined) { waiting ??= part.slot; continue; }
    const size = part.text.length;
    const whole = (p) => (i > 0 || !cutsWord(low, p)) && (i < parts.length - 1 || !cutsWord(low, p + size));
    const leads = end === at && !captures.length;
    let found = at;
    if (leads) { if (!whole(at)) return null; } else {
      found = low.indexOf(part.text, end);
      while (found >= 0 && !(found > end && whole(found))) found = low.indexOf(part.text, found + size);
      if (found < 0) return null;
    }
    if (waiting !== null) {
      let value = text.slice(end, found);
      if (leads) {
        const before = text.slice(0, at);
        value = before.slice(before.trimEnd().lastIndexOf(" ") + 1);
        start -= value.length;
      }
      if (!keep(waiting, value)) return null;
      waiting = null;
    }
    end = found + size;
  }
  if (waiting !== null) {
    const value = valueBehind(text.slice(end));
    if (!keep(waiting, value)) return null;
    end += value.length;
  }
  return { start, end, captures };
}

function valueBehind(text) {
  if (['"', "'", "`"].includes(text[0])) {
    const close = text.indexOf(text[0], 1);
    return close < 0 ? text : text.slice(0, close + 1);
  }
  const stop = text.search(/["`;\n]/);
  const end = stop >= 0 ? stop : text.indexOf(". ");
  return end < 0 ? text : text.slice(0, end);
}

const LEVELS = ["ERROR", "WARN", "WARNING", "INFO", "DEBUG", "TRACE", "FATAL", "CRITICAL"];
const distinct = (list) => [...new Set(list.map((w) => w.text).filter((w) => !isCommon(w)))];
const closeness = (shared, all, heard, piece) =>
  Math.min(1000, Math.floor((1000 * shared) / Math.max(1, all + Math.floor(Math.max(0, heard - shared) / (piece.value ? 1 : 4)))));

export function findMessages(index, reading) {
  const out = [];
  reading.pieces.forEach((piece, nth) => {
    if (!/[ \u0080-\uffff]/.test(piece.text)) return;
    for (const hit of messagesIn(index, piece)) {
      const trust = !hit.sure ? "never" : piece.value || reading.typed ? "always" : "unique";
      for (const r of hit.message.rows()) {
        index.keep(r);
        out.push({ ...evidence(r, "message", piece, hit.message.source, hit.score, trust, `${nth}:${hit.number}`), captures: hit.captures });
      }
    }
  });
  return out;
}

function messagesIn(index, piece) {
  const text = squash(trim(piece.text));
  if ((text.startsWith("at ") && text.endsWith(")")) || text.startsWith('File "')) return [];
  const chars = [...text].slice(0, 2000);
  const heardWords = messageWords(chars).filter((w) => !LEVELS.includes(chars.slice(w.start, w.end).join("")));
  const all = index.meta().messages;
  const shared = new Map();
  const weights = new Map();
  let heard = 0;
  for (const word of distinct(heardWords)) {
    const told = index.told(word);
    const worth = told ? weight(told.list.length, all) : 2;
    weights.set(word, worth);
    heard += worth;
    if (told) {
      told.list.forEach((m, i) => {
        const entry = shared.get(m);
        if (entry) entry[0] += worth;
        else shared.set(m, [worth, told.totals.charCodeAt(i) - 35]);
      });
    }
  }
  let close = [...shared].map(([m, [s, total]]) => [closeness(s, total, heard, piece), m]).filter(([c]) => c >= 300);
  close.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  close = close.filter(([c]) => c * 10 >= close[0][0] * 6).slice(0, 20);
  return pick(close.map(([, m]) => judge(index, m, { text, words: heardWords, weights }, piece)).filter(Boolean));
}

function judge(index, number, segment, piece) {
  const message = index.message(number);
  if (!message) return null;
  const parts = parseTemplate(message.source, message.isTemplate);
  const own = messageWords([...parts.map((p) => p.text ?? "0").join("")]);
  const telling = own.filter((w) => !isCommon(w.text));
  const letters = telling.reduce((sum, w) => sum + length(w.text), 0);
  const same = (list) => list.length === own.length && own.every((w, i) => w.text === list[i].text);
  const whole = same(segment.words);
  const says = (telling.length >= 3 && letters >= 14) || (message.isTemplate && own.length >= 5 && telling.length >= 2 && letters >= 10);
  const sure = says || (whole && distinct(own).length >= 2 && piece.value);
  const held = (score, unsure, captures, span) => ({
    number, message, sure, captures, span, whole, explains: false,
    score: (sure ? score : unsure) + Math.min(own.length, 16) * 4 + (whole ? 10 : 0),
  });
  const filled = fill(parts, segment.text);
  if (filled) return held(655, 605, filled.captures, [length(segment.text.slice(0, filled.start)), length(segment.text.slice(0, filled.end))]);
  if (own.length >= 2) {
    for (let i = 0; i + own.length <= segment.words.length; i++) {
      const run = segment.words.slice(i, i + own.length);
      if (same(run)) return held(645, 600, [], [run[0].start, run[run.length - 1].end]);
    }
  }
  const worth = (w) => (isCommon(w.text) ? 1 : segment.weights.get(w.text));
  const heard = segment.words.reduce((sum, w) => sum + worth(w), 0);
  let last = new Array(segment.words.length + 1).fill(0);
  for (const word of own) {
    const row = [0];
    const value = worth(word) || 0;
    segment.words.forEach((other, j) => {
      row.push(Math.max(word.text === other.text ? last[j] + value : 0, last[j + 1], row[j]));
    });
    last = row;
  }
  const shared = last[segment.words.length];
  const close = closeness(shared, message.all, heard, piece);
  const explains = shared === heard && distinct(segment.words).length >= 3;
  if (close < 300) return null;
  const score = explains && close >= 400 ? 600 + Math.floor(close / 10) : 300 + Math.floor((close * 3) / 10);
  return { number, message, sure: false, captures: [], span: [0, 0], whole: false, explains, score };
}

function pick(hits) {
  hits.sort((a, b) => b.score - a.score || a.number - b.number);
  const isHeld = (h) => h.span[1] > 0;
  const anyHeld = hits.some(isHeld);
  const anyWhole = hits.some((h) => h.whole);
  const out = [];
  for (const hit of hits) {
    const covered = out.some((o) => o.score > hit.score && o.span[0] < hit.span[1] && hit.span[0] < o.span[1]);
    const counts = anyHeld ? (isHeld(hit) && !covered) || (hit.explains && !anyWhole) : hit.score + 60 >= hits[0].score;
    if (counts && out.length < 12) out.push(hit);
  }
  return out;
}
