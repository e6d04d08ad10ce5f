// <kr-finder>: takes the reader's own words and lists the messages that fit, best first.
// The pattern is the ARIA combobox: the focus stays in the box, arrows go through the list.

import { hide, make, part, parts, write } from "./dom.js";
import { Index } from "./finder-rank.js";

const SAY_AFTER = 700; // milliseconds without a keystroke

class Finder extends HTMLElement {
  connectedCallback() {
    /** @type {HTMLInputElement} */
    this.input = part(this, "input");
    this.panel = part(this, ".kr-finder-panel");
    this.list = part(this, "[data-find-results]");
    this.none = part(this, ".kr-finder-none");
    this.home = new URL(this.dataset.index ?? "", document.baseURI);
    this.addEventListener("input", () => this.show());
    this.addEventListener("focusin", () => this.show());
    this.addEventListener("focusout", (event) => {
      if (!this.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close();
    });
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.list.addEventListener("click", () => this.close());
    this.ready = this.load();
    this.show();
  }

  /** The index, which a page of the site carries. */
  async load() {
    const answer = await fetch(this.home);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return new Index(JSON.parse(part(page, "[data-finder]").dataset.finder));
  }

  /** Lists what fits the words in the box. */
  async show() {
    const index = await this.ready;
    const words = this.input.value.trim();
    if (words === this.shown && !this.panel.hidden) return;
    this.shown = words;
    const found = words ? index.find(words) : [];
    this.list.replaceChildren(...this.grouped(found));
    hide(this.none, found.length > 0);
    this.open(words.length > 0);
    this.choose(null);
    clearTimeout(this.saying); // who is still typing is not told of every letter
    this.saying = setTimeout(() => this.say(words ? said(found.length) : ""), SAY_AFTER);
  }

  /** @param {string} text */
  say(text) {
    write(part(this, "[role=status]"), text);
  }

  /**
   * The options, messages first; sections of the guide stand in a group of their own.
   * @param {import("./finder-rank.js").Found[]} found
   */
  grouped(found) {
    const options = found.map((one, number) => {
      const href = new URL(`../${one.url}`, this.home).href;
      const about = make("span", { textContent: one.about });
      const option = make("a", { href, id: `find-${number}`, tabIndex: -1, role: "option" });
      option.append(make("b", { textContent: one.title }), about);
      option.setAttribute("aria-selected", "false");
      return option;
    });
    const first = found.findIndex(({ guide }) => guide);
    if (first < 0) return options;
    const title = make("span", { textContent: "In the guide", id: "find-guide" });
    const group = make("div", { role: "group" }, title, ...options.slice(first));
    group.setAttribute("aria-labelledby", "find-guide");
    return [...options.slice(0, first), group];
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const options = parts(this.list, "[role=option]");
    const at = options.indexOf(this.chosen);
    const steps = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1 };
    if (event.isComposing) return;
    if (event.key in steps && this.panel.hidden) this.show();
    else if (event.key in steps) this.choose(options[steps[event.key]] ?? null);
    else if (event.key === "Enter") (this.chosen ?? options[0])?.click();
    else if (event.key === "Escape" && !this.panel.hidden) this.close();
    else return;
    event.preventDefault();
  }

  /** Marks one option as the one that Enter opens. */
  choose(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {boolean} open */
  open(open) {
    hide(this.panel, !open);
    this.input.setAttribute("aria-expanded", String(open));
  }

  close() {
    this.open(false);
    this.choose(null);
  }
}

/** @param {number} many */
const said = (many) =>
  many === 1 ? "One thing fits." : many ? `${many} things fit.` : "Nothing fits.";

customElements.define("kr-finder", Finder);
