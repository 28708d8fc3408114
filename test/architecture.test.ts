import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const SCRIPTS = resolve(import.meta.dirname, "../scripts");

/** The rooms at the edges and the pure ones: what each may import beside itself. See docs/architecture.md. */
const GROUND: Readonly<Record<string, readonly string[]>> = {
  model: [],
  sql: ["model"],
  plan: ["model", "sql"],
  review: ["model", "sql"],
  declarations: ["model", "sql"],
  migrations: ["model", "sql"],
  database: ["model", "sql"],
  terminal: ["model"],
};

const BELOW = Object.keys(GROUND).filter((room) => room !== "terminal");

/** The rooms that do things: each may import those before it. */
const DOING = ["sources", "prove", "revise", "move"];

/** Rooms above those, beside one another. */
const ABOVE = ["adopt"];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...GROUND,
  ...Object.fromEntries(DOING.map((room, index) => [room, [...BELOW, ...DOING.slice(0, index)]])),
  ...Object.fromEntries(ABOVE.map((room) => [room, [...BELOW, ...DOING]])),
  commands: [...BELOW, "terminal", ...DOING, ...ABOVE],
};

/**
 * The same for the rooms within declarations/; files at its top count as rooms of their own, and what stands in no row
 * may import all of them.
 */
const WITHIN_DECLARATIONS: Readonly<Record<string, readonly string[]>> = {
  yaml: [],
  "declared-access.ts": [],
  language: ["yaml"],
  objects: ["yaml", "language"],
  roles: ["yaml", "language", "objects", "declared-access.ts"],
  grants: ["yaml", "language", "objects", "roles", "declared-access.ts"],
  definitions: [],
  config: ["yaml", "definitions"],
};

/** What only one file may import. */
const SOLE_IMPORTERS: Readonly<Record<string, string>> = {
  "drizzle-kit": "migrations/kit/drizzle-kit.ts",
  commander: "cli.ts",
};

const files = readdirSync(SCRIPTS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
  .map((entry) => relative(SCRIPTS, join(entry.parentPath, entry.name)));

/** What a file loads; `import type` loads nothing, but counts where rooms are concerned. */
const imports = (file: string, withTypes = true): string[] =>
  [
    ...readFileSync(join(SCRIPTS, file), "utf8")
      .replace(withTypes ? /$^/ : /^import type [^;]*;/gm, "")
      .matchAll(
        /^\s*(?:import|export)\s(?:[^;]*?\sfrom\s)?"([^"]+)"|import\("([^"]+)"\)|require(?:\.resolve)?\("([^"]+)"\)/gm,
      ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");

const roomOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? "") : "");

const local = (file: string): string[] =>
  imports(file)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(SCRIPTS, resolve(SCRIPTS, file, "..", name)));

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(local).length).toBeGreaterThan(100);
});

describe("rooms import only the rooms that they may", () => {
  test.each(files.filter((file) => roomOf(file) !== ""))("%s", (file) => {
    const room = roomOf(file);
    expect(Object.keys(MAY_IMPORT)).toContain(room);
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    expect(local(file).filter((other) => !allowed.includes(roomOf(other)))).toEqual([]);
  });

  test("commands do not import one another", () => {
    const commands = files.filter((file) => roomOf(file) === "commands");
    expect(commands.flatMap((file) => local(file).filter((other) => roomOf(other) === "commands"))).toEqual(
      [],
    );
  });

  test("cli.ts imports only commands and terminal", () => {
    const others = local("cli.ts").filter((file) => !["commands", "terminal"].includes(roomOf(file)));
    expect(others).toEqual([]);
  });
});

describe("the rooms within declarations import only those that they may", () => {
  const inside = files.filter((file) => roomOf(file) === "declarations");
  const roomWithin = (file: string): string => file.split("/")[1] ?? "";

  test("every room has a row", () => {
    const rooms = inside.filter((file) => file.split("/").length > 2).map(roomWithin);
    expect([...new Set(rooms)].filter((room) => !Object.hasOwn(WITHIN_DECLARATIONS, room))).toEqual([]);
  });

  test.each(inside.filter((file) => Object.hasOwn(WITHIN_DECLARATIONS, roomWithin(file))))("%s", (file) => {
    const allowed = [roomWithin(file), ...(WITHIN_DECLARATIONS[roomWithin(file)] ?? [])];
    const others = local(file).filter((other) => roomOf(other) === "declarations");
    expect(others.filter((other) => !allowed.includes(roomWithin(other)))).toEqual([]);
  });
});

test("no file imports itself by way of others", () => {
  const importsOf = new Map(files.map((file) => [file, local(file)]));
  const reached = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [from];
    for (const file of open) {
      for (const other of importsOf.get(file) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        open.push(other);
      }
    }
    return seen;
  };
  expect(files.filter((file) => reached(file).has(file))).toEqual([]);
});

describe("what only one file may import", () => {
  test.each(Object.entries(SOLE_IMPORTERS))("%s", (name, importer) => {
    const importers = files.filter((file) =>
      imports(file, false).some((other) => other === name || other.startsWith(`${name}/`)),
    );
    expect(importers).toEqual([importer]);
  });
});

test("the model is pure: nothing from Node.js, no package", () => {
  const foreign = files
    .filter((file) => ["model", "sql", "plan", "review"].includes(roomOf(file)))
    .flatMap((file) => imports(file).filter((name) => !name.startsWith(".")));
  expect(foreign).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = files.filter((file) => readFileSync(join(SCRIPTS, file), "utf8").split("\n").length > 300);
  expect(long).toEqual([]);
});
