import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { escapeXml, serialize } from "../../src/plot/serialize.ts";

describe("serialize", () => {
  const page = parseHTML("<!doctype html><html></html>").document;

  it("shortens coordinates but nothing else", () => {
    const element = page.createElementNS("http://www.w3.org/2000/svg", "line");
    element.setAttribute("x1", "12.345678");
    element.setAttribute("y1", "-1e-7");
    element.setAttribute("dy", "0.3249em");
    element.setAttribute("opacity", "0.1234");
    expect(serialize(element)).toBe('<line dy="0.3249em" opacity="0.1234" x1="12.35" y1="0"/>\n');
  });

  it("adds no white space inside a text", () => {
    const text = page.createElementNS("http://www.w3.org/2000/svg", "text");
    for (const words of ["a & b", "c"]) {
      const span = page.createElementNS("http://www.w3.org/2000/svg", "tspan");
      span.textContent = words;
      text.append(span);
    }
    expect(serialize(text, "  ")).toBe("  <text><tspan>a &amp; b</tspan><tspan>c</tspan></text>\n");
  });
});

describe("escapeXml", () => {
  it("escapes markup and replaces what XML forbids", () => {
    expect(escapeXml(`<&>"\u0000\ud800é😀`)).toBe("&lt;&amp;&gt;&quot;\ufffd\ufffdé😀");
  });
});
