// DOT → SVG, by Graphviz, which the package @hpcc-js/wasm-graphviz brings along compiled.

/** Lays a graph out. */
export async function renderSvg(dot: string): Promise<string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  return graphviz.layout(dot, "svg", "dot");
}
