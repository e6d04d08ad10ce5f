// The client's entry: brings the cards of this page to life.

import { readFragment } from "./link.js";
import { EmailSample } from "./sample.js";
import { store } from "./store.js";

const LONGEST_VALUE = 300;

/** Takes over what a link to a sample carries, and leaves the plain link in the address bar. */
function follow(arriving) {
  const { id, values } = readFragment(location.hash);
  const card = document.getElementById(id);
  if (!(card instanceof EmailSample)) return;
  if (values.size) {
    const known = [...card.querySelectorAll(".kr-form [name]")].map((input) => input.name);
    const taken = [...values].filter(([name]) => known.includes(name));
    const short = taken.map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)]);
    store.set(Object.fromEntries(short));
    history.replaceState(history.state, "", `#${id}`);
  }
  // The cards above have just grown, and not every browser makes up for it.
  if (values.size || arriving) card.scrollIntoView();
}

customElements.define("email-sample", EmailSample);
if (document.querySelector("kr-decision")) import("./decide.js");
if (document.querySelector("kr-clock")) import("./clock.js");
if (document.querySelector("draft-check")) import("./check.js");
follow(performance.getEntriesByType("navigation")[0]?.type === "navigate");
window.addEventListener("hashchange", () => follow(false));
