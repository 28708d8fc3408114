// What is wrong with what annotations say of encrypted columns.
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { displayPath } from "../../model/identifier.ts";
import { encryptedTable } from "./encrypted-tables.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { relationPath } from "./object-options.ts";

/** Each at the line that exports the table, or the table of its keys. */
export const checkEncryption = (sources: ReadonlyMap<object, Source>): Diagnostic[] =>
  [...sources].flatMap(([value, source]) =>
    (encryptedTable(value, sources)?.faults ?? []).map(({ what, help, of = value }) =>
      problem("bad-encryption", `the encryption of ${displayPath(relationPath(value))}: ${what}`, {
        at: exportLocation(sources.get(of) ?? source),
        help,
      }),
    ),
  );
