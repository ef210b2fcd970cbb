#!/usr/bin/env node
/** The command `saltus`: which command was named, and its exit code. */

const usage = `saltus — differentiable, event-driven simulation of neurons

  saltus train [options]          train a network on the Yin-Yang set
  saltus verify FILE… [options]   hold the library against reference networks

saltus COMMAND --help lists a command's options.`;

const commands: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>> = {
  train: async () => (await import("./train-command.ts")).trainCommand,
  verify: async () => (await import("./verify-command.ts")).verifyCommand,
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(usage);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    console.error(`saltus: there is no command "${name}".\n\n${usage}`);
    return 2;
  }
  return (await load())(rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  process.exitCode = 1;
}
