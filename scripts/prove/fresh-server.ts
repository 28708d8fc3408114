// Where a fresh build is made: before the way up on the same server, or beside it on a second one.
import { type Sql, withConnection } from "../database/connect/connect.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import type { Variables } from "../model/variable.ts";
import { buildFresh, type FreshBuild, type FreshPlan } from "./fresh-build.ts";
import { openBase } from "./ground.ts";
import { freshRequest, type Proof } from "./proof.ts";

/** So many entities more than before take a server longer than another one takes to start. */
const MANY = 500;

/** Whether a second server pays, and can be had. */
const wantsSecond = ({ place, states }: Proof, { shared }: Scratch): boolean =>
  states.after.ddl.length - states.before.ddl.length >= MANY &&
  shared === undefined &&
  place.server.kind === "embedded";

/** Where the build is made. */
export interface FreshServer {
  /** Begins, and comes back when the first server is free for the way up. */
  begin(plan: FreshPlan): Promise<void>;
  /** @throws {Refusal} when the second server cannot be had */
  built(): Promise<FreshBuild>;
  close(): Promise<void>;
}

/**
 * Begins to open what the build needs.
 *
 * @param first the server of the proof, in the state before the revision
 * @param makeGround makes there what stands for others'
 */
export function freshServer(
  proof: Proof,
  first: { readonly scratch: Scratch; readonly sql: Sql },
  variables: Variables,
  makeGround: (sql: Sql) => Promise<void>,
): FreshServer {
  const request = freshRequest(proof, variables);
  const second = wantsSecond(proof, first.scratch)
    ? openBase(proof.place, proof.earlier, variables)
    : undefined;
  // Told where it is used.
  const opened = second?.catch(() => undefined);
  let build: Promise<FreshBuild> | undefined;
  const onSecond = async (scratch: Scratch, plan: FreshPlan) =>
    withConnection(scratch.url, async (sql) => {
      await makeGround(sql);
      return buildFresh(sql, request, plan);
    });
  return {
    async begin(plan) {
      build = second
        ? second.then((scratch) => onSecond(scratch, plan))
        : buildFresh(first.sql, request, plan);
      if (second) build.catch(() => {});
      else await build;
    },
    built() {
      if (!build) throw new Error("The fresh build has not begun.");
      return build;
    },
    async close() {
      await build?.catch(() => {});
      await (await opened)?.close();
    },
  };
}
