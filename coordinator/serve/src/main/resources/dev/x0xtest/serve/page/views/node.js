// A node: is it this one host? Its row and column, what it is, what was counted there.

import {Problem} from "../api.js";
import {el, put} from "../dom.js";
import {age, classOf, count, ms, plural} from "../words.js";
import {again, ago, bar, facts, holding, incidentCards, outcome, pairLink, refill, table, tally, time} from "./parts.js";
import {exclude, orderList, silence} from "./act.js";

const PAST = 10;
/** Classes in the order of what to look at first. */
const ORDER = ["refuted", "unobserved", "none", "proven"];

/** The pairs of a node, in both directions. */
function pairs(matrix, node) {
  const place = matrix.nodes.indexOf(node);
  if (place < 0) return [];
  const one = (row, column) => ({letter: [...matrix.outcome[row]][column], us: matrix.p50_us[row][column],
    age: matrix.seen_age_s[row][column]});
  return matrix.nodes.map((other, column) => ({other, out: one(place, column), in: one(column, place)}))
    .filter(pair => pair.other !== node);
}

function counted(list, direction) {
  const sum = {pairs: 0, proven: 0, refuted: 0, unobserved: 0};
  for (const pair of list) {
    const name = classOf(pair[direction].letter);
    if (name !== "none") {
      sum.pairs++;
      sum[name]++;
    }
  }
  return sum;
}

/** How many pairs elsewhere are not proven. */
function elsewhere(matrix, node) {
  let bad = 0;
  matrix.outcome.forEach((row, from) => [...row].forEach((letter, to) => {
    const name = classOf(letter);
    if (matrix.nodes[from] !== node && matrix.nodes[to] !== node && (name === "refuted" || name === "unobserved")) bad++;
  }));
  return bad;
}

/** Whether it is this one host, in a sentence or two. */
function verdict(node, list, matrix) {
  const out = counted(list, "out");
  const into = counted(list, "in");
  const bad = list.filter(pair => ["refuted", "unobserved"].some(name => classOf(pair.out.letter) === name
    || classOf(pair.in.letter) === name));
  const measured = list.filter(pair => classOf(pair.out.letter) !== "none" || classOf(pair.in.letter) !== "none");
  const others = elsewhere(matrix, node);
  const rest = others === 0 ? " Everything between the other nodes is proven." : " Between the other nodes "
    + plural(others, "pair is", "pairs are") + " not proven.";
  if (measured.length === 0) return `No pair of ${node} has been measured.`;
  if (bad.length === 0) return `All pairs from and to ${node} are proven.` + rest;
  if (out.proven === 0 && into.proven === 0) {
    return `It looks like this one host: nothing gets out of ${node}, and nothing gets in.` + rest;
  }
  if (out.proven === 0 && out.pairs > 1) return `It looks like this one host: nothing gets out of ${node}. Some messages get in.` + rest;
  if (into.proven === 0 && into.pairs > 1) return `It looks like this one host: nothing gets into ${node}. Some messages get out.` + rest;
  if (bad.length === 1 && measured.length > 1) {
    return `It does not look like this one host: only pairs with ${bad[0].other} fail; ${node} and the other `
      + plural(measured.length - 1, "node") + " reach each other." + rest;
  }
  return `Pairs with ${bad.length} of ${plural(measured.length, "other node")} are not proven.` + rest;
}

function direction(words, sum) {
  return el("p", {class: "direction"}, el("span", {class: "which"}, words), bar(sum.proven, sum.refuted, sum.unobserved), " ",
    el("strong", {}, sum.proven + "/" + sum.pairs), " ", tally(sum.proven, sum.refuted, sum.unobserved));
}

function rank(pair) {
  return Math.min(ORDER.indexOf(classOf(pair.out.letter)), ORDER.indexOf(classOf(pair.in.letter)));
}

function rows(app, node, list) {
  const cell = (one, link) => el("span", {class: "cell"}, outcome(one.letter, one.us), " ", one.age === null ? null
    : el("small", {class: "soft"}, age(one.age) + " ago"), " ", link);
  return [...list].sort((a, b) => rank(a) - rank(b) || a.other.localeCompare(b.other)).map(pair => [
    el("a", {href: app.href(["node", pair.other])}, pair.other),
    cell(pair.out, pairLink(app, node, pair.other)), cell(pair.in, pairLink(app, pair.other, node))]);
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
    ["commands reach it", known.control], ["by", known.channel], ["ledger", known.ledger],
    ["known since", ago(node.since, now)], ["agent", el("code", {}, node.agent_id || "unknown")],
    ["machine", known.machine_id && el("code", {}, known.machine_id)],
    ...Object.entries(known).filter(([name]) => !named.has(name))]);
}

/** What the last run read of counters at this node. */
function counters(run) {
  if (run === null || !run.facts) return el("p", {class: "hint"}, "The report of the last run is not kept.");
  if (run.facts.length === 0) {
    return el("p", {class: "hint"}, "The last run read none about this node. Runners tell their counters when a pair is not proven.");
  }
  return table("What the last run read", ["what", "value", "from", "at"], run.facts.map(one => [
    one.fact.replaceAll("_", " ") + (one.about ? " of " + one.about : ""),
    one.text !== null ? one.text : one.value === null ? "–" : count(one.value), one.node + ", " + one.source,
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
    const [known, matrix, incidents] = await Promise.all([app.api.get("nodes/" + encodeURIComponent(node), app.scope()),
      app.api.get("matrix", app.scope()), app.api.get("incidents", {...app.scope(), limit: 200})]);
    const run = await lastRun(app, known.run, node);
    const named = incidents.incidents.filter(one => one.nodes.includes(node));
    refill(root, () => fill(known, matrix, named, run));
  };
  const orders = el("div", {});
  const fillOrders = () => put(orders, orderList(app, [...holding(app, "exclusion", node), ...holding(app, "silence", node)]));
  const fill = (known, matrix, incidents, run) => {
    const now = app.now();
    const list = pairs(matrix, node);
    const open = incidents.filter(one => one.cleared === null);
    app.measured(matrix.at);
    put(root,
      el("div", {class: "title"}, el("h1", {}, node), el("span", {class: "acts"}, exclude(app, node), " ", silence(app, node, node))),
      el("p", {class: "lead"}, verdict(node, list, matrix)),
      direction("sends", counted(list, "out")), direction("receives", counted(list, "in")),
      el("p", {class: "hint"}, "Last run ", ago(matrix.at, now), "."), orders,
      incidentCards(app, "What is wrong with it", open, now),
      el("section", {}, el("h2", {}, "Row and column"),
        table("Pairs of " + node + ", those that are not proven first", ["other node", "from " + node, "to " + node], rows(app, node, list))),
      el("div", {class: "two"}, el("section", {}, el("h2", {}, "What it is"), about(known, now)),
        el("section", {}, el("h2", {}, "Counters"), counters(run))),
      incidentCards(app, "What was wrong with it", incidents.filter(one => one.cleared !== null).slice(0, PAST), now));
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
