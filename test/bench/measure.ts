import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How often each command is timed, after one run that does not count. */
export const RUNS = 5;

const { DATABASE_URL: _, ...environment } = process.env;

/** What one run took. */
export interface Sample {
  readonly seconds: number;
  /** The most memory that it had, in MiB; 0 where the program is not Node. */
  readonly memory: number;
}

/** Written by a Node process as it ends: kibibytes. */
const TELL_MEMORY =
  'import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(process.env.BENCH_MEMORY,String(process.resourceUsage().maxRSS)))';

/** Runs a program to its end. @throws {Error} with its output when it ends with a code that is not allowed */
export async function time(
  program: string,
  args: readonly string[],
  cwd: string,
  allowed: readonly (number | null)[] = [0],
): Promise<Sample> {
  const memoryFile = join(tmpdir(), `dwh-bench-${randomBytes(6).toString("hex")}`);
  const env = {
    ...environment,
    CI: "1",
    DWH_ENV: "test",
    BENCH_MEMORY: memoryFile,
    ...(program === process.execPath && {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`,
    }),
  };
  const start = process.hrtime.bigint();
  const output: Buffer[] = [];
  const code = await new Promise<number | null>((done, fail) => {
    const child = spawn(program, args, { cwd, env });
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.once("error", fail);
    child.once("exit", done);
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (!allowed.includes(code))
    throw new Error(`${args.join(" ")} ended with ${code}:\n${Buffer.concat(output)}`);
  const kibibytes = await readFile(memoryFile, "utf8").catch(() => "0");
  await rm(memoryFile, { force: true });
  return { seconds, memory: Number(kibibytes) / 1024 };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const middle = (samples: readonly Sample[]): Sample => ({
  seconds: median(samples.map(({ seconds }) => seconds)),
  memory: median(samples.map(({ memory }) => memory)),
});

/** A command to be timed. */
export interface Timed {
  readonly run: () => Promise<Sample>;
  /** Puts things back as they were, outside of the clock. */
  readonly reset?: () => Promise<void>;
}

/** Our command's median and that of what it is measured beside. */
export interface Pair {
  readonly ours: Sample;
  readonly reference: Sample;
}

/** Times both in turn, so that a slow moment of the machine meets both. */
export async function pair(ours: Timed, reference: Timed): Promise<Pair> {
  const samples = { ours: [] as Sample[], reference: [] as Sample[] };
  for (let index = 0; index <= RUNS; index++) {
    for (const [name, timed] of [
      ["ours", ours],
      ["reference", reference],
    ] as const) {
      const sample = await timed.run();
      if (index > 0) samples[name].push(sample);
      await timed.reset?.();
    }
  }
  return { ours: middle(samples.ours), reference: middle(samples.reference) };
}

/** The table of results, with its head. */
export const rows: string[][] = [["", "seconds", "MiB", "beside", "seconds", "ratio", "goal"]];

/** Adds a line to the table and shows it. */
export function report(what: string, beside: string, { ours, reference }: Pair, goal: string): void {
  const ratio = (ours.seconds / reference.seconds).toFixed(2);
  const seconds = ours.seconds.toFixed(2);
  rows.push([what, seconds, ours.memory.toFixed(0), beside, reference.seconds.toFixed(2), ratio, goal]);
  process.stderr.write(`${what}: ${seconds} s, ${ratio} times ${beside}\n`);
}
