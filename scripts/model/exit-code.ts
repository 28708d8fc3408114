// How a command may end, as a number that scripts can ask for.

/** Beside these, `psql` ends as psql did. */
export const EXIT = {
  done: 0,
  /** There is something to tell: a difference, a finding, something unsaid, or a no. */
  differs: 1,
  error: 2,
  /** The command line itself makes no sense. */
  usage: 64,
} as const;
