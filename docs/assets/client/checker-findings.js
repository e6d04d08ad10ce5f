// What a rule has found in a draft, in words.

import { lengthFor } from "./counts.js";
import { make } from "./dom.js";
import { count, inEnglish, judge, sentenceEnds } from "./rules.js";
import { counted } from "./words.js";

const MOST_WORDS = 6; // listed below a rule
const NOT_CLEAR = {
  fields: "Type the role and the company above.",
  "other-name": "Type the company above.",
};

/** Where the words of a verdict stand in the text as it was typed. */
export function placed({ spans, subject }, { subjectAt, bodyAt }) {
  const moved = (all, by) => all.map(([start, end]) => [start + by, end + by]);
  return [...moved(subject, subjectAt), ...moved(spans, bodyAt)];
}

/** What a rule has found: sentences, and words as [words, start, end]. */
export function findings(rule, verdict, draft) {
  if (!verdict || verdict.met) return null;
  if (verdict.met === null) return unclear(rule, verdict, draft);
  if (rule.kind === "words") return [`${counted(count(draft.body), "word")}; ${rule.max} at most.`];
  if (rule.kind === "characters") return [`${lengthFor(draft.channel, draft.body, 0, rule)}.`];
  if (rule.kind === "require") return ["No such words found."];
  if (rule.kind !== "fields") return words(rule, placed(verdict, draft), draft.text);
  const lacks = (name) => judge({ ...rule, fields: [name] }, draft).met === false;
  const missing = rule.fields.filter(lacks).map((name) => `“${draft.names.get(name)}”`);
  return [`Not found: ${missing.join(" and ")}.`];
}

/** What keeps a rule from being judged: the language, a name, or words that half say it. */
function unclear(rule, verdict, draft) {
  const reads = ["require", "forbid", "at-most", "decision"].includes(rule.kind);
  if (reads && !inEnglish(draft.body)) {
    return ["This does not look like English, which is all it can read."];
  }
  if (rule.field && draft.names.get(rule.field)) return null;
  if (rule.fields?.every((name) => draft.names.get(name))) return null;
  if (NOT_CLEAR[rule.kind]) return [NOT_CLEAR[rule.kind]];
  const found = placed(verdict, draft);
  return found.length ? words(rule, found, draft.text) : null;
}

function words(rule, found, text) {
  if (rule.kind === "decision" && !found.length) return ["No decision found."];
  const shown = found.slice(0, MOST_WORDS);
  const places = shown.map(([start, end]) => [label(text, start, end), start, end]);
  const more = found.length - shown.length;
  const before = rule.kind === "decision" ? "Only here: " : "Found: ";
  return [before, ...places, more ? ` and ${more} more` : ""];
}

/** Found words as a label. */
function label(text, start, end) {
  const found = text.slice(start, end);
  if (found.trim()) return found.replace(/\s+/g, " ");
  return `${text.slice(0, start).split(/\s/).at(-1)} ␣␣`;
}

/** Writes what a rule has found, if that is new; words are buttons that lead to them. */
export function show(place, found) {
  const key = JSON.stringify(found);
  if (place.found === key) return;
  const parts = (found ?? []).map((one) => {
    if (typeof one === "string") return one;
    const [textContent, start, end] = one;
    const button = make("button", { type: "button", textContent });
    Object.assign(button.dataset, { start, end });
    return button;
  });
  place.found = key;
  place.hidden = !found;
  place.replaceChildren(...parts);
}

/** Which sentence the first of these places is in. */
export function sentenceOf(spans, body) {
  if (!spans.length) return "not found";
  const ends = [...sentenceEnds(body)];
  const place = ends.findIndex((end) => spans[0][0] < end) + 1;
  return place ? `in sentence ${place} of ${ends.length}` : "after the sign-off";
}
