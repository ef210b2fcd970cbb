/** Single currents and what they depend on: calcium, concentrations, temperature. */
import type { Published } from "./entry.ts";

const { exp, log } = Math;

export const currents: readonly Published[] = [
  {
    name: "low-threshold calcium current",
    source: "Huguenard & McCormick (1992), J. Neurophysiol. 68, 1373–1383, at 24 °C",
    notation: "paper",
    equations: `
      dV/dt = -(gT*m^2*h*(V - ECa) + gL*(V - EL))/C
      dm/dt = (m_inf - m)/tau_m
      dh/dt = (h_inf - h)/tau_h
      m_inf = 1/(1 + exp(-(V + 57)/6.2))
      tau_m = 0.612 + 1/(exp(-(V + 132)/16.7) + exp((V + 16.8)/18.2))
      h_inf = 1/(1 + exp((V + 81)/4))
      tau_h = V < -80 ? exp((V + 467)/66.6) : 28 + exp(-(V + 22)/10.5)
    `,
    parameters: { C: 1, gT: 2, gL: 0.05, ECa: 120, EL: -80 },
    at: { V: -68, m: 0.1, h: 0.2 },
    initial: { m: "m_inf", h: "h_inf" },
    rates: ({ C, gT, gL, ECa, EL, V, m, h }) => ({
      V: -(gT * m ** 2 * h * (V - ECa) + gL * (V - EL)) / C,
      m:
        (1 / (1 + exp(-(V + 57) / 6.2)) - m) /
        (0.612 + 1 / (exp(-(V + 132) / 16.7) + exp((V + 16.8) / 18.2))),
      h: (1 / (1 + exp((V + 81) / 4)) - h) / (28 + exp(-(V + 22) / 10.5)),
    }),
    starts: ({ V }) => ({ m: 1 / (1 + exp(-(V + 57) / 6.2)), h: 1 / (1 + exp((V + 81) / 4)) }),
  },
  {
    name: "hyperpolarization-activated current",
    source: "Huguenard & McCormick (1992), J. Neurophysiol. 68, 1373–1383, I_h",
    notation: "Brian2",
    equations: `
      dv/dt = -(gh*y*(v + 43*mV) + gL*(v - EL))/Cm : volt
      dy/dt = (1/(1 + exp((v + 75*mV)/(5.5*mV))) - y)/tau_y : 1
      tau_y = 1*ms/(exp(-14.59 - 0.086*v/mV) + exp(-1.87 + 0.0701*v/mV)) : second
    `,
    units: { v: "mV", gh: "nS", gL: "nS", Cm: "pF", EL: "mV" },
    parameters: { gh: 20, gL: 5, Cm: 100, EL: -70 },
    at: { v: -82, y: 0.4 },
    rates: ({ gh, gL, Cm, EL, v, y }) => ({
      v: -(gh * y * (v + 43) + gL * (v - EL)) / Cm,
      y: (1 / (1 + exp((v + 75) / 5.5)) - y) * (exp(-14.59 - 0.086 * v) + exp(-1.87 + 0.0701 * v)),
    }),
  },
  {
    name: "slow potassium current of adaptation",
    source: "Yamada, Koch & Adams (1989), as in Pospischil et al. (2008), Biol. Cybern. 99, 427–441",
    notation: "paper",
    equations: `
      dp/dt = (p_inf - p)/τp
      dV/dt = -gM*p*(V - EK)/C
      p_inf = 1/(1 + exp(-(V + 35)/10))
      τp = τmax/(3.3*exp((V + 35)/20) + exp(-(V + 35)/20))
    `,
    parameters: { gM: 0.07, EK: -90, C: 1, τmax: 1000 },
    at: { V: -55, p: 0.1 },
    rates: ({ gM, EK, C, τmax, V, p }) => ({
      p: ((1 / (1 + exp(-(V + 35) / 10)) - p) * (3.3 * exp((V + 35) / 20) + exp(-(V + 35) / 20))) / τmax,
      V: (-gM * p * (V - EK)) / C,
    }),
  },
  {
    name: "sodium activation with a guarded hole",
    source: "Mainen & Sejnowski (1996), Nature 382, 363–366, in the way of their na.mod",
    notation: "NEURON",
    equations: `
      v' = 0
      m' = (minf - m)/mtau
      a = fabs((v - tha)/qa) > 1e-6 ? Ra*(v - tha)/(1 - exp(-(v - tha)/qa)) : Ra*qa
      b = fabs((v - tha)/qa) > 1e-6 ? -Rb*(v - tha)/(1 - exp((v - tha)/qa)) : Rb*qa
      mtau = 1/tadj/(a + b)
      minf = a/(a + b)
      tadj = 2.3**((celsius - 23)/10)
    `,
    parameters: { tha: -35, qa: 9, Ra: 0.182, Rb: 0.124, celsius: 37 },
    at: { v: -40, m: 0.3 },
    rates: ({ tha, qa, Ra, Rb, celsius, v, m }) => {
      const a = (Ra * (v - tha)) / (1 - exp(-(v - tha) / qa));
      const b = (-Rb * (v - tha)) / (1 - exp((v - tha) / qa));
      return { v: 0, m: 2.3 ** ((celsius - 23) / 10) * (a - (a + b) * m) };
    },
  },
  {
    name: "constant-field calcium current",
    source: "Goldman (1943), J. Gen. Physiol. 27, 37–60; Hodgkin & Katz (1949), J. Physiol. 108, 37–77",
    notation: "paper",
    equations: `
      ξ = z*F*V/(R*T)                       # from mV and kelvin to a plain number
      I = P*z*F*(c_in - c_out*exp(-ξ))/exprel(-ξ)
      Cm*dV/dt = -I - gL*(V - EL)
    `,
    units: {
      ...{ V: "mV", F: "C/mol", R: "J/(mol*K)", T: "K", P: "cm/s", z: "1", c_in: "mM", c_out: "mmolar" },
      ...{ Cm: "uF/cm^2", gL: "mS/cm^2", EL: "mV" },
    },
    parameters: {
      ...{ F: 96485, R: 8.314, T: 309, P: 1e-4, z: 2, c_in: 1e-4, c_out: 2, Cm: 1, gL: 0.1, EL: -70 },
    },
    at: { V: -30 },
    rates: ({ F, R, T, P, z, c_in, c_out, Cm, gL, EL, V }) => {
      const u = (z * F * V * 1e-3) / (R * T);
      // cm/s · C/mol · mol/m³ is 1e-2 A/m², and 1 A/m² is 100 µA/cm².
      const I = (P * z * F * u * (c_in - c_out * exp(-u))) / (1 - exp(-u));
      return { V: (-I - gL * (V - EL)) / Cm };
    },
  },
  {
    name: "potassium current with a Nernst potential",
    source: "Nernst (1888); Hille (2001), Ion Channels of Excitable Membranes",
    notation: "Brian2",
    equations: `
      E_K = R*T/F*log(K_out/K_in) : volt
      dv/dt = -g*(v - E_K)/C : volt
      dK_out/dt = g*(v - E_K)/(F*vol) - (K_out - 3*mM)/tau : mmolar
    `,
    units: {
      ...{ v: "mV", R: "joule/kelvin/mole", T: "kelvin", F: "coulomb/mole", K_in: "mM", K_out: "mM" },
      ...{ g: "nS", C: "pF", vol: "um3", tau: "second" },
    },
    parameters: { R: 8.314, T: 310, F: 96485, K_in: 140, g: 12, C: 150, vol: 2000, tau: 1.5 },
    at: { v: -60, K_out: 4 },
    rates: ({ R, T, F, K_in, g, C, vol, tau, v, K_out }) => {
      const E = ((1000 * R * T) / F) * log(K_out / K_in);
      return {
        v: (-g * (v - E)) / C,
        // pA/(C/mol)/µm³ is 1e-12/1e-18 mol/m³ per s, that is 1e6 mM/s or 1000 mM/ms.
        K_out: (1000 * g * (v - E)) / (F * vol) - (K_out - 3) / (1000 * tau),
      };
    },
  },
  {
    name: "calcium below the membrane",
    source: "Destexhe, Babloyantz & Sejnowski (1993), Biophys. J. 65, 1538–1552",
    notation: "Brian2",
    equations: `
      dCa/dt = -I_T/(2*F*depth) + (Ca_rest - Ca)/tau_r : mM
      I_T = g_T*(v - E_Ca) : uamp/cm**2
      dv/dt = 0*mV/ms : volt
    `,
    units: {
      ...{ v: "mV", Ca: "µM", F: "C/mol", depth: "umetre", Ca_rest: "nM", tau_r: "ms", g_T: "usiemens/cm2" },
      ...{ E_Ca: "mV" },
    },
    parameters: { F: 96485, depth: 1, Ca_rest: 240, tau_r: 5, g_T: 30, E_Ca: 120 },
    at: { v: -50, Ca: 0.5 },
    rates: ({ F, depth, Ca_rest, tau_r, g_T, E_Ca, v, Ca }) => {
      // µS/cm² · mV = nA/cm² = 1e-5 A/m²; A/m² / (C/mol · µm) = 1e6 mol/m³/s = 1e6 µM/ms.
      const I = g_T * (v - E_Ca) * 1e-5;
      return { Ca: (-I * 1e6) / (2 * F * depth) + (Ca_rest / 1000 - Ca) / tau_r, v: 0 };
    },
  },
  {
    name: "calcium-activated potassium current",
    source: "Destexhe, Contreras, Sejnowski & Steriade (1994), J. Neurophysiol. 72, 803–818, I_KCa",
    notation: "paper",
    equations: `
      m' = (m_inf - m)/max(tau_m, 0.1)
      tau_m = tau_min/(α*Ca^2 + β)
      m_inf = α*Ca^2/(α*Ca^2 + β)
      Ca' = (Ca0 - Ca)/5
    `,
    parameters: { α: 48, β: 0.03, tau_min: 1, Ca0: 0.00024 },
    at: { m: 0.01, Ca: 0.003 },
    rates: ({ α, β, tau_min, Ca0, m, Ca }) => ({
      m: ((α * Ca ** 2) / (α * Ca ** 2 + β) - m) / (tau_min / (α * Ca ** 2 + β)),
      Ca: (Ca0 - Ca) / 5,
    }),
  },
  {
    name: "NMDA receptor with magnesium block",
    source: "Jahr & Stevens (1990), J. Neurosci. 10, 3178–3182; gating of Wang (2002), Neuron 36, 955–968",
    notation: "Brian2",
    equations: `
      dv/dt = (-g_L*(v - E_L) - I_NMDA)/C_m : volt
      I_NMDA = g_NMDA*s*(v - 0*mV)/(1 + Mg2/3.57*exp(-0.062*v/mV)) : amp
      ds/dt = -s/(100*ms) + alpha*x*(1 - s) : 1
      dx/dt = -x/(2*ms) : 1
    `,
    units: { v: "mV", g_L: "nS", E_L: "mV", C_m: "nF", g_NMDA: "nS", alpha: "kHz", Mg2: "1" },
    parameters: { g_L: 25, E_L: -70, C_m: 0.5, g_NMDA: 0.327, alpha: 0.5, Mg2: 1 },
    at: { v: -52, s: 0.3, x: 0.7 },
    rates: ({ g_L, E_L, C_m, g_NMDA, alpha, Mg2, v, s, x }) => ({
      v: (-g_L * (v - E_L) - (g_NMDA * s * v) / (1 + (Mg2 / 3.57) * exp(-0.062 * v))) / (1000 * C_m),
      s: -s / 100 + alpha * x * (1 - s),
      x: -x / 2,
    }),
  },
];
