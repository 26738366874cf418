// How long a pair takes over time: both directions on one scale, gaps unjoined.

import {el, svg} from "../dom.js";
import {fullTime, ms, when} from "../words.js";
import {scrub, width} from "./scrub.js";
import {tableButton} from "../table.js";

const LEFT = 62;
const RIGHT = 8;
const HIGH = 130;
const TITLE = 28;
const BELOW = 22;
/** Points further apart than so many usual distances are not joined. */
const GAP = 2.2;
const MOST_TICKS = 7;

/** The usual distance of two points: the median, so that gaps do not count. */
function usual(points) {
  const distances = points.slice(1).map((point, place) => point.t - points[place].t).sort((a, b) => a - b);
  return distances.length ? distances[distances.length >> 1] : 3600000;
}

/** Points that follow each other closely and have this figure. */
function segments(points, distance, has) {
  const found = [];
  let last = null;
  for (const point of points) {
    if (!has(point)) {
      last = null;
    } else {
      if (last === null || point.t - last.t > GAP * distance) found.push([]);
      found[found.length - 1].push(point);
      last = point;
    }
  }
  return found;
}

/** The scale of both directions: whole steps of 1, 2, 5 around all times. */
function scale(series) {
  const times = series.flatMap(one => one.points).flatMap(point => [point.p50_us, point.max_us])
    .filter(us => us !== null && us > 0);
  if (times.length === 0) return null;
  const steps = [];
  for (let power = 1; power <= 1e9; power *= 10) steps.push(power, 2 * power, 5 * power);
  let low = Infinity;
  let high = 0;
  for (const us of times) {
    low = Math.min(low, us);
    high = Math.max(high, us);
  }
  const least = Math.max(...steps.filter(us => us <= low), 1);
  const most = Math.min(...steps.filter(us => us > high), 5e9);
  let ticks = steps.filter(us => us >= least && us <= most);
  if (ticks.length > MOST_TICKS) ticks = ticks.filter(us => /^10*$/.test(String(us)));
  return {least, most, ticks};
}

function tickName(us) {
  return us < 1000 ? us + " µs" : us < 1000000 ? us / 1000 + " ms" : us / 1000000 + " s";
}

function hour(t) {
  return new Date(t).toLocaleString("en", {hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
}

/** Draws the two bands and the line of one direction into a box that begins at `top`. */
function panel(one, x, sizes, top) {
  const y = us => top + HIGH - Math.log(Math.max(us, sizes.least) / sizes.least) / Math.log(sizes.most / sizes.least) * HIGH;
  const at = (t, us) => x(t).toFixed(1) + " " + y(us).toFixed(1);
  const distance = usual(one.points);
  const area = upper => segments(one.points, distance, point => point.p50_us !== null && point[upper] !== null).map(part => {
    const ends = part.length > 1 ? part : [{...part[0], t: part[0].t - distance / 2}, {...part[0], t: part[0].t + distance / 2}];
    return "M" + ends.map(point => at(point.t, point[upper])).join("L") + "L"
      + [...ends].reverse().map(point => at(point.t, point.p50_us)).join("L") + "Z";
  }).join("");
  const line = segments(one.points, distance, point => point.p50_us !== null).map(part => "M" + (part.length > 1 ? part
    : [{...part[0], t: part[0].t - distance / 2}, {...part[0], t: part[0].t + distance / 2}])
    .map(point => at(point.t, point.p50_us)).join("L")).join("");
  const refuted = one.points.filter(point => point.refuted > 0).map(point => `M${x(point.t).toFixed(1)} ${top + HIGH - 7}v7`).join("");
  return [
    svg("text", {x: LEFT, y: top - 7, class: "name"}, one.name),
    sizes.ticks.map(us => [svg("path", {class: "grid", d: `M${LEFT} ${y(us).toFixed(1)}H${sizes.right}`}),
      svg("text", {x: LEFT - 6, y: y(us) + 4, class: "axis end"}, tickName(us))]),
    svg("path", {class: "max", d: area("max_us")}), svg("path", {class: "p90", d: area("p90_us")}),
    svg("path", {class: "p50", d: line}), svg("path", {class: "refuted", d: refuted})
  ];
}

function times(from, to, x, bottom) {
  const labels = [];
  const day = to - from <= 2 * 86400000;
  for (let place = 0; place <= 4; place++) {
    const t = from + (to - from) * place / 4;
    labels.push(svg("text", {x: x(t), y: bottom + 15,
      class: "axis " + (place === 0 ? "" : place === 4 ? "end" : "middle")},
    place === 4 ? "now" : day ? hour(t) : new Date(t).toLocaleString("en", {month: "short", day: "numeric"})));
  }
  return labels;
}

function nearest(points, t) {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].t < t) low = middle + 1; else high = middle;
  }
  return low > 0 && t - points[low - 1].t < points[low].t - t ? low - 1 : low;
}

function pointWords(point) {
  if (point === undefined) return "nothing";
  if (point.p50_us === null) return point.refuted > 0 ? "no time, " + point.refuted + " of " + point.n + " refuted" : "no time";
  return "median " + ms(point.p50_us) + (point.p90_us === null ? "" : ", 90% within " + ms(point.p90_us)) + ", longest "
    + ms(point.max_us);
}

/**
 * Draws it.
 *
 * @param series two directions: {name, points}
 */
export function band(series, from, to) {
  const sizes = scale(series);
  if (sizes === null) return el("p", {class: "hint"}, "No message has arrived in this time: there are no times to draw.");
  const wide = width();
  sizes.right = wide - RIGHT;
  const x = t => LEFT + (t - from) / (to - from) * (sizes.right - LEFT);
  const bottom = series.length * (HIGH + TITLE);
  const cursor = svg("path", {class: "here", d: ""});
  const picture = svg("svg", {class: "band", viewBox: `0 0 ${wide} ${bottom + BELOW}`},
    series.map((one, place) => panel(one, x, sizes, place * (HIGH + TITLE) + TITLE)), times(from, to, x, bottom), cursor);
  // The direction with more points is the one whose points are read; the other says its nearest.
  const main = series[0].points.length >= series[1].points.length ? series[0] : series[1];
  const words = part => {
    const t = main.points[part].t;
    return when(t, to) + ". " + series.map(one => one.name + ": " + pointWords(one.points[nearest(one.points, t)])).join(". ") + ".";
  };
  const wrapped = scrub(picture, {
    label: "How long " + series.map(one => one.name).join(" and ") + " took. Left and right arrows go through time",
    start: main.points.length - 1,
    count: () => main.points.length,
    at: dot => nearest(main.points, from + (dot - LEFT) / (sizes.right - LEFT) * (to - from)),
    step: (shortcut, part) => ({ArrowLeft: part - 1, ArrowDown: part - 1, ArrowRight: part + 1, ArrowUp: part + 1,
      PageUp: part - 24, PageDown: part + 24, Home: 0, End: Infinity})[shortcut] ?? null,
    words,
    mark: part => cursor.setAttribute("d", `M${x(main.points[part].t).toFixed(1)} ${TITLE}V${bottom}`),
    hint: "Point at a time to read it."
  });
  const swatch = (name, words2) => el("li", {}, svg("svg", {class: "band swatch", viewBox: "0 0 14 12", "aria-hidden": "true"},
    svg("path", {class: name, d: name === "p50" ? "M0 6H14" : name === "refuted" ? "M7 2V10" : "M0 1H14V11H0Z"})), " ", words2);
  return el("div", {}, wrapped, el("ul", {class: "keys"}, swatch("p50", "median"), swatch("p90", "to the 90th percentile"),
    swatch("max", "to the longest"), swatch("refuted", "a run was refuted")),
  tableButton("How long both directions took, the newest first", ["from", "direction", "runs", "median", "90%", "longest"],
    () => series.flatMap(one => one.points.map(point => [point.t, one.name, point])).sort((a, b) => b[0] - a[0])
      .map(([t, name, point]) => [fullTime(t), name, point.n, ms(point.p50_us), ms(point.p90_us), ms(point.max_us)])));
}
