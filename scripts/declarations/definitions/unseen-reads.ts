// What definition files may read besides each other: then their texts do not tell what they export.
import { namingPackages } from "./built-drizzle.ts";
import type { Bundle } from "./bundle.ts";

/** Packages that give the same whenever they are asked, for a version. */
const KNOWN_PACKAGES = /^(drizzle-orm|dwh-definitions)(\/|$)/;

/** Globals that give the same wherever they are asked; `Math` is looked at apart. */
const PURE = new Set(
  (
    "AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Error EvalError Float32Array " +
    "Float64Array Infinity Int16Array Int32Array Int8Array JSON Map Math NaN Number Object Promise RangeError " +
    "ReferenceError RegExp Set String Symbol SyntaxError TextDecoder TextEncoder TypeError URIError Uint16Array " +
    "Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet atob btoa console decodeURI decodeURIComponent " +
    "encodeURI encodeURIComponent escape isFinite isNaN parseFloat parseInt structuredClone undefined unescape"
  ).split(" "),
);

const MARK = "__unseen_read_";

/** Globals of modules that Node.js does not list. */
const OF_MODULES = ["require", "module", "exports", "__dirname", "__filename", "import.meta"];

/** Ways around the names of globals, and what depends on the language of the system. */
const WAYS_AROUND =
  /\b(eval|constructor|toLocale\w+|localeCompare)\b|\bimport\s*\(|\bMath\b(?!\.(?!random\b)\w)/;

/** What is said to be read: then it is looked at instead. */
interface SaidReads {
  /** Names of environment variables. */
  readonly environment: readonly string[];
  readonly files: readonly string[];
}

/** What reads files, and finds them; which, nobody can tell from the code. */
const FILE_PACKAGES = /^(node:)?(fs|fs\/promises|path|url)$/;
const FILE_GLOBALS = ["__dirname", "__filename", "import.meta", "URL", "Buffer"];

function markedGlobals({ environment, files }: SaidReads): Record<string, string> {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
  const said = new Set(files.length > 0 ? FILE_GLOBALS : []);
  const unsafe = [...names, ...OF_MODULES].filter((name) => !PURE.has(name) && !said.has(name));
  const seen = [
    ...environment.map((name) => `process.env.${name}`),
    ...(files.length > 0 ? ["process.cwd"] : []),
  ];
  return {
    ...Object.fromEntries(unsafe.map((name) => [name, `${MARK}${name.replace(".", "_")}`])),
    ...Object.fromEntries(seen.map((name) => [name, "undefined"])),
  };
}

/** `.$defaultFn(() => randomUUID())`: called for rows, not when definitions are read. */
const FOR_ROWS = /\.\$(?:default|defaultFn|onUpdate|onUpdateFn)\((?:\(\) => )?[^()]*(?:\([^()]*\))?[^()]*\)/g;

/** As esbuild writes it. */
const CRYPTO_IMPORT = /^import \{ ([^}]+) \} from "node:crypto";$/gm;

const HASHES = new Set(["createHash", "createHmac"]);

/** The code without what is called for rows, and without imports of which nothing but hashes is used then. */
function asRead(code: string): string {
  const rest = code.replaceAll(FOR_ROWS, "");
  const uses = (name: string) =>
    rest
      .replaceAll(CRYPTO_IMPORT, "")
      .split(/[^\w$]+/)
      .includes(name);
  return rest.replaceAll(CRYPTO_IMPORT, (all, names: string) => {
    const pairs = names.split(", ").map((pair) => pair.split(" as "));
    const isKnown = pairs.every(([name = "", local = name]) => HASHES.has(name) || !uses(local));
    return isKnown ? "" : all;
  });
}

/** The packages that the files of a bundle import. */
const packagesOf = ({ inputs }: Pick<Bundle, "inputs">): readonly string[] => [
  ...new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => path),
    ),
  ),
];

/**
 * Whether the files of a bundle may read something that is neither one of them nor a package whose version says
 * what it gives: the environment, other files, the time. Says yes where it cannot be told.
 *
 * @param said what the configuration says that they read; of the environment each name is looked for in the code, while
 *   of files all that is known is that some are read
 */
export async function readsUnseen(
  bundle: Pick<Bundle, "code" | "inputs">,
  said: SaidReads = { environment: [], files: [] },
): Promise<boolean> {
  const isSeen = (path: string) =>
    path === "node:crypto" ||
    KNOWN_PACKAGES.test(path) ||
    (said.files.length > 0 && FILE_PACKAGES.test(path));
  if (!packagesOf(bundle).every(isSeen)) return true;
  const { transform } = await import("esbuild");
  // Where a name is of a scope of its own, esbuild leaves it as it is.
  const { code } = await transform(asRead(namingPackages(bundle.code)), {
    define: markedGlobals(said),
    sourcemap: false,
    legalComments: "none",
    format: "esm",
    logLevel: "silent",
  });
  return code.includes(MARK) || code.includes('"node:crypto"') || WAYS_AROUND.test(code);
}
