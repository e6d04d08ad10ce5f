// Fills the marked places of a card's letter and shows or hides its marked parts. What a message
// says was decided by Python; this only chooses between the parts that are there.

import { hide, part, parts, write } from "./dom.js";
import { tidy } from "./words.js";

/** True if one of the groups of a condition such as `a !b | c` holds. */
function holds(test, on) {
  const is = (name) => (name.startsWith("!") ? !on.has(name.slice(1)) : on.has(name));
  return test.split(" | ").some((group) => group.split(" ").every(is));
}

/** The name with which a letter asks for one option of a choice. */
export const conditionOf = (choice, option) => `${choice}_${option}`.replaceAll("-", "_");

/** The pieces of text that a reader sees in an element. */
function* seen(element) {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) yield child;
    else if (!child.hidden) yield* seen(child);
  }
}

// What a piece of text says where no full stop before it makes its own a second one.
const whole = new WeakMap();

/** Takes the second full stop after Acme Inc. or Could we talk? from a line; gives back its text. */
function settled(line) {
  let text = "";
  for (const piece of seen(line)) {
    const full = whole.get(piece) ?? piece.data;
    const second = /^\.(?!\.)/.test(full) && /(?:(?<!\.)\.|[!?…])$/.test(text);
    const shown = second ? full.slice(1) : full;
    if (second) whole.set(piece, full);
    if (piece.data !== shown) piece.data = shown;
    text += shown;
  }
  return tidy(text);
}

/** Writes a value into its slot. */
function put(slot, text) {
  write(slot, text);
  whole.set(slot.firstChild, text);
}

/** Marks a blank, and makes it a button that leads to its input. */
function mark(slot, blank) {
  slot.classList.toggle("kr-card-blank", blank);
  if (!blank) slot.removeAttribute("role");
  else if (!slot.hasAttribute("role")) slot.setAttribute("role", "button");
  if (blank) slot.tabIndex = 0;
  else slot.removeAttribute("tabindex");
}

/** The letter in one tone. */
export class Letter {
  constructor(card, tone) {
    const place = (name) => part(card, `[data-${name}] > [data-tone=${tone}]`);
    const [subject, body] = ["subject", "message"].map(place);
    this.subjectPlace = subject; // null where the channel has none
    this.paragraphs = [...body.children];
    this.places = [subject, body].filter(Boolean);
    const find = (selector) => this.places.flatMap((place) => parts(place, selector));
    this.options = find("[data-option]");
    this.parts = find("[data-if]");
    const fields = find("[data-field]");
    this.slots = fields.filter((field) => !field.querySelector("[data-option]"));
    this.names = new Set([
      ...fields.map((field) => field.dataset.field),
      ...this.parts.flatMap((it) => it.dataset.if.match(/\w+/g)),
    ]);
  }

  /** True if something in this letter depends on an input. */
  uses({ name, options = [] }) {
    const names = [...options].map((option) => conditionOf(name, option.value));
    return [name, ...names].some((one) => this.names.has(one));
  }

  /** Puts the choices into the letter. */
  show({ texts, on, blanks }) {
    for (const option of this.options) {
      hide(option, option.dataset.option !== texts.get(option.parentElement.dataset.field));
    }
    for (const it of this.parts) hide(it, !holds(it.dataset.if, on));
    for (const slot of this.slots) {
      const name = slot.dataset.field;
      put(slot, blanks.has(name) ? `[${blanks.get(name)}]` : (texts.get(name) ?? ""));
      mark(slot, blanks.has(name));
    }
    for (const paragraph of this.paragraphs) hide(paragraph, !settled(paragraph));
    if (this.subjectPlace) settled(this.subjectPlace);
  }

  /** Puts a new text into the places of one field. */
  fill(name, text) {
    for (const slot of this.slots) {
      if (slot.dataset.field !== name) continue;
      put(slot, text);
      settled(slot.closest("p, [data-tone]"));
    }
  }

  /** True if a reader sees a blank for this field. */
  lacks(name) {
    const blank = (slot) => slot.dataset.field === name && slot.matches(".kr-card-blank");
    return this.slots.some((slot) => blank(slot) && !slot.closest("[data-if][hidden]"));
  }

  get subject() {
    return this.subjectPlace ? settled(this.subjectPlace) : "";
  }

  get body() {
    return this.paragraphs.map(settled).filter(Boolean).join("\n\n");
  }
}
