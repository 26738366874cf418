// The last 24 hours as a strip of slots, and the scrubber over it: choosing one shows the fleet as it was then.

import {el, put, svg, text} from "./dom.js";
import {tableButton} from "./table.js";
import {HOUR_MS, count, gap, plural, when} from "./words.js";

const HEIGHT = 44;
const LEAST = 12;
/** A gap that is so long has its reason written on it. */
const WORDY_SLOTS = 9;

export class Strip {
  /** @param choose called with the time that was chosen, ms; null: now */
  constructor(app, choose) {
    this.app = app;
    this.choose = choose;
    this.place = 0;
    this.slots = [];
    this.chart = svg("svg", {class: "slots", preserveAspectRatio: "none", "aria-hidden": "true"});
    this.marks = el("div", {class: "marks", "aria-hidden": "true"});
    this.hours = el("div", {class: "hours", "aria-hidden": "true"});
    this.cursor = el("div", {class: "cursor", "aria-hidden": "true"});
    this.slider = el("div", {class: "slider", role: "slider", tabindex: "0", "aria-label": "Time of the matrix", "aria-orientation": "horizontal"},
      this.chart, this.marks, this.cursor);
    this.words = el("p", {class: "strip-words"});
    this.table = tableButton("The strip as a table", ["time", "runs", "pairs", "proven", "refuted", "unobserved", "no run because"], () => this.rows());
    this.element = el("div", {class: "strip"}, this.slider, this.hours, this.words, this.table);
    this.slider.addEventListener("keydown", event => this.pressed(event));
    this.slider.addEventListener("pointermove", event => this.say(this.under(event)));
    this.slider.addEventListener("pointerleave", () => this.describe());
    this.slider.addEventListener("click", event => this.take(this.under(event)));
  }

  /**
   * @param day the answer of GET slots
   * @param at the time that is shown; null: now
   */
  show(day, at) {
    this.day = day;
    this.at = at;
    const number = Math.max(1, Math.round((day.to - day.from) / day.step));
    this.slots = Array.from({length: number}, (_, place) => ({t: day.from + place * day.step, runs: 0, gap: null}));
    for (const slot of day.slots) {
      const place = Math.round((slot.t - day.from) / day.step);
      if (this.slots[place]) this.slots[place] = slot;
    }
    this.place = at === null ? number - 1 : Math.max(0, Math.min(number - 1, Math.floor((at - day.from) / day.step)));
    this.draw();
    this.describe();
    this.table.refresh();
  }

  draw() {
    this.chart.setAttribute("viewBox", "0 0 " + this.slots.length * 10 + " " + HEIGHT);
    const rect = (place, y, height, kind) => height > 0 && svg("rect", {x: place * 10 + 1, y, width: 8, height, class: "b-" + kind});
    put(this.chart, this.slots.map((slot, place) => {
      if (slot.runs === 0) return null;
      if (slot.pairs === 0) return rect(place, 0, HEIGHT, "none");
      const part = number => number === 0 ? 0 : Math.max(LEAST, Math.round(HEIGHT * number / slot.pairs));
      const refuted = Math.min(HEIGHT - LEAST, part(slot.refuted));
      const unobserved = Math.min(HEIGHT - refuted, part(slot.unobserved));
      const proven = slot.proven ? HEIGHT - refuted - unobserved : 0;
      const bad = slot.proven || unobserved ? refuted : HEIGHT;
      return [rect(place, 0, proven, "proven"),
        rect(place, proven, slot.proven ? unobserved : unobserved && HEIGHT - refuted, "unobserved"),
        rect(place, HEIGHT - bad, bad, "refuted")];
    }));
    put(this.marks, this.gaps().map(one => {
      const mark = el("span", {}, gap(one.reason));
      this.across(mark, one.from, one.to);
      return mark;
    }));
    for (const mark of this.marks.children) if (mark.scrollWidth > mark.clientWidth) put(mark);
    this.drawHours();
    this.across(this.cursor, this.place, this.place + 1);
    this.cursor.hidden = this.at === null;
  }

  across(element, from, to) {
    element.style.setProperty("left", 100 * from / this.slots.length + "%");
    element.style.setProperty("width", 100 * (to - from) / this.slots.length + "%");
  }

  gaps() {
    const found = [];
    for (let from = 0; from < this.slots.length; from++) {
      const reason = this.slots[from].runs === 0 ? this.slots[from].gap : null;
      if (!reason) continue;
      let to = from + 1;
      while (to < this.slots.length && this.slots[to].runs === 0 && this.slots[to].gap === reason) to++;
      if (to - from >= WORDY_SLOTS) found.push({from, to, reason});
      from = to - 1;
    }
    return found;
  }

  /** Each third hour of a day, each tenth minute of an hour, by the clock of the reader. */
  drawHours() {
    const span = this.day.to - this.day.from;
    const day = span > 2 * HOUR_MS;
    const first = new Date(this.day.from);
    first.setMinutes(0, 0, 0);
    const labels = [];
    for (let t = first.getTime(); t < this.day.to; t += day ? HOUR_MS : HOUR_MS / 6) {
      const fits = !day || new Date(t).getHours() % 3 === 0;
      if (fits && t >= this.day.from && t < this.day.to - span / 16) {
        const label = el("span", {}, when(t, t));
        label.style.setProperty("left", 100 * (t - this.day.from) / span + "%");
        labels.push(label);
      }
    }
    put(this.hours, labels);
  }

  slotWords(place) {
    const slot = this.slots[place];
    const time = when(slot.t, this.app.now()) + " to " + when(slot.t + this.day.step, slot.t);
    if (slot.runs === 0) return time + ": no run; " + (slot.gap ? gap(slot.gap) : "none was kept");
    return time + ": " + count(slot.proven) + " of " + plural(slot.pairs, "pair") + " proven"
      + (slot.refuted ? ", " + count(slot.refuted) + " refuted" : "") + (slot.unobserved ? ", " + count(slot.unobserved) + " unobserved" : "")
      + (slot.runs > 1 ? ", the worst of " + slot.runs + " runs" : "");
  }

  describe() {
    if (!this.day) return;
    const words = this.at === null ? "now; " + this.slotWords(this.place) : this.slotWords(this.place);
    this.slider.setAttribute("aria-valuemin", "0");
    this.slider.setAttribute("aria-valuemax", String(this.slots.length - 1));
    this.slider.setAttribute("aria-valuenow", String(this.place));
    this.slider.setAttribute("aria-valuetext", words);
    text(this.words, this.at === null ? "Choose a time to see the matrix as it was then." : "Shown: " + this.slotWords(this.place));
  }

  under(event) {
    const edges = this.slider.getBoundingClientRect();
    return Math.max(0, Math.min(this.slots.length - 1, Math.floor((event.clientX - edges.left) / edges.width * this.slots.length)));
  }

  say(place) {
    text(this.words, this.slotWords(place));
  }

  /** Chooses a slot: the end of its worst run, or its own end where it has none; the last slot is now. */
  take(place) {
    this.place = place;
    const slot = this.slots[place];
    this.choose(place === this.slots.length - 1 ? null : slot.at || slot.t + this.day.step - 1);
  }

  pressed(event) {
    const last = this.slots.length - 1;
    const moves = {
      ArrowLeft: this.place - 1, ArrowDown: this.place - 1, ArrowRight: this.place + 1, ArrowUp: this.place + 1,
      PageDown: this.place - 6, PageUp: this.place + 6, Home: 0, End: last, Escape: last
    };
    if (!(event.key in moves) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.take(Math.max(0, Math.min(last, moves[event.key])));
  }

  rows() {
    return this.slots.filter(slot => slot.runs > 0 || slot.gap).reverse().map(slot => [when(slot.t, this.app.now()), slot.runs,
      slot.pairs || 0, slot.proven || 0, slot.refuted || 0, slot.unobserved || 0, slot.runs === 0 && slot.gap ? gap(slot.gap) : ""]);
  }
}
