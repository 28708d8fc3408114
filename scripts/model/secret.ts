/** What stands for a secret wherever text is shown. */
const MASK = "***";

/** What is masked, `password` being how our own help writes one; the first group stays. */
const SECRETS: readonly RegExp[] = [
  // postgres://user:password@host, as far as the last @ of the word: a password may have some, and / ? # by mistake.
  /(:\/\/(?!\/)[^\s:@]*:)(?!password@)\S+(?=@)/g,
  // postgres://user:pass word@host, and where the host was forgotten; not host:5432.
  /(:\/\/(?!\[)[^\s:@/?#]*:)(?!password@|\*\*\*|\d+(?:\W|$))(?:[^\n]*(?=@)|\S+)/g,
  // ?password=… and ?sslpassword=… of a URL.
  /([?&][^=&\s]*(?:pass|secret|token|key)[^=&\s]*=)[^&\s]+/gi,
  // host=h password=…, PGPASSWORD="…"
  /(password\s*=\s*)(?:'(?:[^'\\]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|[^\s&]+)/gi,
  // A line of YAML or TypeScript; to its end, since a value may have blanks.
  /(password(?:_from)?["']?:\s*)\S[^\n]*/gi,
  // SQL
  /(\bPASSWORD\s+E?')(?:[^']|'')*/gi,
];

/**
 * A text as people may see it: passwords masked in addresses, `postgres://user:***@host`, well-formed or not, in
 * `password=…`, `password: …` and SQL's `PASSWORD '…'`. Doing it twice changes nothing.
 */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, secret) => masked.replace(secret, `$1${MASK}`), text);
}

/** A text without these values, as they are. */
export function maskValues(text: string, values: readonly string[]): string {
  const longest = values.filter((value) => value !== "").toSorted((a, b) => b.length - a.length);
  return longest.reduce((masked, value) => masked.replaceAll(value, MASK), text);
}
