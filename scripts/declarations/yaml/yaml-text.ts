// What keeps a text from being read as YAML at all.
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { byteLength } from "../../model/identifier.ts";
import { type Locate, locator } from "./text-location.ts";

/** A file of roles is written by people: what is longer is something else. */
const MAX_BYTES = 1024 * 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function encodingProblems(text: string, locate: Locate): Diagnostic[] {
  // What could not be decoded has become U+FFFD; UTF-16 shows as a NUL beside every letter.
  const undecoded = text.indexOf("\ufffd");
  if (undecoded >= 0) {
    return [
      problem("not-utf8", "the file is not text in UTF-8", {
        help: "Save it in the encoding UTF-8.",
        at: locate(undecoded, undecoded + 1),
      }),
    ];
  }
  const control = CONTROL.exec(text);
  if (!control) return [];
  const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return [
    problem("control-character", `the file has a control character, U+${code}`, {
      help: "Delete it, and save the file as text in UTF-8.",
      at: locate(control.index, control.index + 1),
    }),
  ];
}

function conflictProblems(text: string, locate: Locate): Diagnostic[] {
  const markers = [...text.matchAll(/^(?:<{7}|\|{7}|>{7})(?: .*)?$|^={7}$/gm)];
  const starts = markers.filter(([marker]) => marker.startsWith("<"));
  return (starts.length > 0 ? starts : markers.slice(0, 1)).map(({ index, 0: marker }) =>
    problem("conflict-markers", "the file has conflict markers of a merge", {
      help: "Decide what stays, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
      at: locate(index, index + marker.length),
    }),
  );
}

function tabProblems(text: string, locate: Locate): Diagnostic[] {
  const tabs = [...text.matchAll(/^ *\t\s*(?=[^\s#])/gm)];
  const [first] = tabs;
  if (!first) return [];
  const others = tabs.length - 1;
  const more = others === 0 ? "" : `, as ${others} more line${others === 1 ? " is" : "s are"}`;
  return [
    problem("tab", `this line is indented with a tab${more}`, {
      help: "Indent with spaces: YAML does not say how wide a tab is.",
      at: locate(first.index, first.index + first[0].length),
    }),
  ];
}

/** What keeps a text from being read as YAML at all; nothing further can be said of such a text. */
export function checkText(file: string, text: string): Diagnostic[] {
  if (byteLength(text) > MAX_BYTES) {
    return [
      problem("file-too-large", "the file is larger than 1 MiB", {
        help: "A file of roles is written by people: split it, or move it out of the folder.",
        at: { file },
      }),
    ];
  }
  const locate = locator(file, text);
  const encoding = encodingProblems(text, locate);
  if (encoding.length > 0) return encoding;
  const conflicts = conflictProblems(text, locate);
  return conflicts.length > 0 ? conflicts : tabProblems(text, locate);
}
