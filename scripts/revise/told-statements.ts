// The statements of a way as a reviewer is told of them.
import { inOneStep } from "../plan/online/in-one-step.ts";
import type { Statement } from "../sql/statement.ts";
import { statementsIn } from "../sql/statements-in.ts";

/** @param online whether several of them may make one thing */
export const toldStatements = (script: string, online = false): Statement[] =>
  online ? inOneStep(statementsIn(script)) : statementsIn(script);
