// Runs the rules of good practice over a text. macros/rules/draft.py and judge.py do the same, and
// say why; the tests compare every verdict and every place. Places count UTF-16 units, as strings do.

import { textMessage } from "./counts.js";
import { tables } from "./tables.js";

const L = "[\\p{L}\\p{N}]";
const S = "[ \\t\\r\u00a0]";
const GAP = `(?:${S}+(?:\\n${S}*)?|\\n${S}*)`;
const BLANKS = " \\t\\r\\n\u00a0";

const pattern = (source, flags = "gu") => new RegExp(source, flags);

const WORD = pattern(`[^${BLANKS}]+`);
const QUOTED_LINE = pattern(`(?<![^\\n])${S}*>[^\\n]*`);
const THREAD = pattern(
  `(?<![^\\n])${S}*(?:(On (?=[^\\n]*[0-9])(?=[^\\n]*[,@<])[^\\n]{4,200}?(?:\\n[^\\n]{0,100}?)?wrote:${S}*(?![^\\n]))` +
    "|_{20}|-{3,}[ ]?(?:Original|Forwarded) [Mm]essage|Begin forwarded message:" +
    "|From:[^\\n]{1,200}\\n(?:Sent|Date|To):)",
);
const SIGNATURE = pattern(
  `(?<![^\\n])(?:--${S}*|Sent from my [^\\n]{1,60}|Get Outlook for [^\\n]{1,40})(?![^\\n])`,
  "u",
);
const QUOTATION = /["“][^"“”\n]{1,300}["”]/gu;
const GREETING = pattern(
  `^(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening))(?!${L})`,
  "u",
);
const SIGN_OFF = pattern(
  `(?<![^\\n])${S}*(?:(?:(?:with|my)${S})?(?:(?:best|kind|kindest|warm|warmest|many)${S})?` +
    `(?:regards|wishes)|(?:all${S}the${S})?best|yours(?:${S}(?:sincerely|faithfully|truly))?` +
    `|sincerely|respectfully|warmly|cheers|take${S}care|with${S}(?:many${S})?thanks)` +
    `(?:[,.!]?${S}*|,${S}[^\\n.!?]{1,40})(?![^\\n])`,
);
const SENTENCE_END = pattern(`(?<![.!?…])[.!?…]+["'’”)\\]]*(?=[${BLANKS}]|$)|[。！？]+|\\n`);
const ABBREVIATIONS = new Set(tables.abbreviations);
const LONG_LINE = 50;
const LOWER = /^[a-zß-öø-ÿ]/u;
const LATIN = /[a-zß-öø-ÿ\u0100-\u024f]/gu;
const OTHER_SCRIPT = pattern(`(?![\\u0000-\\u024f])${L}`);
const TOKEN = /[a-zß-öø-ÿ\u0100-\u024f']+/gu;
const ENGLISH = new Set(tables.commonest_words);
const [ENOUGH_WORDS, ENGLISH_SHARE] = [12, 25];
const SLIPS = {
  "doubled-words": pattern(`(?<!${L})(?!(?:that|had|bye|ha|[0-9]+)${GAP})(${L}+)${GAP}\\1(?!${L})`),
  "double-spaces": /(?<=[^ \t\r\n])[ \t]{2,}(?=[^ \t\r\n])/gu,
  placeholders: pattern(
    "(?=[\\[{<_XTIYCRM])(?:" + // spares most places the search
      "\\[(?!(?:[0-9]+|sic|\\.\\.\\.|…|[Ee][Xx][Tt](?:[Ee][Rr][Nn][Aa][Ll])?)\\])[^\\]\\n]{1,60}\\]" +
      "|\\{{1,2}[^{}\\n]{1,60}\\}{1,2}" +
      "|<(?!/?(?:a|b|br|div|em|h[1-6]|i|img|li|p|script|span|strong|style|u|ul)[ />])" +
      "[A-Za-z][A-Za-z '’/_-]{0,60}>" +
      `|(?<!_)_{3,}|(?<!${L})(?:X{2,}|TB[ACD]|INSERT [A-Z]{2,40})(?!${L})` +
      `|(?<!${L})(?:Your|Company|Recruiter|Interviewer|Candidate|Manager)(?:['’]s)? Name(?!${L}))`,
  ),
};
const BETWEEN = tables.between_denial_and_phrase.join("|");
const [SHORT_OPENING, SHORT_SENTENCE] = [6, 3];
const UPPER = "[A-ZÀ-ÖØ-Þ]";
const NAME = pattern(`(?:the )?(${UPPER}(?:${L}|[&'’-])*(?: ${UPPER}(?:${L}|[&'’-])*){0,4})`, "uy");
const CLAUSE_MARK = /[.!?\n,;:]/gu;
const LEGAL_FORM = /[ ,]+(?:ltd|limited|inc|llc|plc|gmbh|corp)\.?$/u;
const TOKENS = pattern(`${L}{2,}`);
const CHARACTER = pattern(L, "u");

// ---- a draft taken apart ----

/** The words of a text: what stands between spaces and holds a letter or a digit. */
const words = (text) => (text.match(WORD) ?? []).filter((word) => CHARACTER.test(word));

const SUBJECT = pattern(`^([${BLANKS}]*[Ss][Uu][Bb][Jj][Ee][Cc][Tt]:${S}*)([^\\n]*)(?:\\n|$)`, "u");
const isBlank = (char) => char !== undefined && " \t\r\n\u00a0".includes(char);
const characters = (text) => [...text].length;
const masked = (found) => "\n".repeat(found.length);

const trimStart = (text) => text.replace(/^[ \t\r\n\u00a0]+/, "");

function trimEnd(text) {
  let place = text.length;
  while (isBlank(text[place - 1])) place -= 1;
  return text.slice(0, place);
}

/** Small letters and plain apostrophes, each character in its place. */
const fold = (text) =>
  text.replaceAll("’", "'").replace(/[A-Z]+|[^\0-\x7f]/gu, (found) => {
    const low = found.toLowerCase();
    return low.length === found.length ? low : found;
  });

/** The body with quoted messages masked, and where all that follows is quoted. */
function withoutThread(body) {
  let close = body.length;
  let last = 0;
  let own = "";
  for (const header of body.matchAll(THREAD)) {
    const after = header.index + header[0].length;
    if (!header[1] || !trimStart(body.slice(after, after + 1000)).startsWith(">")) {
      close = header.index;
      break;
    }
    own += body.slice(last, header.index) + masked(header[0]);
    last = after;
  }
  own += body.slice(last, close) + "\n".repeat(body.length - close);
  return [own.replace(QUOTED_LINE, masked), close];
}

function afterGreeting(folded) {
  const first = folded.length - trimStart(folded).length;
  const stop = folded.indexOf("\n", first);
  const line = stop >= 0 ? trimEnd(folded.slice(first, stop)) : "";
  const few = line.length < 100 && words(line).length <= 4;
  const opens = /[,:]$/.test(line);
  return (opens && few) || (GREETING.test(line) && (opens || few)) ? stop + 1 : 0;
}

function isEnglish(said) {
  const count = (of) => said.match(of)?.length ?? 0;
  if (/[^\0-\x7f]/.test(said) && count(OTHER_SCRIPT) > count(LATIN)) return false;
  const tokens = said.match(TOKEN) ?? [];
  const common = tokens.filter((token) => ENGLISH.has(token)).length;
  return tokens.length < ENOUGH_WORDS || common * ENGLISH_SHARE >= tokens.length;
}

const readings = new Map();

/** A body taken apart; the last few are kept, because every rule asks for the same. */
function read(body) {
  if (!readings.has(body)) {
    if (readings.size > 7) readings.clear();
    readings.set(body, takeApart(body));
  }
  return readings.get(body);
}

function takeApart(body) {
  let [own, close] = withoutThread(body);
  close = Math.min(close, SIGNATURE.exec(own)?.index ?? close);
  const folded = fold(own);
  const said = folded.replace(QUOTATION, (found) =>
    found.match(WORD).length > 2 ? "_".repeat(found.length) : found,
  );
  let start = afterGreeting(folded);
  let end = spansOf(SIGN_OFF, folded, start, close).at(-1)?.[0] ?? close;
  while (start < end && isBlank(body[start])) start += 1;
  while (end > start && isBlank(own[end - 1])) end -= 1;
  return { own, folded, said, start, end, close, english: isEnglish(said.slice(start, close)) };
}

/** Where the message proper starts and ends: after the greeting, before the sign-off. */
export function mainPart(body) {
  const { start, end } = read(body);
  return [start, end];
}

/** How many words the message proper has. */
export const count = (body) => words(body.slice(...mainPart(body))).length;

/** Where each sentence of the message proper ends, in order. */
export function* sentenceEnds(body) {
  const { own, said, start, end } = read(body);
  const [text, cased] = [said.slice(0, end), own.slice(0, end)];
  let last = start;
  for (const [first, after] of spansOf(SENTENCE_END, text, start)) {
    const before = trimEnd(text.slice(Math.max(last, first - 12), first));
    if (!before || !endsSentence(cased, first, after, before)) continue;
    last = after;
    yield after;
  }
  if (trimStart(text.slice(last))) yield end;
}

function endsSentence(text, first, after, before) {
  const mark = text.slice(first, after);
  if (mark === "\n") {
    const following = text.slice(after, after + 200).replace(/^[ \t\r\u00a0]+/, "");
    if (following.startsWith("\n")) return true;
    const line = text.slice(first ? text.lastIndexOf("\n", first - 1) + 1 : 0, first);
    return characters(line) < LONG_LINE && !LOWER.test(following);
  }
  const last = before.split(/[ \t\r\n\u00a0]/).at(-1);
  const word = last.replace(/^[(["'“‘]+/, "");
  if (mark === "." && (ABBREVIATIONS.has(word) || (/^\p{L}$/u.test(word) && word !== "i"))) {
    return false;
  }
  return !LOWER.test(trimStart(text.slice(after, after + 200)));
}

function trimmed(text, start, end) {
  const piece = trimEnd(text.slice(start, end));
  return [start + piece.length - trimStart(piece).length, start + piece.length];
}

/** Where the subject and the body stand in a text whose first line may be `Subject: …`. */
export function subjectAndBody(text) {
  const [whole, before, subject] = SUBJECT.exec(text) ?? ["", "", ""];
  return [
    trimmed(text, before.length, before.length + subject.length),
    trimmed(text, whole.length, text.length),
  ];
}

// ---- phrases ----

function spansOf(wanted, text, start, end = text.length) {
  wanted.lastIndex = start;
  const matches = text.slice(0, end).matchAll(wanted);
  return Array.from(matches, ({ index, 0: found }) => [index, index + found.length]);
}

/** One phrase as a pattern: a gap may be wider, `*` stands for any ending. */
const phraseSource = (phrase) =>
  fold(phrase)
    .replace(/[.+?^${}()|[\]\\/]/g, "\\$&")
    .replaceAll("*", `${L}*`)
    .replaceAll(" ", GAP);

const alternatives = (phrases) =>
  phrases
    .map(phraseSource)
    .sort((a, b) => b.length - a.length)
    .join("|");

const whole = (source) => pattern(`(?<!${L})(?:${source})(?!${L})`);
const patterns = new Map();

/** The patterns of a rule, made once for all cards: for its phrases, and for what excuses one. */
function patternsOf(rule) {
  if (!patterns.has(rule.id)) {
    const phrases = alternatives(rule.phrases);
    const parts = rule.unless ? [alternatives(rule.unless)] : [];
    if (rule.not_after) {
      const between = `(?:${GAP}(?:${BETWEEN})(?!${L})){0,4}`;
      const more = `(?:${GAP}n?or${GAP}(?:${phrases})){0,3}`;
      parts.push(`(?:${alternatives(rule.not_after)})${between}${GAP}(?:${phrases})${more}`);
    }
    patterns.set(rule.id, [whole(phrases), parts.length ? whole(parts.join("|")) : null]);
  }
  return patterns.get(rule.id);
}

/** Where the phrases stand, apart from those that are denied or part of something else. */
function phrasesIn(rule, text, start, end) {
  const [phrases, excuse] = patternsOf(rule);
  const found = spansOf(phrases, text, start, end);
  if (!found.length || !excuse) return found;
  const excuses = spansOf(excuse, text, start, end);
  let place = 0;
  return found.filter(([first, after]) => {
    while (excuses[place]?.[1] <= first) place += 1;
    return !(excuses[place]?.[0] < after);
  });
}

function judgePhrases(rule, draft, reading) {
  if (!reading.english) return verdict(null);
  const found = phrasesIn(rule, reading.said, reading.start, reading.close);
  if (rule.kind === "require") return verdict(found.length > 0, found);
  if (rule.kind === "first") {
    const stop = opening(draft.body, rule.sentences ?? 2);
    const early = found.filter(([first]) => first < stop);
    return verdict(early.length > 0, early.length ? early : found);
  }
  if (rule.kind === "at-most") return verdict(found.length <= (rule.times ?? 1), found);
  const subject = fold(draft.subject);
  return clean(found, phrasesIn(rule, subject, 0, subject.length));
}

/** Where the first so many sentences end; very short ones do not count, such as `Thank you.` */
function opening(body, sentences) {
  const { own, start } = read(body);
  let [last, most, left] = [start, SHORT_OPENING, sentences];
  for (const end of sentenceEnds(body)) {
    if (words(own.slice(last, end)).length > most) left -= 1;
    [last, most] = [end, SHORT_SENTENCE];
    if (!left) break;
  }
  return last;
}

// ---- names ----

const squeezed = (text) => text.replace(/[ \t\r\n\u00a0]+/g, " ").replace(/^ | $/g, "");

/** The characters at both sides of a place, whole where they take two units. */
const before = (text, place) =>
  place ? [...text.slice(Math.max(0, place - 2), place)].at(-1) : "";
const following = (text, place) => String.fromCodePoint(text.codePointAt(place) ?? 32);

/** True if two neighbours belong to one word; Chinese and Japanese put no space round foreign ones. */
const joins = (one, other) =>
  CHARACTER.test(one) && CHARACTER.test(other) && one > "\u024f" === other > "\u024f";

/** True if the value stands in the text, not merely as a piece of a longer word. */
function holds(text, value) {
  const [opens, closes] = [following(value, 0), before(value, value.length)];
  let place = text.indexOf(value);
  while (place >= 0) {
    const after = place + value.length;
    const [joined, goesOn] = [before(text, place), following(text, after)];
    if (!joins(opens, joined) && !joins(closes, goesOn)) return true;
    place = text.indexOf(value, place + 1);
  }
  return false;
}

function namesStand(rule, draft, reading) {
  const all = squeezed(`${fold(draft.subject)}\n${reading.folded}`);
  const values = rule.fields.map((name) => squeezed(fold(draft.names.get(name) ?? "")));
  if (values.some((value) => value && !holds(all, value.replace(LEGAL_FORM, "")))) return false;
  return values.every(Boolean) || null;
}

function leadPattern(rule, names) {
  const value = (slot, name) => squeezed(names.get(name) ?? "").replaceAll("*", "") || slot;
  const leads = rule.after.map((lead) => lead.replace(/\{(\w+)\}/, value));
  const known = leads.filter((lead) => !lead.includes("{"));
  return pattern(`(?<!${L})(?:${alternatives(known)})${GAP}`);
}

/** Names that stand where this field's value should and share no word with it. */
function otherNames(rule, leads, names, { own, said }) {
  const known = new Set(fold(names.get(rule.field) ?? "").match(TOKENS));
  const isKnown = (token) => known.has(token);
  const others = spansOf(leads, said, 0).flatMap(([first, after]) => {
    NAME.lastIndex = after;
    const name = NAME.exec(own);
    if (!name || fold(name[1]).match(TOKENS)?.some(isKnown)) return [];
    const end = after + name[0].length;
    return [{ first, after, span: [end - name[1].length, end] }];
  });
  if (!others.length) return [];
  const marks = spansOf(CLAUSE_MARK, said, 0);
  const excuses = rule.unless ? spansOf(whole(alternatives(rule.unless)), said, 0) : [];
  let [mark, excuse] = [0, 0];
  return others.flatMap(({ first, after, span }) => {
    while (marks[mark]?.[0] < first) mark += 1;
    while (excuses[excuse]?.[0] < after) excuse += 1;
    return excuses[excuse - 1]?.[0] >= (marks[mark - 1]?.[1] ?? 0) ? [] : [span];
  });
}

// ---- verdicts ----

/** True if the message has room; one character outside the basic alphabet of phones leaves less. */
function fits({ max, max_unicode: most }, body) {
  if (!most) return characters(body) <= max;
  const { used, odd } = textMessage(body);
  return used <= (odd ? most : max);
}

const within = ({ min = 0, max = Infinity }, count) => count >= min && count <= max;
const verdict = (met, spans = [], subject = []) => ({ met, spans, subject });
const clean = (spans, subject) => verdict(!spans.length && !subject.length, spans, subject);

function judgeSlips({ kind }, { subject }, reading) {
  const slips = ({ own, folded, end }) => {
    if (kind === "placeholders") return spansOf(SLIPS[kind], own, 0);
    return spansOf(SLIPS[kind], kind === "doubled-words" ? folded : own, 0, end);
  };
  return clean(slips(reading), slips(read(subject)));
}

function judgeOtherName(rule, { subject, names }, reading) {
  const leads = leadPattern(rule, names);
  const others = (one) => otherNames(rule, leads, names, one);
  const found = clean(others(reading), others(read(subject)));
  if (!names.get(rule.field)) found.met ||= null;
  return found;
}

const JUDGES = {
  words: (rule, _, { own, start, end }) =>
    verdict(within(rule, words(own.slice(start, end)).length)),
  characters: (rule, { body }) => verdict(fits(rule, body)),
  fields: (rule, draft, reading) => verdict(namesStand(rule, draft, reading)),
  "other-name": judgeOtherName,
};

/**
 * The verdict of one rule: `met` is true, false, or null where it cannot tell; `spans` and `subject`
 * are the places of the words that it found in the body and in the subject.
 * `draft` has body, subject, names (a Map of known values).
 */
export function judge(rule, draft) {
  const way = JUDGES[rule.kind] ?? (rule.phrases ? judgePhrases : judgeSlips);
  return way(rule, draft, read(draft.body));
}
