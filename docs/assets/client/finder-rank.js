// Ranks what is in the finder's index by a reader's words, as macros/finding/rank.py does, which
// says what the numbers mean.

const PREFIX = 0.8;
const TYPO = 0.6;
const SHORTEST_PREFIX = 3;
const SHORTEST_TYPO = 4;
const SHORTEST_STEM = 3;
const ENOUGH = 0.34;
const MOST = 12;

/**
 * The index as macros/pages/finder.py writes it.
 * @typedef {{same: Record<string, string>, endings: [string, string][],
 *   entries: [string, string, string, number][], postings: Record<string, number[]>}} Data
 */

/** @typedef {{url: string, title: string, about: string, guide: boolean}} Found */

export class Index {
  /** @param {Data} data */
  constructor({ same, endings, entries, postings }) {
    this.same = new Map(Object.entries(same));
    this.postings = new Map(Object.entries(postings));
    this.endings = endings;
    this.entries = entries;
  }

  /**
   * What fits these words, best first: messages, then sections of the guide.
   * @param {string} text
   * @returns {Found[]}
   */
  find(text) {
    const scores = this.score(text);
    const least = Math.max(0, ...scores.values()) * ENOUGH;
    const guide = (/** @type {number} */ number) => this.entries[number][3];
    return [...scores]
      .filter(([, points]) => points >= least)
      .sort(([a, p], [b, q]) => guide(a) - guide(b) || q - p || a - b)
      .slice(0, MOST)
      .map(([number]) => this.entries[number])
      .map(([url, title, about, section]) => ({ url, title, about, guide: section === 1 }));
  }

  /**
   * For each entry that has any of the words, how well it fits.
   * @param {string} text
   */
  score(text) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const [term, match] of this.matched(text)) {
      const posting = this.postings.get(term) ?? [];
      for (let at = 0, number = 0; at < posting.length; at += 2) {
        number += posting[at];
        scores.set(number, (scores.get(number) ?? 0) + match * posting[at + 1]);
      }
    }
    return scores;
  }

  /**
   * The terms of the index that the words stand for, in order, with how well they match.
   * @param {string} text
   */
  matched(text) {
    const typed = words(text);
    const joined = typed.slice(1).map((word, at) => this.stem(typed[at] + word));
    const stems = typed.map((word) => this.stem(word));
    stems.push(...joined.filter((stem) => this.postings.has(stem)));
    /** @type {Map<string, number>} */
    const best = new Map();
    for (const [term, match] of stems.flatMap((stem) => this.close(stem)))
      for (const one of [term, this.same.get(term) ?? ""])
        if (this.postings.has(one)) best.set(one, Math.max(best.get(one) ?? 0, match));
    return [...best].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /**
   * The stem itself if it is known, or those that it may be the beginning or a slip of.
   * @param {string} stem
   * @returns {[string, number][]}
   */
  close(stem) {
    if (this.postings.has(stem) || this.same.has(stem)) return [[stem, 1]];
    /** @type {[string, number][]} */
    const found = [];
    for (const term of this.postings.keys()) {
      if (stem.length >= SHORTEST_PREFIX && term.startsWith(stem)) found.push([term, PREFIX]);
      else if (slip(stem, term)) found.push([term, TYPO]);
    }
    return found;
  }

  /** @param {string} word */
  stem(word) {
    const longest = word.length - SHORTEST_STEM;
    const fits = (/** @type {string} */ ending) =>
      ending.length <= longest && word.endsWith(ending);
    const [ending, instead] = this.endings.find(([ending]) => fits(ending)) ?? ["", ""];
    let stem = word.slice(0, word.length - ending.length) + instead;
    if (stem.length > SHORTEST_STEM && stem.at(-1) === stem.at(-2)) stem = stem.slice(0, -1);
    return stem.length > SHORTEST_STEM && stem.endsWith("e") ? stem.slice(0, -1) : stem;
  }
}

/** @param {string} text */
function words(text) {
  const bare = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "");
  return bare.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * True if one letter too many, too few, wrong or out of place makes one word the other.
 * @param {string} typed
 * @param {string} meant
 */
function slip(typed, meant) {
  const shorter = Math.min(typed.length, meant.length);
  if (shorter < SHORTEST_TYPO || Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < shorter && typed[start] === meant[start]) start += 1;
  const [a, b] = [typed.slice(start), meant.slice(start)];
  const swapped = a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}
