// Fills the marked places of a card and shows or hides its marked parts. What a message says was
// decided by Python; this only chooses between the parts that are there.

import { said, tidy } from "./words.js";

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

/** True if a text ends with a full stop, and what follows brings its own: Acme Inc. and a stop. */
const stopsTwice = (text, after) => /(?<!\.)\.$/.test(text) && /^\.(?!\.)/.test(after);

/** The text that a reader sees in an element. */
function shown(element) {
  let text = "";
  for (const child of element.childNodes) {
    if (child.hidden) continue;
    const more = child.nodeType === Node.TEXT_NODE ? child.data : shown(child);
    text += stopsTwice(text, more) ? more.slice(1) : more;
  }
  return text;
}

/** A value as it is shown in its place: without a full stop that would stand there twice. */
function fitting(slot, text) {
  if (!text.endsWith(".")) return text;
  const paragraph = slot.closest("p");
  const following = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
    slot.contains(node) || paragraph.contains(node.parentElement.closest("[hidden]"))
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  following.currentNode = slot;
  return stopsTwice(text, following.nextNode()?.data ?? "") ? text.slice(0, -1) : text;
}

/** Writes into the text node that is there: a new one would cost the page a new style. */
export function write(place, text) {
  if (!place.firstChild) place.append(text);
  else if (place.firstChild.data !== text) place.firstChild.data = text;
}

/** Hides or shows an element; an attribute that stays as it is costs no new layout. */
function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

export class Message {
  /** `card` is an <email-sample> as Python rendered it. */
  constructor(card) {
    this.subjectPlace = card.querySelector("[data-subject]");
    this.paragraphs = all(card, "[data-message] > p");
    const places = all(card, "[data-subject], [data-message]");
    const find = (selector) => places.flatMap((place) => all(place, selector));
    this.slots = find("[data-field]");
    this.options = find("[data-option]");
    this.tones = find("[data-tone]");
    this.parts = find("[data-if]");
    const inputs = all(card, ".kr-fields [name]");
    this.inputs = new Map(inputs.map((input) => [input.name, input]));
    this.labels = new Map(inputs.map((input) => [input.name, input.labels[0].textContent]));
    this.switches = all(card, ".kr-switches [name]");
    this.tone = card.dataset.tone;
    this.names = new Set([...this.inputs.keys(), "tone", "length"]);
    for (const input of this.switches) this.names.add(input.name);
    this.picked = new Map(
      inputs.filter((input) => input.options).map((input) => [input.name, input.value]),
    );
  }

  /** What is shown for these values: the tone, the length, each field's text, and what is on. */
  choose(values) {
    const texts = new Map();
    const blanks = [];
    const on = new Set();
    for (const [name, input] of this.inputs) {
      const value = values.get(name) ?? "";
      const text = this.picked.has(name) ? this.option(name, values) : said(input, value);
      if (text) texts.set(name, text);
      else if (!("optional" in input.dataset) && !this.picked.has(name)) blanks.push(name);
      if (text || blanks.includes(name)) on.add(name);
    }
    const known = ["warm", "neutral", "formal"].includes(values.get("tone"));
    const tone = known ? values.get("tone") : this.tone;
    const length = values.get("length") ?? "standard";
    this.turnOn(on, values, length);
    return { tone, length, texts, blanks, on };
  }

  /** The chosen option's id; a choice that nobody touched stays as the page has it. */
  option(name, values) {
    const wanted = values.get(name);
    const options = [...this.inputs.get(name).options].map((option) => option.value);
    return options.includes(wanted) ? wanted : this.picked.get(name);
  }

  /** The switches: as picked, else as the length wants them; of two that clash, the first. */
  turnOn(on, values, length) {
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
    for (const input of running) on.add(input.name);
  }

  /**
   * Puts a new value into its places if nothing else can change by it, which is what happens at
   * nearly every keystroke. False if the message must be chosen anew.
   */
  refill(name, values, choices) {
    if (!this.names.has(name)) return true;
    const input = this.inputs.get(name);
    if (!input || this.picked.has(name) || !choices.texts.has(name)) return false;
    const text = said(input, values.get(name) ?? "");
    if (!text) return false;
    choices.texts.set(name, text);
    for (const slot of this.slots) if (slot.dataset.field === name) write(slot, fitting(slot, text));
    return true;
  }

  /** Puts the choices into the page. */
  show({ tone, texts, on, blanks }) {
    for (const option of this.options) {
      hide(option, option.dataset.option !== texts.get(option.parentElement.dataset.field));
    }
    for (const part of this.tones) hide(part, part.dataset.tone !== tone);
    for (const part of this.parts) hide(part, !holds(part.dataset.if, on));
    for (const slot of this.slots) {
      const name = slot.dataset.field;
      if (this.picked.has(name)) continue;
      const blank = blanks.includes(name);
      const text = blank ? `[${this.labels.get(name).toLowerCase()}]` : (texts.get(name) ?? "");
      write(slot, fitting(slot, text));
      this.mark(slot, blank);
    }
    for (const paragraph of this.paragraphs) hide(paragraph, !tidy(shown(paragraph)));
  }

  /** Marks a blank, and makes it a button that leads to its input. */
  mark(slot, blank) {
    slot.classList.toggle("kr-blank", blank);
    if (!blank) slot.removeAttribute("role");
    else if (!slot.hasAttribute("role")) slot.setAttribute("role", "button");
    if (blank) slot.tabIndex = 0;
    else slot.removeAttribute("tabindex");
  }

  get subject() {
    return this.subjectPlace ? tidy(shown(this.subjectPlace)) : "";
  }

  get body() {
    return this.paragraphs
      .map((paragraph) => tidy(shown(paragraph)))
      .filter(Boolean)
      .join("\n\n");
  }
}
