// A dump into an empty database: all of it in one transaction, or nothing.

import type { Queryable, Sql } from "../database/connect/connect.ts";
import { errorCode } from "../database/connect/connection-problem.ts";
import { type CopyIn, copyIn } from "../database/connect/copy-stream.ts";
import { transaction } from "../database/connect/transaction.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { type BrokenDump, type DumpPart, DumpReader, readsRows } from "./dump-parts.ts";
import type { DumpStatement } from "./dump-statements.ts";
import { refuseUnlessEmpty } from "./empty-database.ts";
import type { OpenDump } from "./open-dump.ts";
import { inTheWayOf, meaningOf } from "./statements-of-dump.ts";

/** What is to be restored, and how. */
interface RestoreRequest {
  /** As it was named. */
  readonly file: string;
  readonly dump: OpenDump;
  /** Owners, grants and default privileges of the dump count too. */
  readonly access: boolean;
  /** The database for people. */
  readonly shown: string;
  readonly onStep: (text: string) => void;
}

/** What was restored. */
export interface Restored {
  readonly statements: number;
  readonly tables: number;
  readonly rows: number;
  /** Settings that this server does not know, which were passed over. */
  readonly unknownSettings: readonly string[];
}

/** Sends a dump; one for each. */
class Restoring {
  readonly #tx: Queryable;
  readonly #request: RestoreRequest;
  #copy: CopyIn | undefined;
  /** The statement that is at work, for errors. */
  #current: DumpStatement = { line: 0, text: "" };
  #restricted: string | undefined;
  readonly #done = { statements: 0, tables: 0, rows: 0 };
  readonly #unknownSettings: string[] = [];

  constructor(tx: Queryable, request: RestoreRequest) {
    this.#tx = tx;
    this.#request = request;
  }

  get result(): Restored {
    return { ...this.#done, unknownSettings: this.#unknownSettings };
  }

  async take(part: DumpPart): Promise<void> {
    if ("rows" in part) return this.#server(() => this.#copy?.write(part.rows));
    if ("count" in part) {
      await this.#server(() => this.#copy?.end());
      this.#copy = undefined;
      this.#done.rows += part.count;
    } else if ("backslash" in part) this.#takeBackslash(part.backslash, part.line);
    else if ("broken" in part) this.#refuseBroken(part.broken, part.line);
    else await this.#takeStatement(part);
  }

  /** @throws {Refusal} where the dump had nothing in it */
  refuseNothing(): void {
    if (this.#done.statements > 0 || this.#done.tables > 0) return;
    const { file } = this.#request;
    throw new Refusal([
      problem("dump-refused", `there is no statement in ${file}`, {
        help: "Is this the dump that is meant?",
      }),
    ]);
  }

  abort(error: unknown): void {
    this.#copy?.abort(error as Error);
  }

  #at(line: number) {
    const { file, dump } = this.#request;
    return { at: { file: dump.isPlain ? file : `${file} (unpacked)`, line } };
  }

  #refuseBroken(what: BrokenDump["broken"], line: number): never {
    const isText = what === "encoding";
    const message = isText ? "this line is not UTF-8" : `the dump ends within its ${what}`;
    const help = isText
      ? "Make the dump with `pg_dump --encoding=UTF8`."
      : "It was cut off; nothing was restored. Get the whole file.";
    throw new Refusal([problem("dump-refused", message, { ...this.#at(line), help })]);
  }

  /** `\restrict KEY` and `\unrestrict KEY` keep psql from doing more than SQL; here nothing else is done anyway. */
  #takeBackslash(text: string, line: number): void {
    const [, word, key] = /^\\(restrict|unrestrict)\s+([A-Za-z0-9]+)$/.exec(text) ?? [];
    const isFitting = word === "restrict" ? this.#restricted === undefined : this.#restricted === key;
    if (word === undefined || !isFitting) {
      const help = /^\\c/.test(text)
        ? "Make the dump of one database, without --create."
        : "Commands of psql are not run; a dump of pg_dump has none but \\restrict and \\unrestrict.";
      const message = `a line with a backslash: ${text.slice(0, 60)}`;
      throw new Refusal([problem("dump-refused", message, { ...this.#at(line), help })]);
    }
    this.#restricted = word === "restrict" ? key : undefined;
  }

  async #takeStatement(statement: DumpStatement): Promise<void> {
    const { text, line } = statement;
    const refused = inTheWayOf(text);
    if (refused)
      throw new Refusal([problem("dump-refused", refused.message, { ...this.#at(line), ...refused })]);
    const meaning = meaningOf(text);
    if (meaning === "ours" || (meaning === "access" && !this.#request.access)) return;
    this.#current = statement;
    if (readsRows(text)) return this.#beginCopy(text);
    if (meaning === "setting") await this.#set(text);
    else await this.#server(() => this.#tx.unsafe(text));
    this.#done.statements++;
  }

  async #beginCopy(text: string): Promise<void> {
    const table = /^COPY\s+((?:"(?:[^"]|"")*"|[^\s("])+)/i.exec(text)?.[1] ?? "";
    const { read, size } = this.#request.dump.progress();
    const share = size > 0 ? ` (${Math.floor((read / size) * 100)} % of the file read)` : "";
    this.#request.onStep(`Restoring the rows of ${table}${share}`);
    await this.#server(async () => {
      this.#copy = await copyIn(this.#tx, text);
    });
    this.#done.tables++;
  }

  /** A later pg_dump sets what an earlier server does not know. */
  async #set(text: string): Promise<void> {
    await this.#tx.unsafe("SAVEPOINT setting");
    try {
      await this.#tx.unsafe(text);
      await this.#tx.unsafe("RELEASE SAVEPOINT setting");
    } catch (error) {
      if (errorCode(error) !== "42704") return this.#server(() => Promise.reject(error));
      await this.#tx.unsafe("ROLLBACK TO SAVEPOINT setting");
      this.#unknownSettings.push(text);
    }
  }

  /** Does something on the server, and says of what fails there which statement it was. */
  async #server(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      const code = errorCode(error);
      if (!/^[0-9A-Z]{5}$/.test(code)) throw error;
      const { message, where } = error as Error & { where?: string };
      const isRole = code === "42704" && /^role /.test(message);
      const help = isRole
        ? "Make the roles first, or leave owners and grants of the dump out with --no-access; `dwh drift` then says what is lacking."
        : "Nothing was restored: the database is as empty as before.";
      const row = where === undefined ? "" : ` (${where.split("\n")[0]})`;
      throw new Refusal([
        problem("restore-failed", `${message}${row}`, {
          ...this.#at(this.#current.line),
          excerpt: this.#current.text.slice(0, 300),
          help,
        }),
      ]);
    }
  }
}

/**
 * Restores a plain dump into an empty database, in one transaction.
 *
 * @throws {Refusal} where the database is not empty, the dump cannot be read or has what is no SQL, or the server
 *   refuses a statement; nothing is restored then
 */
export function restoreDump(sql: Sql, request: RestoreRequest): Promise<Restored> {
  const { dump, shown } = request;
  return transaction(sql, async (tx) => {
    await refuseUnlessEmpty(tx, shown);
    // A dump that stalls is not a client that is gone.
    await tx.unsafe("SET LOCAL idle_in_transaction_session_timeout = 0");
    const restoring = new Restoring(tx, request);
    const reader = new DumpReader();
    try {
      for await (const chunk of dump.bytes) for (const part of reader.read(chunk)) await restoring.take(part);
      for (const part of reader.end()) await restoring.take(part);
      restoring.refuseNothing();
    } catch (error) {
      restoring.abort(error);
      dump.abandon();
      throw error;
    }
    return restoring.result;
  }).finally(() => dump.abandon());
}
