// The theme opens its menu with labels of a hidden checkbox, which a keyboard cannot reach. This
// puts a button into each of those labels: it says whether the menu is open, and Escape closes the
// menu and gives the focus back.
//
// Tables too wide for the screen scroll by themselves; they take focus so that arrow keys do it.

const LABEL = 'label.md-icon[for="__drawer"]';
const MENU = ".md-sidebar--primary";

/** @type {any} */
const toggle = document.getElementById("__drawer");
/** @type {() => NodeListOf<HTMLButtonElement>} */
const buttons = () => document.querySelectorAll(`${LABEL} > button`);
/** @type {(elements: Iterable<any>) => HTMLElement | undefined} */
const firstSeen = (elements) =>
  [...elements].find((element) => element.checkVisibility({ visibilityProperty: true }));

/** Puts a button into every label of the menu, around its icon. */
function addButtons() {
  for (const label of document.querySelectorAll(LABEL)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...label.childNodes);
    button.addEventListener("click", press);
    label.append(button);
  }
}

/** Say on every button what it does now. */
function describe() {
  for (const button of buttons()) {
    button.setAttribute("aria-expanded", String(toggle.checked));
    button.setAttribute("aria-label", `${toggle.checked ? "Close" : "Open"} the menu`);
  }
}

/**
 * Open or close the menu, and tell the theme, which listens for `change`.
 * @param {boolean} isOpen
 */
function set(isOpen) {
  toggle.checked = isOpen;
  toggle.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Opens the menu and moves the focus into it, or closes it. */
function press() {
  set(!toggle.checked);
  const goal = toggle.checked ? document.querySelectorAll(`${MENU} a[href]`) : buttons();
  firstSeen(goal)?.focus();
}

/** @param {KeyboardEvent} event */
function closeOnEscape(event) {
  if (event.key === "Escape" && toggle.checked) press();
}

/**
 * Close the menu when the focus moves on, to what lies behind it.
 * @param {any} event
 */
function leave({ target }) {
  if (toggle.checked && !target.closest(`${MENU}, label.md-icon`)) set(false);
}

/** Let every table that is wider than its place take focus, and no other. */
function reachTables() {
  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll(".md-typeset__scrollwrap");
  for (const place of places) {
    if (place.scrollWidth > place.clientWidth) {
      place.setAttribute("role", "region");
      place.setAttribute("aria-label", "Table, scrolls sideways");
      place.tabIndex = 0;
    } else {
      for (const name of ["role", "aria-label", "tabindex"]) place.removeAttribute(name);
    }
  }
}

addButtons();
document.addEventListener("focusin", leave);
document.addEventListener("keydown", closeOnEscape, true);
document.addEventListener("change", describe);
addEventListener("load", reachTables); // by then the theme has put every table in its place
addEventListener("resize", reachTables);
describe();
