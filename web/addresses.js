/* A choice in a demo may have an address of its own on the page: `#playground-dying-relus` sets the
   list of the demo `playground` to "dying ReLUs". Used by live.js. */

import { isStack } from "./frames.js";

/* Set the demo's list as the page's address says, now and whenever it changes. */
export function followAddress(demo, place) {
  const list = listIn(demo);
  if (!list) return;
  const name = place.id.replace("demo-", "");
  const addresses = list.get("_options_labels").map((label) => `#${name}-${slug(label)}`);

  function follow() {
    const index = addresses.indexOf(location.hash);
    if (index < 0) return;
    list.set("index", index);
    list.save_changes();
    place.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  follow();
}

function listIn(model) {
  if (model.name === "DropdownModel") return model;
  if (isStack(model)) return undefined;
  for (const child of model.get("children") ?? []) {
    const list = listIn(child);
    if (list) return list;
  }
  return undefined;
}

function slug(label) {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
