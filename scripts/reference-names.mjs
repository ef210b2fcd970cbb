/** A plugin of TypeDoc: modules are called as they are imported, pages by their headings. */
import { Converter } from "typedoc";

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const module of project.children ?? []) {
      module.name = module.name === "index" ? "saltus" : `saltus/${module.name}`;
    }
    for (const page of project.documents ?? []) {
      const [first] = page.content;
      const heading = /^# (.*)$/m.exec(first?.text ?? "")?.[1];
      if (heading !== undefined) page.name = heading;
    }
  });
}
