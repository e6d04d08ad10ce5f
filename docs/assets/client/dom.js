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

/**
 * Makes an element with these properties and children; text stays text, whatever it looks like.
 * @param {string} tag
 * @param {object} properties
 * @param {...(Node | string)} children
 */
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/**
 * Writes into the text node that is there: a new one would cost the page a new style.
 * @param {Element} place
 * @param {string} text
 */
export function write(place, text) {
  const there = /** @type {Text | null} */ (place.firstChild);
  if (!there) place.append(text);
  else if (there.data !== text) there.data = text;
}

/**
 * Hides or shows an element; an attribute that stays as it is costs no new layout.
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/**
 * Gives an input a value from elsewhere; one that it has already would move the cursor.
 * @param {{ value: string }} input
 * @param {string} [value]
 */
export function fill(input, value = "") {
  if (input.value !== value) input.value = value;
}
