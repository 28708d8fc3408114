import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const SCRIPTS = resolve(import.meta.dirname, "../scripts");

/** The rooms at the edges and the pure ones: what each may import beside itself. See docs/architecture.md. */
const GROUND: Readonly<Record<string, readonly string[]>> = {
  model: [],
  kept: ["model"],
  sql: ["model"],
  plan: ["model", "sql"],
  review: ["model", "sql"],
  declarations: ["model", "sql", "kept"],
  migrations: ["model", "sql", "kept"],
  database: ["model", "sql", "kept"],
  terminal: ["model"],
};

const BELOW = Object.keys(GROUND).filter((room) => room !== "terminal");

/** The rooms that do things: each may import those before it. */
const DOING = ["sources", "prove", "revise", "move", "drift"];

/** Rooms above those, beside one another. */
const ABOVE = ["adopt", "branches", "data", "diagram"];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...GROUND,
  ...Object.fromEntries(DOING.map((room, index) => [room, [...BELOW, ...DOING.slice(0, index)]])),
  ...Object.fromEntries(ABOVE.map((room) => [room, [...BELOW, ...DOING]])),
  init: [...BELOW, ...DOING, ...ABOVE],
  verbs: [],
  dialog: [...BELOW, "terminal", ...DOING, ...ABOVE, "verbs"],
  commands: [...BELOW, "terminal", ...DOING, ...ABOVE, "init", "verbs", "dialog"],
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
  definitions: ["yaml"],
  code: ["definitions"],
  config: ["yaml", "definitions"],
};

/** What only one file may import. */
const SOLE_IMPORTERS: Readonly<Record<string, string>> = {
  "drizzle-kit": "migrations/kit/kit-bundles.ts",
  commander: "command-line.ts",
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
    .filter((name) => name.startsWith(".") && name.endsWith(".ts"))
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

  test("every command is one verb's, and none imports another", () => {
    const commands = files.filter((file) => roomOf(file) === "commands");
    const others = commands.flatMap((file) => local(file).filter((other) => roomOf(other) === "commands"));
    expect(others).toEqual([]);
    const loaded = local("command-line.ts").filter((file) => roomOf(file) === "commands");
    expect(loaded.sort()).toEqual(commands.sort());
  });

  test("command-line.ts imports only commands, their verbs, terminal and the model", () => {
    const others = local("command-line.ts").filter(
      (file) => !["commands", "verbs", "terminal", "model"].includes(roomOf(file)),
    );
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

test("of zod only what is used is built in", () => {
  const whole = files.filter((file) =>
    /\bimport( type)? \{.*\} from "zod"/.test(readFileSync(join(SCRIPTS, file), "utf8")),
  );
  expect(whole, "these import all of it: `import * as z`").toEqual([]);
});

describe("docs/architecture.md is true", () => {
  const text = readFileSync(resolve(SCRIPTS, "../docs/architecture.md"), "utf8");

  test("every file that it names is there", () => {
    const all = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" });
    const named = [...text.matchAll(/`(?:scripts\/)?([\w./-]+\.(?:ts|sql))`/g)].map(
      (match) => match[1] ?? "",
    );
    expect(named.length).toBeGreaterThan(60);
    const isThere = (name: string) =>
      existsSync(resolve(SCRIPTS, "..", name)) ||
      all.some((file) => file === name || file.endsWith(`/${name}`));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });

  test("what it says that something decides is in that file", () => {
    const rows = [...text.matchAll(/^\| [^|]+\? \| `(\w+)` \| `([^`]+)` \|$/gm)];
    expect(rows.length).toBeGreaterThan(10);
    const isThere = ([, name = "", file = ""]: readonly string[]) =>
      new RegExp(`^(?:export )?(?:async )?(?:function|const) ${name}\\b`, "m").test(
        readFileSync(join(SCRIPTS, file), "utf8"),
      );
    expect(rows.filter((row) => !isThere(row)).map(([row]) => row)).toEqual([]);
  });
});

test("no two files have the same name", () => {
  const names = files.map((file) => basename(file));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("the model is pure: nothing from Node.js, no package", () => {
  const foreign = files
    .filter((file) => ["model", "sql", "plan", "review"].includes(roomOf(file)))
    .flatMap((file) => imports(file).filter((name) => !name.startsWith(".")));
  expect(foreign).toEqual([]);
});

interface CountedFunction {
  /** `file:line name` */
  readonly shown: string;
  readonly parameters: readonly string[];
  readonly lines: number;
}

/** Every function of a file that has a body, methods and arrow functions too. */
function functionsOf(file: string): CountedFunction[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(SCRIPTS, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: CountedFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const first = lineAt(node.getStart());
      found.push({
        shown: `${file}:${first} ${node.name?.getText() ?? ""}`,
        parameters: node.parameters.map(({ name }) => name.getText()),
        lines: lineAt(node.end) - first + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("everything fits on a screen or two", () => {
  const functions = files.flatMap(functionsOf);
  const shown = (list: readonly CountedFunction[]) => list.map((one) => one.shown);

  test("there is something to count", () => {
    expect(functions.length).toBeGreaterThan(files.length);
  });

  test("no file has more than 200 lines", () => {
    const long = files.filter((file) => readFileSync(join(SCRIPTS, file), "utf8").split("\n").length > 201);
    expect(long).toEqual([]);
  });

  test("no function has more than 80 lines", () => {
    expect(shown(functions.filter(({ lines }) => lines > 80))).toEqual([]);
  });

  test("no function has more than 5 parameters", () => {
    expect(shown(functions.filter(({ parameters }) => parameters.length > 5))).toEqual([]);
  });

  test("what entries are resolved with is handed on as one value", () => {
    const parts = ["catalog", "levels", "variables", "findRole", "conditionOf", "report"];
    const apart = functions.filter(({ shown, parameters }) => {
      const separate = parameters.filter((name) => parts.includes(name));
      return shown.startsWith("declarations/") && separate.length > 2;
    });
    expect(shown(apart)).toEqual([]);
  });

  test("every file begins with a comment that says what it is for", () => {
    const silent = files.filter((file) => {
      const [first = "", second = ""] = readFileSync(join(SCRIPTS, file), "utf8").split("\n");
      return !/^(\/\/ \S|\/\*\* .*\*\/$)/.test(first.startsWith("#!") ? second : first);
    });
    expect(silent).toEqual([]);
  });
});
