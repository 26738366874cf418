// Addresses of the page: which view stands behind which, and with what.

/** The path, the module of the view, its title. */
const VIEWS = [
  [["now"], "now", "Now"],
  [["pair", ":a", ":b"], "pair", "Pair"],
  [["node", ":a"], "node", "Node"],
  [["incident", ":id"], "incident", "Incident"],
  [["runs"], "runs", "Runs"],
  [["runs", ":id"], "run", "Run"],
  [["runs", ":a", "diff", ":b"], "diff", "Difference"],
  [["orders"], "orders", "Orders"]
];
/** The address; null: a link within the page. */
export function parse() {
  const hash = location.hash || "#/now";
  if (!hash.startsWith("#/")) return null;
  const [path, query] = hash.slice(2).split("?", 2);
  try {
    return {path: path.split("/").map(decodeURIComponent), query: new URLSearchParams(query || "")};
  } catch (malformed) {
    return {path: [], query: new URLSearchParams()};
  }
}

/** The view of a path, with what stands in the path; null: there is none. */
export function find(path) {
  for (const [pattern, name, title] of VIEWS) {
    const params = {};
    if (pattern.length === path.length && pattern.every((part, place) => part.startsWith(":")
      ? (params[part.slice(1)] = path[place]) !== "" : part === path[place])) return {name, title, params};
  }
  return null;
}
