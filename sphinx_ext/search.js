/* What a find is worth in the book's search. Sphinx sets every name of the library above the chapters;
   here a title comes first, then a name that is asked for in full, then the text. */

var Scorer = {
  title: 15,
  objNameMatch: 11,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  objPartialMatch: 1,
  objPrio: {},
  objPrioDefault: 0,
};

/* A page has each formula three times: for a screen reader, as TeX, and for the eye. The line of text
   below a find has the first alone, with a sign where only its place would tell what a part is. */

const htmlToText = Search.htmlToText;
const SIGNS = { mfrac: "/", msup: "^" };
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("script, annotation, .katex-html").forEach((each) => each.remove());
  for (const [kind, sign] of Object.entries(SIGNS)) {
    page.querySelectorAll(`${kind} > :last-child`).forEach((part) => part.before(sign));
  }
  return htmlToText(page.documentElement.outerHTML, anchor);
};
