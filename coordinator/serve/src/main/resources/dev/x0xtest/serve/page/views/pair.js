// A pair: since when, how it was, how long it took, why it failed.

import {el, put} from "../dom.js";
import {DAY_MS, HOUR_MS, age, classOf, plural} from "../words.js";
import {band} from "./band.js";
import {begin, strip} from "./strip.js";
import {explainer} from "./explain.js";
import {again, ago, holding, incidentCards, judged, lastCauses, nodeLink, outcome, outcomeWord, pairLink, refill, runLink, table, tally} from "./common.js";
import {orderList, silence} from "./act.js";

const SPANS = {"1": "24 hours", "7": "7 days", "60": "60 days"};
const FAILURES = 12;

function ask(app, path, parameters) {
  return app.api.get(["pairs", ...path].map(encodeURIComponent).join("/"), {...app.scope(), ...parameters});
}

/** The last failures of one direction. */
async function failed(app, src, dst, limit) {
  return (await ask(app, [src, dst, "failures"], {limit})).failures;
}

/** How it is now. The history keeps its class; a failure says which outcome that was. */
function present(past, failures) {
  if (past === null || past.since === null) return {letter: "·", kind: "none", word: "not measured"};
  const kind = past.since.outcome;
  const last = failures.find(one => one.at >= past.since.at && classOf(one.outcome) === kind);
  const letter = kind === "proven" ? "p" : last ? last.outcome : "?";
  return {letter, kind, word: last ? outcomeWord(letter) : kind};
}

function keyOf(state) {
  return el("span", {class: "key " + state.kind, "aria-hidden": "true"}, state.letter);
}

/** The first thing to read: how it is, and since when. */
function since(app, past, failures, now) {
  const state = present(past, failures);
  if (past.since === null) return "It has not been measured yet.";
  return [el("strong", {}, state.word), state.word !== state.kind && ` (${state.kind})`, " since ", ago(past.since.at, now),
    past.since.run && [", first in run ", runLink(app, past.since.run)], "."];
}

function recent(past, now) {
  const sum = past.points.filter(point => point.t >= now - 7 * DAY_MS).reduce((all, point) => ({n: all.n + point.n,
    proven: all.proven + point.proven, refuted: all.refuted + point.refuted, unobserved: all.unobserved + point.unobserved}),
  {n: 0, proven: 0, refuted: 0, unobserved: 0});
  return sum.n === 0 ? "No run has measured it in the last 7 days."
    : `In the last 7 days ${plural(sum.n, "message")}: ${tally(sum.proven, sum.refuted, sum.unobserved)}.`;
}

function reverse(app, src, dst, back, failures, now) {
  if (back === null || back.since === null) return null;
  const state = present(back, failures);
  return el("p", {class: "back"}, "The other way, ", pairLink(app, dst, src), ": ", keyOf(state), " ", state.word, " for "
    + age((now - back.since.at) / 1000) + ".");
}

function failureTable(app, list, explained, now) {
  if (list.length === 0) return el("p", {class: "hint"}, "None is kept: runs are kept for 90 days.");
  return table("The last failures, the newest first", ["when", "outcome", "reason", "run", "messages"], list.map(one => [
    ago(one.at, now), outcome(one.outcome), [one.code, one.reason].filter(Boolean).join(": ") || "–", runLink(app, one.run),
    el("button", {type: "button", onclick: () => explained.explain(one.run, true),
      "aria-label": "Explain run " + one.run.slice(0, 8)}, "Explain")]));
}

/** The 60 days of one direction; null where there is no such pair. */
async function sixty(app, src, dst, now) {
  try {
    return await ask(app, [src, dst], {from: begin(now), to: now, step: HOUR_MS});
  } catch (failed) {
    if (failed.status === 404) return null;
    throw failed;
  }
}

/** The latency of both directions, with a choice of the span. */
function latency(app, src, dst, there, back, now) {
  const place = el("div", {});
  const buttons = Object.entries(SPANS).map(([days, words]) => el("button", {type: "button", "aria-pressed": String(days === "60"),
    onclick: () => again(() => choose(days)), dataset: {days}}, words));
  const draw = (one, other, days) => put(place, band([{name: src + " → " + dst, points: one.points},
    {name: dst + " → " + src, points: other ? other.points : []}], Math.max(begin(now), now - days * DAY_MS), now));
  const choose = async days => {
    buttons.forEach(button => button.setAttribute("aria-pressed", String(button.dataset.days === days)));
    if (days === "60") {
      draw(there, back, 60);
      return;
    }
    const span = {from: now - days * DAY_MS, to: now, step: days === "1" ? 0 : HOUR_MS};
    const [one, other] = await Promise.all([ask(app, [src, dst], span), back ? ask(app, [dst, src], span) : null]);
    if (buttons.find(button => button.dataset.days === days).getAttribute("aria-pressed") === "true") draw(one, other, days);
  };
  draw(there, back, 60);
  return el("section", {}, el("h2", {}, "How long it takes"),
    el("p", {class: "buttons", role: "group", "aria-label": "Span"}, buttons), place);
}

export async function show(root, params, app) {
  const {a: src, b: dst} = params;
  const now = app.now();
  const [there, back, last, lastBack, incidents, causes] = await Promise.all([sixty(app, src, dst, now), sixty(app, dst, src, now),
    failed(app, src, dst, FAILURES), failed(app, dst, src, 1), app.api.get("incidents", {...app.scope(), state: "open", limit: 200}),
    lastCauses(app)]);
  const heading = el("h1", {}, nodeLink(app, src), " → ", nodeLink(app, dst));
  if (there === null) {
    put(root, heading, el("p", {}, `Nothing is known of this pair: no run of network ${app.network} on plane ${app.plane} has`
      + " measured it in the last 60 days."), el("p", {}, el("a", {href: app.href(["now"])}, "Show the fleet")));
    return {};
  }
  const explained = explainer(app, src, dst);
  const orders = el("div", {});
  const state = el("div", {class: "title"});
  const lead = el("p", {class: "lead"});
  const fillState = (past, list) => {
    put(state, keyOf(present(past, list)), heading,
      el("span", {class: "acts"}, silence(app, target, src + " → " + dst)));
    put(lead, since(app, past, list, app.now()));
  };
  const target = src + ">" + dst;
  const cells = incidents.incidents.filter(one => one.cells.some(([from, to]) => from === src && to === dst));
  const fillOrders = () => put(orders, orderList(app, [...holding(app, "silence", target), ...holding(app, "exclusion", src),
    ...holding(app, "exclusion", dst)]));
  fillOrders();
  fillState(there, last);
  put(root, state, el("div", {class: "two"}, el("div", {}, lead,
    last.length > 0 && there.since !== null && there.since.outcome !== "proven" && el("p", {class: "buttons"}, el("button", {type: "button",
      onclick: () => explained.explain(last[0].run, true)}, "Explain the last failure, message by message")),
    el("p", {}, recent(there, now)),
    reverse(app, src, dst, back, lastBack, now), orders),
  incidentCards(app, cells.length === 1 ? "The incident that explains it" : "Incidents that explain it", cells, causes)),
    el("section", {}, el("h2", {}, "The last 60 days"),
      strip(src + " → " + dst, there, now, at => app.go(app.href(["now"], {at})))),
    latency(app, src, dst, there, back, now),
    el("section", {}, el("h2", {}, "The last failures"), failureTable(app, last, explained, now), explained));
  judged(app);
  if (params.run) explained.explain(params.run, false);
  const load = async () => {
    const [past, list] = await Promise.all([ask(app, [src, dst], {from: app.now() - HOUR_MS, to: app.now(), step: 0}), failed(app, src, dst, 1)]);
    refill(root, () => fillState(past, list));
  };
  return {
    on: (name, data) => {
      if (name === "status" || name === "reset") {
        judged(app);
        fillOrders();
      }
      if (name === "reset" || (name === "run" && data.state === "ended" && app.mine(data))) again(load);
    }
  };
}
