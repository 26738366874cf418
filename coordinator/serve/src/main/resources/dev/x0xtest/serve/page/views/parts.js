// What several views show: links, cells, bars, incidents, and whether an order holds.

import {Problem} from "../api.js";
import {command, el, svg} from "../dom.js";
import {OUTCOMES, age, classOf, count, fullTime, kind, mark, ms, odds, plural, when} from "../words.js";

/** The letter of each outcome, by its name in reports. */
const LETTERS = {PROVEN: "p", LATE: "L", WRONG_PLANE: "W", UNACKED: "A", CORRUPT: "C", IMPOSTOR: "I", REFUSED: "R",
  MISSING: "M", NOT_RUN: "N", UNOBSERVED: "U"};
const BAR = 120;

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

/** Proven, refuted and unobserved as one bar; the numbers stand beside it. */
export function bar(proven, refuted, unobserved) {
  const all = Math.max(1, proven + refuted + unobserved);
  let x = 0;
  const piece = (value, name) => {
    const width = value === 0 ? 0 : Math.max(3, BAR * value / all);
    const rect = svg("rect", {x, y: 0, width: Math.max(0, Math.min(width, BAR - x)), height: 12, class: name});
    x += width;
    return rect;
  };
  // The bad ones first: a thin piece at the end would be cut off.
  return svg("svg", {class: "bar", viewBox: `0 0 ${BAR} 12`, "aria-hidden": "true", preserveAspectRatio: "none"},
    piece(refuted, "refuted"), piece(unobserved, "unobserved"), piece(proven, "proven"));
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

/** One incident in a card, with a link to all of it. */
export function incidentCard(app, incident, now) {
  const live = incident.state === "open" || incident.state === "suspected";
  return el("article", {class: "card " + incident.severity + (live ? "" : " over")},
    el("h3", {}, el("a", {href: app.href(["incident", incident.id])}, incident.text)),
    el("p", {class: "hint"}, chip(kind(incident.kind)), " ", incidentState(incident, now), live
      && ", " + odds(incident.log10_odds)),
    live && incident.next && command(incident.next));
}

/** Cards of incidents; nothing where there are none. */
export function incidentCards(app, heading, incidents, now) {
  return incidents.length > 0 && el("section", {}, el("h2", {}, heading),
    el("div", {class: "cards"}, incidents.map(one => incidentCard(app, one, now))));
}

/** Two columns of names and values; values that are null are left out. */
export function facts(rows) {
  return el("dl", {}, rows.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

/** A table. The first cell of a row is its heading. */
export function table(caption, heads, rows) {
  return el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
    el("table", {class: "list"}, el("caption", {class: "out-of-sight"}, caption),
      el("thead", {}, el("tr", {}, heads.map(head => el("th", {scope: "col"}, head)))),
      el("tbody", {}, rows.map(row => el("tr", {}, row.map((cell, column) =>
        column === 0 ? el("th", {scope: "row"}, cell) : el("td", {}, cell)))))));
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
