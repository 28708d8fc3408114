// What statements of a dump are about, as far as that makes a difference.

/** What a statement is for: `ours` is what stands around all of it anyway. */
type Meaning = "ours" | "access" | "setting" | "content";

/** By how a statement begins; the first that fits. */
const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  // Around large objects; all of it is one transaction here.
  [/^(BEGIN|COMMIT|END|START\s+TRANSACTION)(\s+(WORK|TRANSACTION))?$/i, "ours"],
  // Every database has it.
  [/^CREATE\s+SCHEMA\s+"?public"?$/i, "ours"],
  // Texts go out in UTF-8, whatever the dump says; another encoding is refused.
  [/^SET\s+client_encoding\b/i, "ours"],
  [/^ALTER\s[\s\S]*\sOWNER\s+TO\s+("(?:[^"]|"")*"|[^\s"]+)$/i, "access"],
  [/^(GRANT|REVOKE|ALTER\s+DEFAULT\s+PRIVILEGES|SET\s+(LOCAL\s+)?SESSION\s+AUTHORIZATION)\s/i, "access"],
  [/^SET\s+[a-z_.]+\s*(=|\sTO\s)/i, "setting"],
];

/** What a statement of a dump is for. */
export const meaningOf = (text: string): Meaning =>
  MEANINGS.find(([begins]) => begins.test(text))?.[1] ?? "content";

/** Why a statement cannot be restored. */
interface InTheWay {
  readonly message: string;
  readonly help: string;
}

const IN_THE_WAY: readonly (readonly [RegExp, InTheWay])[] = [
  [
    /^SET\s+client_encoding\s*(?:=|\sTO\s)(?!\s*'?(?:UTF-?8|SQL_ASCII|UNICODE)\b)/i,
    { message: "the dump is not in UTF-8", help: "Make it with `pg_dump --encoding=UTF8`." },
  ],
  [
    /^COPY\s[\s\S]*\sFROM\s+STDIN\b\s*\S/i,
    {
      message: "COPY with options: only its text format is read",
      help: "Make the dump with pg_dump, which writes that.",
    },
  ],
  [
    /^(CREATE|ALTER|DROP)\s+(DATABASE|TABLESPACE)\s/i,
    {
      message: "a statement about databases of the cluster",
      help: "Make the dump of one database with pg_dump, without --create.",
    },
  ],
  [
    /^(ROLLBACK|ABORT|SAVEPOINT|PREPARE\s+TRANSACTION)\b/i,
    {
      message: "a statement that would end the transaction of the restore",
      help: "Take it out of the dump.",
    },
  ],
];

/** Why a statement is refused, if it is. */
export const inTheWayOf = (text: string): InTheWay | undefined =>
  IN_THE_WAY.find(([pattern]) => pattern.test(text))?.[1];
