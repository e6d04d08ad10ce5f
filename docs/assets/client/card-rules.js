// What the rules find wrong with a message that a reader has made. The rules stand on one page,
// the draft checker's; the first card that needs them fetches it.

import { lengthFor } from "./counts.js";
import { hide, make, part, parts, write } from "./dom.js";
import { count, judge } from "./rules.js";

/** @typedef {import("./card.js").Card} Card */

const PAGE = new URL("../../check-your-draft/", import.meta.url);

/** @type {Promise<any[]> | undefined} */
let rules;

async function fetched() {
  const page = new DOMParser().parseFromString(await (await fetch(PAGE)).text(), "text/html");
  const checker = part(page, "kr-checker");
  return JSON.parse(checker.dataset.rules).map((/** @type {any} */ rule) => {
    const item = part(checker, `[data-rule="${rule.id}"]`);
    const [title, , advice] = parts(item, "p").map((it) => it.textContent);
    return { ...rule, title, advice };
  });
}

/**
 * True if a rule is for this card, and a machine can check it.
 * @param {any} rule
 * @param {DOMStringMap} card
 */
const concerns = ({ kind, categories, channels }, { category, channel }) =>
  kind &&
  (!categories.length || categories.includes(category)) &&
  (!channels.length || channels.includes(channel));

/** @param {Card} card */
export function showLength(card) {
  const place = part(card.root, "[data-words]");
  if (!place) return;
  const { body } = card.finished;
  const limit = JSON.parse(place.dataset.limit ?? "null");
  write(place, lengthFor(card.root.dataset.channel, body, count(body), limit));
}

/**
 * Lists what is missed, or nothing.
 * @param {Card} card
 * @param {unknown} wanted whether there is anything to judge
 */
export async function showMissed(card, wanted) {
  const list = part(card.root, ".kr-card-missed");
  rules ??= wanted ? fetched().catch(() => []) : undefined;
  const known = wanted ? ((await rules) ?? []) : [];
  const { subject, body } = card.finished;
  const draft = { subject, body, names: card.choices.texts };
  const missed = known
    .filter((rule) => concerns(rule, card.root.dataset))
    .filter((rule) => judge(rule, draft).met === false);
  const items = missed.map(({ title, advice }) =>
    make("li", {}, make("strong", { textContent: title }), ` ${advice}`),
  );
  if (list.textContent !== items.map((item) => item.textContent).join("")) {
    list.replaceChildren(...items);
  }
  hide(list, !missed.length);
}
