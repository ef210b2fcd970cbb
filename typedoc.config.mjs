/** The browsable reference: what is exported, by its comments, with the guides as its pages. `npm run docs` makes it. */
import { readdirSync, readFileSync } from "node:fs";

const { exports } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const guides = ["first-steps", "custom-neurons", "networks", "equations", "units", "fitting", "gradients"];
const pages = readdirSync(new URL("docs", import.meta.url), { recursive: true })
  .filter((file) => file.endsWith(".md"))
  .map((file) => file.replaceAll("\\", "/"));
/** The guides first, in the order of reading; then what else there is. */
const place = (page) => {
  const at = guides.indexOf(page.replace(".md", ""));
  return at === -1 ? guides.length + (page.includes("/") ? 1 : 0) : at;
};

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  name: "Saltus",
  plugin: ["./scripts/reference-names.mjs"],
  entryPoints: Object.entries(exports).flatMap(([name, target]) =>
    // The single file has what the others have.
    name === "./standalone" || typeof target === "string" ? [] : [target["@saltus/source"]],
  ),
  projectDocuments: pages
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((page) => `docs/${page}`),
  readme: "README.md",
  tsconfig: "tsconfig.build.json",
  out: "reference",
  disableSources: true,
  // `npm run check` has done that.
  skipErrorChecking: true,
  highlightLanguages: ["css", "html", "javascript", "json", "python", "shellscript", "typescript"],
  sortEntryPoints: false,
  // All that is exported has a comment; members speak for themselves where their names and types do.
  requiredToBeDocumented: ["Variable", "Function", "Class", "Interface", "TypeAlias", "Method"],
  // What a run or a context holds for the library's own use; the types are no part of its interface.
  intentionallyNotExported: ["opNames", "NetworkProgram", "PopulationSignals"],
  validation: {
    invalidLink: true,
    invalidPath: true,
    notDocumented: true,
    notExported: true,
    rewrittenLink: true,
  },
  treatWarningsAsErrors: true,
};
