/** A value that is in a column of encrypted ones and is not encrypted yet, or no longer: a zero byte and its text. OpenPGP has none. */

const MARK = "'\\x00'::bytea";

/** Whether a value, as SQL names it, is one. */
export const isMarked = (value: string): string => `pg_catalog.substr(${value}, 1, 1) = ${MARK}`;

/** The value of a text in plain. */
export const marked = (text: string): string => `${MARK} || pg_catalog.convert_to(${text}, 'UTF8')`;

/** The text of such a value. */
export const unmarked = (value: string): string =>
  `pg_catalog.convert_from(pg_catalog.substr(${value}, 2), 'UTF8')`;
