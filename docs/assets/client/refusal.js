// Understands whether a draft says no, as macros/rules/refusal.py does and explains.

import {
  apart,
  foundIn,
  grammar,
  namesOf,
  parts,
  placesOf,
  stops,
  tokenised,
  tokensOf,
} from "./patterns.js";
import { tables } from "./tables.js";

const { words, ...lists } = tables.refusal;
const made = Object.entries(lists).map(([name, patterns]) => [name, grammar(words, patterns)]);
const { firm: FIRM, soft: SOFT, unless: UNLESS, moves: MOVES } = Object.fromEntries(made);
const [DENIED_WITHIN, MOST_WORDS, LOOK_BACK] = [5, 2_000, 40];

const known = new WeakMap();

/** Where the writer of a draft says no: `firm`, in so many words, and `soft`, half. */
export function refusals(reading) {
  if (!known.has(reading)) known.set(reading, inTokens(tokensOf(reading)));
  return known.get(reading);
}

/** True if a subject says no. */
export const inSubject = (subject, folded) =>
  inTokens(tokenised(subject, folded, 0, subject.length)).firm.length > 0;

function inTokens(all) {
  const text = all.slice(0, MOST_WORDS);
  const excuses = foundIn(UNLESS, text);
  const inOrder = (spans) => spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const said = apart(foundIn(FIRM, text), excuses).map((span) => [howSaid(text, span), span]);
  const those = (way) => said.filter(([how]) => how === way).map(([, span]) => span);
  let firm = those(true);
  let soft = apart(apart(foundIn(SOFT, text), excuses), firm);
  soft = inOrder([...those(false), ...soft]);
  if (soft.length && foundIn(MOVES, text).length) {
    [firm, soft] = [inOrder([...firm, ...soft]), []];
  }
  return { firm: placesOf(text, firm), soft: placesOf(text, soft) };
}

/** True if it is said as a decision, false with a hedge, null if not by the writer, or denied. */
function howSaid(text, [first, last]) {
  let [asks, hedged, who, clause] = [false, false, "", true];
  for (let back = first - 1; back > Math.max(-1, first - LOOK_BACK); back -= 1) {
    const token = text[back];
    if (stops(token.text)) break;
    const names = namesOf(FIRM, token.text);
    hedged ||= names.has("{condition}");
    clause &&= !parts(token) && token.text !== ",";
    if (!clause) continue;
    if (names.has("{not}") && first - back <= DENIED_WITHIN) return null;
    hedged ||= names.has("{hedge}");
    asks ||= names.has("{please}");
    who ||= ["{first}", "{other}"].find((one) => names.has(one)) ?? "";
  }
  if (who === "{other}" && !asks) return null;
  const after = text.slice(last, last + LOOK_BACK).find((token) => stops(token.text))?.text;
  return !hedged && (after !== "?" || asks);
}
