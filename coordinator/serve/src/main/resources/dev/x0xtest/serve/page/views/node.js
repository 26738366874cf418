// A node: is it this one host? Its row and column, what it is, what was counted there.

import {Problem} from "../api.js";
import {el, put} from "../dom.js";
import {bar} from "../nodes.js";
import {Fleet} from "../state.js";
import {age, count, ms, plural} from "../words.js";
import {again, ago, facts, holding, incidentCards, key, lastCauses, nodeLink, outcomeWords, pastIncidents, refill, table, tally, time} from "./common.js";
import {exclude, orderList, silence} from "./act.js";

const PAST = 10;
/** Classes in the order of what to look at first. */
const ORDER = ["refuted", "unobserved", "none", "proven"];

/** The pairs of a node, in both directions; none where the last runs do not have it. */
function pairs(fleet, node) {
  const place = fleet.places.get(node);
  if (place === undefined) return [];
  const one = (row, column) => ({kind: fleet.kind(row, column), letter: fleet.letter(row, column), us: fleet.us(row, column),
    seen: fleet.seen(row, column)});
  return fleet.all().filter(other => other !== place).map(other => ({other: fleet.nodes[other], out: one(place, other), in: one(other, place)}));
}

/** How many pairs between other nodes are not proven. */
function elsewhere(fleet, node) {
  const place = fleet.places.get(node);
  return fleet.bad().filter(([row, column]) => row !== place && column !== place && fleet.kind(row, column) !== "none").length;
}

function fails(one) {
  return one.kind === "refuted" || one.kind === "unobserved";
}

/** Whether it is this one host, in a sentence or two. */
function verdict(fleet, node, list) {
  const measured = list.filter(pair => pair.out.kind !== "none" || pair.in.kind !== "none");
  const bad = list.filter(pair => fails(pair.out) || fails(pair.in));
  const others = elsewhere(fleet, node);
  const rest = others === 0 ? " Everything between the other nodes is proven." : " Between the other nodes "
    + plural(others, "pair is", "pairs are") + " not proven.";
  if (measured.length === 0) return `No pair of ${node} has been measured.`;
  if (bad.length === 0) return `All pairs from and to ${node} are proven.` + rest;
  const out = list.some(pair => pair.out.kind === "proven");
  const into = list.some(pair => pair.in.kind === "proven");
  if (!out && !into) return `It looks like this one host: nothing gets out of ${node}, and nothing gets in.` + rest;
  if (!out && measured.length > 1) return `It looks like this one host: nothing gets out of ${node}. Some messages get in.` + rest;
  if (!into && measured.length > 1) return `It looks like this one host: nothing gets into ${node}. Some messages get out.` + rest;
  if (bad.length === 1 && measured.length > 1) {
    return `It does not look like this one host: only pairs with ${bad[0].other} fail. ${node} and the other `
      + plural(measured.length - 1, "node") + " reach each other." + rest;
  }
  return `Pairs with ${bad.length} of ${plural(measured.length, "other node")} are not proven.` + rest;
}

function direction(words, sum) {
  return el("p", {class: "direction"}, el("span", {class: "which"}, words), bar(sum), el("strong", {}, sum.proven + "/" + sum.pairs), " ",
    tally(sum.proven, sum.refuted, sum.unobserved), sum.none > 0 && `, ${count(sum.none)} not measured`);
}

function rank(pair) {
  return Math.min(ORDER.indexOf(pair.out.kind), ORDER.indexOf(pair.in.kind));
}

function rows(app, node, list, now) {
  const cell = (one, src, dst) => el("span", {class: "cell"}, key(one.letter, one.us), el("a", {href: app.href(["pair", src, dst]),
    "aria-label": `${src} → ${dst}: ${outcomeWords(one.letter, one.us)}`}, outcomeWords(one.letter, one.us)),
  one.seen !== null && el("small", {class: "soft"}, age((now - one.seen) / 1000) + " ago"));
  return [...list].sort((a, b) => rank(a) - rank(b) || a.other.localeCompare(b.other)).map(pair => [nodeLink(app, pair.other),
    cell(pair.out, node, pair.other), cell(pair.in, pair.other, node)]);
}

/** What a clock does, in words. */
function clock(known) {
  const offset = Number(known.clock_offset_us);
  if (known.clock_offset_us === undefined || !Number.isFinite(offset)) return null;
  const size = Math.abs(offset) < 1000000 ? ms(Math.abs(offset)) : age(Math.abs(offset) / 1000000);
  return (Math.abs(offset) < 1000 ? "right" : size + (offset > 0 ? " ahead" : " behind")) + " of the anchor's, ± "
    + ms(Number(known.clock_bound_us));
}

function about(node, now) {
  const known = node.facts;
  const named = new Set(["state", "control", "x0xd", "runner", "machine_id", "channel", "ledger", "clock_offset_us", "clock_bound_us"]);
  return facts([["x0xd", known.x0xd], ["runner", known.runner], ["clock", clock(known)], ["state in the last run", known.state],
    ["commands to it", known.control], ["found by", known.channel], ["ledger", known.ledger],
    ["known since", ago(node.since, now)], ["agent", el("code", {}, node.agent_id || "unknown")],
    ["machine", known.machine_id && el("code", {}, known.machine_id)],
    ...Object.entries(known).filter(([name]) => !named.has(name))]);
}

const UNIT = /_(ms|us|s|bytes)$/;

function named(fact) {
  return fact.replace(UNIT, "").replaceAll("_", " ");
}

/** A figure with the unit that its name tells. */
function figure(fact, value) {
  const unit = (UNIT.exec(fact) || [])[1];
  const seconds = {ms: value / 1000, us: value / 1000000, s: value}[unit];
  if (seconds !== undefined) return Math.abs(seconds) >= 10 ? age(seconds) : ms(Math.round(seconds * 1000000));
  return count(value) + (unit === "bytes" ? " bytes" : "");
}

/** What the last run read of counters at this node. */
function counters(run) {
  if (run === null || !run.facts) return el("p", {class: "hint"}, "The report of the last run is not kept.");
  if (run.facts.length === 0) {
    return el("p", {class: "hint"}, "The last run read none about this node. Runners tell their counters when a pair is not proven.");
  }
  return table("What the last run read", ["what", "value", "from", "at"], run.facts.map(one => [
    named(one.fact) + (one.about ? " of " + one.about : ""),
    one.text !== null ? one.text : one.value === null ? "–" : figure(one.fact, one.value), one.node + ", " + one.source,
    one.at_ms ? time(one.at_ms) : "–"]));
}

async function lastRun(app, run, node) {
  try {
    return run === null ? null : await app.api.get("runs/" + run + "/overview", {node});
  } catch (failed) {
    if (failed instanceof Problem && failed.status === 404) return null;
    throw failed;
  }
}

export async function show(root, params, app) {
  const node = params.a;
  const load = async () => {
    const [known, matrix, incidents, causes] = await Promise.all([app.api.get("nodes/" + encodeURIComponent(node), app.scope()),
      app.api.get("matrix", app.scope()), app.api.get("incidents", {...app.scope(), limit: 200}), lastCauses(app)]);
    const run = await lastRun(app, known.run, node);
    const named = incidents.incidents.filter(one => one.nodes.includes(node));
    refill(root, () => fill(known, matrix, named, causes, run));
  };
  const orders = el("div", {});
  const fillOrders = () => put(orders, orderList(app, [...holding(app, "exclusion", node), ...holding(app, "silence", node)]));
  const fill = (known, matrix, incidents, causes, run) => {
    const now = app.now();
    const fleet = new Fleet(matrix);
    const list = pairs(fleet, node);
    const place = fleet.places.get(node);
    const open = incidents.filter(one => one.cleared === null);
    const over = incidents.filter(one => one.cleared !== null).slice(0, PAST);
    app.measured(matrix.at);
    put(root,
      el("div", {class: "title"}, el("h1", {}, node), el("span", {class: "acts"}, exclude(app, node), " ", silence(app, node, node))),
      el("div", {class: "two"}, el("div", {}, el("p", {class: "lead"}, verdict(fleet, node, list)),
        place !== undefined && [direction("sends", fleet.sent(place)), direction("receives", fleet.received(place))],
        el("p", {class: "hint"}, "Last run ", ago(matrix.at, now), "."), orders),
      incidentCards(app, "What is wrong with it", open, causes)),
      el("section", {}, el("h2", {}, "Row and column"),
        table("Pairs of " + node + ", those that are not proven first", ["other node", "from " + node, "to " + node], rows(app, node, list, now), "peers")),
      el("div", {class: "two"}, el("section", {}, el("h2", {}, "What it is"), about(known, now)),
        el("section", {}, el("h2", {}, "Counters"), counters(run))),
      over.length > 0 && el("section", {}, el("h2", {}, "What was wrong with it"), pastIncidents(app, over, now)));
    fillOrders();
  };
  await load();
  return {
    on: (name, data) => {
      if (name === "status") fillOrders();
      if (name === "reset" || (name === "run" && data.state === "ended" && app.mine(data))) again(load);
    }
  };
}
