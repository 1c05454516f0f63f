/* What the keyboard and a screen reader need, and only a script can know: which parts of the page are
   wider than the screen. They can then be reached with the Tab key, scrolled with the arrows, and have
   a name. */

const WIDE = {
  "pre": "Code or output",
  ".cell_output > .output": "Result",
  ".katex-display": "Formula",
  ".pst-scrollable-table-container": "Table",
};
const names = new Map();
for (const [selector, kind] of Object.entries(WIDE)) {
  document.querySelectorAll(`article ${selector}`).forEach((element, index) => {
    // Landmarks must have different names.
    names.set(element, `${kind} ${index + 1}, wider than the screen`);
  });
}

function mark(elements) {
  // First all is measured, then all is changed: the page is laid out once.
  const measured = elements.map((each) => [each, each.scrollWidth > each.clientWidth]);
  for (const [element, scrolls] of measured) {
    const attributes = { tabindex: 0, role: "region", "aria-label": names.get(element) };
    for (const [name, value] of Object.entries(attributes)) {
      if (scrolls) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  }
}

const observer = new ResizeObserver((entries) => mark(entries.map(({ target }) => target)));
names.forEach((_, element) => observer.observe(element));
// A formula grows in its line when its letters come.
document.fonts.ready.then(() => mark([...names.keys()]));

/* The theme takes the focus from these buttons when they are pressed, so that a keyboard would have to
   find them anew for each press. */
const PRESSED = ".theme-switch-button, .search-button, .primary-toggle, .secondary-toggle";
for (const button of document.querySelectorAll(PRESSED)) button.blur = () => {};
