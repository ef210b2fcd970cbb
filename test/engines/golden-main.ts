/** What other engines run: prints the fingerprint of each execution. */
import { goldenFingerprints } from "../support/golden-training.ts";

console.log(JSON.stringify(await goldenFingerprints()));
