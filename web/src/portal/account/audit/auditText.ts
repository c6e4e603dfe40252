import type { AuditEntry } from "../../../api/queries/audit";
import type { Messages } from "../../../i18n/en";
import type { Format } from "../../../i18n/format";

/** An entry in words: the same in the table and in the file. Empty text where nothing is known. */
export interface AuditLine {
  what: string;
  practice: string;
  who: string;
  when: string;
  where: string;
}

export function auditLine(entry: AuditEntry, t: Messages, format: Format): AuditLine {
  const { source, at, practice } = entry;
  return {
    what: whatText(entry, t, format),
    practice: practice ?? "",
    who: whoText(entry, t),
    when: format.moment(new Date(at)),
    where: [source.device, source.ip].filter(Boolean).join(" · "),
  };
}

/** An action this version has no words for shows its kind and its own name. */
function whatText({ action, kind, section, source, whom }: AuditEntry, t: Messages, format: Format): string {
  const words = t.audit.actions[action] ?? `${t.audit.kinds[kind] ?? kind}: ${action.replaceAll(/[.-]/g, " ")}`;
  // The words of these name the part of the record already.
  const parts = /^(form|telehealth)\./.test(action) ? [] : (section?.split(",") ?? []);
  const about = [whom, ...parts.map((name) => t.audit.sections[name] ?? name)].filter(Boolean);
  if (about.length) return `${words}: ${about.join(", ")}`;
  // The words of these name the factor already.
  if (/^(recovery|factor\.authenticator)/.test(action)) return words;
  const proved = source.factor?.split("+").map((name) => t.audit.factors[name] ?? name);
  return proved ? `${words} (${format.list(proved)})` : words;
}

function whoText({ by, acting_for: actingFor }: AuditEntry, t: Messages): string {
  const role = t.audit.by[by.kind] ?? by.kind;
  const who = by.kind === "self" ? t.audit.you : by.name ? `${by.name} (${role})` : role;
  return actingFor ? `${who} ${t.audit.actingFor(actingFor)}` : who;
}
