import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, majorOf, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect, inspectInside, type LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { readDefiners } from "../../scripts/database/inspect/live-definers.ts";
import { readViews } from "../../scripts/database/inspect/live-view-reads.ts";
import type { ObjectName } from "../../scripts/model/object.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import type { ViewReads } from "../../scripts/model/view-reads.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { accessPaths } from "../../scripts/review/access/access-paths.ts";
import { explainAccess, reason } from "../../scripts/review/access/access-report.ts";
import { doorsTo, doorText } from "../../scripts/review/access/doors.ts";
import { decide } from "../../scripts/review/access/verdict.ts";
import { ask } from "../../scripts/review/access/view-access.ts";
import { lackText, unreadableViews } from "../../scripts/review/access/view-lacks.ts";
import { freshDatabase } from "../support/cluster.ts";

/** So that several files can use one server. */
const P = `va${process.pid}_`;
const ROLES = ["owner", "other", "reader", "writer", "member", "part", "twice", "root"].map(
  (name) => P + name,
);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let live: LiveWarehouse;

const SETUP = `
  CREATE SCHEMA s; CREATE SCHEMA v;
  CREATE TABLE s.person (id integer, e_mail text, note text);
  CREATE TABLE s.apart (id integer, x text);
  ALTER SCHEMA s OWNER TO #owner; ALTER TABLE s.person OWNER TO #owner; ALTER TABLE s.apart OWNER TO #owner;
  GRANT USAGE ON SCHEMA v TO #owner, #other, #reader, #writer, #part, #twice;
  GRANT USAGE ON SCHEMA s TO #other;
  INSERT INTO s.person VALUES (1, 'a', 'b');
  CREATE VIEW v.shown AS SELECT id AS number, e_mail FROM s.person WHERE note IS NOT NULL;
  CREATE VIEW v.over AS SELECT number FROM v.shown;
  CREATE VIEW v.broken AS SELECT x FROM s.apart;
  CREATE VIEW v.partly AS SELECT id, e_mail FROM s.person;
  CREATE VIEW v.counted AS SELECT count(*) AS n FROM s.apart;
  CREATE VIEW v.joined AS SELECT p.e_mail, b.x FROM v.partly p, v.broken b;
  CREATE MATERIALIZED VIEW v.copied AS SELECT note FROM s.person;
  ALTER VIEW v.shown OWNER TO #owner; ALTER VIEW v.over OWNER TO #other; ALTER VIEW v.broken OWNER TO #other;
  ALTER VIEW v.partly OWNER TO #other; ALTER VIEW v.counted OWNER TO #other; ALTER VIEW v.joined OWNER TO #other;
  ALTER MATERIALIZED VIEW v.copied OWNER TO #owner;
  GRANT SELECT ON v.shown TO #other WITH GRANT OPTION;
  GRANT SELECT ON v.shown, v.broken, v.copied, v.counted, v.joined TO #reader;
  GRANT SELECT (number) ON v.shown TO #part;
  GRANT SELECT ON v.over TO #twice;
  GRANT SELECT (id, e_mail), UPDATE (e_mail) ON s.person TO #other;
  GRANT SELECT, INSERT, UPDATE, DELETE ON v.shown, v.partly TO #writer;
  GRANT #reader TO #member;
  CREATE FUNCTION v.door(integer) RETURNS text SECURITY DEFINER LANGUAGE sql BEGIN ATOMIC
    SELECT note FROM s.person WHERE id = $1;
  END;
  CREATE FUNCTION v.plain() RETURNS text LANGUAGE sql AS 'SELECT note FROM s.person';
  ALTER FUNCTION v.door OWNER TO #owner; ALTER FUNCTION v.plain OWNER TO #owner;
  REVOKE EXECUTE ON FUNCTION v.door FROM PUBLIC; GRANT EXECUTE ON FUNCTION v.door TO #part;
  CREATE SCHEMA c; GRANT USAGE ON SCHEMA c TO #reader, #writer;
  CREATE TABLE c.thing (id integer, note text); CREATE TABLE c.other (id integer);
  ALTER TABLE c.thing OWNER TO #owner; ALTER TABLE c.other OWNER TO #owner;
  CREATE FUNCTION c.hidden(integer) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
  REVOKE EXECUTE ON FUNCTION c.hidden FROM PUBLIC; GRANT EXECUTE ON FUNCTION c.hidden TO #writer;
  CREATE VIEW c.calling AS SELECT id, c.hidden(id) AS h FROM c.thing;
  CREATE VIEW c.chosen AS SELECT note FROM c.thing WHERE id IN (SELECT id FROM c.other) AND c.hidden(id);
  ALTER VIEW c.calling OWNER TO #owner; ALTER VIEW c.chosen OWNER TO #owner;
  GRANT SELECT, INSERT, UPDATE ON c.calling, c.chosen TO #reader, #writer;
`;

const SINCE_15 = `
  CREATE VIEW v.invoked WITH (security_invoker) AS SELECT id, e_mail, note FROM s.person;
  CREATE VIEW v.around AS SELECT id FROM v.invoked;
  ALTER VIEW v.invoked OWNER TO #owner; ALTER VIEW v.around OWNER TO #owner;
  GRANT SELECT ON v.invoked, v.around TO #reader, #other, #writer;
`;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  for (const role of ROLES)
    await sql.unsafe(`CREATE ROLE ${role} ${role.endsWith("root") ? "SUPERUSER" : ""}`);
  const script = SETUP + (majorOf(sql) >= 15 ? SINCE_15 : "");
  await sql.unsafe(script.replaceAll("#", P));
  const views = await readViews(sql);
  live = { ...(await inspect(sql)), viewReads: new Map(views.map((view) => [view.view, view])) };
});
afterAll(async () => {
  await sql.unsafe(`DROP OWNED BY ${ROLES.join(", ")} CASCADE; DROP ROLE ${ROLES.join(", ")}`);
  await sql.end();
  await database.drop();
});

/** Whether a statement may be run as a role; nothing is executed. */
async function may(role: string, statement: string): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(`SET LOCAL ROLE ${role}`);
      await tx.unsafe(`EXPLAIN ${statement}`);
      throw new Error("done");
    });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (message === "done") return true;
    if (code === "42501") return false;
    throw error;
  }
  return true;
}

const table = (name: string): ObjectName => ({ kind: "table", path: name.split(".") });
const column = (name: string): ObjectName => ({ kind: "column", path: name.split(".") });

/** What reads the columns that show a column, by the views that this test made, found by hand. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  "s.person.id": ["number FROM v.shown", "number FROM v.over", "id FROM v.partly"],
  "s.person.e_mail": ["e_mail FROM v.shown", "e_mail FROM v.partly", "e_mail FROM v.joined"],
  "s.person.note": ["note FROM v.copied"],
  "s.apart.x": ["x FROM v.broken", "x FROM v.joined"],
  "s.apart.id": [],
};

test("who reads a column, itself or by views, is whoever can", async () => {
  const index = indexAccess(live, live.major);
  const found: string[] = [];
  const expected: string[] = [];
  for (const role of ROLES) {
    for (const [name, views] of Object.entries(SHOWN)) {
      const object = column(name);
      // A view that cannot be read, though its owner has the column, is told as what it is.
      if (decide(index, role, ask(index, "SELECT", object)).canAtOnce) found.push(`${role} ${name}`);
      const statements = [
        `SELECT ${object.path[2]} FROM s.${object.path[1]}`,
        ...views.map((view) => `SELECT ${view}`),
      ];
      const tries = await Promise.all(statements.map((statement) => may(role, statement)));
      if (tries.includes(true)) expected.push(`${role} ${name}`);
    }
  }
  expect(found).toEqual(expected);
  expect(expected).toContain(`${P}twice s.person.id`);
  expect(expected).not.toContain(`${P}twice s.person.e_mail`);
});

test("who can use a view is whoever can: its owner needs what it reads, or whoever reads it", async () => {
  const index = indexAccess(live, live.major);
  for (const { view } of live.viewReads.values()) {
    for (const role of ROLES) {
      const verdict = decide(index, role, ask(index, "SELECT", table(view)));
      expect(`${role} ${view} ${verdict.canAtOnce}`).toBe(
        `${role} ${view} ${await may(role, `SELECT * FROM ${view}`)}`,
      );
    }
  }
});

const WRITES: readonly (readonly [Privilege, string, (view: string, column: string) => string])[] = [
  ["UPDATE", "e_mail", (view, name) => `UPDATE ${view} SET ${name} = DEFAULT`],
  ["UPDATE", "id", (view, name) => `UPDATE ${view} SET ${name} = DEFAULT`],
  ["INSERT", "e_mail", (view, name) => `INSERT INTO ${view} (${name}) VALUES (DEFAULT)`],
];

test("who writes a column by views is whoever can", async () => {
  const index = indexAccess(live, live.major);
  const named: Record<string, string> = { "v.shown id": "number" };
  for (const role of ROLES) {
    for (const [privilege, name, statement] of WRITES) {
      const verdict = decide(index, role, ask(index, privilege, column(`s.person.${name}`)));
      const tries = await Promise.all(
        ["s.person", "v.shown", "v.partly"].map((on) =>
          may(role, statement(on, named[`${on} ${name}`] ?? name)),
        ),
      );
      expect(`${role} ${privilege} ${name} ${verdict.canAtOnce}`).toBe(
        `${role} ${privilege} ${name} ${tries.includes(true)}`,
      );
    }
    const verdict = decide(index, role, ask(index, "DELETE", table("s.person")));
    const tries = await Promise.all(
      ["s.person", "v.shown", "v.partly"].map((on) => may(role, `DELETE FROM ${on}`)),
    );
    expect(`${role} DELETE ${verdict.canAtOnce}`).toBe(`${role} DELETE ${tries.includes(true)}`);
  }
});

test("what a view calls must be allowed to whoever uses it, as far as that is called", async () => {
  const index = indexAccess(live, live.major);
  const cases: readonly (readonly [Privilege, ObjectName, string, boolean])[] = [
    ["SELECT", column("c.calling.id"), "SELECT id FROM c.calling", true],
    ["SELECT", column("c.calling.h"), "SELECT h FROM c.calling", false],
    ["SELECT", table("c.calling"), "SELECT * FROM c.calling", false],
    ["UPDATE", column("c.calling.id"), "UPDATE c.calling SET id = DEFAULT", true],
    ["INSERT", column("c.calling.id"), "INSERT INTO c.calling (id) VALUES (1)", true],
    ["SELECT", column("c.chosen.note"), "SELECT note FROM c.chosen", false],
    ["UPDATE", column("c.chosen.note"), "UPDATE c.chosen SET note = DEFAULT", false],
    ["INSERT", column("c.chosen.note"), "INSERT INTO c.chosen VALUES ('x')", true],
  ];
  for (const role of ["reader", "writer"].map((name) => P + name)) {
    for (const [privilege, object, statement, isReaders] of cases) {
      const { canAtOnce } = decide(index, role, ask(index, privilege, object));
      expect(`${role} ${statement} ${canAtOnce}`).toBe(`${role} ${statement} ${await may(role, statement)}`);
      if (role.endsWith("reader")) expect(`${statement} ${canAtOnce}`).toBe(`${statement} ${isReaders}`);
    }
  }
  const question = ask(index, "SELECT", table("c.calling"));
  expect(words(reason(index, `${P}reader`, question.object, decide(index, `${P}reader`, question)))).toBe(
    "granted directly, but reader has no EXECUTE on routine c.hidden(integer), which the view c.calling calls",
  );
});

const words = (text: string) => text.replaceAll(P, "");

test("a way by a view says which, and whose it is; a materialized one is a copy", () => {
  const index = indexAccess(live, live.major);
  const how = (role: string, object: ObjectName) =>
    explainAccess(index, P + role, object, new Map()).flatMap(({ privilege, paths }) =>
      paths.map((path) => words(`${privilege} ${path.columns.join()} ${path.how}`)),
    );
  expect(how("member", table("s.person"))).toEqual([
    "SELECT note through reader, by the materialized view v.copied, a copy of what was there",
    "SELECT id,e_mail through reader, by the view v.shown, which owner owns",
  ]);
  expect(how("twice", column("s.person.id"))).toEqual([
    "SELECT  granted directly, by the view v.over, which other owns, by the view v.shown, which owner owns",
  ]);
  expect(how("part", table("s.person"))).toEqual([
    "SELECT id granted directly, by the view v.shown, which owner owns",
  ]);
});

test("what a view's owner lacks is told, and what whoever reads a security_invoker lacks", () => {
  const index = indexAccess(live, live.major);
  expect(unreadableViews(index).map((lack) => words(lackText(lack)))).toEqual([
    "other, which owns the view v.broken, has no SELECT on table s.apart",
    "other, which owns the view v.counted, has no SELECT on table s.apart",
  ]);
  const why = (role: string, view: string) => {
    const question = ask(index, "SELECT", table(view));
    return words(reason(index, P + role, question.object, decide(index, P + role, question)));
  };
  expect(why("reader", "v.broken")).toBe(
    "granted directly, but other, which owns the view v.broken, has no SELECT on table s.apart",
  );
  if (live.major < 15) return;
  expect(why("reader", "v.invoked")).toBe("granted directly, but reader has no SELECT on table s.person");
  expect(why("other", "v.around")).toBe("granted directly, but other has no SELECT on column s.person.note");
  const view = live.viewReads.get("v.invoked") as ViewReads;
  expect(view.invoker).toBe(true);
  const paths = accessPaths(index, `${P}reader`, ask(index, "SELECT", column("s.person.note")));
  expect(paths.map(({ by }) => by.kind === "view" && by.view.view)).toEqual(["v.copied"]);
});

test("a routine that does what its owner may is a door, for whoever may call it", async () => {
  const index = indexAccess(live, live.major);
  const definers = await readDefiners(sql);
  const routine = { kind: "routine", path: ["v", "door", "integer"] };
  expect(definers).toEqual([{ on: routine, as: routine, privileges: ["EXECUTE"] }]);
  const doors = doorsTo(index, column("s.person.note"), definers, { privileges: ["SELECT"] });
  expect(
    doors.map((door) => words(`${door.callers.map(({ role }) => role).join()} ${doorText(door)}`)),
  ).toEqual(["part may call v.door(integer), which does what owner may: SELECT"]);
  for (const role of ROLES) {
    const calls = doorsTo(index, table("s.person"), definers, { roles: [role] }).length > 0;
    const has = (reach: string) => index.graph.reaches(role).has(P + reach) || role.endsWith("root");
    // The owner, its members and superusers need no door.
    if (!has("owner")) expect(`${role} ${calls}`).toBe(`${role} ${await may(role, "SELECT v.door(1)")}`);
  }
});

test("triggers that run such a routine, and rules, are doors for whoever sets them off", async () => {
  const begin = `BEGIN; CREATE SCHEMA d; GRANT USAGE ON SCHEMA d TO #reader, #writer, #part;
    CREATE TABLE d.log (note text); CREATE TABLE d.other (id integer); CREATE TABLE d.job (id integer, done boolean);
    CREATE VIEW d.open AS SELECT id FROM d.job WHERE NOT done;
    CREATE FUNCTION d.noted() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS
      'BEGIN INSERT INTO d.log VALUES (NEW.id); RETURN NEW; END';
    CREATE FUNCTION d.plain() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON d.job FOR EACH ROW EXECUTE FUNCTION d.noted();
    CREATE TRIGGER plain BEFORE INSERT ON d.job FOR EACH ROW EXECUTE FUNCTION d.plain();
    CREATE TRIGGER off BEFORE DELETE ON d.job FOR EACH ROW EXECUTE FUNCTION d.noted();
    ALTER TABLE d.job DISABLE TRIGGER off;
    CREATE RULE logged AS ON DELETE TO d.open DO INSTEAD INSERT INTO d.log VALUES ('x');
    ALTER FUNCTION d.noted OWNER TO #owner; ALTER TABLE d.job OWNER TO #other; ALTER VIEW d.open OWNER TO #owner;
    GRANT USAGE ON SCHEMA d TO #owner, #other; GRANT INSERT ON d.log, d.other TO #owner;
    GRANT INSERT ON d.job TO #writer; GRANT UPDATE (done) ON d.job TO #part; GRANT DELETE ON d.open TO #reader;`;
  try {
    await sql.unsafe(begin.replaceAll("#", P));
    const index = indexAccess(await inspectInside(sql), live.major);
    const definers = (await readDefiners(sql)).filter(({ on }) => on.path[0] === "d");
    const doors = (name: string) =>
      doorsTo(index, table(name), definers, {
        roles: ["reader", "writer", "part", "twice"].map((role) => P + role),
        privileges: ["INSERT"],
      }).flatMap((door) => door.callers.map(({ role }) => words(`${role} ${doorText(door)}`)));
    const noted = "INSERT, UPDATE on d.job, where the trigger noted does what owner may: INSERT";
    const logged = "DELETE on d.open, where the rule logged does what owner may: INSERT";
    expect(doors("d.log").sort()).toEqual([
      `part may use ${noted}`,
      `reader may use ${logged}`,
      `writer may use ${noted}`,
    ]);
    // What a rule does is known, what a routine does is not.
    expect(doors("d.other").sort()).toEqual([`part may use ${noted}`, `writer may use ${noted}`]);
    // And so it is.
    for (const [role, statement] of [
      ["writer", "INSERT INTO d.job VALUES (1, false)"],
      ["reader", "DELETE FROM d.open"],
      ["part", "UPDATE d.job SET done = true"],
    ]) {
      await sql.unsafe(`SET LOCAL ROLE ${P}${role}; ${statement}; RESET ROLE`);
    }
    expect(await sql.unsafe("SELECT note FROM d.log")).toHaveLength(3);
  } finally {
    await sql.unsafe("ROLLBACK");
  }
});

test("a role that is no superuser is told the same of views and routines", async () => {
  const views = await readViews(sql);
  const definers = await readDefiners(sql);
  await sql.unsafe(`SET ROLE ${P}part`);
  try {
    expect(await readViews(sql)).toEqual(views);
    expect(await readDefiners(sql)).toEqual(definers);
  } finally {
    await sql.unsafe("RESET ROLE");
  }
});
