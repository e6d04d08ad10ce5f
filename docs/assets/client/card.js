// <email-sample>: a card that Python rendered, brought to life around its own HTML.

import { exclude, Message } from "./card-message.js";
import { Sending } from "./card-sending.js";
import { fill, hide, PAUSE, part, parts, write } from "./dom.js";
import { store } from "./store.js";
import { counted } from "./words.js";

// Cards out of sight change their message at once, and the rest of them when the reader pauses.
const inSight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const card = /** @type {Card} */ (target);
    card.seen = isIntersecting;
    if (isIntersecting) card.settle();
  }
});
let verdicts; // loaded once something was typed: until then those that the page brings hold
let typing;

/** While somebody types, the browser lays out no card that is out of sight (see card.css). */
function skipUnseenCards() {
  const { classList } = document.documentElement;
  classList.add("kr-typing");
  clearTimeout(typing);
  typing = setTimeout(() => classList.remove("kr-typing"), 4 * PAUSE);
}

export class Card extends HTMLElement {
  editor = null; // loaded when it is asked for

  connectedCallback() {
    this.form = part(this, ".kr-form");
    if (!this.form) return;
    this.seen = false;
    this.message = new Message(this);
    this.sending = new Sending(this);
    this.rules = JSON.parse(this.dataset.rules);
    this.ruled = this.rules.map((rule) => part(this, `[data-rule="${rule.id}"]`));
    this.radios = this.form.querySelectorAll("[type=radio]");
    this.stopped = new AbortController();
    const { signal } = this.stopped;
    const listen = (type, handle) => this.addEventListener(type, handle, { signal });
    listen("input", (event) => this.typed(event.target));
    listen("click", (event) => this.clicked(event));
    listen("keydown", (event) => this.pressed(event));
    listen("submit", (event) => event.preventDefault());
    const follow = (/** @type {any} */ { detail }) => this.update(detail);
    store.addEventListener("change", follow, { signal });
    store.addEventListener("clear", () => this.forgetText(), { signal });
    inSight.observe(this);
    this.update();
    this.settle(); // at once, so that nothing moves later under a reader who has just arrived
  }

  disconnectedCallback() {
    this.stopped?.abort();
    inSight.unobserve(this);
  }

  typed(input) {
    skipUnseenCards();
    this.say("");
    if (input.matches("[data-remember]")) this.remember(input);
    else if (input.closest(".kr-card-free")) this.tell();
    else if (input.closest(".kr-switches")) this.switched(input);
    else if (input.name === "length") {
      // A length sets every switch, so what was picked one by one gives way.
      const switches = this.message.switches.map((other) => [other.name, undefined]);
      store.set({ ...Object.fromEntries(switches), length: input.value });
    } else if (input.name) store.set({ [input.name]: input.value });
    this.settle();
    this.sending.ask(null);
  }

  remember(input) {
    if (store.remember(input.checked)) return;
    input.checked = false;
    this.say("Your browser keeps nothing for this site, so this cannot be remembered.");
  }

  switched(input) {
    const changes = { [input.name]: input.checked ? "yes" : "no" };
    const loser = this.message.switches.find((other) => other.checked && exclude(input, other));
    if (input.checked && loser) {
      changes[loser.name] = "no";
      this.say(`“${loser.labels[0].textContent.trim()}” is now off: the two exclude each other.`);
    }
    store.set(changes);
  }

  clicked(event) {
    const { target } = event;
    const blank = target.closest("[data-field][role=button]");
    const action = target.closest("[data-action]")?.dataset.action;
    const link = target.closest("[data-compose]");
    if (blank) this.message.inputs.get(blank.dataset.field).focus();
    else if (action === "edit") this.edit();
    else if (action === "clear") {
      store.clear();
      this.settle();
      this.say("Your details are cleared, here and in every other tab.");
    } else if (action) this.sending.act(action, target);
    else if (link) this.sending.follow(event, link);
  }

  pressed(event) {
    const { key, target } = event;
    if (key === "Enter" && target.matches(".kr-fields input")) {
      event.preventDefault();
      const { inputs, missing } = this.message;
      const names = [...inputs.keys()];
      const rest = names.slice(names.indexOf(target.name) + 1);
      const following = rest.find((name) => missing.includes(name));
      (inputs.get(following) ?? part(this, "[data-action=copy-message]")).focus();
    } else if ((key === "Enter" || key === " ") && target.matches("[data-field][role=button]")) {
      event.preventDefault();
      target.click();
    }
  }

  async edit() {
    const { Editor } = await import("./card-editor.js");
    this.editor ??= new Editor(this);
    this.editor.show(!this.editing);
  }

  /** Leaves nothing of what was written by hand, when the reader clears their details. */
  forgetText() {
    if (this.editing) this.editor.show(false);
    for (const input of parts(this, ".kr-card-free :is(input, textarea)")) input.value = "";
  }

  get editing() {
    return Boolean(this.editor?.open);
  }

  /** What leaves the page: the letter, or what the reader has made of it. */
  get finished() {
    return this.editing ? this.editor.text : this.message.letter;
  }

  /** What is still missing, by label. */
  get missing() {
    if (this.editing) return this.editor.blanks;
    return this.message.missing.map((name) => this.message.labels.get(name));
  }

  get blanksLeft() {
    const { length } = this.missing;
    return length ? `${counted(length, "blank")} left: ${this.missing.join(", ")}` : "";
  }

  /** Follows the store; `changed` names the values that changed, if that is known. */
  update(changed) {
    if (!changed?.every((name) => this.message.refill(name, store.values, this.choices))) {
      this.choices = this.message.choose(store.values);
      this.message.show(this.choices);
    }
    this.stale = true;
    clearTimeout(this.settling);
    if (this.seen) this.settle();
    else this.settling = setTimeout(() => this.settle(), PAUSE);
  }

  /** Everything that need not follow within a frame while the card is out of sight. */
  settle() {
    if (!this.stale) return;
    this.stale = false;
    this.showControls();
    this.tell();
  }

  showControls() {
    const { inputs, picked, letter, switches } = this.message;
    for (const [name, input] of inputs) {
      const typed = store.get(name);
      fill(input, picked.has(name) ? this.message.option(name, typed) : typed);
      hide(input.closest(".kr-field"), !letter.uses(input));
    }
    for (const input of switches) input.checked = this.choices.on.has(input.name);
    for (const input of this.radios) input.checked = input.value === this.choices[input.name];
    part(this, "[data-remember]").checked = store.remembered;
  }

  /** Blanks, links, length and rules, for the message as it now stands. */
  tell() {
    write(part(this, "[data-blanks]"), this.blanksLeft);
    this.sending.renew();
    if (verdicts || store.values.size || this.editing) this.judgeSoon();
    else if (this.message.missing.length) {
      // The page judged the examples; what stands there now has blanks.
      this.tellRules(this.rules.map((rule) => rule.kind !== "placeholders"));
    }
  }

  /** Counts and judges the message as soon as the reader pauses. */
  judgeSoon() {
    clearTimeout(this.judging);
    this.judging = setTimeout(async () => {
      verdicts ??= await import("./card-verdicts.js");
      const { subject, body } = this.finished;
      write(part(this, "[data-words]"), verdicts.lengthOf(this.dataset.channel, body, this.rules));
      this.tellRules(verdicts.judged(this.rules, { subject, body }, this.choices));
    }, PAUSE);
  }

  /** Shows what was found for each rule: met, missed, or null where that is not clear. */
  tellRules(found) {
    for (const [index, met] of found.entries()) {
      const item = this.ruled[index];
      item.classList.toggle("kr-card-missed", met === false);
      write(item.lastElementChild, met === null ? "not clear" : met ? "met" : "missed");
    }
    const judged = found.filter((met) => met !== null);
    const met = judged.filter(Boolean);
    write(part(this, "[data-verdict]"), `${met.length} of ${judged.length} rules met`);
  }

  say(text) {
    const status = part(this, "[role=status]");
    if (status.textContent === text) return;
    status.textContent = text;
    if (text) status.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("email-sample", Card);
