/** Integrate-and-fire neurons between their spikes, with conductances, adaptation and moving thresholds. */
import type { Published } from "./entry.ts";

const { abs, exp, log, max, min } = Math;

export const integrateAndFire: readonly Published[] = [
  {
    name: "adaptive exponential integrate-and-fire",
    source: "Brette & Gerstner (2005), J. Neurophysiol. 94, 3637–3642, eqs. 1, 2",
    notation: "Brian2",
    equations: `
      dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT) + I - w)/C : volt
      dw/dt = (a*(vm - EL) - w)/tauw : amp
    `,
    units: {
      ...{ vm: "mV", w: "nA", gL: "nS", EL: "mV", DeltaT: "mV", VT: "mV", I: "nA", C: "pF" },
      ...{ a: "nsiemens", tauw: "ms" },
    },
    parameters: { gL: 30, EL: -70.6, DeltaT: 2, VT: -50.4, C: 281, a: 4, tauw: 144, I: 1 },
    at: { vm: -48, w: 0.05 },
    rates: ({ gL, EL, DeltaT, VT, C, a, tauw, I, vm, w }) => ({
      vm: (gL * (EL - vm) + gL * DeltaT * exp((vm - VT) / DeltaT) + 1000 * (I - w)) / C,
      w: ((a * (vm - EL)) / 1000 - w) / tauw,
    }),
  },
  {
    name: "adaptive exponential integrate-and-fire with a bound",
    source: "Brette & Gerstner (2005), in the way of NEST's aeif_cond_exp",
    notation: "NESTML",
    equations: `
      inline V_bounded mV = min(V_m, V_peak) # prevents exponential divergence
      inline I_spike pA = g_L * Delta_T * exp((V_bounded - V_th) / Delta_T)
      V_m' = (-g_L * (V_bounded - E_L) + I_spike - g_ex * (V_bounded - E_exc) - w + I_e) / C_m
      w' = (a * (V_bounded - E_L) - w) / tau_w
      g_ex' = -g_ex / tau_syn
    `,
    units: {
      ...{ V_m: "mV", w: "pA", g_ex: "nS", g_L: "nS", E_L: "mV", V_th: "mV", V_peak: "mV", Delta_T: "mV" },
      ...{ E_exc: "mV", I_e: "pA", C_m: "pF", a: "nS", tau_w: "ms", tau_syn: "ms" },
    },
    parameters: {
      ...{ g_L: 30, E_L: -70.6, V_th: -50.4, V_peak: 0, Delta_T: 2, E_exc: 0, I_e: 0, C_m: 281, a: 4 },
      ...{ tau_w: 144, tau_syn: 0.2 },
    },
    at: { V_m: 12, w: 80, g_ex: 3 },
    rates: (x) => {
      const V = min(x.V_m, x.V_peak);
      const spike = x.g_L * x.Delta_T * exp((V - x.V_th) / x.Delta_T);
      return {
        V_m: (-x.g_L * (V - x.E_L) + spike - x.g_ex * (V - x.E_exc) - x.w + x.I_e) / x.C_m,
        w: (x.a * (V - x.E_L) - x.w) / x.tau_w,
        g_ex: -x.g_ex / x.tau_syn,
      };
    },
  },
  {
    name: "exponential integrate-and-fire",
    source: "Fourcaud-Trocmé, Hansel, van Vreeswijk & Brunel (2003), J. Neurosci. 23, 11628–11640",
    notation: "paper",
    equations: "τ * dV/dt = V_L - V + Δ_T*exp((V - V_T)/Δ_T) + I/g_L",
    units: { V: "mV", τ: "ms", V_L: "mV", V_T: "mV", Δ_T: "mV", I: "µA/cm^2", g_L: "mS/cm^2" },
    parameters: { τ: 10, V_L: -65, V_T: -59.9, Δ_T: 3.48, I: 0.3, g_L: 0.1 },
    at: { V: -58 },
    rates: ({ τ, V_L, V_T, Δ_T, I, g_L, V }) => ({ V: (V_L - V + Δ_T * exp((V - V_T) / Δ_T) + I / g_L) / τ }),
  },
  {
    name: "current-based network neuron",
    source: "Vogels & Abbott (2005), J. Neurosci. 25, 10786–10795, as in Brette et al. (2007), benchmark 2",
    notation: "Brian2",
    equations: `
      dv/dt  = (ge+gi-(v-El))/taum : volt
      dge/dt = -ge/taue : volt
      dgi/dt = -gi/taui : volt
    `,
    units: { v: "mV", ge: "mV", gi: "mV", taum: "ms", taue: "ms", taui: "ms", El: "mV" },
    parameters: { taum: 20, taue: 5, taui: 10, El: -49 },
    at: { v: -54, ge: 3, gi: -4 },
    rates: ({ taum, taue, taui, El, v, ge, gi }) => ({
      v: (ge + gi - (v - El)) / taum,
      ge: -ge / taue,
      gi: -gi / taui,
    }),
  },
  {
    name: "conductance-based network neuron",
    source:
      "Vogels & Abbott (2005), as in Brette et al. (2007), benchmark 1, conductances in units of the leak",
    notation: "Brian2",
    equations: `
      dv/dt = (ge*(Ee-vr)+gi*(Ei-vr)
               -(v-vr))*(1./taum) : volt
      dge/dt = -ge*(1./taue) : 1
      dgi/dt = -gi*(1./taui) : 1
    `,
    units: { v: "mV", vr: "mV", Ee: "mV", Ei: "mV", taum: "ms", taue: "ms", taui: "ms" },
    parameters: { vr: -60, Ee: 0, Ei: -80, taum: 20, taue: 5, taui: 10 },
    at: { v: -55, ge: 0.4, gi: 0.2 },
    rates: ({ vr, Ee, Ei, taum, taue, taui, v, ge, gi }) => ({
      v: (ge * (Ee - vr) + gi * (Ei - vr) - (v - vr)) / taum,
      ge: -ge / taue,
      gi: -gi / taui,
    }),
  },
  {
    name: "integrate-and-fire with exponential currents",
    source: "Tsodyks, Uziel & Markram (2000), J. Neurosci. 20, RC50, in the way of NEST's iaf_psc_exp",
    notation: "NESTML",
    equations: `
      recordable inline I_syn pA = I_ex - I_in + I_e + I_stim
      V_m' = -(V_m - E_L) / tau_m + I_syn / C_m
      I_ex' = -I_ex / tau_ex
      I_in' = -I_in / tau_in
    `,
    units: {
      ...{ V_m: "mV", I_ex: "pA", I_in: "pA", I_e: "pA", I_stim: "pA", E_L: "mV", C_m: "pF" },
      ...{ tau_m: "ms", tau_ex: "ms", tau_in: "ms" },
    },
    parameters: { E_L: -70, tau_m: 10, C_m: 250, tau_ex: 2, tau_in: 2, I_e: 100 },
    signals: ["I_stim"],
    at: { V_m: -62, I_ex: 200, I_in: 40, I_stim: 7 },
    rates: ({ E_L, tau_m, C_m, tau_ex, tau_in, I_e, I_stim, V_m, I_ex, I_in }) => ({
      V_m: -(V_m - E_L) / tau_m + (I_ex - I_in + I_e + I_stim) / C_m,
      I_ex: -I_ex / tau_ex,
      I_in: -I_in / tau_in,
    }),
  },
  {
    name: "integrate-and-fire with a multi-timescale threshold",
    source: "Kobayashi, Tsubo & Shinomoto (2009), Front. Comput. Neurosci. 3, 9",
    notation: "paper",
    equations: `
      # the threshold is θ1 + θ2 + ω
      τ_m * dV/dt = -V + R*I
      θ1' = -θ1/τ1
      θ2' = -θ2/τ2
    `,
    units: { V: "mV", θ1: "mV", θ2: "mV", τ_m: "ms", τ1: "ms", τ2: "ms", R: "Mohm", I: "nA" },
    parameters: { τ_m: 5, τ1: 10, τ2: 200, R: 50 },
    signals: ["I"],
    at: { V: 6, θ1: 12, θ2: 3, I: 0.4 },
    rates: ({ τ_m, τ1, τ2, R, I, V, θ1, θ2 }) => ({
      V: (-V + R * I) / τ_m,
      θ1: -θ1 / τ1,
      θ2: -θ2 / τ2,
    }),
  },
  {
    name: "generalized integrate-and-fire",
    source: "Mihalaş & Niebur (2009), Neural Comput. 21, 704–718",
    notation: "paper",
    equations: `
      I1' = -k1*I1
      I2' = -k2*I2
      V' = (Ie + I1 + I2 - G*(V - EL))/C
      Θ' = a*(V - EL) - b*(Θ - Θinf)
    `,
    units: {
      ...{ I1: "pA", I2: "pA", V: "mV", Θ: "mV", k1: "1/ms", k2: "Hz", Ie: "pA", G: "nS", EL: "mV", C: "pF" },
      ...{ a: "1/ms", b: "1/ms", Θinf: "mV" },
    },
    parameters: { k1: 0.2, k2: 20, G: 5, EL: -70, C: 100, a: 0.005, b: 0.01, Θinf: -50, Ie: 30 },
    at: { I1: 10, I2: -25, V: -58, Θ: -49 },
    rates: ({ k1, k2, G, EL, C, a, b, Θinf, Ie, I1, I2, V, Θ }) => ({
      I1: -k1 * I1,
      I2: (-k2 * I2) / 1000,
      V: (Ie + I1 + I2 - G * (V - EL)) / C,
      Θ: a * (V - EL) - b * (Θ - Θinf),
    }),
  },
  {
    name: "threshold that follows the potential",
    source: "Platkiewicz & Brette (2011), PLoS Comput. Biol. 7, e1001129",
    notation: "Brian2",
    equations: `
      dv/dt = (EL - v)/tau : volt
      dtheta/dt = (thetaInf - theta)/tau_theta : volt
      thetaInf = VT + ka*log(1 + exp((v - Vi)/ki)) : volt
    `,
    units: {
      ...{ v: "mV", theta: "mV", EL: "mV", VT: "mV", ka: "mV", Vi: "mV", ki: "mV", tau: "ms" },
      ...{ tau_theta: "ms" },
    },
    parameters: { EL: -70, VT: -58, ka: 5, Vi: -67, ki: 3.7, tau: 15, tau_theta: 6 },
    at: { v: -62, theta: -52 },
    initial: { theta: "thetaInf" },
    rates: ({ EL, VT, ka, Vi, ki, tau, tau_theta, v, theta }) => ({
      v: (EL - v) / tau,
      theta: (VT + ka * log(1 + exp((v - Vi) / ki)) - theta) / tau_theta,
    }),
    starts: ({ VT, ka, Vi, ki, v }) => ({ theta: VT + ka * log(1 + exp((v - Vi) / ki)) }),
  },
  {
    name: "integrate-and-fire with an adaptive threshold",
    source: "a threshold that relaxes between spikes, in the form that simulators document",
    notation: "Brian2",
    equations: `
      dv/dt = -v/(10*ms) : volt
      dvt/dt = (10*mV-vt)/(15*ms) : volt
    `,
    parameters: {},
    at: { v: 0.004, vt: 0.013 },
    rates: ({ v, vt }) => ({ v: -v / 10, vt: (0.01 - vt) / 15 }),
  },
  {
    name: "simple model of spiking neurons",
    source: "Izhikevich (2003), IEEE Trans. Neural Netw. 14, 1569–1572, eqs. 1, 2",
    notation: "Brian2",
    equations: `
      dv/dt = (0.04/ms/mV)*v**2+(5/ms)*v+140*mV/ms-u+I : volt
      du/dt = a*(b*v-u) : volt/second
    `,
    units: { v: "mV", u: "mV/ms", a: "1/ms", b: "1/ms", I: "mV/ms" },
    parameters: { a: 0.02, b: 0.2, I: 10 },
    at: { v: -60, u: -13 },
    initial: { u: "b*v" },
    rates: ({ a, b, I, v, u }) => ({ v: 0.04 * v ** 2 + 5 * v + 140 - u + I, u: a * (b * v - u) }),
    starts: ({ b, v }) => ({ u: b * v }),
  },
  {
    name: "regular spiking neuron",
    source: "Izhikevich (2007), Dynamical Systems in Neuroscience",
    notation: "paper",
    equations: `
      C*v' = k*(v - vr)*(v - vt) - u + I
      u' = a*(b*(v - vr) - u)
    `,
    units: { v: "mV", u: "pA", C: "pF", k: "nS/mV", vr: "mV", vt: "mV", a: "1/ms", b: "nS", I: "pA" },
    parameters: { C: 100, k: 0.7, vr: -60, vt: -40, a: 0.03, b: -2, I: 70 },
    at: { v: -50, u: 12 },
    rates: ({ C, k, vr, vt, a, b, I, v, u }) => ({
      v: (k * (v - vr) * (v - vt) - u + I) / C,
      u: a * (b * (v - vr) - u),
    }),
  },
  {
    name: "piecewise linear integrate-and-fire",
    source: "Karbowski & Kopell (2000), Neural Comput. 12, 1573–1606",
    notation: "paper",
    equations: "V' = abs(V) + I",
    parameters: { I: 0.3 },
    at: { V: -0.8 },
    rates: ({ I, V }) => ({ V: abs(V) + I }),
  },
  {
    name: "resonate-and-fire",
    source: "Izhikevich (2001), Neural Netw. 14, 883–894",
    notation: "paper",
    equations: "x' = b*x - ω*y\n y' = ω*x + b*y",
    parameters: { b: -0.1, ω: 1 },
    at: { x: 0.3, y: 0.7 },
    rates: ({ b, ω, x, y }) => ({ x: b * x - ω * y, y: ω * x + b * y }),
  },
  {
    name: "leaky integrator under a pulse and a clipped ramp",
    source: "the protocols of Hodgkin & Huxley (1952): a step of current, a ramp between two levels",
    notation: "paper",
    equations: `
      step = heaviside(t - 5) * heaviside(15 - t)
      ramp = clip((t - 20) / 10, 0, 1)
      staircase = floor(t / 4) + ceil(t / 8) + int(t > 3) + sign(v)
      v' = -v + a*step + b*ramp + c*staircase
    `,
    parameters: { a: 2, b: 3, c: 0.5 },
    at: { v: 0.4, t: 11 },
    rates: ({ a, b, c, v, t }) => ({
      v: -v + a + b * max(0, min(1, (t - 20) / 10)) + c * (2 + 2 + 1 + 1),
    }),
  },
];
