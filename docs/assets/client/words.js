// How typed values are said in a message. macros/rendering/values.py says them so too.

const BLANKS =
  /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;

/**
 * A typed value on one line: white space and control characters become single spaces.
 * @param {string} value
 */
export const clean = (value) =>
  value
    .replace(/[\r\n]/g, "")
    .replace(BLANKS, " ")
    .trim();

/**
 * A paragraph with runs of spaces as one, lines trimmed, and empty lines gone.
 * @param {string} paragraph
 */
export const tidy = (paragraph) =>
  paragraph
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").replace(/^ | $/g, ""))
    .filter(Boolean)
    .join("\n");

const [WEEKDAYS, MONTHS] = [
  "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
  "January February March April May June July August September October November December",
].map((names) => names.split(" "));

/**
 * A number of things: 1 day, 2 days.
 * @param {number} number
 * @param {string} unit
 */
export const counted = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"}`;

/** How the reader's language orders a date; what is no language at all says nothing of it. */
function ownOrder() {
  try {
    const format = new Intl.DateTimeFormat(navigator.languages, { month: "long", day: "numeric" });
    const first = format.formatToParts().find(({ type }) => type === "day" || type === "month");
    return `${first?.type}-first`;
  } catch {
    return "day-first";
  }
}

const OWN_ORDER = ownOrder();

/**
 * The order of day and month: `dates` as the reader picked it, else that of their language.
 * @param {string | undefined} dates
 */
export const dateOrder = (dates) =>
  dates === "day-first" || dates === "month-first" ? dates : OWN_ORDER;

/**
 * A date as it is said, from 2027-03-04: Thursday 4 March, or Thursday, March 4. "" if none.
 * @param {string} value
 * @param {string} [order]
 */
export function dateInWords(value, order) {
  const day = new Date(`${value}T00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  const [weekday, month] = [WEEKDAYS[day.getUTCDay()], MONTHS[day.getUTCMonth()]];
  const number = day.getUTCDate();
  if (order === "month-first") return `${weekday}, ${month} ${number}`;
  return `${weekday} ${number} ${month}`;
}

/**
 * A time as it is said, from 14:30: 2:30 pm; noon and midnight by name. Empty if it is no time.
 * @param {string} value
 */
export function timeInWords(value) {
  const match = /^(\d\d):(\d\d)/.exec(value);
  if (!match) return "";
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (minute === 0 && hour % 12 === 0) return hour ? "noon" : "midnight";
  const minutes = minute ? `:${match[2]}` : "";
  return `${((hour + 11) % 12) + 1}${minutes} ${hour >= 12 ? "pm" : "am"}`;
}

/**
 * A value without the words that its sentence says already: the Baker role is a Baker.
 * @param {string} value
 * @param {DOMStringMap} words
 */
function dropped(value, { dropsFirst: first, dropsLast: last }) {
  const rest = first ? value.replace(new RegExp(`^(?:${first}) (?=.)`, "i"), "") : value;
  return last ? rest.replace(new RegExp(` (?:${last})$`, "i"), "") : rest;
}

/**
 * The value of an input as the message says it.
 * @param {HTMLInputElement} input
 * @param {string} value
 * @param {string} [order] of day and month, where it may be a date
 */
export function said(input, value, order) {
  if (input.type === "date") return dateInWords(value, order);
  if (input.type === "time") return timeInWords(value);
  return dropped(clean(value), input.dataset);
}
