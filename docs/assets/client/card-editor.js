// A card's message as plain text, for a reader who wants to change it by hand.

import { fill, part, parts } from "./dom.js";

const BRACKETS = /\[([^\]\n]{1,60})\]/g;
const KEPT = "This is your text as you left it. Empty it to start from the sample again.";

export class Editor {
  /** @param {import("./card.js").Card} card */
  constructor(card) {
    this.card = card;
    this.place = part(card.root, ".kr-card-free");
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

  /** @param {boolean} open */
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
    part(card.root, ".kr-card-paper").hidden = open;
    // What these would change is not shown now.
    for (const place of parts(card.root, ".kr-card-fields, .kr-card-adjust, .kr-card-asked")) {
      place.inert = open;
    }
    card.sending.ask(null);
    card.say(open && own ? KEPT : "");
    card.tell();
    (open ? area : card.copyButton).focus();
  }
}
