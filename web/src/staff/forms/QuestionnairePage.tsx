import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { answer, api } from "../../api/client";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { BackLink } from "../patients/PatientPage";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { Preview } from "./Preview";

/** One of the library, as patients see it (D7). */
export function QuestionnairePage() {
  const { s } = useStaffText();
  const { path } = useStaff();
  const { questionnaire = "" } = useParams();
  const query = useQuery({
    queryKey: ["questionnaires", "one", questionnaire],
    queryFn: ({ signal }) =>
      answer(api.GET("/api/practices/{practice_id}/questionnaires/{questionnaire}", { params: { path: { ...path, questionnaire } }, signal })),
  });
  if (query.error) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  return (
    <Page title={query.data?.listed.title ?? s.library.name} eyebrow={<BackLink to="/forms/library">{s.library.title}</BackLink>}>
      {query.data ? <Preview questionnaire={query.data.questionnaire as unknown as fhir4.Questionnaire} /> : <Loading />}
    </Page>
  );
}
