// Prints the results of the benchmarks.

export const show = (value, digits = 0) =>
  Number.isNaN(value) || value === undefined ? "–" : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Prints rows in columns: the first left-aligned, the others right-aligned. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join("  ")
        .trimEnd(),
    );
}

/** Prints goals and results: name, result, limit, unit, and how it was measured. */
export function goals(rows) {
  const digits = (unit) => (unit === "×" ? 2 : 1);
  const from = rows.some(([, , , , from]) => from);
  table([
    ["goal", "limit", "measured", "", ...(from ? ["details"] : [])],
    ...rows.map(([name, value, limit, unit, figures = ""]) => [
      name,
      `≤ ${limit}${unit}`,
      Number.isNaN(value) ? "–" : `${value.toFixed(digits(unit))}${unit}`,
      Number.isNaN(value) ? "not measured" : value <= limit ? "met" : "NOT MET",
      ...(from ? [figures] : []),
    ]),
  ]);
}
