/** A panel under the matrix of "now"; only shown where the daemon has a fault switch. Returns what a view returns. */
export async function show(root, params, app) {
  return {};
}
