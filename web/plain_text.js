/* Stands in for the package sanitize-html: labels of controls are plain text in this book, so
   instead of a parser for markup the page carries this. */

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export default (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);
