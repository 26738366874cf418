// What happened to one pair of one run: its messages on one timeline, or else what the run's report says of it.

import {el, put} from "../dom.js";
import {Problem} from "../api.js";
import {count, ms} from "../words.js";
import {facts, runLink} from "./common.js";

const LANES = [["coordinator", "coordinator"], ["source", null], ["destination", null]];

function offset(us) {
  const sign = us < 0 ? "−" : "+";
  return sign + (us === 0 ? "0 ms" : ms(Math.abs(us)));
}

/** The events in three lanes: coordinator, source, destination. */
function timeline(explanation) {
  const names = {coordinator: "coordinator", source: explanation.src, destination: explanation.dst};
  const left = explanation.left_out.renewals + explanation.left_out.others;
  return el("div", {}, explanation.why.length > 0 && el("ul", {class: "why"}, explanation.why.map(line => el("li", {}, line))),
    el("div", {class: "lanes", "aria-hidden": "true"}, el("span", {}, "after"), LANES.map(([lane]) => el("span", {}, names[lane]))),
    el("ol", {class: "events"}, explanation.events.map(event => el("li", {class: "event at-" + event.at + " is-" + event.kind},
      el("span", {class: "when"}, offset(event.t_us), event.bound_us > 0 && el("small", {}, " ± " + ms(event.bound_us))),
      el("span", {class: "what"}, el("span", {class: "lane"}, names[event.at] + ": "), event.text)))),
    left > 0 && el("p", {class: "hint"}, count(left), " more messages are left out: renewed leases, and some in the middle."));
}

/** What both witnesses of a cell said, from the report. */
function witnesses(cell) {
  return facts([["outcome", cell.outcome.replaceAll("_", " ").toLowerCase() + (cell.code ? " (" + cell.code + ")" : "")],
    ["reason", cell.reason], ["sender", cell.evidence.sender], ["receiver", cell.evidence.receiver],
    ["its watch", cell.evidence.coverage], ["commands", cell.evidence.control]]);
}

async function fromReport(app, run, src, dst, why) {
  const overview = await app.api.get("runs/" + encodeURIComponent(run) + "/overview", {node: src});
  const cell = (overview.cells || []).find(one => one.src === src && one.dst === dst);
  return el("div", {}, el("p", {class: "hint"}, why, ". ", cell ? "This is what the report of the run says:"
    : overview.report_kept ? "The report of the run calls the pair proven." : "The report of the run is not kept either."),
  cell && witnesses(cell));
}

async function load(app, run, src, dst) {
  try {
    return timeline(await app.api.get(["runs", run, "explain", src, dst].map(encodeURIComponent).join("/")));
  } catch (failed) {
    if (!(failed instanceof Problem) || (failed.status !== 404 && failed.status !== 410)) throw failed;
    return fromReport(app, run, src, dst, failed.message.replace(/^./, first => first.toUpperCase()));
  }
}

/** A place that explains the pair of a run: place.explain(run, whether the keyboard goes there). */
export function explainer(app, src, dst) {
  const place = el("div", {class: "explained", "aria-live": "off"});
  let turn = 0;
  place.explain = async (run, go) => {
    const mine = ++turn;
    put(place, el("p", {class: "hint"}, "Reading the messages of run " + run.slice(0, 8) + " …"));
    let content;
    try {
      content = await load(app, run, src, dst);
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      content = el("p", {class: "refused-words"}, failed.message, ".");
    }
    if (mine !== turn) return;
    put(place, el("h3", {tabindex: "-1"}, `${src} → ${dst} in run `, runLink(app, run)), content);
    if (go) place.querySelector("h3").focus();
  };
  return place;
}
