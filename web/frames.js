/* The frames of a demo: which one the nested Stacks show, which lie one step away, and the pictures
   kept ready for them. A frame is its markup, and stands among a Stack's children. Models only, no
   views. Used by views.js, addresses.js and live.js. */

// A picture that is held by a reference is drawn at once, in the same frame in which it is put up.
const pictures = new Map();

export const isStack = (model) => model.name === "StackModel";

/* The frame that `child`, a Stack or a frame itself, shows now. */
export function shownFrame(child) {
  while (child && isStack(child)) {
    child = child.get("children")[child.get("selected_index")];
  }
  return child;
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

/* The frames one step of one control away from the one that is shown. */
export function neighbours(stack) {
  const children = stack.get("children");
  const index = stack.get("selected_index");
  const beside = [children[index - 1], children[index + 1]].filter(Boolean).map(shownFrame);
  const within = children[index];
  return within && isStack(within) ? [...beside, ...neighbours(within)] : beside;
}

/* Fetch a frame's picture; nothing to wait for when it is there already. */
export function fetchPicture(frame) {
  const address = /<img[^>]*\ssrc="([^"]+)"/.exec(frame ?? "")?.[1];
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
