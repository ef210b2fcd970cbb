/**
 * Random tests draw from a fixed seed, so that the gate gives the same answer every time; FC_SEED=N
 * explores another one. A failure is shrunk for a minute at most.
 */
import fc from "fast-check";

fc.configureGlobal({
  seed: Number(process.env["FC_SEED"] ?? 20_261_121),
  interruptAfterTimeLimit: 60_000,
  markInterruptAsFailure: false,
});
