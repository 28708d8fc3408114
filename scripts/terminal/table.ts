/** Rows as text in columns that line up; a column of numbers is set to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, index) => rows.map((row) => row[index] ?? ""));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const numeric = columns.map((cells) =>
    cells.slice(1).every((cell) => /^[-\d.,]*(\s?(ms|s|x|×|MB))?$/.test(cell)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
