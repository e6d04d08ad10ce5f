// The theme opens its menu and its search with labels of hidden checkboxes, which a keyboard
// cannot reach. This puts a button into each of those labels: it says whether what it opens is
// open, and Escape closes that and gives the focus back.
//
// Tables too wide for the screen scroll by themselves; they take focus so that arrow keys do it.

/** @typedef {{ toggle: string, inside: string, name: string }} Control */

/** @type {Control[]} */
const CONTROLS = [
  { toggle: "__drawer", inside: ".md-sidebar--primary a[href]", name: "menu" },
  { toggle: "__search", inside: ".md-search__input", name: "search" },
];

// From here on the search field stands in the header, and its icon is no button.
const wide = matchMedia("(min-width: 60em)");

/** @type {(control: Control) => any} */
const toggleOf = (control) => document.getElementById(control.toggle);
/** @type {(control: Control) => NodeListOf<HTMLButtonElement>} */
const buttonsOf = (control) =>
  document.querySelectorAll(`label.md-icon[for="${control.toggle}"] > button`);
/** @type {(element: any) => boolean} */
const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });

/**
 * Puts a button into every label of a control, around its icon.
 * @param {Control} control
 */
function addButtons(control) {
  for (const label of document.querySelectorAll(`label.md-icon[for="${control.toggle}"]`)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...label.childNodes);
    button.addEventListener("click", () => press(control));
    label.append(button);
  }
}

/** Say on every button what it does now. */
function describe() {
  for (const control of CONTROLS) {
    const isOpen = toggleOf(control)?.checked ?? false;
    for (const button of buttonsOf(control)) {
      button.tabIndex = button.closest(".md-search") && wide.matches ? -1 : 0;
      button.setAttribute("aria-expanded", String(isOpen));
      button.setAttribute("aria-label", `${isOpen ? "Close" : "Open"} the ${control.name}`);
    }
  }
}

/**
 * Open or close what a control is for, and tell the theme, which listens for `change`.
 * @param {Control} control
 * @param {boolean} isOpen
 */
function set(control, isOpen) {
  const toggle = toggleOf(control);
  if (!toggle || toggle.checked === isOpen) return;
  toggle.checked = isOpen;
  toggle.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Opens what a control is for and moves the focus into it, or closes it.
 * @param {Control} control
 */
function press(control) {
  const isOpen = !toggleOf(control).checked;
  set(control, isOpen);
  const found = [...document.querySelectorAll(control.inside)];
  const inside = /** @type {HTMLElement | undefined} */ (found.find(isSeen));
  if (isOpen) inside?.focus();
  else [...buttonsOf(control)].find(isSeen)?.focus();
}

/** @param {KeyboardEvent} event */
function closeAll(event) {
  if (event.key !== "Escape") return;
  for (const control of CONTROLS) if (toggleOf(control)?.checked) press(control);
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

/**
 * Close the menu when the focus moves on, to what lies behind it.
 * @param {any} event
 */
function leave({ target }) {
  const [menu] = CONTROLS;
  if (!toggleOf(menu)?.checked || target.closest(".md-sidebar--primary, label.md-icon")) return;
  set(menu, false);
}

for (const control of CONTROLS) addButtons(control);
document.addEventListener("focusin", leave);
document.addEventListener("keydown", closeAll, true);
document.addEventListener("change", describe);
wide.addEventListener("change", describe);
addEventListener("load", reachTables); // by then the theme has put every table in its place
addEventListener("resize", reachTables);
describe();
