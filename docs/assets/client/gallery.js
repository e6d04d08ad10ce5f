// <kr-gallery>: its chips narrow the list of all messages down to a category or a channel.

import { hide, part, parts, write } from "./dom.js";
import { counted } from "./words.js";

class Gallery extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    hide(this.parentElement, false);
  }

  handleEvent({ target }) {
    const chip = target.closest("[aria-pressed]");
    if (!chip) return;
    const pressed = chip.ariaPressed !== "true";
    for (const other of chip.parentElement.children) other.ariaPressed = "false";
    chip.ariaPressed = String(pressed);
    this.show();
  }

  /** What a group of chips asks for; nothing if none of them is pressed. */
  wanted(name) {
    return part(this, `[data-name=${name}][aria-pressed=true]`)?.dataset.value;
  }

  show() {
    const [category, channel] = [this.wanted("category"), this.wanted("channel")];
    let shown = 0;
    for (const section of parts(document, ".kr-gallery")) {
      const rows = parts(section, "li");
      const fits = (row) => !channel || channel.split(" ").includes(row.dataset.channel);
      for (const row of rows) hide(row, !fits(row));
      const many = rows.filter(fits).length;
      const away = many === 0 || (category && category !== section.dataset.category);
      hide(section, Boolean(away));
      if (!away) shown += many;
    }
    write(part(this, "[role=status]"), `${counted(shown, "message")}.`);
  }
}

customElements.define("kr-gallery", Gallery);
