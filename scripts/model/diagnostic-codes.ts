// The codes of all diagnostics: by the page of the docs that explains what they are about; and how a command ends.
import { EXIT } from "./exit-code.ts";

/** docs/diagnostics.md has a line on each. A page's lists go from what is read first to what is done last. */
// biome-ignore format: some words a line, as a list
export const DIAGNOSTIC_CODES = {
  "docs/roles.md": [
    "not-utf8", "control-character", "file-too-large", "tab", "conflict-markers", "too-deep", "yaml-syntax",
    "yaml-alias", "yaml-anchor", "yaml-tag", "yaml-directive", "yaml-documents", "yaml-merge", "yaml-dash",
    "smart-quotes", "look-alike",
    "unquoted-pattern", "unquoted-variable", "duplicate-key", "key-not-text",
    "unknown-key", "missing-key", "empty-value", "wrong-type", "not-text", "not-boolean", "out-of-range",
    "unknown-value", "wrong-value", "declared-twice", "grant-keys", "public-keys", "expect-keys",
    "owner-keys", "default-kind", "default-public", "bad-time",
    "bad-pattern", "pattern-parts", "no-match", "unknown-schema", "unknown-table", "unknown-sequence",
    "unknown-column", "unknown-columns", "routine-signature", "unknown-role", "unknown-level",
    "unknown-variable", "except-nothing", "except-undone", "nothing-left",
    "sensitive-by-name", "only-sensitive", "nothing-sensitive", "cleared-marked", "cleared-not-sensitive",
    "role-name", "long-name", "reserved-name", "same-role", "level-name", "template-variable",
    "role-without-variable", "shared-with-variable", "shared-and-external", "external-attribute",
    "environment-variable", "password-without-login", "setting-name", "setting-list", "setting-unit",
    "never-holds", "policy-role", "removed-and-declared", "removed-not-recorded", "role-not-removed",
    "renamed-and-declared", "renamed-and-removed", "renamed-from-itself", "renamed-twice",
    "renamed-variables", "membership-cycle", "membership-conflict", "no-access-role",
    "wrong-privilege", "public-twice", "conditional-public", "conditional-creator", "conditional-owner",
    "owner-twice", "owner-follows",
    "no-default-privileges", "defaults-to-creator", "external-pattern", "external-schema", "schema-twice",
    "expectation-failed", "view-unreadable", "unknown-extension", "extension-unread", "given-by-extension",
  ],
  "docs/lint.md": [
    "grant-to-public", "all-privileges", "grant-to-login", "powerful-role", "creator-without-defaults",
    "defaults-write-views", "role-without-members", "login-without-limit", "unused-level", "write-through-view",
    "sensitive-through-view", "keys-with-others", "policy-for-nobody", "owner-passes-policies",
    "policies-without-row-security", "look-alike-names", "unknown-rule", "ignore-without-reason",
    "ignore-unused",
  ],
  "docs/objects.md": ["bad-sql-object", "object-not-exported", "dependency-circle", "dependency-unsaid"],
  "docs/partitions.md": ["partition-key", "partitioned-otherwise", "partition-key-column"],
  "docs/encryption.md": ["bad-encryption", "encryption-type", "keys-not-sensitive", "rotation-held-back", "rotation-stopped"],
  "docs/citus.md": ["bad-distribution"],
  "README.md": [
    "no-definitions", "compile-error", "definition-throws", "definition-endless", "package-missing", "drizzle-unfit",
    "schema-not-exported", "enum-not-exported", "role-in-definitions", "same-schema", "name-has-quote", "name-too-long", "sequence-name-taken",
    "schema-refused", "catalog-unreadable", "no-external-schema",
  ],
  "docs/commands.md": [
    "no-config", "no-project", "url-in-config", "unknown-target", "target-without-url", "target-not-named",
    "target-unconfirmed", "option-value", "hook-failed", "read-only-role", "dry-run-without-lock-timeout", "clean-unconfirmed", "variable-unset",
    "variable-unlisted", "malformed-url", "message-missing", "rename-or-create", "hint-malformed",
    "no-hints-file", "create-unknown", "rename-unknown-source", "rename-unknown-target",
    "rename-still-declared", "rename-target-exists", "rename-without-effect", "destructive", "destructive-unknown", "no-draft",
    "revision-locked",
    "draft-broken", "draft-stale", "revision-not-empty", "unknown-source", "unknown-object", "unknown-privilege", "file-exists",
    "roles-exist", "role-is-address", "demo-without-its-file", "demo-stopped", "package-unreadable", "name-unusable",
    "server-down", "server-starting", "server-too-old", "unknown-host", "unknown-database",
    "connect-timeout", "connect-denied", "connection-lost", "too-many-connections", "login-refused",
    "wrong-password", "tls-failed", "certificate-refused", "server-not-installed", "server-not-started",
    "server-not-stopped", "scratch-refused", "scratch-left", "program-failed", "local-server-locked", "local-password-lost",
    "no-user-for-server", "unsafe-folder", "session-ended", "env-unusable", "file-unusable", "server-error",
    "unexpected", "fonts-missing", "port-in-use",
  ],
  "docs/data.md": [
    "no-such-table", "rows-point", "truncate-destroys", "sample-impossible", "sample-fails", "dump-unreadable", "dump-refused",
    "database-not-empty", "restore-failed", "not-refreshable", "nothing-to-refresh", "refresh-failed",
  ],
  "docs/revisions.md": [
    "unknown-revision", "revision-missing", "revision-incomplete", "revision-changed", "revision-order", "folder-time", "folder-renamed", "revision-twice", "changed-twice", "requirement-unmet",
    "snapshot-changed", "snapshot-broken", "delta-invalid", "branches-conflict", "two-histories",
    "no-base-branch", "branch-behind", "branches-differ", "applied-there", "target-unasked",
    "drizzle-kit-failed", "not-in-delta", "not-vouched", "verify-differs", "git-failed", "target-too-old", "breakpoint-in-quotes", "unclosed-quote", "malformed-condition", "malformed-guard",
    "code-imports", "code-shape", "code-place", "code-unknown", "code-failed", "code-not-printed",
    "condition-without-statement", "statement-not-allowed", "proof-differs", "proof-not-reversible",
    "proof-not-fresh", "schema-written-out", "proof-rows", "proof-sequence", "proof-foreign-key", "proof-stub", "sensitive-view",
    "wrong-way", "stamped-floor", "rows-in-the-way", "way-back-destroys", "half-done", "half-done-rows", "access-in-two-transactions", "index-without-name", "applied-missing", "applied-changed", "history-unreadable", "variable-differs",
    "password-missing", "membership-option-unsupported", "role-too-powerful", "executor-lacks-admin",
    "executor-lacks-create", "executor-lacks-createdb", "executor-lacks-replication",
    "executor-lacks-bypassrls", "executor-lacks-createrole", "executor-lacks-inherit",
    "executor-lacks-grantor", "executor-lacks-membership", "executor-lacks-ownership",
    "executor-lacks-parameter", "elevated-role-missing", "executor-lacks-superuser", "executor-lacks-usage", "locked", "lock-timeout",
    "statement-timeout", "statement-cancelled", "statement-failed", "dependents-in-the-way", "foreign-views", "not-put-back", "revision-failed",
    "grant-without-effect", "role-beyond-database", "role-holds-on", "role-of-others",
    "unmanaged-not-revoked", "confirmation-failed", "drift-stays", "history-changed", "outcome-unknown", "interrupted",
    "terminated",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Stable and kebab-case: what tests and searches use. */
export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[keyof typeof DIAGNOSTIC_CODES][number];

/** The rules of `dwh lint`, and what is said of comments that ignore them. */
export type LintCode = (typeof DIAGNOSTIC_CODES)["docs/lint.md"][number];

/** What ends a command otherwise than with `EXIT.error`. */
const OTHER_EXITS: Partial<Readonly<Record<DiagnosticCode, number>>> = {
  "option-value": EXIT.usage,
  "message-missing": EXIT.usage,
  interrupted: EXIT.interrupted,
  terminated: EXIT.terminated,
};

/** How a command ends that cannot go on for these reasons: as the first of them says. */
export function exitOf([first]: readonly DiagnosticCode[]): number {
  return (first && OTHER_EXITS[first]) ?? EXIT.error;
}
