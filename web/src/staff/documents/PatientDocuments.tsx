import { answer, api } from "../../api/client";
import { RecordList } from "../../portal/RecordList";
import { Badge } from "../../ui/Badge";
import { Card } from "../../ui/Card";
import type { PatientPart } from "../patients/PortalCard";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { About, DocumentActions } from "./DocumentActions";

/** On a patient's page: every document about the patient that the practice was given, also with messages. */
export function PatientDocuments({ patient: { chart }, errors, say }: PatientPart) {
  const { s, format } = useStaffText();
  const texts = s.received;
  const { path } = useStaff();
  const { rows, list } = usePaged(["received", "patient", chart], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/documents", { params: { path, query: { chart, cursor } }, signal }));
    return { rows: page.documents, cursor: page.cursor };
  });
  return (
    <Card title={texts.onPatient}>
      <RecordList list={list} count={rows.length} empty={texts.noneOfPatient}>
        <ul role="list">
          {rows.map((document) => (
            <li key={document.id} className="border-b border-line py-2 last:border-0">
              <span className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
                <span>
                  <About document={document} />
                </span>
                <Badge look={document.state === "new" ? "good" : "quiet"}>{texts.states[document.state]}</Badge>
              </span>
              <span className="block text-quiet">{texts.givenBy(format.moment(new Date(document.given)), document.by.name)}</span>
              <DocumentActions document={document} errors={errors} say={(text) => say(text ?? "")} />
            </li>
          ))}
        </ul>
      </RecordList>
    </Card>
  );
}
