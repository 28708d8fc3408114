// What a role may do on this server, and how it stands to other roles and objects.
import type { Executor, Standing } from "../../model/executor.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { majorOf, type Queryable } from "../connect/connect.ts";
import executorQuery from "../queries/executor.sql";
import unsettableQuery from "../queries/unsettable.sql";
import { withKinds } from "./kind-queries.ts";

/** What is asked about the role that applies revisions. */
export interface ExecutorQuestion {
  /** The current role unless said; it need not exist. */
  readonly name?: string;
  readonly roles: Iterable<string>;
  readonly objects: Iterable<ObjectName>;
  /** Settings of roles. */
  readonly parameters?: readonly string[];
}

type Row = Omit<
  Executor,
  "roles" | "owners" | "options" | "tablesOf" | "creatable" | "users" | "unsettable" | "grants"
> & {
  readonly roles:
    | readonly (Omit<Standing, "own"> & { readonly name: string; readonly own: Standing["own"] | null })[]
    | null;
  readonly owners: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, readonly string[]>> | null;
  readonly tablesOf: Readonly<Record<string, readonly string[]>> | null;
  readonly creatable: readonly string[] | null;
  readonly users: Readonly<Record<string, readonly string[]>> | null;
  readonly grants: Executor["grants"] | null;
};

async function readUnsettable(
  tx: Queryable,
  { name, parameters = [] }: ExecutorQuestion,
): Promise<Set<string>> {
  if (parameters.length === 0) return new Set();
  const query =
    majorOf(tx) < 15
      ? unsettableQuery.replace("has_parameter_privilege(oid, parameter, 'SET')", "rolsuper")
      : unsettableQuery;
  const rows = await tx.unsafe<{ parameter: string }[]>(query, [name ?? null, JSON.stringify(parameters)]);
  return new Set(rows.map(({ parameter }) => parameter));
}

/** Reads what a role may do, and how it stands to these roles and objects. Any role can ask; the cost grows with the question. */
export async function readExecutor(tx: Queryable, question: ExecutorQuestion): Promise<Executor> {
  const objects = [...question.objects].map((object) => ({ key: objectKey(object), ...object }));
  const [row] = (await tx.unsafe(withKinds(executorQuery, majorOf(tx), objects), [
    question.name ?? null,
    JSON.stringify([...question.roles]),
    JSON.stringify(objects),
  ])) as unknown as Row[];
  if (!row) throw new Error("the server does not say who is connected to it");
  const roles = (row.roles ?? []).map(({ name, own, ...standing }): [string, Standing] => [
    name,
    { ...standing, ...(own && { own }) },
  ]);
  return {
    ...row,
    roles: new Map(roles),
    owners: new Map(Object.entries(row.owners ?? {})),
    options: new Map(Object.entries(row.options ?? {}).map(([key, list]) => [key, new Set(list)])),
    tablesOf: new Map(Object.entries(row.tablesOf ?? {})),
    creatable: new Set(row.creatable ?? []),
    users: new Map(Object.entries(row.users ?? {})),
    unsettable: await readUnsettable(tx, question),
    grants: row.grants ?? [],
  };
}
