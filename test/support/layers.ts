/** A part of this repository's own warehouse, for what would cost more on its 161 tables and tell no more. */
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** Something of every layer, and all who use it. */
const PARTS = [
  "definitions/dm",
  "definitions/dwh/rental.ts",
  "definitions/ods/auth.ts",
  "definitions/stg/auth.ts",
  "roles",
];

/** Puts the definitions and role files of that part into a project. */
export function copyLayers(root: string): void {
  for (const path of PARTS) cpSync(join(ROOT, path), join(root, path), { recursive: true });
}
