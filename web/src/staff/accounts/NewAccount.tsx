import { useRef, useState, type FormEvent } from "react";
import { answer, api } from "../../api/client";
import { Button, ButtonLink } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Field, SelectField } from "../../ui/Field";
import { useFormErrors } from "../../ui/useFormErrors";
import { fieldErrors } from "../../ui/useOperation";
import type { Invite, Patient } from "../api";
import { useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { SetUpPage } from "./AccountSetUp";
import { copyWhenThere } from "./clipboard";
import { CredentialsMessage, type Made } from "./CredentialsMessage";
import { PermissionsField } from "./PermissionsField";
import { RepresentativeInvited } from "./RepresentativeInvited";
import { emptyForm, FROM_CHART, fromChart, needsEmail, wantedAccount, withoutFilled, type Filled, type SetUp } from "./setUp";

const FIELDS = ["username", "email", "given", "family", "permissions"];

/** A new account for the patient, or for somebody who acts for them. */
export function NewAccount({ patient }: { patient: Patient }) {
  const { t, s } = useStaffText();
  const texts = s.account;
  const { path, may } = useStaff();
  const tell = useTellAccounts();
  const hasOwn = patient.accounts.some(({ role }) => role === "primary");
  const [form, setForm] = useState<SetUp>(() => emptyForm(hasOwn ? "authorized-rep" : "self"));
  const [filled, setFilled] = useState<Filled>({});
  const [wandSaid, sayOfWand] = useState("");
  const [made, setMade] = useState<{ login: Made | null; invite: Invite | null; account: string | null } | null>(null);
  const errors = useFormErrors();
  /** The same again, after a lost connection, makes one account and not two. */
  const attempt = useRef({ form: "", key: "" });
  const words = (field: string, code: string) => texts.errors[field]?.[code] ?? t.problem.check;
  const { busy, run } = useConsoleOperation(errors, (problem) => {
    // A colleague was first: the list beside the form shows the account that the words speak of.
    if (problem.fields.some(({ code }) => code === "has_account")) void tell();
    return fieldErrors(problem, FIELDS, words);
  });

  const useWand = () => {
    const found = fromChart(form, patient);
    const names = FROM_CHART.filter((name) => found[name] !== undefined);
    setForm({ ...form, ...found });
    setFilled({ ...filled, ...found });
    // What was missing may be there now: "Save" looks again.
    errors.show([]);
    if (form.access !== "self") sayOfWand(texts.wandRepresentative);
    else sayOfWand(names.length ? texts.wandFilled(names.map((name) => texts[name]).join(", ")) : texts.wandNothing);
  };
  const chooseAccess = (access: SetUp["access"]) => {
    const kept = access === "self" ? form : withoutFilled(form, filled);
    sayOfWand(FROM_CHART.some((name) => kept[name] !== form[name]) ? texts.wandTaken : "");
    if (access !== "self") setFilled({});
    setForm({ ...kept, access });
  };

  const save = async () => {
    const body = wantedAccount(form);
    const text = JSON.stringify(body);
    if (attempt.current.form !== text) attempt.current = { form: text, key: crypto.randomUUID() };
    const params = { path: { ...path, chart: patient.chart } };
    const headers = { "Idempotency-Key": attempt.current.key };
    const call = answer(api.POST("/api/practices/{practice_id}/patients/{chart}/accounts", { params, headers, body }));
    const copied = form.access === "self" ? copyWhenThere(call.then(({ credentials }) => credentials?.temporary_password ?? "")) : null;
    const { credentials, invite, account } = await call;
    setMade({ login: credentials && copied ? { credentials, copied } : null, invite: invite ?? null, account: account?.id ?? null });
    await tell();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const needed = [...FROM_CHART.filter((name) => name !== "email"), ...(needsEmail(form.username) ? (["email"] as const) : [])];
    const missing = needed.filter((name) => form[name].trim() === "").map((name) => ({ id: name, message: words(name, "missing") }));
    const noRights = form.access !== "self" && Object.keys(form.permissions).length === 0;
    if (errors.show([...missing, ...(noRights ? [{ id: "permissions", message: words("permissions", "missing") }] : [])])) void run("send", save);
  };

  if (made) {
    const next = made.account ? `/patients/${patient.chart}/account/${made.account}` : `/patients/${patient.chart}`;
    return (
      <SetUpPage patient={patient}>
        {made.login && <CredentialsMessage made={made.login} />}
        {made.invite && <RepresentativeInvited invite={made.invite} />}
        <div className="flex flex-wrap gap-3">
          <ButtonLink to={next}>{texts.done}</ButtonLink>
          {may("forms", "write") && (
            <ButtonLink look="secondary" to={`/patients/${patient.chart}/forms/new`}>
              {s.forms.ask}
            </ButtonLink>
          )}
        </div>
      </SetUpPage>
    );
  }
  const field = (name: (typeof FROM_CHART)[number]) => ({
    id: name,
    label: texts[name],
    error: errors.of(name),
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
    autoComplete: "off",
    autoCapitalize: name === "given" || name === "family" ? "words" : "none",
    spellCheck: false,
  });
  return (
    <SetUpPage patient={patient} errors={errors.list}>
      <form noValidate onSubmit={submit} className="rounded-lg border border-line bg-white p-4 sm:p-6">
        <h2 className="mb-4 text-xl font-bold sm:text-2xl">{texts.newTitle}</h2>
        <Field {...field("username")} hint={texts.usernameHint} />
        <div className="-mt-3 mb-6">
          <Button look="secondary" onPress={useWand}>
            <Wand />
            {texts.wand}
          </Button>
          <p role="status" className="text-quiet">
            {wandSaid}
          </p>
        </div>
        {needsEmail(form.username) && <Field {...field("email")} hint={texts.emailHint} type="email" />}
        <Field {...field("given")} />
        <Field {...field("family")} />
        <SelectField
          id="access_type"
          label={texts.accessType}
          hint={texts.accessHint}
          value={form.access}
          onChange={(access) => chooseAccess(access as SetUp["access"])}
          options={Object.entries(texts.accessTypes)}
        />
        {form.access === "self" ? (
          <Checkbox id="force_password_change" checked hint={texts.forceHint}>
            {texts.force}
          </Checkbox>
        ) : (
          <PermissionsField value={form.permissions} onChange={(permissions) => setForm({ ...form, permissions })} error={errors.of("permissions")} />
        )}
        <Button type="submit" isPending={busy !== null}>
          {texts.save}
        </Button>
      </form>
    </SetUpPage>
  );
}

function Wand() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 fill-none stroke-current" strokeWidth="2" strokeLinecap="round">
      <path d="M4 20 15 9M17 3v4M15 5h4M21 10v3M19.500 11.500h3M9 3v2M8 4h2" />
    </svg>
  );
}
