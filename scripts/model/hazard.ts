/** What a reviewer must know before the statements run. */
export interface Hazard {
  /** `destructive` loses data and needs an explicit word; `lock` keeps others waiting; `notice` is good to know. */
  readonly kind: "destructive" | "lock" | "notice";
  readonly message: string;
}
