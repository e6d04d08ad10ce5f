// Typing in the letter: a text blank is a text field, the others open the control that they have.

import { fill } from "./dom.js";
import { store } from "./store.js";

/** @typedef {import("./card.js").Card} Card */

const PICKED = ["date", "time", "select-one"];

/** @param {Element} slot */
const isText = (slot) => slot.matches("[role=textbox]");

/**
 * What a paste or a drop brings, on one line.
 * @param {string} text
 */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

export class Blanks {
  byPointer = false;
  /** @type {HTMLElement | null} a blank that a tap has just led into, whose words it selects */
  tapped = null;

  /**
   * @param {Card} card
   * @param {AbortSignal} signal ends it all
   */
  constructor(card, signal) {
    this.card = card;
    for (const letter of card.message.letters.values()) {
      for (const slot of letter.slots) this.prepare(slot);
    }
    /** @type {(type: string, handle: (event: any, slot: any) => void) => void} */
    const listen = (type, handle) =>
      card.root.addEventListener(
        type,
        (event) => {
          const slot = /** @type {Element} */ (event.target).closest?.("[data-field]");
          if (slot) handle(event, slot);
        },
        { signal },
      );
    listen("pointerdown", () => {
      this.byPointer = true;
    });
    listen("focusin", (_, slot) => this.enter(slot));
    listen("focusout", (_, slot) => this.leave(slot));
    listen("input", (_, slot) => this.typed(slot));
    listen("keydown", (event, slot) => this.pressed(event, slot));
    listen("beforeinput", (event, slot) => {
      // Some phones have no Enter but this.
      if (!/^insert(Paragraph|LineBreak)$/.test(event.inputType)) return;
      event.preventDefault();
      this.moveOn(slot);
    });
    listen("paste", (event, slot) => {
      if (!isText(slot)) return;
      event.preventDefault();
      const text = oneLine(event.clipboardData.getData("text/plain"));
      document.execCommand("insertText", false, text); // so that it can be undone
    });
    listen("click", (_, slot) => {
      if (!isText(slot)) this.pick(slot);
      else if (this.tapped === slot) getSelection()?.selectAllChildren(slot);
      this.tapped = null;
    });
    window.visualViewport?.addEventListener("resize", () => this.keepInSight(), { signal });
  }

  /** @param {HTMLElement} slot */
  prepare(slot) {
    const name = slot.dataset.field ?? "";
    const control = this.card.message.controls.get(name);
    const label = this.card.message.labels.get(name);
    if (!control) return;
    if (PICKED.includes(control.type)) {
      slot.setAttribute("role", "button");
      return;
    }
    slot.setAttribute("role", "textbox");
    slot.setAttribute("aria-label", label ?? "");
    slot.setAttribute("aria-placeholder", control.placeholder);
    slot.dataset.example = control.placeholder;
    slot.inputMode = control.type;
    slot.enterKeyHint = "next";
    slot.spellcheck = false;
    try {
      slot.contentEditable = "plaintext-only";
    } catch {
      slot.contentEditable = "true"; // older browsers know no plain text
    }
  }

  /** Says of the blanks that open a control what stands in them. */
  describe() {
    const { labels, letter } = this.card.message;
    for (const slot of letter.slots) {
      if (isText(slot)) continue;
      const shown = slot.textContent && slot.querySelector("[data-option]:not([hidden])");
      const text = (shown ?? slot).textContent;
      slot.setAttribute("aria-label", `${labels.get(slot.dataset.field)}: ${text}`);
    }
  }

  /**
   * An example makes way for what is typed.
   * @param {HTMLElement} slot
   */
  enter(slot) {
    if (isText(slot)) {
      if (!slot.matches(".kr-card-given")) slot.textContent = "";
      else if (this.byPointer) this.tapped = slot;
      else getSelection()?.selectAllChildren(slot);
      this.keepInSight();
    }
    this.byPointer = false;
  }

  /** @param {HTMLElement} slot */
  leave(slot) {
    if (!isText(slot)) return;
    // Only now has the focus left it, and may the letter say it as it is sent.
    queueMicrotask(() => this.card.update());
  }

  /** @param {HTMLElement} slot */
  typed(slot) {
    if (!isText(slot)) return;
    const text = oneLine(slot.textContent ?? "");
    store.set({
      [slot.dataset.field ?? ""]: text ? slot.textContent?.replace(/[\r\n]/g, "") : undefined,
    });
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement} slot
   */
  pressed(event, slot) {
    if (event.isComposing || event.target !== slot) return;
    if (event.key !== "Enter" && (isText(slot) || event.key !== " ")) return;
    event.preventDefault();
    if (isText(slot)) this.moveOn(slot);
    else this.pick(slot);
  }

  /**
   * Leads to the next blank that waits, or to Copy if none does.
   * @param {HTMLElement} [from] the first blank, if this is left out
   */
  moveOn(from) {
    const { letter } = this.card.message;
    const place = from ? letter.slots.indexOf(from) : -1;
    const waiting = letter.waiting.filter((slot) => slot.dataset.field !== from?.dataset.field);
    const next = waiting.find((slot) => letter.slots.indexOf(slot) > place) ?? waiting[0];
    (next ?? this.card.copyButton).focus();
    // Who types on goes on typing: a picker would take the keys. A phone has nothing else.
    if (next && !isText(next)) this.pick(next, matchMedia("(pointer: coarse)").matches);
  }

  /**
   * Puts the control of a date, a time or a choice into its place, open, until it is left.
   * @param {HTMLElement} slot
   * @param {boolean} [open]
   */
  pick(slot, open = true) {
    const name = slot.dataset.field ?? "";
    const control = this.card.message.controls.get(name).cloneNode(true);
    for (const attribute of ["id", "name", "aria-describedby"]) control.removeAttribute(attribute);
    control.ariaLabel = this.card.message.labels.get(name);
    control.className = "kr-card-pick";
    const choice = this.card.message.picked.has(name);
    fill(control, choice ? this.card.message.option(name, store.get(name)) : store.get(name));
    slot.after(control);
    slot.classList.add("kr-card-picking");
    control.addEventListener("input", () => store.set({ [name]: control.value }));
    const close = () => {
      slot.classList.remove("kr-card-picking");
      control.remove();
    };
    const later = () => {
      // What is being pressed must not move from under the finger.
      if (this.card.root.matches(":active")) addEventListener("click", close, { once: true });
      else setTimeout(close);
    };
    control.addEventListener("blur", later, { once: true });
    control.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      slot.classList.remove("kr-card-picking");
      if (event.key === "Enter") this.moveOn(slot);
      else slot.focus();
    });
    control.focus();
    try {
      if (open) control.showPicker();
    } catch {
      // Not every browser can, or may now: the control is there to be used.
    }
  }

  /** Keeps the line that is typed in above the keyboard of a phone. */
  keepInSight() {
    const slot = document.activeElement;
    if (slot && isText(slot) && this.card.root.contains(slot))
      slot.scrollIntoView({ block: "nearest" });
  }
}
