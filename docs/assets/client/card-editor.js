// A card's message as plain text, for a reader who wants to change it by hand.

import { fill, part } from "./dom.js";

const BRACKETS = /\[([^\]\n]{1,60})\]/g;

export class Editor {
  constructor(card) {
    this.card = card;
    this.place = part(card, ".kr-card-free");
    this.line = part(this.place, "input"); // null where the channel has no subject
    this.area = part(this.place, "textarea");
    this.put = ""; // what was there before the reader changed anything
  }

  get open() {
    return !this.place.hidden;
  }

  get text() {
    return { subject: this.line?.value ?? "", body: this.area.value };
  }

  get whole() {
    const { subject, body } = this.text;
    return `${subject}\n${body}`;
  }

  /** What stands in brackets, each once. */
  get blanks() {
    return [...new Set(Array.from(this.whole.matchAll(BRACKETS), (match) => match[1]))];
  }

  show(open) {
    const { card, line, area } = this;
    const own = this.put && area.value && this.put !== this.whole;
    if (open && !own) {
      const { subject, body } = card.message.letter;
      if (line) fill(line, subject);
      fill(area, body);
      this.put = this.whole;
    }
    this.place.hidden = !open;
    card.form.inert = open; // what it would change is not shown now
    part(card, ".kr-card-message").hidden = open;
    part(card, "[data-action=edit]").textContent = open ? "Back to the sample" : "Edit freely";
    card.sending.ask(null);
    const kept = "This is your text as you left it. Empty it to start from the sample again.";
    card.say(open && own ? kept : "");
    card.tell();
    if (open) area.focus();
  }
}
