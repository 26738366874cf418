// What differs between two runs: what is new, what is fixed, what still fails, what comes and goes, what is slower.

import {el, put} from "../dom.js";
import {count, ms, plural} from "../words.js";
import {ago, key, letterOf, nodeLink, outcomeWord, pairLink, runLink, table, tally, verdict} from "./common.js";

const MOST = 300;
const GROUPS = [
  ["new", "Worse", "Proven before, not now."],
  ["fixed", "Fixed", "Not proven before, proven now."],
  ["flapping", "Comes and goes", "Both runs proved some samples and lost others."],
  ["still", "Still not proven", "Not proven in either run."]
];

function outcome(name, proven, samples) {
  const letter = letterOf(name);
  return [key(letter), " ", outcomeWord(letter), samples > 1 && ` (${proven} of ${samples})`];
}

function changes(app, diff, name, words, meaning) {
  const list = diff[name];
  if (list.length === 0) return null;
  return el("section", {}, el("h2", {}, `${words}: ${plural(list.length, "pair")}`), el("p", {class: "hint"}, meaning),
    table(words, ["pair", "before", "after"], list.slice(0, MOST).map(one => [pairLink(app, one.src, one.dst, {run: diff.head}),
      outcome(one.before, one.proven_before, one.samples_before), outcome(one.after, one.proven_after, one.samples_after)])),
    list.length > MOST && el("p", {class: "hint"}, `The first ${MOST} of ${count(list.length)}.`));
}

function slower(app, diff) {
  const rows = [...diff.slower.map(one => [pairLink(app, one.src, one.dst), one]),
    ...diff.slower_nodes.map(one => [nodeLink(app, one.node), one]), ...(diff.slower_run ? [["all pairs together", diff.slower_run]] : [])];
  return rows.length > 0 && el("section", {}, el("h2", {}, "Slower"),
    el("p", {class: "hint"}, "Only what chance would not do: p is how often chance alone would show as much."),
    table("Slower", ["what", "median before", "median after", "p"], rows.slice(0, MOST).map(([what, one]) =>
      [what, ms(one.p50_before), ms(one.p50_after), one.p < 0.001 ? "under 0.001" : one.p.toFixed(3)])));
}

/** The answer in one sentence. */
function sentence(diff) {
  if (!diff.comparable) return "These two runs cannot be compared: " + diff.why + ".";
  const slow = diff.slower.length + diff.slower_nodes.length + (diff.slower_run ? 1 : 0);
  const parts = [["new", "worse"], ["fixed", "fixed"], ["flapping", "coming and going"], ["still", "still not proven"]]
    .filter(([name]) => diff[name].length > 0).map(([name, words]) => `${plural(diff[name].length, "pair")} ${words}`);
  if (slow > 0) parts.push(diff.slower_run ? "the run as a whole is slower" : `${plural(slow, diff.slower_by === "nodes" ? "node" : "pair")} slower`);
  if (parts.length === 0) return "Nothing has changed: every pair is proven in both runs.";
  const same = diff.new.length + diff.fixed.length + slow === 0 ? "Nothing is worse and nothing is fixed: " : "";
  return same + (parts.length === 1 ? parts[0] : parts.slice(0, -1).join(", ") + " and " + parts[parts.length - 1]) + ".";
}

/** The line of a run, from its overview. */
async function line(app, id) {
  return (await app.api.get("runs/" + encodeURIComponent(id) + "/overview", {node: "-"})).run;
}

function side(app, words, run, now) {
  return el("p", {class: "side"}, el("span", {class: "which"}, words), " ", verdict(run), " ", runLink(app, run.id), ", ", ago(run.started, now),
    ": ", tally(run.proven, run.refuted, run.unobserved));
}

export async function show(root, params, app) {
  const [diff, base, head] = await Promise.all([app.api.get(["runs", params.a, "diff", params.b].map(encodeURIComponent).join("/")),
    line(app, params.a), line(app, params.b)]);
  const now = app.now();
  put(root, el("h1", {}, "What changed"), el("p", {class: "lead"}, sentence(diff)),
    side(app, "before", base, now), side(app, "after", head, now),
    diff.notes.length > 0 && el("ul", {class: "note"}, diff.notes.map(note => el("li", {}, note))),
    diff.not_compared > 0 && el("p", {class: "hint"}, plural(diff.not_compared, "pair"), " were not decided by one of the runs, because it ended first."),
    GROUPS.map(([name, words, meaning]) => changes(app, diff, name, words, meaning)), slower(app, diff),
    el("p", {class: "buttons"}, el("a", {href: app.href(["runs", params.b, "diff", params.a])}, "The other way round"), " ",
      el("a", {href: app.href(["runs"])}, "All runs")));
  return {};
}
