/** Planar and phase models, synapses, and populations. */
import type { Published } from "./entry.ts";

const { cos, exp, sin } = Math;

export const reduced: readonly Published[] = [
  {
    name: "nerve impulse in the phase plane",
    source: "FitzHugh (1961), Biophys. J. 1, 445–466, eqs. 1, 2",
    notation: "paper",
    equations: "x' = c*(y + x - x^3/3 + z)\n y' = -(x - a + b*y)/c",
    parameters: { a: 0.7, b: 0.8, c: 3, z: -0.4 },
    at: { x: 0.9, y: -0.4 },
    rates: ({ a, b, c, z, x, y }) => ({ x: c * (y + x - x ** 3 / 3 + z), y: -(x - a + b * y) / c }),
  },
  {
    name: "impulse with a step",
    source: "McKean (1970), Adv. Math. 4, 209–223",
    notation: "paper",
    equations: `
      dv/dt = -v + heaviside(v - a) - w + I
      dw/dt = ε*(v - γ*w)
    `,
    parameters: { a: 0.25, γ: 0.5, ε: 0.08, I: 0.1 },
    at: { v: 0.4, w: 0.1 },
    rates: ({ γ, ε, I, v, w }) => ({ v: -v + 1 - w + I, w: ε * (v - γ * w) }),
  },
  {
    name: "bursting in three variables",
    source: "Hindmarsh & Rose (1984), Proc. R. Soc. B 221, 87–102",
    notation: "paper",
    equations: `
      x' = y - a*x**3 + b*x**2 + I - z
      y' = c - d*x**2 - y
      z' = r*(s*(x - x1) - z)
    `,
    parameters: { a: 1, b: 3, c: 1, d: 5, r: 0.006, s: 4, x1: -1.6, I: 3.25 },
    at: { x: -0.9, y: -3.2, z: 3.1 },
    rates: ({ a, b, c, d, r, s, x1, I, x, y, z }) => ({
      x: y - a * x ** 3 + b * x ** 2 + I - z,
      y: c - d * x ** 2 - y,
      z: r * (s * (x - x1) - z),
    }),
  },
  {
    name: "theta neuron",
    source: "Ermentrout & Kopell (1986), SIAM J. Appl. Math. 46, 233–253",
    notation: "paper",
    equations: "dθ/dt = (1 - cos(θ)) + (1 + cos(θ))*I",
    parameters: { I: 0.2 },
    at: { θ: 1.9 },
    rates: ({ I, θ }) => ({ θ: 1 - cos(θ) + (1 + cos(θ)) * I }),
  },
  {
    name: "phase oscillator under a common rhythm",
    source: "Kuramoto (1984), Chemical Oscillations, Waves, and Turbulence, with a given mean field",
    notation: "paper",
    equations: "dφ/dt = ω + K*r*sin(Ψ - φ)\n Ψ = 2*π*f*t\n",
    units: { φ: "1", ω: "1/ms", K: "1/ms", r: "1", f: "Hz" },
    parameters: { ω: 0.3, K: 0.1, r: 0.8, f: 40 },
    at: { φ: 2.2, t: 7 },
    rates: ({ ω, K, r, f, φ, t }) => ({ φ: ω + K * r * sin((2 * Math.PI * f * t) / 1000 - φ) }),
  },
  {
    name: "relaxation oscillator",
    source: "van der Pol (1926), Philos. Mag. 2, 978–992, as two equations of first order",
    notation: "paper",
    equations: "x' = w\n w' = μ*(1 - x^2)*w - x",
    parameters: { μ: 1.5 },
    at: { x: 0.6, w: -1.1 },
    rates: ({ μ, x, w }) => ({ x: w, w: μ * (1 - x ** 2) * w - x }),
  },
  {
    name: "normal form of an oscillation",
    source:
      "Stuart (1960), J. Fluid Mech. 9, 353–370 (the Stuart–Landau equation in real and imaginary part)",
    notation: "paper",
    equations: "x' = (λ - ρ)*x - ω*y\n y' = (λ - ρ)*y + ω*x\n ρ = x^2 + y^2",
    parameters: { λ: 0.4, ω: 2 },
    at: { x: 0.5, y: -0.2 },
    rates: ({ λ, ω, x, y }) => ({
      x: (λ - x ** 2 - y ** 2) * x - ω * y,
      y: (λ - x ** 2 - y ** 2) * y + ω * x,
    }),
  },
  {
    name: "alpha-shaped conductance",
    source: "Rall (1967), J. Neurophysiol. 30, 1138–1168, as two equations of first order",
    notation: "Brian2",
    equations: `
      dv/dt = (El - v + R*g*(Es - v))/tau : volt
      dg/dt = (x - g)/taus : siemens
      dx/dt = -x/taus : siemens
    `,
    units: { v: "mV", g: "nS", x: "nS", El: "mV", Es: "mV", R: "Mohm", tau: "ms", taus: "ms" },
    parameters: { El: -70, Es: 0, R: 100, tau: 10, taus: 2 },
    at: { v: -60, g: 1.5, x: 4 },
    rates: ({ El, Es, R, tau, taus, v, g, x }) => ({
      v: (El - v + (R * g * (Es - v)) / 1000) / tau,
      g: (x - g) / taus,
      x: -x / taus,
    }),
  },
  {
    name: "alpha-shaped conductance of a simulator",
    source: "Rall (1967), in the way of NEST's iaf_cond_alpha, e the base of the logarithm",
    notation: "NESTML",
    equations: `
      V_m' = (-g_L * (V_m - E_L) - g_ex * (V_m - E_ex)) / C_m
      g_ex' = dg_ex - g_ex / tau_ex
      dg_ex' = -dg_ex / tau_ex
    `,
    units: {
      ...{ V_m: "mV", g_ex: "nS", dg_ex: "nS/ms", g_L: "nS", E_L: "mV", E_ex: "mV", C_m: "pF", tau_ex: "ms" },
    },
    parameters: { g_L: 16.7, E_L: -70, E_ex: 0, C_m: 250, tau_ex: 0.2 },
    at: { V_m: -61, g_ex: 2, dg_ex: 5 },
    rates: ({ g_L, E_L, E_ex, C_m, tau_ex, V_m, g_ex, dg_ex }) => ({
      V_m: (-g_L * (V_m - E_L) - g_ex * (V_m - E_ex)) / C_m,
      g_ex: dg_ex - g_ex / tau_ex,
      dg_ex: -dg_ex / tau_ex,
    }),
  },
  {
    name: "rise and fall of a synaptic current",
    source: "Roth & van Rossum (2009), in: Computational Modeling Methods for Neuroscientists",
    notation: "paper",
    equations: `
      I = norm*(fall - rise)
      norm = 1/(exp(-t_peak/τd) - exp(-t_peak/τr))
      t_peak = τd*τr/(τd - τr)*ln(τd/τr)
      rise' = -rise/τr
      fall' = -fall/τd
      v' = -v/τm + I
    `,
    parameters: { τd: 6, τr: 1.5, τm: 20 },
    at: { v: 1, rise: 0.3, fall: 0.8 },
    rates: ({ τd, τr, τm, v, rise, fall }) => {
      const peak = ((τd * τr) / (τd - τr)) * Math.log(τd / τr);
      return {
        rise: -rise / τr,
        fall: -fall / τd,
        v: -v / τm + (fall - rise) / (exp(-peak / τd) - exp(-peak / τr)),
      };
    },
  },
  {
    name: "depression and facilitation between spikes",
    source: "Tsodyks, Pawelzik & Markram (1998), Neural Comput. 10, 821–835",
    notation: "Brian2",
    equations: `
      dx/dt = (1 - x - y)/tau_rec : 1  # recovered
      dy/dt = -y/tau_I : 1             # active
      du/dt = -u/tau_facil : 1
      dv/dt = (A*y*R - v)/tau_m : volt
    `,
    units: { v: "mV", tau_rec: "ms", tau_I: "ms", tau_facil: "second", tau_m: "ms", A: "pA", R: "Gohm" },
    parameters: { tau_rec: 800, tau_I: 3, tau_facil: 1, tau_m: 30, A: 250, R: 0.1 },
    at: { x: 0.6, y: 0.2, u: 0.3, v: 2 },
    rates: ({ tau_rec, tau_I, tau_facil, tau_m, A, R, x, y, u, v }) => ({
      x: (1 - x - y) / tau_rec,
      y: -y / tau_I,
      u: -u / (1000 * tau_facil),
      v: (A * y * R - v) / tau_m,
    }),
  },
  {
    name: "traces of pre- and postsynaptic spikes",
    source: "Song, Miller & Abbott (2000), Nat. Neurosci. 3, 919–926",
    notation: "Brian2",
    equations: "dApre/dt = -Apre/taupre : 1\n dApost/dt = -Apost/taupost : 1",
    units: { taupre: "ms", taupost: "msecond" },
    parameters: { taupre: 20, taupost: 25 },
    at: { Apre: 0.01, Apost: -0.02 },
    rates: ({ taupre, taupost, Apre, Apost }) => ({ Apre: -Apre / taupre, Apost: -Apost / taupost }),
  },
  {
    name: "excitatory and inhibitory population",
    source: "Wilson & Cowan (1972), Biophys. J. 12, 1–24",
    notation: "paper",
    equations: `
      τe * dE/dt = -E + (ke - E)*Se
      τi * dI/dt = -I + (ki - I)*Si
      Se = 1/(1 + exp(-ae*(c1*E - c2*I + P - θe))) - 1/(1 + exp(ae*θe))
      Si = 1/(1 + exp(-ai*(c3*E - c4*I + Q - θi))) - 1/(1 + exp(ai*θi))
      ke = 1 - 1/(1 + exp(ae*θe))
      ki = 1 - 1/(1 + exp(ai*θi))
    `,
    parameters: {
      ...{ c1: 16, c2: 12, c3: 15, c4: 3, ae: 1.3, ai: 2, θe: 4, θi: 3.7, τe: 8, τi: 8, P: 1.25, Q: 0 },
    },
    at: { E: 0.2, I: 0.1 },
    rates: ({ c1, c2, c3, c4, ae, ai, θe, θi, τe, τi, P, Q, E, I }) => {
      const [ze, zi] = [1 / (1 + exp(ae * θe)), 1 / (1 + exp(ai * θi))];
      const Se = 1 / (1 + exp(-ae * (c1 * E - c2 * I + P - θe))) - ze;
      const Si = 1 / (1 + exp(-ai * (c3 * E - c4 * I + Q - θi))) - zi;
      return { E: (-E + (1 - ze - E) * Se) / τe, I: (-I + (1 - zi - I) * Si) / τi };
    },
  },
  {
    name: "cortical column",
    source: "Jansen & Rit (1995), Biol. Cybern. 73, 357–366, eq. 6",
    notation: "Brian2",
    equations: `
      dy0/dt = y3 : volt
      dy1/dt = y4 : volt
      dy2/dt = y5 : volt
      dy3/dt = A*a*S0 - 2*a*y3 - a**2*y0 : volt/second
      dy4/dt = A*a*(p + C2*S1) - 2*a*y4 - a**2*y1 : volt/second
      dy5/dt = B*b*C4*S2 - 2*b*y5 - b**2*y2 : volt/second
      S0 = 2*e0/(1 + exp(r*(v0 - (y1 - y2)))) : Hz
      S1 = 2*e0/(1 + exp(r*(v0 - C1*y0))) : Hz
      S2 = 2*e0/(1 + exp(r*(v0 - C3*y0))) : Hz
    `,
    units: {
      ...{ y0: "mV", y1: "mV", y2: "mV", y3: "mV/ms", y4: "mV/ms", y5: "mV/ms", A: "mV", B: "mV" },
      ...{ a: "Hz", b: "Hz", e0: "Hz", v0: "mV", r: "1/mV", p: "Hz", C1: "1", C2: "1", C3: "1", C4: "1" },
    },
    parameters: {
      ...{ A: 3.25, B: 22, a: 100, b: 50, e0: 2.5, v0: 6, r: 0.56, p: 220, C1: 135, C2: 108, C3: 33.75 },
      ...{ C4: 33.75 },
    },
    at: { y0: 0.1, y1: 18, y2: 11, y3: 0.2, y4: -0.3, y5: 0.1 },
    rates: ({ A, B, a, b, e0, v0, r, p, C1, C2, C3, C4, y0, y1, y2, y3, y4, y5 }) => {
      const S = (v: number): number => (2 * e0) / (1 + exp(r * (v0 - v))) / 1000;
      const [ka, kb] = [a / 1000, b / 1000];
      return {
        y0: y3,
        y1: y4,
        y2: y5,
        y3: A * ka * S(y1 - y2) - 2 * ka * y3 - ka ** 2 * y0,
        y4: A * ka * (p / 1000 + C2 * S(C1 * y0)) - 2 * ka * y4 - ka ** 2 * y1,
        y5: B * kb * C4 * S(C3 * y0) - 2 * kb * y5 - kb ** 2 * y2,
      };
    },
  },
  {
    name: "firing rate with a square-root gain",
    source: "Ermentrout (1998), Neural Comput. 10, 1721–1729",
    notation: "paper",
    equations: "τ*r' = -r + A*sqrt(I + w*r)",
    parameters: { τ: 10, A: 2, I: 0.5, w: 0.3 },
    at: { r: 1.4 },
    rates: ({ τ, A, I, w, r }) => ({ r: (-r + A * Math.sqrt(I + w * r)) / τ }),
  },
  {
    name: "recurrent rate with a hyperbolic gain",
    source: "Hopfield (1984), Proc. Natl. Acad. Sci. 81, 3088–3092, with tanh and arctan gains",
    notation: "paper",
    equations: `
      u' = -u/τ + w1*tanh(λ*u) + w2*(2/π)*arctan(π*λ*s/2)
      s' = -s/τ + sinh(u)/cosh(u)
    `,
    parameters: { τ: 3, w1: 0.7, w2: -0.4, λ: 1.4 },
    at: { u: 0.3, s: -0.6 },
    rates: ({ τ, w1, w2, λ, u, s }) => ({
      u: -u / τ + w1 * Math.tanh(λ * u) + w2 * (2 / Math.PI) * Math.atan((Math.PI * λ * s) / 2),
      s: -s / τ + Math.tanh(u),
    }),
  },
];
