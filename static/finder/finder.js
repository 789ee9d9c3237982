// The finder in the browser: the twin of src/finder, over the files that `build` writes to search/.
// Nothing that is typed or pasted leaves the page: all that is ever asked for is a file of the index.
// Same names, same order, same numbers as in Rust; tests/finder/vectors.json holds both together.

import { makeIndex, prepare } from "./index.js";
import { findMessages } from "./messages.js";
import { findNames } from "./names.js";
import { rank } from "./rank.js";
import { recognise, support } from "./recognise.js";
import { findWords } from "./words.js";

export { redact } from "./redact.js";

/** Opens the index at an address that ends in a slash. */
export const open = (base) => finder(async (name) => {
  const answer = await fetch(new URL(name, base));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
});

/** All entries in short, in the order of the catalog. */
export async function entries(base) {
  const answer = await fetch(new URL("rows.json", base));
  if (!answer.ok) throw new Error(`rows.json: ${answer.status}`);
  return prepare("rows.json", await answer.json());
}

/** A finder over any source of the index's files: `find(query, limit)` gives matches, best first. */
export function finder(load) {
  const files = new Map();
  let wanted = new Map();
  /** A file that is here, or nothing now and the file soon. */
  const get = (name) => {
    if (files.has(name)) return files.get(name);
    wanted.set(name, null);
    return undefined;
  };
  const index = makeIndex(get);
  return {
    async find(query, limit = 10) {
      const reading = recognise(query);
      for (;;) {
        wanted = new Map();
        const found = search(index, reading, limit);
        const names = [...wanted.keys()];
        if (!names.length) return found;
        await Promise.all(names.map(async (name) => {
          if (!files.has(name)) files.set(name, prepare(name, await load(name)));
        }));
      }
    },
  };
}

function search(index, reading, limit) {
  if (!index.meta()) return null;
  const missing = index.missing();
  const evidence = [...findNames(index, reading), ...findMessages(index, reading)];
  if (index.missing() > missing) return null;
  let matches = rank(index, reading, evidence);
  if (!matches.length || (reading.typed && !matches.some((m) => m.confident))) {
    const more = findWords(index, reading);
    if (index.missing() > missing) return null;
    matches = rank(index, reading, [...evidence, ...more]);
  }
  return { matches: matches.slice(0, limit), ...support(reading, index.meta().id) };
}
