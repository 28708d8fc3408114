// SQL objects that a way takes away to make them, or others of their names, again.

/** One of them, as what stands on it says its name. */
export interface GoneObject {
  /** Its schema and name, as displayPath writes them. */
  readonly key: string;
  /** Whether its name counts only where it is called. */
  readonly isCalled: boolean;
  /** Of a type, SQL for the type that its columns have meanwhile. */
  readonly meanwhile?: string;
  /** Whether only columns are in the way that are of it, or change from another type to it. */
  readonly stays?: true;
}

/** Those of a way, under the names before its renames and behind them. */
export interface GoneObjects {
  readonly from: readonly GoneObject[];
  readonly to: readonly GoneObject[];
}
