// Chooses what the letters of a card say for the values that the reader typed and picked.

import { conditionOf, Letter } from "./card-letter.js";
import { hide, parts } from "./dom.js";
import { dateOrder, said } from "./words.js";

const excludes = (one, other) => (one.dataset.excludes ?? "").split(" ").includes(other.name);

/** True if two switches cannot both be on. */
export const exclude = (one, other) => excludes(one, other) || excludes(other, one);

export class Message {
  /** `card` is an <email-sample> as Python rendered it. */
  constructor(card) {
    const all = (selector) => parts(card, selector);
    const tones = all("[data-message] > [data-tone]").map((place) => place.dataset.tone);
    this.letters = new Map(tones.map((tone) => [tone, new Letter(card, tone)]));
    this.tone = card.dataset.tone;
    const inputs = all(".kr-fields [name]");
    this.inputs = new Map(inputs.map((input) => [input.name, input]));
    const label = (input) => input.labels[0].textContent.toLowerCase();
    this.labels = new Map(inputs.map((input) => [input.name, label(input)]));
    this.switches = all(".kr-switches [name]");
    this.names = new Set(all(".kr-form [name]").map((input) => input.name));
    const choices = inputs.filter((input) => input.options);
    this.picked = new Map(choices.map((input) => [input.name, input.value]));
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
      const picked = this.picked.has(name);
      const text = picked ? this.option(name, value) : said(input, value ?? "", dates);
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
    const asked = (input) => values.get(input.name);
    const running = this.switches.filter((input) => asked(input) === "yes");
    for (const input of this.switches) {
      const wanted = length === "full" || (length !== "short" && "standard" in input.dataset);
      const clash = running.some((other) => exclude(input, other));
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
