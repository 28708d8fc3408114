/** Which PostgreSQL a revision is proved on. */
export type ScratchServer =
  /** The one that npm installed, or that of another major. */
  | { readonly kind: "embedded"; readonly major?: number }
  /** A container of an image, by Docker. */
  | { readonly kind: "image"; readonly image: string }
  /** A server of the team's own; its address, with the password. */
  | { readonly kind: "server"; readonly url: string };

/** What to say in drizzle.config.ts where the scratch server lacks something. */
export const OTHER_SCRATCH_SERVERS =
  'Say in drizzle.config.ts where revisions are proved: warehouse: { scratch: { image: "…" } } for a container, ' +
  '{ urlFrom: "SCRATCH_DATABASE_URL" } for a server of your own that has it, or { major: 15 } for another major of ' +
  "PostgreSQL.";
