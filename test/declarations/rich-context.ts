import type { RolesContext } from "../../scripts/declarations/declared-access.ts";
import type { ObjectName } from "../../scripts/model/object.ts";
import { objectKey } from "../../scripts/model/object.ts";
import { type Relation, relationKey } from "../../scripts/model/relation.ts";
import { withSensitiveViews } from "../../scripts/sources/sensitive-views.ts";
import { declareRight, privilegeLines, SMALL } from "./roles-context.ts";

function relation(kind: Relation["kind"], schema: string, name: string, ...columns: string[]): Relation {
  return {
    kind,
    schema,
    name,
    columns: columns.map((column) => ({ name: column, type: "text", notNull: false })),
  };
}

const ADDED = [
  relation("table", "CRM", "person", "id", "email", "home_phone", "work_phone", "faculty"),
  relation("table", "CRM", "visit", "id", "person_id"),
  relation("view", "CRM", "domains"),
  relation("view", "CRM", "domain_counts"),
  relation("view", "CRM", "faculties"),
];

const OBJECTS: readonly ObjectName[] = [
  { kind: "type", path: ["CRM", "mood"] },
  { kind: "type", path: ["CRM", "state"] },
  { kind: "sequence", path: ["CRM", "ticket"] },
];

const VIEWS = [
  {
    key: "CRM.domains",
    query: 'select split_part("CRM"."person"."email", \'@\', 2) as domain from "CRM"."person"',
  },
  { key: "CRM.domain_counts", query: 'select domain, count(*) from "CRM"."domains" group by 1' },
  { key: "CRM.faculties", query: 'select distinct "faculty" from "CRM"."person"' },
];

/** SMALL, and a schema CRM with named columns, views of which nobody knows the columns, types and a sequence. */
export const RICH: RolesContext = {
  ...SMALL,
  schemas: new Set([...SMALL.schemas, "CRM"]),
  relations: new Map([...SMALL.relations, ...ADDED.map((one) => [relationKey(one), one] as const)]),
  objects: new Map(OBJECTS.map((object) => [objectKey(object), object])),
  withViews: (sensitive, cleared) => withSensitiveViews(VIEWS, sensitive, cleared),
};

/** What these grants, one a line of YAML, give a role, a line an object. */
export function given(grants: string | readonly string[], more = ""): string[] {
  const list = [grants].flat().map((grant) => `      - ${grant}\n`);
  const text = `levels:
  read: {tables: SELECT}
  write: {tables: [SELECT, INSERT, UPDATE, DELETE, TRUNCATE]}
  all: {tables: ALL}
roles:
  x:
    shared: true
    grants:
${list.join("")}`;
  const access = declareRight([text, ...(more === "" ? [] : [more])], RICH);
  return privilegeLines(access, "x").map((line) => line.slice("x: ".length));
}
