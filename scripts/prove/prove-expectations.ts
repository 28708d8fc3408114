// Expectations of role files, tried as the roles themselves.
import type { Sql } from "../database/connect/connect.ts";
import { type Attempt, tryAccess } from "../database/inspect/try-access.ts";
import { PUBLIC } from "../model/acl.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import type { AccessExpectation } from "../model/expectation.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { relationKey } from "../model/relation.ts";
import type { Binding } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { type AccessIndex, indexAccess } from "../review/access/access-index.ts";
import { bindExpectations, bindProvenance } from "../review/access/bind-expectations.ts";
import { expectedRoles } from "../review/access/check-expectations.ts";
import { pathPlaces, pathText, roleText } from "../review/access/path-text.ts";
import { decide } from "../review/access/verdict.ts";
import { ask } from "../review/access/view-access.ts";
import type { Promises } from "../sources/failed-expectations.ts";
import { CORRECT_BY_HAND } from "./ground.ts";

/** An attempt, and for whom it is made: to find that it SETs ROLE first. */
interface Trial {
  readonly attempt: Attempt;
  readonly expectation: AccessExpectation;
  readonly role: string;
}

/** The columns to plan statements for; of a foreign table none, whose server would be asked. */
function columnsOf({ warehouse }: AccessIndex, { kind, path }: ObjectName): readonly string[] {
  const [schema = "", name = "", column = ""] = path;
  if (kind === "column") return [column];
  const relation = kind === "table" ? warehouse.relations.get(relationKey({ schema, name })) : undefined;
  return relation && relation.kind !== "foreign table" ? relation.columns.map((one) => one.name) : [];
}

/** The roles that may not do it where nobody may but the listed ones: those are not among them nor their members. */
function outsidersOf({ graph, warehouse }: AccessIndex, { says, roles: listed }: AccessExpectation) {
  const known = new Map<string, boolean>();
  return (role: string): boolean => {
    if (says !== "nobody but") return true;
    const before = known.get(role);
    if (before !== undefined) return before;
    const reaches = graph.reaches(role);
    const isOutside = !warehouse.roles.get(role)?.superuser && !listed.some((name) => reaches.has(name));
    known.set(role, isOutside);
    return isOutside;
  };
}

function trialsOf(index: AccessIndex, expectation: AccessExpectation): Trial[] {
  const { says, privileges, objects } = expectation;
  const isOutsider = outsidersOf(index, expectation);
  return objects.flatMap((object) => {
    const columns = columnsOf(index, object);
    const owner = index.facts(object).owner?.owner;
    return privileges.flatMap((privilege) => {
      const roles = expectedRoles(index, expectation, ask(index, privilege, object)).filter(
        (role) => isOutsider(role) && !(says === "nobody but" && role === owner),
      );
      return roles.flatMap((role) => {
        const acting = says === "cannot" ? [...index.graph.becomes(role).keys()] : [role];
        return acting.map((name) => ({
          attempt: {
            role: name === PUBLIC ? undefined : name,
            privilege,
            object,
            columns,
            whole: says === "can",
          },
          expectation,
          role,
        }));
      });
    });
  });
}

function failure(index: AccessIndex, { attempt, expectation, role }: Trial, places: Promises["provenance"]) {
  const { privilege, object } = attempt;
  const { paths } = decide(index, role, ask(index, privilege, object));
  const [path] = paths;
  const acting = attempt.role === undefined || attempt.role === role ? "" : ` after SET ROLE ${attempt.role}`;
  const verb = expectation.says === "can" ? "cannot" : "can";
  const why = path ? pathText(path) : "by nothing that is declared";
  const related = path ? pathPlaces(index, path, places).map((at) => ({ message: "declared", at })) : [];
  return problem(
    "expectation-failed",
    `on the scratch server ${roleText(role)} ${verb} ${privilege} on ${objectKey(object)}${acting}: ${why}`,
    { at: expectation.at, help: CORRECT_BY_HAND, ...(related.length > 0 && { related }) },
  );
}

/**
 * Tries on a scratch server whether the roles can and cannot do what the files expect, each as itself and, where
 * it must not, as every role that it can SET ROLE to. Memberships are proved by the comparison of the catalogs.
 *
 * @param declared bound
 * @throws {Refusal} with everything that is not as expected
 */
export async function proveExpectations(
  sql: Sql,
  options: Promises & {
    readonly template: Warehouse;
    readonly declared: Warehouse;
    readonly binding: Binding;
  },
): Promise<void> {
  const { template, declared, binding, expectations, provenance } = options;
  const expected = bindExpectations(expectations, binding).filter(({ kind }) => kind === "access");
  if (expected.length === 0) return;
  const index = indexAccess(declared, binding.major);
  const trials = expected.flatMap((one) => (one.kind === "access" ? trialsOf(index, one) : []));
  const outcomes = await tryAccess(
    sql,
    trials.map(({ attempt }) => attempt),
  );
  const failed = trials.filter(({ expectation }, number) => {
    const wrong = expectation.says === "can" ? "cannot" : "can";
    return outcomes[number] === wrong;
  });
  if (failed.length === 0) return;
  const places = bindProvenance(template, provenance, binding.variables);
  const problems: Diagnostic[] = failed.map((trial) => failure(index, trial, places));
  throw new Refusal(problems);
}
