import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../api/client";
import type { DoneState } from "../../portal/account/DoneNotice";
import { Button } from "../../ui/Button";
import { Field, TextAreaField } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { RadioGroup } from "../../ui/RadioGroup";
import { Empty, Loading } from "../../ui/states";
import { useAttempt } from "../../ui/useAttempt";
import { useFormErrors } from "../../ui/useFormErrors";
import { fieldErrors } from "../../ui/useOperation";
import { useWarnBeforeLeaving } from "../../ui/useWarnBeforeLeaving";
import type { Patient } from "../api";
import { BackLink, NoPatient } from "../patients/PatientPage";
import { usePatient } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { ATTACHMENTS, Enclosures } from "./Enclosures";
import { useTellThreads } from "./threads";
import { useEnclosures } from "./useEnclosures";

/** The first message to somebody around a patient, whom the address names. */
export function NewThread() {
  const { s } = useStaffText();
  const { patient } = usePatient();
  if (patient.error) return <NoPatient error={patient.error} retry={() => void patient.refetch()} />;
  if (!patient.data) return <Loading />;
  const name = `${patient.data.given} ${patient.data.family}`;
  if (readersOf(patient.data).length > 0) return <Compose patient={patient.data} name={name} />;
  return (
    <Page title={s.inbox.beginTitle(name)} eyebrow={<BackLink to={`/patients/${patient.data.chart}`}>{name}</BackLink>} narrow>
      <Empty>{s.inbox.nobody}</Empty>
    </Page>
  );
}

/** The accounts that can read messages about the patient at this moment. */
export const readersOf = ({ accounts }: Patient) => accounts.filter(({ sections }) => "messages" in sections);

function Compose({ patient, name }: { patient: Patient; name: string }) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const { path } = useStaff();
  const navigate = useNavigate();
  const tell = useTellThreads();
  const attempt = useAttempt();
  const readers = readersOf(patient);
  const [account, setAccount] = useState(readers.length === 1 ? (readers[0]?.id ?? null) : null);
  const [subject, setSubject] = useState("");
  const [content, setContent] = useState("");
  const files = useEnclosures();
  const errors = useFormErrors();
  const { busy, run } = useConsoleOperation(errors, (problem) => {
    if (problem.slug === "no-access") return [{ id: "account", message: texts.errors.noAccess }];
    const words: Record<string, string> = { account: texts.errors.account.missing, subject: texts.errors.subject.long, content: texts.errors.content.long };
    return fieldErrors(problem, ["account", "subject", "content", ATTACHMENTS], (field) => words[field] ?? texts.errors.attachments.unknown);
  });
  useWarnBeforeLeaving(busy === null && (subject + content !== "" || files.uploads.length > 0));
  const send = async (to: string) => {
    const body = { account: to, subject: subject.trim(), content: content.trim(), attachments: files.ids };
    const params = { path: { ...path, chart: patient.chart } };
    const { id } = await answer(api.POST("/api/practices/{practice_id}/patients/{chart}/threads", { params, headers: attempt.headers(body), body }));
    attempt.done();
    await tell();
    void navigate(`/inbox/threads/${id}`, { replace: true, state: { done: "sent" } satisfies DoneState });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = [
      ...(account ? [] : [{ id: "account", message: texts.errors.account.missing }]),
      ...(subject.trim() ? [] : [{ id: "subject", message: texts.errors.subject.missing }]),
      ...(content.trim() ? [] : [{ id: "content", message: texts.errors.content.missing }]),
      ...(files.trouble ? [{ id: ATTACHMENTS, message: texts.errors.attachments[files.trouble] }] : []),
    ];
    if (errors.show(lacks) && account) void run("send", () => send(account));
  };
  return (
    <Page title={texts.beginTitle(name)} eyebrow={<BackLink to={`/patients/${patient.chart}`}>{name}</BackLink>} errors={errors.list} narrow>
      <form noValidate onSubmit={submit}>
        <RadioGroup
          id="account"
          legend={texts.whom}
          hint={texts.whomHint}
          error={errors.of("account")}
          value={account}
          onChange={setAccount}
          options={readers.map(({ id, name: reader, username, role }) => ({ value: id, label: texts.person(reader || username, texts.roles[role === "primary" && reader === name ? "self" : role] ?? role) }))}
        />
        <Field id="subject" label={texts.subjectLabel} hint={texts.subjectHint} error={errors.of("subject")} value={subject} onChange={(event) => setSubject(event.target.value)} autoComplete="off" />
        <TextAreaField id="content" rows={8} label={texts.content} error={errors.of("content")} value={content} onChange={(event) => setContent(event.target.value)} />
        <Enclosures files={files} error={errors.of(ATTACHMENTS)} />
        <Button type="submit" isPending={busy !== null}>
          {texts.sendFirst}
        </Button>
      </form>
    </Page>
  );
}
