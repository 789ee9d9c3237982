// Keeps a page as its book is, while the book is being edited. Three trees are compared: the page as it was sent, as it is sent now, and as it is on
// the screen. Only what differs between the first two is changed in the third, so what the reader did to it stays: open parts, tabs, focus, scrolling.
(() => {
  "use strict";

  // This script stands at the end of the page and runs before others change it.
  let sent = document.body.cloneNode(true);
  let head = document.head.cloneNode(true);
  /** The node on the screen for each node of the page as it was sent. */
  let live = new WeakMap();
  pair(sent, document.body);

  let generation;
  let token = "";
  let shownFindings = "";

  // What a page is told

  let stream;

  function listen() {
    stream ||= new EventSource(`/_errbook/events${generation === undefined ? "" : `?since=${generation}`}`);
    stream.onmessage = ({ data }) => {
      const word = JSON.parse(data);
      // Another server, which may show another book.
      if (token && word.token !== token) return location.reload();
      const isNew = word.generation !== generation;
      ({ generation, token } = word);
      if (!isNew) return;
      findings(word);
      // Also after the first word: the book may have changed while the page was on its way.
      follow(word.changed);
    };
  }

  function leave() {
    stream?.close();
    stream = undefined;
  }

  // A browser has six connections for a server, and streams of pages that nobody sees would take them all.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

  let turn = Promise.resolve();
  const follow = (changed) => { turn = turn.then(() => update(changed)).catch((error) => console.warn("errbook:", error)); };

  async function update(changed) {
    renew(changed);
    const address = location.pathname + location.search;
    const answer = await fetch(address, { cache: "no-cache", headers: { Accept: "text/html" } });
    if (!(answer.headers.get("content-type") || "").startsWith("text/html")) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return location.replace(answer.url);
    if (scripts(page.head) !== scripts(head)) return location.reload();
    // First the sheets: a page is not shown without its looks.
    await sheets(page.head);
    rest(page.head);
    attributes(document.documentElement, page.documentElement, new Set(["data-theme", "class"]));
    if (!sent.isEqualNode(page.body)) {
      morph(sent, page.body);
      document.dispatchEvent(new CustomEvent("errbook:updated"));
    } else {
      pairEqual(sent, page.body);
    }
    sent = page.body;
    head = page.head;
  }

  const scripts = (head) => [...head.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join(" ");

  // The head

  const links = (head) => [...head.querySelectorAll("link[rel=stylesheet]")];

  /** Puts sheets that are new in the place of those that are gone, once they are there. */
  async function sheets(next) {
    const wanted = links(next).map((link) => link.getAttribute("href"));
    const here = links(document.head);
    const known = new Set(here.map((link) => link.dataset.errbookHref || link.getAttribute("href")));
    const added = wanted.filter((href) => !known.has(href)).map((href) => load(href, here.at(-1)));
    await Promise.all(added);
    for (const link of here) if (!wanted.includes(link.dataset.errbookHref || link.getAttribute("href"))) link.remove();
  }

  const load = (href, after) => new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = link.onerror = done;
    link.href = href;
    if (after) after.after(link);
    else document.head.append(link);
  });

  /** Fetches again what kept its address but not its content. */
  function renew(changed) {
    if (!changed.length) return;
    const is = (url) => changed.some((location) => new URL(url, document.baseURI).pathname === `/${location.split("/").map(encodeURIComponent).join("/")}`);
    for (const link of links(document.head)) {
      const href = link.dataset.errbookHref || link.getAttribute("href");
      if (!is(href)) continue;
      const copy = link.cloneNode();
      copy.dataset.errbookHref = href;
      copy.onload = () => link.remove();
      copy.href = `${href.split("?")[0]}?${generation}`;
      link.after(copy);
    }
    for (const image of document.images) if (is(image.src)) image.src = `${image.src.split("?")[0]}?${generation}`;
  }

  /** Title, description and the like: nobody has touched them. */
  function rest(next) {
    const others = (head) => [...head.children].filter((child) => !child.matches("script, link[rel=stylesheet]"));
    const [old, now] = [others(head), others(next)];
    if (old.length === now.length && old.every((child, at) => child.isEqualNode(now[at]))) return;
    for (const child of others(document.head)) child.remove();
    document.head.append(...now.map((child) => document.importNode(child, true)));
  }

  // The body

  /** Notes that two equal trees are the same page, one as it was sent and one on the screen. */
  function pair(from, to) {
    live.set(from, to);
    for (let a = from.firstChild, b = to.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
  }

  /** The page as it is sent now takes the place of the equal one that was sent before. */
  function pairEqual(was, is) {
    live.set(is, live.get(was));
    for (let a = was.firstChild, b = is.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pairEqual(a, b);
  }

  /** Does on the screen what makes of an old node the new one. */
  function morph(was, is) {
    const here = live.get(was);
    live.set(is, here);
    if (was.nodeType !== Node.ELEMENT_NODE) {
      if (was.data !== is.data) here.data = is.data;
      return;
    }
    attributes(here, is, new Set(), was);
    const [old, now] = [[...was.childNodes], [...is.childNodes]];
    const partner = matches(old, now);
    const kept = new Set(partner.values());
    for (const child of old) if (!kept.has(child)) live.get(child)?.remove();
    let before;
    for (const child of now) {
      const match = partner.get(child);
      if (!match) {
        insert(child, before, here);
      } else if (match.isEqualNode(child)) {
        pairEqual(match, child);
      } else {
        morph(match, child);
      }
      before = live.get(child);
    }
  }

  function insert(child, before, parent) {
    const node = document.importNode(child, true);
    if (before?.parentNode) before.after(node);
    else parent.prepend(node);
    pair(child, node);
  }

  /** Which old child each new one is: equal ones in order first, then those of the same kind between them. */
  function matches(old, now) {
    const partner = new Map();
    let [start, oldEnd, nowEnd] = [0, old.length, now.length];
    while (start < oldEnd && start < nowEnd && old[start].isEqualNode(now[start])) partner.set(now[start], old[start++]);
    while (oldEnd > start && nowEnd > start && old[oldEnd - 1].isEqualNode(now[nowEnd - 1])) partner.set(now[--nowEnd], old[--oldEnd]);
    let at = start;
    for (let place = start; place < nowEnd; place++) {
      const child = now[place];
      const find = (fits) => { for (let other = at; other < oldEnd; other++) if (fits(old[other])) return other; return -1; };
      let other = find((candidate) => candidate.isEqualNode(child));
      if (other < 0 && child.id) other = find((candidate) => candidate.id === child.id && candidate.nodeName === child.nodeName);
      // What stands further on unchanged is not taken for another.
      if (other < 0) other = at < oldEnd && similar(old[at], child) && !now.slice(place + 1, nowEnd).some((later) => later.isEqualNode(old[at])) ? at : -1;
      if (other < 0) continue;
      partner.set(child, old[other]);
      at = other + 1;
    }
    return partner;
  }

  const similar = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

  /** Sets the attributes that are others than before; what scripts and the reader set stays. */
  function attributes(here, is, but, was) {
    for (const { name, value } of is.attributes) {
      if (!but.has(name) && (was ? was.getAttribute(name) !== value : here.getAttribute(name) !== value)) here.setAttribute(name, value);
    }
    for (const { name } of [...(was || here).attributes]) if (!but.has(name) && !is.hasAttribute(name)) here.removeAttribute(name);
  }

  // Findings

  let box;

  async function findings(word) {
    if (!word.errors) return clear();
    const answer = await fetch("/_errbook/overlay", { cache: "no-store" });
    const { generation: of, total, findings } = await answer.json();
    if (of < generation) return;
    if (!total) return clear();
    const key = JSON.stringify(findings);
    if (key === shownFindings) return;
    shownFindings = key;
    draw(total, findings);
  }

  function clear() {
    shownFindings = "";
    box?.host.remove();
    box = undefined;
  }

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  function draw(total, findings) {
    if (!box) {
      const host = document.createElement("errbook-findings");
      box = host.attachShadow({ mode: "open" });
      document.documentElement.append(host);
    }
    const close = make("button", { type: "button", onclick: clear }, "Hide");
    const list = findings.map(({ file, line, column, text }) => {
      const said = make("span", { className: "said", role: "status" });
      const button = make("button", { type: "button", title: "Open in the editor" }, make("pre", {}, text), said);
      button.addEventListener("click", () => open(file, line, column, said));
      return make("li", {}, button);
    });
    const more = total > findings.length ? [make("p", {}, `… and ${total - findings.length} more.`)] : [];
    const title = make("h2", { id: "title" }, total === 1 ? "1 error keeps the book from being built" : `${total} errors keep the book from being built`);
    const section = make("section", { className: "findings" }, make("header", {}, title, close), make("p", {}, "Behind this is the last site that could be made."), make("ol", {}, ...list), ...more);
    section.setAttribute("role", "alert");
    section.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
    box.replaceChildren(make("link", { rel: "stylesheet", href: "/_errbook/own.css" }), section);
  }

  /** Has a place opened in the editor; where there is none, it is copied. */
  async function open(file, line, column, said) {
    const say = (text) => { said.textContent = text; setTimeout(() => { said.textContent = ""; }, 4000); };
    try {
      const answer = await fetch("/_errbook/open", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Errbook-Token": token },
        body: JSON.stringify({ file, line: Number(line), column: Number(column) }),
      });
      const result = answer.ok ? await answer.json() : { place: `${file}:${line}:${column}` };
      if (result.opened) return say("Opened in the editor");
      await navigator.clipboard.writeText(result.place);
      say(`Copied: ${result.place}`);
    } catch {
      say(`${file}:${line}:${column}`);
    }
  }

  // The desk's places open likewise.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-errbook-file]");
    if (!button) return;
    const { errbookFile, line, column } = button.dataset;
    const said = button.nextElementSibling?.matches("output") ? button.nextElementSibling : button.parentNode.appendChild(document.createElement("output"));
    open(errbookFile, line, column, said);
  });

  if (!document.hidden) listen();
})();
