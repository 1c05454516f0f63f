/* What a page with demos loads: it waits until one comes near the reader and the page is drawn, and
   only then fetches the widgets (live.js). Classic scripts, not modules, so that a page opened
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

/* A reader who is there already shall not wait long for a browser that is never idle. */
const PATIENCE_IN_MS = 50;
const whenIdle = (task) => globalThis.requestIdleCallback
  ? requestIdleCallback(task, { timeout: PATIENCE_IN_MS })
  : setTimeout(task);

const asleep = new Set(document.querySelectorAll(PLACE));

function wake(place) {
  if (!asleep.delete(place)) return;
  widgets().catch(() => {}); // told where the demo is brought to life
  whenIdle(() => bringToLife(place));
}

const observer = new IntersectionObserver((entries) => {
  entries.filter((each) => each.isIntersecting).forEach(({ target }) => wake(target));
}, { rootMargin: MARGIN });

/* Wake the demo that the page's address speaks of (addresses.js), wherever the reader is. */
function wakeAddressed() {
  asleep.forEach((place) => {
    if (location.hash.startsWith(`#${place.id.replace("demo-", "")}-`)) wake(place);
  });
}

asleep.forEach((place) => observer.observe(place));
addEventListener("hashchange", wakeAddressed);
wakeAddressed();
