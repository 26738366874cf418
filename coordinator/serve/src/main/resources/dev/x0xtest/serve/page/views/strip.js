// The last 60 days of a pair by hours: a column a day, a row an hour of the reader's clock.

import {el, svg} from "../dom.js";
import {DAY_MS, HOUR_MS, gap, ms, plural} from "../words.js";
import {scrub, width} from "./scrub.js";
import {tableButton} from "../table.js";

export const DAYS = 60;
const HOURS = 24;
const LEFT = 34;
const TOP = 4;
const HIGH = 8;
const BELOW = 20;
/** A refuted hour shows at least so much of its cell, however few of its runs failed. */
const LEAST_SHARE = 0.4;

/** The midnight of the reader's clock before this day, so many days earlier. */
function midnight(at, days) {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime();
}

/** The first moment of the strip that ends now. */
export function begin(now) {
  return midnight(now, DAYS - 1);
}

/** Sums of runs by hour; in the night when clocks are set back two hours share a place. */
function cells(past, now) {
  const first = begin(now);
  const found = new Array(DAYS * HOURS).fill(null);
  for (const point of past.points) {
    const hour = new Date(point.t);
    const day = Math.round((midnight(point.t, 0) - first) / DAY_MS);
    if (day < 0 || day >= DAYS || point.n === 0) continue;
    const place = day * HOURS + hour.getHours();
    const old = found[place];
    found[place] = old === null ? {...point} : {...old, n: old.n + point.n, proven: old.proven + point.proven,
      refuted: old.refuted + point.refuted, unobserved: old.unobserved + point.unobserved};
  }
  return found;
}

function hourAt(now, place) {
  const day = new Date(midnight(now, DAYS - 1 - Math.floor(place / HOURS)));
  return day.setHours(place % HOURS);
}

function hourName(at) {
  const format = {hour: "2-digit", minute: "2-digit", hourCycle: "h23"};
  return new Date(at).toLocaleString("en", {weekday: "short", month: "short", day: "numeric"}) + ", "
    + new Date(at).toLocaleString("en", format) + " to " + new Date(at + HOUR_MS).toLocaleString("en", format);
}

/** The reason of a gap, which may be followed by more words. */
function why(reason) {
  const [label, ...more] = reason.split(": ");
  return [gap(label), ...more].join(": ");
}

/** What is known of an hour, without its time. */
function hourWords(cell, at, past) {
  if (cell !== null) {
    return [`${cell.proven} of ${cell.n} proven`, cell.refuted > 0 && `${cell.refuted} refuted`,
      cell.unobserved > 0 && `${cell.unobserved} unobserved`, cell.p50_us !== null && "median " + ms(cell.p50_us)]
      .filter(Boolean).join(", ");
  }
  const hole = past.gaps.find(one => one.from < at + HOUR_MS && one.to > at)
    // A tick that was skipped is a moment.
    || past.gaps.find(one => one.from >= at && one.from < at + HOUR_MS);
  return hole ? "no run: " + why(hole.reason) : "no run";
}

/** How wide the cell of an hour is; the last dot of it is a gap. */
function cellWidth() {
  return Math.floor((width() - LEFT - 2) / DAYS * 2) / 2;
}

/** The path of a rectangle. */
function box(x, y, width, height) {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** The place of the hour that is going on. */
function present(now) {
  return (DAYS - 1) * HOURS + new Date(now).getHours();
}

function draw(found, now, wide) {
  const paths = {none: [], proven: [], refuted: [], unobserved: []};
  for (let place = 0; place <= present(now); place++) {
    const x = LEFT + Math.floor(place / HOURS) * wide;
    const y = TOP + place % HOURS * HIGH;
    const cell = found[place];
    if (cell === null) {
      paths.none.push(box(x + 0.5, y + 0.5, wide - 2, HIGH - 2));
      continue;
    }
    const bad = cell.refuted > 0 ? "refuted" : cell.unobserved > 0 ? "unobserved" : null;
    if (cell.proven > 0) paths.proven.push(box(x, y, wide - 1, HIGH - 1));
    if (bad !== null) {
      const share = cell.proven > 0 ? Math.max(LEAST_SHARE, cell[bad] / cell.n) : 1;
      const height = Math.round((HIGH - 1) * share * 2) / 2;
      paths[bad].push(box(x, y + HIGH - 1 - height, wide - 1, height));
    }
  }
  return ["none", "proven", "unobserved", "refuted"].map(name => svg("path", {class: name, d: paths[name].join("")}));
}

function axes(now, wide) {
  const labels = [];
  for (const hour of [0, 6, 12, 18]) {
    labels.push(svg("text", {x: LEFT - 5, y: TOP + hour * HIGH + HIGH, class: "axis end"}, String(hour).padStart(2, "0") + "h"));
  }
  for (let day = DAYS - 1; day >= 0; day -= 10) {
    const at = midnight(now, DAYS - 1 - day);
    labels.push(svg("text", {x: LEFT + day * wide + wide, y: TOP + HOURS * HIGH + BELOW - 6, class: "axis end"},
      day === DAYS - 1 ? "today" : new Date(at).toLocaleString("en", {month: "short", day: "numeric"})));
  }
  return labels;
}

function step(shortcut, part) {
  const moves = {ArrowLeft: -HOURS, ArrowRight: HOURS, ArrowUp: -1, ArrowDown: 1, PageUp: -7 * HOURS, PageDown: 7 * HOURS};
  if (shortcut === "Home") return 0;
  if (shortcut === "End") return Infinity;
  return moves[shortcut] === undefined ? null : part + moves[shortcut];
}

function legend() {
  const entry = (name, words) => el("li", {}, svg("svg", {class: "days swatch", viewBox: "0 0 14 12", "aria-hidden": "true"},
    name === "some" ? [svg("path", {class: "proven", d: box(1, 1, 12, 10)}), svg("path", {class: "refuted", d: box(1, 6, 12, 5)})]
      : svg("path", {class: name, d: box(1, 1, 12, 10)})), " ", words);
  return el("ul", {class: "keys"}, entry("proven", "all runs of the hour proven"), entry("some", "some refuted"),
    entry("refuted", "all refuted"), entry("unobserved", "unobserved"), entry("none", "no run"));
}

/**
 * Draws it.
 *
 * @param past of the pair from begin(now) on, in steps of an hour
 * @param open what happens when an hour is chosen: (its end in ms)
 */
export function strip(name, past, now, open) {
  const found = cells(past, now);
  const wide = cellWidth();
  const height = TOP + HOURS * HIGH + BELOW;
  const cursor = svg("rect", {class: "here", width: wide + 1, height: HIGH + 1, visibility: "hidden"});
  const picture = svg("svg", {class: "days", viewBox: `0 0 ${LEFT + DAYS * wide + 2} ${height}`},
    svg("defs", {}, svg("pattern", {id: "days-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)"},
      svg("rect", {class: "hatch-ground", width: 4, height: 4}), svg("rect", {class: "hatch-line", width: 1.6, height: 4}))),
    draw(found, now, wide), axes(now, wide), cursor);
  const words = part => hourName(hourAt(now, part)) + ": " + hourWords(found[part], hourAt(now, part), past);
  const bad = found.filter(cell => cell !== null && cell.refuted > 0).length;
  const wrapped = scrub(picture, {
    label: `${name}, the last ${DAYS} days by hours. Arrows go through hours and days, Enter shows the fleet then`,
    start: present(now),
    count: () => present(now) + 1,
    at: (x, y) => {
      const day = Math.floor((x - LEFT) / wide);
      const hour = Math.floor((y - TOP) / HIGH);
      const part = day * HOURS + hour;
      return day >= 0 && hour >= 0 && hour < HOURS && part <= present(now) ? part : -1;
    },
    step,
    words,
    mark: part => {
      cursor.setAttribute("x", String(LEFT + Math.floor(part / HOURS) * wide - 1));
      cursor.setAttribute("y", String(TOP + part % HOURS * HIGH - 1));
      cursor.setAttribute("visibility", "visible");
    },
    open: part => open(Math.min(now, hourAt(now, part) + HOUR_MS)),
    hint: bad === 0 ? "No hour has a refuted run. Point at an hour to read it."
      : plural(bad, "hour has", "hours have") + " a refuted run. Point at one to read it."
  });
  const rows = () => found.map((cell, place) => [cell, hourAt(now, place)]).filter(([cell]) => cell !== null).reverse()
    .map(([cell, at]) => [hourName(at), cell.n, cell.proven, cell.refuted, cell.unobserved, ms(cell.p50_us)]);
  return el("div", {}, wrapped, legend(), tableButton(name + " by hours, the newest first",
    ["hour", "runs", "proven", "refuted", "unobserved", "median"], rows, DAYS * HOURS));
}
