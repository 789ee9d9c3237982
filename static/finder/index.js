// The files that `build` writes to search/, loaded as they are wanted.

import { namesOf } from "./names.js";
import { hash, length, nameOf, squeeze } from "./text.js";
import { letterSet } from "./words.js";

/** Stands for a title that is the code's last part as a sentence. */
const SENTENCE = "\u0001";

/** An entry; a path that ends in a slash goes on with the code's last part, an empty title is made of it. */
function record([row, code, path, title, status, service, aliases, spoken, type, url]) {
  const own = nameOf(code);
  const capital = (w) => (w[0] < "\u0080" ? w[0].toUpperCase() + w.slice(1) : w);
  const titled = own.includes("_") ? own.split("_").map(capital).join(" ") : own;
  return {
    row, code, path: path === "" || path.endsWith("/") ? path + own : path, title: title === SENTENCE ? capital(own.replaceAll("_", " ")) : title || titled,
    status: status ?? null, service: service ?? null, aliases: aliases || [], spoken: spoken || [], type: type ?? null, url: url ?? null,
  };
}

const unstep = (steps) => {
  let sum = 0;
  return steps.map((s) => (sum += s));
};

function unfront(text) {
  let last = "";
  return text.split("\n").slice(0, -1).map((line) => (last = last.slice(0, line.charCodeAt(0) - 35) + line.slice(1)));
}

/** Makes of a file what lookups want. */
export function prepare(name, json) {
  if (name === "meta.json") {
    const bits = Uint8Array.from(atob(json.filter), (c) => c.charCodeAt(0));
    return { ...json, filter: bits };
  }
  if (name[0] === "n") {
    const by = new Map();
    for (const row of json.map(record)) {
      for (const key of namesOf(row)) by.set(key, [...(by.get(key) || []), row]);
    }
    return by;
  }
  if (name === "rows.json") {
    const [codes, paths, titles] = [json.code, json.path, json.title].map(unfront);
    return codes.map((code, row) => {
      const service = json.service[row] ? json.services[json.service[row] - 1] : null;
      const short = record([row, code, paths[row], titles[row], json.status[row] || null, service]);
      const [own, full] = [squeeze(nameOf(code)), squeeze(code)];
      return Object.assign(short, { own, full, ownSize: length(own), fullSize: length(full), ownLetters: letterSet(own), fullLetters: letterSet(full) });
    });
  }
  if (name === "words.json") {
    const words = json.words.split(" ");
    return { ...json, words, letters: words.map(letterSet) };
  }
  if (name[0] === "w") return { lists: json, done: new Map() };
  if (name[0] === "t") return { texts: json[0], rows: new Map(json[1].map((r) => [r[0], r])) };
  return json;
}

const file = (number) => number.toString(16).padStart(2, "0");

export function makeIndex(get) {
  let missed = 0;
  const want = (name) => {
    const found = get(name);
    if (found === undefined) missed += 1;
    return found;
  };
  const meta = () => want("meta.json");
  const known = (key) => {
    const { filter, bits } = meta();
    const h = hash(key);
    const step = (((h << 16) | (h >>> 16)) | 1) >>> 0;
    return [0, 1, 2].every((nth) => {
      const bit = ((h + Math.imul(step, nth)) >>> 0) % bits;
      return filter[bit >> 3] & (1 << (bit & 7));
    });
  };
  const records = new Map();
  return {
    meta,
    missing: () => missed,
    record: (row) => records.get(row),
    keep: (r) => { if (!records.has(r.row)) records.set(r.row, r); return r; },
    named(key) {
      if (!key || !known(key)) return [];
      const found = want(`n/${file(hash(key) % meta().names)}.json`);
      const rows = (found && found.get(key)) || [];
      rows.forEach((r) => records.set(r.row, r));
      return rows;
    },
    /** The messages that have the word: indices and weights. */
    told(word) {
      if (!known(`:${word}`)) return null;
      const found = (want(`m/${file(hash(word) % meta().tellers)}.json`) || {});
      if (!Object.hasOwn(found, word)) return null;
      if (!found[word].list) found[word].list = unstep(found[word][0]);
      return { list: found[word].list, totals: found[word][1] };
    },
    message(number) {
      const { block } = meta();
      const found = want(`t/${Math.floor(number / block)}.json`);
      if (!found) return null;
      const [source, steps, all, isTemplate] = found.texts[number % block];
      return { source, all, isTemplate: !!isTemplate, rows: () => unstep(steps).map((r) => record(found.rows.get(r))) };
    },
    rows: () => want("rows.json") || [],
    words: () => want("words.json") || { words: [], letters: [], have: [], starts: [0] },
    postings(word) {
      const { starts } = want("words.json");
      let shard = starts.length - 1;
      while (starts[shard] > word) shard -= 1;
      const found = want(`w/${shard}.json`);
      if (!found) return [];
      const at = word - starts[shard];
      if (!found.done.has(at)) found.done.set(at, unstep(found.lists[at]));
      return found.done.get(at);
    },
  };
}
