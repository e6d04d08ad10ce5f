// Fills the marked places of a card's letters and shows or hides their marked parts. What a message
// says was decided by Python; this only chooses between the parts that are there.

import { dateOrder, said, tidy } from "./words.js";

const all = (root, selector) => [...root.querySelectorAll(selector)];

/** True if one of the groups of a condition such as `a !b | c` holds. */
const holds = (test, on) =>
  test
    .split(" | ")
    .some((group) =>
      group
        .split(" ")
        .every((name) => (name.startsWith("!") ? !on.has(name.slice(1)) : on.has(name))),
    );

/** The name with which a letter asks for one option of a choice. */
const conditionOf = (choice, option) => `${choice}_${option}`.replaceAll("-", "_");

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

/** Writes into the text node that is there: a new one would cost the page a new style. */
export function write(place, text) {
  if (!place.firstChild) place.append(text);
  else if (place.firstChild.data !== text) place.firstChild.data = text;
}

/** Hides or shows an element; an attribute that stays as it is costs no new layout. */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Writes a value into its slot. */
function put(slot, text) {
  write(slot, text);
  whole.set(slot.firstChild, text);
}

/** Marks a blank, and makes it a button that leads to its input. */
function mark(slot, blank) {
  slot.classList.toggle("kr-blank", blank);
  if (!blank) slot.removeAttribute("role");
  else if (!slot.hasAttribute("role")) slot.setAttribute("role", "button");
  if (blank) slot.tabIndex = 0;
  else slot.removeAttribute("tabindex");
}

/** The letter in one tone. */
class Letter {
  constructor(card, tone) {
    const [subject, body] = ["subject", "message"].map((name) =>
      card.querySelector(`[data-${name}] > [data-tone=${tone}]`),
    );
    this.subjectPlace = subject; // null where the channel has none
    this.paragraphs = [...body.children];
    this.places = [subject, body].filter(Boolean);
    const find = (selector) => this.places.flatMap((place) => all(place, selector));
    this.options = find("[data-option]");
    this.parts = find("[data-if]");
    const fields = find("[data-field]");
    this.slots = fields.filter((field) => !field.querySelector("[data-option]"));
    this.names = new Set([
      ...fields.map((field) => field.dataset.field),
      ...this.parts.flatMap((part) => part.dataset.if.match(/\w+/g)),
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
    for (const part of this.parts) hide(part, !holds(part.dataset.if, on));
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
    const blanks = this.slots.filter(
      (slot) => slot.dataset.field === name && slot.matches(".kr-blank"),
    );
    return blanks.some((slot) => !slot.closest("[data-if][hidden]"));
  }

  get subject() {
    return this.subjectPlace ? settled(this.subjectPlace) : "";
  }

  get body() {
    return this.paragraphs.map(settled).filter(Boolean).join("\n\n");
  }
}

export class Message {
  /** `card` is an <email-sample> as Python rendered it. */
  constructor(card) {
    const tones = all(card, "[data-message] > [data-tone]").map((place) => place.dataset.tone);
    this.letters = new Map(tones.map((tone) => [tone, new Letter(card, tone)]));
    this.tone = card.dataset.tone;
    const inputs = all(card, ".kr-fields [name]");
    this.inputs = new Map(inputs.map((input) => [input.name, input]));
    this.labels = new Map(
      inputs.map((input) => [input.name, input.labels[0].textContent.toLowerCase()]),
    );
    this.switches = all(card, ".kr-switches [name]");
    this.names = new Set(all(card, ".kr-form [name]").map((input) => input.name));
    this.picked = new Map(
      inputs.filter((input) => input.options).map((input) => [input.name, input.value]),
    );
  }

  /** What is shown for these values: tone, length, dates, each field's text, and what is on. */
  choose(values) {
    const tone = this.letters.has(values.get("tone")) ? values.get("tone") : this.tone;
    const length = values.get("length") ?? "standard";
    const dates = dateOrder(values.get("dates"));
    const texts = new Map();
    const blanks = new Map();
    for (const [name, input] of this.inputs) {
      const value = values.get(name);
      const text = this.picked.has(name)
        ? this.option(name, value)
        : said(input, value ?? "", dates);
      if (text) texts.set(name, text);
      else if (this.awaits(input, value)) blanks.set(name, this.labels.get(name));
    }
    const on = new Set([...texts.keys(), ...blanks.keys(), ...this.switchedOn(values, length)]);
    for (const [name, option] of texts) {
      if (this.picked.has(name)) on.add(conditionOf(name, option));
    }
    return { tone, length, dates, texts, blanks, on };
  }

  /** The chosen option's id; a choice that nobody touched stays as the page has it. */
  option(name, wanted) {
    const options = [...this.inputs.get(name).options].map((option) => option.value);
    return options.includes(wanted) ? wanted : this.picked.get(name);
  }

  /** True if the letter shows a blank for an empty input, and does not leave it out. */
  awaits({ name, dataset }, value) {
    if (this.picked.has(name)) return false;
    return !("optional" in dataset) || ("expected" in dataset && value === undefined);
  }

  /** The switches: as picked, else as the length wants them; of two that clash, the first. */
  switchedOn(values, length) {
    const excluded = (input) => (input.dataset.excludes ?? "").split(" ");
    const asked = (input) => values.get(input.name);
    const running = this.switches.filter((input) => asked(input) === "yes");
    for (const input of this.switches) {
      const wanted = length === "full" || (length !== "short" && "standard" in input.dataset);
      const clash = running.some(
        (other) => excluded(input).includes(other.name) || excluded(other).includes(input.name),
      );
      if (asked(input) === undefined && wanted && !clash) running.push(input);
    }
    return running.map((input) => input.name);
  }

  /**
   * Puts a new value into its places if nothing else can change by it, which is what happens at
   * nearly every keystroke. False if the message must be chosen anew.
   */
  refill(name, values, choices) {
    if (!this.names.has(name)) return true;
    const input = this.inputs.get(name);
    if (!input || this.picked.has(name) || !choices.texts.has(name)) return false;
    const text = said(input, values.get(name) ?? "", choices.dates);
    if (!text) return false;
    choices.texts.set(name, text);
    this.letter.fill(name, text);
    return true;
  }

  /** Puts the choices into the page. */
  show(choices) {
    this.letter = this.letters.get(choices.tone);
    this.letter.show(choices);
    for (const letter of this.letters.values()) {
      for (const place of letter.places) hide(place, letter !== this.letter);
    }
  }

  /** The fields whose blanks a reader sees, in the order of the form. */
  get missing() {
    return [...this.inputs.keys()].filter((name) => this.letter.lacks(name));
  }
}
