import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import type { ApiProblem } from "../../../api/problem";
import { useTellChange, type Contact, type ContactBody } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Field, TextAreaField } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import type { DoneState } from "../DoneNotice";
import { EditPage } from "../EditPage";
import { CONTACTS } from "./Contacts";

const LINES = ["name", "role", "phone", "email"] as const;
const AREAS = ["address", "notes"] as const;
const TYPES = { name: "text", role: "text", phone: "tel", email: "email" };

/** Adds a contact, or changes one. */
export function ContactForm({ contact }: { contact?: Contact }) {
  const { t } = useText();
  const texts = t.contacts;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const [kind, setKind] = useState<Contact["kind"] | null>(contact?.kind ?? null);
  const start = Object.fromEntries([...LINES, ...AREAS].map((name) => [name, contact?.[name] ?? ""]));
  const [typed, setTyped] = useState(start);
  const errors = useFormErrors();
  /** The same request again, after a lost connection, makes one contact and not two. */
  const attempt = useRef({ form: "", key: "" });

  const words = (field: string, code: string) => {
    if (field === "kind") return texts.missingKind;
    if (code === "too_long") return texts.tooLong;
    if (code === "too_many") return texts.full;
    if (field === "name") return texts.missingName;
    return field === "email" ? texts.badEmail : t.problem.check;
  };
  const explain = (problem: ApiProblem) => fieldErrors(problem, ["kind", ...LINES, ...AREAS], words);
  const { busy, run } = useOperation(errors, explain);

  const send = async (body: ContactBody) => {
    const form = JSON.stringify(body);
    if (attempt.current.form !== form) attempt.current = { form, key: crypto.randomUUID() };
    await (contact
      ? answer(api.PUT("/api/contacts/{id}", { params: { path: { id: contact.id } }, body }))
      : answer(api.POST("/api/contacts", { headers: { "Idempotency-Key": attempt.current.key }, body })));
    await tellChange("contacts");
    const state: DoneState = { done: "saved" };
    void navigate(CONTACTS, { state });
  };
  const submit = () => {
    const value = (name: string) => typed[name]?.trim() || null;
    const missing = [
      ...(kind ? [] : [{ id: "kind", message: texts.missingKind }]),
      ...(value("name") ? [] : [{ id: "name", message: texts.missingName }]),
    ];
    if (!errors.show(missing) || !kind) return;
    const rest = { role: value("role"), phone: value("phone"), email: value("email"), address: value("address"), notes: value("notes") };
    void run("send", () => send({ kind, name: value("name") ?? "", ...rest }));
  };

  const field = (name: (typeof LINES)[number] | (typeof AREAS)[number]) => ({
    id: name,
    label: texts[name],
    error: errors.of(name),
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    autoComplete: "off",
  });
  return (
    <EditPage
      title={contact ? texts.editTitle : texts.addTitle}
      eyebrow={t.account.tabs.contacts}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={CONTACTS}
    >
      <RadioGroup
        id="kind"
        legend={texts.kind}
        error={errors.of("kind")}
        value={kind}
        onChange={setKind}
        options={(["practice", "health", "wellness"] as const).map((value) => ({ value, label: texts.kinds[value], hint: texts.kindHints[value] }))}
      />
      {LINES.map((name) => (
        <Field key={name} {...field(name)} hint={name === "role" ? texts.roleHint : undefined} type={TYPES[name]} />
      ))}
      {AREAS.map((name) => (
        <TextAreaField key={name} {...field(name)} />
      ))}
    </EditPage>
  );
}
