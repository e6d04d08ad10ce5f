// Looks for patterns of words, as macros/rules/patterns.py does and explains.

import { tables } from "./tables.js";

const L = "[\\p{L}\\p{N}]";
const BLANKS = " \\t\\r\\n\u00a0";
const MARKS = ".!;:…()\u2013\u2014";
const TOKEN = new RegExp(
  `${L}+(?:'${L}+)*|[,?]|(?<![${MARKS}])[${MARKS}]+(?=[${BLANKS}]|$)|-(?=[${BLANKS}])|\\n`,
  "gu",
);
const LETTER = /^\p{L}$/u;
const WORD = new RegExp(`^${L}`, "u");
const BREAKS = new Set(tables.clause_breaks);
const ABBREVIATIONS = new Set(tables.abbreviations);
const GAP_MOST = 6;

const stops = (text) => text === "." || text === "?";
const parts = (token) => stops(token.text) || BREAKS.has(token.text);

/** True if a line goes on here that a mail program has wrapped. */
function wraps(own, place) {
  const after = String.fromCodePoint(own.codePointAt(place) ?? 32);
  return LETTER.test(after) && after === after.toLowerCase();
}

/** The words and marks of a folded text; `own` is the same with its capitals. */
export function tokenised(own, said, start, end) {
  TOKEN.lastIndex = start;
  const found = [];
  for (const { index, 0: match } of said.slice(0, end).matchAll(TOKEN)) {
    const last = index + match.length;
    let text = match.replaceAll("'", "");
    if (text === "\n" && wraps(own, last)) continue;
    if (text === "." && ABBREVIATIONS.has(found.at(-1)?.text)) continue;
    if (!WORD.test(text) && text !== ",") text = text.includes("?") ? "?" : ".";
    found.push({ text, start: index, end: last });
  }
  return found;
}

const readings = new WeakMap();

/** The words and marks of a draft, which every rule asks for. */
export function tokensOf(reading) {
  if (!readings.has(reading)) {
    const { own, said, start, close } = reading;
    readings.set(reading, tokenised(own, said, start, close));
  }
  return readings.get(reading);
}

/** Makes patterns ready: which lists and words of theirs a word belongs to. */
export function grammar(words, patterns = []) {
  const [exact, stems, slips, starts] = [new Map(), [], [], new Map()];
  const into = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value]);
  const split = patterns.map((pattern) => pattern.replaceAll("'", "").split(" "));
  const lists = Object.entries(words ?? {});
  const listed = lists.flatMap(([name, some]) => some.split(" ").map((w) => [`{${name}}`, w]));
  for (const [name, word] of [...listed, ...[...new Set(split.flat())].map((w) => [w, w])]) {
    if (!/[*~]$/.test(word)) into(exact, word, name);
    else stems.push([word.slice(0, -1), name]);
    if (word.endsWith("~")) slips.push([word.slice(0, -1), name]);
  }
  for (const one of split) into(starts, one[0], one);
  return { exact, stems, slips, starts, known: new Map() };
}

/** The items of a grammar that a word satisfies. */
export function namesOf(rules, word) {
  if (rules.known.has(word)) return rules.known.get(word);
  const names = new Set(rules.exact.get(word));
  for (const [stem, name] of rules.stems) if (word.startsWith(stem)) names.add(name);
  if (word.length > 5)
    for (const [stem, name] of rules.slips) if (hasSlip(word, stem)) names.add(name);
  if (rules.known.size > 20_000) rules.known.clear();
  rules.known.set(word, names);
  return names;
}

/** True if the word starts as the stem does but for one letter. */
export function hasSlip(word, stem) {
  let same = 0;
  while (same < stem.length && word[same] === stem[same]) same += 1;
  const [rest, left] = [word.slice(same), stem.slice(same)];
  const swapped = left.slice(1, 2) + left.slice(0, 1) + left.slice(2);
  return (
    same > 0 &&
    (rest.startsWith(left.slice(1)) ||
      rest.startsWith(left, 1) ||
      rest.startsWith(left.slice(1), 1) ||
      rest.startsWith(swapped))
  );
}

/** Where patterns stand, as numbers of tokens, from left to right; none inside another. */
export function foundIn(rules, text) {
  const found = [];
  for (let place = 0; place < text.length; ) {
    let end = -1;
    for (const name of namesOf(rules, text[place].text)) {
      for (const pattern of rules.starts.get(name) ?? []) {
        end = Math.max(end, endOf(rules, pattern, 0, text, place));
      }
    }
    if (end > place) found.push([place, end]);
    place = Math.max(place + 1, end);
  }
  return found;
}

/** Where a pattern ends that starts here; -1 if it does not stand here. */
function endOf(rules, pattern, item, text, place) {
  const wanted = pattern[item];
  const token = text[place];
  if (wanted === undefined) return place;
  if (wanted === "$") return !token || parts(token) || token.text === "," ? place : -1;
  if (wanted !== "...") {
    if (!token || !namesOf(rules, token.text).has(wanted)) return -1;
    return endOf(rules, pattern, item + 1, text, place + 1);
  }
  for (let skipped = place; skipped <= place + GAP_MOST; skipped += 1) {
    const end = endOf(rules, pattern, item + 1, text, skipped);
    if (end >= 0 || !text[skipped] || parts(text[skipped])) return end;
  }
  return -1;
}

/** Numbers of tokens as places in the text. */
export const placesOf = (text, found) =>
  found.map(([first, last]) => [text[first].start, text[last - 1].end]);

/** The spans that overlap none of the excuses; both are in order, and none overlap. */
export function apart(found, excuses) {
  let place = 0;
  return found.filter(([first, after]) => {
    while (excuses[place]?.[1] <= first) place += 1;
    return !(excuses[place]?.[0] < after);
  });
}

/** True if one of these words stands closely before a place, in the same clause. */
export function denied(words, within, text, first) {
  for (let place = first - 1; place >= Math.max(0, first - within); place -= 1) {
    if (parts(text[place])) return false;
    if (words.includes(text[place].text)) return true;
  }
  return false;
}

export { parts, stops };
