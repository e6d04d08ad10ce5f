// The client's entry: brings the cards of this page to life.

import { readFragment } from "./link.js";
import { EmailSample } from "./sample.js";
import { store } from "./store.js";

const LONGEST_VALUE = 300;

/** Takes over what a link to a sample carries, and leaves the plain link in the address bar. */
function follow() {
  const { id, values } = readFragment(location.hash);
  const card = document.getElementById(id);
  if (!(card instanceof EmailSample) || values.size === 0) return;
  const known = [...card.querySelectorAll(".kr-form [name]")].map((input) => input.name);
  const taken = [...values].filter(([name]) => known.includes(name));
  store.set(Object.fromEntries(taken.map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)])));
  history.replaceState(history.state, "", `#${id}`);
  card.scrollIntoView();
}

customElements.define("email-sample", EmailSample);
if (document.querySelector("kr-decision")) import("./decide.js");
if (document.querySelector("kr-clock")) import("./clock.js");
if (document.querySelector("draft-check")) import("./check.js");
follow();
window.addEventListener("hashchange", follow);
