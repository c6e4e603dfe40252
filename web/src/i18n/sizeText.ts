import type { Messages } from "./en";
import type { Format } from "./format";

/** As phones and computers tell it: 50 MB are 50,000,000 bytes. */
const KB = 1000;

/** The size of a file in bytes, KB or MB; null where it is not known. */
export function sizeText(size: number | null, t: Messages, format: Format): string | null {
  if (size === null) return null;
  if (size < KB) return t.health.file.size(format.number(size), "bytes");
  if (size < KB ** 2) return t.health.file.size(format.number(Math.round(size / KB)), "KB");
  const unit = size < KB ** 3 ? "MB" : "GB";
  return t.health.file.size(format.number(Math.round((size / KB ** (unit === "MB" ? 2 : 3)) * 10) / 10), unit);
}
