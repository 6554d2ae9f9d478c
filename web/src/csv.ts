// Rows as RFC 4180.

export type Cell = string | number | null;

// What a spreadsheet would run as a formula begins with one of these; a quote before it makes it text.
const runs = /^[=+\-@\t\r]/;

function cell(value: Cell, excelSafe: boolean): string {
  let text = value === null ? "" : String(value);
  if (excelSafe && typeof value === "string" && runs.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(header: string[], rows: Iterable<Cell[]>, excelSafe: boolean): string {
  const lines = [header.map(x => cell(x, excelSafe)).join(",")];
  for (const row of rows) lines.push(row.map(x => cell(x, excelSafe)).join(","));
  return `${lines.join("\r\n")}\r\n`;
}
