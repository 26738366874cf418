import {el} from "../dom.js";

export async function show(root, params, app) {
  root.append(el("h1", {}, "Orders"));
  return {};
}

/** Buttons for the fleet, beside the sentence of "now": run now, pause. Only called for an operator. */
export function bar(root, app) {}

/** Buttons of a card: acknowledge, silence. Only called for an operator. */
export function card(root, app, incident) {}
