import { useState, type FormEvent } from "react";
import { Navigate, useNavigate } from "react-router";
import { chartsWriting } from "../../api/queries/messages";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { RadioGroup } from "../../ui/RadioGroup";
import { useFormErrors } from "../../ui/useFormErrors";
import { messagesPath, writePath } from "./address";

/** Which of several practices to write to. */
export function ChoosePractice() {
  const { t } = useText();
  const member = useMember();
  const navigate = useNavigate();
  const errors = useFormErrors();
  const [chosen, choose] = useState<string | null>(null);
  const charts = chartsWriting(member);
  const [only] = charts;
  if (!only) return <Navigate to={messagesPath(member)} replace />;
  if (charts.length === 1) return <Navigate to={writePath(member, only.id)} replace />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (errors.show(chosen ? [] : [{ id: "practice", message: t.messages.missingPractice }]) && chosen) void navigate(writePath(member, chosen));
  };
  return (
    <Page title={t.messages.practiceTitle} eyebrow={<BackLink to={messagesPath(member)}>{t.messages.back}</BackLink>} errors={errors.list} narrow>
      <form noValidate onSubmit={submit}>
        <RadioGroup
          id="practice"
          legend={t.messages.practice}
          error={errors.of("practice")}
          value={chosen}
          onChange={choose}
          options={charts.map(({ id, practice }) => ({ value: id, label: practice.name }))}
        />
        <Button type="submit">{t.app.continue}</Button>
      </form>
    </Page>
  );
}
