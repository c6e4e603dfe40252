/** How people and teams of a practice are called on the pages of messages. */
import type { Recipient } from "../../api/queries/messages";
import type { Messages } from "../../i18n/en";

/** A member by their name, a team by what it is called in the language of the page. */
export const whomText = ({ id, name }: { id: string; name: string }, t: Messages) => t.messages.teams[id] ?? name;

export function personText(name: string, role: string | null | undefined, t: Messages): string {
  return role ? t.messages.person(name, t.messages.roles[role] ?? role) : name;
}

export const recipientText = ({ kind, id, name, role }: Recipient, t: Messages) => (kind === "team" ? whomText({ id, name }, t) : personText(name, role, t));
