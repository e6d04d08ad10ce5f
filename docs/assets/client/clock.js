// <kr-clock>: by when to reply, how to cancel with the time that is left, and reminders.

import { fill, part, parts, write } from "./dom.js";
import { download } from "./draft-file.js";
import { calendar } from "./ics.js";
import { store } from "./store.js";
import * as times from "./times.js";
import { clean, counted, timeInWords } from "./words.js";

const { at, daysAfter, inWords, offWeekend } = times;
const A_MINUTE = 60_000;
const LONGEST_NAME = 100;

const whole = (time) => new Date(new Date(time).setSeconds(0, 0));
const sameDay = (one, other) => one?.toDateString() === other.toDateString();

/** When a reminder is for: the time to reply, or a day that is counted from now. Null if for none. */
function remindAt(timing, now, by, interview) {
  const { working_days: days, months, before_interview: before } = timing;
  if (!days && !months) return by;
  const day = months
    ? offWeekend(times.monthsAfter(now, months), 1)
    : times.workingDaysAfter(now, days);
  const usual = at(day, timing.at);
  if (!before) return usual;
  const last = interview > now ? at(offWeekend(daysAfter(interview, -1), -1), timing.at) : usual;
  const when = last < usual ? last : usual;
  return when > (by ?? now) ? when : null; // nobody has written before
}

class Clock extends HTMLElement {
  connectedCallback() {
    const timings = JSON.parse(this.dataset.timings);
    const ofKind = (kind) => timings.filter((timing) => timing.kind === kind);
    this.notices = ofKind("notice"); // from most hours to least
    this.reminders = ofKind("reminder");
    this.due = Object.fromEntries(ofKind("reply").map((timing) => [timing.after, timing]));
    this.inputs = parts(this, "input");
    this.stopped = new AbortController();
    const { signal } = this.stopped;
    const listen = (type, handle) => this.addEventListener(type, handle, { signal });
    listen("input", ({ target }) => store.set({ [target.name]: target.value || undefined }));
    listen("submit", (event) => event.preventDefault());
    listen("click", ({ target }) => this.clicked(target.closest("[data-reminder] button")));
    const follow = (/** @type {any} */ { detail }) => this.changed(detail);
    store.addEventListener("change", follow, { signal });
    this.ticking = setInterval(() => this.update(), A_MINUTE);
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    part(this, "[data-zone]").textContent = timeZone ? ` (${timeZone})` : "";
    this.changed();
  }

  disconnectedCallback() {
    this.stopped.abort();
    clearInterval(this.ticking);
  }

  /** Follows the store; `names` are those that changed, if that is known. */
  changed(names) {
    const known = ["dates", ...this.inputs.map((input) => input.name)];
    if (names && !names.some((name) => known.includes(name))) return;
    // The working day runs from here, so that the answer does not move with every minute.
    this.decided = whole(new Date());
    part(this, ".kr-status").textContent = "";
    for (const input of this.inputs) fill(input, store.get(input.name));
    this.update();
  }

  update() {
    const now = new Date();
    const asked = (name) => times.moment(store.get(`${name}_date`), store.get(`${name}_time`));
    let invited = asked("invited");
    // Today, at a time that was not given: it cannot be later than now.
    if (!store.get("invited_time") && sameDay(invited, now)) invited = whole(now);
    this.plan = this.planned(now, invited, asked("interview"));
    this.show("[data-reply]", this.plan.reply);
    this.show("[data-notice]", this.plan.left);
    for (const advice of parts(this, "[data-fits]")) {
      advice.hidden = advice.dataset.fits !== this.plan.notice?.id;
    }
    for (const item of parts(this, "[data-reminder]")) {
      const when = this.plan.reminders.get(item.dataset.reminder);
      item.hidden = !when;
      item.querySelector("span").textContent = when ? inWords(when) : "";
    }
  }

  /** Changes only what is different, so that nothing is announced twice. */
  show(selector, text) {
    const place = part(this, selector);
    write(place, text);
    place.hidden = !text;
  }

  planned(now, invited, interview) {
    const [reply, by] = this.replyBy(now, invited, interview);
    const [left, notice] = this.noticeLeft(now, interview);
    const moments = this.reminders.map((it) => [it.id, remindAt(it, now, by, interview)]);
    return { reply, left, notice, reminders: new Map(moments) };
  }

  /** What to say about the reply, and the moment by which it should be out, if that is to come. */
  replyBy(now, invited, interview) {
    const { invitation, deciding } = this.due;
    if (!invited || !invitation || (interview && interview <= now)) return ["", null];
    if (invited > now) return ["That date is in the future. Please check it.", null];
    const { hours } = invitation;
    const last = times.workingDaysAfter(invited, Math.ceil(hours / 24));
    if (now > last) {
      return [`The ${hours} hours are over. Reply today: late is kinder than never.`, null];
    }
    const days = deciding?.working_days;
    const decided = days ? times.workingDaysAfter(this.decided, days) : last;
    const before = interview > now && daysAfter(interview, -1);
    if (before && before < decided && before < last) {
      if (before <= now) return ["The interview is near: reply now.", null];
      return [`Reply by ${inWords(before)}, a day before the interview.`, before];
    }
    const span = `${hours} hours after the invitation, weekends not counted`;
    const end = `${inWords(last)}: ${span}.`;
    if (decided >= last) return [`Reply, or ask for more time, by ${end}`, last];
    const soon = `${counted(days, "working day")} from now`;
    const first = `If you have decided, reply by ${inWords(decided)}, ${soon}.`;
    return [`${first} If not, you have until ${end}`, decided];
  }

  /** What to say about the time that is left, and the notice that fits it. */
  noticeLeft(now, interview) {
    if (!interview) return ["", null];
    const timed = store.get("interview_time");
    const notice = (left) => this.notices.find(({ hours }) => left >= hours * times.HOUR);
    if (!timed && sameDay(interview, now)) return ["The interview is today.", notice(0)];
    const left = interview.getTime() - now.getTime();
    if (left < 0)
      return ["The interview has passed.", this.notices.find(({ hours }) => hours == null)];
    const morning = timed ? "" : `${timeInWords(times.MORNING)} on the day of `;
    const span = times.spanInWords(left);
    return [`Time left before ${morning}the interview: ${span}. To cancel:`, notice(left)];
  }

  clicked(button) {
    if (!button) return;
    const id = button.closest("[data-reminder]").dataset.reminder;
    const timing = this.reminders.find((reminder) => reminder.id === id);
    const start = this.plan.reminders.get(id);
    const minutesLeft = Math.floor((start - Date.now()) / A_MINUTE);
    const company = clean(store.get("company") ?? "").slice(0, LONGEST_NAME);
    const link = new URL(button.dataset.link, location.href).href;
    const file = calendar({
      now: new Date(),
      start,
      summary: company ? `${timing.title} (${company})` : timing.title,
      description: `${timing.advice}\n${link}`,
      minutesBefore: Math.min(timing.minutes_before ?? 0, Math.max(0, minutesLeft)),
    });
    download(`kind-regrets-${id}.ics`, "text/calendar;charset=utf-8", file);
    part(this, ".kr-status").textContent =
      `Saved for ${inWords(start)}. Open the file to put it into your calendar.`;
  }
}

customElements.define("kr-clock", Clock);
