// The list of all lint rules.

import { allPrivileges } from "./all-privileges.ts";
import { creatorWithoutDefaults } from "./creator-without-defaults.ts";
import { defaultsWriteViews } from "./defaults-write-views.ts";
import { grantToLogin } from "./grant-to-login.ts";
import { grantToPublic } from "./grant-to-public.ts";
import { keysWithOthers } from "./keys-with-others.ts";
import { loginWithoutLimit } from "./login-without-limit.ts";
import { lookAlikeNames } from "./look-alike-names.ts";
import { ownerPassesPolicies } from "./owner-passes-policies.ts";
import { policiesWithoutRowSecurity } from "./policies-without-row-security.ts";
import { policyForNobody } from "./policy-for-nobody.ts";
import { powerfulRole } from "./powerful-role.ts";
import { roleWithoutMembers } from "./role-without-members.ts";
import type { LintRule } from "./rule.ts";
import { sensitiveThroughView } from "./sensitive-through-view.ts";
import { unusedLevel } from "./unused-level.ts";
import { writeThroughView } from "./write-through-view.ts";

/** Every rule, in the order of the docs. An exception that another path undoes is an error and needs no rule. */
export const RULES: readonly LintRule[] = [
  grantToPublic,
  allPrivileges,
  grantToLogin,
  powerfulRole,
  creatorWithoutDefaults,
  defaultsWriteViews,
  roleWithoutMembers,
  loginWithoutLimit,
  unusedLevel,
  writeThroughView,
  sensitiveThroughView,
  keysWithOthers,
  policyForNobody,
  ownerPassesPolicies,
  policiesWithoutRowSecurity,
  lookAlikeNames,
];
