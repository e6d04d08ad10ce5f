// <kr-checker>: holds a draft to the rules as it is typed. What is pasted never leaves the page.

import { findings, placed, sentenceOf, show } from "./checker-findings.js";
import { offer, putIn } from "./checker-instead.js";
import { Mirror } from "./checker-mirror.js";
import { lengthFor, limitOf } from "./counts.js";
import { fill, hide, make, PAUSE, part } from "./dom.js";
import { count, judge, subjectAndBody } from "./rules.js";
import * as send from "./send.js";
import { store } from "./store.js";
import { said } from "./words.js";

const LONG_DRAFT = 6_000; // characters; from there on the rules wait for a pause, and take turns
const SLICE = 10;
const SAY_AFTER = 800;
const GROUPS = {
  change: "To change",
  hint: "Worth a look",
  unclear: "Not sure",
  human: "For you to judge",
  met: "Kept",
};
const NAMES = ["role", "company"];

const rest = () => new Promise((done) => setTimeout(done));
const covers = ({ categories, channels }, { category, channel }) =>
  (!categories.length || categories.includes(category)) &&
  (!channels.length || channels.includes(channel));

/** The group of a rule, by its level and by what was found. */
function groupOf(level, verdict) {
  if (level === "human") return "human";
  if (!verdict || verdict.met === null) return "unclear";
  if (verdict.met) return "met";
  return level === "must" ? "change" : "hint";
}

/** A rule with the same cause as another that is missed is not charged as well. */
function chargeOnce(rules, verdicts) {
  const missed = rules.filter(({ rule: { id } }) => verdicts.get(id)?.met === false);
  const ids = new Set(missed.map(({ rule }) => rule.id));
  for (const { rule } of missed) {
    if (ids.has(rule.spared_by)) verdicts.set(rule.id, { ...verdicts.get(rule.id), met: null });
  }
}

class Checker extends HTMLElement {
  connectedCallback() {
    this.area = part(this, "textarea");
    this.mirror = new Mirror(part(this, ".kr-checker-mirror"));
    this.outcome = part(this, ".kr-checker-outcome");
    this.rules = JSON.parse(this.dataset.rules).map((rule) => {
      const item = part(this, `[data-rule="${rule.id}"]`);
      return { rule, item, home: item.parentElement, found: part(item, ".kr-checker-found") };
    });
    this.homes = [...this.outcome.children];
    const groups = Object.entries(GROUPS);
    this.groups = new Map(groups.map(([name, title]) => [name, this.group(name, title)]));
    this.addEventListener("input", ({ target }) => this.typed(target));
    this.addEventListener("click", ({ target }) => this.clicked(target));
    this.addEventListener("submit", (event) => event.preventDefault());
    store.addEventListener("change", () => this.follow());
    this.follow();
    this.warmUp();
  }

  /** Adds the place of a group. */
  group(name, title) {
    const list = make("ul", { className: "kr-checker-verdicts" });
    const section = make("section", { hidden: true }, make("h2", { textContent: title }), list);
    section.dataset.group = name;
    this.outcome.append(section);
    return { section, list };
  }

  /** Has the browser compile the patterns while the reader is still looking for the draft. */
  async warmUp() {
    for (const { rule } of this.rules) {
      await rest();
      if (rule.kind) judge(rule, { body: "Thank you.", subject: "", names: new Map() });
    }
  }

  typed(input) {
    if (NAMES.includes(input.name)) store.set({ [input.name]: input.value });
    else this.renew();
  }

  /** Takes over the names from the other pages. */
  follow() {
    for (const name of NAMES) fill(part(this, `[name=${name}]`), store.get(name));
    this.renew();
  }

  async clicked(target) {
    const { action, start, end } = target.closest("button")?.dataset ?? {};
    if (start) {
      this.area.focus({ preventScroll: true });
      this.area.setSelectionRange(Number(start), Number(end));
      (this.mirror.lineAt(Number(start)) ?? this.area).scrollIntoView({ block: "center" });
    } else if (action === "use") this.use(target);
    else if (action === "example") this.write(this.dataset.example);
    else if (action === "clear") this.write("");
    else if (action === "copy") {
      const copied = await send.copy(this.taken().body);
      if (!copied) this.area.select();
      const byHand = "Press Ctrl+C, or ⌘C on a Mac.";
      this.say(copied ? "The message is copied, without its subject." : byHand);
    }
  }

  /** Puts the sentence of a button into the draft. */
  use(button) {
    const { rule } = this.rules.find(({ item }) => item.contains(button));
    const draft = this.taken();
    const sentence = part(button.parentElement, "q").textContent;
    const { text, start, end } = putIn(sentence, rule, judge(rule, draft), draft);
    this.write(text);
    this.area.setSelectionRange(start, end);
    this.say("The sentence is in your draft. Ctrl+Z takes it out again.");
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

  /** Checks at once, or after a pause where the draft is long. */
  renew() {
    clearTimeout(this.waiting);
    if (this.area.value.length <= LONG_DRAFT) this.check();
    else {
      this.outcome.setAttribute("aria-busy", "true");
      this.mirror.show(this.area.value, null);
      this.waiting = setTimeout(() => this.check(), PAUSE);
    }
  }

  /** The draft as the rules are given it, and where its parts stand in the text. */
  taken() {
    const text = this.area.value;
    const [subject, body] = subjectAndBody(text);
    const names = new Map();
    for (const input of NAMES.map((name) => part(this, `[name=${name}]`))) {
      const value = said(input, input.value);
      if (value) names.set(input.name, value);
    }
    return {
      text,
      subject: text.slice(...subject),
      body: text.slice(...body),
      names,
      category: part(this, "[name=category]").value,
      channel: part(this, "[name=channel]").value,
      subjectAt: subject[0],
      bodyAt: body[0],
    };
  }

  async check() {
    const run = {};
    this.run = run;
    const draft = this.taken();
    const verdicts = new Map();
    let since = performance.now();
    for (const { rule } of this.rules) {
      if (!rule.kind || !covers(rule, draft)) continue;
      verdicts.set(rule.id, judge(rule, draft));
      if (performance.now() - since < SLICE || draft.text.length <= LONG_DRAFT) continue;
      await rest();
      if (this.run !== run) return;
      since = performance.now();
    }
    this.show(draft, verdicts);
  }

  show(draft, verdicts) {
    const empty = !draft.text.trim();
    chargeOnce(this.rules, verdicts);
    this.outcome.removeAttribute("aria-busy");
    const sorted = this.rules.map((one) => this.sort(one, verdicts.get(one.rule.id), draft, empty));
    for (const home of this.homes) home.hidden = !empty;
    for (const [name, { section }] of this.groups) section.hidden = !sorted.includes(name);
    for (const name of ["copy", "clear"]) part(this, `[data-action=${name}]`).hidden = empty;
    const marks = this.rules.flatMap(({ rule }, index) => {
      const verdict = verdicts.get(rule.id);
      if (empty || verdict?.met !== false) return [];
      const level = sorted[index] === "hint" ? "kr-checker-hinted" : "";
      return placed(verdict, draft).map(([start, end]) => [start, end, level]);
    });
    this.mirror.show(draft.text, marks);
    this.tally(draft, verdicts, empty);
    this.summarise(sorted, verdicts, empty);
  }

  /** Moves a rule to its group, with what was found; returns the group if the rule is shown. */
  sort({ rule, item, home, found }, verdict, draft, empty) {
    const covered = covers(rule, draft);
    const group = empty ? "" : groupOf(item.dataset.level, verdict);
    const list = this.groups.get(group)?.list ?? home;
    hide(item, !covered);
    if (item.parentElement !== list) {
      const order = this.rules.map((one) => one.item);
      const later = (other) => order.indexOf(other) > order.indexOf(item);
      list.insertBefore(item, [...list.children].find(later) ?? null);
    }
    show(found, empty ? null : findings(rule, verdict, draft));
    const question = part(item, ".kr-checker-question");
    if (question) hide(question, group !== "unclear");
    offer(item, group === "change" || group === "hint", draft);
    return covered ? group : "";
  }

  tally(draft, verdicts, empty) {
    const { body, channel } = draft;
    const covering = this.rules.map((one) => one.rule).filter((rule) => covers(rule, draft));
    const limit = limitOf(covering);
    part(this, ".kr-checker-tally").hidden = empty;
    const told = (id, tell) => {
      const verdict = verdicts.get(id);
      return verdict && (verdict.met === null ? "not known" : tell(verdict.spans));
    };
    const facts = {
      length: lengthFor(channel, body, count(body), limit),
      apologies: told("one-apology", (spans) => String(spans.length)),
      decision: told("decide-early", (spans) => sentenceOf(spans, body)),
    };
    for (const [name, text = ""] of Object.entries(facts)) {
      const place = part(this, `[data-${name}]`);
      place.textContent = text;
      place.parentElement.hidden = !text; // the rule is not for such a draft
    }
  }

  summarise(sorted, verdicts, empty) {
    const many = (name) => sorted.filter((group) => group === name).length;
    const judged = [...verdicts.values()].filter((verdict) => verdict.met !== null).length;
    const wrong = `${many("change")} to change, ${many("hint")} worth a look`;
    const text = `${wrong}, ${many("met")} of ${judged} rules kept.`;
    clearTimeout(this.saying);
    const wait = part(this, "[role=status]").textContent ? SAY_AFTER : 0;
    this.saying = setTimeout(() => this.say(empty ? "" : text), wait);
  }

  say(text) {
    const status = part(this, "[role=status]");
    if (status.textContent !== text) status.textContent = text;
  }
}

customElements.define("kr-checker", Checker);
