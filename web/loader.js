/* What a page with demos loads: it waits until one comes near the reader and the browser is idle,
   and only then fetches the widgets (live.js). Classic scripts, not modules, so that a page opened
   straight from a disk has its demos too. */

const MARGIN = "1000px";
const PLACE = ".demo-place";

const bundle = new URL("demos.js", document.currentScript.src);
let loading;

/* Fetch the widgets, once for the page. */
function widgets() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = bundle;
    script.onload = () => resolve(globalThis.demos);
    script.onerror = () => reject(new Error(`could not load ${bundle}`));
    document.head.append(script);
  });
  return loading;
}

async function bringToLife(place) {
  try {
    await (await widgets()).bringToLife(place);
  } catch (error) {
    console.error("The demo stays a still picture:", error);
  }
}

const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    whenIdle(() => bringToLife(target));
  }
}, { rootMargin: MARGIN });

document.querySelectorAll(PLACE).forEach((place) => observer.observe(place));
