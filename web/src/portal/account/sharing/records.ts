import type { Chart, Member } from "../../../api/queries/account";
import type { Messages } from "../../../i18n/en";

/** A chart of which the account is the patient's own. */
export interface OwnRecord {
  member: Member;
  chart: Chart;
}

export const ownRecords = (members: Member[]): OwnRecord[] =>
  members.flatMap((member) => member.charts.filter(({ role }) => role === "primary").map((chart) => ({ member, chart })));

/** The portal's order of sections; an unknown one comes last. */
const ORDER = [
  "appointments", "labs", "prescriptions", "records", "questionnaires", "billing", "messages", "documents", "telehealth", "profile",
];

export function inOrder(sections: Record<string, unknown>): string[] {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.keys(sections).sort((a, b) => place(a) - place(b));
}

/** Sections in words: those that may be seen, and those of them where one may write, too. */
export function sectionWords(sections: Record<string, "read" | "write">, t: Messages) {
  const names = inOrder(sections);
  const words = (list: string[]) => list.map((name) => t.audit.sections[name] ?? name);
  return { seen: words(names), written: words(names.filter((name) => sections[name] === "write")) };
}
