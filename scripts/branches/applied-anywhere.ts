// Which databases have applied a revision: those that a project knows are asked, and who does not answer counts as one that has.
import { withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { ensureLocalServer, hasLocalServer, stopLocalServer } from "../database/servers/local-server.ts";
import type { Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { Variables } from "../model/variable.ts";
import { seenHistory } from "../move/half-done.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { saidVariables } from "../sources/target.ts";

/** A database that a project knows. */
interface Known {
  readonly name: string;
  readonly variables: Variables;
  /** Does something with its address; undefined where that is not known. */
  readonly withUrl?: <Result>(work: (url: string) => Promise<Result>) => Promise<Result>;
  /** Why it cannot be asked. */
  readonly lacks?: string;
}

const LOCAL = "local";
const BY_URL = "DATABASE_URL";

/** Starts the local server where it does not run, and leaves it as it was. */
async function withLocal<Result>(root: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const { url, started } = await ensureLocalServer(root);
  try {
    return await work(url);
  } finally {
    if (started) await stopLocalServer(root);
  }
}

async function knownDatabases(project: Project): Promise<Known[]> {
  const { root, config } = project;
  const by = (url: string): Pick<Known, "withUrl"> => ({ withUrl: (work) => work(url) });
  const targets = Object.entries(config.targets).map(([name, { urlFrom, ...target }]): Known => {
    const url = process.env[urlFrom];
    const variables = saidVariables(project, target.variables, false);
    return { name, variables, ...(url ? by(url) : { lacks: `${urlFrom} is not set` }) };
  });
  const given = process.env[BY_URL];
  return [
    ...targets,
    ...(given === undefined
      ? []
      : [{ name: BY_URL, variables: saidVariables(project, {}, false), ...by(given) }]),
    ...((await hasLocalServer(root))
      ? [
          {
            name: LOCAL,
            variables: saidVariables(project, {}, true),
            withUrl: (work) => withLocal(root, work),
          } as Known,
        ]
      : []),
  ];
}

/** Why a database forbids it; nothing where it has none of the revisions. */
async function objection(
  project: Project,
  { name, variables, withUrl, lacks = "" }: Known,
  revisions: readonly Revision[],
  isVouchedFor: boolean,
): Promise<Diagnostic[]> {
  const unknown = (why: string): Diagnostic[] =>
    isVouchedFor
      ? []
      : [
          problem("target-unasked", `${name} cannot be asked whether it has applied your revisions: ${why}`, {
            help: `If you know that it has not, say so: --unapplied-on ${name} (make: unapplied=${name}).`,
          }),
        ];
  if (!withUrl) return unknown(lacks);
  try {
    const history = historyTable(project, { variables });
    const { rows } = await withUrl((url) =>
      withConnection(url, (sql) => transaction(sql, (tx) => seenHistory(tx, history, "down"), "READ ONLY")),
    );
    const applied = new Set(rows.map((row) => row.name));
    const theirs = revisions.filter((revision) => applied.has(revision.name));
    const [first] = theirs;
    if (!first) return [];
    const names = theirs.map((revision) => revision.name).join(", ");
    const where = name === BY_URL || name === LOCAL ? "" : ` --target ${name}`;
    return [
      problem("applied-there", `${name} has applied ${names}`, {
        at: { file: first.folder },
        help: `Where that may be, take it back there first: dwh downgrade${where} ${first.name}-1. Otherwise leave it as it is, and put what is to change into a new revision.`,
      }),
    ];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return unknown(error.message);
  }
}

/**
 * Refuses where a database that the project knows has applied one of the revisions, or does not answer and nobody
 * vouches for it by its name.
 *
 * @param vouchedFor names of databases of which somebody knows that they have not
 */
export async function refuseApplied(
  project: Project,
  revisions: readonly Revision[],
  vouchedFor: readonly string[] = [],
): Promise<void> {
  const known = await knownDatabases(project);
  const names = known.map(({ name }) => name);
  const unknown = vouchedFor.filter((name) => !names.includes(name));
  refuseErrors(
    unknown.map((name) =>
      problem("unknown-target", `there is no target ${name} to vouch for`, {
        help: `Known are: ${names.join(", ") || "none"}.`,
      }),
    ),
  );
  const asked = known.map((one) => objection(project, one, revisions, vouchedFor.includes(one.name)));
  refuseErrors((await Promise.all(asked)).flat());
}
