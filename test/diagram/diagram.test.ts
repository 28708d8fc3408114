import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { dotText } from "../../scripts/diagram/dot-text.ts";
import { entityDiagram } from "../../scripts/diagram/entity-diagram.ts";
import { mermaidText } from "../../scripts/diagram/mermaid-text.ts";
import { widthThatFits } from "../../scripts/diagram/render-png.ts";
import { renderSvg } from "../../scripts/diagram/render-svg.ts";
import { formOf, writeDiagram } from "../../scripts/diagram/write-diagram.ts";
import type { KitEntity, KitState } from "../../scripts/migrations/kit/kit-state.ts";
import { EMPTY_STATE } from "../../scripts/migrations/kit/kit-state.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type ObjectName, objectKey } from "../../scripts/model/object.ts";
import { type Relation, relationKey } from "../../scripts/model/relation.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { openSource } from "../../scripts/sources/open-source.ts";
import { openProject } from "../../scripts/sources/project.ts";
import { LIBRARY } from "../support/project.ts";

const relation = (schema: string, name: string, ...columns: readonly string[]): Relation => ({
  kind: "table",
  schema,
  name,
  // `id!` is NOT NULL.
  columns: columns.map((text) => {
    const [column = "", type = "integer"] = text.split(": ");
    return { name: column.replace("!", ""), type, notNull: column.endsWith("!") };
  }),
});

const comment = (object: ObjectName, text: string) => [objectKey(object), { object, text }] as const;

/** A shop whose names are as strange as names can be. */
const RELATIONS: readonly Relation[] = [
  relation("SHOP", "user", "id!", "mail!: character varying(20)", 'a "b"\\: numeric(10,2)'),
  relation("SHOP", "order", "id!", "user_id", "PK!: text"),
  relation("SHOP", "profile", "user_id!"),
  relation("Склад & <co>", "товар 日本", "номер!: bigint", "名前: text"),
  { ...relation("SHOP", "mails", "mail: text"), kind: "view" },
];

const STATE: KitState = {
  ...EMPTY_STATE,
  ddl: [
    { entityType: "pks", schema: "SHOP", table: "user", name: "user_pkey", columns: ["id"] },
    { entityType: "pks", schema: "SHOP", table: "order", name: "order_pkey", columns: ["id"] },
    { entityType: "pks", schema: "SHOP", table: "profile", name: "profile_pkey", columns: ["user_id"] },
    { entityType: "uniques", schema: "SHOP", table: "user", name: "user_mail_key", columns: ["mail"] },
    ...["order", "profile"].map((table): KitEntity => {
      const to = { schemaTo: "SHOP", tableTo: "user", columnsTo: ["id"] };
      return { entityType: "fks", schema: "SHOP", table, name: `${table}_fkey`, columns: ["user_id"], ...to };
    }),
  ],
};

const WAREHOUSE: Warehouse = {
  ...EMPTY_WAREHOUSE,
  relations: new Map(RELATIONS.map((one) => [relationKey(one), one])),
  sensitive: new Set(["SHOP.user.mail", "SHOP.profile"]),
  comments: new Map([
    comment({ kind: "table", path: ["SHOP", "user"] }, 'Those who "buy" <here> & there'),
    comment({ kind: "column", path: ["SHOP", "user", "id"] }, "Number\nof the \\N user"),
  ]),
  viewReads: new Map([
    [
      "SHOP.mails",
      {
        view: "SHOP.mails",
        invoker: false,
        materialized: false,
        reads: [{ relation: "SHOP.user", columns: ["mail"], rows: false }],
        confirmed: false,
      },
    ],
  ]),
};

const ALL = entityDiagram(STATE, WAREHOUSE, []);

/** Whether every element that begins ends, and nothing else stands in it: what a picture of ours needs of XML. */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>\s*<!DOCTYPE[^>]*>\s*/, "").replaceAll(/<!--[\s\S]*?-->/g, "");
  const rest = body.replaceAll(
    /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, end: string, name: string, attributes: string, empty: string) => {
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
      seen.push(name);
      expect(attributes).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;|#x[0-9a-fA-F]+;)/);
      return "";
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#\d+;|#x[0-9a-fA-F]+;)/);
  return seen;
}

const titlesOf = (svg: string): string[] =>
  [...svg.matchAll(/<g id="node\d+" class="node">\s*<title>([^<]*)<\/title>/g)].map(([, title = ""]) =>
    title
      .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&"),
  );

describe("what is shown", () => {
  test("schemas and relations by name, keys and what is sensitive", () => {
    expect(ALL.schemas.map(({ name, relations }) => [name, relations.map((one) => one.name)])).toEqual([
      ["SHOP", ["mails", "order", "profile", "user"]],
      ["Склад & <co>", ["товар 日本"]],
    ]);
    const [, order, profile, user] = ALL.schemas[0]?.relations ?? [];
    expect(order?.columns.map(({ name, keys }) => [name, keys])).toEqual([
      ["id", ["PK"]],
      ["user_id", ["FK"]],
      ["PK", []],
    ]);
    expect(profile?.columns.map(({ keys, sensitive }) => [keys, sensitive])).toEqual([[["PK", "FK"], true]]);
    expect(user?.columns.map(({ keys, sensitive }) => [keys, sensitive])).toEqual([
      [["PK"], false],
      [["UQ"], true],
      [[], false],
    ]);
  });

  test("of edges, whether one may point at nothing, and whether once at most", () => {
    expect(ALL.edges.map(({ kind, from, optional, unique }) => [kind, from, optional, unique])).toEqual([
      ["reads", "SHOP.mails", false, false],
      ["foreign key", "SHOP.order", true, false],
      ["foreign key", "SHOP.profile", false, true],
    ]);
  });

  test("tables that are named, and no line to others", () => {
    const some = entityDiagram(STATE, WAREHOUSE, ["SHOP.o* SHOP.mails"]);
    expect(some.schemas.flatMap(({ relations }) => relations.map(({ key }) => key))).toEqual([
      "SHOP.mails",
      "SHOP.order",
    ]);
    expect(some.edges).toEqual([]);
    expect(() => entityDiagram(STATE, WAREHOUSE, ["SHOP.oder", "X.*"])).toThrow(Refusal);
  });
});

test("Mermaid: what it does not take in names stands in comments", () => {
  expect(mermaidText(ALL)).toMatchInlineSnapshot(`
    "erDiagram
      "SHOP.mails" {
        text mail "nullable"
      }
      "SHOP.order" {
        integer id PK
        integer user_id FK "nullable"
        text _PK "PK"
      }
      "SHOP.profile" {
        integer user_id PK, FK "sensitive"
      }
      "SHOP.user" {
        integer id PK "Number of the \\N user"
        character_varying(20) mail UK "sensitive"
        numeric(10_2) a__b__ "a 'b'\\; numeric(10,2); nullable"
      }
      "'Склад & <co>'.'товар 日本'" {
        bigint номер
        text 名前 "nullable"
      }
      "SHOP.user" ||..o{ "SHOP.mails" : "is read by"
      "SHOP.user" |o--o{ "SHOP.order" : "order_fkey"
      "SHOP.user" ||--o| "SHOP.profile" : "profile_fkey"
    "
  `);
});

test("DOT is the same whenever it is made, and holds every name", () => {
  const text = dotText(ALL);
  expect(dotText(entityDiagram(STATE, WAREHOUSE, []))).toBe(text);
  expect(text).toContain('label="Склад & <co>"');
  expect(text).toContain('tooltip="SHOP.user\\nThose who \\"buy\\" <here> & there"');
  expect(text).toContain('"SHOP.order":c1 -> "SHOP.user":c0 [dir=both');
  expect(text).toContain('"SHOP.mails" -> "SHOP.user" [style=dashed');
});

test("SVG of strange names is well-formed, shows them, and what is said of them", async () => {
  const svg = await renderSvg(dotText(ALL));
  expect(elementsOf(svg)).toContain("polygon");
  expect(titlesOf(svg).sort()).toEqual(
    ["SHOP.mails", "SHOP.order", "SHOP.profile", "SHOP.user", '"Склад & <co>"."товар 日本"'].sort(),
  );
  expect(svg).toContain("名前");
  expect(svg).toContain("Those who &quot;buy&quot; &lt;here&gt; &amp; there");
  expect(svg).toContain("Number&#10;of the \\N user");
});

test("the warehouse as SVG has every table", async () => {
  const project = await openProject(resolve(import.meta.dirname, "../.."), LIBRARY);
  const { tables } = await openSource(project, "declared");
  const { declared } = tables ?? {};
  if (!declared) throw new Error("nothing is declared");
  const diagram = entityDiagram(declared.state, declared.warehouse, []);
  const svg = await renderSvg(dotText(diagram));
  expect(elementsOf(svg).length).toBeGreaterThan(1000);
  expect(titlesOf(svg).sort()).toEqual([...declared.warehouse.relations.keys()].sort());
  expect(titlesOf(svg).length).toBeGreaterThanOrEqual(161);
  // A picture that one can look at, and no ribbon.
  const [, width = 0, height = 0] = /<svg width="(\d+)pt" height="(\d+)pt"/.exec(svg)?.map(Number) ?? [];
  expect(Math.max(width / height, height / width)).toBeLessThan(4);
});

test("PNG has the size of the SVG", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dwh-diagram-"));
  try {
    const file = join(folder, "new/shop.PNG");
    await writeDiagram(file, await formOf(file)(ALL));
    const png = await readFile(file);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const svg = await renderSvg(dotText(ALL));
    const [, width = 0] = /<svg width="(\d+)pt"/.exec(svg)?.map(Number) ?? [];
    expect(Math.abs(png.readUInt32BE(16) - (width * 4) / 3)).toBeLessThan(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a picture that is too large is made smaller, in its shape", () => {
  expect(widthThatFits(40_000, 10_000)).toBe(20_000);
  expect(widthThatFits(4000, 1000)).toBe(4000);
});

test("the name of the file says what is written", () => {
  expect(() => formOf("warehouse.jpg")).toThrow("--out warehouse.jpg does not say what is to be written");
  expect(() => formOf("warehouse")).toThrow(Refusal);
});
