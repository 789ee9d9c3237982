// Evidence → matches: what speaks for an entry is added up, what leaves several equal is said.

import { length, squeeze, words } from "./text.js";

export const evidence = (r, kind, piece, text, score, trust, group) => ({ r, kind, place: piece.place, text, score, trust, group, event: piece.event, captures: [] });
const isName = (e) => e.kind === "url" || e.kind === "code" || e.kind === "alias";

export function rank(index, reading, all) {
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
  return { names: joined(text.match(/[a-zA-Z0-9\u0080-\uffff]+/g) || []), parts: joined(words(text)) };
}
