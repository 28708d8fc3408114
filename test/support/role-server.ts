/** A database with a project and a deployer without superuser, for tests of roles on a server. */
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import type { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { accessScript } from "../../scripts/sources/access-script.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import type { Target } from "../../scripts/sources/target.ts";
import { freshDatabase, removeProject } from "./cluster.ts";
import { makeProject, type ProjectFiles, revise, target, writeFiles } from "./project.ts";
import { refusalOf } from "./refusal.ts";

/** Whoever applies revisions: what a test does is done as both. */
export const APPLIERS = ["a superuser", "a plain deployer"] as const;
type Applier = (typeof APPLIERS)[number];

const suffix = randomBytes(4).toString("hex");

/** A role's name that no other file of tests has: roles are the whole server's. */
export const own = (role: string): string => `${role}_${suffix}`;

/** The role with CREATEROLE and nothing else. */
export const DEPLOYER = own("deployer");
const PASSWORD = "p";

/** What a file of tests begins with. */
interface Setup {
  /** Whether the deployer owns the database, or may only create in it. */
  readonly owns?: boolean;
  /** Of the project; it may be written later. */
  readonly files?: ProjectFiles;
  /** What the server has before each test. */
  readonly prepare?: (server: RoleServer) => Promise<unknown>;
}

/** The database and the project of a test. */
class RoleServer {
  /** Connected as a superuser. */
  sql!: Sql;
  major!: number;
  database!: string;
  project!: Project;
  #url!: string;
  #drop!: () => Promise<void>;

  /** Makes the database, the deployer and the project. */
  async open({ owns = false, files = {}, prepare }: Setup): Promise<void> {
    const made = await freshDatabase(inject("adminUrl"));
    this.#url = made.url;
    this.#drop = made.drop;
    this.sql = await connect(made.url);
    this.major = (await serverVersion(this.sql)).major;
    this.database = new URL(made.url).pathname.slice(1);
    await this.sql.unsafe(`CREATE ROLE ${DEPLOYER} LOGIN CREATEROLE PASSWORD '${PASSWORD}'`);
    await this.sql.unsafe(
      owns
        ? `ALTER DATABASE "${this.database}" OWNER TO ${DEPLOYER}`
        : `GRANT CREATE ON DATABASE "${this.database}" TO ${DEPLOYER}`,
    );
    this.project = await makeProject(files);
    await prepare?.(this);
  }

  /** Leaves nothing behind: the roles go with all that they have. */
  async close(admin: Sql): Promise<void> {
    await this.sql.end();
    await this.#drop();
    await removeProject(this.project.root);
    const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
      ORDER BY rolname = '${DEPLOYER}'`);
    for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
  }

  /** The database's address. */
  url(as: Applier): string {
    const address = new URL(this.#url);
    if (as === "a plain deployer") Object.assign(address, { username: DEPLOYER, password: PASSWORD });
    return address.href;
  }

  target(as: Applier): Target {
    return target(this.url(as), { env: "test" });
  }

  move(as: Applier, direction: Move["direction"], to: string) {
    return migrate(this.project, this.target(as), { direction, to });
  }

  up(as: Applier) {
    return this.move(as, "up", "head");
  }

  /** The diagnostics of an upgrade that is to be refused. */
  async refused(as: Applier): Promise<Refusal["diagnostics"]> {
    return (await refusalOf(this.up(as))).diagnostics;
  }

  /** Writes the revision that the files come to, without proof unless said. */
  revise(message: string, proof = false) {
    return revise(this.project, message, { proof });
  }

  /** Writes files of the project, and the revision that they come to, without proof unless said. */
  async declare(files: ProjectFiles, message: string, proof = false) {
    await writeFiles(this.project.root, files);
    return this.revise(message, proof);
  }

  /** Runs statements as a role. */
  async as(role: string, statements: string): Promise<void> {
    await this.sql.unsafe(`SET ROLE "${role}"; ${statements}; RESET ROLE`);
  }

  /** What is declared and what the server has, as `diff` compares them. */
  async sides(): Promise<readonly [declared: Source, live: Source]> {
    const binding = { variables: { env: "test" }, major: this.major };
    const { declared } = compareSources(await readSources(this.project), []);
    const side = { binding, provenance: new Map(), renames: [] };
    return [
      { ...side, kind: "declared", label: "declared", warehouse: bindWarehouse(declared, binding) },
      { ...side, kind: "live", label: "live", warehouse: await inspect(this.sql), database: this.database },
    ];
  }

  /** In what the server is not as declared, what is declared is not the server's, and the SQL that would mend it. */
  async compared() {
    const [declared, live] = await this.sides();
    const back = compareAccess(live, declared);
    return {
      lines: describeDifference(compareAccess(declared, live).difference),
      back: describeDifference(back.difference),
      script: accessScript(back),
    };
  }
}

/** A database, a deployer and a project for each test of the file. */
export function roleServer(setup: Setup = {}): RoleServer {
  const server = new RoleServer();
  let admin: Sql;
  beforeAll(async () => {
    admin = await connect(inject("adminUrl"));
  });
  beforeEach(() => server.open(setup));
  afterEach(() => server.close(admin));
  afterAll(() => admin.end());
  return server;
}
