/** Indices in order, without boxing and without allocation: runs and their inputs are sorted by the thousand. */

/**
 * Sorts 0 … count − 1; of two of which neither precedes the other, the smaller comes first.
 *
 * @param from, to  [count or more], overwritten
 * @returns one of the two arrays, with the order in its first `count` entries
 */
export function mergeSort(
  count: number,
  from: Int32Array,
  to: Int32Array,
  precedes: (a: number, b: number) => boolean,
): Int32Array {
  for (let i = 0; i < count; i++) from[i] = i;
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        const takeLeft = left < middle && (right >= end || !precedes(from[right]!, from[left]!));
        to[k] = takeLeft ? from[left++]! : from[right++]!;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
