import { afterEach, describe, expect, it, vi } from "vitest";
import { Stopped, type StopRequests, stopRequests } from "../../src/cli/stop.ts";

describe("stopRequests", () => {
  const told: string[] = [];
  let requests: StopRequests | undefined;
  const listen = (): StopRequests => {
    requests = stopRequests((sentence) => told.push(sentence));
    return requests;
  };
  afterEach(() => {
    requests?.end();
    told.length = 0;
    vi.restoreAllMocks();
  });

  it("lets the work go on until a signal comes", async () => {
    const before = vi.fn();
    await listen().pause(before);
    expect(before).not.toHaveBeenCalled();
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGPIPE", 141],
  ] as const)("after %s saves first and ends with %d", async (signal, exitCode) => {
    const { pause } = listen();
    process.emit(signal, signal);
    const saved: string[] = [];
    const stopped = await pause(async () => saved.push("saved")).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(Stopped);
    expect((stopped as Stopped).exitCode).toBe(exitCode);
    expect(saved).toEqual(["saved"]);
    expect(told).toHaveLength(signal === "SIGPIPE" ? 0 : 1);
  });

  it("ends at once at the second signal, unless that is output that nobody reads", () => {
    const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
    listen();
    process.emit("SIGINT", "SIGINT");
    process.emit("SIGPIPE", "SIGPIPE");
    expect(exit).not.toHaveBeenCalled();
    process.emit("SIGINT", "SIGINT");
    expect(exit).toHaveBeenCalledWith(130);
  });

  it("listens no more when it has ended", () => {
    const before = process.listenerCount("SIGINT");
    listen().end();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
