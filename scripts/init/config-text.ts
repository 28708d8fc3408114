// The files around a project: drizzle.config.ts, tsconfig.json, .env.example, .gitignore.
import { addressVariable } from "./project-wishes.ts";

/** The key `warehouse` of drizzle.config.ts, indented as it stands there; the last of several environments is protected. */
export function warehouseKey(environments: readonly string[]): string {
  const targets = environments.map((name, index) => {
    const isProtected = index > 0 && index === environments.length - 1;
    return `      ${name}: {
        urlFrom: "${addressVariable(name)}", // the environment variable that holds the address
        variables: { env: "${name}" },
        lockTimeout: "5s",
${isProtected ? "        protected: true, // what changes it asks first, or is told by --confirm\n" : ""}      },
`;
  });
  return `  warehouse: {
    roles: "./roles",
    variables: { env: [${environments.map((name) => `"${name}"`).join(", ")}] }, // what \${env} may be in role files
    targets: {
${targets.join("")}    },
  },
`;
}

/** drizzle.config.ts of a new project. */
export const configText = (
  environments: readonly string[],
): string => `import type { Config } from "dwh-definitions";

export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts", // the tables
  out: "./generated", // the revisions, which \`dwh revision\` writes
  migrations: { schema: "drizzle", table: "__drizzle_migrations" }, // where a database keeps which ones it has
${warehouseKey(environments)}} satisfies Config;
`;

/** tsconfig.json: for editors, and for \`npx tsc\`; dwh itself needs none. */
export const TSCONFIG_TEXT = `{
  "compilerOptions": {
    "target": "es2023",
    "lib": ["es2023"],
    "module": "esnext",
    "moduleResolution": "bundler",
    "types": [],
    "strict": true,
    "verbatimModuleSyntax": true,
    "allowImportingTsExtensions": true,
    "noEmit": true,
    "skipLibCheck": true
  },
  "include": ["definitions", "drizzle.config.ts"]
}
`;

/** .env.example */
export const environmentText = (
  environments: readonly string[],
): string => `# Copy to .env, which git does not see. What stands in the environment already wins over it.

# The database that commands work on. Without it (and without --target) they use a local PostgreSQL in .dwh/.
# DATABASE_URL=postgres://user:password@host:5432/database

# Which environment's names are filled in there.
# DWH_ENV=${environments[0] ?? ""}

# The targets of drizzle.config.ts read their addresses from these.
${environments.map((name) => `# ${addressVariable(name)}=postgres://…\n`).join("")}`;

const IGNORED: readonly string[] = ["node_modules/", ".dwh/", ".env"];

/** What a .gitignore lacks. */
export function lackingIgnores(text: string): string[] {
  const bare = (line: string) => line.trim().replace(/^\//, "").replace(/\/$/, "");
  const there = new Set(text.split("\n").map(bare));
  return IGNORED.filter((line) => !there.has(bare(line)));
}
