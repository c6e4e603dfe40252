import type { Chart, Member } from "../../../api/queries/account";

/** The charts whose practice may be asked to put something right: those whose profile one may write. */
export const mayCorrect = (member: Member): Chart[] => member.charts.filter((chart) => chart.sections.profile === "write");
