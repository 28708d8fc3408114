/** Statements of a step of which nobody can say what they do, and that nobody reviewed. */
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import type { Step } from "./prepare-steps.ts";

/** A diagnostic for each. */
export const notVouched = ({ file, revision, unvouched }: Step): Diagnostic[] =>
  unvouched.map(({ line, column, sql }) =>
    problem(
      "not-vouched",
      `${revision.name} runs a statement of which nobody can say what it does to rows or access`,
      {
        at: { file, line, column },
        excerpt: sql,
        help: "Read it, and say --unvouched (make: unvouched=1) once if that is meant. What `revision` writes itself, and drafts that it proves, carry this word already.",
      },
    ),
  );
