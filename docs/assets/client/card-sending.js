// How the message of a card leaves the page, and the question before that if blanks are left.

import { fill, part, parts } from "./dom.js";
import { linkTo, namesOf } from "./link.js";
import * as send from "./send.js";
import { store } from "./store.js";
import { counted } from "./words.js";

const REFUSED =
  "Your browser did not allow copying. The text is selected: press Ctrl+C, or ⌘C on a Mac.";

/** @type {Record<string, string>} */
const COPIED = {
  email: "The message is copied. Paste it into your reply.",
  text: "The message is copied.",
  linkedin: "The message is copied.",
  phone: "The words are copied.",
};

/** @typedef {import("./card.js").Card} Card */

export class Sending {
  agreed = false;
  /** @type {(() => void) | null} what waits for an answer */
  waiting = null;

  /** @param {Card} card */
  constructor(card) {
    this.card = card;
    this.links = parts(card.root, "[data-compose]");
    this.address = part(card.root, "[name=to]"); // null where it is no email
    part(card.root, "[data-action=share]").hidden = !navigator.share;
  }

  get to() {
    return send.address(store.get("to") ?? "");
  }

  /**
   * @param {string} action
   * @param {HTMLElement} button
   */
  act(action, button) {
    if (action === "fill") this.fillIn();
    else if (action === "go-on") this.goOn();
    else if (action === "copy-link") this.copyLink();
    else {
      const does = () => this.leave(action);
      if (this.mayLeave(does, button)) does();
    }
  }

  /**
   * A link that opens a new email was pressed.
   * @param {Event} event
   * @param {HTMLElement} link
   */
  follow(event, link) {
    if (!this.mayLeave(() => link.click(), link)) event.preventDefault();
    else if ("tooLong" in link.dataset) {
      event.preventDefault();
      this.copyEmail("Too long for a mail link, so the email was copied. Paste it into a new one.");
    }
  }

  /** @param {string} action */
  leave(action) {
    const { subject, body } = this.card.finished;
    if (action === "copy-message") {
      this.copy(body, "[data-message]", COPIED[this.card.root.dataset.channel ?? "email"]);
    } else if (action === "copy-subject") {
      this.copy(subject, "[data-subject]", "The subject is copied.");
    } else if (action === "copy-email") this.copyEmail("Subject and message are copied.");
    else if (action === "share") {
      // Closing the share sheet rejects too, and is no failure.
      navigator.share({ title: subject, text: body }).catch(() => {});
    } else if (action === "download") this.download();
  }

  /** @param {string} done what to say then */
  copyEmail(done) {
    const { subject, body } = this.card.finished;
    this.copy(`Subject: ${subject}\n\n${body}`, ".kr-card-paper", done);
  }

  /**
   * @param {string} text
   * @param {string} place what to select if the browser does not allow it
   * @param {string} done
   */
  async copy(text, place, done) {
    const { card } = this;
    if (await send.copy(text)) card.say(done);
    else {
      const { editor } = card;
      const edited = place === "[data-subject]" ? editor?.line : editor?.area;
      send.select(editor?.open ? edited : part(card.root, place));
      card.say(REFUSED);
    }
  }

  async download() {
    const { subject, body } = this.card.finished;
    const { download, eml } = await import("./draft-file.js");
    download(`${this.card.root.id}.eml`, "message/rfc822", eml({ to: this.to, subject, body }));
    this.card.say("The draft is saved. Opening it shows an unsent email in many mail apps.");
  }

  async copyLink() {
    const link = linkTo(this.card.root, this.carried());
    this.card.say((await send.copy(link)) ? "The link is copied." : `Copy this link: ${link}`);
  }

  /** What a link carries of what this card uses: the tone if it was picked, or all details. */
  carried() {
    const all = part(this.card.root, "[data-with-details]").checked;
    const names = namesOf(this.card.root);
    const goes = (/** @type {string} */ name) => names.has(name) && (all || name === "tone");
    return Object.fromEntries([...store.values].filter(([name]) => goes(name)));
  }

  /** Has the links open the message as it now stands, and says so where the address is none. */
  renew() {
    const { subject, body } = this.card.finished;
    const parts = send.encoded({ to: this.to, subject, body });
    for (const link of this.links) {
      const full = send.composed(link.dataset.compose, parts);
      const tooLong = full.length > send.LONGEST_LINK;
      link.toggleAttribute("data-too-long", tooLong);
      if (full.startsWith("https:")) link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.href = tooLong ? send.composed(link.dataset.compose, { ...parts, body: "" }) : full;
    }
    if (!this.address) return;
    fill(this.address, store.get("to"));
    const odd = Boolean(this.address.value.trim()) && !this.to;
    this.address.setAttribute("aria-invalid", String(odd));
    part(this.card.root, "[data-odd-address]").hidden = !odd;
  }

  /**
   * True if nothing is missing or the reader has agreed; otherwise asks first.
   * @param {() => void} does
   * @param {HTMLElement} control
   */
  mayLeave(does, control) {
    const may = this.agreed || !this.card.missing.length;
    this.ask(may ? null : does, control);
    return may;
  }

  /**
   * Asks before something is done without all blanks filled.
   * @param {(() => void) | null} does
   * @param {HTMLElement} [control] what was pressed
   */
  ask(does, control) {
    this.waiting = does;
    this.pressed = control;
    const confirm = part(this.card.root, ".kr-card-confirm");
    confirm.hidden = !does;
    if (!does) return;
    const { missing } = this.card;
    const left = `${counted(missing.length, "blank")} left: ${missing.join(", ")}`;
    this.card.say(`${left}. Fill them in, or go on anyway.`);
    confirm.scrollIntoView({ block: "nearest" });
  }

  goOn() {
    const { waiting, pressed } = this;
    this.ask(null);
    this.card.say("");
    pressed?.focus();
    if (!this.card.editor?.open) this.leaveOut();
    this.agreed = true;
    waiting?.();
    this.agreed = false;
  }

  /** Settles for the letter without what may be left out, such as their name. */
  leaveOut() {
    const { message } = this.card;
    const missing = message.letter.waiting.map((slot) => slot.dataset.field);
    const may = missing.filter((name) => message.canSpare(name));
    store.set(Object.fromEntries(may.map((name) => [name, ""])));
  }

  fillIn() {
    const { blanks, editor } = this.card;
    this.ask(null);
    this.card.say("");
    if (editor?.open) editor.area.focus();
    else blanks.moveOn();
  }
}
