// Fills the marked places of a card's letter and shows or hides its marked parts. What a message
// says was decided by Python; this only chooses between the parts that are there.

import { hide, part, parts, write } from "./dom.js";
import { tidy } from "./words.js";

/** @typedef {import("./card-message.js").Choices} Choices */

const STOPPED = /(?:(?<!\.)\.|[!?…])$/;

/**
 * True if one of the groups of a condition such as `a !b | c` holds.
 * @param {string} test
 * @param {Set<string>} on
 */
function holds(test, on) {
  const is = (/** @type {string} */ name) =>
    name.startsWith("!") ? !on.has(name.slice(1)) : on.has(name);
  return test.split(" | ").some((group) => group.split(" ").every(is));
}

/**
 * The text nodes and the blanks that a reader sees in an element.
 * @param {any} element
 * @returns {Generator<any>}
 */
function* pieces(element) {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE || child.matches("[data-blank]")) yield child;
    else if (!child.hidden && !child.matches("input, select")) yield* pieces(child);
  }
}

/** The letter in one tone. */
export class Letter {
  /**
   * @param {HTMLElement} card
   * @param {string} tone
   */
  constructor(card, tone) {
    const place = (/** @type {string} */ name) =>
      part(card, `[data-${name}] > [data-tone=${tone}]`);
    const body = place("message");
    this.subjectPlace = place("subject"); // null where the channel has none
    this.paragraphs = [...body.children];
    this.places = [body, this.subjectPlace].filter(Boolean);
    const find = (/** @type {string} */ selector) =>
      this.places.flatMap((one) => parts(one, selector));
    this.parts = find("[data-if]");
    this.options = find("[data-option]");
    /** Every place for a value: those of the body first, then those of the subject. */
    this.slots = find("[data-field]");
    for (const slot of this.slots) {
      if (!part(slot, "[data-option]")) slot.dataset.blank = "";
    }
    this.names = new Set([
      ...this.slots.map((slot) => slot.dataset.field),
      ...this.parts.flatMap((it) => it.dataset.if.match(/\w+/g)),
    ]);
    /** @type {Choices["texts"]} */
    this.texts = new Map();
    /** @type {Choices["blanks"]} */
    this.blanks = new Map();
    /** @type {WeakMap<Text, string>} the words whose full stop a blank before them has made one too many */
    this.whole = new WeakMap();
  }

  /**
   * Puts the choices into the letter.
   * @param {Choices} choices
   */
  show({ texts, on, blanks }) {
    this.texts = texts;
    this.blanks = blanks;
    for (const option of this.options) {
      hide(option, option.dataset.option !== texts.get(option.parentElement.dataset.field));
    }
    const busy = document.activeElement;
    for (const it of this.parts) hide(it, !holds(it.dataset.if, on) && !it.contains(busy));
    for (const slot of this.slots) {
      if ("blank" in slot.dataset) this.write(slot, this.seen(slot.dataset.field));
    }
    for (const paragraph of this.paragraphs) hide(paragraph, !this.settled(paragraph));
    if (this.subjectPlace) this.settled(this.subjectPlace);
    this.reach();
  }

  /** Marks what has no value yet. Tab stops once at each field, in the body if it is there. */
  reach() {
    const reached = new Set();
    for (const slot of this.slots) {
      const name = slot.dataset.field;
      slot.classList.toggle("kr-card-given", this.texts.has(name));
      const first = !reached.has(name) && !slot.closest("[hidden]");
      if (first) reached.add(name);
      slot.tabIndex = first ? 0 : -1;
    }
  }

  /**
   * What stands in the message for a field, as it is sent.
   * @param {string} name
   */
  sent(name) {
    const blank = this.blanks.get(name);
    return blank ? `[${blank.label}]` : (this.texts.get(name) ?? "");
  }

  /**
   * What a reader sees of it here: an example until there is more.
   * @param {string} name
   */
  seen(name) {
    return this.blanks.get(name)?.example ?? this.texts.get(name) ?? "";
  }

  /**
   * Writes a line's blanks, and takes the second full stop after Acme Inc. or Could we talk? from
   * it. Gives back its text as it is sent.
   * @param {Element} line
   */
  settled(line) {
    let text = "";
    for (const piece of pieces(line)) {
      const name = piece.dataset?.field;
      const full = name ? this.sent(name) : (this.whole.get(piece) ?? piece.data);
      const cut = /^\.(?!\.)/.test(full) && STOPPED.test(text) ? 1 : 0;
      text += full.slice(cut);
      if (name) this.write(piece, this.seen(name).slice(cut));
      else {
        this.whole.set(piece, full);
        if (piece.data !== full.slice(cut)) piece.data = full.slice(cut);
      }
    }
    return tidy(text);
  }

  /**
   * Writes into a blank, but not while somebody types in it.
   * @param {HTMLElement} slot
   * @param {string} text
   */
  write(slot, text) {
    if (slot === document.activeElement && slot.isContentEditable) return;
    if (slot.childNodes.length > 1) slot.textContent = text;
    else write(slot, text);
  }

  /** The blanks that still wait for something, in the order of the letter. */
  get waiting() {
    return this.slots.filter((it) => it.tabIndex === 0 && this.blanks.has(it.dataset.field));
  }

  get subject() {
    return this.subjectPlace ? this.settled(this.subjectPlace) : "";
  }

  get body() {
    return this.paragraphs
      .map((it) => this.settled(it))
      .filter(Boolean)
      .join("\n\n");
  }
}
