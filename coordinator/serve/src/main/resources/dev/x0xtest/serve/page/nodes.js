// The nodes as a list: what each sends and receives as bars with numbers; a tap shows its pairs.

import {el, put, svg} from "./dom.js";
import {count, plural} from "./words.js";

const FEW = 12;
const MOST_CHIPS = 60;

/** A bar of proven, refuted and unobserved pairs. The number beside it says the same. */
export function bar(tally) {
  const part = [];
  let from = 0;
  for (const kind of ["proven", "refuted", "unobserved", "none"]) {
    // A single failed pair among hundreds must still be seen.
    const width = tally[kind] === 0 ? 0 : Math.max(4, Math.round(60 * tally[kind] / tally.pairs));
    part.push([kind, width]);
  }
  const over = part.reduce((sum, one) => sum + one[1], 0) - 60;
  if (tally.pairs) part[0][1] = Math.max(tally.proven ? 2 : 0, part[0][1] - over);
  return svg("svg", {class: "bar", viewBox: "0 0 60 9", preserveAspectRatio: "none", "aria-hidden": "true"}, part.filter(one => one[1] > 0).map(([kind, width]) => {
    const rect = svg("rect", {x: from, y: 0, width, height: 9, class: "b-" + kind});
    from += width;
    return rect;
  }));
}

export class Nodes {
  constructor(app, on = {}) {
    this.app = app;
    this.on = on;
    this.all = false;
    this.open = null;
    this.body = el("tbody");
    this.more = el("button", {type: "button", onclick: () => { this.all = !this.all; this.draw(); }});
    this.table = el("table", {class: "list nodes"}, el("caption", {class: "out-of-sight"}, "Nodes, with what is proven of what they send and receive"),
      el("thead", {}, el("tr", {}, ["node", "sends", "receives"].map(head => el("th", {scope: "col"}, head)))), this.body);
    this.element = el("div", {}, el("div", {class: "scroll"}, this.table), this.more);
  }

  show(fleet) {
    this.fleet = fleet;
    this.draw();
  }

  draw() {
    const fleet = this.fleet;
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.node : null;
    const sums = fleet.badness();
    const order = fleet.worstFirst(fleet.all(), sums);
    const shown = this.all ? order : order.slice(0, FEW);
    // Rows that stay as they are keep their elements: nobody loses a button under the finger.
    const key = JSON.stringify([this.time(), shown.map(node => [fleet.nodes[node], fleet.sent(node), fleet.received(node)])]);
    if (this.open === null && this.key === key) return;
    this.key = this.open === null ? key : null;
    put(this.body, shown.map(node => this.row(node)));
    this.more.hidden = order.length <= FEW;
    this.more.textContent = this.all ? "Show fewer" : "Show all " + plural(order.length, "node");
    this.more.setAttribute("aria-expanded", String(this.all));
    if (focused) {
      const again = [...this.body.querySelectorAll("button")].find(one => one.dataset.node === focused);
      if (again) again.focus();
    }
  }

  row(node) {
    const name = this.fleet.nodes[node];
    const open = this.open === name;
    const figures = tally => el("span", {class: "figures"}, bar(tally),
      el("span", {class: tally.proven < tally.pairs ? "bad" : ""}, count(tally.proven) + "/" + count(tally.pairs)));
    const button = el("button", {type: "button", class: "plain", "aria-expanded": String(open), dataset: {node: name},
      onclick: () => { this.open = open ? null : name; this.draw(); }}, name);
    return [el("tr", {}, el("th", {scope: "row"}, button), el("td", {}, figures(this.fleet.sent(node))), el("td", {}, figures(this.fleet.received(node)))),
      open && el("tr", {class: "pairs"}, el("td", {colspan: "3"}, this.chips("sends to", node, other => [node, other]),
        this.chips("receives from", node, other => [other, node]),
        el("p", {}, el("a", {href: this.app.href(["node", name], this.time())}, "All about " + name))))];
  }

  time() {
    return {at: this.on.at ? this.on.at() : null};
  }

  chips(title, node, pair) {
    const fleet = this.fleet;
    const rank = {refuted: 0, unobserved: 1, none: 2, proven: 3};
    const others = fleet.all().filter(other => other !== node)
      .sort((one, other) => rank[fleet.kind(...pair(one))] - rank[fleet.kind(...pair(other))] || one - other);
    return el("p", {class: "chips"}, el("span", {class: "soft"}, title), others.slice(0, MOST_CHIPS).map(other => {
      const [row, column] = pair(other);
      return el("a", {class: "chip", href: this.app.href(["pair", fleet.nodes[row], fleet.nodes[column]], this.time()),
        "aria-label": fleet.nodes[row] + " to " + fleet.nodes[column] + ": " + fleet.means(row, column)},
      el("span", {class: "key " + fleet.kind(row, column)}, fleet.mark(row, column)), " " + fleet.nodes[other]);
    }), others.length > MOST_CHIPS && el("span", {class: "soft"}, "and " + (others.length - MOST_CHIPS) + " more"));
  }
}
