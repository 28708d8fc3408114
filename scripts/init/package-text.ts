// package.json of a project that begins, or what is added to the one that is there.
import ownPackage from "../../package.json" with { type: "json" };
import { problem, Refusal } from "../model/diagnostic.ts";

const SCRIPTS = { check: "dwh check", revision: "dwh revision", upgrade: "dwh upgrade" };

/** drizzle-orm is the user's too: definitions import it. */
const DEPENDENCIES: Readonly<Record<string, string>> = {
  "drizzle-orm": ownPackage.dependencies["drizzle-orm"],
  "dwh-definitions": ownPackage.version,
};

const DEV_DEPENDENCIES = { typescript: ownPackage.devDependencies.typescript };

type Section = Readonly<Record<string, string>>;

/** A package.json as far as it is looked at. */
interface PackageFile {
  readonly [key: string]: unknown;
  readonly scripts?: Section;
  readonly dependencies?: Section;
  readonly devDependencies?: Section;
}

/** The text of package.json where there was none. */
export const packageText = (name: string): string =>
  `${JSON.stringify(
    {
      name,
      version: "0.0.0",
      private: true,
      type: "module",
      scripts: SCRIPTS,
      dependencies: DEPENDENCIES,
      devDependencies: DEV_DEPENDENCIES,
    },
    null,
    2,
  )}\n`;

const isSection = (value: unknown): boolean =>
  value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value));

/** @throws {Refusal} where it is not what a package manager could read */
function parsePackage(text: string, file: string): PackageFile {
  try {
    const parsed = JSON.parse(text.replace(/^\uFEFF/, "")) as PackageFile;
    const sections = [parsed, parsed.scripts, parsed.dependencies, parsed.devDependencies];
    if (parsed !== undefined && sections.every(isSection)) return parsed;
  } catch {
    // Told below.
  }
  throw new Refusal([
    problem("package-unreadable", "package.json is not what a package manager could read", {
      at: { file },
      help: "Mend it, or begin the project in another folder.",
    }),
  ]);
}

/** package.json with what the project needs, what was added to it, and what of it does not fit. */
interface AddedPackage {
  readonly text: string;
  readonly added: readonly string[];
  readonly unfit: readonly string[];
}

/**
 * Adds to a package.json what it lacks. What it says already stays: its form, versions, scripts of these names.
 *
 * @throws {Refusal} where it cannot be read
 */
export function addToPackage(text: string, file: string): AddedPackage {
  const found = parsePackage(text, file);
  const known = { ...found.devDependencies, ...found.dependencies };
  const lacking = (section: Section, there: Section): Section =>
    Object.fromEntries(Object.entries(section).filter(([name]) => !Object.hasOwn(there, name)));
  const news = {
    scripts: lacking(SCRIPTS, found.scripts ?? {}),
    dependencies: lacking(DEPENDENCIES, known),
    devDependencies: lacking(DEV_DEPENDENCIES, known),
  };
  const result: Record<string, unknown> = { ...found };
  for (const [key, section] of Object.entries(news)) {
    if (Object.keys(section).length > 0) result[key] = { ...(found[key] as Section | undefined), ...section };
  }
  const indent = /^[{[]\r?\n([ \t]+)/.exec(text)?.[1] ?? 2;
  const given = known["drizzle-orm"];
  const needed = DEPENDENCIES["drizzle-orm"];
  return {
    text: `${JSON.stringify(result, null, indent)}\n`,
    added: Object.values(news).flatMap((section) => Object.keys(section)),
    unfit:
      given === undefined || given === needed
        ? []
        : [
            `package.json has drizzle-orm ${given}; dwh-definitions ${ownPackage.version} works with ${needed}`,
          ],
  };
}
