/** Typed arrays that grow by doubling; the only buffers on a tape. */

/**
 * What the first growth makes room for. Arrays of eight doubles lie among an engine's small objects, and cost next to
 * nothing where nothing happens: 20 of 100 entries were a quarter of the time of an empty run.
 */
const leastRoom = 256;

/** A typed array with room to grow: entries from `length` on mean nothing. */
export interface Growing<A extends Float64Array | Int32Array | Uint8Array> {
  /** Capacity in entries; replaced when it grows, so it is read anew after each reservation. */
  data: A;
  length: number;
}

export function growing<A extends Float64Array | Int32Array | Uint8Array>(data: A): Growing<A> {
  return { data, length: 0 };
}

/** Room for `count` more entries. */
export function reserve<A extends Float64Array | Int32Array | Uint8Array>(
  buffer: Growing<A>,
  count: number,
): void {
  const needed = buffer.length + count;
  if (needed <= buffer.data.length) return;
  const larger = new (buffer.data.constructor as new (length: number) => A)(
    Math.max(needed, 2 * buffer.data.length, leastRoom),
  );
  larger.set(buffer.data as never);
  buffer.data = larger;
}

/** Gives back the room to grow. */
export function trim<A extends Float64Array | Int32Array | Uint8Array>(buffer: Growing<A>): void {
  if (buffer.length < buffer.data.length) buffer.data = buffer.data.slice(0, buffer.length) as A;
}

export function push<A extends Float64Array | Int32Array | Uint8Array>(
  buffer: Growing<A>,
  value: number,
): void {
  if (buffer.length === buffer.data.length) reserve(buffer, 1);
  buffer.data[buffer.length++] = value;
}
