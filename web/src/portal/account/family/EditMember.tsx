import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange, type Member } from "../../../api/queries/account";
import type { MemberChange } from "../../../api/queries/family";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { DateOfBirth } from "../../../ui/DateOfBirth";
import { readDateOfBirth } from "../../../ui/dateOfBirth";
import { isEmpty, typedDate, type DatePart } from "../../../ui/typedDate";
import { Field, SelectField, TextAreaField } from "../../../ui/Field";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import type { DoneState } from "../DoneNotice";
import { EditPage } from "../EditPage";
import { FAMILY } from "./Family";

const NAMES = ["given", "family"] as const;
const LINES = ["phone", "email"] as const;
/** The server's field names, in the order of the page. */
const FIELDS = [...NAMES, "relationship", "birth_date", ...LINES, "address"];
const TYPES = { given: "text", family: "text", phone: "tel", email: "email" };

/** What one wrote down of a person. It never touches the practice's own record (B6). */
export function EditMember({ member }: { member: Member }) {
  const { t, format } = useText();
  const texts = t.family;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const [typed, setTyped] = useState(() => Object.fromEntries([...NAMES, ...LINES, "address" as const].map((name) => [name, member[name] ?? ""])));
  const [relationship, setRelationship] = useState(member.relationship);
  const [born, setBorn] = useState(() => typedDate(member.birth_date));
  const [wrongParts, setWrongParts] = useState<DatePart[]>([]);
  const errors = useFormErrors();
  const words = (field: string, code: string) => {
    if (field === "birth_date") return code === "not_in_past" ? t.dateOfBirth.future : t.dateOfBirth.impossible;
    return field === "email" && code !== "too_long" ? texts.badEmail : (texts.wrong[code] ?? t.problem.check);
  };
  const { busy, run } = useOperation(errors, (problem) => {
    const found = fieldErrors(problem, FIELDS, words);
    return found && found.map(({ id, message }) => ({ id: id === "birth_date" ? "birth_date-month" : id, message }));
  });
  const isSelf = member.relationship === "self";

  const submit = () => {
    const value = (name: string) => typed[name]?.trim() ?? "";
    const read = isEmpty(born) ? { iso: null, parts: [] } : readDateOfBirth(born, t, format, new Date());
    const badDate = "error" in read ? [{ id: `birth_date-${read.parts[0]}`, message: read.error }] : [];
    setWrongParts(read.iso === null ? read.parts : []);
    const missing = NAMES.filter((name) => value(name) === "").map((id) => ({ id, message: texts.wrong.missing ?? "" }));
    if (!errors.show([...missing, ...badDate])) return;
    const change: MemberChange = {
      given: value("given"), family: value("family"), birth_date: read.iso, phone: value("phone"), email: value("email"), address: value("address"),
      ...(isSelf ? {} : { relationship }),
    };
    void run("send", async () => {
      await answer(api.PATCH("/api/members/{id}", { params: { path: { id: member.id } }, body: change }));
      await tellChange("members");
      const state: DoneState = { done: "updated" };
      void navigate(FAMILY, { state });
    });
  };

  const field = (name: (typeof NAMES)[number] | (typeof LINES)[number] | "address", label: string) => ({
    id: name,
    label,
    error: errors.of(name),
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    autoComplete: "off",
  });
  // What somebody once called it in words of their own stays as it is.
  const known = Object.entries({ [member.relationship]: member.relationship, ...t.viewing.relationships }).filter(([name]) => name !== "self");
  const dateError = errors.list.find(({ id }) => id?.startsWith("birth_date"))?.message;
  return (
    <EditPage
      title={texts.editTitle(nameOf(member))}
      eyebrow={t.account.tabs.family}
      note={texts.note}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={FAMILY}
      submit={texts.update}
    >
      {NAMES.map((name) => (
        <Field key={name} {...field(name, texts[name])} type={TYPES[name]} />
      ))}
      {!isSelf && (
        <SelectField
          id="relationship"
          label={texts.relationship}
          error={errors.of("relationship")}
          value={relationship}
          onChange={setRelationship}
          options={known}
        />
      )}
      <DateOfBirth id="birth_date" legend={texts.birthDate} value={born} onChange={setBorn} error={dateError} wrongParts={wrongParts} />
      {LINES.map((name) => (
        <Field key={name} {...field(name, texts[name])} type={TYPES[name]} />
      ))}
      <TextAreaField {...field("address", texts.address)} />
    </EditPage>
  );
}
