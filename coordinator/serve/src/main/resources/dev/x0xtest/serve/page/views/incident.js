// An incident: what it is, how it went, what speaks for it and against it, what to do.

import {Problem} from "../api.js";
import {causeOf, evidenceAgainst, evidenceFor} from "../cards.js";
import {command, el, put} from "../dom.js";
import {kind, odds, plural} from "../words.js";
import {again, facts, holding, incidentState, judged, key, nodeLink, outcomeWord, pairLink, refill, runLink, table, time} from "./common.js";
import {acknowledge, orderList, silence} from "./act.js";

const ROUNDS = 60;
const MOST_PAIRS = 100;
/** As many of the last runs that showed it are kept with an incident. */
const MOST_KEPT = 20;

/** The causes of a run; none where its report is gone. Pairs of other nodes are not wanted. */
async function causes(app, run, node) {
  try {
    return (await app.api.get("runs/" + run + "/overview", {node})).causes || [];
  } catch (failed) {
    if (failed instanceof Problem && failed.status === 404) return [];
    throw failed;
  }
}

/** Of its own network and plane, whatever the page shows else. */
function scopeOf(incident) {
  return {network: incident.network, plane: incident.plane};
}

/** The rounds since it began, the oldest first: which showed it. */
function rounds(app, incident, runs) {
  const end = incident.cleared === null ? Infinity : incident.cleared;
  const during = runs.filter(run => run.started >= incident.since && run.started <= end).reverse();
  const shown = new Set(incident.runs);
  // Only the last runs that showed it are kept with it: what was before the first of them nobody knows.
  const first = incident.runs.length < MOST_KEPT ? 0 : Math.max(0, during.findIndex(run => shown.has(run.id)));
  const known = during.slice(first);
  if (known.length === 0) return null;
  const state = run => shown.has(run.id) ? ["refuted", "showed it"] : run.verdict === "cut" ? ["none", "was cut short"]
    : ["proven", "did not show it"];
  return el("div", {}, el("ol", {class: "rounds", "aria-label": "Runs since it began, the oldest first"}, known.map(run => {
    const [name, words] = state(run);
    return el("li", {}, el("a", {href: app.href(["runs", run.id]), class: "key " + name,
      "aria-label": `run ${run.id.slice(0, 8)}, ${run.kind}: ${words}`, title: `${run.kind}, ${words}`},
    run.kind === "focus" ? "f" : name === "refuted" ? "●" : name === "proven" ? "○" : "·"));
  })), el("p", {class: "hint"}, "One box a run, the oldest first: ●\u00a0showed it, ○\u00a0did not, f\u00a0looked at its pairs again.",
    first > 0 && ` What ${plural(first, "earlier run")} showed is not kept.`));
}

/** Its life in sentences, the oldest first. */
function life(app, incident, now) {
  const steps = [[incident.since, ["A run showed it for the first time."]]];
  const acknowledged = incident.acknowledged;
  if (acknowledged) {
    steps.push([acknowledged.from, [(acknowledged.by || "Somebody on this machine") + " works on it: " + acknowledged.reason]]);
  }
  for (const held of holding(app, "silence", incident.id)) {
    steps.push([held.from, [(held.by || "Somebody on this machine") + " silenced it: " + held.reason]]);
  }
  if (incident.runs.length > 0 && incident.cleared === null) {
    steps.push([incident.at, [incident.state === "open" ? "The last change: it is confirmed, seen in " : "The last change: it is suspected, seen in ",
      `${incident.seen} of ${plural(incident.of, "round")}. Run `, runLink(app, incident.runs[0]), "."]]);
  }
  if (incident.cleared !== null) {
    steps.push([incident.cleared, [incident.state === "left" ? "Its node left the fleet." : "It was cleared: all of its pairs were proven"
      + (incident.proven > 0 ? " in " + plural(incident.proven, "round") + " in a row." : ".")]]);
  }
  return el("ol", {class: "life"}, steps.sort((a, b) => a[0] - b[0]).map(([at, words]) => el("li", {}, time(at, now), " ", words)));
}

/** What speaks for and against it. */
function evidence(app, incident, cause) {
  const list = items => items.length === 1 ? items[0] : el("ul", {}, items.map(item => el("li", {}, item)));
  const cells = cause ? cause.evidence.filter(one => one.source === "cell").map(one => one.text) : [];
  return [facts([["how sure", incident.kind === "BLIND" || incident.kind === "UNEXPLAINED" ? null : odds(incident.log10_odds)
    + " that this is so"], ["for it", list([...evidenceFor(incident, cause), ...cells])], ["against it", list(evidenceAgainst(incident, cause))],
  ["it may be", cause && cause.candidates.join(", ")]]),
  !cause && el("p", {class: "hint"}, "The report of the last run that showed it is not kept, or names another cause.")];
}

function cells(app, incident, matrix) {
  const at = (src, dst) => {
    const row = matrix === null ? -1 : matrix.nodes.indexOf(src);
    const column = matrix === null ? -1 : matrix.nodes.indexOf(dst);
    return row < 0 || column < 0 ? "·" : [...matrix.outcome[row]][column];
  };
  return table("Its pairs, as they are now", ["pair", "now"], incident.cells.slice(0, MOST_PAIRS).map(([src, dst]) =>
    [pairLink(app, src, dst, {...scopeOf(incident), run: incident.runs[0]}), [key(at(src, dst)), " ", outcomeWord(at(src, dst))]]));
}

/** What to do, first of all. */
function next(incident, cause) {
  const words = cause && cause.next ? cause.next.text : "";
  const typed = cause && cause.next && cause.next.command ? cause.next.command : incident.next;
  return typed && el("div", {class: "next"}, el("p", {}, el("strong", {}, "Next: "), words || "type this",
    cause && cause.next && cause.next.where ? `; on ${cause.next.where}:` : ":"), command(typed));
}

async function matrixNow(app, scope) {
  try {
    return await app.api.get("matrix", scope);
  } catch (failed) {
    if (failed instanceof Problem && failed.status === 404) return null;
    throw failed;
  }
}

export async function show(root, params, app) {
  const path = "incidents/" + encodeURIComponent(params.id);
  const orders = () => JSON.stringify(app.status.orders);
  let ordered = orders();
  let judgedRun;
  let found = [];
  const load = async () => {
    const incident = await app.api.get(path);
    const scope = scopeOf(incident);
    const before = incident.cleared === null ? undefined : incident.cleared + 1;
    const last = incident.runs[0];
    const [list, runs, matrix] = await Promise.all([last === undefined || last === judgedRun ? found : causes(app, last, incident.nodes[0]),
      app.api.get("runs", {...scope, limit: ROUNDS, before}), matrixNow(app, scope)]);
    found = list;
    judgedRun = last;
    refill(root, () => fill(incident, causeOf(incident, found), runs.runs, matrix));
  };
  const fill = (incident, cause, runs, matrix) => {
    const now = app.now();
    const live = incident.cleared === null;
    put(root,
      el("div", {class: "title"}, el("h1", {}, incident.text), el("span", {class: "acts"}, live && acknowledge(app, incident), " ",
        live && silence(app, incident.id, "this incident"))),
      el("p", {class: "lead"}, el("span", {class: "kind " + incident.severity, title: kind(incident.kind)}, incident.kind), " ", incidentState(incident, now), "."),
      incident.nodes.length > 0 && el("p", {}, "About ", incident.nodes.flatMap((node, place) => [place > 0 && ", ", nodeLink(app, node, scopeOf(incident))]), "."),
      orderList(app, [...holding(app, "acknowledgement", incident.id), ...holding(app, "silence", incident.id)]),
      live && next(incident, cause),
      el("div", {class: "two"}, el("section", {}, el("h2", {}, "How it went"), rounds(app, incident, runs), life(app, incident, now)),
        el("section", {}, el("h2", {}, "What speaks for it and against it"), evidence(app, incident, cause))),
      incident.cells.length > 0 && el("section", {}, el("h2", {}, plural(incident.cells.length, "pair")), cells(app, incident, matrix),
        incident.cells.length > MOST_PAIRS && el("p", {class: "hint"}, `The first ${MOST_PAIRS} of ${incident.cells.length}.`)));
  };
  await load();
  judged(app);
  return {
    on: (name, data) => {
      if (name === "status" || name === "reset") judged(app);
      const changed = name === "status" && ordered !== orders();
      ordered = orders();
      if (changed || name === "reset" || (name === "incident" && data.id === params.id)
        || (name === "run" && data.state === "ended")) again(load);
    }
  };
}
