// The finder as a reader meets it: a field, and a list of what fits. `site.js` loads this with the first touch of a field.

import { open } from "./finder.js";
import { redact } from "./redact.js";

export { entries } from "./finder.js";

const html = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const base = new URL(html.dataset.root, document.baseURI);

let index;

/**
 * What fits a text: { matches, id, time }, the entries as [{ url, title, code, status, confident, because }], best first, and the
 * request's id and time where the text has them; `because` says what matched and where: [{ kind, where }].
 */
async function find(text) {
  const { matches, ...rest } = await known(text).catch(() => ({ matches: nearby(text) }));
  const more = "pagefind" in html.dataset ? await fullText(text).catch(() => []) : [];
  return { ...rest, matches: [...matches, ...more.filter((page) => matches.every((match) => match.url !== page.url))] };
}

async function known(text) {
  index ||= open(new URL("search/", base));
  const { matches, request_id: id, time } = await index.find(text);
  const url = (path) => new URL(`${path.split("/").map(encodeURIComponent).join("/")}/`, base).href;
  return { id, time, matches: matches.map((match) => ({ ...match, url: url(match.path) })) };
}

/** Pages that hold these words, where the team runs Pagefind over the site. */
async function fullText(text) {
  const pagefind = await import(new URL("pagefind/pagefind.js", base));
  const { results } = await pagefind.search(text);
  const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
  return pages.map(({ url, meta }) => ({ url: new URL(url, base).href, title: meta.title, code: "", because: [{ kind: "words", where: "text" }] }));
}

/** Finds among the errors that this page lists; for sites without the finder's index. */
function nearby(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all(".rows > li, .side li li").filter((item) => words.every((word) => item.textContent.toLowerCase().includes(word))).slice(0, 8).map((item) => ({
    url: one("a", item).href,
    title: one("[title]", item)?.title || one("a", item).textContent,
    code: one("code", item)?.textContent || "",
    status: one(".st", item)?.textContent,
  }));
}

/** What support will ask for is kept for the next page, in this tab alone. */
function quote({ id, time }) {
  if (!id && !time) return;
  try {
    sessionStorage.setItem("errbook:quote", JSON.stringify({ id: id || "", time: time || "" }));
  } catch { /* not allowed: it is asked for again */ }
}

/** More than a hand types: a body, a line of a log. */
const isPasted = (text) => text.length > 80 || /[\n{"█]/.test(text);

let resting, keep = () => {};

/** A typed query stays in the address; what was pasted stays in the page. A browser takes its time for each address, so this waits until the hand rests. */
function remember(text) {
  keep = () => {
    keep = () => {};
    const query = new URLSearchParams(location.search);
    if (text && !isPasted(text)) query.set("q", text);
    else query.delete("q");
    history.replaceState(null, "", `${location.pathname}${String(query) && `?${query}`}${location.hash}`);
  };
  clearTimeout(resting);
  resting = setTimeout(() => keep(), 300);
}

/** The finder, with what `site.js` has for all parts of a page. */
export function start({ make, say, copyButton, report }) {
  const hit = ({ url, title, code, status, because, captures = [] }) => {
    const why = (because || []).slice(0, 1).map(({ kind, where }) => [`${{ words: "similar", message: "message" }[kind] || "matched"} `, make("code", {}, where || kind)]);
    return make("li", {}, make("a", { href: url },
      make("span", { class: status ? `st s${String(status)[0]}` : "st" }, String(status || "")),
      make("b", { dir: "auto" }, title),
      ...why.map((reason) => make("span", { class: "because" }, ...reason)),
      make("code", {}, code),
      // What stood in the message where others have something else.
      ...captures.slice(0, 4).map(([name, value]) => make("span", { class: "held" }, `${name}: `, make("code", { dir: "auto" }, value)))));
  };

  /** Answers below a field what is typed in it. */
  function attach(box, keepsAddress) {
    const field = one("textarea", box);
    const list = make("ul", { class: "hits", hidden: "", "data-arrows": "" });
    const quotes = make("p", { class: "quotes", hidden: "" });
    box.append(list, quotes);
    let asked = 0;
    const ask = async () => {
      const turn = ++asked;
      // What gives access is blacked out before it is shown, kept or copied.
      const clean = redact(field.value);
      if (clean !== field.value) field.value = clean;
      const text = clean.trim();
      if (keepsAddress) remember(text);
      const found = text ? await find(text) : { matches: [] };
      if (turn !== asked) return;
      const { matches } = found;
      list.hidden = !text;
      list.replaceChildren(...(matches.length ? matches.slice(0, 12).map(hit) : [make("li", { class: "none" }, "Nothing fits. Try the code, or the message alone.")]));
      show(isPasted(text) ? { ...found, text } : null);
      if (text) say(matches.length ? `${matches.length} found. ${matches[0].title}` : "Nothing found");
    };
    /** What to tell support: where nothing helps, it is one click away. */
    const show = (found) => {
      quotes.hidden = !found;
      if (!found) return;
      const { id, time, text, matches: [best] } = found;
      quote(found);
      const sure = best?.confident ? best : { code: "", url: location.href.split(/[?#]/)[0] };
      const button = copyButton("Copy a text for support", () => report({ code: sure.code, page: sure.url, id, time, pasted: text }));
      button.textContent = "Copy for support";
      const facts = [["Request id", id], ["Time", time]].filter(([, value]) => value);
      quotes.replaceChildren(...facts.flatMap(([name, value]) => [`${name} `, make("code", { dir: "auto" }, value), " "]), button);
    };
    field.addEventListener("input", ask);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && one("a", list)) {
        event.preventDefault();
        one("a", list).click();
      } else if (event.key === "ArrowDown" && one("a", list) && !field.value.slice(field.selectionEnd).includes("\n")) {
        event.preventDefault();
        one("a", list).focus();
      } else if (event.key === "Escape" && field.value && keepsAddress) {
        field.value = "";
        ask();
      }
    });
    // Who comes back from a result finds the query again.
    list.addEventListener("click", () => keep());
    list.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && keepsAddress) field.focus();
      if (event.key === "ArrowUp" && document.activeElement === one("a", list)) {
        event.preventDefault();
        event.stopPropagation();
        field.focus();
      }
    });
    // What was typed before this script came.
    if (field.value) ask();
  }

  /** Names the entries that come nearest to a word. */
  async function nearest(box, word) {
    const { matches } = await find(word);
    if (!matches.length) return;
    box.append(make("ul", { class: "hits", "data-arrows": "" }, ...matches.slice(0, 5).map((match) => hit({ ...match, because: [] }))));
    box.hidden = false;
  }

  return { attach, nearest, redact };
}
