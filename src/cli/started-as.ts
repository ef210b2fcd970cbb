/** How a command was started, so that messages can name what to type next. */
import { relative } from "node:path";

/**
 * @param environment  of the process; npm tells there that it started it
 * @param script       absolute path of the program, `process.argv[1]`
 * @returns what stands before the options of `saltus train`
 */
export function trainStartedAs(
  environment: Readonly<Record<string, string | undefined>>,
  script = "",
): string {
  if (environment["npm_lifecycle_event"] === "start") return "npm start --";
  if (script === "" || /[\\/]node_modules[\\/]/.test(script)) return "npx saltus train";
  if (/[\\/]saltus(\.[a-z]+)?$/.test(script)) return "saltus train";
  return `node ${relative(process.cwd(), script)} train`;
}
