// What the functions of a migration.ts send statements through: names quoted, values apart, none left behind.

import { setLocally } from "../database/apply/local-settings.ts";
import type { Queryable } from "../database/connect/connect.ts";
import type { MigrationRows, MigrationSql, SqlJson, SqlName } from "../declarations/code/migration-types.ts";
import { Refusal } from "../model/diagnostic.ts";
import { quotePath } from "../model/identifier.ts";
import { parseScript } from "../sql/script.ts";

class Name implements SqlName {
  constructor(readonly quoted: string) {}
}

class Json implements SqlJson {
  constructor(readonly text: string) {}
}

/** The text of an array: the driver does not know the types of arrays. */
function arrayText(values: readonly unknown[]): string {
  const element = (value: unknown): string => {
    if (value === null || value === undefined) return "NULL";
    if (Array.isArray(value)) return arrayText(value);
    const text = value instanceof Date ? value.toISOString() : String(value);
    return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
  };
  return `{${values.map(element).join(",")}}`;
}

const parameter = (value: unknown): unknown =>
  value === undefined ? null : Array.isArray(value) ? arrayText(value) : value;

/** @throws {Error} where the runner's transaction would be ended, or the text cannot be read */
function sendable(text: string): string {
  const { statements, diagnostics } = parseScript(text, "");
  const [wrong] = diagnostics;
  if (wrong) throw new Error(wrong.message);
  return statements.map((statement) => setLocally(statement).sql).join(";\n");
}

/** The statements of one run of a migration.ts. */
export class MigrationStatements {
  readonly #tx: Queryable;
  /** The statements of what PostgreSQL refused. */
  readonly #refused = new WeakMap<object, string>();
  /** Where those were sent that have no answer yet. */
  readonly #open = new Set<Error>();
  /** What the first that failed said, whether the function heard it or not. */
  #failed: unknown;

  /** What did not come back, whether the function heard it or not. */
  #lost: unknown;

  constructor(tx: Queryable) {
    this.#tx = tx;
  }

  /** The statement that an error is about. */
  refusedBy(error: unknown): string | undefined {
    return typeof error === "object" && error !== null ? this.#refused.get(error) : undefined;
  }

  /** Why the transaction cannot go on, where the function went on all the same. */
  get failed(): unknown {
    return this.#failed;
  }

  /** Why nothing may be committed, though the transaction could go on. */
  get lost(): unknown {
    return this.#lost;
  }

  /** Where a statement was sent that nobody waited for. */
  get left(): Error | undefined {
    const [first] = this.#open;
    return first;
  }

  /**
   * What is done of one call, which is to be awaited as a statement is.
   *
   * @param work given what notes an error after which nothing may be committed, though the function catches it
   */
  during<Result>(work: (onLost: (error: unknown) => void) => Promise<Result>): Promise<Result> {
    const calledAt = new Error("was not awaited");
    this.#open.add(calledAt);
    const done = work((error) => {
      this.#lost ??= error;
    })
      .catch((error: unknown) => {
        if (error instanceof Refusal)
          error.stack = `${error.name}: ${error.message}\n${calledAt.stack?.split("\n").slice(1).join("\n")}`;
        throw error;
      })
      .finally(() => this.#open.delete(calledAt));
    done.catch(() => {});
    return done;
  }

  async #send<Row>(text: string, values: readonly unknown[], sentAt: Error): Promise<MigrationRows<Row>> {
    this.#open.add(sentAt);
    try {
      const rows = await this.#tx.unsafe(sendable(text), values.map(parameter) as never[]);
      return rows as unknown as MigrationRows<Row>;
    } catch (error) {
      this.#failed ??= error;
      if (error instanceof Error) {
        this.#refused.set(error, text);
        // The driver's own leads nowhere in the file.
        error.stack = `${error.name}: ${error.message}\n${sentAt.stack?.split("\n").slice(1).join("\n")}`;
      }
      throw error;
    } finally {
      this.#open.delete(sentAt);
    }
  }

  /** A function that does not wait for a statement is told so, and hears nothing of its failure. */
  #sent<Row>(text: string, values: readonly unknown[]): Promise<MigrationRows<Row>> {
    const sent = this.#send<Row>(text, values, new Error("was not awaited"));
    sent.catch(() => {});
    return sent;
  }

  /** What the functions are given. */
  get sql(): MigrationSql {
    const tagged = <Row>(parts: TemplateStringsArray, ...given: readonly unknown[]) => {
      const values: unknown[] = [];
      const texts = given.map((value) => {
        if (value instanceof Name) return value.quoted;
        values.push(value instanceof Json ? value.text : value);
        return value instanceof Json ? `$${values.length}::text::jsonb` : `$${values.length}`;
      });
      const text = parts.map((part, index) => `${part}${texts[index] ?? ""}`).join("");
      return this.#sent<Row>(text, values);
    };
    return Object.assign(tagged, {
      unsafe: <Row>(text: string, values: readonly unknown[] = []) => this.#sent<Row>(text, values),
      identifier: (...path: string[]) => new Name(quotePath(path)),
      json: (value: unknown) => new Json(JSON.stringify(value ?? null)),
    });
  }
}
