import type { Member } from "../../api/queries/account";

export const documentsPath = (member: Member) => `/m/${member.id}/documents`;
export const documentPath = (member: Member, document: string) => `${documentsPath(member)}/one/${document}`;
export const sharePath = (member: Member, document: string) => `${documentPath(member, document)}/share`;
