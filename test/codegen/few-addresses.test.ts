import { expect, it } from "vitest";
import { runAsUser } from "../support/run-as-user.ts";

const program = `
import { lif, network, population, simulate } from "saltus";

const make = () => network({ populations: { cell: population(lif, 1, { initial: { v: 0.9 }, parameters: { bias: 2 } }) } });
const times = (net, options) => {
  const run = simulate(net, net.initialParameters(), {}, { until: 20, ...options });
  return { execution: run.program.execution, times: [...run.spikeTimes("cell")[0]] };
};
let message = "none";
try {
  times(make(), { execution: "webassembly" });
} catch (error) {
  message = error.message;
}
console.log(JSON.stringify({ left: times(make(), {}), asked: times(make(), { execution: "javascript" }), message }));
`;

interface Answer {
  readonly execution: string;
  readonly times: readonly number[];
}

it.skipIf(process.platform === "win32")(
  "a run under a limit of address space goes on in JavaScript, and says why where WebAssembly is asked for",
  async () => {
    const { output, errors } = await runAsUser(program, { addresses: 8_000_000 });
    const { left, asked, message } = JSON.parse(output || `{"message":${JSON.stringify(errors)}}`) as {
      readonly left: Answer;
      readonly asked: Answer;
      readonly message: string;
    };
    expect(message).toMatch(/WebAssembly reserves about 10 GiB of addresses/);
    expect(left.execution).toBe("javascript");
    expect(left).toEqual(asked);
    expect(left.times.length).toBeGreaterThan(1);
  },
);
