// Runs the rules of good practice over a text, as macros/rules.py does; the tests compare the two.

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?![\p{L}\p{N}])[^\n]*\n/iu;
const SIGN_OFF =
  /^(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|my)? ?(?:regards|wishes|thanks)|all the best|best|yours(?: sincerely| faithfully| truly)?|sincerely|thank you|cheers)[,.]?[ \t]*$/gimu;
const SENTENCE_END = /[.!?…]+["'’”)\]]*(?=[\t\n\r \u00a0]|$)|\n/gu;
const TITLES = new Set(
  "mr mrs ms mx dr prof st no inc ltd co corp vs etc e.g i.e approx".split(" "),
);
const SLIPS = {
  "doubled-words":
    /(?<![\p{L}\p{N}])(?!(?:that|had)[ \t])(\p{L}+)[ \t\n]+\1(?![\p{L}\p{N}])/giu,
  "double-spaces": /(?<=[^ \t\n])[ \t]{2,}(?=[^ \t\n])/gu,
  placeholders:
    /\[[^\]\n]{1,60}\]|\{\{[^}\n]{0,60}\}\}|<[A-Za-z][^>\n]{0,60}>|_{3,}|(?<![\p{L}\p{N}])X{2,}(?![\p{L}\p{N}])/gu,
};

/** The words of a text: what stands between spaces and holds a letter or a digit. */
export const words = (text) =>
  (text.match(/[^\t\n\r \u00a0]+/g) ?? []).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** Where the message proper starts and ends: after the greeting, before the sign-off. */
export function mainPart(body) {
  const greeting = GREETING.exec(body)?.[0] ?? "";
  let start = /[,:]\s*$/.test(greeting) || words(greeting).length <= 4 ? greeting.length : 0;
  SIGN_OFF.lastIndex = start;
  let end = SIGN_OFF.exec(body)?.index ?? body.length;
  while (start < end && " \t\n".includes(body[start])) start += 1;
  while (end > start && " \t\n".includes(body[end - 1])) end -= 1;
  return [start, end];
}

function spansOf(pattern, text, start) {
  pattern.lastIndex = start;
  const spans = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    spans.push([match.index, match.index + match[0].length]);
  }
  return spans;
}

/** Where the first `count` sentences end; titles and lower-case words end no sentence. */
function sentenceEnd(body, start, end, count) {
  const text = body.slice(0, end);
  let last = start;
  for (const [first, after] of spansOf(SENTENCE_END, text, start)) {
    const mark = text.slice(first, after);
    const before = text.slice(last, first).trim().split(/\s+/).at(-1);
    if (!before || (mark === "." && TITLES.has(before.toLowerCase()))) continue;
    if (mark !== "\n" && /^\s*\p{Ll}/u.test(text.slice(after))) continue;
    count -= 1;
    last = after;
    if (!count) return last;
  }
  return end;
}

/** One phrase as a pattern: spaces stretch, apostrophes may be curly, `*` is any ending. */
const phraseSource = (phrase) =>
  phrase
    .replace(/[.+?^${}()|[\]\\/]/g, "\\$&")
    .replaceAll("*", "[\\p{L}\\p{N}]*")
    .replaceAll(" ", "[ \\t\\n]+")
    .replaceAll("'", "['’]");

const patterns = new Map();

function phrasePattern(phrases) {
  const key = phrases.join("\n");
  if (!patterns.has(key)) {
    const parts = phrases.map(phraseSource).sort((a, b) => b.length - a.length);
    patterns.set(
      key,
      new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join("|")})(?![\\p{L}\\p{N}])`, "giu"),
    );
  }
  return patterns.get(key);
}

const within = ({ min = 0, max = Infinity }, count) => count >= min && count <= max;

/**
 * The verdict of one rule: `met` is true, false, or null where it cannot tell.
 * `draft` has body, subject, names (a Map of known values); `part` is mainPart(body).
 */
export function judge(rule, draft, part = mainPart(draft.body)) {
  const { body } = draft;
  const [start, end] = part;
  switch (rule.kind) {
    case "words":
      return { met: within(rule, words(body.slice(start, end)).length), spans: [] };
    case "characters":
      return { met: [...body].length <= rule.max, spans: [] };
    case "fields": {
      const values = rule.fields.map((name) => draft.names.get(name));
      const whole = `${draft.subject}\n${body}`.toLowerCase();
      const met = values.every((value) => value && whole.includes(value.toLowerCase()));
      return { met: values.every(Boolean) ? met : null, spans: [] };
    }
    case "require":
    case "first":
    case "forbid":
    case "at-most": {
      const stop =
        rule.kind === "first" ? sentenceEnd(body, start, end, rule.sentences ?? 2) : end;
      const found = spansOf(phrasePattern(rule.phrases), body.slice(0, end), start);
      const spans = found.filter(([first]) => first < stop);
      if (rule.kind === "require" || rule.kind === "first") return { met: spans.length > 0, spans };
      const allowed = rule.kind === "at-most" ? (rule.times ?? 1) : 0;
      const met = spans.length <= allowed;
      return { met, spans: met ? [] : spans };
    }
    default: {
      const spans = spansOf(SLIPS[rule.kind], body, 0);
      return { met: spans.length === 0, spans };
    }
  }
}
