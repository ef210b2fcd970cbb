/** Resonate-and-fire neuron. */
import { asNeeded } from "./as-needed.ts";
import { defineNeuron } from "./define-neuron.ts";
import type { NeuronModel } from "./neuron-model.ts";
import { deltaSynapse } from "./synapses.ts";
import { withSynapses } from "./with-synapses.ts";

/**
 * Resonate-and-fire neuron: a damped oscillation of a current x and a voltage y that spikes where the voltage reaches
 * its threshold. Without units but the time, in ms. An arriving spike moves the current: two in phase with the
 * oscillation add up, two in antiphase do not.
 *
 *   dx/dt = b x − ω y + current ,   dy/dt = ω x + b y
 *   y ≥ y_threshold: x ← 0, y ← y_threshold, which is z ← i in the paper's z = x + i y
 *
 * After its reset the voltage falls, so that it is on its threshold for an instant only. Its exact flow is a rotation.
 *
 * Source: Izhikevich (2001), Neural Netw. 14, 883–894, eq. 2 and §3.
 */
export const resonateAndFire: NeuronModel = asNeeded(() =>
  withSynapses(
    defineNeuron({
      name: "resonateAndFire",
      state: { x: {}, y: {} },
      parameters: {
        b: { default: -0.1 },
        omega: { default: 1, domain: "positive" },
        yThreshold: 1,
        current: 0,
      },
      dynamics: `
        dx/dt = b * x - omega * y + current
        dy/dt = omega * x + b * y
      `,
      spike: { when: "y - yThreshold", reset: { x: 0, y: "yThreshold" } },
    }),
    { into: "current", membrane: "x", synapses: { input: deltaSynapse() } },
  ),
);
