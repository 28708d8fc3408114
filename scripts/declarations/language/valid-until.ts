// `valid_until` → a time that PostgreSQL reads.
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/i;

/** What is wrong with a time, and what to write. */
interface TimeProblem {
  readonly message: string;
  readonly help: string;
}

const FORM = "Write it as 2027-01-01T00:00:00Z, or infinity.";

/** A time in UTC as the model keeps it, `2027-01-01T00:00:00Z`; undefined for infinity. */
export function parseValidUntil(text: string): { readonly time?: string } | TimeProblem {
  if (text === "infinity") return {};
  const match = TIME.exec(text);
  if (!match) return { message: `${text} is no time`, help: FORM };
  const [, year, month, day, hour = "00", minute = "00", second = "00", utc, sign, hours, minutes] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${local}Z`);
  // Date makes the first of March of the 30th of February.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(local))
    return { message: `${text} is not in the calendar`, help: FORM };
  if (!utc && !sign) {
    const help = `Write the zone behind it: ${local}Z for UTC, ${local}+01:00 for one hour ahead of it.`;
    return { message: `${text} has no zone`, help };
  }
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  time.setUTCMinutes(time.getUTCMinutes() - offset);
  return { time: time.toISOString().replace(".000Z", "Z") };
}
