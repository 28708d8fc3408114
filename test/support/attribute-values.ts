import type { RoleAttributes } from "../../scripts/model/attributes.ts";

/** Each attribute with a value that a role does not have by itself. */
export const OTHER_VALUES: { readonly [Key in keyof RoleAttributes]-?: Partial<RoleAttributes> } = {
  login: { login: true },
  superuser: { superuser: true },
  createdb: { createdb: true },
  createrole: { createrole: true },
  inherit: { inherit: false },
  replication: { replication: true },
  bypassrls: { bypassrls: true },
  connectionLimit: { connectionLimit: 7 },
  validUntil: { validUntil: "2031-02-03T04:05:06Z" },
  passwordFrom: { passwordFrom: "X_PASSWORD" },
  comment: { comment: "It's a ${comment}" },
  settings: { settings: { work_mem: "5MB" } },
  settingsInDatabase: { settingsInDatabase: { search_path: '"A b", "public"' } },
};
