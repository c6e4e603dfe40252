import { trimmed, webLink } from "./common";

/** A file of a record, by where its content is. */
export interface AttachedFile {
  key: string;
  name: string | null;
  contentType: string | null;
  /** Bytes; null when they are not told. */
  size: number | null;
  /** A short text that came with the record. */
  text: string | null;
  /** What came with the record and is no text: base64. */
  data: string | null;
  /** Our id of a file that Kinchart keeps. */
  fileId: string | null;
  /** A page of somebody else's. */
  link: string | null;
}

/** The files behind attachments; one that leads nowhere is left out. */
export function filesOf(attachments: (fhir4.Attachment | undefined)[]): AttachedFile[] {
  return attachments.flatMap((attachment, index) => {
    if (!attachment) return [];
    const contentType = trimmed(attachment.contentType?.split(";")[0])?.toLowerCase() ?? null;
    const text = attachment.data && (contentType === null || contentType === "text/plain") ? decoded(attachment.data) : null;
    const file: AttachedFile = {
      key: String(index),
      name: trimmed(attachment.title),
      contentType,
      size: attachment.size ?? null,
      text: text === null ? null : text.trim(),
      data: text === null ? (attachment.data ?? null) : null,
      fileId: /^Binary\/([A-Za-z0-9.-]+)$/.exec(attachment.url ?? "")?.[1] ?? null,
      link: webLink(attachment.url),
    };
    return file.text || file.data || file.fileId || file.link ? [file] : [];
  });
}

/** The bytes of base64; null for what is none. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64.replaceAll(/\s/g, "")), (each) => each.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Base64 of UTF-8 as text; null when it is none. */
function decoded(base64: string): string | null {
  const bytes = bytesOf(base64);
  if (!bytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
