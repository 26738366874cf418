// The matrix of a fleet as a component: one grid for up to 60 nodes, else blocks of nodes, of which one is open.

import {el, put, text} from "./dom.js";
import {Grid, later} from "./grid.js";
import {block, groupsOf} from "./state.js";
import {tableButton} from "./table.js";
import {age, classOf, count, digitsMean, ms, OUTCOMES, plural} from "./words.js";

/** Above, cells are too small to be read, and too many to be drawn at each change. */
export const MOST_CELLS_WIDE = 60;
const MOST_LISTED = 60;
const MOST_ROWS = 500;

export class Matrix {
  /**
   * @param app for links, words and the time
   * @param on.at () → the time that links carry, null: now
   */
  constructor(app, on = {}) {
    this.app = app;
    this.on = on;
    this.fleet = null;
    this.open = null;
    this.grid = null;
    this.blocks = null;
    this.waiting = new Map();
    this.place = el("div", {class: "matrix-grid"});
    this.below = el("div", {class: "matrix-block"});
    this.legend = el("ul", {class: "legend", "aria-label": "Legend"});
    this.table = tableButton("All pairs, those that are not proven first",
      ["pair", "outcome", "median", "so for", "measured"], () => this.rows(), MOST_ROWS, () => this.fleet.size * (this.fleet.size - 1));
    // A view may put the legend and the table elsewhere.
    this.element = el("div", {class: "matrix"}, this.place, this.below, this.legend, this.table);
  }

  get large() {
    return this.fleet !== null && this.fleet.size > MOST_CELLS_WIDE;
  }

  /** Draws this fleet, or what has changed since the last one. */
  async show(fleet) {
    this.fleet = fleet;
    this.table.refresh();
    this.legends();
    if (this.large) await later();
    if (fleet.size > MOST_CELLS_WIDE) await this.showBlocks(); else await this.showAll();
  }

  pair(row, column) {
    const fleet = this.fleet;
    if (row === column) return null;
    return {
      kind: fleet.kind(row, column),
      mark: fleet.mark(row, column),
      slow: fleet.slow(row, column),
      young: fleet.young(row, column, this.app.now()),
      label: fleet.label(row, column),
      back: {kind: fleet.kind(column, row), mark: fleet.mark(column, row)}
    };
  }

  /** The grid of some nodes; the places of its rows and columns are those of the fleet. */
  make(label, rows, columns) {
    return new Grid({
      label,
      say: (row, column) => this.app.say(row < 0 ? this.nodeWords(columns()[column]) : column < 0 ? this.nodeWords(rows()[row])
        : this.fleet.sentence(rows()[row], columns()[column], this.app.now())),
      open: (row, column) => this.app.go(this.app.href(["pair", this.fleet.nodes[rows()[row]],
        this.fleet.nodes[columns()[column]]], this.time())),
      head: (row, column) => this.app.go(this.app.href(["node",
        this.fleet.nodes[row >= 0 ? rows()[row] : columns()[column]]], this.time())),
      leave: () => this.app.say("")
    });
  }

  time() {
    return {at: this.on.at ? this.on.at() : null};
  }

  nodeWords(node) {
    const sent = this.fleet.sent(node);
    const received = this.fleet.received(node);
    return this.fleet.nodes[node] + ": sends " + sent.proven + " of " + sent.pairs + " proven, receives " + received.proven + " of "
      + received.pairs;
  }

  async showAll() {
    const all = () => this.fleet.all();
    if (!this.grid || this.blocks) {
      this.blocks = null;
      this.grid = this.make("Outcome of each pair; rows send, columns receive", all, all);
      put(this.place, this.grid.element);
      put(this.below);
    }
    const names = this.fleet.nodes;
    await this.grid.show(names, names, (row, column) => this.pair(row, column), row => this.fleet.sent(row));
  }

  /** A pair was judged; drawn with others that come in the same moment. */
  judged(row, column) {
    if (this.waiting.size === 0) requestAnimationFrame(() => this.flush());
    this.waiting.set(row + "," + column, [row, column]);
  }

  flush() {
    const cells = [...this.waiting.values()];
    this.waiting.clear();
    for (const [row, column] of cells) {
      if (!this.large) {
        this.grid.refresh(row, column, this.pair(row, column));
        this.grid.refresh(column, row, this.pair(column, row));
      } else if (this.open) {
        const y = this.open.rows.indexOf(row);
        const x = this.open.columns.indexOf(column);
        if (y >= 0 && x >= 0) this.grid.refresh(y, x, this.pair(row, column));
      }
    }
    if (!this.large) this.legends();
  }

  async showBlocks() {
    // What a person looks at does not move: the worst are first when the view is opened, and the list below is always in order.
    const key = this.fleet.nodes.join("\n") + this.fleet.groups.join("\n");
    if (this.groupsKey !== key) this.groups = groupsOf(this.fleet);
    this.groupsKey = key;
    const groups = () => this.groups;
    if (!this.blocks) {
      this.grid = null;
      this.open = null;
      this.blocks = new Grid({
        label: "Pairs by groups of nodes; rows send, columns receive; Enter opens a block",
        say: (row, column) => this.app.say(this.blockWords(row, column)),
        open: (row, column) => this.openBlock(groups()[row].name, groups()[column].name, true),
        head: (row, column) => this.app.say(this.blockWords(row, column)),
        leave: () => this.app.say("")
      });
      this.blocks.element.classList.add("blocks");
      put(this.place, this.blocks.element);
    }
    const names = this.groups.map(group => group.name);
    const nodes = place => this.groups[place].nodes;
    const sums = this.groups.map((_, row) => this.fleet.tally(nodes(row), this.fleet.all()));
    const drawn = [];
    for (let row = 0; row < names.length; row++) {
      drawn.push(names.map((_, column) => block(this.fleet, nodes(row), nodes(column))));
      await later();
    }
    await this.blocks.show(names, names, (row, column) => drawn[row][column] && {
      ...drawn[row][column], young: false, label: this.blockWords(row, column), back: null
    }, row => sums[row]);
    this.worst();
    if (this.open) await this.openBlock(this.open.from, this.open.to, false);
  }

  /** Its name and, where that is not its name, the nodes from which to which it reaches. */
  full(group) {
    return group.name === group.range ? group.name : group.name + " (" + group.range + ")";
  }

  blockWords(row, column) {
    const name = place => this.full(this.groups[place]);
    const nodes = place => place < 0 ? this.fleet.all() : this.groups[place].nodes;
    const tally = this.fleet.tally(nodes(row), nodes(column));
    const what = row < 0 ? "to " + name(column) : column < 0 ? "from " + name(row) : name(row) + " → " + name(column);
    return what + ": " + count(tally.proven) + " of " + count(tally.pairs) + " pairs proven"
      + (tally.refuted ? ", " + count(tally.refuted) + " refuted" : "")
      + (tally.unobserved ? ", " + count(tally.unobserved) + " unobserved" : "")
      + (tally.none ? ", " + count(tally.none) + " never measured" : "");
  }

  async openBlock(from, to, chosen) {
    const source = this.groups.find(group => group.name === from);
    const target = this.groups.find(group => group.name === to);
    if (!source || !target) {
      this.open = null;
      put(this.opened);
      return;
    }
    const before = this.open;
    if (!before || before.source !== source || before.target !== target || !this.grid) {
      this.open = {from, to, source, target, ...this.fleet.worstOf(source.nodes, target.nodes)};
      this.grid = this.make(from + " to " + to, () => this.open.rows, () => this.open.columns);
      this.heading = el("h3", {tabindex: "-1"}, this.full(source) + " → " + this.full(target));
      put(this.opened, this.heading, this.grid.element);
    }
    const name = place => this.fleet.nodes[place];
    const {rows, columns} = this.open;
    await this.grid.show(rows.map(name), columns.map(name), (row, column) => this.pair(rows[row], columns[column]),
      row => this.fleet.tally([rows[row]], columns));
    if (chosen) this.heading.focus();
  }

  /** The pairs that are not proven, as links: what is looked for first in a large fleet. */
  worst() {
    const bad = this.fleet.bad();
    if (!this.opened) {
      this.opened = el("div", {class: "opened"});
      this.worstList = el("ul", {class: "worst"});
      this.worstHead = el("h3");
      put(this.below, this.opened, this.worstHead, this.worstList);
    }
    text(this.worstHead, bad.length === 0 ? "Every pair is proven" : plural(bad.length, "pair") + " not proven"
      + (bad.length > MOST_LISTED ? ", " + MOST_LISTED + " of them:" : ":"));
    const shown = bad.slice(0, MOST_LISTED).map(([row, column]) => [row, column, this.fleet.mark(row, column), this.time().at].join()).join(" ");
    if (this.worstShown === shown) return;
    this.worstShown = shown;
    put(this.worstList, bad.slice(0, MOST_LISTED).map(([row, column]) => el("li", {},
      el("span", {class: "key " + this.fleet.kind(row, column)}, this.fleet.mark(row, column)), " ",
      el("a", {href: this.app.href(["pair", this.fleet.nodes[row], this.fleet.nodes[column]], this.time())},
        this.fleet.nodes[row] + " → " + this.fleet.nodes[column]))));
  }

  /** What the marks mean, of those that are there. */
  legends() {
    const letters = new Set();
    const digits = new Set();
    let young = false;
    let slow = false;
    const now = this.app.now();
    for (let row = 0; row < this.fleet.size; row++) {
      for (let column = 0; column < this.fleet.size; column++) {
        if (row === column) continue;
        const one = this.fleet.mark(row, column);
        if (one >= "0" && one <= "9") digits.add(one); else letters.add(one);
        young = young || this.fleet.young(row, column, now);
        slow = slow || this.fleet.slow(row, column);
      }
    }
    const found = [[...digits].sort().join(""), [...letters].sort().join(""), young, slow, this.large].join();
    if (this.legendOf === found) return;
    this.legendOf = found;
    const key = (kind, words) => el("span", {class: "key " + kind}, words);
    const items = [];
    if (digits.size) {
      const sorted = [...digits].sort();
      items.push([sorted.map(one => key("proven", one)), "proven, in "
        + digitsMean(Number(sorted[0]), Number(sorted[sorted.length - 1])) + "; three steps are ten times as long"]);
    }
    for (const letter of [..."pLWACIRMNU"].filter(one => letters.has(one))) {
      items.push([key(classOf(letter), letter), OUTCOMES[letter][1]]);
    }
    if (letters.has("?")) items.push([key("none", "?"), "never measured"]);
    if (young) items.push([key("proven young", "7"), "changed within an hour"]);
    if (slow) items.push([key("proven slow", "7"), "slow"]);
    items.push([null, this.large
      ? "A block holds the pairs of two groups. A letter with a number: so many are not proven; they fill two fifths of it, or more."
      : "Large: row to column. In the corner, below the diagonal: back."]);
    put(this.legend, items.map(([keys, words]) => el("li", {}, keys && el("span", {class: "of-keys"}, keys), el("span", {}, words))));
  }

  rows() {
    const now = this.app.now();
    const fleet = this.fleet;
    const pairs = fleet.bad().slice(0, MOST_ROWS);
    const told = new Set(pairs.map(pair => pair.join()));
    for (let row = 0; row < fleet.size; row++) {
      for (let column = 0; column < fleet.size && pairs.length < MOST_ROWS; column++) {
        if (row !== column && !told.has(row + "," + column)) pairs.push([row, column]);
      }
    }
    const since = at => at === null ? "unknown" : age((now - at) / 1000);
    return pairs.map(([row, column]) => [
      el("a", {href: this.app.href(["pair", fleet.nodes[row], fleet.nodes[column]], this.time())}, fleet.nodes[row] + " → " + fleet.nodes[column]),
      fleet.means(row, column), fleet.us(row, column) === null ? "" : ms(fleet.us(row, column)),
      since(fleet.since(row, column)), fleet.seen(row, column) === null ? "never" : since(fleet.seen(row, column)) + " ago"]);
  }
}
