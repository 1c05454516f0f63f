/* The frames of a demo: which one the nested Stacks show, which lie one step away, and the pictures
   kept ready for them. Models only, no views. Used by views.js and live.js. */

// A picture that is held by a reference is drawn at once, in the same frame in which it is put up.
const pictures = new Map();

const isStack = (model) => model.name === "StackModel";

/* The leaf that the Stacks below `model` show now. */
export function shownLeaf(model) {
  while (model && isStack(model)) {
    model = model.get("children")[model.get("selected_index")];
  }
  return model;
}

/* The outermost Stack at or below `model`, or undefined. */
export function outermostStack(model) {
  if (isStack(model)) return model;
  for (const child of model.get("children") ?? []) {
    const stack = outermostStack(child);
    if (stack) return stack;
  }
  return undefined;
}

/* `stack` and every Stack within it. */
export function stacksWithin(stack) {
  return [stack, ...stack.get("children").filter(isStack).flatMap(stacksWithin)];
}

/* The leaves one step of one control away from the one that is shown. */
export function neighbours(stack) {
  const children = stack.get("children");
  const index = stack.get("selected_index");
  const beside = [children[index - 1], children[index + 1]].filter(Boolean).map(shownLeaf);
  const within = children[index];
  return within && isStack(within) ? [...beside, ...neighbours(within)] : beside;
}

/* Fetch a leaf's picture; nothing to wait for when it is there already. */
export function fetchPicture(leaf) {
  const address = /<img[^>]*\ssrc="([^"]+)"/.exec(leaf?.get("value") ?? "")?.[1];
  if (!address) return undefined;
  let picture = pictures.get(address);
  if (!picture) {
    picture = new Image();
    picture.src = address;
    pictures.set(address, picture);
  }
  if (picture.complete) return undefined;
  return new Promise((resolve) => {
    picture.addEventListener("load", resolve, { once: true });
    // A missing picture must not stop the demo: its sentence is put up all the same.
    picture.addEventListener("error", resolve, { once: true });
  });
}
