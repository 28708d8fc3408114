import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { NewerFormat, readDeltaFile, writeDeltaFile } from "../../scripts/migrations/delta-file.ts";
import { FORMAT } from "../../scripts/migrations/delta-format.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { role, warehouse } from "../support/warehouse.ts";

const TEXT = writeDeltaFile({
  delta: diffWarehouses(warehouse({}), warehouse({ roles: [role("r")] })),
  message: "first",
  snapshot: { id: "1", parents: [] },
  files: {},
});

/** The text with other lines, and the checksum that it then has. */
function edited(edit: (text: string) => string): string {
  const without = edit(TEXT).replace(/"checksum": "\w+"/, '"checksum": undefined');
  const checksum = createHash("sha256").update(without).digest("hex");
  return without.replace('"checksum": undefined', `"checksum": "${checksum}"`);
}

const FORMAT_LINES = /"format": \d+,\n {2}"tool": "[^"]*"/;

test("the file says its format and the version that wrote it", () => {
  expect(TEXT).toContain(`{\n  "format": 3,\n  "tool": "${packageFile.version}",\n  "checksum"`);
  expect(edited((text) => text)).toBe(TEXT);
  expect(readDeltaFile(edited((text) => text.replace(/"tool": "[^"]*"/, '"tool": "0.0.1"')))).toEqual({
    ...readDeltaFile(TEXT),
    tool: "0.0.1",
  });
});

test("a file of the first format, which said it otherwise, and one that lacks a collection read as they are", () => {
  const first = edited((text) => text.replace(FORMAT_LINES, '"version": 1'));
  expect(readDeltaFile(first)).toEqual({ ...readDeltaFile(TEXT), tool: "" });
  const lacking = edited((text) =>
    text.replace(FORMAT_LINES, '"version": 1').replace(/ {2}"comments": [^}]*},\n/, ""),
  );
  expect(lacking).not.toContain("comments");
  expect(readDeltaFile(lacking).delta.comments).toEqual({ added: [], removed: [] });
  expect(isEmptyDelta(readDeltaFile(lacking).delta)).toBe(false);
  const second = edited((text) =>
    text.replace('"format": 3', '"format": 2').replace(/,\n {2}"viewReads": [^}]*}/, ""),
  );
  expect(second).not.toContain("viewReads");
  expect(readDeltaFile(second)).toEqual(readDeltaFile(TEXT));
});

test("what few revisions have to say stands there only where it is said", () => {
  expect(TEXT).not.toMatch(/"(?:rows|unvouched|byHand)"/);
  const { delta, message, snapshot, files } = readDeltaFile(TEXT);
  const said = { unvouched: { up: ["DO $$ a;\n$$"], down: [] }, byHand: true };
  const read = readDeltaFile(writeDeltaFile({ delta, message, snapshot, files, ...said }));
  expect(read).toMatchObject(said);
});

test("a format of a later program is told as such, whatever else the file says", () => {
  const later = `{ "format": ${FORMAT + 1}, "tool": "9.1.0", "roles": "of another form" }`;
  expect(() => readDeltaFile(later)).toThrow(NewerFormat);
  expect(() => readDeltaFile(later)).toThrow(`written by a newer version, 9.1.0, in format ${FORMAT + 1}`);
});

test.each([
  ["a key that is not known", (text: string) => text.replace('"message"', '"more": 1,\n  "message"')],
  ["no format", (text: string) => text.replace(FORMAT_LINES, '"tool": "1"')],
  ["two formats", (text: string) => text.replace('"tool"', '"version": 1,\n  "tool"')],
])("%s is refused", (_what, edit) => {
  expect(() => readDeltaFile(edited(edit))).toThrow(/Unrecognized key|format: not said/);
});
