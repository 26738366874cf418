// How x0xtest measures, and what operators have ordered of it.

import {el, put} from "../dom.js";
import {age, clock, count, plural, when} from "../words.js";
import {acknowledge, exclude, orderList, pause, runNow, silence} from "./act.js";
import {facts, refill, runLink, table} from "./common.js";

const DATABASE = {ok: "kept", spooling: "the database is away: what is to be kept waits on disk", failed: "lost: nothing can be kept"};
const ANCHOR = {unknown: "not tried yet", ok: "usable", away: "away: nothing can be measured"};

function schedules(app, now) {
  return table("Schedules", ["schedule", "every", "next run", "last run", ...(app.operator ? ["order"] : [])],
    app.status.schedule.map(one => [one.name, age(one.every_s),
      one.next_due === null ? "none planned" : one.next_due <= now ? "due now"
        : [el("span", {class: "due", dataset: {at: one.next_due}}, clock((one.next_due - now) / 1000)), ` (${when(one.next_due, now)})`],
      one.last_run === null ? "none" : runLink(app, one.last_run),
      ...(app.operator ? [pause(app, one.name)] : [])]));
}

function figures(status) {
  const budget = status.budget;
  const database = status.database;
  return facts([["messages today", count(budget.messages) + (budget.limit === null ? "" : " of " + count(budget.limit))],
    ["stored by x0xd today", budget.x0xd_bytes > 0 ? count(Math.round(budget.x0xd_bytes / 1e6)) + " MB" : "under 1 MB"],
    ["pace", status.governor.factor === 1 ? "full" : `${status.governor.factor} of the usual: ${status.governor.reason || "unknown"}`],
    ["history", `${database.kind}, ${DATABASE[database.state]}` + (database.spooled > 0 ? `, ${plural(database.spooled, "write")} wait` : "")],
    ["anchor", ANCHOR[status.anchor] || status.anchor],
    ["role", status.role === "standby" ? "stands by: another x0xtest measures" : "measures"]]);
}

/** A node, to be excluded or silenced. */
function nodes(app, list) {
  if (!app.operator || list.length === 0) return null;
  const buttons = el("span", {class: "acts"});
  const select = el("select", {id: "orders-node"}, list.map(node => el("option", {value: node}, node)));
  const fill = () => put(buttons, exclude(app, select.value), " ", silence(app, select.value, select.value));
  select.addEventListener("change", fill);
  fill();
  return el("section", {}, el("h2", {}, "Leave a node out, or silence it"), el("p", {class: "buttons"}, el("label", {for: "orders-node"}, "Node "), select, " ", buttons));
}

async function known(app) {
  try {
    return (await app.api.get("matrix", app.scope())).nodes;
  } catch (failed) {
    // Nothing was measured yet, or the history is away: there is no node to choose.
    if (failed.status === 404 || failed.status === 503) return [];
    throw failed;
  }
}

export async function show(root, params, app) {
  const list = app.operator ? await known(app) : [];
  const top = el("div", {});
  const choice = el("div", {}, nodes(app, list));
  const fill = () => {
    const now = app.now();
    const orders = app.status.orders;
    put(top,
      el("div", {class: "title"}, el("h1", {}, "Orders and schedules"), el("span", {class: "acts"}, runNow(app), " ", pause(app, ""))),
      el("p", {class: "lead"}, orders.length === 0 ? "No order holds: everything runs as scheduled, and every alert is sent."
        : plural(orders.length, "order holds", "orders hold") + "."),
      orderList(app, orders),
      !app.operator && el("p", {class: "hint"}, "You may read. Orders need a token of an operator."),
      el("div", {class: "two"}, el("section", {}, el("h2", {}, "Schedules"), schedules(app, now)),
        el("section", {}, el("h2", {}, "What measuring costs"), figures(app.status))));
  };
  fill();
  put(root, top, choice);
  return {
    on: name => { if (name === "status" || name === "reset") refill(top, fill); },
    tick: now => {
      for (const due of top.querySelectorAll(".due")) due.textContent = clock((due.dataset.at - now) / 1000);
    }
  };
}

/** Buttons for the fleet, beside the sentence of "now": run now, pause. Only called for an operator. */
export function bar(root, app) {
  put(root, runNow(app), " ", pause(app, ""));
}

/** Buttons of a card: acknowledge, silence. Only called for an operator. */
export function card(root, app, incident) {
  root.append(el("p", {class: "buttons"}, acknowledge(app, incident), " ", silence(app, incident.id, "this incident")));
}
