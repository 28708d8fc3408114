// What an administrator must run once so that a role can apply the revisions.
import { hasHistory, readHistory } from "../database/apply/history-table.ts";
import { connect, disconnect, type Queryable, serverVersion } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { type Diagnostic, Refusal } from "../model/diagnostic.ts";
import { type Executor, newExecutor } from "../model/executor.ts";
import type { Privilege } from "../model/privilege.ts";
import { missing } from "../plan/needs/executor-lacks.ts";
import { grantTo, type Lack } from "../plan/needs/lack.ts";
import type { Need } from "../plan/needs/need.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { flagOption } from "../sql/role-options.ts";
import type { Statement, StatementOf } from "../sql/statement.ts";
import { writeStatement } from "../sql/write-statement.ts";
import { compareHistory } from "./compare-history.ts";
import { historyNeeds, standingFor } from "./preflight.ts";
import { prepareSteps } from "./prepare-steps.ts";
import { unmanagedNeeds } from "./revoke-unmanaged.ts";

/** What an administrator must run once, and what that was found out from. */
interface Bootstrap {
  readonly role: string;
  /** Statements; none where nothing is lacking. */
  readonly sql: readonly string[];
  /** What no statement helps against: only a superuser can apply that. */
  readonly beyond: readonly string[];
  /** Why the database was not asked; its answer was used where this is absent. */
  readonly offline?: readonly Diagnostic[];
}

/** The version that is assumed where no server can be asked. */
const ASSUMED_MAJOR = 18;

/** What an attribute of the role itself would be given by. */
const isAttribute = (statement: Statement): statement is StatementOf<"alter role"> =>
  statement.kind === "alter role";

const isCreateOnDatabase = (statement: Statement): boolean =>
  statement.kind === "grant" && statement.on === "DATABASE";

/** The role itself, the database, then all else. */
function statements(executor: Executor, lacks: readonly Lack[]): Statement[] {
  const given = lacks.flatMap((lack) => lack.statements);
  const all = [...new Map(given.map((statement) => [writeStatement(statement), statement])).values()];
  const attributes = all.filter(isAttribute);
  const options = [flagOption("LOGIN"), ...attributes.flatMap((attribute) => attribute.options)];
  const ofRole: Statement[] = executor.exists
    ? attributes
    : [{ kind: "create role", role: executor.name, options }];
  const connects = executor.connects || executor.superuser;
  const comesWithIt = executor.ownerConnects && lacks.some(({ owns }) => owns === "database");
  const onDatabase: Privilege[] = [
    ...(connects || comesWithIt ? [] : (["CONNECT"] as const)),
    ...(all.some(isCreateOnDatabase) ? (["CREATE"] as const) : []),
  ];
  return [
    ...ofRole,
    ...(onDatabase.length > 0 ? [grantTo(executor, onDatabase, "DATABASE", [executor.database])] : []),
    ...all.filter((statement) => !isAttribute(statement) && !isCreateOnDatabase(statement)),
  ];
}

function result(executor: Executor, needs: readonly Need[]): Bootstrap {
  const lacks = missing(needs, executor);
  const beyond = lacks.filter((lack) => lack.statements.length === 0).map(({ message }) => message);
  return { role: executor.name, sql: statements(executor, lacks).map(writeStatement), beyond };
}

async function fromServer(
  sql: Queryable,
  project: Project,
  target: Target,
  role?: string,
): Promise<Bootstrap> {
  const history = historyTable(project, target);
  const revisions = await loadRevisions(project.config.out);
  const { pending, problems } = compareHistory(revisions, await readHistory(sql, history));
  if (problems.length > 0) throw new Refusal(problems);
  const server = await serverVersion(sql);
  const steps = await prepareSteps(revisions, pending, { direction: "up" }, target, server);
  const besides =
    steps.length > 0 || (await hasHistory(sql, history)) ? await historyNeeds(sql, history) : [];
  const last = steps.at(-1);
  const unmanaged = last ? await unmanagedNeeds(sql, last.bound.to) : [];
  const { needs, executor } = await standingFor(sql, steps, [...besides, ...unmanaged], role);
  return result(executor, needs);
}

/** For an empty database to which nothing is known. */
async function fromRevisions(
  revisions: readonly Revision[],
  target: Target,
  executor: Executor,
): Promise<Bootstrap> {
  const steps = await prepareSteps(revisions, revisions, { direction: "up" }, target, executor);
  const besides: Need[] = steps.length > 0 ? [{ kind: "create in database" }] : [];
  return result(executor, [...besides, ...steps.flatMap(({ needs }) => needs)]);
}

/**
 * What an administrator must run once so that a role can apply all that is pending; nothing is executed. Where the
 * target cannot be reached, as long as that role is not there, the revisions alone say what an empty database needs.
 *
 * @param role who is to apply the revisions; whoever the target's URL names unless said
 */
export async function bootstrap(project: Project, target: Target, role?: string): Promise<Bootstrap> {
  const sql = await connect(target.url).catch((error: unknown) => {
    if (error instanceof Refusal) return error.diagnostics;
    throw error;
  });
  if (typeof sql === "function") {
    try {
      return await transaction(sql, (tx) => fromServer(tx, project, target, role), "READ ONLY");
    } finally {
      await disconnect(sql);
    }
  }
  const url = URL.canParse(target.url) ? new URL(target.url) : undefined;
  const name = role ?? decodeURIComponent(url?.username ?? "");
  const database = decodeURIComponent(url?.pathname.slice(1) ?? "");
  if (name === "" || database === "") throw new Refusal(sql);
  const revisions = await loadRevisions(project.config.out);
  const found = await fromRevisions(revisions, target, newExecutor(name, ASSUMED_MAJOR, database));
  return { ...found, offline: sql };
}
