// The draft once more, below the textarea in the same place, with marks where rules have found words.

import { make } from "./dom.js";

const MOST_MARKS = 400;

/** Makes of each line its pieces: plain text, and marked text with its level. */
function lineOf(marks) {
  let [next, start] = [0, 0];
  return (text) => {
    const [from, end] = [start, start + text.length];
    start = end + 1;
    const pieces = [];
    let done = from;
    while (marks[next]?.[0] < end) {
      const [first, last, level] = marks[next];
      const [left, right] = [Math.max(first, done), Math.min(last, end)];
      if (left < right) {
        pieces.push([text.slice(done - from, left - from)]);
        pieces.push([text.slice(left - from, right - from), level]);
        done = right;
      }
      if (last > end) break;
      next += 1;
    }
    pieces.push([text.slice(done - from)]);
    return { start: from, text, pieces, key: JSON.stringify(pieces) };
  };
}

/** A line as an element. */
function drawn({ pieces, key }) {
  const parts = pieces.map(([textContent, className]) =>
    className === undefined ? textContent : make("mark", { className, textContent }),
  );
  return make("div", { key }, ...parts);
}

export class Mirror {
  constructor(place) {
    this.place = place;
    this.starts = [];
  }

  /** Repeats a text with its marks, each [start, end, class]; without any, lines keep theirs. */
  show(text, marks) {
    const few = (marks ?? []).sort((a, b) => a[0] - b[0]).slice(0, MOST_MARKS);
    const wanted = text.split("\n").map(lineOf(few));
    const same = (line, one) => (marks ? line.key === one.key : line.textContent === one.text);
    const lines = [...this.place.children];
    // Only lines that have changed are made anew: a keystroke changes one of them.
    let first = 0;
    while (first < wanted.length && lines[first] && same(lines[first], wanted[first])) first += 1;
    let last = 0;
    const most = Math.min(wanted.length, lines.length) - first;
    while (last < most && same(lines.at(-1 - last), wanted.at(-1 - last))) last += 1;
    for (const line of lines.slice(first, lines.length - last)) line.remove();
    const fresh = document.createDocumentFragment();
    fresh.append(...wanted.slice(first, wanted.length - last).map(drawn));
    this.place.insertBefore(fresh, lines[lines.length - last] ?? null);
    this.starts = wanted.map((line) => line.start);
  }

  /** The line in which a place of the text stands. */
  lineAt(start) {
    return this.place.children[this.starts.findLastIndex((from) => from <= start)];
  }
}
