// A definition file that is being written: its imports and its statements.
import { posix } from "node:path";

/** Collects what a file says; imports are known when all of it is. */
export class FileText {
  readonly #core = new Set<string>();
  readonly #others = new Map<string, Map<string, string>>();
  readonly #head: string[] = [];
  readonly #body: string[] = [];
  #sql = false;
  readonly #library = new Set<string>();

  /** @param path relative to the project, with slashes */
  constructor(
    readonly path: string,
    readonly comment: string,
  ) {}

  /** A function or class of drizzle-orm/pg-core. */
  core(name: string): string {
    this.#core.add(name);
    return name;
  }

  /** The tag of templates. */
  sql(template: string): string {
    this.#sql = true;
    return template;
  }

  /** A function of this package. */
  library(name: string): string {
    this.#library.add(name);
    return name;
  }

  /** Whether nothing was said yet. */
  get isEmpty(): boolean {
    return this.#head.length + this.#body.length === 0;
  }

  /** Something that another file exports, under the name that it has here. */
  from(path: string, exported: string, local: string): string {
    const names = this.#others.get(path) ?? new Map<string, string>();
    this.#others.set(path, names.set(exported, local));
    return local;
  }

  /** A declaration that stands before all others. */
  first(statement: string): void {
    this.#head.push(statement);
  }

  add(statement: string): void {
    this.#body.push(statement);
  }

  text(): string {
    const names = (list: Iterable<string>) => [...list].sort().join(", ");
    const imported = [...this.#others]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, exports]) => {
        const from = posix.relative(posix.dirname(this.path), path);
        const list = [...exports].map(([name, local]) => (name === local ? name : `${name} as ${local}`));
        return `import { ${names(list)} } from "${from.startsWith(".") ? from : `./${from}`}";`;
      });
    const imports = [
      ...(this.#library.size > 0 ? [`import { ${names(this.#library)} } from "dwh-definitions";`] : []),
      ...(this.#sql ? ['import { sql } from "drizzle-orm";'] : []),
      ...(this.#core.size > 0 ? [`import { ${names(this.#core)} } from "drizzle-orm/pg-core";`] : []),
      ...imported,
    ];
    const parts = [...(this.#head.length > 0 ? [this.#head.join("\n")] : []), ...this.#body];
    return `// ${this.comment}\n${imports.join("\n")}\n\n${parts.join("\n\n")}\n`;
  }
}
