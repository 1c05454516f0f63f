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
