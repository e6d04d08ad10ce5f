// How long a message is in the terms of its channel. macros/rendering/length.py says the same.

import { tables } from "./tables.js";
import { counted } from "./words.js";

const seconds = (words, rate) => {
  const total = Math.max(1, Math.round((words * 60) / rate));
  return total < 90 ? counted(total, "second") : counted(Math.round(total / 60), "minute");
};

/** The room that a text message takes, and the character, if any, that is not plain. */
export function textMessage(body) {
  const odd = [...body].find((c) => !tables.gsm.includes(c) && !tables.gsm_twice.includes(c));
  if (odd) return { used: body.length, odd };
  return { used: [...body].reduce((sum, c) => sum + (tables.gsm_twice.includes(c) ? 2 : 1), 0) };
}

/** The rule, of these, that says how many characters a message may have, if there is one. */
export const limitOf = (rules) => rules.find((rule) => rule.kind === "characters");

/** One phrase on the length of a message for a channel, under the rule that limits it if any does. */
export function lengthFor(channel, body, words, limit) {
  if (limit?.max_unicode) {
    const { used, odd } = textMessage(body);
    const { max, max_unicode: most } = limit;
    const why = odd ? ` (${most} and not ${max}, because of “${odd}”)` : "";
    return `${used} of ${odd ? most : max} characters${why}`;
  }
  if (limit) {
    const note = limit.note ? ` (${limit.note})` : "";
    return `${[...body].length} of ${limit.max} characters${note}`;
  }
  const counts = counted(words, "word");
  if (channel !== "phone") return `${counts}, ${seconds(words, tables.read_a_minute)} to read`;
  return `${counts}, about ${seconds(words, tables.spoken_a_minute)} to say`;
}
