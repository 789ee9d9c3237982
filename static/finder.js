// The finder in the browser: the twin of src/finder, over the files that `build` writes to search/.
// Nothing that is typed or pasted leaves the page: all that is ever asked for is a file of the index.
// Same names, same order, same numbers as in Rust; tests/finder/vectors.json holds both together.

/** Opens the index at an address that ends in a slash. */
export const open = (base) => finder(async (name) => {
  const answer = await fetch(new URL(name, base));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
});

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

// ---- text.rs

const isDigit = (c) => c >= "0" && c <= "9" && c.length === 1;
const isLetter = (c) => c !== undefined && c !== "" && /[a-zA-Z0-9\u0080-\u{10ffff}]/u.test(c);
const lower = (s) => s.replace(/[A-Z]/g, (c) => c.toLowerCase());
const length = (s) => [...s].length;
const cut = (s, most) => [...s].slice(0, most).join("");
const quotes = { "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\t": " " };
const fold = (text) => text.replace(/[\r\ufeff]/g, "").replace(/[\u2018\u2019\u201c\u201d\u00a0\t]/g, (c) => quotes[c]);
const squash = (text) => text.replace(/[ \n\t\r\f]+/g, " ");
const trim = (text) => text.trim();
const withoutZeros = (text) => text.replace(/(^|[^0-9])0+(?=[0-9])/g, "$1");
export const squeeze = (text) => withoutZeros(text).replace(/[^a-zA-Z0-9\u0080-\u{10ffff}]/gu, "").toLowerCase();
const nameOf = (code) => code.slice(Math.max(code.lastIndexOf(":"), code.lastIndexOf("/"), code.lastIndexOf("#")) + 1);
const encoder = new TextEncoder();
const hash = (text) => encoder.encode(text).reduce((h, b) => Math.imul(h ^ b, 0x01000193) >>> 0, 0x811c9dc5);
const weight = (have, all) => 32 - Math.clz32(Math.floor(all / Math.max(have, 1)) + 1);

const STOP = new Set(("a an and any are as at be been but by can do does for from had has have if in into is it its may "
  + "more must no not of on one only or our so such than that the their then there these this those to "
  + "was we were when which will with would you your").split(" "));
const isCommon = (word) => STOP.has(word);

function words(text) {
  const split = text.replace(/([a-z])(?=[A-Z])/g, "$1 ").replace(/([A-Z0-9])(?=[A-Z][a-z])/g, "$1 ");
  return (split.match(/[a-zA-Z0-9\u0080-\u{10ffff}]+/gu) || []).map((w) => w.toLowerCase()).filter((w) => length(w) > 1);
}

const breaks = (c) => " \n\t\r\f\"'`()[]{}<>,;=|".includes(c);

function messageWords(chars) {
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

function distance(a, b, most) {
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

// ---- json.rs

const skipSpace = (text, at) => {
  while (at < text.length && " \n\t\r\f".includes(text[at])) at += 1;
  return at;
};
const escaped = (c) => (c === "n" || c === "r" ? "\n" : c === "t" ? " " : c);
const join = (place, key) => (/^[a-zA-Z0-9_$@-]+$/.test(key) ? (place ? `${place}.${key}` : key) : `${place}["${key}"]`);

/** The scalars of what opens at `start`, and where it ends. */
function readJson(text, start) {
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

// ---- recognise.rs

const IDS = ["requestid", "xrequestid", "traceid", "correlationid", "xamznrequestid", "cfray", "reqid"];

export function recognise(query) {
  const text = cut(fold(query), 200000);
  const reading = { pieces: [], statuses: [], text: trim(text), typed: false, next: 0 };
  readText(text, null, 0, reading);
  const bodies = reading.pieces.some((p) => !p.place.startsWith("line "));
  reading.typed = !bodies && !reading.text.includes("\n") && length(reading.text) <= 100;
  reading.statuses = reading.pieces.flatMap(statuses);
  const first = reading.typed && statusNumber(reading.text.split(" ")[0]);
  if (first) reading.statuses.push({ code: first, place: "line 1" });
  return reading;
}

const NOT_CODES = ["statuscode", "httpcode", "zipcode", "postcode", "countrycode", "exitcode", "languagecode", "currencycode", "sourcecode"];
const CODES = ["type", "error", "err", "exception", "reason", "sqlstate", "errno", "errorname", "errorid"];
function isCodeField(field) {
  if (field.endsWith("code")) return !NOT_CODES.some((n) => field.endsWith(n));
  return CODES.includes(field) || ["errortype", "exceptiontype", "problemtype"].some((e) => field.endsWith(e));
}
function announces(word) {
  const ends = ["code", "error", "err", "errno", "exception", "errortype", "sqlstate", "errors"];
  return ends.some((e) => word.endsWith(e)) && (isCodeField(word) || (word !== "sourcecode" && !word.endsWith("code")));
}
function wordsBefore(text, at) {
  const word = (before) => {
    const whole = before.replace(/[ :="'`[(#>\\]+$/, "");
    const rest = whole.replace(/[a-zA-Z0-9\u0080-\u{10ffff}_-]+$/u, "");
    return [squeeze(whole.slice(rest.length)), rest];
  };
  const [last, rest] = word(text.slice(0, at));
  return [last, word(rest)[0]];
}
const statusNumber = (text) => (/^[1-5][0-9]{2}$/.test(text) ? Number(text) : null);

function readText(text, inside, depth, out) {
  let rest = "";
  let done = 0;
  const opens = /[{[]/g;
  for (let match; (match = opens.exec(text));) {
    const found = readJson(text, match.index);
    if (!found) continue;
    const [leaves, end] = found;
    const event = out.pieces.length;
    for (const leaf of leaves) {
      const place = inside === null ? leaf.place : leaf.place.startsWith("[") ? inside + leaf.place : `${inside}.${leaf.place}`;
      const piece = { place, field: squeeze(leaf.key), text: leaf.text, value: true, event };
      const holds = ['{"', "{\\", "{'", '{ "', "[{", "{\n"].some((o) => leaf.text.includes(o));
      if (depth < 4 && (leaf.text.includes("\n") || holds)) readText(leaf.text, place, depth + 1, out);
      else out.pieces.push(piece);
    }
    rest += text.slice(done, match.index) + text.slice(match.index, end).replace(/[^\n]/g, " ");
    done = end;
    opens.lastIndex = Math.max(end, match.index + 1);
  }
  rest += text.slice(done);
  rest.split("\n").forEach((line, number) => {
    if (!trim(line)) return;
    const event = out.pieces.length;
    const place = inside === null ? `line ${number + 1}` : inside;
    for (const [field, value] of pairs(line)) out.pieces.push({ place, field, text: value, value: true, event });
    out.pieces.push({ place, field: "", text: squash(trim(line)), value: false, event });
  });
}

function pairs(line) {
  const out = [];
  for (let at = line.indexOf("="); at >= 0; at = line.indexOf("=", at + 1)) {
    const key = /[a-zA-Z0-9_.@-]*$/.exec(line.slice(Math.max(0, at - 200), at))[0];
    const rest = line.slice(at + 1);
    const value = rest[0] === '"' || rest[0] === "'" ? rest.slice(1).split(rest[0], 1)[0] : rest.split(/[ ,;&)\]}"'<]/, 1)[0];
    if (value && key) out.push([squeeze(key.slice(key.lastIndexOf(".") + 1)), value]);
  }
  return out;
}

const STATUS_FIELDS = ["status", "statuscode", "httpstatus", "httpstatuscode", "responsestatus", "code"];
function statuses(piece) {
  const found = (text) => { const code = statusNumber(text); return code ? [{ code, place: piece.place }] : []; };
  if (piece.value) return STATUS_FIELDS.includes(piece.field) ? found(piece.text.split(" ", 1)[0]) : [];
  const out = [];
  let [first, last] = ["", ""];
  for (const word of piece.text.split(/[ :"'=(),[\]]/).filter(Boolean)) {
    const [f, l] = [lower(first), lower(last)];
    if (l === "status" || l.startsWith("http") || (l === "code" && f === "status") || l === "statuscode") out.push(...found(word.replace(/\.+$/, "")));
    [first, last] = [last, word];
  }
  return out;
}

function support(reading, idPlace) {
  const at = (test) => reading.pieces.find((p) => p.value && test(p));
  const field = (idPlace && at((p) => p.place === idPlace)) || at((p) => IDS.includes(p.field));
  const header = () => {
    for (const { text } of reading.pieces) {
      const colon = text.indexOf(": ");
      if (colon > 0 && IDS.includes(squeeze(text.slice(0, colon)))) return text.slice(colon + 2);
    }
    return null;
  };
  const time = reading.pieces.map((p) => /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[\d.,:+Z]*/.exec(p.text)).find(Boolean);
  return { request_id: field ? field.text : header(), time: time ? time[0].replace(/[,:.]+$/, "") : null };
}

// ---- the index

/** An entry; a path that ends in a slash goes on with the code's last part, an empty title is made of it. */
function record([row, code, path, title, status, service, aliases, spoken, type, url]) {
  const own = nameOf(code);
  const titled = own.includes("_") ? own.split("_").map((w) => (w[0] < "\u0080" ? w[0].toUpperCase() + w.slice(1) : w)).join(" ") : own;
  return {
    row, code, path: path === "" || path.endsWith("/") ? path + own : path, title: title || titled,
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
function prepare(name, json) {
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
      return Object.assign(short, { own, full, ownLetters: letterSet(own), fullLetters: letterSet(full) });
    });
  }
  if (name === "words.json") return { ...json, words: json.words.split(" ") };
  if (name[0] === "w") return { lists: json, done: new Map() };
  if (name[0] === "t") return { texts: json[0], rows: new Map(json[1].map((r) => [r[0], record(r)])) };
  return json;
}

const file = (number) => number.toString(16).padStart(2, "0");

function makeIndex(get) {
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
      return { source, all, isTemplate: !!isTemplate, rows: () => unstep(steps).map((r) => found.rows.get(r)) };
    },
    rows: () => want("rows.json") || [],
    words: () => want("words.json") || { words: [], have: [], starts: [0] },
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

// ---- names.rs

const isToken = (c) => isLetter(c) || "_-.:/#@+~$%".includes(c);
const hasOdd = (code) => [...code].some((c) => !isToken(c));

function namesOf(r) {
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
  for (const match of text.matchAll(/[a-zA-Z0-9\u0080-\u{10ffff}_\-.:/#@+~$%]+/gu)) {
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

function findNames(index, reading) {
  const out = [];
  let group = 0;
  const bare = (text) => text.replace(/^[^a-zA-Z0-9\u0080-\u{10ffff}_]+|[^a-zA-Z0-9\u0080-\u{10ffff}_]+$/gu, "");
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
  return edits === null ? 0 : 15 - 5 * edits;
}

// ---- template.rs

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

// ---- messages.rs

const LEVELS = ["ERROR", "WARN", "WARNING", "INFO", "DEBUG", "TRACE", "FATAL", "CRITICAL"];
const distinct = (list) => [...new Set(list.map((w) => w.text).filter((w) => !isCommon(w)))];
const closeness = (shared, all, heard, piece) =>
  Math.min(1000, Math.floor((1000 * shared) / Math.max(1, all + Math.floor(Math.max(0, heard - shared) / (piece.value ? 1 : 4)))));

function findMessages(index, reading) {
  const out = [];
  reading.pieces.forEach((piece, nth) => {
    if (!/[ \u0080-\u{10ffff}]/u.test(piece.text)) return;
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

// ---- words.rs

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

function findWords(index, reading) {
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
function letterSet(text) {
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

// ---- rank.rs

const evidence = (r, kind, piece, text, score, trust, group) => ({ r, kind, place: piece.place, text, score, trust, group, event: piece.event, captures: [] });
const isName = (e) => e.kind === "url" || e.kind === "code" || e.kind === "alias";

function rank(index, reading, all) {
  const list = dropExplained(reading, all);
  const groups = new Map();
  const byRow = new Map();
  for (const e of list) {
    groups.set(e.group, (groups.get(e.group) || new Set()).add(e.r.row));
    byRow.set(e.r.row, [...(byRow.get(e.r.row) || []), e]);
  }
  const contested = new Set([...groups.values()].filter((rows) => rows.size > 1).flatMap((rows) => [...rows]));
  const said = contested.size ? heardIn(reading.text) : null;
  const scores = new Map([...byRow].map(([row, own]) => [row, total(own, reading) + (contested.has(row) ? service(index.record(row), said) : 0)]));
  const bests = new Map([...groups].map(([group, rows]) => {
    const best = Math.max(...[...rows].map((r) => scores.get(r)));
    return [group, [best, [...rows].filter((r) => scores.get(r) === best).length]];
  }));
  const holds = (e) => {
    const [best, winners] = bests.get(e.group);
    return e.trust !== "never" && scores.get(e.r.row) === best && (winners === 1 || e.trust === "always");
  };
  const named = list.filter((e) => isName(e) && holds(e));
  const others = (e) => named.some((n) => n.event === e.event && n.r.row !== e.r.row);
  const matches = [...byRow].map(([row, own]) => {
    const r = index.record(row);
    const richest = own.reduce((b, e) => (e.captures.length && (!b || e.score >= b.score) ? e : b), null);
    return {
      row, code: r.code, path: r.path, title: r.title, status: r.status,
      score: scores.get(row),
      confident: own.some((e) => holds(e) && (isName(e) || !others(e))),
      because: reasons(r, reading, own),
      captures: richest ? richest.captures : [],
    };
  });
  return matches.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function dropExplained(reading, all) {
  const count = (text, part) => text.split(part).length - 1;
  const held = all.filter((e) => e.kind === "message" && e.trust !== "never");
  const list = all.map((e) => {
    if (!isName(e) || e.score <= 600) return e;
    const of = held.filter((h) => h.event === e.event && h.text.includes(e.text) && count(reading.text, e.text) <= count(h.text, e.text));
    return of.length && of.every((h) => h.r.row !== e.r.row) ? { ...e, score: 600, trust: "never" } : e;
  });
  const named = new Set(list.filter((e) => isName(e) && e.score > 800).map((e) => `${e.r.row} ${e.event}`));
  const isNamed = (e) => named.has(`${e.r.row} ${e.event}`);
  const explained = new Map();
  for (const e of list.filter((m) => m.kind === "message" && isNamed(m))) {
    const key = `${e.event} ${e.place}`;
    explained.set(key, Math.max(e.score, explained.get(key) || 0));
  }
  return list.filter((e) => e.kind !== "message" || isNamed(e) || !(e.score <= (explained.get(`${e.event} ${e.place}`) ?? -1)));
}

function total(own, reading) {
  const best = own.reduce((b, e) => (e.score >= b.score ? e : b));
  const of = (...kinds) => Math.max(-1, ...own.filter((e) => e.kind !== best.kind && kinds.includes(e.kind)).map((e) => e.score));
  const names = isName(best) && of("url", "code", "alias") >= 0 ? 4 : 0;
  const message = of("message");
  const word = of("words");
  const said = own[0].r.status !== null && reading.statuses.some((s) => s.code === own[0].r.status);
  return best.score + names + (message < 0 ? 0 : Math.min(7, Math.floor(message / 100))) + (of("status") < 0 ? 0 : 2) + (word < 0 ? 0 : Math.min(6, Math.floor(word / 50))) + (said ? 5 : 0);
}

function reasons(r, reading, own) {
  const out = [];
  for (const e of [...own].sort((a, b) => b.score - a.score)) {
    if (!out.some((b) => b.kind === e.kind)) out.push({ kind: e.kind, where: e.place, text: e.text });
  }
  const said = reading.statuses.find((s) => s.code === r.status);
  if (said && !out.some((b) => b.kind === "status")) out.push({ kind: "status", where: said.place, text: String(said.code) });
  return out;
}

function service(r, said) {
  const worth = (name) => {
    const key = squeeze(name);
    if (said.names.has(key)) return 15 + Math.min(25, length(key));
    return said.parts.has(key) ? 5 + Math.min(9, length(key)) : 0;
  };
  return Math.max(0, ...[...(r.service ? [r.service] : []), ...r.path.split("/").slice(0, -1)].map(worth));
}

function heardIn(text) {
  const joined = (list) => {
    const out = new Set();
    list.forEach((_, start) => {
      let name = "";
      for (const word of list.slice(start, start + 6)) out.add(squeeze(name += word));
    });
    return out;
  };
  return { names: joined(text.match(/[a-zA-Z0-9\u0080-\u{10ffff}]+/gu) || []), parts: joined(words(text)) };
}

// ---- redact.rs

const BAR = "█████";
const NAMES = ["password", "passwd", "pwd", "secret", "token", "apikey", "secretkey", "privatekey", "accesskey", "authorization", "cookie"];
const SHAPES = /(?:(sk_live_|sk_test_|pk_live_|rk_live_|rk_test_|whsec_|xox[abps]-)[\w-]{8,}|(sk-|gh[pousr]_|github_pat_|glpat-|npm_|pypi-)[\w-]{16,}|(AIza)[\w-]{30,}|(A[KS]IA)[\w-]{12,})/y;

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
