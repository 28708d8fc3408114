// Which program this is: what one build found must not be taken for what another would find.
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Names of the built files tell what is in them; sources may change while nothing tells so, but not in one process. */
export function programIdentity(): string {
  const file = fileURLToPath(import.meta.url);
  if (!file.endsWith(".js")) return `sources, process ${process.pid}`;
  return readdirSync(dirname(file))
    .filter((name) => name.endsWith(".js"))
    .sort()
    .join(" ");
}
