import { describe, expect, test } from "vitest";
import { internAcl, lack, OWNER, PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import { privilegesOf } from "../../scripts/model/object-kinds.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import type { Membership } from "../../scripts/model/role.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { accessPaths } from "../../scripts/review/access/access-paths.ts";
import { pathText } from "../../scripts/review/access/path-text.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

function object(text: string) {
  const found = parseObjectKey(text);
  if (!found) throw new Error(`not an object: ${text}`);
  return found;
}

/** The paths as text, `SELECT on column DM.a.id: through x`. */
function paths(of: Warehouse, who: string, text: string, privilege?: Privilege): string[] {
  const index = indexAccess(of);
  const on = object(text);
  return (privilege === undefined ? privilegesOf(on.kind) : [privilege])
    .flatMap((one) => accessPaths(index, who, ask(index, one, on)))
    .map((path) => `${path.privilege} on ${objectKey(path.object)}: ${pathText(path)}`);
}

const owned = (key: string, owner: string) => ({
  owners: new Map([[key, { object: object(key), owner }]]),
});

const link = (member: string, group: string, options: Partial<Membership> = {}): Membership => ({
  ...membership(member, group),
  ...options,
});

const base = {
  relations: [table("DM.a", "id", "note")],
  roles: [role("reader"), role("team"), role("alice", { login: true })],
};
const usage = (who: string) => grant("schema DM", who, "USAGE");
const select = (who: string) => grant("table DM.a", who, "SELECT");

describe("paths of access", () => {
  test("own entries come before those of inherited roles, the nearest of which is told", () => {
    const of = warehouse({
      ...base,
      memberships: [membership("alice", "team"), membership("team", "reader"), membership("alice", "reader")],
      grants: [usage("reader"), select("reader"), select("alice")],
    });
    expect(paths(of, "alice", "table DM.a")).toEqual([
      "SELECT on table DM.a: granted directly",
      "SELECT on table DM.a: through reader",
    ]);
    expect(paths(of, "team", "table DM.a")).toEqual(["SELECT on table DM.a: through reader"]);
  });

  test("a membership that is not inherited leads there after SET ROLE, one without SET does not", () => {
    const of = (options: Partial<Membership>) =>
      warehouse({
        ...base,
        memberships: [link("alice", "team", options), membership("team", "reader")],
        grants: [usage("reader"), select("reader")],
      });
    expect(paths(of({ inherit: false }), "alice", "table DM.a")).toEqual([
      "SELECT on table DM.a: after SET ROLE team, through reader",
    ]);
    expect(paths(of({ set: false }), "alice", "table DM.a")).toEqual([
      "SELECT on table DM.a: through team → reader",
    ]);
    expect(paths(of({ inherit: false, set: false }), "alice", "table DM.a")).toEqual([]);
  });

  test("PUBLIC reaches everybody, by itself where nobody says anything", () => {
    const of = warehouse({ ...base, grants: [grant("table DM.a", PUBLIC, "SELECT"), usage(PUBLIC)] });
    expect(paths(of, "alice", "table DM.a")).toEqual(["SELECT on table DM.a: through PUBLIC"]);
    expect(paths(of, PUBLIC, "table DM.a")).toEqual(["SELECT on table DM.a: through PUBLIC"]);
    expect(paths(of, "alice", "routine DM.f(integer)")).toEqual([
      "EXECUTE on routine DM.f(integer): through PUBLIC, which has it by itself",
    ]);
  });

  test("the owner, and who inherits it, has everything; so has a superuser, not who inherits that", () => {
    const of = {
      ...warehouse({
        ...base,
        roles: [...base.roles, role("root", { superuser: true })],
        memberships: [membership("alice", "team"), membership("reader", "root")],
        grants: [usage("team")],
      }),
      ...owned("table DM.a", "team"),
    };
    expect(paths(of, "alice", "table DM.a", "DELETE")).toEqual([
      "DELETE on table DM.a: through team, the owner",
    ]);
    expect(paths(of, "team", "column DM.a.id", "SELECT")).toEqual(["SELECT on column DM.a.id: as the owner"]);
    expect(paths(of, "root", "table DM.a", "DELETE")).toEqual(["DELETE on table DM.a: as a superuser"]);
    expect(paths(of, "reader", "table DM.a", "DELETE")).toEqual([
      "DELETE on table DM.a: after SET ROLE root, as a superuser",
    ]);
  });

  test("the sequence of a serial belongs to the owner of its table, and public's owner to that of the database", () => {
    const serial = table("DM.a", "id");
    const [id] = serial.columns;
    const relation = {
      ...serial,
      columns: [{ name: "id", type: "integer", notNull: true, ...id, serialSequence: "a_id_seq" }],
    };
    const of = {
      ...warehouse({ ...base, relations: [relation], grants: [usage("team")] }),
      owners: new Map(
        [
          { object: object("table DM.a"), owner: "team" },
          { object: object("database"), owner: "reader" },
          { object: object("schema public"), owner: "pg_database_owner" },
        ].map((entry) => [objectKey(entry.object), entry]),
      ),
    };
    expect(paths(of, "team", "sequence DM.a_id_seq", "USAGE")).toEqual([
      "USAGE on sequence DM.a_id_seq: as the owner",
    ]);
    expect(paths(of, "reader", "schema public", "CREATE")).toEqual([
      "CREATE on schema public: through pg_database_owner, the owner",
    ]);
  });

  test("an owner does not have what it took from itself, but what others gave it on a column", () => {
    const given = { ...plainEntry(OWNER, "SELECT"), grantor: "reader" };
    const of = {
      ...warehouse({ ...base, grants: [usage("team")] }),
      ...owned("table DM.a", "team"),
    };
    const acl = (key: string, ...entries: Parameters<typeof internAcl>[0][]) =>
      [key, { object: object(key), acl: internAcl(entries.flatMap((one) => [...one])) }] as const;
    const privileges = new Map([
      ...of.privileges,
      acl("table DM.a", [lack("SELECT")]),
      acl("column DM.a.id", [given]),
    ]);
    expect(paths({ ...of, privileges }, "team", "table DM.a", "SELECT")).toEqual([
      "SELECT on column DM.a.id: as the owner",
    ]);
    expect(paths({ ...of, privileges }, "team", "column DM.a.id", "SELECT")).toEqual([
      "SELECT on column DM.a.id: as the owner",
    ]);
    expect(paths({ ...of, privileges }, "team", "column DM.a.note", "SELECT")).toEqual([]);
    expect(paths({ ...of, privileges }, "team", "table DM.a", "DELETE")).toEqual([
      "DELETE on table DM.a: as the owner",
    ]);
  });

  test("the database's owner inherits pg_database_owner as its attribute says on 14 and 15, always later", () => {
    const of = {
      ...warehouse({ ...base, roles: [role("keeper", { inherit: false })] }),
      owners: new Map(
        [
          { object: object("database"), owner: "keeper" },
          { object: object("schema public"), owner: "pg_database_owner" },
        ].map((entry) => [objectKey(entry.object), entry]),
      ),
    };
    const creates = (major: number) => {
      const index = indexAccess(of, major);
      return accessPaths(index, "keeper", ask(index, "CREATE", object("schema public"))).map(pathText);
    };
    expect(creates(16)).toEqual(["through pg_database_owner, the owner"]);
    expect(creates(15)).toEqual(["after SET ROLE pg_database_owner, as the owner"]);
  });

  test("predefined roles read and write everything, schemas included", () => {
    const of = warehouse({
      ...base,
      memberships: [membership("alice", "pg_read_all_data"), membership("team", "pg_write_all_data")],
    });
    expect(paths(of, "alice", "table DM.a")).toEqual(["SELECT on table DM.a: through pg_read_all_data"]);
    expect(paths(of, "alice", "schema DM")).toEqual(["USAGE on schema DM: through pg_read_all_data"]);
    expect(paths(of, "team", "table DM.a").map((text) => text.split(" ")[0])).toEqual([
      "INSERT",
      "UPDATE",
      "DELETE",
    ]);
  });

  test("says where USAGE on the schema is missing, of the role that acts", () => {
    const of = warehouse({
      ...base,
      memberships: [link("alice", "team", { inherit: false })],
      grants: [usage("alice"), select("team")],
    });
    expect(paths(of, "alice", "table DM.a")).toEqual([
      "SELECT on table DM.a: after SET ROLE team, granted directly, but has no USAGE on the schema DM",
    ]);
  });

  test("a way by SET ROLE on which the name can be looked up is told beside one on which it cannot", () => {
    const of = warehouse({
      ...base,
      memberships: [
        membership("alice", "reader"),
        link("alice", "team", { inherit: false }),
        membership("team", "reader"),
      ],
      grants: [usage("team"), select("reader")],
    });
    expect(paths(of, "alice", "table DM.a")).toEqual([
      "SELECT on table DM.a: through reader, but has no USAGE on the schema DM",
      "SELECT on table DM.a: after SET ROLE team, through reader",
    ]);
    const index = indexAccess(of);
    const question = ask(index, "SELECT", object("table DM.a"));
    expect(decide(index, "alice", question)).toMatchObject({ can: true, canAtOnce: false });
  });

  test("of a column also what is on its table, of a table also what is on its columns", () => {
    const of = warehouse({
      ...base,
      grants: [
        usage("reader"),
        grant("table DM.a", "reader", "SELECT", "DELETE"),
        grant("column DM.a.id", "reader", "UPDATE"),
      ],
    });
    expect(paths(of, "reader", "column DM.a.id")).toEqual([
      "SELECT on table DM.a: granted directly",
      "UPDATE on column DM.a.id: granted directly",
    ]);
    expect(paths(of, "reader", "table DM.a", "UPDATE")).toEqual([
      "UPDATE on column DM.a.id: granted directly",
    ]);
  });

  test("grant options and grantors are told", () => {
    const of = warehouse({ ...base, grants: [usage("reader")] });
    const entry = { ...plainEntry("reader", "SELECT"), grantable: true, grantor: "team" };
    const key = object("table DM.a");
    const more = {
      ...of,
      privileges: new Map([...of.privileges, [objectKey(key), { object: key, acl: internAcl([entry]) }]]),
    };
    expect(paths(more, "reader", "table DM.a")).toEqual([
      "SELECT on table DM.a: granted directly with grant option, granted by team",
    ]);
  });
});

describe("the verdict", () => {
  const of = (...grants: Parameters<typeof grant>[]) =>
    indexAccess(warehouse({ ...base, grants: grants.map((args) => grant(...args)) }));
  const decided = (index: ReturnType<typeof of>, privilege: Privilege = "SELECT", on = "table DM.a") => {
    const { can, canAtOnce, columns } = decide(index, "reader", ask(index, privilege, object(on)));
    return { can, canAtOnce, columns };
  };
  const whole = { can: true, canAtOnce: true, columns: [] };

  test("a table needs USAGE on its schema", () => {
    expect(decided(of(["table DM.a", "reader", "SELECT"]))).toEqual({
      can: false,
      canAtOnce: false,
      columns: [],
    });
    expect(decided(of(["table DM.a", "reader", "SELECT"], ["schema DM", "reader", "USAGE"]))).toEqual(whole);
  });

  test("some columns are not the table, all are; DELETE is of no column", () => {
    const use: Parameters<typeof grant> = ["schema DM", "reader", "USAGE"];
    const some = of(use, ["column DM.a.id", "reader", "SELECT"]);
    expect(decided(some)).toEqual({ can: false, canAtOnce: false, columns: ["id"] });
    expect(decided(some, "SELECT", "column DM.a.id")).toEqual(whole);
    expect(decided(some, "DELETE")).toEqual({ can: false, canAtOnce: false, columns: [] });
    const all = of(use, ["column DM.a.id", "reader", "SELECT"], ["column DM.a.note", "reader", "SELECT"]);
    expect(decided(all)).toEqual({ ...whole, columns: ["id", "note"] });
  });

  test("columns that one has and columns that one gets by SET ROLE are no whole", () => {
    const parts = {
      ...base,
      memberships: [link("reader", "team", { inherit: false })],
      grants: [
        usage(PUBLIC),
        grant("column DM.a.id", "reader", "SELECT"),
        grant("column DM.a.note", "team", "SELECT"),
      ],
    };
    expect(decided(indexAccess(warehouse(parts)))).toEqual({
      can: false,
      canAtOnce: false,
      columns: ["id", "note"],
    });
    const more = { ...parts, grants: [...parts.grants, grant("column DM.a.id", "team", "SELECT")] };
    expect(decided(indexAccess(warehouse(more)))).toMatchObject({ can: true, canAtOnce: false });
  });

  test("what needs SET ROLE can be done, but not at once", () => {
    const index = indexAccess(
      warehouse({
        ...base,
        memberships: [link("reader", "team", { inherit: false })],
        grants: [usage("team"), select("team")],
      }),
    );
    expect(decided(index)).toEqual({ can: true, canAtOnce: false, columns: [] });
  });
});
