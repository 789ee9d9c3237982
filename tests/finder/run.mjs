// The browser's finder against the vectors that it shares with the Rust one.
// usage: node run.mjs FOLDER, where FOLDER/BOOK/ holds the index files of each book (the Rust test writes them)
import { readFile } from "node:fs/promises";
import { finder, redact } from "../../static/finder/finder.js";

const vectors = JSON.parse(await readFile(new URL("vectors.json", import.meta.url), "utf8"));
const folder = process.argv[2];
const books = {};
for (const name of Object.keys(vectors.books)) {
  books[name] = finder(async (file) => JSON.parse(await readFile(`${folder}/${name}/${file}`, "utf8")));
}
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (v) => (Array.isArray(v) ? v.map(sorted) : v && typeof v === "object" ? Object.fromEntries(Object.keys(v).sort().map((k) => [k, sorted(v[k])])) : v);
let wrong = 0;
const check = (query, got, expect) => {
  if (same(got, expect)) return;
  wrong += 1;
  console.error(`${JSON.stringify(query)}\n  written ${JSON.stringify(expect)}\n  got ${JSON.stringify(got)}`);
};
for (const { book, query, found } of vectors.queries) {
  const { matches, request_id, time } = await books[book].find(query, 5);
  const told = matches.map(({ path, score, confident, because, captures }) => ({ path, score, confident, because, captures }));
  check(query, { matches: told, request_id, time }, found);
  // The index writes few titles out; all come back.
  const titleAt = new Map(vectors.books[book].records.map((record) => [record.path, record.title]));
  for (const { path, title } of matches) check(query, title, titleAt.get(path));
}
for (const { text, redacted } of vectors.redact) check(text, redact(text), redacted);
console.log(`${vectors.queries.length + vectors.redact.length} vectors, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
