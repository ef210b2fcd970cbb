/** What the page of the same-bits test runs. */
import { goldenFingerprints } from "../support/golden-training.ts";

export default goldenFingerprints;
