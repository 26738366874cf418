// A matrix as a grid: rows send, columns receive. One cell is in the order of tabs, the arrow keys move on.

import {el, put} from "./dom.js";
import {count} from "./words.js";

/** Rows that are built before the browser may do something else. */
const CELLS_AT_ONCE = 400;
/** With more rows or columns, a cell is one element: the way back is a corner of its background, and its letter stands in its own cell. */
const MOST_SPLIT = 30;
const LONGEST_HEAD = 20;
/** The largest and the smallest side of a small cell, px: as many fit beside the names as the page is wide. */
const SMALL = [16, 24];
const BESIDE = 220;

export class Grid {
  /**
   * @param on.label what the grid is, for a screen reader
   * @param on.say (row, column): a cell has the focus or the pointer
   * @param on.open (row, column): a cell was chosen
   * @param on.head (row): a heading was chosen
   * @param on.leave (): nothing is pointed at any more
   */
  constructor(on) {
    this.on = on;
    this.table = el("table", {role: "grid", class: "g", "aria-label": on.label});
    this.element = el("div", {class: "scroll grid-scroll"}, this.table);
    this.rows = [];
    this.columns = [];
    this.cells = [];
    this.keys = [];
    this.lit = [];
    this.current = null;
    this.turn = 0;
    this.table.addEventListener("focusin", event => this.focused(event.target));
    this.table.addEventListener("mouseover", event => this.pointed(event.target));
    this.table.addEventListener("mouseleave", () => this.left());
    this.table.addEventListener("click", event => this.chosen(event.target, event));
    this.table.addEventListener("keydown", event => this.pressed(event));
  }

  /**
   * Draws, or draws what has changed.
   *
   * @param rows names of the senders
   * @param columns names of the receivers
   * @param cell (row, column) → {kind, mark, slow, young, label, back: {kind, mark}, share}; back null: there is none; share: how
   *     much of a block is as its kind says, above 0 to 1, else left out; null: no pair
   * @param sum row → {proven, pairs}; null: no column of sums
   */
  async show(rows, columns, cell, sum) {
    const turn = ++this.turn;
    if (rows.join("\n") !== this.rows.join("\n") || columns.join("\n") !== this.columns.join("\n")
      || this.cells.length !== rows.length) {
      await this.build(rows, columns, turn);
      if (turn !== this.turn) return;
    }
    let work = 0;
    for (let row = 0; row < rows.length; row++) {
      for (let column = 0; column < columns.length; column++) this.patch(row, column, cell(row, column));
      if (sum) {
        const {proven, pairs} = sum(row);
        const last = this.sums[row];
        last.textContent = count(proven) + "/" + count(pairs);
        last.classList.toggle("bad", proven < pairs);
      }
      work += columns.length;
      if (work > CELLS_AT_ONCE) {
        work = 0;
        await later();
        if (turn !== this.turn) return;
      }
    }
    if (!this.current) this.stop(this.first());
  }

  async build(rows, columns, turn) {
    const most = Math.max(rows.length, columns.length);
    this.rows = [];
    this.small = most > MOST_SPLIT;
    this.table.className = "g " + (most <= 8 ? "huge" : most <= 14 ? "large" : this.small ? "small" : "medium");
    if (this.small) {
      const side = Math.floor((document.documentElement.clientWidth - BESIDE) / most) - 1;
      this.table.style.setProperty("--side", Math.max(SMALL[0], Math.min(SMALL[1], side)) + "px");
    }
    this.current = null;
    const head = (name, place, scope) => el("a", {role: "link", tabindex: "-1", title: name, dataset: {[scope]: String(place)}}, name);
    this.heads = {row: rows.map((name, place) => head(name, place, "row")), column: columns.map((name, place) => head(name, place, "column"))};
    const body = el("tbody");
    // Columns of given widths: the browser need not measure each cell.
    const first = el("col");
    first.style.setProperty("width", Math.min(LONGEST_HEAD, Math.max(10, ...rows.map(name => name.length))) + 2 + "ch");
    put(this.table, el("colgroup", {}, first, columns.map(() => el("col", {class: "of-cells"})), el("col", {class: "of-sums"})), el("thead", {}, el("tr", {}, el("th", {class: "corner", scope: "col"}, "from ↓ to →"),
      this.heads.column.map(link => el("th", {scope: "col"}, link)), el("th", {scope: "col", class: "sum"}, el("span", {}, "proven")))), body);
    this.cells = [];
    this.keys = [];
    this.sums = [];
    let work = 0;
    for (let row = 0; row < rows.length; row++) {
      this.cells.push(columns.map((_, column) => el("td", {class: "x", dataset: {row: String(row), column: String(column)}})));
      this.keys.push(new Array(columns.length).fill(""));
      this.sums.push(el("td", {class: "sum"}));
      body.append(el("tr", {}, el("th", {scope: "row"}, this.heads.row[row]), this.cells[row], this.sums[row]));
      work += columns.length;
      if (work > CELLS_AT_ONCE) {
        work = 0;
        await later();
        if (turn !== this.turn) return;
      }
    }
    this.rows = rows;
    this.columns = columns;
  }

  patch(row, column, one) {
    const cell = this.cells[row][column];
    const key = one === null ? "-" : [one.kind, one.mark, one.slow, one.young, one.back && one.back.kind, one.back && one.back.mark, one.share].join();
    if (one !== null && cell.getAttribute("aria-label") !== one.label) cell.setAttribute("aria-label", one.label);
    if (this.keys[row][column] === key) return;
    this.keys[row][column] = key;
    if (one === null) {
      cell.className = "x";
      cell.removeAttribute("tabindex");
      cell.textContent = "·";
      return;
    }
    cell.className = "c " + one.kind + (this.small && one.back ? " back-" + one.back.kind : "") + (one.slow ? " slow" : "") + (one.young ? " young" : "") + (one.mark.length > 2 ? " long" : "");
    if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
    cell.classList.toggle("part", one.share < 1);
    if (one.share < 1) cell.style.setProperty("--share", Math.round(one.share * 100) + "%");
    if (this.small) cell.textContent = one.mark; else put(cell, el("b", {}, one.mark), one.back && el("i", {class: one.back.kind}, one.back.mark));
  }

  /** What one cell shows has changed. */
  refresh(row, column, one) {
    if (this.cells[row] && this.cells[row][column]) this.patch(row, column, one);
  }

  first() {
    return this.cells.flat().find(cell => cell.classList.contains("c")) || null;
  }

  /** This element is the one in the order of tabs. */
  stop(element) {
    if (this.current) this.current.tabIndex = -1;
    this.current = element;
    if (element) element.tabIndex = 0;
  }

  static place(target) {
    const element = target.closest("[data-row],[data-column]");
    if (!element) return null;
    const {row, column} = element.dataset;
    return {element, row: row === undefined ? -1 : Number(row), column: column === undefined ? -1 : Number(column)};
  }

  at(row, column) {
    if (row === -1 && column === -1) return null;
    if (row === -1) return this.heads.column[column] || null;
    if (column === -1) return this.heads.row[row] || null;
    const cell = (this.cells[row] || [])[column];
    return cell && cell.classList.contains("c") ? cell : null;
  }

  light(row, column) {
    for (const head of this.lit) head.classList.remove("on");
    this.lit = [this.heads.row[row], this.heads.column[column]].filter(Boolean);
    for (const head of this.lit) head.classList.add("on");
  }

  left() {
    this.light(-2, -2);
    if (!this.table.contains(document.activeElement)) this.on.leave();
  }

  focused(target) {
    const place = Grid.place(target);
    if (!place || !this.at(place.row, place.column)) return;
    this.stop(place.element);
    this.light(place.row, place.column);
    this.on.say(place.row, place.column);
  }

  pointed(target) {
    const place = Grid.place(target);
    if (!place || !this.at(place.row, place.column)) return;
    this.light(place.row, place.column);
    this.on.say(place.row, place.column);
  }

  chosen(target) {
    const place = Grid.place(target);
    if (!place || !this.at(place.row, place.column)) return;
    if (place.row >= 0 && place.column >= 0) this.on.open(place.row, place.column);
    else this.on.head(place.row >= 0 ? place.row : -1, place.column);
  }

  go(row, column, down, right) {
    for (let y = row + down, x = column + right; y >= -1 && x >= -1 && y < this.rows.length && x < this.columns.length;
      y += down, x += right) {
      const cell = this.at(y, x);
      if (cell) {
        cell.focus();
        return;
      }
    }
  }

  pressed(event) {
    const place = Grid.place(event.target);
    if (!place || event.altKey || event.metaKey) return;
    const {row, column} = place;
    const moves = {
      ArrowUp: () => this.go(row, column, -1, 0),
      ArrowDown: () => this.go(row, column, 1, 0),
      ArrowLeft: () => this.go(row, column, 0, -1),
      ArrowRight: () => this.go(row, column, 0, 1),
      Home: () => this.go(event.ctrlKey ? 0 : row, -1, 0, 1),
      End: () => this.go(event.ctrlKey ? this.rows.length - 1 : row, this.columns.length, 0, -1),
      PageUp: () => this.go(-1, column, 1, 0),
      PageDown: () => this.go(this.rows.length, column, -1, 0),
      Enter: () => this.chosen(event.target),
      " ": () => this.chosen(event.target)
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }
}

/** After the browser has drawn and has answered the person. */
export function later() {
  return new Promise(done => setTimeout(done, 0));
}
