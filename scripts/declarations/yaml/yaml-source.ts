// A text in YAML → a plain value whose parts know where they stand.
import { isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments, type Range } from "yaml";
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import { type Locate, locator } from "./text-location.ts";
import { syntaxProblems } from "./yaml-syntax.ts";
import { checkText } from "./yaml-text.ts";
import { checkTokens } from "./yaml-tokens.ts";

/** The keys and indices that lead to a value. */
export type YamlPath = readonly PropertyKey[];

/** Where a value stands, or its key. For what is not there: the nearest thing around it. */
export type LocatePath = (path: YamlPath, part?: "key" | "value") => Location;

/** A YAML text as a plain value whose parts know where they stand. */
export interface YamlSource {
  /** Undefined for a text in which nothing is. */
  readonly value: unknown;
  readonly locate: LocatePath;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Spot {
  readonly key?: Span;
  readonly value: Span;
  readonly children: Map<PropertyKey, Spot>;
}

const MAX_DEPTH = 32;

const span = (range: Range | null | undefined): Span => ({ start: range?.[0] ?? 0, end: range?.[1] ?? 0 });

/** Walks the nodes of one document; collects what is no plain data. */
class Reader {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly text: string,
    private readonly verbatim: ReadonlySet<number>,
    private readonly locate: Locate,
  ) {}

  read(node: ParsedNode | null, around: Span, key?: Span, depth = 0): { value: unknown; spot: Spot } {
    const own = node ? span(node.range) : around;
    const spot: Spot = { ...(key && { key }), value: own, children: new Map() };
    if (depth > MAX_DEPTH) {
      this.report("too-deep", "this is nested too deeply", "Look at the indentation.", own);
      return { value: null, spot };
    }
    if (isMap(node)) return { value: this.readMap(node.items as MapItem[], spot, depth), spot };
    if (isSeq(node)) {
      const value = (node.items as ParsedNode[]).map((item, index) => {
        const child = this.read(item, own, undefined, depth + 1);
        spot.children.set(index, child.spot);
        return child.value;
      });
      return { value, spot };
    }
    return { value: isScalar(node) ? this.readScalar(node.value, own, node.type === "PLAIN") : null, spot };
  }

  private readMap(items: readonly MapItem[], spot: Spot, depth: number): unknown {
    const value: Record<string, unknown> = {};
    for (const { key: keyNode, value: valueNode } of items) {
      const keySpan = span(keyNode?.range);
      const key = isScalar(keyNode) ? this.readScalar(keyNode.value, keySpan, false) : undefined;
      if (typeof key !== "string" || key === "__proto__") {
        const shown = this.text.slice(keySpan.start, keySpan.end);
        const help =
          isScalar(keyNode) && shown !== "" ? `Quote it: "${shown}".` : "Write a name, a colon and a space.";
        this.report(
          "key-not-text",
          `${shown === "" ? "a key" : `the key ${shown}`} is not text`,
          help,
          keySpan,
        );
      } else if (key === "<<" && this.text[keySpan.start] === "<") {
        this.report("yaml-merge", "<< would merge another map in", "Write the entries out.", keySpan);
      } else if (spot.children.has(key)) {
        const first = spot.children.get(key)?.key ?? keySpan;
        this.diagnostics.push(
          problem("duplicate-key", `the key ${key} stands twice in this map`, {
            help: "Make one entry of the two, or rename one.",
            at: this.locate(keySpan.start, keySpan.end),
            related: [{ message: "the first one is here", at: this.locate(first.start, first.end) }],
          }),
        );
      } else {
        const child = this.read(valueNode, keySpan, keySpan, depth + 1);
        spot.children.set(key, child.spot);
        value[key] = child.value;
      }
    }
    return value;
  }

  private readScalar(parsed: unknown, own: Span, plain: boolean): unknown {
    if (this.verbatim.has(own.start)) return this.text.slice(own.start, own.end);
    if (typeof parsed !== "string") return parsed;
    if (/[\0]|\p{Surrogate}/u.test(parsed)) {
      this.report(
        "control-character",
        "this text has a character that no database can store",
        "Take it out.",
        own,
      );
    }
    if (plain && /^-\S/.test(parsed)) {
      const help = `For an item of a list write a space behind the -; quote what is text: "${parsed.split("\n")[0]}".`;
      this.report("yaml-dash", "this text begins with a - but is no item of a list", help, own);
    }
    return parsed;
  }

  private report(code: DiagnosticCode, message: string, help: string, { start, end }: Span): void {
    this.diagnostics.push(problem(code, message, { help, at: this.locate(start, end) }));
  }
}

interface MapItem {
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

function pathLocator(root: Spot, locate: Locate): LocatePath {
  return (path, part = "value") => {
    let spot = root;
    for (const segment of path) {
      const child = spot.children.get(segment);
      if (!child) break;
      spot = child;
    }
    const { start, end } =
      spot.key && (part === "key" || spot.value.start === spot.value.end) ? spot.key : spot.value;
    return locate(start, end);
  };
}

/**
 * Reads one YAML 1.2 document of plain data: no aliases, anchors, tags, directives or merge keys. All problems
 * are collected; the source is missing only where no value can be made out.
 */
export function parseYaml(
  file: string,
  original: string,
): { source?: YamlSource; diagnostics: readonly Diagnostic[] } {
  const source = original.replace(/^\ufeff/, "");
  const unreadable = checkText(file, source);
  if (unreadable.length > 0) return { diagnostics: unreadable };

  const locate = locator(file, source);
  const tokens = checkTokens(source, locate);
  if (!tokens.readable) return { diagnostics: tokens.diagnostics };

  const parsed = parseAllDocuments(tokens.text, {
    version: "1.2",
    schema: "core",
    strict: true,
    merge: false,
    resolveKnownTags: false,
    // Reported by the reader, which knows the first place too.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents = "empty" in parsed ? [] : parsed;
  const syntax = syntaxProblems(
    documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]),
    locate,
  );
  const [first, second] = documents;
  const diagnostics = [...tokens.diagnostics, ...syntax];
  if (second) {
    const start = second.range[0];
    diagnostics.push(
      problem("yaml-documents", "a second document begins here", {
        help: "Put it into a file of its own, or take the dividing line away.",
        at: locate(start, start + 3),
      }),
    );
  }
  if (syntax.length > 0) return { diagnostics };
  const reader = new Reader(source, tokens.verbatim, locate);
  const { value, spot } = reader.read(first?.contents ?? null, { start: 0, end: 0 });
  return {
    source: { value: value ?? undefined, locate: pathLocator(spot, locate) },
    diagnostics: [...diagnostics, ...reader.diagnostics],
  };
}
