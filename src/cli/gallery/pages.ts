/** The pages of the gallery: HTML without scripts, whose links all lead to files beside them. */
import type { Exhibit, Figure } from "./exhibit.ts";
import type { Complex } from "./linear-algebra.ts";
import type { FixedPoints } from "./phase-picture.ts";

/**
 * @param exhibits  by name
 * @param files     names of the pictures that there are
 * @returns contents by file name
 */
export function galleryPages(
  exhibits: Readonly<Record<string, Exhibit>>,
  files: ReadonlySet<string>,
): Record<string, string> {
  const entries = Object.entries(exhibits).map(([name, exhibit]) => ({ name, exhibit }));
  const cards = entries.map(
    ({ name, exhibit: { title, figures } }) =>
      `<li><a href="${name}.html">${image(figures[0]!.file, title, files)}<span>${escaped(title)}</span></a></li>`,
  );
  const pages = entries.map(({ name, exhibit }, k) => {
    const ways = [
      link(entries[k - 1], (title) => `← ${title}`),
      `<a href="index.html">all</a>`,
      link(entries[k + 1], (title) => `${title} →`),
    ].filter((way) => way !== "");
    return [
      `${name}.html`,
      page(exhibit.title, `<nav>${ways.join(" · ")}</nav>\n${body(exhibit, files)}`),
    ] as const;
  });
  return {
    "index.html": page("Gallery of neurons", `<ul class="cards">\n${cards.join("\n")}\n</ul>`),
    ...Object.fromEntries(pages),
  };
}

interface Entry {
  readonly name: string;
  readonly exhibit: Exhibit;
}

function link(entry: Entry | undefined, words: (title: string) => string): string {
  if (entry === undefined) return "";
  return `<a href="${entry.name}.html">${escaped(words(entry.exhibit.title))}</a>`;
}

function body(exhibit: Exhibit, files: ReadonlySet<string>): string {
  const { notes, figures, fixedPoints = [], equations, source } = exhibit;
  return [
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    ...figures.map((one) => figure(one, files)),
    ...fixedPoints.filter(({ points }) => points.length > 0).map(table),
    "<h2>Equations</h2>",
    `<pre>${escaped(equations)}</pre>`,
    ...(source === undefined ? [] : [`<p>Source: ${escaped(source)}.</p>`]),
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

function figure({ file, caption }: Figure, files: ReadonlySet<string>): string {
  const kinds = ["svg", "png"].filter((kind) => files.has(`${file}.${kind}`));
  const links = kinds.map((kind) => `<a href="${file}.${kind}">${kind.toUpperCase()}</a>`);
  if (links.length === 0) return "";
  return `<figure>${image(file, caption, files)}<figcaption>${escaped(caption)} ${links.join(" · ")}</figcaption></figure>`;
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
pre { background: #f6f8fa; padding: 1em; overflow: auto; max-height: 40em; font-size: 13px; }
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
