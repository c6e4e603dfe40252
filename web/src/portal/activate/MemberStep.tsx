import { useState, type FormEvent } from "react";
import { Navigate, useLocation } from "react-router";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { RadioGroup } from "../../ui/RadioGroup";
import { useFormErrors } from "../../ui/useFormErrors";
import type { StepProps, StepState } from "./invite";
import type { Taking } from "./SignedInStep";

const ID = "member";
const NEW = "new";

/** Which member of the account the patient is: oneself, somebody of the family, or a new person. */
export function MemberStep({ store, wizard, candidates }: StepProps & Pick<Taking, "candidates">) {
  const { t } = useText();
  const texts = t.activate.member;
  const { hash, state } = useLocation();
  const wrong = (state as StepState | null)?.wrong;
  const before = store.progress.member === null ? NEW : store.progress.member;
  const [chosen, setChosen] = useState<string | null>(before ?? null);
  const refused = wrong ? [{ id: ID, message: texts.errors[wrong] ?? t.problem.check }] : [];
  const errors = useFormErrors(refused);
  if (candidates.length === 0) return <Navigate to={{ pathname: "/activate/link", hash }} replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!errors.show(chosen ? [] : [{ id: ID, message: texts.missing }])) return;
    store.update({ member: chosen === NEW ? null : chosen });
    wizard.go("/link");
  };

  const patient = store.progress.patient ? nameOf(store.progress.patient) : "";
  const options = candidates.map((member) => {
    const relationship = t.viewing.relationships[member.relationship] ?? member.relationship;
    return { value: member.id, label: member.relationship === "self" ? texts.self(nameOf(member)) : `${nameOf(member)} (${relationship})` };
  });
  return (
    <Page title={texts.title} errors={errors.list} narrow>
      <form noValidate onSubmit={submit}>
        <RadioGroup
          id={ID}
          legend={texts.legend(patient)}
          error={errors.of(ID)}
          value={chosen}
          onChange={setChosen}
          options={[...options, { value: NEW, label: texts.other, hint: texts.otherHint }]}
        />
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit">{t.app.continue}</Button>
          <Button look="secondary" onPress={() => wizard.go("/existing")}>
            {t.app.back}
          </Button>
        </div>
      </form>
    </Page>
  );
}
