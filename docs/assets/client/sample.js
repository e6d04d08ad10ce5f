// <email-sample>: a card that Python rendered, brought to life around its own HTML.

import { linkTo } from "./link.js";
import { hide, Message, write } from "./message.js";
import * as send from "./send.js";
import { store } from "./store.js";

const LONGEST_VALUE = 1000;
const BRACKETS = /\[([^\]\n]{1,60})\]/g;
const REFUSED =
  "Your browser did not allow copying. The text is selected: press Ctrl+C, or ⌘C on a Mac.";

// Cards out of sight change their message at once, and the rest of them when the reader pauses.
const inSight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.seen = isIntersecting;
    if (isIntersecting) target.settle();
  }
});
let rules; // loaded once something was typed: until then the verdicts that the page brings hold
const PAUSE = 150; // milliseconds without a keystroke

let typing;

/** While somebody types, the browser lays out no card that is out of sight (see card.css). */
function skipUnseenCards() {
  const { classList } = document.documentElement;
  classList.add("kr-typing");
  clearTimeout(typing);
  typing = setTimeout(() => classList.remove("kr-typing"), 4 * PAUSE);
}

const excludes = (one, other) => (one.dataset.excludes ?? "").split(" ").includes(other.name);

export class EmailSample extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector(".kr-form");
    if (!this.form) return;
    this.message = new Message(this);
    this.rules = JSON.parse(this.dataset.rules);
    this.free = this.querySelector(".kr-free");
    this.stopped = new AbortController();
    const { signal } = this.stopped;
    const listen = (type, handle) => this.addEventListener(type, handle, { signal });
    listen("input", (event) => this.typed(event.target));
    listen("click", (event) => this.clicked(event));
    listen("keydown", (event) => this.pressed(event));
    listen("submit", (event) => event.preventDefault());
    store.addEventListener("change", (event) => this.update(event.detail), { signal });
    store.addEventListener("clear", () => this.forgetText(), { signal });
    this.part("[data-action=share]").hidden = !navigator.share;
    this.radios = this.form.querySelectorAll("[type=radio]");
    this.links = this.querySelectorAll("[data-compose]");
    this.verdicts = this.rules.map((rule) => [rule, this.part(`[data-rule="${rule.id}"]`)]);
    inSight.observe(this);
    this.update();
    this.settle(); // at once, so that nothing moves later under a reader who has just arrived
  }

  disconnectedCallback() {
    this.stopped?.abort();
    inSight.unobserve(this);
  }

  part(selector) {
    return this.querySelector(selector);
  }

  // ---- what the reader does ----

  typed(input) {
    skipUnseenCards();
    this.say("");
    if (input.matches("[data-remember]")) this.remember(input);
    else if (input.closest(".kr-free")) this.tell();
    else if (input.closest(".kr-switches")) this.switched(input);
    else if (input.name === "length") {
      // A length sets every switch, so what was picked one by one gives way.
      const switches = this.message.switches.map((other) => [other.name, undefined]);
      store.set({ ...Object.fromEntries(switches), length: input.value });
    } else if (input.name) store.set({ [input.name]: input.value.slice(0, LONGEST_VALUE) });
    this.settle();
    this.ask(null);
  }

  remember(input) {
    const kept = store.remember(input.checked);
    if (kept) return;
    input.checked = false;
    this.say("Your browser keeps nothing for this site, so this cannot be remembered.");
  }

  switched(input) {
    const changes = { [input.name]: input.checked ? "yes" : "no" };
    const loser = this.message.switches.find(
      (other) => other.checked && (excludes(input, other) || excludes(other, input)),
    );
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
    else if (action) this.act(action, target);
    else if (link && !this.mayLeave(() => link.click(), link)) event.preventDefault();
    else if (link && "tooLong" in link.dataset) {
      event.preventDefault();
      const said = "Too long for a mail link, so the email was copied. Paste it into a new one.";
      this.copy(this.whole, ".kr-message", said);
    }
  }

  pressed(event) {
    const { key, target } = event;
    if (key === "Enter" && target.matches(".kr-fields input")) {
      event.preventDefault();
      const { inputs, missing } = this.message;
      const names = [...inputs.keys()];
      const rest = names.slice(names.indexOf(target.name) + 1);
      const following = rest.find((name) => missing.includes(name));
      (inputs.get(following) ?? this.part("[data-action=copy-message]")).focus();
    } else if ((key === "Enter" || key === " ") && target.matches("[data-field][role=button]")) {
      event.preventDefault();
      target.click();
    }
  }

  act(action, button) {
    if (action === "clear") {
      store.clear();
      this.settle();
      this.say("Your details are cleared, here and in every other tab.");
    } else if (action === "edit") this.edit(this.free.hidden);
    else if (action === "fill") this.fillIn();
    else if (action === "go-on") this.goOn();
    else if (action === "copy-link") this.copyLink();
    else {
      const does = () => this.leave(action);
      if (this.mayLeave(does, button)) does();
    }
  }

  // ---- the message leaves the page ----

  leave(action) {
    const { subject, body } = this.finished;
    if (action === "copy-message") {
      this.copy(body, "[data-message]", "The message is copied. Paste it into your reply.");
    } else if (action === "copy-subject") {
      this.copy(subject, "[data-subject]", "The subject is copied.");
    } else if (action === "copy-email") {
      this.copy(this.whole, ".kr-message", "Subject and message are copied.");
    } else if (action === "share") {
      // Closing the share sheet rejects too, and is no failure.
      navigator.share({ title: subject, text: body }).catch(() => {});
    } else if (action === "download") this.download();
  }

  async download() {
    const { subject, body } = this.finished;
    const { download, eml } = await import("./draft-file.js");
    download(`${this.id}.eml`, "message/rfc822", eml({ to: this.to, subject, body }));
    this.say("The draft is saved. Opening it shows an unsent email in many mail apps.");
  }

  async copy(text, place, done) {
    if (await send.copy(text)) this.say(done);
    else {
      const inEditor = { "[data-subject]": ".kr-free input" }[place] ?? ".kr-free textarea";
      send.select(this.part(this.editing ? inEditor : place));
      this.say(REFUSED);
    }
  }

  async copyLink() {
    const link = linkTo(this, this.carried());
    const done = "The link is copied.";
    this.say((await send.copy(link)) ? done : `Copy this link: ${link}`);
  }

  /** What a link carries of what this card uses: the tone if it was picked, or all details. */
  carried() {
    const all = this.part("[data-with-details]").checked;
    const { names } = this.message;
    const goes = (name) => names.has(name) && (all || name === "tone");
    return Object.fromEntries([...store.values].filter(([name]) => goes(name)));
  }

  // ---- blanks ----

  /** What is still missing, by label. */
  get missing() {
    const { subject, body } = this.finished;
    if (this.editing) {
      const found = `${subject}\n${body}`.matchAll(BRACKETS);
      return [...new Set([...found].map((match) => match[1]))];
    }
    return this.message.missing.map((name) => this.message.labels.get(name));
  }

  get blanksLeft() {
    const { length } = this.missing;
    return length ? `${length} ${length === 1 ? "blank" : "blanks"} left: ${this.missing.join(", ")}` : "";
  }

  /** True if nothing is missing or the reader has agreed; otherwise asks first. */
  mayLeave(does, control) {
    const may = this.agreed || !this.missing.length;
    this.ask(may ? null : does, control);
    return may;
  }

  /** Asks before something is done without all blanks filled; `control` is what was pressed. */
  ask(does, control) {
    this.waiting = does;
    this.pressedLast = control;
    const confirm = this.part(".kr-confirm");
    confirm.hidden = !does;
    if (!does) return;
    this.say(`${this.blanksLeft}. Fill them in, or go on all the same.`);
    confirm.scrollIntoView({ block: "nearest" });
  }

  goOn() {
    const [does, control] = [this.waiting, this.pressedLast];
    this.ask(null);
    this.say("");
    control.focus();
    if (!this.editing) this.leaveOut();
    this.agreed = true;
    does();
    this.agreed = false;
  }

  /** Settles for the letter without what may be left out, such as their name. */
  leaveOut() {
    const { inputs, missing } = this.message;
    const may = missing.filter((name) => "expected" in inputs.get(name).dataset);
    store.set(Object.fromEntries(may.map((name) => [name, ""])));
    this.settle();
  }

  fillIn() {
    this.ask(null);
    this.say("");
    if (this.editing) this.part(".kr-free textarea").focus();
    else this.message.inputs.get(this.message.missing[0])?.focus();
  }

  // ---- editing by hand ----

  get editing() {
    return !this.free.hidden;
  }

  edit(start) {
    const { subject, body } = this.message.letter;
    const [line, area] = [this.part(".kr-free input"), this.part(".kr-free textarea")];
    const own = this.put && area.value && this.put !== `${line?.value}\n${area.value}`;
    if (start && !own) {
      if (line) line.value = subject;
      area.value = body;
      this.put = `${line?.value}\n${area.value}`;
    }
    this.free.hidden = !start;
    this.form.inert = start; // what it would change is not shown now
    this.part(".kr-message").hidden = start;
    this.part("[data-action=edit]").textContent = start ? "Back to the sample" : "Edit freely";
    this.ask(null);
    this.say(start && own ? "This is your text as you left it. Empty it to start from the sample again." : "");
    this.tell();
    if (start) area.focus();
  }

  /** Leaves nothing of what was written by hand, when the reader clears their details. */
  forgetText() {
    if (this.editing) this.edit(false);
    for (const input of this.free.querySelectorAll("input, textarea")) input.value = "";
  }

  get finished() {
    if (!this.editing) return this.message.letter;
    const subject = this.part(".kr-free input")?.value ?? "";
    return { subject, body: this.part(".kr-free textarea").value };
  }

  get whole() {
    const { subject, body } = this.finished;
    return `Subject: ${subject}\n\n${body}`;
  }

  get to() {
    return send.address(store.get("to") ?? "");
  }

  // ---- what the card shows ----

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
      const value = picked.has(name) ? this.message.option(name, typed) : (typed ?? "");
      if (input.value !== value) input.value = value;
      hide(input.closest(".kr-field"), !letter.uses(input));
    }
    for (const input of switches) input.checked = this.choices.on.has(input.name);
    for (const input of this.radios) input.checked = input.value === this.choices[input.name];
    const to = this.part("[name=to]");
    if (to && to.value !== (store.get("to") ?? "")) to.value = store.get("to") ?? "";
    this.part("[data-remember]").checked = store.remembered;
  }

  /** Blanks, links, length and rules, for the message as it now stands. */
  tell() {
    const { subject, body } = this.finished;
    write(this.part("[data-blanks]"), this.blanksLeft);
    this.tellAddress();
    const parts = send.encoded({ to: this.to, subject, body });
    for (const link of this.links) {
      const full = send.composed(link.dataset.compose, parts);
      const tooLong = full.length > send.LONGEST_LINK;
      link.toggleAttribute("data-too-long", tooLong);
      if (full.startsWith("https:")) link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.href = tooLong ? send.composed(link.dataset.compose, { ...parts, body: "" }) : full;
    }
    this.judgeSoon();
  }

  /** Says so where the address cannot be used. */
  tellAddress() {
    const to = this.part("[name=to]");
    if (!to) return;
    const odd = Boolean(store.get("to")?.trim()) && !this.to;
    to.setAttribute("aria-invalid", String(odd));
    this.part("[data-odd-address]").hidden = !odd;
  }

  /** Counts and judges the message as soon as the reader pauses. */
  judgeSoon() {
    if (!rules && !store.values.size && !this.editing) {
      this.missBlanks();
      return;
    }
    clearTimeout(this.judging);
    this.judging = setTimeout(async () => {
      rules ??= await import("./rules.js");
      this.tellRules();
    }, PAUSE);
  }

  /** The page judged the examples; what stands there now has blanks. */
  missBlanks() {
    const found = this.verdicts.find(([rule]) => rule.kind === "placeholders");
    if (!found || !this.message.missing.length) return;
    const others = this.verdicts.length - 1;
    this.tellVerdict(found[1], false);
    write(this.part("[data-verdict]"), `${others} of ${others + 1} rules met`);
  }

  tellVerdict(item, met) {
    item.classList.toggle("kr-missed", met === false);
    write(item.lastElementChild, { true: "met", false: "missed" }[met] ?? "not clear");
  }

  tellRules() {
    const { subject, body } = this.finished;
    const count = rules.words(body.slice(...rules.mainPart(body))).length;
    write(this.part("[data-words]"), rules.lengthFor(this.dataset.channel, body, count));
    const { texts, blanks } = this.choices;
    // A blank counts as named: that it is empty is for no-leftover-placeholders to say.
    const left = [...blanks].map(([name, label]) => [name, `[${label}]`]);
    const draft = { subject, body, names: new Map([...texts, ...left]) };
    let met = 0;
    let judged = 0;
    for (const [rule, item] of this.verdicts) {
      const verdict = rules.judge(rule, draft).met;
      this.tellVerdict(item, verdict);
      if (verdict !== null) judged += 1;
      if (verdict) met += 1;
    }
    write(this.part("[data-verdict]"), `${met} of ${judged} rules met`);
  }

  say(text) {
    const status = this.part("[role=status]");
    if (status.textContent === text) return;
    status.textContent = text;
    if (text) status.scrollIntoView({ block: "nearest" });
  }
}
