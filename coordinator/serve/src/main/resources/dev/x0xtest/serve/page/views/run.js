// One run in full: what it proved, what is wrong, which pairs are not proven. The whole report is one click away.

import {Problem} from "../api.js";
import {command, el, put} from "../dom.js";
import {Matrix} from "../matrix.js";
import {Fleet} from "../state.js";
import {age, count, kind, ms, odds, plural} from "../words.js";
import {ago, facts, key, letterOf, nodeLink, outcomeWord, pairLink, runBar, runKind, runLink, table, tally, verdict, whole} from "./common.js";

const MOST_WARNINGS = 20;
/** A matrix of so many nodes stands beside what is wrong. */
const MOST_BESIDE = 12;

/** One cause, as the report has it. */
function causeCard(app, cause, scope) {
  return el("article", {class: "card " + cause.severity}, el("h3", {}, cause.text),
    el("p", {class: "hint"}, el("span", {class: "kind", title: kind(cause.kind)}, cause.kind), " odds of ", odds(cause.log10_odds)),
    facts([["for it", el("ul", {}, el("li", {}, `it explains ${plural(cause.explains.length, "pair")}`),
      cause.evidence.slice(0, 5).map(one => el("li", {}, one.text || one.fact)))],
    ["against it", cause.contradicts.length === 0 ? "nothing"
      : el("ul", {}, cause.contradicts.slice(0, 5).map(([src, dst]) => el("li", {}, pairLink(app, src, dst, scope), " was proven")))]]),
    cause.next && cause.next.command && [el("p", {class: "next"}, el("strong", {}, "Next: "), cause.next.text, `; on ${cause.next.where}:`),
      command(cause.next.command)]);
}

function causes(app, run, scope) {
  const list = run.causes || [];
  const left = run.unexplained || [];
  if (list.length === 0 && left.length === 0) return null;
  return el("section", {}, el("h2", {}, "What is wrong"), el("div", {class: "cards"}, list.map(one => causeCard(app, one, scope))),
    left.length > 0 && el("p", {}, "No cause explains ", plural(left.length + run.unexplained_left, "pair"), ": ",
      left.slice(0, 8).flatMap(([src, dst], place) => [place > 0 && ", ", pairLink(app, src, dst, scope)]),
      left.length > 8 && " and more", "."));
}

function cells(app, run, scope) {
  if (!run.report_kept) return null;
  if (run.cells.length === 0) return el("p", {}, "Every pair of the run is proven.");
  return [table("Pairs that are not proven", ["pair", "outcome", "why", "the witnesses"], run.cells.map(cell => [
    pairLink(app, cell.src, cell.dst, {...scope, run: run.run.id}),
    [key(letterOf(cell.outcome)), " ", outcomeWord(letterOf(cell.outcome)), cell.code && ` (${cell.code})`],
    cell.reason || "–",
    [["sender", cell.evidence.sender], ["receiver", cell.evidence.receiver], ["its watch", cell.evidence.coverage]]
      .filter(([, said]) => said).map(([who, said]) => el("div", {}, el("span", {class: "soft"}, who + ": "), said))])),
  run.cells_left > 0 && el("p", {class: "hint"}, count(run.cells_left), " more are in the report.")];
}

function how(app, run, now, scope) {
  const line = run.run;
  const timing = run.timing_ms || {};
  const latency = run.latency_us;
  return facts([["started", ago(line.started, now)], ["took", age((line.ended - line.started) / 1000)],
    ["kind", runKind(line) + (line.schedule ? ", schedule " + line.schedule : "")],
    ["network, plane", line.network + ", " + line.plane], ["messages", count(line.messages)],
    ["median time", latency && latency.count > 0 ? ms(latency.p50) + (latency.p90 === null ? "" : ", 90% within " + ms(latency.p90)) : null],
    ["anchor", run.anchor && [nodeLink(app, run.anchor.node, scope), ", x0xd ", run.anchor.x0xd]],
    ["measured by", run.host !== undefined ? `x0xtest ${run.x0xtest} on ${run.host || "an unnamed host"}` : null],
    ["phases", ["connect", "discover", "ready", "matrix"].filter(name => Number.isFinite(timing[name]))
      .map(name => `${name} ${ms(timing[name] * 1000)}`).join(", ")],
    ["its id", el("code", {}, line.id)]]);
}

/** A link to the page of the report; with a token, which a link does not send, a button that saves it. */
function report(app, run) {
  const path = "runs/" + run.run.id + "/page";
  if (!run.report_kept) return el("p", {class: "hint"}, "The report of this run was dropped to save space: only its sums are left.");
  if (!app.me.needs_token) {
    return el("p", {class: "buttons"}, el("a", {href: "/api/v1/" + path, target: "_blank", rel: "noopener"}, "The whole report"), " ",
      el("a", {href: "/api/v1/runs/" + run.run.id, download: "report-" + run.run.id.slice(0, 8) + ".json"}, "as JSON"));
  }
  const save = async () => {
    try {
      const answer = await app.api.fetch("GET", path, undefined, {});
      const address = URL.createObjectURL(await answer.blob());
      el("a", {href: address, download: "report-" + run.run.id.slice(0, 8) + ".html"}).click();
      URL.revokeObjectURL(address);
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      app.tell("The report cannot be had: " + failed.message + ".");
    }
  };
  return el("p", {class: "buttons"}, el("button", {type: "button", onclick: save}, "Save the whole report as a page"));
}

function warnings(run) {
  const list = run.warnings || [];
  return [run.ended && el("p", {class: "note"}, el("strong", {}, "Cut short: "), run.ended.reason, ". ", run.ended.next),
    list.length > 0 && el("ul", {class: "note"}, list.slice(0, MOST_WARNINGS).map(one => el("li", {}, one)),
      list.length > MOST_WARNINGS && el("li", {}, `and ${list.length - MOST_WARNINGS} more`))];
}

/**
 * All pairs as they were known when the run ended; of a run of a few pairs they would be those of others. A large one does not
 * fit beside the causes.
 */
async function matrix(app, line, scope) {
  if (!whole(line)) return {element: null, wide: false};
  const picture = new Matrix(app, {at: () => line.ended});
  const fleet = new Fleet(await app.api.get("matrix", {...scope, at: line.ended}));
  await picture.show(fleet);
  return {element: el("section", {}, el("h2", {}, "Matrix"), line.kind === "rotation" && el("p", {class: "hint"},
    "This run measured some pairs. The others are as earlier runs left them."), picture.element), wide: fleet.size > MOST_BESIDE};
}

/** The whole run before this one, to compare with. */
async function before(app, line) {
  const list = await app.api.get("runs", {network: line.network, plane: line.plane, limit: 20, before: line.started});
  return list.runs.find(run => run.kind === line.kind && run.verdict !== "cut") || null;
}

export async function show(root, params, app) {
  const id = params.id === "latest" ? (await app.api.get("runs", {...app.scope(), limit: 1})).runs.map(run => run.id)[0] : params.id;
  if (id === undefined) throw new Problem(404, "There is no run yet");
  const run = await app.api.get("runs/" + encodeURIComponent(id) + "/overview");
  const line = run.run;
  const scope = {network: line.network, plane: line.plane};
  const [earlier, picture] = await Promise.all([before(app, line), matrix(app, line, scope)]);
  const now = app.now();
  const all = line.proven === line.cells;
  put(root,
    el("div", {class: "title"}, verdict(line), el("h1", {}, all ? `All ${plural(line.cells, "pair")} proven`
      : `${count(line.proven)} of ${plural(line.cells, "pair")} proven`)),
    el("p", {}, runBar(line), tally(line.proven, line.refuted, line.unobserved)),
    el("p", {class: "hint"}, "Run ", line.id.slice(0, 8), ", ", runKind(line), ", started ", ago(line.started, now), "."),
    report(app, run),
    earlier && el("p", {}, el("a", {href: app.href(["runs", earlier.id, "diff", line.id], scope)}, "What differs from the run before it"),
      " (", runLink(app, earlier.id), ")"),
    warnings(run), el("div", {class: "two"}, el("div", {}, causes(app, run, scope),
      el("section", {}, el("h2", {}, "The run"), how(app, run, now, scope),
        el("p", {}, el("a", {href: app.href(["now"], {...scope, at: line.ended})}, "Show the fleet as it was then")))), picture.wide ? null : picture.element), picture.wide && picture.element,
    run.report_kept && el("section", {}, el("h2", {}, "Pairs that are not proven"), cells(app, run, scope)));
  return {};
}
