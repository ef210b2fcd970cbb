var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name2 in all)
    __defProp(target, name2, { get: all[name2], enumerable: true });
};

// ../b2/src/compile/fixed-time.ts
function fixedTime({ tape, signals, until: until2 }, population2, record2) {
  const segment = tape.reference.data[record2];
  return segment < 0 ? until2 : signals[population2].breakpoints[segment];
}

// ../b2/src/compile/slots.ts
var slots_exports = {};
__export(slots_exports, {
  armedSlot: () => armedSlot,
  arrivingNames: () => arrivingNames,
  atolSlot: () => atolSlot,
  barSlot: () => barSlot,
  bernsteinSlot: () => bernsteinSlot,
  causeSlot: () => causeSlot,
  channelsOf: () => channelsOf,
  commonSlot: () => commonSlot,
  courseMarginSlot: () => courseMarginSlot,
  courseMostSlot: () => courseMostSlot,
  courseRateSlot: () => courseRateSlot,
  crossingRateSlot: () => crossingRateSlot,
  dotSlot: () => dotSlot,
  errorNormSlot: () => errorNormSlot,
  eventBendSlot: () => eventBendSlot,
  eventEndSlot: () => eventEndSlot,
  eventEstimateSlot: () => eventEstimateSlot,
  eventMarginSlot: () => eventMarginSlot,
  eventPeakSlot: () => eventPeakSlot,
  eventRoundingSlot: () => eventRoundingSlot,
  eventSlopeSlot: () => eventSlopeSlot,
  eventTimeBarSlot: () => eventTimeBarSlot,
  eventValueSlot: () => eventValueSlot,
  farBoundSlots: () => farBoundSlots,
  firedAtSlot: () => firedAtSlot,
  firedRestSlot: () => firedRestSlot,
  firstStageSlot: () => firstStageSlot,
  guessSlot: () => guessSlot,
  initialNames: () => initialNames,
  initialStepSlot: () => initialStepSlot,
  landedSlot: () => landedSlot,
  locatedSlot: () => locatedSlot,
  mostCommon: () => mostCommon,
  mostRemembered: () => mostRemembered,
  movedSlot: () => movedSlot,
  neuronFrame: () => neuronFrame,
  nextSlot: () => nextSlot,
  pendingSlot: () => pendingSlot,
  placeSlots: () => placeSlots,
  proposalSlot: () => proposalSlot,
  reachSlot: () => reachSlot,
  rememberedSlot: () => rememberedSlot,
  resolutionSlot: () => resolutionSlot,
  restSlot: () => restSlot,
  rtolSlot: () => rtolSlot,
  sentSlot: () => sentSlot,
  slopeSlot: () => slopeSlot,
  stateMostSlot: () => stateMostSlot,
  stepCapSlot: () => stepCapSlot,
  stepSizeSlot: () => stepSizeSlot,
  summitSlot: () => summitSlot,
  switchBendSlot: () => switchBendSlot,
  switchRateSlot: () => switchRateSlot,
  switchRoundingSlot: () => switchRoundingSlot,
  switchValueSlot: () => switchValueSlot,
  timeSlot: () => timeSlot,
  timerNextSlot: () => timerNextSlot,
  timerStartSlot: () => timerStartSlot
});

// ../b2/src/codegen/frame.ts
function frameOf(names2) {
  const slots = /* @__PURE__ */ new Map();
  for (const name2 of names2) {
    if (slots.has(name2)) throw new TypeError(`internal: slot ${name2} twice in a frame`);
    slots.set(name2, slots.size);
  }
  return {
    size: slots.size,
    slot: (name2) => {
      const slot = slots.get(name2);
      if (slot === void 0) throw new TypeError(`internal: no slot ${name2} in the frame`);
      return slot;
    },
    has: (name2) => slots.has(name2)
  };
}

// ../b2/src/errors.ts
var SaltusError = class extends Error {
  /** What to do about it, one sentence. */
  hint;
  constructor(name2, where4, what, hint4) {
    super(`${where4}: ${what}${hint4 === "" ? "" : `
  ${hint4}`}`);
    this.name = name2;
    this.hint = hint4;
  }
};
var ModelError = class extends SaltusError {
  /**
   * Everything that was found to be wrong, each with its place if it is in a text: `{ message, hint, block, from, to,
   * line, column, suggestion }`. JSON has them, too.
   */
  problems;
  /** @param more  the place in a text, or the problems that this error puts together */
  constructor(where4, what, hint4 = "", more = void 0) {
    super("ModelError", where4, what, hint4);
    if (more !== void 0 && "problems" in more) {
      this.problems = more.problems;
    } else {
      const name2 = suggestedIn(hint4);
      const suggested = name2 === void 0 ? {} : { suggestion: name2 };
      this.problems = [{ message: this.message, hint: hint4, ...more, ...suggested }];
    }
  }
  /** What JSON has of it: name, message and problems. */
  toJSON() {
    const { name: name2, message, problems } = this;
    return { name: name2, message, problems };
  }
};
var ShapeError = class extends SaltusError {
  constructor(where4, what, hint4 = "") {
    super("ShapeError", where4, what, hint4);
  }
};
var OptionError = class extends SaltusError {
  constructor(where4, what, hint4 = "") {
    super("OptionError", where4, what, hint4);
  }
};
var UnsupportedError = class extends SaltusError {
  constructor(where4, what, hint4 = "") {
    super("UnsupportedError", where4, what, hint4);
  }
};
var SimulationError = class extends SaltusError {
  status;
  constructor(where4, status, what, hint4) {
    super("SimulationError", `${where4} (${status})`, what, hint4);
    this.status = status;
  }
};
var WorkerError = class extends SaltusError {
  constructor(where4, what, hint4 = "") {
    super("WorkerError", where4, what, hint4);
  }
};
function unreachable(value) {
  throw new TypeError(`internal: unexpected ${String(value)}`);
}
function mostEdits(length) {
  return length < 3 ? 0 : length < 6 ? 1 : 2;
}
function bare(name2) {
  return name2.toLowerCase().replaceAll("_", "");
}
function suggestion(name2, known5) {
  if (typeof name2 !== "string") return "";
  const candidates = [...known5];
  const alike2 = candidates.find((candidate) => bare(candidate) === bare(name2) && bare(name2) !== "");
  if (alike2 !== void 0) return `Did you mean "${alike2}"? `;
  let best = "";
  let bestDistance = mostEdits(name2.length) + 1;
  for (const candidate of candidates) {
    if (Math.abs(name2.length - candidate.length) >= bestDistance) continue;
    const distance = editDistance(name2.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance <= mostEdits(candidate.length)) {
      bestDistance = distance;
      best = candidate;
    }
  }
  if (best === "") best = onlyPair(name2, candidates) ?? "";
  return best === "" ? "" : `Did you mean "${best}"? `;
}
function onlyPair(name2, candidates) {
  if (!/^\p{L}{2}$/u.test(name2)) return void 0;
  const [pair, ...others2] = candidates.filter(
    (candidate) => /^\p{L}{2}$/u.test(candidate) && candidate[0] === name2[0]
  );
  return others2.length === 0 ? pair : void 0;
}
function knownHere(name2, known5) {
  const names2 = [...known5];
  return `${suggestion(name2, names2)}Known here: ${names2.join(", ") || "(none)"}.`;
}
function suggestedIn(hint4) {
  return /^Did you mean "([^"]+)"\? /.exec(`${hint4} `)?.[1];
}
function editDistance(a, b) {
  let before = [];
  let row2 = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const edited = Math.min(next[j - 1] + 1, row2[j] + 1, row2[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = isExchange ? Math.min(edited, before[j - 2] + 1) : edited;
    }
    before = row2;
    row2 = next;
  }
  return row2[b.length];
}

// ../b2/src/expr/dependency-order.ts
function dependencyOrder(keys5, needs) {
  const done = /* @__PURE__ */ new Set();
  for (const root of keys5) {
    const path = /* @__PURE__ */ new Map();
    const stack = [];
    const enter = (key) => {
      path.set(key, needs(key)[Symbol.iterator]());
      stack.push(key);
    };
    if (!done.has(root)) enter(root);
    for (let key = stack.at(-1); key !== void 0; key = stack.at(-1)) {
      const { value, done: isLast } = path.get(key).next();
      if (isLast === true) {
        path.delete(key);
        done.add(key);
        stack.pop();
      } else if (path.has(value)) {
        return { cycle: stack.slice(stack.indexOf(value)) };
      } else if (!done.has(value)) {
        enter(value);
      }
    }
  }
  return { order: [...done] };
}

// ../b2/src/expr/node.ts
function templateInput(index3) {
  return `#${index3}`;
}
var commutative = /* @__PURE__ */ new Set(["add", "mul", "eq"]);
var Node = class _Node {
  static #made = 0;
  #id = _Node.#made++;
  op;
  args;
  value;
  name;
  template;
  depth;
  hash;
  constructor({ op, args, value, name: name2, template }, depth, hash2) {
    this.op = op;
    this.args = args;
    this.value = value;
    this.name = name2;
    this.template = template;
    this.depth = depth;
    this.hash = hash2;
    Object.freeze(this);
  }
  static idOf(node) {
    return node.#id;
  }
};
var shared = /* @__PURE__ */ new Map();
var current = shared;
function within(table4, action) {
  const outer = current;
  current = table4;
  try {
    return action();
  } finally {
    current = outer;
  }
}
var made = /* @__PURE__ */ new WeakMap();
function onceWithin(key, make2) {
  const known5 = made.get(current) ?? /* @__PURE__ */ new WeakMap();
  made.set(current, known5);
  if (!known5.has(key)) known5.set(key, make2());
  return known5.get(key);
}
function tableOf(roots) {
  return new Map(reachable(roots).map((node) => [keyOf(node), node]));
}
function keyOf({ op, args, value, name: name2, template }) {
  if (op === "symbol") return `$${name2}`;
  if (op === "constant") return Object.is(value, -0) ? "#-0" : `#${value}`;
  if (op === "part") return `${keyOfApplied(op, args)} #${value}`;
  const called2 = template === void 0 ? "" : keyOfApplied(" of", template.outputs);
  return keyOfApplied(op, args) + called2;
}
function keyOfApplied(op, args) {
  let key = op;
  for (const arg of args) key += ` ${Node.idOf(arg)}`;
  return key;
}
function intern(key, structure) {
  const { op, args, template } = structure;
  const known5 = current.get(key) ?? (args.length === 0 ? shared.get(key) : void 0);
  if (known5 !== void 0) return known5;
  const depth = args.reduce((deepest3, arg) => Math.max(deepest3, arg.depth + 1), 0);
  const hash2 = args.length === 0 ? hashOf(key, []) : hashOf(op, hashesOf(op, args.concat(template?.outputs ?? [])));
  Object.freeze(args);
  const node = new Node(structure, depth, hash2);
  (op === "symbol" ? shared : current).set(key, node);
  return node;
}
function internNew(own4) {
  const structure = { args: [], value: Number.NaN, name: "", template: void 0, ...own4 };
  return intern(keyOf(structure), structure);
}
function constant(value) {
  return internNew({ op: "constant", value });
}
function symbol(name2) {
  return internNew({ op: "symbol", name: name2 });
}
function apply(op, args) {
  if (commutative.has(op)) {
    const swapped = current.get(keyOfApplied(op, [args[1], args[0]]));
    if (swapped !== void 0) return swapped;
  }
  return internNew({ op, args });
}
function operation({ op }) {
  if (op !== "constant" && op !== "symbol" && op !== "call" && op !== "part") return op;
  throw new TypeError(`internal: a ${op} where there are operations only`);
}
function call(template, args) {
  return internNew({ op: "call", args, template });
}
function part(called2, index3) {
  const output = called2.template.outputs[index3];
  return output.op === "constant" ? output : internNew({ op: "part", args: [called2], value: index3 });
}
function reachable(roots, isDone) {
  const found = /* @__PURE__ */ new Set();
  const opened = /* @__PURE__ */ new Set();
  const stack = [];
  const isOpen2 = (node) => !opened.has(node) && isDone?.(node) !== true;
  for (const root of roots) {
    if (isOpen2(root)) stack.push(root);
    while (stack.length > 0) {
      const node = stack[stack.length - 1];
      if (opened.has(node)) {
        stack.pop();
        found.add(node);
        continue;
      }
      opened.add(node);
      const args = inOrder(node);
      for (let k = args.length - 1; k >= 0; k--) if (isOpen2(args[k])) stack.push(args[k]);
    }
  }
  return [...found];
}
function inOrder({ op, args }) {
  if (args.length < 2) return args;
  const isFree = commutative.has(op);
  return [...args].sort((a, b) => b.depth - a.depth || (isFree ? a.hash - b.hash : 0));
}
function hashesOf(op, args) {
  const hashes = args.map((arg) => arg.hash);
  return commutative.has(op) ? hashes.sort((a, b) => a - b) : hashes;
}
function hashOf(text3, numbers3) {
  let high = 2538058380;
  let low = 1013904242;
  const mix = (word) => {
    const k = Math.imul(word, 3432918353);
    high = Math.imul(high ^ (k ^ k >>> 15), 2246822507);
    high ^= high >>> 13;
    low = Math.imul(low ^ (k ^ k >>> 16), 3266489909) + high;
    low ^= low >>> 15;
  };
  for (let i = 0; i < text3.length; i++) mix(text3.charCodeAt(i));
  for (const number of numbers3) {
    mix(number % 4294967296 | 0);
    mix(Math.floor(number / 4294967296));
  }
  mix(text3.length);
  return (high >>> 0) * 1048576 + (low >>> 12);
}
function equal(first2, second) {
  const partners2 = /* @__PURE__ */ new Map();
  const pairs2 = [[first2, second]];
  for (const [a, b] of pairs2) {
    if (a === b || partners2.get(a) === b) continue;
    if (a.hash !== b.hash || a.op !== b.op || a.name !== b.name || !Object.is(a.value, b.value)) return false;
    partners2.set(a, b);
    const isSwapped = commutative.has(a.op) && a.args[0].hash !== b.args[0].hash;
    const others2 = isSwapped ? [...b.args].reverse() : b.args;
    a.args.forEach((arg, k) => {
      pairs2.push([arg, others2[k]]);
    });
  }
  return true;
}
function symbolsOf(roots) {
  const names2 = /* @__PURE__ */ new Set();
  for (const node of reachable(roots)) if (node.op === "symbol") names2.add(node.name);
  return names2;
}

// ../b2/src/values.ts
var unnamed = [
  "Array",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Promise",
  "Date",
  "RegExp",
  "Error",
  "ArrayBuffer"
];
function kindOf(value) {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
function isRecord(value) {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return !Array.isArray(value) && !unnamed.includes(kindOf(value));
}
function isList(value) {
  if (typeof value !== "object" || value === null || !("length" in value)) return false;
  return Number.isSafeInteger(value.length) && value.length >= 0;
}
function isDoubles(value) {
  return ArrayBuffer.isView(value) && kindOf(value) === "Float64Array";
}
function isBytes(value) {
  return ArrayBuffer.isView(value) && kindOf(value) === "Uint8Array";
}
function counted(count3, noun, nouns = `${noun}s`) {
  return `${count3 ?? "no"} ${count3 === 1 ? noun : nouns}`;
}
function shown(value) {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  const text3 = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text3.length > 40 ? `${text3.slice(0, 40)}\u2026` : text3;
}
function listsInJson(value, part6 = (whole4) => whole4) {
  if (Object.hasOwn(value, "toJSON")) return value;
  return Object.defineProperty(value, "toJSON", { value: () => withLists(part6(value)) });
}
function jsonOf(value, show, brief = show) {
  return shownAs(Object.defineProperty(value, "toJSON", { value: show }), brief);
}
function shownAs(value, brief) {
  return Object.defineProperty(value, /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom"), { value: () => brief() });
}
function withLists(value, isInside = false) {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : Array.from(value);
  if (isInside && "toJSON" in value && typeof value.toJSON === "function") return value;
  if (Array.isArray(value)) return value.map((entry) => withLists(entry, true));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withLists(entry, true)]));
}

// ../b2/src/numeric/fixed-point.ts
function inverseTangent(p, q, unit6, sign2) {
  const [numerator, denominator] = [sign2 * p * p, q * q];
  let power = p * unit6 / q;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = power * numerator / denominator;
    sum += power / k;
  }
  return sum;
}
function piTimes(unit6) {
  return 16n * inverseTangent(1n, 5n, unit6, -1n) - 4n * inverseTangent(1n, 239n, unit6, -1n);
}
function roundedTo(value, unit6, bits4) {
  const scaled2 = (value << bits4 + 1n) / unit6;
  return (scaled2 + (scaled2 < 0n ? -1n : 1n)) / 2n;
}

// ../b2/src/numeric/powers-of-two.ts
var powersOfTwo = new Float64Array(2046);
powersOfTwo[1022] = 1;
for (let k = 1; k <= 1023; k++) powersOfTwo[1022 + k] = 2 * powersOfTwo[1021 + k];
for (let k = 1; k <= 1022; k++) powersOfTwo[1022 - k] = 0.5 * powersOfTwo[1023 - k];
function powerOfTwo(k) {
  return powersOfTwo[k + 1022];
}
var smallestNormal = 22250738585072014e-324;
var double = new Float64Array(1);
var halves = new Int32Array(double.buffer);
var upper = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0;

// ../b2/src/numeric/rational.ts
function parseFraction(text3) {
  const fraction = /^([+-]?\d+)(?:\/(\d+))?$/.exec(text3);
  if (fraction !== null) {
    const denominator = BigInt(fraction[2] ?? 1);
    return denominator === 0n ? void 0 : { numerator: BigInt(fraction[1]), denominator };
  }
  const decimal = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i.exec(text3);
  if (decimal === null) return void 0;
  const [, sign2, whole4, places4, exponent3] = decimal;
  if (whole4 === "" && places4 === "") return void 0;
  const digits = BigInt(`${sign2}${whole4}${places4}`);
  const power = Number(exponent3 ?? 0) - places4.length;
  return power < 0 ? { numerator: digits, denominator: 10n ** BigInt(-power) } : { numerator: digits * 10n ** BigInt(power), denominator: 1n };
}
function nearestQuotient(n, d) {
  const magnitude = n < 0n ? -n : n;
  if (magnitude <= maxExact && d <= maxExact) return Number(n) / Number(d);
  if (n === 0n) return 0;
  const value = roundedQuotient(magnitude, d);
  return n < 0n ? -value : value;
}
var maxExact = BigInt(Number.MAX_SAFE_INTEGER);
var significand = 53;
var smallestExponent = -1074;
function roundedQuotient(n, d) {
  const exponent3 = Math.max(quotientBits(n, d) - significand, smallestExponent);
  const scaled2 = exponent3 < 0 ? n << BigInt(-exponent3) : n;
  const unit6 = exponent3 < 0 ? d : d << BigInt(exponent3);
  let quotient2 = scaled2 / unit6;
  const twice = 2n * (scaled2 - quotient2 * unit6);
  if (twice > unit6 || twice === unit6 && quotient2 % 2n === 1n) quotient2 += 1n;
  const half = Math.trunc(exponent3 / 2);
  return Number(quotient2) * powerOfTwo(half) * powerOfTwo(exponent3 - half);
}
function quotientBits(n, d) {
  const difference2 = bits(n) - bits(d);
  const atLeast = difference2 >= 0 ? n >= d << BigInt(difference2) : n << BigInt(-difference2) >= d;
  return atLeast ? difference2 + 1 : difference2;
}
function bits(n) {
  const digits = n.toString(16);
  return 4 * digits.length - Math.clz32(Number.parseInt(digits[0], 16)) + 28;
}

// ../b2/src/numeric/arctangent-table.ts
var arctangentOffset = 16287;
var lastEntry = 161;
var unit = 1n << 160n;
function centre(i) {
  const octave = BigInt(i - 1 >> 4);
  return 33n + 2n * BigInt(i - 1 & 15) << octave;
}
function split(value) {
  const lead = nearestQuotient(value, unit);
  const exact2 = BigInt(lead * 144115188075855870) * unit >> 57n;
  return [lead, nearestQuotient(value - exact2, unit)];
}
function makeTable() {
  const table4 = new Float64Array(4 * (lastEntry + 1));
  const denominator = 1n << 10n;
  table4.set([1, 0, 0, 0], 0);
  let angle2 = 0n;
  let before = 0n;
  for (let i = 1; i < lastEntry; i++) {
    const c = centre(i);
    angle2 += inverseTangent((c - before) * denominator, denominator * denominator + c * before, unit, -1n);
    before = c;
    table4.set([1, nearestQuotient(c, denominator), ...split(angle2)], 4 * i);
  }
  table4.set([0, 1, ...split(piTimes(unit) / 2n)], 4 * lastEntry);
  return table4;
}
var arctangentTable = makeTable();

// ../b2/src/numeric/arctangent.ts
function atan(x) {
  const u = Math.abs(x);
  if (!(u < Number.POSITIVE_INFINITY)) return u === x || u === -x ? endOf(x) : x;
  double[0] = u;
  const place7 = (halves[upper] >> 16) - arctangentOffset;
  const at3 = Math.max(0, Math.min(place7, lastEntry)) << 2;
  const a = arctangentTable[at3];
  const b = arctangentTable[at3 + 1];
  const t2 = (a * u - b) / (a + b * u);
  const t22 = t2 * t2;
  const p = t22 * t2 * (-1 / 3 + t22 * (1 / 5) + t22 * t22 * (-1 / 7 + t22 * (1 / 9) + t22 * t22 * (-1 / 11)));
  const y = arctangentTable[at3 + 2] + (arctangentTable[at3 + 3] + (t2 + p));
  return x < 0 ? -y : x === 0 ? x : y;
}
function endOf(x) {
  const half = arctangentTable[4 * lastEntry + 2];
  return x < 0 ? -half : half;
}

// ../b2/src/numeric/exp-table.ts
var fractionBits = 160n;
var unit2 = 1n << fractionBits;
function squareRoot(n) {
  let root = 1n << BigInt(n.toString(2).length + 1 >> 1);
  for (; ; ) {
    const next = root + n / root >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
function makeTable2() {
  let ratio = 2n * unit2;
  for (let k = 0; k < 7; k++) ratio = squareRoot(ratio * unit2);
  const table4 = new Float64Array(256);
  let power = unit2;
  for (let j = 0; j < 128; j++) {
    const lead = nearestQuotient(power, unit2);
    const rounded2 = BigInt(lead * powerOfTwo(52)) << fractionBits - 52n;
    table4[2 * j] = lead;
    table4[2 * j + 1] = nearestQuotient(power - rounded2, rounded2);
    power = power * ratio >> fractionBits;
  }
  return table4;
}
var expTable = makeTable2();

// ../b2/src/numeric/exponential.ts
var inverseStep = 184.6649652337873;
var stepHigh = 0.005415212333900854;
var stepLow = 14223718738313642e-27;
var rounder = 6755399441055744;
var plainRange = 650;
var smallestExponent2 = -745.1332191019412;
var largestExponent = 709.782712893384;
function exp(x) {
  const n = x * inverseStep + rounder - rounder;
  const r = x - n * stepHigh - n * stepLow;
  if (Math.abs(x) <= plainRange) return scaledPower(n, r, powersOfTwo[(n >> 7) + 1022]);
  if (!(x > smallestExponent2)) return x <= smallestExponent2 ? 0 : x;
  if (x > largestExponent) return Number.POSITIVE_INFINITY;
  const half = n >> 8;
  return scaledPower(n, r, 1) * powersOfTwo[half + 1022] * powersOfTwo[(n >> 7) - half + 1022];
}
function scaledPower(n, r, scale2) {
  const j = (n & 127) << 1;
  const lead = scale2 * expTable[j];
  const r2 = r * r;
  const p = expTable[j + 1] + r + r2 * (0.5 + r * (1 / 6)) + r2 * r2 * (1 / 24 + r * (1 / 120));
  return lead + lead * p;
}
function expm1(x) {
  if (!(Math.abs(x) <= plainRange)) return x < 0 ? -1 : exp(x);
  const n = x * inverseStep + rounder - rounder;
  const r = x - n * stepHigh - n * stepLow;
  const r2 = r * r;
  const q = r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120) + r2 * (1 / 720)));
  const j = (n & 127) << 1;
  const lead = powersOfTwo[(n >> 7) + 1022] * expTable[j];
  const m2 = lead - 1;
  const y = m2 + (r + (q + (m2 * (r + q) + lead * expTable[j + 1])));
  return x === 0 ? x : y;
}
function exprel(x) {
  if (!(x > plainRange)) return x === 0 ? 1 : expm1(x) / x;
  const root = exp(x / 2);
  return x < Number.POSITIVE_INFINITY ? root / x * root : x;
}
function sigmoid(x) {
  const small = exp(-Math.abs(x));
  return (x < 0 ? small : 1) / (1 + small);
}
var tanhSaturation = 20;
function tanh(x) {
  const fall = expm1(-2 * Math.min(Math.abs(x), tanhSaturation));
  const y = -fall / (fall + 2);
  return x === 0 ? x : x < 0 ? -y : y;
}

// ../b2/src/numeric/log-table.ts
var logOffset = 1072074752;
var width = 8192;
var count = 128;
var middle = 75;
var places = 14n;
var leadBits = 42n;
var unit3 = 1n << 160n;
function reciprocal(i) {
  const centre2 = logOffset + i * width + width / 2;
  const digits = BigInt(1048576 + (centre2 & 1048575));
  const shift2 = i < middle ? 21n : 20n;
  return ((1n << places + shift2 + 1n) / digits + 1n) / 2n;
}
function logarithmOfQuotient(a, b) {
  return 2n * inverseTangent(a - b, a + b, unit3, 1n);
}
function split2(value) {
  const lead = roundedTo(value, unit3, leadBits);
  const lastPlace2 = 1n << leadBits;
  return [
    nearestQuotient(lead, lastPlace2),
    nearestQuotient(value * lastPlace2 - lead * unit3, unit3 * lastPlace2)
  ];
}
function makeTable3() {
  const table4 = new Float64Array(3 * count);
  const fill2 = (i, logarithm) => {
    table4[3 * i] = nearestQuotient(reciprocal(i), 1n << places);
    table4.set(split2(logarithm), 3 * i + 1);
  };
  fill2(middle, 0n);
  for (let i = middle - 1, sum = 0n; i >= 0; i--) {
    sum += logarithmOfQuotient(reciprocal(i + 1), reciprocal(i));
    fill2(i, sum);
  }
  for (let i = middle + 1, sum = 0n; i < count; i++) {
    sum += logarithmOfQuotient(reciprocal(i - 1), reciprocal(i));
    fill2(i, sum);
  }
  return table4;
}
var logTable = makeTable3();
var ln2 = split2(logarithmOfQuotient(2n, 1n));
var ln2High = ln2[0];
var ln2Low = ln2[1];

// ../b2/src/numeric/logarithm.ts
var headRounder = 6442450944;
var largestLog1p = 1152921504606847e3;
var reduced = new Float64Array(4);
var largestReduced = powerOfTwo(1e3);
var rescaling = powerOfTwo(54);
function reduceLogarithm(x, rest, shift2) {
  double[0] = x;
  const place7 = halves[upper] - logOffset;
  const k = place7 >> 20;
  const scale2 = powersOfTwo[1022 - k];
  const z = x * scale2;
  const at3 = 3 * (place7 >> 13 & 127);
  const g = logTable[at3];
  const head = z + headRounder - headRounder;
  const a = head * g - 1;
  const b = (z - head) * g + rest * scale2 * g;
  const r = a + b;
  const n = k + shift2;
  reduced[0] = n * ln2High + logTable[at3 + 1];
  reduced[1] = n * ln2Low + logTable[at3 + 2];
  reduced[2] = r;
  reduced[3] = b - (r - a);
}
function plainLog(x, rest, shift2) {
  reduceLogarithm(x, rest, shift2);
  const t2 = reduced[0];
  const r = reduced[2];
  const high = t2 + r;
  const r2 = r * r;
  const p = -0.5 + r * (1 / 3) + r2 * (-1 / 4 + r * (1 / 5) + r2 * (-1 / 6 + r * (1 / 7)));
  return high + (t2 - high + r + (reduced[1] + reduced[3] + r2 * p));
}
function log(x) {
  if (x >= smallestNormal && x < largestReduced) return plainLog(x, 0, 0);
  if (x > 1) return x === Number.POSITIVE_INFINITY ? x : plainLog(x / rescaling, 0, 54);
  if (x > 0) return plainLog(x * rescaling, 0, -54);
  return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
}
function log1p(x) {
  if (!(x > -1 && x <= largestLog1p)) return x === -1 ? Number.NEGATIVE_INFINITY : log(x);
  const u = 1 + x;
  const added = u - 1;
  const y = plainLog(u, 1 - (u - added) + (x - added), 0);
  return x === 0 ? x : y;
}

// ../b2/src/numeric/power.ts
var squareRounder = 393216;
var splitter = 134217729;
var exponent = new Float64Array(2);
function findExponent(x, shift2, y) {
  reduceLogarithm(x, 0, shift2);
  const t2 = reduced[0];
  const r = reduced[2];
  const rest = reduced[3];
  const sum = t2 + r;
  const head = r + squareRounder - squareRounder;
  const half = 0.5 * head * head;
  const high = sum - half;
  const r2 = r * r;
  const p = 1 / 3 + r * (-1 / 4) + r2 * (1 / 5 + r * (-1 / 6) + r2 * (1 / 7 + r * (-1 / 8) + r2 * (1 / 9)));
  const low = t2 - sum + r + (sum - high - half) + (reduced[1] + (rest - rest * r)) + (r2 * r * p - 0.5 * (r - head) * (r + head));
  const lead = high + low;
  const tail = high - lead + low;
  const product3 = y * lead;
  const yCut = y * splitter;
  const yHead = yCut - (yCut - y);
  const yTail = y - yHead;
  const leadCut = lead * splitter;
  const leadHead = leadCut - (leadCut - lead);
  const leadTail = lead - leadHead;
  exponent[0] = product3;
  exponent[1] = yHead * leadHead - product3 + yHead * leadTail + yTail * leadHead + (yTail * leadTail + y * tail);
}
function pow(x, y) {
  if (x >= smallestNormal && x < largestReduced) {
    findExponent(x, 0, y);
    const e = exponent[0];
    if (Math.abs(e + exponent[1]) <= plainRange) {
      const n = e * inverseStep + rounder - rounder;
      const r = e - n * stepHigh - n * stepLow + exponent[1];
      return scaledPower(n, r, powersOfTwo[(n >> 7) + 1022]);
    }
  }
  return anyPower(x, y);
}
function anyPower(x, y) {
  if (y === 0) return 1;
  const size2 = Math.abs(x);
  if (Number.isNaN(x) || Number.isNaN(y) || size2 === 1 && Math.abs(y) === Number.POSITIVE_INFINITY) {
    return Number.NaN;
  }
  const isWhole = Number.isInteger(y);
  const isOdd = isWhole && y % 2 !== 0;
  const sign2 = isOdd && (x < 0 || Object.is(x, -0)) ? -1 : 1;
  if (size2 === 0 || size2 === Number.POSITIVE_INFINITY) {
    return sign2 * (size2 === 0 === y < 0 ? Number.POSITIVE_INFINITY : 0);
  }
  if (x < 0 && !isWhole && Number.isFinite(y)) return Number.NaN;
  return sign2 * positivePower(size2, y);
}
function positivePower(x, y) {
  if (x === 1) return 1;
  const grows = x > 1 === y > 0;
  if (Math.abs(y) > 1e20) return grows ? Number.POSITIVE_INFINITY : 0;
  if (x < smallestNormal) findExponent(x * rescaling, -54, y);
  else if (x >= largestReduced) findExponent(x / rescaling, 54, y);
  else findExponent(x, 0, y);
  const e = exponent[0];
  if (Math.abs(e) > 760) return grows ? Number.POSITIVE_INFINITY : 0;
  const n = e * inverseStep + rounder - rounder;
  const r = e - n * stepHigh - n * stepLow + exponent[1];
  const half = n >> 8;
  return scaledPower(n, r, 1) * powersOfTwo[half + 1022] * powersOfTwo[(n >> 7) - half + 1022];
}

// ../b2/src/numeric/circle-table.ts
var unit4 = 1n << 192n;
var step = piTimes(unit4) / 64n;
function series(start2) {
  let term = start2 === 0n ? unit4 : step;
  let sum = term;
  for (let k = start2 + 1n; term !== 0n; k += 2n) {
    term = -(term * step / unit4) * step / unit4 / (k * (k + 1n));
    sum += term;
  }
  return sum;
}
function split3(value) {
  const lead = nearestQuotient(value, unit4);
  const exact2 = BigInt(lead * 1152921504606847e3) * unit4 >> 60n;
  return [lead, nearestQuotient(value - exact2, unit4)];
}
function makeTable4() {
  const [sine3, cosine] = [series(1n), series(0n)];
  const quarter = [0n];
  for (let j = 0, s = 0n, c = unit4; j < 32; j++) {
    [s, c] = [(s * cosine + c * sine3) / unit4, (c * cosine - s * sine3) / unit4];
    quarter.push(j === 31 ? unit4 : s);
  }
  const sineOf = (j) => {
    const half = j % 64;
    const value = quarter[half <= 32 ? half : 64 - half];
    return j % 128 < 64 ? value : -value;
  };
  const table4 = new Float64Array(512);
  for (let j = 0; j < 128; j++) {
    const cosineOf = sineOf(j + 32);
    const sign2 = cosineOf < 0n ? -1n : 1n;
    table4.set(split3(sineOf(j)), 4 * j);
    table4[4 * j + 2] = nearestQuotient(cosineOf - sign2 * unit4, unit4);
    table4[4 * j + 3] = Number(sign2);
  }
  return table4;
}
var circleTable = makeTable4();
function partsOfStep() {
  const parts2 = [];
  let rest = step;
  for (const bits4 of [33n, 61n, 89n]) {
    const part6 = roundedTo(rest, unit4, bits4);
    parts2.push(nearestQuotient(part6, 1n << bits4));
    rest -= part6 * unit4 >> bits4;
  }
  return [parts2[0], parts2[1], parts2[2], nearestQuotient(rest, unit4)];
}
var stepParts = partsOfStep();
var stepsPerRadian = nearestQuotient(unit4, step);

// ../b2/src/numeric/large-angle.ts
var bits2 = 1300n;
var unit5 = 1n << bits2;
var step2;
function reduceLargeAngle(x, result2) {
  if (!Number.isFinite(x)) {
    result2.fill(Number.NaN);
    return;
  }
  step2 ??= piTimes(unit5 << 6n) >> 12n;
  const size2 = exact(Math.abs(x));
  const n = (size2 + (step2 >> 1n)) / step2;
  const rest = size2 - n * step2;
  const r = nearestQuotient(rest, unit5);
  const sign2 = x < 0 ? -1 : 1;
  result2[0] = sign2 * Number(n & 127n);
  result2[1] = sign2 * r;
  result2[2] = sign2 * nearestQuotient(rest - exact(Math.abs(r)) * (r < 0 ? -1n : 1n), unit5);
}
function exact(x) {
  double[0] = x;
  const high = BigInt(halves[upper]);
  const low = BigInt(halves[1 - upper] >>> 0);
  const exponent3 = high >> 20n;
  const digits = ((high & 0xfffffn) << 32n) + low + (exponent3 === 0n ? 0n : 1n << 52n);
  const shift2 = bits2 + exponent3 - 1075n;
  return shift2 < 0n ? digits >> -shift2 : digits << shift2;
}

// ../b2/src/numeric/trigonometric.ts
var largestPlainAngle = 8e5;
var quarterTurn = 32;
var [part1, part2, part3, part4] = stepParts;
var angle = new Float64Array(3);
function reduce(x) {
  if (!(Math.abs(x) <= largestPlainAngle)) {
    reduceLargeAngle(x, angle);
    return;
  }
  const n = x * stepsPerRadian + rounder - rounder;
  const first2 = x - n * part1;
  const w2 = n * part2;
  const second = first2 - w2;
  const w3 = n * part3;
  const r = second - w3;
  angle[0] = n;
  angle[1] = r;
  angle[2] = first2 - second - w2 + (second - r - w3) - n * part4;
}
function sine(ahead) {
  const at3 = (angle[0] + ahead & 127) << 2;
  const r = angle[1];
  const s = circleTable[at3];
  const rise2 = circleTable[at3 + 2];
  const sign2 = circleTable[at3 + 3];
  const turned = sign2 * r;
  const sum = s + turned;
  const r2 = r * r;
  const sineRest = r2 * r * (-1 / 6 + r2 * (1 / 120 + r2 * (-1 / 5040)));
  const cosineRest = r2 * (-0.5 + r2 * (1 / 24 + r2 * (-1 / 720)));
  const small = rise2 * r + (sign2 * angle[2] + (turned - (sum - s) + circleTable[at3 + 1]));
  return sum + ((sign2 + rise2) * sineRest + (s * cosineRest + small));
}
function sin(x) {
  reduce(x);
  const y = sine(0);
  return x === 0 ? x : y;
}
function cos(x) {
  reduce(x);
  return sine(quarterTurn);
}
function tan(x) {
  reduce(x);
  const y = sine(0) / sine(quarterTurn);
  return x === 0 ? x : y;
}

// ../b2/src/expr/op.ts
var opNames = [
  "call",
  "part",
  "constant",
  "symbol",
  "neg",
  "abs",
  "floor",
  "sqrt",
  "exp",
  "expm1",
  "exprel",
  "log",
  "log1p",
  "sin",
  "cos",
  "tan",
  "atan",
  "tanh",
  "sigmoid",
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "min",
  "max",
  "lt",
  "le",
  "eq",
  "select"
];
var arity = {
  neg: 1,
  abs: 1,
  floor: 1,
  sqrt: 1,
  exp: 1,
  expm1: 1,
  exprel: 1,
  log: 1,
  log1p: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  atan: 1,
  tanh: 1,
  sigmoid: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  pow: 2,
  min: 2,
  max: 2,
  lt: 2,
  le: 2,
  eq: 2,
  select: 3
};
var scalar = {
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  floor: (a) => Math.floor(a),
  sqrt: (a) => Math.sqrt(a),
  exp: (a) => exp(a),
  expm1: (a) => expm1(a),
  exprel: (a) => exprel(a),
  log: (a) => log(a),
  log1p: (a) => log1p(a),
  sin: (a) => sin(a),
  cos: (a) => cos(a),
  tan: (a) => tan(a),
  atan: (a) => atan(a),
  tanh: (a) => tanh(a),
  sigmoid: (a) => sigmoid(a),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => pow(a, b),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  lt: (a, b) => a < b ? 1 : 0,
  le: (a, b) => a <= b ? 1 : 0,
  eq: (a, b) => a === b ? 1 : 0,
  select: (a, b, c) => a !== 0 ? b : c
};

// ../b2/src/expr/check.ts
function isExpr(value) {
  return typeof value === "object" && value !== null && "op" in value && opNames.includes(value.op);
}
function finiteConstant(where4, name2, value) {
  if (Number.isFinite(value)) return constant(value);
  throw new ModelError(where4, `${name2} is ${value}`, "Give a finite number.");
}
function checkExpressions(where4, lists) {
  for (const [name2, nodes3] of Object.entries(lists)) {
    if (!Array.isArray(nodes3)) {
      throw new ModelError(where4, `${name2} is ${shown(nodes3)}`, "Give a list of expressions.");
    }
    const wrong = nodes3.findIndex((node) => !isExpr(node));
    if (wrong < 0) continue;
    const what = `entry ${wrong} of ${name2} is no expression but ${shown(nodes3[wrong])}`;
    throw new ModelError(
      where4,
      what,
      "Expressions are made by symbol, constant, add, mul, \u2026; numbers by constant(2)."
    );
  }
}

// ../b2/src/expr/unit-table.ts
var baseQuantities = ["time", "voltage", "current", "length", "amount", "temperature"];
var symbols = [
  ["s", [1, 0, 0, 0, 0, 0], 0, "second"],
  ["V", [0, 1, 0, 0, 0, 0], 0, "volt"],
  ["A", [0, 0, 1, 0, 0, 0], 0, "amp", "ampere"],
  ["S", [0, -1, 1, 0, 0, 0], 0, "siemens", "mho"],
  ["\u03A9", [0, 1, -1, 0, 0, 0], 0, "Ohm", "ohm"],
  ["F", [1, -1, 1, 0, 0, 0], 0, "farad"],
  ["C", [1, 0, 1, 0, 0, 0], 0, "coulomb"],
  ["J", [1, 1, 1, 0, 0, 0], 0, "joule"],
  ["Hz", [-1, 0, 0, 0, 0, 0], 0, "hertz"],
  ["m", [0, 0, 0, 1, 0, 0], 0, "metre", "meter"],
  ["mol", [0, 0, 0, 0, 1, 0], 0, "mole"],
  ["M", [0, 0, 0, -3, 1, 0], 3, "molar"],
  ["K", [0, 0, 0, 0, 0, 1], 0, "kelvin"]
];
var prefixes = [
  ["m", -3],
  ["", 0],
  ["\xB5", -6, "\u03BC", "u"],
  ["n", -9],
  ["p", -12],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["f", -15]
];
var table = /* @__PURE__ */ new Map();
for (const [prefix2, shift2, ...otherPrefixes] of prefixes) {
  for (const [symbol3, dimension, power, ...otherSymbols] of symbols) {
    const unit6 = Object.freeze({ name: prefix2 + symbol3, dimension, power: power + shift2 });
    for (const first2 of [prefix2, ...otherPrefixes]) {
      for (const last of [symbol3, ...otherSymbols]) {
        for (const spelt of [last, last.replace("\u03A9", "\u2126")]) table.set(first2 + spelt, unit6);
      }
    }
  }
}
var centimetre = { name: "cm", dimension: [0, 0, 0, 1, 0, 0], power: -2 };
for (const name2 of ["cm", "cmetre", "cmeter"]) table.set(name2, Object.freeze(centimetre));
var namedUnits = table;
var unitWords = symbols.flatMap(
  ([, , , ...words4]) => words4.map((word) => word.toLowerCase())
);
function unitNamed(text3) {
  const whole4 = namedUnits.get(text3);
  if (whole4 !== void 0) return [whole4, 1];
  const length = /[23]$/.test(text3) ? namedUnits.get(text3.slice(0, -1)) : void 0;
  return length?.dimension[3] === 1 ? [length, Number(text3.at(-1))] : void 0;
}
var bareSymbols = new Set(
  "mV mA \xB5A nA pA \xB5F nF pF mS \xB5S nS pS ms \xB5s Hz kHz MHz mm \xB5m mm2 \xB5m2 cm2 mm3 \xB5m3 cm3 mM \xB5M nM mol".split(" ").flatMap((symbol3) => [symbol3, symbol3.replace("\xB5", "\u03BC"), symbol3.replace("\xB5", "u")])
);
function isBareUnit(text3, hasPower) {
  if (unitNamed(text3) === void 0) return false;
  const isWord = unitWords.some((word) => text3.toLowerCase().endsWith(word)) || /.[Ω\u2126]/.test(text3);
  return isWord || bareSymbols.has(text3) || text3 === "cm" && hasPower;
}
var unitList = "Units: s, V, A, S, \u03A9 (or ohm), F, C, J, Hz, m, mol, M, K, or second, volt, amp, \u2026, each with G, M, k, m, \xB5 (or u), n, p, f; and cm.";
var dimensionNames = /* @__PURE__ */ new Map([
  ["0,0,0,0,0,0", "plain number"],
  ["1,0,0,0,0,0", "time"],
  ["-1,0,0,0,0,0", "1/time"],
  ["0,1,0,0,0,0", "voltage"],
  ["0,0,1,0,0,0", "current"],
  ["0,-1,1,0,0,0", "conductance"],
  ["0,1,-1,0,0,0", "resistance"],
  ["1,-1,1,0,0,0", "capacitance"],
  ["1,0,1,0,0,0", "charge"],
  ["1,1,1,0,0,0", "energy"],
  ["0,0,0,1,0,0", "length"],
  ["0,0,0,2,0,0", "area"],
  ["0,0,0,-3,1,0", "concentration"],
  ["0,0,0,0,0,1", "temperature"],
  ["0,0,1,-2,0,0", "current/area"],
  ["0,-1,1,-2,0,0", "conductance/area"],
  ["1,-1,1,-2,0,0", "capacitance/area"]
]);
function dimensionName(dimension) {
  const known5 = dimensionNames.get(dimension.join());
  if (known5 !== void 0) return known5;
  const [time, ...others2] = dimension;
  const rest = dimensionNames.get([0, ...others2].join());
  if (time === -1 && rest !== void 0) return `${rest}/time`;
  return productText(baseQuantities.map((name2, i) => [name2, dimension[i]]));
}
function productText(powers2) {
  const text3 = (name2, power) => power === 1 ? name2 : `${name2}^${power}`;
  const all = [...powers2];
  const above = all.filter(([, power]) => power > 0).map(([name2, power]) => text3(name2, power));
  const below2 = all.filter(([, power]) => power < 0).map(([name2, power]) => `/${text3(name2, -power)}`);
  return `${above.join("*") || "1"}${below2.join("")}`;
}

// ../b2/src/expr/nearest-unit.ts
var beginnings = [
  ["milli", "m"],
  ["mili", "m"],
  ["micro", "\xB5"],
  ["nano", "n"],
  ["pico", "p"],
  ["femto", "f"],
  ["centi", "c"],
  ["kilo", "k"],
  ["mega", "M"],
  ["giga", "G"]
];
var letters = ["", "m", "\xB5", "\u03BC", "u", "n", "p", "k", "M", "G", "f", "c"];
var words = new Map([
  ...unitWords.map((word) => [word, word]),
  ["sec", "second"],
  ["siemen", "siemens"],
  ["hz", "hertz"]
]);
function spelledOut(name2) {
  const lower = name2.toLowerCase();
  const splits = [
    ...beginnings.filter(([word]) => lower.startsWith(word)),
    ...letters.filter((letter2) => name2.startsWith(letter2)).map((letter2) => [letter2, letter2])
  ];
  for (const [beginning2, prefix2] of splits) {
    const rest = lower.slice(beginning2.length);
    const short2 = beginning2.length > 1 ? namedUnits.get(prefix2 + name2.slice(beginning2.length)) : void 0;
    if (short2 !== void 0) return short2;
    const word = words.get(rest) ?? (rest.endsWith("s") ? words.get(rest.slice(0, -1)) : void 0);
    const unit6 = word === void 0 ? void 0 : namedUnits.get(prefix2 + word);
    if (unit6 !== void 0) return unit6;
  }
  return void 0;
}
function otherCase(name2) {
  const lower = name2.toLowerCase();
  const units = /* @__PURE__ */ new Set();
  for (const [spelling, unit6] of namedUnits) {
    if (spelling.toLowerCase() === lower && spelling[0] === name2[0]) units.add(unit6);
  }
  return units.size === 1 ? [...units][0] : void 0;
}
function nearestUnit(name2) {
  if (/^(°c|(deg)?(c|celsius))$/i.test(name2)) return "Give temperatures in K: a difference of 1 \xB0C is 1 K. ";
  if (/^(dimensionless|unitless|real|none|radians?|rad)$/i.test(name2)) return 'A plain number is "1". ';
  const unit6 = spelledOut(name2) ?? otherCase(name2);
  return unit6 === void 0 ? "" : `Did you mean "${unit6.name}"? `;
}
function misspeltUnit(name2) {
  const unit6 = spelledOut(name2);
  return unit6 === void 0 ? "" : `Did you mean "${unit6.name}"? `;
}

// ../b2/src/expr/source.ts
function noPlaces() {
  return { nodes: /* @__PURE__ */ new Map(), texts: /* @__PURE__ */ new Map(), rightSides: /* @__PURE__ */ new Map(), units: /* @__PURE__ */ new Map() };
}
var maxWidth = 100;
var maxQuoted = 60;
function quoted(text3) {
  return JSON.stringify(text3.length > maxQuoted ? `${text3.slice(0, maxQuoted)}\u2026` : text3);
}
function lineAt(text3, offset) {
  return text3.slice(0, offset).split("\n").length;
}
function failAt(source2, from, to, what, hint4 = "") {
  const { where: where4, block, text: text3 } = source2;
  const start2 = text3.lastIndexOf("\n", from - 1) + 1;
  const next = text3.indexOf("\n", from);
  const line = text3.slice(start2, next === -1 ? text3.length : next).replace(/\r$/, "");
  const [row2, column] = [lineAt(text3, from), from - start2 + 1];
  const { given = (offset) => offset } = source2;
  const place7 = { block, from: given(from), to: given(to), line: row2, column };
  const shown3 = excerpt(line, from - start2, to - start2);
  throw new ModelError(where4, `${what} in ${block}, line ${row2}, column ${column}
${shown3}`, hint4, place7);
}
function excerpt(line, from, to) {
  const first2 = line.length <= maxWidth ? 0 : Math.max(0, Math.min(from - maxWidth / 2, line.length - maxWidth));
  const last = Math.min(line.length, first2 + maxWidth);
  const before = first2 > 0 ? "\u2026" : "";
  const after = last < line.length ? "\u2026" : "";
  const shown3 = line.slice(first2, last).replace(/\t/g, " ").replace(/\p{Cc}/gu, "\uFFFD");
  const carets = "^".repeat(Math.max(1, Math.min(to, last) - from));
  return `    ${before}${shown3}${after}
    ${" ".repeat(before.length + from - first2)}${carets}`;
}

// ../b2/src/expr/units.ts
function unitOf(factors) {
  const kept2 = new Map([...factors].filter(([, power]) => power !== 0));
  const dimension = [0, 0, 0, 0, 0, 0];
  let scale2 = 0;
  for (const [name2, power] of kept2) {
    const named2 = namedUnits.get(name2);
    scale2 += power * (named2?.power ?? 1);
    named2?.dimension.forEach((exponent3, i) => {
      dimension[i] += power * exponent3;
    });
  }
  return Object.freeze({
    factors: kept2,
    dimension: Object.freeze(dimension),
    scale: scale2
  });
}
var dimensionless = unitOf([]);
var millisecond = unitOf([["ms", 1]]);
function timesPower(a, b, power) {
  const factors = new Map(a.factors);
  for (const [name2, own4] of b.factors) factors.set(name2, (factors.get(name2) ?? 0) + own4 * power);
  return unitOf(factors);
}
function unitPower(a, power) {
  if (a.dimension.some((exponent3) => !Number.isInteger(exponent3 * power))) return void 0;
  const powers2 = [...a.factors].map(([name2, own4]) => [name2, own4 * power]);
  if (powers2.every(([, own4]) => Number.isInteger(own4))) return unitOf(powers2);
  const inBase = baseFactors(a).map(([name2, own4]) => [name2, own4 * power]);
  return unitOf([["10", a.scale * power], ...inBase]);
}
function rootable(a, power) {
  for (let finer = 0; finer < 4; finer++) {
    if (Number.isInteger((a.scale - finer) * power)) {
      return finer === 0 ? a : unitOf([["10", a.scale - finer], ...baseFactors(a)]);
    }
  }
  return void 0;
}
var baseUnits = ["s", "V", "A", "m", "mol", "K"];
function baseFactors({ dimension }) {
  return baseUnits.map((name2, i) => [name2, dimension[i]]);
}
function sameDimension(a, b) {
  return a.dimension.every((exponent3, i) => exponent3 === b.dimension[i]);
}
function printUnit({ factors }) {
  return productText(
    [...factors].map(([name2, power]) => name2 === "10" ? [`10^${power}`, 1] : [name2, power])
  );
}
function quantityText(value, { factors }) {
  const [first2, ...rest] = [...factors].filter(([name2]) => name2 !== "10").sort(([, a], [, b]) => b - a);
  if (first2 === void 0) return String(value);
  const power = (own4) => Math.abs(own4) === 1 ? "" : `^${Math.abs(own4)}`;
  const factor = ([name2, own4]) => ` ${own4 < 0 ? "/" : "*"} (1 ${name2})${power(own4)}`;
  const isName2 = first2[1] === 1;
  return [isName2 ? `${value} ${first2[0]}` : `${value}${factor(first2)}`, ...rest.map(factor)].join("");
}
var superscripts = "\u2070\xB9\xB2\xB3\u2074\u2075\u2076\u2077\u2078\u2079";
var token = /\s*(?:(?<sign>[*/·⋅()])|(?<name>[A-Za-zµ\u03bcΩ\u2126]+[23]?|10|1)(?:\^\(?(?<power>[-+]?\d{1,2})\)?)?)\s*/y;
var maxLength = 60;
function parseUnit(text3, where4) {
  if (typeof text3 !== "string") throw new ModelError(where4, `unit is ${typeof text3}, not a text`, unitHint);
  const plain5 = text3.replaceAll("**", "^").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (powers2) => `^${powers2.replace(/./gu, superscript)}`).trim();
  const fail2 = (what, hint4 = unitHint) => {
    throw new ModelError(where4, `${what} in unit ${quoted(text3)}`, hint4);
  };
  if (plain5.length === 0 || plain5.length > maxLength) {
    fail2(plain5.length === 0 ? "nothing" : `more than ${maxLength} characters`);
  }
  const factors = [];
  const signs = [1];
  let sign2 = 1;
  let wantsName = true;
  token.lastIndex = 0;
  while (token.lastIndex < plain5.length) {
    const at3 = token.lastIndex;
    const { sign: mark2, name: name2, power = "1" } = token.exec(plain5)?.groups ?? {};
    if (mark2 === void 0 && name2 === void 0) {
      fail2(`unexpected ${quoted(plain5.slice(at3, at3 + 1))}`, `${nearestUnit(plain5)}${unitHint}`);
    }
    const opens = mark2 === "(" || name2 !== void 0;
    if (opens !== wantsName && mark2 !== void 0) fail2(`unexpected ${quoted(mark2)}`);
    if (opens !== wantsName) fail2(`a * or / is missing before ${quoted(name2)}`);
    if (name2 !== void 0) factors.push(readFactor(name2, sign2 * signs.at(-1) * Number(power), fail2));
    if (mark2 === "(") signs.push(sign2 * signs.at(-1));
    if (mark2 === ")") signs.pop();
    if (signs.length === 0) fail2("a ) without (");
    wantsName = mark2 === "*" || mark2 === "/" || mark2 === "\xB7" || mark2 === "\u22C5" || mark2 === "(";
    sign2 = mark2 === "/" ? -1 : 1;
  }
  if (wantsName) fail2("nothing after the last sign");
  if (signs.length > 1) fail2("an unclosed (");
  return factors.reduce((product3, factor) => timesPower(product3, unitOf([factor]), 1), dimensionless);
}
var unitHint = 'Write "mV", "nS/cm^2", "1/ms" or the like, and "1" for a plain number.';
function superscript(character) {
  return character === "\u207B" ? "-" : String(superscripts.indexOf(character));
}
function readFactor(name2, power, fail2) {
  if (name2 === "1") return ["10", 0];
  if (name2 === "10") return ["10", power];
  const named2 = unitNamed(name2);
  if (named2 === void 0) {
    return fail2(`unknown name ${quoted(name2)}`, `${nearestUnit(name2)}${unitList}`);
  }
  return [named2[0].name, power * named2[1]];
}

// ../b2/src/expr/quantity.ts
function quantity(value, unit6) {
  const where4 = `quantity(${value}, ${JSON.stringify(unit6)})`;
  const plain5 = finiteConstant(where4, "the number", value);
  const text3 = printUnit(parseUnit(unit6, where4));
  if (value === 0) return constant(0);
  return text3 === "1" ? plain5 : symbol(`${value} ${text3}`);
}
function isQuantity({ op, name: name2 }) {
  return op === "symbol" && /^-?\d\S* \S+$/.test(name2);
}
function isNumber(node) {
  return node.op === "constant" || isQuantity(node);
}
function negativeQuantity({ name: name2 }) {
  return symbol(name2.startsWith("-") ? name2.slice(1) : `-${name2}`);
}
function timesUnit({ op, value }, node) {
  const isUnit = isQuantity(node) && node.name.startsWith("1 ");
  return op === "constant" && Number.isFinite(value) && isUnit ? symbol(`${value}${node.name.slice(1)}`) : void 0;
}
function quantityOf({ name: name2 }) {
  const space = name2.indexOf(" ");
  return { value: Number(name2.slice(0, space)), unit: parseUnit(name2.slice(space + 1), "quantity") };
}

// ../b2/src/expr/build.ts
var zero = constant(0);
var one = constant(1);
function lift(operand) {
  if (typeof operand === "number") return constant(operand);
  if (typeof operand?.op === "string") return operand;
  const hint4 = "JavaScript's operators do not work on expressions: write add(a, b), mul(a, b), \u2026.";
  throw new ModelError("expression", `${shown(operand)} is neither an expression nor a number`, hint4);
}
function isConstant(node, value) {
  return node.op === "constant" && node.value === value;
}
function make(op, ...args) {
  if (args.every((arg) => arg.op === "constant")) {
    return constant(scalar[op](args[0].value, args[1]?.value ?? Number.NaN, args[2]?.value ?? Number.NaN));
  }
  return apply(op, args);
}
function neg(operand) {
  const a = lift(operand);
  if (a.op === "neg") return a.args[0];
  if (a.op === "sub") return sub(a.args[1], a.args[0]);
  if (isQuantity(a)) return negativeQuantity(a);
  return make("neg", a);
}
function add(first2, second, ...rest) {
  if (rest.length > 0) return rest.reduce((sum, term) => add(sum, term), add(first2, second));
  const [a, b] = [lift(first2), lift(second)];
  if (isConstant(a, 0)) return b;
  if (isConstant(b, 0)) return a;
  if (b.op === "neg") return sub(a, b.args[0]);
  if (a.op === "neg") return sub(b, a.args[0]);
  return make("add", a, b);
}
function sub(first2, second) {
  const [a, b] = [lift(first2), lift(second)];
  if (isConstant(b, 0)) return a;
  if (isConstant(a, 0)) return neg(b);
  if (a === b) return zero;
  if (b.op === "neg") return add(a, b.args[0]);
  return make("sub", a, b);
}
function mul(first2, second, ...rest) {
  if (rest.length > 0)
    return rest.reduce((product3, factor) => mul(product3, factor), mul(first2, second));
  const [a, b] = [lift(first2), lift(second)];
  if (isConstant(a, 0) || isConstant(b, 0)) return zero;
  if (isConstant(a, 1)) return b;
  if (isConstant(b, 1)) return a;
  if (isConstant(a, -1)) return neg(b);
  if (isConstant(b, -1)) return neg(a);
  if (a.op === "neg" && !isNumber(b)) return neg(mul(a.args[0], b));
  if (b.op === "neg" && !isNumber(a)) return neg(mul(a, b.args[0]));
  return timesUnit(a, b) ?? timesUnit(b, a) ?? make("mul", a, b);
}
function div(first2, second) {
  const [a, b] = [lift(first2), lift(second)];
  if (isConstant(a, 0) && !isConstant(b, 0)) return zero;
  if (isConstant(b, 1)) return a;
  if (isConstant(b, -1)) return neg(a);
  if (a.op === "neg") return neg(div(a.args[0], b));
  return make("div", a, b);
}
function pow2(base, exponent3) {
  const [a, b] = [lift(base), lift(exponent3)];
  if (b.op === "constant" && a.op !== "constant") {
    if (b.value === 0) return one;
    if (b.value === 1) return a;
    if (b.value === 2) return mul(a, a);
    if (b.value === 3) return mul(mul(a, a), a);
    if (b.value === 4) return mul(mul(a, a), mul(a, a));
    if (b.value === -1) return div(1, a);
    if (b.value === 0.5) return sqrt(a);
  }
  return make("pow", a, b);
}
function abs(a) {
  const node = lift(a);
  return node.op === "abs" ? node : make("abs", node);
}
function floor(a) {
  const node = lift(a);
  return node.op === "floor" ? node : make("floor", node);
}
function sqrt(a) {
  return make("sqrt", lift(a));
}
function exp2(a) {
  return make("exp", lift(a));
}
function expm12(a) {
  return make("expm1", lift(a));
}
function exprel2(a) {
  return make("exprel", lift(a));
}
function log2(a) {
  return make("log", lift(a));
}
function log1p2(a) {
  return make("log1p", lift(a));
}
function sin2(a) {
  return make("sin", lift(a));
}
function cos2(a) {
  return make("cos", lift(a));
}
function tan2(a) {
  return make("tan", lift(a));
}
function atan2(a) {
  return make("atan", lift(a));
}
function tanh2(a) {
  return make("tanh", lift(a));
}
function sigmoid2(a) {
  return make("sigmoid", lift(a));
}
function min(first2, second) {
  const [a, b] = [lift(first2), lift(second)];
  return a === b ? a : make("min", a, b);
}
function max(first2, second) {
  const [a, b] = [lift(first2), lift(second)];
  return a === b ? a : make("max", a, b);
}
function lt(a, b) {
  return make("lt", lift(a), lift(b));
}
function le(a, b) {
  return make("le", lift(a), lift(b));
}
function gt(a, b) {
  return lt(b, a);
}
function ge(a, b) {
  return le(b, a);
}
function eq(a, b) {
  return make("eq", lift(a), lift(b));
}
function select(condition2, a, b) {
  const [c, x, y] = [lift(condition2), lift(a), lift(b)];
  if (c.op === "constant") return c.value !== 0 ? x : y;
  return x === y ? x : apply("select", [c, x, y]);
}

// ../b2/src/expr/substitute.ts
var constructors = {
  neg,
  abs,
  floor,
  sqrt,
  exp: exp2,
  expm1: expm12,
  exprel: exprel2,
  log: log2,
  log1p: log1p2,
  sin: sin2,
  cos: cos2,
  tan: tan2,
  atan: atan2,
  tanh: tanh2,
  sigmoid: sigmoid2,
  add: (a, b) => add(a, b),
  sub,
  mul: (a, b) => mul(a, b),
  div,
  pow: pow2,
  min,
  max,
  lt,
  le,
  eq,
  select
};
function rebuild(op, args) {
  return constructors[op](args[0], args[1], args[2]);
}
function withArguments(node, args) {
  if (args.every((arg, k) => arg === node.args[k])) return node;
  if (node.op === "call") return call(node.template, args);
  return node.op === "part" ? part(args[0], node.value) : rebuild(operation(node), args);
}
function replaced(roots, replacements) {
  const results = new Map(replacements);
  for (const node of reachable(roots, (known5) => replacements.has(known5))) {
    results.set(
      node,
      withArguments(
        node,
        node.args.map((arg) => results.get(arg))
      )
    );
  }
  return roots.map((root) => results.get(root));
}
function substitute(roots, replacements) {
  const results = /* @__PURE__ */ new Map();
  for (const node of reachable(roots)) {
    const replacement = node.op === "symbol" ? replacements.get(node.name) : void 0;
    const args = node.args.map((arg) => results.get(arg));
    results.set(node, replacement ?? withArguments(node, args));
  }
  return roots.map((root) => results.get(root));
}

// ../b2/src/neurons/initial-values.ts
var initialName = (state2) => `initial.${state2}`;
function ofInitialValues(formula, states) {
  return substitute([formula], new Map(states.map((state2) => [state2, symbol(initialName(state2))])))[0];
}
function ofStates(formula, states) {
  return substitute([formula], new Map(states.map((state2) => [initialName(state2), symbol(state2)])))[0];
}
function order(states) {
  const byName = new Map(states.map((state2) => [initialName(state2.name), state2]));
  return dependencyOrder(
    states,
    ({ initial }) => typeof initial === "number" ? [] : [...symbolsOf([initial])].flatMap((name2) => byName.has(name2) ? [byName.get(name2)] : [])
  );
}
function checkInitialOrder(where4, states) {
  const sorted2 = order(states);
  if ("order" in sorted2) return;
  const ring = [...sorted2.cycle, sorted2.cycle[0]].map(({ name: name2 }) => name2);
  const what = ring.length === 2 ? `the initial value of "${ring[0]}" is given by itself` : `initial values are given by each other, ${ring.join(" \u2192 ")}`;
  throw new ModelError(where4, what, "Give one of them as a number or by parameters alone.");
}
function initialValues(states) {
  const sorted2 = order(states);
  if ("cycle" in sorted2) throw new TypeError("internal: a model with circular initial values");
  const values2 = /* @__PURE__ */ new Map();
  for (const { name: name2, initial } of sorted2.order) {
    const own4 = initialName(name2);
    values2.set(own4, typeof initial === "number" ? symbol(own4) : substitute([initial], values2)[0]);
  }
  return states.map(({ name: name2 }) => values2.get(initialName(name2)));
}

// ../b2/src/neurons/neuron-model.ts
var payloadName = "payload";
function expressionsOf({ states, derivatives, events, ports }) {
  return [
    ...states.flatMap(({ initial }) => typeof initial === "number" ? [] : [initial]),
    ...derivatives,
    ...events.flatMap(({ when, reset, payload }) => [
      when,
      ...reset,
      ...payload === void 0 ? [] : [payload]
    ]),
    ...ports.flatMap(({ map }) => map)
  ];
}

// ../b2/src/neurons/guards.ts
function guardedFunction(when) {
  const guards2 = [];
  let rising = when;
  while (rising.op === "select") {
    const [condition2, a, b] = rising.args;
    if (isNegative(a) === isNegative(b)) break;
    guards2.push({ condition: condition2, holds: isNegative(b) });
    rising = isNegative(a) ? b : a;
  }
  return { rising, guards: guards2 };
}
function isNegative({ op, value }) {
  return op === "constant" && value < 0;
}

// ../b2/src/neurons/timers.ts
var notPending = -1;
function dueState(event2) {
  return `due_${event2}`;
}
function timeSinceDue(due) {
  return select(lt(symbol(due), 0), constant(-1), sub(symbol("t"), symbol(due)));
}
function timersOf({ events }) {
  return events.map(({ name: name2, when }) => {
    const due = dueState(name2);
    const next = whereReached(when, timeSinceDue(due), symbol(due));
    return next === void 0 ? void 0 : { due, next };
  });
}
function whereReached(when, timed, due) {
  const never = constant(Number.POSITIVE_INFINITY);
  if (equal(when, timed)) return select(when.args[0], never, due);
  if (when.op !== "select") return void 0;
  const [condition2, a, b] = when.args;
  if (isNegative(a) === isNegative(b)) return void 0;
  const inside3 = whereReached(isNegative(a) ? b : a, timed, due);
  if (inside3 === void 0) return void 0;
  return isNegative(a) ? select(condition2, never, inside3) : select(condition2, inside3, never);
}
function isStarted(due, after) {
  if (after === symbol(due) || isNegative(after)) return zero;
  if (after.op !== "select") return one;
  const [condition2, a, b] = after.args;
  return select(condition2, isStarted(due, a), isStarted(due, b));
}
function happening({
  name: name2,
  when
}) {
  const { rising, guards: guards2 } = guardedFunction(when);
  const due = dueState(name2);
  if (whereReached(when, timeSinceDue(due), symbol(due)) === void 0)
    return { rising, guards: guards2, due: void 0 };
  const isPending3 = lt(symbol(due), 0);
  return { rising, guards: guards2.filter(({ condition: condition2 }) => !equal(condition2, isPending3)), due };
}

// ../b2/src/compile/slots.ts
var timeSlot = "t";
var restSlot = "$rest";
var proposalSlot = "$proposal";
var placeSlot = (name2) => `$${name2}`;
var placeSlots = {
  t: timeSlot,
  rest: restSlot,
  proposal: proposalSlot,
  last: placeSlot("last"),
  taken: placeSlot("taken"),
  anchor: placeSlot("anchor"),
  segment: placeSlot("segment"),
  round: placeSlot("round"),
  spikes: placeSlot("spikes"),
  fired: placeSlot("fired"),
  steps: placeSlot("steps"),
  unsettled: placeSlot("unsettled"),
  crossed: placeSlot("crossed"),
  departures: placeSlot("departures"),
  refused: placeSlot("refused"),
  grazed: placeSlot("grazed"),
  promised: placeSlot("promised"),
  promisedTarget: placeSlot("promisedTarget"),
  promisedKind: placeSlot("promisedKind"),
  finished: placeSlot("finished")
};
var stepSizeSlot = "$h";
var rtolSlot = "$rtol";
var atolSlot = "$atol";
var reachSlot = "$reach";
var stepCapSlot = "$stepCap";
var firstStageSlot = (state2) => `$first.${state2}`;
var initialStepSlot = "$initialStep";
var errorNormSlot = "$errorNorm";
var rememberedSlot = (k) => `$remembered.${k}`;
var mostRemembered = 3;
var commonSlot = (k) => `$common.${k}`;
var mostCommon = 16;
var eventTimeBarSlot = "$bar.$event";
var slopeSlot = (signal) => `$slope.${signal}`;
var nextSlot = (state2) => `$next.${state2}`;
var courseRateSlot = "$rate";
var courseMostSlot = "$most";
var courseMarginSlot = "$margin";
var eventValueSlot = (event2) => `$g.${event2}`;
var eventEndSlot = (event2) => `$gEnd.${event2}`;
var eventPeakSlot = (event2) => `$gPeak.${event2}`;
var stateMostSlot = (state2) => `$most.${state2}`;
var farBoundSlots = ({ events, states }) => events.length > 0 ? events.map(({ name: name2 }) => eventPeakSlot(name2)) : states.map(({ name: name2 }) => stateMostSlot(name2));
var eventMarginSlot = (event2) => `$gMargin.${event2}`;
var eventRoundingSlot = (event2) => `$gRounding.${event2}`;
var eventEstimateSlot = (event2) => `$gEstimate.${event2}`;
var bernsteinSlot = (event2, k) => `$gBernstein.${event2}.${k}`;
var summitSlot = (event2) => `$gSummit.${event2}`;
var guessSlot = (event2) => `$gGuess.${event2}`;
var resolutionSlot = (event2) => `$gResolution.${event2}`;
var crossingRateSlot = (event2) => `$gRate.${event2}`;
var armedSlot = (event2) => `$armed.${event2}`;
var pendingSlot = (event2) => `$pending.${event2}`;
var causeSlot = (event2) => `$cause.${event2}`;
var firedAtSlot = (event2) => `$firedAt.${event2}`;
var firedRestSlot = (event2) => `$firedRest.${event2}`;
var landedSlot = (event2) => `$landed.${event2}`;
var eventSlopeSlot = (event2) => `$gSlope.${event2}`;
var eventBendSlot = (event2) => `$gBend.${event2}`;
var switchValueSlot = (mode) => `$q${mode}`;
var switchRoundingSlot = (mode) => `$qRounding${mode}`;
var switchRateSlot = (mode) => `$qRate${mode}`;
var switchBendSlot = (mode) => `$qBend${mode}`;
var locatedSlot = (mode) => `$located${mode}`;
var movedSlot = (mode) => `$moved${mode}`;
var barSlot = (name2) => `$bar.${name2}`;
var dotSlot = (name2) => `$dot.${name2}`;
var timerStartSlot = (event2) => `$start.${event2}`;
var timerNextSlot = (event2) => `$due.${event2}`;
var sentSlot = "$payload";
function channelsOf(model) {
  return [...new Set(model.ports.flatMap(arrivingNames))];
}
function arrivingNames({ channels, graded }) {
  return graded ? [...channels, payloadName] : channels;
}
function neuronFrame(model, bernstein2, modes = []) {
  const states = model.states.map((state2) => state2.name);
  const signals = model.signals;
  const sources = [...model.parameters.map((parameter2) => parameter2.name), ...initialNames(model)];
  const channels = channelsOf(model);
  const timers = timersOf(model);
  const varying = [
    ...states,
    timeSlot,
    stepSizeSlot,
    ...sources,
    ...signals.flatMap((s) => [s, slopeSlot(s)])
  ];
  return frameOf([
    ...states,
    ...states.map(nextSlot),
    ...states.map(firstStageSlot),
    ...Object.values(placeSlots),
    ...Array.from({ length: mostRemembered }, (_, k) => rememberedSlot(k)),
    ...Array.from({ length: mostCommon }, (_, k) => commonSlot(k)),
    stepSizeSlot,
    errorNormSlot,
    courseRateSlot,
    ...model.events.length > 0 ? [] : farBoundSlots(model),
    courseMostSlot,
    courseMarginSlot,
    ...model.events.flatMap(({ name: name2 }, e) => [
      armedSlot(name2),
      pendingSlot(name2),
      causeSlot(name2),
      firedAtSlot(name2),
      firedRestSlot(name2),
      landedSlot(name2),
      eventPeakSlot(name2),
      eventMarginSlot(name2),
      eventRoundingSlot(name2),
      eventEstimateSlot(name2),
      eventValueSlot(name2),
      eventEndSlot(name2),
      crossingRateSlot(name2),
      eventSlopeSlot(name2),
      eventBendSlot(name2),
      summitSlot(name2),
      guessSlot(name2),
      resolutionSlot(name2),
      ...Array.from({ length: bernstein2[e] }, (_, k) => bernsteinSlot(name2, k))
    ]),
    ...model.events.filter((_, e) => timers[e] !== void 0).flatMap(({ name: name2 }) => [timerStartSlot(name2), timerNextSlot(name2)]),
    ...modes.flatMap((mode) => [
      switchValueSlot(mode),
      switchRoundingSlot(mode),
      switchRateSlot(mode),
      switchBendSlot(mode),
      locatedSlot(mode),
      movedSlot(mode)
    ]),
    ...sources,
    ...signals.flatMap((signal) => [signal, slopeSlot(signal)]),
    ...channels,
    ...varying.map(barSlot),
    ...channels.map(barSlot),
    eventTimeBarSlot,
    ...varying.map(dotSlot),
    ...channels.map(dotSlot),
    ...model.events.some(({ payload }) => payload !== void 0) ? [sentSlot, barSlot(sentSlot), dotSlot(sentSlot)] : [],
    rtolSlot,
    atolSlot,
    initialStepSlot,
    reachSlot,
    stepCapSlot
  ]);
}
function initialNames(model) {
  return model.states.filter((state2) => typeof state2.initial === "number").map((state2) => initialName(state2.name));
}

// ../b2/src/compile/signals.ts
function bindSignals(frame, signals) {
  const all = [...signals.values()].flatMap((data) => [...data.times]);
  const breakpoints = Float64Array.from(new Set(all)).sort();
  return {
    breakpoints,
    signals: [...signals].map(([name2, data]) => {
      let piece = 0;
      const pieces = Int32Array.from(breakpoints, (time) => {
        while (piece + 1 < data.times.length && data.times[piece + 1] <= time) piece++;
        return piece;
      });
      return {
        name: name2,
        data,
        piece: pieces,
        value: frame.slot(name2),
        slope: frame.slot(slopeSlot(name2)),
        valueBar: frame.slot(barSlot(name2)),
        slopeBar: frame.slot(barSlot(slopeSlot(name2)))
      };
    })
  };
}
function segmentAt({ breakpoints }, time) {
  let segment = 0;
  while (segment + 1 < breakpoints.length && breakpoints[segment + 1] <= time) segment++;
  return segment;
}
function pieceSlope({ kind, times: times2, values: values2 }, row2, piece) {
  if (kind === "constant" || piece + 1 === times2.length) return 0;
  return (values2[row2 + piece + 1] - values2[row2 + piece]) / (times2[piece + 1] - times2[piece]);
}
function signalRow({ perNeuron, times: times2 }, neuron) {
  return perNeuron ? neuron * times2.length : 0;
}
function loadSignals({ signals }, memory, frame, neuron, segment, time) {
  for (const { data, piece, value, slope } of signals) {
    const row2 = signalRow(data, neuron);
    const at3 = piece[segment];
    const rate = pieceSlope(data, row2, at3);
    memory[frame + value] = data.values[row2 + at3] + rate * (time - data.times[at3]);
    memory[frame + slope] = rate;
  }
}

// ../b2/src/compile/load-record.ts
function loadRecord(run, place7, frame, record2) {
  const { tape } = run;
  const { memory } = run.program;
  const start2 = tape.stateStart.data[record2];
  const state2 = tape.state.data;
  for (let i = 0; i < place7.states; i++) memory[frame + i] = state2[start2 + i];
  const time = tape.time.data[record2];
  memory[frame + place7.timeSlot] = time;
  memory[frame + place7.restSlot] = 0;
  memory[frame + place7.stepSizeSlot] = tape.stepSize.data[record2];
  const signals = run.signals[place7.index];
  if (signals !== void 0) {
    const neuron = tape.neuron.data[record2] - place7.program.population.firstNeuron;
    loadSignals(signals, memory, frame, neuron, tape.segment.data[record2], time);
  }
}

// ../b2/src/numeric/exact-sums.ts
function exactSums(count3) {
  return { leading: new Float64Array(count3), rest: new Float64Array(count3) };
}
function addTo({ leading, rest }, k, term) {
  const before = leading[k];
  const sum = before + term;
  const added = sum - before;
  leading[k] = sum;
  rest[k] += before - (sum - added) + (term - added);
}
function addSum(sums, k, other, j) {
  addTo(sums, k, other.leading[j]);
  addTo(sums, k, other.rest[j]);
}
function resetTo({ leading, rest }, k, value) {
  leading[k] = value;
  rest[k] = 0;
}
function totalOf({ leading, rest }, k) {
  return leading[k] + rest[k];
}

// ../b2/src/domain.ts
function isDomain(domain) {
  if (typeof domain !== "object" || domain === null) {
    return domain === "free" || domain === "positive" || domain === "nonnegative";
  }
  const { min: min2, max: max2 } = domain;
  return typeof min2 === "number" && typeof max2 === "number" && min2 < max2 && Number.isFinite(max2 - min2);
}
function boundsOf(domain) {
  if (domain === "free") return [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (domain === "positive") return [Number.MIN_VALUE, Number.MAX_VALUE];
  if (domain === "nonnegative") return [0, Number.MAX_VALUE];
  return [domain.min, domain.max];
}
function firstOutside(domain, values2) {
  const [low, high] = boundsOf(domain);
  for (let i = 0; i < values2.length; i++) {
    const value = values2[i];
    if (!(value >= low && value <= high)) return i;
  }
  return -1;
}
function contains(domain, value) {
  const [low, high] = boundsOf(domain);
  return typeof value === "number" && value >= low && value <= high;
}
function describeDomain(domain) {
  if (domain === "free") return "a finite number";
  if (domain === "positive") return "a number > 0";
  if (domain === "nonnegative") return "a number \u2265 0";
  return `a number between ${domain.min} and ${domain.max}`;
}
function checkDomainOfAll(where4, nameOf, domain, values2) {
  const bad = firstOutside(domain, values2);
  if (bad >= 0) checkDomain(where4, nameOf(bad), domain, values2[bad]);
}
function checkDomain(where4, name2, domain, value) {
  if (!contains(domain, value)) {
    throw new OptionError(where4, `${name2} is ${shown(value)}`, `Give ${describeDomain(domain)}.`);
  }
}

// ../b2/src/options.ts
var words2 = {
  any: [() => true, ""],
  count: [(value) => Number.isInteger(value) && value >= 1, "Give a whole number \u2265 1."],
  whole: [(value) => Number.isSafeInteger(value) && value >= 0, "Give a whole number \u2265 0."],
  flag: [(value) => typeof value === "boolean", "Give true or false."],
  text: [(value) => typeof value === "string", "Give a text in quotes."],
  function: [(value) => typeof value === "function", "Give a function."],
  array: [Array.isArray, "Give an array, empty if there is nothing."],
  record: [isRecord, "Give an object."]
};
function rule(is, hint4) {
  return (where4, name2, value) => {
    if (is(value)) return;
    throw new OptionError(where4, `${name2} is ${shown(value)}`, typeof hint4 === "string" ? hint4 : hint4(value));
  };
}
function numbers(is, hint4) {
  return rule((value) => typeof value === "number" && is(value), hint4);
}
function integer(low, high) {
  const isOne = (value) => Number.isInteger(value) && value >= low && value <= high;
  return numbers(isOne, `Give a whole number from ${low} to ${high}.`);
}
function listOf(kind) {
  return (where4, name2, value) => {
    if (!isList(value)) throw new OptionError(where4, `${name2} is ${shown(value)}`, "Give an array.");
    checkDense(where4, name2, value);
    for (let i = 0; i < value.length; i++) checkValue(where4, `${name2}[${i}]`, value[i], kind);
  };
}
function arrayOf(kind) {
  return (where4, name2, value) => {
    checkValue(where4, name2, value, rule(...words2.array));
    checkValue(where4, name2, value, listOf(kind));
  };
}
function checkDense(where4, name2, list2) {
  if (ArrayBuffer.isView(list2)) return;
  for (let i = 0; i < list2.length; i++) {
    if (i in list2) continue;
    throw new OptionError(
      where4,
      `${name2}[${i}] is missing`,
      "The array has a hole there: give every place a value."
    );
  }
}
function recordOf(kinds6, required = []) {
  const record2 = rule(isRecord, `Give an object with ${Object.keys(kinds6).join(", ")}.`);
  return (where4, name2, value) => {
    checkValue(where4, name2, value, record2);
    const own4 = typeof value.name === "string" ? ` "${value.name}"` : "";
    checkOptions(`${where4}: ${name2}${own4}`, value, kinds6, required);
  };
}
function dependingOn(kindOf4) {
  return (where4, name2, value, options) => checkValue(where4, name2, value, kindOf4(options), options);
}
function checkValue(where4, name2, value, kind, options = {}) {
  const check = typeof kind === "function" ? kind : kind === "array" ? arrayOf("any") : rule(...meaningOf(kind));
  check(where4, name2, value, options);
}
function meaningOf(kind) {
  if (typeof kind === "string" && kind in words2) return words2[kind];
  if (!Array.isArray(kind)) {
    const domain = kind;
    return [(value) => contains(domain, value), `Give ${describeDomain(domain)}.`];
  }
  const texts = kind;
  const list2 = texts.map((text3) => `"${text3}"`).join(" or ");
  return [(value) => texts.includes(value), (value) => `${suggestion(value, texts)}Give ${list2}.`];
}
function checkOptions(where4, options, kinds6, required = []) {
  checkKeys(where4, options, Object.keys(kinds6), required.map(String));
  checkKnown(where4, options, kinds6, required);
}
function checkKnown(where4, options, kinds6, required = []) {
  for (const [name2, kind] of Object.entries(kinds6)) {
    const value = options[name2];
    if (value === void 0 && !required.includes(name2)) continue;
    checkValue(where4, name2, value, kind, options);
  }
}
function checkDistinct(where4, nouns, names2, hint4) {
  const twice = names2.find((name2, i) => names2.indexOf(name2) !== i);
  if (twice !== void 0) throw new OptionError(where4, `two ${nouns} are called "${twice}"`, hint4);
}
function checkKeys(where4, options, known5, required = [], answer) {
  if (!isRecord(options)) {
    const what = options === void 0 ? "the options are missing" : `it is given ${shown(options)} in place of an object`;
    const asked = required.length > 0 ? required : known5;
    throw new OptionError(where4, what, `Give an object with ${asked.join(", ")}.`);
  }
  const unknown2 = unknownKey(options, known5, answer);
  if (unknown2 !== void 0) throw new OptionError(where4, `unknown option "${unknown2.key}"`, unknown2.hint);
}
var elsewhere = [
  ["dt h timestep time_step timeStep deltaT step", "stepSize"],
  ["maxDt max_step dtMax maxStepSize", "maxStep"],
  ["duration simTime tEnd tStop tstop tMax tmax t1 end T", "until"],
  ["reltol tol tolerance precision", "rtol"],
  ["abstol", "atol"],
  ["solver integrator scheme", "method"],
  ["lr rate eta alpha step_size", "learningRate"],
  ["optim solver", "optimizer"],
  ["nEpochs numEpochs iterations maxEpochs steps", "epochs"],
  ["batch minibatch bs", "batchSize"],
  ["gradientClip clipNorm maxNorm", "clip"],
  ["synapse synapses connectivity rule", "topology"],
  ["w strength", "weight"],
  ["latency", "delay"],
  ["freq frequency", "rate"]
];
var misplaced = [
  ["self", "topology", "It belongs to the topology: withProbability(0.1, { self: false })."],
  ["p probability", "topology", "It is topology: withProbability(0.1)."],
  ["inDegree indegree", "topology", "It is topology: fixedInDegree(10)."],
  [
    "seed",
    "topology",
    "It belongs to the topology, withProbability(0.1, { seed: 1 }), or to initialParameters."
  ],
  ["sparse", "topology", "Give topology: withProbability(0.1), pairs(list) or another."],
  ["xLabel xlabel xTitle", "series points", 'It is x: { label: "\u2026" }.'],
  ["yLabel ylabel yTitle", "series points", 'It is y: { label: "\u2026" }.'],
  ["xDomain xlim xRange", "series points", "It is x: { domain: [0, 1] }."],
  ["yDomain ylim yRange", "series points", "It is y: { domain: [0, 1] }."],
  [
    "title caption width size",
    "series points",
    'It comes after the lines: linePicture(lines, { title: "\u2026" }).'
  ]
];
function answerToOption(key, known5) {
  const isIn = (keys5) => keys5.split(" ").includes(key);
  const name2 = elsewhere.find(([keys5, own4]) => known5.includes(own4) && isIn(keys5))?.[1];
  if (name2 !== void 0) return `It is called "${name2}" here.`;
  const isHere = (names2) => names2.split(" ").every((own4) => known5.includes(own4));
  return misplaced.find(([keys5, beside]) => isHere(beside) && isIn(keys5))?.[2];
}
function unknownKey(record2, known5, answer = answerToOption) {
  const key = Object.keys(record2).find((name2) => !known5.includes(name2));
  if (key === void 0) return void 0;
  const told2 = answer(key, known5);
  return {
    key,
    hint: told2 === void 0 ? knownHere(key, known5) : `${told2} Known here: ${known5.join(", ")}.`
  };
}

// ../b2/src/tape/observation.ts
function placesByRecord(numbers3) {
  const places4 = /* @__PURE__ */ new Map();
  for (const [{ records: records2, elapsed, component }, own4] of numbers3) {
    records2.forEach((record2, row2) => {
      const place7 = { elapsed: elapsed[row2], component, row: row2, numbers: own4 };
      const here = places4.get(record2);
      if (here === void 0) places4.set(record2, [place7]);
      else here.push(place7);
    });
  }
  return places4;
}
function placesOf(places4, record2, inside3) {
  const here = places4.get(record2);
  return here === void 0 ? none : here.filter(({ elapsed }) => Number.isNaN(elapsed) !== inside3);
}
var none = Object.freeze([]);

// ../b2/src/tape/sample-table.ts
function tableOfSample(tables, sample) {
  return tables[lastAtMost(tables.length, (k) => tables[k].first, sample)];
}
function rowOfTime({ times: times2 }, time) {
  const row2 = lastAtMost(times2.length, (k) => times2[k], time);
  return times2[row2] === time ? row2 : -1;
}
function lastAtMost(length, valueAt, value) {
  let [low, high] = [-1, length];
  while (high - low > 1) {
    const middle2 = low + high >> 1;
    if (valueAt(middle2) <= value) low = middle2;
    else high = middle2;
  }
  return low;
}

// ../b2/src/tape/side.ts
var sides = ["after", "before"];

// ../b2/src/tape/growing.ts
var leastRoom = 256;
function growing(data) {
  return { data, length: 0 };
}
function reserve(buffer, count3) {
  const needed = buffer.length + count3;
  if (needed <= buffer.data.length) return;
  const larger = new buffer.data.constructor(
    Math.max(needed, 2 * buffer.data.length, leastRoom)
  );
  larger.set(buffer.data);
  buffer.data = larger;
}
function push(buffer, value) {
  if (buffer.length === buffer.data.length) reserve(buffer, 1);
  buffer.data[buffer.length++] = value;
}

// ../b2/src/tape/tape.ts
var recordKind = {
  /** The neuron's initial state; nothing. */
  start: 0,
  /** A step whose size the controller chose; nothing. */
  step: 1,
  /** A step to a fixed time: the breakpoint that begins segment `reference` of the signals, or −1, the end of the run. */
  stepToFixed: 2,
  /** A step to the arrival `reference`. */
  stepToArrival: 3,
  /** A step to the root of event `reference` of the neuron's model. */
  stepToEvent: 4,
  /** The jump that arrival `reference` makes, from the recorded state. */
  arrival: 5,
  /** The reset of spike record `reference`, from the recorded state. */
  reset: 6,
  /** Sample `reference`: a branch of length h that does not advance the neuron. */
  sample: 7,
  /** New modes of the switches, in the recorded state; nothing. */
  modes: 8,
  /** A step of no length to the time of spike record `reference` of the neuron itself, which caused what comes next. */
  stepToSpike: 9,
  /** The neuron's state where the run that this one continues has left it; nothing. */
  continued: 10
};
var foldedKind = 11;
var eventCause = {
  /** g rose through 0 inside a step. */
  root: 0,
  /** An arrival or a reset carried g to ≥ 0. */
  jump: 1,
  /** g ≥ 0 at t = 0, with `fireAtStart`. */
  start: 2,
  /** A time after another event. Reserved. */
  timer: 3,
  /** Given with the run: a spike of a source. */
  given: 4,
  /** Sent in a run that this one continues, and under way when this one begins. */
  earlier: 5
};
function createTape() {
  return {
    kind: growing(new Uint8Array(8)),
    neuron: growing(new Int32Array(8)),
    reference: growing(new Int32Array(8)),
    time: growing(new Float64Array(8)),
    stepSize: growing(new Float64Array(8)),
    stateStart: growing(new Int32Array(8)),
    state: growing(new Float64Array(8)),
    segment: growing(new Int32Array(8)),
    spikes: {
      time: growing(new Float64Array(8)),
      neuron: growing(new Int32Array(8)),
      event: growing(new Int32Array(8)),
      cause: growing(new Uint8Array(8)),
      round: growing(new Int32Array(8)),
      payload: growing(new Float64Array(8))
    },
    arrivals: {
      time: growing(new Float64Array(8)),
      spike: growing(new Int32Array(8)),
      projection: growing(new Int32Array(8)),
      round: growing(new Int32Array(8)),
      synapse: growing(new Int32Array(8))
    }
  };
}
function clearTape(tape) {
  if (tape.kind.length === 0 && tape.spikes.time.length === 0) return;
  for (const column of columnsOf(tape)) column.length = 0;
}
function recordColumns(tape) {
  const records2 = [tape.kind, tape.neuron, tape.reference, tape.time, tape.stepSize];
  return [...records2, tape.stateStart, tape.state, tape.segment];
}
function columnsOf(tape) {
  const { spikes: s, arrivals: a } = tape;
  const own4 = recordColumns(tape);
  const spikes = [s.time, s.neuron, s.event, s.cause, s.round, s.payload];
  return [...own4, ...spikes, a.time, a.spike, a.projection, a.round, a.synapse];
}
function appendSpike(spikes, spike) {
  push(spikes.time, spike.time);
  push(spikes.neuron, spike.neuron);
  push(spikes.event, spike.event);
  push(spikes.cause, spike.cause);
  push(spikes.round, spike.round);
  push(spikes.payload, spike.payload);
  return spikes.time.length - 1;
}
function appendGiven(spikes, times2, channels, firstNeuron) {
  const { time, neuron, event: event2, cause, round, payload } = spikes;
  const [first2, count3] = [time.length, times2.length];
  for (const column of [time, neuron, event2, cause, round, payload]) {
    reserve(column, count3);
    column.length += count3;
  }
  time.data.set(times2, first2);
  for (let k = 0; k < count3; k++) neuron.data[first2 + k] = firstNeuron + channels[k];
  event2.data.fill(-1, first2, first2 + count3);
  cause.data.fill(eventCause.given, first2, first2 + count3);
  round.data.fill(-1, first2, first2 + count3);
  payload.data.fill(1, first2, first2 + count3);
}
function appendArrival(arrivals, arrival) {
  push(arrivals.time, arrival.time);
  push(arrivals.spike, arrival.spike);
  push(arrivals.projection, arrival.projection);
  push(arrivals.round, arrival.round);
  push(arrivals.synapse, arrival.synapse);
  return arrivals.time.length - 1;
}

// ../b2/src/compile/run-variables.ts
function zeroVariables(run) {
  return {
    parameters: new Float64Array(run.parameters.values.length),
    spikeTimes: new Float64Array(run.tape.spikes.time.length),
    signals: run.signals.map(
      (own4) => own4?.signals.map(({ data }) => new Float64Array(data.values.length)) ?? []
    )
  };
}

// ../b2/src/numeric/threefry.ts
var rotations = new Uint8Array([10, 26, 11, 21, 13, 27, 23, 5, 6, 20, 17, 11, 25, 10, 18, 20]);
var rounds = 20;
var keyParity = 466688986;
var schedule = new Int32Array(5);
function threefry4x32(key, counter, out) {
  schedule[4] = keyParity ^ key[0] ^ key[1] ^ key[2] ^ key[3];
  for (let i = 0; i < 4; i++) schedule[i] = key[i];
  let x0 = counter[0] + schedule[0] | 0;
  let x1 = counter[1] + schedule[1] | 0;
  let x2 = counter[2] + schedule[2] | 0;
  let x3 = counter[3] + schedule[3] | 0;
  for (let round = 0; round < rounds; round++) {
    const first2 = rotations[2 * round & 15];
    const second = rotations[2 * round + 1 & 15];
    if ((round & 1) === 0) {
      x0 = x0 + x1 | 0;
      x1 = (x1 << first2 | x1 >>> 32 - first2) ^ x0;
      x2 = x2 + x3 | 0;
      x3 = (x3 << second | x3 >>> 32 - second) ^ x2;
    } else {
      x0 = x0 + x3 | 0;
      x3 = (x3 << first2 | x3 >>> 32 - first2) ^ x0;
      x2 = x2 + x1 | 0;
      x1 = (x1 << second | x1 >>> 32 - second) ^ x2;
    }
    if ((round & 3) === 3) {
      const injection = round + 1 >> 2;
      x0 = x0 + schedule[injection % 5] | 0;
      x1 = x1 + schedule[(injection + 1) % 5] | 0;
      x2 = x2 + schedule[(injection + 2) % 5] | 0;
      x3 = x3 + schedule[(injection + 3) % 5] + injection | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

// ../b2/src/numeric/random.ts
var wordCount = 4294967296;
var doubleSteps = 9007199254740992;
var labelMark = 2147483648;
var numberMark = 1073741824;
function randomGenerator(seed) {
  return generatorOf(absorb(new Uint32Array(4), seed, "randomGenerator"));
}
function generatorOf(initialKey) {
  const key = initialKey.slice();
  const counter = new Uint32Array(4);
  const block = new Uint32Array(4);
  let position = 0;
  let blockInStore = -1;
  const word = () => {
    const index3 = Math.floor(position / 4);
    if (index3 !== blockInStore) {
      counter[0] = index3 % wordCount;
      counter[1] = Math.floor(index3 / wordCount);
      threefry4x32(key, counter, block);
      blockInStore = index3;
    }
    return block[position++ % 4];
  };
  const integer53 = () => (word() >>> 5) * powerOfTwo(26) + (word() >>> 6);
  const uniform2 = () => integer53() / doubleSteps;
  const integer2 = (n) => {
    if (!(Number.isInteger(n) && n >= 1 && n <= doubleSteps)) {
      throw new OptionError("integer", `n is ${shown(n)}`, "Give an integer from 1 to 2\u2075\xB3.");
    }
    const limit = doubleSteps - doubleSteps % n;
    for (; ; ) {
      const drawn2 = integer53();
      if (drawn2 < limit) return drawn2 % n;
    }
  };
  return Object.freeze({
    uniform: uniform2,
    normal: () => normalFrom(uniform2),
    integer: integer2,
    permutation: (n) => permutationFrom(integer2, n),
    split: (label) => generatorOf(absorb(key, label, "split")),
    state: () => ({ key: Array.from(key), position }),
    restore: (state2) => {
      const words4 = state2.key.every((w) => Number.isInteger(w) && w >= 0 && w < wordCount);
      if (!words4 || state2.key.length !== 4 || !(Number.isSafeInteger(state2.position) && state2.position >= 0)) {
        throw new OptionError("restore", "this is no state of a generator", "Give what `state()` returned.");
      }
      key.set(state2.key);
      position = state2.position;
      blockInStore = -1;
    }
  });
}
function normalFrom(uniform2) {
  for (; ; ) {
    const u = 1 - uniform2();
    const v = 1.7156 * (uniform2() - 0.5);
    const x = u - 0.449871;
    const y = Math.abs(v) + 0.386595;
    const q = x * x + y * (0.196 * y - 0.25472 * x);
    if (q < 0.27597) return v / u;
    if (q <= 0.27846 && v * v <= -4 * u * u * log(u)) return v / u;
  }
}
function permutationFrom(integer2, n) {
  if (!(Number.isInteger(n) && n >= 0 && n < wordCount)) {
    throw new OptionError("permutation", `n is ${shown(n)}`, "Give an integer from 0 to 2\xB3\xB2 \u2212 1.");
  }
  const order3 = Uint32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const other = integer2(last + 1);
    const kept2 = order3[last];
    order3[last] = order3[other];
    order3[other] = kept2;
  }
  return order3;
}
function checkSeed(where4, seed, what = "seed") {
  if (typeof seed === "string" || Number.isFinite(seed)) return;
  throw new OptionError(where4, `the ${what} is ${shown(seed)}`, "Give a finite number or a text.");
}
function absorb(parent, label, where4) {
  checkSeed(where4, label, where4 === "split" ? "label" : "seed");
  const key = parent.slice();
  const words4 = typeof label === "number" ? wordsOfNumber(label) : wordsOfText(label);
  const mark2 = labelMark | (typeof label === "number" ? numberMark : 0);
  const counter = new Uint32Array(4);
  for (let start2 = 0; start2 === 0 || start2 < words4.length; start2 += 3) {
    for (let i = 0; i < 3; i++) counter[i] = words4[start2 + i] ?? 0;
    counter[3] = mark2 | words4.length - start2;
    threefry4x32(key, counter, key);
  }
  return key;
}
function wordsOfNumber(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value + 0);
  return [view.getUint32(0), view.getUint32(4)];
}
function wordsOfText(text3) {
  return Array.from({ length: text3.length }, (_, i) => text3.charCodeAt(i));
}

// ../b2/src/network/finite-numbers.ts
var finite = listOf("free");
function finiteNumbers(where4, name2, values2) {
  checkValue(where4, name2, values2, finite);
  return Float64Array.from(values2);
}

// ../b2/src/network/parameters.ts
function parametersOf(layout, values2 = new Float64Array(layout.size)) {
  const view = (id) => {
    const { offset, length } = layout.row(id);
    return values2.subarray(offset, offset + length);
  };
  const parameters = {
    layout,
    values: values2,
    view,
    set: (id, value) => {
      const row2 = layout.row(id);
      const entries = typeof value === "number" ? new Float64Array(row2.length).fill(value) : finiteNumbers(`parameters.set("${id}")`, "value", value);
      checkEntries(row2, entries);
      view(id).set(entries);
    },
    copy: () => parametersOf(layout, values2.slice())
  };
  return Object.freeze(
    jsonOf(parameters, () => Object.fromEntries(layout.rows.map(({ id }) => [id, Array.from(view(id))])))
  );
}
function checkEntries(row2, entries) {
  const where4 = `parameters.set("${row2.id}")`;
  if (entries.length !== row2.length) {
    throw new ShapeError(
      where4,
      `${counted(entries.length, "value")} for shape [${row2.shape}]`,
      row2.length === 1 ? "Give one number." : `Give ${row2.length} values or one number.`
    );
  }
  checkDomainOfAll(where4, (i) => `entry ${i}`, row2.domain, entries);
}
function initialParameters(layout, seed) {
  checkSeed("initialParameters", seed);
  const parameters = parametersOf(layout);
  const root = randomGenerator(seed);
  for (const row2 of layout.rows) {
    if (row2.slice !== row2.id) continue;
    const { value } = row2;
    if (typeof value === "number" || value instanceof Float64Array) {
      parameters.set(row2.id, value);
      continue;
    }
    drawInto(parameters.view(row2.id), row2, value, root.split(row2.id));
  }
  return parameters;
}
function drawInto(entries, row2, value, random) {
  const where4 = `initialParameters: ${row2.id}, drawn from ${value.name}`;
  for (let i = 0; i < entries.length; i++) {
    const drawn2 = value.draw(random);
    if (typeof drawn2 !== "number") checkDomain(where4, `entry ${i}`, row2.domain, drawn2);
    entries[i] = drawn2;
  }
  checkDomainOfAll(where4, (i) => `entry ${i}`, row2.domain, entries);
}
function checkNetwork(where4, network2) {
  if (Array.isArray(network2?.layout?.rows)) return;
  throw new OptionError(where4, "what it is given is no network", "Make it with network({ populations }).");
}
function checkLayout(where4, network2, parameters) {
  checkNetwork(where4, network2);
  if (parameters?.layout === network2.layout) return;
  const isOther = Array.isArray(parameters?.layout?.rows);
  throw new OptionError(
    where4,
    isOther ? "these parameters belong to another network" : "what it is given are no parameters",
    "Make them with net.initialParameters({ seed })."
  );
}
function checkParameters(where4, network2, parameters) {
  checkLayout(where4, network2, parameters);
  const { layout, values: values2 } = parameters;
  if (!isDoubles(values2) || values2.length !== layout.size) {
    const what = `the values of the parameters are no Float64Array of ${layout.size}`;
    throw new OptionError(where4, what, "Make them with net.initialParameters({ seed }).");
  }
  for (const { id, offset, length, shape, domain } of layout.rows) {
    const nameOf = (i) => shape.length === 0 ? id : `entry ${i} of ${id}, shape [${shape}],`;
    checkDomainOfAll(where4, nameOf, domain, values2.subarray(offset, offset + length));
  }
}

// ../b2/src/network/synapses.ts
function everySynapse(preSize, postSize) {
  const lists = { start: void 0, post: void 0, listed: void 0, weight: void 0 };
  return Object.freeze({ count: preSize * postSize, preSize, postSize, ...lists });
}
function firstSynapse({ start: start2, postSize }, pre) {
  return start2 === void 0 ? pre * postSize : start2[pre];
}
function postOf({ post, postSize }, synapse) {
  return post === void 0 ? synapse % postSize : post[synapse];
}
function weightOf({ weight: weight2, listed: listed2 }, synapse) {
  if (weight2 !== void 0) return weight2[synapse];
  return listed2 === void 0 ? synapse : listed2[synapse];
}
function delayOf(per, { listed: listed2 }, pre, post, synapse) {
  if (per === "projection") return 0;
  if (per === "axon") return pre;
  if (per === "dendrite") return post;
  return listed2 === void 0 ? synapse : listed2[synapse];
}
function synapseList(synapses, per) {
  const { count: count3, preSize, listed: listed2 } = synapses;
  const list2 = () => new Int32Array(count3);
  const [pre, post, weight2, delay] = [list2(), list2(), list2(), list2()];
  for (let p = 0; p < preSize; p++) {
    const end = firstSynapse(synapses, p + 1);
    for (let s = firstSynapse(synapses, p); s < end; s++) {
      const at3 = listed2 === void 0 ? s : listed2[s];
      pre[at3] = p;
      post[at3] = postOf(synapses, s);
      weight2[at3] = weightOf(synapses, s);
      delay[at3] = delayOf(per, synapses, p, post[at3], s);
    }
  }
  return { pre, post, weight: weight2, delay };
}
function incomingSynapses(synapses) {
  const { count: count3, preSize, postSize } = synapses;
  const start2 = new Int32Array(postSize + 1);
  for (let s = 0; s < count3; s++) start2[postOf(synapses, s) + 1]++;
  for (let post = 0; post < postSize; post++) start2[post + 1] += start2[post];
  const next = start2.slice();
  const [synapse, from] = [new Int32Array(count3), new Int32Array(count3)];
  for (let pre = 0; pre < preSize; pre++) {
    const end = firstSynapse(synapses, pre + 1);
    for (let s = firstSynapse(synapses, pre); s < end; s++) {
      const at3 = next[postOf(synapses, s)]++;
      synapse[at3] = s;
      from[at3] = pre;
    }
  }
  return { start: start2, synapse, pre: from };
}

// ../b2/src/compile/arrival.ts
function projectionOf({ projections }, tape, arrival) {
  return projections[tape.arrivals.projection.data[arrival]];
}
function preOf({ projection }, { arrivals, spikes }, arrival) {
  return spikes.neuron.data[arrivals.spike.data[arrival]] - projection.pre.firstNeuron;
}
function synapseOf(own4, tape, arrival, neuron) {
  const synapse = tape.arrivals.synapse.data[arrival];
  if (synapse >= 0) return synapse;
  const { post } = own4.projection;
  return preOf(own4, tape, arrival) * post.size + neuron - post.firstNeuron;
}
function reachedFirst({ projection: { post, synapses } }, tape, arrival) {
  const synapse = tape.arrivals.synapse.data[arrival];
  return post.firstNeuron + (synapse < 0 ? 0 : postOf(synapses, synapse));
}
function weightIndex(own4, tape, arrival, neuron) {
  return weightOf(own4.projection.synapses, synapseOf(own4, tape, arrival, neuron));
}
function delayIndex(own4, tape, arrival, neuron) {
  const { delayPer, post, synapses } = own4.projection;
  if (delayPer === "projection") return 0;
  const pre = preOf(own4, tape, arrival);
  const synapse = synapseOf(own4, tape, arrival, neuron);
  return delayOf(delayPer, synapses, pre, neuron - post.firstNeuron, synapse);
}
function loadArrival(memory, frame, values2, own4, index3, payload) {
  const { channels } = own4;
  if (own4.payload !== void 0) memory[frame + own4.payload.slot] = payload;
  for (let c = 0; c < channels.length; c++) {
    memory[frame + channels[c].slot] = values2[channels[c].offset + index3];
  }
}

// ../b2/src/tape/walk.ts
function walkForwards(walk, visits) {
  const { kind } = walk.run.tape;
  const byKind = visitsByKind(visits);
  const at3 = startOf(walk);
  const isObserved = walk.observed.size > 0;
  for (let record2 = 0; record2 < kind.length; record2++) {
    moveTo(at3, walk, record2);
    if (isObserved) visitInside(walk, visits, at3);
    visits.load(walk, at3);
    byKind[kind.data[record2]](walk, at3);
    if (walk.isOver === true) return;
    if (isObserved) visitBehind(walk, visits, at3);
  }
}
function walkBackwards(walk, visits) {
  const { kind } = walk.run.tape;
  const byKind = visitsByKind(visits);
  const at3 = startOf(walk);
  const isObserved = walk.observed.size > 0;
  for (let record2 = kind.length - 1; record2 >= 0; record2--) {
    moveTo(at3, walk, record2);
    const next = visits.leap(walk, at3);
    if (next < record2) {
      record2 = next + 1;
      continue;
    }
    if (isObserved) visitBehind(walk, visits, at3);
    if (visits.enters(walk, at3)) {
      visits.load(walk, at3);
      byKind[kind.data[record2]](walk, at3);
    }
    if (isObserved) visitInside(walk, visits, at3);
  }
}
function visitInside(walk, { load: load2, inside: inside3 }, at3) {
  for (const place7 of placesOf(walk.observed, at3.record, true)) {
    load2(walk, at3);
    inside3(walk, at3, place7);
  }
}
function visitBehind(walk, { behind }, at3) {
  for (const place7 of placesOf(walk.observed, at3.record, false)) behind(walk, at3, place7);
}
function startOf({ populations }) {
  return { own: populations[0], frame: 0, record: 0, neuron: 0, reference: 0 };
}
function moveTo(at3, { run: { tape, program }, populations }, record2) {
  const neuron = tape.neuron.data[record2];
  const own4 = populations[program.owner[neuron]];
  at3.own = own4;
  at3.frame = own4.program.base + (neuron - own4.program.population.firstNeuron) * own4.program.programs.frame.size;
  at3.record = record2;
  at3.neuron = neuron;
  at3.reference = tape.reference.data[record2];
}
function visitsByKind(visits) {
  const byKind = [];
  for (const name2 of Object.keys(recordKind)) byKind[recordKind[name2]] = visits[name2];
  return byKind;
}

// ../b2/src/tape/page.ts
var mostRecords = 16384;
var leastRecords = 2048;
var mostStates = 2 * mostRecords;
var unfoldedRoom = 512;
function pageShapes(states) {
  const records2 = Math.min(mostRecords, Math.max(leastRecords, Math.floor(mostStates / Math.max(1, states))));
  const room = records2 + unfoldedRoom;
  const doubles2 = ["f64", room];
  const integers = ["i32", room];
  return {
    time: doubles2,
    stepSize: doubles2,
    state: ["f64", room * states],
    neuron: integers,
    reference: integers,
    segment: integers,
    stateStart: integers,
    kind: ["u8", room]
  };
}
function capacityOf({ kind }) {
  return kind.length - unfoldedRoom;
}
var columnNames = [
  "kind",
  "neuron",
  "reference",
  "time",
  "stepSize",
  "segment",
  "stateStart",
  "state"
];
function appendRecord(own4, kind, reference, stepSize) {
  const { page, memory, frame, states } = own4;
  if (page.length === capacityOf(page)) flush(own4);
  const at3 = page.length++;
  page.kind[at3] = kind;
  page.neuron[at3] = own4.neuron;
  page.reference[at3] = reference;
  page.time[at3] = own4.t;
  page.stepSize[at3] = stepSize;
  page.segment[at3] = own4.segment;
  const start2 = page.states;
  page.stateStart[at3] = own4.tape.state.length + start2;
  for (let i = 0; i < states; i++) page.state[start2 + i] = memory[frame + i];
  page.states = start2 + states;
}
function mostBeforeStep(page) {
  return capacityOf(page) - 2;
}
function isFull(page) {
  return page.length > mostBeforeStep(page);
}
function flush({ page, tape }) {
  const { length, states } = page;
  if (length === 0) return;
  for (const name2 of columnNames) append(tape[name2], page[name2], name2 === "state" ? states : length);
  page.kept = { tape, from: tape.kind.length - length };
  page.length = 0;
  page.states = 0;
}
function closePage({ page, tape }, mayStay) {
  const { length, states } = page;
  if (!mayStay || tape.kind.length > 0) {
    flush({ page, tape });
    return;
  }
  for (const name2 of columnNames) {
    const column = tape[name2];
    column.data = page[name2];
    column.length = name2 === "state" ? states : length;
  }
  page.kept = { tape, from: 0 };
  page.lent = tape;
  page.length = 0;
  page.states = 0;
}
function freePage(page, overwritten) {
  const { lent } = page;
  page.kept = void 0;
  page.lent = void 0;
  if (lent === void 0 || lent === overwritten) return;
  for (const name2 of columnNames) {
    const column = lent[name2];
    if (column.data === page[name2]) column.data = column.data.slice(0, column.length);
  }
}
function append(column, from, count3) {
  if (column.data === from) column.data = from.slice(0, 0);
  reserve(column, count3);
  column.data.set(from.subarray(0, count3), column.length);
  column.length += count3;
}

// ../b2/src/compile/routines/routine-columns.ts
var laidOut = 1024;
var mostFolded = unfoldedRoom / 2 - 2;
var spikeRoom = 256;
var mostSpikes = 16384;
var mostArrivals = 16384;
function routineShapes({ channels, parameters, neurons, delays }) {
  return {
    parameters: ["f64", parameters],
    dueTime: ["f64", laidOut],
    duePayload: ["f64", laidOut],
    dueArrival: ["i32", laidOut],
    duePort: ["i32", laidOut],
    dueWeight: ["i32", laidOut * channels],
    commonSize: ["f64", laidOut + 1],
    common: ["f64", (laidOut + 1) * mostCommon],
    farSize: ["f64", laidOut + 1],
    farCommon: ["f64", (laidOut + 1) * mostCommon],
    firedTime: ["f64", spikeRoom],
    firedNeuron: ["i32", spikeRoom],
    firedPayload: ["f64", spikeRoom],
    numbers: ["f64", Object.keys(numbers2).length],
    counts: ["i32", Object.keys(counts).length],
    gradient: ["f64", parameters],
    timeLeading: ["f64", neurons],
    timeRest: ["f64", neurons],
    delayLeading: ["f64", delays],
    delayRest: ["f64", delays],
    spikeLeading: ["f64", mostSpikes],
    spikeRest: ["f64", mostSpikes],
    spikePayload: ["f64", mostSpikes],
    spikeEvent: ["i32", mostSpikes],
    arrivalSpike: ["i32", mostArrivals],
    arrivalDelay: ["i32", mostArrivals],
    arrivalPort: ["i32", mostArrivals],
    arrivalWanted: ["i32", mostArrivals],
    arrivalPayload: ["f64", mostArrivals],
    arrivalWeight: ["i32", mostArrivals * channels],
    arrivalShared: ["i32", mostArrivals]
  };
}
var numbers2 = {
  /** The times between which the run goes. */
  from: 0,
  until: 1,
  /** All arrivals before this time are known. */
  known: 2,
  /** From this time on no step begins. */
  horizon: 3,
  /** Nothing is done that ends at the time of the next sample or later. */
  sample: 4,
  /** The longest step that the user allows; the most steps and events of a neuron. */
  longest: 5,
  maxSteps: 6,
  maxSpikes: 7,
  /** After so many spikes a neuron is not followed any further. */
  stopAfter: 8,
  /** What a neuron that begins has for a proposal. */
  firstStepSize: 9,
  /** Of event functions that did not rise to zero, the closest that is known. */
  closest: 10,
  /** The smallest rate at which one crossed it, and when. */
  smallestRate: 11,
  smallestRateTime: 12,
  /** Left by a routine: the time before which everything has happened to neurons that have to wait. */
  reached: 13
};
var counts = {
  /** Records of the page, and numbers of their states. */
  records: 0,
  states: 1,
  /** Numbers of states on the tape before the page. */
  before: 2,
  /** Arrivals that are laid out, the first of which is a neuron's arrival of this number. */
  dues: 3,
  dueFirst: 4,
  /** Whether there are no more in the list than are laid out. */
  mayEnd: 5,
  /** Whether their weights are those of the first neuron, and others' lie beside them. */
  shared: 6,
  /** Neurons to advance, by index in the population: from one, which becomes that of the first that is not advanced, to another. */
  index: 7,
  end: 8,
  /** Whether they are to begin, and whether the one that is not advanced has. */
  begins: 9,
  hasBegun: 10,
  /** Whether all of them have the same parameters, so that their steps have something in common. */
  shares: 26,
  /** Whether steps far from events leave folded records. */
  folds: 27,
  /** In a sweep: whether nobody asks for the times of what arrives at the population. */
  timeless: 28,
  /** The first record of the page that is to be pulled back. */
  lowest: 29,
  /** Whether neurons may be left to wait, and be done with at the end of the run. */
  mayWait: 11,
  mayFinish: 12,
  /** Steps that may be made; arrivals that were received, steps that were repeated, and steps that were refused. */
  budget: 13,
  received: 14,
  repeated: 15,
  refused: 30,
  /** Spikes that are on the tape, and those that are to be put there. */
  spikesBefore: 16,
  spikes: 17,
  smallestRateNeuron: 18,
  /** Whether steps may be made that the controller has proposed. */
  proposes: 19,
  /** Whether the error norm decides about a step, and not only whether the states are finite. */
  adaptive: 20,
  /** In a sweep: the record of the page that comes next. */
  record: 21,
  /** The first neuron of the population, their number, where their frames begin, in doubles, and the size of one. */
  firstNeuron: 22,
  neurons: 23,
  frames: 24,
  frameSize: 25
};

// ../b2/src/adjoint/quiet-sweep.ts
function sweepQuietly(sweep, own4, record2) {
  const { kernels, program } = own4;
  const routine = sweep.isQuiet ? kernels.sweep() : void 0;
  if (routine === void 0) return record2;
  const { page, run, observedRecords } = sweep;
  const { columns } = run.program;
  while (observedRecords[sweep.nextObserved] > record2) sweep.nextObserved++;
  const observed = observedRecords[sweep.nextObserved] ?? -1;
  if (observed === record2) return record2;
  if (record2 < page.from || record2 >= page.to) turnTo(sweep, record2);
  if (page.listOf !== own4) layOutList(sweep, own4);
  const given = columns.counts;
  given[counts.record] = record2 - page.from;
  given[counts.lowest] = Math.max(0, observed + 1 - page.from);
  given[counts.before] = run.tape.stateStart.data[page.from];
  given[counts.firstNeuron] = program.population.firstNeuron;
  given[counts.neurons] = program.population.size;
  given[counts.frames] = program.base;
  given[counts.frameSize] = program.programs.frame.size;
  given[counts.shares] = program.shares ? 1 : 0;
  given[counts.timeless] = sweep.timesWanted || !own4.isTimeless ? 0 : 1;
  routine(0);
  return page.from + given[counts.record];
}
function layOutList({ page, run: { tape, program, lists } }, own4) {
  page.listOf = own4;
  const list2 = lists[own4.index];
  if (list2 === void 0) return;
  const { dueArrival: dueArrival2, dueTime: dueTime2, commonSize, farSize } = program.columns;
  const count3 = Math.min(list2.length, dueTime2.length);
  for (let k = 0; k < count3; k++) {
    dueArrival2[k] = list2[k];
    dueTime2[k] = tape.arrivals.time.data[list2[k]];
  }
  commonSize.fill(Number.NaN, 0, count3);
  farSize.fill(Number.NaN, 0, count3);
}
function turnTo({ page, run: { tape, program } }, record2) {
  freePage(program.page);
  const { columns } = program;
  const to = record2 + 1;
  const from = Math.max(0, to - capacityOf(columns));
  columns.kind.set(tape.kind.data.subarray(from, to));
  columns.neuron.set(tape.neuron.data.subarray(from, to));
  columns.reference.set(tape.reference.data.subarray(from, to));
  columns.time.set(tape.time.data.subarray(from, to));
  columns.stepSize.set(tape.stepSize.data.subarray(from, to));
  columns.segment.set(tape.segment.data.subarray(from, to));
  columns.stateStart.set(tape.stateStart.data.subarray(from, to));
  const { stateStart, state: state2, kind } = tape;
  const end = to < kind.length ? stateStart.data[to] : state2.length;
  columns.state.set(state2.data.subarray(stateStart.data[from], end));
  page.from = from;
  page.to = to;
}

// ../b2/src/adjoint/signal-gradients.ts
function signalGradients({ signals }) {
  return {
    signals: signals.map((signal) => ({ signal, gradient: new Float64Array(signal.data.values.length) }))
  };
}
function drainSignals({ signals }, memory, frame, neuron, segment, time) {
  let timeBar = 0;
  for (const { signal, gradient } of signals) {
    const { data, piece, slope, valueBar, slopeBar } = signal;
    const bar = memory[frame + valueBar];
    const rateBar = memory[frame + slopeBar];
    memory[frame + valueBar] = 0;
    memory[frame + slopeBar] = 0;
    if (bar === 0 && rateBar === 0) continue;
    const k = piece[segment];
    const at3 = signalRow(data, neuron) + k;
    if (data.kind === "constant" || k + 1 === data.times.length) {
      gradient[at3] += bar;
      continue;
    }
    const width2 = data.times[k + 1] - data.times[k];
    const lambda = (time - data.times[k]) / width2;
    gradient[at3] += bar * (1 - lambda) - rateBar / width2;
    gradient[at3 + 1] += bar * lambda + rateBar / width2;
    timeBar += bar * memory[frame + slope];
  }
  return timeBar;
}

// ../b2/src/codegen/wasm-opcodes.ts
var opcode = {
  else: 5,
  end: 11,
  select: 27,
  "i32.eqz": 69,
  "i32.eq": 70,
  "i32.lt_s": 72,
  "i32.gt_s": 74,
  "i32.add": 106,
  "i32.sub": 107,
  "i32.mul": 108,
  "i32.and": 113,
  "i32.or": 114,
  "i32.shl": 116,
  "i32.shr_s": 117,
  "i32.wrap_i64": 167,
  "i64.add": 124,
  "i64.sub": 125,
  "i64.shl": 134,
  "i64.shr_u": 136,
  "i64.extend_i32_s": 172,
  "i32.trunc_f64_s": 170,
  "i64.reinterpret_f64": 189,
  "f64.reinterpret_i64": 191,
  "f64.convert_i32_s": 183,
  "f64.convert_i32_u": 184,
  "f64.eq": 97,
  "f64.ne": 98,
  "f64.lt": 99,
  "f64.gt": 100,
  "f64.le": 101,
  "f64.ge": 102,
  "f64.abs": 153,
  "f64.neg": 154,
  "f64.floor": 156,
  "f64.sqrt": 159,
  "f64.add": 160,
  "f64.sub": 161,
  "f64.mul": 162,
  "f64.div": 163,
  "f64.min": 164,
  "f64.max": 165,
  "f64.copysign": 166
};
var vectorOpcode = {
  "v128.load64_splat": 10,
  "v128.load64_zero": 93,
  "v128.load64_lane": 87,
  "v128.store64_lane": 91,
  "v128.and": 78,
  "v128.bitselect": 82,
  "i8x16.shuffle": 13,
  "f64x2.splat": 20,
  "i32x4.extract_lane": 27,
  "f64x2.extract_lane": 33,
  "f64x2.replace_lane": 34,
  "i32x4.lt_s": 57,
  "i32x4.gt_s": 59,
  "i32x4.shl": 171,
  "i32x4.shr_s": 172,
  "i32x4.add": 174,
  "i32x4.sub": 177,
  "i32x4.mul": 181,
  "i64x2.all_true": 195,
  "i64x2.shl": 203,
  "i64x2.shr_u": 205,
  "i64x2.add": 206,
  "i64x2.sub": 209,
  "f64x2.eq": 71,
  "f64x2.ne": 72,
  "f64x2.lt": 73,
  "f64x2.gt": 74,
  "f64x2.le": 75,
  "f64x2.ge": 76,
  "f64x2.floor": 117,
  "f64x2.abs": 236,
  "f64x2.neg": 237,
  "f64x2.sqrt": 239,
  "f64x2.add": 240,
  "f64x2.sub": 241,
  "f64x2.mul": 242,
  "f64x2.div": 243,
  "f64x2.min": 244,
  "f64x2.max": 245,
  "f64x2.convert_low_i32x4_s": 254
};

// ../b2/src/codegen/wasm-module.ts
var valueType = { i32: 127, i64: 126, f64: 124, v128: 123 };
var nothing = 64;
var vectorPrefix = 253;
var vectorConstant = 12;
function wasmBody(parameters) {
  const code = [];
  const types = [];
  const free2 = { i32: [], f64: [], v128: [] };
  const double2 = new DataView(new ArrayBuffer(8));
  const appendDouble = (value) => {
    double2.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) code.push(double2.getUint8(i));
  };
  const withIndex = (byte, index3) => {
    code.push(byte);
    appendUnsigned(code, index3);
  };
  const access3 = (byte, alignment, offset) => {
    code.push(byte, alignment);
    appendUnsigned(code, offset);
  };
  let depth = 0;
  const opening = (byte, result2) => {
    code.push(byte, result2);
    depth++;
  };
  return {
    op: (...names2) => {
      for (const name2 of names2) {
        code.push(opcode[name2]);
        if (name2 === "end") depth--;
      }
    },
    vector: (name2, ...immediates) => {
      code.push(vectorPrefix);
      for (const immediate of [vectorOpcode[name2], ...immediates]) appendUnsigned(code, immediate);
    },
    twice: (value) => {
      code.push(vectorPrefix, vectorConstant);
      appendDouble(value);
      appendDouble(value);
    },
    fourTimes: (value) => {
      double2.setInt32(0, value, true);
      code.push(vectorPrefix, vectorConstant);
      for (let i = 0; i < 16; i++) code.push(double2.getUint8(i & 3));
    },
    number: (value) => {
      code.push(68);
      appendDouble(value);
    },
    i32: (value) => {
      code.push(65);
      appendSigned(code, value);
    },
    i64: (value) => {
      code.push(66);
      appendSigned(code, value);
    },
    get: (local2) => withIndex(32, local2),
    set: (local2) => withIndex(33, local2),
    tee: (local2) => withIndex(34, local2),
    getGlobal: (global) => withIndex(35, global),
    setGlobal: (global) => withIndex(36, global),
    load: (offset) => access3(43, 3, offset),
    loadInteger: (offset) => access3(40, 2, offset),
    loadByte: (offset) => access3(45, 0, offset),
    loadBits: (offset) => access3(41, 3, offset),
    store: (offset) => access3(57, 3, offset),
    storeInteger: (offset) => access3(54, 2, offset),
    storeByte: (offset) => access3(58, 0, offset),
    ifDouble: () => opening(4, valueType.f64),
    ifVector: () => opening(4, valueType.v128),
    ifNothing: () => opening(4, nothing),
    open: (kind) => {
      opening(kind === "block" ? 2 : 3, nothing);
      return depth;
    },
    branch: (opened, conditional2) => withIndex(conditional2 ? 13 : 12, depth - opened),
    call: (index3) => withIndex(16, index3),
    take: (type) => free2[type].pop() ?? parameters + types.push(type) - 1,
    giveBack: (local2) => {
      free2[types[local2 - parameters]].push(local2);
    },
    locals: () => parameters + types.length,
    finish: () => {
      const bytes2 = [];
      appendUnsigned(bytes2, types.length);
      for (const type of types) bytes2.push(1, valueType[type]);
      return bytes2.concat(code, opcode.end);
    }
  };
}
function wasmModule(imports, bodies, ofDoubles = [], globals = 0) {
  const doubles2 = (count3) => Array(count3).fill(valueType.f64);
  const types = [
    functionType([valueType.i32], []),
    ...imports.map((taken2) => functionType(doubles2(taken2.arguments), doubles2(1))),
    ...ofDoubles.map((own4) => functionType(doubles2(own4.arguments), doubles2(own4.results)))
  ];
  const ownTypes = [...bodies.map(() => 0), ...ofDoubles.map((_, k) => 1 + imports.length + k)];
  const code = [...bodies, ...ofDoubles.map(({ body }) => body)];
  const from = (name2) => text("host").concat(text(name2));
  const memory = from("memory").concat(2, 0, 1);
  const functions2 = imports.map(({ name: name2 }, i) => from(name2).concat(0, unsigned(i + 1)));
  const zero2 = [valueType.f64, 1, 68, 0, 0, 0, 0, 0, 0, 0, 0, opcode.end];
  return Uint8Array.from(
    preamble.concat(
      section(1, vector(types)),
      section(2, vector([memory, ...functions2])),
      section(3, vector(ownTypes.map(unsigned))),
      section(6, vector(Array(globals).fill(zero2))),
      section(7, vector([text("run").concat(0, unsigned(imports.length))])),
      section(10, vector(code.map((body) => unsigned(body.length).concat(body))))
    )
  );
}
var preamble = [0, 97, 115, 109, 1, 0, 0, 0];
function emptyModule(bytes2) {
  const padding = text("padding").concat(Array(bytes2).fill(0));
  return Uint8Array.from(preamble.concat(section(0, padding)));
}
function functionType(parameters, results) {
  return [96].concat(vector(parameters.map((type) => [type])), vector(results.map((type) => [type])));
}
function section(id, content) {
  return [id].concat(unsigned(content.length), content);
}
function vector(items) {
  const bytes2 = unsigned(items.length);
  for (const item of items) for (const byte of item) bytes2.push(byte);
  return bytes2;
}
function text(name2) {
  const bytes2 = [...new TextEncoder().encode(name2)];
  return unsigned(bytes2.length).concat(bytes2);
}
function unsigned(value) {
  const bytes2 = [];
  appendUnsigned(bytes2, value);
  return bytes2;
}
function appendUnsigned(bytes2, value) {
  let rest = value >>> 0;
  for (; rest >= 128; rest >>>= 7) bytes2.push(rest & 127 | 128);
  bytes2.push(rest);
}
function appendSigned(bytes2, value) {
  let rest = value | 0;
  for (; rest < -64 || rest >= 64; rest >>= 7) bytes2.push(rest & 127 | 128);
  bytes2.push(rest & 127);
}

// ../b2/src/codegen/execution.ts
var executions = ["interpreter", "javascript", "webassembly"];
var trials = {
  interpreter: () => true,
  javascript: () => new Function("return 1")() === 1,
  // Old browsers refuse to compile more than a few kilobytes at once where that would block a page.
  webassembly: () => new WebAssembly.Instance(new WebAssembly.Module(emptyModule(65536))) !== void 0
};
var allowed = /* @__PURE__ */ new Map();
function allows(execution) {
  let known5 = allowed.get(execution);
  if (known5 === void 0) {
    try {
      known5 = trials[execution]();
    } catch {
      known5 = false;
    }
    allowed.set(execution, known5);
  }
  return known5;
}
function allowedExecutions() {
  return [...executions].reverse().filter(allows);
}

// ../b2/src/codegen/tables.ts
var inOrder2 = [expTable, logTable, circleTable, arctangentTable];
function placeOf(table4) {
  const before = inOrder2.slice(0, inOrder2.indexOf(table4));
  return before.reduce((bytes2, { byteLength }) => bytes2 + byteLength, 0);
}
var expPlace = placeOf(expTable);
var logPlace = placeOf(logTable);
var circlePlace = placeOf(circleTable);
var arctangentPlace = placeOf(arctangentTable);
var tableBytes = inOrder2.reduce((bytes2, { byteLength }) => bytes2 + byteLength, 0);
function layTables(memory) {
  for (const table4 of inOrder2) new Float64Array(memory, placeOf(table4)).set(table4);
}

// ../b2/src/codegen/memory.ts
var arrays = { f64: Float64Array, i32: Int32Array, u8: Uint8Array };
var pageBytes = 65536;
function kernelMemory(size2, wanted, shapes = {}) {
  for (const execution of wanted === void 0 ? allowedExecutions() : [wanted]) {
    const memory = execution === "webassembly" ? wasmMemory(size2, shapes) : plainMemory(size2, shapes, execution);
    if (memory !== void 0) return memory;
  }
  const gibibytes = size2 / powerOfTwo(27);
  const what = `there is no memory for the state of all neurons, ${gibibytes.toPrecision(3)} GiB`;
  throw new UnsupportedError("simulate", what, hintFor(wanted, gibibytes));
}
function hintFor(wanted, gibibytes) {
  if (wanted !== "webassembly") return "Use smaller populations.";
  if (gibibytes > 4) return "WebAssembly has at most 4 GiB: leave execution out, or use smaller populations.";
  return "WebAssembly reserves about 10 GiB of addresses for each network that is in use, and a limit (ulimit -v) or other networks leave too few: leave execution out, and it runs as JavaScript.";
}
function plainMemory(size2, shapes, execution) {
  return orNothing(() => ({
    execution,
    doubles: new Float64Array(size2),
    host: void 0,
    columns: mapped(shapes, ([type, length]) => new arrays[type](length))
  }));
}
function wasmMemory(size2, shapes) {
  let end = tableBytes + 8 * size2;
  const places4 = mapped(shapes, ([type, length]) => {
    const place7 = end;
    end += 8 * Math.ceil(length * arrays[type].BYTES_PER_ELEMENT / 8);
    return place7;
  });
  const pages = Math.ceil(end / pageBytes);
  const host = orNothing(() => new WebAssembly.Memory({ initial: pages, maximum: pages }));
  if (host === void 0) return void 0;
  const { buffer } = host;
  layTables(buffer);
  return {
    execution: "webassembly",
    doubles: new Float64Array(buffer, tableBytes, size2),
    host,
    columns: mapped(shapes, ([type, length], name2) => new arrays[type](buffer, places4[name2], length))
  };
}
function mapped(values2, map) {
  return Object.fromEntries(Object.entries(values2).map(([name2, value]) => [name2, map(value, name2)]));
}
function orNothing(allocate) {
  try {
    return allocate();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return void 0;
    throw error;
  }
}

// ../b2/src/solvers/exact-flow.ts
var exactFlow = Object.freeze({ name: "exactFlow", embeddedOrder: 0, isExact: true });

// ../b2/src/solvers/fixed-step.ts
function fixedStep(stepSize) {
  checkValue("fixedStep", "the step size", stepSize, "positive");
  return Object.freeze({
    description: Object.freeze({ kind: "fixedStep", stepSize }),
    adaptive: false,
    firstStepSize: stepSize,
    stateSize: 0,
    init: () => {
    },
    propose: () => stepSize
  });
}

// ../b2/src/numeric/algebra.ts
var numberAlgebra = {
  constant: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  abs: Math.abs,
  max: Math.max
};
var numberFunctions = {
  ...numberAlgebra,
  exp,
  log,
  pow,
  min: Math.min,
  ifZero: (x, a, b) => x === 0 ? a : b
};
function weightedSum(algebra, weights3, terms3) {
  let sum;
  for (let i = 0; i < weights3.length; i++) {
    const weight2 = weights3[i];
    if (weight2 === 0) continue;
    const term = weight2 === 1 ? terms3[i] : algebra.mul(algebra.constant(weight2), terms3[i]);
    sum = sum === void 0 ? term : algebra.add(sum, term);
  }
  return sum ?? algebra.constant(0);
}

// ../b2/src/solvers/pid-controller.ts
var share = numbers((value) => value > 0 && value <= 1, "Give a number in (0, 1].");
var belowOne = numbers((value) => value > 0 && value < 1, "Give a number in (0, 1).");
var aboveOne = numbers((value) => value > 1 && value < Infinity, "Give a finite number > 1.");
var order2 = numbers(
  (value) => value >= 1 && value < Infinity,
  "A method with an error estimate has at least 1."
);
function pidController(options) {
  return tracedPidController(options);
}
function tracedPidController(options) {
  checkOptions("pidController", options, {
    method: "any",
    embeddedOrder: "any",
    integral: "nonnegative",
    proportional: "nonnegative",
    derivative: "nonnegative",
    safety: share,
    minGrowth: belowOne,
    maxGrowth: aboveOne,
    smallestError: share,
    firstStepSize: "positive"
  });
  const { integral = 0.3, proportional = 0.4, derivative: derivative2 = 0 } = options;
  const embeddedOrder = orderOf(options);
  const { safety: safety2 = 0.9, minGrowth = 0.2, maxGrowth = 5, smallestError = 1e-4, firstStepSize } = options;
  const gain = integral + proportional + derivative2;
  checkValue("pidController", "embeddedOrder", embeddedOrder, order2);
  checkValue("pidController", "integral + proportional + derivative", gain, "positive");
  const p = embeddedOrder + 1;
  const now = -gain / p;
  const before = (proportional + 2 * derivative2) / p;
  const earlier = -derivative2 / p;
  const floor2 = log(smallestError);
  const formula = (algebra, size2, errorNorm2, [previous, older, limit]) => {
    const { constant: constant2, add: add8, mul: mul6, max: max2, min: min2 } = algebra;
    const error = algebra.log(errorNorm2);
    const exponent3 = add8(
      add8(mul6(constant2(now), error), mul6(constant2(before), previous)),
      mul6(constant2(earlier), older)
    );
    const factor = algebra.ifZero(
      errorNorm2,
      constant2(maxGrowth),
      mul6(constant2(safety2), algebra.exp(exponent3))
    );
    return {
      size: mul6(size2, max2(constant2(minGrowth), min2(limit, factor))),
      state: [max2(error, constant2(floor2)), previous, constant2(maxGrowth)]
    };
  };
  const refusal = ({ constant: constant2, mul: mul6, max: max2, pow: pow4 }, size2, errorNorm2, [previous, older]) => ({
    size: mul6(size2, max2(constant2(minGrowth), mul6(constant2(safety2), pow4(errorNorm2, -1 / p)))),
    state: [previous, older, constant2(1)]
  });
  const gains = { embeddedOrder, integral, proportional, derivative: derivative2 };
  const limits2 = { safety: safety2, minGrowth, maxGrowth, smallestError };
  return Object.freeze({
    description: Object.freeze({
      kind: "pidController",
      ...gains,
      ...limits2,
      ...firstStepSize === void 0 ? {} : { firstStepSize }
    }),
    adaptive: true,
    firstStepSize,
    stateSize: 3,
    formula,
    refusal,
    init(memory, at3) {
      memory[at3] = 0;
      memory[at3 + 1] = 0;
      memory[at3 + 2] = maxGrowth;
    },
    propose(memory, at3, h, errorNorm2, accepted) {
      if (!(errorNorm2 < Number.POSITIVE_INFINITY) || !accepted && !(errorNorm2 > 1)) {
        memory[at3 + 2] = 1;
        return h * minGrowth;
      }
      const next = accepted ? formula : refusal;
      const { size: size2, state: state2 } = next(numberFunctions, h, errorNorm2, [
        memory[at3],
        memory[at3 + 1],
        memory[at3 + 2]
      ]);
      memory.set(state2, at3);
      return size2;
    }
  });
}
function orderOf({ method, embeddedOrder }) {
  const own4 = method === void 0 ? embeddedOrder : method?.embeddedOrder;
  if (typeof own4 === "number") return own4;
  const [what, hint4] = method === void 0 ? ["there is no method", "Give { method: tsitouras54 } or the like, or embeddedOrder."] : ["method is no Runge\u2013Kutta method", "Give a method itself, such as tsitouras54."];
  throw new OptionError("pidController", what, hint4);
}

// ../b2/src/solvers/rooted-trees.ts
var byOrder = [[]];
function rootedTrees(order3) {
  for (let nodes3 = byOrder.length; nodes3 <= order3; nodes3++) {
    const smaller = byOrder.flat();
    byOrder.push(forests(nodes3 - 1, smaller, smaller.length).map((children) => tree(nodes3, children)));
  }
  return byOrder[order3];
}
function tree(order3, children) {
  return { order: order3, children, gamma: children.reduce((product3, child) => product3 * child.gamma, order3) };
}
function forests(nodes3, trees, choices) {
  if (nodes3 === 0) return [[]];
  const found = [];
  for (let i = 0; i < choices && trees[i].order <= nodes3; i++) {
    const first2 = trees[i];
    for (const rest of forests(nodes3 - first2.order, trees, i + 1)) found.push([first2, ...rest]);
  }
  return found;
}
function elementaryWeights(a, t2, known5) {
  const found = known5.get(t2);
  if (found !== void 0) return found;
  const children = t2.children.map((child) => elementaryWeights(a, child, known5));
  const weights3 = a.map((row2) => children.reduce((product3, child) => product3 * dot(row2, child), 1n));
  known5.set(t2, weights3);
  return weights3;
}
function dot(row2, terms3) {
  let sum = 0n;
  for (let j = 0; j < row2.length; j++) if (row2[j] !== 0n) sum += row2[j] * terms3[j];
  return sum;
}

// ../b2/src/solvers/order-conditions.ts
var inverseTolerance = 10n ** 14n;
function agrees(sum, expected, unit6, exact2) {
  if (exact2) return sum === expected;
  const difference2 = sum < expected ? expected - sum : sum - expected;
  return difference2 * inverseTolerance <= unit6;
}
function orderOf2(method, b) {
  return largestOrder(method, (t2, phi) => holds(method, t2, phi, b, true));
}
function denseOrderOf(method, columns) {
  return largestOrder(
    method,
    (t2, phi) => t2.order <= columns.length && columns.every((column, k) => holds(method, t2, phi, column, k + 1 === t2.order))
  );
}
function largestOrder({ a }, condition2) {
  const known5 = /* @__PURE__ */ new Map();
  for (let order3 = 1; order3 <= a.length; order3++) {
    if (!rootedTrees(order3).every((t2) => condition2(t2, elementaryWeights(a, t2, known5)))) return order3 - 1;
  }
  return a.length;
}
function holds({ unit: unit6, exact: exact2 }, t2, phi, weights3, isOne) {
  const gamma = BigInt(t2.gamma);
  const one2 = unit6 ** BigInt(t2.order);
  return agrees(gamma * dot(weights3, phi), isOne ? one2 : 0n, gamma * one2, exact2);
}

// ../b2/src/solvers/tableau-coefficients.ts
function scaleCoefficients(where4, definition) {
  checkSizes(where4, definition);
  const { c, a, b, bEmbedded, bCoarse, dense } = definition;
  const companions = { bEmbedded: bEmbedded && [bEmbedded], bCoarse: bCoarse && [bCoarse] };
  const lists = { c: [c], a, b: [b], ...companions, dense };
  const parsed = /* @__PURE__ */ new Map();
  for (const [name2, rows2] of Object.entries(lists)) {
    for (const text3 of rows2?.flat() ?? []) parsed.set(text3, parse(where4, name2, text3));
  }
  const unit6 = commonDenominator(parsed.values());
  const scale2 = (text3) => {
    const { numerator, denominator } = parsed.get(text3);
    return numerator * (unit6 / denominator);
  };
  const rows = a.map((row2) => row2.map(scale2));
  const weights3 = b.map(scale2);
  const solutionStages = 1 + weights3.findLastIndex((weight2) => weight2 !== 0n);
  const firstSameAsLast = isSolution(rows[solutionStages], weights3);
  const scaled2 = {
    unit: unit6,
    exact: ![...parsed.keys()].some((text3) => /[.e]/i.test(text3)),
    c: c.map(scale2),
    a: rows,
    b: weights3,
    bEmbedded: bEmbedded?.map(scale2),
    bCoarse: bCoarse?.map(scale2),
    columns: dense?.[0]?.map((_, k) => dense.map((row2) => scale2(row2[k]))) ?? (firstSameAsLast ? hermite(unit6, weights3, solutionStages) : quadratic(unit6, weights3)),
    solutionStages,
    firstSameAsLast
  };
  checkSums(where4, scaled2);
  return scaled2;
}
function checkSizes(where4, { name: name2, c, a, b, ...others2 }) {
  const { bEmbedded, bCoarse, dense } = others2;
  const fail2 = (what, hint5) => {
    throw new ModelError(where4, what, hint5);
  };
  if (typeof name2 !== "string") fail2("it has no name", "Give a text.");
  const hint4 = "Give lists of texts: c, a and b for every stage, a and dense row by row.";
  const isGiven = ([, list2]) => list2 !== void 0;
  const lists = [
    ...Object.entries({ c, a, b }),
    ...Object.entries({ bEmbedded, bCoarse, dense }).filter(isGiven)
  ];
  for (const [list2, entries] of lists) {
    if (!Array.isArray(entries)) fail2(`${list2} is no list`, hint4);
  }
  if (c.length === 0) fail2("there is no stage", "Give c, a and b for every stage.");
  for (const [list2, { length }] of lists) {
    if (length !== c.length)
      fail2(
        `${list2} has ${counted(length, "entry", "entries")}, c has ${c.length}`,
        "Give one for every stage."
      );
  }
  if (bCoarse !== void 0 && bEmbedded === void 0) {
    fail2("bCoarse is given without bEmbedded", "One companion alone is bEmbedded.");
  }
  for (const [i, row2] of a.entries()) {
    if (!Array.isArray(row2)) fail2(`row ${i + 1} of a is no list`, hint4);
    const explicit = "Only explicit methods are known: give the entries left of the diagonal, zeros included.";
    if (row2.length !== i)
      fail2(`row ${i + 1} of a has ${counted(row2.length, "entry", "entries")}, not ${i}`, explicit);
  }
  const degree2 = dense?.[0]?.length ?? 1;
  for (const [i, row2] of (dense ?? []).entries()) {
    if (!Array.isArray(row2)) fail2(`row ${i + 1} of dense is no list`, hint4);
    if (row2.length === degree2 && degree2 > 0) continue;
    const what = `row ${i + 1} of dense has ${counted(row2.length, "entry", "entries")}, row 1 has ${degree2}`;
    fail2(what, "Give the coefficients of \u03B8, \u03B8\xB2, \u2026 for every stage, zeros included.");
  }
}
function parse(where4, list2, text3) {
  const value = typeof text3 === "string" ? parseFraction(text3) : void 0;
  if (value !== void 0) return value;
  const what = `${shown(text3)} in ${list2} is ${typeof text3 === "string" ? "not a number" : "no text"}`;
  throw new ModelError(where4, what, 'Write a fraction such as "35/384" or a decimal such as "0.161".');
}
function commonDenominator(values2) {
  let unit6 = 1n;
  for (const { denominator } of values2) {
    if (unit6 % denominator === 0n) continue;
    let [x, y] = [unit6, denominator];
    while (y !== 0n) [x, y] = [y, x % y];
    unit6 *= denominator / x;
  }
  return unit6;
}
function isSolution(row2, b) {
  return row2?.every((entry, j) => entry === b[j]) ?? false;
}
function quadratic(unit6, b) {
  const slope = b.map((_, i) => i === 0 ? unit6 : 0n);
  const curvature = b.map((weight2, i) => weight2 - slope[i]);
  return curvature.some((entry) => entry !== 0n) ? [slope, curvature] : [slope];
}
function hermite(unit6, b, last) {
  const start2 = b.map((_, i) => i === 0 ? unit6 : 0n);
  const end = b.map((_, i) => i === last ? unit6 : 0n);
  return [
    start2,
    b.map((weight2, i) => 3n * weight2 - 2n * start2[i] - end[i]),
    b.map((weight2, i) => start2[i] + end[i] - 2n * weight2)
  ];
}
function checkSums(where4, scaled2) {
  const { unit: unit6, exact: exact2, c, a, b, bEmbedded, bCoarse, columns } = scaled2;
  const check = (terms3, expected, what, hint4) => {
    const sum = terms3.reduce((total, term) => total + term, 0n);
    if (agrees(sum, expected, unit6, exact2)) return;
    const value = (scaled3) => Number(scaled3) / Number(unit6);
    throw new ModelError(where4, `${what} is ${value(sum)}, not ${value(expected)}`, hint4);
  };
  const typo = "Compare the digits with the source.";
  for (const [i, row2] of a.entries()) check(row2, c[i], `the sum of row ${i + 1} of a`, typo);
  check(b, unit6, "the sum of b", `A method of order 1 needs 1. ${typo}`);
  if (bEmbedded !== void 0) check(bEmbedded, unit6, "the sum of bEmbedded", typo);
  if (bCoarse !== void 0) check(bCoarse, unit6, "the sum of bCoarse", typo);
  for (const [k, column] of columns.entries()) {
    check(column, k === 0 ? unit6 : 0n, `the sum of the coefficients of \u03B8^${k + 1} in dense`, typo);
  }
  for (const [i, weight2] of b.entries()) {
    const row2 = columns.map((column) => column[i]);
    check(row2, weight2, `row ${i + 1} of dense at \u03B8 = 1`, `There b_i(\u03B8) is b_i. ${typo}`);
  }
}

// ../b2/src/solvers/tableau.ts
var known = ["name", "c", "a", "b", "bEmbedded", "bCoarse", "dense"];
function defineTableau(definition) {
  checkKeys("defineTableau", definition, known);
  const scaled2 = scaleCoefficients(`defineTableau(${JSON.stringify(definition.name)})`, definition);
  const { unit: unit6, a, b, bEmbedded, bCoarse, c, columns, firstSameAsLast, solutionStages } = scaled2;
  const numbers3 = (list2) => Object.freeze(list2.map((coefficient) => nearestQuotient(coefficient, unit6)));
  const order3 = once(() => orderOf2(scaled2, b));
  const companions = [bEmbedded, bCoarse].filter((weights3) => weights3 !== void 0);
  const companionOrders = once(() => Object.freeze(companions.map((weights3) => orderOf2(scaled2, weights3))));
  const difference2 = (weights3) => numbers3(b.map((weight2, i) => weight2 - weights3[i]));
  const denseOrder = once(() => denseOrderOf(scaled2, columns));
  return Object.freeze({
    name: definition.name,
    definition,
    stages: c.length,
    solutionStages,
    c: numbers3(c),
    a: Object.freeze(a.map(numbers3)),
    b: numbers3(b),
    bError: bEmbedded && difference2(bEmbedded),
    bCoarseError: bCoarse && difference2(bCoarse),
    dense: Object.freeze(b.map((_, i) => numbers3(columns.map((column) => column[i])))),
    denseDegree: columns.length,
    firstSameAsLast,
    get order() {
      return order3();
    },
    get companionOrders() {
      return companionOrders();
    },
    get embeddedOrder() {
      const [fine = 0, coarse = fine] = companionOrders();
      return fine + Math.max(0, fine - coarse);
    },
    get denseOrder() {
      return denseOrder();
    }
  });
}
function once(compute) {
  let known5;
  return () => (known5 ??= { value: compute() }).value;
}

// ../b2/src/solvers/tableaus/bogacki-shampine-32.ts
var bogackiShampine32 = defineTableau({
  name: "bogacki-shampine-3(2)",
  c: ["0", "1/2", "3/4", "1"],
  a: [[], ["1/2"], ["0", "3/4"], ["2/9", "1/3", "4/9"]],
  b: ["2/9", "1/3", "4/9", "0"],
  bEmbedded: ["7/24", "1/4", "1/3", "1/8"]
});

// ../b2/src/solvers/tableaus/dormand-prince-54.ts
var dormandPrince54 = defineTableau({
  name: "dormand-prince-5(4)",
  c: ["0", "1/5", "3/10", "4/5", "8/9", "1", "1"],
  a: [
    [],
    ["1/5"],
    ["3/40", "9/40"],
    ["44/45", "-56/15", "32/9"],
    ["19372/6561", "-25360/2187", "64448/6561", "-212/729"],
    ["9017/3168", "-355/33", "46732/5247", "49/176", "-5103/18656"],
    ["35/384", "0", "500/1113", "125/192", "-2187/6784", "11/84"]
  ],
  b: ["35/384", "0", "500/1113", "125/192", "-2187/6784", "11/84", "0"],
  bEmbedded: ["5179/57600", "0", "7571/16695", "393/640", "-92097/339200", "187/2100", "1/40"],
  dense: [
    ["1", "-8048581381/2820520608", "8663915743/2820520608", "-12715105075/11282082432"],
    ["0", "0", "0", "0"],
    ["0", "131558114200/32700410799", "-68118460800/10900136933", "87487479700/32700410799"],
    ["0", "-1754552775/470086768", "14199869525/1410260304", "-10690763975/1880347072"],
    ["0", "127303824393/49829197408", "-318862633887/49829197408", "701980252875/199316789632"],
    ["0", "-282668133/205662961", "2019193451/616988883", "-1453857185/822651844"],
    ["0", "40617522/29380423", "-110615467/29380423", "69997945/29380423"]
  ]
});

// ../b2/src/solvers/tableaus/dormand-prince-853.ts
var dormandPrince853 = defineTableau({
  name: "dormand-prince-8(5,3)",
  c: [
    "0",
    "0.0526001519587677318785587544488",
    "0.0789002279381515978178381316732",
    "0.11835034190722739672675719751",
    "0.28164965809277260327324280249",
    "1/3",
    "1/4",
    "4/13",
    "127/195",
    "3/5",
    "6/7",
    "1",
    "1",
    "1/10",
    "1/5",
    "7/9"
  ],
  a: [
    [],
    ["0.0526001519587677318785587544488"],
    ["0.0197250569845378994544595329183", "0.0591751709536136983633785987549"],
    ["0.0295875854768068491816892993775", "0", "0.0887627564304205475450678981324"],
    [
      "0.241365134159266685502369798665",
      "0",
      "-0.884549479328286085344864962717",
      "0.924834003261792003115737966543"
    ],
    [
      "0.037037037037037037037037037037",
      "0",
      "0",
      "0.170828608729473871279604482173",
      "0.125467687566822425016691814123"
    ],
    [
      "0.037109375",
      "0",
      "0",
      "0.170252211019544039314978060272",
      "0.0602165389804559606850219397283",
      "-0.017578125"
    ],
    [
      "0.0370920001185047927108779319836",
      "0",
      "0",
      "0.170383925712239993810214054705",
      "0.107262030446373284651809199168",
      "-0.0153194377486244017527936158236",
      "0.00827378916381402288758473766002"
    ],
    [
      "0.624110958716075717114429577812",
      "0",
      "0",
      "-3.36089262944694129406857109825",
      "-0.868219346841726006818189891453",
      "27.5920996994467083049415600797",
      "20.1540675504778934086186788979",
      "-43.4898841810699588477366255144"
    ],
    [
      "0.477662536438264365890433908527",
      "0",
      "0",
      "-2.48811461997166764192642586468",
      "-0.590290826836842996371446475743",
      "21.2300514481811942347288949897",
      "15.2792336328824235832596922938",
      "-33.2882109689848629194453265587",
      "-0.0203312017085086261358222928593"
    ],
    [
      "-0.93714243008598732571704021658",
      "0",
      "0",
      "5.18637242884406370830023853209",
      "1.09143734899672957818500254654",
      "-8.14978701074692612513997267357",
      "-18.5200656599969598641566180701",
      "22.7394870993505042818970056734",
      "2.49360555267965238987089396762",
      "-3.0467644718982195003823669022"
    ],
    [
      "2.27331014751653820792359768449",
      "0",
      "0",
      "-10.5344954667372501984066689879",
      "-2.00087205822486249909675718444",
      "-17.9589318631187989172765950534",
      "27.9488845294199600508499808837",
      "-2.85899827713502369474065508674",
      "-8.87285693353062954433549289258",
      "12.3605671757943030647266201528",
      "0.643392746015763530355970484046"
    ],
    [
      "0.0542937341165687622380535766363",
      "0",
      "0",
      "0",
      "0",
      "4.45031289275240888144113950566",
      "1.89151789931450038304281599044",
      "-5.8012039600105847814672114227",
      "0.31116436695781989440891606237",
      "-0.152160949662516078556178806805",
      "0.201365400804030348374776537501",
      "0.0447106157277725905176885569043"
    ],
    [
      "0.0561675022830479523392909219681",
      "0",
      "0",
      "0",
      "0",
      "0",
      "0.253500210216624811088794765333",
      "-0.246239037470802489917441475441",
      "-0.124191423263816360469010140626",
      "0.15329179827876569731206322685",
      "0.00820105229563468988491666602057",
      "0.00756789766054569976138603589584",
      "-0.008298"
    ],
    [
      "0.0318346481635021405060768473261",
      "0",
      "0",
      "0",
      "0",
      "0.0283009096723667755288322961402",
      "0.0535419883074385676223797384372",
      "-0.0549237485713909884646569340306",
      "0",
      "0",
      "-0.000108347328697249322858509316994",
      "0.000382571090835658412954920192323",
      "-0.000340465008687404560802977114492",
      "0.141312443674632500278074618366"
    ],
    [
      "-0.428896301583791923408573538692",
      "0",
      "0",
      "0",
      "0",
      "-4.69762141536116384314449447206",
      "7.68342119606259904184240953878",
      "4.06898981839711007970213554331",
      "0.356727187455281109270669543021",
      "0",
      "0",
      "0",
      "-0.00139902416515901462129418009734",
      "2.9475147891527723389556272149",
      "-9.15095847217987001081870187138"
    ]
  ],
  b: [
    "0.0542937341165687622380535766363",
    "0",
    "0",
    "0",
    "0",
    "4.45031289275240888144113950566",
    "1.89151789931450038304281599044",
    "-5.8012039600105847814672114227",
    "0.31116436695781989440891606237",
    "-0.152160949662516078556178806805",
    "0.201365400804030348374776537501",
    "0.0447106157277725905176885569043",
    "0",
    "0",
    "0",
    "0"
  ],
  bEmbedded: [
    "0.0411736891223738815055525466763",
    "0",
    "0",
    "0",
    "0",
    "5.67546933912861332216170925866",
    "2.38727684897175057456422398564",
    "-7.4655811424655713184287418377",
    "0.66149321570779357609756479137",
    "-0.486340068375533557585910690905",
    "0.119442194318914635909069111371",
    "0.0670659235916588857765328353543",
    "0",
    "0",
    "0",
    "0"
  ],
  bCoarse: [
    "31/127",
    "0",
    "0",
    "0",
    "0",
    "0",
    "0",
    "0",
    "12675/17272",
    "0",
    "0",
    "3/136",
    "0",
    "0",
    "0",
    "0"
  ],
  dense: [
    [
      "1",
      "-10.2660570737593065784211883842911",
      "48.1618509685664566301953957011274",
      "-114.9330487499783325382371981122",
      "147.464468756697683076313870247",
      "-97.066853630113680830925412004",
      "25.693933462703749003312586129"
    ],
    ["0", "0", "0", "0", "0", "0", "0"],
    ["0", "0", "0", "0", "0", "0", "0"],
    ["0", "0", "0", "0", "0", "0", "0"],
    ["0", "0", "0", "0", "0", "0", "0"],
    [
      "0",
      "13.91765363177660441394873635288",
      "-154.78787266663715596889017891312",
      "522.9219089608218749136589274459",
      "-456.25918840208781254725549026",
      "-75.53193732135753567056079139",
      "154.18974869023643374053993627"
    ],
    [
      "0",
      "2.60560375199360945784871749862",
      "-21.62282238462650422678060544548",
      "2.5351820289667551481771305373",
      "292.2541746599040625262099723",
      "-505.40999933296891819777278999",
      "231.52937917604549567536039109"
    ],
    [
      "0",
      "-15.0189442235196845156288193001",
      "160.0944770897304761158158382494",
      "-474.307182603764347814837943472",
      "135.96036916173837287308688176",
      "545.10919452641872234295033044",
      "-357.6391179106141237828534991"
    ],
    [
      "0",
      "3.05052768331848795994226318171",
      "-38.54396729189063250466167182594",
      "174.4714000921988407315906972566",
      "-337.051347023877126426419627092",
      "291.789875090832560137864946246",
      "-93.405324183624310003907691704"
    ],
    [
      "0",
      "-1.327874432765521227736435495315",
      "16.66177043004954199717523791031",
      "-74.4402781412630338777638949858",
      "140.7521001619160633604858847321",
      "-119.2562021040511994875921103191",
      "37.458323136451633156875139351"
    ],
    [
      "0",
      "2.844533632672879320978506777503",
      "-36.558295489910119270837507129002",
      "170.690071691475136612404224551",
      "-345.97484854804955105743375744",
      "313.299553623577985194735771618",
      "-104.09964950896230045147246184"
    ],
    [
      "0",
      "0.7657106259527865897087681636129",
      "-9.9069955356193663693748116128086",
      "46.8029919188743947246274324409",
      "-96.5198694669957042802037349354",
      "88.7431665001761650491043980796",
      "-29.840293426660503123344363579"
    ],
    [
      "0",
      "-1.0889903364513333108206981174",
      "14.0970130423200021011792868759",
      "-66.6823059129436396177354540237",
      "137.9629906347437499296480149473",
      "-127.8221640176799228567033247401",
      "43.533456590011143754432175058"
    ],
    [
      "0",
      "18.148505520854727256656404962",
      "-127.633109492538752948863041181",
      "357.341951612965727834419198922",
      "-500.703150790922388797269844749",
      "349.170357108828969603452232646",
      "-96.3245539591882829483949506"
    ],
    [
      "0",
      "-9.1946323924783554000451984436",
      "93.3567459327893934316789144048",
      "-282.6272618704363208466136234348",
      "361.1400771880333221636027836016",
      "-201.8521905335234785138543623",
      "39.177261675615439165231486172"
    ],
    [
      "0",
      "-4.4360363875948939664310572",
      "56.68120539776666101336314297",
      "-261.77342902691705526968949713",
      "520.97422366889932917923504691",
      "-461.17279991013966677069888831",
      "149.72683625798562581422125276"
    ]
  ]
});

// ../b2/src/solvers/tableaus/euler.ts
var euler = defineTableau({
  name: "euler",
  c: ["0"],
  a: [[]],
  b: ["1"]
});

// ../b2/src/solvers/tableaus/heun.ts
var heun = defineTableau({
  name: "heun-2(1)",
  c: ["0", "1"],
  a: [[], ["1"]],
  b: ["1/2", "1/2"],
  bEmbedded: ["1", "0"]
});

// ../b2/src/solvers/tableaus/midpoint.ts
var midpoint = defineTableau({
  name: "midpoint",
  c: ["0", "1/2"],
  a: [[], ["1/2"]],
  b: ["0", "1"]
});

// ../b2/src/solvers/tableaus/rk4.ts
var rk4 = defineTableau({
  name: "rk4",
  c: ["0", "1/2", "1/2", "1"],
  a: [[], ["1/2"], ["0", "1/2"], ["0", "0", "1"]],
  b: ["1/6", "1/3", "1/3", "1/6"],
  dense: [
    ["1", "-3/2", "2/3"],
    ["0", "1", "-2/3"],
    ["0", "1", "-2/3"],
    ["0", "-1/2", "2/3"]
  ]
});

// ../b2/src/solvers/tableaus/tsitouras-54.ts
var tsitouras54 = defineTableau({
  name: "tsitouras-5(4)",
  c: ["0", "0.161", "0.327", "0.9", "0.980025540904509685729810286287", "1", "1"],
  a: [
    [],
    ["0.161"],
    ["-0.00848065549235698854442687425023", "0.33548065549235698854442687425"],
    [
      "2.89715305710549343213043259419",
      "-6.35944848997507484314815991238",
      "4.36229543286958141101772731819"
    ],
    [
      "5.32586482843925660442887792084",
      "-11.7488835640628278777471703398",
      "7.49553934288983620830460478456",
      "-0.0924950663617552492565020793321"
    ],
    [
      "5.86145544294642002865925148698",
      "-12.9209693178471092917061186818",
      "8.15936789857615864318040079454",
      "-0.0715849732814009972245305425258",
      "-0.0282690503940683829090030572127"
    ],
    [
      "0.0964607668180652295181673131651",
      "0.01",
      "0.479889650414499574775249532291",
      "1.37900857410374189319227482186",
      "-3.29006951543608067990104758571",
      "2.3247105240997739824153559184"
    ]
  ],
  b: [
    "0.0964607668180652295181673131651",
    "0.01",
    "0.479889650414499574775249532291",
    "1.37900857410374189319227482186",
    "-3.29006951543608067990104758571",
    "2.3247105240997739824153559184",
    "0"
  ],
  bEmbedded: [
    "0.0946807557658394580747887625576",
    "0.00918356554034325309677636393665",
    "0.487770528424761570785564259963",
    "1.23429756693047898565510967388",
    "-2.70771234998352545488110997506",
    "1.86662841817058703575371939957",
    "1/66"
  ],
  dense: [
    [
      "1",
      "-2.76370619727482586867298836303",
      "2.91325546182191265541864597872",
      "-1.05308849772902155722749030252"
    ],
    ["0", "0.1317", "-0.2234", "0.1017"],
    [
      "0",
      "3.93029623689475151740929366946",
      "-5.94103387213150473571758920976",
      "2.49062728565125279308354507259"
    ],
    [
      "0",
      "-12.4110771669336770387304733967",
      "30.3381886302823216502300460809",
      "-16.5481028892449027183072978623"
    ],
    [
      "0",
      "37.5093134165110391789784391111",
      "-88.178904894766401077561068565",
      "47.3795219628192812186815818682"
    ],
    [
      "0",
      "-27.8965262891972877889842710208",
      "65.0918946747936715076299657152",
      "-34.870657861496609736230338776"
    ],
    ["0", "1.5", "-4", "2.5"]
  ]
});

// ../b2/src/solvers/kinds.ts
var methods = {
  bogackiShampine32,
  dormandPrince54,
  dormandPrince853,
  euler,
  exactFlow,
  heun,
  midpoint,
  rk4,
  tsitouras54
};
var methodKinds = Object.fromEntries(
  Object.values(methods).map((method) => [method.name, method])
);
function exportedName(method) {
  return Object.keys(methods).find((name2) => methods[name2] === method) ?? method.name;
}
var controllerKinds = {
  fixedStep: ({ stepSize }) => fixedStep(stepSize),
  pidController
};

// ../b2/src/codegen/interpreter.ts
function interpret(program, memory) {
  const { instructions, stores } = program;
  const { values: values2, run } = steps(instructions, memory);
  return (frame) => {
    for (const step3 of run) step3(frame);
    for (const { slot, value, accumulate } of stores) {
      memory[frame + slot] = accumulate ? memory[frame + slot] + values2[value] : values2[value];
    }
  };
}
function steps(instructions, memory) {
  const values2 = new Float64Array(instructions.length);
  const calls = /* @__PURE__ */ new Map();
  const run = instructions.map((instruction, index3) => {
    if (instruction.kind === "constant") {
      values2[index3] = instruction.value;
      return () => {
      };
    }
    if (instruction.kind === "apply") return applied(instruction.op, instruction.operands, index3, values2);
    if (instruction.kind === "call") {
      const { run: call3, results } = called(instruction.callee, instruction.operands, values2);
      calls.set(index3, results);
      return call3;
    }
    if (instruction.kind === "part") {
      const results = calls.get(instruction.operands[0]);
      const { index: k } = instruction;
      return () => {
        values2[index3] = results[k];
      };
    }
    return (frame) => {
      values2[index3] = memory[frame + instruction.slot];
    };
  });
  return { values: values2, run };
}
function called({ inputs: inputs2, instructions, results: own4 }, operands, values2) {
  const given = new Float64Array(inputs2);
  const inner = steps(instructions, given);
  const results = new Float64Array(own4.length);
  const run = () => {
    operands.forEach((operand, k) => {
      given[k] = values2[operand];
    });
    for (const step3 of inner.run) step3(0);
    own4.forEach((value, k) => {
      results[k] = inner.values[value];
    });
  };
  return { run, results };
}
function applied(op, operands, index3, values2) {
  const meaning = scalar[op];
  const [a, b, c] = [operands[0], operands[1] ?? 0, operands[2] ?? 0];
  return () => {
    values2[index3] = meaning(values2[a], values2[b], values2[c]);
  };
}

// ../b2/src/codegen/program.ts
function schedule2(name2, frame, outputs) {
  const wanted = outputs.filter(
    ({ expression, accumulate }) => !(accumulate === true && expression.op === "constant" && expression.value === 0)
  );
  const { instructions, indices } = inOrder3(
    wanted.map((output) => output.expression),
    (symbol3) => frame.slot(symbol3)
  );
  const stores = wanted.map(({ slot, expression, accumulate }) => ({
    slot: frame.slot(slot),
    value: indices.get(expression),
    accumulate: accumulate === true
  }));
  return Object.freeze({ name: name2, instructions: Object.freeze(instructions), stores: Object.freeze(stores) });
}
function operandsOf(instruction) {
  return instruction.kind === "constant" || instruction.kind === "load" ? [] : instruction.operands;
}
function inOrder3(roots, slotOf) {
  const nodes3 = reachable(roots);
  const partsOf4 = /* @__PURE__ */ new Map();
  for (const node of nodes3) {
    if (node.op === "call") partsOf4.set(node, []);
    else if (node.op === "part") partsOf4.get(node.args[0]).push(node);
  }
  for (const parts2 of partsOf4.values()) parts2.sort((a, b) => a.value - b.value);
  const ordered = nodes3.flatMap((node) => node.op === "part" ? [] : [node, ...partsOf4.get(node) ?? []]);
  const indices = new Map(ordered.map((node, index3) => [node, index3]));
  const instructions = ordered.map((node) => {
    const operands = node.args.map((arg) => indices.get(arg));
    if (node.op === "constant") return { kind: "constant", value: node.value };
    if (node.op === "symbol") return { kind: "load", slot: slotOf(node.name) };
    if (node.op === "call") {
      const used = partsOf4.get(node).map(({ value }) => value);
      return { kind: "call", callee: subprogramOf(node.template, used), operands };
    }
    if (node.op === "part") {
      return { kind: "part", operands, index: indices.get(node) - operands[0] - 1 };
    }
    return { kind: "apply", op: operation(node), operands };
  });
  return { instructions, indices };
}
var subprograms = /* @__PURE__ */ new WeakMap();
function subprogramOf(template, used) {
  const known5 = subprograms.get(template) ?? /* @__PURE__ */ new Map();
  subprograms.set(template, known5);
  const key = used.join(" ");
  let found = known5.get(key);
  if (found === void 0) {
    const { inputs: inputs2 } = template;
    const outputs = used.map((index3) => template.outputs[index3]);
    const slots = new Map(Array.from({ length: inputs2 }, (_, k) => [templateInput(k), k]));
    const { instructions, indices } = inOrder3(outputs, (symbol3) => slots.get(symbol3));
    found = Object.freeze({
      inputs: inputs2,
      instructions: Object.freeze(instructions),
      results: Object.freeze(outputs.map((output) => indices.get(output)))
    });
    known5.set(key, found);
  }
  return found;
}
function calleesOf(programs2) {
  const found = /* @__PURE__ */ new Set();
  for (const { instructions } of programs2) {
    for (const instruction of instructions) if (instruction.kind === "call") found.add(instruction.callee);
  }
  return [...found];
}
function* operationsOf({ instructions }) {
  for (const instruction of instructions) {
    if (instruction.kind === "apply") yield instruction.op;
    else if (instruction.kind === "call") yield* operationsOf(instruction.callee);
  }
}

// ../b2/src/codegen/javascript.ts
var templates = {
  neg: (a) => `-${a}`,
  abs: (a) => `Math.abs(${a})`,
  floor: (a) => `Math.floor(${a})`,
  sqrt: (a) => `Math.sqrt(${a})`,
  exp: (a) => `exp(${a})`,
  expm1: (a) => `expm1(${a})`,
  exprel: (a) => `exprel(${a})`,
  log: (a) => `log(${a})`,
  log1p: (a) => `log1p(${a})`,
  sin: (a) => `sin(${a})`,
  cos: (a) => `cos(${a})`,
  tan: (a) => `tan(${a})`,
  atan: (a) => `atan(${a})`,
  tanh: (a) => `tanh(${a})`,
  sigmoid: (a) => `sigmoid(${a})`,
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  pow: (a, b) => `pow(${a}, ${b})`,
  min: (a, b) => `Math.min(${a}, ${b})`,
  max: (a, b) => `Math.max(${a}, ${b})`,
  lt: (a, b) => `${a} < ${b} ? 1 : 0`,
  le: (a, b) => `${a} <= ${b} ? 1 : 0`,
  eq: (a, b) => `${a} === ${b} ? 1 : 0`,
  select: (a, b, c) => `${a} !== 0 ? ${b} : ${c}`
};
function literal(value) {
  if (Object.is(value, -0)) return "(-0)";
  return value < 0 ? `(${value})` : String(value);
}
var own = { exp, expm1, exprel, log, log1p, sin, cos, tan, atan, tanh, sigmoid, pow };
function emitJavaScript(program) {
  const callees = calleesOf([program]);
  const functions2 = callees.map((callee, k) => emitSubprogram(callee, `f${k}`));
  const { lines, name: name2 } = emitInstructions(program.instructions, (slot) => `m[o + ${slot}]`, callees);
  const stores = program.stores.map(
    ({ slot, value, accumulate }) => `m[o + ${slot}] ${accumulate ? "+=" : "="} ${name2(value)};`
  );
  const body = [...lines, ...stores].join("\n");
  return `"use strict";
${functions2.join("")}return function ${identifier(program.name)}(o) {
${body}
};`;
}
function emitSubprogram({ inputs: inputs2, instructions, results }, own4) {
  const { lines, name: name2 } = emitInstructions(instructions, (slot) => `a${slot}`, []);
  const given = Array.from({ length: inputs2 }, (_, k) => `a${k}`).join(", ");
  const kept2 = results.map((value, k) => `r_${own4}[${k}] = ${name2(value)};`);
  const array = `const r_${own4} = new Float64Array(${results.length});
`;
  return `${array}function ${own4}(${given}) {
${[...lines, ...kept2].join("\n")}
}
`;
}
function emitInstructions(instructions, load2, callees) {
  const name2 = (index3) => {
    const instruction = instructions[index3];
    return instruction.kind === "constant" ? literal(instruction.value) : `v${index3}`;
  };
  const calleeOf = (call3) => `f${call3.kind === "call" ? callees.indexOf(call3.callee) : -1}`;
  const lines = instructions.flatMap((instruction, index3) => {
    if (instruction.kind === "constant") return [];
    if (instruction.kind === "load") return [`const v${index3} = ${load2(instruction.slot)};`];
    const operands = instruction.operands.map(name2);
    if (instruction.kind === "call") return [`${calleeOf(instruction)}(${operands.join(", ")});`];
    if (instruction.kind === "part") {
      const call3 = instructions[instruction.operands[0]];
      return [`const v${index3} = r_${calleeOf(call3)}[${instruction.index}];`];
    }
    const [a, b, c] = operands;
    return [`const v${index3} = ${templates[instruction.op](a, b ?? "", c ?? "")};`];
  });
  return { lines, name: name2 };
}
var mostInstructions = 2e4;
function instantiateJavaScript(program, memory) {
  if (program.instructions.length > mostInstructions) return void 0;
  const make2 = new Function("m", ...Object.keys(own), emitJavaScript(program));
  return make2(memory, ...Object.values(own));
}
function identifier(name2) {
  return `k_${name2.replace(/[^A-Za-z0-9_]/g, "_")}`;
}

// ../b2/src/codegen/wasm-terms.ts
var wasm_terms_exports = {};
__export(wasm_terms_exports, {
  abs: () => abs2,
  add: () => add2,
  apply: () => apply2,
  bitsFrom: () => bitsFrom,
  div: () => div2,
  guarded: () => guarded,
  i32: () => i32,
  i64: () => i64,
  isAtMost: () => isAtMost,
  isLess: () => isLess,
  isSame: () => isSame,
  load: () => load,
  local: () => local,
  mul: () => mul2,
  openScope: () => openScope,
  push: () => push2,
  rounded: () => rounded,
  select: () => select2,
  sub: () => sub2
});
function push2(body, operand) {
  if (typeof operand === "number") body.number(operand);
  else operand(body);
}
function apply2(operands, ...opcodes2) {
  return (body) => {
    for (const operand of operands) push2(body, operand);
    body.op(...opcodes2);
  };
}
var local = (index3) => (body) => body.get(index3);
var i32 = (value) => (body) => body.i32(value);
var i64 = (value) => (body) => body.i64(value);
var add2 = (a, b) => apply2([a, b], "f64.add");
var sub2 = (a, b) => apply2([a, b], "f64.sub");
var mul2 = (a, b) => apply2([a, b], "f64.mul");
var div2 = (a, b) => apply2([a, b], "f64.div");
var isLess = (a, b) => apply2([a, b], "f64.lt");
var isAtMost = (a, b) => apply2([a, b], "f64.le");
var isSame = (a, b) => apply2([a, b], "f64.eq");
var abs2 = (a) => apply2([a], "f64.abs");
var select2 = (condition2, a, b) => apply2([a, b, condition2], "select");
var load = (address2, offset) => (body) => {
  address2(body);
  body.load(offset);
};
var rounded = (x, rounder2) => sub2(add2(x, rounder2), rounder2);
var bitsFrom = (x, place7) => apply2([apply2([x], "i64.reinterpret_f64"), i64(place7)], "i64.shr_u", "i32.wrap_i64");
function openScope(body) {
  const taken2 = [];
  return {
    keep: (term, type = "f64") => {
      term(body);
      const index3 = body.take(type);
      taken2.push(index3);
      body.set(index3);
      return local(index3);
    },
    close: () => {
      for (const index3 of taken2) body.giveBack(index3);
    }
  };
}
function guarded(condition2, inside3, host, ...given) {
  return (body) => {
    condition2(body);
    body.ifDouble();
    inside3(body);
    body.op("else");
    for (const argument of given) argument(body);
    body.call(host);
    body.op("end");
  };
}

// ../b2/src/codegen/wasm-arctangent.ts
var { add: add3, sub: sub3, mul: mul3, div: div3 } = wasm_terms_exports;
function plainAtan(scope, x) {
  const { keep } = scope;
  const u = keep(abs2(x));
  const place7 = keep(apply2([bitsFrom(u, 48), i32(arctangentOffset)], "i32.sub"), "i32");
  const notBelow = keep(select2(apply2([place7, i32(0)], "i32.lt_s"), i32(0), place7), "i32");
  const isAbove = apply2([place7, i32(lastEntry)], "i32.gt_s");
  const entry = select2(isAbove, i32(lastEntry), notBelow);
  const at3 = keep(apply2([entry, i32(5)], "i32.shl"), "i32");
  const a = keep(load(at3, arctangentPlace));
  const b = keep(load(at3, arctangentPlace + 8));
  const quotient2 = keep(div3(sub3(mul3(a, u), b), add3(a, mul3(b, u))));
  const t2 = keep(mul3(quotient2, quotient2));
  const last = add3(add3(-1 / 7, mul3(t2, 1 / 9)), mul3(mul3(t2, t2), -1 / 11));
  const series4 = add3(add3(-1 / 3, mul3(t2, 1 / 5)), mul3(mul3(t2, t2), last));
  const p = mul3(mul3(t2, quotient2), series4);
  const y = add3(load(at3, arctangentPlace + 16), add3(load(at3, arctangentPlace + 24), add3(quotient2, p)));
  return apply2([y, x], "f64.copysign");
}
function emitAtan(body, given, host) {
  const x = local(given);
  const inside3 = () => {
    const scope = openScope(body);
    plainAtan(scope, x)(body);
    scope.close();
  };
  guarded(apply2([abs2(x), Number.POSITIVE_INFINITY], "f64.lt"), inside3, host, x)(body);
}

// ../b2/src/codegen/wasm-exponential.ts
function reduce2(body, x) {
  const n = body.take("i32");
  const r = body.take("f64");
  const rounded2 = body.take("f64");
  body.get(x);
  body.number(inverseStep);
  body.op("f64.mul");
  body.number(rounder);
  body.op("f64.add");
  body.tee(rounded2);
  body.op("i64.reinterpret_f64", "i32.wrap_i64");
  body.set(n);
  body.get(rounded2);
  body.number(rounder);
  body.op("f64.sub");
  body.set(rounded2);
  body.get(x);
  for (const part6 of [stepHigh, stepLow]) {
    body.get(rounded2);
    body.number(part6);
    body.op("f64.mul", "f64.sub");
  }
  body.set(r);
  body.giveBack(rounded2);
  return { n, r };
}
function plus(body, factor, coefficient) {
  body.get(factor);
  body.number(coefficient);
  body.op("f64.mul", "f64.add");
}
function address(body, n) {
  body.get(n);
  body.i32(127);
  body.op("i32.and");
  body.i32(4);
  body.op("i32.shl");
}
function scaledLead(body, n) {
  address(body, n);
  body.loadBits(expPlace);
  body.get(n);
  body.i32(7);
  body.op("i32.shr_s", "i64.extend_i32_s");
  body.i64(52);
  body.op("i64.shl", "i64.add", "f64.reinterpret_i64");
}
function square(body, r) {
  const r2 = body.take("f64");
  body.get(r);
  body.get(r);
  body.op("f64.mul");
  body.set(r2);
  return r2;
}
var plainExp = (body, x) => {
  scaledPower2(body, reduce2(body, x));
};
function scaledPower2(body, { n, r }) {
  const r2 = square(body, r);
  const lead = body.take("f64");
  scaledLead(body, n);
  body.tee(lead);
  body.get(lead);
  address(body, n);
  body.load(expPlace + 8);
  body.get(r);
  body.op("f64.add");
  body.get(r2);
  body.number(0.5);
  plus(body, r, 1 / 6);
  body.op("f64.mul", "f64.add");
  body.get(r2);
  body.get(r2);
  body.op("f64.mul");
  body.number(1 / 24);
  plus(body, r, 1 / 120);
  body.op("f64.mul", "f64.add", "f64.mul", "f64.add");
  for (const local2 of [n, r, r2, lead]) body.giveBack(local2);
}
var plainExpm1 = (body, x) => {
  const { n, r } = reduce2(body, x);
  const r2 = square(body, r);
  const [q, lead, m2] = [body.take("f64"), body.take("f64"), body.take("f64")];
  body.get(r2);
  body.number(0.5);
  plus(body, r, 1 / 6);
  body.get(r2);
  body.number(1 / 24);
  plus(body, r, 1 / 120);
  plus(body, r2, 1 / 720);
  body.op("f64.mul", "f64.add", "f64.mul");
  body.set(q);
  scaledLead(body, n);
  body.tee(lead);
  body.number(1);
  body.op("f64.sub");
  body.tee(m2);
  body.get(r);
  body.get(q);
  body.get(m2);
  body.get(r);
  body.get(q);
  body.op("f64.add", "f64.mul");
  body.get(lead);
  address(body, n);
  body.load(expPlace + 8);
  body.op("f64.mul", "f64.add", "f64.add", "f64.add", "f64.add");
  for (const local2 of [n, r, r2, q, lead, m2]) body.giveBack(local2);
};
function guarded2(plain5, host) {
  return (body, x) => {
    body.get(x);
    body.op("f64.abs");
    body.number(plainRange);
    body.op("f64.le");
    body.ifDouble();
    plain5(body, x);
    body.op("else");
    body.get(x);
    body.call(host);
    body.op("end");
  };
}
function emitExp(body, x, host) {
  guarded2(plainExp, host)(body, x);
}
function emitExpm1(body, x, host) {
  const signed = (_, local2) => {
    plainExpm1(body, local2);
    body.get(local2);
    body.op("f64.copysign");
  };
  guarded2(signed, host)(body, x);
}
function emitExprel(body, x, host) {
  const plainExprel = (_, local2) => {
    body.number(1);
    plainExpm1(body, local2);
    body.get(local2);
    body.op("f64.div");
    body.get(local2);
    body.number(0);
    body.op("f64.eq", "select");
  };
  guarded2(plainExprel, host)(body, x);
}
function emitSigmoid(body, x, host) {
  const small = body.take("f64");
  body.get(x);
  body.op("f64.abs", "f64.neg");
  body.set(small);
  emitExp(body, small, host);
  body.tee(small);
  body.number(1);
  body.get(x);
  body.number(0);
  body.op("f64.lt", "select");
  body.number(1);
  body.get(small);
  body.op("f64.add", "f64.div");
  body.giveBack(small);
}
function emitTanh(body, x) {
  const fall = body.take("f64");
  body.number(-2);
  body.get(x);
  body.op("f64.abs");
  body.number(tanhSaturation);
  body.op("f64.min", "f64.mul");
  body.set(fall);
  plainExpm1(body, fall);
  body.tee(fall);
  body.op("f64.neg");
  body.get(fall);
  body.number(2);
  body.op("f64.add", "f64.div");
  body.get(x);
  body.op("f64.copysign");
  body.giveBack(fall);
}

// ../b2/src/codegen/wasm-logarithm.ts
var { add: add4, sub: sub4, mul: mul4 } = wasm_terms_exports;
function reduce3({ keep }, x, extra) {
  const place7 = keep(apply2([bitsFrom(x, 32), i32(logOffset)], "i32.sub"), "i32");
  const k = keep(apply2([place7, i32(20)], "i32.shr_s"), "i32");
  const exponent3 = apply2([k], "i64.extend_i32_s");
  const z = keep(
    apply2(
      [apply2([x], "i64.reinterpret_f64"), apply2([exponent3, i64(52)], "i64.shl")],
      "i64.sub",
      "f64.reinterpret_i64"
    )
  );
  const entry = apply2([apply2([place7, i32(13)], "i32.shr_s"), i32(127)], "i32.and");
  const at3 = keep(apply2([entry, i32(24)], "i32.mul"), "i32");
  const g = keep(load(at3, logPlace));
  const head = keep(rounded(z, headRounder));
  const a = keep(sub4(mul4(head, g), 1));
  const tail = mul4(sub4(z, head), g);
  const b = keep(extra === void 0 ? tail : add4(tail, mul4(mul4(extra, inversePower(k)), g)));
  const r = keep(add4(a, b));
  const n = keep(apply2([k], "f64.convert_i32_s"));
  return {
    lead: keep(add4(mul4(n, ln2High), load(at3, logPlace + 8))),
    low: keep(add4(mul4(n, ln2Low), load(at3, logPlace + 16))),
    r,
    rest: keep(sub4(b, sub4(r, a)))
  };
}
function inversePower(k) {
  const biased = apply2([apply2([i32(1023), k], "i32.sub")], "i64.extend_i32_s");
  return apply2([biased, i64(52)], "i64.shl", "f64.reinterpret_i64");
}
function plainLog2(x, extra) {
  return (body) => {
    const scope = openScope(body);
    const { lead, low, r, rest } = reduce3(scope, x, extra);
    const high = scope.keep(add4(lead, r));
    const r2 = scope.keep(mul4(r, r));
    const last = add4(-1 / 6, mul4(r, 1 / 7));
    const p = add4(add4(-0.5, mul4(r, 1 / 3)), mul4(r2, add4(add4(-1 / 4, mul4(r, 1 / 5)), mul4(r2, last))));
    add4(high, add4(add4(sub4(lead, high), r), add4(add4(low, rest), mul4(r2, p))))(body);
    scope.close();
  };
}
function isPlain(x) {
  const isNormal = apply2([x, smallestNormal], "f64.ge");
  return apply2([isNormal, apply2([x, Number.POSITIVE_INFINITY], "f64.lt")], "i32.and");
}
function emitLog(body, given, host) {
  const x = local(given);
  guarded(isPlain(x), plainLog2(x), host, x)(body);
}
function emitLog1p(body, given, host) {
  const x = local(given);
  const inRange2 = apply2([apply2([x, -1], "f64.gt"), apply2([x, largestLog1p], "f64.le")], "i32.and");
  const plain5 = () => {
    const scope = openScope(body);
    const u = scope.keep(add4(1, x));
    const added = scope.keep(sub4(u, 1));
    const lost = scope.keep(add4(sub4(1, sub4(u, added)), sub4(x, added)));
    apply2([plainLog2(u, lost), x], "f64.copysign")(body);
    scope.close();
  };
  guarded(inRange2, plain5, host, x)(body);
}
function exponentOf({ keep }, parts2, y) {
  const { lead: start2, low: startLow, r, rest } = parts2;
  const sum = keep(add4(start2, r));
  const head = keep(rounded(r, squareRounder));
  const half = keep(mul4(mul4(0.5, head), head));
  const high = keep(sub4(sum, half));
  const r2 = keep(mul4(r, r));
  const last = add4(add4(1 / 7, mul4(r, -1 / 8)), mul4(r2, 1 / 9));
  const middle2 = add4(add4(1 / 5, mul4(r, -1 / 6)), mul4(r2, last));
  const p = add4(add4(1 / 3, mul4(r, -1 / 4)), mul4(r2, middle2));
  const lost = add4(add4(sub4(start2, sum), r), sub4(sub4(sum, high), half));
  const tails = add4(startLow, sub4(rest, mul4(rest, r)));
  const series4 = sub4(mul4(mul4(r2, r), p), mul4(mul4(0.5, sub4(r, head)), add4(r, head)));
  const low = keep(add4(add4(lost, tails), series4));
  const lead = keep(add4(high, low));
  const tail = keep(add4(sub4(high, lead), low));
  const product3 = keep(mul4(y, lead));
  const [yHead, leadHead] = [y, lead].map((value) => {
    const cut3 = keep(mul4(value, splitter));
    return keep(sub4(cut3, sub4(cut3, value)));
  });
  const yTail = keep(sub4(y, yHead));
  const leadTail = keep(sub4(lead, leadHead));
  const exact2 = add4(add4(sub4(mul4(yHead, leadHead), product3), mul4(yHead, leadTail)), mul4(yTail, leadHead));
  return [product3, keep(add4(exact2, add4(mul4(yTail, leadTail), mul4(y, tail))))];
}
function emitPow(body, base, host, power) {
  const scope = openScope(body);
  const [x, y] = [local(base), local(power)];
  const [product3, rest] = exponentOf(scope, reduce3(scope, x), y);
  const inRange2 = apply2([abs2(add4(product3, rest)), plainRange], "f64.le");
  const plain5 = () => {
    const e = body.take("f64");
    product3(body);
    body.set(e);
    const reduced2 = reduce2(body, e);
    add4(local(reduced2.r), rest)(body);
    body.set(reduced2.r);
    scaledPower2(body, reduced2);
    body.giveBack(e);
  };
  guarded(apply2([isPlain(x), inRange2], "i32.and"), plain5, host, x, y)(body);
  scope.close();
}

// ../b2/src/codegen/wasm-trigonometric.ts
var { add: add5, sub: sub5, mul: mul5 } = wasm_terms_exports;
function reduce4({ keep }, x) {
  const [part12, part22, part32, part42] = stepParts;
  const shifted2 = keep(add5(mul5(x, stepsPerRadian), rounder));
  const n = keep(sub5(shifted2, rounder));
  const first2 = keep(sub5(x, mul5(n, part12)));
  const w2 = keep(mul5(n, part22));
  const second = keep(sub5(first2, w2));
  const w3 = keep(mul5(n, part32));
  const r = keep(sub5(second, w3));
  const lost = add5(sub5(sub5(first2, second), w2), sub5(sub5(second, r), w3));
  const r2 = keep(mul5(r, r));
  const sineSeries = add5(-1 / 6, mul5(r2, add5(1 / 120, mul5(r2, -1 / 5040))));
  const cosineSeries = add5(-0.5, mul5(r2, add5(1 / 24, mul5(r2, -1 / 720))));
  return {
    n: keep(apply2([shifted2], "i64.reinterpret_f64", "i32.wrap_i64"), "i32"),
    r,
    rest: keep(sub5(lost, mul5(n, part42))),
    sineRest: keep(mul5(mul5(r2, r), sineSeries)),
    cosineRest: keep(mul5(r2, cosineSeries))
  };
}
function sine2({ keep }, { n, r, rest, sineRest, cosineRest }, ahead) {
  const place7 = ahead === 0 ? n : apply2([n, i32(ahead)], "i32.add");
  const entry = apply2([place7, i32(127)], "i32.and");
  const at3 = keep(apply2([entry, i32(5)], "i32.shl"), "i32");
  const s = keep(load(at3, circlePlace));
  const rise2 = keep(load(at3, circlePlace + 16));
  const sign2 = keep(load(at3, circlePlace + 24));
  const turned = keep(mul5(sign2, r));
  const sum = keep(add5(s, turned));
  const lost = add5(sub5(turned, sub5(sum, s)), load(at3, circlePlace + 8));
  const small = add5(mul5(rise2, r), add5(mul5(sign2, rest), lost));
  return add5(sum, add5(mul5(add5(sign2, rise2), sineRest), add5(mul5(s, cosineRest), small)));
}
var unlessZero = (x, y) => select2(apply2([x, 0], "f64.ne"), y, x);
var inRange = (x) => apply2([abs2(x), largestPlainAngle], "f64.le");
function emitter(plain5) {
  return (body, given, host) => {
    const x = local(given);
    const inside3 = () => {
      const scope = openScope(body);
      plain5(scope, x)(body);
      scope.close();
    };
    guarded(inRange(x), inside3, host, x)(body);
  };
}
var emitSin = emitter((scope, x) => unlessZero(x, sine2(scope, reduce4(scope, x), 0)));
var emitCos = emitter((scope, x) => sine2(scope, reduce4(scope, x), quarterTurn));
var emitTan = emitter((scope, x) => {
  const reduced2 = reduce4(scope, x);
  return unlessZero(x, div2(sine2(scope, reduced2, 0), sine2(scope, reduced2, quarterTurn)));
});
function emitSinAndCos(body, given, hosts, results) {
  const x = local(given);
  inRange(x)(body);
  body.ifNothing();
  const scope = openScope(body);
  const reduced2 = reduce4(scope, x);
  unlessZero(x, sine2(scope, reduced2, 0))(body);
  body.set(results.sin);
  sine2(scope, reduced2, quarterTurn)(body);
  body.set(results.cos);
  scope.close();
  body.op("else");
  for (const name2 of ["sin", "cos"]) {
    x(body);
    body.call(hosts[name2]);
    body.set(results[name2]);
  }
  body.op("end");
}

// ../b2/src/codegen/wasm-emissions.ts
var opcodes = (...names2) => ({ kind: "opcodes", opcodes: names2 });
var emissions = {
  neg: opcodes("f64.neg"),
  abs: opcodes("f64.abs"),
  floor: opcodes("f64.floor"),
  sqrt: opcodes("f64.sqrt"),
  exp: { kind: "inline", emit: emitExp, host: "exp" },
  expm1: { kind: "inline", emit: emitExpm1, host: "expm1" },
  exprel: { kind: "inline", emit: emitExprel, host: "exprel" },
  log: { kind: "inline", emit: emitLog, host: "log" },
  log1p: { kind: "inline", emit: emitLog1p, host: "log1p" },
  sin: { kind: "inline", emit: emitSin, host: "sin" },
  cos: { kind: "inline", emit: emitCos, host: "cos" },
  tan: { kind: "inline", emit: emitTan, host: "tan" },
  atan: { kind: "inline", emit: emitAtan, host: "atan" },
  tanh: { kind: "inline", emit: emitTanh, host: void 0 },
  sigmoid: { kind: "inline", emit: emitSigmoid, host: "exp" },
  add: opcodes("f64.add"),
  sub: opcodes("f64.sub"),
  mul: opcodes("f64.mul"),
  div: opcodes("f64.div"),
  pow: { kind: "inline", emit: emitPow, host: "pow" },
  min: opcodes("f64.min"),
  max: opcodes("f64.max"),
  lt: opcodes("f64.lt", "f64.convert_i32_u"),
  le: opcodes("f64.le", "f64.convert_i32_u"),
  eq: opcodes("f64.eq", "f64.convert_i32_u"),
  select: { kind: "select" }
};
function isInline(op) {
  return emissions[op].kind === "inline";
}
function hostFunctions(programs2) {
  const used = /* @__PURE__ */ new Set();
  for (const program of programs2) {
    for (const op of operationsOf(program)) {
      const emission = emissions[op];
      if (emission.kind === "inline" && emission.host !== void 0) used.add(emission.host);
    }
  }
  return [...used];
}

// ../b2/src/codegen/wasm-pieces.ts
var longest = 4e3;
var pieceLength = 1e3;
function globalSlot(global) {
  return -1 - global;
}
function piecesOf(program) {
  const { name: name2, instructions, stores } = program;
  const { length } = instructions;
  if (length + stores.length <= longest) return [program];
  const starts = pieceStarts(instructions);
  const computing = starts.length;
  const pieceOf = new Int32Array(length);
  starts.forEach((start2, p) => {
    pieceOf.fill(p, start2);
  });
  const own4 = (index3) => pieceOf[index3];
  const storing = (k) => computing + Math.floor(k / pieceLength);
  const last = Int32Array.from(instructions, (_, value) => own4(value));
  instructions.forEach((instruction, index3) => {
    for (const operand of operandsOf(instruction)) last[operand] = own4(index3);
  });
  stores.forEach(({ value }, k) => {
    last[value] = storing(k);
  });
  const crosses = (value) => {
    const { kind } = instructions[value];
    if (kind === "load") return last[value] >= computing;
    return kind !== "constant" && last[value] > own4(value);
  };
  const globals = new Int32Array(length);
  const free2 = [];
  const leaving = /* @__PURE__ */ new Map();
  let count3 = 0;
  return Array.from({ length: storing(stores.length - 1) + 1 }, (_, p) => {
    const list2 = [];
    const places4 = /* @__PURE__ */ new Map();
    const push4 = (value, instruction) => {
      places4.set(value, list2.length);
      return list2.push(instruction) - 1;
    };
    const at3 = (value) => {
      const found = places4.get(value);
      if (found !== void 0) return found;
      const instruction = instructions[value];
      const isPlain4 = instruction.kind === "constant" || instruction.kind === "load" && p < computing;
      return push4(value, isPlain4 ? instruction : { kind: "load", slot: globalSlot(globals[value]) });
    };
    const kept2 = [];
    free2.push(...leaving.get(p) ?? []);
    const [from, to] = p < computing ? [starts[p], starts[p + 1] ?? length] : [0, 0];
    for (let value = from; value < to; value++) {
      const instruction = instructions[value];
      if ("operands" in instruction) {
        const operands = instruction.operands.map(at3);
        push4(value, { ...instruction, operands });
      }
      if (!crosses(value)) continue;
      const global = free2.pop() ?? count3++;
      globals[value] = global;
      const until2 = leaving.get(last[value]);
      if (until2 === void 0) leaving.set(last[value], [global]);
      else until2.push(global);
      kept2.push({ slot: globalSlot(global), value: at3(value), accumulate: false });
    }
    const first2 = (p - computing) * pieceLength;
    const written = p < computing ? [] : stores.slice(first2, first2 + pieceLength);
    for (const store of written) kept2.push({ ...store, value: at3(store.value) });
    return { name: `${name2}, piece ${p + 1}`, instructions: list2, stores: kept2 };
  });
}
function pieceStarts(instructions) {
  const starts = [0];
  instructions.forEach(({ kind }, index3) => {
    if (kind !== "part" && index3 - starts.at(-1) >= pieceLength) starts.push(index3);
  });
  return starts;
}
function globalCount(programs2) {
  return programs2.reduce(
    (most2, { stores }) => stores.reduce((count3, { slot }) => Math.max(count3, -slot), most2),
    0
  );
}

// ../b2/src/codegen/wasm-lanes.ts
var inLanes = {
  "f64.abs": ["f64x2.abs"],
  "f64.neg": ["f64x2.neg"],
  "f64.floor": ["f64x2.floor"],
  "f64.sqrt": ["f64x2.sqrt"],
  "f64.add": ["f64x2.add"],
  "f64.sub": ["f64x2.sub"],
  "f64.mul": ["f64x2.mul"],
  "f64.div": ["f64x2.div"],
  "f64.min": ["f64x2.min"],
  "f64.max": ["f64x2.max"],
  "f64.eq": ["f64x2.eq"],
  "f64.ne": ["f64x2.ne"],
  "f64.lt": ["f64x2.lt"],
  "f64.gt": ["f64x2.gt"],
  "f64.le": ["f64x2.le"],
  "f64.ge": ["f64x2.ge"],
  select: ["v128.bitselect"],
  "i32.lt_s": ["i32x4.lt_s"],
  "i32.gt_s": ["i32x4.gt_s"],
  "i32.and": ["v128.and"],
  "i32.add": ["i32x4.add"],
  "i32.sub": ["i32x4.sub"],
  "i32.mul": ["i32x4.mul"],
  "i32.shl": ["i32x4.shl"],
  "i32.shr_s": ["i32x4.shr_s"],
  "i64.add": ["i64x2.add"],
  "i64.sub": ["i64x2.sub"],
  "i64.shl": ["i64x2.shl"],
  "i64.shr_u": ["i64x2.shr_u"],
  "i32.wrap_i64": [],
  // What is extended is shifted by 52 bits: what was above goes.
  "i64.extend_i32_s": [],
  "i64.reinterpret_f64": [],
  "f64.reinterpret_i64": []
};
var isShift = (name2) => name2.includes(".sh");
var lowerHalves = [0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11];
function inTwoLanes(body, hosts) {
  let given;
  const settle2 = () => {
    if (given !== void 0) body.fourTimes(given);
    given = void 0;
  };
  const settled = (action) => (...args) => {
    settle2();
    return action(...args);
  };
  const signOfSecond = () => {
    body.fourTimes(-1);
    body.i32(1);
    body.vector("i64x2.shr_u");
    body.vector("v128.bitselect");
  };
  const one2 = (name2) => {
    if (isShift(name2) && given !== void 0) {
      body.i32(given);
      given = void 0;
    }
    settle2();
    if (name2 === "else" || name2 === "end") body.op(name2);
    else if (name2 === "f64.copysign") signOfSecond();
    else if (name2 === "f64.convert_i32_u") {
      body.twice(1);
      body.vector("v128.and");
    } else if (name2 === "f64.convert_i32_s") {
      const vector2 = body.take("v128");
      body.set(vector2);
      body.get(vector2);
      body.get(vector2);
      body.vector("i8x16.shuffle", ...lowerHalves);
      body.vector("f64x2.convert_low_i32x4_s");
      body.giveBack(vector2);
    } else {
      const vectors = inLanes[name2];
      if (vectors === void 0) throw new TypeError(`internal: no ${name2} in lanes`);
      for (const vector2 of vectors) body.vector(vector2);
    }
  };
  const gather2 = (offset) => {
    const addresses = body.take("v128");
    body.set(addresses);
    for (const lane of [1, 0]) {
      body.get(addresses);
      body.vector("i32x4.extract_lane", 2 * lane);
    }
    body.vector("v128.load64_zero", 3, offset);
    body.vector("v128.load64_lane", 3, offset, 1);
    body.giveBack(addresses);
  };
  const callTwice = (index3) => {
    const vectors = Array.from({ length: arity[hosts[index3]] }, () => body.take("v128")).reverse();
    for (const vector2 of vectors) body.set(vector2);
    for (const lane of [0, 1]) {
      for (const vector2 of vectors.toReversed()) {
        body.get(vector2);
        body.vector("f64x2.extract_lane", lane);
      }
      body.call(index3);
      if (lane === 0) body.vector("f64x2.splat");
      else body.vector("f64x2.replace_lane", 1);
    }
    for (const vector2 of vectors) body.giveBack(vector2);
  };
  const refuse3 = () => {
    throw new TypeError("internal: no such instruction in lanes");
  };
  return {
    op: (...names2) => names2.forEach(one2),
    vector: settled(body.vector),
    twice: settled(body.twice),
    fourTimes: settled(body.fourTimes),
    number: settled(body.twice),
    i32: (value) => {
      settle2();
      given = value;
    },
    i64: (value) => {
      settle2();
      given = value;
    },
    get: settled(body.get),
    set: settled(body.set),
    tee: settled(body.tee),
    getGlobal: refuse3,
    setGlobal: refuse3,
    load: settled(gather2),
    loadBits: settled(gather2),
    loadInteger: refuse3,
    loadByte: refuse3,
    storeInteger: refuse3,
    storeByte: refuse3,
    store: refuse3,
    // Where one of them is outside of what is plain, both are the host's: it has the same bits inside.
    ifDouble: settled(() => {
      body.vector("i64x2.all_true");
      body.ifVector();
    }),
    ifNothing: settled(() => {
      body.vector("i64x2.all_true");
      body.ifNothing();
    }),
    ifVector: refuse3,
    open: refuse3,
    branch: refuse3,
    call: settled(callTwice),
    take: () => body.take("v128"),
    giveBack: body.giveBack,
    locals: body.locals,
    finish: body.finish
  };
}

// ../b2/src/codegen/wasm-program.ts
function partners(instructions) {
  const partner = new Int32Array(instructions.length).fill(-1);
  const seen = { sin: /* @__PURE__ */ new Map(), cos: /* @__PURE__ */ new Map() };
  instructions.forEach((instruction, index3) => {
    if (instruction.kind !== "apply" || instruction.op !== "sin" && instruction.op !== "cos") return;
    const angle2 = instruction.operands[0];
    const other = seen[instruction.op === "sin" ? "cos" : "sin"].get(angle2);
    if (other !== void 0 && partner[other] === -1) {
      partner[index3] = other;
      partner[other] = index3;
    }
    seen[instruction.op].set(angle2, index3);
  });
  return partner;
}
function lastUses(instructions, kept2) {
  const last = new Int32Array(instructions.length);
  instructions.forEach((instruction, index3) => {
    for (const operand of operandsOf(instruction)) last[operand] = index3;
  });
  for (const value of kept2) last[value] = instructions.length;
  return last;
}
function slotAddress(slot) {
  return tableBytes + 8 * slot;
}
function emitProgram(body, program, base, callees, places4) {
  emitOn(body, program, callees, places4, {
    body,
    load: (slot) => {
      if (slot < 0) {
        body.getGlobal(globalSlot(slot));
        return;
      }
      body.get(base);
      body.load(slotAddress(slot));
    },
    store: (slot, value) => {
      if (slot >= 0) body.get(base);
      value();
      if (slot < 0) body.setGlobal(globalSlot(slot));
      else body.store(slotAddress(slot));
    }
  });
}
function emitInLanes(body, program, bases, callees, places4) {
  emitOn(inTwoLanes(body, callees.hosts), program, callees, places4, {
    body,
    load: (slot) => {
      for (const base of bases.toReversed()) body.get(base);
      body.vector("v128.load64_zero", 3, slotAddress(slot));
      body.vector("v128.load64_lane", 3, slotAddress(slot), 1);
    },
    store: (slot, value) => {
      const vector2 = body.take("v128");
      value();
      body.set(vector2);
      bases.forEach((base, lane) => {
        body.get(base);
        body.get(vector2);
        body.vector("v128.store64_lane", 3, slotAddress(slot), lane);
      });
      body.giveBack(vector2);
    }
  });
}
function emitOn(body, { instructions, stores }, callees, places4, memory) {
  const load2 = (slot) => {
    const place7 = places4?.get(slot);
    if (place7 === void 0) memory.load(slot);
    else place7(memory.body);
  };
  const kept2 = stores.map(({ value }) => value);
  const { push: push4, done } = emitInstructions2(body, instructions, kept2, load2, callees);
  for (const { slot, value, accumulate } of stores) {
    const place7 = places4?.get(slot);
    const result2 = () => {
      if (accumulate) load2(slot);
      push4(value);
      if (accumulate) body.op("f64.add");
    };
    if (place7 !== void 0 && "set" in place7) place7.set(result2);
    else memory.store(slot, result2);
  }
  done();
}
function emitSubprogram2(body, { instructions, results }, hosts) {
  const none3 = { hosts, first: -1, subprograms: [] };
  const { push: push4 } = emitInstructions2(body, instructions, results, (slot) => body.get(slot), none3);
  for (const value of results) push4(value);
}
function emitInstructions2(body, instructions, kept2, load2, { hosts, first: first2, subprograms: subprograms2 }) {
  const last = lastUses(instructions, kept2);
  const partner = partners(instructions);
  const locals = new Int32Array(instructions.length);
  const push4 = (index3) => {
    const instruction = instructions[index3];
    if (instruction.kind === "constant") body.number(instruction.value);
    else body.get(locals[index3]);
  };
  const takeOperand = (index3) => {
    const local2 = body.take("f64");
    push4(index3);
    body.set(local2);
    return local2;
  };
  const hostOf = (op) => op === void 0 ? -1 : hosts.indexOf(op);
  const applyPair = (index3, operand) => {
    const x = takeOperand(operand);
    for (const result2 of [index3, partner[index3]]) locals[result2] = body.take("f64");
    const isSine = instructions[index3].op === "sin";
    const [sin3, cos3] = isSine ? [index3, partner[index3]] : [partner[index3], index3];
    const results = { sin: locals[sin3], cos: locals[cos3] };
    emitSinAndCos(body, x, { sin: hostOf("sin"), cos: hostOf("cos") }, results);
    body.giveBack(x);
  };
  const apply3 = (op, operands) => {
    const emission = emissions[op];
    if (emission.kind === "inline") {
      const given = operands.map(takeOperand);
      emission.emit(body, given[0], hostOf(emission.host), given[1] ?? -1);
      for (const local2 of given) body.giveBack(local2);
      return;
    }
    for (const operand of op === "select" ? [...operands.slice(1), operands[0]] : operands) push4(operand);
    if (emission.kind === "opcodes") body.op(...emission.opcodes);
    else {
      body.number(0);
      body.op("f64.ne", "select");
    }
  };
  const release = (index3, operands) => {
    for (const operand of new Set(operands)) {
      if (last[operand] === index3 && instructions[operand].kind !== "constant")
        body.giveBack(locals[operand]);
    }
  };
  const call3 = ({ callee, operands }, index3) => {
    for (const operand of operands) push4(operand);
    body.call(first2 + subprograms2.indexOf(callee));
    release(index3, operands);
    for (let place7 = index3 + callee.results.length; place7 > index3; place7--) {
      locals[place7] = body.take("f64");
      body.set(locals[place7]);
    }
  };
  instructions.forEach((instruction, index3) => {
    if (instruction.kind === "constant" || instruction.kind === "part") return;
    if (instruction.kind === "call") {
      call3(instruction, index3);
      return;
    }
    if (instruction.kind === "load") load2(instruction.slot);
    else if (partner[index3] !== -1) {
      if (partner[index3] > index3) applyPair(index3, instruction.operands[0]);
      release(index3, instruction.operands);
      return;
    } else {
      apply3(instruction.op, instruction.operands);
      release(index3, instruction.operands);
    }
    locals[index3] = body.take("f64");
    body.set(locals[index3]);
  });
  const done = () => {
    for (let index3 = 0; index3 < instructions.length; index3++) {
      if (last[index3] === instructions.length && instructions[index3].kind !== "constant")
        body.giveBack(locals[index3]);
    }
  };
  return { push: push4, done };
}

// ../b2/src/codegen/webassembly.ts
var limits = { bytes: 7654321, locals: 5e4 };
function emitRoutine(programs2, write) {
  const hosts = hostFunctions(programs2);
  const frame = 0;
  const pieces = new Map(programs2.map((program) => [program, piecesOf(program)]));
  const others2 = [...pieces.values()].filter(({ length }) => length > 1).flat();
  const subprograms2 = calleesOf(programs2);
  const callees = { hosts, first: hosts.length + 1 + others2.length, subprograms: subprograms2 };
  const body = wasmBody(1);
  body.get(frame);
  body.i32(3);
  body.op("i32.shl");
  body.set(frame);
  const runPair = (program, other, places4) => {
    emitInLanes(body, program, [frame, other], callees, places4);
  };
  const run = (program, places4) => {
    const parts2 = pieces.get(program);
    if (parts2.length === 1) return emitProgram(body, program, frame, callees, places4);
    for (const [slot, value] of places4 ?? []) {
      body.get(frame);
      value(body);
      body.store(slotAddress(slot));
    }
    for (const part6 of parts2) {
      body.get(frame);
      body.call(hosts.length + 1 + others2.indexOf(part6));
    }
    for (const [slot, place7] of places4 ?? [])
      if ("set" in place7) place7.set(load(local(frame), slotAddress(slot)));
  };
  write(body, run, runPair);
  const bodies = [
    body,
    ...others2.map((part6) => {
      const own4 = wasmBody(1);
      emitProgram(own4, part6, frame, callees);
      return own4;
    })
  ];
  const templates2 = subprograms2.map((subprogram) => {
    const { inputs: inputs2, results } = subprogram;
    const own4 = wasmBody(inputs2);
    emitSubprogram2(own4, subprogram, hosts);
    return { arguments: inputs2, results: results.length, body: own4.finish() };
  });
  const functions2 = bodies.map((own4) => own4.finish());
  if (functions2.some(({ length }) => length > limits.bytes)) return void 0;
  if (bodies.some((own4) => own4.locals() > limits.locals)) return void 0;
  return wasmModule(
    hosts.map((name2) => ({ name: name2, arguments: arity[name2] })),
    functions2,
    templates2,
    globalCount(others2)
  );
}
function instantiateWebAssembly(program, memory) {
  return instantiateRoutine([program], (_, run) => run(program), memory);
}
function instantiateRoutine(programs2, write, { host: memory }) {
  if (memory === void 0) throw new TypeError("internal: a memory that WebAssembly cannot see");
  const bytes2 = emitRoutine(programs2, write);
  if (bytes2 === void 0) return void 0;
  const functions2 = hostFunctions(programs2).map((name2) => [name2, scalar[name2]]);
  const module = new WebAssembly.Module(bytes2);
  const instance = new WebAssembly.Instance(module, {
    host: { memory, ...Object.fromEntries(functions2) }
  });
  return instance.exports.run;
}

// ../b2/src/codegen/kernel.ts
var bind = {
  interpreter: (program, memory) => interpret(program, memory.doubles),
  javascript: (program, memory) => instantiateJavaScript(program, memory.doubles),
  webassembly: instantiateWebAssembly
};
function compileKernel(program, memory) {
  return bind[memory.execution](program, memory) ?? interpret(program, memory.doubles);
}

// ../b2/src/solvers/linear-reach.ts
var stable = 1.5;
function linearReach(tableau, tolerance) {
  const { bError, bCoarseError, companionOrders, embeddedOrder } = tableau;
  if (bError === void 0) return Number.POSITIVE_INFINITY;
  const [fineOrder, coarseOrder] = companionOrders;
  let leading = errorCoefficient(tableau, bError, fineOrder);
  if (bCoarseError !== void 0) {
    leading = 10 * leading * leading / errorCoefficient(tableau, bCoarseError, coarseOrder);
  }
  return Math.min(stable, pow(tolerance / leading, 1 / (embeddedOrder + 1)));
}
function errorCoefficient({ a, stages: stages2 }, weights3, order3) {
  let power = new Float64Array(stages2).fill(1);
  for (let k = 0; k < order3; k++) {
    power = Float64Array.from(a, (row2) => row2.reduce((sum, weight2, j) => sum + weight2 * power[j], 0));
  }
  return Math.abs(weights3.reduce((sum, weight2, i) => sum + weight2 * power[i], 0));
}

// ../b2/src/solvers/resolution-controller.ts
var safety = 0.9;
var cut = 0.1;
var smallestFactor = 1e-9;
function resolutionController(power) {
  return Object.freeze({
    description: Object.freeze({ kind: "resolutionController", power }),
    adaptive: true,
    firstStepSize: Number.MAX_VALUE,
    stateSize: 0,
    init: () => {
    },
    propose(_memory, _at, h, errorNorm2, accepted) {
      if (accepted) return Number.MAX_VALUE;
      if (!(errorNorm2 < Number.POSITIVE_INFINITY)) return cut * h;
      return h * Math.max(smallestFactor, safety * pow(errorNorm2, -1 / power));
    }
  });
}

// ../b2/src/solvers/method.ts
var automatic = Object.freeze({ name: "automatic", isAutomatic: true });
var flowDegree = 8;
function isExact(method) {
  return "isExact" in method;
}
function isMethod(given) {
  const { b, stages: stages2, isExact: exact2 } = given ?? {};
  return exact2 === true || Array.isArray(b) && typeof stages2 === "number";
}
var standard = /* @__PURE__ */ new WeakMap();
function standardController(method) {
  let known5 = standard.get(method);
  if (known5 === void 0) {
    known5 = isExact(method) ? resolutionController(flowDegree + 1) : tracedPidController({ method });
    standard.set(method, known5);
  }
  return known5;
}
function standardProposal(method) {
  if (!isExact(method) && method.embeddedOrder === 0) return void 0;
  const controller = standardController(method);
  return "formula" in controller ? controller : void 0;
}
var reaches = /* @__PURE__ */ new WeakMap();
function reachOf(method, tolerance) {
  if (isExact(method)) return Number.POSITIVE_INFINITY;
  let known5 = reaches.get(method);
  if (known5?.tolerance !== tolerance) {
    known5 = { tolerance, reach: linearReach(method, tolerance) };
    reaches.set(method, known5);
  }
  return known5.reach;
}

// ../b2/src/codegen/split-program.ts
function splitProgram({ name: name2, instructions, stores }, isCommon, room) {
  const common2 = [];
  const dear = [];
  for (const instruction of instructions) {
    const operands = operandsOf(instruction);
    const same2 = instruction.kind === "constant" || instruction.kind === "load" && isCommon(instruction.slot) || instruction.kind === "apply" && operands.every((operand) => common2[operand]);
    common2.push(same2);
    const isCostly = instruction.kind === "apply" && (instruction.op === "div" || isInline(instruction.op));
    dear.push(same2 && (isCostly || operands.some((operand) => dear[operand])));
  }
  const wanted = /* @__PURE__ */ new Set();
  instructions.forEach((instruction, index3) => {
    if (dear[index3]) return;
    for (const operand of operandsOf(instruction)) if (dear[operand]) wanted.add(operand);
  });
  for (const { value } of stores) if (dear[value]) wanted.add(value);
  const kept2 = [...wanted];
  if (kept2.length === 0 || kept2.length > room.length) return void 0;
  return {
    common: programOf(
      `${name2}, common`,
      instructions,
      kept2.map((value, k) => ({ slot: room[k], value, accumulate: false }))
    ),
    rest: programOf(
      `${name2}, rest`,
      instructions.map((instruction, index3) => {
        const place7 = kept2.indexOf(index3);
        return place7 < 0 ? instruction : { kind: "load", slot: room[place7] };
      }),
      stores
    )
  };
}
function costsMuch({ instructions }) {
  return instructions.some((instruction) => instruction.kind === "apply" && isInline(instruction.op));
}
function programOf(name2, instructions, stores) {
  const needed = new Set(stores.map(({ value }) => value));
  for (let index3 = instructions.length - 1; index3 >= 0; index3--) {
    const instruction = instructions[index3];
    if (!needed.has(index3)) continue;
    for (const operand of operandsOf(instruction)) needed.add(operand);
  }
  const places4 = new Map([...needed].sort((a, b) => a - b).map((index3, place7) => [index3, place7]));
  const own4 = [...places4.keys()].map((index3) => {
    const instruction = instructions[index3];
    if (!("operands" in instruction)) return instruction;
    return { ...instruction, operands: instruction.operands.map((operand) => places4.get(operand)) };
  });
  return Object.freeze({
    name: name2,
    instructions: Object.freeze(own4),
    stores: Object.freeze(stores.map((store) => ({ ...store, value: places4.get(store.value) })))
  });
}

// ../b2/src/expr/branches.ts
function productsOf(nodes3) {
  return nodes3.some(isSingular) ? guarded3 : plain;
}
function isSingular({ op, args, template }) {
  if (template !== void 0) return reachable(template.outputs).some(isSingular);
  if (op === "pow") return !(args[1].op === "constant" && args[1].value >= 1);
  return op === "sqrt" || op === "log" || op === "log1p";
}
var plain = {
  scaled,
  divided: (derivative2, divisor) => inBranches(derivative2, (part6) => div(part6, divisor))
};
var guarded3 = {
  scaled: (derivative2, partial) => {
    if (derivative2.op === "constant" || partial.op === "constant") return mul(derivative2, partial);
    return select(partial, select(derivative2, mul(derivative2, partial), zero), zero);
  },
  divided: (derivative2, divisor) => select(derivative2, div(derivative2, divisor), zero)
};
function scaled(derivative2, partial) {
  if (partial.op === "lt" || partial.op === "le" || partial.op === "eq")
    return select(partial, derivative2, zero);
  return inBranches(partial, (factor) => inBranches(derivative2, (part6) => mul(part6, factor)));
}
function inBranches(expr, linear) {
  const [condition2, a, b] = expr.args;
  if (expr.op !== "select" || a !== zero && b !== zero) return linear(expr);
  const branch2 = (part6) => part6 === zero ? zero : inBranches(part6, linear);
  return select(condition2, branch2(a), branch2(b));
}
function summed(a, b) {
  if (a.op !== "select" || b.op !== "select" || a.args[0] !== b.args[0]) return add(a, b);
  return select(a.args[0], summed(a.args[1], b.args[1]), summed(a.args[2], b.args[2]));
}

// ../b2/src/expr/derivative-rules.ts
function powExponent(a, b, out) {
  return b.op === "constant" ? zero : select(eq(a, 0), zero, mul(out, log2(a)));
}
var square2 = (x) => mul(x, x);
var exprelSlopes = Array.from({ length: 15 }, (_, m2) => {
  let factorial2 = 1;
  for (let k = 2; k <= m2 + 2; k++) factorial2 *= k;
  return (m2 + 1) / factorial2;
});
function exprelSlope(x) {
  const series4 = exprelSlopes.reduceRight((sum, slope) => add(slope, mul(x, sum)), zero);
  return select(le(abs(x), 0.5), series4, div(add(mul(exp2(x), sub(x, 1)), 1), square2(x)));
}
var partials = {
  neg: () => [neg(one)],
  abs: ([a]) => [select(le(zero, a), one, neg(one))],
  floor: () => [zero],
  sqrt: (_, out) => [div(0.5, out)],
  exp: (_, out) => [out],
  expm1: ([a]) => [exp2(a)],
  exprel: ([a]) => [exprelSlope(a)],
  log: ([a]) => [div(1, a)],
  log1p: ([a]) => [div(1, add(1, a))],
  sin: ([a]) => [cos2(a)],
  cos: ([a]) => [neg(sin2(a))],
  tan: (_, out) => [add(1, square2(out))],
  atan: ([a]) => [div(1, add(1, square2(a)))],
  tanh: (_, out) => [sub(1, square2(out))],
  sigmoid: (_, out) => [mul(out, sub(1, out))],
  add: () => [one, one],
  sub: () => [one, neg(one)],
  mul: ([a, b]) => [b, a],
  div: ([, b], out) => [div(1, b), neg(div(out, b))],
  pow: ([a, b], out) => [mul(b, pow2(a, sub(b, 1))), powExponent(a, b, out)],
  min: ([a, b]) => [le(a, b), lt(b, a)],
  max: ([a, b]) => [le(b, a), lt(a, b)],
  lt: () => [zero, zero],
  le: () => [zero, zero],
  eq: () => [zero, zero],
  select: ([c]) => [zero, select(c, one, zero), select(c, zero, one)]
};

// ../b2/src/expr/template.ts
var known2 = /* @__PURE__ */ new WeakMap();
function derived(of, purpose, make2) {
  const own4 = known2.get(of) ?? /* @__PURE__ */ new Map();
  known2.set(of, own4);
  let found = own4.get(purpose);
  if (found === void 0) {
    const outputs = make2();
    const names2 = symbolsOf(outputs);
    const uses = [];
    for (let k = 0; names2.size > uses.length; k++) if (names2.has(templateInput(k))) uses.push(k);
    const renamed = new Map(uses.map((use, k) => [inputAt(use), inputAt(k)]));
    found = { template: { inputs: uses.length, outputs: replaced(outputs, renamed) }, uses };
    own4.set(purpose, found);
  }
  return found;
}
function inputAt(index3) {
  return symbol(templateInput(index3));
}
function inputs(count3, first2 = 0) {
  return Array.from({ length: count3 }, (_, k) => inputAt(first2 + k));
}
function partsOf(called2) {
  return called2.template.outputs.map((_, k) => part(called2, k));
}
function callWith({ template, uses }, values2) {
  const args = uses.map((k) => values2[k]);
  return partsOf(call(template, args));
}
function inputsFor(values2, first2) {
  return values2.map((value, k) => value === zero ? zero : inputAt(first2 + k));
}
var pattern = (list2) => list2.map(Number).join("");
var whereNot0 = (values2) => pattern(values2.map((value) => value !== zero));
function tangentOfCall({ template, args }, dots, jvp2) {
  const { outputs } = template;
  const made3 = derived(
    template,
    `tangent ${whereNot0(dots)}`,
    () => jvp2(outputs, inputs(args.length), inputsFor(dots, args.length))
  );
  return callWith(made3, [...args, ...dots]);
}
function cotangentsOfCall(called2, bars, isWanted, vjp2) {
  const { args } = called2;
  const { outputs } = called2.template;
  const wanted = args.map(isWanted);
  const made3 = derived(called2.template, `cotangent ${whereNot0(bars)} ${pattern(wanted)}`, () => {
    const own4 = inputs(args.length).filter((_, j) => wanted[j]);
    const values2 = inputs(outputs.length, args.length);
    const cotangents = vjp2(outputs, inputsFor(bars, args.length + outputs.length), own4);
    return replaced(cotangents, new Map(outputs.map((output, k) => [output, values2[k]])));
  });
  const results = callWith(made3, [...args, ...partsOf(called2), ...bars]).values();
  return wanted.map((is) => is ? results.next().value : zero);
}

// ../b2/src/expr/jvp.ts
function jvp(outputs, inputs2, tangents) {
  const dots = /* @__PURE__ */ new Map();
  const tangentCalls = /* @__PURE__ */ new Map();
  inputs2.forEach((input, j) => {
    dots.set(input, tangents[j]);
  });
  const nodes3 = reachable(outputs);
  const { scaled: scaled2 } = productsOf(nodes3);
  for (const node of nodes3) {
    if (dots.has(node) || node.op === "constant" || node.op === "symbol") continue;
    if (node.op === "part") {
      const along2 = tangentCalls.get(node.args[0]);
      if (along2 !== void 0) dots.set(node, along2[node.value]);
      continue;
    }
    if (!node.args.some((arg) => (dots.get(arg) ?? zero) !== zero)) continue;
    if (node.op === "call") {
      tangentCalls.set(
        node,
        tangentOfCall(
          node,
          node.args.map((arg) => dots.get(arg) ?? zero),
          jvp
        )
      );
      continue;
    }
    const dot2 = partials[node.op](node.args, node).reduce(
      (sum, partial, j) => summed(sum, scaled2(dots.get(node.args[j]) ?? zero, partial)),
      zero
    );
    dots.set(node, dot2);
  }
  return outputs.map((output) => dots.get(output) ?? zero);
}

// ../b2/src/expr/jacobian.ts
function jacobian(outputs, inputs2) {
  const matrix = outputs.map(() => inputs2.map(() => zero));
  const having = new Map(inputs2.map((input) => [input, []]));
  for (const [i, output] of outputs.entries()) {
    for (const node of reachable([output])) having.get(node)?.push(i);
  }
  for (const [j, input] of inputs2.entries()) {
    const rows = having.get(input);
    const slopes = jvp(
      rows.map((i) => outputs[i]),
      [input],
      [one]
    );
    for (const [k, i] of rows.entries()) matrix[i][j] = slopes[k];
  }
  return matrix;
}

// ../b2/src/expr/algebra.ts
var exprAlgebra = {
  constant,
  add: (a, b) => add(a, b),
  sub,
  mul: (a, b) => mul(a, b),
  div,
  abs,
  max
};
var exprFunctions = {
  ...exprAlgebra,
  exp: (a) => exp2(a),
  log: (a) => log2(a),
  pow: (a, exponent3) => pow2(a, exponent3),
  min,
  ifZero: (x, a, b) => select(eq(x, 0), a, b)
};

// ../b2/src/expr/reciprocals.ts
function shareReciprocals(roots, varying) {
  const results = /* @__PURE__ */ new Map();
  const moving = /* @__PURE__ */ new Set();
  const isFixed = (node) => node.op !== "constant" && !moving.has(node);
  for (const node of reachable(roots)) {
    if (varying.has(node.name) || node.args.some((arg) => moving.has(arg))) moving.add(node);
    const args = node.args.map((arg) => results.get(arg));
    if (node.op === "constant" || node.op === "symbol") results.set(node, node);
    else if (node.op === "div" && !moving.has(node.args[1]) && !isFixed(node.args[0])) {
      results.set(node, mul(args[0], div(1, args[1])));
    } else results.set(node, rebuild(operation(node), args));
  }
  return roots.map((root) => results.get(root));
}

// ../b2/src/solvers/explicit-runge-kutta.ts
function explicitRungeKuttaStep(algebra, tableau, vectorField2, t2, y, h) {
  const k = [];
  const increments = (weights3) => y.map(
    (_, state2) => algebra.mul(
      h,
      weightedSum(
        algebra,
        weights3,
        k.map((stage) => stage[state2])
      )
    )
  );
  const after = (weights3) => {
    if (weights3.every((weight2) => weight2 === 0)) return y;
    const steps2 = increments(weights3);
    return y.map((value, state2) => algebra.add(value, steps2[state2]));
  };
  for (let i = 0; i < tableau.stages; i++) {
    const c = tableau.c[i];
    const offset = c === 0 ? algebra.constant(0) : c === 1 ? h : algebra.mul(algebra.constant(c), h);
    k.push(vectorField2(c === 0 ? t2 : algebra.add(t2, offset), after(tableau.a[i]), offset));
  }
  const { bError, bCoarseError } = tableau;
  return {
    y1: after(tableau.b),
    k,
    error: bError && increments(bError),
    coarseError: bCoarseError && increments(bCoarseError)
  };
}

// ../b2/src/compile/like-parts.ts
var short = 600;
var few = 4;
function withTemplates(roots, varying) {
  const nodes3 = reachable(roots);
  if (nodes3.length < short) return [...roots];
  const moving = /* @__PURE__ */ new Set();
  for (const node of nodes3) {
    if (varying.has(node.name) || node.args.some((arg) => moving.has(arg))) moving.add(node);
  }
  const isLeaf = (node) => node.op === "symbol" || node.op !== "constant" && !moving.has(node);
  const templates2 = new TemplateTable();
  const rows = partsOfOne(roots, nodes3, moving).map((outputs) => {
    const leaves = leavesOf(outputs, isLeaf);
    return { outputs, leaves, template: templates2.of(outputs, leaves) };
  });
  const calls = /* @__PURE__ */ new Map();
  const uses = /* @__PURE__ */ new Map();
  for (const { template } of rows) uses.set(template, (uses.get(template) ?? 0) + 1);
  for (const { outputs, leaves, template } of rows) {
    if (uses.get(template) < few) continue;
    const called2 = call(template, leaves);
    outputs.forEach((output, k) => {
      calls.set(output, part(called2, k));
    });
  }
  return roots.map((root) => calls.get(root) ?? root);
}
var isLong = (node) => node.args.length > 0 && isInline(operation(node));
var isDear = (node) => isLong(node) || node.op === "div";
function partsOfOne(roots, nodes3, moving) {
  const parents = /* @__PURE__ */ new Map();
  const top = (node) => {
    let found = node;
    for (let parent = parents.get(found); parent !== void 0 && parent !== found; parent = parents.get(found))
      found = parent;
    return found;
  };
  for (const node of nodes3) {
    if (node.args.length === 0 || !moving.has(node)) continue;
    const dear = node.args.filter((arg) => parents.has(arg));
    if (dear.length === 0 && !isLong(node)) continue;
    parents.set(node, node);
    for (const arg of dear) parents.set(top(arg), node);
  }
  const groups = /* @__PURE__ */ new Map();
  for (const root of roots) {
    if (!parents.has(root)) continue;
    const own4 = top(root);
    const group = groups.get(own4) ?? /* @__PURE__ */ new Set();
    groups.set(own4, group.add(root));
  }
  return [...groups.values()].map((group) => [...group]);
}
function leavesOf(outputs, isLeaf) {
  const leaves = /* @__PURE__ */ new Set();
  const seen = /* @__PURE__ */ new Set();
  const stack = [...outputs].reverse();
  for (let node = stack.pop(); node !== void 0; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (isLeaf(node)) leaves.add(node);
    else stack.push(...[...node.args].reverse());
  }
  return [...leaves];
}
var TemplateTable = class {
  #numbers = /* @__PURE__ */ new Map();
  #templates = /* @__PURE__ */ new Map();
  of(outputs, leaves) {
    const inputs2 = new Map(leaves.map((leaf, k) => [leaf, symbol(templateInput(k))]));
    const own4 = replaced(outputs, inputs2);
    const key = own4.map((output) => this.#numberOf(output)).join(" ");
    let template = this.#templates.get(key);
    if (template === void 0) {
      const dear = reachable(own4).filter((node) => isDear(node) && !own4.includes(node));
      template = Object.freeze({ inputs: leaves.length, outputs: Object.freeze([...own4, ...dear]) });
      this.#templates.set(key, template);
    }
    return template;
  }
  #numberOf(expr) {
    const known5 = this.#numbers.get(expr) ?? this.#numbers.size;
    this.#numbers.set(expr, known5);
    return known5;
  }
};

// ../b2/src/expr/print.ts
var strength = { conditional: 0, comparison: 1, sum: 2, product: 3, sign: 4, power: 5, atom: 6 };
var maxPrinted = 1e6;
function printExpression(expr) {
  checkExpressions("printExpression", { "the list": [expr] });
  const printed = /* @__PURE__ */ new Map();
  for (const node of reachable([expr])) {
    const result2 = printNode(node, (arg) => printed.get(arg));
    if (result2.text.length > maxPrinted) {
      const what = `the text of the expression has more than ${maxPrinted} characters`;
      throw new UnsupportedError("printExpression", what, "printEquations gives names to shared parts.");
    }
    printed.set(node, result2);
  }
  return printed.get(expr).text;
}
function printName(name2) {
  return { text: name2, strength: strength.atom, depth: 0 };
}
function printNode(node, printed) {
  const { op, args } = node;
  const [a, b, c] = args;
  let depth = 0;
  const inside3 = (arg, least) => {
    const inner = printed(arg);
    const needsParentheses = inner.strength < least;
    const isLeft = arg === a && !needsParentheses;
    depth = Math.max(depth, inner.depth + (isLeft ? 0 : 1));
    return needsParentheses ? `(${inner.text})` : inner.text;
  };
  const result2 = (text3, own4) => ({ text: text3, strength: own4, depth });
  const binary = (sign2, own4, left, right) => result2(`${inside3(a, left)} ${sign2} ${inside3(b, right)}`, own4);
  switch (op) {
    case "constant":
      return printNumber(node.value);
    case "symbol":
      return isQuantity(node) ? printQuantity(node.name) : printName(node.name);
    case "neg":
      return isFraction(a) && takesSign(a) ? result2(`-${inside3(a, strength.product)}`, strength.product) : result2(`-${inside3(a, strength.power)}`, strength.sign);
    case "add":
      return binary("+", strength.sum, strength.sum, strength.product);
    case "sub":
      return binary("-", strength.sum, strength.sum, strength.product);
    case "mul":
      if (isSquare(a) && printed(a).strength === strength.power && (a === b || a.args[0] === b))
        return result2(`${inside3(a.args[0], strength.atom)} ^ ${a === b ? 4 : 3}`, strength.power);
      if (a === b) return result2(`${inside3(a, strength.atom)} ^ 2`, strength.power);
      return binary("*", strength.product, strength.product, strength.sign);
    case "div":
      return binary("/", strength.product, strength.product, strength.sign);
    case "pow":
      return binary("^", strength.power, strength.atom, strength.sign);
    case "lt":
      return binary("<", strength.comparison, strength.sum, strength.sum);
    case "le":
      return binary("<=", strength.comparison, strength.sum, strength.sum);
    case "eq":
      return binary("==", strength.comparison, strength.sum, strength.sum);
    case "select": {
      const [condition2, first2] = [inside3(a, strength.comparison), inside3(b, strength.comparison)];
      return result2(`${condition2} ? ${first2} : ${inside3(c, 0)}`, strength.conditional);
    }
    case "abs":
    case "floor":
    case "sqrt":
    case "exp":
    case "expm1":
    case "exprel":
    case "log":
    case "log1p":
    case "sin":
    case "cos":
    case "tan":
    case "atan":
    case "tanh":
    case "sigmoid":
    case "min":
    case "max":
      return result2(`${op}(${args.map((arg) => inside3(arg, 0)).join(", ")})`, strength.atom);
    case "call":
    case "part":
      throw new TypeError(`internal: a ${op} is printed`);
    default:
      return unreachable(op);
  }
}
function isSquare({ op, args: [a, b] }) {
  return op === "mul" && a === b;
}
function printNumber(value) {
  if (!Number.isFinite(value)) {
    throw new ModelError("printExpression", `a constant is ${value}`, "Constants in equations are finite.");
  }
  const isNegative2 = value < 0 || Object.is(value, -0);
  const text3 = Object.is(value, -0) ? "-0" : String(value);
  return { text: text3, strength: isNegative2 ? strength.sign : strength.atom, depth: 0 };
}
function printQuantity(name2) {
  return { ...printName(name2), strength: name2.startsWith("-") ? strength.sign : strength.power };
}
function isFraction({ op, args: [a, b] }) {
  return op === "div" || op === "mul" && a !== b;
}
function takesSign(operand) {
  let node = operand;
  while (isFraction(node)) {
    if (node.op === "mul" && isNumber(node.args[1])) return false;
    node = node.args[0];
  }
  return !isNumber(node) && node.op !== "neg" && node.op !== "sub";
}

// ../b2/src/compile/kinks.ts
function withReaders(roots, switches, changing) {
  const modes = new Set(switches.map(({ mode }) => mode));
  const functions2 = [...roots, ...switches.map(({ value }) => value)];
  const jumping = namesInJumps(reachable(functions2), modes);
  for (const { mode, value } of switches) {
    const moving = new Set([...symbolsOf([value])].filter((name2) => changing.has(name2)));
    if (functions2.some((expr) => isSingular2(expr, mode, moving))) jumping.add(mode);
  }
  const known5 = switches.map((own4) => ({ ...own4, continuous: own4.continuous && !jumping.has(own4.mode) }));
  const read2 = known5.map(({ value }) => symbolsOf([value]));
  const readersOf = (mode) => known5.flatMap(({ continuous }, s) => !continuous && read2[s].has(mode) ? [s] : []);
  return known5.map((own4, s) => ({ ...own4, readers: switches[s].continuous ? readersOf(own4.mode) : [] }));
}
function isSingular2(expr, mode, moving) {
  const nodes3 = reachable([expr]);
  if (!nodes3.some(({ name: name2 }) => name2 === mode)) return false;
  const singular = nodes3.flatMap(singularPart);
  const names2 = symbolsOf(singular);
  return names2.has(mode) || [...moving].some((name2) => names2.has(name2));
}
function guards(roots) {
  const parts2 = reachable(roots).flatMap((node) => node.op === "div" ? [] : singularPart(node));
  return new Set(reachable(parts2).filter(({ op }) => op === "min" || op === "max" || op === "abs"));
}
function singularPart({ op, args }) {
  if (op === "div") return [args[1]];
  if (op === "log" || op === "log1p" || op === "sqrt" || op === "tan") return args;
  const exponent3 = op === "pow" ? args[1].value : 1;
  return Number.isInteger(exponent3) && exponent3 >= 1 ? [] : args;
}
function namesInJumps(nodes3, modes) {
  const names2 = /* @__PURE__ */ new Set();
  const note2 = (exprs) => {
    for (const name2 of symbolsOf(exprs)) if (modes.has(name2)) names2.add(name2);
  };
  for (const { op, args } of nodes3) {
    if (op === "eq") note2(args);
    else if (op === "select" && args[0].op !== "lt" && args[0].op !== "le") note2([args[0]]);
  }
  return names2;
}

// ../b2/src/compile/quotients.ts
function divideOut(roots) {
  const results = /* @__PURE__ */ new Map();
  for (const node of reachable(roots)) {
    const args = node.args.map((arg) => results.get(arg));
    const quotient2 = node.op === "div" ? quotientOf(args[0], args[1]) : void 0;
    results.set(node, quotient2 ?? withArguments(node, args));
  }
  return roots.map((root) => results.get(root));
}
function quotientOf(numerator, denominator) {
  const { op, args } = denominator;
  if (op === "select" && args[2] === neg(args[1])) {
    const rest = withoutFactor(numerator, args[1]);
    return rest && select(args[0], rest, neg(rest));
  }
  return hasChoice(numerator) ? withoutFactor(numerator, denominator) : void 0;
}
function hasChoice({ op, args }) {
  if (op === "mul") return hasChoice(args[0]) || hasChoice(args[1]);
  return op === "neg" || op === "div" ? hasChoice(args[0]) : op === "select";
}
function withoutFactor(expr, factor) {
  const { op, args } = expr;
  const [a, b, c] = args;
  if (expr === factor) return one;
  if (expr === neg(factor) || isTurned(expr, factor)) return neg(one);
  if (op === "neg") return mapped2(withoutFactor(a, factor), neg);
  if (op === "div") return mapped2(withoutFactor(a, factor), (rest) => div(rest, b));
  if (op === "mul") {
    return mapped2(withoutFactor(a, factor), (rest) => mul(rest, b)) ?? mapped2(withoutFactor(b, factor), (rest) => mul(a, rest));
  }
  if (op !== "select") return void 0;
  const [first2, second] = [b, c].map((branch2) => branch2 === zero ? zero : withoutFactor(branch2, factor));
  return first2 && second && select(a, first2, second);
}
function isTurned(expr, factor) {
  if (expr.op !== "sub" || factor.op !== "sub") return false;
  return expr.args[0] === factor.args[1] && expr.args[1] === factor.args[0];
}
function mapped2(expr, change) {
  return expr && change(expr);
}

// ../b2/src/compile/switches.ts
var models = /* @__PURE__ */ new WeakMap();
function switchedModel(model) {
  let known5 = "switches" in model ? model : models.get(model);
  if (known5 === void 0) {
    known5 = within(tableOf(expressionsOf(model)), () => Object.freeze(withSwitches(model)));
    models.set(model, known5);
  }
  return known5;
}
function withSwitches(model) {
  const whens = model.events.map(({ when }) => when);
  const { replaced: replaced2, switches } = replaceComparisons(model, [...model.derivatives, ...whens]);
  const modes = switches.map(({ mode }) => symbol(mode));
  const watched = switches.flatMap((own5, s) => watchesOf(own5, s));
  const states = model.states.length;
  const own4 = model.events.map((event2, e) => {
    return { ...event2, when: replaced2[states + e], reset: [...event2.reset, ...modes] };
  });
  const unchanged = [...model.states.map(({ name: name2 }) => symbol(name2)), ...modes];
  return {
    ...model,
    states: [...model.states, ...switches.map(({ mode }) => modeState(mode))],
    derivatives: [...replaced2.slice(0, states), ...modes.map(() => zero)],
    events: [...own4, ...watched.map(({ name: name2, when }) => watchEvent(name2, when, unchanged))],
    ports: model.ports.map((port) => ({ ...port, map: [...port.map, ...modes] })),
    ownStates: states,
    ownEvents: own4.length,
    switches,
    watches: watched.map(({ watch }) => watch),
    timers: [...timersOf(model), ...watched.map(() => void 0)],
    written: [...whens, ...watched.map(({ watch }) => switches[watch.switch].written)]
  };
}
function modeState(name2) {
  return { name: name2, unit: "", scale: 1, initial: zero, discrete: true };
}
function watchEvent(name2, when, reset) {
  return { name: name2, when, reset, emits: false, fireAtStart: false, repeats: false, payload: void 0 };
}
function watchesOf({ kind, mode, value }, index3) {
  const now = symbol(mode);
  if (kind === "sign") {
    const when = select(lt(0, now), neg(value), value);
    return [{ name: mode, when, watch: { switch: index3, next: (before) => before > 0 ? -1 : 1 } }];
  }
  return [
    { name: `${mode}.up`, when: sub(value, add(now, 1)), watch: { switch: index3, next: (m2) => m2 + 1 } },
    { name: `${mode}.down`, when: sub(now, value), watch: { switch: index3, next: (m2) => m2 - 1 } }
  ];
}
function replaceComparisons(model, roots) {
  const changing = /* @__PURE__ */ new Set([
    timeSlot,
    ...model.states.filter(({ discrete }) => !discrete).map(({ name: name2 }) => name2),
    ...model.signals
  ]);
  const switches = [];
  const found = /* @__PURE__ */ new Map();
  const results = /* @__PURE__ */ new Map();
  const moving = /* @__PURE__ */ new Set();
  const modeOf2 = (kind, written, value, continuous) => {
    const key = kind === "sign" ? value : floor(value);
    const opposite = kind === "sign" && !found.has(key) && found.has(neg(key));
    let index3 = found.get(opposite ? neg(key) : key);
    if (index3 === void 0) {
      index3 = switches.length;
      found.set(key, index3);
      const names2 = symbolsOf([written]);
      const signalled = model.signals.some((signal) => names2.has(signal));
      switches.push({ mode: `$mode.${index3}`, kind, value, written, continuous, signalled });
    } else if (!continuous) {
      switches[index3] = { ...switches[index3], continuous };
    }
    return [symbol(switches[index3].mode), opposite];
  };
  const guarding = guards(roots);
  for (const node of reachable(roots)) {
    if (node.op === "symbol" ? changing.has(node.name) : node.args.some((arg) => moving.has(arg))) {
      moving.add(node);
    }
    const args = node.args.map((arg) => results.get(arg));
    const [a, b] = args;
    const isSwitch = moving.has(node) && ["lt", "le", "min", "max", "abs", "floor"].includes(node.op);
    if (node.op === "eq") moving.delete(node);
    if (!isSwitch) {
      results.set(node, withArguments(node, args));
      continue;
    }
    if (node.op === "floor") {
      moving.delete(node);
      results.set(node, modeOf2("floor", node.args[0], a, false)[0]);
      continue;
    }
    const stays = guarding.has(node);
    if (node.op === "abs") {
      const [mode2, opposite2] = modeOf2("sign", node.args[0], a, !stays);
      if (stays) results.set(node, abs(a));
      else results.set(node, select(opposite2 ? le(mode2, 0) : le(0, mode2), a, neg(a)));
      continue;
    }
    const [mode, opposite] = modeOf2(
      "sign",
      sub(node.args[0], node.args[1]),
      sub(a, b),
      (node.op === "min" || node.op === "max") && !stays
    );
    const less = opposite ? lt(0, mode) : lt(mode, 0);
    const notMore = opposite ? le(0, mode) : le(mode, 0);
    const notLess = opposite ? le(mode, 0) : le(0, mode);
    if (node.op === "lt" || node.op === "le") moving.delete(node);
    if (node.op === "lt") results.set(node, less);
    else if (node.op === "le") results.set(node, notMore);
    else if (stays) results.set(node, guard(node, a, b, moving));
    else results.set(node, select(node.op === "min" ? notMore : notLess, a, b));
  }
  const replaced2 = roots.map((root) => results.get(root));
  return { replaced: divideOut(replaced2), switches: withReaders(replaced2, switches, changing) };
}
function guard({ op, args }, a, b, moving) {
  const [first2, other] = moving.has(args[0]) ? [b, a] : [a, b];
  return op === "min" ? min(first2, other) : max(first2, other);
}
function switchText({ written, kind }) {
  const text3 = printExpression(written);
  return kind === "floor" ? `floor(${text3})` : text3;
}

// ../b2/src/compile/step-graph.ts
function isRungeKutta(graph) {
  return "tableau" in graph;
}
function stepGraph(definition, tableau) {
  const model = switchedModel(definition);
  const t2 = symbol(timeSlot);
  const h = symbol(stepSizeSlot);
  const y0 = model.states.map((state2) => symbol(state2.name));
  const step3 = explicitRungeKuttaStep(exprAlgebra, tableau, vectorField(model), t2, y0, h);
  const y1 = model.states.map((state2, i) => state2.discrete ? y0[i] : step3.y1[i]);
  return {
    model,
    tableau,
    t: t2,
    h,
    y0,
    y1,
    k: step3.k,
    error: step3.error,
    coarseError: step3.coarseError,
    eventsEnd: model.events.map((event2) => at(model, event2.when, y1, h))
  };
}
function vectorField(model) {
  const derivatives = fieldOf(model);
  return (_, y, elapsed) => substitute(derivatives, surroundings(model, y, elapsed));
}
function fieldOf(model) {
  return onceWithin(model, () => {
    const varying = /* @__PURE__ */ new Set([timeSlot, ...model.states.map((state2) => state2.name), ...model.signals]);
    return withTemplates(shareReciprocals(model.derivatives, varying), varying);
  });
}
function at(model, expression, y, elapsed) {
  return substitute([expression], surroundings(model, y, elapsed))[0];
}
function surroundings(model, y, elapsed) {
  const t2 = symbol(timeSlot);
  const replacements = /* @__PURE__ */ new Map([
    [timeSlot, elapsed === zero ? t2 : add(t2, add(symbol(restSlot), elapsed))]
  ]);
  model.states.forEach((state2, i) => {
    replacements.set(state2.name, y[i]);
  });
  for (const signal of model.signals) {
    const moved = elapsed === zero ? symbol(signal) : add(symbol(signal), mul(symbol(slopeSlot(signal)), elapsed));
    replacements.set(signal, moved);
  }
  return replacements;
}

// ../b2/src/compile/step-cap-program.ts
function stepCapProgram({ longest: longest4 }, frame) {
  const expression = longest4?.() ?? constant(Number.POSITIVE_INFINITY);
  return schedule2("stepCap", frame, [{ slot: stepCapSlot, expression }]);
}
function capVaries({ graph, longest: longest4 }) {
  if (longest4 === void 0) return false;
  const { model, t: t2 } = graph;
  const moving = [...model.states.map((state2) => state2.name), ...model.signals, t2.name];
  const names2 = symbolsOf([longest4()]);
  return moving.some((name2) => names2.has(name2));
}
function longestStep(graph) {
  const rate = fastestRate(graph);
  return select(lt(rate, Number.POSITIVE_INFINITY), div(symbol(reachSlot), rate), Number.POSITIVE_INFINITY);
}
function fastestRate({ model, t: t2, y0 }) {
  return fastestOf(jacobian(vectorField(model)(t2, y0, zero), y0));
}
function fastestOf(matrix) {
  const rates = matrix.map(
    (row2, i) => row2.reduce(
      (sum, coupling, j) => i === j || coupling === zero ? sum : add(sum, sqrt(abs(mul(coupling, matrix[j][i])))),
      abs(row2[i])
    )
  );
  return rates.reduce((a, b) => max(a, b));
}

// ../b2/src/expr/vjp.ts
function vjp(outputs, cotangents, inputs2) {
  const bars = /* @__PURE__ */ new Map();
  const callBars = /* @__PURE__ */ new Map();
  const accumulate = (node, bar) => {
    if (bar !== zero) bars.set(node, summed(bars.get(node) ?? zero, bar));
  };
  outputs.forEach((output, i) => {
    accumulate(output, cotangents[i]);
  });
  const ends = new Set(inputs2);
  const marked = new Set(inputs2);
  const relevant = dependents(outputs, marked);
  const { scaled: scaled2, divided } = productsOf(relevant);
  for (let k = relevant.length - 1; k >= 0; k--) {
    const node = relevant[k];
    if (node.op === "call") {
      const called2 = callBars.get(node);
      if (called2 === void 0) continue;
      cotangentsOfCall(
        node,
        node.template.outputs.map((_, i) => called2.get(i) ?? zero),
        (arg) => marked.has(arg),
        vjp
      ).forEach((cotangent, j) => {
        accumulate(node.args[j], cotangent);
      });
      continue;
    }
    const bar = bars.get(node);
    if (bar === void 0 || node.op === "constant" || node.op === "symbol" || ends.has(node)) continue;
    if (node.op === "part") {
      const called2 = node.args[0];
      const known5 = callBars.get(called2) ?? /* @__PURE__ */ new Map();
      callBars.set(called2, known5.set(node.value, bar));
      continue;
    }
    if (node.op === "div") {
      const quotient2 = divided(bar, node.args[1]);
      accumulate(node.args[0], quotient2);
      accumulate(node.args[1], scaled2(quotient2, mul(-1, node)));
      continue;
    }
    partials[node.op](node.args, node).forEach((partial, j) => {
      accumulate(node.args[j], scaled2(bar, partial));
    });
  }
  return inputs2.map((input) => bars.get(input) ?? zero);
}
function dependents(outputs, marked) {
  return reachable(outputs).filter((node) => {
    if (node.args.some((arg) => marked.has(arg))) marked.add(node);
    return marked.has(node);
  });
}

// ../b2/src/compile/step-programs.ts
function stepProgram({ outputs }, frame) {
  return schedule2("step", frame, outputs());
}
function initialStepProgram({ initialStep: initialStep2 }, frame) {
  return schedule2("initialStep", frame, [{ slot: initialStepSlot, expression: initialStep2() }]);
}
function proposalPrograms(controller, frame) {
  if (controller === void 0) return { proposal: void 0, refusal: void 0 };
  const names2 = Array.from({ length: controller.stateSize }, (_, k) => rememberedSlot(k));
  const [size2, norm] = [symbol(stepSizeSlot), symbol(errorNormSlot)];
  const after = (name2, formula) => {
    const next = formula(exprFunctions, size2, norm, names2.map(symbol));
    return schedule2(name2, frame, [
      { slot: proposalSlot, expression: next.size },
      ...names2.map((slot, k) => ({ slot, expression: next.state[k] }))
    ]);
  };
  return { proposal: after("proposal", controller.formula), refusal: after("refusal", controller.refusal) };
}
function shapeProgram(outputs, frame) {
  return schedule2("shape", frame, outputs);
}
function summitProgram(outputs, frame) {
  return schedule2("summit", frame, outputs);
}
function spanProgram(outputs, frame) {
  return schedule2("span", frame, outputs);
}
function courseProgram({ model, y1, h }, frame, state2) {
  return schedule2("course", frame, [
    { slot: nextSlot(model.states[state2].name), expression: y1[state2] },
    { slot: courseRateSlot, expression: jvp([y1[state2]], [h], [one])[0] }
  ]);
}
function locateProgram({ graph, outputs }, frame, event2) {
  const rate = crossingRate(graph, event2);
  const slot = crossingRateSlot(graph.model.events[event2].name);
  return schedule2("locate", frame, [...outputs(), { slot, expression: rate }]);
}
function crossingProgram({ graph, outputs }, frame, event2) {
  const { name: name2 } = graph.model.events[event2];
  const wanted = [eventEndSlot(name2), eventRoundingSlot(name2)];
  const rate = { slot: crossingRateSlot(name2), expression: crossingRate(graph, event2) };
  return schedule2("crossing", frame, [...outputs().filter(({ slot }) => wanted.includes(slot)), rate]);
}
function crossingRate(graph, event2) {
  return jvp([graph.eventsEnd[event2]], [graph.h], [one])[0];
}
function influences(graph, wanted) {
  return [...wanted, ...graph.model.signals.flatMap((signal) => [signal, slopeSlot(signal)])];
}
function stepPullbackProgram(graph, frame, wanted, moving) {
  const { model, y1, t: t2, h } = graph;
  const bars = model.states.map((state2) => symbol(barSlot(state2.name)));
  const times2 = moving ? [h] : [];
  return pullback(moving ? "targetPullback" : "stepPullback", graph, frame, wanted, y1, bars, [t2, ...times2]);
}
function eventPullbackProgram(graph, frame, wanted, event2) {
  const { model, y1, t: t2, h, eventsEnd } = graph;
  const bars = model.states.map((state2) => symbol(barSlot(state2.name)));
  const byStep = jvp(y1, [h], [one]);
  const atTime = symbol(eventTimeBarSlot);
  const numerator = byStep.reduce((sum, rate, i) => add(sum, mul(bars[i], rate)), atTime);
  const mu = div(numerator, crossingRate(graph, event2));
  const outputs = [...y1, eventsEnd[event2]];
  return pullback("eventPullback", graph, frame, wanted, outputs, [...bars, neg(mu)], [t2]);
}
function pullback(name2, graph, frame, wanted, outputs, bars, times2) {
  const { y0 } = graph;
  const names2 = influences(graph, wanted);
  const results = vjp(outputs, bars, [...y0, ...times2, ...names2.map(symbol)]);
  return schedule2(name2, frame, [
    ...[...y0, ...times2].map((input, i) => ({ slot: barSlot(input.name), expression: results[i] })),
    ...names2.map((input, j) => ({
      slot: barSlot(input),
      expression: results[y0.length + times2.length + j],
      accumulate: true
    }))
  ]);
}
function stepTangentProgram(graph, frame, parameters, event2) {
  const { model, y0, y1, t: t2, h, eventsEnd } = graph;
  const names2 = influences(graph, parameters);
  const inputs2 = [...y0, t2, ...names2.map(symbol)];
  const dots = inputs2.map((input) => symbol(dotSlot(input.name)));
  const states = model.states.map((state2) => dotSlot(state2.name));
  if (event2 === void 0) {
    const results2 = jvp(y1, [...inputs2, h], [...dots, symbol(dotSlot(stepSizeSlot))]);
    return schedule2(
      "stepTangent",
      frame,
      states.map((slot, i) => ({ slot, expression: results2[i] }))
    );
  }
  const fixed = jvp([eventsEnd[event2]], inputs2, dots)[0];
  const stepDot = neg(div(fixed, crossingRate(graph, event2)));
  const results = jvp(y1, [...inputs2, h], [...dots, stepDot]);
  return schedule2("eventTangent", frame, [
    ...states.map((slot, i) => ({ slot, expression: results[i] })),
    { slot: dotSlot(stepSizeSlot), expression: stepDot }
  ]);
}

// ../b2/src/compile/chained-step.ts
function chainedStep(map, frame) {
  const { graph, longest: longest4 } = map;
  if (!isRungeKutta(graph) || !graph.tableau.firstSameAsLast) return void 0;
  const { model, tableau, k, y1, h } = graph;
  const carried = model.states.flatMap(
    ({ name: name2, discrete }, i) => discrete ? [] : [{ slot: firstStageSlot(name2), first: k[0][i], last: k[tableau.solutionStages][i] }]
  );
  if (longest4 !== void 0 && capVaries(map)) {
    const first2 = longest4();
    carried.push({ slot: stepCapSlot, first: first2, last: at(model, first2, y1, h) });
  }
  const names2 = symbolsOf(carried.map(({ first: first2 }) => first2));
  if ([timeSlot, ...model.signals].some((name2) => names2.has(name2))) return void 0;
  const begin2 = schedule2(
    "stepBegin",
    frame,
    carried.map(({ slot, first: first2 }) => ({ slot, expression: first2 }))
  );
  if (!costsMuch(begin2)) return void 0;
  const results = map.outputs();
  const { instructions, stores } = schedule2("chainedStep", frame, [
    ...results,
    ...carried.map(({ slot, last }) => ({ slot, expression: last })),
    ...carried.map(({ slot, first: first2 }) => ({ slot, expression: first2 }))
  ]);
  if (instructions.some(({ kind }) => kind === "call")) return void 0;
  const known5 = new Map(
    stores.slice(results.length + carried.length).map(({ value, slot }) => [value, slot])
  );
  return {
    begin: begin2,
    step: programOf(
      "chainedStep",
      instructions.map((instruction, index3) => {
        const slot = known5.get(index3);
        return slot === void 0 ? instruction : { kind: "load", slot };
      }),
      stores.slice(0, results.length + carried.length)
    )
  };
}
function stepsInARow(map, frame) {
  const chained2 = chainedStep(map, frame);
  return { step: chained2?.step ?? stepProgram(map, frame), stepBegin: chained2?.begin };
}

// ../b2/src/compile/term-sizes.ts
var roundingUnits = 4 * Number.EPSILON;
function termsOf(g) {
  const names2 = [...symbolsOf([g])];
  return vjp([g], [constant(1)], names2.map(symbol)).map((slope, j) => mul(slope, symbol(names2[j])));
}
function sizeOf(terms3) {
  return terms3.reduce((sum, term) => add(sum, abs(term)), zero);
}
function roundingOf(size2) {
  return mul(roundingUnits, size2);
}

// ../b2/src/compile/event-rates-program.ts
function eventRatesProgram(graph, frame) {
  const { events } = graph.model;
  const rates = alongSolution(
    graph,
    events.map(({ when }) => when)
  );
  const bends = alongSolution(graph, rates);
  return schedule2(
    "eventRates",
    frame,
    events.flatMap(({ name: name2 }, e) => [
      { slot: eventSlopeSlot(name2), expression: rates[e] },
      { slot: eventBendSlot(name2), expression: bends[e] }
    ])
  );
}
function switchValuesProgram(graph, frame) {
  const values2 = graph.model.switches.map(({ value }) => value);
  const rates = alongSolution(graph, values2);
  const bends = alongSolution(graph, rates);
  return schedule2(
    "switchValues",
    frame,
    graph.model.switches.flatMap(({ mode, value }, s) => [
      { slot: switchValueSlot(mode), expression: value },
      {
        slot: switchRoundingSlot(mode),
        expression: roundingOf(add(sizeOf(termsOf(value)), reach(graph, value)))
      },
      { slot: switchRateSlot(mode), expression: rates[s] },
      { slot: switchBendSlot(mode), expression: bends[s] }
    ])
  );
}
function reach({ model, t: t2 }, value) {
  const slopes = vjp([value], [one], model.signals.map(symbol));
  return model.signals.reduce(
    (sum, signal, s) => add(sum, mul(abs(mul(slopes[s], symbol(slopeSlot(signal)))), mul(2, t2))),
    zero
  );
}
function alongSolution({ model, t: t2, y0 }, expressions) {
  return jvp(
    expressions,
    [t2, ...y0, ...model.signals.map(symbol)],
    [one, ...vectorField(model)(t2, y0, zero), ...model.signals.map((signal) => symbol(slopeSlot(signal)))]
  );
}

// ../b2/src/numeric/factorial.ts
function factorial(n) {
  let product3 = 1;
  for (let k = 2; k <= n; k++) product3 *= k;
  return product3;
}

// ../b2/src/compile/divided-differences.ts
var mostPoints = 8;
var smallestTerm = powerOfTwo(-60);
function dividedDifference(points2) {
  if (points2.length === 1) return exp2(points2[0]);
  if (points2.length === 2) return ofTwo(points2[0], points2[1]);
  return ofSorted(sorted(points2));
}
function ofTwo(x, y) {
  if (y === zero) return exprel2(x);
  if (x === zero) return exprel2(y);
  if (x === y) return exp2(x);
  const isLess2 = le(x, y);
  return mul(select(isLess2, exp2(y), exp2(x)), exprel2(select(isLess2, sub(x, y), sub(y, x))));
}
function sorted(points2) {
  const list2 = [...points2];
  for (let end = list2.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) {
      const [a, b] = [list2[k], list2[k + 1]];
      if (a === b) continue;
      const isLess2 = le(a, b);
      list2[k] = select(isLess2, a, b);
      list2[k + 1] = select(isLess2, b, a);
    }
  }
  return list2;
}
function ofSorted(points2) {
  const m2 = points2.length - 1;
  const [low, high] = [points2[0], points2[m2]];
  if (m2 === 0) return exp2(low);
  if (low === high) return mul(exp2(low), 1 / factorial(m2));
  if (m2 === 1) return mul(exp2(high), exprel2(sub(low, high)));
  const spread2 = sub(high, low);
  const reach3 = 1 + m2 / 2;
  const isNear = le(spread2, reach3);
  const quotient2 = div(
    sub(ofSorted(points2.slice(1)), ofSorted(points2.slice(0, -1))),
    select(isNear, one, spread2)
  );
  return select(isNear, series2(points2, reach3), quotient2);
}
function series2(points2, reach3) {
  const m2 = points2.length - 1;
  const centre2 = mul(0.5, add(points2[0], points2[m2]));
  const offsets = points2.map((point) => sub(point, centre2));
  let terms3 = 1;
  for (let size2 = 1; size2 > smallestTerm; terms3++) size2 *= reach3 / 2 / terms3;
  let sums = Array.from({ length: terms3 + 1 }, (_, k) => k === 0 ? one : zero);
  for (const offset of offsets) {
    let before = zero;
    sums = sums.map((sum) => before = add(sum, mul(offset, before)));
  }
  const total = sums.reduceRight((sum, value, k) => add(sum, mul(value, 1 / factorial(k + m2))), zero);
  return mul(exp2(centre2), total);
}

// ../b2/src/compile/paired-differences.ts
var smallestTerm2 = powerOfTwo(-60);
function pairedDifference(rates, pair) {
  const isApart = gt(pair.square, 1);
  const apart = separately(rates, pair, isApart);
  const together = oneByOne(byDistance(rates, pair.mean), pair);
  return {
    even: select(isApart, apart.even, together.even),
    odd: select(isApart, apart.odd, together.odd)
  };
}
function separately(rates, { mean, square: square3 }, isApart) {
  const root = sqrt(select(isApart, square3, one));
  const upper2 = dividedDifference([...rates, add(mean, root)]);
  const lower = dividedDifference([...rates, sub(mean, root)]);
  return { even: mul(0.5, add(upper2, lower)), odd: div(sub(upper2, lower), mul(2, root)) };
}
function byDistance(rates, mean) {
  const list2 = [...rates];
  for (let end = list2.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) {
      const [a, b] = [list2[k], list2[k + 1]];
      if (a === b) continue;
      const isNearer = le(abs(sub(mean, a)), abs(sub(mean, b)));
      list2[k] = select(isNearer, a, b);
      list2[k + 1] = select(isNearer, b, a);
    }
  }
  return list2;
}
function oneByOne(rates, pair) {
  if (rates.length === 0) return alone(pair);
  const { mean, square: square3 } = pair;
  const before = oneByOne(rates.slice(0, -1), pair);
  const a = sub(before.even, dividedDifference(rates));
  const b = before.odd;
  const p = sub(mean, rates[rates.length - 1]);
  const reach3 = 1 + rates.length / 2;
  const isNear = le(max(mul(abs(p), 1 / reach3), abs(square3)), 1);
  const divisor = select(isNear, one, sub(mul(p, p), square3));
  const near = series3(rates, pair, reach3);
  return {
    even: select(isNear, near.even, div(sub(mul(a, p), mul(b, square3)), divisor)),
    odd: select(isNear, near.odd, div(sub(mul(b, p), a), divisor))
  };
}
function alone({ mean, square: square3 }) {
  const isSlow = le(abs(square3), 1);
  const z = select(isSlow, square3, zero);
  const frequency = sqrt(select(isSlow, one, neg(square3)));
  let terms3 = 1;
  while (1 / factorial(2 * terms3) > smallestTerm2) terms3++;
  const sum = (shift2) => {
    let total = zero;
    for (let k = terms3; k >= 0; k--) total = add(mul(total, z), 1 / factorial(2 * k + shift2));
    return total;
  };
  const decay2 = exp2(mean);
  return {
    even: mul(decay2, select(isSlow, sum(0), cos2(frequency))),
    odd: mul(decay2, select(isSlow, sum(1), div(sin2(frequency), frequency)))
  };
}
function series3(rates, { mean, square: square3 }, reach3) {
  const k = rates.length;
  let terms3 = 1;
  for (let size2 = 1; size2 > smallestTerm2; terms3++) size2 *= reach3 * (terms3 + k + 1) / (terms3 * (terms3 + k));
  let power = one;
  let sums = Array.from({ length: terms3 + 1 }, (_, j) => {
    if (j > 0 && j % 2 === 0) power = mul(power, square3);
    return j % 2 === 0 ? power : zero;
  });
  for (const rate of rates) {
    const offset = sub(rate, mean);
    let before = zero;
    sums = sums.map((sum) => before = add(sum, mul(offset, before)));
  }
  const total = (shift2) => sums.reduceRight((sum, value, j) => add(sum, mul(value, 1 / factorial(j + shift2))), zero);
  const decay2 = exp2(mean);
  return { even: mul(decay2, total(k)), odd: mul(decay2, total(k + 1)) };
}

// ../b2/src/compile/flow.ts
var mostPaths = 64;
function coupled(matrix, [p, q]) {
  const [a, b] = [matrix[p][p], matrix[p][q]];
  const [c, d] = [matrix[q][p], matrix[q][q]];
  const half = mul(0.5, sub(a, d));
  return {
    mean: mul(0.5, add(a, d)),
    square: add(mul(half, half), mul(b, c)),
    rest: [
      [half, b],
      [c, neg(half)]
    ]
  };
}
function flowOf(model, linear) {
  const { blocks, matrix, drive, ramp } = linear;
  const h = symbol(stepSizeSlot);
  const y1 = model.states.map(({ name: name2 }) => symbol(name2));
  const cancelling = model.states.map(() => zero);
  const closed = [];
  const found = /* @__PURE__ */ new Map();
  for (const block of blocks) {
    const drivers = blocks.flat().filter((j) => block.some((i) => j !== i && matrix[i][j] !== zero));
    if (block.length > 2 || drivers.some((j) => !block.includes(j) && !found.has(j))) continue;
    const arriving2 = [
      { weights: block.map((i) => symbol(model.states[i].name)), rates: [] },
      { weights: block.map((i) => drive[i]), rates: [zero] },
      { weights: block.map((i) => ramp[i]), rates: [zero, zero] },
      ...[...found].flatMap(
        ([j, paths]) => paths.map(({ weights: weights3, through: through2, ...path }) => {
          const along2 = ([value]) => block.map((i) => mul(value, matrix[i][j]));
          return { ...path, weights: along2(weights3), ...through2 && { through: along2(through2) } };
        })
      )
    ].filter(({ weights: weights3, through: through2 = [] }) => [...weights3, ...through2].some((weight2) => weight2 !== zero));
    if (arriving2.length > mostPaths || arriving2.some((path) => !canPass(path, block))) continue;
    closed.push(block);
    const own4 = block.length === 1 ? void 0 : coupled(matrix, block);
    block.forEach((i, k) => {
      const paths = arriving2.map(
        (path) => own4 === void 0 ? alone2(path, matrix[i][i]) : inPair(path, own4, k)
      );
      found.set(i, paths);
      const parts2 = paths.map((path) => contribution(path, h));
      y1[i] = parts2.reduce((sum, { value }) => add(sum, value), zero);
      cancelling[i] = parts2.reduce((sum, { size: size2 }) => add(sum, size2), zero);
    });
  }
  return { y1, cancelling, closed };
}
function canPass({ rates, pair }, { length }) {
  return rates.length + length + (pair === void 0 ? 0 : 2) <= mostPoints && (pair === void 0 || length === 1);
}
function alone2(path, rate) {
  return { ...path, rates: [...path.rates, rate] };
}
function inPair({ weights: weights3, rates }, { mean, square: square3, rest }, to) {
  const [first2, second] = [weights3[0], weights3[1]];
  const through2 = add(mul(rest[to][0], first2), mul(rest[to][1], second));
  return { weights: [weights3[to]], through: [through2], rates, pair: { mean, square: square3 } };
}
function contribution({ weights: [weight2], through: through2, rates, pair }, h) {
  const scaled2 = rates.map((rate) => mul(h, rate));
  const times2 = (value, power) => power.reduce((product3) => mul(product3, h), value);
  if (pair === void 0)
    return { value: times2(mul(weight2, dividedDifference(scaled2)), rates.slice(1)), size: zero };
  const square3 = mul(h, mul(h, pair.square));
  const { even, odd } = pairedDifference(scaled2, { mean: mul(h, pair.mean), square: square3 });
  const crossed = mul(through2[0], h);
  const phase = sqrt(abs(square3));
  const height = mul(add(1, phase), add(abs(even), mul(phase, abs(odd))));
  const size2 = mul(height, add(abs(weight2), div(abs(crossed), max(1, phase))));
  return {
    value: times2(add(mul(weight2, even), mul(crossed, odd)), rates),
    size: times2(size2, rates)
  };
}

// ../b2/src/compile/flow-bounds.ts
var nodeFactor = flowDegree / powerOfTwo(2 * flowDegree) / factorial(flowDegree + 1);
var tiny = 1e-300;
var still = { least: zero, most: zero };
var positive = (x) => max(x, zero);
var negative = (x) => min(x, zero);
function flowBounds(graph, linear, closed, series4) {
  const { model, t: t2, h, y0, y1 } = graph;
  const field2 = vectorField(model)(t2, y0, zero);
  const own4 = { ...linear, blocks: closed };
  const changes2 = changesOf(h, y0, linear.drive, linear.ramp, own4);
  const turns2 = changesOf(
    h,
    field2,
    linear.ramp,
    y0.map(() => zero),
    own4
  );
  const sizes = derivativesOf(graph, field2, own4);
  for (const i of series4?.states ?? []) {
    changes2[i] = series4.change(i);
    turns2[i] = series4.turn(i);
    sizes[i] = series4.derivative(i);
  }
  const along2 = ({ slopes }, term) => linear.blocks.flat().reduce((sum, i) => add(sum, term(slopes[i], i)), zero);
  return {
    rise: (own5) => {
      const { drift } = own5;
      const direct = add(
        along2(own5, (slope, i) => largest(slope, changes2[i])),
        positive(mul(drift, h))
      );
      const rate = add(
        along2(own5, (slope, i) => mul(slope, field2[i])),
        drift
      );
      const most2 = positive(
        add(
          rate,
          along2(own5, (slope, i) => largest(slope, turns2[i]))
        )
      );
      const least = negative(
        sub(
          rate,
          along2(own5, (slope, i) => largest(neg(slope), turns2[i]))
        )
      );
      const change = add(
        along2(own5, (slope, i) => mul(slope, sub(y1[i], y0[i]))),
        mul(drift, h)
      );
      const height = sub(change, mul(least, h));
      return min(direct, div(mul(most2, height), add(sub(most2, least), tiny)));
    },
    interpolation: (own5) => mul(
      mul(nodeFactor, h),
      along2(own5, (slope, i) => mul(abs(slope), sizes[i]))
    )
  };
}
function largest(factor, { least, most: most2 }) {
  if (factor.op === "constant") return mul(factor, factor.value > 0 ? most2 : least);
  return max(mul(factor, most2), mul(factor, least));
}
function changesOf(h, y0, drive, ramp, { blocks, matrix }) {
  const changes2 = y0.map(() => still);
  const responses = y0.map(() => still);
  for (const block of blocks) {
    if (block.length === 2) {
      const moved = changesOfPair(h, y0, drive, ramp, changes2, matrix, block);
      block.forEach((i2, k) => {
        changes2[i2] = { least: neg(moved[k]), most: moved[k] };
        responses[i2] = void 0;
      });
      continue;
    }
    const [i] = block;
    const x = mul(h, matrix[i][i]);
    const ramped = mul(ramp[i], h);
    let [least, most2] = [add(drive[i], negative(ramped)), add(drive[i], positive(ramped))];
    let [below2, above] = [zero, zero];
    for (const j of blocks.flat()) {
      const coupling = matrix[i][j];
      if (j === i || coupling === zero) continue;
      const other = responses[j] ?? changes2[j];
      least = add(least, neg(largest(neg(coupling), other)));
      most2 = add(most2, largest(coupling, other));
      const begun = mul(coupling, y0[j]);
      if (responses[j] === void 0) {
        [least, most2] = [add(least, begun), add(most2, begun)];
        continue;
      }
      const brought = mul(begun, spread(h, x, mul(h, matrix[j][j])));
      below2 = add(below2, negative(brought));
      above = add(above, positive(brought));
    }
    const [low, high] = [least, most2].map((drive2) => drive2 === zero ? zero : mul(drive2, mul(h, exprel2(x))));
    const decay2 = mul(sub(exp2(x), 1), y0[i]);
    const range2 = (from) => ({
      least: add(negative(add(from, low)), below2),
      most: add(positive(add(from, high)), above)
    });
    responses[i] = range2(zero);
    changes2[i] = range2(decay2);
  }
  return changes2;
}
function changesOfPair(h, y0, drive, ramp, changes2, matrix, block) {
  const driven = block.map((i) => {
    const rate = y0.reduce((sum, y, j) => add(sum, mul(matrix[i][j], y)), drive[i]);
    const changing = changes2.reduce(
      (sum, { least, most: most2 }, j) => block.includes(j) ? sum : add(sum, mul(abs(matrix[i][j]), max(neg(least), most2))),
      mul(abs(ramp[i]), h)
    );
    return add(abs(rate), changing);
  });
  const { rest, growth: growth2, frequency } = envelope(matrix, block);
  const once2 = mul(h, exprel2(mul(growth2, h)));
  return through(rest, once2, min(mul(once2, once2), div(once2, frequency)), driven);
}
function envelope(matrix, block) {
  const { mean, square: square3, rest } = coupled(matrix, block);
  return {
    rest,
    growth: add(mean, sqrt(positive(square3))),
    frequency: sqrt(add(positive(neg(square3)), tiny))
  };
}
function through(rest, even, odd, [p, q]) {
  return [p, q].map((own4, k) => {
    const others2 = add(mul(abs(rest[k][0]), p), mul(abs(rest[k][1]), q));
    return add(mul(even, own4), mul(odd, others2));
  });
}
function spread(h, x, z) {
  const [small, large] = [min(abs(x), abs(z)), max(abs(x), abs(z))];
  const grown = mul(max(exp2(x), 1), max(exp2(z), 1));
  const short2 = div(grown, add(mul(0.5, large), 1));
  const y = div(mul(2, small), add(add(small, large), tiny));
  const long = div(1, mul(large, add(1, mul(y, add(1, mul(0.5, y))))));
  return mul(h, select(lt(max(x, z), 0), min(short2, long), short2));
}
function derivativesOf({ h, y0 }, field2, { blocks, matrix, ramp }) {
  const order3 = blocks.flat();
  let sizes = y0.map(() => zero);
  for (const block of blocks) {
    const begun = block.map((i) => {
      const driven = order3.reduce(
        (sum, j) => block.includes(j) ? sum : add(sum, mul(abs(matrix[i][j]), sizes[j])),
        abs(ramp[i])
      );
      return add(abs(field2[i]), mul(h, driven));
    });
    const largest2 = block.length === 1 ? alone3(h, matrix, block, begun) : paired(h, matrix, block, begun);
    block.forEach((i, k) => {
      sizes[i] = largest2[k];
    });
  }
  for (let power = 0; power < flowDegree; power++) {
    const before = sizes;
    sizes = y0.map(
      (_, i) => mul(
        h,
        order3.reduce(
          (sum, j) => add(sum, mul(abs(matrix[i][j]), before[j])),
          power === 0 ? abs(ramp[i]) : zero
        )
      )
    );
  }
  return sizes;
}
function alone3(h, matrix, [i], [x]) {
  return [mul(max(exp2(mul(h, matrix[i][i])), 1), x)];
}
function paired(h, matrix, block, x) {
  const { rest, growth: growth2, frequency } = envelope(matrix, block);
  const grown = max(exp2(mul(growth2, h)), 1);
  const longest4 = min(h, div(1, add(mul(Math.E, positive(neg(growth2))), tiny)));
  return through(rest, grown, mul(grown, min(longest4, div(1, frequency))), x);
}

// ../b2/src/compile/jump-programs.ts
function initialJump(model) {
  return { name: "initial", after: initialValues(model.states), channels: [] };
}
function resetJump(model, event2) {
  const { reset, payload } = model.events[event2];
  return { name: "reset", after: reset, channels: [], payload };
}
function inputJump(model, port) {
  const own4 = model.ports[port];
  return { name: "input", after: own4.map, channels: arrivingNames(own4) };
}
function eventValuesProgram(model, frame) {
  return schedule2("eventValues", frame, [
    ...model.events.map(({ name: name2, when }, e) => ({
      slot: eventValueSlot(name2),
      expression: e < model.ownEvents ? model.written[e] : when
    })),
    ...model.timers.flatMap(
      (timer, e) => timer === void 0 ? [] : [{ slot: timerNextSlot(model.events[e].name), expression: timer.next }]
    )
  ]);
}
function modedEventValuesProgram(model, frame) {
  return schedule2(
    "modedEventValues",
    frame,
    model.events.map(({ name: name2, when }) => ({ slot: eventValueSlot(name2), expression: when }))
  );
}
function jumpProgram(model, frame, jump2) {
  const { names: names2, values: values2 } = resultsOf(model, jump2);
  const starts = timerStarts(model, jump2);
  return schedule2(jump2.name, frame, [
    ...names2.map((slot, i) => ({ slot, expression: values2[i] })),
    ...starts.flatMap(
      (expression, e) => expression === zero ? [] : [{ slot: timerStartSlot(model.events[e].name), expression }]
    )
  ]);
}
function timerStarts(model, { after }) {
  const names2 = model.states.map(({ name: name2 }) => name2);
  return timersOf(model).map(
    (timer) => timer === void 0 ? zero : isStarted(timer.due, after[names2.indexOf(timer.due)])
  );
}
function resultsOf({ states }, { after, payload }) {
  const names2 = states.map((state2) => state2.name);
  if (payload === void 0) return { names: names2, values: after };
  return { names: [...names2, sentSlot], values: [...after, payload] };
}
function jumpPullbackProgram(model, frame, jump2, wanted) {
  const states = model.states.map((state2) => state2.name);
  const { names: names2, values: values2 } = resultsOf(model, jump2);
  const bars = names2.map((name2) => symbol(barSlot(name2)));
  const replaced2 = [...states, timeSlot, ...jump2.channels];
  const added = [...wanted, ...model.signals];
  const results = vjp(values2, bars, [...replaced2, ...added].map(symbol));
  return schedule2(`${jump2.name}Pullback`, frame, [
    ...replaced2.map((name2, i) => ({ slot: barSlot(name2), expression: results[i] })),
    ...added.map((name2, j) => ({
      slot: barSlot(name2),
      expression: results[replaced2.length + j],
      accumulate: true
    }))
  ]);
}
function jumpTangentProgram(model, frame, jump2, parameters) {
  const states = model.states.map((state2) => state2.name);
  const inputs2 = [...states, timeSlot, ...jump2.channels, ...parameters, ...model.signals];
  const { names: names2, values: values2 } = resultsOf(model, jump2);
  const results = jvp(
    values2,
    inputs2.map(symbol),
    inputs2.map((name2) => symbol(dotSlot(name2)))
  );
  return schedule2(
    `${jump2.name}Tangent`,
    frame,
    names2.map((name2, i) => ({ slot: dotSlot(name2), expression: results[i] }))
  );
}
function effectsOf(model, jump2) {
  const starts = timerStarts(model, jump2).map((start2) => start2 !== zero);
  return { touches: eventsTouched(model, jump2), starts };
}
function eventsTouched(model, jump2) {
  const moved = model.states.filter((state2, i) => jump2.after[i] !== symbol(state2.name)).map((state2) => state2.name);
  return model.written.map((when) => {
    const names2 = symbolsOf([when]);
    return moved.some((name2) => names2.has(name2));
  });
}

// ../b2/src/numeric/norm.ts
function weightedMaximumNorm(algebra, values2, y0, y1, tolerances) {
  const { abs: abs3, add: add8, div: div4, max: max2, mul: mul6 } = algebra;
  let norm;
  for (let i = 0; i < values2.length; i++) {
    const magnitude = max2(abs3(y0[i]), abs3(y1[i]));
    const ratio = div4(abs3(values2[i]), add8(tolerances.atol[i], mul6(tolerances.rtol, magnitude)));
    norm = norm === void 0 ? ratio : max2(norm, ratio);
  }
  return norm ?? algebra.constant(0);
}

// ../b2/src/compile/error-norm.ts
function errorScale(scale2, y0, y1) {
  return add(mul(symbol(atolSlot), scale2), mul(symbol(rtolSlot), max(abs(y0), abs(y1))));
}
function errorNorm({ states }, values2, y0, y1) {
  const kept2 = states.map((_, i) => i).filter((i) => values2[i] !== zero);
  const at3 = (list2) => kept2.map((i) => list2[i]);
  return weightedMaximumNorm(exprAlgebra, at3(values2), at3(y0), at3(y1), {
    atol: kept2.map((i) => mul(symbol(atolSlot), states[i].scale)),
    rtol: symbol(rtolSlot)
  });
}
function combinedNorm(fine, coarse) {
  const quotient2 = div(coarse, fine);
  const combined = div(fine, sqrt(add(one, mul(0.01, mul(quotient2, quotient2)))));
  return select(eq(fine, 0), 0, combined);
}

// ../b2/src/compile/linear-model.ts
var hint = "Leave the method out, or give another one, such as tsitouras54.";
function movingNames({ states, signals }) {
  return [...states.filter(({ discrete }) => !discrete).map(({ name: name2 }) => name2), timeSlot, ...signals];
}
function isAffineIn(names2, expression) {
  const found = symbolsOf(vjp([expression], [one], names2.map(symbol)));
  return names2.every((name2) => !found.has(name2));
}
function rateOf({ signals }, expressions) {
  const slopes = signals.map((signal) => symbol(slopeSlot(signal)));
  return jvp(expressions, [symbol(timeSlot), ...signals.map(symbol)], [one, ...slopes]);
}
function linearModel(model, where4) {
  const { states } = model;
  const moving = movingNames(model);
  const symbols2 = moving.map(symbol);
  const slopes = jacobian(model.derivatives, symbols2);
  for (const [j, name2] of moving.entries()) {
    for (const [i, row2] of slopes.entries()) {
      const slope = row2[j];
      const names2 = symbolsOf([slope]);
      const on = moving.find((other) => names2.has(other));
      if (on === void 0) continue;
      const rate = `its derivative with respect to ${name2}, ${quoted(printExpression(slope))}, changes with ${on}`;
      throw new UnsupportedError(
        `exactFlow: ${where4}`,
        `d${states[i].name}/dt is not linear: ${rate}`,
        hint
      );
    }
  }
  const derivatives = shareReciprocals(model.derivatives, new Set(moving));
  const places4 = new Map(moving.map((name2, j) => [name2, j]));
  const matrix = jacobian(derivatives, symbols2).map(
    (row2) => states.map(({ name: name2, discrete }) => discrete ? zero : plain2(row2[places4.get(name2)]))
  );
  const rest = new Map(states.filter(({ discrete }) => !discrete).map(({ name: name2 }) => [name2, zero]));
  const drive = substitute(derivatives, rest).map(plain2);
  const ramp = rateOf(model, derivatives).map(plain2);
  return { blocks: inOrder4(model, matrix), matrix, drive, ramp };
}
function plain2(expr) {
  return expr.op === "constant" && expr.value === 0 ? zero : expr;
}
function inOrder4({ states }, matrix) {
  const blocks = [];
  let left = states.flatMap(({ discrete }, i) => discrete ? [] : [i]);
  const closure = (i) => {
    const found = /* @__PURE__ */ new Set([i]);
    for (const k of found) for (const j of left) if (matrix[k][j] !== zero) found.add(j);
    return [...found].sort((a, b) => a - b);
  };
  while (left.length > 0) {
    const closures = left.map(closure);
    const fewest = Math.min(...closures.map(({ length }) => length));
    const smallest = closures.filter(({ length }) => length === fewest);
    const next = fewest === 1 ? smallest : smallest.slice(0, 1);
    blocks.push(...next);
    left = left.filter((i) => !next.flat().includes(i));
  }
  return blocks;
}

// ../b2/src/compile/event-error.ts
var leastTolerance = 1e-300;
function isAffine({ model }, event2) {
  return isAffineIn(movingNames(model), model.events[event2].when);
}
function eventError(graph, event2) {
  const { model, tableau, t: t2, h, y0 } = graph;
  const { when } = model.events[event2];
  const tolerance = shareOfTolerances(graph, event2);
  if (isAffine(graph, event2)) return { defect: zero, tolerance };
  const f = vectorField(model);
  const signals = model.signals.map(symbol);
  const slopes = model.signals.map((signal) => symbol(slopeSlot(signal)));
  const names2 = model.states.map((_, i) => symbol(`$rate.${i}`));
  const rate = jvp([when], [t2, ...y0, ...signals], [one, ...names2, ...slopes])[0];
  const values2 = [];
  const { y1 } = explicitRungeKuttaStep(
    exprAlgebra,
    tableau,
    (_, y, elapsed) => {
      const state2 = y.slice(0, y0.length);
      const k = f(t2, state2, elapsed);
      const around = surroundings(model, state2, elapsed);
      const [value, along2] = substitute(
        [when, rate],
        new Map([...around, ...names2.map((name2, i) => [name2.name, k[i]])])
      );
      values2.push(value);
      return [...k, along2];
    },
    t2,
    [...y0, when],
    h
  );
  const end = graph.eventsEnd[event2];
  const moved = [...values2.slice(1), end].map((value) => abs(sub(value, when))).reduce((a, b) => max(a, b));
  const size2 = add(abs(when), moved);
  const noise4 = mul(4, add(stepRounding(graph, event2), roundingOf(size2)));
  return {
    defect: max(sub(abs(sub(y1[y0.length], end)), noise4), zero),
    tolerance: add(add(tolerance, mul(symbol(rtolSlot), size2)), leastTolerance)
  };
}
function stepRounding(graph, event2) {
  const { model, h, y0, y1 } = graph;
  const terms3 = termsOf(model.events[event2].when);
  const size2 = (y, elapsed) => sizeOf(terms3.map((term) => at(model, term, y, elapsed)));
  const ends = max(size2(y0, zero), size2(y1, h));
  const { cancelling } = graph;
  return roundingOf(cancelling === void 0 ? ends : add(ends, weightedBySlopes(graph, event2, cancelling)));
}
function timerOutputs(graph, event2) {
  const { name: name2 } = graph.model.events[event2];
  return [
    { slot: eventRoundingSlot(name2), expression: stepRounding(graph, event2) },
    { slot: eventEndSlot(name2), expression: graph.eventsEnd[event2] }
  ];
}
function shareOfTolerances(graph, event2) {
  const { model, y0, y1 } = graph;
  const scales = model.states.map(
    (state2, i) => state2.discrete ? zero : errorScale(state2.scale, y0[i], y1[i])
  );
  return weightedBySlopes(graph, event2, scales);
}
function weightedBySlopes(graph, event2, sizes) {
  const { model, h, y0, y1 } = graph;
  const slopes = vjp([model.events[event2].when], [constant(1)], y0);
  return slopes.reduce((sum, slope, i) => {
    const [start2, end] = [abs(slope), abs(at(model, slope, y1, h))];
    return add(sum, mul(start2 === end ? start2 : max(start2, end), sizes[i]));
  }, zero);
}

// ../b2/src/compile/summit.ts
function feltStates(linear, { slopes, drift }) {
  const { blocks, matrix, drive, ramp } = linear;
  if (drift !== zero) return void 0;
  const isStill2 = (i) => [drive[i], ramp[i], ...matrix[i]].every((coefficient) => coefficient === zero);
  const moving = blocks.filter((block) => !block.every(isStill2));
  const found = /* @__PURE__ */ new Set();
  for (const block of [...moving].reverse()) {
    const isFelt = block.some((i) => slopes[i] !== zero || [...found].some((j) => matrix[j][i] !== zero));
    if (!isFelt) continue;
    if (block.length > 1 || ramp[block[0]] !== zero) return void 0;
    found.add(block[0]);
  }
  return found.size === 0 || found.size > 2 ? void 0 : [...found].reverse();
}
var summitRoundings = 16;
var mostLog = 1e300;
var noMaximum = constant(-2);
var hasLog = (z) => lt(-1, z);
function logRatio(given) {
  const z = select(hasLog(given), min(given, mostLog), zero);
  const series4 = [1 / 5, -1 / 4, 1 / 3, -1 / 2, 1].reduce(
    (sum, coefficient) => add(mul(sum, z), coefficient),
    constant(-1 / 6)
  );
  return select(lt(abs(z), 1e-3), series4, div(log1p2(z), z));
}
function summitOutputs(graph, linear, event2, { slopes }, states) {
  const { model, t: t2, h, y0, eventsEnd } = graph;
  const { name: name2, when: start2 } = model.events[event2];
  const field2 = vectorField(model)(t2, y0, zero);
  const rate = states.reduce((sum, i) => add(sum, mul(slopes[i], field2[i])), zero);
  const until2 = states.length < 2 ? h : turn(graph, linear, slopes, states, field2, rate);
  const end = eventsEnd[event2];
  const [top, rateAtTop] = substitute(
    [end, jvp([end], [h], [one])[0]],
    /* @__PURE__ */ new Map([[stepSizeSlot, until2]])
  );
  const cubic = mul(until2, rootOfCubic(start2, top, mul(rate, until2), mul(rateAtTop, until2)));
  const driven = states.at(-1);
  const own4 = linear.matrix[driven][driven];
  const straight = neg(div(start2, rate));
  const alone4 = mul(straight, logRatio(mul(own4, straight)));
  const guess = states.length < 2 ? alone4 : select(lt(mul(abs(own4), until2), 2), cubic, alone4);
  return [
    { slot: eventPeakSlot(name2), expression: max(max(start2, end), top) },
    { slot: eventMarginSlot(name2), expression: mul(summitRoundings, stepRounding(graph, event2)) },
    { slot: bernsteinSlot(name2, 0), expression: start2 },
    { slot: summitSlot(name2), expression: div(until2, h) },
    { slot: guessSlot(name2), expression: div(guess, h) }
  ];
}
function rootOfCubic(start2, end, rateAtStart, rateAtEnd) {
  const change = sub(end, start2);
  const curvature = sub(change, rateAtStart);
  const root = sqrt(max(zero, sub(mul(rateAtStart, rateAtStart), mul(4, mul(curvature, start2)))));
  let theta = min(one, div(mul(-2, start2), add(rateAtStart, root)));
  const cubic = sub(add(rateAtStart, rateAtEnd), mul(2, change));
  const square3 = sub(curvature, cubic);
  for (let k = 0; k < 2; k++) {
    const value = add(start2, mul(theta, add(rateAtStart, mul(theta, add(square3, mul(theta, cubic))))));
    const slope = add(rateAtStart, mul(theta, add(mul(2, square3), mul(theta, mul(3, cubic)))));
    theta = sub(theta, div(value, slope));
  }
  return theta;
}
function turn({ h }, { matrix }, slopes, [i, j], field2, rate) {
  const difference2 = sub(matrix[i][i], matrix[j][j]);
  const bend = mul(field2[i], add(mul(slopes[j], matrix[j][i]), mul(slopes[i], difference2)));
  const d = div(rate, neg(bend));
  const z = select(lt(zero, rate), select(lt(bend, zero), mul(difference2, d), noMaximum), noMaximum);
  const place7 = mul(d, logRatio(z));
  return select(hasLog(z), select(lt(place7, h), place7, h), h);
}

// ../b2/src/compile/far-step.ts
var nothing2 = 1e-290;
function farOutputs(graph, linear, felt) {
  const { model, y0, y1 } = graph;
  const flow = jacobian(y1, y0);
  const still2 = new Map(y0.map(({ name: name2 }) => [name2, zero]));
  const { matrix, drive, ramp } = linear;
  const coefficients = [...flow.flat(), ...substitute(y1, still2), ...matrix.flat(), ...drive, ...ramp];
  const largest2 = mul(nothing2, add(sizeOf(coefficients), 1));
  const beyond = mul(sizeOf(y0), largest2);
  return [
    ...model.states.map(({ name: name2 }, i) => ({ slot: name2, expression: y1[i] })),
    ...felt.map((own4, k) => ({
      slot: farBoundSlots(model)[k],
      expression: add(peakOf(graph, linear, flow, own4), beyond)
    }))
  ];
}
function peakOf({ h, y0, y1 }, { matrix, drive }, flow, { value, own: { slopes }, states }) {
  const still2 = new Map(y0.map(({ name: name2 }) => [name2, zero]));
  const rates = states.map((state2) => mul(h, matrix[state2][state2]));
  const above = y0.map(() => zero);
  const below2 = y0.map(() => zero);
  let rest = substitute([value], still2)[0];
  states.forEach((state2, k) => {
    const slope = slopes[state2];
    const end = mul(slope, exp2(rates[k]));
    above[state2] = max(slope, end);
    below2[state2] = min(slope, end);
    rest = add(rest, max(mul(mul(slope, drive[state2]), mul(h, exprel2(rates[k]))), zero));
  });
  if (states.length === 2) {
    const [driver, driven] = states;
    const brought = mul(mul(slopes[driven], matrix[driven][driver]), spread(h, rates[1], rates[0]));
    above[driver] = add(above[driver], max(brought, zero));
    below2[driver] = add(below2[driver], min(brought, zero));
    rest = add(rest, max(mul(brought, mul(drive[driver], h)), zero));
  }
  const unit6 = 2 * summitRoundings * roundingUnits;
  const terms3 = termsOf(value);
  const weights3 = jacobian(terms3, y0);
  const sizes = y0.map((_, j) => sizeOf(weights3.map((row2) => row2[j])));
  const fixed = sizeOf(substitute(terms3, still2));
  const begun = substitute(y1, still2);
  const most2 = (column) => sizes.reduce((sum, size2, i) => add(sum, mul(size2, abs(column(i)))), zero);
  const margin = add(
    rest,
    mul(
      unit6,
      add(
        mul(2, fixed),
        most2((i) => begun[i])
      )
    )
  );
  return y0.reduce((sum, y, j) => {
    const slack = mul(
      unit6,
      add(
        sizes[j],
        most2((i) => flow[i][j])
      )
    );
    if (slack === zero) return sum;
    return add(sum, max(mul(add(above[j], slack), y), mul(sub(below2[j], slack), y)));
  }, margin);
}
function splitFarStep({ far }, model, frame, shared2, inputs2) {
  if (far === void 0 || inputs2.some((jump2) => effectsOf(model, jump2).touches.includes(true)))
    return void 0;
  const program = schedule2("far", frame, far());
  const all = [program, ...inputs2.map((jump2) => jumpProgram(model, frame, jump2))];
  const isTimed = all.some((own4) => shared2.reads(own4, [timeSlot, restSlot]));
  return isTimed ? void 0 : shared2.split(program);
}

// ../b2/src/codegen/wasm-statements.ts
var integerAt = (address2, offset) => (body) => {
  address2(body);
  body.loadInteger(offset);
};
var byteAt = (address2, offset) => (body) => {
  address2(body);
  body.loadByte(offset);
};
var plus2 = (a, b) => apply2([a, whole(b)], "i32.add");
var minus = (a, b) => apply2([a, whole(b)], "i32.sub");
var shifted = (a, n) => apply2([a, i32(n)], "i32.shl");
var equals = (a, b) => apply2([a, whole(b)], "i32.eq");
var not = (a) => apply2([a], "i32.eqz");
var both = (a, b) => apply2([a, b], "i32.and");
var either = (a, b) => apply2([a, b], "i32.or");
var whole = (value) => typeof value === "number" ? i32(value) : value;
function statements(body) {
  const jump2 = (opened) => (condition2) => {
    condition2?.(body);
    body.branch(opened, condition2 !== void 0);
  };
  const enclosed = (kind, inside3) => {
    inside3(jump2(body.open(kind)));
    body.op("end");
  };
  return {
    variable: (type) => {
      const index3 = body.take(type);
      return Object.assign(local(index3), {
        set: (value) => {
          push2(body, value);
          body.set(index3);
        }
      });
    },
    storeDouble: (address2, offset, value) => {
      address2(body);
      push2(body, value);
      body.store(offset);
    },
    storeInteger: (address2, offset, value) => {
      address2(body);
      value(body);
      body.storeInteger(offset);
    },
    storeByte: (address2, offset, value) => {
      address2(body);
      value(body);
      body.storeByte(offset);
    },
    when: (condition2, then, otherwise) => {
      condition2(body);
      body.ifNothing();
      then();
      if (otherwise !== void 0) {
        body.op("else");
        otherwise();
      }
      body.op("end");
    },
    block: (inside3) => enclosed("block", inside3),
    loop: (inside3) => enclosed("loop", inside3)
  };
}

// ../b2/src/compile/place-codes.ts
var arming = {
  /** It has fired, and its function has not been below zero since. */
  disarmed: 0,
  /** Its function was below zero since it last fired. */
  armed: 1,
  /** Its function has never been below zero, nor has it fired. */
  never: 2,
  /** It has fired, and its function fell from zero, but nowhere by more than rounding. */
  hanging: 3,
  /** It is armed, and its function has come to rest on zero, as far as rounding tells: only a rise from there is one. */
  resting: 4
};
var anchor = {
  none: -1,
  atSpike: (record2) => -2 - record2,
  ofSpike: (code) => -2 - code
};

// ../b2/src/compile/routines/advance-parts.ts
var anchorKind = {
  /** As its slot says. */
  same: 0,
  none: 1,
  /** Of the arrival that comes next: the last step led to it. */
  next: 2,
  /** Of the one that came last. */
  last: 3
};

// ../b2/src/compile/routines/routine-writer.ts
var doubleOf = (column, index3, behind = 0) => load(shifted(index3, 3), column.byteOffset + 8 * behind);
var integerOf = (column, index3) => integerAt(shifted(index3, 2), column.byteOffset);
function routineWriter(body, frame, columns) {
  const own4 = statements(body);
  const base = local(0);
  const nowhere2 = i32(0);
  const place7 = (name2) => tableBytes + 8 * frame.slot(name2);
  const placeOf2 = (name2) => columns.counts.byteOffset + 4 * counts[name2];
  const numberAt = (name2) => columns.numbers.byteOffset + 8 * numbers2[name2];
  return {
    ...own4,
    slot: (name2) => load(base, place7(name2)),
    keepSlot: (name2, value) => own4.storeDouble(base, place7(name2), value),
    number: (name2) => load(nowhere2, numberAt(name2)),
    keepNumber: (name2, value) => own4.storeDouble(nowhere2, numberAt(name2), value),
    count: (name2) => integerAt(nowhere2, placeOf2(name2)),
    keepCount: (name2, value) => own4.storeInteger(nowhere2, placeOf2(name2), value)
  };
}

// ../b2/src/compile/routines/arriving.ts
var asDouble = (integer2) => apply2([integer2], "f64.convert_i32_s");
var isDue = ({ s, due }) => apply2([due, s.count("dues")], "i32.lt_s");
var dueTime = ({ columns, due }) => doubleOf(columns.dueTime, due);
var dueArrival = (own4) => dueArrivalAt(own4, own4.due);
var dueArrivalAt = ({ columns }, at3) => integerOf(columns.dueArrival, at3);
var isAnchored = ({ anchor: anchor2 }) => equals(anchor2, anchorKind.next);
function takeFrom(own4, port, places4 = /* @__PURE__ */ new Map()) {
  const { model, frame, columns, run, due } = own4;
  const channels = columns.dueWeight.length / columns.dueTime.length;
  const { channels: names2, graded } = model.ports[port];
  const all = new Map(places4);
  names2.forEach((channel, c) => {
    const entry = plus2(apply2([due, i32(channels)], "i32.mul"), c);
    const weight2 = plus2(integerOf(columns.dueWeight, entry), own4.own);
    all.set(frame.slot(channel), doubleOf(columns.parameters, weight2));
  });
  if (graded) {
    const payload = arrivingNames(model.ports[port]).at(-1);
    all.set(frame.slot(payload), doubleOf(columns.duePayload, due));
  }
  run(own4.inputs[port], all);
}
function takeArrival(own4, places4) {
  const { s, model, columns, due } = own4;
  if (model.ports.length === 1) {
    takeFrom(own4, 0, places4);
    return;
  }
  model.ports.forEach((_, port) => {
    s.when(equals(integerOf(columns.duePort, due), port), () => takeFrom(own4, port, places4));
  });
}

// ../b2/src/compile/routines/stretch.ts
function record({ s, columns, model, index: index3, t: t2, records: records2, states }, kind, reference, length) {
  const of8 = (at3) => shifted(at3, 3);
  const of4 = (at3) => shifted(at3, 2);
  s.storeByte(records2, columns.kind.byteOffset, i32(kind));
  s.storeInteger(of4(records2), columns.neuron.byteOffset, plus2(index3, s.count("firstNeuron")));
  s.storeInteger(of4(records2), columns.reference.byteOffset, reference);
  s.storeDouble(of8(records2), columns.time.byteOffset, t2);
  s.storeDouble(of8(records2), columns.stepSize.byteOffset, length);
  s.storeInteger(of4(records2), columns.segment.byteOffset, i32(0));
  s.storeInteger(of4(records2), columns.stateStart.byteOffset, plus2(s.count("before"), states));
  model.states.forEach(({ name: name2 }, i) => {
    s.storeDouble(of8(states), columns.state.byteOffset + 8 * i, s.slot(name2));
  });
  records2.set(plus2(records2, 1));
  states.set(plus2(states, model.states.length));
}
function takeBack({ s, columns, model, records: records2, states }) {
  records2.set(minus(records2, 1));
  states.set(minus(states, model.states.length));
  model.states.forEach(({ name: name2 }, i) => {
    s.keepSlot(name2, doubleOf(columns.state, states, i));
  });
}
function moveOn({ s, model }) {
  for (const { name: name2 } of model.states) s.keepSlot(name2, s.slot(nextSlot(name2)));
}
function advanceClock({ s, t: t2, size: size2, target }) {
  const rest = s.slot(restSlot);
  const before = s.slot(timeSlot);
  target.set(add2(rest, size2));
  t2.set(add2(before, target));
  const added = sub2(t2, before);
  const lost = select2(isLess(size2, abs2(rest)), add2(sub2(rest, target), size2), add2(sub2(size2, target), rest));
  s.keepSlot(restSlot, add2(add2(sub2(before, sub2(t2, added)), sub2(target, added)), lost));
  s.keepSlot(timeSlot, t2);
}
var isFull2 = ({ records: records2, columns }) => apply2([records2, i32(mostBeforeStep(columns))], "i32.gt_s");

// ../b2/src/compile/routines/begin-routine.ts
var { placeSlots: place } = slots_exports;
var first = {
  last: -1,
  anchor: anchor.none,
  crossed: -1,
  promised: Number.NaN
};
function beginNeuron(own4) {
  const { s, model, run, controller, t: t2 } = own4;
  const remembered = new Float64Array(controller?.stateSize ?? 0);
  controller?.init(remembered, 0);
  for (const name2 of Object.keys(place)) s.keepSlot(place[name2], first[name2] ?? 0);
  remembered.forEach((value, k) => {
    s.keepSlot(rememberedSlot(k), value);
  });
  t2.set(s.number("from"));
  s.keepSlot(place.t, t2);
  s.keepSlot(place.proposal, s.number("firstStepSize"));
  run(own4.initial);
  record(own4, recordKind.start, i32(-1), 0);
  run(own4.eventValues);
  for (const { name: name2, fireAtStart } of model.events) {
    s.keepSlot(causeSlot(name2), anchor.none);
    s.keepSlot(firedAtSlot(name2), Number.NaN);
    const keep = (armed, pending) => {
      s.keepSlot(armedSlot(name2), armed);
      s.keepSlot(pendingSlot(name2), pending);
    };
    s.when(
      isLess(s.slot(eventValueSlot(name2)), 0),
      () => keep(arming.armed, -1),
      () => keep(arming.never, fireAtStart ? eventCause.start : -1)
    );
  }
  run(own4.stepCap);
}

// ../b2/src/compile/event-decisions.ts
var noise = 64;
var leastRest = 1e-6;
var mostIterations = 200;

// ../b2/src/compile/routines/bernstein-routine.ts
function changesOfSign(s, coefficients) {
  const changes2 = s.variable("i32");
  const last = s.variable("f64");
  changes2.set(i32(0));
  last.set(0);
  for (const value of coefficients) {
    s.when(apply2([value, 0], "f64.ne"), () => {
      const differs = not(equals(isLess(0, value), isLess(0, last)));
      s.when(both(apply2([last, 0], "f64.ne"), differs), () => changes2.set(plus2(changes2, 1)));
      last.set(value);
    });
  }
  return changes2;
}
function rootOfBernstein(s, coefficients) {
  const [low, high, below2, above, secant, middle2, value] = Array.from({ length: 7 }, () => s.variable("f64"));
  const row2 = coefficients.map(() => s.variable("f64"));
  const i = s.variable("i32");
  const left = s.variable("i32");
  const root = s.variable("f64");
  const between = () => add2(low, div2(mul2(sub2(high, low), below2), sub2(below2, above)));
  low.set(0);
  high.set(1);
  below2.set(coefficients[0]);
  above.set(coefficients.at(-1));
  i.set(i32(0));
  left.set(i32(2));
  s.block((found) => {
    s.block((ends) => {
      s.loop((again) => {
        ends(not(apply2([i, i32(60)], "i32.lt_s")));
        ends(not(isLess(1e-15, sub2(high, low))));
        secant.set(between());
        const halves2 = either(equals(left, 0), isSame(secant, 1));
        middle2.set(select2(halves2, mul2(0.5, add2(low, high)), secant));
        polynomialAt(row2, coefficients, middle2, value);
        root.set(middle2);
        found(isSame(value, 0));
        const moves = (end, of) => {
          ends(isSame(end, middle2));
          end.set(middle2);
          of.set(value);
        };
        s.when(
          isLess(value, 0),
          () => moves(low, below2),
          () => moves(high, above)
        );
        i.set(plus2(i, 1));
        left.set(select2(equals(left, 0), i32(2), minus(left, 1)));
        again();
      });
    });
    root.set(between());
  });
  return root;
}
function polynomialAt(row2, coefficients, theta, value) {
  row2.forEach((entry, k) => {
    entry.set(coefficients[k]);
  });
  for (let end = row2.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) {
      row2[k].set(add2(row2[k], mul2(theta, sub2(row2[k + 1], row2[k]))));
    }
  }
  value.set(row2[0]);
}

// ../b2/src/compile/routines/locate-routine.ts
function locateRoot(own4, event2, search2) {
  const { s, run, size: h, model, frame } = own4;
  const { tries, stop: stop2 } = search2;
  const { name: name2 } = model.events[event2];
  const [g, slope, bound] = Array.from({ length: 3 }, () => s.variable("f64"));
  const places4 = /* @__PURE__ */ new Map([
    [frame.slot(stepSizeSlot), h],
    [frame.slot(eventEndSlot(name2)), g],
    [frame.slot(crossingRateSlot(name2)), slope],
    [frame.slot(eventRoundingSlot(name2)), bound]
  ]);
  const [low, high, limit, next] = Array.from({ length: 4 }, () => s.variable("f64"));
  const hasHigh = () => isLess(high, Number.POSITIVE_INFINITY);
  low.set(0);
  high.set(Number.POSITIVE_INFINITY);
  limit.set(search2.limit);
  h.set(apply2([search2.guess, limit], "f64.min"));
  tries.set(i32(0));
  s.block((found) => {
    s.loop((again) => {
      stop2(equals(tries, mostIterations));
      run(own4.crossing[event2], places4);
      stop2(apply2([g, g], "f64.ne"));
      s.when(
        apply2([g, 0], "f64.ge"),
        () => {
          s.when(both(isAtMost(g, bound), isLess(0, slope)), () => {
            tries.set(plus2(tries, 1));
            found();
          });
          high.set(h);
        },
        () => {
          stop2(both(isSame(h, limit), not(hasHigh())));
          low.set(h);
        }
      );
      next.set(sub2(h, div2(sub2(g, mul2(0.5, bound)), slope)));
      s.when(isSame(next, h), () => {
        s.when(
          isLess(g, 0),
          () => next.set(add2(h, apply2([div2(bound, slope), mul2(h, Number.EPSILON)], "f64.max"))),
          () => next.set(sub2(h, mul2(h, Number.EPSILON)))
        );
      });
      s.when(
        hasHigh(),
        () => {
          const isInside = both(isLess(low, next), isLess(next, high));
          const isLate = either(
            equals(apply2([tries, i32(7)], "i32.and"), 7),
            apply2([tries, i32(24)], "i32.gt_s")
          );
          s.when(either(not(isInside), isLate), () => {
            next.set(add2(low, mul2(0.5, sub2(high, low))));
            s.when(either(isSame(next, low), isSame(next, high)), () => {
              s.when(isSame(h, high), () => {
                tries.set(plus2(tries, 1));
                found();
              });
              next.set(high);
            });
          });
        },
        () => {
          s.when(
            isLess(low, next),
            () => next.set(apply2([next, limit], "f64.min")),
            () => next.set(limit)
          );
        }
      );
      h.set(next);
      tries.set(plus2(tries, 1));
      again();
    });
  });
  s.keepSlot(stepSizeSlot, h);
  run(own4.locate[event2]);
}

// ../b2/src/compile/routines/event-routine.ts
var { placeSlots: place2 } = slots_exports;
function isLocated({ model, summits, hasShape }) {
  const [event2, ...others2] = model.events;
  return event2?.emits === true && others2.length === 0 && (hasShape || summits[0] !== void 0);
}
function meetEvent(own4, e, { stop: stop2, left, again }) {
  if (!isLocated(own4)) {
    stop2();
    return;
  }
  const { s, model, columns, run, size: size2, spikes, t: t2 } = own4;
  const { slot: inFrame, keepSlot: keepInFrame, number } = s;
  const { name: name2, repeats, payload } = model.events[e];
  const peak = inFrame(eventPeakSlot(name2));
  const margin = inFrame(eventMarginSlot(name2));
  const rounding = inFrame(eventRoundingSlot(name2));
  const end = inFrame(eventEndSlot(name2));
  const rate = inFrame(crossingRateSlot(name2));
  const coefficients = Array.from(
    { length: own4.bernstein[e] },
    (_, k) => inFrame(bernsteinSlot(name2, k))
  );
  const negated2 = (a) => apply2([a], "f64.neg");
  const whole4 = s.variable("f64");
  const theta = s.variable("f64");
  const limit = s.variable("f64");
  const ending = s.variable("f64");
  const clock = s.variable("f64");
  const clockRest = s.variable("f64");
  const between = s.variable("f64");
  const tries = s.variable("i32");
  const summit = own4.summits[e];
  const share4 = inFrame(summitSlot(name2));
  stop2(apply2([spikes, i32(spikeRoom - 1)], "i32.gt_s"));
  stop2(not(isAtMost(add2(inFrame(place2.fired), 1), number("maxSpikes"))));
  whole4.set(size2);
  ending.set(end);
  if (summit === void 0) {
    stop2(not(isLess(coefficients[0], 0)));
    stop2(not(isLess(mul2(noise, rounding), coefficients.at(-1))));
    stop2(not(isLess(mul2(noise, rounding), end)));
    stop2(not(equals(changesOfSign(s, coefficients), 1)));
    theta.set(rootOfBernstein(s, coefficients));
    limit.set(1);
  } else {
    const guess = inFrame(guessSlot(name2));
    stop2(not(isLess(coefficients[0], negated2(margin))));
    stop2(not(isLess(margin, peak)));
    limit.set(share4);
    const isInside = both(isLess(0, guess), isAtMost(guess, share4));
    theta.set(select2(isInside, guess, mul2(0.5, share4)));
  }
  locateRoot(own4, e, { guess: mul2(theta, whole4), limit: mul2(limit, whole4), tries, stop: stop2 });
  const isFar = isLess(mul2(noise, rounding), apply2([ending], "f64.abs"));
  const isNear = isAtMost(sub2(whole4, size2), mul2(leastRest, whole4));
  stop2(not(either(isFar, isNear)));
  if (summit === void 0) {
    const lowest2 = mul2(-2.5, margin);
    for (const coefficient of coefficients.slice(0, -1)) stop2(not(isLess(coefficient, lowest2)));
  } else {
    run(summit);
    stop2(not(isLess(coefficients[0], negated2(margin))));
    stop2(apply2([share4, 1], "f64.ne"));
  }
  stop2(not(isLess(size2, whole4)));
  s.when(s.count("adaptive"), () => stop2(not(isAtMost(inFrame(errorNormSlot), 1))));
  stop2(not(both(isLess(0, rate), isLess(rate, Number.POSITIVE_INFINITY))));
  clock.set(t2);
  clockRest.set(inFrame(place2.rest));
  record(own4, recordKind.stepToEvent, i32(e), size2);
  moveOn(own4);
  advanceClock(own4);
  const undo = () => {
    takeBack(own4);
    t2.set(clock);
    keepInFrame(place2.t, t2);
    keepInFrame(place2.rest, clockRest);
    stop2();
  };
  s.when(isDue(own4), () => s.when(not(isLess(t2, dueTime(own4))), undo));
  const rest = inFrame(place2.rest);
  between.set(add2(sub2(t2, inFrame(firedAtSlot(name2))), sub2(rest, inFrame(firedRestSlot(name2)))));
  s.when(both(isLess(0, between), isSame(add2(t2, between), t2)), undo);
  record(own4, recordKind.reset, plus2(s.count("spikesBefore"), spikes), 0);
  run(own4.resets[e]);
  own4.hasBegun.set(i32(0));
  const isBelow2 = isLess(inFrame(eventValueSlot(name2)), 0);
  keepInFrame(armedSlot(name2), arming.disarmed);
  if (own4.resetTouches[e]) {
    run(own4.eventValues);
    if (repeats) {
      s.when(not(isBelow2), () => {
        keepInFrame(armedSlot(name2), arming.armed);
        takeBack(own4);
        undo();
      });
    }
    s.when(isBelow2, () => keepInFrame(armedSlot(name2), arming.armed));
  }
  keepInFrame(firedAtSlot(name2), t2);
  keepInFrame(firedRestSlot(name2), rest);
  keepInFrame(place2.fired, add2(inFrame(place2.fired), 1));
  keepInFrame(place2.spikes, add2(inFrame(place2.spikes), 1));
  keepInFrame(place2.anchor, sub2(anchor.atSpike(0), asDouble(plus2(s.count("spikesBefore"), spikes))));
  own4.anchor.set(i32(anchorKind.same));
  const neuron = plus2(own4.index, s.count("firstNeuron"));
  s.storeDouble(shifted(spikes, 3), columns.firedTime.byteOffset, t2);
  s.storeInteger(shifted(spikes, 2), columns.firedNeuron.byteOffset, neuron);
  s.storeDouble(
    shifted(spikes, 3),
    columns.firedPayload.byteOffset,
    payload === void 0 ? 1 : inFrame(sentSlot)
  );
  spikes.set(plus2(spikes, 1));
  s.when(isLess(rate, number("smallestRate")), () => {
    s.keepNumber("smallestRate", rate);
    s.keepNumber("smallestRateTime", t2);
    s.keepCount("smallestRateNeuron", neuron);
  });
  own4.repeated.set(plus2(own4.repeated, tries));
  own4.budget.set(minus(own4.budget, 1));
  own4.steps.set(add2(own4.steps, 1));
  s.when(not(isLess(inFrame(place2.spikes), number("stopAfter"))), () => {
    keepInFrame(place2.finished, 1);
    left();
  });
  again();
}

// ../b2/src/compile/routines/in-common.ts
function inCommon({ s, run, due, size: size2 }, { common: common2, rest }, { sizes, values: values2 }, places4) {
  const at3 = s.variable("i32");
  at3.set(apply2([due, i32(8 * mostCommon)], "i32.mul"));
  const all = new Map(places4);
  common2.stores.forEach(({ slot }, k) => {
    const offset = values2.byteOffset + 8 * k;
    const set = (value) => s.storeDouble(at3, offset, value);
    all.set(slot, Object.assign(load(at3, offset), { set }));
  });
  s.when(not(both(s.count("shares"), isSame(doubleOf(sizes, due), size2))), () => {
    run(common2, all);
    s.storeDouble(shifted(due, 3), sizes.byteOffset, size2);
  });
  run(rest, all);
}

// ../b2/src/compile/routines/fold-routine.ts
var { placeSlots: place3 } = slots_exports;
var mostWithoutEvents = 16;
var mostSteps = 1e6;
function foldAhead(own4) {
  const { s, columns, far, t: t2, target, size: size2, due, records: records2, budget, steps: steps2, received } = own4;
  if (far === void 0) return;
  const { slot: inFrame, keepSlot: keepInFrame, number, count: count3 } = s;
  const first2 = s.variable("i32");
  const next = s.variable("i32");
  const last = s.variable("i32");
  const made3 = s.variable("i32");
  const most2 = s.variable("i32");
  const before = s.variable("f64");
  const longest4 = s.variable("f64");
  const ahead = s.variable("f64");
  const { state: state2, bounds, places: places4, isFar } = farFrom(own4);
  const kept2 = state2.map(() => s.variable("f64"));
  const highest = own4.model.events.length > 0 ? [] : bounds.map(() => s.variable("f64"));
  const keep = () => {
    state2.forEach(({ now }, i) => {
      kept2[i].set(now);
    });
  };
  s.when(both(mayBeFar(own4), isDue(own4)), () => {
    first2.set(due);
    next.set(due);
    made3.set(i32(0));
    const least = (a, b) => apply2([a, b, apply2([a, b], "i32.lt_s")], "select");
    const room = highest.length > 0 ? mostWithoutEvents : mostFolded;
    last.set(least(minus(count3("dues"), 1), plus2(first2, room)));
    for (const value of highest) value.set(Number.NEGATIVE_INFINITY);
    const left = apply2([sub2(number("maxSteps"), steps2), mostSteps], "f64.min");
    most2.set(least(budget, apply2([left], "i32.trunc_f64_s")));
    const allowed2 = apply2([inFrame(place3.proposal), inFrame(stepCapSlot)], "f64.min");
    longest4.set(apply2([allowed2, number("longest")], "f64.min"));
    ahead.set(apply2([number("known"), number("sample")], "f64.min"));
    before.set(t2);
    for (const { name: name2, now } of state2) now.set(inFrame(name2));
    keep();
    s.block((leave2) => {
      leave2(isFull2(own4));
      s.loop((again) => {
        leave2(not(apply2([made3, most2], "i32.lt_s")));
        leave2(not(isLess(before, number("horizon"))));
        target.set(dueTime(own4));
        leave2(not(isLess(target, ahead)));
        size2.set(sub2(target, before));
        leave2(not(isAtMost(size2, longest4)));
        inCommon(own4, far, { values: columns.farCommon, sizes: columns.farSize }, places4);
        own4.isNear.set(not(isFar));
        leave2(own4.isNear);
        s.when(not(made3), () => {
          record(own4, foldedKind, plus2(first2, count3("dueFirst")), 0);
          own4.states.set(plus2(own4.states, highest.length));
        });
        highest.forEach((value, k) => {
          value.set(apply2([value, bounds[k]], "f64.max"));
        });
        made3.set(plus2(made3, 1));
        before.set(target);
        next.set(due);
        keep();
        s.loop((more) => {
          takeArrival(own4, places4);
          due.set(plus2(due, 1));
          leave2(apply2([due, last], "i32.gt_s"));
          more(apply2([dueTime(own4), before], "f64.eq"));
        });
        again();
      });
    });
    due.set(next);
    s.when(made3, () => {
      state2.forEach(({ name: name2 }, i) => {
        keepInFrame(name2, kept2[i]);
      });
      const index3 = shifted(minus(records2, 1), 2);
      s.storeInteger(index3, columns.segment.byteOffset, minus(due, first2));
      highest.forEach((value, k) => {
        const at3 = shifted(minus(own4.states, highest.length - k), 3);
        s.storeDouble(at3, columns.state.byteOffset, value);
      });
      t2.set(before);
      keepInFrame(place3.t, t2);
      own4.anchor.set(i32(anchorKind.next));
      s.when(minus(due, first2), () => {
        keepInFrame(place3.last, asDouble(dueArrivalAt(own4, minus(due, 1))));
      });
      budget.set(minus(budget, made3));
      steps2.set(add2(steps2, asDouble(made3)));
      received.set(plus2(received, minus(due, first2)));
    });
  });
}
function endAhead(own4, accept2) {
  const { s, columns, far } = own4;
  if (far === void 0) return;
  const { state: state2, places: places4, isFar } = farFrom(own4);
  s.when(both(mayBeFar(own4), not(isDue(own4))), () => {
    for (const { name: name2, now } of state2) now.set(s.slot(name2));
    inCommon(own4, far, { values: columns.farCommon, sizes: columns.farSize }, places4);
    for (const { name: name2, now } of state2) s.keepSlot(nextSlot(name2), now);
    accept2(isFar);
  });
}
function mayBeFar({ s, anchor: anchor2, isNear }) {
  const isReceived = both(equals(anchor2, anchorKind.last), isSame(s.slot(place3.rest), 0));
  return both(both(s.count("folds"), isReceived), not(isNear));
}
function farFrom({ s, model, frame, size: size2 }) {
  const state2 = model.states.map(({ name: name2 }) => ({ name: name2, now: s.variable("f64") }));
  const bounds = farBoundSlots(model).map((slot) => ({ slot, value: s.variable("f64") }));
  const places4 = new Map([
    [frame.slot(stepSizeSlot), size2],
    ...state2.map(({ name: name2, now }) => [frame.slot(name2), now]),
    ...bounds.map(({ slot, value }) => [frame.slot(slot), value])
  ]);
  const beyond = model.events.length > 0 ? 0 : Number.POSITIVE_INFINITY;
  const isFar = bounds.map(({ value }) => isLess(value, beyond)).reduce(both);
  return { state: state2, bounds: bounds.map(({ value }) => value), places: places4, isFar };
}

// ../b2/src/compile/routines/quiet-routine.ts
var { placeSlots: place4 } = slots_exports;
var leastStep = 1e-12;
function advance(own4, ways) {
  const { s, run, t: t2, target, size: size2, budget, steps: steps2, anchor: anchor2 } = own4;
  const { slot: inFrame, keepSlot: keepInFrame, number, count: count3 } = s;
  const { stop: stop2, left } = ways;
  const longest4 = s.variable("f64");
  const isCut = s.variable("i32");
  receiveAll(own4, stop2);
  if (own4.far !== void 0) {
    foldAhead(own4);
    receiveAll(own4, stop2);
  }
  s.when(
    isDue(own4),
    () => target.set(dueTime(own4)),
    () => {
      stop2(not(count3("mayEnd")));
      target.set(number("until"));
    }
  );
  const wait = () => {
    stop2(not(count3("mayWait")));
    own4.reached.set(apply2([own4.reached, t2], "f64.min"));
    left();
  };
  const until2 = (time) => sub2(sub2(time, t2), inFrame(restSlot));
  size2.set(until2(target));
  stop2(not(apply2([size2, 0], "f64.gt")));
  s.when(not(isLess(t2, number("horizon"))), wait);
  stop2(not(isLess(target, number("sample"))));
  s.when(not(isLess(inFrame(place4.proposal), Number.POSITIVE_INFINITY)), () => {
    run(own4.initialStep);
    const first2 = inFrame(initialStepSlot);
    const isNumber3 = isSame(first2, first2);
    keepInFrame(place4.proposal, select2(isNumber3, first2, Number.POSITIVE_INFINITY));
  });
  const { stepBegin, hasBegun: hasBegun2 } = own4;
  if (stepBegin !== void 0) s.when(not(hasBegun2), () => run(stepBegin));
  else if (own4.capVaries) run(own4.stepCap);
  const allowed2 = apply2([inFrame(place4.proposal), inFrame(stepCapSlot)], "f64.min");
  longest4.set(apply2([allowed2, number("longest")], "f64.min"));
  s.when(not(isLess(target, number("known"))), () => {
    s.when(not(isLess(longest4, until2(number("known")))), wait);
    stop2(not(count3("mayWait")));
  });
  isCut.set(i32(1));
  s.when(not(isAtMost(size2, longest4)), () => {
    if (own4.proposal === void 0) {
      stop2();
      return;
    }
    stop2(not(count3("proposes")));
    stop2(isSmall(longest4, t2));
    size2.set(longest4);
    isCut.set(i32(0));
  });
  stop2(not(budget));
  stop2(not(isLess(steps2, number("maxSteps"))));
  stop2(isFull2(own4));
  keepInFrame(stepSizeSlot, size2);
  s.block((accept2) => {
    s.when(isCut, () => endAhead(own4, accept2));
    tryStep(own4, ways);
  });
  own4.isNear.set(i32(0));
  budget.set(minus(budget, 1));
  steps2.set(add2(steps2, 1));
  s.when(
    isCut,
    () => {
      s.when(
        isDue(own4),
        () => record(own4, recordKind.stepToArrival, dueArrival(own4), size2),
        () => record(own4, recordKind.stepToFixed, i32(-1), size2)
      );
      moveOn(own4);
      t2.set(target);
      keepInFrame(place4.t, t2);
      keepInFrame(restSlot, 0);
    },
    () => {
      const { proposal } = own4;
      if (proposal === void 0) return;
      s.when(isSame(size2, inFrame(place4.proposal)), () => run(proposal));
      record(own4, recordKind.step, i32(-1), size2);
      moveOn(own4);
      advanceClock(own4);
    }
  );
  const arrives = both(isCut, isDue(own4));
  anchor2.set(apply2([i32(anchorKind.next), i32(anchorKind.none), arrives], "select"));
  s.when(both(isCut, not(isDue(own4))), () => {
    stop2(not(count3("mayFinish")));
    keepInFrame(place4.finished, 1);
    left();
  });
}
function tryStep(own4, ways) {
  const { s, model, run } = own4;
  const { stop: stop2 } = ways;
  const inFrame = s.slot;
  makeStep(own4);
  const sum = model.states.map(({ name: name2 }) => mul2(inFrame(nextSlot(name2)), 0)).reduce(add2);
  s.when(
    s.count("adaptive"),
    () => s.when(not(isAtMost(inFrame(errorNormSlot), 1)), () => refuse(own4, ways)),
    () => stop2(apply2([sum, 0], "f64.ne"))
  );
  model.events.forEach(({ name: name2 }, e) => {
    const summit = own4.summits[e];
    s.when(not(isQuiet(own4, name2, own4.hasShape)), () => {
      if (summit === void 0) meetEvent(own4, e, ways);
      else {
        run(summit);
        s.when(not(isQuiet(own4, name2, true)), () => meetEvent(own4, e, ways));
      }
    });
  });
  own4.hasBegun.set(i32(1));
}
function refuse(own4, { stop: stop2, again }) {
  const { s, frame, run, t: t2, refusal, budget, steps: steps2, refused: refused3, hasBegun: hasBegun2 } = own4;
  if (refusal === void 0) {
    stop2();
    return;
  }
  stop2(not(s.count("proposes")));
  stop2(not(isLess(s.slot(errorNormSlot), Number.POSITIVE_INFINITY)));
  const next = s.variable("f64");
  run(refusal, /* @__PURE__ */ new Map([[frame.slot(proposalSlot), next]]));
  stop2(isSmall(next, t2));
  s.keepSlot(proposalSlot, next);
  hasBegun2.set(i32(0));
  budget.set(minus(budget, 1));
  steps2.set(add2(steps2, 1));
  refused3.set(plus2(refused3, 1));
  again();
}
function isSmall(size2, t2) {
  return not(apply2([size2, mul2(leastStep, apply2([abs2(t2), 1], "f64.max"))], "f64.gt"));
}
function makeStep(own4) {
  const { s, frame, columns, run, step: step3, split: split4, size: size2 } = own4;
  if (split4 === void 0) {
    run(step3);
    return;
  }
  s.when(
    s.count("shares"),
    () => {
      const places4 = /* @__PURE__ */ new Map([[frame.slot(stepSizeSlot), size2]]);
      inCommon(own4, split4, { sizes: columns.commonSize, values: columns.common }, places4);
    },
    () => run(step3)
  );
}
function isQuiet({ s }, event2, knowsStart) {
  const peak = s.slot(eventPeakSlot(event2));
  const lowest2 = apply2([s.slot(eventMarginSlot(event2))], "f64.neg");
  const bounds = [s.number("closest"), s.slot(eventEndSlot(event2))];
  if (knowsStart) bounds.push(s.slot(bernsteinSlot(event2, 0)));
  const isFar = bounds.map((bound) => isAtMost(peak, bound)).reduce(either);
  return both(isLess(peak, lowest2), isFar);
}
function receiveAll(own4, stop2) {
  const { s, model, columns, t: t2, due, anchor: anchor2, received } = own4;
  s.block((hasReceived) => {
    s.loop((next) => {
      hasReceived(not(isDue(own4)));
      hasReceived(apply2([dueTime(own4), t2], "f64.ne"));
      hasReceived(isLess(s.slot(place4.rest), 0));
      stop2(isFull2(own4));
      s.when(not(isAnchored(own4)), () => record(own4, recordKind.stepToArrival, dueArrival(own4), 0));
      record(own4, recordKind.arrival, dueArrival(own4), 0);
      const duePort = integerOf(columns.duePort, due);
      model.ports.forEach((_, port) => {
        s.when(equals(duePort, port), () => receive(own4, port, stop2));
      });
      own4.hasBegun.set(i32(0));
      anchor2.set(i32(anchorKind.last));
      s.keepSlot(place4.last, asDouble(dueArrival(own4)));
      due.set(plus2(due, 1));
      received.set(plus2(received, 1));
      next();
    });
  });
}
function receive(own4, port, stop2) {
  const { s, model, run } = own4;
  takeFrom(own4, port);
  if (!own4.touches[port]) return;
  run(own4.eventValues);
  const allBelow = model.events.map(({ name: name2 }) => isLess(s.slot(eventValueSlot(name2)), 0)).reduce(both, i32(1));
  s.when(not(allBelow), () => {
    takeBack(own4);
    s.when(not(isAnchored(own4)), () => takeBack(own4));
    stop2();
  });
}

// ../b2/src/compile/routines/advance-routine.ts
var { placeSlots: place5 } = slots_exports;
function isPlain2({ timers, switches, signals }) {
  return switches.length === 0 && signals.length === 0 && timers.every((timer) => timer === void 0);
}
function advanceRoutine(parts2, columns, memory) {
  const {
    initial,
    step: step3,
    stepBegin,
    split: split4,
    far,
    initialStep: initialStep2,
    stepCap,
    eventValues,
    inputs: inputs2,
    summits,
    proposal,
    refusal
  } = parts2;
  const ordinary = [
    initial,
    step3,
    stepBegin,
    split4?.common,
    split4?.rest,
    far?.common,
    far?.rest,
    initialStep2,
    stepCap,
    eventValues,
    ...inputs2,
    ...summits,
    proposal,
    refusal
  ];
  const atEvents = isLocated(parts2) ? [...parts2.crossing, ...parts2.locate, ...parts2.resets] : [];
  const programs2 = [...ordinary, ...atEvents].filter((program) => program !== void 0);
  return instantiateRoutine(
    programs2,
    (body, run) => {
      const s = routineWriter(body, parts2.frame, columns);
      const { count: count3, number, keepCount, keepNumber, slot: inFrame } = s;
      const own4 = {
        ...parts2,
        s,
        columns,
        run,
        index: s.variable("i32"),
        own: s.variable("i32"),
        hasBegun: s.variable("i32"),
        t: s.variable("f64"),
        target: s.variable("f64"),
        size: s.variable("f64"),
        records: s.variable("i32"),
        states: s.variable("i32"),
        spikes: s.variable("i32"),
        due: s.variable("i32"),
        anchor: s.variable("i32"),
        isNear: s.variable("i32"),
        budget: s.variable("i32"),
        steps: s.variable("f64"),
        repeated: s.variable("i32"),
        refused: s.variable("i32"),
        received: s.variable("i32"),
        reached: s.variable("f64")
      };
      const { index: index3, t: t2, records: records2, states, spikes, budget, repeated, refused: refused3, received, reached } = own4;
      const allArmed = parts2.model.events.map(({ name: name2 }) => isSame(inFrame(armedSlot(name2)), arming.armed)).reduce(both, i32(1));
      records2.set(count3("records"));
      states.set(count3("states"));
      budget.set(count3("budget"));
      index3.set(count3("index"));
      reached.set(Number.POSITIVE_INFINITY);
      s.block((done) => {
        s.loop((nextNeuron) => {
          done(not(apply2([index3, count3("end")], "i32.lt_s")));
          shifted(plus2(apply2([index3, count3("frameSize")], "i32.mul"), count3("frames")), 3)(body);
          body.set(0);
          own4.own.set(apply2([index3, count3("shared")], "i32.mul"));
          s.block((isOver) => {
            s.block((left) => {
              s.block((stop2) => {
                s.when(count3("begins"), () => {
                  keepCount("hasBegun", i32(0));
                  stop2(isFull2(own4));
                  keepCount("hasBegun", i32(1));
                  beginNeuron(own4);
                });
                isOver(isSame(inFrame(place5.finished), 1));
                takeUp(own4);
                s.when(both(count3("mayWait"), not(isLess(t2, number("horizon")))), () => {
                  s.when(not(both(isDue(own4), isSame(dueTime(own4), t2))), () => {
                    reached.set(apply2([reached, t2], "f64.min"));
                    isOver();
                  });
                });
                stop2(not(allArmed));
                stop2(apply2([own4.due, i32(0)], "i32.lt_s"));
                s.loop((again) => {
                  advance(own4, { stop: stop2, left, again });
                  again();
                });
              });
              leave(own4);
              done();
            });
            leave(own4);
          });
          index3.set(plus2(index3, 1));
          nextNeuron();
        });
      });
      keepCount("records", records2);
      keepCount("states", states);
      keepCount("spikes", spikes);
      keepCount("repeated", repeated);
      keepCount("refused", refused3);
      keepCount("received", received);
      keepCount("budget", budget);
      keepCount("index", index3);
      keepNumber("reached", reached);
    },
    memory
  );
}
function takeUp(own4) {
  const { s, t: t2, steps: steps2, due, anchor: anchor2, hasBegun: hasBegun2 } = own4;
  hasBegun2.set(i32(0));
  t2.set(s.slot(place5.t));
  steps2.set(s.slot(place5.steps));
  due.set(minus(apply2([s.slot(place5.taken)], "i32.trunc_f64_s"), s.count("dueFirst")));
  anchor2.set(i32(anchorKind.same));
  const wasNext = isSame(s.slot(place5.anchor), asDouble(dueArrival(own4)));
  s.when(isDue(own4), () => s.when(wasNext, () => anchor2.set(i32(anchorKind.next))));
  const wasLast = isSame(s.slot(place5.anchor), asDouble(dueArrivalAt(own4, minus(due, 1))));
  s.when(apply2([due, i32(0)], "i32.gt_s"), () => s.when(wasLast, () => anchor2.set(i32(anchorKind.last))));
  own4.isNear.set(i32(0));
}
function leave(own4) {
  const { s, steps: steps2, due, anchor: anchor2 } = own4;
  s.keepSlot(place5.steps, steps2);
  s.keepSlot(place5.taken, asDouble(plus2(due, s.count("dueFirst"))));
  const keepAnchor = (kind, of) => {
    s.when(equals(anchor2, kind), () => s.keepSlot(place5.anchor, of));
  };
  keepAnchor(anchorKind.none, anchor.none);
  keepAnchor(anchorKind.next, asDouble(dueArrival(own4)));
  keepAnchor(anchorKind.last, asDouble(dueArrivalAt(own4, minus(due, 1))));
}

// ../b2/src/compile/routines/exact-sum-terms.ts
function sumAt(leading, rest, index3) {
  return { leading: leading.byteOffset, rest: rest.byteOffset, place: shifted(index3, 3) };
}
function exactSumTerms(s) {
  const [term, before, total, added] = Array.from({ length: 4 }, () => s.variable("f64"));
  const leadingOf = ({ place: place7, leading }) => load(place7, leading);
  const restOf = ({ place: place7, rest }) => load(place7, rest);
  const addTo3 = (sum, value) => {
    term.set(value);
    before.set(leadingOf(sum));
    total.set(add2(before, term));
    added.set(sub2(total, before));
    s.storeDouble(sum.place, sum.leading, total);
    const lost = add2(sub2(before, sub2(total, added)), sub2(term, added));
    s.storeDouble(sum.place, sum.rest, add2(restOf(sum), lost));
  };
  return {
    totalOf: (sum) => add2(leadingOf(sum), restOf(sum)),
    addTo: addTo3,
    addSum: (sum, other) => {
      addTo3(sum, leadingOf(other));
      addTo3(sum, restOf(other));
    },
    resetTo: (sum, value) => {
      s.storeDouble(sum.place, sum.leading, value);
      s.storeDouble(sum.place, sum.rest, 0);
    }
  };
}

// ../b2/src/compile/routines/arrivals-back.ts
function byPort({ s, parts: parts2, columns, reference }, action) {
  const { ports } = parts2.model;
  if (ports.length === 1) {
    action(0);
    return;
  }
  ports.forEach((_, port) => {
    s.when(equals(integerOf(columns.arrivalPort, reference), port), () => action(port));
  });
}
function addArrivalTime({ s, columns, reference, time, sums: { addSum: addSum2 } }) {
  addSum2(sumAt(columns.spikeLeading, columns.spikeRest, integerOf(columns.arrivalSpike, reference)), time);
  const delay = integerOf(columns.arrivalDelay, reference);
  s.when(not(apply2([delay, i32(0)], "i32.lt_s")), () => {
    addSum2(sumAt(columns.delayLeading, columns.delayRest, delay), time);
  });
}
function arriving(own4, port) {
  const { parts: parts2, columns, reference } = own4;
  const { channels, graded } = parts2.model.ports[port];
  const { frame } = parts2;
  const weights3 = channels.map(
    (name2, c) => [frame.slot(name2), doubleOf(columns.parameters, weightOf2(own4, c))]
  );
  const all = new Map(weights3);
  if (graded) all.set(frame.slot(payloadName), doubleOf(columns.arrivalPayload, reference));
  return all;
}
function pullArrival(own4, port, elsewhere2 = []) {
  const { s, run, parts: parts2, columns, reference, time, sums } = own4;
  const { model, frame, inputs: inputs2, shifts } = parts2;
  const { channels, graded } = model.ports[port];
  const bars = channels.map((name2) => ({ slot: barSlot(name2), value: s.variable("f64") }));
  const variables = [...elsewhere2, ...bars].map(({ slot, value }) => [frame.slot(slot), value]);
  const places4 = new Map([...arriving(own4, port), ...variables]);
  if (shifts !== void 0) {
    s.when(not(s.count("timeless")), () => {
      run(shifts.inputs[port], places4);
      sums.addTo(time, s.slot(barSlot(stepSizeSlot)));
      addArrivalTime(own4);
      sums.resetTo(time, 0);
    });
  }
  run(inputs2[port], places4);
  if (graded) {
    const at3 = shifted(integerOf(columns.arrivalSpike, reference), 3);
    const { byteOffset } = columns.spikePayload;
    s.storeDouble(at3, byteOffset, add2(load(at3, byteOffset), s.slot(barSlot(payloadName))));
  }
  s.when(integerOf(columns.arrivalWanted, reference), () => {
    channels.forEach((_, c) => {
      const at3 = shifted(weightOf2(own4, c), 3);
      const { byteOffset } = columns.gradient;
      s.storeDouble(at3, byteOffset, add2(load(at3, byteOffset), bars[c].value));
    });
  });
}
function weightOf2({ columns, index: index3, reference }, channel) {
  const channels = columns.arrivalWeight.length / columns.arrivalSpike.length;
  const ofAll = apply2([reference, i32(channels)], "i32.mul");
  const own4 = apply2([integerOf(columns.arrivalShared, reference), index3], "i32.mul");
  return plus2(integerOf(columns.arrivalWeight, plus2(ofAll, channel)), own4);
}

// ../b2/src/compile/routines/sweep-routine.ts
function sweepRoutine(parts2, columns, memory) {
  const { model, frame, initial, resets, inputs: inputs2, step: step3, target, split: split4, events, far, stateless, shifts } = parts2;
  const inTwo = [far, split4, stateless].flatMap((one2) => one2 === void 0 ? [] : [one2.common, one2.rest]);
  const folding = far === void 0 ? [] : [...inTwo, ...parts2.arrivals];
  const times2 = shifts === void 0 ? [target] : [...shifts.inputs, ...shifts.resets];
  const programs2 = [initial, ...resets, ...inputs2, step3, ...times2, ...events, ...folding];
  const capacity = capacityOf(columns);
  return instantiateRoutine(
    programs2,
    (body, run) => {
      const s = routineWriter(body, frame, columns);
      const { slot: inFrame, keepSlot: keepInFrame, count: count3 } = s;
      const record2 = s.variable("i32");
      const neuron = s.variable("i32");
      const index3 = s.variable("i32");
      const kind = s.variable("i32");
      const reference = s.variable("i32");
      const states = s.variable("i32");
      const resume = s.variable("i32");
      const isUnfolded = s.variable("i32");
      const due = s.variable("i32");
      const first2 = s.variable("i32");
      const size2 = s.variable("f64");
      const t2 = s.variable("f64");
      const unfolded = s.variable("i32");
      const unfoldedStates = s.variable("i32");
      const sums = exactSumTerms(s);
      const { totalOf: totalOf2, addTo: addTo3, addSum: addSum2, resetTo: resetTo2 } = sums;
      const time = sumAt(columns.timeLeading, columns.timeRest, neuron);
      const resetTime = (value) => resetTo2(time, value);
      const spikeSum = (spike) => sumAt(columns.spikeLeading, columns.spikeRest, spike);
      const isKind2 = (of) => equals(kind, of);
      const names2 = model.states.map(({ name: name2 }) => name2);
      const stepSizeBar2 = inFrame(barSlot(stepSizeSlot));
      const sent = barSlot(sentSlot);
      const isSent2 = frame.has(sent);
      const loadState = () => {
        names2.forEach((name2, i) => {
          keepInFrame(name2, doubleOf(columns.state, states, i));
        });
        keepInFrame(timeSlot, doubleOf(columns.time, record2));
        keepInFrame(restSlot, 0);
        keepInFrame(stepSizeSlot, doubleOf(columns.stepSize, record2));
      };
      const ahead = { s, run, due, size: size2 };
      const arrived = { s, run, parts: parts2, columns, index: index3, reference, time, sums };
      const bySize = /* @__PURE__ */ new Map([[frame.slot(stepSizeSlot), size2]]);
      const leaveStep2 = () => resetTime(shifts === void 0 ? apply2([stepSizeBar2], "f64.neg") : 0);
      const whole4 = shifts === void 0 ? target : step3;
      const toFixed = () => {
        run(whole4);
        leaveStep2();
      };
      const toArrival = () => {
        if (split4 === void 0) run(whole4);
        else {
          s.when(
            isUnfolded,
            () => {
              due.set(integerOf(columns.segment, record2));
              size2.set(doubleOf(columns.stepSize, record2));
              inCommon(ahead, split4, { sizes: columns.commonSize, values: columns.common }, bySize);
            },
            () => run(whole4)
          );
        }
        if (shifts === void 0) addTo3(time, stepSizeBar2);
        addArrivalTime(arrived);
        leaveStep2();
      };
      const toEvent = () => {
        keepInFrame(eventTimeBarSlot, totalOf2(time));
        events.forEach((program, e) => {
          s.when(equals(reference, e), () => run(program));
        });
        if (shifts !== void 0) resetTime(0);
      };
      const cotangents = names2.map((name2) => ({
        slot: barSlot(name2),
        value: s.variable("f64")
      }));
      const here = { s, columns, model, index: index3, t: t2, records: unfolded, states: unfoldedStates };
      const unfold2 = (program) => {
        due.set(reference);
        first2.set(plus2(due, integerOf(columns.segment, record2)));
        t2.set(doubleOf(columns.time, record2));
        unfolded.set(i32(capacity));
        unfoldedStates.set(i32(columns.state.length / columns.kind.length * capacity));
        const step4 = () => {
          size2.set(sub2(doubleOf(columns.dueTime, due), t2));
          record(here, recordKind.stepToArrival, integerOf(columns.dueArrival, due), size2);
          s.storeInteger(shifted(minus(unfolded, 1), 2), columns.segment.byteOffset, due);
          s.when(apply2([size2, 0], "f64.ne"), () => {
            inCommon(ahead, program, { sizes: columns.farSize, values: columns.farCommon }, bySize);
            t2.set(doubleOf(columns.dueTime, due));
          });
        };
        step4();
        s.block(
          (done) => s.loop((next) => {
            done(not(apply2([due, first2], "i32.lt_s")));
            reference.set(integerOf(columns.dueArrival, due));
            record(here, recordKind.arrival, reference, 0);
            byPort(arrived, (port) => run(parts2.arrivals[port], arriving(arrived, port)));
            due.set(plus2(due, 1));
            step4();
            next();
          })
        );
        resume.set(minus(record2, 1));
        isUnfolded.set(i32(1));
        record2.set(minus(unfolded, 1));
      };
      const pullFolded = (program) => {
        first2.set(reference);
        due.set(plus2(first2, integerOf(columns.segment, record2)));
        for (const { slot, value } of cotangents) value.set(inFrame(slot));
        const places4 = new Map([
          ...bySize,
          ...cotangents.map(({ slot, value }) => [frame.slot(slot), value])
        ]);
        s.block(
          (done) => s.loop((next) => {
            size2.set(sub2(doubleOf(columns.dueTime, due), doubleOf(columns.dueTime, minus(due, 1))));
            s.when(apply2([size2, 0], "f64.ne"), () => {
              inCommon(ahead, program, { sizes: columns.commonSize, values: columns.common }, places4);
            });
            done(not(apply2([first2, due], "i32.lt_s")));
            due.set(minus(due, 1));
            reference.set(integerOf(columns.dueArrival, due));
            byPort(arrived, (port) => pullArrival(arrived, port, cotangents));
            next();
          })
        );
        for (const { slot, value } of cotangents) keepInFrame(slot, value);
        resetTime(0);
      };
      const reset = () => {
        if (isSent2) keepInFrame(sent, doubleOf(columns.spikePayload, reference));
        resets.forEach((program, e) => {
          s.when(equals(integerOf(columns.spikeEvent, reference), e), () => {
            if (shifts !== void 0) {
              run(shifts.resets[e]);
              addTo3(time, stepSizeBar2);
            }
            run(program);
          });
        });
        addSum2(time, spikeSum(reference));
      };
      record2.set(count3("record"));
      s.block((stop2) => {
        s.loop((again) => {
          s.when(both(isUnfolded, apply2([record2, i32(capacity)], "i32.lt_s")), () => {
            isUnfolded.set(i32(0));
            record2.set(resume);
          });
          stop2(apply2([record2, count3("lowest")], "i32.lt_s"));
          neuron.set(integerOf(columns.neuron, record2));
          index3.set(minus(neuron, count3("firstNeuron")));
          stop2(apply2([index3, i32(0)], "i32.lt_s"));
          stop2(not(apply2([index3, count3("neurons")], "i32.lt_s")));
          kind.set(byteAt(record2, columns.kind.byteOffset));
          const isPulled = not(apply2([kind, i32(recordKind.reset)], "i32.gt_s"));
          stop2(not(far === void 0 ? isPulled : either(isPulled, isKind2(foldedKind))));
          reference.set(integerOf(columns.reference, record2));
          states.set(minus(integerOf(columns.stateStart, record2), count3("before")));
          const frames = plus2(apply2([index3, count3("frameSize")], "i32.mul"), count3("frames"));
          shifted(frames, 3)(body);
          body.set(0);
          const bars = names2.map((name2) => apply2([inFrame(barSlot(name2)), 0], "f64.ne"));
          const isReset = isKind2(recordKind.reset);
          const spikes = apply2([totalOf2(spikeSum(reference)), 0], "f64.ne");
          const carries = apply2([doubleOf(columns.spikePayload, reference), 0], "f64.ne");
          const active = [apply2([totalOf2(time), 0], "f64.ne"), ...bars].reduce((a, b) => either(a, b));
          s.block((skip) => {
            s.when(not(active), () => {
              skip(not(isReset));
              skip(not(either(spikes, carries)));
            });
            loadState();
            if (far !== void 0) {
              s.when(isKind2(foldedKind), () => {
                s.when(
                  stateless === void 0 ? i32(0) : shifts === void 0 ? count3("timeless") : i32(1),
                  () => {
                    if (stateless !== void 0) pullFolded(stateless);
                    record2.set(minus(record2, 1));
                  },
                  () => unfold2(far)
                );
                again();
              });
            }
            s.block((done) => {
              const on = (of, action) => {
                s.when(isKind2(of), () => {
                  action();
                  done();
                });
              };
              on(recordKind.arrival, () => byPort(arrived, (port) => pullArrival(arrived, port)));
              on(recordKind.stepToArrival, toArrival);
              on(recordKind.step, () => run(step3));
              on(recordKind.stepToFixed, toFixed);
              on(recordKind.stepToEvent, toEvent);
              on(recordKind.reset, reset);
              run(initial);
            });
            addTo3(time, inFrame(barSlot(timeSlot)));
          });
          record2.set(minus(record2, 1));
          again();
        });
      });
      s.keepCount("record", record2);
    },
    memory
  );
}

// ../b2/src/compile/shared-slots.ts
function sharedSlots(frame, parameters) {
  const common2 = new Set([stepSizeSlot, ...parameters].map((name2) => frame.slot(name2)));
  const room = Array.from({ length: mostCommon }, (_, k) => frame.slot(commonSlot(k)));
  return {
    split: (program) => splitProgram(program, (slot) => common2.has(slot), room),
    reads: ({ instructions }, names2) => {
      const wanted = new Set(names2.map((name2) => frame.slot(name2)));
      return instructions.some((own4) => own4.kind === "load" && wanted.has(own4.slot));
    }
  };
}

// ../b2/src/numeric/lagrange.ts
function lagrangeBasis(nodes3) {
  return nodes3.map(
    (node, j) => nodes3.reduce(
      (product3, other, i) => {
        if (i === j) return product3;
        const factor = 1 / (node - other);
        return Array.from(
          { length: product3.length + 1 },
          (_, k) => factor * ((product3[k - 1] ?? 0) - other * (product3[k] ?? 0))
        );
      },
      [1]
    )
  );
}
function lagrangeBernstein(nodes3) {
  return nodes3.map(
    (node, j) => nodes3.reduce(
      (product3, other, i) => {
        if (i === j) return product3;
        const [first2, last] = [-other / (node - other), (1 - other) / (node - other)];
        const degree2 = product3.length;
        return Array.from(
          { length: degree2 + 1 },
          (_, k) => ((degree2 - k) * (product3[k] ?? 0) * first2 + k * (product3[k - 1] ?? 0) * last) / degree2
        );
      },
      [1]
    )
  );
}
function chebyshevPoints(degree2) {
  return Array.from({ length: degree2 + 1 }, (_, j) => 0.5 - 0.5 * cos(Math.PI * j / degree2));
}

// ../b2/src/compile/series-flow.ts
var terms = 28;
var reach2 = 2;
var tooFar = 3;
var powers = 4;
var followed = 6;
var mostPull = 64;
var mostClosed = 1e60;
var tiny2 = 1e-300;
function seriesFlow(linear, states, { h, y0, field: field2 }) {
  if (states.size === 0) return void 0;
  const { matrix, drive, ramp } = linear;
  const blocks = drivingBlocks(linear, states);
  const order3 = blocks.flat();
  const sizes = matrix.map((row2) => row2.map(abs));
  const times2 = (by, x) => {
    const product3 = y0.map(() => zero);
    for (const i of order3) {
      product3[i] = order3.reduce((sum2, j) => add(sum2, mul(by[i][j], x[j])), zero);
    }
    return product3;
  };
  const rate = growth(blocks, sizes, (x) => times2(sizes, x));
  const scale2 = [constant(1)];
  const d = [field2];
  for (let k = 1; k <= terms; k++) {
    scale2.push(mul(scale2[k - 1], mul(1 / k, h)));
    const next = times2(matrix, d[k - 1]);
    d.push(k === 1 ? next.map((x, i) => add(x, ramp[i])) : next);
  }
  const sum = (i, first2, less, part6) => {
    let total = zero;
    for (let k = terms; k >= first2; k--) total = add(total, part6(mul(scale2[k - less], d[k - 1][i])));
    return total;
  };
  const range2 = (i, first2, less) => ({
    least: sum(i, first2, less, (term) => min(term, zero)),
    most: sum(i, first2, less, (term) => max(term, zero))
  });
  const isNear = lt(mul(h, rate), tooFar);
  const begun = times2(
    sizes,
    y0.map((y) => abs(y))
  ).map((size2, i) => add(size2, add(abs(drive[i]), abs(mul(h, ramp[i])))));
  const passed = [begun];
  for (let k = 1; k < followed; k++) passed.push(times2(sizes, passed[k - 1]));
  return {
    states,
    longest: div(reach2, rate),
    end: (i) => select(
      isNear,
      add(
        y0[i],
        sum(i, 1, 0, (term) => term)
      ),
      Number.NaN
    ),
    size: (i) => passed.reduce((total, size2, k) => add(total, mul(scale2[k + 1], size2[i])), zero),
    change: (i) => range2(i, 1, 0),
    turn: (i) => range2(i, 2, 1),
    derivative: (i) => {
      const high = sum(i, flowDegree + 1, flowDegree + 1, abs);
      return Array.from({ length: flowDegree }).reduce((product3) => mul(product3, h), high);
    }
  };
}
function drivingBlocks({ blocks, matrix }, states) {
  const wanted = new Set(states);
  for (const i of wanted) {
    for (const [j, coupling] of matrix[i].entries()) if (coupling !== zero) wanted.add(j);
  }
  return blocks.filter((block) => block.some((i) => wanted.has(i)));
}
function growth(blocks, sizes, times2) {
  const order3 = blocks.flat();
  const all = order3.map((i) => order3.map((j) => sizes[i][j]));
  const fastest2 = fastestOf(all);
  const largest2 = all.flat().reduce((a, b) => max(a, b));
  const pace = select(lt(0, fastest2), fastest2, mul(1e-9, largest2));
  const bound = (x) => {
    const raised = x.map((weight2) => add(weight2, tiny2));
    const moved = times2(raised);
    return order3.map((i) => div(moved[i], raised[i])).reduce((a, b) => max(a, b));
  };
  const closed = div(add(bound(startOf2(blocks, sizes, pace)), tiny2), add(pace, tiny2));
  const length = Math.max(...blocks.map((block) => block.length));
  const even = mul(pace, pow2(min(closed, mostClosed), 1 / length));
  const from = (own4) => {
    let x = startOf2(blocks, sizes, own4);
    for (let power = 0; power < powers; power++) {
      const before = x;
      x = times2(before).map((moved, i) => add(moved, mul(own4, before[i])));
    }
    return bound(x);
  };
  return min(from(pace), from(even));
}
function startOf2(blocks, sizes, pace) {
  const isCoupled = (i, j) => !isZero(sizes[i][j]);
  const follow2 = (x2, i, j) => {
    const there = div(sizes[i][j], add(pace, tiny2));
    if (!isCoupled(j, i)) return mul(x2, there);
    return mul(x2, min(sqrt(div(sizes[i][j], add(sizes[j][i], tiny2))), mul(mostPull, there)));
  };
  const x = sizes.map(() => zero);
  const placed = [];
  for (const block of blocks) {
    const left = [...block];
    while (left.length > 0) {
      const next = Math.max(
        0,
        left.findIndex((i2) => placed.some((j) => isCoupled(i2, j)))
      );
      const [i] = left.splice(next, 1);
      const reached = placed.filter((j) => isCoupled(i, j)).map((j) => follow2(x[j], i, j)).reduce((a, b) => max(a, b), zero);
      x[i] = select(lt(0, reached), reached, 1);
      placed.push(i);
    }
  }
  return x;
}
function isZero(expr) {
  return expr.op === "constant" && expr.value === 0;
}

// ../b2/src/compile/exact-step-map.ts
var resolution = 1e-3;
var notTold = constant(Number.NaN);
var leastTolerance2 = 1e-300;
var [, ...points] = chebyshevPoints(flowDegree);
var [, ...basis] = lagrangeBernstein([0, ...points]);
var amplification = 2 * Math.max(...basis[0].map((_, k) => basis.reduce((sum, row2) => sum + Math.abs(row2[k]), 0)));
var checks = points.map((_, j) => 0.5 - 0.5 * cos(Math.PI * (j + 0.5) / flowDegree));
function exactStepMap(definition, where4) {
  const model = switchedModel(definition);
  const linear = linearModel(model, where4);
  const h = symbol(stepSizeSlot);
  const y0 = model.states.map(({ name: name2 }) => symbol(name2));
  const { closed, ...flow } = flowOf(model, linear);
  const left = linear.blocks.filter((block) => !closed.includes(block)).flat();
  const field2 = vectorField(model)(symbol(timeSlot), y0, zero);
  const series4 = seriesFlow(linear, new Set(left), { h, y0, field: field2 });
  const y1 = flow.y1.map((end, i) => left.includes(i) ? series4.end(i) : end);
  const cancelling = flow.cancelling.map((size2, i) => left.includes(i) ? series4.size(i) : size2);
  const graph = {
    model,
    t: symbol(timeSlot),
    h,
    y0,
    y1,
    eventsEnd: model.events.map(({ when }) => at(model, when, y1, h)),
    ...cancelling.some((size2) => size2 !== zero) && { cancelling }
  };
  const bounds = flowBounds(graph, linear, closed, series4);
  const affine = model.events.map((_, e) => affineFunction(graph, e));
  const feltBy = (value, own4) => {
    const states = own4 && feltStates(linear, own4);
    return states && { value, own: own4, states };
  };
  const felt = affine.map(
    (own4, e) => model.timers[e] === void 0 ? feltBy(model.events[e].when, own4) : void 0
  );
  const farFrom2 = felt.length > 0 ? felt : y0.map((value, i) => feltBy(value, justState(graph, i)));
  const summits = felt.map((own4, e) => own4 && (() => summitOutputs(graph, linear, e, own4.own, own4.states)));
  return {
    method: exactFlow,
    graph,
    bernstein: model.events.map(() => flowDegree + 1),
    longest: series4 && (() => series4.longest),
    outputs: () => stepOutputs(
      graph,
      { ...linear, blocks: closed },
      bounds,
      affine,
      (event2) => summits[event2] !== void 0
    ),
    shape: (event2) => {
      const own4 = affine[event2];
      if (own4 === void 0) return [];
      const distance = bounds.interpolation(own4);
      const margin = add(distance, mul(amplification + 1, stepRounding(graph, event2)));
      return [
        ...polynomialOutputs(graph, event2, bernstein(graph, event2), margin),
        {
          slot: resolutionSlot(model.events[event2].name),
          expression: div(distance, toleranceOf(graph, event2))
        }
      ];
    },
    summit: (event2) => summits[event2],
    span: (state2) => spanOf(graph, bounds, state2),
    // Discrete states would change the coefficients.
    turnsOnce: (state2) => model.states.every(({ discrete }) => !discrete) && feltStates(linear, justState(graph, state2)) !== void 0,
    rates: linear.ramp.every((own4) => own4 === zero) ? field2 : void 0,
    initialStep: () => constant(Number.POSITIVE_INFINITY),
    far: farFrom2.includes(void 0) ? void 0 : () => farOutputs(graph, linear, farFrom2)
  };
}
function affineFunction(graph, event2) {
  const { model, y0 } = graph;
  const { when } = model.events[event2];
  if (!isAffine(graph, event2)) return void 0;
  return { slopes: vjp([when], [constant(1)], y0), drift: rateOf(model, [when])[0] };
}
function justState({ y0 }, state2) {
  return { slopes: y0.map((_, i) => i === state2 ? one : zero), drift: zero };
}
function spanOf(graph, bounds, state2) {
  const own4 = justState(graph, state2);
  return [
    { slot: courseMostSlot, expression: add(graph.y0[state2], bounds.rise(own4)) },
    { slot: courseMarginSlot, expression: bounds.interpolation(own4) }
  ];
}
function stepOutputs(graph, linear, bounds, affine, hasSummit) {
  const { model, y1 } = graph;
  let norm = zero;
  const outputs = model.states.map(({ name: name2 }, i) => ({
    slot: nextSlot(name2),
    expression: y1[i]
  }));
  model.events.forEach(({ name: name2, when }, e) => {
    if (model.timers[e] !== void 0) {
      outputs.push(...timerOutputs(graph, e));
      return;
    }
    const rounding = stepRounding(graph, e);
    const tolerance = toleranceOf(graph, e);
    const own4 = affine[e];
    if (own4 === void 0) {
      const { coefficients, margin } = sampled(graph, e);
      const longest4 = fastest(graph, linear);
      norm = max(norm, max(div(margin, tolerance), longest4));
      outputs.push(
        { slot: eventPeakSlot(name2), expression: coefficients.reduce((a, b) => max(a, b)) },
        ...polynomialOutputs(graph, e, coefficients, add(margin, mul(amplification + 1, rounding)))
      );
    } else {
      const peak = add(when, bounds.rise(own4));
      const slack = mul(2, rounding);
      const isClear = lt(add(peak, slack), 0);
      if (!hasSummit(e)) norm = max(norm, select(isClear, zero, div(bounds.interpolation(own4), tolerance)));
      outputs.push(
        { slot: eventPeakSlot(name2), expression: peak },
        { slot: eventMarginSlot(name2), expression: slack },
        ...hasSummit(e) ? [{ slot: summitSlot(name2), expression: notTold }] : []
      );
    }
    outputs.push(
      { slot: eventRoundingSlot(name2), expression: rounding },
      { slot: eventEstimateSlot(name2), expression: zero },
      { slot: eventEndSlot(name2), expression: graph.eventsEnd[e] }
    );
  });
  const size2 = [...y1, ...model.derivatives].reduce((sum, y) => add(sum, abs(y)), zero);
  const expression = select(lt(size2, Number.POSITIVE_INFINITY), norm, Number.POSITIVE_INFINITY);
  return [...outputs, { slot: errorNormSlot, expression }];
}
function toleranceOf(graph, event2) {
  return add(mul(resolution / roundingUnits, stepRounding(graph, event2)), leastTolerance2);
}
function polynomialOutputs({ model }, event2, coefficients, margin) {
  const { name: name2 } = model.events[event2];
  return [
    { slot: eventMarginSlot(name2), expression: margin },
    ...coefficients.map((expression, k) => ({ slot: bernsteinSlot(name2, k), expression }))
  ];
}
function along({ h, eventsEnd }, event2, theta) {
  return substitute([eventsEnd[event2]], /* @__PURE__ */ new Map([[stepSizeSlot, mul(theta, h)]]))[0];
}
function bernstein(graph, event2) {
  const start2 = graph.model.events[event2].when;
  const end = graph.eventsEnd[event2];
  const changes2 = points.map((theta) => sub(theta === 1 ? end : along(graph, event2, theta), start2));
  return basis[0].map((_, k) => {
    if (k === 0) return start2;
    if (k === flowDegree) return end;
    const weights3 = basis.map((row2) => row2[k]);
    return add(start2, weightedSum(exprAlgebra, weights3, changes2));
  });
}
function sampled(graph, event2) {
  const coefficients = bernstein(graph, event2);
  const distances = checks.map(
    (theta) => abs(sub(bernsteinAt(coefficients, theta), along(graph, event2, theta)))
  );
  return {
    coefficients,
    margin: mul(
      4 * flowDegree,
      distances.reduce((a, b) => max(a, b))
    )
  };
}
function bernsteinAt(coefficients, theta) {
  const degree2 = coefficients.length - 1;
  const weights3 = coefficients.map((_, k) => binomialWeight(degree2, k, theta));
  const changes2 = coefficients.map((value) => sub(value, coefficients[0]));
  return add(coefficients[0], weightedSum(exprAlgebra, weights3, changes2));
}
function binomialWeight(n, k, theta) {
  let weight2 = 1;
  for (let j = 1; j <= n; j++) weight2 *= j <= k ? theta * (n - k + j) / j : 1 - theta;
  return weight2;
}
function fastest({ h }, { blocks, matrix }) {
  const rate = blocks.reduce((largest2, block) => max(largest2, rateOfBlock(matrix, block)), zero);
  const share4 = mul(mul(0.5, h), rate);
  return Array.from({ length: flowDegree }, () => share4).reduce(
    (product3, factor) => mul(product3, factor),
    share4
  );
}
function rateOfBlock(matrix, block) {
  if (block.length === 1) return abs(matrix[block[0]][block[0]]);
  const { mean, square: square3 } = coupled(matrix, block);
  return add(abs(mean), sqrt(abs(square3)));
}

// ../b2/src/solvers/dense-output.ts
function denseCoefficients(algebra, tableau, h, k, state2) {
  const slopes = k.map((stage) => stage[state2]);
  return Array.from({ length: tableau.denseDegree }, (_, j) => {
    const weights3 = tableau.dense.map((row2) => row2[j]);
    return algebra.mul(h, weightedSum(algebra, weights3, slopes));
  });
}
function bernsteinFromMonomial(algebra, y0, coefficients) {
  const degree2 = coefficients.length;
  const bernstein2 = [y0];
  for (let m2 = 1; m2 <= degree2; m2++) {
    const weights3 = [];
    for (let j = 1; j <= m2; j++) weights3.push(binomial(m2, j) / binomial(degree2, j));
    bernstein2.push(algebra.add(y0, weightedSum(algebra, weights3, coefficients)));
  }
  return bernstein2;
}
function binomial(n, k) {
  let value = 1;
  for (let i = 1; i <= k; i++) value = value * (n - k + i) / i;
  return value;
}

// ../b2/src/compile/event-polynomial.ts
var checkPoints = (degree2) => [1, 3].map((j) => 0.5 - 0.5 * cos(Math.PI * (j + 0.5) / degree2));
function eventDegree(graph, event2) {
  const { denseDegree } = graph.tableau;
  return isAffine(graph, event2) ? Math.max(2, denseDegree) : Math.max(6, denseDegree);
}
function eventPolynomial(graph, event2, { tolerance }, errorNorm2) {
  const { model, h, y0 } = graph;
  const when = model.events[event2].when;
  const start2 = when;
  const end = graph.eventsEnd[event2];
  const dense = y0.map((_, i) => denseCoefficients(exprAlgebra, graph.tableau, h, graph.k, i));
  const along2 = (theta) => at(
    model,
    when,
    y0.map(
      (y, i) => add(
        y,
        weightedSum(
          exprAlgebra,
          dense[i].map((_, k) => pow(theta, k + 1)),
          dense[i]
        )
      )
    ),
    mul(theta, h)
  );
  let coefficients;
  let interpolationError = zero;
  if (isAffine(graph, event2)) {
    coefficients = affineCoefficients(graph, event2, dense);
  } else {
    const degree2 = eventDegree(graph, event2);
    const [, ...nodes3] = chebyshevPoints(degree2);
    const changes2 = nodes3.map((theta, j) => sub(j === degree2 - 1 ? end : along2(theta), start2));
    const [, ...basis2] = lagrangeBasis([0, ...nodes3]);
    coefficients = Array.from(
      { length: degree2 },
      (_, k) => weightedSum(
        exprAlgebra,
        basis2.map((row2) => row2[k + 1]),
        changes2
      )
    );
    const differences = checkPoints(degree2).map(
      (theta) => abs(sub(polynomial(start2, coefficients, theta), along2(theta)))
    );
    interpolationError = mul(
      4,
      differences.reduce((a, b) => max(a, b))
    );
  }
  const bernstein2 = [...bernsteinFromMonomial(exprAlgebra, start2, coefficients)];
  bernstein2[bernstein2.length - 1] = end;
  const rounding = stepRounding(graph, event2);
  const half = () => {
    const repeated = substitute([end], /* @__PURE__ */ new Map([[stepSizeSlot, mul(0.5, h)]]))[0];
    return abs(sub(polynomial(start2, coefficients, 0.5), repeated));
  };
  const estimated = mul(errorNorm2, tolerance);
  const stepError = graph.error === void 0 ? half() : estimated;
  const top = isAffine(graph, event2) ? abs(coefficients[graph.tableau.denseDegree - 1]) : weightedBySlopes(
    graph,
    event2,
    dense.map((row2) => abs(row2[row2.length - 1]))
  );
  const spread2 = graph.tableau.denseDegree < 2 ? zero : mul(largestBump(graph.tableau.denseDegree), top);
  return {
    bernstein: bernstein2,
    margin: add(add(add(add(mul(8, stepError), mul(2, tolerance)), spread2), interpolationError), rounding),
    rounding,
    estimate: graph.error === void 0 ? zero : mul(2, estimated),
    peak: bernstein2.reduce((a, b) => max(a, b))
  };
}
function polynomial(start2, coefficients, theta) {
  return add(
    start2,
    weightedSum(
      exprAlgebra,
      coefficients.map((_, k) => pow(theta, k + 1)),
      coefficients
    )
  );
}
function affineCoefficients(graph, event2, dense) {
  const { model, h } = graph;
  const when = model.events[event2].when;
  const gradient = vjp([when], [constant(1)], graph.y0);
  const names2 = [timeSlot, ...model.signals];
  const [byTime, ...bySignals] = vjp([when], [constant(1)], names2.map(symbol));
  const drift = model.signals.reduce(
    (sum, signal, s) => add(sum, mul(bySignals[s], symbol(slopeSlot(signal)))),
    byTime
  );
  return Array.from(
    { length: eventDegree(graph, event2) },
    (_, k) => gradient.reduce(
      (sum, slope, i) => add(sum, mul(slope, dense[i][k] ?? zero)),
      k === 0 ? mul(drift, h) : zero
    )
  );
}
function largestBump(degree2) {
  const [a, b] = [Math.ceil(degree2 / 2), Math.floor(degree2 / 2)];
  return pow(a, a) * pow(b, b) / pow(degree2, degree2);
}

// ../b2/src/compile/initial-step-program.ts
function initialStep(graph) {
  const { model, y0, t: t2 } = graph;
  const f = vectorField(model);
  const norm = (values2) => errorNorm(
    model,
    values2.map((value, i) => model.states[i].discrete ? zero : value),
    y0,
    y0
  );
  const f0 = f(t2, y0, zero);
  const size2 = norm(y0);
  const rate = norm(f0);
  const negligible = max(lt(size2, 1e-5), lt(rate, 1e-5));
  const h0 = select(negligible, 1e-6, div(mul(0.01, size2), rate));
  const f1 = f(
    add(t2, h0),
    y0.map((y, i) => add(y, mul(h0, f0[i]))),
    h0
  );
  const change = div(norm(f1.map((value, i) => sub(value, f0[i]))), h0);
  const largest2 = max(rate, change);
  const h1 = select(
    le(largest2, 1e-15),
    max(1e-6, mul(h0, 1e-3)),
    pow2(div(0.01, largest2), 1 / (graph.tableau.order + 1))
  );
  const known5 = select(eq(largest2, 0), Number.POSITIVE_INFINITY, min(mul(100, h0), h1));
  const unknown2 = select(lt(rate, Number.POSITIVE_INFINITY), h0, Number.NaN);
  return select(lt(largest2, Number.POSITIVE_INFINITY), known5, unknown2);
}

// ../b2/src/compile/explicit-step-map.ts
function explicitStepMap(model, tableau) {
  const graph = stepGraph(model, tableau);
  return {
    method: tableau,
    graph,
    bernstein: bernsteinCounts(graph),
    longest: () => longestStep(graph),
    outputs: () => stepOutputs2(graph),
    shape: void 0,
    summit: () => void 0,
    span: void 0,
    turnsOnce: () => false,
    rates: void 0,
    initialStep: () => initialStep(graph)
  };
}
function bernsteinCounts(graph) {
  return graph.model.events.map((_, e) => eventDegree(graph, e) + 1);
}
function stepOutputs2(graph) {
  const { model, y1 } = graph;
  const errors = model.events.map((_, e) => eventError(graph, e));
  const norm = stepErrorNorm(graph, errors);
  const outputs = model.states.map((state2, i) => ({
    slot: nextSlot(state2.name),
    expression: y1[i]
  }));
  outputs.push({ slot: errorNormSlot, expression: norm });
  model.events.forEach(({ name: name2 }, e) => {
    if (model.timers[e] !== void 0) {
      outputs.push(...timerOutputs(graph, e));
      return;
    }
    const { bernstein: bernstein2, margin, rounding, estimate, peak } = eventPolynomial(graph, e, errors[e], norm);
    outputs.push(
      { slot: eventPeakSlot(name2), expression: peak },
      { slot: eventMarginSlot(name2), expression: margin },
      { slot: eventRoundingSlot(name2), expression: rounding },
      { slot: eventEstimateSlot(name2), expression: estimate },
      { slot: eventEndSlot(name2), expression: graph.eventsEnd[e] },
      ...bernstein2.map((expression, k) => ({ slot: bernsteinSlot(name2, k), expression }))
    );
  });
  return outputs;
}
function stepErrorNorm(graph, errors) {
  const { model, y0, y1, error, coarseError } = graph;
  if (error === void 0) return zero;
  const fine = errorNorm(model, error, y0, y1);
  const norm = coarseError === void 0 ? fine : combinedNorm(fine, errorNorm(model, coarseError, y0, y1));
  return errors.reduce(
    (largest2, { defect, tolerance }) => defect === zero ? largest2 : max(largest2, div(defect, tolerance)),
    norm
  );
}

// ../b2/src/compile/step-maps.ts
function stepMap(model, method, where4) {
  if ("isAutomatic" in method) return ownStepMap(model, where4);
  const map = isExact(method) ? exactStepMap(model, where4) : explicitStepMap(model, method);
  return { map, reason: "it was given" };
}
function ownStepMap(model, where4) {
  const explicit = explicitStepMap(model, tsitouras54);
  const exact2 = exactStepMapOf(model, where4);
  if (exact2 === void 0) return { map: explicit, reason: "the equations are not linear" };
  if (exact2.longest !== void 0)
    return { map: explicit, reason: "the exact flow has no closed form, and its steps a longest" };
  const bent = exact2.graph.model.events.find((_, e) => !isAffine(exact2.graph, e));
  if (bent !== void 0)
    return { map: explicit, reason: `the event function of "${bent.name}" is not linear` };
  const [own4, other] = [lengthOf(exact2), lengthOf(explicit)];
  const lengths = `a step of the exact flow is a program of ${own4} values, by Tsitouras 5(4) of ${other}`;
  return own4 <= other ? { map: exact2, reason: `the equations are linear, and ${lengths}` } : { map: explicit, reason: lengths };
}
function exactStepMapOf(model, where4) {
  try {
    return exactStepMap(model, where4);
  } catch (error) {
    if (error instanceof UnsupportedError) return void 0;
    throw error;
  }
}
function lengthOf({ outputs }) {
  return reachable(outputs().map(({ expression }) => expression)).length;
}

// ../b2/src/compile/time-shifts.ts
function timeShifts({ rates }, model, frame, { inputs: inputs2, resets }) {
  if (rates === void 0 || !isShiftable(model, inputs2)) return void 0;
  const states = model.states.map(({ name: name2 }) => symbol(name2));
  const still2 = new Map(states.map(({ name: name2 }) => [name2, zero]));
  const against = (name2, moved) => {
    const sum = moved.reduce(
      (total, rate, i) => add(total, mul(symbol(barSlot(states[i].name)), rate)),
      zero
    );
    return schedule2(name2, frame, [{ slot: barSlot(stepSizeSlot), expression: neg(sum) }]);
  };
  return {
    inputs: inputs2.map(({ after }) => against("arrivalShift", jvp(rates, states, substitute(after, still2)))),
    resets: resets.map(
      ({ after }) => against(
        "resetShift",
        substitute(rates, new Map(states.map(({ name: name2 }, i) => [name2, after[i]])))
      )
    )
  };
}
function isShiftable(model, inputs2) {
  const { states, events } = model;
  if (!isPlain2(model) || states.some(({ discrete }) => discrete)) return false;
  const names2 = states.map(({ name: name2 }) => symbol(name2));
  const feelsTime = (expressions) => symbolsOf(expressions).has(timeSlot);
  if (feelsTime(events.map(({ when }) => when))) return false;
  return inputs2.every(
    (jump2) => !feelsTime(jump2.after) && !effectsOf(model, jump2).touches.includes(true) && jacobian(jump2.after, names2).every(
      (row2, i) => row2.every((slope, j) => slope === (i === j ? one : zero))
    )
  );
}

// ../b2/src/compile/neuron-kernels.ts
function neuronPrograms(definition, method, where4 = definition.name) {
  const model = switchedModel(definition);
  const switched = model.switches.flatMap(({ value, written }) => [value, written]);
  const table4 = tableOf([...expressionsOf(model), ...model.written, ...switched]);
  return within(table4, () => programsOf(stepMap(definition, method, where4), table4));
}
var nothing3 = () => {
};
function programsOf({ map, reason }, table4) {
  const { method, graph, bernstein: bernstein2, shape, summit, span } = map;
  const { model } = graph;
  const frame = neuronFrame(
    model,
    bernstein2,
    model.switches.map(({ mode }) => mode)
  );
  const parameters = [...model.parameters.map((parameter2) => parameter2.name), ...initialNames(model)];
  const initial = initialJump(model);
  const resets = model.events.map((_, e) => resetJump(model, e));
  const inputs2 = model.ports.map((_, port) => inputJump(model, port));
  const effects = inputs2.map((jump2) => effectsOf(model, jump2));
  const summits = model.events.map((_, e) => summit(e));
  const proposal = standardProposal(method);
  const varies = capVaries(map);
  const step3 = () => within(table4, () => stepProgram(map, frame));
  const shared2 = sharedSlots(frame, parameters);
  const shifts = timeShifts(map, model, frame, { inputs: inputs2, resets });
  let madeFar;
  const farSplit = () => (madeFar ??= { far: splitFarStep(map, model, frame, shared2, inputs2) }).far;
  const bind2 = (memory, columns) => {
    const lazy = (program) => {
      let kernel;
      return (base) => {
        kernel ??= compileKernel(within(table4, program), memory);
        kernel(base);
      };
    };
    const routine = (make2) => {
      let made3;
      return () => {
        if (columns === void 0 || memory.host === void 0 || !isPlain2(model)) return void 0;
        made3 ??= { kernel: within(table4, () => make2(columns)) };
        return made3.kernel;
      };
    };
    const pullbacks = /* @__PURE__ */ new Map();
    let tangents;
    const pullbackKernels = (wanted) => {
      const back = (jump2) => () => jumpPullbackProgram(model, frame, jump2, wanted);
      const along2 = (moving) => () => stepPullbackProgram(graph, frame, wanted, moving);
      const toEvent = (e) => () => eventPullbackProgram(graph, frame, wanted, e);
      return {
        initial: lazy(back(initial)),
        reset: resets.map((jump2) => lazy(back(jump2))),
        input: inputs2.map((jump2) => lazy(back(jump2))),
        step: lazy(along2(false)),
        target: lazy(along2(true)),
        event: model.events.map((_, e) => lazy(toEvent(e))),
        shifts: shifts && {
          inputs: shifts.inputs.map((program) => lazy(() => program)),
          resets: shifts.resets.map((program) => lazy(() => program))
        },
        sweep: routine((own4) => {
          const step4 = along2(false)();
          const target = along2(true)();
          const far = farSplit();
          const received = inputs2.map((jump2) => back(jump2)());
          const states = model.states.map(({ name: name2 }) => name2);
          const isStateless = [step4, ...received].every(
            (one2) => !shared2.reads(one2, [...states, timeSlot, restSlot])
          );
          const parts2 = {
            model,
            frame,
            initial: back(initial)(),
            resets: resets.map((jump2) => back(jump2)()),
            inputs: received,
            step: step4,
            split: far && shared2.split(shifts === void 0 ? target : step4),
            far,
            arrivals: inputs2.map((jump2) => jumpProgram(model, frame, jump2)),
            stateless: isStateless ? shared2.split(step4) : void 0,
            target,
            shifts,
            events: model.events.map((_, e) => toEvent(e)())
          };
          return sweepRoutine(parts2, own4, memory);
        })
      };
    };
    return {
      initial: lazy(() => jumpProgram(model, frame, initial)),
      eventValues: lazy(() => eventValuesProgram(model, frame)),
      modedEventValues: lazy(() => modedEventValuesProgram(model, frame)),
      eventRates: lazy(() => eventRatesProgram(graph, frame)),
      switchValues: lazy(() => switchValuesProgram(graph, frame)),
      initialStep: lazy(() => initialStepProgram(map, frame)),
      stepCap: lazy(() => stepCapProgram(map, frame)),
      step: compileKernel(step3(), memory),
      shape: model.events.map(
        (_, e) => shape === void 0 ? nothing3 : lazy(() => shapeProgram(shape(e), frame))
      ),
      summit: summits.map((outputs) => outputs && lazy(() => summitProgram(outputs(), frame))),
      locate: model.events.map((_, e) => lazy(() => locateProgram(map, frame, e))),
      course: model.states.map((_, i) => lazy(() => courseProgram(graph, frame, i))),
      span: span && model.states.map((_, i) => lazy(() => spanProgram(span(i), frame))),
      turnsOnce: map.turnsOnce,
      reset: resets.map((jump2) => lazy(() => jumpProgram(model, frame, jump2))),
      input: inputs2.map((jump2) => lazy(() => jumpProgram(model, frame, jump2))),
      advance: routine((own4) => {
        const steps2 = stepsInARow(map, frame);
        const parts2 = {
          model,
          frame,
          initial: jumpProgram(model, frame, initial),
          ...steps2,
          split: shared2.split(steps2.step),
          far: farSplit(),
          summits: summits.map((outputs) => outputs && summitProgram(outputs(), frame)),
          initialStep: initialStepProgram(map, frame),
          stepCap: stepCapProgram(map, frame),
          capVaries: varies,
          controller: proposal,
          hasShape: shape === void 0,
          bernstein: bernstein2,
          ...proposalPrograms(proposal, frame),
          eventValues: eventValuesProgram(model, frame),
          inputs: inputs2.map((jump2) => jumpProgram(model, frame, jump2)),
          touches: effects.map(({ touches }) => touches.includes(true)),
          crossing: model.events.map((_, e) => crossingProgram(map, frame, e)),
          locate: model.events.map((_, e) => locateProgram(map, frame, e)),
          resets: resets.map((jump2) => jumpProgram(model, frame, jump2)),
          resetTouches: resets.map((jump2) => effectsOf(model, jump2).touches.includes(true))
        };
        return advanceRoutine(parts2, own4, memory);
      }),
      pullbacks: (wanted) => {
        const key = wanted.join(" ");
        let kernels = pullbacks.get(key);
        if (kernels === void 0) {
          kernels = pullbackKernels(wanted);
          pullbacks.set(key, kernels);
        }
        return kernels;
      },
      tangents: () => {
        tangents ??= {
          initial: lazy(() => jumpTangentProgram(model, frame, initial, parameters)),
          reset: resets.map((jump2) => lazy(() => jumpTangentProgram(model, frame, jump2, parameters))),
          input: inputs2.map((jump2) => lazy(() => jumpTangentProgram(model, frame, jump2, parameters))),
          step: lazy(() => stepTangentProgram(graph, frame, parameters)),
          event: model.events.map((_, e) => lazy(() => stepTangentProgram(graph, frame, parameters, e)))
        };
        return tangents;
      }
    };
  };
  return {
    model,
    method,
    reason,
    frame,
    step: step3,
    pullback: () => within(table4, () => stepPullbackProgram(graph, frame, parameters, false)),
    parameters,
    channels: channelsOf(model),
    capVaries: varies,
    bernstein: bernstein2,
    stepHasShape: shape === void 0,
    resets: resets.map((jump2) => effectsOf(model, jump2)),
    inputs: effects,
    bind: bind2
  };
}

// ../b2/src/compile/network-program.ts
var programs = /* @__PURE__ */ new WeakMap();
var compiled = /* @__PURE__ */ new WeakMap();
function networkProgram(network2, method, wanted) {
  const byMethod = getOrMake(
    compiled,
    network2,
    () => /* @__PURE__ */ new Map()
  );
  const byExecution = getOrMake(byMethod, method, () => /* @__PURE__ */ new Map());
  return getOrMake(byExecution, wanted, () => {
    const fastest2 = wanted === void 0 ? byExecution.get(allowedExecutions()[0]) : void 0;
    const program = fastest2 ?? compile(network2, method, wanted);
    byExecution.set(program.execution, program);
    return program;
  });
}
function compile(network2, method, wanted) {
  const neurons = network2.components.flat().filter(({ definition }) => definition.kind === "neurons");
  let size2 = 0;
  const placed = neurons.map((population2) => {
    const model = population2.definition.model;
    const own4 = getOrMake(
      getOrMake(programs, model, () => /* @__PURE__ */ new Map()),
      method,
      () => neuronPrograms(model, method, `population ${quoted(population2.name)}`)
    );
    const base = size2;
    size2 += population2.size * own4.frame.size;
    return { population: population2, own: own4, base };
  });
  const states = Math.max(
    0,
    ...placed.map(({ own: { model } }) => (model.events.length > 0 ? 1 : 2) * model.states.length)
  );
  const channels = Math.max(
    0,
    ...placed.flatMap(({ own: own4 }) => own4.model.ports.map((port) => port.channels.length))
  );
  const memory = kernelMemory(size2, wanted, {
    ...pageShapes(states),
    ...routineShapes({
      channels,
      parameters: network2.layout.size,
      neurons: network2.neurons,
      delays: network2.projections.reduce(
        (sum, { name: name2 }) => sum + network2.layout.row(`${name2}.delay`).length,
        0
      )
    })
  });
  const { columns } = memory;
  const { execution } = memory;
  const kernels = /* @__PURE__ */ new Map();
  const populations = placed.map(({ population: population2, own: own4, base }) => {
    const { model } = own4;
    const bindingOf = (owner2, name2, stride) => {
      const row2 = network2.layout.row(`${owner2}.${name2}`);
      return {
        id: row2.id,
        name: name2,
        ...slotsOf(own4.frame, name2),
        offset: row2.offset,
        stride: stride ?? (row2.shape.length === 0 ? 0 : 1)
      };
    };
    const incoming = network2.projections.flatMap((projection, index3) => {
      if (projection.post !== population2) return [];
      const channels2 = model.ports[projection.port].channels.map(
        (name2) => bindingOf(projection.name, name2, 1)
      );
      const { offset: delay, length: delays } = network2.layout.row(`${projection.name}.delay`);
      const payload = model.ports[projection.port].graded ? slotsOf(own4.frame, payloadName) : void 0;
      return [{ projection, index: index3, port: projection.port, delay, delays, channels: channels2, payload }];
    });
    const parameters = own4.parameters.map((name2) => bindingOf(population2.name, name2));
    return {
      population: population2,
      model,
      programs: own4,
      kernels: getOrMake(kernels, own4, () => own4.bind(memory, columns)),
      base,
      parameters,
      shares: parameters.every(({ stride }) => stride === 0),
      sent: model.events.some((event2) => event2.payload !== void 0) ? slotsOf(own4.frame, sentSlot) : void 0,
      incoming
    };
  });
  const owner = new Int32Array(network2.neurons).fill(-1);
  populations.forEach(({ population: { firstNeuron, size: count3 } }, p) => {
    owner.fill(p, firstNeuron, firstNeuron + count3);
  });
  const projections = [];
  for (const { incoming } of populations) for (const own4 of incoming) projections[own4.index] = own4;
  const methods3 = populations.map(
    ({ population: population2, programs: own4 }) => [population2.name, exportedName(own4.method)]
  );
  return Object.freeze({
    network: network2,
    method,
    methods: Object.freeze(Object.fromEntries(methods3)),
    execution,
    memory: memory.doubles,
    page: { ...columns, length: 0, states: 0, kept: void 0, lent: void 0 },
    columns,
    populations,
    projections,
    owner
  });
}
function slotsOf(frame, name2) {
  return { slot: frame.slot(name2), bar: frame.slot(barSlot(name2)), dot: frame.slot(dotSlot(name2)) };
}
var inUse = /* @__PURE__ */ new WeakSet();
function whileInUse(memory, action) {
  inUse.add(memory);
  try {
    action();
  } finally {
    inUse.delete(memory);
  }
}
var heldBy = /* @__PURE__ */ new WeakMap();
function loadParameters(program, values2, holder) {
  const { memory } = program;
  if (inUse.has(memory)) {
    const what = "it uses the network whose run it is called from";
    throw new OptionError("onProgress", what, "Run or differentiate that network when the run has ended.");
  }
  if (holder !== void 0) {
    if (heldBy.get(program) === holder) return;
    heldBy.set(program, holder);
  } else heldBy.delete(program);
  const loaded = program.columns.parameters;
  let isLoaded = true;
  for (let k = 0; k < loaded.length && isLoaded; k++) isLoaded = Object.is(loaded[k], values2[k]);
  if (isLoaded) return;
  loaded.set(values2);
  for (const { population: population2, programs: programs2, base, parameters } of program.populations) {
    for (const { slot, offset, stride } of parameters) {
      for (let neuron = 0; neuron < population2.size; neuron++) {
        memory[base + neuron * programs2.frame.size + slot] = values2[offset + neuron * stride];
      }
    }
  }
}
function getOrMake(table4, key, make2) {
  let value = table4.get(key);
  if (value === void 0) {
    value = make2();
    table4.set(key, value);
  }
  return value;
}

// ../b2/src/compile/unfold.ts
function unfold(run, of) {
  const { populations } = run.program;
  const isWhole = run.lists.every(
    (list2, p) => list2 === void 0 || of !== void 0 && populations[p].population.name !== of
  );
  if (!isWhole) unfoldThose(run, () => true);
  return run;
}
function unfoldThose(run, isWanted) {
  const { tape } = run;
  const { length } = tape.kind;
  const isOut = (record2) => tape.kind.data[record2] === foldedKind && isWanted(record2);
  let first2 = 0;
  while (first2 < length && !isOut(first2)) first2++;
  if (first2 === length) return;
  loadParameters(run.program, run.parameters.values, run.holder);
  const rest = createTape();
  const places4 = new Int32Array(length - first2);
  for (let record2 = first2; record2 < length; record2++) {
    places4[record2 - first2] = first2 + rest.kind.length;
    if (isOut(record2)) writeOut(run, record2, rest);
    else copy(tape, record2, rest);
  }
  leavePage(run, first2 + rest.kind.length);
  const states = tape.stateStart.data[first2];
  for (let k = 0; k < rest.stateStart.length; k++) rest.stateStart.data[k] += states;
  const columns = recordColumns(rest);
  recordColumns(tape).forEach((column, k) => {
    const { data, length: more } = columns[k];
    column.length = column === tape.state ? states : first2;
    reserve(column, more);
    column.data.set(data.subarray(0, more), column.length);
    column.length += more;
  });
  for (const { records: records2 } of run.observations.values()) {
    for (let row2 = 0; row2 < records2.length; row2++) {
      if (records2[row2] >= first2) records2[row2] = places4[records2[row2] - first2];
    }
  }
}
function leavePage({ tape, program: { page } }, length) {
  if (page.lent !== tape && page.kept?.tape === tape) page.kept = void 0;
  if (page.lent === tape && length > capacityOf(page)) freePage(page);
}
function copy(tape, record2, whole4) {
  const { stateStart, state: state2 } = tape;
  const start2 = stateStart.data[record2];
  const end = record2 + 1 < stateStart.length ? stateStart.data[record2 + 1] : state2.length;
  push(whole4.kind, tape.kind.data[record2]);
  push(whole4.neuron, tape.neuron.data[record2]);
  push(whole4.reference, tape.reference.data[record2]);
  push(whole4.time, tape.time.data[record2]);
  push(whole4.stepSize, tape.stepSize.data[record2]);
  push(whole4.segment, tape.segment.data[record2]);
  push(whole4.stateStart, whole4.state.length);
  for (let k = start2; k < end; k++) push(whole4.state, state2.data[k]);
}
function writeOut({ tape, program, parameters, lists }, record2, whole4) {
  const { memory } = program;
  const neuron = tape.neuron.data[record2];
  const index3 = program.owner[neuron];
  const { base, population: population2, programs: programs2, model, kernels } = program.populations[index3];
  const frame = base + (neuron - population2.firstNeuron) * programs2.frame.size;
  const slot = (name2) => frame + programs2.frame.slot(name2);
  const count3 = model.states.length;
  const next = slot(nextSlot(model.states[0].name));
  const states = tape.stateStart.data[record2];
  for (let i = 0; i < count3; i++) memory[frame + i] = tape.state.data[states + i];
  memory[slot(restSlot)] = 0;
  const list2 = lists[index3];
  const { time } = tape.arrivals;
  let now = tape.time.data[record2];
  const append2 = (kind, arrival, size2) => {
    push(whole4.kind, kind);
    push(whole4.neuron, neuron);
    push(whole4.reference, arrival);
    push(whole4.time, now);
    push(whole4.stepSize, size2);
    push(whole4.segment, 0);
    push(whole4.stateStart, whole4.state.length);
    for (let i = 0; i < count3; i++) push(whole4.state, memory[frame + i]);
  };
  const first2 = tape.reference.data[record2];
  const last = first2 + tape.segment.data[record2];
  const stepTo = (arrival) => {
    const size2 = time.data[arrival] - now;
    append2(recordKind.stepToArrival, arrival, size2);
    if (size2 === 0) return;
    memory[slot(timeSlot)] = now;
    memory[slot(stepSizeSlot)] = size2;
    kernels.step(frame);
    for (let i = 0; i < count3; i++) memory[frame + i] = memory[next + i];
    now = time.data[arrival];
  };
  stepTo(list2[first2]);
  for (let place7 = first2; place7 < last; place7++) {
    const arrival = list2[place7];
    append2(recordKind.arrival, arrival, 0);
    const own4 = projectionOf(program, tape, arrival);
    const payload = tape.spikes.payload.data[tape.arrivals.spike.data[arrival]];
    loadArrival(memory, frame, parameters.values, own4, weightIndex(own4, tape, arrival, neuron), payload);
    kernels.input[own4.port](frame);
    stepTo(list2[place7 + 1]);
  }
}

// ../b2/src/adjoint/open-sums.ts
var open = /* @__PURE__ */ new WeakSet();
var inColumn = /* @__PURE__ */ new WeakMap();
var columnsWith = /* @__PURE__ */ new WeakMap();
function openSums(sums) {
  open.add(sums);
  const columns = columnsWith.get(sums);
  if (columns !== void 0) forget(columns, sums);
  return sums;
}
function closeSums(sums) {
  open.delete(sums);
  takeOut(columnsWith.get(sums));
}
function isOpen(sums) {
  return open.has(sums);
}
function columnOf(sums, columns) {
  if (inColumn.get(columns) !== sums) {
    takeOut(columns);
    takeOut(columnsWith.get(sums));
    columns.gradient.set(sums.parameters);
    inColumn.set(columns, sums);
    columnsWith.set(sums, columns);
  }
  return columns.gradient;
}
function takeOut(columns) {
  const sums = columns && inColumn.get(columns);
  if (sums === void 0) return;
  sums.parameters.set(columns.gradient);
  forget(columns, sums);
}
function forget(columns, sums) {
  inColumn.delete(columns);
  columnsWith.delete(sums);
}

// ../b2/src/adjoint/sweep-arrivals.ts
function layOutArrivals({ tape, program }, projections) {
  const { columns } = program;
  const { arrivals, spikes } = tape;
  const { arrivalSpike, arrivalDelay, arrivalPort, arrivalWanted, arrivalPayload } = columns;
  const { arrivalWeight, arrivalShared, spikeEvent } = columns;
  const count3 = arrivals.time.length;
  if (count3 > arrivalSpike.length || spikes.time.length > spikeEvent.length) return false;
  spikeEvent.set(spikes.event.data.subarray(0, spikes.event.length));
  const channels = arrivalWeight.length / arrivalSpike.length;
  for (let arrival = 0; arrival < count3; arrival++) {
    const own4 = projections[arrivals.projection.data[arrival]];
    const spike = arrivals.spike.data[arrival];
    const neuron = reachedFirst(own4, tape, arrival);
    const weights3 = weightIndex(own4, tape, arrival, neuron);
    arrivalSpike[arrival] = spike;
    arrivalDelay[arrival] = own4.delayWanted ? own4.firstDelay + delayIndex(own4, tape, arrival, neuron) : -1;
    arrivalPort[arrival] = own4.port;
    arrivalWanted[arrival] = own4.weightWanted ? 1 : 0;
    arrivalPayload[arrival] = spikes.payload.data[spike];
    arrivalShared[arrival] = arrivals.synapse.data[arrival] < 0 ? 1 : 0;
    for (let c = 0; c < own4.channels.length; c++) {
      arrivalWeight[arrival * channels + c] = own4.channels[c].offset + weights3;
    }
  }
  return true;
}

// ../b2/src/adjoint/sweep-state.ts
function beginSweep(run, { spikeTimes: spikeTimes2, samples, observations }, sums, { timesWanted = true, visit: visit2 } = {}) {
  const { program } = run;
  const { memory, columns } = program;
  loadParameters(program, run.parameters.values, run.holder);
  const { projections, populations: parts2 } = partsOf2(program, sums.wanted);
  const count3 = spikeTimes2.length;
  const own4 = roomForSpikes(columns, count3);
  const spikeBars = own4?.sums ?? exactSums(count3);
  spikeBars.leading.set(spikeTimes2);
  const observed = placesByRecord(observations);
  const mayBeQuiet = program.execution === "webassembly" && visit2 === void 0;
  const isQuiet4 = mayBeQuiet && own4 !== void 0 && layOutArrivals(run, projections);
  if (!(isQuiet4 && parts2.every(({ kernels }) => kernels.sweep() !== void 0))) unfold(run);
  const populations = run.signals.every((own5) => own5 === void 0) ? parts2 : parts2.map((own5, p) => {
    const signals = run.signals[p];
    return { ...own5, signals: signals && signalGradients(signals) };
  });
  clearBars(populations, memory);
  return {
    run,
    memory,
    isQuiet: isQuiet4,
    populations,
    projections,
    parameters: columnOf(sums, columns),
    sums,
    spikeBars,
    payloadBars: own4?.payload ?? new Float64Array(count3),
    timeBars: cleared({ leading: columns.timeLeading, rest: columns.timeRest }),
    delayBars: cleared({ leading: columns.delayLeading, rest: columns.delayRest }),
    observed,
    observedRecords: [...observed.keys()].sort((a, b) => b - a),
    nextObserved: 0,
    timesWanted,
    samples,
    page: { ...keptOf(run), listOf: void 0 },
    visit: visit2
  };
}
function keptOf({ program: { page }, tape }) {
  const { kept: kept2 } = page;
  return kept2?.tape === tape ? { from: kept2.from, to: tape.kind.length } : { from: 0, to: 0 };
}
function cleared(sums) {
  sums.leading.fill(0);
  sums.rest.fill(0);
  return sums;
}
function roomForSpikes({ spikeLeading, spikeRest, spikePayload }, count3) {
  if (count3 > spikeLeading.length) return void 0;
  return {
    sums: cleared({ leading: spikeLeading.subarray(0, count3), rest: spikeRest.subarray(0, count3) }),
    payload: spikePayload.subarray(0, count3).fill(0)
  };
}
var known3 = /* @__PURE__ */ new WeakMap();
function partsOf2(program, isWanted) {
  const { rows } = program.network.layout;
  let all = known3.get(program);
  if (all === void 0) known3.set(program, all = []);
  let parts2 = all.find(({ wanted }) => rows.every(({ id }, k) => wanted[k] === isWanted(id)));
  if (parts2 === void 0) {
    parts2 = sweepParts(program, isWanted);
    all.push(parts2);
  }
  return parts2;
}
function sweepParts(program, isWanted) {
  const { layout } = program.network;
  let delays = 0;
  return {
    wanted: layout.rows.map(({ id }) => isWanted(id)),
    populations: program.populations.map((population2, p) => sweepPopulation(population2, p, isWanted)),
    projections: program.projections.map((own4) => {
      const firstDelay = delays;
      delays += own4.delays;
      return {
        ...own4,
        weightWanted: own4.channels.some((channel) => isWanted(channel.id)),
        delayWanted: isWanted(`${own4.projection.name}.delay`),
        firstDelay
      };
    })
  };
}
function sweepPopulation(program, index3, isWanted) {
  const { programs: programs2, model } = program;
  const { frame } = programs2;
  const wanted = program.parameters.filter(({ id }) => isWanted(id));
  return {
    program,
    index: index3,
    kernels: program.kernels.pullbacks(wanted.map(({ name: name2 }) => name2)),
    wanted,
    signals: void 0,
    isTimeless: program.incoming.every(
      ({ projection: { name: name2, pre } }) => pre.definition.kind === "source" && !isWanted(`${name2}.delay`)
    ),
    states: model.states.length,
    ownStates: model.ownStates,
    firstBar: frame.slot(barSlot(model.states[0].name)),
    timeBar: frame.slot(barSlot(timeSlot)),
    stepSizeBar: frame.slot(barSlot(stepSizeSlot)),
    eventTimeBar: frame.slot(eventTimeBarSlot),
    rateSlot: frame.slot(courseRateSlot),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot)
  };
}
function clearBars(populations, memory) {
  for (const { program, wanted, states, firstBar, signals } of populations) {
    const { frame } = program.programs;
    for (let n = 0; n < program.population.size; n++) {
      const base = program.base + n * frame.size;
      for (let i = 0; i < states; i++) memory[base + firstBar + i] = 0;
      for (const { bar } of wanted) memory[base + bar] = 0;
      for (const { signal } of signals?.signals ?? []) {
        memory[base + signal.valueBar] = 0;
        memory[base + signal.slopeBar] = 0;
      }
    }
  }
}
function collectParameters(sweep) {
  const { run, populations, projections, memory, parameters, delayBars, sums } = sweep;
  for (const { delay, delays, delayWanted, firstDelay } of projections) {
    if (!delayWanted) continue;
    for (let k = 0; k < delays; k++) parameters[delay + k] += totalOf(delayBars, firstDelay + k);
  }
  for (const { program, wanted } of populations) {
    const { size: size2 } = program.programs.frame;
    for (const { bar, offset, stride } of wanted) {
      for (let n = 0; n < program.population.size; n++) {
        parameters[offset + n * stride] += memory[program.base + n * size2 + bar];
      }
    }
  }
  if (!isOpen(sums)) takeOut(run.program.columns);
}
function observedBars({ component, row: row2, numbers: numbers3 }, states) {
  const bars = new Float64Array(states);
  bars[component] = numbers3[row2];
  return bars;
}

// ../b2/src/adjoint/reverse-sweep.ts
function reverseSweep(run, cotangents, sums, options) {
  const sweep = beginSweep(run, cotangents, sums, options);
  walkBackwards(sweep, pulls);
  collectParameters(sweep);
  const spikeTimes2 = new Float64Array(cotangents.spikeTimes.length);
  for (let record2 = 0; record2 < spikeTimes2.length; record2++) {
    spikeTimes2[record2] = totalOf(sweep.spikeBars, record2);
  }
  return {
    spikeTimes: spikeTimes2,
    signals: sweep.populations.map(({ signals }) => signals?.signals.map(({ gradient }) => gradient) ?? [])
  };
}
var pulls = {
  leap: (sweep, { own: own4, record: record2 }) => sweepQuietly(sweep, own4, record2),
  behind: (sweep, at3, { component, row: row2, numbers: numbers3 }) => {
    const bar = numbers3[row2];
    if (at3.own.kernels.shifts !== void 0) addObserved(sweep, at3, component, bar);
    sweep.memory[at3.frame + at3.own.firstBar + component] += bar;
  },
  enters: (sweep, at3) => {
    sweep.visit?.(sweep, at3);
    return isActive(sweep, at3);
  },
  load: ({ run }, { own: own4, frame, record: record2 }) => loadRecord(run, own4, frame, record2),
  start: (sweep, at3) => {
    at3.own.kernels.initial(at3.frame);
    join(sweep, at3);
  },
  continued: () => {
  },
  step: (sweep, at3) => {
    at3.own.kernels.step(at3.frame);
    join(sweep, at3);
  },
  stepToFixed: (sweep, at3) => {
    const { shifts, step: step3, target } = at3.own.kernels;
    (shifts === void 0 ? target : step3)(at3.frame);
    leaveStep(sweep, at3);
  },
  stepToArrival: (sweep, at3) => {
    const { shifts, step: step3, target } = at3.own.kernels;
    if (shifts !== void 0) step3(at3.frame);
    else {
      target(at3.frame);
      addTo(sweep.timeBars, at3.neuron, stepSizeBar(sweep, at3));
    }
    addArrivalTime2(sweep, at3.reference, at3.neuron);
    leaveStep(sweep, at3);
  },
  stepToSpike: (sweep, at3) => {
    at3.own.kernels.target(at3.frame);
    addTo(sweep.timeBars, at3.neuron, stepSizeBar(sweep, at3));
    addSum(sweep.spikeBars, at3.reference, sweep.timeBars, at3.neuron);
    leaveStep(sweep, at3);
  },
  stepToEvent: (sweep, at3) => {
    sweep.memory[at3.frame + at3.own.eventTimeBar] = totalOf(sweep.timeBars, at3.neuron);
    at3.own.kernels.event[at3.reference](at3.frame);
    if (at3.own.kernels.shifts !== void 0) resetTo(sweep.timeBars, at3.neuron, 0);
    join(sweep, at3);
  },
  arrival: (sweep, at3) => {
    pullArrival2(sweep, at3);
    join(sweep, at3);
  },
  reset: (sweep, at3) => {
    const { own: own4, frame, reference, neuron } = at3;
    const { sent } = own4.program;
    const event2 = sweep.run.tape.spikes.event.data[reference];
    addShift(sweep, at3, own4.kernels.shifts?.resets[event2]);
    if (sent !== void 0) sweep.memory[frame + sent.bar] = sweep.payloadBars[reference];
    own4.kernels.reset[event2](frame);
    addSum(sweep.timeBars, neuron, sweep.spikeBars, reference);
    join(sweep, at3);
  },
  // Its length is the difference of two times.
  sample: (sweep, at3) => {
    const { run, samples, memory, timeBars } = sweep;
    const { own: own4, frame, reference, neuron } = at3;
    const table4 = tableOfSample(run.sampleTables, reference);
    const first2 = (reference - table4.first) * own4.ownStates;
    const bars = samples.get(table4)?.subarray(first2, first2 + own4.ownStates);
    if (bars === void 0) return;
    addBranch(sweep, at3, bars, () => {
      const { shifts, step: step3, target } = own4.kernels;
      if (shifts !== void 0) {
        step3(frame);
        return;
      }
      target(frame);
      addTo(timeBars, neuron, -memory[frame + own4.stepSizeBar]);
    });
  },
  // What the modes were before has no influence.
  modes: ({ memory }, { own: own4, frame }) => {
    memory.fill(0, frame + own4.firstBar + own4.ownStates, frame + own4.firstBar + own4.states);
  },
  // How far into the step it is does not matter: it was found where the rate is zero.
  inside: (sweep, at3, place7) => {
    const { own: own4, frame } = at3;
    addBranch(sweep, at3, observedBars(place7, own4.ownStates), () => {
      sweep.memory[frame + own4.stepSizeSlot] = place7.elapsed;
      own4.kernels.step(frame);
    });
  }
};
function isActive({ run, memory, timeBars, spikeBars, payloadBars }, { own: own4, frame, record: record2, neuron, reference }) {
  if (totalOf(timeBars, neuron) !== 0) return true;
  for (let i = 0; i < own4.states; i++) if (memory[frame + own4.firstBar + i] !== 0) return true;
  const kind = run.tape.kind.data[record2];
  if (kind === recordKind.sample) return true;
  if (kind !== recordKind.reset) return false;
  return totalOf(spikeBars, reference) !== 0 || payloadBars[reference] !== 0;
}
function stepSizeBar({ memory }, { own: own4, frame }) {
  return memory[frame + own4.stepSizeBar];
}
function leaveStep(sweep, at3) {
  const isShifted = at3.own.kernels.shifts !== void 0;
  resetTo(sweep.timeBars, at3.neuron, isShifted ? 0 : -stepSizeBar(sweep, at3));
  join(sweep, at3);
}
function addShift(sweep, at3, shift2) {
  if (shift2 === void 0) return;
  shift2(at3.frame);
  addTo(sweep.timeBars, at3.neuron, stepSizeBar(sweep, at3));
}
function addObserved({ run, memory, timeBars }, at3, component, bar) {
  const { own: own4, frame, neuron, record: record2 } = at3;
  const { tape } = run;
  if (!movedKinds.includes(tape.kind.data[record2])) return;
  const next = tape.neuron.data.subarray(0, tape.neuron.length).indexOf(neuron, record2 + 1);
  if (next < 0) return;
  loadRecord(run, own4, frame, next);
  memory[frame + own4.stepSizeSlot] = 0;
  own4.program.kernels.course[component](frame);
  addTo(timeBars, neuron, bar * memory[frame + own4.rateSlot]);
}
var movedKinds = [recordKind.step, recordKind.stepToArrival, recordKind.arrival, recordKind.reset];
function join(sweep, at3) {
  const { own: own4, frame, neuron } = at3;
  addTo(sweep.timeBars, neuron, sweep.memory[frame + own4.timeBar]);
  if (own4.signals !== void 0) addTo(sweep.timeBars, neuron, drain(sweep, at3));
}
function addArrivalTime2(sweep, arrival, neuron) {
  const { run, spikeBars, timeBars, delayBars, projections } = sweep;
  const { arrivals } = run.tape;
  addSum(spikeBars, arrivals.spike.data[arrival], timeBars, neuron);
  const own4 = projections[arrivals.projection.data[arrival]];
  addSum(delayBars, own4.firstDelay + delayIndex(own4, run.tape, arrival, neuron), timeBars, neuron);
}
function pullArrival2(sweep, at3) {
  const { own: population2, frame, neuron, reference } = at3;
  const { kernels } = population2;
  const { run, memory, projections, parameters, payloadBars } = sweep;
  const { arrivals, spikes } = run.tape;
  const own4 = projections[arrivals.projection.data[reference]];
  const weights3 = weightIndex(own4, run.tape, reference, neuron);
  const spike = arrivals.spike.data[reference];
  loadArrival(memory, frame, run.parameters.values, own4, weights3, spikes.payload.data[spike]);
  if (kernels.shifts !== void 0) {
    addShift(sweep, at3, kernels.shifts.inputs[own4.port]);
    addArrivalTime2(sweep, reference, neuron);
    resetTo(sweep.timeBars, neuron, 0);
  }
  kernels.input[own4.port](frame);
  if (own4.payload !== void 0) payloadBars[spike] += memory[frame + own4.payload.bar];
  if (!own4.weightWanted) return;
  for (let c = 0; c < own4.channels.length; c++) {
    parameters[own4.channels[c].offset + weights3] += memory[frame + own4.channels[c].bar];
  }
}
function addBranch(sweep, at3, bars, pull) {
  if (bars.every((bar) => bar === 0)) return;
  const { memory, timeBars } = sweep;
  const { own: own4, frame, neuron } = at3;
  const first2 = frame + own4.firstBar;
  const kept2 = memory.slice(first2, first2 + own4.states);
  memory.fill(0, first2, first2 + own4.states);
  memory.set(bars, first2);
  pull();
  addTo(timeBars, neuron, memory[frame + own4.timeBar]);
  addTo(timeBars, neuron, drain(sweep, at3));
  for (let i = 0; i < own4.states; i++) memory[first2 + i] += kept2[i];
}
function drain({ run: { tape }, memory }, { own: own4, frame, record: record2, neuron }) {
  const { signals, program } = own4;
  if (signals === void 0) return 0;
  const index3 = neuron - program.population.firstNeuron;
  return drainSignals(signals, memory, frame, index3, tape.segment.data[record2], tape.time.data[record2]);
}

// ../b2/src/adjoint/tangent-sweep.ts
function tangentSweep(run, direction) {
  const sweep = beginTangents(run, direction);
  walkForwards(sweep, pushes);
  const { spikeDots, samples, observations } = sweep;
  return { spikeTimes: spikeDots, samples, observations };
}
function beginTangents(run, direction) {
  const { program, given, sampleTables: sampleTables2 } = run;
  loadParameters(program, run.parameters.values, run.holder);
  const spikeDots = new Float64Array(run.tape.spikes.time.length);
  for (const { first: first2, channels } of given.values()) {
    spikeDots.set(direction.spikeTimes.subarray(first2, first2 + channels.length), first2);
  }
  for (const { population: population2, programs: programs2, base, parameters } of program.populations) {
    for (const { dot: dot2, offset, stride } of parameters) {
      for (let n = 0; n < population2.size; n++) {
        program.memory[base + n * programs2.frame.size + dot2] = direction.parameters[offset + n * stride];
      }
    }
  }
  const observations = new Map(
    [...run.observations.values()].map((own4) => [own4, new Float64Array(own4.values.length)])
  );
  return {
    run,
    direction,
    populations: program.populations.map((own4, p) => tangentPopulation(run, own4, p, direction.signals[p])),
    spikeDots,
    payloadDots: new Float64Array(spikeDots.length),
    timeDots: new Float64Array(program.network.neurons),
    samples: new Map(sampleTables2.map((table4) => [table4, new Float64Array(table4.values.length)])),
    observations,
    observed: placesByRecord(observations)
  };
}
function tangentPopulation(run, program, index3, dots) {
  const { frame } = program.programs;
  const signals = run.signals[index3];
  return {
    program,
    index: index3,
    kernels: program.kernels.tangents(),
    signalDots: signals && {
      ...signals,
      signals: signals.signals.map((signal, s) => ({
        ...signal,
        data: { ...signal.data, values: dots[s] },
        value: frame.slot(dotSlot(signal.name)),
        slope: frame.slot(dotSlot(slopeSlot(signal.name)))
      }))
    },
    states: program.model.states.length,
    ownStates: program.model.ownStates,
    firstDot: frame.slot(dotSlot(program.model.states[0].name)),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    timeDot: frame.slot(dotSlot(timeSlot)),
    stepSizeSlot: frame.slot(stepSizeSlot),
    stepSizeDot: frame.slot(dotSlot(stepSizeSlot))
  };
}
var pushes = {
  load: ({ run, timeDots }, { own: own4, frame, record: record2, neuron }) => {
    const { tape, program } = run;
    const { memory } = program;
    loadRecord(run, own4, frame, record2);
    const timeDot = timeDots[neuron];
    memory[frame + own4.timeDot] = timeDot;
    memory[frame + own4.stepSizeDot] = 0;
    const { signalDots } = own4;
    const signals = run.signals[own4.index];
    if (signals === void 0 || signalDots === void 0) return;
    const index3 = neuron - own4.program.population.firstNeuron;
    loadSignals(signalDots, memory, frame, index3, tape.segment.data[record2], tape.time.data[record2]);
    signals.signals.forEach(({ slope }, s) => {
      memory[frame + signalDots.signals[s].value] += memory[frame + slope] * timeDot;
    });
  },
  inside: ({ run }, { own: own4, frame }, { elapsed, component, row: row2, numbers: numbers3 }) => {
    run.program.memory[frame + own4.stepSizeSlot] = elapsed;
    numbers3[row2] = branch(run.program.memory, own4, frame)[component];
  },
  behind: ({ run }, { own: own4, frame }, { component, row: row2, numbers: numbers3 }) => {
    numbers3[row2] = run.program.memory[frame + own4.firstDot + component];
  },
  start: ({ timeDots }, { own: own4, frame, neuron }) => {
    timeDots[neuron] = 0;
    own4.kernels.initial(frame);
  },
  continued: ({ run, timeDots }, { own: own4, frame, neuron }) => {
    timeDots[neuron] = 0;
    run.program.memory.fill(0, frame + own4.firstDot, frame + own4.firstDot + own4.states);
  },
  step: (_, { own: own4, frame }) => own4.kernels.step(frame),
  stepToFixed: (sweep, at3) => pushTo(sweep, at3, 0),
  stepToArrival: (sweep, at3) => pushTo(sweep, at3, arrivalTimeDot(sweep, at3)),
  stepToSpike: (sweep, at3) => pushTo(sweep, at3, sweep.spikeDots[at3.reference]),
  stepToEvent: ({ run, timeDots }, { own: own4, frame, neuron, reference }) => {
    own4.kernels.event[reference](frame);
    timeDots[neuron] += run.program.memory[frame + own4.stepSizeDot];
  },
  arrival: (sweep, at3) => pushArrival(sweep, at3),
  reset: ({ run, spikeDots, payloadDots, timeDots }, { own: own4, frame, neuron, reference }) => {
    const event2 = run.tape.spikes.event.data[reference];
    spikeDots[reference] = timeDots[neuron];
    own4.kernels.reset[event2](frame);
    if (own4.program.model.events[event2].payload === void 0) return;
    payloadDots[reference] = run.program.memory[frame + own4.program.sent.dot];
  },
  sample: ({ run, samples, timeDots }, { own: own4, frame, neuron, reference }) => {
    const { memory } = run.program;
    memory[frame + own4.stepSizeDot] = -timeDots[neuron];
    const table4 = tableOfSample(run.sampleTables, reference);
    samples.get(table4).set(branch(memory, own4, frame), (reference - table4.first) * own4.ownStates);
  },
  modes: ({ run }, { own: own4, frame }) => {
    run.program.memory.fill(0, frame + own4.firstDot + own4.ownStates, frame + own4.firstDot + own4.states);
  }
};
function pushTo({ run, timeDots }, { own: own4, frame, neuron }, targetDot) {
  run.program.memory[frame + own4.stepSizeDot] = targetDot - timeDots[neuron];
  own4.kernels.step(frame);
  timeDots[neuron] = targetDot;
}
function arrivalTimeDot({ run, direction, spikeDots }, { neuron, reference }) {
  const own4 = projectionOf(run.program, run.tape, reference);
  const delay = own4.delay + delayIndex(own4, run.tape, reference, neuron);
  return spikeDots[run.tape.arrivals.spike.data[reference]] + direction.parameters[delay];
}
function pushArrival({ run, direction, payloadDots }, { own: { kernels }, frame, neuron, reference }) {
  const { memory } = run.program;
  const own4 = projectionOf(run.program, run.tape, reference);
  const weights3 = weightIndex(own4, run.tape, reference, neuron);
  const spike = run.tape.arrivals.spike.data[reference];
  loadArrival(memory, frame, run.parameters.values, own4, weights3, run.tape.spikes.payload.data[spike]);
  if (own4.payload !== void 0) memory[frame + own4.payload.dot] = payloadDots[spike];
  for (const { dot: dot2, offset } of own4.channels) memory[frame + dot2] = direction.parameters[offset + weights3];
  kernels.input[own4.port](frame);
}
function branch(memory, { kernels, states, ownStates, firstDot }, frame) {
  const first2 = frame + firstDot;
  const kept2 = memory.slice(first2, first2 + states);
  kernels.step(frame);
  const dots = memory.slice(first2, first2 + ownStates);
  memory.set(kept2, first2);
  return dots;
}
function pairing(cotangents, tangents) {
  let sum = 0;
  cotangents.spikeTimes.forEach((bar, record2) => {
    if (bar !== 0) sum += bar * tangents.spikeTimes[record2];
  });
  const states = [
    ...[...cotangents.samples].map(([table4, bars]) => [bars, tangents.samples.get(table4)]),
    ...[...cotangents.observations].map(([own4, bars]) => [bars, tangents.observations.get(own4)])
  ];
  for (const [bars, dots] of states) {
    bars.forEach((bar, k) => {
      if (bar !== 0) sum += bar * dots[k];
    });
  }
  return sum;
}

// ../b2/src/adjoint/gradient-method.ts
var gradientMethodKind = rule((method) => {
  const own4 = method;
  return typeof own4?.name === "string" && typeof own4.gradient === "function";
}, "Give discreteAdjoint, forwardSensitivity or { name, gradient(run, cotangents, into) }.");
var discreteAdjoint = Object.freeze({
  name: "discrete adjoint",
  gradient: (run, cotangents, into) => {
    const { given } = into;
    const { spikeTimes: spikeTimes2, signals } = reverseSweep(run, cotangents, into, { timesWanted: given !== void 0 });
    if (given === void 0) return;
    add6(spikeTimes2, given.spikeTimes);
    signals.forEach((own4, p) => {
      own4.forEach((values2, s) => {
        add6(values2, given.signals[p][s]);
      });
    });
  }
});
function add6(values2, to) {
  for (let k = 0; k < values2.length; k++) to[k] += values2[k];
}
var forwardSensitivity = Object.freeze({
  name: "forward sensitivity",
  gradient: (run, cotangents, { parameters, wanted, given }) => {
    const direction = zeroVariables(run);
    const along2 = (of, entry) => {
      of[entry] = 1;
      const slope = pairing(cotangents, tangentSweep(run, direction));
      of[entry] = 0;
      return slope;
    };
    const slices = /* @__PURE__ */ new Set();
    for (const { id, offset, length } of run.parameters.layout.rows) {
      if (!wanted(id) || slices.has(offset)) continue;
      if (length > 0) slices.add(offset);
      for (let k = offset; k < offset + length; k++) parameters[k] += along2(direction.parameters, k);
    }
    if (given === void 0) return;
    for (const { first: first2, channels } of run.given.values()) {
      for (let k = first2; k < first2 + channels.length; k++) {
        given.spikeTimes[k] += along2(direction.spikeTimes, k);
      }
    }
    direction.signals.forEach((own4, p) => {
      own4.forEach((values2, s) => {
        for (let k = 0; k < values2.length; k++) given.signals[p][s][k] += along2(values2, k);
      });
    });
  }
});
var gradientMethods = Object.fromEntries(
  [discreteAdjoint, forwardSensitivity].map((method) => [method.name, method])
);

// ../b2/src/adjoint/pullback.ts
function zeroCotangents(solution) {
  checkRun("zeroCotangents", solution);
  return {
    spikeTimes: new Float64Array(solution.tape.spikes.time.length),
    samples: new Map(solution.sampleTables.map((table4) => [table4, new Float64Array(table4.values.length)])),
    observations: /* @__PURE__ */ new Map()
  };
}
function checkRun(where4, run) {
  if (run?.tape?.spikes !== void 0 && Array.isArray(run.sampleTables)) return;
  throw new OptionError(where4, "what it is given is no run", "Give what simulate returned.");
}

// ../b2/src/simulate/given/source-spikes.ts
function inOrder5(given) {
  const { counts: counts2, start: start2, times: times2 } = given;
  const channels = new Int32Array(times2.length);
  for (let c = 0; c < counts2.length; c++) channels.fill(c, start2[c], start2[c + 1]);
  const order3 = Int32Array.from(channels.keys()).sort((a, b) => times2[a] - times2[b] || a - b);
  return { ...given, channels, order: order3 };
}
function checkSpikes(where4, source2, channels) {
  const counts2 = new Array(channels.length);
  const start2 = new Int32Array(channels.length + 1);
  for (let c = 0; c < channels.length; c++) {
    counts2[c] = channels[c]?.length ?? 0;
    start2[c + 1] = start2[c] + countPresent(where4, source2, c, channels[c]);
  }
  const times2 = new Float64Array(start2[channels.length]);
  const positions = new Int32Array(times2.length);
  for (let c = 0; c < channels.length; c++) {
    const given = channels[c];
    let next = start2[c];
    let ascending = true;
    for (let k = 0; k < given.length; k++) {
      const time = given[k];
      if (time === Number.POSITIVE_INFINITY) continue;
      if (next > start2[c] && time < times2[next - 1]) ascending = false;
      times2[next] = time;
      positions[next++] = k;
    }
    if (ascending) continue;
    const own4 = positions.subarray(start2[c], next).sort((a, b) => given[a] - given[b] || a - b);
    own4.forEach((position, k) => {
      times2[start2[c] + k] = given[position];
    });
  }
  return inOrder5({ counts: counts2, start: start2, times: times2, positions });
}
function countPresent(where4, source2, channel, times2) {
  const what = () => `"${source2}", channel ${channel}`;
  if (!isList(times2)) {
    throw new ShapeError(
      where4,
      `${what()} is ${shown(times2)}, not an array of times`,
      "Give one array per channel."
    );
  }
  let present = 0;
  for (let k = 0; k < times2.length; k++) {
    const time = times2[k];
    if (typeof time !== "number" || !(time >= 0)) {
      const hint4 = `Give times \u2265 0, or Infinity for an absent spike${time === null ? " (which JSON turns into null)" : ""}.`;
      throw new OptionError(where4, `${what()}: time ${k} is ${shown(time)}`, hint4);
    }
    if (time !== Number.POSITIVE_INFINITY) present++;
  }
  return present;
}

// ../b2/src/simulate/given/input.ts
function checkInput(network2, input, where4 = "simulate: input") {
  const { sources, signals, names: names2 } = takenBy(network2);
  if (!isRecord(input)) {
    throw new OptionError(
      where4,
      `it is ${shown(input)}`,
      `Give an object with ${[...names2].join(", ") || "nothing"}.`
    );
  }
  for (const key of Object.keys(input)) {
    if (names2.has(key)) continue;
    const known5 = [...names2];
    const hint4 = answerToInput(network2, key, known5) ?? knownHere(key, known5);
    throw new OptionError(where4, `nothing takes input "${key}"`, hint4);
  }
  const spikes = /* @__PURE__ */ new Map();
  for (const { name: name2, size: size2 } of sources) {
    const given = Object.hasOwn(input, name2) ? input[name2] : void 0;
    if (typeof given !== "object" || given === null || "kind" in given) {
      throw new OptionError(
        where4,
        given === void 0 ? `no spike times for source "${name2}"` : `what is given for source "${name2}" is ${kindOf2(given)}, not spike times`,
        `Give { ${name2}: [[\u2026], \u2026] } with ${counted(size2, "channel")}.`
      );
    }
    if (given.length !== size2) {
      throw new ShapeError(
        where4,
        `"${name2}" has ${counted(given.length, "channel")} of spike times for ${size2}`,
        "Give one array per channel, empty if it is silent."
      );
    }
    spikes.set(name2, checkSpikes(where4, name2, given));
  }
  const checked2 = /* @__PURE__ */ new Map();
  for (const { population: population2, signal, key } of signals) {
    const given = input[key];
    if (typeof given !== "object" || given === null || !("kind" in given)) failSignal(where4, key, given);
    const own4 = checked2.get(population2.name) ?? /* @__PURE__ */ new Map();
    own4.set(signal, checkSignal(where4, key, given, population2.size));
    checked2.set(population2.name, own4);
  }
  return { spikes, signals: checked2 };
}
var taken = /* @__PURE__ */ new WeakMap();
function takenBy(network2) {
  let own4 = taken.get(network2);
  if (own4 === void 0) {
    const sources = network2.populations.filter(({ definition }) => definition.kind === "source");
    const signals = network2.populations.flatMap(
      (population2) => signalsOf(population2).map((signal) => ({ population: population2, signal, key: `${population2.name}.${signal}` }))
    );
    own4 = {
      sources,
      signals,
      names: /* @__PURE__ */ new Set([...sources.map(({ name: name2 }) => name2), ...signals.map(({ key }) => key)])
    };
    taken.set(network2, own4);
  }
  return own4;
}
function checkLength({ signals }, until2) {
  for (const [population2, own4] of signals) {
    for (const [signal, data] of own4) {
      if (data.until === void 0 || data.until >= until2) continue;
      const what = `"${population2}.${signal}" is known until ${data.until} ms, the run goes to ${until2}`;
      throw new OptionError("simulate", what, `Make it with until: ${until2}, or end the run before.`);
    }
  }
}
function inputAfter({ spikes, signals }, time) {
  const later = ({ counts: counts2, start: start2, times: times2, positions }) => {
    const left = new Int32Array(start2.length);
    const kept2 = [];
    for (let c = 0; c < counts2.length; c++) {
      for (let k = start2[c]; k < start2[c + 1]; k++) if (times2[k] > time) kept2.push(k);
      left[c + 1] = kept2.length;
    }
    return inOrder5({
      counts: counts2,
      start: left,
      times: Float64Array.from(kept2, (k) => times2[k]),
      positions: Int32Array.from(kept2, (k) => positions[k])
    });
  };
  return { spikes: new Map([...spikes].map(([name2, own4]) => [name2, later(own4)])), signals };
}
function answerToInput(network2, key, known5) {
  const own4 = known5.filter((name2) => name2.endsWith(`.${key}`));
  if (own4.length > 0)
    return `Signals are named with their population: ${own4.map((name2) => `"${name2}"`).join(", ")}.`;
  const row2 = network2.layout.rows.find(({ id, name: name2 }) => id === key || name2 === key);
  if (row2 !== void 0) {
    return `${row2.name} is a parameter: give it to population(\u2026, { parameters: { ${row2.name}: \u2026 } }), or write parameters.set("${row2.id}", \u2026). What changes with time is declared under signals.`;
  }
  if (!network2.populations.some(({ name: name2 }) => name2 === key)) return void 0;
  return `"${key}" is a population of neurons: give spikes to a source(size) that projects to it.`;
}
function kindOf2(given) {
  if (typeof given === "function") return "a function";
  if (isList(given)) return "a list";
  return isRecord(given) && "kind" in given ? "a signal" : shown(given);
}
function failSignal(where4, key, given) {
  if (given === void 0) {
    throw new OptionError(
      where4,
      `no data for signal "${key}"`,
      `Give { "${key}": piecewiseConstant([0], [0]) } or the like.`
    );
  }
  const hint4 = typeof given === "number" ? `For a constant, give { "${key}": piecewiseConstant([0], [${given}]) }.` : typeof given === "function" ? `Sample it: { "${key}": piecewiseLinear(times, times.map(f)) }; or write it in dynamics as a formula of t.` : `Say when it has which value: { "${key}": piecewiseLinear(times, values) }, or piecewiseConstant.`;
  throw new OptionError(where4, `what is given for signal "${key}" is ${kindOf2(given)}, not a signal`, hint4);
}
function signalsOf({ definition }) {
  return definition.kind === "source" ? [] : definition.model.signals;
}
function checkSignal(by, key, { kind, times: times2, values: values2, until: until2 }, size2) {
  const what = key === "" ? "it" : `"${key}"`;
  const part6 = (name2) => key === "" ? name2 : `${what}.${name2}`;
  if (kind !== "constant" && kind !== "linear" || !isList(times2) || !isList(values2)) {
    const hint4 = "Make it with piecewiseConstant(times, values) or piecewiseLinear(times, values).";
    throw new OptionError(by, `${what} is no signal`, hint4);
  }
  const breakpoints = finiteNumbers(by, part6("times"), times2);
  if (breakpoints[0] !== 0) {
    const first2 = breakpoints[0] ?? "no time";
    throw new OptionError(by, `${what} begins at ${first2}`, "Let the first time be 0.");
  }
  const late = breakpoints.findIndex((time, k) => k > 0 && !(time > breakpoints[k - 1]));
  if (late >= 0) {
    const hint4 = "Give finite times in ascending order, each once.";
    throw new OptionError(by, `${part6("times")}[${late}] is ${breakpoints[late]}`, hint4);
  }
  if (until2 !== void 0 && !(until2 >= 0)) {
    throw new OptionError(by, `${part6("until")} is ${shown(until2)}`, "Give a time \u2265 0, or leave it out.");
  }
  const perNeuron = isList(values2[0]);
  const rows = perNeuron ? values2 : [values2];
  if (perNeuron && size2 !== void 0 && rows.length !== size2) {
    const hint4 = "Give one row per neuron, or one for all.";
    throw new ShapeError(
      by,
      `${what} has ${counted(rows.length, "row")} of values for ${counted(size2, "neuron")}`,
      hint4
    );
  }
  const flat = new Float64Array(rows.length * breakpoints.length);
  rows.forEach((row2, n) => {
    if (row2?.length !== breakpoints.length) {
      const wrong = `${what} has ${counted(row2?.length, "value")} for ${counted(breakpoints.length, "time")}`;
      throw new ShapeError(by, wrong, "Give one value per time.");
    }
    flat.set(finiteNumbers(by, part6(`values${perNeuron ? `[${n}]` : ""}`), row2), n * row2.length);
  });
  return { kind, times: breakpoints, values: flat, perNeuron, ...until2 !== void 0 && { until: until2 } };
}

// ../b2/src/simulate/given/sample-tables.ts
function sampleTables(network2, requests) {
  const alike2 = /* @__PURE__ */ new Map();
  for (const request of requests) {
    const key = `${request.side ?? "after"} ${request.population}`;
    const same2 = alike2.get(key);
    if (same2 === void 0) alike2.set(key, [request]);
    else same2.push(request);
  }
  let first2 = 0;
  return [...alike2.values()].map((same2) => {
    const { population: population2, side = "after" } = same2[0];
    const times2 = Float64Array.from(new Set(same2.flatMap((request) => [...request.times]))).sort();
    const { definition, size: size2 } = network2.population(population2);
    const states = definition.model.states.map((state2) => state2.name);
    const values2 = new Float64Array(times2.length * size2 * states.length).fill(Number.NaN);
    const table4 = listsInJson({ population: population2, times: times2, side, size: size2, states, values: values2, first: first2 });
    first2 += times2.length * size2;
    return table4;
  });
}

// ../b2/src/simulate/look-back/statistics.ts
function statisticsOf(network2, counters) {
  const extreme = (value, neuron, time) => {
    const population2 = network2.populations.find(
      ({ firstNeuron, size: size2 }) => neuron >= firstNeuron && neuron < firstNeuron + size2
    );
    return population2 && { value, population: population2.name, neuron: neuron - population2.firstNeuron, time };
  };
  const { acceptedSteps, rejectedSteps, repeatedSteps, arrivals, ignoredArrivals, nearGrazing } = counters;
  return {
    acceptedSteps,
    rejectedSteps,
    repeatedSteps,
    arrivals,
    ignoredArrivals,
    nearGrazing,
    smallestCrossingRate: extreme(
      counters.smallestRate,
      counters.smallestRateNeuron,
      counters.smallestRateTime
    ),
    closestApproach: extreme(counters.closest, counters.closestNeuron, counters.closestTime),
    neverArmed: counters.neverArmed
  };
}

// ../b2/src/simulate/neuron/dues.ts
function successors() {
  return growing(new Int32Array(16));
}
function createDues(size2, shared2, next) {
  const empty = new Int32Array(shared2 ? 1 : size2).fill(-1);
  return { shared: shared2, first: empty, last: empty.slice(), next };
}
function nextDue({ shared: shared2, first: first2, next }, neuron, last) {
  return last < 0 ? first2[shared2 ? 0 : neuron] : next.data[last];
}
function sharedList({ shared: shared2, first: first2, next }) {
  if (!shared2) return void 0;
  const list2 = [];
  for (let arrival = first2[0]; arrival >= 0; arrival = next.data[arrival]) list2.push(arrival);
  return Int32Array.from(list2);
}
function enlist({ first: first2, last, next }, tape, { arrival, list: list2, after }) {
  const end = last[list2];
  if (end < 0) {
    push(next, -1);
    first2[list2] = arrival;
    last[list2] = arrival;
    return;
  }
  if (precedes(tape, end, arrival)) {
    push(next, -1);
    next.data[end] = arrival;
    last[list2] = arrival;
    return;
  }
  let before = after;
  let following = before < 0 ? first2[list2] : next.data[before];
  while (precedes(tape, following, arrival)) {
    before = following;
    following = next.data[before];
  }
  push(next, following);
  if (before < 0) first2[list2] = arrival;
  else next.data[before] = arrival;
}
function precedes({ arrivals, spikes }, a, b) {
  const time = arrivals.time.data[a] - arrivals.time.data[b];
  if (time !== 0) return time < 0;
  const round = arrivals.round.data[a] - arrivals.round.data[b];
  if (round !== 0) return round < 0;
  const projection = arrivals.projection.data[a] - arrivals.projection.data[b];
  if (projection !== 0) return projection < 0;
  const [one2, other] = [arrivals.spike.data[a], arrivals.spike.data[b]];
  const neuron = spikes.neuron.data[one2] - spikes.neuron.data[other];
  return neuron === 0 ? one2 < other : neuron < 0;
}
function nothingLaidOut() {
  return { dues: void 0, list: 0, of: 0, next: -1, length: 0, first: 0 };
}

// ../b2/src/compile/frame-slots.ts
var known4 = /* @__PURE__ */ new WeakMap();
function frameSlots(programs2) {
  let slots = known4.get(programs2);
  if (slots === void 0) {
    slots = {
      events: eventSlots(programs2),
      timers: timerSlots(programs2),
      switches: switchSlots(programs2)
    };
    known4.set(programs2, slots);
  }
  return slots;
}
function eventSlots({ model, frame, bernstein: bernstein2 }) {
  return model.events.map(({ name: name2 }, e) => ({
    armed: frame.slot(armedSlot(name2)),
    due: frame.slot(pendingSlot(name2)),
    cause: frame.slot(causeSlot(name2)),
    firedAt: frame.slot(firedAtSlot(name2)),
    firedRest: frame.slot(firedRestSlot(name2)),
    landed: frame.slot(landedSlot(name2)),
    peak: frame.slot(eventPeakSlot(name2)),
    margin: frame.slot(eventMarginSlot(name2)),
    rounding: frame.slot(eventRoundingSlot(name2)),
    estimate: frame.slot(eventEstimateSlot(name2)),
    value: frame.slot(eventValueSlot(name2)),
    end: frame.slot(eventEndSlot(name2)),
    rate: frame.slot(crossingRateSlot(name2)),
    slope: frame.slot(eventSlopeSlot(name2)),
    bend: frame.slot(eventBendSlot(name2)),
    summit: frame.slot(summitSlot(name2)),
    guess: frame.slot(guessSlot(name2)),
    resolution: frame.slot(resolutionSlot(name2)),
    bernstein: frame.slot(bernsteinSlot(name2, 0)),
    count: bernstein2[e]
  }));
}
function timerSlots({ model, frame }) {
  return model.timers.map(
    (timer, e) => timer === void 0 ? void 0 : {
      due: frame.slot(timer.due),
      start: frame.slot(timerStartSlot(model.events[e].name)),
      next: frame.slot(timerNextSlot(model.events[e].name))
    }
  );
}
function switchSlots({ model, frame }) {
  return model.switches.map(({ kind, mode, signalled }) => ({
    kind,
    located: frame.slot(locatedSlot(mode)),
    moved: frame.slot(movedSlot(mode)),
    mode: frame.slot(mode),
    value: frame.slot(switchValueSlot(mode)),
    rounding: frame.slot(switchRoundingSlot(mode)),
    rate: frame.slot(switchRateSlot(mode)),
    bend: frame.slot(switchBendSlot(mode)),
    signalled
  }));
}

// ../b2/src/simulate/neuron/place.ts
var names = Object.keys(placeSlots);
var at2 = Object.fromEntries(names.map((name2, k) => [name2, k]));
var lastPlace = at2.last;
var Place = class {
  memory;
  /** Where the numbers of the neuron at hand begin. */
  place = 0;
  constructor(memory) {
    this.memory = memory;
  }
  /** When: the time t + rest, see `Clock`. */
  get t() {
    return this.memory[this.place + at2.t];
  }
  set t(value) {
    this.memory[this.place + at2.t] = value;
  }
  get rest() {
    return this.memory[this.place + at2.rest];
  }
  set rest(value) {
    this.memory[this.place + at2.rest] = value;
  }
  /** Proposed step size; not a number before there is one. */
  get proposal() {
    return this.memory[this.place + at2.proposal];
  }
  set proposal(value) {
    this.memory[this.place + at2.proposal] = value;
  }
  /** The last arrival that was applied, −1 if there is none. */
  get last() {
    return this.memory[this.place + at2.last];
  }
  set last(value) {
    this.memory[this.place + at2.last] = value;
  }
  /** How many were. */
  get taken() {
    return this.memory[this.place + at2.taken];
  }
  set taken(value) {
    this.memory[this.place + at2.taken] = value;
  }
  /** What the present time is the time of, see `anchor`. */
  get anchor() {
    return this.memory[this.place + at2.anchor];
  }
  set anchor(value) {
    this.memory[this.place + at2.anchor] = value;
  }
  /** Of the population's signals. */
  get segment() {
    return this.memory[this.place + at2.segment];
  }
  set segment(value) {
    this.memory[this.place + at2.segment] = value;
  }
  /** Of the present instant. */
  get round() {
    return this.memory[this.place + at2.round];
  }
  set round(value) {
    this.memory[this.place + at2.round] = value;
  }
  /** Emitting events, and all events. */
  get spikes() {
    return this.memory[this.place + at2.spikes];
  }
  set spikes(value) {
    this.memory[this.place + at2.spikes] = value;
  }
  get fired() {
    return this.memory[this.place + at2.fired];
  }
  set fired(value) {
    this.memory[this.place + at2.fired] = value;
  }
  /** Steps tried. */
  get steps() {
    return this.memory[this.place + at2.steps];
  }
  set steps(value) {
    this.memory[this.place + at2.steps] = value;
  }
  /** Whether modes have to be set anew before the next step. */
  get unsettled() {
    return this.memory[this.place + at2.unsettled] === 1;
  }
  set unsettled(value) {
    this.memory[this.place + at2.unsettled] = value ? 1 : 0;
  }
  /** The watch whose crossing the last step ended at, −1 if none. */
  get crossed() {
    return this.memory[this.place + at2.crossed];
  }
  set crossed(value) {
    this.memory[this.place + at2.crossed] = value;
  }
  /** Modes changed since the last step because the solution leaves zero. */
  get departures() {
    return this.memory[this.place + at2.departures];
  }
  set departures(value) {
    this.memory[this.place + at2.departures] = value;
  }
  /** Steps refused because they had no value since the state last moved. */
  get refused() {
    return this.memory[this.place + at2.refused];
  }
  set refused(value) {
    this.memory[this.place + at2.refused] = value;
  }
  /** Up to here the maxima near zero are counted. */
  get grazed() {
    return this.memory[this.place + at2.grazed];
  }
  set grazed(value) {
    this.memory[this.place + at2.grazed] = value;
  }
  /**
   * The last step that was tried beyond what is known and not made: when something is to happen, and the target that it was
   * tried towards. What arrives after that time is no reason to try another: the same is to happen then, to the last bit,
   * because others have gone on since that far. Not a number if the neuron has gone on itself.
   */
  get promised() {
    return this.memory[this.place + at2.promised];
  }
  set promised(value) {
    this.memory[this.place + at2.promised] = value;
  }
  get promisedTarget() {
    return this.memory[this.place + at2.promisedTarget];
  }
  set promisedTarget(value) {
    this.memory[this.place + at2.promisedTarget] = value;
  }
  get promisedKind() {
    return this.memory[this.place + at2.promisedKind];
  }
  set promisedKind(value) {
    this.memory[this.place + at2.promisedKind] = value;
  }
  /** Whether it is not to go on. */
  get finished() {
    return this.memory[this.place + at2.finished] === 1;
  }
  set finished(value) {
    this.memory[this.place + at2.finished] = value ? 1 : 0;
  }
};

// ../b2/src/simulate/neuron/neuron-run.ts
var NeuronRun = class extends Place {
  settings;
  program;
  /** Parameter values of the network. */
  parameters;
  tape;
  page;
  columns;
  laidOut;
  counters;
  controller;
  /** What the controller remembers: in the frames if there is room, or of all neurons one behind the other. */
  remembered;
  /** Whether the controller is the one whose proposals routines make. */
  proposes;
  signals;
  dues;
  startsFrom;
  /** Whether all neurons have the same parameters. */
  shares;
  /** Whether routines may leave folded records: their places are those of arrivals in one list for all neurons. */
  folds;
  /** Of the network. */
  projections;
  samples;
  stopAfter;
  /** The model's own, then those that watch its switches. */
  events;
  ownEvents;
  /** By event, its timer if it has one. */
  timers;
  /** Whether the function of an event reads modes. */
  moded;
  switches;
  /** Number of states, modes included. */
  states;
  /** Of a frame, and in it. */
  frameSize;
  placeSlot;
  timeSlot;
  restSlot;
  stepSizeSlot;
  errorNormSlot;
  initialStepSlot;
  stepCapSlot;
  rememberedSlot;
  nextSlot;
  stepKernel;
  /** All arrivals before this time are known. */
  known = Number.NEGATIVE_INFINITY;
  /** At this time those of the present round and before are known, too; not a number if there is none. */
  instant = Number.NaN;
  knownRound = 0;
  /**
   * Whether a step may be tried that goes further than arrivals are known, to see how long nothing will happen
   * if nothing arrives: until `ahead`.
   */
  looksAhead = false;
  ahead = 0;
  /** Past this time a neuron is left for later. */
  horizon = Number.POSITIVE_INFINITY;
  /** Frame of the neuron at hand, its index in the population and in the network. */
  frame = 0;
  index = 0;
  neuron = 0;
  /** What the controller remembers of it, in `remembered`. */
  rememberedAt = 0;
  /** The arrival that comes next, −1 if there is none. */
  arrival = -1;
  /** Where steps lead now: an arrival, a breakpoint, the end. */
  target = 0;
  /** The event with which the present round goes on: those declared before have had their turn. */
  turn = 0;
  /** The state from which steps were refused last. */
  refusedAt;
  constructor(parts2) {
    const { settings, network: network2, program, tables } = parts2;
    super(network2.memory);
    const { frame, method } = program.programs;
    const { states, events, ownEvents, written } = program.model;
    const { size: size2 } = program.population;
    const slots = frameSlots(program.programs);
    this.settings = settings;
    this.program = program;
    this.parameters = parts2.parameters;
    this.tape = parts2.tape;
    this.page = network2.page;
    this.columns = network2.columns;
    this.laidOut = parts2.laidOut;
    this.counters = parts2.counters;
    this.controller = settings.controller ?? standardController(method);
    const { stateSize } = this.controller;
    this.remembered = stateSize > mostRemembered ? new Float64Array(size2 * stateSize) : network2.memory;
    this.proposes = this.controller === standardProposal(method);
    this.signals = parts2.signals;
    this.dues = parts2.dues;
    this.startsFrom = parts2.startsFrom;
    this.folds = parts2.dues.shared && parts2.settings.folds.has(program.population.name);
    this.shares = program.shares;
    this.projections = network2.projections;
    this.samples = tables.map((table4) => ({ table: table4, next: new Int32Array(size2) }));
    this.stopAfter = parts2.stopAfter;
    this.events = slots.events;
    this.ownEvents = ownEvents;
    this.timers = slots.timers;
    this.moded = events.map(({ when }, e) => when !== written[e]);
    this.switches = slots.switches;
    this.states = states.length;
    this.frameSize = frame.size;
    this.placeSlot = frame.slot(placeSlots.t);
    this.timeSlot = frame.slot(timeSlot);
    this.restSlot = frame.slot(restSlot);
    this.stepSizeSlot = frame.slot(stepSizeSlot);
    this.errorNormSlot = frame.slot(errorNormSlot);
    this.initialStepSlot = frame.slot(initialStepSlot);
    this.stepCapSlot = frame.slot(stepCapSlot);
    this.rememberedSlot = frame.slot(rememberedSlot(0));
    this.nextSlot = frame.slot(nextSlot(states[0].name));
    this.stepKernel = program.kernels.step;
    this.refusedAt = new Float64Array(states.length);
  }
  /** Turns to a neuron, as it stands. */
  turnTo(index3) {
    const { program, dues, remembered, controller } = this;
    this.index = index3;
    this.neuron = program.population.firstNeuron + index3;
    this.frame = program.base + index3 * this.frameSize;
    this.place = this.frame + this.placeSlot;
    this.rememberedAt = remembered === this.memory ? this.frame + this.rememberedSlot : index3 * controller.stateSize;
    this.arrival = nextDue(dues, index3, this.last);
  }
  /** Turns to a neuron to which nothing has happened yet. */
  turnToNew(index3) {
    this.turnTo(index3);
    this.last = -1;
    this.taken = 0;
    this.arrival = nextDue(this.dues, index3, -1);
  }
  /** The present time of a neuron. */
  timeOf(index3) {
    return this.memory[this.program.base + index3 * this.frameSize + this.placeSlot];
  }
  /** The last arrival that a neuron has had, −1 if none. */
  lastOf(index3) {
    return this.memory[this.program.base + index3 * this.frameSize + this.placeSlot + lastPlace];
  }
};
function createCounters(notesApproaches = true) {
  return {
    triedSteps: 0,
    acceptedSteps: 0,
    rejectedSteps: 0,
    repeatedSteps: 0,
    arrivals: 0,
    ignoredArrivals: 0,
    nearGrazing: 0,
    smallestRate: Number.POSITIVE_INFINITY,
    smallestRateNeuron: -1,
    smallestRateTime: 0,
    closest: notesApproaches ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    closestNeuron: -1,
    closestTime: 0,
    neverArmed: []
  };
}

// ../b2/src/events/bernstein.ts
var row = new Float64Array(32);
function bernsteinValue(coefficients, theta) {
  const { length } = coefficients;
  for (let k = 0; k < length; k++) row[k] = coefficients[k];
  for (let end = length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) row[k] += theta * (row[k + 1] - row[k]);
  }
  return row[0];
}
function splitBernstein(coefficients, theta) {
  const row2 = Array.from(coefficients);
  const left = [row2[0]];
  const right = [row2[row2.length - 1]];
  for (let end = row2.length - 1; end > 0; end--) {
    for (let k = 0; k < end; k++) row2[k] = row2[k] + theta * (row2[k + 1] - row2[k]);
    left.push(row2[0]);
    right.unshift(row2[end - 1]);
  }
  return { left, right };
}
function signChanges(coefficients) {
  let changes2 = 0;
  let last = 0;
  for (const value of coefficients) {
    if (value === 0) continue;
    if (last !== 0 && value > 0 !== last > 0) changes2++;
    last = value;
  }
  return changes2;
}
function bernsteinDerivative(coefficients) {
  const degree2 = coefficients.length - 1;
  return Array.from({ length: degree2 }, (_, k) => degree2 * (coefficients[k + 1] - coefficients[k]));
}
function bernsteinInterpolation(nodes3) {
  const degree2 = nodes3.length - 1;
  const unit6 = nodes3.map((_, k) => nodes3.map((_2, j) => j === k ? 1 : 0));
  const rows = nodes3.map((theta, j) => [...unit6.map((row2) => bernsteinValue(row2, theta)), ...unit6[j]]);
  for (let column = 0; column <= degree2; column++) {
    let pivot = column;
    for (let j = column + 1; j <= degree2; j++) {
      if (Math.abs(rows[j][column]) > Math.abs(rows[pivot][column])) pivot = j;
    }
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const leading = rows[column].map((value) => value / rows[column][column]);
    for (let j = 0; j <= degree2; j++) {
      const factor = rows[j][column];
      rows[j] = j === column ? leading : rows[j].map((value, i) => value - factor * leading[i]);
    }
  }
  return rows.map((row2) => row2.slice(degree2 + 1));
}
function nextMaximum(coefficients, from) {
  const slope = bernsteinDerivative(coefficients);
  if (slope.every((value) => value > 0) || slope.every((value) => value <= 0)) return Number.NaN;
  const parts2 = 64;
  let low = from;
  let rising = bernsteinValue(slope, from) > 0;
  for (let j = 1; j <= parts2; j++) {
    const theta = from + (1 - from) * j / parts2;
    if (bernsteinValue(slope, theta) > 0) {
      low = theta;
      rising = true;
      continue;
    }
    if (!rising) continue;
    let high = theta;
    for (let i = 0; i < 40; i++) {
      const middle2 = 0.5 * (low + high);
      if (bernsteinValue(slope, middle2) > 0) low = middle2;
      else high = middle2;
    }
    return high < 1 ? high : Number.NaN;
  }
  return Number.NaN;
}

// ../b2/src/events/first-crossing.ts
var none2 = { kind: "none" };
var deepest = 12;
var smallestPiece = powerOfTwo(-deepest);
function firstCrossing(coefficients, margin, rounding) {
  const visit2 = (piece, from, to, depth) => {
    const bound = margin * Math.min(1, 4 * to, 4 * (1 - from)) + rounding;
    if (piece.every((value) => value < -bound)) return none2;
    const steepness = 4 * margin * (to - from) / (piece.length - 1);
    if (from === 0 && falls(piece, steepness)) return none2;
    if (to === 1 && piece[piece.length - 1] < -rounding && rises(piece, steepness)) return none2;
    const last = margin * Math.min(1, 4 * to, 4 * (1 - to)) + rounding;
    if (piece[piece.length - 1] > last && piece[0] < 0 && signChanges(piece) === 1) {
      return { kind: "root", theta: from + (to - from) * rootOf(piece) };
    }
    if (depth === deepest) return { kind: "unclear", theta: from, size: Math.max(...piece.map(Math.abs)) };
    const { left, right } = splitBernstein(piece, 0.5);
    const middle2 = 0.5 * (from + to);
    const first2 = visit2(left, from, middle2, depth + 1);
    return first2.kind === "none" ? visit2(right, middle2, to, depth + 1) : first2;
  };
  return visit2(coefficients, 0, 1, 0);
}
function falls(piece, decrement) {
  for (let k = 1; k < piece.length; k++) if (!(piece[k - 1] - piece[k] >= decrement)) return false;
  return true;
}
function rises(piece, increment) {
  for (let k = 1; k < piece.length; k++) if (!(piece[k] - piece[k - 1] >= increment)) return false;
  return true;
}
function rootOf(piece) {
  let [low, high] = [0, 1];
  let [below2, above] = [piece[0], piece[piece.length - 1]];
  for (let i = 0; i < 60 && high - low > 1e-15; i++) {
    const secant = low + (high - low) * below2 / (below2 - above);
    const middle2 = i % 3 === 2 || secant === 1 ? 0.5 * (low + high) : secant;
    const value = bernsteinValue(piece, middle2);
    if (value === 0) return middle2;
    if (value < 0) {
      if (low === middle2) break;
      [low, below2] = [middle2, value];
    } else {
      if (high === middle2) break;
      [high, above] = [middle2, value];
    }
  }
  return low + (high - low) * below2 / (below2 - above);
}

// ../b2/src/events/maxima.ts
function maximaOf(coefficients) {
  const fall = bernsteinDerivative(coefficients).map((value) => -value);
  if (fall[0] < 0 && signChanges(fall) === 1) {
    const turn2 = firstCrossing(fall, 0, 0);
    if (turn2.kind === "root") return [turn2.theta];
  }
  const found = [];
  for (let theta = nextMaximum(coefficients, 0); theta < 1; ) {
    found.push(theta);
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
  return found;
}

// ../b2/src/simulate/neuron/flow-pieces.ts
var accuracy = 0.05;
var amplified = 1e4;
var mostPieces = 1e3;
function forEachPiece(own4, size2, least, visit2) {
  const { memory, frame, states, nextSlot: nextSlot2, event: event2 } = own4;
  const kept2 = memory.slice(frame, frame + states);
  const [time, rest] = [memory[frame + own4.timeSlot], memory[frame + own4.restSlot]];
  let elapsed = 0;
  for (let pieces = 0; pieces < mostPieces; pieces++) {
    const left = size2 - elapsed;
    stepBy(own4, left);
    if (!(memory[frame + event2.peak] > least())) break;
    const [piece, maxima] = longestPiece(own4, left, least());
    visit2(elapsed, piece, maxima);
    if (!(piece < left)) break;
    stepBy(own4, piece);
    memory.copyWithin(frame, frame + nextSlot2, frame + nextSlot2 + states);
    elapsed += piece;
    memory[frame + own4.timeSlot] = time + elapsed;
    memory[frame + own4.restSlot] = 0;
    own4.load(time + elapsed);
  }
  memory.set(kept2, frame);
  memory[frame + own4.timeSlot] = time;
  memory[frame + own4.restSlot] = rest;
  own4.load(time);
}
function valueOfPiece(own4, size2) {
  stepBy(own4, size2);
  return own4.memory[own4.frame + own4.event.end];
}
function stepBy({ memory, frame, stepSizeSlot: stepSizeSlot2, step: step3 }, size2) {
  memory[frame + stepSizeSlot2] = size2;
  step3(frame);
}
function longestPiece(own4, left, least) {
  const { memory, frame, event: event2 } = own4;
  let piece = left;
  for (; ; ) {
    own4.shape(frame);
    const coefficients = Array.from({ length: event2.count }, (_, k) => memory[frame + event2.bernstein + k]);
    const margin = memory[frame + event2.margin];
    const top = Math.max(...coefficients);
    if (top + margin <= least) return [piece, []];
    const maxima = maximaOf(coefficients);
    const told2 = maxima.reduce(
      (nearest, theta) => Math.min(nearest, Math.abs(bernsteinValue(coefficients, theta))),
      top - Math.min(...coefficients)
    );
    const allowed2 = Math.max(accuracy * told2, amplified * memory[frame + event2.rounding]);
    if (margin <= allowed2 || !(piece > left * Number.EPSILON)) return [piece, maxima];
    const ratio = margin < Number.POSITIVE_INFINITY ? 0.9 * pow(allowed2 / margin, 1 / (flowDegree + 1)) : 0;
    piece *= Math.max(1e-3, Math.min(0.5, ratio));
    stepBy(own4, piece);
  }
}

// ../b2/src/simulate/look-back/recorded.ts
function recordedPopulation(where4, run, name2) {
  const { program } = run;
  const { definition } = program.network.population(name2);
  if (definition.kind === "source") {
    const hint4 = "Ask a population of neurons, or spikes(population) for its times.";
    throw new OptionError(where4, `"${name2}" is a source, which has only spikes`, hint4);
  }
  const index3 = program.populations.findIndex(({ population: population2 }) => population2.name === name2);
  const own4 = program.populations[index3];
  const { frame } = own4.programs;
  const names2 = own4.model.states.map((state2) => state2.name);
  loadParameters(program, run.parameters.values, run.holder);
  return {
    run,
    memory: program.memory,
    program: own4,
    index: index3,
    names: names2.slice(0, own4.model.ownStates),
    states: names2.length,
    nextSlot: frame.slot(nextSlot(names2[0])),
    timeSlot: frame.slot(timeSlot),
    restSlot: frame.slot(restSlot),
    stepSizeSlot: frame.slot(stepSizeSlot)
  };
}
function componentOf(where4, { names: names2 }, state2) {
  const component = names2.indexOf(state2);
  if (component >= 0) return component;
  throw new OptionError(where4, `there is no state ${shown(state2)}`, knownHere(state2, names2));
}
function forEachRecord({ run, program: { population: population2 } }, visit2) {
  const { firstNeuron, size: size2 } = population2;
  const { length } = run.tape.kind;
  const [kind, neuron] = [run.tape.kind.data, run.tape.neuron.data];
  for (let record2 = 0; record2 < length; record2++) {
    const own4 = neuron[record2] - firstNeuron;
    if (own4 < 0 || own4 >= size2) continue;
    const what = kind[record2];
    if (what !== recordKind.sample && what !== recordKind.modes) visit2(record2, own4, what);
  }
}
function isJump(kind) {
  return kind === recordKind.arrival || kind === recordKind.reset;
}
function frameOfNeuron({ program }, neuron) {
  return program.base + neuron * program.programs.frame.size;
}
function endOfRecord({ run, index: index3 }, record2) {
  const { kind, time, stepSize } = run.tape;
  if (kind.data[record2] === recordKind.stepToFixed) return fixedTime(run, index3, record2);
  return time.data[record2] + stepSize.data[record2];
}
function repeatStep(at3, frame, size2) {
  at3.memory[frame + at3.stepSizeSlot] = size2;
  at3.program.kernels.step(frame);
}
function repeatRecord(at3, frame, record2) {
  const { run, program } = at3;
  const { tape } = run;
  loadRecord(run, at3, frame, record2);
  const kind = tape.kind.data[record2];
  const reference = tape.reference.data[record2];
  if (kind === recordKind.reset) program.kernels.reset[tape.spikes.event.data[reference]](frame);
  else if (kind === recordKind.arrival) receive2(at3, frame, record2, reference);
  else if (kind !== recordKind.start && kind !== recordKind.continued) {
    program.kernels.step(frame);
    return frame + at3.nextSlot;
  }
  return frame;
}
function receive2({ run, memory, program }, frame, record2, arrival) {
  const { tape } = run;
  const own4 = projectionOf(run.program, tape, arrival);
  const weights3 = weightIndex(own4, tape, arrival, tape.neuron.data[record2]);
  const payload = tape.spikes.payload.data[tape.arrivals.spike.data[arrival]];
  loadArrival(memory, frame, run.parameters.values, own4, weights3, payload);
  program.kernels.input[own4.port](frame);
}

// ../b2/src/simulate/look-back/approaches.ts
function approachesOf(run, population2) {
  const at3 = recordedPopulation("approaches", run, population2);
  const { tape } = run;
  const { model, population: own4 } = at3.program;
  const events = model.events.slice(0, model.ownEvents).map(({ name: name2 }) => name2);
  const followed2 = [...events.keys()].filter((e) => model.timers[e] === void 0);
  const courses = Array.from(
    { length: own4.size },
    () => events.map(() => ({ from: run.from, fired: false, times: [], values: [] }))
  );
  const found = [];
  const end = (neuron, e, to, fires) => {
    const course = courses[neuron][e];
    const best = closest(course, fires);
    if (best >= 0) {
      const [value, time] = [course.values[best], course.times[best]];
      found.push({ neuron, event: events[e], from: course.from, to, value, time });
    }
    courses[neuron][e] = { from: to, fired: true, times: [], values: [] };
  };
  const reached = new Float64Array(own4.size);
  forEachRecord(at3, (record2, neuron, kind) => {
    reached[neuron] = endOfRecord(at3, record2);
    if (tape.stepSize.data[record2] > 0) follow(at3, record2, courses[neuron], followed2);
    if (kind !== recordKind.reset) return;
    const spike = tape.reference.data[record2];
    const event2 = tape.spikes.event.data[spike];
    if (model.timers[event2] === void 0) end(neuron, event2, tape.spikes.time.data[spike], true);
  });
  courses.forEach((_, neuron) => {
    for (const e of followed2) end(neuron, e, reached[neuron], false);
  });
  return found.sort((a, b) => a.neuron - b.neuron || a.time - b.time);
}
function follow(at3, record2, courses, followed2) {
  const { run, memory, program } = at3;
  const neuron = run.tape.neuron.data[record2] - program.population.firstNeuron;
  const frame = frameOfNeuron(at3, neuron);
  const slots = frameSlots(program.programs).events;
  const { time, stepSize } = run.tape;
  const [start2, size2] = [time.data[record2], stepSize.data[record2]];
  loadRecord(run, at3, frame, record2);
  repeatStep(at3, frame, size2);
  for (const e of followed2) program.kernels.shape[e](frame);
  const shapes = followed2.map((e) => {
    const { bernstein: bernstein2, count: count3, rounding, end } = slots[e];
    return {
      coefficients: Array.from({ length: count3 }, (_, k) => memory[frame + bernstein2 + k]),
      rounding: memory[frame + rounding],
      end: memory[frame + end]
    };
  });
  followed2.forEach((e, i) => {
    const { times: times2, values: values2 } = courses[e];
    const { coefficients, rounding, end } = shapes[i];
    const add8 = (when, value) => {
      times2.push(when);
      values2.push(value);
    };
    const first2 = coefficients[0];
    if (!(Math.abs(first2 - (values2.at(-1) ?? Number.NaN)) <= 2 * rounding)) add8(start2, first2);
    const turns2 = (elapsed, piece, maxima) => {
      for (const theta of maxima) {
        repeatStep(at3, frame, theta * piece);
        add8(start2 + elapsed + theta * piece, memory[frame + slots[e].end]);
      }
    };
    if (isExact(program.programs.method)) forEachPiece(flowStep(at3, neuron, record2, e), size2, lowest, turns2);
    else turns2(0, size2, maximaOf(coefficients));
    add8(endOfRecord(at3, record2), end);
  });
}
var lowest = () => Number.NEGATIVE_INFINITY;
function flowStep(at3, neuron, record2, event2) {
  const { run, memory, program, index: index3 } = at3;
  const frame = frameOfNeuron(at3, neuron);
  const signals = run.signals[index3];
  const { kernels, programs: programs2 } = program;
  return {
    ...at3,
    frame,
    step: kernels.step,
    shape: kernels.shape[event2],
    event: frameSlots(programs2).events[event2],
    load: (time) => {
      if (signals === void 0) return;
      loadSignals(signals, memory, frame, neuron, run.tape.segment.data[record2], time);
    }
  };
}
function closest({ fired, values: values2 }, fires) {
  let [low, high] = [0, values2.length - 1];
  if (fired) {
    while (low < high && values2[low] >= 0) low++;
    while (low < high && values2[low + 1] <= values2[low]) low++;
  }
  if (fires) while (high > low && values2[high - 1] <= values2[high]) high--;
  if ((fired || fires) && low >= high) return -1;
  let best = -1;
  for (let k = low; k <= high; k++) {
    if (values2[k] < 0 && !(values2[k] <= (values2[best] ?? Number.NEGATIVE_INFINITY))) best = k;
  }
  return best;
}

// ../b2/src/simulate/look-back/event-facts.ts
var causes = {
  [eventCause.root]: "root",
  [eventCause.jump]: "jump",
  [eventCause.start]: "start"
};
function eventsOf(run, population2) {
  const at3 = recordedPopulation("events", run, population2);
  const { tape } = run;
  const { memory, names: names2, program } = at3;
  const { spikes } = tape;
  const roots = /* @__PURE__ */ new Map();
  const facts = [];
  const statesAt = (first2, data) => Object.fromEntries(names2.map((name2, i) => [name2, data[first2 + i]]));
  forEachRecord(at3, (record2, neuron, kind) => {
    const reference = tape.reference.data[record2];
    if (kind === recordKind.stepToEvent) roots.set(`${neuron} ${reference}`, record2);
    if (kind !== recordKind.reset) return;
    const frame = frameOfNeuron(at3, neuron);
    const index3 = spikes.event.data[reference];
    const event2 = program.model.events[index3].name;
    const cause = causes[spikes.cause.data[reference]];
    let crossingRate2;
    if (cause === "root") {
      loadRecord(run, at3, frame, roots.get(`${neuron} ${index3}`));
      program.kernels.locate[index3](frame);
      crossingRate2 = memory[frame + program.programs.frame.slot(crossingRateSlot(event2))];
    }
    const after = statesAt(repeatRecord(at3, frame, record2), memory);
    facts.push({
      neuron,
      event: event2,
      time: spikes.time.data[reference],
      cause,
      round: spikes.round.data[reference],
      payload: spikes.payload.data[reference],
      crossingRate: crossingRate2,
      before: statesAt(tape.stateStart.data[record2], tape.state.data),
      after
    });
  });
  return facts.sort((a, b) => a.time - b.time || a.neuron - b.neuron);
}

// ../b2/src/simulate/look-back/highest-point.ts
var nodes = chebyshevPoints(flowDegree);
var weights = bernsteinInterpolation(nodes);
var checks2 = [1, 4, 6].map((j) => 0.5 - 0.5 * cos(Math.PI * (j + 0.5) / flowDegree));
var resolution2 = 1e-6;
var noise2 = 64 * Number.EPSILON;
var leastValue = 1e-290;
var mostPieces2 = 1e3;
var nearby = [1 / 256, 1 / 32, 1 / 4];
var wholly = [1];
function highestInside(course, floor2) {
  let best = floor2;
  let found;
  const lookAt = (elapsed, width2, reaches2) => {
    const top = turningPoint(course, elapsed, width2, reaches2);
    if (Number.isNaN(top)) return false;
    const value = course.value(top);
    if (value > best) {
      best = value;
      found = { elapsed: top, value };
    }
    return true;
  };
  let pieces = 0;
  const visit2 = (from, to) => {
    const span = course.span?.(from, to);
    if (span !== void 0 && !(span.most > best)) return;
    const width2 = to - from;
    const { coefficients, difference: difference2 } = interpolated(course, from, width2);
    const [low, top] = [Math.min(...coefficients), Math.max(...coefficients)];
    const rounding = noise2 * Math.max(Math.abs(low), Math.abs(top), leastValue);
    const margin = span?.margin ?? 2 * difference2;
    if (!(top + margin > best)) return;
    if (margin <= Math.max(resolution2 * (top - low), rounding) || ++pieces > mostPieces2) {
      if (turnsOnce(coefficients) && lookAt(from + 0.5 * width2, 0.5 * width2, wholly)) return;
      for (const theta of maximaOf(coefficients)) lookAt(from + theta * width2, width2, nearby);
      return;
    }
    const middle2 = from + 0.5 * width2;
    visit2(from, middle2);
    lookAt(middle2, 0.5 * width2, nearby);
    visit2(middle2, to);
  };
  if (!isLow(course, floor2)) visit2(0, course.size);
  return found;
}
function isLow({ size: size2, value, rate, span }, floor2) {
  if (span !== void 0) return false;
  let [most2, steepness] = [Number.NEGATIVE_INFINITY, 0];
  for (const elapsed of [0, 0.5 * size2, size2]) {
    most2 = Math.max(most2, value(elapsed));
    steepness += Math.abs(rate(elapsed));
  }
  return most2 + size2 * steepness < floor2;
}
function interpolated({ value }, from, width2) {
  const values2 = nodes.map((theta) => value(from + theta * width2));
  const coefficients = weights.map((row2) => row2.reduce((sum, weight2, j) => sum + weight2 * values2[j], 0));
  coefficients[0] = values2[0];
  coefficients[flowDegree] = values2[flowDegree];
  const difference2 = checks2.reduce(
    (largest2, theta) => Math.max(largest2, Math.abs(bernsteinValue(coefficients, theta) - value(from + theta * width2))),
    0
  );
  return { coefficients, difference: difference2 };
}
function turnsOnce(coefficients) {
  const slopes = bernsteinDerivative(coefficients);
  return slopes[0] > 0 && signChanges(slopes) === 1;
}
function turningPoint(course, elapsed, width2, reaches2) {
  for (const reach3 of reaches2) {
    const low = Math.max(0, elapsed - reach3 * width2);
    const high = Math.min(course.size, elapsed + reach3 * width2);
    if (course.rate(low) > 0 && course.rate(high) < 0) return fallThroughZero(course, low, high);
  }
  return Number.NaN;
}
function fallThroughZero({ rate }, from, to) {
  let [low, high] = [from, to];
  let [rising, falling] = [rate(low), rate(high)];
  let side = 0;
  for (let iteration = 1; iteration <= 200; iteration++) {
    const secant = low + (high - low) * rising / (rising - falling);
    const middle2 = iteration % 8 === 0 || !(secant > low && secant < high) ? low + 0.5 * (high - low) : secant;
    if (middle2 === low || middle2 === high) break;
    const slope = rate(middle2);
    if (slope === 0) return middle2;
    if (slope > 0) {
      [low, rising] = [middle2, slope];
      if (side > 0) falling *= 0.5;
      side = 1;
    } else {
      [high, falling] = [middle2, slope];
      if (side < 0) rising *= 0.5;
      side = -1;
    }
  }
  return Math.abs(rate(low)) <= Math.abs(rate(high)) ? low : high;
}

// ../b2/src/simulate/look-back/observe.ts
var questions = {
  maxima: (population2, state2) => JSON.stringify(["maxima", population2, state2]),
  events: (population2, state2, side, event2) => JSON.stringify(["events", population2, state2, side, event2])
};
function kept(observations, question, find) {
  let known5 = observations.get(question);
  if (known5 === void 0) {
    known5 = find();
    observations.set(question, known5);
  }
  return known5;
}
function collectObservation(at3, component, spots) {
  const { run, memory, names: names2, nextSlot: nextSlot2, program } = at3;
  const all = spots.flat();
  const start2 = new Int32Array(spots.length + 1);
  spots.forEach((own4, neuron2) => {
    start2[neuron2 + 1] = start2[neuron2] + own4.length;
  });
  const times2 = new Float64Array(all.length);
  const values2 = new Float64Array(all.length);
  const { stateStart, state: state2, time, neuron } = run.tape;
  all.forEach(({ record: record2, elapsed, next }, row2) => {
    const frame = frameOfNeuron(at3, neuron.data[record2] - program.population.firstNeuron);
    let [data, first2] = [memory, frame + nextSlot2];
    if (!Number.isNaN(elapsed)) {
      loadRecord(run, at3, frame, record2);
      repeatStep(at3, frame, elapsed);
    } else if (next >= 0) [data, first2] = [state2.data, stateStart.data[next]];
    else first2 = repeatRecord(at3, frame, record2);
    times2[row2] = Number.isNaN(elapsed) ? endOfRecord(at3, record2) : time.data[record2] + elapsed;
    values2[row2] = data[first2 + component];
  });
  return listsInJson({
    population: program.population.name,
    state: names2[component],
    component,
    start: start2,
    records: Int32Array.from(all, ({ record: record2 }) => record2),
    elapsed: Float64Array.from(all, ({ elapsed }) => elapsed),
    times: times2,
    values: values2
  });
}

// ../b2/src/simulate/look-back/maxima.ts
var roundings = 64 * Number.EPSILON;
var nowhere = { record: -1, elapsed: Number.NaN, next: -1 };
function maximaOf2(run, population2, state2) {
  const at3 = recordedPopulation("maxima", run, population2);
  const component = componentOf("maxima", at3, state2);
  unfoldHighest(at3, component);
  const { tape } = run;
  const { stateStart, state: states, stepSize } = tape;
  const { mayExceed, follower } = followerOf(at3, component);
  const mayTurn = turnsOf(at3, component);
  const moves = !at3.program.model.states[component].discrete;
  const neurons = Array.from(
    { length: at3.program.population.size },
    () => ({
      value: Number.NEGATIVE_INFINITY,
      least: Number.NEGATIVE_INFINITY,
      spot: nowhere,
      last: -1
    })
  );
  forEachRecord(at3, (record2, neuron) => {
    const highest = neurons[neuron];
    const begun = states.data[stateStart.data[record2] + component];
    if (begun > highest.least) highest.least = begun;
  });
  const note2 = (highest, value, elapsed, next) => {
    if (!(value > highest.value)) return;
    highest.value = value;
    highest.spot = { record: highest.last, elapsed, next };
  };
  const finish = (neuron, end, next) => {
    const highest = neurons[neuron];
    const { last } = highest;
    const floor2 = Math.max(highest.value, highest.least, end);
    const mayBeInside = moves && stepSize.data[last] > 0 && mayTurn(neuron, last, next);
    if (mayBeInside && mayExceed(neuron, last, floor2)) {
      const found = highestInside(follower(neuron, last), floor2);
      if (found !== void 0) note2(highest, found.value, found.elapsed, -1);
    }
    note2(highest, end, Number.NaN, next);
  };
  forEachRecord(at3, (record2, neuron) => {
    const highest = neurons[neuron];
    if (highest.last >= 0) finish(neuron, states.data[stateStart.data[record2] + component], record2);
    highest.last = record2;
  });
  neurons.forEach(({ last }, neuron) => {
    if (last < 0) return;
    const first2 = repeatRecord(at3, frameOfNeuron(at3, neuron), last);
    finish(neuron, at3.memory[first2 + component], -1);
  });
  return collectObservation(
    at3,
    component,
    neurons.map(({ spot }) => spot.record < 0 ? [] : [spot])
  );
}
function unfoldHighest(at3, component) {
  const { run, program, states } = at3;
  const { stateStart, state: state2, neuron } = run.tape;
  const { firstNeuron, size: size2 } = program.population;
  const most2 = new Float64Array(size2).fill(Number.NEGATIVE_INFINITY);
  forEachRecord(at3, (record2, own4) => {
    most2[own4] = Math.max(most2[own4], state2.data[stateStart.data[record2] + component]);
  });
  unfoldThose(run, (record2) => {
    const own4 = neuron.data[record2] - firstNeuron;
    if (own4 < 0 || own4 >= size2) return false;
    if (program.model.events.length > 0) return true;
    return !(state2.data[stateStart.data[record2] + states + component] <= most2[own4]);
  });
}
function turnsOf(at3, component) {
  const { run, memory, program, states, stepSizeSlot: stepSizeSlot2, timeSlot: timeSlot2, restSlot: restSlot2 } = at3;
  const { kernels } = program;
  if (!kernels.turnsOnce(component)) return () => true;
  const rateSlot = program.programs.frame.slot(courseRateSlot);
  const { stateStart, state: state2 } = run.tape;
  const rates = Array.from({ length: program.population.size }, (_, neuron) => {
    const frame = frameOfNeuron(at3, neuron);
    memory[frame + timeSlot2] = 0;
    memory[frame + restSlot2] = 0;
    memory[frame + stepSizeSlot2] = 0;
    const rateAt = (one2) => {
      for (let i = 0; i < states; i++) memory[frame + i] = i === one2 ? 1 : 0;
      kernels.course[component](frame);
      return memory[frame + rateSlot];
    };
    const drive = rateAt(-1);
    return { drive, slopes: Float64Array.from({ length: states }, (_2, i) => rateAt(i) - drive) };
  });
  const signOf = (neuron, record2) => {
    const { drive, slopes } = rates[neuron];
    const first2 = stateStart.data[record2];
    let [rate, size2] = [drive, Math.abs(drive)];
    for (let i = 0; i < slopes.length; i++) {
      const term = slopes[i] * state2.data[first2 + i];
      rate += term;
      size2 += Math.abs(term);
    }
    return Math.abs(rate) > roundings * size2 ? Math.sign(rate) : 0;
  };
  return (neuron, record2, next) => signOf(neuron, record2) >= 0 && (next < 0 || signOf(neuron, next) <= 0);
}
function followerOf(at3, component) {
  const { run, memory, program, nextSlot: nextSlot2, stepSizeSlot: stepSizeSlot2, timeSlot: timeSlot2, states } = at3;
  const { kernels, programs: programs2 } = program;
  const [rateSlot, mostSlot, marginSlot] = [courseRateSlot, courseMostSlot, courseMarginSlot].map(
    (name2) => programs2.frame.slot(name2)
  );
  const signals = run.signals[at3.index];
  const course = kernels.course[component];
  const span = kernels.span?.[component];
  const mayExceed = (neuron, record2, value) => {
    if (span === void 0) return true;
    const frame = frameOfNeuron(at3, neuron);
    loadRecord(run, at3, frame, record2);
    span(frame);
    return memory[frame + mostSlot] > value;
  };
  const follower = (neuron, record2) => {
    const frame = frameOfNeuron(at3, neuron);
    loadRecord(run, at3, frame, record2);
    let reached = Number.NaN;
    const follow2 = (elapsed) => {
      if (elapsed === reached) return;
      memory[frame + stepSizeSlot2] = elapsed;
      course(frame);
      reached = elapsed;
    };
    return {
      size: run.tape.stepSize.data[record2],
      value: (elapsed) => {
        follow2(elapsed);
        return memory[frame + nextSlot2 + component];
      },
      rate: (elapsed) => {
        follow2(elapsed);
        return memory[frame + rateSlot];
      },
      span: span && ((from, to) => {
        if (from > 0) {
          repeatStep(at3, frame, from);
          memory.copyWithin(frame, frame + nextSlot2, frame + nextSlot2 + states);
          const time = run.tape.time.data[record2] + from;
          memory[frame + timeSlot2] = time;
          if (signals !== void 0)
            loadSignals(signals, memory, frame, neuron, run.tape.segment.data[record2], time);
        }
        memory[frame + stepSizeSlot2] = to - from;
        span(frame);
        const bounds = { most: memory[frame + mostSlot], margin: memory[frame + marginSlot] };
        if (from > 0) loadRecord(run, at3, frame, record2);
        reached = Number.NaN;
        return bounds;
      })
    };
  };
  return { mayExceed, follower };
}

// ../b2/src/simulate/look-back/results.ts
function resultsOf2(times2, trainsOf2, tables, until2) {
  return {
    spikeTrains: (name2) => trainsOf2("spikeTrains", name2),
    spikeTimes: (name2) => {
      const { size: size2, start: start2, records: records2 } = trainsOf2("spikeTimes", name2);
      return listsInJson(
        Array.from(
          { length: size2 },
          (_, n) => Float64Array.from(records2.subarray(start2[n], start2[n + 1]), (record2) => times2.data[record2])
        )
      );
    },
    spikes: (name2) => spikeList(trainsOf2("spikes", name2), times2.data, until2),
    samples: (name2, side = "after") => {
      const table4 = tables.find((candidate) => candidate.population === name2 && candidate.side === side);
      if (table4 === void 0) {
        throw new OptionError(
          "samples",
          `${shown(name2)} was not sampled (side ${shown(side)})`,
          "Name the times in the option samples of the run."
        );
      }
      return table4;
    }
  };
}
function spikeList({ size: size2, start: start2, records: records2 }, recorded, until2) {
  const neurons = new Int32Array(records2.length);
  for (let n = 0; n < size2; n++) neurons.fill(n, start2[n], start2[n + 1]);
  const order3 = Array.from(records2, (_, k) => k).sort(
    (a, b) => recorded[records2[a]] - recorded[records2[b]]
  );
  const list2 = {
    times: Float64Array.from(order3, (k) => recorded[records2[k]]),
    neurons: Int32Array.from(order3, (k) => neurons[k]),
    size: size2,
    until: until2
  };
  return listsInJson(list2, ({ times: times2, neurons: own4 }) => ({ times: times2, neurons: own4 }));
}

// ../b2/src/simulate/look-back/run-in-json.ts
function readableRun(run) {
  return jsonOf(
    run,
    () => runInJson(run),
    () => briefly(run)
  );
}
function briefly({
  status,
  message,
  from,
  until: until2,
  methods: methods3,
  statistics,
  populations,
  sampleTables: sampleTables2,
  spikeTrains
}) {
  const spikes = Object.fromEntries(populations.map((name2) => [name2, spikeTrains(name2).records.length]));
  const samples = sampleTables2.map(
    ({ population: population2, side, times: times2 }) => `${population2}, ${side}: ${times2.length}`
  );
  const [failed, sampled2] = [message === "" ? {} : { message }, samples.length === 0 ? {} : { samples }];
  return { status, ...failed, ...from > 0 && { from }, until: until2, methods: methods3, spikes, ...sampled2, statistics };
}
function runInJson(run) {
  const { status, message, from, until: until2, methods: methods3, statistics, populations, sampleTables: sampleTables2 } = run;
  const spikes = Object.fromEntries(populations.map((name2) => [name2, run.spikes(name2)]));
  return {
    status,
    message,
    ...from > 0 && { from },
    until: until2,
    methods: methods3,
    statistics,
    spikes,
    samples: sampleTables2
  };
}

// ../b2/src/expr/truth.ts
function truth(a) {
  return isTruth(a) ? a : eq(eq(a, 0), 0);
}
function isTruth(expr) {
  const parts2 = /* @__PURE__ */ new Set([expr]);
  for (const { op, args, value } of parts2) {
    if (op === "mul" || op === "min" || op === "max") {
      for (const arg of args) parts2.add(arg);
    } else if (op === "constant" ? value !== 0 && value !== 1 : op !== "lt" && op !== "le" && op !== "eq") {
      return false;
    }
  }
  return true;
}
function negated({ op, args: [a, b] }) {
  if (op !== "eq") return void 0;
  if (isZero2(b) && isTruth(a)) return a;
  return isZero2(a) && isTruth(b) ? b : void 0;
}
function isZero2({ op, value }) {
  return op === "constant" && value === 0;
}

// ../b2/src/expr/composed.ts
function sinh(a) {
  return div(sub(expm12(a), expm12(neg(a))), 2);
}
function cosh(a) {
  return div(add(exp2(a), exp2(neg(a))), 2);
}
function log10(a) {
  return div(log2(a), Math.LN10);
}
function clip(a, low, high) {
  return min(max(a, low), high);
}
function sign(a) {
  return sub(lt(0, a), lt(a, 0));
}
function heaviside(a) {
  return le(0, a);
}
function ceil(a) {
  return neg(floor(neg(a)));
}
function int(a) {
  const node = lift(a);
  return isTruth(node) ? node : select(lt(node, 0), ceil(node), floor(node));
}

// ../b2/src/expr/functions.ts
var unary = (make2) => ({
  minArguments: 1,
  maxArguments: 1,
  build: ([a]) => make2(a)
});
var chained = (make2) => ({
  minArguments: 2,
  maxArguments: Number.POSITIVE_INFINITY,
  build: (args) => args.reduce((result2, arg) => make2(result2, arg))
});
var functions = /* @__PURE__ */ new Map([
  ["exp", unary(exp2)],
  ["expm1", unary(expm12)],
  ["exprel", unary(exprel2)],
  ["log", unary(log2)],
  ["ln", unary(log2)],
  ["log10", unary(log10)],
  ["log1p", unary(log1p2)],
  ["sqrt", unary(sqrt)],
  ["sin", unary(sin2)],
  ["cos", unary(cos2)],
  ["tan", unary(tan2)],
  ["atan", unary(atan2)],
  ["arctan", unary(atan2)],
  ["sinh", unary(sinh)],
  ["cosh", unary(cosh)],
  ["tanh", unary(tanh2)],
  ["sigmoid", unary(sigmoid2)],
  ["abs", unary(abs)],
  ["fabs", unary(abs)],
  ["sign", unary(sign)],
  ["heaviside", unary(heaviside)],
  ["floor", unary(floor)],
  ["ceil", unary(ceil)],
  ["int", unary(int)],
  ["min", chained(min)],
  ["max", chained(max)],
  ["clip", { minArguments: 3, maxArguments: 3, build: ([x, a, b]) => clip(x, a, b) }],
  ["pow", { minArguments: 2, maxArguments: 2, build: ([a, b]) => pow2(a, b) }],
  ["select", { minArguments: 3, maxArguments: 3, build: ([c, a, b]) => select(c, a, b) }]
]);
var namedConstants = /* @__PURE__ */ new Map([
  ["pi", constant(Math.PI)],
  ["\u03C0", constant(Math.PI)]
]);
var wordOperators = /* @__PURE__ */ new Set(["and", "or", "not"]);
var reservedNames = /* @__PURE__ */ new Set([
  ...functions.keys(),
  ...namedConstants.keys(),
  ...wordOperators
]);

// ../b2/src/expr/names.ts
var letter = "\\p{Lu}\\p{Ll}\\p{Lt}\\p{Lo}";
var namePart = `[${letter}\\p{M}0-9_]`;
var namePattern = `[${letter}_]${namePart}*`;
var wholeName = new RegExp(`^${namePattern}$`, "u");
function isName(text3) {
  return wholeName.test(text3);
}
var nameRule = "Names consist of letters, digits and _, beginning with a letter.";
var ascii = /^[\0-\x7f]*$/;
function canonicalName(name2) {
  return ascii.test(name2) ? name2 : name2.normalize("NFKC");
}
function meaningOf2(known5, name2) {
  const found = known5.get(name2);
  if (found !== void 0 || ascii.test(name2)) return found;
  for (const [key, value] of known5) if (canonicalName(key) === name2) return value;
  return void 0;
}
var drawnAlike = new Map(
  [
    ["\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03BF", "ABEZHIKMNOPTYXo"],
    ["\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0455\u0458", "ABEKMHOPCTXaeopcyxisj"]
  ].flatMap(([other, latin]) => [...other].map((character, k) => [character, latin[k]]))
);
function drawn(name2) {
  return [...canonicalName(name2)].map((character) => drawnAlike.get(character) ?? character).join("");
}
function lookalike(name2, names2) {
  if (ascii.test(name2)) return "";
  const shape = (text3) => drawn(text3).replaceAll("\u03BD", "v");
  for (const other of names2) {
    if (other === name2 || shape(other) !== shape(name2)) continue;
    const character = [...name2].find((letter2) => !other.includes(letter2)) ?? name2;
    const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `It looks like ${JSON.stringify(other)}, but has other letters: ${character} is U+${number}. `;
  }
  return "";
}

// ../b2/src/expr/unit-rules.ts
var plain3 = { unit: dimensionless, certain: true };
var unknown = { unit: void 0, certain: false };
function rescaled(expr, power) {
  if (power === 0) return expr;
  const factor = Number(`1e${Math.abs(power)}`);
  if (expr.op !== "constant") return power > 0 ? mul(factor, expr) : div(expr, factor);
  const [digits, exponent3 = "0"] = String(expr.value).split("e");
  return constant(Number(`${digits}e${Number(exponent3) + power}`));
}
function fitted(part6, { unit: unit6, certain }) {
  if (unit6 === void 0 || part6.unit === void 0) return part6.expr;
  if (sameDimension(part6.unit, unit6)) return rescaled(part6.expr, part6.unit.scale - unit6.scale);
  return part6.certain && certain ? void 0 : part6.expr;
}
function isPlain3({ unit: unit6 }) {
  return unit6 !== void 0 && sameDimension(unit6, dimensionless);
}
function isNumber2(part6) {
  return part6.certain && isPlain3(part6);
}
function common(a, b) {
  for (const [zero2, other2] of [
    [a, b],
    [b, a]
  ]) {
    if (zero2.unit === void 0 && zero2.certain) return other2;
  }
  const [declared, other] = a.certain ? [a, b] : [b, a];
  const certain = declared.certain && (other.certain || !isPlain3(declared));
  if (declared.unit === void 0 || other.unit === void 0) return certain ? declared : unknown;
  if (sameDimension(declared.unit, other.unit)) {
    const finer = declared.unit.scale <= other.unit.scale ? declared : other;
    return { unit: finer.unit, certain };
  }
  if (declared.certain && other.certain) return void 0;
  return certain ? declared : unknown;
}
var alike = (phrase, first2 = 0, result2) => (_, args) => {
  const [a, b] = [args[first2], args[first2 + 1]];
  const measure = common(a, b);
  if (measure === void 0) return { kind: "differ", args: [first2, first2 + 1], phrase };
  const before = args.slice(0, first2).map(({ expr }) => expr);
  const parts2 = [a, b].map((part6) => fitted(part6, measure) ?? part6.expr);
  const names2 = [...a.like ?? [], ...b.like ?? []];
  const { unit: unit6, certain } = measure;
  const ruling = { args: [...before, ...parts2], measure: result2 ?? measure };
  if (names2.length === 0) return ruling;
  if (certain && unit6 !== void 0 && !isPlain3(measure)) return { ...ruling, learnt: { names: names2, unit: unit6 } };
  return result2 === void 0 ? { ...ruling, measure: { ...measure, like: names2 } } : ruling;
};
var ofPlain = (op, args) => {
  const exprs = args.map((arg) => fitted(arg, plain3));
  const wrong = exprs.indexOf(void 0);
  if (wrong >= 0) return { kind: "not-plain", args: [wrong], phrase: `is the argument of ${op}` };
  return { args: exprs.map((expr) => expr), measure: plain3 };
};
var same = (_, [a]) => ({ args: [a.expr], measure: a });
var product = (power) => (_, [a, b]) => {
  const args = [a.expr, b.expr];
  if (a.unit === void 0 || b.unit === void 0) return { args, measure: unknown };
  const like = isNumber2(b) ? a.like : power === 1 && isNumber2(a) ? b.like : void 0;
  return {
    args,
    measure: {
      unit: timesPower(a.unit, b.unit, power),
      certain: a.certain && b.certain,
      ...like && { like }
    }
  };
};
function powerRule(base, power, others2, phrase) {
  const { unit: unit6, certain, expr } = base;
  if (unit6 === void 0) return { args: [expr, ...others2], measure: unknown };
  const divisible = rootable(unit6, power);
  const result2 = divisible === void 0 ? void 0 : unitPower(divisible, power);
  if (result2 === void 0 || divisible === void 0) {
    if (!isPlain3(base) && certain) return { kind: "no-power", args: [0], phrase };
    if (!isPlain3(base)) return { args: [expr, ...others2], measure: unknown };
    return { args: [rescaled(expr, unit6.scale), ...others2], measure: { unit: dimensionless, certain } };
  }
  const args = [rescaled(expr, unit6.scale - divisible.scale), ...others2];
  return { args, measure: { unit: result2, certain } };
}
var pow3 = (_, [base, exponent3]) => {
  const power = fitted(exponent3, plain3);
  if (power === void 0) return { kind: "not-plain", args: [1], phrase: "is an exponent" };
  const phrase = "is raised to a power";
  if (power.op === "constant") return powerRule(base, power.value, [power], phrase);
  const expr = fitted(base, plain3);
  if (expr === void 0) return { kind: "no-power", args: [0], phrase };
  return { args: [expr, power], measure: base.certain ? plain3 : unknown };
};
var unitRules = {
  neg: same,
  abs: same,
  floor: ofPlain,
  sqrt: (_, [a]) => powerRule(a, 0.5, [], "is under a root"),
  exp: ofPlain,
  expm1: ofPlain,
  exprel: ofPlain,
  log: ofPlain,
  log1p: ofPlain,
  sin: ofPlain,
  cos: ofPlain,
  tan: ofPlain,
  atan: ofPlain,
  tanh: ofPlain,
  sigmoid: ofPlain,
  add: alike("are added"),
  sub: alike("are subtracted"),
  mul: product(1),
  div: product(-1),
  pow: pow3,
  min: alike("are compared"),
  max: alike("are compared"),
  lt: alike("are compared", 0, plain3),
  le: alike("are compared", 0, plain3),
  eq: alike("are compared", 0, plain3),
  select: alike("are alternatives", 1)
};

// ../b2/src/expr/convert-units.ts
function unitConverter(symbols2) {
  const results = /* @__PURE__ */ new Map();
  const measureOf = (name2) => symbols2.get(name2) ?? { unit: dimensionless, certain: false, like: [name2] };
  const convertParts = (root) => {
    for (const node of reachable([root], (part6) => results.has(part6))) {
      const { op } = node;
      if (op === "constant") {
        results.set(node, { expr: node, ...plain3, ...node.value === 0 ? { unit: void 0 } : {} });
      } else if (op === "symbol") {
        const { value, unit: unit6 } = isQuantity(node) ? quantityOf(node) : { value: void 0, unit: void 0 };
        const measure = unit6 === void 0 ? measureOf(node.name) : { unit: unit6, certain: true };
        results.set(node, { expr: value === void 0 ? node : constant(value), ...measure });
      } else {
        const args = node.args.map((arg) => results.get(arg));
        const ruling = unitRules[operation(node)](operation(node), args);
        if (!("measure" in ruling)) {
          const parts2 = ruling.args.map((i) => ({
            written: node.args[i],
            unit: args[i].unit ?? dimensionless
          }));
          return { ...ruling, node, parts: parts2 };
        }
        const { learnt } = ruling;
        if (learnt !== void 0) {
          for (const name2 of learnt.names) symbols2.set(name2, { unit: learnt.unit, certain: false });
          results.clear();
          return "learnt";
        }
        results.set(node, { ...ruling.measure, expr: withArguments(node, ruling.args) });
      }
    }
    return "done";
  };
  return (root) => {
    for (; ; ) {
      const outcome = convertParts(root);
      if (outcome === "done") return results.get(root);
      if (outcome !== "learnt") return { conflict: outcome };
    }
  };
}

// ../b2/src/expr/logistic.ts
function logisticRewriter() {
  const rewriting = { results: /* @__PURE__ */ new Map(), inverses: /* @__PURE__ */ new Map() };
  const { results } = rewriting;
  return (root) => {
    for (const node of reachable([root], (part6) => results.has(part6))) {
      const result2 = node.args.length === 0 ? node : rewritten(rewriting, node);
      results.set(node, result2);
      noteInverse(rewriting, result2);
    }
    return results.get(root);
  };
}
function rewritten(rewriting, node) {
  const { op, args } = node;
  const parts2 = args.map((arg) => rewriting.results.get(arg));
  const [a, b] = parts2;
  if (op === "div") return quotient(rewriting, a, b);
  const inverse = rewriting.inverses.get(a);
  if (op === "pow" && inverse !== void 0 && b.value < 0) return pow2(inverse, -b.value);
  return withArguments(node, parts2);
}
function quotient(rewriting, a, b) {
  const u = exponent2(b);
  const rest = u === void 0 ? void 0 : without(a, b.args.find((arg) => arg !== one));
  if (u !== void 0 && rest !== void 0) return mul(rest, sigmoid2(u));
  const inverse = rewriting.inverses.get(b);
  if (inverse !== void 0) return mul(a, inverse);
  if (b.op !== "mul") return div(a, b);
  const [x, y] = b.args.map((factor) => rewriting.inverses.get(factor));
  if (y !== void 0) return mul(quotient(rewriting, a, b.args[0]), y);
  return x === void 0 ? div(a, b) : mul(quotient(rewriting, a, b.args[1]), x);
}
function noteInverse({ inverses }, node) {
  if (inverses.has(node)) return;
  const u = exponent2(node);
  if (u !== void 0) inverses.set(node, sigmoid2(neg(u)));
  const [a, b] = node.args.map((arg) => inverses.get(arg));
  if (a === void 0) return;
  if (node.op === "mul" && b !== void 0) inverses.set(node, mul(a, b));
  if (node.op === "pow" && node.args[1].value > 0) inverses.set(node, pow2(a, node.args[1]));
}
function exponent2({ op, args }) {
  if (op !== "add" || !args.includes(one)) return void 0;
  const other = args.find((arg) => arg !== one);
  return other?.op === "exp" ? other.args[0] : void 0;
}
function without(a, factor) {
  const around = [];
  let node = a;
  while (node !== factor && node.args[1] !== factor) {
    if (node.op !== "mul" && node.op !== "neg") return void 0;
    around.push(node);
    node = node.args[0];
  }
  if (node !== factor && node.op !== "mul") return void 0;
  const rest = node === factor ? one : node.args[0];
  return around.reduceRight(
    (inner, { op, args }) => op === "neg" ? neg(inner) : mul(inner, args[1]),
    rest
  );
}

// ../b2/src/neurons/check-units.ts
function unitText(unit6, where4) {
  return unit6 === void 0 || unit6 === "" ? "" : printUnit(parseUnit(unit6, where4));
}
function unitScope(units) {
  const declared = Object.entries(units).filter(([, unit6]) => unit6 !== "");
  const known5 = new Map([
    ...declared.map(([name2, unit6]) => [name2, { unit: parseUnit(unit6, name2), certain: true }]),
    // Where nothing is declared, time may be a plain number, too.
    ["t", { unit: millisecond, certain: declared.length > 0 }]
  ]);
  const converter = unitConverter(known5);
  const stable2 = logisticRewriter();
  return Object.freeze({
    units,
    convert: (expr, written, target) => {
      const result2 = converter(expr);
      if ("conflict" in result2) return failConflict(result2.conflict, written);
      if (target === void 0) return stable2(result2.expr);
      if (target.takesNumbers && expr.op === "constant") return expr;
      const learnt = target.certain ? void 0 : known5.get(target.name);
      const wanted = learnt ? { ...target, unit: timesPower(learnt.unit, target.unit, 1) } : target;
      return stable2(fitted(result2, wanted) ?? failTarget(expr, result2, wanted, written));
    }
  });
}
function targetOf(name2, units, role) {
  const unit6 = units[name2];
  const measure = unit6 === "" ? { unit: dimensionless, certain: false } : { unit: parseUnit(unit6, name2), certain: true };
  return { ...measure, name: name2, role: `${role} of ${name2}`, takesNumbers: true };
}
function derivativeOf(name2, units) {
  const value = targetOf(name2, units, "");
  const unit6 = timesPower(value.unit, millisecond, -1);
  return { ...value, unit: unit6, role: `the right side of d${name2}/dt`, takesNumbers: false };
}
function definitionOf(name2, unit6) {
  return {
    unit: parseUnit(unit6, name2),
    certain: true,
    name: name2,
    role: `the value of ${name2}`,
    takesNumbers: false
  };
}
function checkSameUnit(name2, declared, written, places4) {
  const [ofState, behind] = [parseUnit(declared, name2), parseUnit(written, name2)];
  if (sameDimension(ofState, behind)) return;
  const what = `the unit ${unitAndName(behind)} is not that of the state ${name2} ${unitAndName(ofState)}`;
  places4.units.get(name2)?.(what, "Correct one of the two, or leave out the one behind the equation.");
}
function shown2(expr, unit6) {
  return `${quoted(printExpression(expr))} ${unitAndName(unit6)}`;
}
function unitAndName(unit6) {
  return `[${printUnit(unit6)}, ${dimensionName(unit6.dimension)}]`;
}
function report(what, hint4, { where: where4, block }, place7) {
  const text3 = `units do not agree: ${what}`;
  if (place7 !== void 0) return place7(text3, hint4);
  throw new ModelError(where4, `${text3} in ${block}`, hint4);
}
function failConflict(conflict, written) {
  const { node, parts: parts2, kind, phrase } = conflict;
  const place7 = written.places.nodes.get(node);
  const what = parts2.map(({ written: part6, unit: unit6 }) => shown2(part6, unit6)).join(" and ");
  report(`${what} ${phrase}`, hints[kind](conflict, place7), written, place7);
}
var hints = {
  differ: ({ parts: parts2 }, place7) => {
    const number = parts2.find(({ written }) => written.op === "constant");
    const other = parts2.find((part6) => part6 !== number);
    if (number !== void 0) return numberHint(number.written, other.unit, place7);
    return 'They must measure the same. Give every constant its unit, or leave out "unit" in unitless equations.';
  },
  "not-plain": ({ parts: parts2 }) => `It must be a plain number: divide it by something in ${printUnit(parts2[0].unit)}.`,
  "no-power": () => "The result would have no unit with whole powers: take the power of a plain number."
};
function failTarget(expr, measured, target, written) {
  const place7 = written.places.rightSides.get(target.name);
  const what = `${shown2(expr, measured.unit)} is ${target.role} ${unitAndName(target.unit)}`;
  const hint4 = expr.op === "constant" ? numberHint(expr, target.unit, place7) : "Correct the equation or the declared units; only powers of ten are converted.";
  report(what, hint4, written, place7);
}
function numberHint(number, unit6, place7) {
  const inFunction = `quantity(${number.value}, ${JSON.stringify(printUnit(unit6))})`;
  return `Write the number with its unit: ${place7 === void 0 ? inFunction : quantityText(number.value, unit6)}.`;
}

// ../b2/src/neurons/key-answers.ts
var whole2 = table2([
  ["threshold condition", 'It is spike: { when: "v > 1" }.'],
  ["reset", 'It is part of spike: { when: "v > 1", reset: { v: "0" } }.'],
  ["equations equation eqs model odes ode", "They are called dynamics here."],
  [
    "refractory tRef refractoriness",
    "Put refractory(model, { period: 5 }) around the model that is defined without it; docs/custom-neurons.md shows other ways."
  ],
  ["params param constants namespace", "They are called parameters here."],
  ["states variables", "It is called state here."],
  ["inputs synapses on_pre onSpike ports", 'It is input: { g: "g + weight" }.'],
  ["currents stimulus external", 'They are called signals here: ["I"] or { I: { unit: "nA" } }.'],
  ["initial init", 'Each state has its own: state: { v: { initial: "EL" } }.'],
  ["units unit", 'Each state and parameter has its own: { unit: "mV" }.']
]);
var event = table2([
  ["threshold condition if on", "It is called when here."],
  ["set then effect action do update", "It is called reset here."]
]);
var state = table2([
  ["v0 init value default start initialValue y0 x0", "It is called initial here."],
  ["units dimension", "It is called unit here."],
  ["std size typical", "It is called scale here."]
]);
var parameter = table2([
  ["value initial init v0 val", "It is called default here."],
  ["units dimension", "It is called unit here."],
  ["range bounds min max", "It is domain: { min: 0, max: 1 }."]
]);
function table2(rows) {
  return new Map(rows.flatMap(([keys5, answer]) => keys5.split(" ").map((key) => [key, answer])));
}
function answerToKey(key, known5) {
  const answers = known5.includes("dynamics") ? whole2 : known5.includes("when") ? event : known5.includes("initial") ? state : known5.includes("default") ? parameter : void 0;
  return answers?.get(key);
}

// ../b2/src/neurons/definition-checks.ts
var reserved = /* @__PURE__ */ new Set([...reservedNames, "t"]);
var keys = ["name", "state", "discrete", "parameters", "signals", "dynamics", "spike", "events", "input"];
var records = [
  ["state", 'Give { v: { unit: "mV" } } or the like.'],
  ["discrete", "Give { refractory: {} } or the like."],
  ["parameters", 'Give { tau: { unit: "ms", default: 20 } } or the like.'],
  ["spike", 'Give { when: "v - 1", reset: { v: 0 } } or the like.'],
  ["events", 'Give { crossing: { when: "v - 1" } } or the like.']
];
function checkKeys2(where4, what, record2, known5) {
  if (!isRecord(record2)) {
    throw new ModelError(where4, `${what} is not an object`, `Give { ${known5.join(", ")} }.`);
  }
  const unknown2 = unknownKey(record2, known5, (key) => answerToKey(key, known5));
  if (unknown2 !== void 0)
    throw new ModelError(where4, `unknown key "${unknown2.key}" in ${what}`, unknown2.hint);
}
function checkDefinition(where4, definition) {
  checkKeys2(where4, "the definition", definition, keys);
  const { name: name2, events = {} } = definition;
  if (typeof name2 !== "string" || name2 === "") {
    throw new ModelError("defineNeuron", "the neuron has no name", 'Give name: "\u2026".');
  }
  for (const key of ["state", "dynamics"]) {
    if (definition[key] === void 0) throw new ModelError(where4, `there is no ${key}`, `Give ${key}.`);
  }
  for (const [key, hint4] of records) {
    const value = definition[key];
    if (value !== void 0 && !isRecord(value))
      throw new ModelError(where4, `${key} is ${shown(value)}`, hint4);
  }
  if (Object.hasOwn(events, "spike")) {
    throw new ModelError(where4, 'events has an entry "spike"', "Give it as spike, outside events.");
  }
}
function checkNames(where4, names2) {
  const drawings = /* @__PURE__ */ new Map();
  for (const name2 of names2) {
    if (typeof name2 !== "string" || !isName(name2)) {
      throw new ModelError(where4, `${shown(name2)} is not a name`, nameRule);
    }
    const first2 = drawings.get(drawn(name2));
    const what = reserved.has(canonicalName(name2)) ? `"${name2}" has a meaning of its own` : first2 !== void 0 && canonicalName(first2) === canonicalName(name2) ? `"${name2}" is declared twice` : first2 !== void 0 && `"${first2}" and "${name2}" have different letters that look the same`;
    if (what !== false) throw new ModelError(where4, what, "Choose another name.");
    drawings.set(drawn(name2), name2);
  }
}
function namesWithUnits(where4, what, given) {
  if (Array.isArray(given)) return Array.from(given, (name2) => [name2, ""]);
  if (!isRecord(given)) {
    const hint4 = 'Give ["a", "b"] or { a: { unit: "mV" } }.';
    throw new ModelError(where4, `the names of each ${what} are ${shown(given)}`, hint4);
  }
  return Object.entries(given).map(([name2, declared]) => {
    const at3 = `${where4}, ${what} "${name2}"`;
    checkKeys2(at3, "it", declared, ["unit"]);
    return [name2, unitText(declared.unit, at3)];
  });
}

// ../b2/src/expr/answers.ts
var noise3 = "Equations are deterministic: give noise as a signal, drawn in advance.";
var noStep = "Equations have no time step; the time is t.";
var conditional = "Write c ? a : b for a choice.";
var remainder = "Write x - y * floor(x / y) for a remainder.";
function table3(rows) {
  return new Map(rows.flatMap(([names2, answer]) => names2.split(" ").map((name2) => [name2, answer])));
}
var functionAnswers = table3([
  ["rand randn random uniform normal gauss poisson binomial random_normal random_uniform", noise3],
  ["timestep steps resolution", noStep],
  ["if ifelse ite where piecewise", conditional],
  ["convolve", 'Write what an arriving spike does as an input: { g: "g + weight" }.'],
  ["power", "Write a ^ b."],
  ["logistic expit", "It is called sigmoid here."],
  ["heav Heaviside H step Step unit_step ustep stepfun heavyside \u0398 \u03B8 theta", "It is called heaviside here."],
  ["sgn signum", "It is called sign here."],
  ["clamp constrain", "It is called clip here: clip(x, low, high)."],
  ["maximum fmax amax", "It is called max here."],
  ["minimum fmin amin", "It is called min here."],
  ["relu ReLU rect rectify ramp pos", "Write max(0, x)."],
  ["softplus", "Write log1p(exp(x))."],
  [
    "\u03B4 delta dirac Dirac",
    'An impulse is what an arriving spike does: write an input such as { v: "v + weight" }.'
  ],
  ["exprelr", "Write 1 / exprel(x)."],
  ["trunc", "It is called int here."],
  ["round rint", "Write floor(x + 0.5)."],
  ["mod fmod rem", remainder],
  ["log2", "Write log(x) / log(2)."],
  ["asin arcsin", "Write atan(x / sqrt(1 - x^2))."],
  ["acos arccos", "Write pi / 2 - atan(x / sqrt(1 - x^2))."],
  ["asinh arcsinh", "Write log(x + sqrt(x^2 + 1))."],
  ["acosh arccosh", "Write log(x + sqrt(x^2 - 1))."],
  ["atanh arctanh", "Write log((1 + x) / (1 - x)) / 2."],
  ["sinc", "Write sin(x) / x."],
  ["cot", "Write 1 / tan(x)."],
  ["sec", "Write 1 / cos(x)."],
  ["csc", "Write 1 / sin(x)."],
  ["coth", "Write 1 / tanh(x)."],
  ["sech", "Write 1 / cosh(x)."],
  ["csch", "Write 1 / sinh(x)."],
  ["atan2 arctan2 erf erfc gamma factorial", "There is none that takes its place."]
]);
var symbolAnswers = table3([
  ["xi noise", noise3],
  ["dt", noStep],
  ["not_refractory", "Multiply by a discrete variable that the spike sets to 0 and an event to 1."],
  ["lastspike", 'Keep the time in a discrete variable: spike.reset { tSpike: "t" }.'],
  ["e", "Euler's number is exp(1)."],
  ["Pi PI", "It is called pi here."],
  ["inf Infinity nan NaN", "Constants in equations are finite."],
  ["true True", "Write 1."],
  ["false False", "Write 0."],
  ["if else then", conditional]
]);
var wordAnswers = table3([
  ["if else then elif", conditional],
  ["AND OR NOT And Or Not xor", "Write and, or or not with conditions."],
  ["mod rem", remainder],
  ["for when where otherwise", conditional]
]);
function answerToFunction(name2) {
  return functionAnswers.get(name2);
}
function answerToSymbol(name2) {
  return symbolAnswers.get(name2) ?? (name2.startsWith("xi_") ? noise3 : void 0);
}
function answerToWord(word) {
  return wordAnswers.get(word);
}

// ../b2/src/expr/misread-signs.ts
function answerToSign(block, text3, position) {
  switch (text3[position]) {
    case "=":
      return { name: "an assignment", hint: equalsHint(block, text3, position) };
    case ";":
      return { name: "a separator", hint: separatorHint(block, text3) };
    case "[":
      return bracketAnswer(text3, position);
    case ".":
      return { name: "a property", hint: propertyHint(text3, position) };
    default:
      return void 0;
  }
}
var ownLine = "Write each equation on a line of its own.";
var newValue = /^(?:input|.*\.reset|.*\.map)\.(?<next>[^.]+)$|^state\.(?<first>[^.]+)\.initial$/u;
var condition = /\.when$/;
function equalsHint(block, text3, position) {
  const { next, first: first2 } = newValue.exec(block)?.groups ?? {};
  const state2 = next ?? first2;
  if (state2 !== void 0) return valueHint(state2, first2 === void 0 ? "new value" : "value", text3);
  if (condition.test(block)) {
    const [, left, right] = /^\s*([^=<>;,]+?)\s*[-+*/:]?=\s*([^=<>;,]+?)\s*$/.exec(text3) ?? [];
    if (left === void 0 || right === void 0) return "Write a condition such as v > 1, or a difference.";
    const difference2 = `${left} - ${isSum.test(right) ? `(${right})` : right}`;
    return `Write the condition "${left} > ${right}", or the function that rises through zero, "${difference2}".`;
  }
  if (block !== "dynamics") return "Write == to compare.";
  const isSecond = /[,;]|\band\b/.test(text3.slice(0, position));
  return isSecond ? ownLine : "An equation has one =. Write == to compare.";
}
var assignment = new RegExp(
  `^\\s*(?:(?<name>${namePattern})\\s*(?<operator>[-+*/:]?)=)?(?<right>[^=]+)$`,
  "u"
);
var isSum = /[-+<>=?]|\b(?:and|or|not)\b/;
function valueHint(state2, value, text3) {
  const entries = text3.split(";").map((part6) => {
    const { name: name2 = state2, operator = "", right = "" } = assignment.exec(part6)?.groups ?? {};
    const written = right.trim();
    const operand = isSum.test(written) ? `(${written})` : written;
    return [name2, /[-+*/]/.test(operator) ? `${name2} ${operator} ${operand}` : written];
  });
  const [only] = entries;
  if (entries.some(([, right]) => right === "") || new Set(entries.map(([name2]) => name2)).size < entries.length) {
    return `Every state has an entry of its own, with its ${value} alone.`;
  }
  if (entries.length === 1 && only[0] === state2) return `Write the ${value} alone: "${only[1]}".`;
  const record2 = entries.map(([name2, right]) => `${name2}: "${right}"`).join(", ");
  return `Every state has an entry of its own, with its ${value} alone: { ${record2} }.`;
}
function separatorHint(block, text3) {
  const { next, first: first2 } = newValue.exec(block)?.groups ?? {};
  if (next !== void 0) return valueHint(next, "new value", text3);
  if (first2 !== void 0) return valueHint(first2, "value", text3);
  return condition.test(block) ? "Write and or or between conditions." : ownLine;
}
var bracket = /\[(?<inside>[^[\]]*)\](?<plus>\s*_?\{?[+₊⁺]\}?(?!\s*[\p{L}\d(.]))?/uy;
var index = new RegExp(`${namePattern}$`, "u");
function bracketAnswer(text3, position) {
  bracket.lastIndex = position;
  const { inside: inside3 = "\u2026", plus: plus3 } = bracket.exec(text3)?.groups ?? {};
  const written = inside3.trim();
  const [name2] = index.exec(text3.slice(0, position)) ?? [];
  if (plus3 !== void 0) {
    return { name: "a bracket", hint: `Write max(0, ${written}) for the positive part.` };
  }
  if (name2 !== void 0 && written === "t") {
    return { name: "a vector or an index", hint: timeHint(name2) };
  }
  if (name2 !== void 0 || written.includes(",")) {
    return { name: "a vector or an index", hint: "Write one equation for each component." };
  }
  return { name: "a bracket", hint: `Write parentheses: (${written}).` };
}
var libraries = new Set(
  "np numpy math Math jnp torch tf scipy cmath self this b2".split(" ")
);
var property = new RegExp(`(?<owner>${namePattern})\\.(?<name>${namePattern})(?<call>\\s*\\()?`, "uy");
function propertyHint(text3, position) {
  const [owner = ""] = index.exec(text3.slice(0, position)) ?? [];
  property.lastIndex = position - owner.length;
  const { name: name2, call: call3 } = property.exec(text3)?.groups ?? {};
  if (name2 === void 0) return "Expressions hold numbers and names only.";
  if (call3 !== void 0) {
    if (functions.has(name2)) return `Write ${name2}(\u2026), without ${owner}.`;
    return answerToFunction(name2) ?? `Names have no parts, and there is no function ${name2}.`;
  }
  return libraries.has(owner) || namedConstants.has(name2) ? `Write ${name2}, without ${owner}.` : `Names have no parts: write one name, such as ${owner}_${name2}.`;
}
function timeHint(name2) {
  return `Write ${name2}, without (t): states and signals are functions of time as they stand. What changes with time from outside is declared under signals.`;
}

// ../b2/src/expr/tokens.ts
var maxLength2 = 1e4;
var pattern2 = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    `(?<name>${namePattern})`,
    String.raw`(?<operator><=|>=|==(?!=)|!=(?!=)|\*\*|[\-+*\/^<>?:])`,
    String.raw`(?<open>\()|(?<close>\))|(?<comma>,)`
  ].join("|"),
  "uy"
);
var refused = [
  [/[=!]==/y, "a comparison", "Write == or != to compare."],
  [/=/y, "an assignment", "Write == to compare."],
  [/!/y, "a factorial or a negation", "Write not for the opposite of a condition."],
  [/&+/y, "an operator on bits", "Write and between conditions."],
  [/\|\|/y, "an operator on bits", "Write or between conditions."],
  [/\|/y, "an absolute value or an operator on bits", "Write abs(v), or or between conditions."],
  [/~/y, "an operator on bits", "Write not for the opposite of a condition."],
  [/["`]/y, "a text", "Expressions hold numbers and names only."],
  [
    /['’′]/y,
    "a prime",
    "Only the left side of an equation, v' = \u2026, may have one. Give a name to what it is equal to, slope = \u2026, and write slope in both."
  ],
  [/[[\]]/y, "a vector or an index", "Write one equation for each component."],
  [/[{}]/y, "an object or a set", "Use parentheses."],
  [/\./y, "a property", "Expressions hold numbers and names only."],
  [/%/y, "a remainder or a percentage", "Write x - y * floor(x / y) for a remainder."],
  [/;/y, "a separator", "Write each equation on a line of its own."],
  [/#/y, "a comment", ""],
  [/[×·⋅∗]/y, "a typographic sign", "Write * for a product."],
  [/[−–—]/y, "a typographic sign", "Write - for a difference."],
  [/[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]/y, "a superscript", "Write ^ for a power: v^2."],
  [/[₀-₉ₐ-ₜᵢ-ᵪ]/y, "a subscript", "Write v0 or v_0 in names."],
  [/∞/y, "a sign", "Write inf in names: n_inf."],
  [/[⌊⌋]/y, "a sign", "Write floor(\u2026)."],
  [/[⌈⌉]/y, "a sign", "Write ceil(\u2026)."],
  [/√/y, "a sign", "Write sqrt(\u2026)."],
  [/∂/y, "a sign", "Write dv/dt for a derivative."],
  [/\\/y, "a command of TeX", "Write equations as plain text."],
  [/[≤≥]/y, "a sign", "Write <= or >=."],
  [/≠/y, "a sign", "Write != to compare."]
];
function tokenize(source2, text3, from) {
  if (text3.length > maxLength2) {
    const what = `an expression of ${text3.length} characters, more than ${maxLength2},`;
    failAt(source2, from, from + 1, what, "Give names to its parts.");
  }
  const tokens = [];
  let position = 0;
  while (position < text3.length) {
    pattern2.lastIndex = position;
    const match = pattern2.exec(text3);
    const groups = match?.groups ?? {};
    const kind = Object.keys(groups).find((name2) => groups[name2] !== void 0);
    if (match === null || kind === void 0) return refuse2(source2, text3, from, position);
    const start2 = from + position;
    position += match[0].length;
    if (kind === "space") continue;
    const shown3 = match[0] === "**" ? "^" : canonicalName(match[0]);
    tokens.push({ kind: kindOf3(kind, shown3), text: shown3, from: start2, to: from + position });
  }
  return tokens;
}
function kindOf3(group, text3) {
  return group === "name" && wordOperators.has(text3) ? "operator" : group;
}
function joinQuantities(tokens, isTaken) {
  const joined3 = [];
  for (const token2 of tokens) {
    const number = joined3.at(-1);
    const isUnit = token2.kind === "name" && unitNamed(token2.text) !== void 0 && !isTaken(token2.text);
    if (number?.kind === "number" && isUnit) {
      joined3.pop();
      joined3.push({
        kind: "quantity",
        text: `${number.text} ${token2.text}`,
        from: number.from,
        to: token2.to
      });
    } else joined3.push(token2);
  }
  return joined3;
}
function refuse2(source2, text3, from, position) {
  const start2 = from + position;
  for (const [what, name2, hint4] of refused) {
    what.lastIndex = position;
    const match = what.exec(text3);
    if (match === null) continue;
    const sign2 = match[0].slice(0, 3);
    const answer = (sign2.length === 1 ? answerToSign(source2.block, text3, position) : void 0) ?? {
      name: name2,
      hint: hint4
    };
    const told2 = `${sign2} (${answer.name}) is not part of an expression`;
    failAt(source2, start2, start2 + sign2.length, told2, answer.hint);
  }
  const code = text3.codePointAt(position);
  const character = String.fromCodePoint(code);
  const shown3 = /\p{C}/u.test(character) ? "" : ` ${character}`;
  const number = code.toString(16).toUpperCase().padStart(4, "0");
  failAt(source2, start2, start2 + character.length, `unknown character${shown3} (U+${number})`, nameRule);
}

// ../b2/src/expr/left-side.ts
var forms = "A line is dv/dt = \u2026, v' = \u2026, tau * dv/dt = \u2026 or name = \u2026.";
var maxLength3 = 1e3;
var derivative = new RegExp(
  `^(?<before>.*?)(?:(?<!${namePart})d(?<leibniz>${namePattern})\\s*/\\s*dt|(?<prime>${namePattern})\\s*['\u2019\u2032])\\s*$`,
  "su"
);
var inline = new RegExp(
  `^(?<word>(?:recordable\\s+)?inline\\s+)(?<name>${namePattern})(?<unit>\\s.*)?$`,
  "su"
);
var declaration = new RegExp(`^(?<name>${namePattern})\\s*:\\s*(?<unit>.*)$`, "su");
function readLeftSide(source2, plain5, { from, equals: equals2, to }, isKnown) {
  if (equals2 === -1) failWithoutEquals(source2, plain5, from, to, isKnown);
  if (equals2 - from > maxLength3) failAt(source2, from, equals2, "a left side that is too long", forms);
  const left = plain5.slice(from, equals2);
  const groups = derivative.exec(left)?.groups;
  if (groups === void 0) return readDefinition(source2, left, from, equals2, isKnown);
  checkChoice(source2, left, from);
  const { before = "", leibniz, prime } = groups;
  const written = leibniz ?? prime;
  const start2 = from + before.length + (leibniz === void 0 ? 0 : 1);
  const star = before.trimEnd();
  const factor = [from, star === "" ? from : from + star.length - 1];
  const name2 = canonicalName(written);
  if (star !== "") checkFactor(source2, star, from, from + before.length, name2);
  return { kind: "derivative", name: name2, from: start2, to: start2 + written.length, factor };
}
function readDefinition(source2, left, from, equals2, isKnown) {
  const groups = inline.exec(left.trimEnd())?.groups;
  const { word = "", name: written = left.trim(), unit: unit6 } = groups ?? {};
  if (!isName(written)) failLeft(source2, left, from, equals2);
  const start2 = from + word.length;
  const to = start2 + written.length;
  const [base = ""] = written.normalize("NFD").split(/\u0307$/);
  const isDotted = base !== written.normalize("NFD") && isKnown(canonicalName(base)) && !isKnown(canonicalName(written));
  if (isDotted)
    return { kind: "derivative", name: canonicalName(base), from: start2, to, factor: [from, from] };
  const definition = {
    kind: "definition",
    name: canonicalName(written),
    from: start2,
    to,
    factor: [from, from]
  };
  if (unit6 === void 0) return definition;
  return { ...definition, unit: [to + unit6.search(/\S/), to + unit6.trimEnd().length] };
}
function failLeft(source2, left, from, equals2) {
  const end = Math.max(equals2, from + 1);
  for (const [pattern3, what, hint4] of misplaced2) {
    const match = pattern3.exec(left.trim());
    if (match === null) continue;
    const { name: name2, leibniz, prime, rest = "" } = match.groups ?? {};
    failAt(source2, from, end, what, hint4(name2 ?? leibniz ?? prime ?? "", rest));
  }
  tokenize(source2, left, from);
  failAt(source2, from, end, "a left side that is not one name", forms);
}
var derivativeWords = `(?:d\\s*(?<leibniz>${namePattern})\\s*/\\s*dt|(?<prime>${namePattern})['\u2019\u2032])`;
var misplaced2 = [
  [
    /''|’’|″|\/\s*dt\s*(?:\^|\*\*)?\s*[2²]/,
    "a second derivative",
    () => "Give the first derivative a name: dx/dt = w and dw/dt = \u2026."
  ],
  [
    /^kernel\s/,
    "a kernel",
    () => "Write the equation that the kernel solves, and what a spike does as an input."
  ],
  [
    new RegExp(`^(?<rest>.*?)d(?<name>${namePattern})\\s*\\(\\s*t\\s*\\)\\s*/\\s*dt$`, "su"),
    "(t) on the left side",
    withoutTime
  ],
  [
    new RegExp(`^(?<rest>.*?)(?<name>${namePattern})\\s*['\u2019\u2032]\\s*\\(\\s*t\\s*\\)$`, "su"),
    "(t) on the left side",
    withoutTime
  ],
  [
    new RegExp(`^(?<rest>.*?)d\\s*\\(\\s*(?<name>${namePattern})\\s*\\)\\s*/\\s*dt$`, "su"),
    "parentheses in a derivative",
    (name2, rest) => `Write ${rest}d${name2}/dt = \u2026.`
  ],
  [
    new RegExp(`^(?<rest>.*?)\\(\\s*${derivativeWords}\\s*\\)$`, "su"),
    "parentheses around a derivative",
    (name2, rest) => `Write ${rest}d${name2}/dt = \u2026.`
  ],
  [
    new RegExp(`^${derivativeWords}\\s*[*/\xD7\xB7\u22C5\u2217](?<rest>.+)$`, "su"),
    "a factor behind the derivative",
    (name2) => `Write it before the derivative, tau * d${name2}/dt = \u2026, or on the right side.`
  ],
  [
    new RegExp(`^(?<rest>(?:.*\\*)?\\s*)d\\s+(?<name>${namePattern})\\s*/\\s*dt$`, "su"),
    "a space in a derivative",
    (name2, rest) => `Write ${rest}d${name2}/dt = \u2026.`
  ],
  [
    new RegExp(`^(?<rest>[\\d.]+)\\s*${derivativeWords}$`, "su"),
    "an operator is missing",
    (name2, rest) => `Write ${rest} * d${name2}/dt = \u2026.`
  ],
  [
    new RegExp(`^(?<rest>)(?:${derivativeWords}|(?<name>${namePattern}))\\s*:$`, "su"),
    ": before =",
    () => "Write = alone."
  ],
  [
    new RegExp(`^${namePattern}\\s*\\(`, "u"),
    "a function of one's own",
    () => "A definition has no arguments: what it depends on is in its right side."
  ]
];
function withoutTime(name2, rest) {
  return `Write ${rest}d${name2}/dt, without (t): states are functions of time as they stand.`;
}
function failWithoutEquals(source2, plain5, from, to, isKnown) {
  const line = plain5.slice(from, to);
  if (/^\s*(?:if|elif|else|when|while|for)\b/.test(line)) {
    failAt(source2, from, to, "a condition before an equation", choiceHint);
  }
  if (/==/.test(line)) {
    const at3 = from + line.indexOf("==");
    failAt(source2, at3, at3 + 2, "== compares, an equation has one =", "Write = in its place.");
  }
  const groups = to - from > maxLength3 ? void 0 : declaration.exec(line)?.groups;
  if (groups === void 0) failAt(source2, from, to, "a line without =", forms);
  const { name: name2 = "", unit: unit6 = "" } = groups;
  const [text3] = unit6.split(/\s*\(/);
  const record2 = `{ ${name2}: { unit: ${JSON.stringify(text3)}, default: \u2026 } }`;
  const hint4 = isKnown(canonicalName(name2)) ? `${quoted(name2)} is declared already: leave out the line.` : `Write it under parameters: ${record2}, or under signals if it changes with time.`;
  failAt(source2, from, to, `a declaration, ${quoted(name2)} and a unit,`, hint4);
}
var choice = new RegExp(`^\\s*(?:if|elif|else|when|while|for)(?!${namePart})|:\\s*\\S`, "u");
var comparison = /[<>]=?|[=!]=/;
function checkChoice(source2, left, from) {
  if (!choice.test(left) && !comparison.test(left)) return;
  const end = Math.max(from + left.trimEnd().length, from + 1);
  failAt(source2, from, end, "a condition before an equation", choiceHint);
}
var choiceHint = "Write one equation with both cases on its right side: dv/dt = t > 5 ? \u2026 : \u2026.";
function checkFactor(source2, before, from, to, name2) {
  const last = before.at(-1);
  const at3 = from + before.length - 1;
  if ("\xD7\xB7\u22C5\u2217".includes(last)) {
    const hint4 = `Write * for a product: ${before.slice(0, -1).trimEnd()} * d${name2}/dt = \u2026.`;
    failAt(source2, at3, at3 + 1, `${last} (a typographic sign) is not part of an expression`, hint4);
  }
  if ("-+".includes(last)) {
    const hint4 = `Write d${name2}/dt = \u2026 alone on the left side, and change the signs of the right one.`;
    failAt(source2, at3, at3 + 1, `${last} on the left side`, hint4);
  }
  const missing = `Write ${before} * d${name2}/dt = \u2026.`;
  if (last !== "*") failAt(source2, to, to + 1, "an operator is missing", missing);
  let depth = 0;
  for (const { kind, text: text3, from: start2, to: end } of tokenize(source2, before, from)) {
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    if (kind !== "operator" || depth !== 0 || ["*", "/", "^"].includes(text3)) continue;
    const hint4 = "Put parentheses around the factor, or divide both sides by it.";
    failAt(source2, start2, end, `${text3} on the left side`, hint4);
  }
}

// ../b2/src/expr/infix-extent.ts
function extent(node, indexOf2) {
  let before = 0;
  let first2 = node;
  for (let next = node; next !== void 0; next = leftOf(first2)) {
    first2 = next;
    if (next.type === "ParenthesisNode" || isPrefix(next)) before += 1;
  }
  let after = 0;
  let last = node;
  for (let next = node; next !== void 0; next = rightOf(last)) {
    last = next;
    if (next.type === "ParenthesisNode" || next.type === "FunctionNode") after += 1;
  }
  return [indexOf2(first2.name) - before, indexOf2(last.name) + after];
}
function isPrefix({ type, args }) {
  return type === "OperatorNode" && args?.length === 1;
}
function leftOf({ type, args, params, content, condition: condition2 }) {
  return type === "FunctionNode" ? void 0 : content ?? condition2 ?? params?.[0] ?? args?.[0];
}
function rightOf({ args, params, content, falseExpr }) {
  return content ?? falseExpr ?? params?.at(-1) ?? args?.at(-1);
}

// ../b2/src/expr/mathjs-parser.ts
import { create, parseDependencies } from "mathjs/number";
var { parse: parse2 } = create(parseDependencies);
function parseInfix(text3) {
  return parse2(text3);
}

// ../b2/src/expr/operand.ts
function operandOf(source2, known5, tokens, k) {
  const [token2, next] = [tokens[k], tokens[k + 1]];
  const { from, to, text: text3 } = token2;
  if (token2.kind === "number" || token2.kind === "quantity") {
    const [digits, unit6] = text3.split(" ");
    const value = Number(digits);
    if (!Number.isFinite(value)) failAt(source2, from, to, `number ${quoted(digits)} is too large`);
    return unit6 === void 0 ? constant(value) : quantity(value, unit6);
  }
  if (token2.kind !== "name") return void 0;
  const meaning = meaningOf2(known5, text3) ?? namedConstants.get(text3);
  if (next?.kind === "open") {
    if (functions.has(text3)) return void 0;
    const isOfTime = tokens[k + 2]?.text === "t" && tokens[k + 3]?.kind === "close";
    if (meaning === void 0) failFunction(source2, token2, isOfTime);
    const hint4 = isOfTime ? timeHint(text3) : `Write * for a product: "${text3} * (\u2026)".`;
    failAt(source2, from, to, `${quoted(text3)} is not a function`, hint4);
  }
  if (meaning !== void 0) return meaning;
  if (functions.has(text3)) {
    failAt(source2, from, to, `function ${quoted(text3)} without arguments`, `Write ${text3}(\u2026).`);
  }
  return isBareUnit(text3, next?.text === "^") ? quantity(1, text3) : failSymbol(source2, known5, token2);
}
function checkForeignWords(source2, known5, tokens) {
  tokens.forEach((token2, k) => {
    checkDerivative(source2, known5, tokens.slice(k, k + 3));
    const isCall = token2.kind === "name" && tokens[k + 1]?.kind === "open";
    if (!isCall || functions.has(token2.text) || known5.has(token2.text)) return;
    if (answerToFunction(token2.text) !== void 0) failFunction(source2, token2);
  });
}
function checkDerivative(source2, known5, [first2, slash, last]) {
  if (slash?.text !== "/" || last?.text !== "dt" || known5.has("dt")) return;
  const { text: text3, from } = first2;
  if (!/^d./.test(text3) || known5.has(text3) || !known5.has(text3.slice(1))) return;
  const hint4 = `Give it a name: slope = \u2026, ${text3}/dt = slope, and write slope here.`;
  failAt(source2, from, last.to, "a derivative on the right side", hint4);
}
function failFunction(source2, { text: text3, from, to }, isOfTime = false) {
  const list2 = `Functions: ${[...functions.keys()].join(", ")}.`;
  const answer = answerToFunction(text3) ?? suggestion(text3, functions.keys());
  const hint4 = answer === "" && isOfTime ? timeHint(text3) : answerToFunction(text3) ?? `${answer}${list2}`;
  failAt(source2, from, to, `unknown function ${quoted(text3)}`, hint4);
}
function failSymbol(source2, known5, { text: text3, from, to }) {
  const names2 = [...known5.keys()];
  const hints2 = [
    unitNamed(text3) === void 0 ? "" : `As a unit it follows a number: (1 ${text3}).`,
    answerToSymbol(text3) ?? (lookalike(text3, names2) || suggestion(text3, names2) || misspeltUnit(text3)),
    names2.length === 0 ? "" : `Known here: ${names2.join(", ")}.`
  ];
  const hint4 = hints2.map((part6) => part6.trimEnd()).filter((part6) => part6 !== "").join(" ");
  failAt(source2, from, to, `unknown symbol ${quoted(text3)}`, hint4);
}

// ../b2/src/expr/problems.ts
var most = 20;
function problemsOf(where4) {
  const errors = [];
  let thrown;
  let count3 = 0;
  const throwAny = () => {
    if (errors.length === 0) return;
    thrown = errors.length === 1 ? errors[0] : joined(where4, errors);
    throw thrown;
  };
  return {
    attempt: (action) => {
      try {
        return action();
      } catch (error) {
        if (!(error instanceof SaltusError) || error === thrown) throw error;
        if (errors.every(({ message }) => message !== error.message)) {
          errors.push(error);
          count3 += problemsIn(error).length;
        }
        if (count3 >= most) throwAny();
        return void 0;
      }
    },
    none: () => errors.length === 0,
    count: () => count3,
    throwAny
  };
}
function problemsIn(error) {
  return error instanceof ModelError ? error.problems : [{ message: error.message, hint: error.hint }];
}
function joined(where4, errors) {
  const problems = errors.flatMap(problemsIn).slice(0, most);
  const list2 = problems.map(({ message }, k) => {
    const own4 = message.startsWith(where4) ? message.slice(where4.length).replace(/^[:,] /, "") : message;
    return `${k + 1}. ${own4}`;
  });
  const count3 = `${problems.length} problems${problems.length >= most ? ", and perhaps more" : ""}`;
  return new ModelError(where4, `${count3}
${list2.join("\n")}`, "", { problems });
}

// ../b2/src/expr/token-order.ts
var maxDepth = 100;
var prefixOperators = /* @__PURE__ */ new Set(["+", "-", "not"]);
function checkOrder(source2, tokens, end) {
  const groups = [newGroup(void 0, false)];
  const reader = { source: source2, tokens, groups, depth: 0, wantsOperand: true };
  tokens.forEach((token2, k) => {
    readToken(reader, token2, tokens[k - 1]);
    if (reader.depth > maxDepth) {
      failAt(source2, token2.from, token2.to, `nesting deeper than ${maxDepth}`, "Give names to its parts.");
    }
  });
  const { open: open3 } = reader.groups.at(-1);
  if (reader.wantsOperand) failOperand(source2, void 0, tokens.at(-1), end);
  if (open3 !== void 0) failUnclosed(source2, open3, end);
  leaveGroup(reader);
}
function readToken(reader, token2, previous) {
  const { source: source2, groups, wantsOperand } = reader;
  switch (token2.kind) {
    case "number":
    case "quantity":
    case "name":
      if (!wantsOperand) failJuxtaposed(source2, previous, token2);
      reader.wantsOperand = false;
      break;
    case "open": {
      const isCall = previous?.kind === "name";
      if (!wantsOperand && !isCall) failJuxtaposed(source2, previous, token2);
      groups.push(newGroup(token2, isCall));
      reader.depth += 1;
      reader.wantsOperand = true;
      break;
    }
    case "close":
    case "comma": {
      const { open: open3, isCall } = groups.at(-1);
      if (token2.kind === "comma" && !isCall) failComma(reader, token2);
      if (open3 === void 0) failAt(source2, token2.from, token2.to, `no ( before ${token2.text}`);
      if (wantsOperand) failOperand(source2, token2, previous);
      leaveGroup(reader);
      if (token2.kind === "close") reader.depth -= 1;
      else groups.push(newGroup(open3, isCall));
      reader.wantsOperand = token2.kind === "comma";
      break;
    }
    case "operator":
      if (wantsOperand && !prefixOperators.has(token2.text)) failOperand(source2, token2, previous);
      if (!wantsOperand && token2.text === "not") failJuxtaposed(source2, previous, token2);
      if (token2.text === "^" && previous?.kind === "quantity") failPower(source2, previous, token2);
      readOperator(reader, token2);
      reader.wantsOperand = true;
      break;
  }
}
function readOperator(reader, token2) {
  const group = reader.groups.at(-1);
  const before = weight(group);
  if (token2.text === "?") group.questions.push(token2);
  if (token2.text === ":") group.answers += 1;
  if (group.answers > group.questions.length) {
    failAt(reader.source, token2.from, token2.to, "a : without ?", conditionalHint);
  }
  const isPrefix2 = reader.wantsOperand;
  group.pending = isPrefix2 || token2.text === "^" ? group.pending + 1 : 0;
  reader.depth += weight(group) - before;
}
function leaveGroup(reader) {
  const group = reader.groups.pop();
  const question = group.questions[group.answers];
  if (question !== void 0) {
    failAt(reader.source, question.from, question.to, "a ? without :", conditionalHint);
  }
  reader.depth -= weight(group);
}
function newGroup(open3, isCall) {
  return { open: open3, isCall, questions: [], answers: 0, pending: 0 };
}
function weight(group) {
  return group.pending + group.questions.length;
}
var conditionalHint = "A conditional is written c ? a : b.";
function failJuxtaposed(source2, left, right) {
  if (left.kind === "number" && right.kind === "number" && left.to === right.from) {
    failAt(source2, left.from, right.to, `malformed number ${quoted(left.text + right.text)}`);
  }
  const hint4 = right.text === "not" ? "Write and, or or between conditions." : answerToWord(right.text) ?? answerToWord(left.text) ?? (functions.has(left.text) ? `Write ${left.text}(\u2026).` : productHint(left, right));
  failAt(source2, right.from, right.to, `an operator is missing before ${quoted(right.text)}`, hint4);
}
function productHint(left, right) {
  if (left.kind === "close" && right.text.startsWith("_")) return "Write max(0, \u2026) for the positive part.";
  const isSimple = [left, right].every(({ kind }) => kind === "number" || kind === "name");
  const product3 = isSimple ? `: ${quoted(`${left.text} * ${right.text}`)}` : "";
  const write = `Write * for a product${product3}.`;
  if (left.kind !== "number" || right.kind !== "name") return write;
  if (unitNamed(right.text) !== void 0) {
    return `${write} It is not a unit, because ${quoted(right.text)} is also a name here.`;
  }
  const unit6 = nearestUnit(right.text);
  return unit6 === "" ? `${write} A number may have a unit: 70 mV, 5 ms, 2 nS.` : `${unit6}If ${quoted(right.text)} is a name, write * for a product${product3}.`;
}
function failComma({ source: source2, tokens }, token2) {
  const what = "a comma outside the arguments of a function";
  failAt(source2, token2.from, token2.to, what, decimalComma(tokens, token2));
}
function decimalComma(tokens, { from }) {
  for (const [k, { kind, from: start2, to }] of tokens.entries()) {
    const [left, right] = [tokens[k - 1], tokens[k + 1]];
    const isBetween = kind === "comma" && left?.to === start2 && right?.from === to;
    if (start2 < from || !isBetween || !/^\d+$/.test(left.text) || !/^\d+(?!\S)/.test(right.text)) continue;
    const [digits] = right.text.split(" ");
    return `If ${left.text},${digits} is one number, write ${left.text}.${digits}.`;
  }
  return "";
}
function failUnclosed(source2, { from, to }, end) {
  const [rest = ""] = /^.*/.exec(source2.text.slice(end));
  const isHidden = /\/\//.test(source2.text.slice(from, end) + rest);
  const hint4 = isHidden ? "What follows // is a comment: write floor(a / b) for a quotient without its remainder." : "Write the ) that belongs to it.";
  failAt(source2, from, to, "unclosed (", hint4);
}
function failPower(source2, { text: text3, from }, power) {
  const [value, unit6] = text3.split(" ");
  const hint4 = `Write (${text3})^\u2026 or ${value} * (1 ${unit6})^\u2026.`;
  failAt(source2, from, power.to, `a power of ${quoted(text3)} without parentheses`, hint4);
}
function failOperand(source2, token2, previous, end = 0) {
  if (token2 === void 0 && previous === void 0) failAt(source2, end, end, "an expression is missing");
  if (token2?.kind === "close" && previous?.kind === "open") {
    failAt(source2, previous.from, token2.to, "nothing between the parentheses");
  }
  if (token2?.kind === "operator")
    failAt(source2, token2.from, token2.to, `nothing to the left of ${token2.text}`);
  const last = previous ?? token2;
  failAt(source2, last.from, last.to, `nothing to the right of ${last.text}`);
}

// ../b2/src/expr/parse.ts
function parseExpression(text3, context) {
  const { where: where4, block = "expression", within: within2 = { text: text3, offset: 0 }, known: known5 } = context;
  if (typeof text3 !== "string") {
    throw new ModelError(where4, `${block} is ${text3 === null ? "null" : typeof text3}, not a text`);
  }
  const given = within2.given === void 0 ? {} : { given: within2.given };
  const source2 = { where: where4, block, text: within2.text, ...given };
  const end = within2.offset + text3.length;
  const isTaken = (name2) => meaningOf2(known5, name2) !== void 0;
  const tokens = joinQuantities(tokenize(source2, text3, within2.offset), isTaken);
  checkForeignWords(source2, known5, tokens);
  checkOrder(source2, tokens, end);
  const operands = operandsOf2(source2, known5, tokens);
  const tree2 = parseTokens(source2, tokens, end);
  return convert({ source: source2, tokens, operands, places: context.places }, tree2);
}
function operandsOf2(source2, known5, tokens) {
  const problems = problemsOf(source2.where);
  const wrong = /* @__PURE__ */ new Set();
  const operands = tokens.map(({ text: text3 }, k) => {
    if (wrong.has(text3)) return symbol(text3);
    const before = problems.count();
    const operand = problems.attempt(() => operandOf(source2, known5, tokens, k));
    if (problems.count() > before) wrong.add(text3);
    return operand;
  });
  problems.throwAny();
  return operands;
}
var placeholder = (index3) => `x${index3}`;
var tokenIndex = (name2) => Number((name2 ?? "").slice(1));
function parseTokens(source2, tokens, end) {
  const words4 = tokens.map(
    ({ kind, text: text3 }, k) => kind === "number" || kind === "quantity" || kind === "name" ? placeholder(k) : text3
  );
  try {
    return parseInfix(words4.join(" "));
  } catch (error) {
    let left = error instanceof Error && "char" in error ? Number(error.char) - 1 : 0;
    const culprit = tokens.find((_, k) => (left -= words4[k].length + 1) < 0);
    const { from, to } = culprit ?? { from: end, to: end };
    const hint4 = "Put parentheses around nested conditionals.";
    return failAt(source2, from, to, "this cannot be read as an expression", hint4);
  }
}
var prefix = /* @__PURE__ */ new Map([
  ["-", neg],
  ["+", (a) => a],
  ["not", (a) => eq(a, 0)]
]);
var infix = /* @__PURE__ */ new Map([
  ["+", (a, b) => add(a, b)],
  ["-", sub],
  ["*", (a, b) => mul(a, b)],
  ["/", div],
  ["^", pow2],
  ["<", lt],
  ["<=", le],
  [">", gt],
  [">=", ge],
  ["==", eq],
  ["!=", (a, b) => eq(eq(a, b), 0)],
  ["and", (a, b) => mul(a, b)],
  ["or", max]
]);
function convert(conversion, tree2) {
  const chain = [];
  let node = tree2;
  while (node.type === "OperatorNode" && node.args?.length === 2) {
    chain.push(node);
    node = node.args[0];
  }
  checkNot(conversion, node, chain.at(-1));
  let result2 = checked(conversion, node, convertOperand(conversion, node));
  for (let k = chain.length - 1; k >= 0; k--) {
    const { op, args } = chain[k];
    const apply3 = infix.get(op ?? "");
    if (apply3 === void 0) failNode(conversion, chain[k], `operator ${quoted(op ?? "")} is not available`);
    let right = convert(conversion, args[1]);
    if (op === "and" || op === "or") {
      result2 = checked(conversion, args[0], truth(result2));
      right = checked(conversion, args[1], truth(right));
    }
    result2 = checked(conversion, chain[k], apply3(result2, right));
  }
  return result2;
}
function checkNot(conversion, node, parent) {
  const isNot = node.type === "OperatorNode" && node.op === "not";
  if (!isNot || parent === void 0 || parent.op === "and" || parent.op === "or") return;
  const what = `not before an operand of ${parent.op} can be read in two ways`;
  failNode(conversion, parent, what, "Write not (a < b), or (not a) < b.");
}
function convertOperand(conversion, node) {
  const inner = (part6) => convert(conversion, part6);
  switch (node.type) {
    case "SymbolNode":
      return conversion.operands[tokenIndex(node.name)];
    case "ParenthesisNode":
      return inner(node.content);
    case "ConditionalNode":
      return select(inner(node.condition), inner(node.trueExpr), inner(node.falseExpr));
    case "FunctionNode":
      return call2(conversion, node);
    case "OperatorNode": {
      const apply3 = prefix.get(node.op ?? "");
      if (apply3 !== void 0) return apply3(inner(node.args[0]));
      break;
    }
    case "RelationalNode":
      failNode(conversion, node, "comparisons cannot be chained", "Write a < b and b < c.");
  }
  const kind = node.type.replace(/Node$/, "").toLowerCase();
  failNode(conversion, node, `a ${kind} is not available in equations`);
}
function call2(conversion, node) {
  const token2 = conversion.tokens[tokenIndex(node.name)];
  const { minArguments, maxArguments, build } = functions.get(token2.text);
  const { length } = node.args;
  if (length < minArguments || length > maxArguments) {
    const plural = maxArguments === 1 ? "" : "s";
    const asked = maxArguments === minArguments ? `${minArguments}` : `${minArguments} or more`;
    const what = `${token2.text} takes ${asked} argument${plural} and is given ${length},`;
    failAt(conversion.source, token2.from, token2.to, what, decimalComma(conversion.tokens, token2));
  }
  return build(node.args.map((arg) => convert(conversion, arg)));
}
function checked(conversion, node, expr) {
  if (expr.op === "constant" && !Number.isFinite(expr.value)) {
    failNode(conversion, node, `a constant that is ${expr.value}`, "Constants in equations are finite.");
  }
  const nodes3 = conversion.places?.nodes;
  if (nodes3?.has(expr) === false) {
    const place7 = (what, hint4) => failNode(conversion, node, what, hint4);
    conversion.places?.texts.set(expr, () => writtenAs(conversion, node));
    const parts2 = [expr];
    for (let part6 = parts2.pop(); part6 !== void 0; part6 = parts2.pop()) {
      if (nodes3.has(part6)) continue;
      nodes3.set(part6, place7);
      parts2.push(...part6.args);
    }
  }
  return expr;
}
function writtenAs({ source: source2, tokens }, node) {
  const [first2, last] = extent(node, tokenIndex);
  return source2.text.slice(tokens[first2]?.from ?? 0, tokens[last]?.to ?? 0).replace(/\s+/g, " ");
}
function failNode({ source: source2, tokens }, node, what, hint4 = "") {
  const [first2, last] = extent(node, tokenIndex);
  failAt(source2, tokens[first2]?.from ?? 0, tokens[last]?.to ?? 1, what, hint4);
}

// ../b2/src/expr/slash-comments.ts
function checkSlashComments(source2, known5) {
  let start2 = 0;
  for (const line of source2.text.split("\n")) {
    const [whole4 = "", before = "", comment = ""] = /^([^#]*?)\/\/([^#]*)/.exec(line) ?? [];
    if (before.trim() !== "" && isExpression(comment.replace(/:.*/, ""), known5)) {
      const [from, to] = [start2 + before.length, start2 + whole4.trimEnd().length];
      const hint4 = "Write # before a comment, and floor(a / b) for a quotient without its remainder.";
      failAt(source2, from, to, "// begins a comment, and this may be a divisor", hint4);
    }
    start2 += line.length + 1;
  }
}
function isExpression(text3, known5) {
  try {
    parseExpression(text3, { where: "comment", known: known5 });
    return true;
  } catch {
    return false;
  }
}

// ../b2/src/expr/statements.ts
function splitStatements(block) {
  const text3 = dedent(block);
  const uncommented = text3.replace(/(#|\/\/).*/g, (comment) => " ".repeat(comment.length));
  const statements2 = [];
  let depth = 0;
  let goesOn = false;
  let start2 = 0;
  for (const line of uncommented.split("\n")) {
    const from = start2 + line.search(/\S|$/);
    const to = start2 + line.trimEnd().length;
    const equals2 = line.search(equalsSign);
    const last = statements2.at(-1);
    if (last !== void 0 && equals2 === -1 && (depth > 0 || goesOn || operatorFirst.test(line))) {
      if (from < to) statements2[statements2.length - 1] = { ...last, to };
    } else if (from < to) {
      statements2.push({ from, equals: equals2 === -1 ? -1 : start2 + equals2, to });
      depth = 0;
    }
    depth += count2(line, "(") - count2(line, ")");
    if (from < to) goesOn = operatorLast.test(line);
    start2 += line.length + 1;
  }
  const plain5 = uncommented.replace(/\\(?=[ \t]*$)/gm, " ");
  return { text: text3, plain: plain5, statements: statements2, given: (offset) => givenOffset(block, text3, offset) };
}
function count2(line, character) {
  return line.split(character).length - 1;
}
var equalsSign = /(?<![<>=!])=(?!=)/;
var operatorLast = /(?:[-+*/^<>=?:,\\]|\b(?:and|or|not))[ \t]*$/;
var operatorFirst = /^\s*(?:[-+*/^<>=?:]|!=|(?:and|or)\b)/;
function givenOffset(block, text3, offset) {
  const before = text3.slice(0, offset).split("\n");
  const shown3 = text3.split("\n");
  const lines = block.split(/(?<=\n|\r(?!\n))/);
  if (/[\r\n]$/.test(block)) lines.push("");
  const line = lines.length - shown3.length + before.length - 1;
  const start2 = lines.slice(0, line).reduce((sum, { length }) => sum + length, 0);
  const cut3 = lines[line].replace(/[\r\n]+$/, "").length - shown3[before.length - 1].length;
  return start2 + cut3 + before.at(-1).length;
}
function dedent(block) {
  const lines = block.replace(/\r\n?/g, "\n").split("\n");
  while (lines.length > 1 && lines[0].trim() === "") lines.shift();
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join("\n");
}

// ../b2/src/expr/unit-suffix.ts
var flagAnswers = [
  [
    /^unless refractory$/,
    "Leave it out, and put refractory(model, { period: 5 }) around the model: it holds the membrane. Or multiply the right side by a discrete variable that the spike sets to 0 and an event to 1, as docs/equations.md shows."
  ],
  [/^constant$/, "What is constant belongs in parameters."],
  [/^constant over dt$/, "There is no time step; leave it out."],
  [/^shared$/, "A parameter given as one number is shared by the neurons of a population; leave it out."],
  [/^(event-driven|clock-driven)$/, "Every state is followed by its equation between events; leave it out."],
  [/^(linked|summed)$/, "What comes from other neurons arrives as spikes: write an input."]
];
var longestSuffix = 200;
var hint2 = "Behind a right side, : stands before its unit, such as mV or 1. A conditional is written c ? a : b.";
function readSuffix(source2, plain5, from, to) {
  const colon = findColon(plain5, from, to);
  if (colon === void 0) return { to, suffix: void 0 };
  if (to - colon > longestSuffix) failAt(source2, colon, colon + 1, "a : without ?", hint2);
  const [, unit6 = "", flags] = /^(.*?)(?:(?<![*/·⋅]\s*)\(([^()]*)\))?\s*$/s.exec(plain5.slice(colon + 1, to));
  const start2 = colon + 1 + unit6.search(/\S|$/);
  const end = colon + 1 + unit6.trimEnd().length;
  if (flags !== void 0) {
    const open3 = colon + 1 + unit6.length;
    for (const flag2 of flags.split(",").map((text3) => text3.trim())) {
      const answer = flagAnswers.find(([pattern3]) => pattern3.test(flag2))?.[1];
      failAt(source2, open3, to, `a flag, (${flag2}),`, answer ?? "Write the unit alone.");
    }
  }
  if (start2 >= end) failAt(source2, colon, colon + 1, "no unit behind :", hint2);
  return { to: colon, suffix: { unit: unitAt(source2, plain5, start2, end), from: start2, to: end } };
}
function findColon(plain5, from, to) {
  let [depth, questions2] = [0, 0];
  for (let at3 = from; at3 < to; at3++) {
    const character = plain5[at3];
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (depth !== 0) continue;
    else if (character === "?") questions2 += 1;
    else if (character === ":" && questions2-- === 0) return at3;
  }
  return void 0;
}
function inlineUnit(source2, plain5, left) {
  if (left.unit === void 0) return void 0;
  const [from, to] = left.unit;
  const written = plain5.slice(from, to);
  return { unit: written === "real" ? "1" : unitAt(source2, plain5, from, to), from, to };
}
function unitAt(source2, plain5, from, to) {
  const where4 = `${source2.where}, ${source2.block}, line ${lineAt(source2.text, from)}`;
  return printUnit(parseUnit(plain5.slice(from, to), where4));
}

// ../b2/src/expr/equations.ts
var oneText = "Give one text, a line for each equation.";
function parseEquations(text3, context) {
  const { where: where4, block, states, places: places4 } = context;
  if (typeof text3 !== "string") {
    throw new ModelError(where4, `${block} is ${shown(text3)}, not a text`, oneText);
  }
  const { text: lines, plain: plain5, statements: statements2, given } = splitStatements(text3);
  const source2 = { where: where4, block, text: lines, given };
  const problems = context.problems ?? problemsOf(where4);
  const equations = statements2.flatMap(
    (statement) => problems.attempt(() => readEquation(source2, plain5, statement, context)) ?? []
  );
  const definitions = /* @__PURE__ */ new Map();
  const derived3 = /* @__PURE__ */ new Set();
  const sound = equations.filter(
    (equation2) => problems.attempt(() => checkLeftSide(source2, equation2, context, definitions, derived3))
  );
  const known5 = new Map(context.known);
  for (const { from, equals: equals2 } of equations.length < statements2.length ? statements2 : []) {
    const [name2] = /^[\p{L}_][\p{L}\p{N}_]*(?=\s*$)/u.exec(plain5.slice(from, Math.max(from, equals2))) ?? [];
    if (name2 !== void 0 && meaningOf2(known5, canonicalName(name2)) === void 0) {
      known5.set(canonicalName(name2), symbol(canonicalName(name2)));
    }
  }
  const parse3 = (from, to) => parseExpression(plain5.slice(from, to), {
    where: where4,
    block,
    known: known5,
    within: { text: lines, given, offset: from },
    ...places4 === void 0 ? {} : { places: places4 }
  });
  const note2 = (name2, { right: [from, to], suffix }) => {
    const start2 = from + plain5.slice(from, to).search(/\S/);
    const end = from + plain5.slice(from, to).trimEnd().length;
    places4?.rightSides.set(name2, (what, hint4) => failAt(source2, start2, end, what, hint4));
    if (suffix === void 0) return;
    places4?.units.set(name2, (what, hint4) => failAt(source2, suffix.from, suffix.to, what, hint4));
  };
  const ordered = problems.attempt(() => inOrder6(source2, plain5, definitions)) ?? [...definitions.values()];
  if (!problems.none()) for (const name2 of definitions.keys()) known5.set(name2, symbol(name2));
  for (const equation2 of ordered) {
    const { name: name2, right } = equation2;
    known5.set(name2, problems.attempt(() => parse3(...right)) ?? symbol(name2));
    note2(name2, equation2);
  }
  problems.attempt(() => checkSlashComments(source2, known5));
  const derivatives = /* @__PURE__ */ new Map();
  const units = /* @__PURE__ */ new Map();
  for (const equation2 of sound) {
    const name2 = equation2.kind === "definition" ? equation2.name : stateCalled(states, equation2.name);
    if (equation2.suffix !== void 0) units.set(name2, equation2.suffix.unit);
    if (equation2.kind === "definition") continue;
    const [start2, end] = equation2.factor;
    const right = problems.attempt(() => parse3(...equation2.right));
    const factor = start2 === end ? one : problems.attempt(() => parse3(start2, end));
    if (right !== void 0 && factor !== void 0) {
      derivatives.set(name2, start2 === end ? right : div(right, factor));
    }
    note2(name2, equation2);
  }
  for (const state2 of equations.length < statements2.length ? [] : states) {
    if (derivatives.has(state2) || derived3.has(canonicalName(state2))) continue;
    problems.attempt(() => failMissing(source2, state2, definitions.values()));
  }
  if (context.problems === void 0) problems.throwAny();
  return {
    derivatives: new Map(
      states.flatMap((state2) => derivatives.has(state2) ? [[state2, derivatives.get(state2)]] : [])
    ),
    auxiliaries: new Map([...definitions.keys()].map((name2) => [name2, known5.get(name2)])),
    units
  };
}
function readEquation(source2, plain5, statement, { known: known5 }) {
  const isKnown = (name2) => meaningOf2(known5, name2) !== void 0;
  const left = readLeftSide(source2, plain5, statement, isKnown);
  const from = statement.equals + 1;
  const { to, suffix } = readSuffix(source2, plain5, from, statement.to);
  return { ...left, right: [from, to], suffix: suffix ?? inlineUnit(source2, plain5, left) };
}
function failMissing(source2, state2, definitions) {
  const alike2 = new Set(["d?", "d?dt", "d?_dt", "?dot", "?_dot"].map((form) => form.replace("?", state2)));
  for (const { name: name2, from, to } of definitions) {
    if (!alike2.has(name2)) continue;
    const what2 = `a definition of ${quoted(name2)} and no derivative of ${quoted(state2)}`;
    failAt(source2, from, to, what2, `Write d${state2}/dt = \u2026.`);
  }
  const what = `no derivative of ${quoted(state2)} in ${source2.block}`;
  throw new ModelError(source2.where, what, `Add a line d${state2}/dt = \u2026.`);
}
function inOrder6(source2, plain5, definitions) {
  const needs = /* @__PURE__ */ new Map();
  for (const equation2 of definitions.values()) {
    const [from2, to2] = equation2.right;
    const tokens = tokenize(source2, plain5.slice(from2, to2), from2);
    const needed = /* @__PURE__ */ new Map();
    for (const token2 of tokens) {
      const other = token2.kind === "name" ? definitions.get(token2.text) : void 0;
      if (other !== void 0 && !needed.has(other)) needed.set(other, token2);
    }
    needs.set(equation2, needed);
  }
  const sorted2 = dependencyOrder(needs.keys(), (equation2) => needs.get(equation2).keys());
  if ("order" in sorted2) return sorted2.order;
  const ring = [...sorted2.cycle, sorted2.cycle[0]];
  const { from, to } = needs.get(ring[0]).get(ring[1]);
  const names2 = ring.map(({ name: name2 }) => name2);
  const what = names2.length === 2 ? `${quoted(names2[0])} is defined by itself` : `definitions need each other, ${names2.join(" \u2192 ")},`;
  return failAt(source2, from, to, what, "One of them has to be a state with a derivative, or a parameter.");
}
function stateCalled(states, name2) {
  return states.includes(name2) ? name2 : states.find((state2) => canonicalName(state2) === name2);
}
function parseAssignments(record2, context) {
  const { where: where4, block, states, known: known5, places: places4 } = context;
  if (typeof record2 !== "object" || record2 === null) throw new ModelError(where4, `${block} is not an object`);
  const assigned = /* @__PURE__ */ new Map();
  const problems = context.problems ?? problemsOf(where4);
  const assign = (written, right) => {
    const name2 = stateCalled(states, canonicalName(written));
    if (name2 === void 0) {
      const what = `${quoted(written)} in ${block} is not a state`;
      throw new ModelError(where4, what, statesHint(written, states));
    }
    if (typeof right === "number") {
      assigned.set(name2, finiteConstant(where4, `${block}.${name2}`, right));
      return;
    }
    const source2 = { where: where4, block: `${block}.${name2}`, text: right };
    const given = places4 === void 0 ? {} : { places: places4 };
    assigned.set(name2, parseExpression(right, { where: where4, block: source2.block, known: known5, ...given }));
    places4?.rightSides.set(name2, (what, hint4) => failAt(source2, 0, right.length, what, hint4));
  };
  for (const [written, right] of Object.entries(record2)) problems.attempt(() => assign(written, right));
  if (context.problems === void 0) problems.throwAny();
  return assigned;
}
function statesHint(name2, states) {
  return `${lookalike(name2, states) || suggestion(name2, states)}States: ${states.join(", ")}.`;
}
function checkLeftSide(source2, equation2, { states, known: known5 }, definitions, derivatives) {
  const { kind, name: name2, from, to } = equation2;
  const state2 = stateCalled(states, name2);
  const fail2 = (what, hint4) => failAt(source2, from, to, `${quoted(name2)} ${what}`, hint4);
  if (kind === "derivative") {
    if (state2 === void 0) {
      const what2 = `derivative of ${quoted(name2)}, which is not a state,`;
      failAt(source2, from, to, what2, statesHint(name2, states));
    }
    const what = `a second derivative of ${quoted(name2)}`;
    if (derivatives.has(name2)) failAt(source2, from, to, what, "Keep one of the lines.");
    derivatives.add(name2);
    return true;
  }
  if (state2 !== void 0) fail2("is a state and cannot be defined", `Write d${name2}/dt = \u2026.`);
  const taken2 = meaningOf2(known5, name2) !== void 0 ? "has a meaning already" : definitions.has(name2) ? "is defined a second time" : reservedNames.has(name2) && "is a reserved name";
  if (taken2 !== false) fail2(taken2, "Choose another name.");
  definitions.set(name2, equation2);
  return true;
}

// ../b2/src/expr/trace.ts
var operatorHint = "JavaScript's operators do not work on expressions: write add(a, b), mul(a, b), \u2026.";
function traceRecord(fn, names2, where4, results) {
  const known5 = new Map([...names2].map((name2) => [name2, symbol(name2)]));
  const returned = fn(guarded4(known5, where4));
  if (!isRecord(returned) || "then" in returned) {
    throw new ModelError(where4, "the function does not return an object", "Return { name: expression, \u2026 }.");
  }
  const traced2 = /* @__PURE__ */ new Map();
  for (const [name2, value] of Object.entries(returned)) {
    if (results !== void 0 && !results.includes(name2)) {
      const hint4 = `${suggestion(name2, results)}Expected here: ${results.join(", ")}.`;
      throw new ModelError(where4, `the function returns ${quoted(name2)}, which is not expected`, hint4);
    }
    traced2.set(name2, checkedExpr(value, name2, known5, where4));
  }
  return traced2;
}
function guarded4(known5, where4) {
  const refuse3 = () => {
    throw new ModelError(where4, "the function changes its argument", "Keep values in variables of your own.");
  };
  return new Proxy(Object.assign(/* @__PURE__ */ Object.create(null), Object.fromEntries(known5)), {
    get: (target, name2) => {
      if (typeof name2 === "symbol" || known5.has(name2)) return Reflect.get(target, name2);
      throw unknownSymbol(name2, known5, where4);
    },
    set: refuse3,
    defineProperty: refuse3,
    deleteProperty: refuse3,
    setPrototypeOf: refuse3
  });
}
function unknownSymbol(name2, known5, where4) {
  return new ModelError(
    where4,
    `unknown symbol ${quoted(name2)} in the function`,
    knownHere(name2, known5.keys())
  );
}
function checkedExpr(value, name2, known5, where4) {
  const expr = typeof value === "number" ? constant(value) : value;
  const fail2 = (what) => {
    throw new ModelError(where4, `the function returns ${what}`, operatorHint);
  };
  if (!isExpr(expr)) return fail2(`a ${value === null ? "null" : typeof value} for ${quoted(name2)}`);
  for (const node of reachable([expr])) {
    const isOther = node.op === "symbol" && !known5.has(node.name) && !isQuantity(node);
    if (isOther) throw unknownSymbol(node.name, known5, where4);
    const isWrong = node.op === "constant" && !Number.isFinite(node.value);
    if (isWrong) fail2(`${quoted(name2)} with the constant ${node.value}`);
  }
  return expr;
}

// ../b2/src/neurons/no-event.ts
var isCondition = /[<>=?]|\b(?:and|or|not)\b/;
var isSum2 = /[-+]/;
function inside(text3, pattern3) {
  return pattern3.test(text3) || isCondition.test(text3) ? `(${text3})` : text3;
}
function equation(node, whole4, parts2, written) {
  const outer = parts2.find((part6) => negated(part6) === node);
  const text3 = written(outer ?? node);
  const what = `no event can tell when ${quoted(text3)} begins to hold`;
  const [a, b] = [node.args[0], node.args[1]];
  if (isTruth(a) && isTruth(b)) {
    const own4 = sameTruth(a, b, outer !== void 0, written);
    return { node, what, hint: `Write ${quoted(own4)} for it.` };
  }
  const [left, right] = [inside(written(a), isCondition), inside(written(b), isCondition)];
  if (whole4 !== node && whole4 !== outer) {
    const hint4 = `Write ${quoted(`${left} > ${right}`)} in its place if it comes from below, ${quoted(`${left} < ${right}`)} if from above.`;
    return { node, what, hint: hint4 };
  }
  const difference2 = isZero3(b) ? left : isZero3(a) ? right : `${left} - ${inside(written(b), isSum2)}`;
  return {
    node,
    what,
    hint: `It happens where a function rises through zero: write ${quoted(difference2)}, with direction: "either" if it may come from above.`
  };
}
function sameTruth(p, q, differ, written) {
  const [condition2, value] = p.op === "constant" ? [q, p] : [p, q];
  const [own4, other] = [`(${written(condition2)})`, `(${written(value)})`];
  if (value.op === "constant") {
    return value.value === 1 === differ ? `not ${own4}` : written(condition2);
  }
  return differ ? `${own4} and not ${other} or not ${own4} and ${other}` : `${own4} and ${other} or not ${own4} and not ${other}`;
}
function gatedProduct(expr, written) {
  const factors = /* @__PURE__ */ new Set([expr]);
  for (const { op, args } of factors) {
    if (op === "mul" || op === "neg") for (const arg of args) factors.add(arg);
  }
  const single = [...factors].filter(({ op }) => op !== "mul" && op !== "neg" && op !== "constant");
  const gates = single.filter(isTruth);
  if (gates.length === 0 || gates.length === single.length) return void 0;
  const rest = without2(expr, gates);
  const joined3 = gates.map((gate) => gate.op === "max" ? `(${written(gate)})` : written(gate));
  const all = [...joined3, `${inside(written(rest), isCondition)} > 0`].join(" and ");
  return {
    node: expr,
    what: `${quoted(written(expr))} is 0, as it is at an event, wherever ${quoted(written(gates[0]))} fails`,
    hint: `Join conditions by and: ${quoted(all)}.`
  };
}
function without2(expr, gates, known5 = /* @__PURE__ */ new Map()) {
  const { op, args } = expr;
  if (op !== "mul" && op !== "neg") return gates.includes(expr) ? one : expr;
  let result2 = known5.get(expr);
  if (result2 === void 0) {
    const [a, b] = args.map((arg) => without2(arg, gates, known5));
    result2 = op === "neg" ? neg(a) : mul(a, b);
    known5.set(expr, result2);
  }
  return result2;
}
function isZero3({ op, value }) {
  return op === "constant" && value === 0;
}

// ../b2/src/neurons/conditions.ts
function eventFunction(expr, moving, written = printExpression) {
  if (expr.op === "constant") return { when: expr };
  if (isTruth(expr)) return conditionFunction(expr, moving, written);
  const noEvent = gatedProduct(expr, written) ?? stair(expr, moving, written);
  return noEvent === void 0 ? { when: expr } : { noEvent };
}
var below = constant(-1);
function conditionFunction(expr, moving, written) {
  const parts2 = partsOf3(expr);
  const readings = /* @__PURE__ */ new Map();
  for (const node of parts2) {
    if (isStill(node, moving)) {
      readings.set(node, { isStill: true, expr: node });
      continue;
    }
    const { op, args } = node;
    const [a, b] = args;
    const inner = negated(node);
    if (inner !== void 0) readings.set(node, { isStill: false, expr: neg(readings.get(inner).expr) });
    else if (op === "lt" || op === "le") readings.set(node, comparison2(op, a, b, moving));
    else if (op === "eq") return { noEvent: equation(node, expr, parts2, written) };
    else readings.set(node, joined2(op === "max", readings.get(a), readings.get(b)));
  }
  const whole4 = readings.get(expr);
  return eventFunction(whole4.isStill ? select(whole4.expr, one, below) : whole4.expr, moving, written);
}
function partsOf3(expr) {
  const parts2 = /* @__PURE__ */ new Set([expr]);
  for (const node of parts2) {
    const inner = negated(node);
    if (inner !== void 0) parts2.add(inner);
    else if (node.op === "mul" || node.op === "min" || node.op === "max") {
      for (const arg of node.args) parts2.add(arg);
    }
  }
  return [...parts2].sort((a, b) => a.depth - b.depth);
}
function comparison2(op, a, b, moving) {
  const node = op === "lt" ? lt(a, b) : le(a, b);
  if (isStill(node, moving)) return { isStill: true, expr: node };
  const rests = (side, other) => (side.op === "min" || side.op === "max") && isStill(other, moving) && side.args.some((bound) => isStill(bound, moving));
  const [p, q] = rests(b, a) ? b.args : a.args;
  if (rests(b, a))
    return joined2(b.op === "max", comparison2(op, a, p, moving), comparison2(op, a, q, moving));
  if (rests(a, b))
    return joined2(a.op === "min", comparison2(op, p, b, moving), comparison2(op, q, b, moving));
  const difference2 = sub(b, a);
  return { isStill: false, expr: isStaircase(difference2, moving) ? select(node, one, below) : difference2 };
}
function isStaircase(expr, moving) {
  return jumps(expr, moving) && reachesFloor(expr, moving);
}
function joined2(either2, a, b) {
  if (a.isStill && b.isStill) {
    return { isStill: true, expr: either2 ? max(a.expr, b.expr) : mul(a.expr, b.expr) };
  }
  if (!a.isStill && !b.isStill) {
    return { isStill: false, expr: either2 ? max(a.expr, b.expr) : min(a.expr, b.expr) };
  }
  const [gate, rest] = a.isStill ? [a.expr, b.expr] : [b.expr, a.expr];
  return { isStill: false, expr: either2 ? select(gate, one, rest) : select(gate, rest, below) };
}
function isStill(node, moving) {
  return [...symbolsOf([node])].every((name2) => !moving.has(name2));
}
function canChange(when, names2) {
  const read2 = symbolsOf([when]);
  const changing = names2.filter((name2) => read2.has(name2));
  const isSmooth = reachable([when]).every(({ op }) => !["lt", "le", "eq", "floor", "select"].includes(op));
  if (!isSmooth) return changing.length > 0;
  return changing.some((name2) => jvp([when], [symbol(name2)], [one])[0] !== zero);
}
function stair(expr, moving, written) {
  if (isStill(expr, moving) ? !isNowhereNegative(expr) : !jumps(expr, moving) || reachesFloor(expr, moving)) {
    return void 0;
  }
  return {
    node: expr,
    what: `${quoted(written(expr))} jumps between values and never rises through zero`,
    hint: "Write the condition itself, such as v > 1, with and, or, not; or a difference such as v - 1."
  };
}
function jumps(expr, moving) {
  const reached = /* @__PURE__ */ new Set([expr]);
  for (const { op, args, name: name2 } of reached) {
    if (op === "symbol" && moving.has(name2)) return false;
    if (op === "lt" || op === "le" || op === "eq" || op === "floor") continue;
    for (const arg of op === "select" ? args.slice(1) : args) reached.add(arg);
  }
  return true;
}
function reachesFloor(expr, moving) {
  return reachable([expr]).some((node) => node.op === "floor" && !isStill(node, moving));
}
function isNowhereNegative(expr) {
  const alternatives = /* @__PURE__ */ new Set([expr]);
  for (const part6 of alternatives) {
    if (part6.op === "select") for (const branch2 of part6.args.slice(1)) alternatives.add(branch2);
    else if (!isTruth(part6) && !(part6.op === "constant" && part6.value >= 0)) return false;
  }
  return true;
}

// ../b2/src/neurons/formulas.ts
function symbolTable(names2) {
  return new Map(names2.map((name2) => [canonicalName(name2), symbol(name2)]));
}
function traced(fn, known5, where4, results) {
  const isOwn = (name2, expr) => expr.op === "symbol" && canonicalName(expr.name) === name2;
  const definitions = new Map([...known5].filter(([name2, expr]) => !isOwn(name2, expr)));
  const names2 = [...known5].map(([name2, expr]) => definitions.has(name2) ? name2 : expr.name);
  const returned = traceRecord(fn, names2, where4, results);
  const values2 = substitute([...returned.values()], definitions);
  return new Map([...returned.keys()].map((name2, k) => [name2, values2[k]]));
}
function read({ where: where4, known: known5 }, block, value, places4) {
  if (typeof value === "number") return finiteConstant(where4, block, value);
  if (typeof value === "string") return parseExpression(value, { where: where4, block, known: known5, places: places4 });
  checkFunction(where4, block, value);
  return traced((symbols2) => ({ value: value(symbols2) }), known5, `${where4}, ${block}`).get("value");
}
function eventFormula(scope, block, value) {
  const { where: where4, moving, states, units } = scope;
  const places4 = noPlaces();
  const written = read(scope, block, value, places4);
  const result2 = eventFunction(
    written,
    moving,
    (part6) => places4.texts.get(part6)?.() ?? printExpression(part6)
  );
  if ("noEvent" in result2) {
    const { node, what, hint: hint4 } = result2.noEvent;
    (places4.nodes.get(node) ?? places4.nodes.get(written))?.(`${what},`, hint4);
    throw new ModelError(where4, `${what}, in ${block}`, hint4);
  }
  if (written.op !== "constant" && !canChange(result2.when, [...moving, ...states])) {
    const what = `${quoted(places4.texts.get(written)?.() ?? printExpression(written))} never changes`;
    const hint4 = "Write a condition that a state can fulfil, such as v > vThreshold.";
    places4.nodes.get(written)?.(`${what},`, hint4);
    throw new ModelError(where4, `${what}, in ${block}`, hint4);
  }
  const converted = eventFunction(units.convert(written, { where: where4, block, places: places4 }), moving);
  return "when" in converted ? converted.when : result2.when;
}
function guardFormula(scope, block, value) {
  const { where: where4, moving, units } = scope;
  const places4 = noPlaces();
  const written = read(scope, block, value, places4);
  const name2 = [...symbolsOf([written])].find((symbolName2) => moving.has(symbolName2));
  if (name2 !== void 0) {
    const hint4 = "Write it into when, with and: there it may change at any time.";
    throw new ModelError(where4, `${block} depends on "${name2}", which changes between events`, hint4);
  }
  if (!isTruth(written)) {
    throw new ModelError(where4, `${block} is no condition`, "Write one such as refractory == 0.");
  }
  return units.convert(written, { where: where4, block, places: places4 });
}
function payloadFormula({ units, ...scope }, block, value) {
  const places4 = noPlaces();
  return units.convert(read(scope, block, value, places4), { where: scope.where, block, places: places4 });
}
function periodFormula(scope, block, value, event2) {
  const places4 = noPlaces();
  const written = read(scope, block, value, places4);
  const target = targetOf(event2, { [event2]: "ms" }, "the period");
  return scope.units.convert(written, { where: scope.where, block, places: places4 }, target);
}
function initialFormula(scope, name2, value, signals) {
  const { where: where4, states, units } = scope;
  const [block, places4] = [`state.${name2}.initial`, noPlaces()];
  const expr = read(scope, block, value, places4);
  const whole4 = places4.nodes.get(expr);
  if (whole4 !== void 0) places4.rightSides.set(name2, whole4);
  const target = targetOf(name2, units.units, "the initial value");
  const converted = units.convert(expr, { where: where4, block, places: places4 }, target);
  const names2 = symbolsOf([converted]);
  const signal = signals.find((given) => names2.has(given));
  if (signal !== void 0) {
    const what = `the initial value of "${name2}" depends on the signal "${signal}"`;
    throw new ModelError(where4, what, "Use parameters and initial values of other states.");
  }
  const [atStart] = substitute([converted], /* @__PURE__ */ new Map([["t", zero]]));
  return ofInitialValues(atStart, states);
}
function checkFunction(where4, block, value, hint4 = `Give ${block}.`) {
  if (typeof value === "function") return;
  throw new ModelError(where4, `${block} is ${shown(value)}, neither a text nor a function`, hint4);
}
var noEquations = { derivatives: /* @__PURE__ */ new Map(), auxiliaries: /* @__PURE__ */ new Map(), units: /* @__PURE__ */ new Map() };
function readDynamics({ where: where4, known: known5, problems }, dynamics, states) {
  const places4 = noPlaces();
  if (typeof dynamics === "string") {
    const context = { where: where4, block: "dynamics", states, known: known5, places: places4, problems };
    const equations = problems.attempt(() => parseEquations(dynamics, context));
    return { ...equations ?? noEquations, places: places4 };
  }
  const derivatives = problems.attempt(() => traceDynamics(where4, known5, dynamics, states)) ?? /* @__PURE__ */ new Map();
  return { derivatives, auxiliaries: /* @__PURE__ */ new Map(), units: /* @__PURE__ */ new Map(), places: places4 };
}
function checkedDefinitions({ where: where4, units, problems }, { auxiliaries, units: written, places: places4 }) {
  return new Map(
    [...auxiliaries].map(([name2, expr]) => {
      const unit6 = written.get(name2);
      const target = unit6 === void 0 ? void 0 : definitionOf(name2, unit6);
      const agrees2 = problems.attempt(
        () => units.convert(expr, { where: where4, block: "dynamics", places: places4 }, target)
      );
      return [name2, agrees2 === void 0 ? symbol(name2) : expr];
    })
  );
}
function convertedDynamics({ where: where4, units, problems }, { derivatives, units: written, places: places4 }) {
  const block = "dynamics";
  for (const name2 of derivatives.keys()) {
    const unit6 = written.get(name2);
    if (unit6 !== void 0) problems.attempt(() => checkSameUnit(name2, units.units[name2], unit6, places4));
  }
  const converted = [...derivatives].flatMap(([name2, expr]) => {
    const at3 = { where: where4, block: `${block}, d${name2}/dt`, places: places4 };
    const result2 = problems.attempt(() => units.convert(expr, at3, derivativeOf(name2, units.units)));
    return result2 === void 0 ? [] : [[name2, result2]];
  });
  return new Map(converted);
}
function traceDynamics(where4, known5, dynamics, states) {
  checkFunction(where4, "dynamics", dynamics, oneText);
  const derivatives = traced(dynamics, known5, `${where4}, dynamics`, states);
  const missing = states.find((name2) => !derivatives.has(name2));
  if (missing === void 0) return derivatives;
  const hint4 = `Return { ${states.join(", ")} }.`;
  throw new ModelError(where4, `dynamics returns no derivative of "${missing}"`, hint4);
}
function jump(scope, block, definition) {
  const { where: where4, states, known: known5, units, problems } = scope;
  if (typeof definition !== "function" && !isRecord(definition)) {
    const hint4 = 'Give new values by state such as { v: "0" }, or a function.';
    throw new ModelError(where4, `${block} is ${shown(definition)}`, hint4);
  }
  const places4 = noPlaces();
  const assigned = typeof definition === "function" ? traced(definition, known5, `${where4}, ${block}`, states) : parseAssignments(definition, { where: where4, block, states, known: known5, places: places4, problems });
  return states.map((name2) => {
    const expr = assigned.get(name2);
    if (expr === void 0) return symbol(name2);
    if (scope.moving.has(name2)) {
      problems.attempt(() => checkNewValue(where4, `${block}.${name2}`, name2, expr, places4));
    }
    const written = { where: where4, block: `${block}.${name2}`, places: places4 };
    return problems.attempt(() => units.convert(expr, written, targetOf(name2, units.units, "the new value"))) ?? symbol(name2);
  });
}
function checkNewValue(where4, block, name2, expr, places4) {
  if (expr.op !== "eq" || negated(expr) !== void 0) return;
  const what = "a comparison as the new value of a continuous state is 1 or 0";
  const [a, b] = expr.args;
  const value = a === symbol(name2) ? b : b === symbol(name2) ? a : void 0;
  const hint4 = value === void 0 ? "Write the new value, or c ? 1 : 0 if one of the two is meant." : `Write the new value alone: ${quoted(places4.texts.get(value)?.() ?? printExpression(value))}.`;
  places4.rightSides.get(name2)?.(`${what},`, hint4);
  throw new ModelError(where4, `${what}, in ${block}`, hint4);
}

// ../b2/src/neurons/start-timers.ts
function dueStates(where4, definition) {
  const { spike, events = {}, input = {} } = definition;
  const ports = typeof input === "function" || !isRecord(input) ? [] : Object.values(input);
  const starters = [spike, ...Object.values(events), ...ports];
  const names2 = Object.keys(events);
  const due = starters.flatMap((starter) => {
    if (!isRecord(starter)) return [];
    return listed(starter["after"]).map(({ event: event2 }) => {
      if (names2.includes(event2)) return [dueState(event2), { initial: notPending }];
      throw new ModelError(
        where4,
        `a timer starts ${shown(event2)}, which is no event`,
        knownHere(event2, names2)
      );
    });
  });
  return Object.fromEntries(due);
}
function listed(after) {
  if (after === void 0) return [];
  const list2 = Array.isArray(after) ? after : [after];
  return list2.map(
    (timer) => isRecord(timer) ? timer : { period: 0, event: shown(timer) }
  );
}
function startTimers(scope, block, after, jump2) {
  const result2 = [...jump2];
  for (const timer of listed(after)) {
    checkKeys2(scope.where, `${block}.after`, timer, ["period", "event"]);
    if (timer.period === void 0) {
      throw new ModelError(scope.where, `${block}.after has no period`, "Give a number of ms or a formula.");
    }
    const { period: formula, event: event2 } = timer;
    const period = scope.problems.attempt(
      () => periodFormula(scope, `${block}.after.period`, formula, event2)
    );
    if (period !== void 0) result2[scope.states.indexOf(dueState(event2))] = add(symbol("t"), period);
  }
  return result2;
}

// ../b2/src/neurons/events.ts
var fallingSuffix = " (falling)";
var keys2 = ["when", "while", "direction", "reset", "after", "emits", "payload", "fireAtStart"];
var directionHint = 'Give "rising", "falling" or "either".';
function eventsOf2(scope, name2, definition, isSpike) {
  const { where: where4 } = scope;
  const block = isSpike ? "spike" : `events.${name2}`;
  checkKeys2(where4, block, definition, keys2);
  const { direction = "rising", reset = {}, emits = isSpike, fireAtStart = false } = definition;
  for (const [key, value] of Object.entries({ emits, fireAtStart })) {
    if (typeof value === "boolean") continue;
    throw new ModelError(where4, `${block}.${key} is ${shown(value)}`, "Give true or false.");
  }
  const when = scope.problems.attempt(() => conditionOf(scope, block, name2, definition));
  const { while: holds2 } = definition;
  const guard2 = holds2 === void 0 ? void 0 : scope.problems.attempt(() => guardFormula(scope, `${block}.while`, holds2));
  const { payload: formula } = definition;
  const payload = formula === void 0 ? void 0 : scope.problems.attempt(() => payloadFormula(scope, `${block}.payload`, formula));
  if (formula !== void 0 && !emits) {
    throw new ModelError(
      where4,
      `${block} is not sent, and has a payload`,
      "Give emits: true, or leave it out."
    );
  }
  const own4 = jump(scope, `${block}.reset`, reset);
  const isTimed = scope.dues.has(dueState(name2));
  if (isTimed) own4[scope.states.indexOf(dueState(name2))] = constant(notPending);
  const after = startTimers(scope, block, definition.after, own4);
  if (when === void 0) return [];
  const names2 = symbolsOf([when]);
  if (names2.size === 0) {
    const hint4 = "Write a condition that the state can fulfil.";
    throw new ModelError(where4, `${block}.when is the constant ${when.value}`, hint4);
  }
  if (isTimed && direction !== "rising") {
    throw new ModelError(
      where4,
      `${block} has a direction, and a timer starts it`,
      "Leave the direction out."
    );
  }
  const make2 = (suffix, g) => {
    const gated = guard2 === void 0 ? g : select(guard2, g, constant(-1));
    return Object.freeze({
      name: `${name2}${suffix}`,
      when: gated,
      reset: Object.freeze(after),
      emits,
      fireAtStart,
      repeats: writesCondition(gated, scope.states, after),
      payload
    });
  };
  switch (direction) {
    case "rising":
      return [make2("", when)];
    case "falling":
      return [make2("", neg(when))];
    case "either":
      return [make2("", when), make2(fallingSuffix, neg(when))];
    default:
      throw new ModelError(where4, `${block}.direction is ${shown(direction)}`, directionHint);
  }
}
function conditionOf(scope, block, name2, { when }) {
  const isTimed = scope.dues.has(dueState(name2));
  if (isTimed && when === void 0) return timeSinceDue(dueState(name2));
  if (when === void 0) {
    throw new ModelError(scope.where, `${block} has no condition`, `Give ${block}.when.`);
  }
  if (isTimed) {
    const hint4 = "Leave the condition out, or name another event.";
    throw new ModelError(scope.where, `${block} has a condition, and a timer starts it`, hint4);
  }
  return eventFormula(scope, `${block}.when`, when);
}
function writesCondition(when, states, reset) {
  const names2 = symbolsOf([when]);
  return states.some((state2, i) => names2.has(state2) && reset[i] !== symbol(state2));
}

// ../b2/src/network/event-names.ts
function declaredName(event2) {
  return event2.endsWith(fallingSuffix) ? event2.slice(0, -fallingSuffix.length) : event2;
}
function twinOf(event2, names2) {
  const declared = declaredName(names2[event2]);
  return names2.findIndex((name2, other) => other !== event2 && declaredName(name2) === declared);
}

// ../b2/src/simulate/look-back/state-at-events.ts
function stateAtEventsOf(run, { population: population2, state: state2, side, event: event2 }) {
  const where4 = "stateAtEvents";
  const at3 = recordedPopulation(where4, run, population2);
  const component = componentOf(where4, at3, state2);
  const { model, population: own4 } = at3.program;
  const events = model.events.slice(0, model.ownEvents);
  const names2 = [...new Set(events.map(({ name: name2 }) => declaredName(name2)))];
  if (event2 !== void 0 && !names2.includes(event2)) {
    throw new OptionError(where4, `there is no event ${shown(event2)}`, knownHere(event2, names2));
  }
  const spots = Array.from({ length: own4.size }, () => []);
  const last = new Int32Array(own4.size);
  forEachRecord(at3, (record2, neuron, kind) => {
    if (kind === recordKind.reset) {
      const { name: name2, emits } = events[run.tape.spikes.event.data[run.tape.reference.data[record2]]];
      const isWanted = event2 === void 0 ? emits : declaredName(name2) === event2;
      const place7 = side === "before" ? { record: last[neuron], elapsed: Number.NaN, next: record2 } : { record: record2, elapsed: Number.NaN, next: -1 };
      if (isWanted) spots[neuron].push(place7);
    }
    last[neuron] = record2;
  });
  return collectObservation(at3, component, spots);
}

// ../b2/src/simulate/look-back/trace.ts
var mostPoints2 = 1e8;
function traceOf(run, { population: population2, neuron, state: state2 }, options = {}) {
  const where4 = "trace";
  checkKeys(where4, options, ["spacing"]);
  const duration = run.until - run.from;
  const { spacing = duration / 1e3 || duration } = options;
  const isSpacing = typeof spacing === "number" && (spacing > 0 || duration === 0);
  if (!isSpacing || duration / spacing > mostPoints2) {
    const hint4 = "Give a positive number [ms] that divides the run into at most 1e8 parts, or Infinity.";
    throw new OptionError(where4, `spacing is ${shown(spacing)}`, hint4);
  }
  const at3 = recordedPopulation(where4, run, population2);
  const { size: size2 } = at3.program.population;
  if (!Number.isInteger(neuron) || neuron < 0 || neuron >= size2) {
    const hint4 = `Its neurons are 0 to ${size2 - 1}.`;
    throw new OptionError(where4, `"${population2}" has no neuron ${shown(neuron)}`, hint4);
  }
  return listsInJson(pointsOf(at3, neuron, componentOf(where4, at3, state2), spacing));
}
function pointsOf(at3, neuron, component, spacing) {
  const { run, memory } = at3;
  const { tape } = run;
  const frame = frameOfNeuron(at3, neuron);
  const points2 = collector();
  let last = -1;
  forEachRecord(at3, (record2, own4, kind) => {
    if (own4 !== neuron) return;
    last = record2;
    const time = tape.time.data[record2];
    points2.add(time, tape.state.data[tape.stateStart.data[record2] + component]);
    if (isJump(kind)) points2.jump();
    const size2 = tape.stepSize.data[record2];
    const parts2 = Math.ceil(size2 / spacing);
    if (!(parts2 > 1)) return;
    loadRecord(run, at3, frame, record2);
    for (let k = 1; k < parts2; k++) {
      const step3 = size2 * k / parts2;
      if (!(time + step3 > time && time + step3 < time + size2)) continue;
      repeatStep(at3, frame, step3);
      points2.add(time + step3, memory[frame + at3.nextSlot + component]);
    }
  });
  if (last >= 0) points2.add(endOfRecord(at3, last), memory[repeatRecord(at3, frame, last) + component]);
  return points2.all();
}
function collector() {
  const times2 = [];
  const values2 = [];
  let [time, before, after, jumps2] = [Number.NaN, 0, 0, false];
  const flush2 = () => {
    if (Number.isNaN(time)) return;
    times2.push(time);
    values2.push(before);
    if (!jumps2) return;
    times2.push(time);
    values2.push(after);
  };
  return {
    add: (at3, value) => {
      if (at3 !== time) {
        flush2();
        [time, before, jumps2] = [at3, value, false];
      }
      after = value;
    },
    jump: () => {
      jumps2 = true;
    },
    all: () => {
      flush2();
      time = Number.NaN;
      return { times: Float64Array.from(times2), values: Float64Array.from(values2) };
    }
  };
}

// ../b2/src/simulate/schedule/spike-trains.ts
function isSent(tape, { populations, owner }, record2) {
  const { cause, event: event2, neuron } = tape.spikes;
  const why = cause.data[record2];
  if (why === eventCause.earlier) return false;
  const population2 = owner[neuron.data[record2]];
  return population2 < 0 || populations[population2].model.events[event2.data[record2]].emits;
}
function trainsByName(tape, program) {
  const { populations } = program.network;
  const known5 = /* @__PURE__ */ new Map();
  return (where4, name2) => {
    let trains = known5.get(name2);
    if (trains !== void 0) return trains;
    const population2 = populations.find((own4) => own4.name === name2);
    if (population2 === void 0) {
      const names2 = populations.map((own4) => own4.name);
      throw new OptionError(where4, `there is no population ${shown(name2)}`, knownHere(name2, names2));
    }
    trains = trainsOf(tape, program, population2);
    known5.set(name2, trains);
    return trains;
  };
}
function trainsOf(tape, program, { firstNeuron, size: size2 }) {
  const { neuron, time } = tape.spikes;
  const start2 = new Int32Array(size2 + 1);
  const belongs = (record2) => {
    const own4 = neuron.data[record2] - firstNeuron;
    return own4 >= 0 && own4 < size2 && isSent(tape, program, record2);
  };
  for (let record2 = 0; record2 < time.length; record2++) {
    if (belongs(record2)) start2[neuron.data[record2] - firstNeuron + 1]++;
  }
  for (let n = 0; n < size2; n++) start2[n + 1] += start2[n];
  const next = start2.slice();
  const records2 = new Int32Array(start2[size2]);
  for (let record2 = 0; record2 < time.length; record2++) {
    if (belongs(record2)) records2[next[neuron.data[record2] - firstNeuron]++] = record2;
  }
  return { size: size2, start: start2, records: records2 };
}

// ../b2/src/simulate/run-of.ts
function runOf(program, settings, { parameters, holder, signals }, left) {
  const { tape, sampleTables: sampleTables2 } = left;
  const results = resultsOf2(tape.spikes.time, trainsByName(tape, program), sampleTables2, settings.until);
  const run = {
    status: left.status,
    message: left.message,
    from: settings.from,
    until: settings.until,
    methods: program.methods,
    statistics: left.statistics,
    tape,
    populations: program.network.populations.map((population2) => population2.name),
    spikeTrains: results.spikeTrains,
    spikeTimes: results.spikeTimes,
    spikes: results.spikes,
    samples: results.samples,
    program,
    parameters,
    holder,
    rtol: settings.rtol,
    atol: settings.atol,
    signals,
    sampleTables: sampleTables2,
    observations: /* @__PURE__ */ new Map(),
    given: left.given,
    left: left.left,
    lists: left.lists,
    trace: (population2, neuron, state2, options) => traceOf(unfold(run, population2), { population: population2, neuron, state: state2 }, options),
    events: (population2) => eventsOf(unfold(run, population2), population2),
    approaches: (population2) => approachesOf(unfold(run, population2), population2),
    maxima: (population2, state2) => kept(run.observations, questions.maxima(population2, state2), () => maximaOf2(run, population2, state2)),
    stateAtEvents: (population2, state2, side, event2) => kept(
      run.observations,
      questions.events(population2, state2, side, event2),
      () => stateAtEventsOf(unfold(run, population2), { population: population2, state: state2, side, event: event2 })
    )
  };
  return readableRun(run);
}

// ../b2/src/numeric/next-above.ts
var bits3 = new DataView(new ArrayBuffer(8));
function nextAbove(value) {
  if (value === 0) return Number.MIN_VALUE;
  bits3.setFloat64(0, value);
  bits3.setBigUint64(0, bits3.getBigUint64(0) + 1n);
  return bits3.getFloat64(0);
}

// ../b2/src/simulate/schedule/arrivals.ts
function reachesAll({ projection }) {
  const { delayPer, synapses } = projection;
  return synapses.start === void 0 && (delayPer === "projection" || delayPer === "axon");
}
function roundOfArrival({ spikes }, spike, time) {
  return time > spikes.time.data[spike] ? 0 : spikes.round.data[spike] + 1;
}
function gatherArrivals(tape, dues, gathering) {
  const { projections, isSent: isSent2, inOrder: inOrder7, parameters, from, before, until: until2, after } = gathering;
  const { spikes, arrivals } = tape;
  const begin2 = arrivals.time.length;
  let ignored = 0;
  let first2 = spikes.time.length;
  let isSorted = true;
  for (const own4 of projections) {
    const { delay, index: index3, projection } = own4;
    const { firstNeuron, size: size2 } = projection.pre;
    let place7 = gathering.first;
    let spike = 0;
    const add8 = (time, synapse) => {
      if (time < from) return;
      if (time >= before) {
        if (place7 < first2) first2 = place7;
        return;
      }
      if (time > until2) {
        ignored++;
        return;
      }
      const round = roundOfArrival(tape, spike, time);
      const arrival = appendArrival(arrivals, { time, spike, projection: index3, round, synapse });
      if (isSorted && arrival > begin2 && precedes(tape, arrival, arrival - 1)) isSorted = false;
    };
    for (; place7 < spikes.time.length; place7++) {
      spike = place7 < inOrder7.length ? inOrder7[place7] : place7;
      const pre = spikes.neuron.data[spike] - firstNeuron;
      if (pre < 0 || pre >= size2 || !isSent2(spike)) continue;
      const sent = spikes.time.data[spike];
      if (dues.shared) {
        const { delayPer, synapses: connected } = projection;
        add8(sent + parameters[delay + delayOf(delayPer, connected, pre, 0, 0)], -1);
      } else forEachDelivery(own4, parameters, { pre, sent }, add8);
    }
  }
  if (!isSorted) sortArrivals(tape, begin2);
  for (let arrival = begin2; arrival < arrivals.time.length; arrival++) {
    const synapse = arrivals.synapse.data[arrival];
    const { synapses } = projections.find(
      ({ index: index3 }) => index3 === arrivals.projection.data[arrival]
    ).projection;
    const list2 = synapse < 0 ? 0 : postOf(synapses, synapse);
    enlist(dues, tape, { arrival, list: list2, after: after(list2) });
  }
  return { ignored, first: first2 };
}
function forEachDelivery({ projection: { synapses, delayPer }, delay }, parameters, { pre, sent }, visit2) {
  const end = firstSynapse(synapses, pre + 1);
  for (let synapse = firstSynapse(synapses, pre); synapse < end; synapse++) {
    const post = postOf(synapses, synapse);
    visit2(sent + parameters[delay + delayOf(delayPer, synapses, pre, post, synapse)], synapse, post);
  }
}
var orders = { from: growing(new Int32Array(16)), to: growing(new Int32Array(16)) };
var values = growing(new Float64Array(16));
function sortArrivals(tape, begin2) {
  const count3 = tape.arrivals.time.length - begin2;
  for (const scratch of [orders.from, orders.to]) reserve(scratch, count3);
  reserve(values, count3);
  const order3 = mergeSort(
    count3,
    orders.from.data,
    orders.to.data,
    (a, b) => precedes(tape, begin2 + a, begin2 + b)
  );
  const { time, spike, projection, round, synapse } = tape.arrivals;
  for (const { data } of [time, spike, projection, round, synapse]) {
    for (let k = 0; k < count3; k++) values.data[k] = data[begin2 + order3[k]];
    for (let k = 0; k < count3; k++) data[begin2 + k] = values.data[k];
  }
}
function mergeSort(count3, from, to, precedes2) {
  for (let i = 0; i < count3; i++) from[i] = i;
  for (let width2 = 1; width2 < count3; width2 *= 2) {
    for (let start2 = 0; start2 < count3; start2 += 2 * width2) {
      const middle2 = Math.min(start2 + width2, count3);
      const end = Math.min(start2 + 2 * width2, count3);
      let left = start2;
      let right = middle2;
      for (let k = start2; k < end; k++) {
        const takeLeft = left < middle2 && (right >= end || !precedes2(from[right], from[left]));
        to[k] = takeLeft ? from[left++] : from[right++];
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

// ../b2/src/simulate/schedule/earlier-spikes.ts
function recallSpikes({ network: network2, projections }, { time, spikes }, parameters, tape) {
  const longest4 = new Float64Array(network2.neurons).fill(Number.NEGATIVE_INFINITY);
  for (const { projection, delay, delays } of projections) {
    const { firstNeuron, size: size2 } = projection.pre;
    let own4 = longest4[firstNeuron];
    for (let k = 0; k < delays; k++) own4 = Math.max(own4, parameters[delay + k]);
    longest4.fill(own4, firstNeuron, firstNeuron + size2);
  }
  const ever = longest4.reduce((most2, own4) => Math.max(most2, own4), Number.NEGATIVE_INFINITY);
  let first2 = spikes.times.length;
  while (first2 > 0 && spikes.times[first2 - 1] + ever > time) first2--;
  for (let k = first2; k < spikes.times.length; k++) {
    const [sent, neuron] = [spikes.times[k], spikes.neurons[k]];
    if (!(sent + longest4[neuron] > time)) continue;
    appendSpike(tape.spikes, {
      time: sent,
      neuron,
      event: spikes.events[k],
      cause: eventCause.earlier,
      round: -1,
      payload: spikes.payloads[k]
    });
  }
}
function receiveEarlier({ tape, parameters, settings, inOrder: inOrder7 }, part6) {
  const { run, program } = part6;
  const { cause } = tape.spikes;
  const { ignored } = gatherArrivals(tape, run.dues, {
    projections: program.incoming,
    isSent: (record2) => cause.data[record2] === eventCause.earlier,
    inOrder: inOrder7,
    first: 0,
    parameters,
    from: nextAbove(settings.from),
    before: Number.POSITIVE_INFINITY,
    until: settings.until,
    after: () => -1
  });
  run.counters.ignoredArrivals += ignored;
}

// ../b2/src/simulate/neuron/clock.ts
function setClock(clock, time) {
  clock.t = time;
  clock.rest = 0;
}
function advanceClock2(clock, h) {
  const { t: t2, rest } = clock;
  const step3 = rest + h;
  const time = t2 + step3;
  const added = time - t2;
  const lost = h < Math.abs(rest) ? rest - step3 + h : h - step3 + rest;
  clock.t = time;
  clock.rest = t2 - (time - added) + (step3 - added) + lost;
}
function timeUntil({ t: t2, rest }, time) {
  return time - t2 - rest;
}
var relativeLimit = 16 * Number.EPSILON * Number.EPSILON;
var absoluteLimit = Number.MIN_VALUE * 1e10;
function smallestStep({ t: t2 }) {
  return Math.max(relativeLimit * t2, absoluteLimit);
}

// ../b2/src/expr/evaluate.ts
function evaluate(roots, values2) {
  checkExpressions("evaluate", { roots });
  const results = /* @__PURE__ */ new Map();
  const calls = /* @__PURE__ */ new Map();
  for (const node of reachable(roots)) {
    if (node.op === "constant") {
      results.set(node, node.value);
    } else if (node.op === "symbol") {
      const value = Object.hasOwn(values2, node.name) ? values2[node.name] : void 0;
      if (value === void 0) {
        const known5 = Object.keys(values2);
        const hint4 = `${suggestion(node.name, known5)}Given are: ${known5.join(", ") || "(none)"}.`;
        throw new ModelError("evaluate", `no value for symbol "${node.name}"`, hint4);
      }
      results.set(node, value);
    } else if (node.op === "call") {
      const given = node.args.map((arg, k) => [templateInput(k), results.get(arg)]);
      calls.set(node, evaluate(node.template.outputs, Object.fromEntries(given)));
    } else if (node.op === "part") {
      results.set(node, calls.get(node.args[0])[node.value]);
    } else {
      const [a, b, c] = node.args.map((arg) => results.get(arg));
      results.set(node, scalar[node.op](a, b ?? Number.NaN, c ?? Number.NaN));
    }
  }
  return roots.map((root) => results.get(root));
}

// ../b2/src/compile/no-value.ts
function namesIn({ derivatives, events }) {
  return [...symbolsOf([...derivatives, ...events.map(({ when }) => when)])];
}
function noValueRemedy(model, values2, h) {
  const formulas = [
    ...model.derivatives.map((expr, i) => [`d${model.states[i].name}/dt`, expr]),
    ...model.events.map(({ name: name2, when }) => [`the condition of ${quoted(name2)}`, when])
  ];
  for (const at3 of [values2, ...valuesAhead(model, values2, h)]) {
    for (const [name2, expr] of formulas) {
      const node = firstWithoutValue(expr, at3);
      if (node === void 0) continue;
      const place7 = [...symbolsOf([node])].map((symbol3) => `${symbol3} = ${at3[symbol3]}`).join(", ");
      const what = `${quoted(printExpression(node))} is ${evaluate([node], at3)[0]}`;
      return `In ${name2}, ${what}${place7 === "" ? "" : ` at ${place7}`}. ${advice(node)}`;
    }
  }
  return void 0;
}
function valuesAhead({ derivatives, states }, values2, h) {
  const rates = evaluate(derivatives, values2);
  return [1, 100, 1e4, 1e6].map((factor) => {
    const ahead = states.flatMap(
      ({ name: name2 }, i) => name2 in values2 ? [[name2, values2[name2] + h * factor * rates[i]]] : []
    );
    return { ...values2, ...Object.fromEntries(ahead) };
  });
}
function firstWithoutValue(expr, values2) {
  const nodes3 = reachable([expr]);
  const results = new Map(evaluate(nodes3, values2).map((value, k) => [nodes3[k], value]));
  return nodes3.find(
    (node) => node.args.length > 0 && !Number.isFinite(results.get(node)) && node.args.every((arg) => Number.isFinite(results.get(arg)))
  );
}
function advice({ op, args }) {
  if (op === "div") return "Keep the divisor away from 0.";
  if (op === "sqrt" || op === "log" || op === "log1p" || op === "pow") {
    const bounded2 = `max(${printExpression(args[0])}, ${op === "log1p" ? "1e-6 - 1" : "1e-6"})`;
    return `Its argument leaves its domain: keep it inside, as ${quoted(bounded2)} does.`;
  }
  return "It is too large for a number: let the condition of an event hold before it is.";
}
var runawayRate = 1e6;
function underflowRemedy({ derivatives, states }, values2) {
  const rates = evaluate(derivatives, values2);
  const runsAway = states.some(
    ({ name: name2, scale: scale2 }, i) => rates[i] * (values2[name2] ?? 0) >= 0 && !(Math.abs(rates[i]) < runawayRate * scale2)
  );
  if (runsAway) return void 0;
  return "The solution does not blow up, its rates do: a time constant near 0, or a slope that is infinite where the solution goes, as those of sqrt(v) and 1 / v are at v = 0. Keep it finite, as in sqrt(max(v, 1e-6)).";
}

// ../b2/src/tape/status.ts
var remedies = {
  "max-steps": "Raise maxSteps, loosen rtol and atol, or check whether the model needs such short steps.",
  "step-size-underflow": "The solution may blow up before it spikes: lower the spike condition, or use a chart without the singularity (as qif does).",
  "non-finite": "Use smaller steps or a tighter tolerance, or check the equations for a division by zero, and for roots and logarithms at the edge of their domain: sqrt(max(v, 1e-6)) stays inside.",
  "grazing-event": "The event function does not rise at its root, so the event time has no derivative: change the parameters a little.",
  "undecided-event": "The event function stays within rounding of zero: change the parameters a little, or write it with larger values.",
  "event-storm": "Reset below the threshold, or raise maxRounds or maxSpikesPerUnitTime if so many events are meant.",
  "event-accumulation": "The events have a limit, where something else has to begin: end the run before it, or let an event at a small distance take over.",
  "negative-period": "Give a period \u2265 0, as a parameter with the domain nonnegative has.",
  sliding: "Write the switch in a smooth form, such as sigmoid((v - vSwitch) / width) for v > vSwitch, or let an event change a discrete state."
};

// ../b2/src/simulate/neuron/failure.ts
function fail(run, status, what, remedy) {
  const { memory, frame, program } = run;
  const state2 = program.model.states.slice(0, program.model.ownStates).map(({ name: name2 }, i) => `${name2} = ${memory[frame + i]}`).join(", ");
  const who = `neuron ${run.index} of "${program.population.name}"`;
  const message = `${who} ${what} at t = ${run.t}, where ${state2}.`;
  throw new SimulationError(
    run.settings.where,
    status,
    message,
    remedy ?? shownRemedy(run, status) ?? remedies[status]
  );
}
function shownRemedy(run, status) {
  if (status !== "non-finite" && status !== "step-size-underflow") return void 0;
  const { memory, frame, program, stepSizeSlot: stepSizeSlot2 } = run;
  const { model } = program.population.definition;
  const values2 = Object.fromEntries(
    namesIn(model).map((name2) => [name2, memory[frame + program.programs.frame.slot(name2)]])
  );
  return status === "non-finite" ? noValueRemedy(model, values2, memory[frame + stepSizeSlot2]) : underflowRemedy(model, values2);
}
function eventText({ program: { model } }, event2) {
  if (event2 < model.ownEvents) return `event "${model.events[event2].name}"`;
  return `the switch at ${switchText(model.switches[model.watches[event2 - model.ownEvents].switch])} = 0`;
}

// ../b2/src/simulate/neuron/never-armed.ts
function isCarried({ memory, frame, events }, event2) {
  const { armed: slot, value, rounding } = events[event2];
  const armed = memory[frame + slot];
  if (armed !== arming.resting) return armed === arming.armed;
  return memory[frame + value] > noise * memory[frame + rounding];
}
function countNeverArmed({ program, counters, memory, frame, events, index: index3 }) {
  const { model, population: population2 } = program;
  const isNever = (e) => memory[frame + events[e].armed] === arming.never;
  for (let e = 0; e < model.events.length; e++) {
    if (!isNever(e)) continue;
    const twin = twinOf(
      e,
      model.events.map(({ name: name2 }) => name2)
    );
    if (twin >= 0 && !isNever(twin)) continue;
    add7(counters.neverArmed, population2.name, model.events[e].name, index3);
  }
}
function add7(counts2, population2, event2, neuron) {
  const at3 = counts2.findIndex((entry) => entry.population === population2 && entry.event === event2);
  const known5 = counts2[at3];
  if (known5 === void 0) counts2.push({ population: population2, event: event2, neurons: 1, first: neuron });
  else counts2[at3] = { ...known5, neurons: known5.neurons + 1, first: Math.min(known5.first, neuron) };
}

// ../b2/src/simulate/neuron/tendency.ts
function tendency(slope, bend) {
  return Math.sign(slope === 0 ? bend : slope);
}
function tendencyOf({ memory, frame, events, program }, event2) {
  const { slope, bend } = events[event2];
  program.kernels.eventRates(frame);
  return tendency(memory[frame + slope], memory[frame + bend]);
}
function isFalling(run, event2) {
  return tendencyOf(run, event2) < 0;
}

// ../b2/src/simulate/neuron/modes.ts
function settleModes(run) {
  const { memory, frame, switches, settings } = run;
  const { switchValues } = run.program.kernels;
  let changed = false;
  const crossings = [];
  for (let again = true, pass = 0; again; pass++) {
    again = false;
    switchValues(frame);
    for (let s = 0; s < switches.length; s++) {
      const { mode, value, moved } = switches[s];
      const present = memory[frame + mode];
      const next = Number.isNaN(memory[frame + value]) ? present : modeOf(run, s);
      if (next === present) continue;
      const watch = memory[frame + moved] === 1 ? -1 : crossingTo(run, s, next);
      if (watch >= 0) {
        if (!crossings.includes(watch)) crossings.push(watch);
        continue;
      }
      memory[frame + mode] = next;
      again = true;
      changed = true;
      switchValues(frame);
    }
    if (pass > settings.maxRounds) slide(run, 0);
  }
  if (changed) recordModes(run);
  armByModes(run);
  for (const { moved } of switches) memory[frame + moved] = 0;
  for (const watch of crossings) memory[frame + run.events[watch].due] = eventCause.root;
}
function crossingTo(run, index3, next) {
  const { memory, frame, events, ownEvents } = run;
  const slots = run.switches[index3];
  const { mode, value, rounding } = slots;
  const distance = Math.abs(memory[frame + value] - edgeOf(slots, memory[frame + value]));
  if (!(distance <= noise * memory[frame + rounding])) return -1;
  const found = run.program.model.watches.findIndex(
    (watch, w) => watch.switch === index3 && memory[frame + events[ownEvents + w].armed] === arming.armed && watch.next(memory[frame + mode]) === next
  );
  return found < 0 ? -1 : ownEvents + found;
}
function onlyBends({ memory, frame, events, ownEvents, program }, watch) {
  const { switches, watches } = program.model;
  const { continuous, readers: readers2 } = switches[watches[watch - ownEvents].switch];
  if (!continuous || readers2.length === 0) return continuous;
  return watches.every((other, w) => {
    const { end, rounding } = events[ownEvents + w];
    return !readers2.includes(other.switch) || Math.abs(memory[frame + end]) > noise * memory[frame + rounding];
  });
}
function kinkBelow({ memory, frame, events, ownEvents, program }, watch) {
  const { switches, watches } = program.model;
  const reader = watches[watch - ownEvents].switch;
  const found = watches.findIndex(({ switch: index3 }, w) => {
    const { armed, end, rounding } = events[ownEvents + w];
    if (!switches[index3].readers.includes(reader) || memory[frame + armed] !== arming.armed) return false;
    return Math.abs(memory[frame + end]) <= noise * memory[frame + rounding];
  });
  return found < 0 ? watch : ownEvents + found;
}
function forgetCrossings(run) {
  run.crossed = -1;
  run.departures = 0;
  for (const { landed } of run.events) run.memory[run.frame + landed] = 0;
  for (const { located } of run.switches) run.memory[run.frame + located] = 0;
}
function leaveTo(run, index3, mode) {
  if (++run.departures > run.settings.maxRounds) slide(run, index3);
  run.memory[run.frame + run.switches[index3].mode] = mode;
  recordModes(run);
  armByModes(run);
}
function modeOf(run, index3) {
  const { memory, frame } = run;
  const slots = run.switches[index3];
  const value = memory[frame + slots.value];
  const isFloor = slots.kind === "floor";
  const nearest = edgeOf(slots, value);
  const written = isFloor ? Math.floor(value) : Math.sign(value);
  const rounding = Math.max(memory[frame + slots.rounding], memory[frame + slots.located]);
  if (Math.abs(value - nearest) > noise * rounding) return written;
  const above = isFloor ? nearest : 1;
  const below2 = isFloor ? nearest - 1 : -1;
  const first2 = tendencyIn(run, slots, written);
  if (written !== above && written !== below2 && first2 === 0) return written;
  const prefers = written === above || written === below2 ? written === above : first2 > 0;
  const inside3 = (mode) => tendencyIn(run, slots, mode) * (mode === above ? 1 : -1);
  const [near, far] = prefers ? [above, below2] : [below2, above];
  if (inside3(near) >= 0) return near;
  if (inside3(far) >= 0) return far;
  if (!isFloor && tendencyIn(run, slots, 0) === 0) return 0;
  return slide(run, index3);
}
function edgeOf({ kind }, value) {
  return kind === "floor" ? Math.round(value) : 0;
}
function tendencyIn(run, { mode, rate, bend }, candidate) {
  const { memory, frame } = run;
  const present = memory[frame + mode];
  memory[frame + mode] = candidate;
  run.program.kernels.switchValues(frame);
  const result2 = tendency(memory[frame + rate], memory[frame + bend]);
  memory[frame + mode] = present;
  run.program.kernels.switchValues(frame);
  return result2;
}
function slide(run, index3) {
  const text3 = switchText(run.program.model.switches[index3]);
  if (Number.isNaN(tendencyIn(run, run.switches[index3], 1))) {
    const hint4 = "Write it so that it has one: sign(v) in the place of v / abs(v).";
    fail(run, "non-finite", `meets ${text3} = 0, where what depends on it has no value`, hint4);
  }
  fail(run, "sliding", `is driven back to ${text3} = 0 from both sides`);
}
function recordModes(run) {
  appendRecord(run, recordKind.modes, -1, 0);
}
function armByModes(run) {
  const { memory, frame, events, ownEvents } = run;
  run.program.kernels.modedEventValues(frame);
  for (let e = 0; e < events.length; e++) {
    if (e < ownEvents && !run.moded[e]) continue;
    const { armed, due, cause, value } = events[e];
    const isBelow2 = memory[frame + value] < 0;
    if (isBelow2 || e >= ownEvents) {
      memory[frame + armed] = isBelow2 ? arming.armed : arming.disarmed;
      memory[frame + due] = -1;
    } else if (isCarried(run, e) && memory[frame + due] === -1) {
      memory[frame + due] = eventCause.jump;
      memory[frame + cause] = run.anchor;
    }
  }
}

// ../b2/src/simulate/neuron/steps-here.ts
function stepToRootHere(run, event2) {
  locateHere(run, event2);
  recordRootHere(run, event2);
}
function stepToCause(run, cause) {
  if (cause === anchor.none || cause === run.anchor) return;
  if (cause >= 0) appendRecord(run, recordKind.stepToArrival, cause, 0);
  else appendRecord(run, recordKind.stepToSpike, anchor.ofSpike(cause), 0);
  run.anchor = cause;
}
function locateHere(run, event2) {
  run.memory[run.frame + run.stepSizeSlot] = 0;
  run.program.kernels.locate[event2](run.frame);
}
function recordRootHere(run, event2) {
  noteCrossing(run, event2, run.t);
  appendRecord(run, recordKind.stepToEvent, event2, 0);
  run.anchor = anchor.none;
}
function noteCrossing(run, event2, time) {
  const { memory, frame, counters } = run;
  const rate = memory[frame + run.events[event2].rate];
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY)) failAtCrossing(run, event2, time, rate);
  if (rate < counters.smallestRate) {
    counters.smallestRate = rate;
    counters.smallestRateNeuron = run.neuron;
    counters.smallestRateTime = time;
  }
}
function failAtCrossing(run, event2, time, rate) {
  const { memory, frame } = run;
  const { end, rounding } = run.events[event2];
  const g = memory[frame + end];
  const what = `meets ${eventText(run, event2)} with crossing rate ${rate}`;
  if (!Number.isFinite(rate)) {
    const hint5 = "The event time has no derivative: check time constants and other divisors near 0.";
    fail(run, "non-finite", what, hint5);
  }
  if (!(Math.abs(g) > noise * memory[frame + rounding])) fail(run, "grazing-event", what);
  const jump2 = `${what} at t = ${time}, where its function jumps over zero to ${g}, in the step that began`;
  const hint4 = "A derivative needs a continuous function: write v - vThreshold rather than a choice of 1 and \u22121.";
  fail(run, "grazing-event", jump2, hint4);
}

// ../b2/src/simulate/neuron/timers.ts
function nextTimer(run) {
  let first2 = -1;
  for (let e = 0; e < run.timers.length; e++) {
    if (isPending(run, e) && (first2 < 0 || timeOf(run, e) < timeOf(run, first2))) first2 = e;
  }
  return first2;
}
function timeOf({ memory, frame, timers }, event2) {
  return memory[frame + timers[event2].next];
}
function isPending(run, event2) {
  return run.timers[event2] !== void 0 && timeOf(run, event2) < Number.POSITIVE_INFINITY;
}
function dueTimers(run) {
  const { memory, frame, events } = run;
  let isDue2 = false;
  for (let e = 0; e < run.timers.length; e++) {
    if (!isPending(run, e) || timeUntil(run, timeOf(run, e)) > 0) continue;
    memory[frame + events[e].due] = eventCause.root;
    isDue2 = true;
  }
  return isDue2;
}
function updateTimer(run, event2, started) {
  const { memory } = run;
  const due = run.frame + run.events[event2].due;
  if (timeUntil(run, timeOf(run, event2)) > 0) memory[due] = -1;
  else if (started) memory[due] = eventCause.root;
  else if (memory[due] === -1) memory[due] = eventCause.jump;
}

// ../b2/src/simulate/neuron/instant.ts
function settle(run, receives = true) {
  settleRounds(run, receives, Number.POSITIVE_INFINITY);
  while (run.unsettled) {
    settleInstantModes(run);
    settleRounds(run, receives, Number.POSITIVE_INFINITY);
  }
  run.round = 0;
}
function isPending2(run, receives = true) {
  const { memory, frame, events, tape, arrival, t: t2, instant } = run;
  for (let e = 0; e < events.length; e++) if (memory[frame + events[e].due] !== -1) return true;
  if (!receives || arrival < 0) return false;
  const time = tape.arrivals.time.data[arrival];
  return t2 === instant ? time <= t2 : timeUntil(run, time) <= 0;
}
function settleInstantModes(run) {
  if (!run.unsettled) return;
  run.unsettled = false;
  settleModes(run);
}
function settleRounds(run, receives, last) {
  const { memory, frame, events, tape, dues, settings } = run;
  const times2 = tape.arrivals.time.data;
  const rounds2 = tape.arrivals.round.data;
  while (run.round <= last && isPending2(run, receives)) {
    while (receives && run.arrival >= 0 && times2[run.arrival] === run.t && rounds2[run.arrival] <= run.round) {
      run.last = run.arrival;
      run.taken++;
      run.arrival = dues.next.data[run.arrival];
      deliver(run, run.last);
    }
    const hasJumped = jumped(run);
    for (let e = run.turn; e < events.length; e++) {
      const due = frame + events[e].due;
      if (memory[due] === -1) continue;
      if (hasJumped && memory[due] === eventCause.root) continue;
      if (e >= run.ownEvents) {
        if (isOwnDue(run)) break;
        cross(run, e);
        continue;
      }
      fireRestarted(run, e);
      if (memory[due] !== -1) fireDue(run, e);
    }
    run.turn = 0;
    if (++run.round > settings.maxRounds) {
      fail(run, "event-storm", `had more than ${settings.maxRounds} rounds of events`);
    }
  }
  run.turn = 0;
}
function fireDue(run, event2) {
  const { memory, frame } = run;
  const { armed, due, cause: causeSlot2 } = run.events[event2];
  const cause = memory[frame + due];
  memory[frame + due] = -1;
  memory[frame + armed] = arming.disarmed;
  if (cause === eventCause.root) stepToRootHere(run, event2);
  else stepToCause(run, memory[frame + causeSlot2]);
  fire(run, event2, cause);
}
function fireRestarted(run, event2) {
  const { memory, frame, events, ownEvents } = run;
  const { starts } = run.program.programs.resets[event2];
  for (let e = 0; e < ownEvents; e++) {
    const isDue2 = memory[frame + events[e].due] === eventCause.root;
    if (e !== event2 && starts[e] === true && isDue2) fireDue(run, e);
  }
}
function isOwnDue({ memory, frame, events, ownEvents }) {
  for (let e = 0; e < ownEvents; e++) if (memory[frame + events[e].due] !== -1) return true;
  return false;
}
function jumped({ memory, frame, events, ownEvents }) {
  for (let e = 0; e < ownEvents; e++) if (memory[frame + events[e].due] > eventCause.root) return true;
  return false;
}
function cross(run, event2) {
  const { memory, frame, program } = run;
  const { switch: index3, next } = program.model.watches[event2 - run.ownEvents];
  const { armed, due, landed: landedSlot2, end, rate, rounding } = run.events[event2];
  const landed = memory[frame + landedSlot2];
  memory[frame + due] = -1;
  memory[frame + armed] = arming.disarmed;
  if (event2 !== run.crossed) {
    locateHere(run, event2);
    const isRoot = Math.abs(memory[frame + end]) <= noise * Math.max(memory[frame + rounding], landed);
    if (isRoot && memory[frame + rate] > 0 && !onlyBends(run, event2)) recordRootHere(run, event2);
    if (isRoot && tendencyOf(run, event2) === 0) {
      run.unsettled = true;
      return;
    }
  }
  checkAccumulation(run, event2);
  countEvent(run);
  const { mode, located } = run.switches[index3];
  memory[frame + mode] = next(memory[frame + mode]);
  memory[frame + located] = landed;
  recordModes(run);
  run.unsettled = true;
}
function deliver(run, arrival) {
  const { memory, frame, tape, program } = run;
  run.promised = Number.NaN;
  if (arrival !== run.anchor) appendRecord(run, recordKind.stepToArrival, arrival, 0);
  run.anchor = arrival;
  const projection = run.projections[tape.arrivals.projection.data[arrival]];
  const weights3 = weightIndex(projection, tape, arrival, run.neuron);
  const payload = tape.spikes.payload.data[tape.arrivals.spike.data[arrival]];
  loadArrival(memory, frame, run.parameters, projection, weights3, payload);
  appendRecord(run, recordKind.arrival, arrival, 0);
  program.kernels.input[projection.port](frame);
  run.counters.arrivals++;
  updateEvents(run, program.programs.inputs[projection.port], -1);
}
function fire(run, event2, cause) {
  const { memory, frame, tape, program, t: t2, neuron, round } = run;
  const { emits, repeats, payload } = program.model.events[event2];
  run.promised = Number.NaN;
  checkAccumulation(run, event2);
  const spike = appendSpike(tape.spikes, { time: t2, neuron, event: event2, cause, round, payload: 1 });
  appendRecord(run, recordKind.reset, spike, 0);
  program.kernels.reset[event2](frame);
  if (run.anchor === anchor.none) run.anchor = anchor.atSpike(spike);
  if (payload !== void 0) tape.spikes.payload.data[spike] = memory[frame + program.sent.slot];
  if (emits) run.spikes++;
  countEvent(run);
  updateEvents(run, program.programs.resets[event2], repeats ? event2 : -1);
}
function countEvent(run) {
  const { maxSpikes } = run.settings;
  if (++run.fired > maxSpikes) fail(run, "event-storm", `fired more than ${counted(maxSpikes, "time")}`);
}
function checkAccumulation(run, event2) {
  const { memory, frame, t: t2, rest } = run;
  const { firedAt, firedRest } = run.events[event2];
  const between = t2 - memory[frame + firedAt] + (rest - memory[frame + firedRest]);
  if (between > 0 && t2 + between === t2) {
    fail(run, "event-accumulation", `has ${eventText(run, event2)} again after ${between}`);
  }
  memory[frame + firedAt] = t2;
  memory[frame + firedRest] = rest;
}
function updateEvents(run, { touches, starts }, repeating) {
  if (!touches.includes(true)) return;
  const { memory, frame, events, switches } = run;
  run.program.kernels.eventValues(frame);
  for (let e = 0; e < events.length; e++) {
    const { armed, due, cause, value: valueSlot } = events[e];
    if (e >= run.ownEvents && touches[e]) {
      run.unsettled = true;
      memory[frame + switches[run.program.model.watches[e - run.ownEvents].switch].moved] = 1;
    }
    const timer = run.timers[e];
    if (timer !== void 0) {
      const started = starts[e] === true && memory[frame + timer.start] !== 0;
      if (started) checkPeriod(run, e, memory[frame + timer.due] - run.t);
      updateTimer(run, e, started);
      continue;
    }
    const value = memory[frame + valueSlot];
    const present = memory[frame + due];
    if (value < 0) {
      if (e < run.ownEvents && !touches[e] && memory[frame + armed] === arming.disarmed) continue;
      memory[frame + armed] = arming.armed;
      memory[frame + due] = -1;
    } else if (e >= run.ownEvents) {
      if (touches[e]) memory[frame + due] = -1;
    } else if (isCarried(run, e) || e === repeating && !fallsFromZero(run, e)) {
      if (present === eventCause.jump || present === eventCause.root && !touches[e]) continue;
      memory[frame + due] = eventCause.jump;
      memory[frame + cause] = run.anchor;
    }
  }
}
function checkPeriod(run, event2, period) {
  if (period >= 0 && period < Number.POSITIVE_INFINITY) return;
  const what = `starts the timer of ${eventText(run, event2)} for ${period} ms`;
  fail(run, period < 0 ? "negative-period" : "non-finite", what);
}
function fallsFromZero(run, event2) {
  return run.memory[run.frame + run.events[event2].value] === 0 && isFalling(run, event2);
}

// ../b2/src/simulate/neuron/close-look.ts
var degree = 6;
var nodes2 = chebyshevPoints(degree);
var weights2 = bernsteinInterpolation(nodes2);
var checks3 = [1, 2, 4].map((j) => 0.5 - 0.5 * cos(Math.PI * (j + 0.5) / degree));
var deepest2 = 30;
function lookClosely(run, event2, size2, part6) {
  const { memory, frame } = run;
  const at3 = (theta) => part6.sign * valueAfter(run, event2, size2 * (part6.from + theta * (part6.to - part6.from)));
  const samples = checks3.map(at3);
  const values2 = nodes2.map(at3);
  const bound = memory[frame + run.events[event2].rounding];
  const coefficients = weights2.map((row2) => row2.reduce((sum, weight2, j) => sum + weight2 * values2[j], 0));
  coefficients[0] = values2[0];
  coefficients[degree] = values2[degree];
  const difference2 = checks3.reduce(
    (largest2, theta, j) => Math.max(largest2, Math.abs(bernsteinValue(coefficients, theta) - samples[j])),
    0
  );
  return { coefficients, margin: 4 * degree * difference2 + bound };
}
function crossingOfMap(run, event2, size2, part6) {
  const { from, to, sign: sign2, landing: landing2 = Number.POSITIVE_INFINITY, depth = 0 } = part6;
  const look2 = lookClosely(run, event2, size2, part6);
  const rounding = run.memory[run.frame + run.events[event2].rounding];
  look2.coefficients[0] = Math.min(look2.coefficients[0], -Number.MIN_VALUE);
  const crossing = firstCrossing(look2.coefficients, look2.margin, rounding);
  if (crossing.kind === "none") return crossing;
  const theta = from + (to - from) * crossing.theta;
  if (theta >= landing2) return { kind: "none" };
  if (crossing.kind === "root") return { kind: "root", theta };
  const isNoise = Math.max(look2.margin, crossing.size) <= noise * rounding;
  if (isNoise || depth === deepest2) return { kind: "unclear", theta, size: crossing.size };
  const middle2 = 0.5 * (from + to);
  const half = { sign: sign2, landing: landing2, depth: depth + 1 };
  const first2 = crossingOfMap(run, event2, size2, { ...half, from, to: middle2 });
  if (first2.kind !== "none") return first2;
  return crossingOfMap(run, event2, size2, { ...half, from: middle2, to });
}
function valueAfter(run, event2, h) {
  const { memory, frame } = run;
  memory[frame + run.stepSizeSlot] = h;
  run.stepKernel(frame);
  run.counters.repeatedSteps++;
  return memory[frame + run.events[event2].end];
}

// ../b2/src/simulate/neuron/inspection.ts
var verdict = {
  /** No event crosses zero. */
  clear: 0,
  /** Event `event` crosses near `theta`. */
  crossing: 1,
  /** A step of `theta` times the size is to be tried. */
  unclear: 2,
  /** A switch at rest on zero leaves it at the start: watch `event` is to have mode `theta`. */
  leaves: 3
};
var place6 = Number.POSITIVE_INFINITY;
function nothingInspected() {
  return { verdict: verdict.clear, quiet: false, event: -1, theta: 0, limit: 1 };
}
function clear(inspection) {
  inspection.verdict = verdict.clear;
  inspection.quiet = true;
  place6 = Number.POSITIVE_INFINITY;
}
function report2(inspection, what, at3, limit = 1) {
  if (at3 >= place6) return;
  place6 = at3;
  inspection.verdict = what.verdict;
  inspection.event = what.event;
  inspection.theta = what.theta;
  inspection.limit = limit;
}

// ../b2/src/simulate/neuron/summit.ts
function decideBySummit(run, inspection, event2, landed) {
  const { memory, frame } = run;
  const slots = run.events[event2];
  const margin = memory[frame + slots.margin];
  const share4 = memory[frame + slots.summit];
  if (!(memory[frame + slots.bernstein] < -margin)) return false;
  if (event2 === landed && share4 === 1) return true;
  if (!(memory[frame + slots.peak] > margin)) return false;
  const guess = memory[frame + slots.guess];
  const theta = guess > 0 && guess <= share4 ? guess : 0.5 * share4;
  report2(inspection, { verdict: verdict.crossing, event: event2, theta }, theta, share4);
  return true;
}
function asksForResolution(run, inspection, event2) {
  const resolution4 = run.memory[run.frame + run.events[event2].resolution];
  if (!run.controller.adaptive || resolution4 <= 1) return false;
  const theta = run.controller.propose(run.remembered, run.rememberedAt, 1, resolution4, false);
  report2(inspection, { verdict: verdict.unclear, event: event2, theta }, 0);
  return true;
}

// ../b2/src/simulate/neuron/inspect-step.ts
var landing = 1 - 16 * smallestPiece;
var whole3 = { from: 0, to: 1, sign: 1 };
function inspectStep(run, inspection, landed = -1) {
  const { memory, frame, events, program } = run;
  const { shape, summit } = program.kernels;
  const { stepHasShape } = program.programs;
  clear(inspection);
  for (let e = 0; e < events.length; e++) {
    if (run.timers[e] !== void 0) {
      if (timeOf(run, e) <= run.target) inspection.quiet = false;
      continue;
    }
    const slots = events[e];
    const armed = memory[frame + slots.armed];
    if (armed === arming.resting) {
      inspection.quiet = false;
      continue;
    }
    const isArmed = armed === arming.armed;
    const top = summit[e];
    if (isArmed && isQuiet2(run, e, stepHasShape)) continue;
    if (isArmed && top !== void 0) {
      top(frame);
      if (isQuiet2(run, e, true)) continue;
    }
    inspection.quiet = false;
    if (isArmed && isBelow(run, slots)) continue;
    if (isArmed && top !== void 0 && decideBySummit(run, inspection, e, landed)) continue;
    shape[e](frame);
    if (top !== void 0 && asksForResolution(run, inspection, e)) continue;
    if (isArmed) {
      if (e !== landed || !landsCleanly(run, slots)) inspectArmed(run, inspection, e, landed);
    } else if (e < run.ownEvents || !inspectAtRest(run, inspection, e)) {
      inspectDisarmed(run, inspection, e, landed);
    }
  }
}
function isBelow({ memory, frame }, { peak, margin }) {
  return memory[frame + peak] < -memory[frame + margin];
}
function isQuiet2(run, event2, knowsStart) {
  const slots = run.events[event2];
  const { memory, frame, counters, ownEvents } = run;
  const peak = memory[frame + slots.peak];
  return isBelow(run, slots) && (event2 >= ownEvents || peak <= counters.closest || peak <= memory[frame + slots.end] || knowsStart && peak <= memory[frame + slots.bernstein]);
}
function landsCleanly({ memory, frame }, { bernstein: bernstein2, count: count3, margin }) {
  const bound = -2.5 * memory[frame + margin];
  for (let k = 0; k < count3 - 1; k++) if (!(memory[frame + bernstein2 + k] < bound)) return false;
  return true;
}
function coefficientsOf({ memory, frame }, { bernstein: bernstein2, count: count3 }) {
  const coefficients = [];
  for (let k = 0; k < count3; k++) coefficients.push(memory[frame + bernstein2 + k]);
  return coefficients;
}
function isOnZero(run, slots, roundings2) {
  const bound = roundings2 * run.memory[run.frame + slots.rounding];
  return coefficientsOf(run, slots).every((value) => Math.abs(value) <= bound);
}
function inspectArmed(run, inspection, event2, landed) {
  const { memory, frame } = run;
  const slots = run.events[event2];
  const rounding = memory[frame + slots.rounding];
  if (isOnZero(run, slots, noise)) {
    if (event2 < run.ownEvents) memory[frame + slots.armed] = arming.resting;
    return;
  }
  const end = memory[frame + slots.end];
  const onZero = landed === event2 || Math.abs(end) <= rounding && (landed >= 0 || end < 0);
  const last = onZero ? landing : Number.POSITIVE_INFINITY;
  const margin = memory[frame + slots.margin] - rounding;
  let crossing = firstCrossing(coefficientsOf(run, slots), margin, rounding);
  if (crossing.kind === "unclear" && crossing.theta < last) {
    const size2 = memory[frame + run.stepSizeSlot];
    if (!refines(run, inspection, event2, 1)) crossing = decide(run, event2, size2, last);
    else crossing = { kind: "none" };
    valueAfter(run, event2, size2);
  }
  if (crossing.kind === "root" && crossing.theta < last) {
    report2(inspection, { verdict: verdict.crossing, event: event2, theta: crossing.theta }, crossing.theta);
  }
}
function decide(run, event2, size2, last) {
  const from = leavesBelow(run, event2, size2);
  const part6 = { ...from < 1 ? { ...whole3, from } : whole3, landing: last };
  const crossing = crossingOfMap(run, event2, size2, part6);
  if (crossing.kind !== "unclear") return crossing;
  const summit = summitOf(run, event2, size2, { ...whole3, from: crossing.theta });
  return valueAfter(run, event2, summit * size2) >= 0 ? { kind: "root", theta: summit } : { kind: "none" };
}
function summitOf(run, event2, size2, part6) {
  const { from } = part6;
  const to = Math.min(1, from + 4 * smallestPiece);
  const top = nextMaximum(lookClosely(run, event2, size2, { ...part6, to }).coefficients, 0);
  return from + (Number.isNaN(top) ? 1 : top) * (to - from);
}
function refines(run, inspection, event2, sign2) {
  const { memory, frame, counters, t: t2 } = run;
  const size2 = memory[frame + run.stepSizeSlot];
  const { estimate, rounding } = run.events[event2];
  const bound = memory[frame + estimate];
  if (!(bound > noise * memory[frame + rounding])) return false;
  const { coefficients } = lookClosely(run, event2, size2, { ...whole3, sign: sign2 });
  let theta = nextMaximum(coefficients, 0);
  while (bernsteinValue(coefficients, theta) < -bound) {
    theta = nextMaximum(coefficients, theta + smallestPiece);
  }
  if (!(bernsteinValue(coefficients, theta) <= bound) || 0.5 * theta * size2 <= smallestStep(run))
    return false;
  if (t2 >= run.grazed) counters.nearGrazing++;
  run.grazed = Math.max(run.grazed, t2 + 1.05 * theta * size2);
  if (!run.controller.adaptive) return false;
  report2(
    inspection,
    { verdict: verdict.unclear, event: event2, theta: theta < 0.75 ? 1.2 * theta : 0.5 * theta },
    theta
  );
  return true;
}
function inspectDisarmed(run, inspection, event2, landed) {
  const { memory, frame } = run;
  const slots = run.events[event2];
  const margin = memory[frame + slots.margin];
  let stays = true;
  let falls2 = true;
  for (let k = 1; k < slots.count; k++) {
    const value = memory[frame + slots.bernstein + k];
    if (!(value >= margin)) stays = false;
    if (!(memory[frame + slots.bernstein + k - 1] - value > margin)) falls2 = false;
  }
  if (stays || falls2) return;
  const size2 = memory[frame + run.stepSizeSlot];
  inspectDip(run, inspection, event2, landed);
  valueAfter(run, event2, size2);
}
function inspectAtRest(run, inspection, event2) {
  const { memory, frame } = run;
  const slots = run.events[event2];
  if (isOnZero(run, slots, 1)) return true;
  const coefficients = coefficientsOf(run, slots);
  const { switch: index3, next } = run.program.model.watches[event2 - run.ownEvents];
  const mode = memory[frame + run.switches[index3].mode];
  const hasNoSide = run.switches[index3].kind === "sign" && mode === 0;
  const margin = memory[frame + slots.margin];
  if (!hasNoSide && coefficients.every((value, k) => k === 0 || coefficients[k - 1] - value > margin))
    return true;
  const size2 = memory[frame + run.stepSizeSlot];
  const side = sideOfDeparture(run, event2, size2);
  valueAfter(run, event2, size2);
  if (side === 0) return true;
  if (hasNoSide) report2(inspection, { verdict: verdict.leaves, event: event2, theta: side }, 0);
  else if (side > 0) report2(inspection, { verdict: verdict.leaves, event: event2, theta: next(mode) }, 0);
  return hasNoSide || side > 0;
}
function sideOfDeparture(run, event2, size2) {
  const { memory, frame } = run;
  const { bernstein: bernstein2, rounding } = run.events[event2];
  const start2 = 2 * Math.abs(memory[frame + bernstein2]);
  for (let theta = 1 / 1073741824; theta <= 1; theta *= 2) {
    const value = valueAfter(run, event2, theta * size2);
    if (Math.abs(value) > start2 + noise * memory[frame + rounding]) return Math.sign(value);
  }
  return 0;
}
function inspectDip(run, inspection, event2, landed) {
  const { memory, frame } = run;
  const size2 = memory[frame + run.stepSizeSlot];
  const above = memory[frame + run.events[event2].end] >= 0;
  if (refines(run, inspection, event2, -1)) return;
  const from = placeBelow(run, event2, size2);
  if (!(from < 1)) return;
  const rise2 = crossingOfMap(run, event2, size2, { ...whole3, from });
  if (rise2.kind !== "root" && !above) return;
  const to = rise2.kind === "root" ? rise2.theta : 1;
  if (run.controller.adaptive)
    report2(inspection, { verdict: verdict.unclear, event: event2, theta: 0.5 * (from + to) }, from);
  else if (event2 !== landed || to < landing)
    report2(inspection, { verdict: verdict.crossing, event: event2, theta: to }, to);
}
function leavesBelow(run, event2, size2) {
  const { memory, frame } = run;
  const { bernstein: bernstein2, slope: slopeSlot2, rounding } = run.events[event2];
  const start2 = memory[frame + bernstein2];
  valueAfter(run, event2, size2);
  if (!(Math.abs(start2) <= noise * memory[frame + rounding])) return Number.NaN;
  if (!isFalling(run, event2)) return Number.NaN;
  const slope = memory[frame + slopeSlot2];
  const least = Math.max(Number.EPSILON * Number.EPSILON, smallestStep(run) / size2);
  let theta = slope === 0 ? least : Math.max(least, -2 * Math.abs(start2) / (slope * size2));
  for (; theta < 1; theta *= 2) {
    if (valueAfter(run, event2, theta * size2) < -memory[frame + rounding]) return theta;
  }
  return 1;
}
function placeBelow(run, event2, size2) {
  const { memory, frame } = run;
  const { rounding, armed } = run.events[event2];
  const isBelow2 = (theta) => valueAfter(run, event2, theta * size2) < -memory[frame + rounding];
  const left = leavesBelow(run, event2, size2);
  if (left < 1) return left;
  const fall = crossingOfMap(run, event2, size2, { ...whole3, sign: -1 });
  if (fall.kind === "unclear") {
    const summit = summitOf(run, event2, size2, { from: fall.theta, to: 1, sign: -1 });
    if (valueAfter(run, event2, summit * size2) < 0) return summit;
  }
  if (fall.kind !== "root") {
    if (left === 1 && event2 < run.ownEvents) memory[frame + armed] = arming.hanging;
    return Number.NaN;
  }
  let from = fall.theta;
  for (let width2 = Number.EPSILON; from < 1 && !isBelow2(from); width2 *= 2) from = fall.theta + width2;
  return from;
}

// ../b2/src/simulate/neuron/note-approach.ts
function noteApproach(run) {
  const { memory, frame, events, ownEvents, counters, program } = run;
  const keep = isExact(program.programs.method) ? searchMaximum : keepMaximum;
  for (let e = 0; e < ownEvents; e++) {
    const { armed, peak, summit, bernstein: bernstein2, end } = events[e];
    const value = memory[frame + peak];
    if (run.timers[e] !== void 0 || memory[frame + armed] !== arming.armed || !(value > counters.closest) || memory[frame + end] >= 0)
      continue;
    const top = program.kernels.summit[e];
    if (top !== void 0) {
      if (Number.isNaN(memory[frame + summit])) top(frame);
      const share4 = memory[frame + summit];
      if (share4 < 1) note(run, memory[frame + peak], run.t + share4 * memory[frame + run.stepSizeSlot]);
      continue;
    }
    program.kernels.shape[e](frame);
    if (value <= memory[frame + end] || value <= memory[frame + bernstein2]) continue;
    const { repeatedSteps } = counters;
    keep(run, e);
    counters.repeatedSteps = repeatedSteps;
  }
}
function keepMaximum(run, event2) {
  const { memory, frame, events } = run;
  const coefficients = coefficientsOf(run, events[event2]);
  for (const theta of maximaOf(coefficients)) {
    note(run, bernsteinValue(coefficients, theta), run.t + theta * memory[frame + run.stepSizeSlot]);
  }
}
function note({ counters, neuron }, value, time) {
  if (!(value > counters.closest) || value >= 0) return;
  counters.closest = value;
  counters.closestNeuron = neuron;
  counters.closestTime = time;
}
function searchMaximum(run, event2) {
  const { memory, frame, states, nextSlot: nextSlot2, timeSlot: timeSlot2, restSlot: restSlot2, stepSizeSlot: stepSizeSlot2 } = run;
  const { counters, events, signals, index: index3, segment, t: t2 } = run;
  const size2 = memory[frame + stepSizeSlot2];
  const own4 = {
    memory,
    frame,
    states,
    nextSlot: nextSlot2,
    timeSlot: timeSlot2,
    restSlot: restSlot2,
    stepSizeSlot: stepSizeSlot2,
    step: run.stepKernel,
    shape: run.program.kernels.shape[event2],
    event: events[event2],
    load: (time) => {
      if (signals !== void 0) loadSignals(signals, memory, frame, index3, segment, time);
    }
  };
  forEachPiece(
    own4,
    size2,
    () => counters.closest,
    (elapsed, piece, maxima) => {
      for (const theta of maxima) note(run, valueOfPiece(own4, theta * piece), t2 + (elapsed + theta * piece));
    }
  );
  valueAfter(run, event2, size2);
}

// ../b2/src/simulate/neuron/take-samples.ts
function takeSamples(run, end) {
  let taken2 = false;
  for (const cursor of run.samples) {
    const { times: times2, side } = cursor.table;
    while (cursor.next[run.index] < times2.length) {
      const time = times2[cursor.next[run.index]];
      if (side === "before" ? time > end : time >= end) break;
      takeSample(run, cursor, time);
      taken2 = true;
    }
  }
  return taken2;
}
function takeSample(run, cursor, time) {
  const { memory, frame } = run;
  const { table: table4 } = cursor;
  const h = time === run.t ? 0 : timeUntil(run, time);
  const index3 = cursor.next[run.index]++ * table4.size + run.index;
  memory[frame + run.stepSizeSlot] = h;
  run.stepKernel(frame);
  run.counters.repeatedSteps++;
  const own4 = table4.states.length;
  for (let i = 0; i < own4; i++) table4.values[index3 * own4 + i] = memory[frame + run.nextSlot + i];
  appendRecord(run, recordKind.sample, table4.first + index3, h);
}

// ../b2/src/simulate/neuron/accept-step.ts
function acceptEvent(run, event2, arrives) {
  const { model } = run.program;
  const watch = model.watches[event2 - model.ownEvents];
  noteApproach(run);
  if (watch !== void 0 && onlyBends(run, event2)) {
    accept(run, recordKind.step, -1, arrives);
  } else {
    noteCrossing(run, event2, arrives ? run.target : endOfStep(run));
    accept(run, recordKind.stepToEvent, event2, arrives);
  }
  const { memory, frame, events } = run;
  const { armed, due } = events[event2];
  memory[frame + armed] = arming.disarmed;
  rearm(run, event2);
  memory[frame + due] = -1;
  run.round = 0;
  if (watch !== void 0) {
    run.crossed = event2;
    const first2 = kinkBelow(run, event2);
    if (isOwnDue(run)) memory[frame + events[first2].due] = eventCause.root;
    else cross(run, first2);
    return;
  }
  if (isOwnDue(run)) {
    memory[frame + due] = eventCause.root;
    return;
  }
  fire(run, event2, eventCause.root);
  run.turn = event2 + 1;
}
function endOfStep({ memory, frame, stepSizeSlot: stepSizeSlot2, t: t2, rest }) {
  return t2 + (rest + memory[frame + stepSizeSlot2]);
}
function accept(run, kind, reference, arrives) {
  const { memory, frame, states } = run;
  const h = memory[frame + run.stepSizeSlot];
  const end = arrives ? run.target : endOfStep(run);
  if (run.samples.length > 0 && takeSamples(run, end)) {
    memory[frame + run.stepSizeSlot] = h;
    run.stepKernel(frame);
  }
  appendRecord(run, kind, reference, h);
  for (let i = 0; i < states; i++) memory[frame + i] = memory[frame + run.nextSlot + i];
  run.promised = Number.NaN;
  run.anchor = anchor.none;
  if (arrives) setClock(run, run.target);
  else advanceClock2(run, h);
  if (run.signals !== void 0) loadSignals(run.signals, memory, frame, run.index, run.segment, end);
  if (run.switches.length > 0) noteLanding(run);
  run.counters.acceptedSteps++;
}
function noteLanding(run) {
  const { memory, frame, events, ownEvents } = run;
  run.crossed = -1;
  run.departures = 0;
  for (const { located } of run.switches) memory[frame + located] = 0;
  for (let e = ownEvents; e < events.length; e++) {
    const { landed, rounding } = events[e];
    memory[frame + landed] = memory[frame + rounding];
  }
}
function rearm(run, happened = -1) {
  const { memory, frame, events } = run;
  let isDue2 = dueTimers(run);
  for (let e = 0; e < events.length; e++) {
    if (run.timers[e] !== void 0 || e === happened) continue;
    const { armed, due, end, rounding } = events[e];
    const value = memory[frame + end];
    if (value < 0) memory[frame + armed] = arming.armed;
    else if (memory[frame + armed] === arming.armed && memory[frame + due] === -1) {
      memory[frame + due] = eventCause.root;
      isDue2 = true;
    } else if (memory[frame + armed] === arming.hanging && value > noise * memory[frame + rounding]) {
      fail(run, "event-accumulation", `has ${eventText(run, e)} again within what its state can tell`);
    }
  }
  return isDue2;
}

// ../b2/src/simulate/neuron/beyond-switch.ts
var share2 = 0.9;
function sizeBeforeSwitch(run) {
  const { memory, frame, events, ownEvents, program } = run;
  let nearest = Number.POSITIVE_INFINITY;
  for (let e = ownEvents; e < events.length; e++) {
    const { armed, due, landed, end, rate, rounding } = events[e];
    if (memory[frame + armed] !== arming.armed) continue;
    memory[frame + run.stepSizeSlot] = 0;
    program.kernels.locate[e](frame);
    const speed = memory[frame + rate];
    if (!(speed > 0)) continue;
    const distance = Math.abs(memory[frame + end]);
    const size2 = distance / speed;
    if (distance <= noise * memory[frame + rounding] || (1 - share2) * size2 <= smallestStep(run)) {
      memory[frame + due] = eventCause.root;
      memory[frame + landed] = Math.max(memory[frame + landed], distance);
      nearest = 0;
    } else nearest = Math.min(nearest, size2);
  }
  return nearest < Number.POSITIVE_INFINITY ? share2 * nearest : Number.NaN;
}

// ../b2/src/simulate/neuron/progress.ts
var interval = 4096;
function countStep(run) {
  if ((++run.counters.triedSteps & interval - 1) === 0) look(run);
}
function stepsToLook({ triedSteps }) {
  return interval - 1 - (triedSteps & interval - 1);
}
function look(run) {
  const { signal, onProgress, until: until2 } = run.settings;
  signal?.throwIfAborted();
  if (onProgress === void 0) return;
  const { counters, program, index: neuron, t: time } = run;
  const { name: population2 } = program.population;
  const progress = { population: population2, neuron, time, until: until2, steps: counters.triedSteps };
  whileInUse(run.memory, () => onProgress(progress));
  signal?.throwIfAborted();
}

// ../b2/src/simulate/neuron/quiet-stretch.ts
var quietly = {
  /** No further. */
  no: 0,
  /** To something that is the event loop's. */
  on: 1,
  /** To where it has to wait, or to the end of the run. */
  through: 2
};
function goOnQuietly(run) {
  if (!isQuiet3(run)) return quietly.no;
  const { index: index3, counters } = run;
  const { triedSteps, arrivals } = counters;
  layOut(run);
  const next = advance2(run, index3, index3 + 1, false);
  if (next < 0) return quietly.no;
  if (next > index3) return quietly.through;
  if (counters.triedSteps === triedSteps && counters.arrivals === arrivals) return quietly.no;
  run.turnTo(index3);
  return quietly.on;
}
function advanceQuietly(run, first2, begins) {
  const { dues, samples, startsFrom, looksAhead, signals, controller, proposes, program } = run;
  if (!dues.shared || looksAhead || signals !== void 0 || samples.length > 0) return -1;
  if (begins && (startsFrom !== void 0 || !proposes && controller.stateSize > 0)) return -1;
  if (begins) run.turnToNew(first2);
  else run.turnTo(first2);
  layOut(run);
  return advance2(run, first2, program.population.size, begins);
}
function hasBegun({ columns }) {
  return columns.counts[counts.hasBegun] === 1;
}
function reachedQuietly({ columns }) {
  return columns.numbers[numbers2.reached];
}
function advance2(run, first2, end, begins) {
  const { settings, program, counters, page, tape, columns, laidOut: laidOut2, controller } = run;
  const kernel = program.kernels.advance();
  if (kernel === void 0) return -1;
  if (isFull(page)) flush(run);
  const budget = stepsToLook(counters);
  columns.numbers[numbers2.from] = settings.from;
  columns.numbers[numbers2.until] = settings.until;
  columns.numbers[numbers2.known] = run.known;
  columns.numbers[numbers2.horizon] = run.horizon;
  columns.numbers[numbers2.sample] = nextSample(run);
  columns.numbers[numbers2.longest] = settings.maxStep;
  columns.numbers[numbers2.maxSteps] = settings.maxSteps;
  columns.numbers[numbers2.maxSpikes] = settings.maxSpikes;
  columns.numbers[numbers2.stopAfter] = run.stopAfter;
  columns.numbers[numbers2.smallestRate] = counters.smallestRate;
  columns.numbers[numbers2.firstStepSize] = controller.firstStepSize ?? Number.NaN;
  columns.numbers[numbers2.closest] = counters.closest;
  const own4 = columns.counts;
  own4[counts.records] = page.length;
  own4[counts.states] = page.states;
  own4[counts.before] = tape.state.length;
  own4[counts.dues] = laidOut2.length;
  own4[counts.dueFirst] = laidOut2.first;
  own4[counts.mayEnd] = laidOut2.next < 0 ? 1 : 0;
  own4[counts.shared] = run.dues.shared ? 1 : 0;
  own4[counts.index] = first2;
  own4[counts.end] = end;
  own4[counts.begins] = begins ? 1 : 0;
  own4[counts.hasBegun] = 1;
  own4[counts.shares] = end > first2 + 1 && run.shares ? 1 : 0;
  own4[counts.folds] = run.folds && laidOut2.first === 0 ? 1 : 0;
  if (own4[counts.shares] === 1) {
    columns.commonSize.fill(Number.NaN, 0, laidOut2.length + 1);
    columns.farSize.fill(Number.NaN, 0, laidOut2.length + 1);
  }
  own4[counts.mayWait] = run.looksAhead ? 0 : 1;
  own4[counts.mayFinish] = run.looksAhead || run.samples.length > 0 ? 0 : 1;
  own4[counts.budget] = budget;
  own4[counts.spikesBefore] = tape.spikes.time.length;
  own4[counts.proposes] = run.proposes ? 1 : 0;
  own4[counts.adaptive] = controller.adaptive ? 1 : 0;
  own4[counts.firstNeuron] = program.population.firstNeuron;
  own4[counts.frames] = program.base;
  own4[counts.frameSize] = run.frameSize;
  kernel(0);
  const made3 = budget - own4[counts.budget];
  page.length = own4[counts.records];
  page.states = own4[counts.states];
  counters.triedSteps += made3;
  counters.acceptedSteps += made3 - own4[counts.refused];
  counters.rejectedSteps += own4[counts.refused];
  counters.arrivals += own4[counts.received];
  if (own4[counts.spikes] > 0) takeSpikes(run, own4[counts.spikes]);
  return own4[counts.index];
}
function takeSpikes({ columns, tape, counters }, count3) {
  const { firedTime, firedNeuron, firedPayload, numbers: given, counts: own4 } = columns;
  for (let k = 0; k < count3; k++) {
    appendSpike(tape.spikes, {
      time: firedTime[k],
      neuron: firedNeuron[k],
      event: 0,
      cause: eventCause.root,
      round: 0,
      payload: firedPayload[k]
    });
  }
  counters.repeatedSteps += own4[counts.repeated];
  if (given[numbers2.smallestRate] < counters.smallestRate) {
    counters.smallestRate = given[numbers2.smallestRate];
    counters.smallestRateNeuron = own4[counts.smallestRateNeuron];
    counters.smallestRateTime = given[numbers2.smallestRateTime];
  }
}
function isQuiet3(run) {
  const { events, memory, frame, settings } = run;
  if (!Number.isNaN(run.promised) || run.signals !== void 0 || run.t >= run.horizon) return false;
  for (let e = 0; e < events.length; e++) if (memory[frame + events[e].armed] !== arming.armed) return false;
  const target = run.arrival >= 0 ? run.tape.arrivals.time.data[run.arrival] : settings.until;
  if (run.looksAhead && !(target < run.known)) return false;
  if (run.proposes) return true;
  const longest4 = Math.min(run.proposal, memory[frame + run.stepCapSlot], settings.maxStep);
  return timeUntil(run, target) <= longest4;
}
function nextSample({ samples, index: index3 }) {
  let next = Number.POSITIVE_INFINITY;
  for (const { table: table4, next: places4 } of samples) {
    const place7 = places4[index3];
    if (place7 < table4.times.length) next = Math.min(next, table4.times[place7]);
  }
  return next;
}
function layOut(run) {
  const { dues, taken: taken2, arrival, columns } = run;
  if (isLaidOut(run)) return;
  if (dues.shared && taken2 < columns.dueTime.length) {
    layOutFrom(run, dues.first[0], 0);
    if (isLaidOut(run)) return;
  }
  layOutFrom(run, arrival, taken2);
}
function isLaidOut({ laidOut: laidOut2, dues, index: index3, tape, taken: taken2 }) {
  const list2 = dues.shared ? 0 : index3;
  const isCurrent = laidOut2.dues === dues && laidOut2.list === list2 && laidOut2.of === tape.arrivals.time.length;
  const place7 = taken2 - laidOut2.first;
  return isCurrent && place7 >= 0 && (place7 < laidOut2.length || place7 === laidOut2.length && laidOut2.next < 0);
}
function layOutFrom(run, from, first2) {
  const { dues, index: index3, tape, projections, columns, program, settings, laidOut: laidOut2 } = run;
  const { arrivals, spikes } = tape;
  const { dueTime: dueTime2, duePayload, dueArrival: dueArrival2, duePort, dueWeight } = columns;
  const neuron = program.population.firstNeuron + (dues.shared ? 0 : index3);
  const channels = dueWeight.length / dueTime2.length;
  let length = 0;
  let arrival = from;
  while (arrival >= 0 && length < dueTime2.length && arrivals.round.data[arrival] < settings.maxRounds) {
    const own4 = projections[arrivals.projection.data[arrival]];
    const weights3 = weightIndex(own4, tape, arrival, neuron);
    dueTime2[length] = arrivals.time.data[arrival];
    dueArrival2[length] = arrival;
    duePort[length] = own4.port;
    duePayload[length] = spikes.payload.data[arrivals.spike.data[arrival]];
    for (let c = 0; c < own4.channels.length; c++)
      dueWeight[length * channels + c] = own4.channels[c].offset + weights3;
    length++;
    arrival = dues.next.data[arrival];
  }
  laidOut2.dues = dues;
  laidOut2.list = dues.shared ? 0 : index3;
  laidOut2.of = arrivals.time.length;
  laidOut2.next = arrival;
  laidOut2.length = length;
  laidOut2.first = first2;
}

// ../b2/src/simulate/neuron/locate-event.ts
function locateEvent(run, event2, guess, limit) {
  const { memory, frame } = run;
  const { end, rate, rounding } = run.events[event2];
  const kernel = run.program.kernels.locate[event2];
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let h = Math.min(guess, limit);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    memory[frame + run.stepSizeSlot] = h;
    kernel(frame);
    run.counters.repeatedSteps++;
    const g = memory[frame + end];
    const slope = memory[frame + rate];
    const bound = memory[frame + rounding];
    if (Number.isNaN(g)) return Number.NaN;
    if (g >= 0) {
      if (g <= bound && slope > 0) return h;
      high = h;
    } else {
      if (h === limit && high === Number.POSITIVE_INFINITY) return Number.NaN;
      low = h;
    }
    let next = h - (g - 0.5 * bound) / slope;
    if (next === h) next = g < 0 ? h + Math.max(bound / slope, h * Number.EPSILON) : h - h * Number.EPSILON;
    if (high === Number.POSITIVE_INFINITY) {
      next = next > low ? Math.min(next, limit) : limit;
    } else if (!(next > low && next < high) || iteration % 8 === 7 || iteration > 24) {
      next = low + 0.5 * (high - low);
      if (next === low || next === high) {
        if (h === high) return h;
        next = high;
      }
    }
    h = next;
  }
  return Number.NaN;
}

// ../b2/src/simulate/neuron/resolve-step.ts
var resolution3 = { event: -1, h: 0, rests: false };
function resolveStep(run, inspection, size2) {
  let h = size2;
  let landed = -1;
  resolution3.rests = false;
  for (let attempt = 0; attempt < 100; attempt++) {
    const { event: event2, theta } = inspection;
    resolution3.event = -1;
    resolution3.h = h * (theta < 0.9 && theta > 0 ? theta : 0.5);
    if (inspection.verdict === verdict.leaves) return resolution3;
    if (inspection.verdict === verdict.unclear) {
      resolution3.h = h * theta;
      return resolution3;
    }
    const atEnd = run.memory[run.frame + run.events[event2].end];
    const root = locateEvent(run, event2, theta * h, inspection.limit * h);
    if (Number.isNaN(root)) return resolution3;
    if (comesToRest(run, event2, root, { size: h, value: atEnd })) {
      run.memory[run.frame + run.events[event2].armed] = arming.resting;
      const isStart = restsUntil(run, event2, root);
      run.memory[run.frame + run.stepSizeSlot] = isStart ? h : root;
      run.stepKernel(run.frame);
      if (isStart) {
        inspectStep(run, inspection, landed);
        if (inspection.verdict !== verdict.clear) continue;
      }
      resolution3.event = isStart ? landed : -1;
      resolution3.h = isStart ? h : root;
      resolution3.rests = resolution3.event < 0;
      return resolution3;
    }
    const again = landed >= 0 && root === h;
    if (!again) {
      landed = event2;
      inspectStep(run, inspection, event2);
    }
    if (again || inspection.verdict === verdict.clear) {
      resolution3.event = landed;
      resolution3.h = root;
      return resolution3;
    }
    h = root;
  }
  fail(run, "grazing-event", "could not tell the first of many crossings apart");
}
function wake({ memory, frame, events }) {
  for (let e = 0; e < events.length; e++) {
    const { armed } = events[e];
    if (memory[frame + armed] === arming.resting) memory[frame + armed] = arming.armed;
  }
}
var places2 = [1 / 64, 1 / 16, 1 / 4, 63 / 64];
function comesToRest(run, event2, root, { size: size2, value }) {
  const { memory, frame, counters } = run;
  const bound = noise * memory[frame + run.events[event2].rounding];
  if (event2 >= run.ownEvents || !(Math.abs(value) <= bound) || size2 - root <= leastRest * size2) return false;
  const rests = places2.every(
    (part6) => Math.abs(valueAfter(run, event2, root + part6 * (size2 - root))) <= bound
  );
  memory[frame + run.stepSizeSlot] = root;
  run.program.kernels.locate[event2](frame);
  if (rests) counters.nearGrazing++;
  return rests;
}
function restsUntil(run, event2, root) {
  const bound = noise * run.memory[run.frame + run.events[event2].rounding];
  if (!(root > smallestStep(run))) return true;
  return [0, ...places2].every((part6) => Math.abs(valueAfter(run, event2, part6 * root)) <= bound);
}
function noteRest(run) {
  const { memory, frame, events, ownEvents } = run;
  const size2 = memory[frame + run.stepSizeSlot];
  for (let e = 0; e < ownEvents; e++) {
    const { armed, end, rounding } = events[e];
    const bound = noise * memory[frame + rounding];
    if (memory[frame + armed] !== arming.armed || run.timers[e] !== void 0) continue;
    if (!(Math.abs(memory[frame + end]) <= bound)) continue;
    if (Math.abs(valueAfter(run, e, 63 / 64 * size2)) <= bound) memory[frame + armed] = arming.resting;
    valueAfter(run, e, size2);
  }
}

// ../b2/src/simulate/neuron/step-size.ts
function longestStep2(run) {
  const { memory, frame, t: t2 } = run;
  if (run.signals !== void 0) loadSignals(run.signals, memory, frame, run.index, run.segment, t2);
  if (!(run.proposal < Number.POSITIVE_INFINITY)) {
    run.program.kernels.initialStep(frame);
    const proposal = memory[frame + run.initialStepSlot];
    run.proposal = Number.isNaN(proposal) ? Number.POSITIVE_INFINITY : proposal;
  }
  if (run.program.programs.capVaries) run.program.kernels.stepCap(frame);
  return Math.min(run.proposal, memory[frame + run.stepCapSlot], run.settings.maxStep);
}
function rejected(run, h, norm) {
  const { counters, controller } = run;
  counters.rejectedSteps++;
  if (!controller.adaptive) fail(run, "non-finite", `has a non-finite state after a step of ${h}`);
  let next = controller.propose(run.remembered, run.rememberedAt, h, norm <= 1 ? Number.NaN : norm, false);
  if (!Number.isFinite(norm) && run.switches.length > 0) {
    const short2 = sizeBeforeSwitch(run);
    if (short2 === 0) return 0;
    if (short2 < h) next = short2;
  }
  if (!Number.isFinite(norm)) countRefused(run);
  if (!(next > smallestStep(run))) {
    run.memory[run.frame + run.stepSizeSlot] = next;
    run.stepKernel(run.frame);
    const finite3 = Number.isFinite(norm) && finiteStates(run) && Number.isFinite(run.memory[run.frame + run.errorNormSlot]);
    const status = finite3 ? "step-size-underflow" : "non-finite";
    fail(run, status, `needs steps below ${next} (error norm ${norm})`);
  }
  run.proposal = next;
  return next;
}
var mostRefused = 1e3;
function countRefused(run) {
  const { memory, frame, states, refusedAt } = run;
  if (refusedAt.some((value, i) => value !== memory[frame + i])) run.refused = 0;
  refusedAt.set(memory.subarray(frame, frame + states));
  if (++run.refused > mostRefused) fail(run, "non-finite", "cannot move to where its equations have a value");
}
function finiteStates({ memory, frame, nextSlot: nextSlot2, states }) {
  let sum = 0;
  for (let i = 0; i < states; i++) sum += memory[frame + nextSlot2 + i] * 0;
  return sum === 0;
}

// ../b2/src/simulate/neuron/advance.ts
function goOn(run, inspection, isOver = false) {
  const { settings, signals } = run;
  for (; ; ) {
    if (run.t === run.instant) {
      settleRounds(run, true, run.knownRound);
      return false;
    }
    settle(run);
    if (run.spikes >= run.stopAfter) return true;
    if (timeUntil(run, settings.until) <= 0) break;
    if (!isOver) {
      const gone = goOnQuietly(run);
      if (gone === quietly.through) return run.finished;
      if (gone === quietly.on) {
        isOver = true;
        continue;
      }
    }
    const mayBegin = isOver;
    isOver = false;
    run.target = settings.until;
    let kind = recordKind.stepToFixed;
    const breakpoint = signals?.breakpoints[run.segment + 1] ?? Number.POSITIVE_INFINITY;
    if (breakpoint < run.target) run.target = breakpoint;
    if (run.arrival >= 0) {
      const time = run.tape.arrivals.time.data[run.arrival];
      if (time < breakpoint) {
        run.target = time;
        kind = recordKind.stepToArrival;
      }
    }
    const timer = nextTimer(run);
    if (timer >= 0 && timeOf(run, timer) < run.target) {
      run.target = timeOf(run, timer);
      kind = recordKind.stepToEvent;
    }
    const keeps = run.arrival >= 0 && run.tape.arrivals.time.data[run.arrival] > run.promised;
    if (keeps) {
      run.target = run.promisedTarget;
      kind = run.promisedKind;
      run.promised = Number.NaN;
    }
    let outcome;
    do
      outcome = stepTowards(run, kind, timer, inspection);
    while (outcome === stop.none && !keeps && !(mayBegin && isQuiet3(run)));
    if (outcome === stop.waits) return false;
    if (timeUntil(run, breakpoint) > 0) continue;
    if (outcome !== stop.arrived) settle(run, false);
    enterSegment(run, run.segment + 1, outcome === stop.arrived);
  }
  takeSamples(run, Number.POSITIVE_INFINITY);
  return true;
}
function enterSegment(run, segment, arrived) {
  const { memory, frame } = run;
  if (!arrived) {
    appendRecord(run, recordKind.stepToFixed, segment, 0);
    run.anchor = anchor.none;
  }
  run.segment = segment;
  loadSignals(run.signals, memory, frame, run.index, segment, run.t);
  run.program.kernels.eventValues(frame);
  run.unsettled = run.switches.length > 0;
  for (const { signalled, moved } of run.switches) if (signalled) memory[frame + moved] = 1;
  run.events.forEach(({ value, armed, due, cause }, e) => {
    if (memory[frame + value] < 0) memory[frame + armed] = arming.armed;
    else if (e < run.ownEvents && isCarried(run, e) && memory[frame + due] === -1) {
      memory[frame + due] = eventCause.jump;
      memory[frame + cause] = anchor.none;
    }
  });
}
var stop = {
  /** At a step that the controller chose, with nothing due. */
  none: 0,
  /** At the target. */
  arrived: 1,
  /** At an event, or before one that is due. */
  happened: 2,
  /** Past the horizon, or before a step that an arrival may shorten that is not known yet. */
  waits: 3
};
function stepTowards(run, kind, timer, inspection) {
  const { memory, frame, settings, controller, target } = run;
  const remaining = timeUntil(run, target);
  if (remaining <= 0) return stop.happened;
  if (run.t >= run.horizon) return stop.waits;
  const longest4 = longestStep2(run);
  if (target >= run.known && !(run.looksAhead || longest4 < timeUntil(run, run.known))) return stop.waits;
  if (longest4 < remaining && !(longest4 > smallestStep(run))) {
    if (run.switches.length > 0 && sizeBeforeSwitch(run) === 0) return stop.happened;
    fail(run, "step-size-underflow", `needs steps of ${longest4} to follow its fastest rate`);
  }
  let h = Math.min(longest4, remaining);
  let refined = false;
  for (; ; ) {
    countStep(run);
    if (++run.steps > settings.maxSteps) fail(run, "max-steps", `made ${counted(settings.maxSteps, "step")}`);
    memory[frame + run.stepSizeSlot] = h;
    run.stepKernel(frame);
    if (controller.adaptive ? isInexact(run) : !finiteStates(run)) {
      h = rejected(run, h, memory[frame + run.errorNormSlot]);
      if (h === 0) return stop.happened;
      continue;
    }
    wake(run);
    inspectStep(run, inspection);
    if (inspection.verdict === verdict.clear) break;
    if (inspection.verdict === verdict.leaves) {
      const { watches } = run.program.model;
      leaveTo(run, watches[inspection.event - run.ownEvents].switch, inspection.theta);
      return stop.happened;
    }
    const located = resolveStep(run, inspection, h);
    if (controller.adaptive && (located.event >= 0 || located.rests) && located.h < h && isInexact(run)) {
      h = rejected(run, located.h, memory[frame + run.errorNormSlot]);
      if (h === 0) return stop.happened;
      continue;
    }
    if (located.rests) {
      h = located.h;
      refined = true;
      break;
    }
    if (located.event >= 0) {
      if (located.h < remaining || kind !== recordKind.stepToArrival) {
        if (run.looksAhead && isAhead(run, kind, located.h < remaining ? endOfStep(run) : target))
          return stop.waits;
        acceptEvent(run, located.event, !(located.h < remaining));
        return stop.happened;
      }
      memory[frame + run.stepSizeSlot] = h = remaining;
      run.stepKernel(frame);
      break;
    }
    if (!(located.h > smallestStep(run)))
      fail(run, "undecided-event", "cannot tell whether an event happens");
    refined = true;
    h = located.h;
  }
  const cut3 = h === remaining;
  if (!inspection.quiet) noteRest(run);
  if (run.looksAhead && isAhead(run, kind, cut3 ? target : endOfStep(run))) return stop.waits;
  if (cut3 && kind === recordKind.stepToEvent) {
    memory[frame + run.events[timer].rate] = 1;
    acceptEvent(run, timer, true);
    return stop.happened;
  }
  if (cut3 && kind === recordKind.stepToFixed && target === settings.until) {
    const event2 = endsOnZero(run);
    if (event2 >= 0) {
      acceptEvent(run, event2, true);
      return stop.happened;
    }
  }
  if (h === run.proposal && !cut3 && !refined) {
    const norm = memory[frame + run.errorNormSlot];
    run.proposal = controller.propose(run.remembered, run.rememberedAt, h, norm, true);
  }
  const isArrival = cut3 && kind === recordKind.stepToArrival;
  const reference = isArrival ? run.arrival : cut3 && target < settings.until ? run.segment + 1 : -1;
  if (!inspection.quiet) noteApproach(run);
  accept(run, cut3 ? kind : recordKind.step, reference, cut3);
  if (isArrival) run.anchor = run.arrival;
  const isDue2 = !inspection.quiet && rearm(run);
  return cut3 ? stop.arrived : isDue2 ? stop.happened : stop.none;
}
function isInexact({ memory, frame, errorNormSlot: errorNormSlot2 }) {
  return !(memory[frame + errorNormSlot2] <= 1);
}
function isAhead(run, kind, end) {
  if (end < run.known || end === run.instant || end === run.t) return false;
  run.ahead = end;
  run.promised = end;
  run.promisedTarget = run.target;
  run.promisedKind = kind;
  run.counters.repeatedSteps++;
  return true;
}
function endsOnZero({ memory, frame, events, ownEvents, program }) {
  for (let e = 0; e < ownEvents; e++) {
    const { armed, end, rounding, rate } = events[e];
    if (memory[frame + armed] !== arming.armed || !(Math.abs(memory[frame + end]) <= memory[frame + rounding]))
      continue;
    program.kernels.locate[e](frame);
    if (memory[frame + rate] > 0) return e;
  }
  return -1;
}

// ../b2/src/simulate/neuron/begin.ts
function begin(run, index3) {
  const { program, memory, startsFrom, settings } = run;
  const { from } = settings;
  run.turnToNew(index3);
  setClock(run, from);
  run.proposal = run.controller.firstStepSize ?? Number.NaN;
  run.promised = Number.NaN;
  run.anchor = anchor.none;
  run.segment = 0;
  run.round = 0;
  run.turn = 0;
  run.spikes = 0;
  run.fired = 0;
  run.steps = 0;
  run.refused = 0;
  run.grazed = 0;
  run.finished = false;
  run.unsettled = false;
  for (const { cause, firedAt } of run.events) {
    memory[run.frame + cause] = anchor.none;
    memory[run.frame + firedAt] = Number.NaN;
  }
  if (run.switches.length > 0) {
    forgetCrossings(run);
    for (const { moved } of run.switches) memory[run.frame + moved] = 1;
  }
  run.controller.init(run.remembered, run.rememberedAt);
  if (startsFrom === void 0) beginAnew(run);
  else takeUp2(run, startsFrom);
  program.kernels.stepCap(run.frame);
  if (run.samples.length > 0) takeSamples(run, from);
}
function beginAnew(run) {
  const { program, memory, frame } = run;
  const { kernels, model } = program;
  if (run.signals !== void 0) loadSignals(run.signals, memory, frame, run.index, 0, 0);
  kernels.initial(frame);
  appendRecord(run, recordKind.start, -1, 0);
  kernels.eventValues(frame);
  run.events.forEach(({ value, armed, due }, e) => {
    const below2 = memory[frame + value] < 0;
    memory[frame + armed] = below2 ? arming.armed : arming.never;
    memory[frame + due] = !below2 && model.events[e].fireAtStart ? eventCause.start : -1;
  });
  dueTimers(run);
  if (run.switches.length > 0) settleModes(run);
}
function takeUp2(run, left) {
  const { program, memory, frame, index: index3, events, switches, states, signals, t: t2 } = run;
  const { kernels } = program;
  memory.set(left.states.subarray(index3 * states, (index3 + 1) * states), frame);
  if (signals !== void 0) {
    run.segment = segmentAt(signals, t2);
    loadSignals(signals, memory, frame, index3, run.segment, t2);
  }
  appendRecord(run, recordKind.continued, -1, 0);
  if (Number.isNaN(run.proposal)) run.proposal = left.stepSizes[index3];
  kernels.eventValues(frame);
  for (let e = 0; e < events.length; e++) {
    const at3 = index3 * events.length + e;
    const { armed, due, value: valueSlot } = events[e];
    memory[frame + armed] = left.armed[at3];
    memory[frame + due] = -1;
    const value = memory[frame + valueSlot];
    if (run.timers[e] !== void 0 || Object.is(value, left.eventValues[at3])) continue;
    if (value < 0) memory[frame + armed] = arming.armed;
    else if (e < run.ownEvents && isCarried(run, e)) memory[frame + due] = eventCause.jump;
  }
  dueTimers(run);
  if (switches.length === 0) return;
  kernels.switchValues(frame);
  let hasMoved = false;
  for (let s = 0; s < switches.length; s++) {
    const { value, moved } = switches[s];
    const isSame2 = Object.is(memory[frame + value], left.switchValues[index3 * switches.length + s]);
    memory[frame + moved] = isSame2 ? 0 : 1;
    if (!isSame2) hasMoved = true;
  }
  if (hasMoved) settleModes(run);
}

// ../b2/src/simulate/schedule/agenda.ts
function createAgenda(neurons) {
  const order3 = Int32Array.from({ length: neurons }, (_, neuron) => neuron);
  return { time: new Float64Array(neurons), heap: order3, place: order3.slice() };
}
function firstOf({ heap }) {
  return heap[0];
}
function setTime(agenda, neuron, time) {
  const isEarlier = time < agenda.time[neuron];
  agenda.time[neuron] = time;
  if (isEarlier) rise(agenda, agenda.place[neuron]);
  else sink(agenda, agenda.place[neuron]);
}
function comesBefore({ time }, a, b) {
  return time[a] < time[b] || time[a] === time[b] && a < b;
}
function put({ heap, place: place7 }, at3, neuron) {
  heap[at3] = neuron;
  place7[neuron] = at3;
}
function rise(agenda, from) {
  const { heap } = agenda;
  const neuron = heap[from];
  let at3 = from;
  while (at3 > 0) {
    const parent = at3 - 1 >> 1;
    if (comesBefore(agenda, heap[parent], neuron)) break;
    put(agenda, at3, heap[parent]);
    at3 = parent;
  }
  put(agenda, at3, neuron);
}
function sink(agenda, from) {
  const { heap } = agenda;
  const neuron = heap[from];
  let at3 = from;
  for (; ; ) {
    let child = 2 * at3 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && comesBefore(agenda, heap[child + 1], heap[child])) child++;
    if (comesBefore(agenda, neuron, heap[child])) break;
    put(agenda, at3, heap[child]);
    at3 = child;
  }
  put(agenda, at3, neuron);
}

// ../b2/src/simulate/schedule/component-run.ts
function createComponentRun(program, parts2) {
  const { tape, parameters } = parts2[0].run;
  let neurons = 0;
  const first2 = parts2.map(({ program: { population: population2 } }) => {
    const begins = neurons;
    neurons += population2.size;
    return begins;
  });
  const partOf = new Int32Array(neurons);
  first2.forEach((begins, p) => {
    partOf.fill(p, begins, begins + parts2[p].program.population.size);
  });
  const inside3 = parts2.map(
    (part6) => program.projections.flatMap((own4) => {
      const target = parts2.findIndex((other) => other.program.population === own4.projection.post);
      return own4.projection.pre === part6.program.population && target >= 0 ? [{ own: own4, target }] : [];
    })
  );
  let lag = Number.POSITIVE_INFINITY;
  for (const { own: own4 } of inside3.flat()) {
    for (let k = 0; k < own4.delays; k++) lag = Math.min(lag, parameters[own4.delay + k]);
  }
  const component = {
    parts: parts2,
    first: first2,
    partOf,
    inside: inside3,
    lag,
    agenda: createAgenda(neurons),
    tape,
    parameters,
    touched: /* @__PURE__ */ new Set()
  };
  for (const { run } of parts2) run.looksAhead = true;
  return component;
}
function beginComponent({ parts: parts2, agenda }) {
  agenda.time.fill(parts2[0].run.settings.from);
  for (const part6 of parts2) {
    for (let neuron = 0; neuron < part6.program.population.size; neuron++) begin(part6.run, neuron);
    part6.begun = true;
  }
}
function runComponent(component, horizon, known5) {
  const { agenda, lag } = component;
  for (; ; ) {
    const now = agenda.time[firstOf(agenda)];
    if (now === Number.POSITIVE_INFINITY || now >= horizon || now >= known5) return now;
    const safe = Math.min(now + lag, known5);
    if (safe > now) runWindow(component, safe);
    else runInstant(component, now);
  }
}
function runWindow(component, known5) {
  const { agenda } = component;
  for (; ; ) {
    const neuron = firstOf(agenda);
    if (!(agenda.time[neuron] < known5)) return;
    visit(component, neuron, { known: known5, ...noInstant });
  }
}
function runInstant(component, now) {
  const { agenda, touched } = component;
  touched.clear();
  for (let round = 0; ; round++) {
    const active = [];
    for (let neuron = firstOf(agenda); agenda.time[neuron] === now; neuron = firstOf(agenda)) {
      active.push(neuron);
      setTime(agenda, neuron, Number.POSITIVE_INFINITY);
    }
    if (active.length > 0) {
      for (const neuron of active) {
        touched.add(neuron);
        visit(component, neuron, { known: now, instant: now, round });
      }
    } else if (!settlesModes(component, now)) break;
  }
  for (const neuron of touched) visit(component, neuron, { known: now, ...noInstant });
}
function settlesModes(component, now) {
  const { touched, agenda } = component;
  let happens = false;
  for (const neuron of touched) {
    const { run } = turnTo2(component, neuron);
    settleInstantModes(run);
    if (isPending2(run)) {
      setTime(agenda, neuron, now);
      happens = true;
    }
  }
  return happens;
}
function turnTo2({ parts: parts2, first: first2, partOf }, neuron) {
  const p = partOf[neuron];
  const part6 = parts2[p];
  part6.run.turnTo(neuron - first2[p]);
  return part6;
}
var noInstant = { instant: Number.NaN, round: 0 };
function visit(component, neuron, { known: known5, instant, round }) {
  const { agenda, tape } = component;
  const { run, inspection } = turnTo2(component, neuron);
  run.known = known5;
  run.instant = instant;
  run.knownRound = round;
  const before = tape.spikes.time.length;
  run.ahead = Number.POSITIVE_INFINITY;
  run.finished = goOn(run, inspection);
  const isOpen2 = run.t === instant;
  setTime(
    agenda,
    neuron,
    run.finished ? Number.POSITIVE_INFINITY : isOpen2 && isPending2(run) ? instant : run.ahead
  );
  for (let spike = before; spike < tape.spikes.time.length; spike++) send(component, neuron, spike);
}
function send(component, neuron, spike) {
  const { parts: parts2, first: first2, partOf, inside: inside3, agenda, tape, parameters } = component;
  const p = partOf[neuron];
  const { program } = parts2[p];
  const event2 = tape.spikes.event.data[spike];
  if (!program.model.events[event2].emits) return;
  const pre = neuron - first2[p];
  const sent = tape.spikes.time.data[spike];
  for (const { own: own4, target } of inside3[p]) {
    const { run } = parts2[target];
    forEachDelivery(own4, parameters, { pre, sent }, (time, synapse, post) => {
      if (time > run.settings.until) {
        run.counters.ignoredArrivals++;
        return;
      }
      if (time < run.timeOf(post)) {
        const { name: name2 } = run.program.population;
        const what = `fires earlier than its steps had shown before: its spike reaches neuron ${post} of "${name2}" at ${time}, which is at ${run.timeOf(post)} already,`;
        fail(parts2[p].run, "undecided-event", what, "Give a smaller rtol and atol.");
      }
      const round = roundOfArrival(tape, spike, time);
      const arrival = appendArrival(tape.arrivals, { time, spike, projection: own4.index, round, synapse });
      enlist(run.dues, tape, { arrival, list: post, after: run.lastOf(post) });
      const to = first2[target] + post;
      if (time < agenda.time[to]) setTime(agenda, to, time);
    });
  }
}

// ../b2/src/simulate/schedule/population-run.ts
function spikesFollowed({ projections }, { samples, stopAfterSpikes }, name2) {
  const goesOn = projections.some(({ projection }) => projection.pre.name === name2) || samples.some(({ population: population2 }) => population2 === name2);
  return (goesOn ? void 0 : stopAfterSpikes[name2]) ?? Number.POSITIVE_INFINITY;
}
function createPopulationRun(shared2, program, signals, isAlone) {
  const { network: network2, settings, tables, next } = shared2;
  const { name: name2, size: size2 } = program.population;
  const index3 = network2.populations.indexOf(program);
  const sampled2 = tables.filter((table4) => table4.population === name2);
  const run = new NeuronRun({
    settings,
    network: network2,
    parameters: shared2.parameters,
    tape: shared2.tape,
    counters: shared2.counters,
    program,
    signals,
    tables: sampled2,
    dues: createDues(size2, isAlone && program.incoming.every(reachesAll), next),
    laidOut: shared2.laidOut,
    startsFrom: settings.continued?.populations[index3],
    stopAfter: spikesFollowed(network2, settings, name2)
  });
  return { program, run, inspection: nothingInspected(), begun: false, unfinished: true, firstSent: 0 };
}
function receive3({ network: network2, tape, parameters, settings, inOrder: inOrder7 }, part6, { from, known: known5 }, isOutside) {
  const { run, program, begun } = part6;
  const { ignored, first: first2 } = gatherArrivals(tape, run.dues, {
    projections: program.incoming.filter(({ projection }) => isOutside(projection.pre.name)),
    isSent: (record2) => isSent(tape, network2, record2),
    inOrder: inOrder7,
    first: part6.firstSent,
    parameters,
    from,
    before: known5,
    until: settings.until,
    after: (list2) => begun && !run.dues.shared ? run.lastOf(list2) : -1
  });
  run.counters.ignoredArrivals += ignored;
  part6.firstSent = first2;
}
function runPopulation(part6, horizon, known5) {
  const { program, run, inspection } = part6;
  const { population: population2 } = program;
  if (!part6.unfinished) return Number.POSITIVE_INFINITY;
  run.known = known5;
  run.horizon = known5 === Number.POSITIVE_INFINITY ? horizon : Number.POSITIVE_INFINITY;
  let reached = Number.POSITIVE_INFINITY;
  for (let neuron = 0; neuron < population2.size; neuron++) {
    const next = advanceQuietly(run, neuron, !part6.begun);
    if (next >= 0) {
      reached = Math.min(reached, reachedQuietly(run));
      neuron = next;
      if (next === population2.size) break;
    }
    if (part6.begun || next >= 0 && hasBegun(run)) run.turnTo(neuron);
    else begin(run, neuron);
    if (run.finished) continue;
    run.finished = goOn(run, inspection, next >= 0 && !isFull(run.page));
    if (!run.finished) reached = Math.min(reached, run.t);
  }
  part6.begun = true;
  part6.unfinished = reached < Number.POSITIVE_INFINITY;
  return reached;
}
function endPopulation({ run, program }, left) {
  const { memory, states, events } = run;
  let at3 = 0;
  for (let neuron = 0; neuron < program.population.size; neuron++) {
    run.turnTo(neuron);
    countNeverArmed(run);
    if (left === void 0) continue;
    const { frame } = run;
    for (let i = 0; i < states; i++) left[at3++] = memory[frame + i];
    for (const { armed } of events) left[at3++] = memory[frame + armed];
    left[at3++] = run.proposal;
  }
}

// ../b2/src/simulate/schedule/schedule.ts
var stages = 12;
function runAll(shared2, signals, left) {
  const { from, until: until2, endEarly, stopAfterSpikes, continued } = shared2.settings;
  const components2 = componentsOf(shared2, signals);
  if (continued !== void 0) {
    for (const part6 of components2.flatMap(({ parts: parts2 }) => parts2)) receiveEarlier(shared2, part6);
  }
  const count3 = endEarly ? stages : 1;
  for (let stage = 1; stage <= count3; stage++) {
    const horizon = stage === count3 ? Number.POSITIVE_INFINITY : from + (until2 - from) * stage / count3;
    for (const component of components2) runStage(shared2, components2, component, horizon);
    const waits = ({ names: names2, reached }) => reached !== Number.POSITIVE_INFINITY && [...names2].some((name2) => name2 in stopAfterSpikes);
    if (endEarly && !components2.some(waits)) break;
  }
  const lists = [];
  for (const part6 of components2.flatMap(({ parts: parts2 }) => parts2)) {
    const index3 = shared2.network.populations.indexOf(part6.program);
    endPopulation(part6, left?.[index3]);
    if (shared2.settings.folds.has(part6.program.population.name)) lists[index3] = sharedList(part6.run.dues);
  }
  return lists;
}
var members = /* @__PURE__ */ new WeakMap();
function membersOf(network2) {
  let known5 = members.get(network2);
  if (known5 === void 0) {
    known5 = network2.network.components.flatMap((populations) => {
      const programs2 = populations.flatMap(
        (population2) => network2.populations.find((own4) => own4.population === population2) ?? []
      );
      if (programs2.length === 0) return [];
      const names2 = new Set(populations.map(({ name: name2 }) => name2));
      return [{ names: names2, programs: programs2, isAlone: !programs2.some((program) => sendsInto(program, names2)) }];
    });
    members.set(network2, known5);
  }
  return known5;
}
function componentsOf(shared2, signals) {
  const { network: network2 } = shared2;
  return membersOf(network2).map(({ names: names2, programs: programs2, isAlone }) => {
    const parts2 = programs2.map(
      (program) => createPopulationRun(shared2, program, signals[network2.populations.indexOf(program)], isAlone)
    );
    const cycle = isAlone ? void 0 : createComponentRun(network2, parts2);
    return { names: names2, parts: parts2, cycle, begun: false, known: Number.NEGATIVE_INFINITY, reached: 0 };
  });
}
function sendsInto({ incoming }, names2) {
  return incoming.some(({ projection }) => names2.has(projection.pre.name));
}
function runStage(shared2, components2, component, horizon) {
  const { names: names2, parts: parts2, cycle } = component;
  const isOutside = (name2) => !names2.has(name2);
  let known5 = Number.POSITIVE_INFINITY;
  for (const other of components2) {
    if (other === component || !parts2.some(({ program }) => sendsInto(program, other.names))) continue;
    known5 = Math.min(known5, other.reached);
  }
  if (known5 > component.known) {
    for (const part6 of parts2) receive3(shared2, part6, { from: component.known, known: known5 }, isOutside);
    component.known = known5;
  }
  const isFirst = !component.begun;
  component.begun = true;
  if (cycle === void 0) component.reached = runPopulation(parts2[0], horizon, known5);
  else {
    if (isFirst) beginComponent(cycle);
    component.reached = runComponent(cycle, horizon, known5);
  }
}

// ../b2/src/simulate/run-once.ts
function runOnce(network2, { parameters, input, holder = {} }, settings, tape) {
  const program = networkProgram(network2, settings.method, settings.execution);
  settings.signal?.throwIfAborted();
  checkLength(input, settings.until);
  loadParameters(program, parameters.values, holder);
  freePage(program.page, tape);
  clearTape(tape);
  loadTolerances(program, settings);
  const { from, continued } = settings;
  if (continued !== void 0) recallSpikes(program, continued, parameters.values, tape);
  const { given, inOrder: inOrder7 } = giveSpikes(
    network2,
    continued === void 0 ? input : inputAfter(input, from),
    tape
  );
  const tables = sampleTables(network2, settings.samples);
  const counters = createCounters(settings.notesApproaches);
  const signals = signalsOf2(program, input);
  const left = placesLeft(program, settings);
  let status = "completed";
  let message = "";
  let lists = [];
  try {
    const next = successors();
    const shared2 = {
      network: program,
      parameters: parameters.values,
      settings,
      tape,
      counters,
      tables,
      next,
      inOrder: inOrder7,
      laidOut: nothingLaidOut()
    };
    lists = runAll(shared2, signals, left);
  } catch (error) {
    if (!(error instanceof SimulationError) || settings.throwOnFailure) throw error;
    status = error.status;
    message = error.message;
  } finally {
    closePage({ page: program.page, tape }, settings.recordsStay);
  }
  const statistics = statisticsOf(network2, counters);
  const found = { tape, sampleTables: tables, given, left, lists };
  return runOf(program, settings, { parameters, holder, signals }, { status, message, statistics, ...found });
}
function signalsOf2(program, input) {
  return program.populations.map(({ population: population2, programs: programs2 }) => {
    const data = input.signals.get(population2.name);
    return data && bindSignals(programs2.frame, data);
  });
}
function placesLeft({ populations }, { stopAfterSpikes }) {
  for (const _ in stopAfterSpikes) return void 0;
  return populations.map(
    ({ population: population2, model }) => new Float64Array(population2.size * (model.states.length + model.events.length + 1))
  );
}
function loadTolerances(program, { rtol, atol, controller }) {
  for (const { population: population2, programs: programs2, base } of program.populations) {
    const { frame, method } = programs2;
    const reach3 = controller?.adaptive === false ? Number.POSITIVE_INFINITY : reachOf(method, rtol + atol);
    const [relative, absolute, longest4] = [frame.slot(rtolSlot), frame.slot(atolSlot), frame.slot(reachSlot)];
    for (let neuron = 0; neuron < population2.size; neuron++) {
      const at3 = base + neuron * frame.size;
      program.memory[at3 + relative] = rtol;
      program.memory[at3 + absolute] = atol;
      program.memory[at3 + longest4] = reach3;
    }
  }
}
function giveSpikes(network2, input, { spikes }) {
  const given = /* @__PURE__ */ new Map();
  const recalled = spikes.time.length;
  const orders2 = [];
  for (const [name2, { counts: counts2, times: times2, channels, positions, order: order3 }] of input.spikes) {
    const first2 = spikes.time.length;
    appendGiven(spikes, times2, channels, network2.population(name2).firstNeuron);
    given.set(name2, { first: first2, counts: counts2, channels, positions });
    orders2.push(first2 === 0 ? order3 : order3.map((k) => first2 + k));
  }
  if (recalled === 0 && orders2.length === 1) return { given, inOrder: orders2[0] };
  const inOrder7 = Int32Array.from({ length: spikes.time.length }, (_, record2) => record2);
  let at3 = recalled;
  for (const order3 of orders2) {
    inOrder7.set(order3, at3);
    at3 += order3.length;
  }
  return { given, inOrder: inOrder7 };
}

// ../b2/src/objective/as-read-by.ts
function asReadBy({ description }, run) {
  return description === void 0 ? unfold(run) : run;
}

// ../b2/src/objective/evaluate.ts
function evaluateSample({ network: network2, terms: terms3, targets, settings }, given, target, scale2, tape, leaveOutMissing = false) {
  const run = runOnce(network2, given, settings, tape);
  const cotangents = zeroCotangents(run);
  const losses = new Float64Array(terms3.length);
  const missing = [];
  let value = 0;
  const outputs = terms3.map(({ readout, loss: loss2, weight: weight2 }, k) => {
    const solution = asReadBy(readout, run);
    const output = readout.read(solution);
    const result2 = loss2.evaluate(output, targets[k](target));
    losses[k] = result2.value;
    if (weight2 === 0) return output;
    value += weight2 * result2.value;
    const bars = result2.gradient.map((slope) => slope * weight2 * scale2);
    const absent = readout.missing?.(solution, bars) ?? [];
    const { firstNeuron } = network2.population(readout.needs.population);
    for (const neuron of absent) missing.push(firstNeuron + neuron);
    if (absent.length === 0 || !leaveOutMissing) readout.pullback(solution, bars, cotangents);
    return output;
  });
  return { run, value, losses, outputs, cotangents, missing };
}

// ../b2/src/losses/loss.ts
var lossKind = rule(
  (loss2) => typeof loss2?.evaluate === "function",
  "Give one such as firstSpikeCrossEntropy(), or tracedLoss({ formula }) for a formula of your own."
);

// ../b2/src/readouts/readout.ts
var readingKind = rule(
  (readout) => typeof readout?.read === "function",
  'Give one such as firstSpikeTimes("output").'
);
var readoutKind = (where4, name2, readout) => {
  checkValue(where4, name2, readout, readingKind);
  if (typeof readout.pullback === "function") return;
  const hint4 = "A count changes by whole spikes only: measure it with predict or a metric, and take filteredSpikeTrain here.";
  throw new OptionError(where4, `${name2}, ${readout.name}, has no gradient`, hint4);
};

// ../b2/src/readouts/check-reached.ts
function checkReached(where4, time, { from, until: until2 }) {
  if (time >= from && time <= until2) return;
  const hint4 = time > until2 ? "Let the run last longer, or read it earlier." : "It has nothing of the run that it continues: read it later, or read that run.";
  const run = from === 0 ? `until ${until2}` : `from ${from} until ${until2}`;
  throw new OptionError(where4, `it reads the time ${time} of a run ${run}`, hint4);
}

// ../b2/src/solvers/method-names.ts
var methods2 = [
  ["euler", "forwardeuler expliciteuler"],
  ["heun", "rk2 heun21"],
  ["midpoint", "midpointmethod"],
  ["rk4", "rungekutta4 rungekutta classicrk4"],
  ["bogackiShampine32", "rk23 bs3 bs32 ode23 bosh3"],
  ["tsitouras54", "tsit5 tsit54 tsitouras"],
  ["dormandPrince54", "rk45 dopri5 dp5 ode45 dopri"],
  ["dormandPrince853", "dop853 dp8 dopri8 rk8"],
  ["exactFlow", "exact exactintegration linear"]
];
function plain4(text3) {
  return text3.toLowerCase().replace(/[^a-z0-9]/g, "");
}
function methodCalled(text3) {
  const wanted = plain4(text3);
  const found = methods2.find(
    ([name2, others2]) => plain4(name2) === wanted || others2.split(" ").includes(wanted)
  );
  if (found !== void 0) return found[0];
  return methods2.map(([name2]) => name2).find((name2) => suggestion(text3, [name2]) !== "");
}
var isOneMethod = rule(isMethod, (given) => {
  const name2 = typeof given === "string" ? methodCalled(given) : void 0;
  return name2 === void 0 ? "Give a method itself, such as tsitouras54 or exactFlow, or one made by defineTableau." : `Give the method itself: import { ${name2} } from "saltus/solvers", and method: ${name2}, without quotes.`;
});

// ../b2/src/expr/difference.ts
function difference(first2, second, path = "") {
  if (Object.is(first2, second)) return void 0;
  if (typeof first2 === "function" && typeof second === "function") return void 0;
  const differ = { path, first: first2, second };
  if (typeof first2 !== "object" || typeof second !== "object" || first2 === null || second === null) {
    return differ;
  }
  if (isExpression2(first2) && isExpression2(second)) return equal(first2, second) ? void 0 : differ;
  if (Array.isArray(first2) !== Array.isArray(second)) return differ;
  const [a, b] = [new Map(Object.entries(first2)), new Map(Object.entries(second))];
  for (const key of /* @__PURE__ */ new Set([...a.keys(), ...b.keys()])) {
    const step3 = Array.isArray(first2) ? `[${key}]` : path === "" ? key : `.${key}`;
    const found = difference(a.get(key), b.get(key), path + step3);
    if (found !== void 0) return found;
  }
  const [order3, other] = [[...a.keys()].join(), [...b.keys()].join()];
  return order3 === other ? void 0 : { path, first: order3, second: other };
}
function isExpression2(value) {
  return "op" in value && "args" in value;
}

// ../b2/src/compile/same-network.ts
function networkDifference(first2, second) {
  return first2 === second ? void 0 : difference(structureOf(first2), structureOf(second));
}
function structureOf({ populations, projections }) {
  return {
    populations: Object.fromEntries(
      populations.map(({ name: name2, size: size2, definition }) => {
        const model = definition.kind === "source" ? "source" : definition.model;
        return [name2, { size: size2, model }];
      })
    ),
    projections: Object.fromEntries(
      projections.map(({ name: name2, pre, post, port, topology, delayPer }) => [
        name2,
        { pre: pre.name, post: post.name, port, topology, delayPer }
      ])
    )
  };
}

// ../b2/src/simulate/given/continuation.ts
function continuationOf(where4, network2, run, until2) {
  const { program, left, status, until: time } = run;
  const name2 = `${where4}: continueFrom`;
  if (status !== "completed") {
    const hint4 = "Go on from a run that completed, such as the same with an earlier end.";
    throw new OptionError(name2, `the run ended with status ${status}`, hint4);
  }
  const other = networkDifference(network2, program.network);
  if (other !== void 0) {
    const what = `the run is of another network: ${other.path} is ${shown(other.first)} here and ${shown(other.second)} there`;
    throw new OptionError(name2, what, "Only the values of parameters may differ.");
  }
  if (left === void 0) {
    const what = "not all neurons of the run were followed to its end";
    throw new OptionError(name2, what, "Go on from a run without stopAfterSpikes.");
  }
  if (!(until2 >= time)) {
    const what = `until is ${until2}, and the run ended at ${time}`;
    throw new OptionError(name2, what, "Times stay as they were: give the end of the whole.");
  }
  loadParameters(program, run.parameters.values, run.holder);
  return {
    time,
    populations: program.populations.map((own4, p) => neuronsLeft(run, own4, p, left[p])),
    spikes: spikesOf(run)
  };
}
function neuronsLeft(run, own4, index3, left) {
  const { memory } = run.program;
  const { model, programs: programs2, kernels, base, population: population2 } = own4;
  const { events, switches } = frameSlots(programs2);
  const signals = run.signals[index3];
  const count3 = model.states.length;
  const stride = count3 + events.length + 1;
  const { size: size2 } = population2;
  const states = new Float64Array(size2 * count3);
  const armed = new Uint8Array(size2 * events.length);
  const eventValues = new Float64Array(size2 * events.length);
  const switchValues = new Float64Array(size2 * switches.length);
  const stepSizes = new Float64Array(size2);
  for (let n = 0; n < size2; n++) {
    const frame = base + n * programs2.frame.size;
    const at3 = n * stride;
    states.set(left.subarray(at3, at3 + count3), n * count3);
    armed.set(left.subarray(at3 + count3, at3 + count3 + events.length), n * events.length);
    stepSizes[n] = left[at3 + stride - 1];
    memory.set(left.subarray(at3, at3 + count3), frame);
    memory[frame + programs2.frame.slot(timeSlot)] = run.until;
    memory[frame + programs2.frame.slot(restSlot)] = 0;
    if (signals !== void 0) {
      loadSignals(signals, memory, frame, n, segmentAt(signals, run.until), run.until);
    }
    kernels.eventValues(frame);
    if (switches.length > 0) kernels.switchValues(frame);
    for (let e = 0; e < events.length; e++) {
      eventValues[n * events.length + e] = memory[frame + events[e].value];
    }
    for (let s = 0; s < switches.length; s++) {
      switchValues[n * switches.length + s] = memory[frame + switches[s].value];
    }
  }
  return { states, armed, eventValues, switchValues, stepSizes };
}
function spikesOf({ tape, program, until: until2 }) {
  const { time, neuron, event: event2, payload } = tape.spikes;
  const isSent2 = (record2) => {
    if (time.data[record2] > until2) return false;
    const own4 = program.populations[program.owner[neuron.data[record2]]];
    return own4 === void 0 || own4.model.events[event2.data[record2]].emits === true;
  };
  const records2 = Array.from({ length: time.length }, (_, record2) => record2).filter(isSent2).sort((a, b) => time.data[a] - time.data[b] || a - b);
  return {
    times: Float64Array.from(records2, (record2) => time.data[record2]),
    neurons: Int32Array.from(records2, (record2) => neuron.data[record2]),
    events: Int32Array.from(records2, (record2) => event2.data[record2]),
    payloads: Float64Array.from(records2, (record2) => payload.data[record2])
  };
}

// ../b2/src/simulate/given/watch.ts
var watchKinds = {
  signal: rule(
    (signal) => typeof signal?.throwIfAborted === "function",
    "Give that of an AbortController."
  ),
  onProgress: "function"
};

// ../b2/src/simulate/given/options.ts
var oneUp = numbers((value) => value >= 1, "Give a number \u2265 1.");
var aboveZero = numbers((value) => value > 0, "Give a positive number, or leave it out.");
var times = rule((value) => isList(value) && Symbol.iterator in value, "Give an array of times.");
var isController = rule((given) => {
  const { init, propose, stateSize } = given ?? {};
  return typeof init === "function" && typeof propose === "function" && Number.isInteger(stateSize);
}, "Give a step-size controller made by pidController or fixedStep, or leave it out.");
var kinds = {
  until: numbers((value) => value >= 0 && value < Infinity, "Give the end of the run, a finite number \u2265 0."),
  method: isOneMethod,
  rtol: numbers((value) => value > 0 && value < 1, "Give a number between 0 and 1, e.g. 1e-6."),
  atol: "positive",
  stepSize: "positive",
  maxStep: aboveZero,
  controller: isController,
  continueFrom: rule((given) => {
    const run = given;
    return typeof run?.spikeTrains === "function" && run.program !== void 0;
  }, "Give what simulate returned."),
  samples: rule(Array.isArray, "Give [{ population, times }]."),
  stopAfterSpikes: rule(isRecord, "Give an object with a number of spikes by name of the population."),
  endEarly: "flag",
  execution: (where4, name2, value) => {
    if (value !== "mixed") return checkValue(where4, name2, value, executions);
    const hint4 = 'Give "webassembly", which is the fastest for all programs now, or leave it out.';
    throw new OptionError(where4, 'execution "mixed" is no more', hint4);
  },
  throwOnFailure: "flag",
  maxSteps: oneUp,
  maxRounds: oneUp,
  maxSpikesPerUnitTime: aboveZero,
  ...watchKinds
};
var simulateOptionNames = Object.keys(kinds);
function settingsOf(network2, options, where4 = "simulate") {
  checkOptions(where4, options, kinds, ["until"]);
  const { until: until2, rtol = 1e-6, atol = 1e-6 } = options;
  const { maxStep = Number.POSITIVE_INFINITY, maxSteps = Number.POSITIVE_INFINITY } = options;
  const { maxRounds = 1e3, maxSpikesPerUnitTime = 1e3, samples = [], stopAfterSpikes = {} } = options;
  const { continueFrom } = options;
  const continued = continueFrom && continuationOf(where4, network2, continueFrom, until2);
  const from = continued?.time ?? 0;
  for (const request of samples) checkRequest(where4, network2, request, { from, until: until2 });
  for (const [name2, count3] of Object.entries(stopAfterSpikes)) {
    populationOf(`${where4}: stopAfterSpikes`, network2, name2);
    checkValue(where4, `stopAfterSpikes.${name2}`, count3, "count");
  }
  if (options.endEarly === true) checkEndEarly(where4, network2, stopAfterSpikes, samples);
  const controller = controllerOf(where4, options);
  const method = options.method ?? (controller === void 0 ? automatic : tsitouras54);
  return {
    where: where4,
    from,
    until: until2,
    continued,
    method,
    rtol,
    atol,
    maxStep,
    controller,
    samples,
    stopAfterSpikes: Object.assign(/* @__PURE__ */ Object.create(null), stopAfterSpikes),
    endEarly: options.endEarly ?? false,
    execution: executionOf(where4, options.execution),
    throwOnFailure: options.throwOnFailure ?? true,
    maxSteps,
    maxRounds,
    maxSpikes: 1e3 + maxSpikesPerUnitTime * (until2 - from),
    notesApproaches: true,
    folds: /* @__PURE__ */ new Set(),
    recordsStay: false,
    signal: options.signal,
    onProgress: options.onProgress
  };
}
function executionOf(where4, wanted) {
  if (wanted === void 0 || allows(wanted)) return wanted;
  const what = `execution "${wanted}" is not allowed here by the content policy`;
  const hint4 = `Leave it out: the best one allowed is "${allowedExecutions()[0]}".`;
  throw new UnsupportedError(where4, what, hint4);
}
function controllerOf(where4, { method, stepSize, maxStep, controller }) {
  if (stepSize !== void 0 && controller !== void 0) {
    throw new OptionError(where4, "both stepSize and controller are given", "Give one of them.");
  }
  if (stepSize !== void 0 && maxStep !== void 0) {
    throw new OptionError(where4, "both stepSize and maxStep are given", "Give one of them.");
  }
  if (method !== void 0 && isExact(method)) {
    if (stepSize === void 0 && controller === void 0) return standardController(method);
    const what = `${stepSize === void 0 ? "controller" : "stepSize"} is given beside ${method.name}`;
    throw new OptionError(
      where4,
      what,
      "Leave it out: steps that are exact are as long as can be. Or give maxStep."
    );
  }
  if (stepSize !== void 0) return fixedStep(stepSize);
  if (method?.embeddedOrder === 0 && (controller === void 0 || controller.adaptive)) {
    throw new OptionError(
      where4,
      `${method.name} has no error estimate`,
      "Give a stepSize, or an adaptive method such as tsitouras54."
    );
  }
  return controller ?? (method === void 0 ? void 0 : standardController(method));
}
function checkEndEarly(where4, network2, stopAfterSpikes, samples) {
  const read2 = Object.keys(stopAfterSpikes);
  const projects = read2.find((name2) => network2.projections.some(({ pre }) => pre.name === name2));
  if (read2.length > 0 && projects === void 0 && samples.length === 0) return;
  const why = samples.length > 0 ? "states are sampled" : projects === void 0 ? "stopAfterSpikes names no population" : `"${projects}" projects further`;
  throw new OptionError(
    where4,
    `endEarly is set, but ${why}`,
    "Leave it out, or name only populations whose spikes are all that is read."
  );
}
function populationOf(where4, network2, name2) {
  const names2 = network2.populations.map((population2) => population2.name);
  if (names2.includes(name2)) return network2.population(name2);
  throw new OptionError(where4, `there is no population ${shown(name2)}`, knownHere(name2, names2));
}
function checkRequest(where4, network2, request, { from, until: until2 }) {
  const kinds6 = { population: "any", times, side: sides };
  checkOptions(`${where4}: samples`, request, kinds6, ["times"]);
  const { population: population2 } = request;
  if (populationOf(`${where4}: samples`, network2, population2).definition.kind === "source") {
    const what = `"${population2}" is a source, it has no states to sample`;
    throw new OptionError(where4, what, "Sample a population of neurons.");
  }
  const within2 = numbers((time) => time >= from && time <= until2, `Give times within [${from}, ${until2}].`);
  for (const time of request.times) checkValue(where4, `a sample time of "${population2}"`, time, within2);
}

// ../b2/src/objective/readout-settings.ts
var derived2 = ["samples", "stopAfterSpikes", "endEarly", "throwOnFailure"];
var runOptionNames = simulateOptionNames.filter((name2) => !derived2.includes(name2));
function checkNames2(where4, of, options, own4) {
  const known5 = [...own4, ...runOptionNames];
  if (!isRecord(options)) checkKeys(where4, options, known5);
  for (const name2 of derived2) {
    if (!Object.hasOwn(options, name2)) continue;
    const hint4 = "Leave it out: it follows from the readouts, and a run that fails throws.";
    throw new OptionError(where4, `${name2} is no option of ${of}`, hint4);
  }
  checkKeys(where4, options, known5);
}
function readoutSettings(where4, network2, readouts, options) {
  for (const { name: name2, needs: needs2 } of readouts) checkNeeds(`${where4}: ${name2}`, network2, needs2);
  const needs = readouts.map((readout) => readout.needs);
  const samples = needs.flatMap(
    ({ population: population2, times: times2, side = "after" }) => times2 === void 0 ? [] : [{ population: population2, times: times2, side }]
  );
  const counts2 = /* @__PURE__ */ new Map();
  for (const { population: population2, spikes } of needs) {
    if (spikes !== void 0) counts2.set(population2, Math.max(spikes, counts2.get(population2) ?? 0));
  }
  const endEarly = samples.length === 0 && counts2.size > 0 && [...counts2.values()].every(Number.isFinite) && network2.projections.every(({ pre }) => !counts2.has(pre.name));
  const stopAfterSpikes = Object.fromEntries([...counts2].filter(([, count3]) => Number.isFinite(count3)));
  const settings = settingsOf(network2, { ...options, samples, stopAfterSpikes, endEarly }, where4);
  for (const {
    name: name2,
    needs: { until: until2 = 0 }
  } of readouts)
    checkReached(`${where4}: ${name2}`, Math.max(until2, settings.from), settings);
  const lookedAt = needs.flatMap(
    ({ population: population2, state: state2, times: times2 }) => state2 !== void 0 && times2 === void 0 ? [population2] : []
  );
  const folds = new Set(
    network2.populations.flatMap(({ name: name2, definition }) => {
      const isSilent = definition.kind === "neurons" && definition.model.events.length === 0;
      return isSilent || !lookedAt.includes(name2) ? [name2] : [];
    })
  );
  return { ...settings, notesApproaches: false, folds, recordsStay: true };
}
function checkNeeds(where4, network2, { population: population2, state: state2, event: event2, times: times2 }) {
  const { definition } = populationOf(where4, network2, population2);
  if (state2 === void 0) return;
  if (definition.kind === "source") {
    if (times2 !== void 0) return;
    const hint4 = "Read a population of neurons.";
    throw new OptionError(where4, `"${population2}" is a source, which has no states`, hint4);
  }
  const { model } = definition;
  const known5 = (what, name2, names2) => {
    if (name2 === void 0 || names2.includes(name2)) return;
    throw new OptionError(where4, `there is no ${what} ${shown(name2)}`, knownHere(name2, names2));
  };
  known5(
    "state",
    state2,
    model.states.map(({ name: name2 }) => name2)
  );
  known5("event", event2, [...new Set(model.events.map(({ name: name2 }) => declaredName(name2)))]);
}

// ../b2/src/objective/target-choice.ts
var targetKind = rule(
  (target) => typeof target === "function" || typeof target === "string" && target !== "",
  `Give the name of an entry of the sample's target, as in target: "label", or a function of it.`
);
function chosenBy(where4, choice2) {
  if (choice2 === void 0) return (target) => target;
  if (typeof choice2 === "function") return choice2;
  const names2 = choice2.split(".");
  return (target) => names2.reduce((whole4, name2) => {
    if (isRecord(whole4) && Object.hasOwn(whole4, name2)) return whole4[name2];
    const what = `the target has no ${shown(choice2)}: ${shown(whole4)} has no ${shown(name2)}`;
    throw new OptionError(where4, what, "Give every sample a target with that entry.");
  }, target);
}

// ../b2/src/objective/objective.ts
var termKinds = {
  name: "text",
  readout: readoutKind,
  loss: lossKind,
  weight: "free",
  target: targetKind
};
var termKind = recordOf(termKinds, ["readout", "loss"]);
function objectiveOf(network2, objective, where4 = "valueAndGradient") {
  checkNetwork(where4, network2);
  checkObjective(where4, objective);
  const { terms: terms3, gradientMethod = discreteAdjoint, ...options } = objective;
  const named2 = terms3.map(({ name: name2, readout, loss: loss2, weight: weight2 = 1, target }) => ({
    name: name2 ?? `${readout.name}, ${loss2.name}`,
    readout,
    loss: loss2,
    weight: weight2,
    ...target !== void 0 && { target }
  }));
  const names2 = named2.map(({ name: name2 }) => name2);
  checkDistinct(where4, "terms", names2, "Give them names.");
  const readouts = terms3.map(({ readout }) => readout);
  const settings = readoutSettings(where4, network2, readouts, options);
  return Object.freeze({
    network: network2,
    terms: Object.freeze(named2),
    targets: named2.map(({ name: name2, target }) => chosenBy(`${where4}: term ${shown(name2)}`, target)),
    settings: {
      ...settings,
      folds: gradientMethod === discreteAdjoint ? settings.folds : /* @__PURE__ */ new Set()
    },
    gradientMethod
  });
}
function checkObjective(where4, objective) {
  if (!isRecord(objective)) {
    const what = `the objective is ${shown(objective)}`;
    throw new OptionError(where4, what, "Give { terms: [{ readout, loss }], until }.");
  }
  const misplaced3 = Object.keys(objective).find((key) => Object.hasOwn(termKinds, key));
  if (misplaced3 !== void 0) {
    const hint4 = "It belongs into a term: terms: [{ readout, loss }].";
    throw new OptionError(where4, `unknown option "${misplaced3}"`, hint4);
  }
  checkNames2(where4, "an objective", objective, ["terms", "gradientMethod"]);
  const { terms: terms3, gradientMethod = discreteAdjoint } = objective;
  if (!Array.isArray(terms3) || terms3.length === 0) {
    throw new OptionError(where4, "there are no terms", "Give terms: [{ readout, loss }].");
  }
  checkValue(where4, "gradientMethod", gradientMethod, gradientMethodKind);
  checkValue(where4, "terms", terms3, listOf(termKind));
}

// ../b2/src/expr/print-equations.ts
var maxRepeated = 24;
var maxText = 400;
var maxDepth2 = 25;
function printEquations(derivatives, avoid = []) {
  const { parts: parts2, texts } = nameParts(derivatives, avoid);
  const equations = [...derivatives.keys()].map((state2, k) => `d${state2}/dt = ${texts[k]}`);
  return [...parts2.map(({ name: name2, text: text3 }) => `${name2} = ${text3}`), ...equations].join("\n");
}
function nameParts(derivatives, avoid) {
  const roots = [...derivatives.values()];
  const nodes3 = reachable(roots);
  const uses = /* @__PURE__ */ new Map();
  for (const node of [...roots, ...nodes3.flatMap(({ args }) => [...new Set(args)])]) {
    uses.set(node, (uses.get(node) ?? 0) + 1);
  }
  const taken2 = /* @__PURE__ */ new Set([...reservedNames, ...derivatives.keys(), ...avoid, "t"]);
  for (const { op, name: name2 } of nodes3) if (op === "symbol") taken2.add(name2);
  const printed = /* @__PURE__ */ new Map();
  const parts2 = [];
  let count3 = 0;
  for (const node of nodes3) {
    const result2 = printNode(node, (arg) => printed.get(arg));
    const { text: text3, depth } = result2;
    const isRepeated = uses.get(node) > 1 && text3.length > maxRepeated;
    if (node.args.length > 0 && (isRepeated || text3.length > maxText || depth > maxDepth2)) {
      do
        count3 += 1;
      while (taken2.has(`shared${count3}`));
      parts2.push({ name: `shared${count3}`, node, text: text3 });
      printed.set(node, printName(`shared${count3}`));
    } else {
      printed.set(node, result2);
    }
  }
  return { parts: parts2, texts: roots.map((root) => printed.get(root).text) };
}

// ../b2/src/neurons/print-model.ts
var longestInConsole = 200;
function readable(model) {
  const text3 = () => printModel(model);
  return Object.freeze(shownAs(Object.defineProperty(model, "toString", { value: text3 }), text3));
}
function printModel(model) {
  return inColumns(model.name, modelEntries(model, longestInConsole));
}
function inColumns(title, entries) {
  const width2 = Math.max(...entries.map(([heading]) => heading.length));
  return [title, ...entries.map(([heading, text3]) => `  ${heading.padEnd(width2)}  ${text3}`)].join("\n");
}
function headed(heading, texts) {
  return texts.map((text3, k) => [k === 0 ? heading : "", text3]);
}
function modelEntries(model, longest4) {
  const { states, parameters, signals, events, ports } = model;
  const cut3 = (text3) => text3.length > longest4 ? `${text3.slice(0, longest4)} \u2026` : text3;
  const print = (formula) => cut3(printFormula(formula));
  return [
    ...headed(
      "states",
      states.map(({ name: name2, unit: unit6, initial, discrete }) => {
        const value = print(initial);
        return `${name2}${bracketed(unit6)} = ${value} at the start${discrete ? ", changed by events alone" : ""}`;
      })
    ),
    ...headed(
      "parameters",
      parameters.map(({ name: name2, unit: unit6, default: value }) => `${name2}${bracketed(unit6)} = ${value}`)
    ),
    ...signals.length > 0 ? headed("signals", [signals.join(", ")]) : [],
    ...headed("dynamics", printEquations(dynamicsOf(model), namesOf(model)).split("\n").map(cut3)),
    ...events.flatMap(
      (event2) => headed(event2.name, [whenText(event2, print), ...changes(model, event2.reset, print)])
    ),
    ...ports.flatMap(
      ({ name: name2, channels, units, map }) => headed(`input "${name2}"`, [
        ...channels.map((channel, k) => `${channel}${bracketed(units[k])}`),
        ...changes(model, map, print)
      ])
    )
  ];
}
function dynamicsOf({ states, derivatives }) {
  return new Map(
    states.flatMap(({ name: name2, discrete }, i) => discrete ? [] : [[name2, derivatives[i]]])
  );
}
function namesOf({ states, parameters, signals }) {
  return [...[...states, ...parameters].map(({ name: name2 }) => name2), ...signals];
}
function whenText(event2, print) {
  const { emits, payload } = event2;
  const sent = emits ? ", sent along the projections" : "";
  return `${conditionText(event2, print)}${sent}${payload === void 0 ? "" : `, carrying ${print(payload)}`}`;
}
function conditionText(event2, print = printFormula) {
  const { due, rising, guards: guards2 } = happening(event2);
  const limits2 = guards2.map(({ condition: condition2, holds: holds2 }) => `${holds2 ? "while" : "unless"} ${print(condition2)}`);
  if (due !== void 0) return [`at t = ${due}`, ...limits2].join(", ");
  if (rising.op === "constant") return `as soon as it may, ${limits2.join(", ")}`;
  return [`when ${print(rising)} rises through 0`, ...limits2].join(", ");
}
function changes({ states }, after, print = printFormula) {
  return states.flatMap(
    ({ name: name2 }, i) => after[i] === symbol(name2) ? [] : [`${name2} \u2190 ${print(after[i])}`]
  );
}
function bracketed(unit6) {
  return unit6 === "" ? "" : ` [${unit6}]`;
}
function printFormula(formula) {
  if (typeof formula === "number") return String(formula);
  try {
    return printExpression(formula);
  } catch (error) {
    if (error instanceof UnsupportedError) return "\u2026";
    throw error;
  }
}

// ../b2/src/numeric/spike-kernel.ts
function exponentialKernel(tau) {
  const value = (s) => exp(-s / tau) / tau;
  return { value, slope: (s) => -value(s) / tau };
}
function differenceKernel(tau, tauRise) {
  const slow = Math.max(tau, tauRise);
  const fast = Math.min(tau, tauRise);
  const gap = 1 / fast - 1 / slow;
  const value = (s) => exp(-s / slow) * s / slow * exprel(-s * gap) / fast;
  return { value, slope: (s) => exp(-s / fast) / fast / slow - value(s) / slow };
}

// ../b2/src/losses/check.ts
function checkNumbers(loss2, target, count3) {
  const shape = "Give one number for each value, or a single number for all of them.";
  const isOne = typeof target === "number";
  if (!isOne && !isList(target)) throw new OptionError(loss2, `the target is ${shown(target)}`, shape);
  if (!isOne && target.length !== count3) {
    throw new ShapeError(loss2, `${counted(target.length, "target")} for ${counted(count3, "value")}`, shape);
  }
  for (let i = 0; i < (isOne ? 1 : count3); i++) {
    const wanted = isOne ? target : target[i];
    if (typeof wanted === "number" && wanted > -Infinity) continue;
    const inFile = wanted === null ? " (which JSON turns into null)" : "";
    const hint4 = `Targets are finite, or Infinity for silence${inFile}.`;
    throw new OptionError(loss2, `target ${i} is ${shown(wanted)}`, hint4);
  }
}
function checkTrains(loss2, target) {
  const shape = "Give a list of spike trains, one for each neuron, such as [[3, 12], []].";
  if (!isList(target) || target.length === 0) {
    throw new OptionError(loss2, `the target is ${shown(target)}`, shape);
  }
  for (let n = 0; n < target.length; n++) {
    const train = target[n];
    if (!isList(train)) throw new OptionError(loss2, `train ${n} of the target is ${shown(train)}`, shape);
    for (let i = 0; i < train.length; i++) {
      const time = train[i];
      if (typeof time === "number" && time > -Infinity) continue;
      throw new OptionError(loss2, `time ${i} of train ${n} is ${shown(time)}`, "Give finite times.");
    }
  }
}
function checkValues(loss2, values2, acceptsSilent) {
  if (!isList(values2)) {
    throw new OptionError(loss2, `the values are ${shown(values2)}`, "Give what a readout reads.");
  }
  if (values2.length === 0 && !acceptsSilent) {
    throw new ShapeError(loss2, "there are no values", "Take a readout that reads some in every run.");
  }
  for (let i = 0; i < values2.length; i++) {
    const value = values2[i];
    if (typeof value === "number" && value > -Infinity && (acceptsSilent || value < Infinity)) continue;
    const hint4 = acceptsSilent ? "Values are finite, or Infinity for a silent neuron; look for the run that made this one." : "This loss compares finite numbers: give the readout a silentTime, one of states a silentValue, or take a loss that accepts silent neurons.";
    throw new OptionError(loss2, `value ${i} of ${values2.length} is ${shown(value)}`, hint4);
  }
}
function meanOver(count3, sum, target) {
  if (count3 > 0) return sum / count3;
  return typeof target === "number" && target < Infinity ? Infinity : 0;
}
function checkLabel(loss2, label, count3) {
  if (Number.isInteger(label) && label >= 0 && label < count3) return;
  if (count3 === 0) {
    const hint5 = "Take a readout with one value per class in every run, such as firstSpikeTimes.";
    throw new ShapeError(loss2, `there are no values for label ${shown(label)}`, hint5);
  }
  const hint4 = `Labels go from 0 to ${count3 - 1}; the readout needs one value per class.`;
  throw new ShapeError(loss2, `label ${shown(label)} is no index of ${counted(count3, "value")}`, hint4);
}

// ../b2/src/losses/softmax.ts
function negativeLogSoftmax(scores, label, temperature, gradient) {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
  const highest = scores[best];
  if (highest === -Infinity) {
    gradient.fill(0);
    return Infinity;
  }
  const gap = (highest - scores[label]) / temperature;
  let rest = 0;
  for (let i = 0; i < scores.length; i++) {
    const share4 = exp((scores[i] - highest) / temperature);
    gradient[i] = share4;
    if (i !== best) rest += share4;
  }
  const total = (1 + rest) * temperature;
  let others2 = 0;
  for (let i = 0; i < scores.length; i++) {
    gradient[i] /= total;
    if (i !== label) others2 += gradient[i];
  }
  gradient[label] = -others2;
  return gap + log1p(rest);
}

// ../b2/src/losses/cross-entropy.ts
var lossName = "crossEntropy";
function crossEntropy(options = {}) {
  checkOptions(lossName, options, { temperature: "positive" });
  const { temperature = 1 } = options;
  const evaluate3 = (values2, label) => {
    checkValues(lossName, values2, false);
    checkLabel(lossName, label, values2.length);
    const gradient = new Float64Array(values2.length);
    const value = negativeLogSoftmax(values2, label, temperature, gradient);
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName, temperature });
  return Object.freeze({ name: lossName, description, acceptsSilent: false, target: "label", evaluate: evaluate3 });
}

// ../b2/src/losses/first-spike-cross-entropy.ts
var lossName2 = "firstSpikeCrossEntropy";
function firstSpikeCrossEntropy(options = {}) {
  checkOptions(lossName2, options, { tau0: "positive", tau1: "positive", alpha: "nonnegative" });
  const { tau0 = 0.5, tau1 = 6.4, alpha = 3e-3 } = options;
  const evaluate3 = (values2, label) => {
    checkValues(lossName2, values2, true);
    checkLabel(lossName2, label, values2.length);
    const gradient = new Float64Array(values2.length);
    for (let i = 0; i < values2.length; i++) gradient[i] = -values2[i];
    let value = negativeLogSoftmax(gradient, label, tau0, gradient);
    for (let i = 0; i < values2.length; i++) gradient[i] = values2[i] === Infinity ? 0 : -gradient[i];
    const time = values2[label];
    if (alpha !== 0 && time !== Infinity) {
      value += alpha * expm1(time / tau1);
      gradient[label] += alpha / tau1 * exp(time / tau1);
    }
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName2, tau0, tau1, alpha });
  return Object.freeze({ name: lossName2, description, acceptsSilent: true, target: "label", evaluate: evaluate3 });
}

// ../b2/src/losses/first-spike-hinge.ts
var lossName3 = "firstSpikeHinge";
function firstSpikeHinge(options = {}) {
  checkOptions(lossName3, options, { margin: "nonnegative" });
  const { margin = 1 } = options;
  const evaluate3 = (values2, label) => {
    checkValues(lossName3, values2, true);
    checkLabel(lossName3, label, values2.length);
    const gradient = new Float64Array(values2.length);
    let earliest = Infinity;
    let tied = 0;
    for (let i = 0; i < values2.length; i++) {
      if (i === label || values2[i] > earliest) continue;
      tied = values2[i] < earliest ? 1 : tied + 1;
      earliest = values2[i];
    }
    const time = values2[label];
    const value = time === Infinity ? Infinity : Math.max(0, time - earliest + margin);
    if (value > 0) {
      if (time !== Infinity) gradient[label] = 1;
      for (let i = 0; i < values2.length; i++) {
        if (i !== label && values2[i] === earliest && earliest !== Infinity) gradient[i] = -1 / tied;
      }
    }
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName3, margin });
  return Object.freeze({ name: lossName3, description, acceptsSilent: true, target: "label", evaluate: evaluate3 });
}

// ../b2/src/losses/mean-squared-error.ts
var lossName4 = "meanSquaredError";
function meanSquaredError(...none3) {
  if (none3.length > 0) {
    const hint4 = "Write meanSquaredError(); a weight is an option of the term.";
    throw new OptionError(lossName4, "it has no options, and is given one", hint4);
  }
  const description = Object.freeze({ kind: lossName4 });
  return Object.freeze({ name: lossName4, description, acceptsSilent: true, target: "numbers", evaluate: evaluate2 });
}
function evaluate2(values2, target) {
  checkValues(lossName4, values2, true);
  const count3 = values2.length;
  checkNumbers(lossName4, target, count3);
  const gradient = new Float64Array(count3);
  let sum = 0;
  for (let i = 0; i < count3; i++) {
    const wanted = typeof target === "number" ? target : target[i];
    if (values2[i] === wanted) continue;
    const difference2 = values2[i] - wanted;
    sum += difference2 * difference2;
    if (Number.isFinite(difference2)) gradient[i] = 2 * difference2 / count3;
  }
  return { value: meanOver(count3, sum, target), gradient };
}

// ../b2/src/losses/penalties.ts
function penaltyAbove(options = {}) {
  return penalty("penaltyAbove", options, 1);
}
function penaltyBelow(options = {}) {
  return penalty("penaltyBelow", options, -1);
}
function penalty(name2, options, side) {
  checkOptions(name2, options, { bound: "free", of: ["each", "mean"] });
  const { bound = 0, of = "each" } = options;
  const excessOf = (value) => Math.max(0, side * (value - bound));
  const evaluate3 = (values2) => {
    checkValues(name2, values2, false);
    const count3 = values2.length;
    if (of === "mean") {
      const excess = excessOf(values2.reduce((mean, value2) => mean + value2 / count3, 0));
      return { value: excess * excess, gradient: values2.map(() => 2 * side * excess / count3) };
    }
    const gradient = values2.map(excessOf);
    const value = gradient.reduce((sum, excess) => sum + excess * excess, 0) / count3;
    return { value, gradient: gradient.map((excess) => 2 * side * excess / count3) };
  };
  const description = Object.freeze({ kind: name2, bound, of });
  return Object.freeze({ name: name2, description, acceptsSilent: false, target: "none", evaluate: evaluate3 });
}

// ../b2/src/losses/spike-time-error.ts
var lossName5 = "spikeTimeError";
var price = numbers((value) => value >= 0, "Give a number \u2265 0 [ms\xB2], or Infinity.");
function spikeTimeError(options = {}) {
  checkOptions(lossName5, options, { missing: price, extra: price });
  const { missing = Number.POSITIVE_INFINITY, extra = Number.POSITIVE_INFINITY } = options;
  const evaluate3 = (values2, target) => {
    checkValues(lossName5, values2, true);
    const count3 = values2.length;
    checkNumbers(lossName5, target, count3);
    const gradient = new Float64Array(count3);
    let sum = 0;
    for (let i = 0; i < count3; i++) {
      const time = values2[i];
      const wanted = typeof target === "number" ? target : target[i];
      if (time === wanted) continue;
      if (time === Infinity) sum += missing;
      else if (wanted === Infinity) sum += extra;
      else {
        const difference2 = time - wanted;
        sum += difference2 * difference2;
        gradient[i] = 2 * difference2 / count3;
      }
    }
    return { value: meanOver(count3, sum, target), gradient };
  };
  const description = Object.freeze({ kind: lossName5, missing, extra });
  return Object.freeze({ name: lossName5, description, acceptsSilent: true, target: "numbers", evaluate: evaluate3 });
}

// ../b2/src/expr/formula.ts
var result = "x";
function textOfFormula(expr, names2) {
  const lines = printEquations(/* @__PURE__ */ new Map([[result, expr]]), names2).split("\n");
  const last = lines.pop();
  return [...lines, last.slice(`d${result}/dt = `.length)].join("\n");
}
function formulaOfText(text3, names2, where4, block) {
  const end = text3.lastIndexOf("\n") + 1;
  const known5 = new Map(names2.map((name2) => [name2, symbol(name2)]));
  const { auxiliaries } = parseEquations(text3.slice(0, end), { where: where4, block, states: [], known: known5 });
  const within2 = { text: text3, offset: end };
  return parseExpression(text3.slice(end), {
    where: where4,
    block,
    known: new Map([...known5, ...auxiliaries]),
    within: within2
  });
}

// ../b2/src/expr/symbol.ts
function symbol2(name2) {
  if (typeof name2 === "string" && isName(name2)) return symbol(name2);
  const hint4 = `${nameRule} A number with a unit is quantity(70, "mV").`;
  throw new ModelError(`symbol(${JSON.stringify(name2)})`, "this is not a name", hint4);
}

// ../b2/src/losses/traced-loss.ts
var lossName6 = "tracedLoss";
var mostValues = 1e4;
var isWidth = numbers(
  (value) => Number.isInteger(value) && value >= 1 && value <= mostValues,
  `Give a whole number from 1 to ${mostValues}.`
);
var isFormula = rule(
  (formula) => typeof formula === "string" || typeof formula === "function",
  'Give a text, "(value - target)^2", or a function of symbols.'
);
function tracedLoss(options) {
  checkOptions(
    lossName6,
    options,
    { formula: isFormula, values: isWidth, over: ["mean", "sum"] },
    ["formula"]
  );
  const { values: width2, over } = options;
  if (width2 !== void 0 && over !== void 0) {
    const hint4 = "Leave out values, or over: a formula of all values says itself how they add up.";
    throw new OptionError(lossName6, "both values and over are given", hint4);
  }
  const count3 = width2 ?? 1;
  const namesOf3 = (what) => Array.from({ length: count3 }, (_, k) => width2 === void 0 ? what : `${what}${k}`);
  const [values2, targets] = [namesOf3("value"), namesOf3("target")];
  const { text: text3, loss: loss2, slopes } = within(/* @__PURE__ */ new Map(), () => {
    const printed = textOf(options, values2, targets);
    return { text: printed, ...differentiated(printed, values2, targets) };
  });
  const takesTargets = [...symbolsOf([loss2])].some((name2) => targets.includes(name2));
  const description = Object.freeze({
    kind: lossName6,
    formula: text3,
    ...width2 === void 0 ? { over: over ?? "mean" } : { values: width2 }
  });
  const evaluateLoss = (given, target) => {
    checkValues(lossName6, given, false);
    if (width2 !== void 0 && given.length !== width2) {
      const what = `${counted(given.length, "value")} for a formula of ${width2}`;
      throw new ShapeError(lossName6, what, `Give values: ${given.length}, and a formula of as many.`);
    }
    if (takesTargets) checkTargets(target, given.length);
    const gradient = new Float64Array(given.length);
    const factor = over === "sum" || width2 !== void 0 ? 1 : 1 / given.length;
    let sum = 0;
    for (let first2 = 0; first2 < given.length; first2 += count3) {
      const known5 = {};
      for (let k = 0; k < count3; k++) {
        known5[values2[k]] = given[first2 + k];
        if (takesTargets) known5[targets[k]] = typeof target === "number" ? target : target[first2 + k];
      }
      const [value, ...parts2] = evaluate([loss2, ...slopes], known5);
      checkResult(value, parts2, known5);
      sum += value;
      parts2.forEach((part6, k) => {
        gradient[first2 + k] = part6 * factor;
      });
    }
    return { value: sum * factor, gradient };
  };
  return Object.freeze({
    name: lossName6,
    description,
    acceptsSilent: false,
    target: takesTargets ? "numbers" : "none",
    evaluate: evaluateLoss
  });
}
function textOf({ formula, values: width2 }, values2, targets) {
  const names2 = [...values2, ...targets];
  if (typeof formula === "string") {
    return textOfFormula(formulaOfText(formula, names2, lossName6, "formula"), names2);
  }
  const traced2 = traceRecord(
    (symbols2) => {
      const [own4, wanted] = [values2, targets].map((list2) => list2.map((name2) => symbols2[name2]));
      const call3 = formula;
      return { loss: width2 === void 0 ? call3(own4[0], wanted[0]) : call3(own4, wanted) };
    },
    names2,
    `${lossName6}: formula`,
    ["loss"]
  );
  return textOfFormula(traced2.get("loss"), names2);
}
function differentiated(text3, values2, targets) {
  const names2 = [...values2, ...targets];
  const loss2 = formulaOfText(text3, names2, lossName6, "formula");
  const other = [...symbolsOf([loss2])].find((name2) => !names2.includes(name2));
  if (other !== void 0) {
    const hint4 = "A loss is a formula of plain numbers: write the number alone.";
    throw new ModelError(lossName6, `the formula has ${shown(other)} in it`, hint4);
  }
  return { loss: loss2, slopes: vjp([loss2], [constant(1)], values2.map(symbol2)) };
}
function checkTargets(target, count3) {
  checkNumbers(lossName6, target, count3);
  for (let i = 0; i < count3; i++) {
    const wanted = typeof target === "number" ? target : target[i];
    if (wanted < Infinity) continue;
    throw new OptionError(lossName6, `target ${i} is ${wanted}`, "Formulas take finite targets.");
  }
}
function checkResult(value, slopes, known5) {
  const wrong = [value, ...slopes].find((number) => !Number.isFinite(number));
  if (wrong === void 0) return;
  const what = Number.isFinite(value) ? `a derivative of the formula is ${wrong}` : `the formula is ${wrong}`;
  const at3 = Object.entries(known5).map(([name2, number]) => `${name2} = ${number}`);
  const hint4 = "Write it so that it is finite, and has a finite slope, at all values that can come.";
  throw new OptionError(lossName6, `${what} at ${at3.join(", ")}`, hint4);
}

// ../b2/src/losses/van-rossum-distance.ts
var lossName7 = "vanRossumDistance";
function vanRossumDistance(options = {}) {
  checkOptions(lossName7, options, { tau: "positive" });
  const { tau = 10 } = options;
  const evaluate3 = (values2, target) => {
    checkValues(lossName7, values2, true);
    checkTrains(lossName7, target);
    const neurons = target.length;
    if (values2.length % neurons !== 0) {
      const hint4 = "Give a train for each neuron, and read allSpikeTimes(population, { perNeuron: true }).";
      throw new ShapeError(
        lossName7,
        `${counted(neurons, "train")} for ${counted(values2.length, "value")}`,
        hint4
      );
    }
    const gradient = new Float64Array(values2.length);
    const width2 = values2.length / neurons;
    let value = 0;
    for (let n = 0; n < neurons; n++) {
      const [from, to] = [n * width2, (n + 1) * width2];
      value += oneTrain(values2.subarray(from, to), target[n], tau, gradient.subarray(from, to)) / neurons;
    }
    for (let i = 0; i < values2.length; i++) gradient[i] /= neurons;
    return { value, gradient };
  };
  const description = Object.freeze({ kind: lossName7, tau });
  return Object.freeze({ name: lossName7, description, acceptsSilent: true, target: "trains", evaluate: evaluate3 });
}
function oneTrain(values2, target, tau, gradient) {
  const marks = marksOf(values2, target);
  const earlier = new Float64Array(marks.length);
  const later = new Float64Array(marks.length);
  const places4 = /* @__PURE__ */ new Map();
  let value = 0;
  let level = 0;
  marks.forEach(({ time, sign: sign2 }, k) => {
    places4.set(time, k);
    const next = marks[k + 1];
    const gap = next === void 0 ? Infinity : (next.time - time) / tau;
    level += sign2;
    value -= level * level * expm1(-2 * gap) / 2;
    level *= exp(-gap);
    if (next !== void 0) earlier[k + 1] = level;
  });
  for (let k = marks.length - 2; k >= 0; k--) {
    later[k] = (later[k + 1] + marks[k + 1].sign) * exp((marks[k].time - marks[k + 1].time) / tau);
  }
  for (let i = 0; i < values2.length; i++) {
    const k = places4.get(values2[i]);
    if (k !== void 0) gradient[i] = (later[k] - earlier[k]) / tau;
  }
  return value;
}
function marksOf(values2, target) {
  const marks = /* @__PURE__ */ new Map();
  const add8 = (times2, sign2) => {
    for (let i = 0; i < times2.length; i++) {
      const time = times2[i];
      if (time === Infinity) continue;
      const mark2 = marks.get(time);
      if (mark2 === void 0) marks.set(time, { time, sign: sign2 });
      else mark2.sign += sign2;
    }
  };
  add8(values2, 1);
  add8(target, -1);
  return [...marks.values()].sort((a, b) => a.time - b.time);
}

// ../b2/src/network/initializers.ts
function isInitializer(value) {
  if (typeof value !== "object" || value === null) return false;
  const { name: name2, draw } = value;
  return typeof name2 === "string" && typeof draw === "function";
}
function normal(mean, standardDeviation) {
  checkValue("normal", "mean", mean, "free");
  checkValue("normal", "standardDeviation", standardDeviation, "nonnegative");
  return Object.freeze({
    name: `normal(${mean}, ${standardDeviation})`,
    distribution: Object.freeze({ kind: "normal", values: [mean, standardDeviation] }),
    draw: (random) => mean + standardDeviation * random.normal()
  });
}
function uniform(low, high) {
  checkValue("uniform", "low", low, "free");
  checkValue("uniform", "high", high, "free");
  if (low > high) {
    throw new OptionError(`uniform(${low}, ${high})`, "the interval is empty", "Give the smaller end first.");
  }
  return Object.freeze({
    name: `uniform(${low}, ${high})`,
    distribution: Object.freeze({ kind: "uniform", values: [low, high] }),
    draw: (random) => low + (high - low) * random.uniform()
  });
}
function constantly(value) {
  checkValue("constantly", "value", value, "free");
  return Object.freeze({
    name: `constantly(${value})`,
    distribution: Object.freeze({ kind: "constantly", values: [value] }),
    draw: () => value
  });
}

// ../b2/src/network/connect.ts
var name = rule((value) => typeof value === "string", "Give a name.");
var kinds2 = {
  weight: "any",
  weights: rule(isRecord, "Give { channel: values }, or weight where the port has one channel."),
  delay: (where4, option, value) => {
    if (!isList(value) && !isInitializer(value)) checkValue(where4, option, value, "nonnegative");
  },
  delayPer: ["projection", "axon", "dendrite", "synapse"],
  topology: rule(
    (value) => isRecord(value) && typeof value["kind"] === "string",
    "Make it with oneToOne(), pairs(list), withProbability(p), fixedInDegree(k) or convolution(options)."
  ),
  port: name,
  name: rule((value) => typeof value === "string" && value !== "", "Give a name, or leave it out.")
};
function connect(pre, post, options = {}) {
  const where4 = `connect(${shown(pre)}, ${shown(post)})`;
  checkOptions(where4, options, kinds2);
  checkValue(where4, "the first argument", pre, name);
  checkValue(where4, "the second argument", post, name);
  if (options.weight !== void 0 && options.weights !== void 0) {
    throw new OptionError(where4, "both weight and weights are given", "Give one of them.");
  }
  return Object.freeze({
    pre,
    post,
    name: options.name ?? `${pre}\u2192${post}`,
    options: Object.freeze({ ...options })
  });
}

// ../b2/src/network/convolution.ts
function convolution(options) {
  const sizes = listOf("count");
  const kinds6 = {
    input: sizes,
    kernel: sizes,
    channels: "count",
    stride: "count",
    padding: "whole"
  };
  checkOptions("convolution", options, kinds6, ["input", "kernel", "channels"]);
  const { input, kernel, channels, stride = 1, padding = 0 } = options;
  for (const [name2, list2, length] of [
    ["input", input, 3],
    ["kernel", kernel, 2]
  ]) {
    if (list2.length === length) continue;
    const hint4 = length === 3 ? "Give [height, width, channels]." : "Give [height, width].";
    throw new OptionError("convolution", `${name2} has ${counted(list2.length, "number")}`, hint4);
  }
  return Object.freeze({
    kind: "convolution",
    input: Object.freeze([...input]),
    kernel: Object.freeze([...kernel]),
    channels,
    stride,
    padding
  });
}
function outputGrid({
  input: [height, width2],
  kernel: [rows, columns],
  channels,
  stride,
  padding
}) {
  const places4 = (size2, part6) => Math.floor((size2 + 2 * padding - part6) / stride) + 1;
  return [places4(height, rows), places4(width2, columns), channels];
}
function kernelShape({ input, kernel, channels }) {
  return [...kernel, input[2], channels];
}
function convolutionSynapses(by, of, preSize, postSize) {
  const { input, kernel, stride, padding } = of;
  const output = outputGrid(of);
  const [wantedPre, wantedPost] = [product2(input), product2(output)];
  if (!(output[0] >= 1 && output[1] >= 1)) {
    throw new OptionError(by, `a kernel of [${kernel}] is larger than the input [${input}]`, "Add padding.");
  }
  if (preSize !== wantedPre || postSize !== wantedPost) {
    const what = `the convolution joins ${counted(wantedPre, "neuron")} with ${wantedPost}, the populations have ${preSize} and ${postSize}`;
    throw new OptionError(by, what, `Its output has [${output}] neurons: height, width, channels.`);
  }
  const start2 = new Int32Array(preSize + 1);
  const post = [];
  const weight2 = [];
  for (let pre = 0; pre < preSize; pre++) {
    const channel = pre % input[2];
    const x = Math.floor(pre / input[2]) % input[1];
    const y = Math.floor(pre / input[2] / input[1]);
    for (let row2 = 0; row2 < output[0]; row2++) {
      const v = y + padding - row2 * stride;
      if (v < 0 || v >= kernel[0]) continue;
      for (let column = 0; column < output[1]; column++) {
        const u = x + padding - column * stride;
        if (u < 0 || u >= kernel[1]) continue;
        for (let k = 0; k < output[2]; k++) {
          post.push((row2 * output[1] + column) * output[2] + k);
          weight2.push(((v * kernel[1] + u) * input[2] + channel) * output[2] + k);
        }
      }
    }
    start2[pre + 1] = post.length;
  }
  const lists = { start: start2, post: Int32Array.from(post), listed: void 0, weight: Int32Array.from(weight2) };
  return Object.freeze({ count: post.length, preSize, postSize, ...lists });
}
function product2(factors) {
  return factors.reduce((all, factor) => all * factor, 1);
}

// ../b2/src/network/topological-order.ts
function topologicalOrder(items, edges) {
  const places4 = new Map(items.map((item, place7) => [item, place7]));
  const targets = items.map(() => []);
  const open3 = new Int32Array(items.length);
  for (const { pre, post } of edges) {
    targets[places4.get(pre)].push(places4.get(post));
    open3[places4.get(post)]++;
  }
  const order3 = [];
  const ready = [...items.keys()].filter((place7) => open3[place7] === 0);
  while (ready.length > 0) {
    const place7 = pop(ready);
    order3.push(items[place7]);
    for (const target of targets[place7]) {
      open3[target]--;
      if (open3[target] === 0) push3(ready, target);
    }
  }
  return order3;
}
function push3(heap, value) {
  let i = heap.length;
  while (i > 0) {
    const parent = i - 1 >> 1;
    if (heap[parent] <= value) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = value;
}
function pop(heap) {
  const least = heap[0];
  const value = heap.pop();
  if (heap.length === 0) return least;
  let i = 0;
  for (; ; ) {
    let child = 2 * i + 1;
    if (child + 1 < heap.length && heap[child + 1] < heap[child]) child++;
    if (child >= heap.length || heap[child] >= value) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = value;
  return least;
}

// ../b2/src/network/components.ts
function components(items, edges) {
  const places4 = new Map(items.map((item, place7) => [item, place7]));
  const forwards = items.map(() => []);
  const backwards = items.map(() => []);
  for (const { pre, post } of edges) {
    forwards[places4.get(pre)].push(places4.get(post));
    backwards[places4.get(post)].push(places4.get(pre));
  }
  const left = [];
  const seen = new Uint8Array(items.length);
  for (const place7 of items.keys()) search(forwards, place7, seen, (done) => left.push(done));
  const root = new Int32Array(items.length);
  seen.fill(0);
  for (const place7 of left.reverse()) {
    search(backwards, place7, seen, (done) => {
      root[done] = place7;
    });
  }
  const byRoot = /* @__PURE__ */ new Map();
  items.forEach((item, place7) => {
    const own4 = byRoot.get(root[place7]);
    if (own4 === void 0) byRoot.set(root[place7], [item]);
    else own4.push(item);
  });
  const of = (item) => byRoot.get(root[places4.get(item)]);
  const between = edges.map(({ pre, post }) => ({ pre: of(pre), post: of(post) })).filter(({ pre, post }) => pre !== post);
  return topologicalOrder([...byRoot.values()], between);
}
function search(edges, from, seen, leave2) {
  if (seen[from] === 1) return;
  seen[from] = 1;
  const path = [{ place: from, next: 0 }];
  while (path.length > 0) {
    const top = path.at(-1);
    const next = edges[top.place][top.next++];
    if (next === void 0) {
      leave2(top.place);
      path.pop();
    } else if (seen[next] === 0) {
      seen[next] = 1;
      path.push({ place: next, next: 0 });
    }
  }
}

// ../b2/src/network/parameter-layout.ts
var where = "network";
function parameterLayout(declarations, ties, trainable) {
  checkLists(ties, trainable);
  const ids = declarations.map(({ owner, name: name2 }) => `${owner}.${name2}`);
  const byId = new Map(ids.map((id, i) => [id, declarations[i]]));
  if (byId.size < ids.length) {
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    throw new ModelError(
      where,
      `two parameters are called "${twice}"`,
      "Rename one of the two, or what has it."
    );
  }
  const hasId = (id) => byId.has(id);
  const unknown2 = (id, Wrong, others2 = []) => {
    const near = suggestion(nearestParameter(named(id, hasId), ids) ?? named(id, hasId), [...others2, ...ids]);
    const state2 = typeof id === "string" ? /(?:^|\.)initial\.(.+)$/.exec(id)?.[1] : void 0;
    const hint4 = state2 === void 0 ? near : `A state has it if its population gives a number to start from: population(\u2026, { initial: { ${state2}: \u2026 } }). `;
    return new Wrong(
      where,
      `there is no parameter ${shown(id)}`,
      `${hint4}Known here: ${ids.join(", ") || "(none)"}.`
    );
  };
  const sliceOf = new Map(ids.map((id) => [id, id]));
  const tied = /* @__PURE__ */ new Set();
  for (const typed of ties) {
    const group = typed.map((id) => named(id, hasId));
    for (const id of group) if (!byId.has(id)) throw unknown2(id, ModelError);
    const first2 = group[0];
    for (const id of group.slice(1)) {
      if (tied.has(id)) throw new OptionError(where, `"${id}" is in two ties`, "Name it once.");
      checkTie(first2, byId.get(first2), id, byId.get(id));
      sliceOf.set(id, sliceOf.get(first2));
    }
    for (const id of group) tied.add(id);
  }
  const names2 = /* @__PURE__ */ new Set([...ids, ...declarations.map(({ name: name2 }) => name2)]);
  const wanted = new Set(trainable.map((name2) => named(name2, (typed) => names2.has(typed))));
  for (const name2 of wanted) {
    if (!isKind(name2) && !names2.has(name2)) {
      throw unknown2(name2, ModelError, [...kindNames, ...declarations.map((one2) => one2.name)]);
    }
  }
  const trained = /* @__PURE__ */ new Set();
  declarations.forEach(({ name: name2, kind }, i) => {
    const id = ids[i];
    if (wanted.has(id) || wanted.has(name2) || isKind(kind) && wanted.has(kind))
      trained.add(sliceOf.get(id));
  });
  const offsets = /* @__PURE__ */ new Map();
  let size2 = 0;
  const rows = declarations.map((declaration2, i) => {
    const slice = sliceOf.get(ids[i]);
    const length = declaration2.shape.reduce((product3, n) => product3 * n, 1);
    if (!offsets.has(slice)) {
      offsets.set(slice, size2);
      size2 += length;
    }
    return Object.freeze({
      ...declaration2,
      id: ids[i],
      offset: offsets.get(slice),
      length,
      trainable: trained.has(slice),
      slice
    });
  });
  const rowById = new Map(rows.map((row2) => [row2.id, row2]));
  return Object.freeze({
    rows: Object.freeze(rows),
    size: size2,
    row: (id) => {
      const row2 = rowById.get(named(id, hasId));
      if (row2 === void 0) throw unknown2(id, OptionError);
      return row2;
    }
  });
}
var kindNames = ["weight", "delay"];
function nearestParameter(name2, ids) {
  if (typeof name2 !== "string") return void 0;
  const [only, ...others2] = ids.filter((id) => id.endsWith(`.${name2}`));
  return others2.length === 0 ? only : void 0;
}
function named(id, isName2) {
  return typeof id === "string" && !isName2(id) ? id.replaceAll("->", "\u2192") : id;
}
function isKind(pattern3) {
  return kindNames.includes(pattern3);
}
function checkLists(ties, trainable) {
  if (!isListOfTexts(trainable)) {
    const what = `trainable is ${Array.isArray(trainable) ? "no list of names" : shown(trainable)}`;
    throw new OptionError(where, what, 'Give a list of names such as ["weight", "hidden.bias"].');
  }
  if (!Array.isArray(ties) || !Array.from(ties).every(isListOfTexts)) {
    const what = `tie is ${Array.isArray(ties) ? "no list of lists of names" : shown(ties)}`;
    throw new OptionError(where, what, 'Give a list of lists of names such as [["a.bias", "b.bias"]].');
  }
}
function isListOfTexts(value) {
  return Array.isArray(value) && Array.from(value).every((text3) => typeof text3 === "string");
}
function checkTie(first2, a, second, b) {
  const sameShape = a.shape.length === b.shape.length && a.shape.every((n, i) => n === b.shape[i]);
  if (!sameShape || a.unit !== b.unit || JSON.stringify(a.domain) !== JSON.stringify(b.domain)) {
    const text3 = (p) => `shape [${p.shape}], unit "${p.unit}", domain ${JSON.stringify(p.domain)}`;
    throw new OptionError(
      where,
      `"${first2}" (${text3(a)}) and "${second}" (${text3(b)}) cannot be tied`,
      "Tied parameters have the same shape, unit and domain."
    );
  }
}

// ../b2/src/network/given-values.ts
function givenValues(where4, name2, value, form, entriesOf) {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new OptionError(where4, `${name2} is ${value}`, "Give a finite number.");
    return value;
  }
  if (isInitializer(value)) return value;
  if (!isList(value)) {
    const hint4 = `Give a number, ${form} or a distribution, { name, draw }.`;
    throw new OptionError(where4, `${name2} is ${shown(value)}`, hint4);
  }
  return entriesOf(value);
}

// ../b2/src/network/population.ts
var largestSize = 134217728;
function source(size2) {
  checkSize(`source(${shown(size2)})`, size2);
  return Object.freeze({ kind: "source", size: size2 });
}
function population(model, size2, options = {}) {
  if (!isModel(model)) {
    const hint4 = "Give a neuron model such as lif, or one made by defineNeuron.";
    throw new ModelError("population", "the first argument is no neuron model", hint4);
  }
  const where4 = `population(${model.name}, ${shown(size2)})`;
  checkSize(where4, size2);
  const domains = new Map(model.parameters.map((parameter2) => [parameter2.name, parameter2.domain]));
  const states = model.states.map((state2) => state2.name);
  checkKeys(where4, options, ["parameters", "initial", "fireAtStart"]);
  const { parameters: given = {}, initial = {}, fireAtStart } = options;
  const values2 = checkValues2(where4, "parameter", given, [...domains.keys()], size2);
  for (const [name2, value] of Object.entries(values2)) {
    const entries = typeof value === "number" ? [value] : value instanceof Float64Array ? value : [];
    for (const entry of entries) checkDomain(where4, name2, domains.get(name2), entry);
  }
  const starts = checkValues2(where4, "state", initial, states, size2);
  return Object.freeze({
    kind: "neurons",
    model: startingWith(where4, overridden(model, Object.keys(starts)), fireAtStart),
    size: size2,
    parameters: Object.freeze(values2),
    initial: Object.freeze(starts)
  });
}
function overridden(model, states) {
  if (states.every((name2) => typeof model.states.find((s) => s.name === name2)?.initial === "number"))
    return model;
  return readable({
    ...model,
    states: model.states.map(
      (state2) => states.includes(state2.name) ? Object.freeze({ ...state2, initial: 0 }) : state2
    )
  });
}
function startingWith(where4, model, fireAtStart) {
  if (fireAtStart === void 0) return model;
  const known5 = [...new Set(model.events.map(({ name: name2 }) => declaredName(name2)))];
  if (typeof fireAtStart !== "boolean") checkEventNames(where4, fireAtStart, known5);
  const fires = (event2) => typeof fireAtStart === "boolean" ? fireAtStart : fireAtStart.includes(declaredName(event2));
  if (model.events.every((event2) => event2.fireAtStart === fires(event2.name))) return model;
  return readable({
    ...model,
    events: Object.freeze(
      model.events.map((event2) => Object.freeze({ ...event2, fireAtStart: fires(event2.name) }))
    )
  });
}
function checkEventNames(where4, names2, known5) {
  const list2 = `Known here: ${known5.join(", ") || "(none)"}.`;
  if (!Array.isArray(names2)) {
    const hint4 = `Give true, false, or a list of events. ${list2}`;
    throw new OptionError(where4, `fireAtStart is ${shown(names2)}`, hint4);
  }
  for (const name2 of names2) {
    if (known5.includes(name2)) continue;
    throw new ModelError(where4, `unknown event ${shown(name2)}`, `${suggestion(name2, known5)}${list2}`);
  }
}
function isModel(value) {
  if (!isRecord(value) || typeof value["name"] !== "string") return false;
  return ["states", "parameters", "signals", "derivatives", "events", "ports"].every(
    (part6) => Array.isArray(value[part6])
  );
}
function isPopulation(value) {
  if (!isRecord(value) || !isSize(value["size"])) return false;
  if (value["kind"] === "source") return true;
  const { kind, model, parameters, initial } = value;
  return kind === "neurons" && isModel(model) && isRecord(parameters) && isRecord(initial);
}
function checkValues2(where4, what, values2, known5, size2) {
  if (!isRecord(values2)) {
    const option = what === "parameter" ? "parameters" : "initial";
    const hint4 = `Give an object with values for: ${known5.join(", ") || "(none)"}.`;
    throw new OptionError(where4, `${option} is ${shown(values2)}`, hint4);
  }
  const checked2 = /* @__PURE__ */ Object.create(null);
  for (const [name2, value] of Object.entries(values2)) {
    if (!known5.includes(name2)) {
      throw new ModelError(where4, `unknown ${what} "${name2}"`, knownHere(name2, known5));
    }
    if (value !== void 0) checked2[name2] = neuronValues(where4, name2, value, size2);
  }
  return checked2;
}
function neuronValues(where4, name2, value, size2) {
  return givenValues(where4, name2, value, "an array", (list2) => {
    if (list2.length !== size2) {
      throw new ShapeError(
        where4,
        `${name2} has ${counted(list2.length, "value")} for ${counted(size2, "neuron")}`,
        "Give one per neuron, or one number for all."
      );
    }
    return finiteNumbers(where4, name2, list2);
  });
}
function isSize(size2) {
  return Number.isInteger(size2) && size2 >= 1 && size2 <= largestSize;
}
function checkSize(where4, size2) {
  if (isSize(size2)) return;
  const isTooMany = typeof size2 === "number" && size2 > largestSize;
  const hint4 = isTooMany ? `At most ${largestSize} (2\xB2\u2077) are possible.` : "Give a whole number \u2265 1.";
  throw new OptionError(where4, `the size is ${shown(size2)}`, hint4);
}

// ../b2/src/network/synaptic-values.ts
function weightShape({ topology, synapses }) {
  const { preSize, postSize, count: count3 } = synapses;
  if (topology.kind === "allToAll") {
    return [
      [preSize, "presynaptic neurons"],
      [postSize, "postsynaptic neurons"]
    ];
  }
  if (topology.kind === "convolution") return kernelDimensions(topology);
  return [[count3, topology.kind === "pairs" ? "pairs" : "synapses"]];
}
function kernelDimensions(topology) {
  const parts2 = ["rows of the kernel", "columns of the kernel", "channels of the input", "channels"];
  return kernelShape(topology).map((size2, k) => [size2, parts2[k]]);
}
function delayShape(connected) {
  const { topology, synapses, delayPer } = connected;
  if (delayPer === "projection") return [];
  if (delayPer === "axon") return [[synapses.preSize, "presynaptic neurons"]];
  if (delayPer === "dendrite") return [[synapses.postSize, "postsynaptic neurons"]];
  return topology.kind === "convolution" ? [[synapses.count, "synapses"]] : weightShape(connected);
}
function synapticValues(by, name2, value, shape) {
  const form = formOf(shape);
  return givenValues(by, name2, value, form, (lists) => {
    const count3 = shape.reduce((product3, [size2]) => product3 * size2, 1);
    if (shape.length > 1 && lists.length === count3 && typeof lists[0] === "number") {
      return finiteNumbers(by, name2, lists);
    }
    if (shape.length > 1 && lists.length > 0 && typeof lists[0] === "number") {
      const what = `${name2} is one list of ${counted(lists.length, "number")}, for ${shape.map(([size2, of]) => `${size2} ${of}`).join(" \xD7 ")}`;
      throw new ShapeError(by, what, `Give ${form}.`);
    }
    const entries = new Float64Array(count3);
    let filled = 0;
    const fill2 = (list2, depth, at3) => {
      const [size2, of] = shape[depth] ?? [0, ""];
      const isLast = depth >= shape.length - 1;
      if (shape.length === 0 || !isList(list2) || list2.length !== size2) {
        const held = isList(list2) ? `has ${counted(list2.length, isLast ? "value" : "row")}` : `is ${shown(list2)}`;
        const what = shape.length === 0 ? `${at3} ${held}` : `${at3} ${held} for ${size2} ${of}`;
        throw new ShapeError(by, what, `Give ${form}.`);
      }
      if (isLast) {
        entries.set(finiteNumbers(by, at3, list2), filled);
        filled += size2;
      } else {
        for (let i = 0; i < size2; i++) fill2(list2[i], depth + 1, `${at3}[${i}]`);
      }
    };
    fill2(lists, 0, name2);
    return entries;
  });
}
function formOf(shape) {
  if (shape.length === 0) return "one number for all, or say what has its own: delayPer";
  const sizes = shape.map(([size2]) => size2);
  if (shape.length === 1) return `a list of ${counted(sizes[0], "number")}`;
  const all = sizes.reduce((product3, size2) => product3 * size2, 1);
  const [rows, columns] = sizes;
  const nested = shape.length === 2 ? `rows [pre][post], ${counted(rows, "row")} of ${counted(columns, "number")}` : `lists ${sizes.map((size2) => `[${size2}]`).join("")}`;
  return `${nested}, or one list of all ${all}, row by row`;
}

// ../b2/src/network/projection-parameters.ts
function portOf(by, { options: { port } }, post) {
  if (post.definition.kind === "source") {
    const what2 = `"${post.name}" is a source, it cannot receive spikes`;
    throw new ModelError(by, what2, "Project to a population of neurons.");
  }
  const { ports, name: model } = post.definition.model;
  const names2 = ports.map((candidate) => candidate.name);
  if (ports.length === 0) {
    const hint4 = 'Give its definition one: input: { v: "v + weight" } says what an arriving spike does.';
    throw new ModelError(by, `the neurons of "${post.name}", ${shown(model)}, have no input`, hint4);
  }
  if (port === void 0 && ports.length === 1) return 0;
  const index3 = port === void 0 ? -1 : names2.indexOf(port);
  if (index3 >= 0) return index3;
  const what = port === void 0 ? `"${post.name}" has ${ports.length} input ports` : `there is no input port ${shown(port)}`;
  throw new ModelError(by, what, `${suggestion(port, names2)}Name one with port: ${names2.join(", ")}.`);
}
function projectionParameters(by, { name: owner, options }, projection) {
  const { post, port } = projection;
  const { channels, units } = post.definition.model.ports[port];
  const values2 = valuesOf(by, options, channels);
  const shape = weightShape(projection);
  const delays = delayShape(projection);
  const weights3 = channels.map((name2, k) => {
    const value2 = synapticValues(by, name2, values2.get(name2), shape);
    return { owner, name: name2, kind: "weight", shape: sizesOf(shape), unit: units[k], domain: "free", value: value2 };
  });
  const value = delayValues(by, options.delay ?? 0, delays);
  const shapes = sizesOf(delays);
  return [
    ...weights3,
    { owner, name: "delay", kind: "delay", shape: shapes, unit: "ms", domain: "nonnegative", value }
  ];
}
function valuesOf(by, { weight: weight2, weights: weights3 }, channels) {
  const [only] = channels;
  const each = `{ ${channels.map((name2) => `${name2}: \u2026`).join(", ")} }`;
  const hint4 = channels.length === 0 ? "The port has no weights: leave them out." : channels.length === 1 ? "Give { weight: \u2026 }." : `Give { weights: ${each} }.`;
  if (weight2 !== void 0 && channels.length !== 1) {
    throw new ModelError(by, `the port has ${counted(channels.length || void 0, "weight channel")}`, hint4);
  }
  const given = new Map(Object.entries(weight2 === void 0 ? weights3 ?? {} : { [only]: weight2 }));
  if (given.size === 0 && channels.length > 0) throw new ModelError(by, "no weights are given", hint4);
  for (const name2 of given.keys()) {
    if (!channels.includes(name2)) {
      throw new ModelError(by, `unknown weight channel "${name2}"`, knownHere(name2, channels));
    }
  }
  const missing = channels.find((name2) => given.get(name2) === void 0);
  if (missing === void 0) return given;
  throw new ModelError(by, `no values for weight channel "${missing}"`, `Give weights: ${each}.`);
}
function sizesOf(shape) {
  return shape.map(([size2]) => size2);
}
function delayValues(by, given, shape) {
  const value = synapticValues(by, "delay", given, shape);
  if (typeof value === "number") checkDomain(by, "delay", "nonnegative", value);
  else if (value instanceof Float64Array) checkDomainOfAll(by, (i) => `delay ${i}`, "nonnegative", value);
  return value;
}

// ../b2/src/network/topology.ts
function allToAll(options = {}) {
  checkOptions("allToAll", options, { self: "flag" });
  return Object.freeze(options.self === false ? { kind: "allToAll", self: false } : { kind: "allToAll" });
}
function oneToOne(...none3) {
  if (none3.length > 0) throw new OptionError("oneToOne", "it takes no options", "Leave them out.");
  return Object.freeze({ kind: "oneToOne" });
}
var index2 = numbers((value) => Number.isInteger(value) && value >= 0, "Give indices of neurons, from 0.");
function pairs(list2) {
  checkValue("pairs", "the list", list2, "array");
  const each = rule((pair) => isList(pair) && pair.length === 2, "Give [pre, post].");
  const pre = [];
  const post = [];
  list2.forEach((pair, k) => {
    checkValue("pairs", `pair ${k}`, pair, each);
    for (const neuron of pair) checkValue("pairs", `pair ${k}`, neuron, index2);
    pre.push(pair[0]);
    post.push(pair[1]);
  });
  return Object.freeze({ kind: "pairs", pre: Object.freeze(pre), post: Object.freeze(post) });
}
function withProbability(probability, options = {}) {
  const within2 = numbers((value) => value >= 0 && value <= 1, "Give a number in [0, 1].");
  checkValue("withProbability", "the probability", probability, within2);
  return Object.freeze({ kind: "withProbability", probability, ...drawOptions("withProbability", options) });
}
function fixedInDegree(inDegree, options = {}) {
  checkValue("fixedInDegree", "the in-degree", inDegree, "count");
  return Object.freeze({ kind: "fixedInDegree", inDegree, ...drawOptions("fixedInDegree", options) });
}
function drawOptions(where4, options) {
  checkOptions(where4, options, { seed: "any", self: "flag" });
  const { seed, self = true } = options;
  if (seed === void 0) return { self };
  checkSeed(where4, seed);
  return { seed, self };
}
function synapsesOf(by, topology, { name: name2, preSize, postSize }) {
  const refuse3 = (what, hint4) => {
    throw new OptionError(by, what, hint4);
  };
  switch (topology.kind) {
    case "allToAll": {
      if (topology.self !== false) return everySynapse(preSize, postSize);
      return fromLists(preSize, postSize, ...drawPairs(others, name2, preSize, postSize));
    }
    case "oneToOne": {
      if (preSize !== postSize) {
        refuse3(
          `${counted(preSize, "neuron")} cannot be joined one to one with ${postSize}`,
          "Give equal sizes."
        );
      }
      return fromLists(preSize, postSize, range(preSize), range(preSize));
    }
    case "pairs": {
      const { pre, post } = topology;
      const bad = pre.findIndex((neuron, k) => neuron >= preSize || post[k] >= postSize);
      if (bad >= 0) {
        const sizes = `the populations have ${preSize} and ${postSize} neurons.`;
        refuse3(`pair ${bad} is [${pre[bad]}, ${post[bad]}]`, `Indices begin with 0; ${sizes}`);
      }
      return fromLists(preSize, postSize, pre, post);
    }
    case "withProbability":
      return fromLists(preSize, postSize, ...drawPairs(topology, name2, preSize, postSize));
    case "fixedInDegree": {
      const { inDegree, self } = topology;
      const most2 = self ? preSize : preSize - 1;
      if (inDegree > most2)
        refuse3(`the in-degree is ${inDegree}, of ${counted(most2, "neuron")}`, "Give less.");
      return fromLists(preSize, postSize, ...drawInputs(topology, name2, preSize, postSize));
    }
    case "convolution":
      return convolutionSynapses(by, topology, preSize, postSize);
  }
}
var others = { kind: "withProbability", probability: 1, self: false };
function range(count3) {
  return Array.from({ length: count3 }, (_, k) => k);
}
function fromLists(preSize, postSize, pre, post) {
  const order3 = range(pre.length);
  const isOrdered = pre.every(
    (p, k) => k === 0 || p > pre[k - 1] || p === pre[k - 1] && post[k] >= post[k - 1]
  );
  if (!isOrdered) order3.sort((a, b) => pre[a] - pre[b] || post[a] - post[b] || a - b);
  const start2 = new Int32Array(preSize + 1);
  for (const p of pre) start2[p + 1]++;
  for (let p = 0; p < preSize; p++) start2[p + 1] += start2[p];
  return Object.freeze({
    count: pre.length,
    preSize,
    postSize,
    start: start2,
    post: Int32Array.from(order3, (k) => post[k]),
    listed: isOrdered ? void 0 : Int32Array.from(order3),
    weight: void 0
  });
}
function drawPairs({ probability, seed, self }, name2, preSize, postSize) {
  const random = randomGenerator(seed ?? name2);
  const [pre, post] = [[], []];
  if (probability === 0) return [pre, post];
  const perPair = log1p(-probability);
  for (let pair = -1; ; ) {
    pair += probability === 1 ? 1 : 1 + Math.floor(log(1 - random.uniform()) / perPair);
    if (!(pair < preSize * postSize)) return [pre, post];
    const from = Math.floor(pair / postSize);
    const to = pair % postSize;
    if (!self && from === to) continue;
    pre.push(from);
    post.push(to);
  }
}
function drawInputs({ inDegree, seed, self }, name2, preSize, postSize) {
  const random = randomGenerator(seed ?? name2);
  const targets = Array.from({ length: preSize }, () => []);
  for (let post = 0; post < postSize; post++) {
    const isLeftOut = !self && post < preSize;
    const count3 = isLeftOut ? preSize - 1 : preSize;
    const chosen = /* @__PURE__ */ new Set();
    for (let last = count3 - inDegree; last < count3; last++) {
      const drawn2 = Math.floor(random.uniform() * (last + 1));
      chosen.add(chosen.has(drawn2) ? last : drawn2);
    }
    for (const k of chosen) targets[isLeftOut && k >= post ? k + 1 : k].push(post);
  }
  const pre = targets.flatMap((posts, p) => posts.map(() => p));
  return [pre, targets.flat()];
}

// ../b2/src/network/network.ts
var where2 = "network";
function network(options) {
  checkKeys(
    where2,
    options,
    ["populations", "projections", "trainable", "tie"],
    ["populations"],
    (key) => isPopulation(options[key]) ? `Populations stand together: populations: { ${key}: \u2026 }.` : void 0
  );
  const {
    populations: given = {},
    projections: connections = [],
    tie = [],
    trainable = ["weight"]
  } = options;
  if (!isRecord(given)) {
    throw new ModelError(where2, `populations is ${shown(given)}`, "Give { name: population(model, size) }.");
  }
  const names2 = Object.keys(given);
  if (names2.length === 0) throw new ModelError(where2, "there are no populations", "Give at least one.");
  let neurons = 0;
  const populations = names2.map((name2) => {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name2)) {
      throw new ModelError(
        where2,
        `"${name2}" is not a name`,
        "Use letters, digits, - and _, beginning with a letter."
      );
    }
    const definition = given[name2];
    if (!isPopulation(definition)) {
      throw new ModelError(
        where2,
        `"${name2}" is not a population`,
        "Make it with population(model, size) or source(size)."
      );
    }
    const firstNeuron = neurons;
    neurons += definition.size;
    return Object.freeze({ name: name2, definition, size: definition.size, firstNeuron });
  });
  const byName = new Map(populations.map((population2) => [population2.name, population2]));
  const find = (name2, by, WrongName) => {
    const population2 = byName.get(name2);
    if (population2 !== void 0) return population2;
    const hint4 = knownHere(name2, names2);
    const error = new WrongName(by, `there is no population ${shown(name2)}`, hint4);
    throw error;
  };
  checkCount("neurons and channels", neurons);
  checkConnections(connections);
  const projectionNames = /* @__PURE__ */ new Set();
  const declarations = populations.flatMap(populationParameters);
  const projections = connections.map((connection) => {
    const by = `connect("${connection.pre}", "${connection.post}")`;
    if (projectionNames.has(connection.name)) {
      throw new ModelError(
        by,
        `there are two projections called "${connection.name}"`,
        'Give one of them a "name".'
      );
    }
    projectionNames.add(connection.name);
    const pre = find(connection.pre, by, ModelError);
    const post = find(connection.post, by, ModelError);
    const port = portOf(by, connection, post);
    const { topology = allToAll(), delayPer = "projection" } = connection.options;
    const synapses = synapsesOf(by, topology, {
      name: connection.name,
      preSize: pre.size,
      postSize: post.size
    });
    const projection = { name: connection.name, pre, post, port, topology, synapses, delayPer };
    declarations.push(...projectionParameters(by, connection, projection));
    return Object.freeze(projection);
  });
  const layout = parameterLayout(declarations, tie, trainable);
  checkCount("parameters", layout.size);
  const net2 = {
    populations: Object.freeze(populations),
    projections: Object.freeze(projections),
    components: Object.freeze(components(populations, projections)),
    neurons,
    layout,
    initialParameters: (options2 = {}) => {
      checkKeys("initialParameters", options2, ["seed"]);
      const { seed = 0 } = options2;
      return initialParameters(layout, seed);
    },
    population: (name2) => find(name2, where2, OptionError),
    synapses: (name2) => {
      const projection = projections.find((one2) => one2.name === named(name2, (id) => projectionNames.has(id)));
      if (projection !== void 0) return synapseList(projection.synapses, projection.delayPer);
      const what = `there is no projection ${shown(name2)}`;
      throw new OptionError(where2, what, knownHere(name2, projectionNames));
    }
  };
  return Object.freeze(shownAs(net2, () => briefly2(net2)));
}
function briefly2({ populations, projections, layout }) {
  const kind = ({ definition }) => definition.kind === "source" ? "source" : definition.model.name;
  return {
    populations: Object.fromEntries(populations.map((one2) => [one2.name, `${kind(one2)}, ${one2.size}`])),
    projections: Object.fromEntries(
      projections.map(({ name: name2, synapses }) => [name2, counted(synapses.count, "synapse")])
    ),
    parameters: layout.size,
    trainable: layout.rows.filter(({ trainable }) => trainable).map(({ id }) => id)
  };
}
function checkConnections(connections) {
  const hint4 = "Give projections: [connect(pre, post, { weight })].";
  if (!Array.isArray(connections)) throw new ModelError(where2, "the projections are no array", hint4);
  for (const [i, connection] of connections.entries()) {
    const { pre, post, name: name2, options } = connection ?? {};
    if ([pre, post, name2].every((text3) => typeof text3 === "string") && isRecord(options)) continue;
    throw new ModelError(where2, `projection ${i} was not made by connect`, hint4);
  }
}
function checkCount(what, count3) {
  if (count3 <= largestSize) return;
  throw new OptionError(where2, `it has ${count3} ${what}`, `At most ${largestSize} (2\xB2\u2077) are possible.`);
}
function own2(record2, name2) {
  return Object.hasOwn(record2, name2) ? record2[name2] : void 0;
}
function populationParameters({ name: owner, definition, size: size2 }) {
  if (definition.kind === "source") return [];
  const shape = (value) => typeof value === "number" ? [] : [size2];
  const { model, parameters, initial } = definition;
  return [
    ...model.parameters.map(({ name: name2, unit: unit6, domain, default: standard2 }) => {
      const value = own2(parameters, name2) ?? standard2;
      return { owner, name: name2, kind: "neuron", shape: shape(value), unit: unit6, domain, value };
    }),
    ...model.states.flatMap((state2) => {
      if (typeof state2.initial !== "number") return [];
      const value = own2(initial, state2.name) ?? state2.initial;
      const name2 = initialName(state2.name);
      return [{ owner, name: name2, kind: "initial", shape: shape(value), unit: state2.unit, domain: "free", value }];
    })
  ];
}

// ../b2/src/neurons/as-needed.ts
var parts = ["name", "states", "parameters", "signals", "derivatives", "events", "ports"];
function asNeeded(make2) {
  let made3;
  const part6 = (name2) => ({
    get: () => (made3 ??= make2())[name2],
    enumerable: true
  });
  const properties = Object.fromEntries(parts.map((name2) => [name2, part6(name2)]));
  return readable(Object.defineProperties({}, properties));
}

// ../b2/src/neurons/ports.ts
function portsOf(scope, input) {
  if (typeof input !== "function" && !isRecord(input)) {
    const hint4 = 'Give { i: "i + weight" } or { port: { weights, map } }.';
    throw new ModelError(scope.where, `input is ${shown(input)}`, hint4);
  }
  const isSingle = typeof input === "function" || Object.values(input).some((value) => typeof value !== "object");
  const ports = isSingle ? { input: { map: input } } : input;
  return Object.entries(ports).map(([name2, port]) => {
    const where4 = `${scope.where}, input.${name2}`;
    checkKeys2(where4, "it", port, ["weights", "map", "after"]);
    const { weights: weights3 = ["weight"], map } = port;
    const given = namesWithUnits(where4, "weight channel", weights3);
    const channels = given.map(([channel]) => channel);
    checkNames(where4, channels);
    const taken2 = channels.find((channel) => meaningOf2(scope.known, canonicalName(channel)) !== void 0);
    if (taken2 !== void 0) {
      throw new ModelError(
        where4,
        `weight channel "${taken2}" is also a name of the model`,
        "Choose another name."
      );
    }
    if (map === void 0) throw new ModelError(where4, "there is no map", 'Give map: { i: "i + weight" }.');
    const isFree = meaningOf2(scope.known, payloadName) === void 0 && !channels.includes(payloadName);
    const inside3 = {
      ...scope,
      known: new Map([...scope.known, ...symbolTable(isFree ? [...channels, payloadName] : channels)]),
      units: unitScope({
        ...scope.units.units,
        ...Object.fromEntries(given),
        ...isFree ? { [payloadName]: "" } : {}
      })
    };
    const block = isSingle ? "input" : `input.${name2}.map`;
    const after = startTimers(inside3, `input.${name2}`, port.after, jump(inside3, block, map));
    return Object.freeze({
      name: name2,
      channels: Object.freeze(channels),
      units: Object.freeze(given.map(([, unit6]) => unit6)),
      map: Object.freeze(after),
      graded: isFree && symbolsOf(after).has(payloadName)
    });
  });
}

// ../b2/src/neurons/define-neuron.ts
function defineNeuron(definition) {
  return within(/* @__PURE__ */ new Map(), () => modelOf(definition));
}
function modelOf(definition) {
  const where4 = `defineNeuron(${shown(definition?.name)})`;
  checkDefinition(where4, definition);
  const { parameters: declared = {}, signals: external = [] } = definition;
  const due = dueStates(where4, definition);
  const discrete = { ...definition.discrete, ...due };
  const { events: others2 = {}, input = {} } = definition;
  const allStates = { ...definition.state, ...discrete };
  const states = Object.keys(allStates);
  const parameterNames = Object.keys(declared);
  const signals = namesWithUnits(where4, "signal", external);
  const signalNames = signals.map(([name2]) => name2);
  checkNames(where4, [
    ...Object.keys(definition.state),
    ...Object.keys(definition.discrete ?? {}),
    ...Object.keys(due),
    ...parameterNames,
    ...signalNames
  ]);
  if (states.length === 0) throw new ModelError(where4, "there is no state", "Name at least one under state.");
  const problems = problemsOf(where4);
  const each = (list2, make2) => list2.flatMap((entry) => {
    const made3 = problems.attempt(() => make2(entry));
    return made3 === void 0 ? [] : [made3];
  });
  const parameters = each(Object.entries(declared), ([name2, value]) => parameterOf(where4, name2, value));
  const stateUnits = each(
    Object.entries(allStates),
    ([name2, state2]) => [name2, stateUnit(where4, name2, state2)]
  );
  const isSound = problems.none();
  const symbols2 = symbolTable([...states, ...parameterNames, ...signalNames, "t"]);
  const written = readDynamics(
    { where: where4, known: symbols2, problems },
    definition.dynamics,
    Object.keys(definition.state)
  );
  const hasUnits = [
    ...stateUnits,
    ...written.units,
    ...parameters.map(({ name: name2, unit: unit6 }) => [name2, unit6]),
    ...signals
  ].some(([, unit6]) => unit6 !== "");
  const unitless = [...states, ...parameterNames, ...signalNames].map((name2) => [name2, ""]);
  const units = unitScope(
    Object.fromEntries(
      !isSound ? unitless : [
        ...states.map((name2) => [name2, ""]),
        // A unit behind an equation stands for one that its state does not declare.
        ...stateUnits.map(
          ([name2, unit6]) => [name2, unit6 === "" ? written.units.get(name2) ?? "" : unit6]
        ),
        ...parameters.map(({ name: name2, unit: unit6 }) => [name2, unit6]),
        ...signals,
        ...Object.keys(due).map((name2) => [name2, hasUnits ? "ms" : ""])
      ]
    )
  );
  const definitions = checkedDefinitions({ where: where4, units, problems }, written);
  const moving = /* @__PURE__ */ new Set([...Object.keys(definition.state), ...signalNames, "t"]);
  if (!problems.none()) for (const name2 of definitions.keys()) moving.add(name2);
  const known5 = new Map([...symbols2, ...definitions]);
  const dues = new Set(Object.keys(due));
  const scope = { where: where4, states, moving, known: known5, units, dues, problems };
  const derivatives = convertedDynamics(scope, written);
  const soundStates = new Set(stateUnits.map(([name2]) => name2));
  const declaredStates = Object.entries(allStates).filter(([name2]) => soundStates.has(name2));
  const variables = each(
    declaredStates,
    ([name2, state2]) => stateOf(scope, name2, state2, Object.hasOwn(discrete, name2), signalNames)
  );
  problems.attempt(() => checkInitialOrder(where4, variables));
  const named2 = definition.spike === void 0 ? [] : [["spike", definition.spike]];
  const events = each(
    [...named2, ...Object.entries(others2)],
    ([name2, event2]) => eventsOf2(scope, name2, event2, name2 === "spike")
  ).flat();
  const ports = problems.attempt(() => portsOf(scope, input)) ?? [];
  problems.throwAny();
  return readable({
    name: definition.name,
    states: Object.freeze(variables),
    parameters: Object.freeze(parameters),
    signals: Object.freeze(signalNames),
    derivatives: Object.freeze(states.map((name2) => derivatives.get(name2) ?? zero)),
    events: Object.freeze(events),
    ports: Object.freeze(ports)
  });
}
function parameterOf(where4, name2, definition) {
  const given = typeof definition === "number" ? { default: definition } : definition;
  const at3 = `${where4}, parameter "${name2}"`;
  checkKeys2(at3, "it", given, ["unit", "default", "domain"]);
  const { default: value, domain = "free" } = given;
  if (!isDomain(domain)) {
    const hint4 = 'Give "free", "positive", "nonnegative" or finite { min, max }.';
    throw new ModelError(at3, `domain is ${domainText(domain)}`, hint4);
  }
  checkDomain(at3, "default", domain, value);
  return Object.freeze({ name: name2, unit: unitText(given.unit, at3), default: value, domain });
}
function domainText(domain) {
  if (!isRecord(domain)) return shown(domain);
  return `{ min: ${shown(domain["min"])}, max: ${shown(domain["max"])} }`;
}
function stateUnit(where4, name2, definition) {
  const at3 = `${where4}, state "${name2}"`;
  checkKeys2(at3, "it", definition, ["unit", "initial", "scale"]);
  return unitText(definition.unit, at3);
}
var size = numbers(
  (value) => contains("positive", value),
  "Give a positive number, the typical size of the state."
);
var start = numbers(Number.isFinite, "Give a finite number or a formula.");
function stateOf(scope, name2, definition, discrete, signals) {
  const { scale: scale2 = 1, initial = 0 } = definition;
  const at3 = `${scope.where}, state "${name2}"`;
  checkValue(at3, "scale", scale2, size);
  const value = typeof initial === "number" ? initial : initialFormula(scope, name2, initial, signals);
  if (typeof value === "number") checkValue(at3, "initial", value, start);
  const initialValue = typeof value !== "number" && value.op === "constant" ? value.value : value;
  const unit6 = scope.units.units[name2];
  return Object.freeze({ name: name2, unit: unit6, scale: scale2, initial: initialValue, discrete });
}

// ../b2/src/neurons/leaky-integrator.ts
var leakyIntegrator = asNeeded(
  () => defineNeuron({
    name: "leaky-integrator",
    state: { v: { unit: "mV", initial: 0 }, i: { unit: "mV", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      bias: { unit: "mV", default: 0 }
    },
    dynamics: `
      dv/dt = (-v + i + bias) / tauMem
      di/dt = -i / tauSyn
    `,
    input: { input: { weights: { weight: { unit: "mV" } }, map: { i: "i + weight" } } }
  })
);

// ../b2/src/neurons/lif.ts
var lif = asNeeded(
  () => defineNeuron({
    name: "lif",
    state: { v: { unit: "mV", initial: "vReset" }, i: { unit: "mV", initial: 0 } },
    parameters: {
      tauMem: { unit: "ms", default: 20, domain: "positive" },
      tauSyn: { unit: "ms", default: 5, domain: "positive" },
      vThreshold: { unit: "mV", default: 1 },
      vReset: { unit: "mV", default: 0 },
      bias: { unit: "mV", default: 0 }
    },
    dynamics: `
      dv/dt = (-v + i + bias) / tauMem
      di/dt = -i / tauSyn
    `,
    spike: { when: "v - vThreshold", reset: { v: "vReset" } },
    input: { input: { weights: { weight: { unit: "mV" } }, map: { i: "i + weight" } } }
  })
);

// ../b2/src/described.ts
var positional = ["population", "state", "times"];
function madeOf(where4, what, description, makers2) {
  checkValue(where4, `the ${what}`, description, "record");
  const { kind, ...rest } = description;
  if (kind === void 0) {
    const hint4 = `Give { kind: "\u2026", \u2026 } as describeObjective writes it. Known here: ${Object.keys(makers2).join(", ")}.`;
    throw new OptionError(where4, `the ${what} says no kind`, hint4);
  }
  if (typeof kind !== "string" || !Object.hasOwn(makers2, kind)) {
    const hint4 = knownHere(String(kind), Object.keys(makers2));
    throw new OptionError(where4, `there is no ${what} ${shown(kind)}`, hint4);
  }
  const first2 = positional.filter((name2) => Object.hasOwn(rest, name2)).map((name2) => rest[name2]);
  const options = Object.entries(rest).filter(([name2]) => !positional.includes(name2));
  const given = options.length === 0 ? first2 : [...first2, Object.fromEntries(options)];
  const made3 = makers2[kind](...given);
  checkKeys(`${where4}: ${kind}`, description, Object.keys(made3.description ?? {}));
  return made3;
}
function descriptionOf(part6, makers2) {
  const { description } = part6;
  if (description === void 0 || !Object.hasOwn(makers2, description.kind)) return void 0;
  const again = madeOf("describing", "part", description, makers2);
  return everythingIn(part6) === everythingIn(again) ? description : void 0;
}
function everythingIn(part6) {
  return JSON.stringify(
    part6,
    (_, value) => typeof value === "function" || typeof value === "number" ? String(value) : value
  );
}

// ../b2/src/io/base64.ts
var chunk = 8192;
function base64OfDoubles(values2) {
  const bytes2 = new Uint8Array(values2.length * 8);
  const view = new DataView(bytes2.buffer);
  for (let k = 0; k < values2.length; k++) view.setFloat64(8 * k, values2[k], true);
  let binary = "";
  for (let k = 0; k < bytes2.length; k += chunk) {
    binary += String.fromCharCode(...bytes2.subarray(k, k + chunk));
  }
  return btoa(binary);
}

// ../b2/src/io/json-reader.ts
function inside2(at3, key) {
  const step3 = typeof key === "number" ? `[${key}]` : at3.path === "" ? key : `.${key}`;
  return { document: at3.document, path: at3.path + step3 };
}
function whereIs({ document, path }) {
  return path === "" ? document : `${document}: ${path}`;
}
function ofKind(kind) {
  return (value, { document, path }) => {
    checkValue(document, path || "it", value, kind);
    return value;
  };
}
var finite2 = ofKind("free");
var natural = ofKind("whole");
var positive2 = ofKind(
  numbers((value) => Number.isSafeInteger(value) && value >= 1, "Give a whole number \u2265 1.")
);
var real = ofKind(numbers(() => true, "Give a number."));
var text2 = ofKind("text");
var words3 = ofKind(
  rule((value) => typeof value === "string" && value !== "", "Give a text in quotes.")
);
var flag = ofKind("flag");
var symbolName = ofKind(
  rule(
    (value) => typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value) && !(value in {}),
    "Give a name: letters, digits and _, beginning with a letter."
  )
);
function indexOf(count3, what) {
  const isIndex = (value) => Number.isInteger(value) && value >= 0 && value < count3;
  return ofKind(
    numbers(
      isIndex,
      count3 === 1 ? `There is one, and its index is 0.` : `There are ${count3} ${what}, counted from 0.`
    )
  );
}
function doubles(length) {
  return (value, at3) => {
    if (!isDoubles(value)) throw misshapen(value, at3, "Give a Float64Array.");
    checkLength2(value, at3, ["double", "doubles"], length);
    return value;
  };
}
function listOf2(read2, length) {
  return (value, at3) => {
    if (!Array.isArray(value)) throw misshapen(value, at3, "Give an array in brackets.");
    checkLength2(value, at3, ["entry", "entries"], length);
    return Array.from(value, (entry, k) => read2(entry, inside2(at3, k), k));
  };
}
function misshapen(value, { document, path }, hint4) {
  return new ShapeError(document, `${path || "it"} is ${shown(value)}`, hint4);
}
function checkLength2({ length }, at3, [noun, nouns], wanted = length) {
  if (length === wanted) return;
  throw new ShapeError(
    whereIs(at3),
    `it has ${counted(length, noun, nouns)} for ${wanted}`,
    `Give ${wanted}.`
  );
}
function objectOf(keys5) {
  return (value, at3) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isObject) throw misshapen(value, at3, "Give an object in braces.");
    const unknown2 = keys5 && unknownKey(value, keys5);
    if (unknown2 === void 0) return value;
    throw new OptionError(whereIs(at3), `unknown entry ${shown(unknown2.key)}`, unknown2.hint);
  };
}
function mapOf(read2) {
  return (value, at3) => Object.fromEntries(
    Object.entries(objectOf()(value, at3)).map(([name2, entry]) => [name2, read2(entry, inside2(at3, name2))])
  );
}
function field(object, at3, key, read2) {
  if (!Object.hasOwn(object, key)) {
    throw new OptionError(whereIs(at3), `there is no ${shown(key)}`, "The file format asks for it.");
  }
  return read2(object[key], inside2(at3, key));
}

// ../b2/src/io/content.ts
var special = /* @__PURE__ */ new Map([
  ["-0", -0],
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity]
]);
var maxDepth3 = 64;
function textOfContent(content, document) {
  return JSON.stringify(plainJson(content, document, []));
}
function plainJson(value, document, around) {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0)) return value;
  const obstacle = obstacleOf(value, around);
  if (obstacle !== void 0) {
    const { path } = around.reduce((at3, { key }) => inside2(at3, key), { document, path: "" });
    const what = `${path || "the content"}, ${obstacle}, cannot be saved`;
    throw new OptionError(document, what, "Save plain data: numbers, texts, arrays.");
  }
  if (typeof value === "number") return { $number: Object.is(value, -0) ? "-0" : String(value) };
  if (isDoubles(value)) return { $float64: base64OfDoubles(value) };
  const whole4 = value;
  const here = { value: whole4, key: "" };
  around.push(here);
  const enter = (entry, key) => {
    here.key = key;
    return plainJson(entry, document, around);
  };
  const json = Array.isArray(whole4) ? (
    // Unlike map, it calls for the holes, too.
    Array.from(whole4, enter)
  ) : Object.fromEntries(
    Object.entries(whole4).flatMap(
      ([key, entry]) => entry === void 0 ? [] : [[key, enter(entry, key)]]
    )
  );
  around.pop();
  return json;
}
function obstacleOf(value, around) {
  if (typeof value !== "object" && typeof value !== "number") {
    return value === void 0 ? "undefined" : `a ${typeof value}`;
  }
  if (around.some((outer) => outer.value === value)) return "which contains itself";
  if (around.length >= maxDepth3) return `which nests deeper than ${maxDepth3}`;
  if (typeof value === "number" || value === null || isDoubles(value)) return void 0;
  if (ancestorsOf(value) > (Array.isArray(value) ? 2 : 1)) return "an object with a class";
  if (Array.isArray(value)) return void 0;
  const reserved2 = Object.keys(value).find((name2) => name2.startsWith("$"));
  if (reserved2 !== void 0) return `an object with the key ${shown(reserved2)}`;
  const hasSymbols = Object.getOwnPropertySymbols(value).length > 0;
  return hasSymbols ? "an object with a symbol as a key" : void 0;
}
function ancestorsOf(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null ? 0 : 1 + ancestorsOf(prototype);
}

// ../b2/src/losses/kinds.ts
var lossKinds = {
  crossEntropy,
  firstSpikeCrossEntropy,
  firstSpikeHinge,
  meanSquaredError,
  penaltyAbove,
  penaltyBelow,
  spikeTimeError,
  tracedLoss,
  vanRossumDistance
};

// ../b2/src/tape/check-solution.ts
function checkSolution(where4, solution) {
  if (typeof solution?.spikeTrains === "function" && solution.tape?.spikes !== void 0) return;
  throw new OptionError(where4, `the run is ${shown(solution)}`, "Give what simulate returned.");
}

// ../b2/src/readouts/check-bars.ts
function checkBars(where4, bars, count3) {
  if (bars?.length === count3) return;
  const what = `the cotangents of ${count3} output values are ${bars?.length ?? shown(bars)}`;
  throw new ShapeError(where4, what, "Give one for each value that the readout reads.");
}
function checkTarget(where4, what, target, count3) {
  if (target?.length === count3) return;
  const hint4 = "Make them with zeroCotangents of the run that is read.";
  throw new OptionError(where4, `the cotangents of ${what} belong to another run`, hint4);
}

// ../b2/src/readouts/all-spike-times.ts
function allSpikeTimes(population2, options = {}) {
  const name2 = `allSpikeTimes(${shown(population2)})`;
  checkValue(name2, "the population", population2, "text");
  checkOptions(name2, options, { perNeuron: "flag" });
  const { perNeuron = false } = options;
  const placesOf2 = (solution) => {
    checkSolution(name2, solution);
    const { size: size2, start: start2, records: records2 } = solution.spikeTrains(population2);
    const places4 = Int32Array.from(records2, (_, k) => k);
    if (!perNeuron) return { records: records2, places: places4, count: records2.length };
    let width2 = 1;
    for (let n = 0; n < size2; n++) width2 = Math.max(width2, start2[n + 1] - start2[n]);
    for (let n = 0; n < size2; n++) {
      for (let k = start2[n]; k < start2[n + 1]; k++) places4[k] += n * width2 - start2[n];
    }
    return { records: records2, places: places4, count: size2 * width2 };
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze({ kind: "allSpikeTimes", population: population2, perNeuron }),
    needs: Object.freeze({ population: population2, spikes: Number.POSITIVE_INFINITY }),
    read: (solution) => {
      const { records: records2, places: places4, count: count3 } = placesOf2(solution);
      const times2 = solution.tape.spikes.time.data;
      const values2 = new Float64Array(count3).fill(Number.POSITIVE_INFINITY);
      records2.forEach((record2, k) => {
        values2[places4[k]] = times2[record2];
      });
      return values2;
    },
    pullback: (solution, bars, cotangents) => {
      const { records: records2, places: places4, count: count3 } = placesOf2(solution);
      checkBars(name2, bars, count3);
      checkTarget(name2, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      records2.forEach((record2, k) => {
        cotangents.spikeTimes[record2] += bars[places4[k]];
      });
    }
  });
}

// ../b2/src/readouts/filtered-spike-train.ts
function filteredSpikeTrain(population2, times2, options) {
  const name2 = `filteredSpikeTrain(${shown(population2)})`;
  checkValue(name2, "the population", population2, "text");
  checkOptions(name2, options, { tau: "positive", tauRise: "positive", side: sides }, ["tau"]);
  checkValue(name2, "times", times2, listOf("nonnegative"));
  if (times2.length === 0) throw new OptionError(name2, "there are no times", "Give at least one.");
  const { tau, tauRise, side = "after" } = options;
  const kernel = tauRise === void 0 ? exponentialKernel(tau) : differenceKernel(tau, tauRise);
  const own4 = Object.freeze(Array.from(times2));
  const last = Math.max(...own4);
  const forEachPair = (solution, visit2) => {
    const { size: size2, start: start2, records: records2 } = solution.spikeTrains(population2);
    const spikes = solution.tape.spikes.time.data;
    for (let n = 0; n < size2; n++) {
      for (let r = start2[n]; r < start2[n + 1]; r++) {
        const record2 = records2[r];
        for (let k = 0; k < own4.length; k++) {
          const elapsed = own4[k] - spikes[record2];
          if (elapsed > 0 || elapsed === 0 && side === "after") visit2(k * size2 + n, record2, elapsed);
        }
      }
    }
    return size2;
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze({
      kind: "filteredSpikeTrain",
      population: population2,
      times: own4,
      tau,
      ...tauRise !== void 0 && { tauRise },
      side
    }),
    needs: Object.freeze({ population: population2, spikes: Number.POSITIVE_INFINITY, until: last }),
    shape: (size2) => [own4.length, size2],
    read: (solution) => {
      checkSolution(name2, solution);
      for (const time of own4) checkReached(name2, time, solution);
      const values2 = new Float64Array(own4.length * solution.spikeTrains(population2).size);
      forEachPair(solution, (at3, _, elapsed) => {
        values2[at3] += kernel.value(elapsed);
      });
      return values2;
    },
    pullback: (solution, bars, cotangents) => {
      checkSolution(name2, solution);
      checkBars(name2, bars, own4.length * solution.spikeTrains(population2).size);
      checkTarget(name2, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      const slopes = new Float64Array(cotangents.spikeTimes.length);
      forEachPair(solution, (at3, record2, elapsed) => {
        slopes[record2] -= bars[at3] * kernel.slope(elapsed);
      });
      slopes.forEach((slope, record2) => {
        cotangents.spikeTimes[record2] += slope;
      });
    }
  });
}

// ../b2/src/readouts/observed-bars.ts
function observedBars2(where4, cotangents, observation) {
  const { values: values2 } = observation;
  const bars = cotangents?.observations?.get(observation) ?? new Float64Array(values2.length);
  checkTarget(where4, "states that were looked for", cotangents?.observations && bars, values2.length);
  cotangents.observations.set(observation, bars);
  return bars;
}

// ../b2/src/readouts/maximum.ts
function maximum(population2, state2) {
  const name2 = `maximum(${shown(population2)}, ${shown(state2)})`;
  checkValue(name2, "the population", population2, "text");
  checkValue(name2, "the state", state2, "text");
  const find = (solution) => {
    checkSolution(name2, solution);
    return solution.maxima(population2, state2);
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze({ kind: "maximum", population: population2, state: state2 }),
    needs: Object.freeze({ population: population2, state: state2, spikes: Number.POSITIVE_INFINITY }),
    shape: (size2) => [size2],
    read: (solution) => valuesOf2(find(solution)),
    pullback: (solution, bars, cotangents) => {
      const found = find(solution);
      const { start: start2 } = found;
      checkBars(name2, bars, start2.length - 1);
      const target = observedBars2(name2, cotangents, found);
      bars.forEach((bar, neuron) => {
        if (start2[neuron + 1] > start2[neuron]) target[start2[neuron]] += bar;
      });
    }
  });
}
function valuesOf2({ start: start2, values: values2 }) {
  return Float64Array.from(
    { length: start2.length - 1 },
    (_, neuron) => start2[neuron + 1] > start2[neuron] ? values2[start2[neuron]] : Number.NaN
  );
}

// ../b2/src/readouts/spike-counts.ts
var kinds3 = {
  from: "nonnegative",
  to: dependingOn(
    ({ from = 0 }) => numbers((to) => to > from && to < Infinity, `Give a finite time after from, which is ${from}.`)
  )
};
function spikeCounts(population2, options = {}) {
  return counting("spikeCounts", population2, options, () => 1);
}
function spikeRates(population2, options = {}) {
  return counting("spikeRates", population2, options, (duration, name2) => {
    if (duration > 0) return duration;
    throw new OptionError(name2, "what it counts in lasts no time", "Let the run last longer.");
  });
}
function counting(kind, population2, options, unitOf2) {
  const name2 = `${kind}(${shown(population2)})`;
  checkValue(name2, "the population", population2, "text");
  checkOptions(name2, options, kinds3);
  const { from = 0, to } = options;
  const read2 = (solution) => {
    checkSolution(name2, solution);
    const begin2 = options.from ?? solution.from;
    const end = to ?? solution.until;
    checkReached(name2, begin2, solution);
    checkReached(name2, end, solution);
    const { size: size2, start: start2, records: records2 } = solution.spikeTrains(population2);
    const times2 = solution.tape.spikes.time.data;
    const unit6 = unitOf2(end - begin2, name2);
    return Float64Array.from({ length: size2 }, (_, n) => {
      const own4 = records2.subarray(start2[n], start2[n + 1]);
      return own4.filter((record2) => times2[record2] >= begin2 && times2[record2] <= end).length / unit6;
    });
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze({
      kind,
      population: population2,
      ...options.from !== void 0 && { from },
      ...to !== void 0 && { to }
    }),
    needs: Object.freeze({ population: population2, spikes: Number.POSITIVE_INFINITY, until: to ?? from }),
    shape: (size2) => [size2],
    read: read2
  });
}

// ../b2/src/readouts/spike-times.ts
var silentKind = rule(
  (time) => time === "until" || typeof time === "number" && time >= 0,
  'Give a time \u2265 0 [ms], or "until".'
);
function firstSpikeTimes(population2, options = {}) {
  const name2 = `firstSpikeTimes(${shown(population2)})`;
  checkValue(name2, "the population", population2, "text");
  checkOptions(name2, options, { silentTime: silentKind });
  const { silentTime = Number.POSITIVE_INFINITY } = options;
  const description = { kind: "firstSpikeTimes", population: population2, silentTime };
  return readSpikeTimes(name2, description, 1, (size2) => [size2]);
}
function spikeTimes(population2, options) {
  const name2 = `spikeTimes(${shown(population2)})`;
  checkValue(name2, "the population", population2, "text");
  checkOptions(name2, options, { count: "count", silentTime: silentKind }, ["count"]);
  const { count: count3, silentTime = Number.POSITIVE_INFINITY } = options;
  const description = { kind: "spikeTimes", population: population2, count: count3, silentTime };
  return readSpikeTimes(name2, description, count3, (size2) => [size2, count3]);
}
function readSpikeTimes(name2, description, count3, shape) {
  const { population: population2, silentTime } = description;
  const forEachSpike = (solution, visit2) => {
    const { size: size2, start: start2, records: records2 } = solution.spikeTrains(population2);
    for (let neuron = 0; neuron < size2; neuron++) {
      const found = Math.min(count3, start2[neuron + 1] - start2[neuron]);
      for (let k = 0; k < found; k++) visit2(neuron * count3 + k, records2[start2[neuron] + k]);
    }
    return size2;
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze(description),
    needs: { population: population2, spikes: count3 },
    shape,
    read: (solution) => {
      checkSolution(name2, solution);
      const values2 = new Float64Array(solution.spikeTrains(population2).size * count3);
      values2.fill(silentTime === "until" ? solution.until : silentTime);
      const times2 = solution.tape.spikes.time.data;
      forEachSpike(solution, (at3, record2) => {
        values2[at3] = times2[record2];
      });
      return values2;
    },
    pullback: (solution, bars, cotangents) => {
      checkSolution(name2, solution);
      checkBars(name2, bars, solution.spikeTrains(population2).size * count3);
      checkTarget(name2, "spike times", cotangents?.spikeTimes, solution.tape.spikes.time.length);
      forEachSpike(solution, (at3, record2) => {
        cotangents.spikeTimes[record2] += bars[at3];
      });
    },
    missing: (solution, bars) => {
      const { size: size2, start: start2 } = solution.spikeTrains(population2);
      const neurons = [];
      for (let neuron = 0; neuron < size2; neuron++) {
        const found = start2[neuron + 1] - start2[neuron];
        if (found < count3 && bars[neuron * count3 + found] > 0) neurons.push(neuron);
      }
      return neurons;
    }
  });
}

// ../b2/src/readouts/state-at-spikes.ts
var silentKind2 = numbers((value) => value > -Infinity, "Give a finite number, or Infinity.");
function stateAtSpikes(population2, state2, options = {}) {
  const name2 = `stateAtSpikes(${shown(population2)}, ${shown(state2)})`;
  checkValue(name2, "the population", population2, "text");
  checkValue(name2, "the state", state2, "text");
  checkOptions(name2, options, { count: "count", side: sides, event: "text", silentValue: silentKind2 });
  const { count: count3 = 1, side = "before", event: event2, silentValue = Number.POSITIVE_INFINITY } = options;
  const forEachSpike = ({ start: start2 }, visit2) => {
    for (let neuron = 0; neuron + 1 < start2.length; neuron++) {
      const present = Math.min(count3, start2[neuron + 1] - start2[neuron]);
      for (let k = 0; k < present; k++) visit2(neuron * count3 + k, start2[neuron] + k);
    }
  };
  const find = (solution) => {
    checkSolution(name2, solution);
    return solution.stateAtEvents(population2, state2, side, event2);
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze({
      kind: "stateAtSpikes",
      population: population2,
      state: state2,
      count: count3,
      side,
      ...event2 !== void 0 && { event: event2 },
      silentValue
    }),
    // Of an event that is not sent nobody knows when the last has come.
    needs: Object.freeze({
      population: population2,
      state: state2,
      ...event2 !== void 0 && { event: event2 },
      spikes: event2 === void 0 ? count3 : Number.POSITIVE_INFINITY
    }),
    shape: (size2) => [size2, count3],
    read: (solution) => {
      const found = find(solution);
      const values2 = new Float64Array((found.start.length - 1) * count3).fill(silentValue);
      forEachSpike(found, (at3, row2) => {
        values2[at3] = found.values[row2];
      });
      return values2;
    },
    pullback: (solution, bars, cotangents) => {
      const found = find(solution);
      checkBars(name2, bars, (found.start.length - 1) * count3);
      const target = observedBars2(name2, cotangents, found);
      forEachSpike(found, (at3, row2) => {
        target[row2] += bars[at3];
      });
    }
  });
}

// ../b2/src/readouts/state-at-times.ts
function stateAtTimes(population2, state2, times2, options = {}) {
  const name2 = `stateAtTimes(${shown(population2)}, ${shown(state2)})`;
  checkValue(name2, "the population", population2, "text");
  checkValue(name2, "the state", state2, "text");
  checkOptions(name2, options, { side: sides });
  const { side = "after" } = options;
  checkValue(name2, "times", times2, listOf("nonnegative"));
  if (times2.length === 0) throw new OptionError(name2, "there are no times", "Give at least one.");
  const own4 = Object.freeze(Array.from(times2));
  const place7 = (solution) => {
    checkSolution(name2, solution);
    const table4 = solution.samples(population2, side);
    const component = table4.states.indexOf(state2);
    if (component < 0) {
      throw new OptionError(name2, `there is no state "${state2}"`, knownHere(state2, table4.states));
    }
    const stride = table4.states.length;
    const first2 = own4.map((time) => {
      const row2 = rowOfTime(table4, time);
      if (row2 < 0)
        throw new OptionError(name2, `time ${time} was not sampled`, "Name it in the run's samples.");
      return row2 * table4.size * stride + component;
    });
    return { table: table4, first: first2, stride };
  };
  return Object.freeze({
    name: name2,
    description: Object.freeze({ kind: "stateAtTimes", population: population2, state: state2, times: own4, side }),
    needs: { population: population2, times: own4, side, state: state2 },
    shape: (size2) => [own4.length, size2],
    read: (solution) => {
      const { table: table4, first: first2, stride } = place7(solution);
      const { size: size2, values: values2 } = table4;
      return Float64Array.from({ length: own4.length * size2 }, (_, at3) => {
        const k = Math.floor(at3 / size2);
        return values2[first2[k] + at3 % size2 * stride];
      });
    },
    pullback: (solution, bars, cotangents) => {
      const { table: table4, first: first2, stride } = place7(solution);
      const target = cotangents?.samples?.get(table4);
      checkBars(name2, bars, own4.length * table4.size);
      checkTarget(name2, "samples", target, table4.values.length);
      first2.forEach((offset, k) => {
        for (let n = 0; n < table4.size; n++) target[offset + n * stride] += bars[k * table4.size + n];
      });
    }
  });
}

// ../b2/src/readouts/kinds.ts
var readoutKinds = {
  allSpikeTimes,
  filteredSpikeTrain,
  firstSpikeTimes,
  maximum,
  spikeTimes,
  stateAtSpikes,
  stateAtTimes
};
var readingKinds = { ...readoutKinds, spikeCounts, spikeRates };

// ../b2/src/simulate/given/describe-steps.ts
function describeSteps(run, own4) {
  const { method, controller } = run;
  const isKnown = method === void 0 || "isAutomatic" in method || methodKinds[method.name] === method;
  return {
    method: isKnown ? method?.name : own4("method", method.name, "Take one of saltus/solvers."),
    controller: controller && (descriptionOf(controller, controllerKinds) ?? own4("step-size controller", "", "Take pidController, fixedStep, or a stepSize."))
  };
}

// ../b2/src/objective/describe-objective.ts
function describeTerm({ name: name2, readout, loss: loss2, weight: weight2, target }, own4) {
  const entry = 'Name an entry of the target: target: "label".';
  return {
    name: name2,
    readout: descriptionOf(readout, readoutKinds) ?? own4(
      "readout",
      readout.name,
      "Take one of saltus/readouts, and give what it reads to a loss that is traced."
    ),
    loss: descriptionOf(loss2, lossKinds) ?? own4("loss", loss2.name, 'Write it as a formula: tracedLoss({ formula: "(value - target)^2" }).'),
    weight: weight2,
    target: typeof target === "function" ? own4("choice of the", "target", entry) : target
  };
}
function describeGradientMethod(method = discreteAdjoint, own4) {
  if (method === discreteAdjoint) return void 0;
  const hint4 = "Take discreteAdjoint or forwardSensitivity.";
  return gradientMethods[method.name] === method ? method.name : own4("gradient method", method.name, hint4);
}

// ../b2/src/io/model-description.ts
function describeModel(model) {
  return within(/* @__PURE__ */ new Map(), () => descriptionOf2(model));
}
function descriptionOf2(model) {
  const names2 = namesOf2(model);
  const stateNames = model.states.map(({ name: name2 }) => name2);
  const initialText = (formula) => textOfFormula(ofStates(formula, stateNames), names2);
  const states = (discrete) => Object.fromEntries(
    model.states.filter((state2) => state2.discrete === discrete).map(({ name: name2, unit: unit6, scale: scale2, initial }) => [
      name2,
      { unit: unit6, scale: scale2, initial: typeof initial === "number" ? initial : initialText(initial) }
    ])
  );
  const changes2 = (after, known5) => Object.fromEntries(
    model.states.flatMap(
      ({ name: name2 }, k) => after[k] === symbol(name2) ? [] : [[name2, textOfFormula(after[k], known5)]]
    )
  );
  const derivatives = model.states.flatMap(
    ({ name: name2, discrete }, k) => discrete ? [] : [[name2, model.derivatives[k]]]
  );
  return {
    name: model.name,
    state: states(false),
    discrete: states(true),
    parameters: Object.fromEntries(
      model.parameters.map(({ name: name2, unit: unit6, default: value, domain }) => [
        name2,
        { unit: unit6, default: value, domain }
      ])
    ),
    signals: model.signals,
    dynamics: printEquations(new Map(derivatives), names2),
    events: Object.fromEntries(
      model.events.map(({ name: name2, when, reset, emits, fireAtStart, payload }) => [
        name2,
        {
          when: textOfFormula(when, names2),
          reset: changes2(reset, names2),
          emits,
          ...payload === void 0 ? {} : { payload: textOfFormula(payload, names2) },
          fireAtStart
        }
      ])
    ),
    input: Object.fromEntries(
      model.ports.map(({ name: name2, channels, units, map, graded }) => [
        name2,
        {
          weights: Object.fromEntries(channels.map((channel, k) => [channel, { unit: units[k] }])),
          map: changes2(map, [...names2, ...channels, ...graded ? [payloadName] : []])
        }
      ])
    )
  };
}
function namesOf2({ states, parameters, signals }) {
  return [...states.map(({ name: name2 }) => name2), ...parameters.map(({ name: name2 }) => name2), ...signals];
}

// ../b2/src/io/model-from-description.ts
var stateOf2 = (value, at3) => {
  const object = objectOf(["unit", "scale", "initial"])(value, at3);
  return {
    unit: field(object, at3, "unit", text2),
    scale: field(object, at3, "scale", finite2),
    initial: field(
      object,
      at3,
      "initial",
      (given, place7) => typeof given === "number" ? finite2(given, place7) : words3(given, place7)
    )
  };
};
var domainOf = (value, at3) => {
  if (typeof value === "string") return value;
  const object = objectOf(["min", "max"])(value, at3);
  return { min: field(object, at3, "min", finite2), max: field(object, at3, "max", finite2) };
};
var parameterOf2 = (value, at3) => {
  const object = objectOf(["unit", "default", "domain"])(value, at3);
  return {
    unit: field(object, at3, "unit", text2),
    default: field(object, at3, "default", finite2),
    domain: field(object, at3, "domain", domainOf)
  };
};
var eventOf = (value, at3) => {
  const object = objectOf(["when", "reset", "emits", "payload", "fireAtStart"])(value, at3);
  return {
    when: field(object, at3, "when", words3),
    reset: field(object, at3, "reset", mapOf(words3)),
    emits: field(object, at3, "emits", flag),
    ...Object.hasOwn(object, "payload") ? { payload: field(object, at3, "payload", words3) } : {},
    fireAtStart: field(object, at3, "fireAtStart", flag)
  };
};
var channelOf = (value, at3) => ({
  unit: field(objectOf(["unit"])(value, at3), at3, "unit", text2)
});
var portOf2 = (value, at3) => {
  const object = objectOf(["weights", "map"])(value, at3);
  return {
    weights: field(object, at3, "weights", mapOf(channelOf)),
    map: field(object, at3, "map", mapOf(words3))
  };
};
var keys3 = ["name", "state", "discrete", "parameters", "signals", "dynamics", "events", "input"];
var modelFromDescription = (value, at3) => {
  const object = objectOf(keys3)(value, at3);
  const described = {
    name: field(object, at3, "name", words3),
    state: field(object, at3, "state", mapOf(stateOf2)),
    discrete: field(object, at3, "discrete", mapOf(stateOf2)),
    parameters: field(object, at3, "parameters", mapOf(parameterOf2)),
    signals: field(object, at3, "signals", listOf2(words3)),
    dynamics: field(object, at3, "dynamics", text2),
    events: field(object, at3, "events", mapOf(eventOf)),
    input: field(object, at3, "input", mapOf(portOf2))
  };
  return withUnits(defineNeuron(definitionOf2(described, at3)), described);
};
function definitionOf2(described, at3) {
  const { name: name2, state: state2, discrete, parameters, signals, dynamics, events, input } = described;
  const fixed = [...Object.keys(state2), ...Object.keys(discrete), ...Object.keys(parameters)];
  const names2 = [...fixed, ...signals, "t"];
  const formula = (written, known5, path) => () => formulaOfText(written, known5, whereIs(inside2(at3, path)), "formula");
  const states = (given, path) => mapped3(given, ({ scale: scale2, initial }, key) => ({
    scale: scale2,
    initial: typeof initial === "number" ? initial : formula(initial, fixed, `${path}.${key}.initial`)
  }));
  const jump2 = (map, known5, path) => () => mapped3(map, (written, key) => formula(written, known5, `${path}.${key}`)());
  const { spike, ...others2 } = mapped3(
    events,
    ({ when, reset, emits, payload, fireAtStart }, key) => ({
      when: formula(when, names2, `events.${key}.when`),
      reset: jump2(reset, names2, `events.${key}.reset`),
      emits,
      ...payload === void 0 ? {} : { payload: formula(payload, names2, `events.${key}.payload`) },
      fireAtStart
    })
  );
  return {
    name: name2,
    state: states(state2, "state"),
    discrete: states(discrete, "discrete"),
    parameters: mapped3(parameters, ({ default: standard2, domain }) => ({ default: standard2, domain })),
    signals,
    dynamics,
    ...spike === void 0 ? {} : { spike },
    events: others2,
    input: mapped3(input, ({ weights: weights3, map }, key) => ({
      weights: Object.keys(weights3),
      map: jump2(map, [.../* @__PURE__ */ new Set([...names2, ...Object.keys(weights3), payloadName])], `input.${key}.map`)
    }))
  };
}
function withUnits(model, described) {
  const { state: state2, discrete, parameters, input } = described;
  const unitsOf = (port) => Object.values(input[port].weights).map(({ unit: unit6 }) => unit6);
  return readable({
    ...model,
    states: Object.freeze(
      model.states.map(
        (own4) => Object.freeze({ ...own4, unit: (own4.discrete ? discrete : state2)[own4.name].unit })
      )
    ),
    parameters: Object.freeze(
      model.parameters.map((own4) => Object.freeze({ ...own4, unit: parameters[own4.name].unit }))
    ),
    ports: Object.freeze(
      model.ports.map((own4) => Object.freeze({ ...own4, units: Object.freeze(unitsOf(own4.name)) }))
    )
  });
}
function mapped3(record2, make2) {
  return Object.fromEntries(Object.entries(record2).map(([key, value]) => [key, make2(value, key)]));
}

// ../b2/src/io/topology-description.ts
var makers = {
  allToAll: (value, at3) => {
    const { kind: _, ...options } = objectOf(["kind", "self"])(value, at3);
    return allToAll(options);
  },
  oneToOne: (value, at3) => {
    objectOf(["kind"])(value, at3);
    return oneToOne();
  },
  pairs: (value, at3) => {
    const object = objectOf(["kind", "pre", "post"])(value, at3);
    const pre = field(object, at3, "pre", listOf2(natural));
    const post = field(object, at3, "post", listOf2(natural, pre.length));
    return pairs(pre.map((neuron, k) => [neuron, post[k]]));
  },
  withProbability: (value, at3) => {
    const { kind: _, probability, ...draw } = objectOf(["kind", "probability", "seed", "self"])(value, at3);
    return withProbability(probability, draw);
  },
  fixedInDegree: (value, at3) => {
    const { kind: _, inDegree, ...draw } = objectOf(["kind", "inDegree", "seed", "self"])(value, at3);
    return fixedInDegree(inDegree, draw);
  },
  convolution: (value, at3) => {
    const known5 = ["kind", "input", "kernel", "channels", "stride", "padding"];
    const object = objectOf(known5)(value, at3);
    for (const name2 of ["input", "kernel"]) field(object, at3, name2, listOf2(finite2));
    const { kind: _, ...options } = object;
    return convolution(options);
  }
};
var topologyOfDescription = (value, at3) => {
  const kind = field(objectOf()(value, at3), at3, "kind", words3);
  if (Object.hasOwn(makers, kind)) return makers[kind](value, at3);
  const what = `there is no topology ${shown(kind)}`;
  throw new OptionError(whereIs(at3), what, `Known here: ${Object.keys(makers).join(", ")}.`);
};

// ../b2/src/io/values-description.ts
function describeValues(value) {
  if (typeof value === "number") return value;
  if (value instanceof Float64Array) return [...value];
  return value.distribution ?? { named: value.name };
}
var distributions = /* @__PURE__ */ new Map([
  ["normal", [2, (mean = 0, deviation = 0) => normal(mean, deviation)]],
  ["uniform", [2, (low = 0, high = 0) => uniform(low, high)]],
  ["constantly", [1, (value = 0) => constantly(value)]]
]);
var valuesOfDescription = (value, at3) => {
  if (typeof value === "number") return finite2(value, at3);
  if (Array.isArray(value)) return listOf2(finite2)(value, at3);
  const object = objectOf(["kind", "values", "named"])(value, at3);
  if (Object.hasOwn(object, "named")) return unknownDistribution(field(object, at3, "named", words3), at3);
  const kind = field(object, at3, "kind", ofKind([...distributions.keys()]));
  const [count3, make2] = distributions.get(kind);
  return make2(...field(object, at3, "values", listOf2(finite2, count3)));
};
function unknownDistribution(name2, at3) {
  return Object.freeze({
    name: name2,
    draw: () => {
      const what = `the distribution ${shown(name2)} was a function, which no file holds`;
      throw new OptionError(at3.document, what, "Use the parameters that were saved with the network.");
    }
  });
}

// ../b2/src/io/network-from-description.ts
function networkFromDescription(description, where4 = "networkFromDescription") {
  const at3 = { document: where4, path: "" };
  if (isRecord(description) && "layout" in description) {
    throw new OptionError(
      where4,
      "this is a network, not what describes one",
      "Give describeNetwork(network)."
    );
  }
  const object = objectOf(["models", "populations", "projections", "trainable", "tie"])(description, at3);
  const models2 = field(object, at3, "models", listOf2(modelFromDescription));
  const populations = field(object, at3, "populations", mapOf(populationOf2(models2)));
  return network({
    populations,
    projections: field(object, at3, "projections", listOf2(projectionOf2(populations))),
    trainable: field(object, at3, "trainable", listOf2(words3)),
    tie: field(object, at3, "tie", listOf2(listOf2(words3)))
  });
}
function populationOf2(models2) {
  return (value, at3) => {
    const object = objectOf(["kind", "size", "model", "parameters", "initial"])(value, at3);
    const kind = field(object, at3, "kind", ofKind(["source", "neurons"]));
    const size2 = field(object, at3, "size", positive2);
    if (kind === "source") return source(size2);
    const index3 = field(object, at3, "model", indexOf(models2.length, "models"));
    return population(models2[index3], size2, {
      parameters: field(object, at3, "parameters", mapOf(valuesOfDescription)),
      initial: field(object, at3, "initial", mapOf(valuesOfDescription))
    });
  };
}
function projectionOf2(populations) {
  return (value, at3) => {
    const optional = ["topology", "delayPer"];
    const object = objectOf(["name", "pre", "post", "port", "weights", "delay", ...optional])(value, at3);
    const name2 = ofKind(Object.keys(populations));
    const [pre, post] = [field(object, at3, "pre", name2), field(object, at3, "post", name2)];
    const has = (option) => Object.hasOwn(object, option);
    return connect(pre, post, {
      name: field(object, at3, "name", text2),
      port: field(object, at3, "port", text2),
      weights: field(object, at3, "weights", mapOf(valuesOfDescription)),
      delay: field(object, at3, "delay", valuesOfDescription),
      ...has("topology") ? { topology: field(object, at3, "topology", topologyOfDescription) } : {},
      ...has("delayPer") ? { delayPer: field(object, at3, "delayPer", words3) } : {}
    });
  };
}

// ../b2/src/io/describe-network.ts
function describeNetwork(net2) {
  checkNetwork("describeNetwork", net2);
  const models2 = [
    ...new Set(net2.populations.flatMap(({ definition: d }) => d.kind === "neurons" ? [d.model] : []))
  ];
  const { rows } = net2.layout;
  const rowsOf = grouped(rows, ({ owner }) => owner);
  const groups = [...grouped(rows, ({ slice }) => slice).values()];
  const description = {
    models: models2.map(describeModel),
    populations: Object.fromEntries(
      net2.populations.map(({ name: name2, definition }) => [name2, describePopulation(definition, models2)])
    ),
    projections: net2.projections.map(
      ({ name: name2, pre, post, port, topology, delayPer }) => {
        const { definition } = post;
        const own4 = rowsOf.get(name2);
        return {
          name: name2,
          pre: pre.name,
          post: post.name,
          port: definition.kind === "neurons" ? definition.model.ports[port].name : "",
          weights: Object.fromEntries(
            own4.filter(({ kind }) => kind === "weight").map((row2) => [row2.name, describeValues(row2.value)])
          ),
          delay: describeValues(own4.find(({ kind }) => kind === "delay").value),
          ...topology.kind === "allToAll" && topology.self !== false ? {} : { topology },
          ...delayPer === "projection" ? {} : { delayPer }
        };
      }
    ),
    trainable: rows.filter(({ trainable }) => trainable).map(({ id }) => id),
    tie: groups.filter(({ length }) => length > 1).map((group) => group.map(({ id }) => id))
  };
  const again = networkFromDescription(description, "describeNetwork");
  const lost = difference(everythingIn2(net2), everythingIn2(again));
  if (lost !== void 0) {
    const what = `${lost.path} would be ${shown(lost.second)} when read back, not ${shown(lost.first)}`;
    throw new UnsupportedError(
      "describeNetwork",
      what,
      "Rename it, or write it with the functions of saltus/expr."
    );
  }
  return description;
}
function grouped(entries, keyOf2) {
  const groups = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    const group = groups.get(keyOf2(entry));
    if (group === void 0) groups.set(keyOf2(entry), [entry]);
    else group.push(entry);
  }
  return groups;
}
function describePopulation(given, models2) {
  if (given.kind === "source") return { kind: "source", size: given.size };
  const values2 = (record2) => Object.fromEntries(Object.entries(record2).map(([name2, value]) => [name2, describeValues(value)]));
  return {
    kind: "neurons",
    size: given.size,
    model: models2.indexOf(given.model),
    parameters: values2(given.parameters),
    initial: values2(given.initial)
  };
}
function everythingIn2({ populations, projections, neurons, layout: { rows, size: size2 } }) {
  return { populations, projections, neurons, rows, size: size2 };
}

// ../b2/src/workers/chunks.ts
var [shortest, longest2, leastOfLast] = [8, 64, 4];
function chunksOf(length) {
  const size2 = Math.min(longest2, Math.max(shortest, Math.ceil(length / 16)));
  const half = Math.max(leastOfLast, Math.ceil(size2 / 2));
  const whole4 = Math.floor(0.75 * length / size2);
  const startOf3 = (k) => Math.min(length, k <= whole4 ? k * size2 : whole4 * size2 + (k - whole4) * half);
  return {
    count: whole4 + Math.ceil((length - whole4 * size2) / half),
    bounds: (k) => [startOf3(k), startOf3(k + 1)]
  };
}

// ../b2/src/worker/start-page-worker.ts
function startWorker() {
  return new Worker(new URL("./page-worker.js", import.meta.url), { type: "module" });
}
function cores() {
  return navigator.hardwareConcurrency;
}

// ../b2/src/workers/listening.ts
function listenTo(from, event2, listener) {
  if (from.on !== void 0) from.on(event2, listener);
  else {
    const isMessage = event2 === "message";
    from.addEventListener(
      event2,
      (what) => listener(isMessage ? what.data : what)
    );
  }
}

// ../b2/src/workers/thread.ts
function threadOf(worker, onMessage, onEnd) {
  const own4 = worker;
  let isOver = false;
  const end = (reason) => {
    if (isOver) return;
    isOver = true;
    onEnd(reason);
    void worker.terminate();
  };
  const failed = (error) => end(
    error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "it ran out of memory" : error.message || "it could not be loaded"
  );
  const unreadable = () => end("it sent what cannot be read");
  listenTo(own4, "message", onMessage);
  listenTo(own4, "error", failed);
  listenTo(own4, "messageerror", unreadable);
  listenTo(own4, "exit", (code) => end(`it exited with code ${code}`));
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    hold: (isHeld) => isHeld ? own4.ref?.() : own4.unref?.(),
    stop: async () => {
      isOver = true;
      await worker.terminate();
    }
  };
}

// ../b2/src/workers/member.ts
var places3 = 4;
function newcomer(index3, start2, isShared, told2) {
  const results = /* @__PURE__ */ new Map();
  let reason;
  let keys5 = 0;
  return new Promise((resolve, reject) => {
    let isReady = false;
    const onMessage = (message) => {
      if (message.kind === "ready") {
        isReady = true;
        thread.hold(false);
        resolve(member);
      } else told2.report(member, message);
    };
    const onEnd = (why) => {
      reason = why;
      if (isReady) told2.end(member);
      else reject(new WorkerError("startWorkers", `a worker did not start: ${why}`, startHint));
    };
    const thread = threadOf(start2(), onMessage, onEnd);
    const post = (order3, transfer) => thread.post(order3, transfer);
    const member = {
      index: index3,
      thread,
      get reason() {
        return reason;
      },
      pending: /* @__PURE__ */ new Map(),
      free: Array.from({ length: places3 }, (_, place7) => place7),
      open: (subject) => {
        const { number, task, content, resultLength } = subject;
        const own4 = isShared && resultLength > 0 ? sharedParts(resultLength) : void 0;
        results.set(subject, own4);
        post({ kind: "open", subject: number, task, content, results: own4 });
      },
      close: (subject) => {
        results.delete(subject);
        post({ kind: "close", subject: subject.number });
      },
      give: ({ where: where4, subject }, { k, effort, content, transfer }) => {
        const [key, place7] = [keys5++, member.free.pop()];
        try {
          post({ kind: "job", subject: subject.number, key, content, place: place7 }, transfer);
        } catch (error) {
          member.free.push(place7);
          const hint4 = "Give targets that are plain data: numbers, texts, arrays of them.";
          throw new OptionError(where4, `a worker cannot be sent this: ${error.message}`, hint4);
        }
        member.pending.set(key, { k, effort, place: place7 });
      },
      resultsOf: (subject) => results.get(subject)
    };
  });
}
var startHint = "Give startWorkers({ start: () => new Worker(\u2026) }) with a file that calls runAsWorker.";
function sharedParts(length) {
  return Array.from(
    { length: places3 },
    () => new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
  );
}

// ../b2/src/workers/sent-error.ts
var made2 = {
  ModelError: (hint4, _, problems) => new ModelError("", "", hint4, { problems }),
  ShapeError: (hint4) => new ShapeError("", "", hint4),
  OptionError: (hint4) => new OptionError("", "", hint4),
  UnsupportedError: (hint4) => new UnsupportedError("", "", hint4),
  SimulationError: (hint4, status) => new SimulationError("", status, "", hint4)
};
function errorOf(sent) {
  if ("thrown" in sent) return sent.thrown;
  const error = made2[sent.name](sent.hint, sent.status ?? "", sent.problems ?? []);
  return Object.defineProperty(error, "message", { value: sent.message });
}

// ../b2/src/workers/crew.ts
async function crewOf(count3, start2, isShared) {
  let subjects = [];
  let numbers3 = 0;
  let isStopped = false;
  let effort;
  let turn2 = Promise.resolve();
  const enter = (index3) => newcomer(index3, start2, isShared, {
    report: (member, outcome) => {
      const pending = member.pending.get(outcome.key);
      member.pending.delete(outcome.key);
      if (pending.effort === effort && effort !== void 0) {
        effort.reported(member, pending.k, outcome, pending.place);
      } else {
        member.free.push(pending.place);
        effort?.goOn();
      }
    },
    end: (member) => {
      const jobs = [...member.pending.values()].filter((own4) => own4.effort === effort);
      effort?.ended(
        member,
        jobs.map(({ k }) => k)
      );
    }
  });
  const first2 = await Promise.allSettled(Array.from({ length: count3 }, (_, index3) => enter(index3)));
  const members2 = first2.flatMap((one2) => one2.status === "fulfilled" ? [one2.value] : []);
  const stop2 = async () => {
    isStopped = true;
    effort?.abandon(stopped(effort.work.where));
    await Promise.all(members2.map(({ thread }) => thread.stop()));
  };
  const failed = first2.find((one2) => one2.status === "rejected");
  if (failed !== void 0) {
    await stop2();
    throw failed.reason;
  }
  const coming = /* @__PURE__ */ new Map();
  const replace = (index3) => {
    const enterInPlace = async () => {
      const fresh = await enter(index3);
      if (isStopped) return fresh.thread.stop();
      for (const subject of subjects) fresh.open(subject);
      members2[index3] = fresh;
    };
    const own4 = coming.get(index3) ?? enterInPlace().finally(() => coming.delete(index3));
    coming.set(index3, own4);
    return own4;
  };
  const tellOfLoss = ({ onWorkerLost, during }, { index: index3, reason }) => {
    const [worker, of] = [index3 + 1, count3];
    const message = `Worker ${worker} of ${of} was lost during ${during}: ${reason}. Its work is repeated.`;
    onWorkerLost?.({ worker, of, reason, during, message });
  };
  const attempt = (work) => new Promise((resolve, reject) => {
    const outcomes = /* @__PURE__ */ new Map();
    const repeated = /* @__PURE__ */ new Set();
    const again = [];
    let [next, taken2] = [0, 0];
    const finish = (settle2) => {
      if (effort !== own4) return;
      effort = void 0;
      for (const { member, place: place7 } of outcomes.values()) member.free.push(place7);
      for (const { thread } of members2) thread.hold(false);
      settle2();
    };
    const assign = () => {
      for (let depth = 1; depth <= 2; depth++) {
        for (const member of members2) {
          if (depth === 2 && work.count - next <= members2.length) return;
          if (again.length === 0 && next >= work.count) return;
          if (member.reason !== void 0 || member.pending.size >= depth || member.free.length === 0)
            continue;
          const k = again.shift() ?? next++;
          const { content, transfer } = work.job(k);
          member.give(work, { k, effort: own4, content, transfer });
        }
      }
    };
    const goOn2 = () => {
      if (effort !== own4) return;
      try {
        work.check();
        assign();
        for (let entry = outcomes.get(taken2); entry !== void 0; entry = outcomes.get(taken2)) {
          const { outcome, member, place: place7 } = entry;
          if (outcome.kind === "failed") throw errorOf(outcome.error);
          work.take(taken2, outcome.answer, member.resultsOf(work.subject)?.[place7]);
          member.free.push(place7);
          outcomes.delete(taken2++);
        }
        if (taken2 === work.count) finish(resolve);
        else assign();
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const own4 = {
      work,
      goOn: goOn2,
      abandon: (error) => finish(() => reject(error)),
      reported: (member, k, outcome, place7) => {
        outcomes.set(k, { outcome, member, place: place7 });
        goOn2();
      },
      ended: (member, jobs) => {
        const twice = jobs.find((k) => repeated.has(k));
        try {
          if (twice !== void 0) throw lostTwice(work, member, count3);
          tellOfLoss(work, member);
        } catch (error) {
          finish(() => reject(error));
          return;
        }
        for (const k of jobs) repeated.add(k);
        again.push(...jobs);
        replace(member.index).then(goOn2, own4.abandon);
      }
    };
    effort = own4;
    for (const { thread } of members2) thread.hold(true);
    goOn2();
  });
  return {
    count: count3,
    isShared,
    open: (task, content, resultLength) => {
      const subject = { number: numbers3++, task, content, resultLength };
      subjects = [...subjects, subject];
      for (const member of members2) member.open(subject);
      return subject;
    },
    close: (subject) => {
      subjects = subjects.filter((own4) => own4 !== subject);
      for (const member of members2) member.close(subject);
    },
    run: (work) => {
      const mine = turn2.then(async () => {
        if (isStopped) throw stopped(work.where);
        for (const member of members2) {
          if (member.reason === void 0) continue;
          tellOfLoss(work, member);
          await replace(member.index);
        }
        await attempt(work);
      });
      turn2 = mine.catch(() => {
      });
      return mine;
    },
    stop: stop2
  };
}
function stopped(where4) {
  return new WorkerError(where4, "the workers were stopped", "Start others with startWorkers.");
}
function lostTwice({ where: where4, during }, { index: index3, reason }, of) {
  const what = `${during} was given up: worker ${index3 + 1} of ${of} was lost, as the one before it: ${reason}`;
  const hint4 = "If memory is short, give fewer workers or smaller batches; nothing of the batch was counted.";
  return new WorkerError(where4, what, hint4);
}

// ../b2/src/workers/start-workers.ts
var crews = /* @__PURE__ */ new WeakMap();
var isPool = rule(
  (given) => Number.isInteger(given) && given >= 1 || crews.has(given),
  "Give a whole number \u2265 1, or what await startWorkers() gave."
);
var workerKinds = { workers: isPool, onWorkerLost: "function" };
async function startWorkers(options = {}) {
  const { count: count3 = cores(), start: start2 = startWorker, shared: shared2 = canShare() } = options;
  checkOptions("startWorkers", options, { count: "count", start: "function", shared: "flag" });
  if (shared2 && !canShare()) {
    const hint4 = "Leave it out, or serve the page with COOP and COEP headers.";
    throw new OptionError("startWorkers", "shared is true, but no memory can be shared here", hint4);
  }
  const crew = await crewOf(count3, start2, shared2);
  const pool = Object.freeze({ count: count3, shared: shared2, stop: crew.stop });
  crews.set(pool, crew);
  return pool;
}
function canShare() {
  const { crossOriginIsolated = true } = globalThis;
  return typeof SharedArrayBuffer !== "undefined" && crossOriginIsolated;
}
async function crewFor(workers) {
  if (typeof workers !== "number") return { crew: crews.get(workers), leave: async () => {
  } };
  const crew = crews.get(await startWorkers({ count: workers }));
  return { crew, leave: crew.stop };
}

// ../b2/src/simulate/given/packed-input.ts
function inputPlaces({ populations }) {
  return {
    sources: populations.filter(({ definition }) => definition.kind === "source"),
    signals: populations.flatMap(
      (population2) => population2.definition.kind === "source" ? [] : population2.definition.model.signals.map((signal) => ({ population: population2, signal }))
    )
  };
}
function packInputs(network2, inputs2) {
  const { sources, signals } = inputPlaces(network2);
  const given = inputs2.map(({ spikes, signals: data }) => ({
    spikes: sources.map(({ name: name2 }) => spikes.get(name2)),
    signals: signals.map(({ population: population2, signal }) => data.get(population2.name).get(signal))
  }));
  let [ofIntegers, ofDoubles] = [0, 0];
  for (const one2 of given) {
    for (const { counts: counts2, times: times2 } of one2.spikes) {
      ofIntegers += 2 * counts2.length + 1 + 3 * times2.length;
      ofDoubles += times2.length;
    }
    for (const { times: times2, values: values2 } of one2.signals) {
      ofIntegers += 4;
      ofDoubles += 1 + times2.length + values2.length;
    }
  }
  const integers = new Int32Array(ofIntegers);
  const doubles2 = new Float64Array(ofDoubles);
  let [i, d] = [0, 0];
  const addIntegers = (list2) => {
    integers.set(list2, i);
    i += list2.length;
  };
  const addDoubles = (list2) => {
    doubles2.set(list2, d);
    d += list2.length;
  };
  for (const one2 of given) {
    for (const { counts: counts2, start: start2, times: times2, positions, channels, order: order3 } of one2.spikes) {
      addIntegers(counts2);
      addIntegers(start2);
      for (const list2 of [positions, channels, order3]) addIntegers(list2);
      addDoubles(times2);
    }
    for (const { kind, times: times2, values: values2, perNeuron, until: until2 } of one2.signals) {
      addIntegers([kind === "linear" ? 1 : 0, perNeuron ? 1 : 0, times2.length, values2.length]);
      addDoubles([until2 ?? Number.NaN]);
      addDoubles(times2);
      addDoubles(values2);
    }
  }
  return { count: inputs2.length, integers, doubles: doubles2 };
}

// ../b2/src/simulate/given/posted-settings.ts
function postedSettings(settings, own4) {
  const { method, controller, signal: _, onProgress: __, ...plain5 } = settings;
  const isOfMethod = controller === void 0 || controller === controllerOf2(method);
  return {
    ...plain5,
    ...describeSteps({ method, controller: isOfMethod ? void 0 : controller }, own4),
    ..."isAutomatic" in method && { method: void 0 }
  };
}
function controllerOf2(method) {
  const hasNone = "isAutomatic" in method || !isExact(method) && method.embeddedOrder === 0;
  return hasNone ? void 0 : standardController(method);
}

// ../b2/src/simulate/given/unposted.ts
function ownPart(where4, part6 = "") {
  return (what, name2, instead) => {
    const own4 = `${part6}the ${what} ${name2} is of your own, and workers are given data, not code`;
    throw new UnsupportedError(where4, own4, instead);
  };
}
function checkWatched(where4, { onProgress }) {
  if (onProgress === void 0) return;
  const hint4 = "Leave it out, or leave workers out.";
  throw new OptionError(where4, "onProgress is given beside workers, whose runs nobody can watch", hint4);
}

// ../b2/src/data/dataset.ts
var datasetKind = rule((data) => {
  const { features, count: count3 } = data ?? {};
  return isDoubles(features) && Number.isInteger(count3);
}, "Make it with dataset(features, labels).");
var orderKind = rule((order3) => order3 instanceof Uint32Array, "Make it with sampleOrder(count, random).");
var generatorKind = rule(
  (random) => typeof random?.permutation === "function",
  "Make it with randomGenerator(seed)."
);
function checkRandom(where4, random) {
  if (random !== void 0) checkValue(where4, "random", random, generatorKind);
}
function sampleOrder(count3, random) {
  checkValue("sampleOrder", "count", count3, integer(0, 4294967295));
  checkRandom("sampleOrder", random);
  return random === void 0 ? Uint32Array.from({ length: count3 }, (_, i) => i) : random.permutation(count3);
}
function batches(order3, batchSize) {
  checkValue("batches", "order", order3, orderKind);
  checkValue("batches", "batchSize", batchSize, "count");
  const count3 = Math.ceil(order3.length / batchSize);
  return Array.from({ length: count3 }, (_, i) => order3.subarray(i * batchSize, (i + 1) * batchSize));
}

// ../b2/src/train/metrics.ts
var metricKind = rule(
  (metric) => typeof metric?.measure === "function",
  'Give one such as firstSpikeAccuracy("output").'
);
var timesKind = rule(isList, "Give an array of times.");
var kinds4 = { target: targetKind, name: "text" };
function earliestIndex(times2) {
  checkValue("earliestIndex", "times", times2, timesKind);
  let earliest = Infinity;
  let index3 = -1;
  for (let i = 0; i < times2.length; i++) {
    if (times2[i] < earliest) {
      earliest = times2[i];
      index3 = i;
    }
  }
  return index3;
}
function firstToSpike(solution, population2) {
  checkSolution("firstToSpike", solution);
  const { size: size2, start: start2, records: records2 } = solution.spikeTrains(population2);
  const times2 = solution.tape.spikes.time.data;
  return earliestIndex(
    Float64Array.from(
      { length: size2 },
      (_, n) => start2[n] === start2[n + 1] ? Infinity : times2[records2[start2[n]]]
    )
  );
}
function firstSpikeAccuracy(population2, options = {}) {
  const where4 = `firstSpikeAccuracy(${shown(population2)})`;
  checkValue(where4, "the population", population2, "text");
  checkOptions(where4, options, kinds4);
  const { name: name2 = "accuracy" } = options;
  return {
    name: name2,
    ...descriptionWith(options.target, { kind: "firstSpikeAccuracy", population: population2, name: name2 }),
    measure: (solution, target) => {
      checkSolution(where4, solution);
      const label = labelOf(where4, solution.spikeTrains(population2).size, target, options);
      return firstToSpike(solution, population2) === label ? 1 : 0;
    }
  };
}
function silentLabels(population2, options = {}) {
  const where4 = `silentLabels(${shown(population2)})`;
  checkValue(where4, "the population", population2, "text");
  checkOptions(where4, options, kinds4);
  const { name: name2 = "silentLabels" } = options;
  return {
    name: name2,
    ...descriptionWith(options.target, { kind: "silentLabels", population: population2, name: name2 }),
    measure: (solution, target) => {
      checkSolution(where4, solution);
      const { size: size2, start: start2 } = solution.spikeTrains(population2);
      const label = labelOf(where4, size2, target, options);
      return start2[label] === start2[label + 1] ? 1 : 0;
    }
  };
}
function maximumAccuracy(population2, state2, options = {}) {
  const where4 = `maximumAccuracy(${shown(population2)}, ${shown(state2)})`;
  const largest2 = maximum(population2, state2);
  checkOptions(where4, options, kinds4);
  const { name: name2 = "accuracy" } = options;
  return {
    name: name2,
    ...descriptionWith(options.target, { kind: "maximumAccuracy", population: population2, state: state2, name: name2 }),
    measure: (solution, target) => {
      const values2 = largest2.read(solution);
      const label = labelOf(where4, values2.length, target, options);
      return values2.indexOf(Math.max(...values2)) === label ? 1 : 0;
    }
  };
}
function descriptionWith(target, description) {
  if (typeof target === "function") return {};
  return { description: Object.freeze({ ...description, ...target !== void 0 && { target } }) };
}
var metricKinds = { firstSpikeAccuracy, silentLabels, maximumAccuracy };
function labelOf(where4, size2, target, options) {
  const label = chosenBy(where4, options.target)(target);
  if (Number.isInteger(label) && label >= 0 && label < size2) return label;
  const hint4 = 'Labels are whole numbers from 0; name one in a larger target with { target: "label" }.';
  throw new OptionError(
    where4,
    `the target is ${shown(label)}, which is no index of ${counted(size2, "neuron")}`,
    hint4
  );
}
function checkMetrics(where4, metrics) {
  checkValue(where4, "metrics", metrics, arrayOf(metricKind));
  const names2 = metrics.map(({ name: name2 }) => name2);
  const hint4 = 'Give one of them another, as in firstSpikeAccuracy(population, { name: "\u2026" }).';
  checkDistinct(where4, "metrics", names2, hint4);
}

// ../b2/src/train/optimizers/optimizer.ts
var decay = numbers((value) => value >= 0 && value < 1, "Give a number in [0, 1).");
function momentOf(where4, state2, name2, gradient, values2) {
  const moment = state2.moments[name2];
  if (moment?.length !== values2.length || gradient.length !== values2.length) {
    throw new ShapeError(
      where4,
      `${counted(values2.length, "value")}, ${counted(gradient.length, "gradient entry", "gradient entries")}, state "${name2}" of ${counted(moment?.length, "entry", "entries")}`,
      `Make the state with init(${values2.length}) of this optimizer.`
    );
  }
  return moment;
}

// ../b2/src/train/optimizers/adam.ts
function adam(options = {}) {
  checkOptions("adam", options, {
    beta1: decay,
    beta2: decay,
    epsilon: "positive",
    weightDecay: "nonnegative"
  });
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  return Object.freeze({
    name: "adam",
    settings: Object.freeze({ beta1, beta2, epsilon, weightDecay }),
    init: (count3) => ({
      steps: 0,
      moments: { mean: new Float64Array(count3), meanSquare: new Float64Array(count3) }
    }),
    update: (state2, gradient, learningRate, values2) => {
      const mean = momentOf("adam", state2, "mean", gradient, values2);
      const meanSquare = momentOf("adam", state2, "meanSquare", gradient, values2);
      state2.steps++;
      const meanShare = 1 - pow(beta1, state2.steps);
      const squareShare = 1 - pow(beta2, state2.steps);
      for (let i = 0; i < values2.length; i++) {
        const g = gradient[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * g;
        meanSquare[i] = beta2 * meanSquare[i] + (1 - beta2) * g * g;
        const step3 = mean[i] / meanShare / (Math.sqrt(meanSquare[i] / squareShare) + epsilon);
        values2[i] -= learningRate * (step3 + weightDecay * values2[i]);
      }
    }
  });
}

// ../b2/src/train/samples.ts
var answering = rule((list2) => {
  const { length, at: at3 } = list2 ?? {};
  return Number.isInteger(length) && typeof at3 === "function";
}, "Give an array, or an object with a length and a function at(index).");
function checkSamples(where4, network2, name2, samples) {
  checkKeys(`${where4}: ${name2}`, samples, ["inputs", "targets"]);
  for (const part6 of ["inputs", "targets"]) {
    const kind = Array.isArray(samples[part6]) ? listOf("any") : answering;
    checkValue(where4, `${name2}.${part6}`, samples[part6], kind);
  }
  const { inputs: inputs2, targets } = samples;
  const count3 = inputs2.length;
  if (targets.length !== count3 || count3 === 0) {
    const what = `${name2} has ${counted(count3, "input")} and ${counted(targets.length, "target")}`;
    throw new ShapeError(where4, what, "Give one target per input, and at least one.");
  }
  const checked2 = (input, k) => checkInput(network2, input, `${where4}: ${name2}.inputs[${k}]`);
  const target = (k) => targets.at(k);
  if (!Array.isArray(inputs2)) return { count: count3, input: (k) => checked2(inputs2.at(k), k), target };
  const all = inputs2.map(checked2);
  return { count: count3, input: (k) => all[k], target };
}

// ../b2/src/train/schedules.ts
var rateKind = numbers(
  (rate) => rate >= 0 && rate < Infinity,
  "Give a finite learning rate \u2265 0."
);
var share3 = numbers((factor) => factor > 0 && factor <= 1, "Give a number in (0, 1], such as 0.95.");
var epochCount = numbers((count3) => count3 > 0 && count3 < Infinity, "Give a positive number of epochs.");
function constantRate(rate) {
  checkValue("constantRate", "rate", rate, rateKind);
  return () => rate;
}
function cosineDecay(options) {
  const kinds6 = { initial: rateKind, final: rateKind, epochs: epochCount };
  checkOptions("cosineDecay", options, kinds6, ["initial", "epochs"]);
  const { initial, final = 0, epochs } = options;
  return (epoch2) => epoch2 >= epochs ? final : final + (initial - final) * (1 + cos(Math.PI * epoch2 / epochs)) / 2;
}

// ../b2/src/train/fit-options.ts
var differing = ["learningRate", "clip", "silent"];
var kinds5 = {
  objective: "any",
  data: "any",
  validation: "any",
  parameters: "any",
  resume: "any",
  mayDiffer: arrayOf(differing),
  epochs: "count",
  batchSize: "count",
  optimizer: rule((optimizer) => {
    const { init, update } = optimizer ?? {};
    return typeof init === "function" && typeof update === "function";
  }, "Give adam(), sgd(), or leave it out."),
  learningRate: rule(
    (rate) => typeof rate === "number" || typeof rate === "function",
    "Give a number or a schedule."
  ),
  clip: numbers((norm) => norm > 0, "Give a positive number."),
  seed: (where4, _, seed) => checkSeed(where4, seed),
  metrics: "any",
  silent: "any",
  onStart: "function",
  onBatch: "function",
  signal: watchKinds.signal,
  ...workerKinds
};
function fitSettings(network2, options) {
  checkOptions("fit", options, kinds5, ["epochs"]);
  const { epochs, batchSize = 32, optimizer = adam(), learningRate = 1e-3, clip: clip2 = Infinity } = options;
  const { parameters, resume, mayDiffer = [], seed = 0, metrics = [], silent = "none" } = options;
  if (parameters !== void 0 && resume !== void 0) {
    const what = "both parameters and resume are given";
    throw new OptionError("fit", what, "Give one of them: a snapshot has parameters.");
  }
  if (mayDiffer.length > 0 && resume === void 0) {
    throw new OptionError("fit", "mayDiffer is given without resume", "Leave it out: nothing is resumed.");
  }
  const objective = objectiveOf(network2, options.objective, "fit");
  checkMetrics("fit", metrics);
  const schedule3 = typeof learningRate === "number" ? constantRate(learningRate) : learningRate;
  const data = checkSamples("fit", network2, "data", options.data);
  const validation = options.validation === void 0 ? void 0 : checkSamples("fit", network2, "validation", options.validation);
  if (parameters !== void 0) checkParameters("fit", network2, parameters);
  return {
    objective,
    data,
    validation,
    parameters,
    epochs,
    batchSize,
    optimizer,
    schedule: schedule3,
    clip: clip2,
    seed,
    metrics,
    silent,
    mayDiffer,
    signal: options.signal,
    workers: options.workers,
    onWorkerLost: options.onWorkerLost
  };
}
function isChangeable(name2) {
  return differing.includes(name2);
}

// ../b2/src/train/infinite-loss.ts
function infiniteLossHint({ terms: terms3 }, { train, validation }) {
  const isInfinite = (name3) => [train, validation].some((measurement) => measurement?.terms[name3] === Number.POSITIVE_INFINITY);
  const term = terms3.find(({ name: name3 }) => isInfinite(name3));
  if (term === void 0) return void 0;
  const { name: name2, readout } = term;
  const where4 = `The loss of "${name2}" is Infinity`;
  if (readout.description?.["silentTime"] !== Number.POSITIVE_INFINITY) {
    return `${where4}: look for the sample whose loss is.`;
  }
  return `${where4} because a spike that it asks for never came. Give ${readout.name} a silentTime, such as { silentTime: "until" }, to count it as that late; what brings silent neurons back is the option silent of fit.`;
}

// ../b2/src/train/clip.ts
function clipNorm(gradient, norm) {
  let sum = 0;
  for (let k = 0; k < gradient.length; k++) sum += gradient[k] * gradient[k];
  const before = Math.sqrt(sum);
  if (before > norm) {
    const factor = norm / before;
    for (let k = 0; k < gradient.length; k++) gradient[k] *= factor;
  }
  return before;
}

// ../b2/src/numeric/fingerprint.ts
var bytes = new DataView(new ArrayBuffer(8));
var mark = { number: 1, text: 2, list: 3, record: 4, other: 5 };
function fingerprint(value) {
  const state2 = new Uint32Array([2538058380, 1013904242]);
  addValue(state2, value);
  return Array.from(state2, (word) => finished(word).toString(16).padStart(8, "0")).join("");
}
function addValue(state2, value) {
  if (typeof value === "number") {
    addWord(state2, mark.number);
    addNumber(state2, value);
  } else if (typeof value === "string") {
    addText(state2, value);
  } else if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const numbers3 = value;
    addWord(state2, mark.list);
    addWord(state2, numbers3.length);
    for (let k = 0; k < numbers3.length; k++) {
      addWord(state2, mark.number);
      addNumber(state2, numbers3[k]);
    }
  } else if (Array.isArray(value)) {
    addWord(state2, mark.list);
    addWord(state2, value.length);
    for (let k = 0; k < value.length; k++) addValue(state2, value[k]);
  } else if (typeof value === "object" && value !== null) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    addWord(state2, mark.record);
    addWord(state2, entries.length);
    for (const [key, entry] of entries) {
      addText(state2, String(key));
      addValue(state2, entry);
    }
  } else {
    addWord(state2, mark.other);
    addText(state2, typeof value === "function" ? "function" : String(value));
  }
}
function addNumber(state2, value) {
  if (Number.isNaN(value)) {
    addWord(state2, 2146959360);
    addWord(state2, 0);
    return;
  }
  bytes.setFloat64(0, value);
  addWord(state2, bytes.getUint32(0));
  addWord(state2, bytes.getUint32(4));
}
function addText(state2, text3) {
  addWord(state2, mark.text);
  addWord(state2, text3.length);
  for (let k = 0; k < text3.length; k++) addWord(state2, text3.charCodeAt(k));
}
function addWord(state2, word) {
  let k = Math.imul(word, 3432918353);
  k = Math.imul(k << 15 | k >>> 17, 461845907);
  for (let lane = 0; lane < 2; lane++) {
    const h = state2[lane] ^ k;
    state2[lane] = Math.imul(h << 13 | h >>> 19, 5) + 3864292196;
  }
}
function finished(word) {
  let h = word;
  h = Math.imul(h ^ h >>> 16, 2246822507);
  h = Math.imul(h ^ h >>> 13, 3266489909);
  return (h ^ h >>> 16) >>> 0;
}

// ../b2/src/train/snapshot-bytes.ts
var stateOf3 = (value, at3) => {
  const object = objectOf(keys4)(value, at3);
  return {
    network: field(object, at3, "network", objectOf()),
    conditions: field(object, at3, "conditions", mapOf(text2)),
    parameters: field(object, at3, "parameters", doubles()),
    optimizer: field(object, at3, "optimizer", optimizerOf),
    progress: field(object, at3, "progress", progressOf),
    sums: field(object, at3, "sums", doubles()),
    history: field(object, at3, "history", listOf2(reportOf)),
    ...object["notes"] === void 0 ? {} : { notes: object["notes"] }
  };
};
var keys4 = [
  "network",
  "conditions",
  "parameters",
  "optimizer",
  "progress",
  "sums",
  "history",
  "notes"
];
var optimizerOf = (value, at3) => {
  const object = objectOf(["steps", "moments"])(value, at3);
  return {
    steps: field(object, at3, "steps", natural),
    moments: field(object, at3, "moments", mapOf(doubles()))
  };
};
var progressOf = (value, at3) => {
  const object = objectOf(["epoch", "done", "learningRate", "clipped", "bumped"])(value, at3);
  return {
    epoch: field(object, at3, "epoch", positive2),
    done: field(object, at3, "done", natural),
    learningRate: field(object, at3, "learningRate", finite2),
    clipped: field(object, at3, "clipped", natural),
    bumped: field(object, at3, "bumped", natural)
  };
};
var reportOf = (value, at3) => {
  const known5 = ["epoch", "train", "validation", "learningRate", "clipped", "bumped"];
  const object = objectOf(known5)(value, at3);
  const hasValidation = object["validation"] !== void 0;
  return {
    epoch: field(object, at3, "epoch", positive2),
    train: field(object, at3, "train", measurementOf),
    validation: hasValidation ? field(object, at3, "validation", measurementOf) : void 0,
    learningRate: field(object, at3, "learningRate", finite2),
    clipped: field(object, at3, "clipped", natural),
    bumped: field(object, at3, "bumped", natural)
  };
};
var measurementOf = (value, at3) => {
  const object = objectOf(["loss", "terms", "metrics"])(value, at3);
  return {
    loss: field(object, at3, "loss", real),
    terms: field(object, at3, "terms", mapOf(real)),
    metrics: field(object, at3, "metrics", mapOf(real))
  };
};

// ../b2/src/train/conditions.ts
var probes = [0, 0.5, 1, 2.5, 5, 10, 25, 50, 100];
function conditionsOf(settings) {
  const { objective, data, validation, batchSize, optimizer, schedule: schedule3, clip: clip2, seed, metrics, silent } = settings;
  const rates = probes.map((epoch2) => `${schedule3(epoch2)} at epoch ${epoch2}`);
  return {
    data: describeSamples(data),
    validation: validation === void 0 ? "none" : describeSamples(validation),
    objective: textOfObjective(objective),
    batchSize: String(batchSize),
    optimizer: `${optimizer.name} ${JSON.stringify(optimizer.settings ?? {})}`,
    learningRate: rates.join(", "),
    clip: String(clip2),
    seed: JSON.stringify(seed),
    metrics: textOf2(
      metrics.map((metric) => descriptionOf(metric, metricKinds) ?? own3("metric", metric.name))
    ),
    silent: JSON.stringify(silent)
  };
}
function describeSamples({ count: count3, input, target }) {
  const each = Array.from({ length: count3 }, (_, k) => fingerprint([input(k), target(k)]));
  return `${count3} samples with fingerprint ${fingerprint(each)}`;
}
function textOfObjective({ terms: terms3, settings, gradientMethod }) {
  const { until: until2, rtol, atol, maxStep, maxSteps, maxRounds, maxSpikes, from, continued } = settings;
  return textOf2({
    terms: terms3.map((term) => describeTerm(term, own3)),
    ...{ until: until2, rtol, atol, maxStep, maxSteps, maxRounds, maxSpikes },
    ...describeSteps(settings, own3),
    gradientMethod: describeGradientMethod(gradientMethod, own3),
    ...continued !== void 0 && { from, continued: fingerprint(continued) }
  });
}
function own3(_, name2) {
  return { own: name2 };
}
function textOf2(description) {
  return textOfContent(description, "fit");
}
function checkConditions(state2, network2, conditions, mayDiffer = []) {
  checkSnapshot(state2);
  const hint4 = "Resume with what the snapshot was trained with, or start anew from its parameters.";
  const other = difference(network2, state2.network);
  if (other !== void 0) {
    const what = `${other.path} is ${shown(other.first)} here and ${shown(other.second)} there`;
    throw new OptionError("fit: resume", `the snapshot is of another network: ${what}`, hint4);
  }
  for (const name2 of /* @__PURE__ */ new Set([...Object.keys(conditions), ...Object.keys(state2.conditions)])) {
    const [here, there] = [conditions[name2], state2.conditions[name2]];
    if (here === there || mayDiffer.includes(name2)) continue;
    const asked = isChangeable(name2) ? ` Or allow it: mayDiffer: ["${name2}"].` : "";
    const [own4, other2] = name2 === "learningRate" ? ratesThatDiffer(here, there) : partsThatDiffer(here, there);
    const what = `${name2} differs
    here: ${own4}
    snapshot: ${other2}`;
    throw new OptionError("fit: resume", what, `${hint4}${asked}`);
  }
}
function ratesThatDiffer(here = "", there = "") {
  const [own4, other] = [here.split(", "), there.split(", ")];
  const told2 = (entries, others2) => {
    const [rate] = entries[0].split(" at epoch ");
    if (entries.every((entry) => entry.startsWith(`${rate} at epoch `))) return rate;
    const [first2, second, ...more] = entries.filter((entry, k) => entry !== others2[k]);
    return [first2, second, ...more.length > 0 ? ["\u2026"] : []].join(", ");
  };
  return [told2(own4, other), told2(other, own4)];
}
function partsThatDiffer(here = "", there = "") {
  const found = difference(dataOf(here), dataOf(there));
  if (found === void 0 || found.path === "") return [here, there];
  const told2 = (part6) => `${found.path} is ${JSON.stringify(part6) ?? "missing"}`;
  return [told2(found.first), told2(found.second)];
}
function dataOf(text3) {
  try {
    return JSON.parse(text3);
  } catch {
    return text3;
  }
}
function checkSnapshot(state2) {
  const where4 = "fit: resume";
  const isObject = typeof state2 === "object" && state2 !== null && !Array.isArray(state2);
  if (!isObject || !Object.hasOwn(state2, "conditions")) {
    const what = `what it is given is ${isObject ? "an object without conditions" : shown(state2)}`;
    throw new OptionError(where4, what, "Give the state as snapshot() or await loadSnapshot(file) gave it.");
  }
  stateOf3(state2, { document: where4, path: "" });
}

// ../b2/src/objective/posted-objective.ts
function postedObjective({ terms: terms3, settings, gradientMethod }, where4) {
  checkWatched(where4, settings);
  return {
    terms: terms3.map(
      (term) => describeTerm(term, ownPart(where4, `term ${shown(term.name)}: `))
    ),
    settings: postedSettings(settings, ownPart(where4)),
    gradientMethod: describeGradientMethod(gradientMethod, ownPart(where4))
  };
}

// ../b2/src/train/batch.ts
function cut2({
  samples,
  order: order3
}) {
  const length = order3?.length ?? samples.count;
  return { length, ...chunksOf(length) };
}
function gather({ samples, order: order3, gradient }, k) {
  const { length, bounds } = cut2({ samples, order: order3 });
  const [from, to] = bounds(k);
  const [inputs2, targets] = [[], []];
  const scale2 = gradient ? 1 / length : 0;
  try {
    for (let i = from; i < to; i++) {
      const sample = order3?.[i] ?? i;
      const target = samples.target(sample);
      inputs2.push(samples.input(sample));
      targets.push(target);
    }
  } catch (error) {
    return { inputs: inputs2, targets, scale: scale2, failed: { error } };
  }
  return { inputs: inputs2, targets, scale: scale2, failed: void 0 };
}

// ../b2/src/train/totals.ts
function totalsLength({ sums, seen, gradient }, hasGradient = true) {
  return sums + seen + (hasGradient ? gradient : 0);
}
function totalsOf({ sums, seen, gradient }, values2) {
  const from = sums + seen;
  return {
    sums: values2.subarray(0, sums),
    seen: values2.subarray(sums, from),
    gradient: values2.subarray(from, from + gradient)
  };
}
function addTo2(values2, more, length) {
  for (let k = 0; k < length; k++) values2[k] += more[k];
}

// ../b2/src/train/evaluate-by-workers.ts
function postedEvaluator({ objective, metrics }, silent, where4) {
  const hint4 = 'Take firstSpikeAccuracy, maximumAccuracy or silentLabels, with a target by name: { target: "label" }.';
  return {
    ...postedObjective(objective, where4),
    network: describeNetwork(objective.network),
    metrics: metrics.map(
      (metric) => descriptionOf(metric, metricKinds) ?? ownPart(where4)("metric", shown(metric.name), hint4)
    ),
    silent
  };
}
function teamOf(crew, { objective: { network: network2, settings }, shape }, posted, onWorkerLost, signal) {
  const { layout } = network2;
  const bytes2 = layout.size * Float64Array.BYTES_PER_ELEMENT;
  const shared2 = crew.isShared ? new Float64Array(new SharedArrayBuffer(bytes2)) : void 0;
  const parameters = parametersOf(layout, shared2 ?? new Float64Array(layout.size));
  const subject = crew.open("samples", { ...posted, parameters: shared2 }, totalsLength(shape));
  const whole4 = new Float64Array(totalsLength(shape));
  const totals = totalsOf(shape, whole4);
  let batches2 = 0;
  const evaluate3 = async (batch2) => {
    const number = batches2++;
    const length = totalsLength(shape, batch2.gradient);
    whole4.fill(0, 0, length);
    const failures = /* @__PURE__ */ new Map();
    await crew.run({
      where: settings.where,
      subject,
      during: batch2.during,
      count: cut2(batch2).count,
      onWorkerLost,
      check: () => {
        settings.signal?.throwIfAborted();
        signal?.throwIfAborted();
      },
      job: (k) => {
        const { inputs: inputs2, targets, scale: scale2, failed } = gather(batch2, k);
        if (failed !== void 0) failures.set(k, failed);
        const packed = packInputs(network2, inputs2);
        const job = {
          inputs: packed,
          targets,
          scale: scale2,
          length,
          parameters: shared2 === void 0 ? parameters.values : void 0,
          batch: number
        };
        return { content: job, transfer: [packed.integers.buffer, packed.doubles.buffer] };
      },
      take: (k, answer, results) => {
        const failed = failures.get(k);
        if (failed !== void 0) throw failed.error;
        addTo2(whole4, results ?? answer, length);
      }
    });
    return totals;
  };
  return { team: { parameters, evaluate: evaluate3 }, leave: () => crew.close(subject) };
}

// ../b2/src/train/evaluate-here.ts
function evaluateHere({ evaluate: evaluate3, shape }, parameters) {
  const [whole4, part6] = [0, 1].map(() => new Float64Array(totalsLength(shape)));
  const totals = totalsOf(shape, whole4);
  const own4 = totalsOf(shape, part6);
  return {
    evaluate: function* (batch2) {
      const length = totalsLength(shape, batch2.gradient);
      whole4.fill(0, 0, length);
      const { count: count3 } = cut2(batch2);
      const holder = {};
      for (let k = 0; k < count3; k++) {
        part6.fill(0, 0, length);
        const chunk2 = gather(batch2, k);
        yield* evaluate3(chunk2, parameters, holder, own4);
        if (chunk2.failed !== void 0) throw chunk2.failed.error;
        addTo2(whole4, part6, length);
      }
      return totals;
    }
  };
}
function teamHere(evaluator, turn2) {
  const parameters = parametersOf(evaluator.objective.network.layout);
  const here = evaluateHere(evaluator, parameters);
  return {
    parameters,
    evaluate: async (batch2) => {
      const steps2 = here.evaluate(batch2);
      try {
        for (let step3 = steps2.next(); ; step3 = steps2.next()) {
          if (step3.done) return step3.value;
          const wait = turn2();
          if (wait !== void 0) await wait;
        }
      } finally {
        steps2.return(void 0);
      }
    }
  };
}

// ../b2/src/train/silent-neurons.ts
var bumpKind = numbers((bump2) => bump2 > 0 && bump2 < Infinity, 'Give a positive number, or silent: "none".');
function silentNeurons(network2, policy, read2) {
  if (policy === "none") return { leaveOutMissing: false, length: 0, observe: () => {
  }, apply: () => 0 };
  if (typeof policy === "string") {
    const hint4 = 'Give { bump: \u2026 } with a positive number, or "none".';
    throw new OptionError("fit", `silent is ${shown(policy)}`, hint4);
  }
  checkOptions("fit: silent", policy, { bump: bumpKind }, ["bump"]);
  const { bump: bump2 } = policy;
  const { neurons, layout } = network2;
  const [firedAt, missedAt] = [0, neurons];
  let length = 2 * neurons;
  const wantedAt = /* @__PURE__ */ new Map();
  const inputs2 = network2.projections.filter(({ post }) => mayFire(post)).flatMap(
    ({ name: name2, pre, post, synapses }) => layout.rows.filter((row2) => row2.owner === name2 && row2.kind === "weight" && row2.trainable).map(({ offset, length: weights3 }) => {
      if (read2.includes(post.name) && !wantedAt.has(offset)) {
        wantedAt.set(offset, length);
        length += weights3;
      }
      return { offset, weights: weights3, pre, post, synapses, incoming: incomingSynapses(synapses) };
    })
  );
  const wantedBy = new Float64Array(length);
  let sample = 0;
  const raises = new Float64Array(layout.size);
  return {
    leaveOutMissing: true,
    length,
    observe: (solution, missing, seen) => {
      sample++;
      for (const { name: name2, firstNeuron, size: size2 } of network2.populations) {
        const { start: start2 } = solution.spikeTrains(name2);
        for (let n = 0; n < size2; n++) if (start2[n + 1] > start2[n]) seen[firedAt + firstNeuron + n]++;
      }
      for (const neuron of missing) {
        seen[missedAt + neuron]++;
        for (const { offset, pre, post, synapses, incoming } of inputs2) {
          const n = neuron - post.firstNeuron;
          if (n < 0 || n >= post.size) continue;
          const first2 = wantedAt.get(offset);
          const { start: start2 } = solution.spikeTrains(pre.name);
          for (let k = incoming.start[n]; k < incoming.start[n + 1]; k++) {
            const at3 = first2 + weightOf(synapses, incoming.synapse[k]);
            const i = incoming.pre[k];
            if (start2[i + 1] === start2[i] || wantedBy[at3] === sample) continue;
            wantedBy[at3] = sample;
            seen[at3]++;
          }
        }
      }
    },
    apply: ({ values: values2 }, seen) => {
      const helped = /* @__PURE__ */ new Set();
      for (let n = 0; n < neurons; n++) if (seen[missedAt + n] > 0) helped.add(n);
      raises.fill(0);
      for (const { offset, weights: weights3 } of inputs2) {
        const first2 = wantedAt.get(offset);
        if (first2 !== void 0) raises.set(seen.subarray(first2, first2 + weights3), offset);
      }
      for (const { offset, post, synapses, incoming } of inputs2) {
        for (let n = 0; n < post.size; n++) {
          if (seen[firedAt + post.firstNeuron + n] > 0) continue;
          helped.add(post.firstNeuron + n);
          for (let k = incoming.start[n]; k < incoming.start[n + 1]; k++) {
            raises[offset + weightOf(synapses, incoming.synapse[k])] = 1;
          }
        }
      }
      if (helped.size === 0) return 0;
      for (let at3 = 0; at3 < raises.length; at3++) if (raises[at3] !== 0) values2[at3] += bump2 * raises[at3];
      return helped.size;
    }
  };
}
function mayFire({ definition }) {
  return definition.kind === "neurons" && definition.model.events.some(({ emits }) => emits);
}

// ../b2/src/train/evaluator.ts
function evaluatorOf(objective, metrics, silent) {
  const { network: network2, terms: terms3, gradientMethod } = objective;
  const policy = silentNeurons(
    network2,
    silent,
    terms3.map(({ readout }) => readout.needs.population)
  );
  const wanted = trainedRows(network2);
  const tape = createTape();
  const firstMetric = 2 + terms3.length;
  return {
    objective,
    metrics,
    policy,
    shape: { sums: firstMetric + metrics.length, seen: policy.length, gradient: network2.layout.size },
    evaluate: function* ({ inputs: inputs2, targets, scale: scale2 }, parameters, holder, { sums, seen, gradient }) {
      const into = openSums({ parameters: gradient, wanted, given: void 0 });
      const leaveOut = scale2 !== 0 && policy.leaveOutMissing;
      try {
        for (let i = 0; i < inputs2.length; i++) {
          const target = targets[i];
          const given = { parameters, input: inputs2[i], holder };
          const one2 = evaluateSample(objective, given, target, scale2 || 1, tape, leaveOut);
          if (scale2 !== 0) gradientMethod.gradient(one2.run, one2.cotangents, into);
          sums[0]++;
          sums[1] += one2.value;
          for (let k = 0; k < terms3.length; k++) sums[2 + k] += one2.losses[k];
          metrics.forEach((metric, k) => {
            sums[firstMetric + k] += metric.measure(asReadBy(metric, one2.run), target);
          });
          if (scale2 !== 0) policy.observe(one2.run, one2.missing, seen);
          yield;
        }
      } finally {
        closeSums(into);
      }
    },
    mean: (sums) => {
      const mean = (k) => sums[k] / sums[0];
      return {
        loss: mean(1),
        terms: Object.fromEntries(terms3.map(({ name: name2 }, k) => [name2, mean(2 + k)])),
        metrics: Object.fromEntries(metrics.map(({ name: name2 }, k) => [name2, mean(firstMetric + k)]))
      };
    }
  };
}
function trainedRows({ layout }) {
  const trained = new Set(layout.rows.filter((row2) => row2.trainable).map((row2) => row2.id));
  return (id) => trained.has(id);
}

// ../b2/src/network/transforms.ts
var free = {
  name: "free",
  isIdentity: true,
  toNatural: (u) => u,
  toFree: (p) => p,
  slope: () => 1
};
var positive3 = {
  name: "positive",
  toNatural: exp,
  toFree: log,
  slope: (p) => p
};
var nonnegative = {
  name: "nonnegative",
  toNatural: (u) => Math.max(u, 0),
  toFree: (p) => p,
  slope: () => 1
};
function bounded(min2, max2) {
  return {
    name: `bounded(${min2}, ${max2})`,
    // From the nearer end, so that rounding cannot carry it past either.
    toNatural: (u) => u < 0 ? min2 + (max2 - min2) / (1 + exp(-u)) : max2 - (max2 - min2) / (1 + exp(u)),
    toFree: (p) => log((p - min2) / (max2 - p)),
    slope: (p) => (p - min2) * (max2 - p) / (max2 - min2)
  };
}
function transformOf(domain) {
  if (domain === "free") return free;
  if (domain === "positive") return positive3;
  if (domain === "nonnegative") return nonnegative;
  return bounded(domain.min, domain.max);
}

// ../b2/src/train/free-coordinates.ts
function freeCoordinates(layout) {
  let first2 = 0;
  const rows = layout.rows.filter((row2) => row2.trainable && row2.slice === row2.id).map((row2) => {
    const coordinate = first2;
    first2 += row2.length;
    return { row: row2, coordinate, transform: transformOf(row2.domain) };
  });
  const count3 = first2;
  if (count3 === 0) {
    const known5 = layout.rows.map((row2) => row2.id).join(", ");
    const hint4 = `Name parameters in network({ trainable }). Known: ${known5}.`;
    throw new OptionError("fit", "nothing is trainable", hint4);
  }
  return {
    count: count3,
    nameOf: (wanted) => {
      const { row: row2, coordinate } = rows.findLast((own4) => own4.coordinate <= wanted);
      return `${row2.id}[${wanted - coordinate}]`;
    },
    fromNatural: ({ values: values2 }, free2) => {
      for (const { row: row2, coordinate, transform } of rows) {
        if (transform.isIdentity) {
          free2.set(values2.subarray(row2.offset, row2.offset + row2.length), coordinate);
          continue;
        }
        for (let i = 0; i < row2.length; i++) {
          const value = values2[row2.offset + i];
          const own4 = transform.toFree(value);
          if (!Number.isFinite(own4)) {
            const what = `${row2.id} is ${value}, the end of its domain (${transform.name})`;
            throw new OptionError("fit", what, "Start a trained parameter inside its domain.");
          }
          free2[coordinate + i] = own4;
        }
      }
    },
    toNatural: (free2, { values: values2 }) => {
      for (const { row: row2, coordinate, transform } of rows) {
        if (transform.isIdentity) values2.set(free2.subarray(coordinate, coordinate + row2.length), row2.offset);
        else
          for (let i = 0; i < row2.length; i++)
            values2[row2.offset + i] = transform.toNatural(free2[coordinate + i]);
      }
    },
    firstAtEnd: ({ values: values2 }) => {
      for (const { row: row2, transform } of rows) {
        for (let i = 0; i < row2.length; i++) {
          const value = values2[row2.offset + i];
          const own4 = transform.isIdentity ? value : transform.toFree(value);
          if (!Number.isFinite(own4)) return { name: `${row2.id}[${i}]`, value };
        }
      }
      return void 0;
    },
    chain: (gradient, { values: values2 }, out) => {
      for (const { row: row2, coordinate, transform } of rows) {
        const { offset, length } = row2;
        if (transform.isIdentity) out.set(gradient.subarray(offset, offset + length), coordinate);
        else
          for (let i = 0; i < length; i++)
            out[coordinate + i] = gradient[offset + i] * transform.slope(values2[offset + i]);
      }
    }
  };
}

// ../b2/src/train/turns.ts
var longest3 = 12;
function turns(signal) {
  let since = performance.now();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - since < longest3) return void 0;
    return nextTask().then(() => {
      since = performance.now();
      signal?.throwIfAborted();
    });
  };
}
function nextTask() {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis;
    if (setImmediate !== void 0) setImmediate(resolve);
    else {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(void 0);
    }
  });
}

// ../b2/src/train/trainer.ts
var beginning = (epoch2) => ({
  epoch: epoch2,
  done: 0,
  learningRate: 0,
  clipped: 0,
  bumped: 0
});
function trainer(network2, settings) {
  const { objective, data, validation, batchSize, optimizer, schedule: schedule3, clip: clip2, seed, metrics } = settings;
  const { layout } = network2;
  const parameters = settings.parameters?.copy() ?? network2.initialParameters({ seed });
  const coordinates = freeCoordinates(layout);
  const evaluator = evaluatorOf(objective, metrics, settings.silent);
  const { policy } = evaluator;
  const posted = settings.workers === void 0 ? void 0 : postedEvaluator(evaluator, settings.silent, "fit");
  let team = teamHere(evaluator, turns(settings.signal));
  const free2 = new Float64Array(coordinates.count);
  const freeGradient = new Float64Array(coordinates.count);
  const updated = parameters.copy();
  let memory = optimizer.init(coordinates.count);
  let nextMemory = optimizer.init(coordinates.count);
  const sums = new Float64Array(evaluator.shape.sums);
  const history = [];
  let progress = beginning(1);
  let fixed;
  const identity = () => fixed ??= { network: posted?.network ?? describeNetwork(network2), conditions: conditionsOf(settings) };
  const update = async (order3, learningRate) => {
    const { epoch: epoch2, done } = progress;
    const start2 = team.parameters;
    const during = `batch ${Math.floor(done / batchSize) + 1} of epoch ${epoch2}`;
    const totals = await team.evaluate({ samples: data, order: order3, gradient: true, during });
    checkUntouched(layout, parameters, start2.values, epoch2);
    coordinates.fromNatural(start2, free2);
    coordinates.chain(totals.gradient, start2, freeGradient);
    checkGradient(coordinates, freeGradient, epoch2);
    const isClipped = clipNorm(freeGradient, clip2) > clip2;
    copyMemory(memory, nextMemory);
    optimizer.update(nextMemory, freeGradient, learningRate, free2);
    updated.values.set(start2.values);
    coordinates.toNatural(free2, updated);
    const helped = policy.apply(updated, totals.seen);
    checkUpdate(coordinates, updated, epoch2);
    return { isClipped, helped, totals };
  };
  const batchState = () => ({
    parameters: parameters.values.slice(),
    optimizer: copyOf(memory),
    progress,
    sums: sums.slice()
  });
  const setBatchState = (state2) => {
    fill("parameters", parameters.values, state2.parameters);
    fill("sums", sums, state2.sums);
    for (const [name2, moment] of Object.entries(memory.moments)) {
      fill(`optimizer.moments.${name2}`, moment, state2.optimizer.moments[name2]);
    }
    memory.steps = state2.optimizer.steps;
    progress = state2.progress;
  };
  const measure = async (samples, epoch2) => {
    team.parameters.values.set(parameters.values);
    const during = `the validation of epoch ${epoch2}`;
    return evaluator.mean((await team.evaluate({ samples, order: void 0, gradient: false, during })).sums);
  };
  return {
    parameters,
    progress: () => progress,
    begin: async () => {
      if (posted === void 0) return async () => {
      };
      const { crew, leave: leave2 } = await crewFor(settings.workers);
      const joined3 = teamOf(crew, evaluator, posted, settings.onWorkerLost, settings.signal);
      team = joined3.team;
      return async () => {
        joined3.leave();
        await leave2();
      };
    },
    runBatch: async (batch2) => {
      const { epoch: epoch2, done, clipped, bumped } = progress;
      const learningRate = schedule3(epoch2 - 1 + done / data.count);
      checkValue("fit", `the learning rate in epoch ${epoch2}`, learningRate, rateKind);
      checkParameters("fit", network2, parameters);
      const before = progress;
      progress = { ...progress };
      team.parameters.values.set(parameters.values);
      try {
        const { isClipped, helped, totals } = await update(batch2, learningRate);
        parameters.values.set(updated.values);
        [memory, nextMemory] = [nextMemory, memory];
        addTo2(sums, totals.sums, sums.length);
        progress = {
          epoch: epoch2,
          done: done + batch2.length,
          learningRate,
          clipped: clipped + (isClipped ? 1 : 0),
          bumped: bumped + helped
        };
      } catch (error) {
        parameters.values.set(team.parameters.values);
        progress = before;
        throw error;
      }
    },
    endEpoch: async () => {
      const { epoch: epoch2, learningRate, clipped, bumped } = progress;
      const report3 = {
        epoch: epoch2,
        train: evaluator.mean(sums),
        validation: validation && await measure(validation, epoch2),
        learningRate,
        clipped,
        bumped
      };
      history.push(report3);
      sums.fill(0);
      progress = beginning(epoch2 + 1);
      return report3;
    },
    snapshot: () => {
      const now = progress;
      return () => {
        if (progress !== now) {
          throw new OptionError("fit: snapshot", "the training has gone on", "Take it while fit waits.");
        }
        return listsInJson({ ...identity(), ...batchState(), history: [...history] });
      };
    },
    restore: (state2) => {
      const { network: description, conditions } = identity();
      checkConditions(state2, description, conditions, settings.mayDiffer);
      setBatchState(state2);
      checkParameters("fit: resume", network2, parameters);
      history.push(...state2.history);
      checkProgress(progress, data.count, settings);
    }
  };
}
function copyMemory(from, to) {
  to.steps = from.steps;
  for (const [name2, moment] of Object.entries(from.moments)) to.moments[name2].set(moment);
}
function copyOf({ steps: steps2, moments }) {
  const copies = Object.entries(moments).map(([name2, moment]) => [name2, moment.slice()]);
  return { steps: steps2, moments: Object.fromEntries(copies) };
}
var anotherState = "Give the state as snapshot() gave it.";
function fill(name2, target, source2) {
  if (source2?.length !== target.length) {
    const what = `${name2} has ${counted(source2?.length, "double")} for ${target.length}`;
    throw new ShapeError("fit: resume", what, anotherState);
  }
  target.set(source2);
}
function checkProgress({ epoch: epoch2, done }, samples, settings) {
  const { batchSize, epochs } = settings;
  if (done > samples || done % batchSize !== 0 && done !== samples) {
    const what = `${done} of ${samples} samples are done, in batches of ${batchSize}`;
    throw new OptionError("fit: resume", what, anotherState);
  }
  if (epoch2 - 1 > epochs) {
    const what = `epochs is ${epochs}, and the snapshot has done ${epoch2 - 1}`;
    throw new OptionError("fit: resume", what, "Give a larger number of epochs.");
  }
}
function checkUntouched({ rows }, { values: values2 }, before, epoch2) {
  let changed = 0;
  while (changed < values2.length && values2[changed] === before[changed]) changed++;
  if (changed === values2.length) return;
  const row2 = rows.find(({ offset, length }) => changed >= offset && changed < offset + length);
  const what = `${row2.id} was written to while a batch of epoch ${epoch2} was at work`;
  throw new OptionError("fit", what, "Write to parameters in onBatch, or between two epochs.");
}
function checkGradient(coordinates, gradient, epoch2) {
  let bad = 0;
  while (bad < gradient.length && Number.isFinite(gradient[bad])) bad++;
  if (bad === gradient.length) return;
  const hint4 = "A spike grazed its threshold or the loss overflowed: lower the learning rate.";
  throw nonFinite(epoch2, `the gradient of ${coordinates.nameOf(bad)} is ${gradient[bad]}.`, hint4);
}
function checkUpdate(coordinates, parameters, epoch2) {
  const bad = coordinates.firstAtEnd(parameters);
  if (bad === void 0) return;
  const hint4 = "The step was too long: lower the learning rate.";
  throw nonFinite(epoch2, `the update made ${bad.name} ${bad.value}.`, hint4);
}
function nonFinite(epoch2, what, hint4) {
  return new SimulationError("fit", "non-finite", `in epoch ${epoch2} ${what}`, hint4);
}

// ../b2/src/train/fit.ts
function fit(network2, options) {
  const settings = fitSettings(network2, options);
  const training = trainer(network2, settings);
  if (options.resume !== void 0) training.restore(options.resume);
  return epochsOf(training, settings, options);
}
async function* epochsOf(training, { epochs, batchSize, seed, data, objective }, { onStart, onBatch }) {
  const { parameters } = training;
  const random = randomGenerator(seed).split("order of samples");
  const of = data.count;
  const now = () => {
    const { epoch: epoch2, done } = training.progress();
    return { epoch: epoch2, done, of, parameters, snapshot: training.snapshot() };
  };
  const end = await training.begin();
  try {
    await onStart?.(now());
    for (let { epoch: epoch2, done: before } = training.progress(); epoch2 <= epochs; epoch2++, before = 0) {
      const order3 = sampleOrder(of, random.split(epoch2));
      for (const batch2 of batches(order3.subarray(before), batchSize)) {
        await training.runBatch(batch2);
        await onBatch?.(now());
      }
      const report3 = await training.endEpoch();
      const hint4 = infiniteLossHint(objective, report3);
      yield { ...report3, parameters, hint: hint4, snapshot: training.snapshot() };
    }
  } finally {
    await end();
  }
}

// ../b2/src/data/idx.ts
var readers = {
  8: { size: 1, read: (view, at3) => view.getUint8(at3) },
  9: { size: 1, read: (view, at3) => view.getInt8(at3) },
  11: { size: 2, read: (view, at3) => view.getInt16(at3) },
  12: { size: 4, read: (view, at3) => view.getInt32(at3) },
  13: { size: 4, read: (view, at3) => view.getFloat32(at3) },
  14: { size: 8, read: (view, at3) => view.getFloat64(at3) }
};
function parseIdx(bytes2) {
  const where4 = "parseIdx";
  checkValue(where4, "bytes", bytes2, rule(isBytes, "Give the bytes of the file."));
  const wrong = (what, hint4) => new OptionError(where4, what, hint4);
  if (bytes2[0] === 31 && bytes2[1] === 139) {
    throw wrong("the bytes are compressed", "Decompress them first: gunzipSync of node:zlib does.");
  }
  const view = new DataView(bytes2.buffer, bytes2.byteOffset, bytes2.byteLength);
  const reader = bytes2.length < 4 || view.getUint16(0) !== 0 ? void 0 : readers[bytes2[2]];
  if (reader === void 0) {
    const first2 = Array.from(bytes2.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const hint4 = "It begins with 00 00, a type of number and how many dimensions there are.";
    throw wrong(`the bytes are no IDX file: they begin with ${first2 || "nothing"}`, hint4);
  }
  const dimensions = bytes2[3];
  const start2 = 4 + 4 * dimensions;
  const isCut = bytes2.length < start2;
  const shape = isCut ? [] : Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const count3 = shape.reduce((product3, length2) => product3 * length2, 1);
  const length = start2 + count3 * reader.size;
  if (bytes2.length !== length) {
    const needs = isCut ? "" : `, and [${shape.join(", ")}] needs ${length}`;
    throw wrong(`the file has ${counted(bytes2.length, "byte")}${needs}`, "Is the download complete?");
  }
  const values2 = bytes2[2] === 8 ? bytes2.subarray(start2) : Float64Array.from({ length: count3 }, (_, k) => reader.read(view, start2 + k * reader.size));
  return { shape, values: values2 };
}

// ../b2/src/data/latency-encoding.ts
var where3 = "latencyEncoding";
var latest = dependingOn(
  ({ tMin }) => numbers(
    (tMax) => tMax >= tMin && tMax < Infinity,
    `Give a finite time \u2265 tMin, which is ${tMin}; to let large values spike first, encode 1 \u2212 value.`
  )
);
var part5 = numbers((value) => value >= 0 && value <= 1, "Give a number from 0 to 1.");
function latencyEncoding(options) {
  const kinds6 = { tMin: "nonnegative", tMax: latest, bias: "nonnegative", silentAbove: part5 };
  checkOptions(where3, options, kinds6, ["tMin", "tMax"]);
  const { tMin, tMax, bias, silentAbove = 1 } = options;
  return (features) => {
    const spikes = [];
    for (let channel = 0; channel < features.length; channel++) {
      const value = features[channel];
      if (!(typeof value === "number" && value >= 0 && value <= 1)) {
        const hint4 = "Scale the features to [0, 1] first, and leave out samples with missing values.";
        throw new OptionError(where3, `feature ${channel} is ${shown(value)}`, hint4);
      }
      spikes.push(value > silentAbove ? [] : [tMin + value * (tMax - tMin)]);
    }
    if (bias !== void 0) spikes.push([bias]);
    return spikes;
  };
}

// ../b2/src/node/mnist.ts
import { access as access2 } from "node:fs/promises";
import { join as join2 } from "node:path";
import { gunzipSync } from "node:zlib";

// ../b2/src/node/files.ts
import {
  access,
  constants,
  lstat,
  open as open2,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat
} from "node:fs/promises";
function readWhole(path, where4) {
  return told(where4, "read", () => readFile(path));
}
async function told(where4, verb, action) {
  try {
    return await action();
  } catch (error) {
    throw refused2(error, where4, verb);
  }
}
function codeOf(error) {
  return error.code;
}
var reasons = /* @__PURE__ */ new Map([
  ["ENOENT", ["there is no such file or folder", "Check the name."]],
  ["EEXIST", ["there is one of that name already", "Move it away, or name another place."]],
  ["EISDIR", ["this is a folder", "Name a file in it."]],
  ["ENOTDIR", ["a part of the name is a file, not a folder", "Check the name."]],
  ["EACCES", ["access is denied", "Choose another place, or change its permissions."]],
  ["EPERM", ["access is denied", "Choose another place, or change its permissions."]],
  ["EROFS", ["the disk is read-only", "Choose another place."]],
  ["ENOSPC", ["the disk is full", "Make room; what the file held before is intact."]]
]);
function refused2(error, where4, verb) {
  if (!(error instanceof Error && "syscall" in error)) return error;
  const [why, hint4] = reasons.get(codeOf(error)) ?? [error.message, ""];
  return new OptionError(where4, `the file cannot be ${verb}: ${why}`, hint4);
}

// ../b2/src/node/mnist.ts
var mnistFiles = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte"
];
var mnistAddress = "https://ossci-datasets.s3.amazonaws.com/mnist/";
var hint3 = `The four files are ${mnistFiles.slice(0, -1).join(", ")} and ${mnistFiles.at(-1)}, each as it is or with .gz. ${mnistAddress} has them.`;
async function readMnist(folder) {
  checkValue("readMnist", "folder", folder, "text");
  return mnistIn(folder, "readMnist");
}
async function mnistIn(folder, where4) {
  const [train, test] = await Promise.all(
    ["train", "t10k"].map((part6) => labelledImages(folder, part6, where4))
  );
  return { train, test };
}
async function labelledImages(folder, part6, where4) {
  const [images, labels] = await Promise.all([
    bytesOf(folder, `${part6}-images-idx3-ubyte`, 3, where4),
    bytesOf(folder, `${part6}-labels-idx1-ubyte`, 1, where4)
  ]);
  const [count3, rows, columns] = images.shape;
  if (labels.shape[0] !== count3) {
    const what = `there are ${count3} pictures and ${labels.shape[0]} labels in the ${part6} files of ${folder}`;
    throw new ShapeError(where4, what, "Take both from the same set.");
  }
  return { count: count3, rows, columns, pixels: images.values, labels: labels.values };
}
async function bytesOf(folder, name2, dimensions, where4) {
  const path = await fileCalled(folder, name2);
  if (path === void 0) {
    throw new OptionError(where4, `${folder} has neither ${name2} nor ${name2}.gz`, hint3);
  }
  const content = await readWhole(path, where4);
  const array = (() => {
    try {
      return parseIdx(path.endsWith(".gz") ? gunzipSync(content) : content);
    } catch (error) {
      throw new OptionError(where4, `${path}: ${error.message}`, hint3);
    }
  })();
  if (array.shape.length !== dimensions || !(array.values instanceof Uint8Array)) {
    const what = `${path} has numbers of another kind, or in ${array.shape.length} dimensions`;
    throw new OptionError(where4, what, `It should have bytes in ${dimensions}. ${hint3}`);
  }
  return array;
}
async function fileCalled(folder, name2) {
  for (const path of [join2(folder, name2), join2(folder, `${name2}.gz`)]) {
    try {
      await access2(path);
      return path;
    } catch {
    }
  }
  return void 0;
}

// exp.ts
var o = JSON.parse(process.env.O ?? "{}");
var { N = 1e4, E = 8, loss = "max", shift = 0, ink = 1.5 / 255, lr = 5e-3, batch = 32, wh = [0.078, 0.045], wo = [0.2, 0.37], T = 20, until = 40, drop = 0, V = 2e3, bump = 5e-4, scale = 1 } = o;
var m = await readMnist("/work/shared/data/mnist");
var enc = latencyEncoding({ tMin: 0, tMax: T, silentAbove: 1 - ink });
var epoch = 0;
var hash = (a, b) => {
  let h = Math.imul(a ^ 2654435769, 2246822507) ^ Math.imul(b + 77, 3266489909);
  h ^= h >>> 13;
  h = Math.imul(h, 668265263);
  h ^= h >>> 15;
  return h >>> 0;
};
var img = (set, k, e) => {
  const px = set.pixels.subarray(784 * k, 784 * k + 784);
  const out = new Float64Array(784).fill(1);
  const h = hash(k, e);
  const dx = e && shift ? h % (2 * shift + 1) - shift : 0, dy = e && shift ? (h >>> 8) % (2 * shift + 1) - shift : 0;
  for (let y = 0; y < 28; y++) for (let x = 0; x < 28; x++) {
    const X = x - dx, Y = y - dy;
    if (X < 0 || Y < 0 || X > 27 || Y > 27) continue;
    const i = y * 28 + x;
    if (e && drop && (hash(h, i) & 1023) / 1024 < drop) continue;
    out[i] = 1 - px[Y * 28 + X] / 255;
  }
  return { input: enc(out) };
};
var net = network({
  populations: { input: source(784), hidden: population(lif, 350), output: population(loss === "max" ? leakyIntegrator : lif, 10) },
  projections: [connect("input", "hidden", { weight: normal(wh[0], wh[1]) }), connect("hidden", "output", { weight: normal(wo[0], wo[1]) })]
});
var terms2 = [loss === "max" ? { readout: maximum("output", "v"), loss: crossEntropy() } : { readout: firstSpikeTimes("output", { silentTime: "until" }), loss: firstSpikeCrossEntropy() }];
var list = (set, from, length, train) => ({ inputs: { length, at: (k) => img(set, from + k, train ? epoch + 1 : 0) }, targets: { length, at: (k) => set.labels[from + k] } });
console.log(process.env.O);
var t = Date.now();
for await (const r of fit(net, { objective: { terms: terms2, until, rtol: 1e-3, atol: 1e-3 }, data: list(m.train, 0, N, true), validation: list(m.train, 6e4 - V, V, false), epochs: E, batchSize: batch, seed: 1, learningRate: cosineDecay({ initial: lr, final: lr / 100, epochs: E }), silent: { bump }, metrics: [loss === "max" ? maximumAccuracy("output", "v") : firstSpikeAccuracy("output")] })) {
  epoch++;
  console.log(r.epoch, "loss", r.train.loss.toFixed(4), "train", JSON.stringify(Object.values(r.train.metrics ?? {})), "val", JSON.stringify(Object.values(r.validation.metrics ?? {})), ((Date.now() - t) / 1e3).toFixed(0) + " s");
  t = Date.now();
}
