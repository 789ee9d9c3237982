// Copying: code, a page as Markdown, and what support will ask for.

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

/** What was pasted into the finder before says who asks and when. */
function quoted() {
  try {
    return JSON.parse(sessionStorage.getItem("errbook:quote")) || {};
  } catch {
    return {};
  }
}
