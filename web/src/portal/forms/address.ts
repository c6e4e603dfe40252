/** Where a form's pages are. Its id and that of its answers have a dot, which addresses cannot end with: see `resultPath`. */
import type { Member } from "../../api/queries/account";
import { resultPath } from "../labs/address";

export const formsPath = (member: Member) => `/m/${member.id}/forms`;

/** Where a form is filled in: `<form>/<questionnaire>` below its chart. */
export const fillPath = (member: Member, chart: string, form: string) => resultPath(`${formsPath(member)}/${chart}`, form);

/** Where the answers of a form are read. */
export const filledPath = (member: Member, response: string) => resultPath(`${formsPath(member)}/filled`, response);
