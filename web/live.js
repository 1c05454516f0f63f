/* Bring one demo to life: read its state, build its widgets out of sight, and put them in the place
   of the still picture. The large file, loaded by loader.js when a demo comes near. If anything
   fails, the still picture stays. */

import { Widget } from "@lumino/widgets";

import { followAddress } from "./addresses.js";
import { fetchPicture, neighbours, outermostStack, stacksWithin } from "./frames.js";
import { DemoManager } from "./manager.js";

const PATIENCE_IN_MS = 20000;
const CONTROLS = ".demo-controls :is([role=slider], select, button)";

let demos = 0;

export async function bringToLife(place) {
  const [state, view] = ["state", "view"].map((kind) => JSON.parse(
    place.querySelector(`script[type="application/vnd.jupyter.widget-${kind}+json"]`).textContent));
  const live = document.createElement("div");
  live.className = "demo-live demo-live-unready";
  place.append(live);
  try {
    const manager = new DemoManager();
    await manager.set_state(state);
    const model = await manager.get_model(view.model_id);
    const root = await manager.create_view(model);
    Widget.attach(root.luminoWidget, live);
    await built(root);
    const frames = await appearing(live, ".demo-frames .demo-frame").then(
      (frame) => frame.closest(".demo-frames"));
    if (live.querySelector(".jupyter-widgets-error-widget")) {
      throw new Error(live.textContent.trim());
    }
    place.querySelector(".demo-still").hidden = true;
    live.classList.remove("demo-live-unready");
    announce(frames, live.querySelectorAll(CONTROLS));
    fetchAheadOf(outermostStack(model));
    followAddress(model, place);
  } catch (error) {
    live.remove();
    throw error;
  }
}

/* Let a screen reader say what is shown: each new sentence, and the present one at each control. */
function announce(frames, controls) {
  demos += 1;
  frames.id = `demo-shows-${demos}`;
  frames.setAttribute("aria-live", "polite");
  controls.forEach((control) => control.setAttribute("aria-describedby", frames.id));
}

/* Wait until a view and all views within it are made. */
async function built(view) {
  for (const child of await Promise.all(view.children_views?.views ?? [])) await built(child);
}

/* Wait for the first element that fits: a Stack puts its frame up when its picture has come. */
function appearing(within, selector) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject, new Error(`no ${selector} came`)),
      PATIENCE_IN_MS);
    const observer = new MutationObserver(look);
    observer.observe(within, { childList: true, subtree: true });
    look();

    function look() {
      const found = within.querySelector(selector);
      if (found) finish(resolve, found);
    }

    function finish(settle, value) {
      clearTimeout(timer);
      observer.disconnect();
      settle(value);
    }
  });
}

/* After each change have the pictures ready that the next step of any control asks for. */
function fetchAheadOf(stack) {
  let waiting = false;
  const fetchAll = () => {
    waiting = false;
    neighbours(stack).forEach(fetchPicture);
  };
  const soon = () => {
    if (!waiting) setTimeout(fetchAll);
    waiting = true;
  };
  stacksWithin(stack).forEach((each) => each.on("change:selected_index", soon));
  soon();
}
