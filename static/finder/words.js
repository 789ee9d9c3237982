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
    const [own, edited] = [letterSet(word), size < 8 ? 1 : 2];
    known.words.forEach((w, i) => {
      const edits = differing(own ^ known.letters[i]) > 2 * edited ? null : distance(letters, [...w], edited);
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
  const missing = index.missing();
  const rows = index.rows();
  const known = index.words();
  const place = reading.pieces.length ? reading.pieces[0].place : "line 1";
  const piece = (at) => ({ place: at, event: -1 });
  let typed = words(asked(reading));
  const last = typed[typed.length - 1];
  if (typed.some((w) => !isCommon(w))) typed = typed.filter((w) => !isCommon(w));
  typed = [...new Set(typed)].slice(0, 10);
  // Of each row: what its words are worth, what the last of them is worth, and which they are, as bits.
  const { entries } = index.meta();
  const [sums, lasts, nths] = [new Int32Array(entries), new Int32Array(entries), new Int32Array(entries)];
  let most = 0;
  typed.forEach((word, nth) => {
    let heaviest = weight(1, entries);
    meant(known, word, reading.typed && word === last).forEach(([i, fit], at) => {
      const worth = weight(known.have[i], entries);
      heaviest = at === 0 ? worth : Math.max(heaviest, worth);
      for (const posting of index.postings(i)) {
        const score = worth * fit * (1 + 2 * (posting & 1));
        const row = posting >> 1;
        if (!(nths[row] & (1 << nth))) {
          nths[row] |= 1 << nth;
          lasts[row] = 0;
        }
        if (score > lasts[row]) {
          sums[row] += score - lasts[row];
          lasts[row] = score;
        }
      }
    });
    most += heaviest * 24;
  });
  // What is loaded now is asked for once more: until then the rest would be work for nothing.
  if (index.missing() > missing) return [];
  const spoken = best(200);
  sums.forEach((sum, row) => { if (sum) spoken.add(50 + Math.floor((250 * sum) / Math.max(1, most)), row); });
  const out = spoken.list()
    .map(([score, row]) => evidence(rows[row], "words", piece(place), typed.filter((_, nth) => nths[row] & (1 << nth)).join(" "), score, "never", -1));
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

/** Keeps the best, and of equals the first. Scores are small numbers: nothing is sorted, however many fit. */
function best(most) {
  const byScore = [];
  return {
    add(score, item) {
      const equals = (byScore[score] ||= []);
      if (equals.length < most) equals.push([score, item]);
    },
    list: () => byScore.reverse().flat().slice(0, most),
  };
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
  const mistakes = (a) => (a.length < 4 ? 0 : a.length < 9 ? 1 : 2);
  const [most, mostOfAll] = [mistakes(letters), mistakes(all)];
  const edits = (a, had, b, size, has, most) =>
    (Math.abs(a.length - size) > most || differing(had ^ has) > 2 * most ? null : distance(a, [...b], most));
  const found = best(200);
  for (const r of rows) {
    const longer = Math.min(40, r.fullSize - all.length);
    const ownLonger = Math.min(40, r.ownSize - letters.length);
    let d = edits(all, allLetters, r.full, r.fullSize, r.fullLetters, mostOfAll);
    let score = d === null ? null : 580 - 40 * d;
    if (score === null && (d = edits(letters, ownLetters, r.own, r.ownSize, r.ownLetters, most)) !== null) score = 570 - 40 * d;
    if (score === null && all.length >= 3 && r.full.startsWith(whole)) score = 480 - longer;
    if (score === null && letters.length >= 3 && r.own.startsWith(wanted)) score = 480 - ownLonger;
    if (score === null && letters.length >= 4 && r.own.includes(wanted)) score = 430 - ownLonger;
    if (score !== null) found.add(score, r);
  }
  return found.list().map(([score, r]) => evidence(r, "code", piece, text, score, "never", -1));
}
