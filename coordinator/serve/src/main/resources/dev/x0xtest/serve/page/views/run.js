import {el} from "../dom.js";

export async function show(root, params, app) {
  root.append(el("h1", {}, "Run"));
  return {};
}
