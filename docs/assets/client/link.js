// Links to a sample. What they carry stands behind the #, which no server sees.

import { parts } from "./dom.js";
import { store } from "./store.js";

/**
 * The address of a card's sample, with these values in its fragment.
 * @param {HTMLElement} card
 * @param {Record<string, string>} values
 */
export function linkTo(card, values) {
  const page = new URL(`../../samples/${card.dataset.category}/`, import.meta.url);
  const details = new URLSearchParams(values).toString();
  page.hash = details ? `${card.id}&${details}` : card.id;
  return page.href;
}

/**
 * The names of everything that can be typed or picked for a card's message.
 * @param {HTMLElement} card
 */
export function namesOf(card) {
  const blanks = parts(card, "[data-field]").map((slot) => slot.dataset.field);
  const controls = parts(card, ".kr-fields [name], fieldset [name]");
  return new Set([...blanks, ...controls.map((control) => control.name)]);
}

/**
 * Takes over what a link to a card carries, and leaves the plain link in the address bar.
 * @param {HTMLElement} card
 * @param {string} details the values, as in tone=warm&role=Baker
 */
export function takeOver(card, details) {
  const names = namesOf(card);
  const values = [...new URLSearchParams(details)].filter(([name]) => names.has(name));
  store.set(Object.fromEntries(values));
  history.replaceState(history.state, "", `#${card.id}`);
}
