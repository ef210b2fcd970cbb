/**
 * A fresh process that prints one gradient; reference: Node doing nothing.
 *
 * Expected: within 0.5 s of the start of the process. Seen: 0.25 s.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { interleaved } from "./interleaved.mjs";

const script = fileURLToPath(new URL("./first-gradient-program.mjs", import.meta.url));
const start = (...given) => {
  const { status, stderr } = spawnSync(process.execPath, given);
  if (status !== 0) throw new Error(String(stderr));
};
const [bare, first] = interleaved([() => start("-e", "0"), () => start(script)], { rounds: 9, warmUp: 1 });

const rows = [
  {
    what: "first gradient, from the start of the process",
    unit: "ms",
    value: first,
    reference: "node -e 0",
    referenceValue: bare,
  },
];
console.log(JSON.stringify(rows));
