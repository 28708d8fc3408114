// What will belong to extensions that the next revision makes, or gives another version: a scratch server is asked before it is planned.
import { withConnection } from "../database/connect/connect.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import { readExtensionContents } from "../database/inspect/extension-content.ts";
import { namedExtensions } from "../declarations/language/named-extensions.ts";
import { Refusal } from "../model/diagnostic.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import { type SqlObject, sqlObjectKey } from "../model/sql-object.ts";
import { fillVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { alterSql, createSql } from "../plan/objects/sql-object-kinds.ts";
import type { Ground } from "../prove/ground.ts";
import { asDeclared } from "../prove/server-said.ts";
import { compareSources, type Sources } from "../sources/read-sources.ts";

type Extensions = Warehouse["extensionMembers"];

const extensionsIn = ({ sqlObjects }: Warehouse): SqlObject[] =>
  [...sqlObjects.values()].filter(({ kind }) => kind === "extension");

/** What leads from the recorded extensions to the declared ones, each a statement. */
function statementsFor(recorded: Warehouse, declared: Warehouse): string[] {
  const schemas = [...declared.schemas].filter((schema) => !recorded.schemas.has(schema));
  return [
    ...schemas.map((schema) => `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}`),
    ...extensionsIn(declared).flatMap((after) => {
      const before = recorded.sqlObjects.get(sqlObjectKey(after));
      return before ? (alterSql(before, after) ?? []) : createSql(after);
    }),
  ];
}

/** Whether it is not known what an extension will have: nobody was asked yet, or it changes. */
function isOpen(name: string, { extensionMembers }: Warehouse, statements: readonly string[]): boolean {
  const isKnown = (extensionMembers.get(name)?.members.length ?? 0) > 0;
  return !isKnown || statements.some((sql) => sql.includes(quoteIdentifier(name)));
}

/**
 * The sources with what a scratch server says of the extensions of which role files speak, so that one revision can make
 * an extension and say who may use it. Where that cannot be found out, its proof says it, and the next revision follows.
 *
 * @param open opens a server in the state before the revision
 */
export async function withMembersAhead(sources: Sources, open: () => Ground | undefined): Promise<Sources> {
  const { declarations, before } = sources;
  if (namedExtensions(declarations.roles).size === 0) return sources;
  const { declared } = compareSources(sources, []);
  const statements = statementsFor(before.recorded, declared);
  const names = [...declared.extensionMembers.keys()].filter((name) => isOpen(name, declared, statements));
  const ground = names.length === 0 ? undefined : open();
  if (!ground) return sources;
  const { variables } = ground;
  const found = await ground.scratch
    .then(({ url }) =>
      withConnection(url, (sql) =>
        rolledBack(sql, async (tx) => {
          for (const statement of statements) await tx.unsafe(fillVariables(statement, variables));
          return readExtensionContents(tx, names);
        }),
      ),
    )
    .catch((error: unknown): Extensions => {
      // What the server refuses is told by the proof.
      if (!(error instanceof Refusal) && !(error instanceof Error && "severity" in error)) throw error;
      return new Map();
    });
  const ahead = new Map(
    [...found].map(([name, members]) => [name, asDeclared(members, declared, variables)] as const),
  );
  return {
    ...sources,
    declarations: { ...declarations, extensions: { ...declarations.extensions, ahead } },
  };
}
