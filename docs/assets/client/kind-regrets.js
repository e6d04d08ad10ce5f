// The client's entry: brings the cards of this page to life.

import { Card } from "./card.js";
import { parts } from "./dom.js";
import { readFragment } from "./link.js";
import { store } from "./store.js";

/** Takes over what a link to a sample carries, and leaves the plain link in the address bar. */
function follow() {
  const { id, values } = readFragment(location.hash);
  const card = document.getElementById(id);
  if (!(card instanceof Card) || values.size === 0) return;
  const known = parts(card, ".kr-form [name]").map((input) => input.name);
  store.set(Object.fromEntries([...values].filter(([name]) => known.includes(name))));
  history.replaceState(history.state, "", `#${id}`);
  card.scrollIntoView();
}

if (document.querySelector("kr-situations")) import("./situations.js");
if (document.querySelector("kr-decision")) import("./decision.js");
if (document.querySelector("kr-clock")) import("./clock.js");
if (document.querySelector("kr-checker")) import("./checker.js");
document
  .querySelector("kr-finder")
  ?.addEventListener("focusin", () => import("./finder.js"), { once: true });
follow();
window.addEventListener("hashchange", follow);
