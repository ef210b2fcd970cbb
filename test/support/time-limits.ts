/**
 * How long tests may take [ms]: far more than they do, so that a slow machine is no failure. The
 * interpreter, forced on everything, is 10 to 30 times slower than compiled kernels.
 */
const patience = process.env["EXECUTION"] === "interpreter" ? 10 : 1;

/** A property is drawn and, if it fails, shrunk for this long; one that is not done then has failed. */
export const propertyLimit = 120_000 * patience;

/** More than that of properties: they say what they were doing. */
export const testLimit = 150_000 * patience;
