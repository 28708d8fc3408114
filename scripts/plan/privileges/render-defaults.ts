import { type Acl, privilegeList } from "../../model/acl.ts";
import { type Condition, conditionText } from "../../model/condition.ts";
import { DEFAULT_KINDS, type DefaultPrivileges, defaultKey } from "../../model/default-privileges.ts";
import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { compareText, quoteIdentifier } from "../../model/identifier.ts";
import type { Privilege } from "../../model/privilege.ts";
import { defaultsBase, type Warehouse } from "../../model/warehouse.ts";
import { sinceLine, whenLine } from "../compare/conditions.ts";
import { completed, type Held, type Holdings } from "./held.ts";
import { ownersPart } from "./owner-lacks.ts";
import { planRevocation } from "./revocation.ts";
import {
  block,
  type Clause,
  endText,
  LINE,
  partsByVersion,
  quoteGrantee,
  verbText,
} from "./statement-text.ts";

type Place = Omit<DefaultPrivileges, "acl">;

/** An entry that comes or goes. */
interface Change extends Held {
  readonly place: Place;
  readonly optionOnly: boolean;
}

/** One statement to be, of one grantee in one schema, or of many. */
interface Piece extends Clause, Omit<Place, "schema"> {
  readonly privileges: string;
  readonly when: Condition | undefined;
  readonly since: number | undefined;
}

// ALTER DEFAULT PRIVILEGES FOR ROLE <creator> IN SCHEMA <schema>, … GRANT <privileges> ON TABLES TO <grantee>, …
function statement(piece: Piece, schemas: readonly string[], grantees: readonly string[]): string {
  const { verb, kind, privileges, creator, when, since } = piece;
  const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(creator)}`;
  const what = `${verbText(piece)} ${privileges} ON ${DEFAULT_KINDS[kind].keyword} ${verb === "GRANT" ? "TO" : "FROM"}`;
  const end = endText(piece);
  const place = schemas.length === 0 ? "" : ` IN SCHEMA ${schemas.join(", ")}`;
  const oneLine = `${head}${place} ${what} ${grantees.join(", ")}${end}`;
  const below = schemas.length === 0 ? "" : ` IN SCHEMA${block(schemas)}`;
  const tall = `${head}${below}\n${what}${block(grantees)}${end}`;
  return `${whenLine(when)}${sinceLine(since)}${oneLine.length <= LINE ? oneLine : tall}`;
}

const holdingsOf = (place: Place, acl: Acl): Holdings => {
  const on = defaultKey(place);
  const object = { kind: place.kind, path: [] };
  return new Map([...acl.entries].map(([key, entry]) => [`${on}\t${key}`, { object, on, entry }]));
};

/** What comes and what goes; the default privileges of a schema go with it. */
function changesOf({ defaults }: Difference, from: Warehouse, to: Warehouse) {
  const places = new Map([...defaults.added, ...defaults.removed].map((entry) => [defaultKey(entry), entry]));
  const revokes: Change[] = [];
  const grants: Change[] = [];
  for (const [key, { acl: _, ...place }] of places) {
    const { schema } = place;
    if (schema !== undefined && from.schemas.has(schema) && !to.schemas.has(schema)) continue;
    const aclIn = ({ defaults: all }: Warehouse) => all.get(key)?.acl ?? defaultsBase(place);
    const parts = ownersPart(holdingsOf(place, aclIn(from)), holdingsOf(place, aclIn(to)));
    const { start, to: after, regained, lost } = parts;
    const revocation = planRevocation(start, after);
    const missing = [...after].flatMap(([held, entry]) => (revocation.kept.has(held) ? [] : [entry]));
    const change = (held: Held) => ({ ...held, place, optionOnly: false });
    revokes.push(...revocation.revokes.map((revoke) => ({ ...revoke, place })), ...lost.map(change));
    grants.push(...regained.map(change), ...completed(missing, after).map(change));
  }
  return { revokes, grants };
}

function piecesOf(verb: Clause["verb"], changes: readonly Change[]) {
  const groups = groupBy(changes, ({ place, entry, optionOnly }) =>
    JSON.stringify([
      defaultKey(place),
      entry.grantee,
      entry.grantable,
      conditionText(entry.when),
      optionOnly,
    ]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { place, entry, optionOnly } = first;
    const { creator, kind, schema } = place;
    const held = new Set<Privilege>(group.map((change) => change.entry.privilege));
    // MAINTAIN and kinds of object that are known later.
    const kindSince = (DEFAULT_KINDS[kind] as { readonly since?: number }).since;
    return partsByVersion(kind, held).map(({ privileges, since }) => {
      const piece: Piece = {
        verb,
        creator,
        kind,
        privileges: privilegeList(kind, privileges),
        grantable: verb === "GRANT" && entry.grantable,
        optionOnly,
        cascade: false,
        when: entry.when,
        since: since ?? kindSince,
      };
      const grantee = quoteGrantee(entry.grantee, creator);
      return { piece, grantee, schema: schema === undefined ? [] : [quoteIdentifier(schema)] };
    });
  });
}

/** Puts together the schemas of one grantee, then the grantees of the same schemas. */
function render(verb: Clause["verb"], changes: readonly Change[]): string[] {
  const shape = (piece: Piece) => JSON.stringify({ ...piece, when: conditionText(piece.when) });
  const perGrantee = [
    ...groupBy(
      piecesOf(verb, changes),
      ({ piece, grantee, schema }) => `${shape(piece)}\t${grantee}\t${schema.length}`,
    ).values(),
  ].flatMap((group) => {
    const [first] = group;
    const schemas = group.flatMap(({ schema }) => schema).sort(compareText);
    return first ? [{ ...first, schemas }] : [];
  });
  const bySchemas = groupBy(perGrantee, ({ piece, schemas }) => `${shape(piece)}\t${schemas.join()}`);
  const kinds = Object.keys(DEFAULT_KINDS);
  return [...bySchemas.values()]
    .flatMap((group) => {
      const [first] = group;
      const grantees = group.map(({ grantee }) => grantee).sort(compareText);
      return first ? [{ ...first, grantees }] : [];
    })
    .sort(
      (a, b) =>
        compareText(a.piece.creator, b.piece.creator) ||
        compareText(a.schemas.join(), b.schemas.join()) ||
        kinds.indexOf(a.piece.kind) - kinds.indexOf(b.piece.kind) ||
        compareText(a.grantees.join(), b.grantees.join()) ||
        compareText(a.piece.privileges, b.piece.privileges),
    )
    .map(({ piece, schemas, grantees }) => statement(piece, schemas, grantees));
}

/**
 * What objects are born with, after all DDL: what a revision makes is made with what held before, in both ways.
 *
 * @param from under the names after the renames
 */
export function renderDefaults(difference: Difference, from: Warehouse, to: Warehouse): string[] {
  const { revokes, grants } = changesOf(difference, from, to);
  return [...render("REVOKE", revokes), ...render("GRANT", grants)];
}
