// Times by the reader's own clock: dates keep their time of day across a change to summer time.

import { store } from "./store.js";
import { counted, dateInWords, dateOrder, timeInWords } from "./words.js";

export const HOUR = 3_600_000;

/** Where a time is needed and none was given: the start of a working day. */
export const MORNING = "09:00";

const two = (number) => String(number).padStart(2, "0");
const weekend = (day) => day.getDay() % 6 === 0;

/** The moment that two inputs name, or null; years that are still being typed are none. */
export function moment(date, time) {
  const found = new Date(`${date}T${time || MORNING}`);
  return found.getFullYear() >= 2000 ? found : null;
}

/** The same day at a time such as 10:00. */
export function at(day, time) {
  const [hour, minute] = time.split(":").map(Number);
  return new Date(new Date(day).setHours(hour, minute, 0, 0));
}

/** So many days later, or earlier, at the same time of day. */
export const daysAfter = (day, count) => new Date(new Date(day).setDate(day.getDate() + count));

/** The day itself, or the nearest working day in a direction (1 or -1). */
export const offWeekend = (day, direction) =>
  weekend(day) ? offWeekend(daysAfter(day, direction), direction) : day;

/** So many working days later; what comes at a weekend counts from Monday morning. */
export function workingDaysAfter(day, count) {
  let result = weekend(day) ? at(offWeekend(day, 1), MORNING) : day;
  for (let left = count; left > 0; left -= 1) result = offWeekend(daysAfter(result, 1), 1);
  return result;
}

/** So many months later, on the last day of a month that is too short. */
export function monthsAfter(day, count) {
  const lastOfMonth = new Date(day.getFullYear(), day.getMonth() + count + 1, 0);
  const result = new Date(day);
  result.setDate(1);
  result.setMonth(day.getMonth() + count, Math.min(day.getDate(), lastOfMonth.getDate()));
  return result;
}

/** A moment in words: Thursday 4 March at 10 am, in the order that the reader wants. */
export function inWords(moment) {
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
  const time = [two(moment.getHours()), two(moment.getMinutes())].join(":");
  return `${dateInWords(date, dateOrder(store.get("dates")))} at ${timeInWords(time)}`;
}

/** A span in words, rounded down: 3 days, 27 hours, less than an hour. */
export function spanInWords(span) {
  if (span >= 48 * HOUR) return counted(Math.floor(span / (24 * HOUR)), "day");
  if (span >= HOUR) return counted(Math.floor(span / HOUR), "hour");
  return "less than an hour";
}
