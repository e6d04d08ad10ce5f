// The client's entry. A page at rest needs nothing more: cards come to life when one is in sight
// or the names are typed, and the script of a tool is loaded only on its page.

const TOOLS = {
  "kr-decision": "./decision.js",
  "kr-clock": "./clock.js",
  "kr-checker": "./checker.js",
  "kr-situations": "./situations.js",
  "kr-gallery": "./gallery.js",
};
const KEPT = "kind-regrets"; // the key of store.js

const cards = () => import("./card.js");

/** Opens the message that the address names, and takes over what the address carries for it. */
async function follow() {
  const [id, ...details] = location.hash.slice(1).split("&");
  const target = document.getElementById(id);
  const row = /** @type {HTMLDetailsElement | null | undefined} */ (target?.closest(".kr-row"));
  if (!target || (!row && !details.length)) return;
  if (details.length && target.matches("email-sample")) {
    const { takeOver } = await import("./link.js");
    takeOver(target, details.join("&"));
  }
  if (row) row.open = true;
  (row ?? target).scrollIntoView();
}

document
  .querySelector("kr-finder")
  ?.addEventListener("focusin", () => import("./finder.js"), { once: true });

/** True if the reader has typed something in this visit, or had it remembered. */
function kept() {
  try {
    return KEPT in sessionStorage || KEPT in localStorage;
  } catch {
    return false; // storage is blocked
  }
}

for (const [name, script] of Object.entries(TOOLS)) {
  if (document.querySelector(name)) import(script);
}
// What is in a closed row is never in sight.
const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    cards();
  },
  { rootMargin: "50%" },
);
for (const card of document.querySelectorAll("email-sample")) near.observe(card);
for (const names of document.querySelectorAll("kr-details")) {
  names.addEventListener("focusin", cards, { once: true });
}
if (kept() && document.querySelector("email-sample, kr-details")) cards();
follow();
addEventListener("hashchange", follow);
