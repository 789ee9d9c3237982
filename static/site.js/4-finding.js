// The finder's script comes with the first touch of a field. What it finds and how it is shown is there; the field is here.

let loading;
const finder = () => (loading ||= import(new URL(html.dataset.finder, document.baseURI)).then(({ start }) => start({ make, say, copyButton, report })));

/** Makes a box with a field into a finder. What is pasted is shown when what gives access is blacked out, not before. */
function findIn(box, keepsAddress) {
  const field = one("textarea", box);
  let begun;
  const begin = () => (begun ||= finder().then(({ attach }) => attach(box, keepsAddress), () => {
    box.append(make("p", { class: "quotes" }, "The finder could not be loaded. The catalog lists all errors."));
  }));
  field.addEventListener("focus", begin, { once: true });
  field.addEventListener("paste", async (event) => {
    const text = event.clipboardData?.getData("text/plain");
    if (!text) return;
    event.preventDefault();
    const black = await finder().then(({ redact }) => redact, () => (text) => text);
    field.setRangeText(black(text), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  });
  field.value = (keepsAddress && new URLSearchParams(location.search).get("q")) || "";
  if (field.value || document.activeElement === field) begin();
}

function finding() {
  const box = one(".home .paste");
  let open;
  if (box) {
    findIn(box, true);
    const field = one("textarea", box);
    open = () => { field.focus(); field.select(); };
  } else {
    let dialog;
    open = () => {
      if (!dialog) {
        const field = make("textarea", { rows: 2, spellcheck: "false", autocapitalize: "off", "aria-label": "Search, or paste an error", placeholder: one(".find span")?.textContent || "" });
        const own = make("div", { class: "paste", role: "search" }, field);
        dialog = document.body.appendChild(make("dialog", { "aria-label": "Find an error" }, own));
        dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
        findIn(own, false);
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

/** The catalog's filters come with the first touch of one, and where the address has some. */
function filters() {
  const home = one("[data-filters]");
  const unhide = () => html.classList.remove("filtering");
  if (!home) return unhide();
  let coming, here = false;
  const load = () => (coming ||= import(new URL(home.dataset.filters, document.baseURI)).catch(() => {}).finally(() => { here = true; unhide(); }));
  for (const facet of all("[data-facet]", home)) {
    for (const touch of ["pointerenter", "focusin"]) facet.addEventListener(touch, load, { once: true });
    facet.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (here || !link) return;
      event.preventDefault();
      load().then(() => link.click());
    });
  }
  if (location.search) load();
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
function lost() {
  const box = one(".nearest");
  const word = decodeURIComponent(location.pathname).replace(/\.\w+$|\/$/g, "").split("/").pop();
  if (box) finder().then(({ nearest }) => nearest(box, word), () => {});
}
