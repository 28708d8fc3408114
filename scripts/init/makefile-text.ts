// A project's Makefile, made of the table of verbs.

/** A verb as its row says it. */
export interface VerbOfMake {
  readonly summary: string;
  readonly arguments?: string;
  readonly flags?: readonly (readonly [flag: string, meaning: string, variable?: string])[];
  readonly passesOn?: true;
}

/** What begins a project, and what needs this program's own repository. */
const LEFT_OUT: ReadonlySet<string> = new Set(["init", "demo"]);

const HEAD = (
  run: string,
) => `# Every target is one command: \`make VERB\` does what \`${run} dwh VERB\` does. \`make help\` is the map.
SHELL := /bin/sh
.DEFAULT_GOAL := help
DWH := ${run} dwh
`;

/** Text goes through the environment, so that neither make nor the shell looks into it. */
const MACROS = `unexport $(ARGUMENTS)
given = $(if $(filter command,$(origin $(1))),$(value $(1)))
yes = $(filter 1 yes true,$(call given,$(1)))
# A flag, an option with its value, and one whose value may be left out.
flag = $(if $(call yes,$(2)),$(1))
option = $(if $($(2)),$(1) "$$$(2)")
allowance = $(if $(call yes,$(2)),$(1),$(if $(filter-out 0 no false,$($(3))),$(1)="$$$(3)"))
`;

const HELP = `.PHONY: help
help: ## this map
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-11s %s\\n", $$1, $$2}' Makefile
`;

const argumentNames = ({ arguments: said = "", passesOn }: VerbOfMake): string[] =>
  passesOn ? [] : [...said.matchAll(/[[<](\w+)/g)].map(([, name = ""]) => name);

const exported = (variable: string): string => `ARG_${variable.toUpperCase()}`;

/** `--to <name>` with its variable → the macro that gives it. */
function flagText(flag: string, variable: string): string {
  const name = /--[a-z-]+/.exec(flag)?.[0] ?? "";
  if (flag.endsWith("]")) return `$(call allowance,${name},${variable},${exported(variable)})`;
  return flag.endsWith(">")
    ? `$(call option,${name},${exported(variable)})`
    : `$(call flag,${name},${variable})`;
}

/** Of one argument what was given; of several each, so that none takes another's place. */
const argumentTexts = (names: readonly string[]): string[] => {
  const value = (name: string) => `"$$${exported(name)}"`;
  const [only, ...more] = names;
  if (only === undefined) return [];
  return more.length > 0 ? ["--", ...names.map(value)] : ["--", `$(if $(${exported(only)}),${value(only)})`];
};

function variablesOf(row: VerbOfMake): { readonly name: string; readonly isText: boolean }[] {
  const ofFlags = (row.flags ?? []).flatMap(([flag, , name]) =>
    name === undefined ? [] : [{ name, isText: /[\]>]$/.test(flag) }],
  );
  return [...argumentNames(row).map((name) => ({ name, isText: true })), ...ofFlags];
}

/** `upgrade: ## apply …: make upgrade [to=…] [target=…]` and its recipe. */
function targetText(verb: string, row: VerbOfMake): string {
  const shown = variablesOf(row).map(({ name, isText }) => `[${name}=${isText ? "…" : "1"}]`);
  const usage = shown.length > 0 ? `: make ${verb} ${shown.join(" ")}` : "";
  const flags = (row.flags ?? []).flatMap(([flag, , variable]) =>
    variable === undefined ? [] : [flagText(flag, variable)],
  );
  const recipe = ["@$(DWH)", verb, ...flags, ...argumentTexts(argumentNames(row))].join(" ");
  return `.PHONY: ${verb}\n${verb}: ## ${row.summary}${usage}\n\t${recipe}\n`;
}

/**
 * The text of the Makefile.
 *
 * @param run what runs a command of an installed package: `npx --no`
 */
export function makefileText(verbs: Readonly<Record<string, VerbOfMake>>, run: string): string {
  const rows = Object.entries(verbs).filter(([verb]) => !LEFT_OUT.has(verb));
  const variables = rows.flatMap(([, row]) => variablesOf(row));
  const names = new Set(variables.map(({ name }) => name));
  const texts = new Set(variables.flatMap(({ name, isText }) => (isText ? [name] : [])));
  const exports = [...texts].map((name) => `export ${exported(name)} := $(call given,${name})\n`);
  return [
    HEAD(run),
    `ARGUMENTS := ${[...names].join(" ")}\n${MACROS}${exports.join("")}`,
    ...rows.map(([verb, row]) => targetText(verb, row)),
    HELP,
  ].join("\n");
}
