// SVG → PNG, by the optional package @resvg/resvg-js and the fonts of the machine.
import { problem, Refusal } from "../model/diagnostic.ts";

const PACKAGE = "@resvg/resvg-js";

/** Of a picture that would be larger: what fits into memory, and what programs still open. */
const MOST_PIXELS = 100_000_000;

/** Where there is no such font, the first of the machine is taken. */
const FONTS = { font: { loadSystemFonts: true, defaultFontFamily: "DejaVu Sans Mono" }, background: "white" };

/** A letter that is drawn only where there is a font. */
const LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15">M</text></svg>';

/** The width that a picture is drawn with: its own, or a smaller one of the same shape. */
export function widthThatFits(width: number, height: number): number {
  const share = Math.sqrt(MOST_PIXELS / (width * height));
  return share >= 1 ? width : Math.floor(width * share);
}

/** @throws {Refusal} where the package or fonts are missing */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js").catch((error: Error) => {
    throw new Refusal([
      problem("package-missing", `a PNG needs ${PACKAGE}: ${error.message}`, {
        help: `Install it: npm install --save-dev ${PACKAGE}@2. SVG needs nothing more: --out diagram.svg.`,
      }),
    ]);
  });
  if (new Resvg(LETTER, FONTS).getBBox() === undefined)
    throw new Refusal([
      problem("fonts-missing", "this machine has no fonts, so a PNG would have no text", {
        help: "Install some, such as Debian's fonts-dejavu-core, or write SVG: --out diagram.svg.",
      }),
    ]);
  const { width, height } = new Resvg(svg, FONTS);
  const fitTo = { mode: "width", value: widthThatFits(Math.ceil(width), Math.ceil(height)) } as const;
  return new Resvg(svg, { ...FONTS, fitTo }).render().asPng();
}
