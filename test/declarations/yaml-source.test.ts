import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRolesFile } from "../../scripts/declarations/language/roles-file.ts";
import { parseYaml } from "../../scripts/declarations/yaml/yaml-source.ts";

describe("a YAML source", () => {
  const text = 'roles:\n  ${env}_a:\n    login: true\n    member_of: [x, "y z"]\n  b:\n';

  it("knows where keys and values stand", () => {
    const { source } = parseYaml("f.yaml", text);
    const at = (line: number, column: number, endColumn: number) => ({
      file: "f.yaml",
      line,
      column,
      endColumn,
    });
    expect(source?.locate(["roles", "${env}_a"], "key")).toEqual(at(2, 3, 11));
    expect(source?.locate(["roles", "${env}_a", "login"])).toEqual(at(3, 12, 16));
    expect(source?.locate(["roles", "${env}_a", "member_of", 1])).toEqual(at(4, 20, 25));
  });

  it("marks the first line of what has several, and the key of what is empty", () => {
    const { source } = parseYaml("f.yaml", text);
    expect(source?.locate(["roles", "${env}_a"])).toMatchObject({ line: 3, column: 5, endColumn: 16 });
    expect(source?.locate(["roles", "b"])).toMatchObject({ line: 5, column: 3, endColumn: 4 });
  });

  it("gives the nearest place for what is not there", () => {
    const { source } = parseYaml("f.yaml", text);
    expect(source?.locate(["roles", "b", "grants", 0])).toMatchObject({ line: 5, column: 3 });
  });

  it("does not mind a byte order mark, Windows line ends, a first --- or an empty text", () => {
    for (const variant of [`\ufeff${text}`, text.replaceAll("\n", "\r\n"), `---\n${text}...\n`]) {
      const { source, diagnostics } = parseYaml("f.yaml", variant);
      expect(diagnostics).toEqual([]);
      expect(source?.value).toEqual(parseYaml("f.yaml", text).source?.value);
    }
    for (const nothing of ["", "\n", "# only words\n", "---\n"]) {
      const { file, diagnostics } = parseRolesFile("f.yaml", nothing);
      expect([diagnostics, file.content.value, file.complete]).toEqual([[], {}, true]);
    }
  });

  it("counts columns without the byte order mark", () => {
    expect(parseYaml("f", "\ufeffa: 1\n").source?.locate(["a"], "key")).toMatchObject({ line: 1, column: 1 });
  });

  it("refuses a large file and deep brackets without reading them", () => {
    const codes = (input: string) => parseYaml("f", input).diagnostics.map(({ code }) => code);
    expect(codes("#".repeat(1024 * 1024 + 1))).toEqual(["file-too-large"]);
    expect(codes("#".repeat(1024 * 1024))).toEqual([]);
    expect(codes(`a: ${"[".repeat(500_000)}`)).toEqual(["too-deep"]);
    expect(codes(Array.from({ length: 60 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""))).toEqual([
      "too-deep",
    ]);
  });

  it("takes words of JavaScript for names like others", () => {
    const { file, diagnostics } = parseRolesFile(
      "f",
      "roles:\n  constructor: {shared: true}\n  toString: {shared: true}\n",
    );
    expect(diagnostics).toEqual([]);
    expect(Object.keys(file.content.value.roles ?? {})).toEqual(["constructor", "toString"]);
    expect(parseRolesFile("f", "roles:\n  __proto__: {shared: true}\n").diagnostics).toHaveLength(1);
  });
});

describe("whatever stands in a file", () => {
  const pieces = fc.constantFrom(
    ..."roles: levels: access_roles: grants: removed: ${env}_a ${ {env} [ ] { } , * & ! - ? | > % @ ` ' \" : # << --- ... true ~ 1 \\".split(
      " ",
    ),
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "\t",
    "\r\n",
    "*_read",
    "&x",
    "*x",
  );

  it("ends in a value or in problems that have a place, never in an exception", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const { file, diagnostics } = parseRolesFile("f.yaml", parts.join(""));
        expect(file.complete).toBe(diagnostics.length === 0);
        for (const { at, code, message } of diagnostics) {
          expect(code).toMatch(/^[a-z0-9-]+$/);
          expect(message).not.toMatch(/undefined|\[object/);
          expect(at?.line).toBeGreaterThan(0);
          expect(at?.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
