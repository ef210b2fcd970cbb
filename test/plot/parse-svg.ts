/** An SVG file as a document, checked for what no picture may contain. */
import { DOMParser } from "linkedom";
import { expect } from "vitest";

/** Opening and closing tags of the text nest. */
function expectBalanced(text: string): void {
  const open: string[] = [];
  for (const [, slash, name, empty] of text.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (slash === "/") expect(open.pop()).toBe(name);
    else if (empty !== "/") open.push(name!);
  }
  expect(open).toEqual([]);
}

export function parseSvg(text: string): Element {
  expectBalanced(text);
  const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
  const svg = documentElement as unknown as Element; // linkedom types it as one of its nodes
  expect(svg.getAttribute("xmlns")).toBe("http://www.w3.org/2000/svg");
  const [width, height] = [svg.getAttribute("width"), svg.getAttribute("height")];
  expect(svg.getAttribute("viewBox")).toBe(`0 0 ${width} ${height}`);
  for (const element of svg.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      expect(value, `${element.localName} ${name}`).not.toMatch(/NaN|undefined|null|Infinity|var\(/);
      if (name === "font-size") expect(Number.parseFloat(value)).toBeGreaterThanOrEqual(11);
    }
  }
  expect(text).not.toContain("\u26a0"); // Plot's mark for warnings
  return svg;
}

/** The contents of all text elements. */
export function textsOf(svg: Element): string[] {
  return [...svg.querySelectorAll("text")].map((element) => element.textContent ?? "");
}

/** Elements of one kind whose attribute, or that of their parent, has this value. */
export function elementsWith(svg: Element, kind: string, name: string, value: string): Element[] {
  return [...svg.querySelectorAll(kind)].filter(
    (element) => (element.getAttribute(name) ?? element.parentElement?.getAttribute(name)) === value,
  );
}
