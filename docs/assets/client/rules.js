// Runs the rules of good practice over a text. macros/rules/draft.py and judge.py do the same, and
// say why; the tests compare every verdict and every place. Places count UTF-16 units, as strings do.

import { textMessage } from "./counts.js";
import {
  apart,
  denied,
  foundIn,
  grammar,
  hasSlip,
  placesOf,
  tokenised,
  tokensOf,
} from "./patterns.js";
import { inSubject, refusals } from "./refusal.js";
import { tables } from "./tables.js";

const LISTS = new URL("./phrases.json", import.meta.url);
/** @type {any} */
const phrases = await (await fetch(LISTS)).json();

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
const EMPHATIC = tables.said_twice.replaceAll(" ", "|");
const SLIPS = {
  "doubled-words": pattern(`(?<!${L})(?!(?:${EMPHATIC}|[0-9]+)${GAP})(${L}+)${GAP}\\1(?!${L})`),
  "double-spaces": /(?<=[^ \t\r\n])[ \t]{2,}(?=[^ \t\r\n])/gu,
  placeholders: pattern(
    "(?=[\\[{<(_XTIYCRM])(?:" + // spares most places the search
      "\\[(?!(?:[0-9]+|sic|\\.\\.\\.|…|[Ee][Xx][Tt](?:[Ee][Rr][Nn][Aa][Ll])?)\\])[^\\]\\n]{1,60}\\]" +
      "|\\{{1,2}[^{}\\n]{1,60}\\}{1,2}" +
      "|<(?!/?(?:a|b|br|div|em|h[1-6]|i|img|li|p|script|span|strong|style|u|ul)[ />])" +
      "[A-Za-z][A-Za-z '’/_-]{0,60}>" +
      "|\\((?:[Yy]our|[Cc]ompany|[Jj]ob|[Rr]ole|[Pp]osition|[Rr]ecruiter|[Mm]anager)(?:['’]s)?" +
      " (?:[Nn]ame|[Tt]itle|[Hh]ere)\\)" +
      `|(?<!_)_{3,}|(?<!${L})(?:X{2,}|TB[ACD]|INSERT [A-Z]{2,40})(?!${L})` +
      `|(?<!${L})(?:Your|Company|Recruiter|Interviewer|Candidate|Manager)(?:['’]s)? Name(?!${L}))`,
  ),
};
const PLEASANTRIES = new Set(tables.pleasantries.split(" "));
const SMALL = new Set(tables.small_words.split(" "));
const GENERIC = new Set(tables.words_of_many_names.split(" "));
const DENIED_WITHIN = 6;
const [SHORT_OPENING, SHORT_SENTENCE] = [6, 3];
const UPPER = "[A-ZÀ-ÖØ-Þ]";
const NAME = pattern(`(?:the )?(${UPPER}(?:${L}|[&'’-])*(?: ${UPPER}(?:${L}|[&'’-])*){0,4})`, "uy");
const CLAUSE_MARK = /[.!?\n,;:]/gu;
const LEGAL_FORM = /[ ,]+(?:ltd|limited|inc|llc|plc|gmbh|corp)\.?$/u;
const TOKENS = pattern(`${L}{2,}`);
const ONE_TOKEN = pattern(`${L}+`);
const CAPITAL = pattern(`[.!?][${BLANKS}]+[A-ZÀ-ÖØ-Þ]`, "u");
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
  const careless = !CAPITAL.test(own.slice(start, end));
  const english = isEnglish(said.slice(start, close));
  return { own, folded, said, start, end, close, careless, english };
}

/** Where the message proper starts and ends: after the greeting, before the sign-off. */
export function mainPart(body) {
  const { start, end } = read(body);
  return [start, end];
}

/** False if a body seems to be in another language, which phrases cannot judge. */
export const inEnglish = (body) => read(body).english;

/** How many words the message proper has. */
export const count = (body) => words(body.slice(...mainPart(body))).length;

/** Where each sentence of the message proper ends, in order. */
export function* sentenceEnds(body) {
  const { own, said, start, end, careless } = read(body);
  const [text, cased] = [said.slice(0, end), own.slice(0, end)];
  let last = start;
  for (const [first, after] of spansOf(SENTENCE_END, text, start)) {
    const before = trimEnd(text.slice(Math.max(last, first - 12), first));
    if (!before || !endsSentence(cased, careless, first, after, before)) continue;
    last = after;
    yield after;
  }
  if (trimStart(text.slice(last))) yield end;
}

function endsSentence(text, careless, first, after, before) {
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
  return careless || !LOWER.test(trimStart(text.slice(after, after + 200)));
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
const grammars = new Map();

/** A rule with the lists that it only names. */
const whollyListed = (rule) => ({ ...phrases[rule.listed], ...rule });

/** The grammars of a rule, made once for all cards. */
function grammarsOf({ id, words: lists, phrases: sure, perhaps, unless }) {
  if (!grammars.has(id)) {
    grammars.set(
      id,
      [sure, perhaps, unless].map((some) => some && grammar(lists, some)),
    );
  }
  return grammars.get(id);
}

/** Where the phrases stand, and those of `perhaps`, without what excuses them. */
function phrasesIn(rule, text) {
  const [sure, perhaps, unless] = grammarsOf(rule);
  const look = (one) => (one ? foundIn(one, text) : []);
  const denials = rule.not_after?.split(" ") ?? [];
  const counts = ([first]) => !denied(denials, DENIED_WITHIN, text, first);
  let [found, half] = [look(sure), look(perhaps)];
  if (!found.length && !half.length) return [[], []];
  const excuses = look(unless);
  found = apart(found, excuses).filter(counts);
  half = apart(apart(half, rule.kind === "forbid" ? excuses : []), found).filter(counts);
  return [placesOf(text, found), placesOf(text, half)];
}

/** Met, or how far from it: `over` means missed, `half` that nobody can tell. */
const graded = (over, half) => (over ? false : half ? null : true);

const FOUND = {
  require: (_, found, half) =>
    verdict(graded(!found.length && !half.length, !found.length), found.length ? found : half),
  "at-most": ({ times = 1, sure = times }, found) =>
    verdict(graded(found.length > sure, found.length > times), found),
};

function judgePhrases(rule, { subject }, reading) {
  if (!reading.english) return verdict(null);
  const [found, half] = phrasesIn(rule, tokensOf(reading));
  if (rule.kind !== "forbid") return FOUND[rule.kind](rule, found, half);
  const [inIt, halfInIt] = phrasesIn(rule, tokenised(subject, fold(subject), 0, subject.length));
  if (found.length || inIt.length) return verdict(false, found, inIt);
  const many = half.length + halfInIt.length;
  return verdict(graded(many >= (rule.enough ?? 2), many), half, halfInIt);
}

/** Met if the draft says no; not sure if it half does, in its subject or in few words. */
function judgeDecision({ sentences, enough = 8 }, { body, subject }, reading) {
  if (!reading.english) return verdict(null);
  const { firm, soft } = refusals(reading);
  const stop = sentences ? opening(body, sentences) : reading.close;
  const nearly = sentences ? opening(body, sentences + 1) : stop;
  const until = (place) => (span) => span[0] < place;
  const early = firm.filter(until(stop));
  if (early.length) return verdict(true, early);
  const half = [...soft.filter(until(stop)), ...firm.filter(until(nearly))];
  const few = words(reading.own.slice(reading.start, reading.end)).length < enough;
  if (half.length || few || inSubject(subject, fold(subject))) return verdict(null, half);
  return verdict(false, firm);
}

/** Where the first so many sentences end; very short ones do not count, such as `Thank you.` */
function opening(body, sentences) {
  const { said, start } = read(body);
  let [last, most, left] = [start, SHORT_OPENING, sentences];
  for (const end of sentenceEnds(body)) {
    const sentence = words(said.slice(last, end));
    const pleasant = sentence.slice(0, 2).some((word) => PLEASANTRIES.has(word));
    if (sentence.length > most && !pleasant) left -= 1;
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

/** True if two words differ only in their ending, or by one letter. */
function alike(one, other) {
  if (one === other) return true;
  const short = Math.min(one.length, other.length);
  if (short < 4) return false;
  const stem = Math.min(short, 6);
  return one.slice(0, stem) === other.slice(0, stem) || (short > 5 && hasSlip(other, one));
}

/** True if the text has the value, its initials, or a word of it that says something. */
function stands(wanted, text) {
  const value = squeezed(fold(wanted ?? ""));
  if (!value) return null;
  if (holds(squeezed(text), value.replace(LEGAL_FORM, ""))) return true;
  const tokens = value.match(TOKENS) ?? [];
  const said = new Set(text.match(ONE_TOKEN));
  const initials = tokens.map((token) => String.fromCodePoint(token.codePointAt(0))).join("");
  if (tokens.length > 1 && said.has(initials)) return true;
  const isThere = (token) => !SMALL.has(token) && [...said].some((word) => alike(token, word));
  const found = tokens.filter(isThere);
  if (found.some((token) => !GENERIC.has(token))) return true;
  return found.length || !tokens.length ? null : false;
}

function namesStand({ fields }, { subject, body, names }) {
  const text = fold(`${subject}\n${body}`);
  const said = fields.map((name) => stands(names.get(name), text));
  if (said.includes(false)) return false;
  return said.includes(null) ? null : true;
}

function leadPattern(phrases, names) {
  const value = (slot, name) => squeezed(names.get(name) ?? "").replaceAll("*", "") || slot;
  const leads = phrases.map((lead) => lead.replace(/\{(\w+)\}/, value));
  const known = leads.filter((lead) => !lead.includes("{"));
  return pattern(`(?<!${L})(?:${alternatives(known)})${GAP}`);
}

/** Names that stand where this field's value should and share no word with it. */
function otherNames(rule, leads, names, { own, said }) {
  const known = fold(names.get(rule.field) ?? "").match(TOKENS) ?? [];
  const isKnown = (token) => known.some((one) => alike(one, token));
  const twice = (name) => own.split(name).length > 2;
  const near = (place, end) => rule.near?.includes(trimEnd(said.slice(place, end)));
  const others = spansOf(leads, said, 0).flatMap(([first, after]) => {
    NAME.lastIndex = after;
    const name = NAME.exec(own);
    const tokens = name && fold(name[1]).match(TOKENS);
    if (!tokens || tokens.some(isKnown) || (near(first, after) && !twice(name[1]))) return [];
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

function judgeOtherName(rule, { subject, body, names }, reading) {
  const lacks = stands(names.get(rule.field), fold(`${subject}\n${body}`)) === false;
  const leads = leadPattern(lacks ? [...rule.after, ...(rule.near ?? [])] : rule.after, names);
  const others = (one) => otherNames(rule, leads, names, one);
  const found = clean(others(reading), others(read(subject)));
  if (!names.get(rule.field)) found.met ||= null;
  return found;
}

const JUDGES = {
  words: (rule, _, { own, start, end }) =>
    verdict(within(rule, words(own.slice(start, end)).length)),
  characters: (rule, { body }) => verdict(fits(rule, body)),
  fields: (rule, draft) => verdict(namesStand(rule, draft)),
  decision: judgeDecision,
  require: judgePhrases,
  forbid: (rule, draft, reading) => judgePhrases(whollyListed(rule), draft, reading),
  "at-most": judgePhrases,
  "other-name": judgeOtherName,
};

/**
 * The verdict of one rule: `met` is true, false, or null where it cannot tell; `spans` and `subject`
 * are the places of the words that it found in the body and in the subject.
 * `draft` has body, subject, names (a Map of known values).
 */
export function judge(rule, draft) {
  const way = JUDGES[rule.kind] ?? judgeSlips;
  return way(rule, draft, read(draft.body));
}
