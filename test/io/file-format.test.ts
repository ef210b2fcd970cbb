import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, UnsupportedError } from "../../src/errors.ts";
import { decodeDocument, encodeDocument } from "../../src/io/file-format.ts";

const content = { name: "→", numbers: Float64Array.of(1, -0, Number.NaN), list: [1, 2.5] };
const bytes = await encodeDocument("network", content, "here");
const text = new TextDecoder().decode(bytes);
const decode = (given: Uint8Array | string) =>
  decodeDocument(typeof given === "string" ? new TextEncoder().encode(given) : given, ["network"], "here");

describe("documents", () => {
  it("say on their first line what they are and how to check it", async () => {
    const [first, rest] = [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n") + 1)];
    const body = new TextEncoder().encode(rest);
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", body)).toString("hex");
    expect(first).toBe(`saltus network 1 sha256:${digest} ${body.length}`);
    expect(rest.endsWith("}\n")).toBe(true);
  });

  it("are read back", async () => {
    expect(await decode(bytes)).toEqual({ kind: "network", content });
  });

  it("are refused at every truncation", async () => {
    for (let length = 0; length < bytes.length; length++) {
      await expect(decode(bytes.slice(0, length))).rejects.toThrow(
        /^here: (the file is empty|it is truncated)/,
      );
    }
  });

  it("are refused with any one byte altered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
        const altered = bytes.slice();
        altered[place]! ^= flip;
        await expect(decode(altered)).rejects.toThrow(/^here: /);
      }),
      { numRuns: 2000 },
    );
    for (let place = 0; place < bytes.length; place++) {
      const altered = bytes.slice();
      altered[place]! ^= 0x20; // the case of a letter
      await expect(decode(altered)).rejects.toThrow(/^here: /);
    }
  });

  it("name what is wrong", async () => {
    const body = text.slice(text.indexOf("\n") + 1);
    await expect(decode(bytes.slice(0, -5))).rejects.toThrow(
      `here: it is truncated: ${Buffer.byteLength(body) - 5} of ${Buffer.byteLength(body)} bytes are there`,
    );
    await expect(decode(`${text} `)).rejects.toThrow("here: it is altered: 1 bytes follow its end");
    await expect(decode(text.replace("2.5", "3.5"))).rejects.toThrow(
      "the checksum of its content is another",
    );
    await expect(decode("PNG")).rejects.toThrow("here: this is no file of saltus");
    await expect(decode(text.replace(" 1 ", " 2 "))).rejects.toThrow(UnsupportedError);
    await expect(decode(text.replace(" 1 ", " 2 "))).rejects.toThrow("this is version 2 of a network");
    await expect(decodeDocument(bytes, ["training-snapshot"], "here")).rejects.toThrow(
      "here: this is a saltus network\n  Give the file of a saltus training-snapshot.",
    );
    await expect(decode(text.replace("network", "constructor"))).rejects.toThrow(OptionError);
  });

  it("with a right checksum but no content are refused, too", async () => {
    const forged = async (body: string): Promise<string> => {
      const encoded = new TextEncoder().encode(body);
      const digest = Buffer.from(await crypto.subtle.digest("SHA-256", encoded)).toString("hex");
      return `saltus network 1 sha256:${digest} ${encoded.length}\n${body}`;
    };
    await expect(decode(await forged("{"))).rejects.toThrow("truncated");
    await expect(decode(await forged("console.log(1)"))).rejects.toThrow("this is not JSON");
    const binary = new TextEncoder().encode(await forged("{}"));
    expect((await decode(binary)).content).toEqual({});
  });
});
