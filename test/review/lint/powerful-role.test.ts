import { expect, test } from "vitest";
import { powerfulRole } from "../../../scripts/review/lint/powerful-role.ts";
import { role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

test("SUPERUSER and BYPASSRLS", () => {
  const roles = [role("root", { superuser: true }), role("seer", { bypassrls: true }), role("plain")];
  expect(messages(powerfulRole, { roles })).toEqual([
    "root has SUPERUSER: no privilege is checked for it",
    "seer has BYPASSRLS: row-level security is not checked for it",
  ]);
});
