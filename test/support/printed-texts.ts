/** What a command prints, kept from the console until mocks are restored. */
import { vi } from "vitest";

/** @returns all texts of output and errors, which grow as the command prints */
export function printedTexts(): string[] {
  const printed: string[] = [];
  const keep = (text: unknown): boolean => {
    printed.push(String(text));
    return true;
  };
  vi.spyOn(console, "log").mockImplementation(keep);
  vi.spyOn(console, "error").mockImplementation(keep);
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  return printed;
}
