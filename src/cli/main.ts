#!/usr/bin/env node
/** The command `saltus`: which command was named, and its exit code. */
import { SaltusError, suggestion } from "../errors.ts";
import { shown } from "../values.ts";
import { packageVersion } from "./package-version.ts";
import { Stopped } from "./stop.ts";

const usage = `saltus — differentiable, event-driven simulation of neurons

  saltus train [TASK] [options]   train a network: yin-yang, or mnist with digits
  saltus gallery OUT [options]    draw every neuron of the library
  saltus verify FILE… [options]   hold the library against reference networks
  saltus check-gradients FILE…    gradients of reference networks, computed in four ways
  saltus explain NAME|FILE…       what is made of a neuron: equations, LaTeX, method, operations
  saltus help [COMMAND]           what a command does and its options
  saltus version                  the version of the package`;

const commands: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>> = {
  train: async () => (await import("./train-command.ts")).trainCommand,
  gallery: async () => (await import("./gallery-command.ts")).galleryCommand,
  "check-gradients": async () => (await import("./check-gradients-command.ts")).checkGradientsCommand,
  explain: async () => (await import("./explain-command.ts")).explainCommand,
  verify: async () => (await import("./verify-command.ts")).verifyCommand,
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "version" || name === "--version" || name === "-V") {
    console.log(packageVersion());
    return 0;
  }
  if (name === "help" && rest.length > 0) return main([...rest, "--help"]);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(usage);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const what = name.startsWith("-") ? "option" : "command";
    const known = [...Object.keys(commands), "help", "version", "--help", "--version"];
    const hint = suggestion(name, known) || `Known here: ${known.join(", ")}. `;
    console.error(`saltus: there is no ${what} ${shown(name)}. ${hint}See saltus help.`);
    return 2;
  }
  return (await load())(rest);
}

// Where nobody reads any more (saltus verify … | head), a command has nothing to do; one that has something to
// save listens for the signal.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (!process.emit("SIGPIPE", "SIGPIPE")) process.exit(new Stopped("SIGPIPE").exitCode);
  });
}

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  // Messages of this library say where; others come from Node or are faults.
  if (error instanceof SaltusError) console.error(error.message);
  else console.error(`saltus ${args[0]}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
