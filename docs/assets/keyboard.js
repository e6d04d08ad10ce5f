// The theme opens its menu and its search with labels of hidden checkboxes, which a keyboard
// cannot reach. This puts a button into each of those labels: it says whether that is open, and
// Escape closes what it opened and gives the focus back.
//
// Tables too wide for the screen scroll by themselves; they take focus so that arrow keys do it.

const CONTROLS = [
  { toggle: "__drawer", inside: ".md-sidebar--primary a[href]", name: "menu" },
  { toggle: "__search", inside: ".md-search__input", name: "search" },
];

// From here on the search field stands in the header, and its icon is no button.
const wide = matchMedia("(min-width: 60em)");

/** @type {(control: { toggle: string }) => any} */
const toggleOf = (control) => document.getElementById(control.toggle);
const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });

/** The buttons of a control, made of what its labels show when they are first asked for. */
function buttonsOf(control) {
  const labels = [...document.querySelectorAll(`label.md-icon[for="${control.toggle}"]`)];
  return labels.map((label) => {
    const there = label.querySelector("button");
    if (there) return there;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...label.childNodes);
    label.append(button);
    return button;
  });
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

/** Open or close what a control is for, and tell the theme, which listens for `change`. */
function set(control, isOpen) {
  const toggle = toggleOf(control);
  if (!toggle || toggle.checked === isOpen) return;
  toggle.checked = isOpen;
  toggle.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The first button of a control that can be seen, which is the one that opened it. */
function openerOf(control) {
  return buttonsOf(control).find(isSeen);
}

function press(event) {
  const label = event.target.closest("label.md-icon[for] > button")?.parentElement;
  const control = CONTROLS.find(({ toggle }) => toggle === label?.htmlFor);
  if (!control) return;
  event.preventDefault();
  const isOpen = !toggleOf(control).checked;
  set(control, isOpen);
  if (isOpen) focusInside(control);
  else openerOf(control)?.focus();
}

/** Move the focus to the first thing that can be used in what was opened. */
function focusInside(control) {
  const found = [...document.querySelectorAll(control.inside)];
  found.find(isSeen)?.focus();
}

function closeAll(event) {
  if (event.key !== "Escape") return;
  for (const control of CONTROLS) {
    if (!toggleOf(control)?.checked) continue;
    set(control, false);
    openerOf(control)?.focus();
  }
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

/** Close the menu when the focus moves on, to what lies behind it. */
function leave({ target }) {
  const [menu] = CONTROLS;
  if (!toggleOf(menu)?.checked || target.closest(".md-sidebar--primary, label.md-icon")) return;
  set(menu, false);
}

document.addEventListener("focusin", leave);
document.addEventListener("click", press);
document.addEventListener("keydown", closeAll, true);
document.addEventListener("change", describe);
wide.addEventListener("change", describe);
addEventListener("load", reachTables); // by then the theme has put every table in its place
addEventListener("resize", reachTables);
describe();
