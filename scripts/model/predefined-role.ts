// PostgreSQL's own roles, which are there without being made, and since when.

/** The oldest version that is supported. */
export const OLDEST_MAJOR = 14;

/** By name, the first major version. Source: PostgreSQL manual, "Predefined Roles", and its release notes. */
const PREDEFINED_SINCE: Readonly<Record<string, number>> = {
  pg_checkpoint: 15,
  pg_create_subscription: 16,
  pg_execute_server_program: 14,
  pg_maintain: 17,
  pg_monitor: 14,
  pg_read_all_data: 14,
  pg_read_all_settings: 14,
  pg_read_all_stats: 14,
  pg_read_server_files: 14,
  pg_signal_autovacuum_worker: 18,
  pg_signal_backend: 14,
  pg_stat_scan_tables: 14,
  pg_use_reserved_connections: 16,
  pg_write_all_data: 14,
  pg_write_server_files: 14,
};

/** The first major version that has the role, where it is one of PostgreSQL's own. */
export const predefinedSince = (role: string): number | undefined =>
  Object.hasOwn(PREDEFINED_SINCE, role) ? PREDEFINED_SINCE[role] : undefined;

/** Their names. */
export const PREDEFINED_ROLES: readonly string[] = Object.keys(PREDEFINED_SINCE);
