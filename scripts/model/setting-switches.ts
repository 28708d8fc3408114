// Settings that are on or off, and the words that mean either.

/** Those that a role can have, and those of words among which are `on` and `off`. Source: `pg_settings.vartype`. */
const SWITCHES: ReadonlySet<string> = new Set(
  `
  allow_in_place_tablespaces allow_system_table_mods array_nulls backslash_quote check_function_bodies
  compute_query_id constraint_exclusion debug_parallel_query debug_pretty_print debug_print_parse
  debug_print_plan debug_print_rewritten default_transaction_deferrable default_transaction_read_only
  enable_async_append enable_bitmapscan enable_distinct_reordering enable_gathermerge
  enable_group_by_reordering enable_hashagg enable_hashjoin enable_incremental_sort
  enable_indexonlyscan enable_indexscan enable_material enable_memoize enable_mergejoin
  enable_nestloop enable_parallel_append enable_parallel_hash enable_partition_pruning
  enable_partitionwise_aggregate enable_partitionwise_join enable_presorted_aggregate
  enable_self_join_elimination enable_seqscan enable_sort enable_tidscan escape_string_warning
  event_triggers exit_on_error force_parallel_mode geqo ignore_checksum_failure ignore_system_indexes
  jit jit_debugging_support jit_dump_bitcode jit_expressions jit_profiling_support jit_tuple_deforming
  lo_compat_privileges log_connections log_disconnections log_duration log_executor_stats
  log_lock_failures log_lock_waits log_parser_stats log_planner_stats log_replication_commands
  log_statement_stats md5_password_warnings parallel_leader_participation quote_all_identifiers
  row_security standard_conforming_strings synchronize_seqscans synchronous_commit trace_notify
  trace_sort track_activities track_cost_delay_timing track_counts track_io_timing track_wal_io_timing
  transaction_deferrable transaction_read_only transform_null_equals update_process_title
  vacuum_truncate wal_compression wal_init_zero wal_recycle zero_damaged_pages
`
    .trim()
    .split(/\s+/),
);

/** As the server reads them: the beginning of a word does, as far as it is one's alone. Source: `parse_bool`. */
const ON = /^(?:t|tr|tru|true|y|ye|yes|on|1)$/i;
const OFF = /^(?:f|fa|fal|fals|false|n|no|of|off|0)$/i;

/** `on` or `off` where the setting is one of these and the value means that; undefined else. */
export function switchWord(name: string, value: string): "on" | "off" | undefined {
  if (!SWITCHES.has(name.toLowerCase())) return undefined;
  const word = value.trim();
  return ON.test(word) ? "on" : OFF.test(word) ? "off" : undefined;
}

/** Their names. */
export const SWITCH_NAMES: readonly string[] = [...SWITCHES];
