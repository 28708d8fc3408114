/** What a reviewer must know before the statements run. */
export interface Hazard {
  /** `destructive` loses data and needs an explicit word; `lock` keeps others waiting. */
  readonly kind: "destructive" | "lock";
  readonly message: string;
}
