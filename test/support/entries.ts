/** The entry points of the package, as `package.json` names them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly exports: Readonly<Record<string, string | { readonly "@saltus/source": string }>>;
};

/** As a user imports it, such as `saltus/train`, and the source that it begins with. */
export const entries = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === "string"
    ? []
    : [{ entry: `saltus${path.slice(1)}`, file: join(root, target["@saltus/source"]) }],
);
