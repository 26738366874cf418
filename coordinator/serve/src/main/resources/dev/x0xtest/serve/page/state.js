// What is known of all pairs, as the API tells it, with the questions that views ask of it. No elements.

import {age, classOf, mark, ms, OUTCOMES} from "./words.js";

const KINDS = ["proven", "refuted", "unobserved", "none"];
const [PROVEN, REFUTED, UNOBSERVED, NONE] = [0, 1, 2, 3];

/** A change that is younger has a ring. */
const YOUNG_MS = 3600000;

export class Fleet {
  /**
   * @param matrix the answer of GET matrix
   * @param slow pairs that are slow, each as "from>to"
   */
  constructor(matrix, slow = new Set()) {
    this.nodes = matrix.nodes;
    this.at = matrix.at;
    this.run = matrix.run;
    this.groups = matrix.groups || [];
    this.slowPairs = slow;
    this.letters = matrix.outcome.map(row => [...row]);
    this.times = matrix.p50_us;
    // Ages are those of the moment that the answer was made for, which a cache may have kept.
    this.asOf = matrix.at + matrix.age_s * 1000;
    this.seenAges = matrix.seen_age_s;
    this.sinceAges = matrix.since_age_s;
    this.first = this.sinceAges.reduce((most, row) => row.reduce((older, one) => Math.max(older, one || 0), most), 0);
    this.places = new Map(this.nodes.map((node, place) => [node, place]));
    // As numbers in one array: 300 nodes have 90,000 pairs, which are counted at each change.
    this.kinds = new Uint8Array(this.size * this.size);
    this.letters.forEach((letters, row) => letters.forEach((letter, column) => {
      this.kinds[row * this.size + column] = KINDS.indexOf(classOf(letter));
    }));
  }

  get size() {
    return this.nodes.length;
  }

  letter(row, column) {
    return this.letters[row][column];
  }

  /** proven, refuted, unobserved; none: never measured. */
  kind(row, column) {
    return KINDS[this.kinds[row * this.size + column]];
  }

  us(row, column) {
    return this.times[row][column];
  }

  mark(row, column) {
    return this.kind(row, column) === "none" ? "?" : mark(this.letter(row, column), this.us(row, column));
  }

  slow(row, column) {
    return this.slowPairs.size > 0 && this.slowPairs.has(this.nodes[row] + ">" + this.nodes[column]);
  }

  /** Since when its class is what it is, ms; null: unknown. */
  since(row, column) {
    const seconds = this.sinceAges[row][column];
    return seconds === null ? null : this.asOf - seconds * 1000;
  }

  /** When it was last measured, ms; null: never. */
  seen(row, column) {
    const seconds = this.seenAges[row][column];
    return seconds === null ? null : this.asOf - seconds * 1000;
  }

  /** Whether it changed within an hour; the states that a fleet began with are no change. */
  young(row, column, now) {
    const seconds = this.sinceAges[row][column];
    return seconds !== null && seconds < this.first && now - this.since(row, column) < YOUNG_MS;
  }

  /** A pair was judged; false: it is not of this fleet. */
  judged(src, dst, letter, us, at) {
    const row = this.places.get(src);
    const column = this.places.get(dst);
    if (row === undefined || column === undefined || row === column) return false;
    const changed = classOf(letter) !== this.kind(row, column);
    const seconds = (this.asOf - at) / 1000;
    this.letters[row][column] = letter;
    this.kinds[row * this.size + column] = KINDS.indexOf(classOf(letter));
    this.times[row][column] = us;
    this.seenAges[row][column] = seconds;
    if (changed) this.sinceAges[row][column] = seconds;
    return true;
  }

  /** One direction in words. */
  means(row, column) {
    const kind = this.kind(row, column);
    if (kind === "none") return "never measured";
    const us = this.us(row, column);
    return OUTCOMES[this.letter(row, column)][1] + (kind === "proven" && us !== null ? ", " + ms(us) : "")
      + (this.slow(row, column) ? ", slow" : "");
  }

  /** For the name of a cell: short, and without ages, which would change each second. */
  label(row, column) {
    return this.nodes[row] + " to " + this.nodes[column] + ": " + this.means(row, column)
      + (row === column ? "" : "; back: " + this.means(column, row));
  }

  /** All about a pair in one sentence, for the live region. */
  sentence(row, column, now) {
    const since = this.since(row, column);
    const seen = this.seen(row, column);
    return this.nodes[row] + " → " + this.nodes[column] + ": " + this.means(row, column)
      + (since === null ? "" : ", for " + age((now - since) / 1000))
      + (seen === null ? "" : ", measured " + age((now - seen) / 1000) + " ago")
      + "; back: " + this.means(column, row);
  }

  /** Pairs by class over some rows and columns, without the diagonal. */
  tally(rows, columns) {
    const counts = [0, 0, 0, 0];
    for (const row of rows) {
      for (const column of columns) {
        if (row !== column) counts[this.kinds[row * this.size + column]]++;
      }
    }
    return {
      pairs: counts[0] + counts[1] + counts[2] + counts[3],
      proven: counts[PROVEN], refuted: counts[REFUTED], unobserved: counts[UNOBSERVED], none: counts[NONE]
    };
  }

  all() {
    return this.nodes.map((_, place) => place);
  }

  sent(node) {
    return this.tally([node], this.all());
  }

  received(node) {
    return this.tally(this.all(), [node]);
  }

  /** Pairs that are not proven as [row, column]: refuted ones first, then unobserved ones, then those never measured. */
  bad() {
    const found = [[], [], [], []];
    for (let row = 0; row < this.size; row++) {
      for (let column = 0; column < this.size; column++) {
        const kind = this.kinds[row * this.size + column];
        if (kind !== PROVEN && row !== column) found[kind].push([row, column]);
      }
    }
    return found.flat();
  }

  /** How many pairs of each node are not proven, in both directions; refuted ones count most. */
  badness() {
    const weight = [0, 1000, 2, 1];
    const sums = new Array(this.size).fill(0);
    for (let row = 0; row < this.size; row++) {
      for (let column = 0; column < this.size; column++) {
        if (row === column) continue;
        const one = weight[this.kinds[row * this.size + column]];
        sums[row] += one;
        sums[column] += one;
      }
    }
    return sums;
  }

  /** Rows and columns of a block, those with the most that is not proven in it first. */
  worstOf(rows, columns) {
    const bad = (ofRows, ofColumns, place) => {
      const tally = this.tally(ofRows, ofColumns);
      return [place, tally.refuted * 1000 + tally.unobserved * 2 + tally.none];
    };
    const order = sums => sums.sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([place]) => place);
    return {
      rows: order(rows.map(row => bad([row], columns, row))),
      columns: order(columns.map(column => bad(rows, [column], column)))
    };
  }

  /** Nodes with the most that is not proven first, others in the order of the fleet. */
  worstFirst(nodes, sums = this.badness()) {
    return [...nodes].sort((one, other) => sums[other] - sums[one] || one - other);
  }
}

const MOST_IN_GROUP = 40;
const CHUNK = 25;

/**
 * Blocks of nodes for a fleet that is too large to be seen at once: by what the fleet file groups them by, else by order. A block
 * has at most 40 nodes, so that a pair of blocks can be drawn in full.
 *
 * @return [{name, range, nodes: [place]}], those with the most that is not proven first; the range names the first and the last node
 */
export function groupsOf(fleet) {
  const named = new Map();
  fleet.groups.forEach((group, place) => {
    const name = group ? group.slice(group.indexOf("=") + 1) : "other";
    named.set(name, [...(named.get(name) || []), place]);
  });
  const labelled = named.size > 1 && named.size <= MOST_IN_GROUP;
  const groups = [];
  for (const [name, nodes] of labelled ? named : [["", fleet.all()]]) {
    const size = labelled ? MOST_IN_GROUP : CHUNK;
    for (let from = 0; from < nodes.length; from += size) {
      const some = nodes.slice(from, from + size);
      const range = fleet.nodes[some[0]] + " … " + fleet.nodes[some[some.length - 1]];
      groups.push({name: !name ? range : nodes.length > size ? name + " " + (from / size + 1) : name, range, nodes: some});
    }
  }
  const sums = fleet.badness();
  const bad = group => group.nodes.reduce((sum, node) => sum + sums[node], 0);
  return groups.map(group => [bad(group), group]).sort((one, other) => other[0] - one[0]).map(([, group]) => group);
}

/** What stands for all pairs from some nodes to others: the letter that most of the worst have, with how many are not proven. */
export function block(fleet, rows, columns) {
  const tally = fleet.tally(rows, columns);
  if (tally.pairs === 0) return null;
  const letters = new Map();
  const times = [];
  const kind = tally.refuted ? REFUTED : tally.unobserved ? UNOBSERVED : tally.none ? NONE : PROVEN;
  let slow = false;
  for (const row of rows) {
    for (const column of columns) {
      if (row === column) continue;
      slow = slow || fleet.slow(row, column);
      if (fleet.kinds[row * fleet.size + column] !== kind) continue;
      if (kind === PROVEN) {
        if (fleet.us(row, column) !== null) times.push(fleet.us(row, column));
      } else {
        const letter = kind === NONE ? "?" : fleet.letter(row, column);
        letters.set(letter, (letters.get(letter) || 0) + 1);
      }
    }
  }
  const [[letter] = ["p"]] = [...letters].sort((one, other) => other[1] - one[1]);
  times.sort((one, other) => one - other);
  const bad = tally.pairs - tally.proven;
  return {
    tally, slow, kind: KINDS[kind],
    share: bad ? bad / tally.pairs : 1,
    mark: bad ? letter + bad : mark("p", times.length ? times[times.length >> 1] : null)
  };
}
