// What a page does beyond being read. Without this script every page is complete; it adds comfort.
(() => {
  "use strict";

  const html = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /** Makes an element: `make("a", { href }, "text", child)`. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** What this browser remembers; nothing, where it may not. */
  const memory = {
    get: (key) => { try { return localStorage.getItem(`errbook:${key}`); } catch { return null; } },
    set: (key, value) => {
      try {
        if (value) localStorage.setItem(`errbook:${key}`, value);
        else localStorage.removeItem(`errbook:${key}`);
      } catch { /* a private window: it is forgotten */ }
    },
  };

  // The theme is set while the head is read, before anything is drawn, so that nothing flashes.
  html.classList.add("scripted");
  const night = matchMedia("(prefers-color-scheme: dark)");
  const usual = html.dataset.theme;
  html.dataset.theme = memory.get("theme") || usual;

  function theme() {
    const button = one(".theme");
    const natural = () => (usual === "auto" ? (night.matches ? "dark" : "light") : usual);
    const current = () => (html.dataset.theme === "auto" ? natural() : html.dataset.theme);
    const show = () => button.setAttribute("aria-pressed", current() === "dark");
    button.addEventListener("click", () => {
      const next = current() === "dark" ? "light" : "dark";
      // Back at what the system says, it follows the system again.
      html.dataset.theme = next === natural() ? usual : next;
      memory.set("theme", next === natural() ? "" : next);
      show();
    });
    night.addEventListener("change", show);
    show();
  }

  // Copying

  const say = (text) => {
    const status = one("#said") || document.body.appendChild(make("p", { id: "said", class: "hidden", role: "status" }));
    status.textContent = text;
  };

  async function copy(button, text) {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(await text());
      button.textContent = "Copied";
      say("Copied");
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  const copyButton = (label, text) => {
    const button = make("button", { type: "button", class: "copy", "aria-label": label }, "Copy");
    button.addEventListener("click", () => copy(button, text));
    return button;
  };

  /** Code as it was written, without the numbers that lead to notes. */
  const codeOf = (box) => {
    const code = all("pre code:last-child", box).find((code) => code.checkVisibility()).cloneNode(true);
    all("a[href*='-field-']", code).forEach((note) => note.remove());
    return code.textContent.replace(/[ \t]+$/gm, "");
  };

  function copying() {
    const code = one(".head .code");
    if (code) code.append(copyButton("Copy code", () => one("code", code).textContent));
    for (const box of all(".codebox")) one(".bar", box).append(copyButton("Copy this code", () => codeOf(box)));
    for (const button of all("[data-copy-from]")) {
      button.addEventListener("click", () => copy(button, async () => {
        const answer = await fetch(button.dataset.copyFrom);
        if (!answer.ok) throw new Error(answer.statusText);
        return answer.text();
      }));
    }
    const support = one(".support");
    if (support) {
      const button = copyButton("Copy a text for support", supportText);
      button.textContent = "Copy what to send";
      support.append(" ", button);
    }
  }

  const supportText = () => report({
    code: one(".page").dataset.code,
    page: address(),
    ...quoted(),
    checked: all(".checks input:checked + div").map((item) => `- ${item.textContent.trim()}`).join("\n"),
  });

  /** What support asks for first. What was pasted is in it as it is shown: blacked out. */
  const report = ({ code, page, id, time, checked, pasted }) => [
    `Error: ${code || "unknown"}`,
    `Page: ${page}`,
    `Request id: ${id || ""}`,
    `Time: ${time || new Date().toISOString()}`,
    ...(checked === undefined ? [] : [`What I checked:\n${checked}`]),
    ...(pasted === undefined ? [] : [`What I got:\n${pasted}`]),
  ].map((line) => line.trim()).join("\n");

  const address = () => one("link[rel=canonical]")?.href || location.href.split(/[?#]/)[0];

  // Tabs: panes that stand one below the other become tabs, and a language once chosen is chosen everywhere.

  const groups = [];

  function tabs() {
    all("[data-tabs]").forEach((box, group) => {
      const panes = [...box.children];
      const list = make("div", { class: "tabs", role: "tablist", "aria-label": box.dataset.tabs });
      const buttons = panes.map((pane, index) => {
        pane.id ||= `pane-${group}-${index}`;
        pane.setAttribute("role", "tabpanel");
        pane.setAttribute("aria-labelledby", `tab-${group}-${index}`);
        const label = one(".tab", pane);
        const button = make("button", { type: "button", role: "tab", id: `tab-${group}-${index}`, "aria-controls": pane.id }, label.textContent);
        button.addEventListener("click", () => {
          const { language } = pane.dataset;
          choose(index);
          if (!language) return;
          memory.set("language", language);
          const top = button.getBoundingClientRect().top;
          groups.forEach((other) => other.language(language));
          // Boxes above may have grown: what was clicked stays where it is.
          scrollBy({ top: button.getBoundingClientRect().top - top, behavior: "instant" });
        });
        return button;
      });
      const choose = (chosen) => buttons.forEach((button, index) => {
        button.setAttribute("aria-selected", index === chosen);
        button.tabIndex = index === chosen ? 0 : -1;
        panes[index].hidden = index !== chosen;
      });
      const language = (name) => {
        const index = panes.findIndex((pane) => pane.dataset.language === name);
        // A response stays in front: its request is chosen by hand.
        if (index > 0 || (index === 0 && !box.classList.contains("payload"))) {
          if (!box.classList.contains("payload") || !panes.some((pane) => !pane.dataset.language && !pane.hidden)) choose(index);
        }
      };
      list.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const at = buttons.indexOf(document.activeElement);
        const next = step ? (at + step + buttons.length) % buttons.length : { Home: 0, End: buttons.length - 1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        buttons[next].click();
        buttons[next].focus();
      });
      list.append(...buttons);
      if (box.classList.contains("codebox")) {
        box.prepend(make("div", { class: "bar" }, list));
      } else {
        box.prepend(list);
      }
      box.classList.add("tabbed");
      choose(0);
      groups.push({ panes, choose, language });
    });
    const language = memory.get("language");
    if (language) groups.forEach((group) => group.language(language));
  }

  /** Shows what an address points to, also where it is folded or behind a tab. */
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at.localName === "details") at.open = true;
      for (const group of groups) if (group.panes.includes(at)) group.choose(group.panes.indexOf(at));
    }
    target.scrollIntoView();
  }

  // Check boxes stay checked, on this page and in this browser.

  function checks() {
    const boxes = all(".checks input");
    if (!boxes.length) return;
    const key = `done:${location.pathname.replace(/index\.html$/, "")}`;
    const text = (box) => box.nextElementSibling.textContent.trim();
    const done = JSON.parse(memory.get(key) || "[]");
    for (const box of boxes) {
      box.checked = done.includes(text(box));
      box.addEventListener("change", () => {
        const checked = boxes.filter((box) => box.checked).map(text);
        memory.set(key, checked.length ? JSON.stringify(checked) : "");
      });
      box.nextElementSibling.addEventListener("click", (event) => { if (!event.target.closest("a")) box.click(); });
    }
  }

  // Where one is in the text, and in the catalog.

  function contents() {
    const links = new Map(all(".toc a").map((link) => [link.hash.slice(1), link]));
    const seen = new Set();
    const watch = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target);
      const current = sections.find((section) => seen.has(section));
      if (current) links.forEach((link, id) => link.toggleAttribute("aria-current", false) || (id === current.id && link.setAttribute("aria-current", "true")));
    }, { rootMargin: "-15% 0px -65% 0px" });
    const sections = all(".section[id]");
    sections.forEach((section) => links.has(section.id) && watch.observe(section));
    const toc = one(".toc details");
    toc?.addEventListener("click", (event) => { if (event.target.closest("a") && innerWidth < 1200) toc.open = false; });
    const side = one(".side");
    const here = side && one("[aria-current]", side);
    if (here && side.clientHeight) side.scrollTop = here.offsetTop - side.offsetTop - side.clientHeight / 3;
    if (!CSS.supports("selector(::details-content)")) {
      if (toc && innerWidth >= 1200) toc.open = true;
      if (side && innerWidth >= 896) side.parentElement.open = true;
    }
  }

  /** `12 February 2026` becomes `3 months ago`: nothing built knows the day. */
  function ages() {
    const words = new Intl.RelativeTimeFormat(html.lang, { numeric: "auto" });
    for (const time of all(".byline time")) {
      const days = Math.round((Date.parse(time.dateTime) - Date.now()) / 864e5);
      const [count, unit] = Math.abs(days) < 45 ? [days, "day"] : Math.abs(days) < 700 ? [Math.round(days / 30.44), "month"] : [Math.round(days / 365.25), "year"];
      time.title = time.textContent;
      time.textContent = words.format(count, unit);
    }
  }

  function assistants() {
    const fold = one(".ask");
    if (!fold) return;
    const twin = one("link[type='text/markdown']");
    const page = location.protocol === "file:" ? address() : twin?.href || address();
    const question = encodeURIComponent(`Read ${page} and help me with it.`);
    const places = { ChatGPT: "https://chatgpt.com/?q=", Claude: "https://claude.ai/new?q=", Mistral: "https://chat.mistral.ai/chat?q=", Perplexity: "https://www.perplexity.ai/search?q=" };
    fold.append(make("ul", {}, ...Object.entries(places).map(([name, start]) => make("li", {}, make("a", { href: start + question, rel: "noopener" }, name)))));
  }

  // The finder: a field and a list. What it finds comes from `find(text)`, which promises { matches, id, time }: the entries as
  // [{ url, title, code, status, confident, because }], best first, and the request's id and time where the text has them;
  // `because` says what matched and where: [{ kind, where }].

  let loading, index;
  const base = () => new URL(html.dataset.root, document.baseURI);

  /** The finder's script comes with the first touch of a field, its index with the first question. */
  const script = () => (loading ||= import(new URL(html.dataset.finder, document.baseURI)));

  async function find(text) {
    const { matches, ...rest } = await known(text).catch(() => ({ matches: nearby(text) }));
    const more = "pagefind" in html.dataset ? await fullText(text).catch(() => []) : [];
    return { ...rest, matches: [...matches, ...more.filter((page) => matches.every((match) => match.url !== page.url))] };
  }

  async function known(text) {
    const { open } = await script();
    index ||= open(new URL("search/", base()));
    const { matches, request_id: id, time } = await index.find(text);
    const url = (path) => new URL(`${path.split("/").map(encodeURIComponent).join("/")}/`, base()).href;
    return { id, time, matches: matches.map((match) => ({ ...match, url: url(match.path) })) };
  }

  /** Pages that hold these words, where the team runs Pagefind over the site. */
  async function fullText(text) {
    const pagefind = await import(new URL("pagefind/pagefind.js", base()));
    const { results } = await pagefind.search(text);
    const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    return pages.map(({ url, meta }) => ({ url: new URL(url, base()).href, title: meta.title, code: "", because: [{ kind: "words", where: "text" }] }));
  }

  /** What support will ask for is kept for the next page, in this tab alone. */
  function quote({ id, time }) {
    if (!id && !time) return;
    try {
      sessionStorage.setItem("errbook:quote", JSON.stringify({ id: id || "", time: time || "" }));
    } catch { /* not allowed: it is asked for again */ }
  }

  function quoted() {
    try {
      return JSON.parse(sessionStorage.getItem("errbook:quote")) || {};
    } catch {
      return {};
    }
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

  /** More than a hand types: a body, a line of a log. */
  const isPasted = (text) => text.length > 80 || /[\n{"█]/.test(text);

  /** Makes a box with a field into a finder. */
  function finder(box, keepsAddress) {
    const field = one("textarea", box);
    const list = make("ul", { class: "hits", hidden: "", "data-arrows": "" });
    const quotes = make("p", { class: "quotes", hidden: "" });
    box.append(list, quotes);
    // What gives access is blacked out before it is shown, kept or copied.
    const redact = () => script().then((finder) => finder.redact, () => null);
    let asked = 0;
    const ask = async () => {
      const turn = ++asked;
      const black = await redact();
      if (turn !== asked) return;
      const clean = black ? black(field.value) : field.value;
      if (clean !== field.value) field.value = clean;
      const text = clean.trim();
      if (keepsAddress) remember(black ? text : "");
      const found = text ? await find(text) : { matches: [] };
      if (turn !== asked) return;
      const { matches } = found;
      list.hidden = !text;
      list.replaceChildren(...(matches.length ? matches.slice(0, 12).map(hit) : [make("li", { class: "none" }, "Nothing fits. Try the code, or the message alone.")]));
      show(black && isPasted(text) ? { ...found, text } : null);
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
    field.addEventListener("focus", redact, { once: true });
    field.addEventListener("input", ask);
    field.addEventListener("paste", async (event) => {
      const text = event.clipboardData?.getData("text/plain");
      if (!text) return;
      event.preventDefault();
      const black = await redact();
      field.setRangeText(black ? black(text) : text, field.selectionStart, field.selectionEnd, "end");
      ask();
    });
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
    return { field, ask };
  }

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

  function finding() {
    const box = one(".home .paste");
    let open;
    if (box) {
      const { field, ask } = finder(box, true);
      field.value = new URLSearchParams(location.search).get("q") || "";
      if (field.value) ask();
      open = () => { field.focus(); field.select(); };
    } else {
      let dialog;
      open = () => {
        if (!dialog) {
          const field = make("textarea", { rows: 2, spellcheck: "false", autocapitalize: "off", "aria-label": "Search, or paste an error", placeholder: one(".find span")?.textContent || "" });
          const own = make("div", { class: "paste", role: "search" }, field);
          dialog = document.body.appendChild(make("dialog", { "aria-label": "Find an error" }, own));
          dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
          finder(own);
        }
        dialog.showModal();
        one("textarea", dialog).select();
      };
      one(".find")?.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open();
      });
    }
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (slash || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        open();
      }
    });
  }

  /** Arrows walk through the links of a list. */
  function arrows() {
    document.addEventListener("keydown", (event) => {
      const list = event.target.closest("[data-arrows], .rows, .side, .toc");
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!list || !step || event.target.localName !== "a") return;
      const scope = list.matches(".rows") ? all(".rows a") : all("a", list);
      const links = scope.filter((link) => link.checkVisibility());
      const next = links[links.indexOf(event.target) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }

  /** A page that is not there names the nearest ones. */
  async function lost() {
    const nearest = one(".nearest");
    if (!nearest) return;
    const { matches } = await find(decodeURIComponent(location.pathname).replace(/\.\w+$|\/$/g, "").split("/").pop());
    if (!matches.length) return;
    nearest.append(make("ul", { class: "hits", "data-arrows": "" }, ...matches.slice(0, 5).map((match) => hit({ ...match, because: [] }))));
    nearest.hidden = false;
  }

  function printing() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all(".question details:not([open])");
      opened.forEach((fold) => { fold.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const part of [theme, tabs, copying, checks, contents, ages, assistants, finding, arrows, printing, lost]) part();
    if (location.hash) reveal();
    addEventListener("hashchange", reveal);
  });
})();
