// Settings with units: what a number without one means, and values in one form of those that mean the same.
import { switchWord } from "./setting-switches.ts";

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

/** How many of the smallest unit one is: microseconds, bytes. */
const SIZES: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
  B: 1,
  kB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
};

/** The value of a setting that has units, in the smallest; undefined where it is no such, or one that switches it off. */
function amountOf(
  name: string,
  value: string,
): { readonly unit: SettingUnit; readonly amount: number } | undefined {
  const unit = SETTING_UNITS.get(name.toLowerCase());
  const [, number = "", said = ""] = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*([A-Za-z]*)\s*$/.exec(value) ?? [];
  if (!unit || number === "" || Number(number) === 0) return undefined;
  const size = said === "" ? (SIZES[unit.base] ?? 1) * (unit.factor ?? 1) : SIZES[said];
  if (size === undefined || (said !== "" && !UNITS[unit.kind].includes(said))) return undefined;
  return { unit, amount: Number(number) * size };
}

/**
 * The value in one form of those that mean the same: with the largest unit of which it is a whole number, of `60000`
 * milliseconds `1min`; `on` for `yes`. Others as they are.
 */
export function settingByValue(name: string, value: string): string {
  const found = amountOf(name, value);
  if (!found) return switchWord(name, value) ?? value;
  const { unit, amount } = found;
  const larger = [...UNITS[unit.kind]].reverse().find((one) => Number.isInteger(amount / (SIZES[one] ?? 1)));
  return larger === undefined ? value : `${amount / (SIZES[larger] ?? 1)}${larger}`;
}
