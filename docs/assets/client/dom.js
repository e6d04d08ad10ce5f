// What every part of the client does to the page.

/** Milliseconds without a keystroke, after which what takes time follows. */
export const PAUSE = 150;

/**
 * The first element for a selector, and all of them: what Python renders has no narrower type.
 * @type {(root: ParentNode, selector: string) => any}
 */
export const part = (root, selector) => root.querySelector(selector);

/** @type {(root: ParentNode, selector: string) => any[]} */
export const parts = (root, selector) => [...root.querySelectorAll(selector)];

/** Makes an element with these properties and children; text stays text, whatever it looks like. */
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Writes into the text node that is there: a new one would cost the page a new style. */
export function write(place, text) {
  if (!place.firstChild) place.append(text);
  else if (place.firstChild.data !== text) place.firstChild.data = text;
}

/** Hides or shows an element; an attribute that stays as it is costs no new layout. */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Gives an input a value from elsewhere; one that it has already would move the cursor. */
export function fill(input, value = "") {
  if (input.value !== value) input.value = value;
}
