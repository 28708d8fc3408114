// A diagram in the form that the name of its file asks for.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { problem, Refusal } from "../model/diagnostic.ts";
import { dotText } from "./dot-text.ts";
import type { EntityDiagram } from "./entity-diagram.ts";
import { mermaidText } from "./mermaid-text.ts";
import { renderPng } from "./render-png.ts";
import { renderSvg } from "./render-svg.ts";

/** What is written, by the end of the file's name. */
const FORMS: Readonly<Record<string, (diagram: EntityDiagram) => Promise<string | Uint8Array>>> = {
  ".svg": (diagram) => renderSvg(dotText(diagram)),
  ".png": async (diagram) => renderPng(await renderSvg(dotText(diagram))),
  ".dot": async (diagram) => dotText(diagram),
  ".mmd": async (diagram) => mermaidText(diagram),
};

/** @throws {Refusal} where the name of the file ends otherwise */
export function formOf(file: string): (diagram: EntityDiagram) => Promise<string | Uint8Array> {
  const form = FORMS[extname(file).toLowerCase()];
  if (form) return form;
  throw new Refusal([
    problem("option-value", `--out ${file} does not say what is to be written`, {
      help: `End it with ${Object.keys(FORMS).join(", ")}: a picture, or text for Graphviz or Mermaid.`,
    }),
  ]);
}

/** Writes a diagram over what the file has, and makes its folder where there is none. */
export async function writeDiagram(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
