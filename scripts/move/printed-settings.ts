// The settings that a transaction of a printed script begins with, as the runner's do.
import { CITUS } from "../model/distribution.ts";
import { quoteLiteral } from "../model/identifier.ts";

/** What they are made of. */
interface Settings {
  readonly lockTimeout?: string | undefined;
  readonly statementTimeout?: string | undefined;
  readonly extensions?: ReadonlySet<string>;
}

/** The statements, without semicolons. */
export const printedSettings = ({
  lockTimeout = "0",
  statementTimeout = "0",
  extensions,
}: Settings): string[] => [
  "SET LOCAL search_path = 'public'",
  `SET LOCAL lock_timeout = ${quoteLiteral(lockTimeout)}`,
  `SET LOCAL statement_timeout = ${quoteLiteral(statementTimeout)}`,
  ...(extensions?.has(CITUS) ? ["SET LOCAL citus.multi_shard_modify_mode = 'sequential'"] : []),
];
