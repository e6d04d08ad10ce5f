// <email-sample>: a card that Python rendered, brought to life when it first comes into sight.

import "./card-details.js";
import { Blanks } from "./card-blanks.js";
import { exclude, Message } from "./card-message.js";
import { Sending } from "./card-sending.js";
import { fill, hide, PAUSE, part, parts, write } from "./dom.js";
import { store } from "./store.js";
import { counted } from "./words.js";

// A card that nobody sees does nothing; what is in a closed row is never in sight.
const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      /** @type {EmailSample} */ (target).see(isIntersecting);
    }
  },
  { rootMargin: "50%" },
);

/** A card that is awake: it follows what is typed and picked, here and elsewhere. */
export class Card {
  /** @type {import("./card-editor.js").Editor | null} loaded when it is asked for */
  editor = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  judging;

  /**
   * @param {HTMLElement} root the element that Python rendered
   * @param {AbortSignal} signal ends it all
   */
  constructor(root, signal) {
    this.root = root;
    this.copyButton = part(root, "[data-action=copy-message]");
    this.message = new Message(root);
    this.choices = this.message.choose(store.values);
    this.sending = new Sending(this);
    this.blanks = new Blanks(this, signal);
    root.addEventListener("input", ({ target }) => this.typed(target), { signal });
    root.addEventListener("click", (event) => this.clicked(event), { signal });
    root.addEventListener("keydown", (event) => this.pressed(event), { signal });
    root.addEventListener("filled", () => this.blanks.moveOn(), { signal });
    root.addEventListener("submit", (event) => event.preventDefault(), { signal });
    store.addEventListener("clear", () => this.forgetText(), { signal });
    addEventListener("beforeprint", () => this.update(), { signal });
    this.update();
  }

  /** @param {any} control */
  typed(control) {
    if (control.closest("kr-details")) return;
    this.say("");
    this.sending.ask(null);
    if (control.closest(".kr-card-free")) this.tell();
    else if (control.closest(".kr-card-switches")) this.switched(control);
    else if (control.name === "length") {
      // A length sets every switch, so what was picked one by one gives way.
      const switches = this.message.switches.map((other) => [other.name, undefined]);
      store.set({ ...Object.fromEntries(switches), length: control.value });
    } else if (control.name) store.set({ [control.name]: control.value });
  }

  /** @param {any} input */
  switched(input) {
    const changes = { [input.name]: input.checked ? "yes" : "no" };
    const loser = this.message.switches.find((other) => other.checked && exclude(input, other));
    if (input.checked && loser) {
      changes[loser.name] = "no";
      this.say(`“${loser.labels[0].textContent.trim()}” is now off: the two exclude each other.`);
    }
    store.set(changes);
  }

  /** @param {any} event */
  clicked(event) {
    const action = event.target.closest("[data-action]");
    const link = event.target.closest("[data-compose]");
    if (action ?? link) this.update(); // it may have come into sight just now
    if (link) this.sending.follow(event, link);
    else if (action && !action.closest("kr-details")) {
      if (["edit", "back"].includes(action.dataset.action)) this.edit(action.dataset.action);
      else this.sending.act(action.dataset.action, action);
    }
  }

  /**
   * Enter leads from a field to the next blank.
   * @param {any} event
   */
  pressed(event) {
    const { key, target, isComposing } = event;
    if (key !== "Enter" || isComposing || !target.matches("form .kr-fields input")) return;
    if (target.closest("kr-details")) return;
    event.preventDefault();
    this.blanks.moveOn();
  }

  /** @param {string} action */
  async edit(action) {
    const { Editor } = await import("./card-editor.js");
    this.editor ??= new Editor(this);
    this.editor.show(action === "edit");
  }

  /** Leaves nothing of what was written by hand, when the reader clears their details. */
  forgetText() {
    if (this.editor?.open) this.editor.show(false);
    for (const input of parts(this.root, ".kr-card-free :is(input, textarea)")) input.value = "";
  }

  /** What leaves the page: the letter, or what the reader has made of it. */
  get finished() {
    return this.editor?.open ? this.editor.text : this.message.letter;
  }

  /** What is still missing, by label. */
  get missing() {
    if (this.editor?.open) return this.editor.blanks;
    const { letter, labels } = this.message;
    return letter.waiting.map((slot) => labels.get(slot.dataset.field).toLowerCase());
  }

  /** Follows what was typed and picked. */
  update() {
    this.choices = this.message.choose(store.values);
    this.message.show(this.choices);
    this.blanks.describe();
    this.showControls();
    this.tell();
  }

  showControls() {
    const { own, picked, switches } = this.message;
    for (const control of own) {
      const typed = store.get(control.name);
      fill(control, picked.has(control.name) ? this.message.option(control.name, typed) : typed);
      hide(control.closest(".kr-field"), !this.message.uses(control));
    }
    for (const input of switches) input.checked = this.choices.on.has(input.name);
    const { tone, length, dates } = this.choices;
    for (const [name, value] of Object.entries({ tone, length, dates })) {
      for (const input of parts(this.root, `fieldset [name=${name}]`)) {
        input.checked = input.value === value;
      }
    }
    const shown = part(this.root, "[data-set]");
    if (!shown) return;
    const has = (/** @type {string} */ name) => part(this.root, `fieldset [name=${name}]`);
    const said = [
      has("tone") && tone[0].toUpperCase() + tone.slice(1),
      has("length") && length,
      has("dates") && `dates ${dates.replace("-", " ")}`,
    ];
    write(shown, said.filter(Boolean).join(" · "));
  }

  /** Counts the blanks, and has links and rules follow the message as it now stands. */
  tell() {
    const { length } = this.missing;
    write(part(this.root, "[data-blanks]"), length ? `${counted(length, "blank")} left` : "");
    this.sending.renew();
    clearTimeout(this.judging);
    if (!store.values.size && !this.editor?.open && !this.judging) return;
    this.judging = setTimeout(() => this.judge(), PAUSE);
  }

  /** Once it is filled in: how long it is where that matters, and what a rule finds wrong. */
  async judge() {
    const { showLength, showMissed } = await import("./card-rules.js");
    showLength(this);
    const touched = store.values.size || this.editor?.open;
    await showMissed(this, touched && !this.missing.length);
  }

  /** @param {string} text */
  say(text) {
    const status = part(this.root, ".kr-card-letter > [role=status]");
    if (status.textContent === text) return;
    status.textContent = text;
    if (text) status.scrollIntoView({ block: "nearest" });
  }
}

class EmailSample extends HTMLElement {
  near = false;
  stopped = new AbortController();
  /** @type {Card | null} there once a reader came near */
  card = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  later;

  connectedCallback() {
    // What is not to be sent has no button, and nothing to do.
    if (!part(this, "[data-action=copy-message]")) return;
    this.stopped = new AbortController();
    const { signal } = this.stopped;
    sight.observe(this);
    store.addEventListener("change", () => this.follow(), { signal });
  }

  disconnectedCallback() {
    sight.unobserve(this);
    this.stopped.abort();
    this.card = null;
  }

  /** @param {boolean} near whether a reader sees it, or soon will */
  see(near) {
    this.near = near;
    if (near) this.update();
  }

  /** What a reader sees follows at once, and what is open elsewhere at the next pause. */
  follow() {
    clearTimeout(this.later);
    if (this.near) this.update();
    else if (this.checkVisibility()) this.later = setTimeout(() => this.update(), PAUSE);
  }

  update() {
    if (this.card) this.card.update();
    else this.card = new Card(this, this.stopped.signal);
  }
}

customElements.define("email-sample", EmailSample);
