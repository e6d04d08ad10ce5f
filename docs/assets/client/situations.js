// <kr-situations>: on a wide screen the letter beside the rows is that of the row in use.

import { hide, part, parts } from "./dom.js";

class Situations extends HTMLElement {
  connectedCallback() {
    for (const event of ["focusin", "pointerover"]) this.addEventListener(event, this);
  }

  handleEvent({ target }) {
    const row = target.closest("[data-shows]");
    if (!row) return;
    part(this, "[data-shown]").removeAttribute("data-shown");
    row.setAttribute("data-shown", "");
    for (const letter of parts(this, "[data-letter]")) {
      hide(letter, letter.dataset.letter !== row.dataset.shows);
    }
  }
}

customElements.define("kr-situations", Situations);
