/** A table as RFC 4180 has it, with the mark that tells spreadsheet programs to read UTF-8. */
export function csv(rows: string[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** The local day and time, to the second, as spreadsheet programs of every language read and sort it. */
export function sheetTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace("T", " ");
}

/**
 * Quoted always. What a spreadsheet program would take for a formula gets an apostrophe in front (OWASP, CSV injection):
 * a device's name is what its owner says it is.
 */
function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
