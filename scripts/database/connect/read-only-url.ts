// The address of a session that only reads, for programs that know no more than an address.

/** Blanks and backslashes in a value of libpq's `options`. */
const escaped = (value: string): string => value.replace(/[\\\s]/g, "\\$&");

/**
 * Transactions are read only there unless one says otherwise, and the session is in a role from its beginning: RESET
 * ROLE leads back to it.
 *
 * @param role the URL's own where there is none
 */
export function readOnlyUrl(text: string, role?: string): string {
  const url = new URL(text);
  const given = url.searchParams.get("options");
  const settings = [
    "-c default_transaction_read_only=on",
    ...(role === undefined ? [] : [`-c role=${escaped(role)}`]),
  ];
  url.searchParams.set("options", [...(given ? [given] : []), ...settings].join(" "));
  // `+` for a blank is of forms; drivers read %20.
  return url.href.replace(url.search, url.search.replaceAll("+", "%20"));
}
