// What operators order: each asks for a reason and an end. A reader gets no button.

import {el, put} from "../dom.js";
import {HOUR_MS, age, when} from "../words.js";

const ENDS = [["1 hour", HOUR_MS], ["8 hours", 8 * HOUR_MS], ["1 day", 24 * HOUR_MS], ["until it is withdrawn", null]];
const LONGEST_REASON = 500;

/** What an order is about, in words. */
const TARGETS = {
  pause: target => target ? "Schedule " + target + " is paused" : "All schedules are paused",
  exclusion: target => target + " takes no part in runs",
  silence: target => "No alerts about " + target.replace(">", " → "),
  acknowledgement: target => "Somebody works on incident " + target
};
const PATHS = {pause: "pause", exclusion: "exclusions", silence: "silences"};

/** An order in one sentence. */
export function orderText(order, now) {
  return TARGETS[order.kind](order.target) + " "
    + (order.until === null ? "until it is withdrawn" : "until " + when(order.until, now))
    + ", by " + (order.by || "somebody on this machine") + ": " + order.reason;
}

/** Why an order was not taken, in words. */
export function refusal(problem) {
  if (problem.status === 0) return "x0xtest does not answer. Nothing was ordered.";
  if (problem.status === 403) return "This token may read only. Nothing was ordered.";
  const run = problem.json.run;
  if (problem.status === 409 && run !== undefined) {
    const whose = problem.json.coordinator ? "of the coordinator " + problem.json.coordinator.slice(0, 8) + "…" : "of this x0xtest";
    return "A run " + whose + (run ? " (" + run.slice(0, 8) + ")" : "") + " goes on"
      + (problem.json.since ? " since " + when(problem.json.since) : "") + ". Try again when it has ended.";
  }
  return problem.message.replace(/^./, first => first.toUpperCase()) + ".";
}

function ends() {
  return el("fieldset", {}, el("legend", {}, "Until when"), ENDS.map(([words, length], place) =>
    el("label", {class: "choice"}, el("input", {type: "radio", name: "end", value: String(length), checked: place === 0}),
      " ", words)));
}

/**
 * Asks for reason and end, and sends the order.
 *
 * @param spec.title what is ordered, as a heading
 * @param spec.text what it does
 * @param spec.button the word on the button that does it
 * @param spec.ends whether it has an end
 * @param spec.send (reason, until) => a promise of the answer
 * @param spec.done (answer) => what to say then
 */
function ask(app, spec) {
  const why = el("p", {class: "refused-words", role: "alert"});
  const reason = el("input", {name: "reason", required: true, maxlength: String(LONGEST_REASON), autocomplete: "off",
    "aria-describedby": "act-hint"});
  const send = el("button", {type: "submit", class: "main-button"}, spec.button);
  const form = el("form", {method: "dialog"},
    el("h2", {id: "act-title"}, spec.title),
    el("p", {}, spec.text),
    el("p", {}, el("label", {}, "Reason", reason)),
    el("p", {class: "hint", id: "act-hint"}, "It is kept with your name, for good."),
    spec.ends && ends(), why,
    el("p", {class: "buttons"}, send, " ", el("button", {type: "button", onclick: () => dialog.close()}, "Cancel")));
  const dialog = el("dialog", {class: "act", "aria-labelledby": "act-title", onclose: () => dialog.remove()}, form);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (reason.value.trim() === "") {
      put(why, "A reason is needed.");
      reason.focus();
      return;
    }
    send.disabled = true;
    put(why);
    const length = spec.ends ? form.elements.end.value : "null";
    try {
      const answer = await spec.send(reason.value.trim(), length === "null" ? null : Math.round(app.now() + Number(length)));
      dialog.close();
      app.tell(spec.done(answer));
    } catch (failed) {
      if (failed.status === undefined) throw failed;
      put(why, refusal(failed));
    } finally {
      send.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

/** A button for operators that opens the question; null for a reader. */
function button(app, words, spec) {
  return app.operator ? el("button", {type: "button", class: "act-button", onclick: () => ask(app, spec)}, words) : null;
}

/** Orders something; what is ordered shows when the state of the daemon arrives. */
function order(app, words, title, text, path, body) {
  return button(app, words, {
    title, text, button: words, ends: true,
    send: (reason, until) => app.api.send("POST", path, {...body, until, reason}),
    done: answer => orderText(answer, app.now()) + "."
  });
}

export function runNow(app) {
  return button(app, "Run now", {
    title: `Run now: network ${app.network}, plane ${app.plane}`,
    text: "All pairs are measured at once, outside the schedule. It counts against the budget of the day.",
    button: "Run now", ends: false,
    send: reason => app.api.send("POST", "runs", {network: app.network, plane: app.plane, reason}),
    done: answer => "Run " + answer.run.slice(0, 8) + " has begun."
  });
}

/** @param schedule its name; empty: all */
export function pause(app, schedule) {
  return order(app, schedule ? "Pause" : "Pause all", schedule ? "Pause the schedule " + schedule : "Pause all schedules",
    "No runs on schedule meanwhile: each is a gap with the reason “paused”. A run under way goes on.", "pause",
    schedule ? {target: schedule} : {});
}

export function exclude(app, node) {
  return order(app, "Exclude", "Exclude " + node, node + " takes no part in runs, and there are no alerts about it.",
    "exclusions", {target: node});
}

/** @param target a node, SRC>DST, a kind of cause, or the id of an incident; @param name the same for people */
export function silence(app, target, name) {
  return order(app, "Silence", "Silence " + name,
    "No alerts about it meanwhile. What is still wrong when the silence ends is told then.", "silences", {target});
}

export function acknowledge(app, incident) {
  return order(app, "Acknowledge", "Acknowledge: you work on it",
    "Its alert is not repeated. It still shows here, and people are told when it is over.",
    "incidents/" + encodeURIComponent(incident.id) + "/ack", {});
}

/** Ends an order before its time. */
export function withdraw(app, held) {
  const path = held.kind === "acknowledgement" ? "incidents/" + encodeURIComponent(held.target) + "/ack"
    : PATHS[held.kind] + "?target=" + encodeURIComponent(held.target);
  return button(app, "Withdraw", {
    title: "Withdraw this order", text: orderText(held, app.now()) + ".", button: "Withdraw", ends: false,
    send: reason => app.api.send("DELETE", path, {reason}),
    done: () => "Withdrawn: " + orderText(held, app.now()) + "."
  });
}

/** The orders that hold, each with a button for operators. */
export function orderList(app, orders) {
  return orders.length > 0 && el("ul", {class: "orders"}, orders.map(held => el("li", {},
    orderText(held, app.now()), held.until === null ? "" : ` (${age((held.until - app.now()) / 1000)} left)`, " ",
    withdraw(app, held))));
}
