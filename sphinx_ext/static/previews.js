/* What a reference leads to, shown beside it while the pointer or the keyboard's focus is on it: an
   equation, a figure, a term or a work. Escape closes it, and the pointer may move into it (WCAG
   1.4.13). Without this script, or where a page cannot be fetched, the links are links. */

const WAIT = 250; // milliseconds before it opens and before it closes
const pages = new Map();
let shown, timer;

/* The document of an address on this site, fetched once. */
function documentAt(url) {
  if (url.pathname === location.pathname) return document;
  if (!pages.has(url.pathname)) {
    pages.set(url.pathname, fetch(url.pathname).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    }));
  }
  return pages.get(url.pathname);
}

/* What is shown of a target, or nothing for one that is better read in its place. */
function extract(target) {
  if (target?.matches("dt")) return [target, target.nextElementSibling];
  if (target?.matches("figure, div.math, div.citation")) return [target];
}

async function open(link) {
  const url = new URL(link.href);
  const target = (await documentAt(url)).getElementById(decodeURIComponent(url.hash.slice(1)));
  const parts = extract(target);
  if (!parts || timer?.link !== link) return;
  close();
  shown = document.createElement("div");
  shown.className = "preview";
  shown.id = "preview";
  shown.setAttribute("role", "tooltip");
  for (const part of parts) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll(".headerlink").forEach((anchor) => anchor.remove());
    for (const each of [copy, ...copy.querySelectorAll("*")]) {
      each.removeAttribute("id");
      each.removeAttribute("tabindex");
      if (each.tagName === "A") each.removeAttribute("href");
      if (each.hasAttribute("src")) each.src = new URL(each.getAttribute("src"), url);
    }
    shown.append(copy);
  }
  shown.addEventListener("pointerenter", () => clearTimeout(timer?.id));
  shown.addEventListener("pointerleave", later);
  document.body.append(shown);
  place(link);
  link.setAttribute("aria-describedby", "preview");
  link.removeAttribute("title"); // a work's, which would say the same once more
  shown.link = link;
}

/* Below the link, or above it where there is more room. */
function place(link) {
  const box = link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = shown;
  const above = box.bottom + height > innerHeight && box.top > innerHeight - box.bottom;
  shown.style.top = `${scrollY + (above ? box.top - height : box.bottom)}px`;
  shown.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px`;
}

function close() {
  shown?.link?.removeAttribute("aria-describedby");
  shown?.remove();
  shown = undefined;
}

function soon({ currentTarget: link }) {
  clearTimeout(timer?.id);
  if (shown?.link === link) return;
  timer = { link, id: setTimeout(() => open(link).catch(() => {}), WAIT) };
}

function later() {
  clearTimeout(timer?.id);
  timer = { id: setTimeout(close, WAIT) };
}

document.querySelectorAll("article a.reference.internal[href*='#']").forEach((link) => {
  for (const event of ["pointerenter", "focus"]) link.addEventListener(event, soon);
  for (const event of ["pointerleave", "blur"]) link.addEventListener(event, later);
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  clearTimeout(timer?.id);
  timer = undefined;
  close();
});
