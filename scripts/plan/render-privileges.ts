import { type AclEntry, PUBLIC, privilegeList } from "../model/acl.ts";
import { conditionText } from "../model/condition.ts";
import { groupBy } from "../model/group.ts";
import { compareText, displayName, quoteIdentifier, quotePath } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import {
  kindFacts,
  OBJECT_KINDS,
  type ObjectKind,
  PRIVILEGE_SINCE,
  type Privilege,
} from "../model/privilege.ts";
import type { ObjectPrivileges } from "../model/warehouse.ts";
import { whenLine } from "./render-roles.ts";

/** One statement to be: these grantees get these privileges on these objects of one kind and one schema. */
interface Bundle {
  readonly kind: ObjectKind;
  readonly schema: string;
  /** ALL or a list, columns in parentheses. */
  readonly privileges: string;
  /** As SQL names them. */
  readonly objects: readonly string[];
  readonly grantees: readonly string[];
  readonly grantable: boolean;
  readonly when: AclEntry["when"];
  /** The first major version that understands the statement, where that is not 14. */
  readonly since: number | undefined;
}

const LINE = 100;

const KIND_ORDER = Object.keys(OBJECT_KINDS);

function quoteGrantee(grantee: string): string {
  return grantee === PUBLIC ? "PUBLIC" : quoteIdentifier(grantee);
}

/** One item stays on the line, several go below it, one a line. */
function block(items: readonly string[]): string {
  return items.length === 1 ? ` ${items[0]}` : `\n  ${items.join(",\n  ")}`;
}

// GRANT <privileges> ON TABLE <object>, … TO <grantee>, … WITH GRANT OPTION
function statement(verb: "GRANT" | "REVOKE", bundle: Bundle): string {
  const since = bundle.since === undefined ? "" : `-- when server >= ${bundle.since}\n`;
  const head = `${verb} ${bundle.privileges} ON ${kindFacts(bundle.kind).keyword}`;
  const direction = verb === "GRANT" ? "TO" : "FROM";
  const option = bundle.grantable && verb === "GRANT" ? " WITH GRANT OPTION" : "";
  const oneLine = `${head} ${bundle.objects.join(", ")} ${direction} ${bundle.grantees.join(", ")}${option};`;
  const objects = block(bundle.objects);
  const tall = `${head}${objects}${objects.includes("\n") ? "\n" : " "}${direction}${block(bundle.grantees)}${option};`;
  return `${whenLine(bundle.when)}${since}${oneLine.length <= LINE ? oneLine : tall}`;
}

/** The column's table and its privileges with the column behind each: `SELECT ("email")`. */
function columnBundle(path: readonly string[], privileges: readonly Privilege[]) {
  const column = quoteIdentifier(path[2] ?? "");
  return {
    object: quotePath(path.slice(0, 2)),
    privileges: privileges.map((privilege) => `${privilege} (${column})`).join(", "),
  };
}

/** What one entry of an ACL adds to a bundle, before bundles of the same shape are put together. */
interface Piece extends Omit<Bundle, "objects" | "grantees"> {
  readonly object: string;
  readonly grantee: string;
}

function pieces({ object, acl }: ObjectPrivileges): Piece[] {
  const groups = groupBy(acl.entries.values(), ({ grantee, grantable, when }) =>
    JSON.stringify([grantee, grantable, conditionText(when)]),
  );
  return [...groups.values()].flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const held = new Set(entries.map((entry) => entry.privilege));
    const all = privilegeList(object.kind, held) === "ALL" && object.kind !== "column";
    // MAINTAIN in a list is a syntax error before 17; ALL is understood everywhere.
    const late = all ? [] : [...held].filter((privilege) => PRIVILEGE_SINCE[privilege] !== undefined);
    const early = new Set([...held].filter((privilege) => !late.includes(privilege)));
    const parts = [...(early.size > 0 ? [early] : []), ...late.map((privilege) => new Set([privilege]))];
    return parts.map((part): Piece => {
      const known = kindFacts(object.kind).privileges.filter((privilege) => part.has(privilege));
      const named =
        object.kind === "column"
          ? columnBundle(object.path, known)
          : {
              // The runner fills in the name of the database that it is connected to.
              object: object.kind === "database" ? quoteIdentifier("${database}") : quotePath(object.path),
              privileges: privilegeList(object.kind, part),
            };
      return {
        ...named,
        kind: object.kind,
        schema: object.path[0] ?? "",
        grantee: first.grantee,
        grantable: first.grantable,
        when: first.when,
        since: known
          .map((privilege) => PRIVILEGE_SINCE[privilege])
          .find((since) => !all && since !== undefined),
      };
    });
  });
}

/** Puts pieces together: first the objects of one grantee, then the grantees of the same objects. */
function bundles(changes: readonly ObjectPrivileges[]): Bundle[] {
  const shape = ({ kind, schema, privileges, grantable, when, since }: Omit<Piece, "object" | "grantee">) =>
    JSON.stringify([kind, schema, privileges, grantable, conditionText(when), since]);
  const byGrantee = groupBy(changes.flatMap(pieces), (piece) => `${shape(piece)}\t${piece.grantee}`);
  const perGrantee = [...byGrantee.values()].flatMap((group) => {
    const [first] = group;
    const objects = group.map((piece) => piece.object).sort(compareText);
    return first ? [{ ...first, objects }] : [];
  });
  const byObjects = groupBy(perGrantee, (bundle) => `${shape(bundle)}\t${bundle.objects.join()}`);
  return [...byObjects.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { object: _, grantee: __, ...rest } = first;
    return [{ ...rest, grantees: group.map((bundle) => quoteGrantee(bundle.grantee)).sort(compareText) }];
  });
}

function compareBundles(a: Bundle, b: Bundle): number {
  return (
    compareText(a.schema, b.schema) ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
    compareText(a.grantees.join(), b.grantees.join()) ||
    compareText(a.privileges, b.privileges)
  );
}

/** One schema's statements under a comment line that names it. */
export interface PrivilegeGroup {
  /** As people read it; empty for what lies in no schema. */
  readonly schema: string;
  readonly statements: readonly string[];
}

/** GRANT or REVOKE statements for these entries, few and exact, grouped by schema in the order of names. */
export function renderPrivileges(
  verb: "GRANT" | "REVOKE",
  changes: readonly ObjectPrivileges[],
): PrivilegeGroup[] {
  const sorted = [...changes].sort((a, b) => compareText(objectKey(a.object), objectKey(b.object)));
  const groups = groupBy(bundles(sorted).sort(compareBundles), (bundle) => bundle.schema);
  return [...groups].map(([schema, group]) => ({
    schema: schema && displayName(schema),
    statements: group.map((bundle) => statement(verb, bundle)),
  }));
}
