/** The pages of the gallery: HTML without scripts, whose links all lead to files beside them. */

import type { Complex } from "./linear-algebra.ts";
import type { FixedPoints, NeuronPictures } from "./neuron-pictures.ts";
import type { Protocol } from "./protocol.ts";

/** A neuron that was drawn. */
export interface Exhibit {
  readonly protocol: Protocol;
  readonly shown: NeuronPictures;
}

/** The sheet of firing types, if it is there. */
export const sheetName = "firing-types";

/**
 * @param files    names of the pictures that there are
 * @param sheet    the equations of the sheet of firing types; undefined leaves it out
 * @returns contents by file name
 */
export function galleryPages(
  exhibits: readonly Exhibit[],
  sheet: string | undefined,
  files: ReadonlySet<string>,
): Record<string, string> {
  const entries = [
    ...exhibits.map(({ protocol: { model, title } }) => ({
      name: model.name,
      title,
      picture: `${model.name}-trace`,
    })),
    ...(sheet === undefined ? [] : [{ name: sheetName, title: sheetTitle, picture: sheetName }]),
  ];
  const cards = entries.map(
    ({ name, title, picture }) =>
      `<li><a href="${name}.html">${image(picture, title, files)}<span>${escaped(title)}</span></a></li>`,
  );
  const pages: Record<string, string> = {
    "index.html": page("Gallery of neurons", `<ul class="cards">\n${cards.join("\n")}\n</ul>`),
  };
  const bodies = [
    ...exhibits.map((one) => exhibitBody(one, files)),
    ...(sheet === undefined ? [] : [sheetBody(sheet, files)]),
  ];
  entries.forEach(({ name, title }, k) => {
    const ways = [
      link(entries[k - 1], "←"),
      `<a href="index.html">all neurons</a>`,
      link(entries[k + 1], "→"),
    ].filter((way) => way !== "");
    pages[`${name}.html`] = page(title, `<nav>${ways.join(" · ")}</nav>\n${bodies[k]}`);
  });
  return pages;
}

const sheetTitle = "Twenty types of firing";

function link(entry: { readonly name: string; readonly title: string } | undefined, arrow: string): string {
  if (entry === undefined) return "";
  const text = arrow === "←" ? `${arrow} ${entry.title}` : `${entry.title} ${arrow}`;
  return `<a href="${entry.name}.html">${escaped(text)}</a>`;
}

function exhibitBody({ protocol, shown }: Exhibit, files: ReadonlySet<string>): string {
  const { model, source, note, parameters } = protocol;
  const changed = Object.entries(parameters ?? {}).map(([name, value]) => `${name} = ${value}`);
  const setting = changed.length === 0 ? "" : ` Here ${changed.join(", ")}.`;
  const figures = Object.keys(shown.pictures).map((name) =>
    figure(`${model.name}-${name}`, captions[name] ?? name, files),
  );
  return [
    `<p>${escaped(note + setting)}</p>`,
    ...figures,
    ...shown.fixedPoints.filter(({ points }) => points.length > 0).map(table),
    "<h2>Equations</h2>",
    `<pre>${escaped(String(model))}</pre>`,
    `<p>Source: ${escaped(source)}.</p>`,
  ].join("\n");
}

const captions: Readonly<Record<string, string>> = {
  trace: "Under its protocol; triangles are spikes.",
  phase: "Between its nullclines, or over its rate of change.",
  rates: "Firing rate under constant currents.",
};

function sheetBody(equations: string, files: ReadonlySet<string>): string {
  return [
    figure(sheetName, "Spikes, bursts and oscillations of one model with other numbers.", files),
    "<h2>Equations</h2>",
    `<pre>${escaped(equations)}</pre>`,
    "<p>Source: Izhikevich (2004), IEEE Trans. Neural Netw. 15, 1063–1070, Fig. 1.</p>",
  ].join("\n");
}

function table({ where, names, points }: FixedPoints): string {
  const rows = points.map(
    ({ at, kind, eigenvalues }) =>
      `<tr>${[...at.map(shown), kind, eigenvalues.map(complex).join(", ")].map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`,
  );
  const heads = [...names, "kind", "eigenvalues [1/ms]"].map((head) => `<th>${escaped(head)}</th>`);
  const caption = `Fixed points${where === "" ? "" : `, ${where}`}`;
  return `<table><caption>${escaped(caption)}</caption>\n<tr>${heads.join("")}</tr>\n${rows.join("\n")}\n</table>`;
}

function shown(value: number): string {
  const rounded = Number(value.toPrecision(5));
  return String(Math.abs(value) < 1e-12 ? 0 : rounded).replace("-", "−");
}

function complex({ re, im }: Complex): string {
  return im === 0 ? shown(re) : `${shown(re)} ${im < 0 ? "−" : "+"} ${shown(Math.abs(im))} i`;
}

function figure(name: string, caption: string, files: ReadonlySet<string>): string {
  const kinds = ["svg", "png"].filter((kind) => files.has(`${name}.${kind}`));
  if (kinds.length === 0) return "";
  const links = kinds.map((kind) => `<a href="${name}.${kind}">${kind.toUpperCase()}</a>`);
  return `<figure>${image(name, caption, files)}<figcaption>${escaped(caption)} ${links.join(" · ")}</figcaption></figure>`;
}

function image(name: string, text: string, files: ReadonlySet<string>): string {
  return files.has(`${name}.svg`) ? `<img src="${name}.svg" alt="${escaped(text)}" loading="lazy">` : "";
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const style = `
body { font: 16px/1.5 Arial, Helvetica, sans-serif; color: #1f2328; max-width: 1000px; margin: 2em auto; padding: 0 1em; }
a { color: #0072b2; }
img { max-width: 100%; height: auto; }
figure { margin: 1.5em 0; }
figcaption, caption { color: #57606a; font-size: 14px; text-align: left; }
pre { background: #f6f8fa; padding: 1em; overflow-x: auto; font-size: 13px; }
table { border-collapse: collapse; margin: 1em 0; font-size: 14px; }
th, td { border-bottom: 1px solid #c9ced4; padding: 0.3em 1em 0.3em 0; text-align: left; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 1.5em; list-style: none; padding: 0; }
.cards a { display: block; text-decoration: none; }
.cards img { height: 200px; width: 100%; object-fit: contain; object-position: left top; }
`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`;
}
