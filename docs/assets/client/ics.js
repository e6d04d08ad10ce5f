// Calendar files with one event and its alarm, as RFC 5545 wants them.

import { pieces } from "./draft-file.js";

const MOST_OCTETS = 75;
const EVENT_LASTS = 15 * 60_000;

/** Text as a property's value: marks escaped, line ends as \n, no other control characters. */
const escaped = (text) =>
  text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[\u0000-\u001f\u007f]/g, "");

/** A line cut into lines of at most 75 octets, with the space that each but the first begins with. */
const folded = (line) => pieces(line, MOST_OCTETS - 1).join("\r\n ");

// An instant in UTC means the same everywhere. A time without a zone would move with a reader who
// travels, and a named zone would need its daylight-saving rules in the file. The instant is worked
// out from the reader's own clock, on the day of the event, so that summer time is accounted for.
const utc = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");

function uid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}@kind-regrets`;
}

/** A file with one event at `start`, and an alarm so many minutes before it. */
export function calendar({ now, start, summary, description, minutesBefore }) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Kind Regrets//Reminders//EN",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    `UID:${uid()}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(new Date(start.getTime() + EVENT_LASTS))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `TRIGGER:-PT${minutesBefore}M`,
    `DESCRIPTION:${escaped(summary)}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ];
  return lines.map(folded).join("\r\n");
}
