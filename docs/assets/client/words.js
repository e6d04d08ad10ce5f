// How typed values are said in a message. macros/render.py says them in the same way.

const BLANKS =
  /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;

/** A typed value on one line: white space and control characters become single spaces. */
export const clean = (value) =>
  value.replace(/[\r\n]/g, "").replace(BLANKS, " ").replace(/^ | $/g, "");

/** A paragraph with runs of spaces as one, lines trimmed, and empty lines gone. */
export const tidy = (paragraph) =>
  paragraph
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").replace(/^ | $/g, ""))
    .filter(Boolean)
    .join("\n");

const inUtc = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const WEEKDAY = inUtc({ weekday: "long" });
const MONTH = inUtc({ month: "long" });

/** A date as it is said, from 2027-03-04: Thursday 4 March. Empty if it is no date. */
export function dateInWords(value) {
  const day = new Date(`${value}T00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  return `${WEEKDAY.format(day)} ${day.getUTCDate()} ${MONTH.format(day)}`;
}

/** A time as it is said, from 14:30: 2:30 pm; noon and midnight by name. Empty if it is no time. */
export function timeInWords(value) {
  const match = /^(\d\d):(\d\d)/.exec(value);
  if (!match) return "";
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (minute === 0 && hour % 12 === 0) return hour ? "noon" : "midnight";
  const minutes = minute ? `:${match[2]}` : "";
  return `${((hour + 11) % 12) + 1}${minutes} ${hour >= 12 ? "pm" : "am"}`;
}

/** The value of an input as the message says it. */
export function said(input, value) {
  if (input.type === "date") return dateInWords(value);
  if (input.type === "time") return timeInWords(value);
  return clean(value);
}
