// `role()`: a role of the role files, for policies.
import { pgRole } from "drizzle-orm/pg-core";

/**
 * A role that a role file declares, for `pgPolicy("…", { to: role("${env}_support") })`: variables are filled in where
 * the revision is applied, and no CREATE ROLE is written for it.
 */
export const role = (name: string) => pgRole(name).existing();
