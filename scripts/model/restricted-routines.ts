// PostgreSQL's own functions that are born without EXECUTE for PUBLIC.
import type { ObjectName } from "./object.ts";

/** The schema of PostgreSQL's own functions and types. */
export const SYSTEM_SCHEMA = "pg_catalog";

/**
 * Those of 14 to 18, by name and argument types. None that is in one version and not in the other is there without it,
 * but for pg_log_backend_memory_contexts of 14, which asks for a superuser itself.
 * Source: `pg_init_privs`; system_functions.sql of the server.
 */
// biome-ignore format: some words a line, as a list
const RESTRICTED: ReadonlySet<string> = new Set([
  "lo_export(oid, text)", "lo_import(text)", "lo_import(text, oid)", "pg_backup_start(text, boolean)",
  "pg_backup_stop(boolean)", "pg_config()", "pg_create_restore_point(text)", "pg_current_logfile()",
  "pg_current_logfile(text)", "pg_get_aios()", "pg_get_backend_memory_contexts()", "pg_get_shmem_allocations()",
  "pg_get_shmem_allocations_numa()", "pg_hba_file_rules()", "pg_ident_file_mappings()",
  "pg_log_backend_memory_contexts(integer)", "pg_log_standby_snapshot()", "pg_ls_archive_statusdir()",
  "pg_ls_dir(text)", "pg_ls_dir(text, boolean, boolean)", "pg_ls_logdir()", "pg_ls_logicalmapdir()",
  "pg_ls_logicalsnapdir()", "pg_ls_replslotdir(text)", "pg_ls_summariesdir()", "pg_ls_tmpdir()",
  "pg_ls_tmpdir(oid)", "pg_ls_waldir()", "pg_promote(boolean, integer)", "pg_read_binary_file(text)",
  "pg_read_binary_file(text, bigint, bigint)", "pg_read_binary_file(text, bigint, bigint, boolean)",
  "pg_read_binary_file(text, boolean)", "pg_read_file(text)", "pg_read_file(text, bigint, bigint)",
  "pg_read_file(text, bigint, bigint, boolean)", "pg_read_file(text, boolean)", "pg_reload_conf()",
  "pg_replication_origin_advance(text, pg_lsn)", "pg_replication_origin_create(text)",
  "pg_replication_origin_drop(text)", "pg_replication_origin_oid(text)",
  "pg_replication_origin_progress(text, boolean)", "pg_replication_origin_session_is_setup()",
  "pg_replication_origin_session_progress(boolean)", "pg_replication_origin_session_reset()",
  "pg_replication_origin_session_setup(text)", "pg_replication_origin_xact_reset()",
  "pg_replication_origin_xact_setup(pg_lsn, timestamp with time zone)", "pg_rotate_logfile()",
  "pg_show_all_file_settings()", "pg_show_replication_origin_status()",
  "pg_start_backup(text, boolean, boolean)", "pg_stat_file(text)", "pg_stat_file(text, boolean)",
  "pg_stat_have_stats(text, oid, bigint)", "pg_stat_have_stats(text, oid, oid)", "pg_stat_reset()",
  "pg_stat_reset_backend_stats(integer)", "pg_stat_reset_replication_slot(text)", "pg_stat_reset_shared(text)",
  "pg_stat_reset_single_function_counters(oid)", "pg_stat_reset_single_table_counters(oid)",
  "pg_stat_reset_slru(text)", "pg_stat_reset_subscription_stats(oid)", "pg_stop_backup()",
  "pg_stop_backup(boolean, boolean)", "pg_switch_wal()", "pg_wal_replay_pause()", "pg_wal_replay_resume()",
]);

/** Whether a routine is one of PostgreSQL's own. */
export const isSystemRoutine = ({ kind, path }: ObjectName): boolean =>
  kind === "routine" && path[0] === SYSTEM_SCHEMA;

/** Whether it is one on which PUBLIC has nothing by itself. */
export const isRestricted = (object: ObjectName): boolean =>
  isSystemRoutine(object) && RESTRICTED.has(`${object.path[1]}(${object.path[2]})`);
