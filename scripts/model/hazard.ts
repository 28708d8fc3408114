/** What a reviewer must know before the statements run. */
export interface Hazard {
  /**
   * `destructive` loses data and needs an explicit word; `lock` keeps others waiting where the statement does not show it;
   * `row security` is who sees which rows; `rename` breaks who uses the former name; `change` is what the tables' columns
   * do not tell; `notice` is good to know.
   */
  readonly kind: "destructive" | "lock" | "row security" | "rename" | "change" | "notice";
  readonly message: string;
  /** What is destroyed, as displayPath writes it; absent where it has no name of its own. */
  readonly path?: string;
  /** Of what is destroyed, how that can be had without. */
  readonly instead?: string;
}
