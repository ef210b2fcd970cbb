/** Membranes with voltage-dependent conductances. */
import type { Published } from "./entry.ts";

const { cosh, exp, pow } = Math;
/** x/(e^x − 1), where x is not 0. */
const linoid = (x: number): number => x / (exp(x) - 1);

export const conductanceBased: readonly Published[] = [
  {
    name: "squid axon",
    source:
      "Hodgkin & Huxley (1952), J. Physiol. 117, 500–544, eqs. 12, 13, 20, 21, 23, 24 (V from rest, up)",
    notation: "paper",
    equations: `
      C * dV/dt = I - gK * n^4 * (V - VK) - gNa * m^3 * h * (V - VNa) - gL * (V - VL)
      dn/dt = alpha_n * (1 - n) - beta_n * n
      dm/dt = alpha_m * (1 - m) - beta_m * m
      dh/dt = alpha_h * (1 - h) - beta_h * h
      alpha_n = 0.1 / exprel((10 - V) / 10)    # 0.01 (10 - V) / (exp((10 - V)/10) - 1)
      beta_n = 0.125 * exp(-V / 80)
      alpha_m = 1 / exprel((25 - V) / 10)
      beta_m = 4 * exp(-V / 18)
      alpha_h = 0.07 * exp(-V / 20)
      beta_h = 1 / (exp((30 - V) / 10) + 1)
    `,
    parameters: { C: 1, gK: 36, gNa: 120, gL: 0.3, VK: -12, VNa: 115, VL: 10.6, I: 7 },
    at: { V: 12.3, n: 0.4, m: 0.1, h: 0.5 },
    initial: {
      n: "alpha_n / (alpha_n + beta_n)",
      m: "alpha_m / (alpha_m + beta_m)",
      h: "alpha_h / (alpha_h + beta_h)",
    },
    rates: ({ C, gK, gNa, gL, VK, VNa, VL, I, V, n, m, h }) => ({
      V: (I - gK * n ** 4 * (V - VK) - gNa * m ** 3 * h * (V - VNa) - gL * (V - VL)) / C,
      n: 0.1 * linoid((10 - V) / 10) * (1 - n) - 0.125 * exp(-V / 80) * n,
      m: linoid((25 - V) / 10) * (1 - m) - 4 * exp(-V / 18) * m,
      h: 0.07 * exp(-V / 20) * (1 - h) - h / (exp((30 - V) / 10) + 1),
    }),
    starts: ({ V }) => {
      const [an, bn] = [0.1 * linoid((10 - V) / 10), 0.125 * exp(-V / 80)];
      const [am, bm] = [linoid((25 - V) / 10), 4 * exp(-V / 18)];
      const [ah, bh] = [0.07 * exp(-V / 20), 1 / (exp((30 - V) / 10) + 1)];
      return { n: an / (an + bn), m: am / (am + bm), h: ah / (ah + bh) };
    },
  },
  {
    name: "squid axon at its own removable hole",
    source: "Hodgkin & Huxley (1952), with V = 10, where alpha_n is 0/0 as printed",
    notation: "paper",
    equations: `
      n' = alpha_n * (1 - n) - beta_n * n
      V' = 0
      alpha_n = 0.1 / exprel((10 - V) / 10)
      beta_n = 0.125 * exp(-V / 80)
    `,
    parameters: {},
    at: { V: 10, n: 0.4 },
    rates: ({ V, n }) => ({ V: 0, n: 0.1 * (1 - n) - 0.125 * exp(-V / 80) * n }),
  },
  {
    name: "hippocampal cell",
    source: "Traub & Miles (1991), as in Brette et al. (2007), J. Comput. Neurosci. 23, 349–398, benchmark 3",
    notation: "Brian2",
    equations: `
      dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-
        g_na*(m*m*m)*h*(v-ENa)-
        g_kd*(n*n*n*n)*(v-EK))/Cm : volt
      dm/dt = alpha_m*(1-m)-beta_m*m : 1
      dn/dt = alpha_n*(1-n)-beta_n*n : 1
      dh/dt = alpha_h*(1-h)-beta_h*h : 1
      dge/dt = -ge*(1./taue) : siemens
      dgi/dt = -gi*(1./taui) : siemens
      alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
      beta_m = 0.28*(mV**-1)*5*mV/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
      alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
      beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
      alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
      beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz
    `,
    units: {
      ...{ v: "mV", ge: "nS", gi: "nS", gl: "nS", g_na: "uS", g_kd: "usiemens", Cm: "pfarad" },
      ...{ El: "mV", Ee: "mV", Ei: "mV", ENa: "mV", EK: "mV", VT: "mV", taue: "msecond", taui: "ms" },
    },
    parameters: {
      ...{ gl: 10, g_na: 20, g_kd: 6, Cm: 200, El: -60, Ee: 0, Ei: -80, ENa: 50, EK: -90, VT: -63 },
      ...{ taue: 5, taui: 10 },
    },
    at: { v: -57.5, m: 0.1, n: 0.2, h: 0.7, ge: 3, gi: 5 },
    rates: (x) => ({
      v:
        (x.gl * (x.El - x.v) +
          x.ge * (x.Ee - x.v) +
          x.gi * (x.Ei - x.v) -
          1000 * x.g_na * x.m ** 3 * x.h * (x.v - x.ENa) -
          1000 * x.g_kd * x.n ** 4 * (x.v - x.EK)) /
        x.Cm,
      m: 1.28 * linoid((13 - x.v + x.VT) / 4) * (1 - x.m) - 1.4 * linoid((x.v - x.VT - 40) / 5) * x.m,
      n: 0.16 * linoid((15 - x.v + x.VT) / 5) * (1 - x.n) - 0.5 * exp((10 - x.v + x.VT) / 40) * x.n,
      h: 0.128 * exp((17 - x.v + x.VT) / 18) * (1 - x.h) - (4 / (1 + exp((40 - x.v + x.VT) / 5))) * x.h,
      ge: -x.ge / x.taue,
      gi: -x.gi / x.taui,
    }),
  },
  {
    name: "hippocampal cell, potassium gate",
    source: "Traub & Miles (1991), in the way of NEST's hh_cond_exp_traub",
    notation: "NESTML",
    equations: `
      inline V_rel mV = V_m - V_T
      inline alpha_n 1/ms = 0.032 / (ms * mV) * (15. mV - V_rel) / (exp((15. mV - V_rel) / 5. mV) - 1.)
      inline beta_n 1/ms = 0.5 / ms * exp((10. mV - V_rel) / 40. mV)
      Act_n' = (alpha_n - (alpha_n + beta_n) * Act_n)
      V_m' = (-g_L * (V_m - E_L) - g_K * Act_n**4 * (V_m - E_K) + I_e + I_stim) / C_m
    `,
    units: {
      ...{ V_m: "mV", V_T: "mV", E_L: "mV", E_K: "mV", Act_n: "1", g_L: "nS", g_K: "nS", C_m: "pF" },
      ...{ I_e: "pA", I_stim: "pA" },
    },
    parameters: { V_T: -63, E_L: -60, E_K: -90, g_L: 10, g_K: 6000, C_m: 200, I_e: 50 },
    signals: ["I_stim"],
    at: { V_m: -50, Act_n: 0.3, I_stim: 20 },
    rates: ({ V_m, V_T, E_L, E_K, g_L, g_K, C_m, I_e, I_stim, Act_n }) => {
      const u = V_m - V_T;
      const alpha = (0.032 * (15 - u)) / (exp((15 - u) / 5) - 1);
      const beta = 0.5 * exp((10 - u) / 40);
      return {
        Act_n: alpha - (alpha + beta) * Act_n,
        V_m: (-g_L * (V_m - E_L) - g_K * Act_n ** 4 * (V_m - E_K) + I_e + I_stim) / C_m,
      };
    },
  },
  {
    name: "fast-spiking interneuron",
    source: "Wang & Buzsáki (1996), J. Neurosci. 16, 6402–6413, Methods",
    notation: "Brian2",
    equations: `
      dv/dt = (-gNa*m**3*h*(v-ENa)-gK*n**4*(v-EK)-gL*(v-EL)+Iapp)/Cm : volt
      m = alpha_m/(alpha_m+beta_m) : 1
      alpha_m = -0.1/mV*(v+35*mV)/(exp(-0.1/mV*(v+35*mV))-1)/ms : Hz
      beta_m = 4*exp(-(v+60*mV)/(18*mV))/ms : Hz
      dh/dt = 5*(alpha_h*(1-h)-beta_h*h) : 1
      alpha_h = 0.07*exp(-(v+58*mV)/(20*mV))/ms : Hz
      beta_h = 1./(exp(-0.1/mV*(v+28*mV))+1)/ms : Hz
      dn/dt = 5*(alpha_n*(1-n)-beta_n*n) : 1
      alpha_n = -0.01/mV*(v+34*mV)/(exp(-0.1/mV*(v+34*mV))-1)/ms : Hz
      beta_n = 0.125*exp(-(v+44*mV)/(80*mV))/ms : Hz
    `,
    units: {
      ...{ v: "mV", gNa: "msiemens/cm**2", gK: "mS/cm^2", gL: "mS/cm2", Cm: "ufarad/cm**2" },
      ...{ ENa: "mV", EK: "mV", EL: "mV", Iapp: "uA/cm^2" },
    },
    parameters: { gNa: 35, gK: 9, gL: 0.1, Cm: 1, ENa: 55, EK: -90, EL: -65, Iapp: 0.5 },
    at: { v: -61, h: 0.7, n: 0.12 },
    initial: { h: "alpha_h / (alpha_h + beta_h)", n: "alpha_n / (alpha_n + beta_n)" },
    rates: ({ gNa, gK, gL, Cm, ENa, EK, EL, Iapp, v, h, n }) => {
      const am = linoid(-0.1 * (v + 35));
      const m = am / (am + 4 * exp(-(v + 60) / 18));
      return {
        v: (-gNa * m ** 3 * h * (v - ENa) - gK * n ** 4 * (v - EK) - gL * (v - EL) + Iapp) / Cm,
        h: 5 * (0.07 * exp(-(v + 58) / 20) * (1 - h) - h / (exp(-0.1 * (v + 28)) + 1)),
        n: 5 * (0.1 * linoid(-0.1 * (v + 34)) * (1 - n) - 0.125 * exp(-(v + 44) / 80) * n),
      };
    },
    starts: ({ v }) => {
      const [ah, bh] = [0.07 * exp(-(v + 58) / 20), 1 / (exp(-0.1 * (v + 28)) + 1)];
      const [an, bn] = [0.1 * linoid(-0.1 * (v + 34)), 0.125 * exp(-(v + 44) / 80)];
      return { h: ah / (ah + bh), n: an / (an + bn) };
    },
  },
  {
    name: "crustacean walking-leg axon",
    source: "Connor, Walter & McKown (1977), Biophys. J. 18, 81–102, as in Dayan & Abbott (2001), §6.6",
    notation: "paper",
    equations: `
      C * dV/dt = I - gL*(V - EL) - gNa*m^3*h*(V - ENa) - gK*n^4*(V - EK) - gA*a^3*b*(V - EA)
      dm/dt = 0.38*(V + 29.7)/(1 - exp(-0.1*(V + 29.7)))*(1 - m) - 15.2*exp(-0.0556*(V + 54.7))*m
      dh/dt = 0.266*exp(-0.05*(V + 48))*(1 - h) - 3.8/(1 + exp(-0.1*(V + 18)))*h
      dn/dt = 0.02*(V + 45.7)/(1 - exp(-0.1*(V + 45.7)))*(1 - n) - 0.25*exp(-0.0125*(V + 55.7))*n
      tau_a * da/dt = a_inf - a
      tau_b * db/dt = b_inf - b
      a_inf = (0.0761*exp(0.0314*(V + 94.22))/(1 + exp(0.0346*(V + 1.17))))^(1/3)
      tau_a = 0.3632 + 1.158/(1 + exp(0.0497*(V + 55.96)))
      b_inf = (1/(1 + exp(0.0688*(V + 53.3))))^4
      tau_b = 1.24 + 2.678/(1 + exp(0.0624*(V + 50)))
    `,
    parameters: { C: 1, gL: 0.3, gNa: 120, gK: 20, gA: 47.7, EL: -17, ENa: 55, EK: -72, EA: -75, I: 10 },
    at: { V: -60, m: 0.02, h: 0.9, n: 0.2, a: 0.5, b: 0.3 },
    initial: { a: "a_inf", b: "b_inf" },
    rates: ({ C, gL, gNa, gK, gA, EL, ENa, EK, EA, I, V, m, h, n, a, b }) => ({
      V:
        (I -
          gL * (V - EL) -
          gNa * m ** 3 * h * (V - ENa) -
          gK * n ** 4 * (V - EK) -
          gA * a ** 3 * b * (V - EA)) /
        C,
      m: 3.8 * linoid(-0.1 * (V + 29.7)) * (1 - m) - 15.2 * exp(-0.0556 * (V + 54.7)) * m,
      h: 0.266 * exp(-0.05 * (V + 48)) * (1 - h) - (3.8 / (1 + exp(-0.1 * (V + 18)))) * h,
      n: 0.2 * linoid(-0.1 * (V + 45.7)) * (1 - n) - 0.25 * exp(-0.0125 * (V + 55.7)) * n,
      a:
        (((0.0761 * exp(0.0314 * (V + 94.22))) / (1 + exp(0.0346 * (V + 1.17)))) ** (1 / 3) - a) /
        (0.3632 + 1.158 / (1 + exp(0.0497 * (V + 55.96)))),
      b: ((1 + exp(0.0688 * (V + 53.3))) ** -4 - b) / (1.24 + 2.678 / (1 + exp(0.0624 * (V + 50)))),
    }),
    starts: ({ V }) => ({
      a: ((0.0761 * exp(0.0314 * (V + 94.22))) / (1 + exp(0.0346 * (V + 1.17)))) ** (1 / 3),
      b: (1 + exp(0.0688 * (V + 53.3))) ** -4,
    }),
  },
  {
    name: "barnacle muscle fibre",
    source: "Morris & Lecar (1981), Biophys. J. 35, 193–213, eqs. 9, 10",
    notation: "paper",
    equations: `
      C * dV/dt = I - gL*(V - VL) - gCa*M_inf*(V - VCa) - gK*N*(V - VK)
      dN/dt = λN*(N_inf - N)
      M_inf = (1 + tanh((V - V1)/V2))/2
      N_inf = (1 + tanh((V - V3)/V4))/2
      λN = φ*cosh((V - V3)/(2*V4))
    `,
    parameters: {
      ...{ C: 20, gL: 2, gCa: 4.4, gK: 8, VL: -60, VCa: 120, VK: -84, I: 90 },
      ...{ V1: -1.2, V2: 18, V3: 2, V4: 30, φ: 0.04 },
    },
    at: { V: -25, N: 0.2 },
    initial: { N: "N_inf" },
    rates: ({ C, gL, gCa, gK, VL, VCa, VK, I, V1, V2, V3, V4, φ, V, N }) => ({
      V: (I - gL * (V - VL) - (gCa * (1 + Math.tanh((V - V1) / V2)) * (V - VCa)) / 2 - gK * N * (V - VK)) / C,
      N: φ * cosh((V - V3) / (2 * V4)) * ((1 + Math.tanh((V - V3) / V4)) / 2 - N),
    }),
    starts: ({ V, V3, V4 }) => ({ N: (1 + Math.tanh((V - V3) / V4)) / 2 }),
  },
  {
    name: "fast-spiking cell with a slow potassium current",
    source: "Golomb et al. (2007), PLoS Comput. Biol. 3, e156, Methods",
    notation: "paper",
    equations: `
      C*dV/dt = -gNa*minf^3*h*(V - VNa) - gKdr*n^2*(V - VK) - gd*a^3*b*(V - VK) - gL*(V - VL) + Iapp
      dh/dt = (hinf - h)/tauh
      dn/dt = (ninf - n)/taun
      da/dt = (ainf - a)/2
      db/dt = (binf - b)/150
      minf = 1/(1 + exp(-(V + 24)/11.5))
      hinf = 1/(1 + exp((V + 58.3)/6.7))
      tauh = 0.5 + 14/(1 + exp((V + 60)/12))
      ninf = 1/(1 + exp(-(V + 12.4)/6.8))
      taun = (0.087 + 11.4/(1 + exp((V + 14.6)/8.6)))*
             (0.087 + 11.4/(1 + exp(-(V - 1.3)/18.7)))
      ainf = 1/(1 + exp(-(V + 50)/20))
      binf = 1/(1 + exp((V + 70)/6))
    `,
    parameters: { C: 1, gNa: 112.5, gKdr: 225, gd: 0.39, gL: 0.25, VNa: 50, VK: -90, VL: -70, Iapp: 3 },
    at: { V: -48, h: 0.5, n: 0.05, a: 0.4, b: 0.1 },
    rates: ({ C, gNa, gKdr, gd, gL, VNa, VK, VL, Iapp, V, h, n, a, b }) => {
      const s = (x: number): number => 1 / (1 + exp(-x));
      const taun = (0.087 + 11.4 * s(-(V + 14.6) / 8.6)) * (0.087 + 11.4 * s((V - 1.3) / 18.7));
      return {
        V:
          (-gNa * s((V + 24) / 11.5) ** 3 * h * (V - VNa) -
            gKdr * n ** 2 * (V - VK) -
            gd * a ** 3 * b * (V - VK) -
            gL * (V - VL) +
            Iapp) /
          C,
        h: (s(-(V + 58.3) / 6.7) - h) / (0.5 + 14 * s(-(V + 60) / 12)),
        n: (s((V + 12.4) / 6.8) - n) / taun,
        a: (s((V + 50) / 20) - a) / 2,
        b: (s(-(V + 70) / 6) - b) / 150,
      };
    },
  },
  {
    name: "two-compartment pyramidal cell",
    source: "Pinsky & Rinzel (1994), J. Comput. Neurosci. 1, 39–60, eqs. 1–10 (voltages from rest, up)",
    notation: "paper",
    equations: `
      Cm*dVs/dt = -gL*(Vs - VL) - gNa*minf^2*h*(Vs - VNa) - gKDR*n*(Vs - VK) + gc/p*(Vd - Vs) + Is/p
      Cm*dVd/dt = -gL*(Vd - VL) - ICa - gKAHP*q*(Vd - VK) - gKC*c*χ*(Vd - VK) + gc/(1 - p)*(Vs - Vd)
      dCa/dt = -0.13*ICa - 0.075*Ca
      ICa = gCa*s^2*(Vd - VCa)
      χ = min(Ca/250, 1)
      minf = am/(am + bm)
      h' = ah*(1 - h) - bh*h
      n' = an*(1 - n) - bn*n
      s' = as*(1 - s) - bs*s
      c' = ac*(1 - c) - bc*c
      q' = min(0.00002*Ca, 0.01)*(1 - q) - 0.001*q
      am = 0.32*(13.1 - Vs)/(exp((13.1 - Vs)/4) - 1)
      bm = 0.28*(Vs - 40.1)/(exp((Vs - 40.1)/5) - 1)
      an = 0.016*(35.1 - Vs)/(exp((35.1 - Vs)/5) - 1)
      bn = 0.25*exp(0.5 - 0.025*Vs)
      ah = 0.128*exp((17 - Vs)/18)
      bh = 4/(1 + exp((40 - Vs)/5))
      as = 1.6/(1 + exp(-0.072*(Vd - 65)))
      bs = 0.02*(Vd - 51.1)/(exp((Vd - 51.1)/5) - 1)
      ac = Vd <= 50 ? (exp((Vd - 10)/11) - exp((Vd - 6.5)/27))/18.975 : 2*exp((6.5 - Vd)/27)
      bc = Vd <= 50 ? 2*exp((6.5 - Vd)/27) - ac : 0
    `,
    parameters: {
      ...{ Cm: 3, gL: 0.1, gNa: 30, gKDR: 15, gCa: 10, gKAHP: 0.8, gKC: 15, gc: 2.1, p: 0.5, Is: -0.5 },
      ...{ VL: 0, VNa: 120, VK: -15, VCa: 140 },
    },
    at: { Vs: 20, Vd: 30, Ca: 120, h: 0.6, n: 0.3, s: 0.1, c: 0.2, q: 0.05 },
    rates: (x) => {
      const [am, bm] = [1.28 * linoid((13.1 - x.Vs) / 4), 1.4 * linoid((x.Vs - 40.1) / 5)];
      const ICa = x.gCa * x.s ** 2 * (x.Vd - x.VCa);
      const ac = (exp((x.Vd - 10) / 11) - exp((x.Vd - 6.5) / 27)) / 18.975;
      const bc = 2 * exp((6.5 - x.Vd) / 27) - ac;
      return {
        Vs:
          (-x.gL * (x.Vs - x.VL) -
            x.gNa * (am / (am + bm)) ** 2 * x.h * (x.Vs - x.VNa) -
            x.gKDR * x.n * (x.Vs - x.VK) +
            (x.gc / x.p) * (x.Vd - x.Vs) +
            x.Is / x.p) /
          x.Cm,
        Vd:
          (-x.gL * (x.Vd - x.VL) -
            ICa -
            x.gKAHP * x.q * (x.Vd - x.VK) -
            (x.gKC * x.c * x.Ca * (x.Vd - x.VK)) / 250 +
            (x.gc / (1 - x.p)) * (x.Vs - x.Vd)) /
          x.Cm,
        Ca: -0.13 * ICa - 0.075 * x.Ca,
        h: 0.128 * exp((17 - x.Vs) / 18) * (1 - x.h) - (4 * x.h) / (1 + exp((40 - x.Vs) / 5)),
        n: 0.08 * linoid((35.1 - x.Vs) / 5) * (1 - x.n) - 0.25 * exp(0.5 - 0.025 * x.Vs) * x.n,
        s: (1.6 * (1 - x.s)) / (1 + exp(-0.072 * (x.Vd - 65))) - 0.1 * linoid((x.Vd - 51.1) / 5) * x.s,
        c: ac * (1 - x.c) - bc * x.c,
        q: 0.00002 * x.Ca * (1 - x.q) - 0.001 * x.q,
      };
    },
  },
  {
    name: "pacemaker of the breathing rhythm",
    source: "Butera, Rinzel & Smith (1999), J. Neurophysiol. 82, 382–397, model 1",
    notation: "paper",
    equations: `
      C*V' = -INaP - INa - IK - gL*(V - EL) + Iapp
      INaP = gNaP*mp*h*(V - ENa)
      INa = gNa*m^3*(1 - n)*(V - ENa)
      IK = gK*n^4*(V - EK)
      h' = (1/(1 + exp((V + 48)/6)) - h)/(10000/cosh((V + 48)/12))
      n' = (1/(1 + exp((V + 29)/-4)) - n)/(10/cosh((V + 29)/(2*-4)))
      mp = 1/(1 + exp((V + 40)/-6))
      m = 1/(1 + exp((V + 34)/-5))
    `,
    parameters: { C: 21, gNaP: 2.8, gNa: 28, gK: 11.2, gL: 2.8, ENa: 50, EK: -85, EL: -60, Iapp: 0 },
    at: { V: -45, h: 0.4, n: 0.02 },
    rates: ({ C, gNaP, gNa, gK, gL, ENa, EK, EL, Iapp, V, h, n }) => {
      const mp = 1 / (1 + exp(-(V + 40) / 6));
      const m = 1 / (1 + exp(-(V + 34) / 5));
      return {
        V:
          (-gNaP * mp * h * (V - ENa) -
            gNa * m ** 3 * (1 - n) * (V - ENa) -
            gK * n ** 4 * (V - EK) -
            gL * (V - EL) +
            Iapp) /
          C,
        h: ((1 / (1 + exp((V + 48) / 6)) - h) * cosh((V + 48) / 12)) / 10_000,
        n: ((1 / (1 + exp(-(V + 29) / 4)) - n) * cosh((V + 29) / 8)) / 10,
      };
    },
  },
  {
    name: "HH mechanism with a temperature",
    source: "Hodgkin & Huxley (1952), in the way of NEURON's hh.mod (Hines & Carnevale 1997)",
    notation: "NEURON",
    equations: `
      v' = -(gnabar*m^3*h*(v - ena) + gkbar*n^4*(v - ek) + gl*(v - el))*1000 / cm
      m' = (minf - m)/mtau
      h' = (hinf - h)/htau
      n' = (ninf - n)/ntau
      q10 = 3^((celsius - 6.3)/10)
      am = .1 * 10 / exprel(-(v+40)/10)
      bm = 4 * exp(-(v+65)/18)
      mtau = 1/(q10*(am + bm))
      minf = am/(am + bm)
      ah = .07 * exp(-(v+65)/20)
      bh = 1 / (exp(-(v+35)/10) + 1)
      htau = 1/(q10*(ah + bh))
      hinf = ah/(ah + bh)
      an = .01*(fabs(v + 55) < 1e-4 ? 10*(1 + (v + 55)/10/2) : (v + 55)/(1 - exp(-(v + 55)/10)))
      bn = .125*exp(-(v+65)/80)
      ntau = 1/(q10*(an + bn))
      ninf = an/(an + bn)
    `,
    parameters: { cm: 1, gnabar: 0.12, gkbar: 0.036, gl: 0.0003, ena: 50, ek: -77, el: -54.3, celsius: 16.3 },
    at: { v: -55, m: 0.1, h: 0.5, n: 0.35 },
    initial: { m: "minf", h: "hinf", n: "ninf" },
    rates: ({ cm, gnabar, gkbar, gl, ena, ek, el, celsius, v, m, h, n }) => {
      const q10 = pow(3, (celsius - 6.3) / 10);
      return {
        v: (-1000 * (gnabar * m ** 3 * h * (v - ena) + gkbar * n ** 4 * (v - ek) + gl * (v - el))) / cm,
        m: q10 * (linoid(-(v + 40) / 10) * (1 - m) - 4 * exp(-(v + 65) / 18) * m),
        h: q10 * (0.07 * exp(-(v + 65) / 20) * (1 - h) - h / (exp(-(v + 35) / 10) + 1)),
        // v = −55 is where alpha_n has its hole, and 0.1.
        n: q10 * (0.1 * (1 - n) - 0.125 * exp(-(v + 65) / 80) * n),
      };
    },
    starts: ({ v }) => ({
      m: linoid(-(v + 40) / 10) / (linoid(-(v + 40) / 10) + 4 * exp(-(v + 65) / 18)),
      h: (0.07 * exp(-(v + 65) / 20)) / (0.07 * exp(-(v + 65) / 20) + 1 / (exp(-(v + 35) / 10) + 1)),
      n: 0.1 / (0.1 + 0.125 * exp(-(v + 65) / 80)),
    }),
  },
  {
    name: "reduced squid axon",
    source: "Rinzel (1985), Fed. Proc. 44, 2944–2946: m at its steady state, h = 0.8 − n",
    notation: "paper",
    equations: `
      tau_n * dn/dt = n_inf - n
      C * dV/dt = I - gNa*m_inf^3*(0.8 - n)*(V - ENa) - gK*n^4*(V - EK) - gL*(V - EL)
      n_inf = an*tau_n
      tau_n = 1/(an + bn)
      m_inf = 1/(1 + exp(-(V + 40)/9))
      an = 0.1/exprel(-(V + 55)/10)
      bn = 0.125*exp(-(V + 65)/80)
    `,
    parameters: { C: 1, gNa: 120, gK: 36, gL: 0.3, ENa: 50, EK: -77, EL: -54.4, I: 8 },
    at: { V: -62, n: 0.33 },
    initial: { n: "n_inf" },
    rates: ({ C, gNa, gK, gL, ENa, EK, EL, I, V, n }) => ({
      n: 0.1 * linoid(-(V + 55) / 10) * (1 - n) - 0.125 * exp(-(V + 65) / 80) * n,
      V:
        (I -
          gNa * (1 + exp(-(V + 40) / 9)) ** -3 * (0.8 - n) * (V - ENa) -
          gK * n ** 4 * (V - EK) -
          gL * (V - EL)) /
        C,
    }),
    starts: ({ V }) => {
      const a = 0.1 * linoid(-(V + 55) / 10);
      return { n: a / (a + 0.125 * exp(-(V + 65) / 80)) };
    },
  },
];
