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

function printing() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all(".question details:not([open])");
    opened.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));
}
