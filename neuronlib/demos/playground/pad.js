/* The browser side of pad.py: a canvas with points of two classes. A click, a tap, Enter or Space
   puts one; the arrows move a cross; C changes the class, Backspace takes the last point back.
   Everything is said in a line below, for those who do not see it. */

const SIZE = 260; // pixels of the page
const STEP = 0.1; // of the plane, for an arrow key
const COLOURS = ["#0072b2", "#d55e00"];
const HELP = "Arrows move the cross, Enter puts a point, C changes the class, Backspace undoes.";

function render({ model, el }) {
  let label = 0;
  let cross = null; // shown while the keyboard is in use
  const limit = model.get("limit");

  const canvas = document.createElement("canvas");
  const sharp = Math.max(1, globalThis.devicePixelRatio || 1);
  canvas.width = canvas.height = SIZE * sharp;
  canvas.style.cssText = `width:${SIZE}px;height:${SIZE}px;max-width:100%;touch-action:none;` +
    "background:#fff;border:1px solid #595959;cursor:crosshair";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `Pad for your own points. ${HELP}`);
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const buttons = document.createElement("div");
  const toggle = button("", () => change(1 - label));
  const undo = button("Undo", takeBack);
  const clear = button("Clear", () => put([], "All points are gone."));
  buttons.append(toggle, undo, clear);
  el.append(canvas, buttons, said);

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.className = "jupyter-button";
    made.addEventListener("click", act);
    return made;
  }

  function say(text) {
    said.textContent = text;
  }

  function change(to) {
    label = to;
    toggle.textContent = `Class ${label} (change)`;
    say(`The next point is of class ${label}.`);
    draw();
  }

  function put(points, text) {
    model.set("points", points);
    model.save_changes();
    say(text);
    draw();
  }

  function add(x1, x2) {
    const point = [round(x1), round(x2), label];
    const points = [...model.get("points"), point];
    put(points, `Class ${label} at ${point[0]}, ${point[1]}: ${points.length} points.`);
  }

  function takeBack() {
    const points = model.get("points").slice(0, -1);
    put(points, `The last point is gone: ${points.length} are left.`);
  }

  const round = (x) => Math.round(Math.min(limit, Math.max(-limit, x)) * 100) / 100;
  const across = (x1) => ((x1 + limit) / (2 * limit)) * canvas.width;
  const down = (x2) => ((limit - x2) / (2 * limit)) * canvas.height;

  function draw() {
    const ink = canvas.getContext("2d");
    ink.clearRect(0, 0, canvas.width, canvas.height);
    for (const [x1, x2, of] of model.get("points")) {
      const [x, y, r] = [across(x1), down(x2), 5 * sharp];
      ink.fillStyle = COLOURS[of];
      ink.beginPath();
      if (of === 0) ink.arc(x, y, r, 0, 2 * Math.PI);
      else ink.rect(x - r, y - r, 2 * r, 2 * r);
      ink.fill();
    }
    if (!cross) return;
    const [x, y, r] = [across(cross[0]), down(cross[1]), 9 * sharp];
    ink.strokeStyle = COLOURS[label];
    ink.lineWidth = 2 * sharp;
    ink.beginPath();
    ink.moveTo(x - r, y);
    ink.lineTo(x + r, y);
    ink.moveTo(x, y - r);
    ink.lineTo(x, y + r);
    ink.stroke();
  }

  canvas.addEventListener("pointerdown", (event) => {
    const box = canvas.getBoundingClientRect();
    cross = null;
    add(((event.clientX - box.left) / box.width * 2 - 1) * limit,
      (1 - (event.clientY - box.top) / box.height * 2) * limit);
  });

  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  canvas.addEventListener("keydown", (event) => {
    cross ??= [0, 0];
    if (event.key in moves) {
      const [right, up] = moves[event.key];
      cross = [round(cross[0] + STEP * right), round(cross[1] + STEP * up)];
      say(`Cross at ${cross[0]}, ${cross[1]}.`);
      draw();
    } else if (event.key === "Enter" || event.key === " ") add(...cross);
    else if (event.key === "c" || event.key === "C") change(1 - label);
    else if (event.key === "Backspace") takeBack();
    else return;
    event.preventDefault();
    event.stopPropagation(); // a notebook has plans of its own for these keys
  });

  model.on("change:points", draw);
  change(0);
  say(HELP);
}

export default { render };
