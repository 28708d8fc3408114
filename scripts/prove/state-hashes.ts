// The names under which scratch servers in the state behind a revision are kept.
import { sha256 } from "../migrations/delta-file.ts";
import type { Revision } from "../migrations/folder.ts";
import type { Variables } from "../model/variable.ts";
import { withoutGuard } from "../sql/guard-needed.ts";

/**
 * Names of states for the cache of scratch servers: before the first script, after it, after the second, and so on.
 * Each is made from the one before, so that a long history is read once.
 */
export function stateHashes(
  revisions: readonly Pick<Revision, "migration" | "code">[],
  variables: Variables,
): string[] {
  const hashes = [sha256(JSON.stringify(variables))];
  for (const { migration, code } of revisions) {
    const own = [withoutGuard(migration), ...(code ? [sha256(code.text)] : [])].join("\n");
    hashes.push(sha256(`${hashes.at(-1)}\n${own}`));
  }
  return hashes;
}
