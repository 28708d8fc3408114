/** A text as a pattern that stands for nothing but it. */
export const escapePattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A pattern in which `*` stands for any letters, as one for the whole of a text. */
export const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split("*").map(escapePattern).join(".*")}$`, "su");
