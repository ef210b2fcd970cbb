/** A tree of elements as the text of an XML file, whatever document it was made with. */

/** Text or attribute value with markup escaped; characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const geometric = /^(x|y|[xy][12]|c[xy]|d[xy]|r|width|height|d|points|transform)$/;

/** Coordinates to a hundredth of a pixel, which no screen or printer shows finer. */
function shortened(name: string, value: string): string {
  if (!geometric.test(name) || value.includes("em")) return value;
  return value.replace(/-?\d+\.\d{3,}(e[-+]?\d+)?|-?\d+e-\d+/g, (number) =>
    String(Math.round(100 * Number(number)) / 100),
  );
}

/** What is read of an element, whichever document it belongs to. */
export interface DrawnElement {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly children: Iterable<DrawnElement> & { readonly length: number };
  readonly textContent: string | null;
}

/** One element per line, so that two versions of a picture can be compared. Style elements are left out. */
export function serialize(element: DrawnElement, indent: string = ""): string {
  const name = element.localName;
  if (name === "style") return "";
  const attributes = [...element.attributes]
    .filter((attribute) => attribute.name !== "class")
    .sort((a, b) => (a.name < b.name ? -1 : 1)) // documents differ in the order they keep
    .map((attribute) => ` ${attribute.name}="${escapeXml(shortened(attribute.name, attribute.value))}"`)
    .join("");
  const open = `${indent}<${name}${attributes}`;
  if (element.children.length > 0) {
    // White space inside a text would be drawn.
    if (name === "text")
      return `${open}>${[...element.children].map((child) => serialize(child).trim()).join("")}</text>\n`;
    const children = [...element.children].map((child) => serialize(child, `${indent}  `)).join("");
    return `${open}>\n${children}${indent}</${name}>\n`;
  }
  const text = element.textContent ?? "";
  return text === "" ? `${open}/>\n` : `${open}>${escapeXml(text)}</${name}>\n`;
}
