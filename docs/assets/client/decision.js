// <kr-decision>: the tree of questions that Python rendered, shown one question at a time. The
// answers stand in the address, as in #decide=genuine.none.pay, so that Back and links work.

import { make, part, parts } from "./dom.js";
import { store } from "./store.js";

const FRAGMENT = /^#decide(?:=([a-z0-9.-]*))?$/;
// Beside the readers' values the store keeps, under a name that no field has, what came from here.
const CARRIED = "decision-aid";

const fragment = (ids) => (ids.length ? `#decide=${ids.join(".")}` : "#decide");

/** The answers in the address, or null if it is about something else. */
function answersIn(hash) {
  const match = FRAGMENT.exec(hash);
  return match && (match[1] ?? "").split(".").filter(Boolean);
}

const pages = new Map();

async function pageAt(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** The card behind a link to a sample, and the names that its page asks for once, for all cards. */
async function cardBehind(link) {
  const { origin, pathname, hash } = new URL(link.href);
  const address = origin + pathname;
  if (!pages.has(address)) pages.set(address, pageAt(address));
  try {
    const [page] = await Promise.all([pages.get(address), import("./card.js")]);
    const card = page.getElementById(hash.slice(1)).closest(".kr-card");
    return [part(page, ".kr-card-names"), card].map((it) => document.importNode(it, true));
  } catch {
    pages.delete(address);
    return []; // the link leads there all the same
  }
}

class Decision extends HTMLElement {
  connectedCallback() {
    if (this.steps) return;
    const found = parts(this, "[data-step]");
    this.steps = new Map(found.map((step) => [step.dataset.step, step]));
    const offers = (step) => parts(step, ":scope > .kr-decision-offers > [data-template]");
    this.offers = new Map(found.map((step) => [step, offers(step)]));
    this.flatten(found);
    window.addEventListener("hashchange", () => this.follow());
    const asked = answersIn(location.hash);
    this.show(asked ?? []);
    this.dataset.ready = "";
    if (asked?.length) this.goTo();
  }

  /** Brings every step to one level, and makes each answer a link. */
  flatten(found) {
    const steer = part(this, ".kr-decision-steer");
    for (const step of found) steer.before(step);
    for (const unfold of parts(this, ".kr-decision-answers details")) {
      const label = part(unfold, "summary").childNodes;
      unfold.replaceWith(make("a", { className: "kr-decision-answer" }, ...label));
    }
    for (const next of parts(this, ".kr-decision-next")) next.remove();
  }

  follow() {
    const asked = answersIn(location.hash);
    if (!asked) return;
    if (!asked.length) this.carry({});
    this.show(asked);
    this.goTo();
  }

  /** Moves the focus to the heading of the step, and the step into view. */
  goTo() {
    part(this.step, "h3").focus({ preventScroll: true });
    this.scrollIntoView();
  }

  /** Walks along the answers as far as they are known: where they lead, and what they bring. */
  walk(ids) {
    let step = this.steps.get(this.dataset.first);
    const taken = [];
    for (const id of ids) {
      const answer = part(step, `:scope > .kr-decision-answers > [data-answer="${id}"]`);
      if (!answer) break;
      taken.push(answer);
      step = this.steps.get(answer.dataset.to);
    }
    const brought = taken.map(({ dataset }) => JSON.parse(dataset.set ?? "{}"));
    const values = Object.assign({}, ...brought);
    const fitting = taken.flatMap(({ dataset }) => dataset.suggest?.split(" ") ?? []);
    return { step, taken, values, fitting };
  }

  show(ids) {
    const { step, taken, values, fitting } = this.walk(ids);
    this.step = step;
    for (const other of this.steps.values()) other.hidden = other !== step;
    const trail = taken.map((answer) => answer.dataset.answer);
    for (const answer of parts(step, ":scope > .kr-decision-answers > li")) {
      part(answer, "a").href = fragment([...trail, answer.dataset.answer]);
    }
    this.tellProgress(trail.length, Number(step.dataset.longest));
    const back = part(this, "[data-back]");
    back.href = fragment(trail.slice(0, -1));
    back.parentElement.hidden = !trail.length;
    this.recall(taken, trail);
    if (!step.matches(".kr-decision-outcome")) return;
    this.carry(values);
    this.tell(taken);
    this.offer(fitting);
  }

  /** Lists the answers so far, each with its question and a link back to it. */
  recall(taken, trail) {
    const place = part(this, ".kr-decision-trail");
    place.hidden = !trail.length;
    const items = taken.map((answer, count) => {
      const question = part(answer.closest("[data-step]"), "h3").textContent;
      const { textContent } = part(answer, "a");
      const href = fragment(trail.slice(0, count));
      return make("li", {}, question, " ", make("a", { href, textContent }));
    });
    part(place, "ol").replaceChildren(...items);
  }

  tellProgress(answered, left) {
    part(this, "[data-number]").textContent = answered + 1;
    part(this, "[data-asking]").hidden = left < 2;
    part(this, "[data-last]").hidden = left !== 1;
    part(this, "[data-answered]").hidden = Boolean(left);
  }

  /** Puts what was answered into the cards, and takes back what another answer had put there. */
  carry(values) {
    const now = new URLSearchParams(values).toString();
    const before = store.get(CARRIED) ?? "";
    if (now === before) return; // the reader may have changed a value since
    const changes = {};
    for (const [name, value] of new URLSearchParams(before)) {
      if (store.get(name) === value) changes[name] = undefined;
    }
    store.set({ ...changes, ...values, [CARRIED]: now });
  }

  /** Shows with the outcome whom the answers want told first. */
  tell(taken) {
    for (const old of parts(this.step, ":scope > [data-tell]")) old.remove();
    const people = taken.flatMap((answer) => parts(answer, ":scope > [data-tell]"));
    const advice = part(this.step, ":scope > p");
    advice.after(...people.map((person) => person.cloneNode(true)));
  }

  /** Shows the messages that fit, the best first and ready to fill in. */
  async offer(fitting) {
    const all = this.offers.get(this.step);
    const fits = (offer) => fitting.includes(offer.dataset.template);
    for (const offer of all) offer.hidden = "suggested" in offer.dataset && !fits(offer);
    const shown = all
      .filter((offer) => !offer.hidden)
      .sort((one, other) => fits(other) - fits(one));
    const [best] = shown;
    if (!best) return;
    const list = best.parentElement;
    const others = part(list, "[data-others]");
    if (others) others.hidden = shown.length === 1;
    list.prepend(...shown);
    if (others) best.after(others);
    const { step } = this;
    const found = await cardBehind(part(best, "a"));
    if (this.step !== step || list.firstElementChild !== best) return;
    // A page has a card once: one that another outcome showed goes, and the links stay.
    for (const old of parts(this, ".kr-decision-offers .kr-card")) old.remove();
    if (!document.getElementById(best.dataset.template)) best.append(...found);
  }
}

customElements.define("kr-decision", Decision);
