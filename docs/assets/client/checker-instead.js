// Sentences to use instead: shown with what the reader has typed, and put into the draft.

import { hide, parts, write } from "./dom.js";
import { mainPart, sentenceEnds } from "./rules.js";

/** Shows the first sentence that fits, where one is wanted; Python has ordered them. */
export function offer(item, wanted, { category, names }) {
  let left = wanted;
  for (const one of parts(item, ".kr-checker-instead")) {
    const blanks = parts(one, "[data-blank]");
    const { categories } = one.dataset;
    const fits = !categories || categories.split(" ").includes(category);
    const shown = left && fits && blanks.every((blank) => names.get(blank.dataset.blank));
    hide(one, !shown);
    if (!shown) continue;
    for (const blank of blanks) write(blank, names.get(blank.dataset.blank));
    left = false;
  }
}

/** Where each sentence of the message starts and ends. */
function sentences(body) {
  const [start] = mainPart(body);
  const ends = [...sentenceEnds(body)];
  return ends.map((end, number) => {
    const from = number ? ends[number - 1] : start;
    return [from + /^\s*/.exec(body.slice(from, end))[0].length, end];
  });
}

/** What a sentence takes the place of: words that a rule has found, or nothing. */
function placeFor(rule, { spans }, { body }) {
  const all = sentences(body);
  const [found] = rule.kind === "at-most" ? spans.slice(-1) : spans;
  const holds = (one) => found[0] >= one[0] && found[0] < one[1];
  if (found && rule.kind !== "decision") return all.find(holds) ?? found;
  if (rule.kind === "decision" && all.length > 1) return [all[0][1], all[0][1]];
  const [start] = mainPart(body);
  return [start, start];
}

/** The draft with the sentence put in, and where the sentence then stands. */
export function putIn(sentence, rule, verdict, draft) {
  const [first, last] = placeFor(rule, verdict, draft).map((place) => place + draft.bodyAt);
  const [before, after] = [draft.text.slice(0, first), draft.text.slice(last)];
  const space = (needed) => (needed ? " " : "");
  const lead = before + space(/\S$/.test(before));
  const text = lead + sentence + space(/^\S/.test(after)) + after;
  return { text, start: lead.length, end: lead.length + sentence.length };
}
