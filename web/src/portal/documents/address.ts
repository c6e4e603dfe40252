import type { Member } from "../../api/queries/account";

export const documentsPath = (member: Member) => `/m/${member.id}/documents`;
/** The list, at a folder. */
export const folderPath = (member: Member, folder: string | null) => `${documentsPath(member)}${folder ? `?folder=${folder}` : ""}`;

export const documentPath = (member: Member, document: string) => `${documentsPath(member)}/one/${document}`;
export const sharePath = (member: Member, document: string) => `${documentPath(member, document)}/share`;

/** In the address of the page for sharing: begin with somebody outside. */
export const OUTSIDE = "outside";
export const shareOutsidePath = (member: Member, document: string) => `${sharePath(member, document)}?${OUTSIDE}`;
