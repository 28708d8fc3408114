/** What a number without a unit means to a setting: `30` is 30 of these. */
interface SettingUnit {
  readonly kind: "time" | "memory";
  /** How a bare number reads with the unit that the server takes: 30 of 8 kB are 240kB. */
  readonly base: string;
  readonly factor?: number;
}

const unit = (kind: SettingUnit["kind"], base: string, factor?: number): SettingUnit => ({
  kind,
  base,
  ...(factor !== undefined && { factor }),
});

const MILLISECONDS = unit("time", "ms");
const SECONDS = unit("time", "s");
const KILOBYTES = unit("memory", "kB");
const PAGES = unit("memory", "kB", 8);

/** Units that a server reads, small ones first. Source: PostgreSQL manual, "Parameter Names and Values". */
export const UNITS: Readonly<Record<SettingUnit["kind"], readonly string[]>> = {
  time: ["us", "ms", "s", "min", "h", "d"],
  memory: ["B", "kB", "MB", "GB", "TB"],
};

/** The settings with units that make sense for a role. Source: `pg_settings.unit`. */
export const SETTING_UNITS: ReadonlyMap<string, SettingUnit> = new Map([
  ["statement_timeout", MILLISECONDS],
  ["lock_timeout", MILLISECONDS],
  ["idle_in_transaction_session_timeout", MILLISECONDS],
  ["idle_session_timeout", MILLISECONDS],
  ["transaction_timeout", MILLISECONDS],
  ["deadlock_timeout", MILLISECONDS],
  ["log_min_duration_statement", MILLISECONDS],
  ["log_min_duration_sample", MILLISECONDS],
  ["client_connection_check_interval", MILLISECONDS],
  ["tcp_user_timeout", MILLISECONDS],
  ["vacuum_cost_delay", MILLISECONDS],
  ["wal_sender_timeout", MILLISECONDS],
  ["tcp_keepalives_idle", SECONDS],
  ["tcp_keepalives_interval", SECONDS],
  ["commit_delay", unit("time", "us")],
  ["work_mem", KILOBYTES],
  ["maintenance_work_mem", KILOBYTES],
  ["logical_decoding_work_mem", KILOBYTES],
  ["max_stack_depth", KILOBYTES],
  ["temp_file_limit", KILOBYTES],
  ["log_temp_files", KILOBYTES],
  ["gin_pending_list_limit", KILOBYTES],
  ["vacuum_buffer_usage_limit", KILOBYTES],
  ["wal_skip_threshold", KILOBYTES],
  ["temp_buffers", PAGES],
  ["effective_cache_size", PAGES],
  ["min_parallel_table_scan_size", PAGES],
  ["min_parallel_index_scan_size", PAGES],
  ["backend_flush_after", PAGES],
  ["log_parameter_max_length", unit("memory", "B")],
  ["log_parameter_max_length_on_error", unit("memory", "B")],
]);
