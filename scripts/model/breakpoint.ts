/** Where drizzle splits a migration, also within quotes. Several statements may stand between two of them. */
export const BREAKPOINT = "--> statement-breakpoint";
