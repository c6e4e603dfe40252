/** A table as RFC 4180 has it, with the mark that tells spreadsheet programs to read UTF-8. */
export function csv(rows: string[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * Quoted always. What a spreadsheet program would take for a formula gets an apostrophe in front (OWASP, CSV injection):
 * a device's name is what its owner says it is.
 */
function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
