// <kr-details>: the names that nearly every message has, typed once for all of them.

import { fill, part, parts, write } from "./dom.js";
import { store } from "./store.js";

const CLEARED = "Your details are cleared, here and in every other tab.";
const REFUSED = "Your browser keeps nothing for this site, so this cannot be remembered.";

class Details extends HTMLElement {
  connectedCallback() {
    this.controls = parts(this, "form [name]");
    this.unfilled = part(this, "[data-given]").textContent;
    this.stopped = new AbortController();
    const { signal } = this.stopped;
    this.addEventListener("input", ({ target }) => this.typed(target), { signal });
    this.addEventListener("keydown", (event) => this.pressed(event), { signal });
    this.addEventListener("submit", (event) => event.preventDefault(), { signal });
    const clear = () => this.clear();
    part(this, "[data-action=clear]").addEventListener("click", clear, { signal });
    store.addEventListener("change", () => this.follow(), { signal });
    // What was typed or ticked before this script was there counts too.
    for (const control of this.controls) if (control.value) this.typed(control);
    const remember = part(this, "[data-remember]");
    if (remember.checked) this.typed(remember);
    this.follow();
  }

  disconnectedCallback() {
    this.stopped?.abort();
  }

  /** @param {any} control */
  typed(control) {
    this.say("");
    if (control.name) store.set({ [control.name]: control.value });
    else if (!store.remember(control.checked)) {
      control.checked = false;
      this.say(REFUSED);
    }
  }

  /**
   * Enter leads to the next name that is empty.
   * @param {any} event
   */
  pressed(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.name) return;
    event.preventDefault();
    const rest = this.controls?.slice(this.controls.indexOf(event.target) + 1) ?? [];
    const next = rest.find((control) => !control.value);
    if (next) next.focus();
    else this.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
  }

  clear() {
    store.clear();
    this.say(CLEARED);
  }

  follow() {
    for (const control of this.controls ?? []) fill(control, store.get(control.name));
    part(this, "[data-remember]").checked = store.remembered;
    const given = this.controls?.map((control) => control.value.trim()).filter(Boolean) ?? [];
    write(part(this, "[data-given]"), given.join(" · ") || this.unfilled);
  }

  /** @param {string} text */
  say(text) {
    write(part(this, "[role=status]"), text);
  }
}

customElements.define("kr-details", Details);
