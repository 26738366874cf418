// Words: ages, counts, times, outcomes. No markup.

/** What a letter of an outcome means; the same words as in a report. */
export const OUTCOMES = {
  p: ["proven", "proven"],
  L: ["refuted", "late: arrived after the hop's deadline"],
  W: ["refuted", "wrong plane: arrived by another path than the plane asks for"],
  A: ["refuted", "unacked: arrived, but the sender got an error"],
  C: ["refuted", "corrupt: arrived only with other bytes than were sent"],
  I: ["refuted", "impostor: arrived only from another agent"],
  R: ["refuted", "refused: the sender's daemon refused or failed to send"],
  M: ["refuted", "missing: accepted by the sender's daemon, never seen by a receiver that was watching"],
  N: ["unobserved", "not run: never tried"],
  U: ["unobserved", "unobserved: tried, a witness is missing"]
};

export const HOUR_MS = 3600000;
export const DAY_MS = 24 * HOUR_MS;

const FROM_MS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/** proven, refuted, unobserved, or none where nothing was measured. */
export function classOf(letter) {
  return OUTCOMES[letter] ? OUTCOMES[letter][0] : "none";
}

/** What stands in a cell: a digit for the time of a proven pair, else its letter. */
export function mark(letter, us) {
  return letter === "p" && us !== null && us !== undefined ? String(digit(us)) : letter;
}

/** 0 to 9 by thirds of decades: 0 is below 1 ms, 9 is 500 ms and more. */
export function digit(us) {
  let place = FROM_MS.length - 1;
  while (place > 0 && us < FROM_MS[place] * 1000) place--;
  return place;
}

/** The times that a digit stands for, or several from the first to the last. */
export function digitsMean(first, last = first) {
  if (last === 9) return FROM_MS[first] + " ms or more";
  return first === 0 ? "less than " + FROM_MS[last + 1] + " ms" : FROM_MS[first] + " to " + FROM_MS[last + 1] + " ms";
}

/** A time in microseconds as people say it. */
export function ms(us) {
  if (us === null || us === undefined || us < 0) return "unknown";
  if (us < 1000) return us + " µs";
  if (us < 10000) return (us / 1000).toFixed(1) + " ms";
  return us < 10000000 ? count(Math.round(us / 1000)) + " ms" : (us / 1000000).toFixed(1) + " s";
}

/** A blank that no line ends at. */
export const NBSP = "\u00a0";

/** How long: `40 s`, `12 min`, `5 h`, `3 days`; the same bounds as in reports. It stays on one line. */
export function age(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 120) return s + NBSP + "s";
  if (s < 7200) return Math.floor(s / 60) + NBSP + "min";
  return s < 172800 ? Math.floor(s / 3600) + NBSP + "h" : Math.floor(s / 86400) + NBSP + "days";
}

/** A pair by its names, on one line where it fits. */
export function arrow(src, dst) {
  return src + NBSP + "→" + NBSP + dst;
}

/** A time to come: `4:10`, `1:02:03`. */
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = number => String(number).padStart(2, "0");
  return s < 3600 ? Math.floor(s / 60) + ":" + two(s % 60)
    : Math.floor(s / 3600) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
}

export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 cause`, `2 causes`. */
export function plural(number, word, words) {
  return count(number) + " " + (number === 1 ? word : words || word + "s");
}

/** Odds as a report says them. */
export function odds(log10) {
  if (log10 >= 6) return "more than a million to 1";
  return count(Number(Math.pow(10, Math.max(0, log10)).toPrecision(2))) + " to 1";
}

/** `10:40` today, `Nov 28, 10:40` on another day; in the reader's time zone. */
export function when(at, now) {
  const then = new Date(at);
  const same = then.toDateString() === new Date(now === undefined ? Date.now() : now).toDateString();
  return then.toLocaleString("en", same
    ? {hour: "2-digit", minute: "2-digit", hourCycle: "h23"}
    : {month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
}

/** The same with date and zone. */
export function fullTime(at) {
  return new Date(at).toLocaleString("en", {year: "numeric", month: "short", day: "numeric", hour: "2-digit",
    minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short"});
}

const KINDS = {
  SOURCE_OUT: "nothing leaves", DESTINATION_IN: "nothing comes in", NODE: "node", LINK: "link", GROUP_CUT: "groups are cut off",
  PLANE: "plane", ANCHOR: "anchor", CONTROL_PATH: "control path", BLOCKED: "blocked", UNDISCOVERED: "not discovered",
  MTU: "large packets", IDENTITY_CLASH: "two with one identity", CLOCK: "clock", HOST_BUSY: "busy host", OVERLOADED: "overloaded",
  VERSION: "version", SLOW: "slow", BLIND: "x0xtest is blind", UNEXPLAINED: "no common cause"
};

/** A kind of cause in words. */
export function kind(name) {
  return KINDS[name] || String(name).toLowerCase().replaceAll("_", " ");
}

const GAPS = {
  busy: "the runners worked for another coordinator", running: "another run was going on", paused: "paused",
  budget: "the budget of the day was spent", governor: "measuring was slowed down because it did harm",
  missed: "x0xtest was not running", anchor: "no anchor could be used", failed: "the run failed"
};

/** Why there was no run. */
export function gap(reason) {
  return GAPS[reason] || reason;
}
