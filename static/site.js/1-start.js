// What a page does beyond being read. Without this script every page is complete; it adds comfort.
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
// Nor do errors that the filters of the address will take away.
if (location.search) html.classList.add("filtering");

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

document.addEventListener("DOMContentLoaded", () => {
  for (const part of [theme, tabs, copying, checks, contents, ages, assistants, filters, finding, arrows, printing, lost]) part();
  if (location.hash) reveal();
  addEventListener("hashchange", reveal);
});
