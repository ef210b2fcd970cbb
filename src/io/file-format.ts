/**
 * Documents: one line that says what follows and how to check it, then the content as JSON.
 *
 *   saltus network 1 sha256:<64 hexadecimal digits> <bytes that follow>
 *   {…}
 */
import { OptionError, UnsupportedError } from "../errors.ts";
import { isBytes, shown } from "../values.ts";
import { contentOfText, textOfContent } from "./content.ts";
import { fileMark } from "./json-reader.ts";

/** The version of each kind of document that this library writes, and the newest that it reads. */
const versions = { network: 1, "training-snapshot": 1 } as const;

export type DocumentKind = keyof typeof versions;

export interface Document {
  readonly kind: DocumentKind;
  /** To be checked by who asked for it. */
  readonly content: unknown;
}

/** Longest first line. */
const maxHeader = 200;

/**
 * A document as bytes.
 *
 * @param where  what the user calls it, for messages
 * @throws OptionError if the content is not plain data; UnsupportedError without a SHA-256
 */
export async function encodeDocument(
  kind: DocumentKind,
  content: unknown,
  where: string,
): Promise<Uint8Array> {
  const body = new TextEncoder().encode(`${textOfContent(content, where)}\n`);
  const first = `saltus ${kind} ${versions[kind]} sha256:${await sha256(body, where)} ${body.length}\n`;
  const header = new TextEncoder().encode(first);
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}

/**
 * What `encodeDocument` was given, if not one bit of the bytes has changed.
 *
 * @param kinds  what the caller can use
 * @throws OptionError for what is no bytes, and for bytes that are no document, of another kind, truncated
 *   or altered;
 *   UnsupportedError for a newer version
 */
export async function decodeDocument(
  bytes: Uint8Array,
  kinds: readonly DocumentKind[],
  where: string,
): Promise<Document> {
  if (!isBytes(bytes)) {
    const hint = "Give the bytes of a file: a Uint8Array, which new Uint8Array(buffer) makes of a buffer.";
    throw new OptionError(where, `what it is given is ${shown(bytes)}`, hint);
  }
  const { kind, version, digest, length, start } = headerOf(bytes, where);
  if (!isKind(kind) || !kinds.includes(kind)) {
    const wanted = kinds.map((name) => `saltus ${name}`).join(" or a ");
    throw new OptionError(where, `this is a saltus ${kind}`, `Give the file of a ${wanted}.`);
  }
  const known = versions[kind];
  if (version > known) {
    const what = `this is version ${version} of a ${kind}, and this program reads up to version ${known}`;
    throw new UnsupportedError(where, what, "Install a newer saltus.");
  }
  const body = bytes.subarray(start);
  const damage =
    body.length < length
      ? `truncated: ${body.length} of ${length} bytes are there`
      : body.length > length
        ? `altered: ${body.length - length} bytes follow its end`
        : (await sha256(body, where)) !== digest && "altered: the checksum of its content is another";
  if (damage !== false) throw new OptionError(where, `it is ${damage}`, again);
  return { kind, content: contentOfText(textOf(body, where), where) };
}

const again = "Take another copy of it, or the one before.";

function isKind(kind: string): kind is DocumentKind {
  return Object.hasOwn(versions, kind);
}

function headerOf(bytes: Uint8Array, where: string) {
  const end = bytes.subarray(0, maxHeader).indexOf(10);
  const first = String.fromCharCode(...bytes.subarray(0, end < 0 ? maxHeader : end));
  const match =
    end < 0 ? null : /^saltus ([a-z-]+) ([1-9]\d*) sha256:([0-9a-f]{64}) (0|[1-9]\d{0,14})$/.exec(first);
  if (match === null) {
    const isCut = end < 0 && bytes.length < maxHeader;
    throw new OptionError(where, ...faultOf(first, isCut));
  }
  const [, kind = "", version = "", digest = "", length = ""] = match;
  return { kind, version: Number(version), digest, length: Number(length), start: end + 1 };
}

/** What is wrong with a first line, and what to do. */
function faultOf(first: string, isCut: boolean): readonly [what: string, hint: string] {
  if (isCut && first === "") return ["the file is empty", again];
  if (!first.startsWith(fileMark) && !fileMark.startsWith(first)) {
    return ["this is no file of saltus", "Give a file that saltus has written."];
  }
  return [`${isCut ? "it is truncated: it stops" : "there is an error"} in the first line`, again];
}

function textOf(body: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new OptionError(where, "its content is not UTF-8", "No file of this library is like that.");
  }
}

async function sha256(bytes: Uint8Array, where: string): Promise<string> {
  // Browsers have it on pages of a secure origin only.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    const isPage = "document" in globalThis || "importScripts" in globalThis;
    const hint = isPage ? "Serve the page over https." : "Node has it from version 20 on.";
    throw new UnsupportedError(where, "there is no crypto.subtle here", hint);
  }
  const digest = await subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
