// Runs: what each proved, which two to compare, and what changed since yesterday.

import {el, put} from "../dom.js";
import {DAY_MS, age, count, plural} from "../words.js";
import {again, ago, judged, refill, runBar, runKind, tally, verdict, whole} from "./common.js";
import {runNow} from "./act.js";

const PIECE = 50;
/** The last run, and the one that was the last a day ago: with as many pairs, so that they can be compared. */
async function yesterday(app, last) {
  if (last === undefined) return null;
  const before = await app.api.get("runs", {...app.scope(), limit: PIECE, before: last.started - DAY_MS + 1});
  const candidates = before.runs.filter(whole);
  return candidates.find(run => run.kind === last.kind && run.cells === last.cells) || candidates[0] || null;
}

export async function show(root, params, app) {
  const picked = new Set();
  let runs = [];
  let more = null;
  let base = null;
  const compare = el("button", {type: "button", onclick: () => {
    const [older, newer] = runs.filter(run => picked.has(run.id)).reverse();
    app.go(app.href(["runs", older.id, "diff", newer.id]));
  }});
  const body = el("tbody", {});
  const since = el("p", {class: "lead"});
  const going = el("p", {});
  const older = el("button", {type: "button", onclick: () => again(loadMore)}, "Older runs");

  const pick = (run, box) => {
    if (box.checked) picked.add(run.id); else picked.delete(run.id);
    // A third one takes the place of the first.
    if (picked.size > 2) {
      picked.delete([...picked][0]);
      for (const other of body.querySelectorAll("input")) other.checked = picked.has(other.value);
    }
    choice();
  };
  const choice = () => {
    compare.disabled = picked.size !== 2;
    put(compare, picked.size === 2 ? "Compare these two" : `Compare two runs (${picked.size} chosen)`);
  };
  const row = (run, now) => {
    const box = el("input", {type: "checkbox", value: run.id, checked: picked.has(run.id),
      "aria-label": "Choose run " + run.id.slice(0, 8) + " to compare"});
    box.addEventListener("change", () => pick(run, box));
    return el("tr", {}, el("td", {class: "box"}, el("label", {class: "target"}, box)),
      el("th", {scope: "row"}, el("a", {href: app.href(["runs", run.id])}, ago(run.started, now))),
      el("td", {}, verdict(run)),
      el("td", {class: "tally"}, runBar(run), " ", tally(run.proven, run.refuted, run.unobserved)),
      el("td", {}, runKind(run), run.schedule && el("small", {class: "soft"}, " ", run.schedule)),
      el("td", {class: "number"}, age((run.ended - run.started) / 1000)), el("td", {class: "number"}, count(run.messages)));
  };
  const fill = () => {
    const now = app.now();
    put(body, runs.map(run => row(run, now)));
    older.hidden = more === null;
    list.hidden = buttons.hidden = runs.length === 0;
    const last = runs.find(whole);
    const link = base && last && el("a", {href: app.href(["runs", base.id, "diff", last.id]), class: "since"}, "What changed since yesterday");
    put(since, runs.length === 0 ? "Nothing has been measured yet." : link
      ? [link, el("span", {class: "hint"}, " the run ", ago(base.started, now), " against the last one")]
      : "There is no run of yesterday to compare with.");
    choice();
  };
  const fillGoing = () => {
    const run = app.status.running;
    const ours = run && app.mine(run);
    put(going, ours && ["A run goes on: ", runKind(run), ", since ", ago(run.since, app.now()), "."]);
    going.hidden = !ours;
  };
  const load = async () => {
    const piece = await app.api.get("runs", {...app.scope(), limit: PIECE});
    runs = piece.runs;
    more = piece.next_before;
    base = await yesterday(app, runs.find(whole));
    refill(root, fill);
  };
  const loadMore = async () => {
    const piece = await app.api.get("runs", {...app.scope(), limit: PIECE, before: more});
    runs = runs.concat(piece.runs);
    more = piece.next_before;
    refill(root, fill);
    app.tell(plural(runs.length, "run") + " are listed.");
  };

  const list = el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Runs, the newest first"}, el("table", {class: "list runs"},
      el("caption", {class: "out-of-sight"}, "Runs, the newest first"),
      el("thead", {}, el("tr", {}, ["compare", "started", "verdict", "pairs", "kind", "took", "messages"]
        .map(head => el("th", {scope: "col"}, head)))), body));
  const buttons = el("p", {class: "buttons compare"}, compare, " ", older);
  put(root, el("div", {class: "title"}, el("h1", {}, "Runs"), el("span", {class: "acts"}, runNow(app))), since, going, list, buttons);
  await load();
  judged(app);
  fillGoing();
  return {
    on: (name, data) => {
      if (name === "status" || name === "reset") {
        judged(app);
        fillGoing();
      }
      // Whoever has gone back in the list is not thrown to its begin.
      if ((name === "reset" || (name === "run" && data.state === "ended" && app.mine(data))) && runs.length <= PIECE) again(load);
    }
  };
}
