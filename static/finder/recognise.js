// What somebody pasted → the pieces in it, each with its place and the field that it stood in.

import { readJson } from "./json.js";
import { cut, fold, length, lower, squash, squeeze, trim } from "./text.js";

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
export function isCodeField(field) {
  if (field.endsWith("code")) return !NOT_CODES.some((n) => field.endsWith(n));
  return CODES.includes(field) || ["errortype", "exceptiontype", "problemtype"].some((e) => field.endsWith(e));
}
export function announces(word) {
  const ends = ["code", "error", "err", "errno", "exception", "errortype", "sqlstate", "errors"];
  return ends.some((e) => word.endsWith(e)) && (isCodeField(word) || (word !== "sourcecode" && !word.endsWith("code")));
}
export function wordsBefore(text, at) {
  const word = (before) => {
    const whole = before.replace(/[ :="'`[(#>\\]+$/, "");
    const rest = whole.replace(/[a-zA-Z0-9\u0080-\uffff_-]+$/, "");
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

export function support(reading, idPlace) {
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
