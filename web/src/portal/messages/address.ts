/** Where the pages of messages are. */
import type { Member } from "../../api/queries/account";

export const messagesPath = (member: Member) => `/m/${member.id}/messages`;

/** Where a message is written: to one practice, or after a choice among several. */
export const writePath = (member: Member, chart?: string) => [messagesPath(member), "new", ...(chart ? [chart] : [])].join("/");

export const threadPath = (member: Member, chart: string, thread: string) => `${messagesPath(member)}/${chart}/${thread}`;
