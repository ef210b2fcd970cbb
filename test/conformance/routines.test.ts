/** Routines do what the event loop and the sweep do record by record, in other executions: to the last bit. */
import { expect, it } from "vitest";
import { pullback } from "../../src/adjoint/pullback.ts";
import { networkProgram } from "../../src/compile/network-program.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { automatic } from "../../src/solvers/method.ts";
import { randomCotangents } from "../support/random-cases/cotangents.ts";
import { drawCase } from "../support/random-cases/drawn.ts";
import { contents } from "../support/tape-contents.ts";

it("tapes and gradients of random networks are the same with routines and without", () => {
  let routines = 0;
  let differentiated = 0;
  for (let k = 0; k < 27; k++) {
    const { network: net, input, options } = drawCase(4, k).drawn;
    const [own, other] = (["javascript", "webassembly"] as const).map((execution) => {
      for (const { kernels } of networkProgram(net, options.method ?? automatic, execution).populations) {
        if (kernels.advance() !== undefined && kernels.pullbacks([]).sweep() !== undefined) routines++;
      }
      const all = { ...options, execution, throwOnFailure: false };
      const run = simulate(net, net.initialParameters(), input, all);
      const { status, message, statistics, samples } = run;
      const forward = [contents(run.tape), status, message, statistics, JSON.stringify(samples)];
      if (status !== "completed") return forward;
      differentiated++;
      const cotangents = randomCotangents(run, k);
      // A sweep that looks at every record is not what is to be seen here.
      cotangents.observations.clear();
      const { values, inputTimes, signals } = pullback(run, cotangents);
      return [...forward, values, inputTimes, signals];
    });
    expect(other, `case ${k}`).toEqual(own);
  }
  expect(routines).toBeGreaterThan(10);
  expect(differentiated).toBeGreaterThan(40);
});
