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

export const sectionName = (section: string, t: Messages) => t.audit.sections[section] ?? section;

/** What somebody does who may write in a section, such as "send messages". */
export const doing = (section: string, t: Messages) => t.sharing.doing[section] ?? t.sharing.changing(sectionName(section, t));

/** In words: the sections that may be seen, and what else may be done. */
export function sectionWords(sections: Record<string, "read" | "write">, t: Messages) {
  const names = inOrder(sections);
  const written = names.filter((name) => sections[name] === "write");
  return { seen: names.map((name) => sectionName(name, t)), done: written.map((name) => doing(name, t)) };
}
