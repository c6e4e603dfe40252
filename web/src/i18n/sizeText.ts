import type { Messages } from "./en";
import type { Format } from "./format";

const KB = 1024;

/** The size of a file in bytes, KB or MB; null where it is not known. */
export function sizeText(size: number | null, t: Messages, format: Format): string | null {
  if (size === null) return null;
  if (size < KB) return t.health.file.size(format.number(size), "bytes");
  return size < KB * KB ? t.health.file.size(format.number(Math.round(size / KB)), "KB") : t.health.file.size(format.number(Math.round((size / KB / KB) * 10) / 10), "MB");
}
