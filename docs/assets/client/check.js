// <draft-check>: holds a draft to the rules as it is typed. What is pasted never leaves the page.

import { lengthFor } from "./counts.js";
import { judge, mainPart, sentenceEnds, subjectAndBody, words } from "./rules.js";
import * as send from "./send.js";
import { store } from "./store.js";
import { said } from "./words.js";

const LONG_DRAFT = 6_000; // characters; from there on the rules wait for a pause, and take turns
const PAUSE = 150;
const SLICE = 10;
const SAY_AFTER = 800;
const MOST_WORDS = 6; // listed below a rule
const MOST_MARKS = 400;
const GROUPS = {
  change: "To change",
  hint: "Worth a look",
  unclear: "Not clear",
  human: "For you to judge",
  met: "Kept",
};
const NO_MATTER = new Set(["require", "first", "forbid", "at-most"]);

const rest = () => new Promise((done) => setTimeout(done));
const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

class DraftCheck extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    this.mirror = this.querySelector(".kr-mirror");
    this.rules = JSON.parse(this.dataset.rules).map((rule) => {
      const item = this.querySelector(`[data-rule="${rule.id}"]`);
      return { rule, item, home: item.parentElement, found: item.querySelector(".kr-found") };
    });
    this.addGroups();
    this.addEventListener("input", (event) => this.typed(event.target));
    this.addEventListener("click", (event) => this.clicked(event.target));
    this.addEventListener("submit", (event) => event.preventDefault());
    store.addEventListener("change", () => this.follow());
    this.follow();
    this.warmUp();
  }

  part(selector) {
    return this.querySelector(selector);
  }

  addGroups() {
    this.groups = {};
    this.homes = [...this.querySelectorAll(".kr-outcome > section")];
    for (const [name, title] of Object.entries(GROUPS)) {
      const list = element("ul", { className: "kr-verdicts" });
      const section = element("section", { hidden: true }, element("h2", { textContent: title }), list);
      section.dataset.group = name;
      this.part(".kr-outcome").append(section);
      this.groups[name] = { section, list };
    }
  }

  /** Has the browser compile the patterns while the reader is still looking for the draft. */
  async warmUp() {
    for (const { rule } of this.rules) {
      await rest();
      if (rule.kind) judge(rule, { body: "Thank you.", subject: "", names: new Map() });
    }
  }

  // ---- what the reader does ----

  typed(input) {
    if (input.name === "role" || input.name === "company") store.set({ [input.name]: input.value });
    else this.renew();
  }

  /** Takes over the names from the other pages. */
  follow() {
    for (const name of ["role", "company"]) {
      const input = this.part(`[name=${name}]`);
      if (input.value !== (store.get(name) ?? "")) input.value = store.get(name) ?? "";
    }
    this.renew();
  }

  async clicked(target) {
    const button = target.closest("button");
    const { start, end } = button?.dataset ?? {};
    if (start) this.select(Number(start), Number(end));
    const action = button?.dataset.action;
    if (action === "example") this.write(this.dataset.example);
    else if (action === "clear") this.write("");
    else if (action === "copy") {
      const { body } = this.taken();
      const copied = await send.copy(body);
      if (!copied) this.area.select();
      this.say(copied ? "The message is copied, without its subject." : "Press Ctrl+C, or ⌘C on a Mac.");
    }
  }

  /** Writes a draft as if it were typed, so that Ctrl+Z brings the former one back. */
  write(text) {
    this.area.focus();
    this.area.select();
    const done = document.execCommand?.("insertText", false, text);
    if (!done || this.area.value !== text) this.area.value = text;
    this.area.setSelectionRange(0, 0);
    this.renew();
  }

  select(start, end) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    const line = [...this.mirror.children].findLast((one) => one.start <= start);
    (line ?? this.area).scrollIntoView({ block: "center" });
  }

  // ---- checking ----

  /** Checks at once, or after a pause where the draft is long. */
  renew() {
    clearTimeout(this.waiting);
    const long = this.area.value.length > LONG_DRAFT;
    if (!long) {
      this.check();
      return;
    }
    this.part(".kr-outcome").setAttribute("aria-busy", "true");
    this.mark(this.area.value, null);
    this.waiting = setTimeout(() => this.check(), PAUSE);
  }

  /** The draft as the rules are given it, and where its parts stand in the text. */
  taken() {
    const text = this.area.value;
    const [subjectSpan, bodySpan] = subjectAndBody(text);
    const names = new Map();
    for (const name of ["role", "company"]) {
      const input = this.part(`[name=${name}]`);
      const value = said(input, input.value);
      if (value) names.set(name, value);
    }
    const [subject, body] = [text.slice(...subjectSpan), text.slice(...bodySpan)];
    const [category, channel] = ["category", "channel"].map((name) => this.part(`[name=${name}]`).value);
    const places = { subjectAt: subjectSpan[0], bodyAt: bodySpan[0] };
    return { text, subject, body, names, category, channel, ...places };
  }

  covers({ categories, channels }, { category, channel }) {
    return (
      (!categories.length || categories.includes(category)) &&
      (!channels.length || channels.includes(channel))
    );
  }

  async check() {
    const run = (this.run = {});
    const draft = this.taken();
    const verdicts = new Map();
    let since = performance.now();
    for (const { rule } of this.rules) {
      if (!rule.kind || !this.covers(rule, draft)) continue;
      verdicts.set(rule.id, judge(rule, draft));
      if (performance.now() - since < SLICE || draft.text.length <= LONG_DRAFT) continue;
      await rest();
      if (this.run !== run) return;
      since = performance.now();
    }
    this.show(draft, verdicts);
  }

  // ---- what the reader sees ----

  show(draft, verdicts) {
    this.part(".kr-outcome").removeAttribute("aria-busy");
    const empty = !draft.text.trim();
    const counts = { change: 0, hint: 0, unclear: 0, human: 0, met: 0 };
    const marks = [];
    for (const { rule, item, home, found } of this.rules) {
      const verdict = verdicts.get(rule.id);
      const covered = this.covers(rule, draft);
      const group = empty ? null : this.groupOf(item, verdict);
      const list = group ? this.groups[group].list : home;
      if (group && covered) counts[group] += 1;
      if (item.hidden === covered) item.hidden = !covered;
      if (item.parentElement !== list) this.place(item, list);
      tell(found, empty ? null : this.findings(rule, verdict, draft));
      if (!empty && verdict?.met === false) {
        const level = group === "hint" ? "kr-hinted" : "";
        marks.push(...placed(verdict, draft).map(([start, end]) => [start, end, level]));
      }
    }
    for (const home of this.homes) home.hidden = !empty;
    for (const [name, { section }] of Object.entries(this.groups)) section.hidden = !counts[name];
    for (const name of ["copy", "clear"]) this.part(`[data-action=${name}]`).hidden = empty;
    this.mark(draft.text, marks);
    this.tally(draft, verdicts, empty);
    this.summarise(counts, verdicts, empty);
  }

  groupOf(item, verdict) {
    if (item.dataset.level === "human") return "human";
    if (!verdict || verdict.met === null) return "unclear";
    if (verdict.met) return "met";
    return item.dataset.level === "must" ? "change" : "hint";
  }

  /** Puts an item into a list, in the order of the catalogue. */
  place(item, list) {
    const order = this.rules.map((one) => one.item);
    const after = [...list.children].find((other) => order.indexOf(other) > order.indexOf(item));
    list.insertBefore(item, after ?? null);
  }

  /** What a rule has found: sentences, and words as [words, start, end]. */
  findings(rule, verdict, draft) {
    if (!verdict || verdict.met) return null;
    if (verdict.met === null) {
      if (NO_MATTER.has(rule.kind)) return ["This does not look like English, which is all it can read."];
      return [rule.kind === "fields" ? "Type the role and the company above." : "Type the company above."];
    }
    const { body } = draft;
    if (rule.kind === "words") {
      const count = words(body.slice(...mainPart(body))).length;
      return [`${plural(count, "word", "words")}; ${rule.max} at most.`];
    }
    if (rule.kind === "characters") return [`${lengthFor(draft.channel, body, 0)}.`];
    if (rule.kind === "fields") {
      const lacks = (name) => judge({ ...rule, fields: [name] }, draft).met === false;
      const missing = rule.fields.filter(lacks).map((name) => `“${draft.names.get(name)}”`);
      return [`Not found: ${missing.join(" and ")}.`];
    }
    if (rule.kind === "require") return ["No such words found."];
    const found = placed(verdict, draft);
    if (rule.kind === "first" && !found.length) return ["No decision found."];
    const shown = found.slice(0, MOST_WORDS);
    const places = shown.map(([start, end]) => [label(draft.text, start, end), start, end]);
    const more = found.length - shown.length;
    return [rule.kind === "first" ? "Only here: " : "Found: ", ...places, more ? ` and ${more} more` : ""];
  }

  /** Repeats the text below the textarea with its marks; without any, lines keep those they have. */
  mark(text, marks) {
    marks?.sort((a, b) => a[0] - b[0]).splice(MOST_MARKS);
    const wanted = text.split("\n").map(lineOf(marks ?? []));
    const same = (line, one) => (marks ? line.key === one.key : line.textContent === one.text);
    const lines = [...this.mirror.children];
    // Only lines that have changed are made anew: a keystroke changes one of them.
    let first = 0;
    while (first < wanted.length && lines[first] && same(lines[first], wanted[first])) first += 1;
    let last = 0;
    const most = Math.min(wanted.length, lines.length) - first;
    while (last < most && same(lines.at(-1 - last), wanted.at(-1 - last))) last += 1;
    for (const line of lines.slice(first, lines.length - last)) line.remove();
    this.mirror.insertBefore(fragment(wanted.slice(first, wanted.length - last)), lines[lines.length - last] ?? null);
    for (const [index, line] of [...this.mirror.children].entries()) line.start = wanted[index].start;
  }

  tally({ body, channel }, verdicts, empty) {
    this.part(".kr-tally").hidden = empty;
    const count = words(body.slice(...mainPart(body))).length;
    this.part("[data-length]").textContent = lengthFor(channel, body, count);
    const orUnknown = (text) => text ?? "not known";
    const apologies = verdicts.get("one-apology");
    this.part("[data-apologies]").textContent = orUnknown(
      apologies.met === null ? undefined : String(apologies.spans.length),
    );
    const decision = verdicts.get("decide-early");
    this.part("[data-decision]").parentElement.hidden = !decision;
    this.part("[data-decision]").textContent = orUnknown(decision && decisionPlace(decision, body));
  }

  summarise({ change, hint, met }, verdicts, empty) {
    const judged = [...verdicts.values()].filter((verdict) => verdict.met !== null).length;
    const text = empty
      ? ""
      : `${change} to change, ${hint} worth a look, ${met} of ${judged} rules kept.`;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.say(text), this.part("[role=status]").textContent ? SAY_AFTER : 0);
  }

  say(text) {
    const status = this.part("[role=status]");
    if (status.textContent !== text) status.textContent = text;
  }
}

/** Where the words of a verdict stand in the text as it was typed. */
function placed({ spans, subject }, { subjectAt, bodyAt }) {
  const moved = (all, by) => all.map(([start, end]) => [start + by, end + by]);
  return [...moved(subject, subjectAt), ...moved(spans, bodyAt)];
}

/** Makes of each line its pieces: plain text, and marked text with its level. */
function lineOf(marks) {
  let [next, start] = [0, 0];
  return (line) => {
    const [from, end] = [start, start + line.length];
    start = end + 1;
    const pieces = [];
    let done = from;
    while (marks[next]?.[0] < end) {
      const [first, last, level] = marks[next];
      const [left, right] = [Math.max(first, done), Math.min(last, end)];
      if (left < right) {
        pieces.push([line.slice(done - from, left - from)], [line.slice(left - from, right - from), level]);
        done = right;
      }
      if (last > end) break;
      next += 1;
    }
    pieces.push([line.slice(done - from)]);
    return { start: from, text: line, pieces, key: JSON.stringify(pieces) };
  };
}

/** The lines as elements; what is marked is text too, whatever it looks like. */
function fragment(lines) {
  const made = document.createDocumentFragment();
  for (const { pieces, key } of lines) {
    const parts = pieces.map(([text, level]) =>
      level === undefined ? text : element("mark", { className: level, textContent: text }),
    );
    made.append(Object.assign(element("div", {}, ...parts), { key }));
  }
  return made;
}

/** Writes what a rule has found, if that is new; words are buttons that lead to them. */
function tell(place, findings) {
  const key = JSON.stringify(findings);
  if (place.findings === key) return;
  const parts = (findings ?? []).map((one) => {
    if (typeof one === "string") return one;
    const [textContent, start, end] = one;
    const button = element("button", { type: "button", textContent });
    Object.assign(button.dataset, { start, end });
    return button;
  });
  place.findings = key;
  place.hidden = !findings;
  place.replaceChildren(...parts);
}

/** Found words as a label. */
function label(text, start, end) {
  const found = text.slice(start, end);
  return found.trim() ? found.replace(/\s+/g, " ") : `${text.slice(0, start).split(/\s/).at(-1)} ␣␣`;
}

function decisionPlace(verdict, body) {
  if (verdict.met === null) return undefined;
  if (!verdict.spans.length) return "not found";
  const ends = [...sentenceEnds(body)];
  const place = ends.findIndex((end) => verdict.spans[0][0] < end) + 1;
  return place ? `in sentence ${place} of ${ends.length}` : "after the sign-off";
}

customElements.define("draft-check", DraftCheck);
