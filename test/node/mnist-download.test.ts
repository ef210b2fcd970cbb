import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MnistFile, mnistFiles, readMnist } from "../../src/node/mnist.ts";
import { downloadMnist } from "../../src/node/mnist-download.ts";
import { sevenSegments } from "../support/seven-segments.ts";

const { images, labels } = sevenSegments(10, 1);
const contents = Object.fromEntries(
  mnistFiles.map((name) => [name, name.includes("images") ? images : labels]),
) as Record<MnistFile, Uint8Array>;
const sums = Object.fromEntries(
  mnistFiles.map((name) => [name, createHash("sha256").update(contents[name]).digest("hex")]),
) as Record<MnistFile, string>;

let folder: string;
let server: Server;
let address: string;
let asked: string[];
/** What the server answers by name; the files, compressed, unless changed. */
let answers: Record<string, Uint8Array>;

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "saltus-download-")), "data");
  asked = [];
  answers = Object.fromEntries(mnistFiles.map((name) => [`/mnist/${name}.gz`, gzipSync(contents[name])]));
  server = createServer(({ url }, response) => {
    asked.push(url!);
    const answer = answers[url!];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mnist/`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(join(folder, ".."), { recursive: true });
});

describe("downloadMnist", () => {
  const download = (expected = sums): Promise<string[]> => {
    const told: string[] = [];
    return downloadMnist(folder, "here", (line) => told.push(line), address, expected).then(() => told);
  };

  it("makes the folder and fetches the four files, which can be read then", async () => {
    expect(await download()).toEqual(mnistFiles.map((name) => `Fetching ${address}${name}.gz …`));
    expect(readdirSync(folder).sort()).toEqual(mnistFiles.map((name) => `${name}.gz`).sort());
    const { train, test } = await readMnist(folder);
    expect([train.count, test.count]).toEqual([10, 10]);
  });

  it("fetches what is not there, and leaves alone what is", async () => {
    await download();
    rmSync(join(folder, "t10k-labels-idx1-ubyte.gz"));
    rmSync(join(folder, "train-labels-idx1-ubyte.gz"));
    writeFileSync(join(folder, "train-labels-idx1-ubyte"), "mine");
    asked = [];
    await download();
    expect(asked).toEqual(["/mnist/t10k-labels-idx1-ubyte.gz"]);
    expect(readFileSync(join(folder, "train-labels-idx1-ubyte"), "utf8")).toBe("mine");
  });

  it("writes nothing of a file that is another one, cut off or not there, and keeps those before it", async () => {
    const name = "/mnist/train-labels-idx1-ubyte.gz";
    const whole = answers[name]!;
    const wrong: [Uint8Array | undefined, RegExp][] = [
      [gzipSync("other digits"), /its checksum is [0-9a-f]{64}, expected [0-9a-f]{64}\n/],
      [whole.subarray(0, 20), /unexpected end of file\n/],
      [undefined, /the server answers 404 Not Found\n/],
    ];
    for (const [answer, why] of wrong) {
      answers = { ...answers, [name]: answer! };
      if (answer === undefined) delete answers[name];
      const failing = download();
      await expect(failing).rejects.toThrow(why);
      await expect(failing).rejects.toThrow(
        `here: ${address}train-labels-idx1-ubyte.gz cannot be put into ${folder}: `,
      );
      await expect(failing).rejects.toThrow(`put ${mnistFiles.map((one) => `${one}.gz`).join(", ")} there`);
      expect(readdirSync(folder)).toEqual(["train-images-idx3-ubyte.gz"]);
    }
  });

  it("says why nothing answers, with the address and the folder", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const failing = downloadMnist(folder, "here", () => {}, `http://127.0.0.1:${port}/`, sums);
    await expect(failing).rejects.toThrow(
      new RegExp(
        `^here: http://127.0.0.1:${port}/train-images-idx3-ubyte.gz cannot be put into .*ECONNREFUSED`,
      ),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses a folder that is a file", async () => {
    writeFileSync(folder, "");
    await expect(download()).rejects.toThrow(
      /^here: .*data: the file cannot be written: there is one of that name/,
    );
    expect(asked).toEqual([]);
  });

  it("expects the published digits unless told otherwise", async () => {
    await expect(downloadMnist(folder, "here", () => {}, address)).rejects.toThrow(
      "expected ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    );
  });
});
