// How long a message is in the terms of the channel that it is for.

const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
  "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_DOUBLE = "^{}\\[~]|€";
const READ_A_MINUTE = 200;
const SPOKEN_A_MINUTE = 150;

const seconds = (words, rate) => {
  const total = Math.max(1, Math.round((words * 60) / rate));
  return total < 90 ? `${total} seconds` : `${Math.round(total / 60)} minutes`;
};

/** A text message's length: 160 plain characters, or 70 if one character is not plain. */
function textMessage(body) {
  const odd = [...body].find((c) => !GSM.includes(c) && !GSM_DOUBLE.includes(c));
  if (odd) return `${body.length} of 70 characters (70 and not 160, because of “${odd}”)`;
  const used = [...body].reduce((sum, c) => sum + (GSM_DOUBLE.includes(c) ? 2 : 1), 0);
  return `${used} of 160 characters`;
}

/** One phrase on the length of a message for a channel. */
export function lengthFor(channel, body, words) {
  const counted = `${words} ${words === 1 ? "word" : "words"}`;
  if (channel === "linkedin") return `${[...body].length} of 200 characters (300 with Premium)`;
  if (channel === "text") return textMessage(body);
  if (channel === "phone") return `${counted}, about ${seconds(words, SPOKEN_A_MINUTE)} to say`;
  return `${counted}, ${seconds(words, READ_A_MINUTE)} to read`;
}
