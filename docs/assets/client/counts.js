// How long a message is in the terms of its channel. macros/rendering/length.py says the same.

import { counted } from "./words.js";

const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
  "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_DOUBLE = "^{}\\[~]|€";
const READ_A_MINUTE = 200;
const SPOKEN_A_MINUTE = 140;

const seconds = (words, rate) => {
  const total = Math.max(1, Math.round((words * 60) / rate));
  return total < 90 ? counted(total, "second") : counted(Math.round(total / 60), "minute");
};

/** The room that a text message takes, and the character, if any, that is not plain. */
export function textMessage(body) {
  const odd = [...body].find((c) => !GSM.includes(c) && !GSM_DOUBLE.includes(c));
  if (odd) return { used: body.length, odd };
  return { used: [...body].reduce((sum, c) => sum + (GSM_DOUBLE.includes(c) ? 2 : 1), 0) };
}

/** One phrase on the length of a message for a channel. */
export function lengthFor(channel, body, words) {
  if (channel === "linkedin") return `${[...body].length} of 200 characters (300 with Premium)`;
  if (channel === "text") {
    const { used, odd } = textMessage(body);
    const why = odd ? ` (70 and not 160, because of “${odd}”)` : "";
    return `${used} of ${odd ? 70 : 160} characters${why}`;
  }
  if (channel === "phone")
    return `${counted(words, "word")}, about ${seconds(words, SPOKEN_A_MINUTE)} to say`;
  return `${counted(words, "word")}, ${seconds(words, READ_A_MINUTE)} to read`;
}
