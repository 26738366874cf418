// Now: the state in one sentence, what is wrong, the matrix, and the last 24 hours.

import {Problem} from "../api.js";
import {card, causeOf, worstFirst} from "../cards.js";
import {el, put, text} from "../dom.js";
import {later} from "../grid.js";
import {Matrix} from "../matrix.js";
import {Nodes} from "../nodes.js";
import {Fleet} from "../state.js";
import {Strip} from "../strip.js";
import {HOUR_MS, NBSP, age, clock, count, plural, when} from "../words.js";

const MOST_CARDS = 6;
/** Up to so many nodes, the matrix has room beside the cards. */
const FEW_NODES = 20;
const FEWEST_NODES = 8;
const RETRY_MS = 5000;
/** As in the styles. */
const NARROW = 700;
const GATHER_MS = 150;
/** A fleet that is measured more often has its last hour in the strip, not its last day. */
const OFTEN_S = 60;

export async function show(root, params, app) {
  const view = new Now(root, app);
  await view.load(view.time(params));
  await view.parts();
  return view;
}

class Now {
  constructor(root, app) {
    this.app = app;
    this.at = null;
    this.fleet = null;
    this.incidents = [];
    this.causes = [];
    this.judged = 0;
    this.closed = false;
    this.others = [];
    const time = {at: () => this.at};
    this.matrix = new Matrix(app, time);
    this.list = new Nodes(app, time);
    this.strip = new Strip(app, at => app.go(app.href(["now"], {at})));
    this.sentence = el("h1", {class: "sentence"}, "Looking at the fleet");
    this.notes = el("ul", {class: "notes"});
    this.empty = el("p", {class: "hint", hidden: true}, "What the first run finds is shown here by itself.");
    this.bar = el("div", {class: "bar-of-orders"});
    this.cards = el("div", {class: "cards"});
    this.more = el("button", {type: "button", hidden: true, onclick: () => { this.all = !this.all; this.drawCards(); }});
    this.wrong = el("section", {class: "wrong", "aria-labelledby": "h-wrong"}, el("h2", {id: "h-wrong"}, "What is wrong"), this.cards, this.more);
    this.wide = matchMedia("(min-width: " + (NARROW + 1) + "px)");
    this.widened = () => {
      if (this.wide.matches) this.box.open = true;
      if (this.fleet) this.arrange();
    };
    this.wide.addEventListener("change", this.widened);
    this.box = el("details", {class: "box", open: this.wide.matches}, el("summary", {}, "Show the matrix"), this.matrix.element);
    this.faults = el("div", {class: "faults"});
    this.left = el("div", {class: "left"}, this.wrong, this.faults);
    this.nodes = el("section", {class: "of-nodes", "aria-labelledby": "h-nodes"}, el("h2", {id: "h-nodes"}, "Nodes"), this.list.element);
    this.body = el("div", {class: "body"}, this.left,
      el("section", {class: "of-matrix", "aria-labelledby": "h-matrix"}, el("h2", {id: "h-matrix"}, "Matrix"), this.box),
      el("section", {class: "of-strip", "aria-labelledby": "h-strip"}, this.stripHead = el("h2", {id: "h-strip"}, "The last 24 hours"), this.strip.element),
      el("section", {class: "of-legend", "aria-labelledby": "h-legend"}, el("h2", {id: "h-legend"}, "What the marks mean"), this.matrix.legend,
        this.matrix.table));
    put(root, el("div", {class: "head"}, this.sentence, this.bar), this.notes, this.empty, this.body);
  }

  /** What other modules add: buttons of an operator, and the fault switch where there is one. */
  async parts() {
    if (this.app.operator) (await this.app.part("orders")).bar(this.bar, this.app);
    if (this.app.me.faults) {
      const faults = await this.app.part("faults");
      this.others.push(await faults.show(this.faults, {}, this.app) || {});
    }
  }

  time(params) {
    return /^[0-9]{1,15}$/.test(params.at || "") ? Number(params.at) : null;
  }

  params(params) {
    const at = this.time(params);
    if (at !== this.at) this.again(at);
    return true;
  }

  /** Asks for everything as it was at a time; null: now. */
  async load(at) {
    const {app} = this;
    const scope = app.scope();
    const span = app.every() < OFTEN_S ? HOUR_MS : 24 * HOUR_MS;
    const step = span / (span === HOUR_MS ? 120 : 144);
    const to = Math.ceil((app.now() + 1) / step) * step;
    const none = failed => {
      if (failed instanceof Problem && (failed.status === 404 || failed.status === 410)) return null;
      throw failed;
    };
    const incidents = state => app.api.get("incidents", {...scope, state, limit: 500}).catch(none)
      .then(answer => answer ? answer.incidents : []);
    const measured = app.network !== null;
    const [matrix, open, suspected, day] = await Promise.all([
      measured ? app.api.get("matrix", {...scope, at}).catch(none) : null,
      incidents(at === null ? "open" : "all"),
      at === null ? incidents("suspected") : [],
      measured ? app.api.get("slots", {...scope, from: to - span, to, step}).catch(none) : null
    ]);
    // Causes have the evidence of incidents, and the report that has them may be gone.
    const causes = measured && at === null && open.length + suspected.length > 0
      ? await app.api.get("causes", scope).catch(none) : null;
    if (this.closed) return;
    this.at = at;
    this.judged = 0;
    this.incidents = [...open, ...suspected].filter(one => at === null
      || one.since <= at && (one.cleared === null || one.cleared > at));
    this.causes = causes ? causes.list || [] : [];
    this.fleet = matrix && new Fleet(matrix, slowPairs(this.incidents));
    app.measured(at === null && matrix ? matrix.at : null);
    text(this.stripHead, span === HOUR_MS ? "The last hour" : "The last 24 hours");
    await this.draw(day);
  }

  async draw(day) {
    const empty = this.fleet === null && this.incidents.length === 0;
    this.body.classList.toggle("empty", empty);
    this.empty.hidden = !empty || this.at !== null;
    this.arrange();
    document.body.classList.toggle("past", this.at !== null);
    this.tick(this.app.now());
    this.drawCards();
    this.drawNotes();
    if (day) this.strip.show(day, this.at);
    if (this.fleet) {
      // A large fleet takes a while: the browser gets a turn in between.
      await later();
      this.list.show(this.fleet);
      await later();
      await this.matrix.show(this.fleet);
    }
  }

  /** The list of nodes stands beside a small matrix, and after a large one; on a narrow screen it comes first. */
  arrange() {
    const large = this.fleet !== null && this.fleet.size > FEW_NODES && this.wide.matches;
    const place = large ? this.body : this.left;
    if (this.nodes.parentNode !== place) place.append(this.nodes);
    this.body.classList.toggle("wide", large);
    this.body.classList.toggle("few", this.fleet !== null && this.fleet.size <= FEWEST_NODES);
    this.nodes.hidden = this.fleet === null;
  }

  drawCards() {
    const sorted = worstFirst(this.incidents);
    const shown = this.all ? sorted : sorted.slice(0, MOST_CARDS);
    // Cards that stay keep the focus and what is selected in them.
    const key = JSON.stringify([shown, this.causes]);
    if (this.cardsKey !== key) {
      this.cardsKey = key;
      put(this.cards, shown.map(one => {
        const element = card(this.app, one, causeOf(one, this.causes));
        if (this.app.operator) this.app.part("orders").then(orders => orders.card(element, this.app, one));
        return element;
      }), shown.length === 0 && this.fleet && el("p", {class: "calm"}, this.calm()));
    }
    this.more.hidden = sorted.length <= MOST_CARDS;
    this.more.textContent = this.all ? "Show fewer" : "Show all " + count(sorted.length);
  }

  calm() {
    const {pairs, proven} = this.fleet.tally(this.fleet.all(), this.fleet.all());
    if (this.at !== null) return "No incident lasted then.";
    return pairs === 0 ? "There is no pair to measure." : proven === pairs ? "Nothing: every pair is proven."
      : "No cause is known yet: the next rounds will confirm one, or clear it.";
  }

  /** What keeps x0xtest from its work. */
  drawNotes() {
    const {status} = this.app;
    const notes = [];
    if (this.at !== null) {
      notes.push(["You look at the past: " + when(this.at, this.app.now()) + ". ", el("a", {href: this.app.href(["now"])}, "Back to now")]);
    }
    if (this.failure) notes.push(["What is shown may be old: " + this.failure + ". It is asked again every 5 s."]);
    for (const order of status.orders.filter(one => one.kind === "pause")) {
      notes.push([(order.target ? order.target + " is" : "Everything is") + " paused by " + order.by + ": " + order.reason]);
    }
    const database = status.database;
    if (database.state === "spooling") notes.push(["The database is away: " + plural(database.spooled, "write") + " wait on disk."]);
    if (database.state === "failed") notes.push(["The database is away, and what is measured is lost."]);
    if (status.anchor === "away") notes.push(["No anchor can be used: nothing can be measured."]);
    if (status.governor.factor < 1) notes.push(["Measuring is slowed down, because it did harm: " + status.governor.reason]);
    put(this.notes, notes.map(note => el("li", {}, note)));
    this.notes.hidden = notes.length === 0;
  }

  tick(now) {
    text(this.sentence, this.words(now));
    if (this.fleet && this.fleet.size === 0) text(this.sentence, "The fleet has no nodes");
    for (const element of this.cards.children) if (element.tick) element.tick(now);
    for (const other of this.others) if (other.tick) other.tick(now);
  }

  /** The state of the fleet in one sentence. */
  words(now) {
    if (!this.fleet) return this.at === null ? "Nothing has been measured yet, " + this.next(now) : "Nothing had been measured by then";
    const {pairs, proven} = this.fleet.tallied || (this.fleet.tallied = this.fleet.tally(this.fleet.all(), this.fleet.all()));
    const known = pairs === 0 ? "One node, no pair to prove" : (proven === pairs ? "All " : count(proven) + " of ") + count(pairs)
      + (pairs === 1 ? " pair" : " pairs") + (this.at === null ? " proven " : " were proven at ");
    const open = this.incidents.filter(one => one.state !== "suspected").length;
    if (this.at !== null) return known + (pairs ? when(this.fleet.at, now) : "") + (open ? ", " + plural(open, "cause") : "");
    return known + (pairs ? age((now - this.fleet.at) / 1000) + NBSP + "ago" : "") + (open ? ", " + plural(open, "cause") : "") + ", " + this.next(now);
  }

  next(now) {
    const {status} = this.app;
    if (status.running) {
      return "a run is going on" + (this.judged > 0 ? ": " + plural(this.judged, "pair") + " judged" : "");
    }
    const due = status.schedule.filter(one => one.next_due !== null && (this.app.network === null || this.app.mine(one)))
      .map(one => one.next_due);
    if (due.length === 0) return "no run is planned";
    const next = Math.min(...due);
    return next <= now ? "the next run is due" : "next run in " + clock((next - now) / 1000);
  }

  on(name, data) {
    for (const other of this.others) if (other.on) other.on(name, data);
    if (name === "status") {
      this.drawNotes();
      return;
    }
    if (name === "cell" && this.at === null && this.app.mine(data)) this.cell(data);
    const ended = name === "run" && data.state === "ended" && this.app.mine(data);
    if (ended || name === "reset" || name === "incident") this.soon();
    if (name === "run" && data.state === "began") this.judged = 0;
  }

  cell(data) {
    this.judged++;
    if (!this.fleet || !this.fleet.judged(data.src, data.dst, data.outcome, data.p50_us, data.at)) return;
    this.fleet.tallied = null;
    this.matrix.judged(this.fleet.places.get(data.src), this.fleet.places.get(data.dst));
  }

  /** Asks again, once for all that comes in this moment. */
  soon() {
    if (!this.gathering) this.gathering = setTimeout(() => { this.gathering = null; this.again(this.at); }, GATHER_MS);
  }

  async again(at) {
    clearTimeout(this.retry);
    const turn = this.turn = (this.turn || 0) + 1;
    try {
      await this.load(at);
      this.failure = null;
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      if (this.closed || turn !== this.turn) return;
      this.failure = failed.message;
      this.retry = setTimeout(() => this.again(at), RETRY_MS);
    }
    if (!this.closed) this.drawNotes();
  }

  close() {
    this.closed = true;
    clearTimeout(this.retry);
    clearTimeout(this.gathering);
    this.wide.removeEventListener("change", this.widened);
    document.body.classList.remove("past");
    for (const other of this.others) if (other.close) other.close();
  }
}

/** Pairs of incidents that are about time, not about loss. */
function slowPairs(incidents) {
  return new Set(incidents.filter(one => one.severity === "slow").flatMap(one => one.cells.map(pair => pair.join(">"))));
}
