/* Stands in for the package jquery, in which the published views wrap each element to unwrap it at
   once: they ask nothing else of it, and it would be a fifth of what the page carries. */

export default function wrap(element) {
  const wrapped = Object.create(wrap.prototype);
  wrapped[0] = element;
  wrapped.remove = () => element.remove();
  return wrapped;
}
