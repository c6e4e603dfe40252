import { answer, api } from "../../api/client";
import { AuditLogs } from "../../portal/account/audit/AuditLogs";
import { useStaff } from "../staff";
import { useStaffText } from "../text";

/** The practice's own log, in the list that people know from their account (D9). */
export function PracticeLog() {
  const { s } = useStaffText();
  const { path } = useStaff();
  return (
    <AuditLogs
      title={s.log.title}
      intro={s.log.intro}
      source={{
        name: "practice",
        page: (query, signal) => answer(api.GET("/api/practices/{practice_id}/audit", { params: { path, query }, signal })),
      }}
    />
  );
}
