/** What the row of the inspection times: reads all of a database and plans what turns it into itself. */
import { connect } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";

const [url = "", tables = "0"] = process.argv.slice(2);
const sql = await connect(url);
const live = await inspect(sql);
await sql.end();
const script = composeScript(diffWarehouses(live, live), live, live, []);
if (live.privileges.size < Number(tables) || /GRANT|REVOKE/.test(script))
  throw new Error("not what was made");
