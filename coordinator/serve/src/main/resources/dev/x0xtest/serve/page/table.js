// The table behind a chart: what is drawn, for those who do not see it or want the numbers.

import {el} from "./dom.js";

let number = 0;

/**
 * A button that shows and hides a table. The rows are asked for when they are first shown.
 *
 * @param caption what the table holds
 * @param heads the headings of the columns
 * @param rows () => an array of rows, each an array of texts or elements; the first is the heading of its row
 * @param most rows beyond so many are left out, and it says so
 * @param total () → how many rows there would be, where rows() leaves some out by itself
 */
export function tableButton(caption, heads, rows, most = 500, total = null) {
  const id = "table-" + ++number;
  const place = el("div", {id, class: "scroll", hidden: true, tabindex: "0", role: "region", "aria-label": caption});
  const button = el("button", {type: "button", "aria-expanded": "false", "aria-controls": id,
    "aria-label": "Show as table: " + caption}, "Show as table");
  const fill = () => {
    const all = rows();
    const of = total ? total() : all.length;
    place.replaceChildren(el("table", {class: "list"}, el("caption", {}, caption
      + (of > most ? ": the first " + most + " of " + of : "")),
    el("thead", {}, el("tr", {}, heads.map(head => el("th", {scope: "col"}, head)))),
    el("tbody", {}, all.slice(0, most).map(row => el("tr", {}, row.map((cell, column) =>
      column === 0 ? el("th", {scope: "row"}, cell) : el("td", {}, cell)))))));
  };
  button.addEventListener("click", () => {
    place.hidden = !place.hidden;
    button.textContent = place.hidden ? "Show as table" : "Hide the table";
    button.setAttribute("aria-label", button.textContent + ": " + caption);
    button.setAttribute("aria-expanded", String(!place.hidden));
    if (!place.hidden) fill();
  });
  const element = el("div", {class: "as-table"}, button, place);
  /** What is drawn has changed. */
  element.refresh = () => { if (!place.hidden) fill(); };
  return element;
}
