// What is held in schemas → grants by level.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { Grant, SensitiveMode } from "../../declarations/language/schema-of-grants.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import { relationKey } from "../../model/relation.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import { levelBodies } from "./access-templates.ts";
import { compressNames, oneOrList } from "./compress.ts";
import { type Fact, type Facts, isWithin } from "./facts.ts";
import { factsOfGrant } from "./probe.ts";
import type { LevelSets } from "./templates.ts";

/** What a level gives in one schema, apart for USAGE on the schema (key "") and each relation. */
type SchemaEffect = ReadonlyMap<string, Facts>;

/** One way to give a level, and what comes of it by schema. */
interface LevelEffect {
  readonly level: string;
  readonly mode: SensitiveMode;
  readonly grantable: boolean;
  readonly schemas: ReadonlyMap<string, SchemaEffect>;
}

function split(facts: Facts, context: RolesContext): Map<string, Map<string, Map<string, Fact>>> {
  const tables = tablesOfSequences(context.relations.values());
  const schemas = new Map<string, Map<string, Map<string, Fact>>>();
  for (const [key, fact] of facts) {
    const { kind, path } = fact.object;
    const [schema = ""] = path;
    const table = kind === "sequence" ? tables.get(objectKey(fact.object)) : fact.object;
    const part = kind === "schema" || !table ? "" : relationKey({ schema, name: table.path[1] ?? "" });
    const parts = schemas.get(schema) ?? new Map<string, Map<string, Fact>>();
    schemas.set(schema, parts);
    const own = parts.get(part) ?? new Map<string, Fact>();
    parts.set(part, own);
    own.set(key, fact);
  }
  return schemas;
}

/**
 * Everything that levels can give, the plainest first.
 *
 * @param withOption whether somebody has a grant option
 */
export function levelEffects(
  levels: LevelSets,
  context: RolesContext,
  major: number,
  withOption: boolean,
): LevelEffect[] {
  const bodies = levelBodies(levels, major);
  const modes = context.sensitive.size > 0 ? [undefined, "only" as const, "include" as const] : [undefined];
  return modes.flatMap((mode) =>
    (withOption ? [false, true] : [false]).flatMap((grantable) =>
      Object.keys(bodies).flatMap((level) => {
        const grant: Grant = {
          level,
          in: "*",
          ...(mode && { sensitive: mode }),
          ...(grantable && { grant_option: true }),
        };
        const facts = factsOfGrant(grant, bodies, context, major);
        return facts ? [{ level, mode, grantable, schemas: split(facts, context) }] : [];
      }),
    ),
  );
}

interface Choice {
  readonly effect: LevelEffect;
  readonly schema: string;
  /** What it gives, part by part. */
  readonly kept: readonly Facts[];
  /** Relation keys. */
  readonly except: readonly string[];
  readonly gain: number;
}

function countOpen(facts: Facts, open: Facts): number {
  let count = 0;
  for (const key of facts.keys()) if (open.has(key)) count++;
  return count;
}

/** What a level would explain of what a role has in a schema. */
function choiceOf(
  effect: LevelEffect,
  schema: string,
  held: Facts,
  open: Facts,
  withExcept: boolean,
): Choice | undefined {
  const parts = effect.schemas.get(schema);
  const usage = parts?.get("");
  if (!parts || !usage || !isWithin(usage, held)) return undefined;
  const kept = [usage];
  const missed: string[] = [];
  let gain = countOpen(usage, open);
  let explained = 0;
  const isNew = gain > 0;
  for (const [part, facts] of parts) {
    if (part === "") continue;
    if (!isWithin(facts, held)) {
      if (!withExcept) return undefined;
      missed.push(part);
      continue;
    }
    const count = countOpen(facts, open);
    kept.push(facts);
    gain += count;
    if (count > 0) explained++;
  }
  if (explained === 0 || explained + Number(isNew) <= missed.length || gain <= missed.length)
    return undefined;
  return { effect, schema, kept, except: missed, gain: gain - missed.length };
}

/** The grant by level that one kind of choice comes to, in as few words as there are, and what it gives besides. */
function together(
  choices: readonly Choice[],
  open: Facts,
  context: RolesContext,
  withExcept: boolean,
): { grant: Grant; besides: readonly Facts[] } {
  const [first] = choices;
  if (!first) throw new Error("no choice was made");
  const { level, mode, grantable, schemas: effects } = first.effect;
  const universe = [...context.schemas].sort(compareText);
  const inhabited = new Set([...context.relations.values()].map(({ schema }) => schema));
  const usage = (schema: string): Facts => effects.get(schema)?.get("") ?? new Map();
  // A schema without tables is meant by any level, where its USAGE is held.
  const empty = universe.filter(
    (schema) => !inhabited.has(schema) && usage(schema).size > 0 && isWithin(usage(schema), open),
  );
  const wanted = [...choices.map(({ schema }) => schema), ...empty].sort(compareText);
  const may = (schema: string) => !effects.has(schema);
  const { patterns, except } = compressNames(wanted, universe, { may, withExcept });
  const excepted = [...except, ...choices.flatMap((choice) => choice.except)].sort(compareText);
  return {
    grant: {
      level,
      in: oneOrList(patterns),
      ...(excepted.length > 0 && { except: oneOrList(excepted) }),
      ...(mode && { sensitive: mode }),
      ...(grantable && { grant_option: true }),
    },
    besides: empty.map(usage),
  };
}

/**
 * Explains what a role has by levels in whole schemas, as far as that is shorter.
 *
 * @param withExcept whether `except` may be used
 */
export function grantsByLevel(
  held: Facts,
  effects: readonly LevelEffect[],
  context: RolesContext,
  withExcept: boolean,
): { grants: Grant[]; rest: Facts } {
  const rest = new Map(held);
  const take = (facts: Facts) => {
    for (const key of facts.keys()) rest.delete(key);
  };
  const choices: Choice[] = [];
  for (const schema of [...context.schemas].sort(compareText)) {
    for (;;) {
      const best = effects
        .flatMap((effect) => choiceOf(effect, schema, held, rest, withExcept) ?? [])
        .reduce<Choice | undefined>((most, one) => (most && most.gain >= one.gain ? most : one), undefined);
      if (!best) break;
      choices.push(best);
      best.kept.forEach(take);
    }
  }
  const kindOf = ({ effect: { level, mode, grantable } }: Choice) => `${level} ${mode} ${grantable}`;
  const groups = groupBy(choices, kindOf);
  const grants = [...groups.values()].map((group) => {
    const { grant, besides } = together(group, rest, context, withExcept);
    besides.forEach(take);
    return grant;
  });
  return { grants, rest };
}
