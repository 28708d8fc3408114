// The zod shape of `owners`.
import * as z from "zod";
import { KIND_OF_KEY, kindFacts } from "../../model/object-kinds.ts";
import { except, KIND_KEYS, objectShape } from "./schema-of-grants.ts";
import { addIssue, roleName } from "./schema-parts.ts";

/** The keys of the kinds of object that may belong to any role. */
const OWNED_KEYS = KIND_KEYS.filter((key) => kindFacts(KIND_OF_KEY[key]).owner === undefined);

const {
  columns: _columns,
  extension: _extension,
  parameters: _parameters,
  foreign_data_wrappers: _wrappers,
  ...ownedShape
} = objectShape;

/** Who owns what an entry names; more exact than `objects_owner` of a schema. */
export const ownerEntry = z
  .strictObject({
    owner: roleName.describe("The role that owns them; pg_database_owner needs no declaration"),
    ...ownedShape,
    except: except.optional(),
  })
  .superRefine((entry, context) => {
    const said: Readonly<Record<string, unknown>> = entry;
    const [first, second] = OWNED_KEYS.filter((key) => said[key] !== undefined);
    if (first === undefined) {
      const list = OWNED_KEYS.map((key) => `\`${key}\``).join(", ");
      addIssue(context, [], "owner-keys", "it is not said what the role owns", `Add one of: ${list}.`);
    } else if (second !== undefined) {
      const message = `\`${second}\` stands beside \`${first}\``;
      addIssue(context, [second], "owner-keys", message, "Make an entry for each kind of object.");
    } else if (entry.except !== undefined && first === "database") {
      const help = "There is one database only: take it away.";
      addIssue(context, ["except"], "owner-keys", "`except` does not go with `database`", help);
    }
  });

/** Who owns what an entry names. */
export type OwnerEntry = z.infer<typeof ownerEntry>;
