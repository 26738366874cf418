// A picture that is read part by part: the pointer or the arrow keys choose one, and its words stand below.

import {el, text} from "../dom.js";

const WIDEST = 760;
const SIDES = 40;

/** How wide a picture is to be drawn, so that its words keep their size on a narrow screen. */
export function width() {
  return Math.max(300, Math.min(WIDEST, document.documentElement.clientWidth - SIDES));
}

/**
 * Wraps a picture.
 *
 * @param picture an SVG element; its viewBox is what x and y count in
 * @param how.label what it shows
 * @param how.start the part that the keyboard begins at
 * @param how.count () => how many parts there are, from 0
 * @param how.at (x, y) => the part at a point, or -1
 * @param how.step (key, part) => the part that a key leads to, or null for a key that does nothing
 * @param how.words part => what it says
 * @param how.mark part => shows which one it is
 * @param how.open part => what Enter or a click does; optional
 * @param how.hint what stands below before anything is chosen
 */
export function scrub(picture, how) {
  const said = el("p", {class: "read"}, how.hint);
  const slider = el("div", {class: "scrub", role: "slider", tabindex: "0", "aria-label": how.label, "aria-valuemin": "0"}, picture);
  let chosen = how.start;
  const choose = part => {
    chosen = part;
    slider.setAttribute("aria-valuemax", String(Math.max(0, how.count() - 1)));
    slider.setAttribute("aria-valuenow", String(Math.max(0, part)));
    slider.setAttribute("aria-valuetext", part < 0 ? "nothing" : how.words(part));
  };
  const show = part => {
    if (part < 0) return;
    choose(part);
    how.mark(part);
    text(said, how.words(part));
  };
  const place = event => {
    const box = picture.getBoundingClientRect();
    const view = picture.viewBox.baseVal;
    return how.at((event.clientX - box.left) * view.width / box.width, (event.clientY - box.top) * view.height / box.height);
  };
  choose(chosen);
  picture.setAttribute("aria-hidden", "true");
  slider.addEventListener("pointermove", event => show(place(event)));
  slider.addEventListener("focus", () => {
    if (slider.matches(":focus-visible")) show(chosen);
  });
  slider.addEventListener("keydown", event => {
    if (event.key === "Enter" && how.open && chosen >= 0) {
      how.open(chosen);
      return;
    }
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : how.step(event.key, chosen);
    if (next === null) return;
    event.preventDefault();
    show(Math.max(0, Math.min(how.count() - 1, next)));
  });
  if (how.open) {
    slider.addEventListener("click", event => {
      const part = place(event);
      if (part >= 0) how.open(part);
    });
  }
  return el("div", {class: "scrubbed"}, slider, said);
}
