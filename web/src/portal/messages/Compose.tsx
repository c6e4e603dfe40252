import { useState, type FormEvent } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { answer, api } from "../../api/client";
import type { Chart, Member } from "../../api/queries/account";
import { chartsWriting, NEW, useOpenDraft, useRecipients, type OpenDraft, type Recipient } from "../../api/queries/messages";
import { useMember } from "../../app/MemberRoute";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { FailedPage } from "../../ui/FailedPage";
import { Field, SelectField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import type { DoneState } from "../account/DoneNotice";
import { messagesPath, threadPath } from "./address";
import { Emergency } from "./Emergency";
import { MessageFields } from "./MessageFields";
import { useWriting } from "./useWriting";
import { recipientText } from "./words";

/** A new message to a practice (F1). */
export function Compose() {
  const member = useMember();
  const { chart: id } = useParams();
  const chart = chartsWriting(member).find((each) => each.id === id);
  // Who may only read is told so on the list.
  if (!chart) return <Navigate to={messagesPath(member)} replace />;
  return <Opened key={chart.id} member={member} chart={chart} />;
}

function Opened({ member, chart }: { member: Member; chart: Chart }) {
  const { t } = useText();
  const recipients = useRecipients(chart);
  const opened = useOpenDraft(chart.id, NEW);
  const failed = [recipients, opened].find(({ error }) => error);
  if (failed) return <FailedPage error={failed.error} retry={() => void failed.refetch()} />;
  if (!recipients.data || !opened.data) return <Loading />;
  if (recipients.data.length > 0) return <Form member={member} chart={chart} recipients={recipients.data} opened={opened.data} />;
  return (
    <Page title={t.messages.write} eyebrow={<BackLink to={messagesPath(member)}>{t.messages.back}</BackLink>} narrow>
      <p>{t.messages.nobody(chart.practice.name)}</p>
    </Page>
  );
}

interface FormProps {
  member: Member;
  chart: Chart;
  recipients: Recipient[];
  opened: OpenDraft;
}

function Form({ member, chart, recipients, opened }: FormProps) {
  const { t } = useText();
  const texts = t.messages;
  const navigate = useNavigate();
  const errors = useFormErrors();
  const [isAsking, ask] = useState(false);
  const writing = useWriting(chart.id, NEW, opened, ["to", "subject", "content", "attachments"], errors);
  const { typed, change } = writing;
  const leave = (path: string, state: DoneState) => void navigate(path, { state, replace: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    writing.send(
      (body, headers) => answer(api.POST("/api/charts/{chart}/threads", { params: { path: { chart: chart.id } }, headers, body: { ...body, to: typed.to } })),
      (thread) => leave(threadPath(member, chart.id, thread.id), { done: "sent" }),
    );
  };
  const isOther = member.relationship !== "self";
  return (
    <Page title={texts.write} eyebrow={<BackLink to={messagesPath(member)}>{texts.back}</BackLink>} errors={errors.list} narrow>
      <Emergency />
      {isOther && (
        <Notice>
          <strong>{texts.behalf(nameOf(member))}</strong> {texts.onlyYou(nameOf(member))}
        </Notice>
      )}
      <form noValidate onSubmit={submit}>
        <SelectField
          id="to"
          label={texts.to}
          hint={`${chart.practice.name}. ${texts.othersRead(chart.practice.name)}`}
          error={errors.of("to")}
          value={typed.to}
          onChange={(to) => change({ to })}
          options={[["", texts.choose], ...recipients.map((each): [string, string] => [each.id, recipientText(each, t)])]}
        />
        <Field
          id="subject"
          label={texts.subject}
          hint={texts.subjectHint}
          error={errors.of("subject")}
          value={typed.subject}
          onChange={(event) => change({ subject: event.target.value })}
          autoComplete="off"
        />
        <MessageFields chart={chart} writing={writing} label={texts.content} errors={errors} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={writing.busy}>
            {texts.send}
          </Button>
          {writing.isBegun && (
            <Button look="plain" onPress={() => ask(true)}>
              {texts.discard}
            </Button>
          )}
        </div>
      </form>
      <ConfirmDialog
        title={texts.discardTitle}
        text={texts.discardText}
        action={texts.discard}
        isOpen={isAsking}
        onClose={() => ask(false)}
        onConfirm={() => writing.discard(() => leave(messagesPath(member), { done: "discarded" }))}
      />
    </Page>
  );
}
