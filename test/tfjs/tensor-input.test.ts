import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { Signal, SpikeTimes } from "../../src/simulate/given/input.ts";
import { fillInputGradient, type InputSlot, tensorInput } from "../../src/tfjs/tensor-input.ts";
import { use } from "./backends.ts";

beforeAll(() => use("cpu"));

const shape = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 0, max: 3 }),
);

it("gives every number its place in the input of a sample, from where its gradient comes back", () => {
  fc.assert(
    fc.property(shape, shape, ([batch, channels, spikes], [, neurons, more]) => {
      const form = { kind: "linear", times: Array.from({ length: more + 1 }, (_, k) => k) } as const;
      const slots: InputSlot[] = [
        { name: "input", size: channels, form: undefined },
        { name: "cell.drive", size: neurons, form },
      ];
      tf.tidy(() => {
        const tensors = [
          tf.reshape(tf.range(0, batch * channels * spikes), [batch, channels, spikes]),
          tf.reshape(tf.range(0, batch * neurons * (more + 1)), [batch, neurons, more + 1]),
        ];
        const { inputs } = tensorInput("test", slots, tensors, {});
        expect(inputs).toHaveLength(batch);
        const back = tensors.map(({ size }) => new Float32Array(size));
        inputs.forEach((input, sample) => {
          const times = (input["input"] as SpikeTimes).map((row) => Float64Array.from(row));
          const { values, kind } = input["cell.drive"] as Signal;
          expect(kind).toBe("linear");
          const rows = values as readonly ArrayLike<number>[];
          const gradient = {
            inputTimes: { input: times },
            signals: { "cell.drive": Float64Array.from(rows.flatMap((row) => Array.from(row))) },
          };
          slots.forEach((slot, k) => {
            fillInputGradient(slot, gradient, sample, batch, back[k]!);
          });
        });
        tensors.forEach((tensor, k) => {
          expect([...back[k]!]).toEqual([...tensor.dataSync()]);
        });
      });
    }),
  );
});

it("takes an empty batch", () => {
  const slots: InputSlot[] = [{ name: "input", size: 3, form: undefined }];
  expect(tensorInput("test", slots, [tf.zeros([0, 3])], {})).toEqual({ batch: 0, inputs: [] });
});
