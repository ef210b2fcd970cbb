/**
 * Colours for a quantity, from dark blue to yellow: as light grows with it, they are told apart in grey, too.
 *
 * Source: van der Walt & Smith (2015), matplotlib's "plasma" (CC0), at 0, 1/8, …, 7/8: brighter ones are unreadable on white.
 */
import { mix } from "./palette.ts";

const stops = [
  "#0d0887",
  "#4c02a1",
  "#7e03a8",
  "#a92395",
  "#cc4778",
  "#e56b5d",
  "#f89540",
  "#fdc527",
] as const;

/** @param share  in [0, 1]; what lies outside has the colour of the end */
export function colourAt(share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const k = Math.min(stops.length - 2, Math.floor(place));
  return mix(stops[k]!, stops[k + 1]!, place - k);
}
