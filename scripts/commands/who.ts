// `dwh who`: every role that can do something with an object.
import { EXIT } from "../model/exit-code.ts";
import { groupBy } from "../model/group.ts";
import { objectKey } from "../model/object.ts";
import { indexAccess } from "../review/access/access-index.ts";
import { type Holder, whoCan } from "../review/access/access-report.ts";
import { doorsTo, doorText } from "../review/access/doors.ts";
import { findNames } from "../sources/find-names.ts";
import { openAsked } from "../sources/open-source.ts";
import { openProject } from "../sources/project.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

const howText = ({ columns, how }: Holder): string =>
  columns.length > 0 ? `on columns ${columns.join(", ")} only: ${how}` : how;

/** Shows every role that can do something with an object, and how. */
export async function run([what = ""]: readonly string[], options: Options<"who">): Promise<number> {
  const source = await openAsked(await openProject(), options);
  const { object, privilege } = findNames(source, { object: what, privilege: options.privilege });
  const wanted = privilege && [privilege];
  const index = indexAccess(source.warehouse, source.binding.major);
  const holders = whoCan(index, object, wanted);
  const doors = doorsTo(index, object, source.definers ?? [], { privileges: wanted });
  if (options.json) {
    const answer = { source: source.label, object: objectKey(object), holders, doors };
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return EXIT.done;
  }
  const also = doors
    .map((door) => `${door.callers.map(({ role }) => role).join(", ")} ${doorText(door)}\n`)
    .join("");
  const head = `${objectKey(object)}, ${source.label}`;
  if (holders.length === 0) {
    process.stdout.write(`${head}: nobody${wanted ? ` has ${wanted}` : " has any privilege"}.\n${also}`);
    return EXIT.done;
  }
  // What a role has in the same way is one row.
  const rows = [...groupBy(holders, (holder) => `${holder.role}\t${howText(holder)}`).values()].flatMap(
    (group) => {
      const [first] = group;
      if (!first) return [];
      const list = group.map(({ privilege }) => privilege).join(", ");
      return [[first.role, first.login ? "login" : "", list, howText(first)]];
    },
  );
  process.stdout.write(`${head}:\n${formatTable([["role", "", "privileges", "how"], ...rows])}\n${also}`);
  return EXIT.done;
}
