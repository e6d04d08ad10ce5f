// Chooses what the letters of a card say for the values that the reader typed and picked.

import { Letter } from "./card-letter.js";
import { hide, part, parts } from "./dom.js";
import { dateOrder, said } from "./words.js";

/** @typedef {{ label: string, example: string }} Blank */
/**
 * @typedef {object} Choices everything decided
 * @property {string} tone
 * @property {string} length
 * @property {string} dates
 * @property {Map<string, string>} texts the text of every field that has one, the option of a choice
 * @property {Map<string, Blank>} blanks the fields that the letter waits for
 * @property {Set<string>} on what conditions may ask for
 */

/**
 * The name with which a letter asks for one option of a choice.
 * @param {string} choice
 * @param {string} option
 */
const conditionOf = (choice, option) => `${choice}_${option}`.replaceAll("-", "_");

/** @type {(one: any, other: any) => boolean} */
const excludes = (one, other) => (one.dataset.excludes ?? "").split(" ").includes(other.name);

/**
 * True if two switches cannot both be on.
 * @param {any} one
 * @param {any} other
 */
export const exclude = (one, other) => excludes(one, other) || excludes(other, one);

/** @param {any} control */
const labelOf = (control) => control.labels[0].textContent.trim();

export class Message {
  /** @param {HTMLElement} card an <email-sample> as Python rendered it */
  constructor(card) {
    const tones = parts(card, "[data-message] > [data-tone]").map((place) => place.dataset.tone);
    this.letters = new Map(tones.map((tone) => [tone, new Letter(card, tone)]));
    this.tone = card.dataset.tone ?? "";
    this.letter = /** @type {Letter} */ (this.letters.get(this.tone));
    this.spared = (card.dataset.spared ?? "").split(" ");
    this.switches = parts(card, ".kr-card-switches [name]");
    /** @type {any[]} the controls that stand in the card itself */
    this.own = parts(card, ".kr-fields [name]");
    const slots = [...this.letters.values()].flatMap((letter) => letter.slots);
    const names = [...slots.map((slot) => slot.dataset.field), ...this.own.map((it) => it.name)];
    /** @type {Map<string, any>} a control for each field; the page may have it once for all cards */
    this.controls = new Map();
    for (const name of names) {
      const find = `[name="${name}"]`;
      const control = part(card, find) ?? part(document, `kr-details ${find}`);
      if (control) this.controls.set(name, control);
    }
    this.labels = new Map([...this.controls].map(([name, control]) => [name, labelOf(control)]));
    const choices = [...this.controls].filter(([, control]) => control.options);
    this.picked = new Map(choices.map(([name, control]) => [name, defaultOf(control)]));
  }

  /**
   * What is shown for these values.
   * @param {Map<string, string>} values
   * @returns {Choices}
   */
  choose(values) {
    const asked = values.get("tone") ?? "";
    const tone = this.letters.has(asked) ? asked : this.tone;
    const length = values.get("length") ?? "standard";
    const dates = dateOrder(values.get("dates"));
    const texts = new Map();
    const blanks = new Map();
    for (const [name, control] of this.controls) {
      const value = values.get(name);
      const choice = this.picked.has(name);
      const text = choice ? this.option(name, value) : said(control, value ?? "", dates);
      if (text) texts.set(name, text);
      else if (!choice && this.awaits(name, value)) blanks.set(name, this.blank(control, dates));
    }
    const on = new Set([...texts.keys(), ...blanks.keys(), ...this.switchedOn(values, length)]);
    for (const name of this.picked.keys()) {
      if (texts.has(name)) on.add(conditionOf(name, texts.get(name)));
    }
    return { tone, length, dates, texts, blanks, on };
  }

  /**
   * True if the letter shows a blank for an empty value, and does not leave it out.
   * @param {string} name
   * @param {string | undefined} value
   */
  awaits(name, value) {
    if (this.canSpare(name)) return value === undefined;
    return !("optional" in this.controls.get(name).dataset);
  }

  /**
   * True if the letter asks for a field and can do without it, such as their name.
   * @param {string} name
   */
  canSpare(name) {
    return this.spared.includes(name) || "expected" in this.controls.get(name).dataset;
  }

  /**
   * What stands for a value that is still to come.
   * @param {any} control
   * @param {string} dates
   * @returns {Blank}
   */
  blank(control, dates) {
    const example = control.placeholder || said(control, control.dataset.example, dates);
    return { label: labelOf(control).toLowerCase(), example };
  }

  /**
   * The chosen option's id; a choice that nobody touched stays as the page has it.
   * @param {string} name
   * @param {string | undefined} wanted
   * @returns {string}
   */
  option(name, wanted) {
    const all = [...this.controls.get(name).options].map((option) => option.value);
    return wanted !== undefined && all.includes(wanted) ? wanted : (this.picked.get(name) ?? "");
  }

  /**
   * The switches: as picked, else as the length wants them; of two that clash, the first.
   * @param {Map<string, string>} values
   * @param {string} length
   * @returns {string[]}
   */
  switchedOn(values, length) {
    const running = this.switches.filter((input) => values.get(input.name) === "yes");
    for (const input of this.switches) {
      const wanted = length === "full" || (length !== "short" && "standard" in input.dataset);
      const clash = running.some((other) => exclude(input, other));
      if (!values.has(input.name) && wanted && !clash) running.push(input);
    }
    return running.map((input) => input.name);
  }

  /**
   * Puts the choices into the page.
   * @param {Choices} choices
   */
  show(choices) {
    this.letter = /** @type {Letter} */ (this.letters.get(choices.tone));
    for (const letter of this.letters.values()) {
      for (const place of letter.places) hide(place, letter !== this.letter);
    }
    this.letter.show(choices);
  }

  /**
   * True if something in the letter that is shown depends on a control.
   * @param {any} control
   */
  uses({ name, options = [] }) {
    const names = [...options].map((option) => conditionOf(name, option.value));
    return [name, ...names].some((one) => this.letter.names.has(one));
  }
}

/**
 * The option that a choice has before anybody touches it.
 * @param {HTMLSelectElement} control
 */
const defaultOf = ({ options }) =>
  ([...options].find((option) => option.defaultSelected) ?? options[0]).value;
