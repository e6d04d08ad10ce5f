// Counts and judges the message of a card. A first view needs neither, so this is loaded later.

import { lengthFor, limitOf } from "./counts.js";
import { count, judge } from "./rules.js";

export const lengthOf = (channel, body, rules) =>
  lengthFor(channel, body, count(body), limitOf(rules));

/** Whether a message meets each rule: true, false, or null where that is not clear. */
export function judged(rules, message, { texts, blanks }) {
  // A blank counts as named: that it is empty is for no-leftover-placeholders to say.
  const left = [...blanks].map(([name, label]) => [name, `[${label}]`]);
  const draft = { ...message, names: new Map([...texts, ...left]) };
  return rules.map((rule) => judge(rule, draft).met);
}
