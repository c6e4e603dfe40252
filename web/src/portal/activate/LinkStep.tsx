import type { FormEvent } from "react";
import { Navigate, useLocation } from "react-router";
import { answer, api } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import { useTellChange, type Member } from "../../api/queries/account";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import type { StepProps } from "./invite";
import type { Taking } from "./SignedInStep";

/** The warning that names whose record comes, and from where; then Submit (B4). */
export function LinkStep({ token, invite, store, wizard, account, members, candidates }: StepProps & Taking) {
  const { t, format } = useText();
  const texts = t.activate.link;
  const { hash } = useLocation();
  const tellChange = useTellChange();
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors, (problem: ApiProblem) => {
    if (wizard.leave(problem)) return [];
    const wrong = problem.fields.find(({ field }) => field === "member_id")?.code;
    if (wrong) wizard.go("/member", { wrong });
    return wrong ? [] : null;
  });
  const { member, ticket = "" } = store.progress;
  const chosen = candidates.find(({ id }) => id === member);
  if (candidates.length > 0 && member !== null && !chosen) return <Navigate to={{ pathname: "/activate/member", hash }} replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ticket, member_id: chosen?.id ?? null };
    void run("send", async () => {
      const linked = await answer(api.POST("/api/invites/{token}/accept", { params: { path: { token } }, body }));
      await tellChange("members");
      store.update({ ticket: undefined, email: undefined, linked: linked.member_id });
      wizard.go("/linked", undefined, true);
    });
  };

  const patient = store.progress.patient ? nameOf(store.progress.patient) : "";
  const practice = invite.practice.name;
  const title = chosen?.charts.length ? texts.titlePractice(practice, nameOf(chosen)) : texts.titlePatient(patient);
  return (
    <Page title={title} errors={errors.list} narrow>
      <p className="mb-4">{texts.what(practice, patient)}</p>
      {invite.kind !== "primary" && (
        <p className="mb-4">
          {texts[invite.kind]} {texts.toldTo(patient)}
        </p>
      )}
      <Notice look="warm">{texts.warning(format.list(seenTogether(members, chosen, patient)))}</Notice>
      <p className="mb-6">{texts.account(account.username)}</p>
      <form noValidate onSubmit={submit} className="flex flex-wrap gap-3">
        <Button type="submit" isPending={busy !== null}>
          {texts.submit}
        </Button>
        <Button look="secondary" onPress={() => wizard.go(candidates.length > 0 ? "/member" : "/existing")}>
          {t.app.back}
        </Button>
      </form>
    </Page>
  );
}

/** Everybody whose record the account shows once this one is in it. */
function seenTogether(members: Member[], chosen: Member | undefined, patient: string): string[] {
  const others = members.filter(({ id, charts }) => charts.length > 0 || id === chosen?.id);
  return [...new Set([...others.map(nameOf), ...(chosen ? [] : [patient])])];
}

export function Linked({ store, linked }: Pick<StepProps, "store"> & { linked: string }) {
  const { t } = useText();
  const texts = t.activate.linked;
  const patient = store.progress.patient ? nameOf(store.progress.patient) : "";
  return (
    <Page title={texts.title(patient)} narrow>
      <p className="mb-6">{texts.text}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`/m/${linked}`}>{texts.open(patient)}</ButtonLink>
        <ButtonLink to="/account/family" look="secondary">
          {texts.family}
        </ButtonLink>
      </div>
    </Page>
  );
}
