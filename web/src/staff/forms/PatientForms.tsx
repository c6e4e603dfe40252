import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, api } from "../../api/client";
import { Due } from "../../portal/forms/Forms";
import { RecordList } from "../../portal/RecordList";
import { Badge, type BadgeLook } from "../../ui/Badge";
import { Button, ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import type { PracticeForm } from "../api";
import type { PatientPart } from "../patients/PortalCard";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { FormActions, FormTimes } from "./FormActions";

const LOOKS: Record<PracticeForm["state"], BadgeLook> = { requested: "quiet", submitted: "good", withdrawn: "quiet" };
const SHOWN = 5;

/** What this patient was asked to fill in, newest first, and the way to ask for more (D7). */
export function PatientForms({ patient, errors, say }: PatientPart) {
  const { s } = useStaffText();
  const { path, may } = useStaff();
  const [showsAll, setShowsAll] = useState(false);
  const { chart } = patient;
  const forms = useQuery({
    queryKey: ["forms", "patient", chart],
    queryFn: async () => (await answer(api.GET("/api/practices/{practice_id}/patients/{chart}/forms", { params: { path: { ...path, chart } } }))).forms,
    staleTime: 0,
  });
  const all = forms.data ?? [];
  const list = { shared: true, isPending: forms.isPending, error: forms.error, retry: () => void forms.refetch(), hasMore: false, isLoadingMore: false, showMore: () => undefined };
  return (
    <Card title={s.forms.onPatient}>
      <RecordList list={list} count={all.length} empty={s.forms.noneOfPatient} excerpt>
        <ul role="list">
          {all.slice(0, showsAll ? undefined : SHOWN).map((form) => (
            <li key={form.id} className="border-b border-line py-2 last:border-0">
              <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <strong>{form.title}</strong>
                <Badge look={LOOKS[form.state]}>{s.forms.states[form.state]}</Badge>
              </span>
              {form.state === "requested" && <Due due={form.due} />}
              <FormTimes form={form} />
              <FormActions form={form} errors={errors} say={say} />
            </li>
          ))}
        </ul>
      </RecordList>
      <div className="mt-4 flex flex-wrap gap-3">
        {may("forms", "write") && (
          <ButtonLink look="secondary" to={`/patients/${chart}/forms/new`}>
            {s.forms.ask}
          </ButtonLink>
        )}
        {all.length > SHOWN && !showsAll && (
          <Button look="plain" onPress={() => setShowsAll(true)}>
            {s.forms.all(all.length)}
          </Button>
        )}
      </div>
    </Card>
  );
}
