// A process that loads the built program once and runs one command after another: { folder, args, environment } in,
// { code, out, err } out. Its folder, environment and output are those of the command while that runs.
import { main } from "../../dist/command-line.js";

const streams = { out: process.stdout, err: process.stderr };

process.on("message", async ({ folder, args, environment }) => {
  process.chdir(folder);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  const said = { out: "", err: "" };
  for (const [name, stream] of Object.entries(streams))
    stream.write = (text) => {
      said[name] += text;
      return true;
    };
  const code = await main(args);
  // The folder may be gone before the next command.
  process.chdir("/");
  process.send({ code, ...said });
});
process.on("disconnect", () => process.exit());
