// What catalog.json keeps of extensions that others make: `"extension pgcrypto": {"members": ["routine public.armor(bytea)"]}`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { ExtensionMember, ExtensionMembers } from "../../model/extension-members.ts";
import { compareText } from "../../model/identifier.ts";
import { objectKey, parseObjectKey } from "../../model/object.ts";
import { PRIVILEGES } from "../language/schema-of-grants.ts";
import { CATALOG_FILE, catalogUnreadable, hasCatalog, isExtensionKey, parseJson } from "./catalog-file.ts";

type Extensions = ReadonlyMap<string, ExtensionMembers>;

const bodyShape = z.strictObject({
  members: z.array(z.string()),
  /** What PUBLIC has from the extension's script, where that is not what it has by itself. */
  public: z.record(z.string(), z.array(z.enum(PRIVILEGES))).default({}),
});

const nameIn = (key: string): string => key.slice(key.indexOf(" ") + 1);

/** @throws {Refusal} where the text is no such file */
function parseKeptExtensions(file: string, text: string): Extensions {
  const found = Object.entries(parseJson(file, text)).filter(([key]) => isExtensionKey(key));
  return new Map(
    found.map(([key, value]) => {
      const extension = nameIn(key);
      const { data, error } = bodyShape.safeParse(value);
      if (!data)
        throw catalogUnreadable(file, error.issues.map(({ message }) => `${key}: ${message}`).join("; "));
      const members = data.members.map((name): ExtensionMember => {
        const object = parseObjectKey(name);
        if (!object) throw catalogUnreadable(file, `${key}: ${name} names nothing`);
        const everybody = data.public[name];
        return { object, ...(everybody && { everybody }) };
      });
      return [extension, { extension, members }];
    }),
  );
}

/** What a project keeps; nothing where there is no file. @throws {Refusal} where the file cannot be read */
export async function readKeptExtensions(root: string): Promise<Extensions> {
  if (!hasCatalog(root)) return new Map();
  const file = join(root, CATALOG_FILE);
  return parseKeptExtensions(file, await readFile(file, "utf8"));
}

/** The entries of the file, a member a line. */
export const keptExtensionTexts = (extensions: Extensions): string[] =>
  [...extensions.values()]
    .sort((a, b) => compareText(a.extension, b.extension))
    .map(({ extension, members }) => {
      const lines = members.map(({ object }) => `      ${JSON.stringify(objectKey(object))}`);
      const unusual = members.flatMap(({ object, everybody }) =>
        everybody ? [`      ${JSON.stringify(objectKey(object))}: ${JSON.stringify(everybody)}`] : [],
      );
      const parts = [
        `    "members": [${lines.length > 0 ? `\n${lines.join(",\n")}\n    ` : ""}]`,
        ...(unusual.length > 0 ? [`    "public": {\n${unusual.join(",\n")}\n    }`] : []),
      ];
      return `  ${JSON.stringify(`extension ${extension}`)}: {\n${parts.join(",\n")}\n  }`;
    });
