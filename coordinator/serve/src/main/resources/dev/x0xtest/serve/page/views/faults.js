// The fault switch: a panel beside the matrix of "now", shown only where the daemon has such a switch. It returns what a view returns.

import {Problem} from "../api.js";
import {el, put, text} from "../dom.js";
import {age} from "../words.js";

/** Neither is the anchor: what happens to that hides the rest. */
const FIRST = 2;
const SECOND = 1;

export async function show(root, params, app) {
  const panel = new Panel(app);
  root.append(panel.section);
  await panel.load();
  return {
    on(name, data) {
      // Somebody else may have used the switch.
      if (name === "reset" || (name === "run" && data.state === "ended")) panel.load();
    },
    tick(now) {
      panel.tick(now);
    }
  };
}

class Panel {
  constructor(app) {
    this.app = app;
    this.kinds = [];
    this.ages = [];
    this.holds = el("ul", {class: "fault-list", "aria-label": "What is broken now"});
    this.problem = el("p", {role: "alert", class: "fault-problem"});
    this.node = el("select", {"aria-label": "Node", name: "node", onchange: () => this.follow()});
    this.kind = el("select", {"aria-label": "Fault", name: "kind", onchange: () => this.follow()});
    this.to = el("select", {"aria-label": "Other node", name: "to"});
    this.means = el("p", {class: "hint", id: "fault-means"});
    this.breaks = el("button", {type: "submit", class: "main-button", "aria-describedby": "fault-means"}, "Break it");
    this.all = el("button", {type: "button", onclick: () => this.mend(null)}, "Mend all");
    this.form = el("form", {class: "fault-form", onsubmit: event => this.make(event)},
      this.node, this.kind, this.to, this.breaks, this.all);
    this.form.hidden = true;
    this.section = el("section", {class: "fault-panel", "aria-labelledby": "fault-title"},
      el("h2", {id: "fault-title"}, "Break something"),
      el("p", {class: "hint"}, "This fleet is a demo on one machine. Choose what is to happen; the next rounds show it, and an incident"
        + " opens once a cause is sure."),
      app.operator && this.form, app.operator && this.means, this.problem, this.holds);
  }

  async load() {
    try {
      this.took(await this.app.api.get("faults"));
    } catch (failed) {
      this.failed(failed);
    }
  }

  took(state) {
    if (this.kinds.length === 0) {
      this.kinds = state.kinds;
      put(this.kind, state.kinds.map(one => el("option", {value: one.kind}, one.verb)));
      for (const select of [this.node, this.to]) {
        put(select, state.nodes.map(one => el("option", {value: one}, one)));
      }
      this.node.value = state.nodes[Math.min(FIRST, state.nodes.length - 1)];
      this.to.value = state.nodes[state.nodes.length > FIRST ? SECOND : 0];
      this.follow();
      this.form.hidden = false;
    }
    this.ages = state.faults.map(one => ({since: one.since, element: el("span", {class: "soft"})}));
    const focused = this.holds.contains(document.activeElement);
    put(this.holds, state.faults.map((one, place) => el("li", {},
      el("span", {class: "fault-name"}, one.text), " ", this.ages[place].element, " ",
      this.app.operator && el("button", {type: "button", "aria-label": "Mend: " + one.text, onclick: () => this.mend(one)}, "Mend"))));
    if (focused) this.all.focus();
    this.holds.hidden = state.faults.length === 0;
    // A button that is disabled loses the focus.
    this.all.disabled = state.faults.length === 0 && document.activeElement !== this.all;
    this.tick(this.app.now());
  }

  chosen() {
    return this.kinds.find(one => one.kind === this.kind.value);
  }

  /** The other node is there for faults between two, and is another one. */
  follow() {
    const kind = this.chosen();
    this.to.hidden = kind.nodes < 2;
    for (const option of this.to.options) option.disabled = option.value === this.node.value;
    if (this.to.value === this.node.value) {
      this.to.value = [...this.to.options].find(option => !option.disabled).value;
    }
    text(this.means, kind.text[0].toUpperCase() + kind.text.slice(1) + ".");
  }

  async make(event) {
    event.preventDefault();
    const body = {kind: this.kind.value, node: this.node.value};
    if (this.chosen().nodes === 2) body.to = this.to.value;
    await this.act("POST", "faults", body, made => made.text + ": the next round is to show it");
  }

  async mend(fault) {
    await this.act("DELETE", fault ? "faults?id=" + encodeURIComponent(fault.id) : "faults", undefined,
      mended => "mended: " + mended.faults.map(one => one.text).join(", "));
  }

  async act(method, path, body, words) {
    text(this.problem, "");
    try {
      this.app.tell(words(await this.app.api.send(method, path, body)));
    } catch (failed) {
      this.failed(failed);
    }
    await this.load();
  }

  failed(failure) {
    if (!(failure instanceof Problem)) throw failure;
    text(this.problem, "That did not work: " + failure.message + ".");
  }

  tick(now) {
    for (const one of this.ages) text(one.element, "for " + age((now - one.since) / 1000));
  }
}
