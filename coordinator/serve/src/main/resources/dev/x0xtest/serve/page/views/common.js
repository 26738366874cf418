// What several views show: links, cells, bars, incidents, and whether an order holds.

import {Problem} from "../api.js";
import {card, causeOf, worstFirst} from "../cards.js";
import {el} from "../dom.js";
import {bar} from "../nodes.js";
import {OUTCOMES, age, classOf, count, fullTime, kind, mark, ms, plural, when} from "../words.js";

/** The letter of each outcome, by its name in reports. */
const LETTERS = {PROVEN: "p", LATE: "L", WRONG_PLANE: "W", UNACKED: "A", CORRUPT: "C", IMPOSTOR: "I", REFUSED: "R",
  MISSING: "M", NOT_RUN: "N", UNOBSERVED: "U"};

/** So many columns are readable at 360 px. */
const MOST_NARROW = 2;

/** The letter of an outcome that has a name, as `MISSING` or `proven`. */
export function letterOf(name) {
  return LETTERS[String(name).toUpperCase()] || "·";
}

/** One word for an outcome: `missing`, `wrong plane`. */
export function outcomeWord(letter) {
  return OUTCOMES[letter] ? OUTCOMES[letter][1].split(":")[0] : "not measured";
}

/** An outcome in words: `proven, median 27 ms`, `missing`. */
export function outcomeWords(letter, us) {
  return outcomeWord(letter) + (letter === "p" && us !== null && us !== undefined ? ", median " + ms(us) : "");
}

/** The mark of a cell on its ground. The words beside it say the same. */
export function key(letter, us) {
  return el("span", {class: "key " + classOf(letter), "aria-hidden": "true"}, mark(letter, us));
}

/** The mark with its words. */
export function outcome(letter, us) {
  return el("span", {class: "outcome"}, key(letter, us), " ", outcomeWords(letter, us));
}

export function pairLink(app, src, dst, parameters) {
  return el("a", {href: app.href(["pair", src, dst], parameters)}, src + " → " + dst);
}

export function nodeLink(app, node, parameters) {
  return el("a", {href: app.href(["node", node], parameters)}, node);
}

/** A link to a run; without words its first digits. */
export function runLink(app, id, words) {
  return el("a", {href: app.href(["runs", id])}, words || id.slice(0, 8));
}

/** A time with its age: `Nov 28, 14:20 (27 h ago)`. */
export function ago(at, now) {
  return el("time", {datetime: new Date(at).toISOString(), title: fullTime(at)},
    when(at, now) + " (" + age((now - at) / 1000) + " ago)");
}

/** A time alone. */
export function time(at, now) {
  return el("time", {datetime: new Date(at).toISOString(), title: fullTime(at)}, when(at, now));
}

/** What a run came to as one bar; the numbers stand beside it. */
export function runBar(run) {
  return bar({pairs: run.cells, proven: run.proven, refuted: run.refuted, unobserved: run.unobserved, none: 0});
}

/** `28 proven, 1 refuted, 1 unobserved`. */
export function tally(proven, refuted, unobserved) {
  return [count(proven) + " proven", refuted > 0 && count(refuted) + " refuted",
    unobserved > 0 && count(unobserved) + " unobserved"].filter(Boolean).join(", ");
}

/** Words on a ground of their own: a state, a kind. */
export function chip(words, name) {
  return el("span", {class: "kind " + (name || "")}, words);
}

/** How an incident stands: `open since Nov 28, 14:20 (27 h ago), seen in 2 of 3 rounds`. */
export function incidentState(incident, now) {
  const over = incident.cleared !== null;
  return [incident.state + " ", over ? "at " : "since ", ago(over ? incident.cleared : incident.since, now),
    over || !incident.of ? null : `, seen in ${incident.seen} of ${plural(incident.of, "round")}`];
}

/** The causes of the last run, which have the evidence of incidents; none where nothing was measured or its report is gone. */
export async function lastCauses(app) {
  try {
    return (await app.api.get("causes", app.scope())).list || [];
  } catch (failed) {
    if (failed instanceof Problem && (failed.status === 404 || failed.status === 410)) return [];
    throw failed;
  }
}

/** Cards of incidents; nothing where there are none. */
export function incidentCards(app, heading, incidents, causes) {
  return incidents.length > 0 && el("section", {}, el("h2", {}, heading),
    el("div", {class: "cards"}, worstFirst(incidents).map(one => card(app, one, causeOf(one, causes)))));
}

/** Incidents that are over, in a table. */
export function pastIncidents(app, incidents, now) {
  return table("Incidents that are over", ["what", "kind", "began", "lasted"], incidents.map(one => [
    el("a", {href: app.href(["incident", one.id])}, one.text), kind(one.kind), ago(one.since, now),
    age((one.cleared - one.since) / 1000)]));
}

/** Two columns of names and values; values that are null are left out. */
export function facts(rows) {
  return el("dl", {}, rows.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => [el("dt", {}, name === "x0xd" ? name : name.replace(/^./, first => first.toUpperCase())), el("dd", {}, value)]));
}

/** A table. The first cell of a row is its heading. On a narrow screen a row of many cells becomes some lines. */
export function table(caption, heads, rows, name = "") {
  const many = heads.length > MOST_NARROW ? " stack" : "";
  return el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
    el("table", {class: "list " + name + many}, el("caption", {class: "out-of-sight"}, caption),
      el("thead", {}, el("tr", {}, heads.map(head => el("th", {scope: "col"}, head)))),
      el("tbody", {}, rows.map(row => el("tr", {}, row.map((cell, column) =>
        column === 0 ? el("th", {scope: "row"}, cell) : el("td", {dataset: {head: heads[column]}}, cell)))))));
}

const VERDICTS = {PASS: "pass", FAIL: "fail", INCONCLUSIVE: "inconclusive", cut: "cut short"};
const RUN_KINDS = {full: "full matrix", rotation: "rotation", focus: "a closer look", burst: "burst", requested: "asked for",
  imported: "imported"};

/** What a run came to. */
export function verdict(run) {
  return chip(VERDICTS[run.verdict] || run.verdict, "verdict " + run.verdict.toLowerCase());
}

/** Why a run was made. */
export function runKind(run) {
  return RUN_KINDS[run.kind] || run.kind;
}

/** Whether a run can stand for the fleet: one of a few pairs cannot, nor one that was cut. */
export function whole(run) {
  return run.kind !== "focus" && run.verdict !== "cut";
}

/** The orders of a kind and target that hold. */
export function holding(app, kindOf, target) {
  return app.status.orders.filter(order => order.kind === kindOf && order.target === target);
}

/** Tells the page when the last run was judged: what the view shows is as old. */
export function judged(app) {
  const {now, last_judged_age_s: age_s} = app.status;
  app.measured(age_s === null ? null : now - age_s * 1000);
}

/** Asks again for what a view shows. Where nobody answers, the page says so itself, and the next event asks again. */
export async function again(load) {
  try {
    await load();
  } catch (failed) {
    if (!(failed instanceof Problem)) throw failed;
  }
}

function signature(element) {
  return [element.tagName, element.getAttribute("href"), element.getAttribute("aria-label"), element.textContent].join("\n");
}

/** Fills a place anew. Whoever has the keyboard in it keeps the same place. */
export function refill(place, fill) {
  const focusable = () => [...place.querySelectorAll("a[href], button, input, select, [tabindex]")];
  const before = place.contains(document.activeElement) ? document.activeElement : null;
  const at = before === null ? -1 : focusable().indexOf(before);
  fill();
  if (before === null) return;
  const after = focusable();
  const same = after.find(one => signature(one) === signature(before)) || after[Math.min(at, after.length - 1)];
  if (before.tagName === "H1" || same === undefined) {
    const heading = place.querySelector("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({preventScroll: true});
    }
    return;
  }
  same.focus({preventScroll: true});
}
