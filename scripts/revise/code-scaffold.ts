// The text with which the migration.ts of a draft begins.

/** What `revision --typescript` writes. */
export const CODE_SCAFFOLD = `import type { MigrationContext, MigrationSql } from "dwh-definitions";

// Runs in the transaction of the revision, behind the statements of migration.sql; a line \`-- run migration.ts\` before
// one of them says otherwise. What it throws, and \`false\`, rolls the revision back. It may import packages and nothing
// of the project, which changes while this must not. What is to be committed as it goes, on large tables, is written
// \`export const batches: MigrationBatches = { up, down }\` instead: docs/revisions.md, "Batches".
export async function up(sql: MigrationSql, context: MigrationContext) {
  // const rows = await sql<{ id: number }>\`SELECT id FROM \${sql.identifier("SCHEMA", "table")} WHERE name = \${"value"}\`;
}

// Runs before the statements of down.sql. Leave it out where they are enough.
export async function down(sql: MigrationSql, context: MigrationContext) {}
`;

/** Several files as one draft, which cannot be proved before somebody has put them together. */
export function codeToPutTogether(
  files: readonly { readonly name: string; readonly text: string }[],
): string {
  const parts = files.map(
    ({ name, text }) =>
      `// Of ${name}:\n${text.trimEnd().replaceAll(/^/gm, "// ").replaceAll(/ +$/gm, "")}\n`,
  );
  const title = "put what these revisions had into one up() and one down()";
  return `throw new Error(${JSON.stringify(title)});\n\n${parts.join("\n")}`;
}
