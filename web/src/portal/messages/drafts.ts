/** The messages that are being written, by chart and conversation. */
import { answer, api } from "../../api/client";
import { readDraft, type DocumentRef, type OpenDraft } from "../../api/queries/messages";
import type { Draft, Kept } from "../drafts/draft";
import { draftNamed } from "../drafts/drafts";

/** A message as far as it is written. A reply has neither `to` nor `subject`. */
export interface Writing {
  to: string;
  subject: string;
  content: string;
  attachments: DocumentRef[];
}

/** As operations take it. */
export const bodyOf = ({ to, subject, content, attachments }: Writing) => ({ to: to || null, subject, content, attachments: attachments.map(({ id }) => id) });

function keptOf({ stored, attachments }: OpenDraft): Kept<Writing> {
  if (!stored) return { typed: { to: "", subject: "", content: "", attachments: [] }, version: 0, saved: null };
  const { to, subject, content, version, saved } = stored;
  return { typed: { to: to ?? "", subject, content, attachments }, version, saved: new Date(saved) };
}

export function draftOf(chart: string, id: string, opened: OpenDraft): Draft<Writing> {
  const params = { path: { chart, draft: id } };
  return draftNamed(`${chart} message ${id}`, keptOf(opened), {
    save: (typed, version) => answer(api.PUT("/api/charts/{chart}/drafts/{draft}", { params, body: { ...bodyOf(typed), version } })),
    read: async () => keptOf(await readDraft(chart, id)),
  });
}
