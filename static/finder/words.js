// Typed search: a half-remembered code, or words of title, summary, causes and tags.

import { evidence } from "./rank.js";
import { isCodeField } from "./recognise.js";
import { cut, distance, isCommon, length, nameOf, squeeze, weight, words } from "./text.js";

function meant(known, word, isLast) {
  const out = [];
  const exact = known.words.indexOf(word);
  if (exact >= 0) out.push([exact, 8]);
  if (isLast) {
    let count = 0;
    known.words.forEach((w, i) => { if (w !== word && w.startsWith(word) && count++ < 48) out.push([i, 5]); });
  }
  const size = length(word);
  if (!out.length && size >= 4) {
    const letters = [...word];
    const found = [];
    known.words.forEach((w, i) => {
      const edits = distance(letters, [...w], size < 8 ? 1 : 2);
      if (edits !== null) found.push([edits, i]);
    });
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    out.push(...found.slice(0, 16).map(([edits, i]) => [i, edits === 1 ? 4 : 3]));
  }
  return out;
}

function asked(reading) {
  if (reading.typed) return reading.text;
  const tells = (p) => !p.text.includes("://") && (!p.value || p.field !== "requestid");
  return cut(reading.pieces.filter(tells).map((p) => p.text).join(" "), 2000);
}

export function findWords(index, reading) {
  const rows = index.rows();
  const known = index.words();
  const place = reading.pieces.length ? reading.pieces[0].place : "line 1";
  const piece = (at) => ({ place: at, event: -1 });
  let typed = words(asked(reading));
  const last = typed[typed.length - 1];
  if (typed.some((w) => !isCommon(w))) typed = typed.filter((w) => !isCommon(w));
  typed = [...new Set(typed)].slice(0, 10);
  const best = new Map();
  let most = 0;
  typed.forEach((word, nth) => {
    let heaviest = weight(1, index.meta().entries);
    meant(known, word, reading.typed && word === last).forEach(([i, fit], at) => {
      const worth = weight(known.have[i], index.meta().entries);
      heaviest = at === 0 ? worth : Math.max(heaviest, worth);
      for (const posting of index.postings(i)) {
        const score = worth * fit * (1 + 2 * (posting & 1));
        const found = best.get(posting >> 1);
        if (!found) best.set(posting >> 1, { sum: score, last: score, nths: [nth] });
        else if (found.nths[found.nths.length - 1] !== nth) {
          found.sum += found.last = score;
          found.nths.push(nth);
        } else if (score > found.last) {
          found.sum += score - found.last;
          found.last = score;
        }
      }
    });
    most += heaviest * 24;
  });
  let out = [...best].map(([row, { sum, nths }]) => [row, 50 + Math.floor((250 * sum) / Math.max(1, most)), nths]);
  out.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  out = out.slice(0, 200).filter(([row]) => rows[row])
    .map(([row, score, nths]) => evidence(rows[row], "words", piece(place), nths.map((n) => typed[n]).join(" "), score, "never", -1));
  for (const [text, at] of halfCodes(reading)) out.push(...nearCodes(rows, text, piece(at)));
  const [status] = reading.statuses;
  if (status) {
    const having = rows.filter((r) => r.status === status.code).slice(0, 200);
    out.push(...having.map((r) => evidence(r, "status", piece(status.place), String(status.code), 320, "never", -1)));
  }
  out.forEach((e) => index.keep(e.r));
  return out;
}

function looksLikeCode(word) {
  const inside = word.replace(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, "");
  return /[a-zA-Z]/.test(word) && (/[:_.-]/.test(inside) || /[0-9]/.test(word) || words(inside).length > 1);
}

function halfCodes(reading) {
  if (reading.typed) {
    const all = reading.text.split(" ").filter((w) => length(squeeze(w)) >= 3).map((w) => [w, "line 1"]);
    return all.length > 1 ? all.filter(([w]) => looksLikeCode(w)) : all;
  }
  const out = reading.pieces.filter((p) => p.value && isCodeField(p.field) && !p.text.includes(" ")).slice(0, 8).map((p) => [p.text, p.place]);
  for (const line of reading.pieces.filter((p) => !p.value).slice(0, 20)) {
    const all = line.text.split(/[ ,"'()[\]=]/).map((w) => w.replace(/^[.:;`]+|[.:;`]+$/g, ""));
    out.push(...all.filter((w) => looksLikeCode(w) && !w.includes("//")).slice(0, 12).map((w) => [w, line.place]));
  }
  return out.slice(0, 24);
}

/** Which letters a text has, as bits: an edit changes two of them at most. */
export function letterSet(text) {
  let bits = 0;
  for (const c of text) bits |= 1 << (c.codePointAt(0) & 31);
  return bits;
}

function differing(bits) {
  let count = 0;
  for (; bits; bits &= bits - 1) count += 1;
  return count;
}

function nearCodes(rows, text, piece) {
  const wanted = squeeze(nameOf(text));
  const whole = squeeze(text);
  const [letters, all] = [[...wanted], [...whole]];
  const [ownLetters, allLetters] = [letterSet(wanted), letterSet(whole)];
  const edits = (a, had, b, has) => {
    const most = a.length < 4 ? 0 : a.length < 9 ? 1 : 2;
    return differing(had ^ has) > 2 * most ? null : distance(a, [...b], most);
  };
  const longer = (b, part) => Math.min(40, length(b.slice(part.length)));
  const found = [];
  for (const r of rows) {
    let d = edits(all, allLetters, r.full, r.fullLetters);
    let score = d === null ? null : 580 - 40 * d;
    if (score === null && (d = edits(letters, ownLetters, r.own, r.ownLetters)) !== null) score = 570 - 40 * d;
    if (score === null && all.length >= 3 && r.full.startsWith(whole)) score = 480 - longer(r.full, whole);
    if (score === null && letters.length >= 3 && r.own.startsWith(wanted)) score = 480 - longer(r.own, wanted);
    if (score === null && letters.length >= 4 && r.own.includes(wanted)) score = 430 - longer(r.own, wanted);
    if (score !== null) found.push([score, r]);
  }
  found.sort((a, b) => b[0] - a[0] || a[1].row - b[1].row);
  return found.slice(0, 200).map(([score, r]) => evidence(r, "code", piece, text, score, "never", -1));
}
