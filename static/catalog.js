// The catalog's filters, loaded by `site.js` when they are needed. Each is a link; which are on is in the address, so that a view can be sent
// to somebody.
// A large book lists no errors on this page: they come from the finder's index when the first filter is set.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const html = document.documentElement;
const links = all("[data-facet] a");
const items = all("#errors .rows > li");
const facetOf = (link) => link.closest("[data-facet]").dataset.facet;
const keys = [...new Set(links.map(facetOf))];
/** What an error is of which nothing else is said. */
const usual = { severity: "error", life: "active" };
/** So many errors of a large book are shown at once. */
const SHOWN = 100;

/** The errors, as { has(key, value), item }. */
let rows = items.length ? items.map((item) => row((key) => (item.dataset[key] || usual[key] || "").split("|"), item)) : null;

function row(values, item) {
  const has = (key, value) => values(key).some((own) => own === value || (/^\dxx$/.test(value) && own[0] === value[0]));
  return { has, item };
}

/** All errors of a large book. */
async function load() {
  const base = new URL("search/", new URL(html.dataset.root, document.baseURI));
  const { entries } = await import(new URL(html.dataset.finder, document.baseURI));
  const [listed, answer] = await Promise.all([entries(base), fetch(new URL("facets.json", base))]);
  const facets = await answer.json();
  const of = listed.map(() => ({}));
  for (const [key, values] of Object.entries(facets)) {
    for (const [value, steps] of Object.entries(values)) {
      let place = 0;
      for (const step of steps) (of[place += step][key] ||= []).push(value);
    }
  }
  return listed.map((entry, place) => ({ ...row((key) => (key === "status" ? [String(entry.status ?? "")] : of[place][key] || [usual[key] || ""])), entry }));
}

/** An entry of a large book as the lists of other pages have it. */
function drawn({ entry }) {
  const item = document.createElement("li");
  const parts = { span: String(entry.status ?? ""), a: entry.title, code: entry.code };
  const [status, link, code] = Object.entries(parts).map(([name, text]) => Object.assign(document.createElement(name), { textContent: text }));
  status.className = `st s${parts.span[0]}`;
  link.href = new URL(`${entry.path.split("/").map(encodeURIComponent).join("/")}/`, new URL(html.dataset.root, document.baseURI));
  const middle = Object.assign(document.createElement("div"), { dir: "auto" });
  middle.append(link);
  if (parts.span) item.append(status);
  item.append(middle, code);
  return item;
}

function chosen() {
  const query = new URLSearchParams(location.search);
  return new Map(keys.filter((key) => query.get(key)).map((key) => [key, query.get(key)]));
}

function toggled(key, value) {
  const query = new URLSearchParams(location.search);
  if (query.get(key) === value) query.delete(key);
  else query.set(key, value);
  return String(query) ? `?${query}` : location.pathname;
}

const tally = document.querySelector(".home .tally") || document.createElement("p");
const every = tally.textContent;
const list = Object.assign(document.createElement("ul"), { className: "rows", hidden: true });

async function show() {
  const on = chosen();
  if (!rows && on.size) {
    tally.textContent = "Looking through all errors…";
    rows = await load().catch(() => null);
    if (!rows) {
      tally.textContent = "The list of errors could not be loaded. The categories below have all of them.";
      return;
    }
  }
  for (const link of links) {
    link.toggleAttribute("aria-current", false);
    if (on.get(facetOf(link)) === link.dataset.value) {
      link.setAttribute("aria-current", "true");
      const fold = link.closest("details");
      if (fold) fold.open = true;
    }
    link.href = `${toggled(facetOf(link), link.dataset.value)}#errors`;
  }
  if (rows) count(on);
}

function count(on) {
  const fits = (row, but) => [...on].every(([key, value]) => key === but || row.has(key, value));
  const left = rows.filter((row) => fits(row));
  if (items.length) {
    for (const row of rows) row.item.hidden = true;
    for (const row of left) row.item.hidden = false;
    for (const group of all(".group")) {
      const some = all(".rows > li:not([hidden])", group).length;
      group.hidden = !some;
      group.querySelector("h2 small").textContent = some;
    }
  } else {
    list.hidden = !on.size;
    list.replaceChildren(...(on.size ? left.slice(0, SHOWN).map(drawn) : []));
  }
  const bars = new Map();
  for (const link of links) {
    const facet = facetOf(link);
    const some = rows.filter((row) => row.has(facet, link.dataset.value) && fits(row, facet)).length;
    link.querySelector("small, b").textContent = some;
    link.classList.toggle("empty", !some);
    if (link.querySelector("svg")) bars.set(link, some);
  }
  const most = Math.max(1, ...bars.values());
  for (const [link, some] of bars) link.querySelector("svg").setAttribute("height", some ? Math.max(4, Math.round(75 * some / most)) : 1);
  const rest = !items.length && left.length > SHOWN ? `; the first ${SHOWN} are here` : "";
  tally.textContent = on.size ? `${left.length} of ${rows.length} errors${rest}. ` : every;
  if (on.size) {
    const clear = Object.assign(document.createElement("a"), { href: location.pathname, textContent: "Show all" });
    clear.addEventListener("click", (event) => go(event, location.pathname));
    tally.append(clear);
  }
}

function go(event, to) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", to);
  show();
}

if (links.length) {
  if (!items.length) tally.after(list);
  for (const link of links) link.addEventListener("click", (event) => go(event, toggled(facetOf(link), link.dataset.value)));
  addEventListener("popstate", show);
  show();
}
