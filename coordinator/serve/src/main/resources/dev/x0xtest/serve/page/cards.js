// Incidents as cards: what, since when, how sure, what speaks for it and against it, and the next command.

import {command, el} from "./dom.js";
import {age, arrow, kind, odds, plural, when} from "./words.js";

const MOST_PAIRS = 6;
const FACTS_ON_CARD = 2;
const MOST_FACTS = 12;
/** Another explanation that is so near is told; as in reports. */
const CLEAR_LOG10 = 2;
const SEVERITY = {red: 0, slow: 1, grey: 2};

/** The worst first: confirmed ones before suspected ones, red before slow before grey, then the newest. */
export function worstFirst(incidents) {
  const rank = one => (one.state === "suspected" ? 10 : 0) + (SEVERITY[one.severity] ?? 3);
  return [...incidents].sort((one, other) => rank(one) - rank(other) || other.since - one.since);
}

/** The cause of the last run that is this incident, with its evidence; undefined: there is none. */
export function causeOf(incident, causes) {
  const subject = JSON.stringify(incident.subject);
  return (causes || []).find(cause => cause.kind === incident.kind && JSON.stringify(cause.subject) === subject);
}

function pairs(list) {
  return list.slice(0, MOST_PAIRS).map(([src, dst]) => arrow(src, dst)).join(", ")
    + (list.length > MOST_PAIRS ? " and " + (list.length - MOST_PAIRS) + " more" : "");
}

function terms(name, texts) {
  return texts.length ? [el("dt", {}, name), texts.map(one => el("dd", {}, one))] : [];
}

/** What speaks for it; the pairs that it explains, and so many facts. */
export function evidenceFor(incident, cause, most = MOST_FACTS) {
  const count = incident.cells.length;
  const facts = cause ? cause.evidence.filter(one => one.source !== "cell").map(one => one.text) : [];
  return [
    count && "it explains " + plural(count, "pair") + ": " + pairs(incident.cells),
    ...facts.slice(0, most),
    facts.length > most && "and " + plural(facts.length - most, "more fact")
  ].filter(Boolean);
}

/** What speaks against it; never empty. */
export function evidenceAgainst(incident, cause) {
  const against = [];
  if (incident.seen < incident.of) {
    against.push("not seen in " + (incident.of - incident.seen) + " of the last " + plural(incident.of, "round"));
  }
  if (incident.proven > 0) against.push("its pairs were proven in the last " + plural(incident.proven, "round"));
  if (cause && cause.contradicts.length) {
    against.push((cause.contradicts.length === 1 ? "this pair works: " : "these pairs work: ") + pairs(cause.contradicts));
  }
  const other = cause && cause.runner_up;
  if (other && cause.log10_odds - other.log10_odds < CLEAR_LOG10) {
    against.push("or else " + other.kind + subject(other.subject) + "; " + odds(other.log10_odds));
  }
  return against.length ? against : ["nothing"];
}

function subject(of) {
  if (!of) return "";
  if (of.node) return " " + of.node;
  if (of.by) return " " + of.of + " by " + of.by;
  if (of.from || of.from_label) return " " + (of.from || of.from_label) + " → " + (of.to || of.to_label);
  return "";
}

/**
 * One card. Its ages are written by card.tick(now).
 *
 * @param cause of the last run, from causeOf; may be undefined
 */
export function card(app, incident, cause) {
  const since = el("span");
  const suspected = incident.state === "suspected";
  const element = el("article", {class: "card " + incident.severity + (suspected ? " suspected" : ""), dataset: {incident: incident.id}},
    el("h3", {}, el("a", {href: app.href(["incident", incident.id])}, incident.text)),
    el("p", {class: "sure"}, el("span", {class: "kind", title: kind(incident.kind)}, incident.kind, incident.part ? " " + incident.part : ""), " ",
      suspected ? "suspected, not confirmed yet, " : "", "since ", el("time", {datetime: new Date(incident.since).toISOString()},
        when(incident.since, app.now())), since,
      incident.kind === "BLIND" || incident.kind === "UNEXPLAINED" ? "" : "; odds of " + odds(incident.log10_odds),
      incident.acknowledged ? "; " + incident.acknowledged.by + " works on it" : ""),
    el("dl", {}, terms("For it", evidenceFor(incident, cause, FACTS_ON_CARD)),
      cause && cause.candidates.length ? terms("It may be", [cause.candidates.join(", ")]) : [],
      terms("Against it", evidenceAgainst(incident, cause))),
    cause && cause.next ? el("p", {class: "next"}, el("strong", {}, "Next:"), " ", cause.next.text, "; on ", cause.next.where, ":")
      : incident.next && el("p", {class: "next"}, el("strong", {}, "Next:")),
    cause && cause.next && cause.next.command ? command(cause.next.command) : incident.next && command(incident.next));
  element.tick = now => { since.textContent = " (" + age((now - incident.since) / 1000) + ")"; };
  element.tick(app.now());
  return element;
}
