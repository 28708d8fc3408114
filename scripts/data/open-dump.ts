// A file of any form that a dump may have → the bytes of a plain dump.
import { type ChildProcess, spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { PassThrough, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { problem, Refusal } from "../model/diagnostic.ts";

/** The bytes of a plain dump, and where they come from. */
export interface OpenDump {
  /** It ends only where the file and all programs did, and well. @throws {Refusal} where one failed */
  readonly bytes: AsyncIterable<Buffer>;
  /** Of the file as it lies there: what is read of it, and how much there is; 0 where that is not known. */
  readonly progress: () => { readonly read: number; readonly size: number };
  /** Whether the lines of the dump are those of the file. */
  readonly isPlain: boolean;
  /** Ends the programs that it comes through, whatever they do. */
  abandon(): void;
}

/** How a file begins, and the program that unpacks it from standard input. */
const PACKED: readonly (readonly [begins: string, program: string, ...args: string[]])[] = [
  ["fd377a585a00", "xz", "--decompress", "--stdout"],
  ["28b52ffd", "zstd", "--decompress", "--stdout", "--quiet"],
  ["425a68", "bzip2", "--decompress", "--stdout"],
];

const GZIP = "1f8b";
/** `PGDMP`: pg_dump's custom format. */
const CUSTOM = "5047444d50";
/** `toc.dat`: its tar format, or a folder of it. */
const TAR = "746f632e646174";

const unreadable = (message: string, help?: string): Refusal =>
  new Refusal([problem("dump-unreadable", message, help === undefined ? {} : { help })]);

/** Splits a command at its blanks outside of quotes, as no shell would be needed for. */
export function commandWords(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

/** A program between the file and us. */
class Stage {
  readonly child: ChildProcess;
  /** Of its own: Node.js throws away what a program printed that ended before somebody read it. */
  readonly output = new PassThrough();
  readonly #ended: Promise<void>;

  constructor(program: string, args: readonly string[], from?: Readable) {
    this.child = spawn(program, args, { stdio: [from ? "pipe" : "ignore", "pipe", "pipe"] });
    let said = "";
    this.child.stderr?.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    this.#ended = new Promise((resolve, reject) => {
      this.child.once("error", (error: NodeJS.ErrnoException) => {
        const isMissing = error.code === "ENOENT";
        const help = `Install ${program}, or give a command that prints the dump with --through.`;
        reject(
          unreadable(`${program} cannot be run: ${isMissing ? "it is not on PATH" : error.message}`, help),
        );
      });
      this.child.once("close", (code, signal) => {
        if (code === 0) return resolve();
        reject(unreadable(`${program} failed (${code ?? signal}): ${said.trim() || "it said nothing"}`));
      });
    });
    this.#ended.catch(() => this.output.destroy());
    this.child.stdout?.pipe(this.output);
    // A program that ends early closes what is written to it; its exit code says why.
    this.child.stdin?.on("error", () => {});
    if (from) {
      from.on("error", () => this.child.kill());
      if (this.child.stdin) from.pipe(this.child.stdin);
    }
  }

  closed(): Promise<void> {
    return this.#ended;
  }
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead).toString("hex");
  } finally {
    await handle.close();
  }
}

/** The programs that a file is to go through, none for what is plain. */
async function stagesOf(file: string, isFolder: boolean): Promise<(string[] | "gunzip")[]> {
  if (isFolder) return [["pg_restore", "--file=-", file]];
  const begins = await beginningOf(file);
  if (begins.startsWith(GZIP)) return ["gunzip"];
  if (begins.startsWith(CUSTOM) || begins.startsWith(TAR)) return [["pg_restore", "--file=-"]];
  const packed = PACKED.find(([start]) => begins.startsWith(start));
  return packed ? [packed.slice(1)] : [];
}

/** The words of a command, the file where `{}` stands among them, else behind them. */
function throughCommand(command: string, file: string): string[] {
  const words = commandWords(command);
  if (words.length === 0) throw unreadable("the command of --through is empty");
  return words.includes("{}") ? words.map((word) => (word === "{}" ? file : word)) : [...words, file];
}

/** What comes, to its end; and of what goes wrong on the way the cause. */
async function* wholly(bytes: Readable, stages: readonly Stage[], file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of bytes) yield chunk as Buffer;
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    // The output of a program that could not be run or failed.
    if (code === "ERR_STREAM_PREMATURE_CLOSE") await allClosed(stages);
    throw unreadable(`${file} cannot be read: ${message}`, "Nothing was restored. Get the whole file.");
  }
  await allClosed(stages);
}

async function allClosed(stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) await stage.closed();
}

/**
 * Opens a dump: what it is packed in is told by how it begins, not by its name.
 *
 * @param through a command that prints it, to which the file is given
 * @throws {Refusal} where there is no such file
 */
export async function openDump(file: string, through?: string): Promise<OpenDump> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(
      `${file} cannot be read: ${error.code === "ENOENT" ? "it is not there" : error.message}`,
    );
  });
  const stages: Stage[] = [];
  const isOpened = through === undefined && !found.isDirectory();
  const source = isOpened ? createReadStream(file, { highWaterMark: 1 << 18 }) : undefined;
  const wanted =
    through === undefined ? await stagesOf(file, found.isDirectory()) : [throughCommand(through, file)];
  let bytes: Readable | undefined = source;
  for (const stage of wanted) {
    if (stage === "gunzip") {
      const packed = bytes;
      const gunzip = createGunzip();
      packed?.on("error", (error) => gunzip.destroy(error));
      bytes = packed?.pipe(gunzip);
      continue;
    }
    const [program = "", ...args] = stage;
    const one = new Stage(program, args, bytes);
    stages.push(one);
    bytes = one.output;
  }
  if (!bytes) throw unreadable(`${file} cannot be read`);
  // It may fail before anybody reads; who reads then is told.
  for (const stream of [source, bytes]) stream?.on("error", () => {});
  return {
    bytes: wholly(bytes, stages, file),
    isPlain: wanted.length === 0,
    progress: () => ({ read: source?.bytesRead ?? 0, size: source ? found.size : 0 }),
    abandon: () => {
      source?.destroy();
      for (const { child } of stages) child.kill();
    },
  };
}
