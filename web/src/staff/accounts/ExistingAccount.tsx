import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../api/client";
import type { DoneState } from "../../portal/account/DoneNotice";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { SummaryList } from "../../ui/SummaryList";
import { useFormErrors } from "../../ui/useFormErrors";
import { fieldErrors } from "../../ui/useOperation";
import type { Patient, PortalAccount } from "../api";
import { patientKey, useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { SetUpPage } from "./AccountSetUp";
import { copyWhenThere } from "./clipboard";
import { CredentialsMessage, type Made } from "./CredentialsMessage";
import { PermissionsField } from "./PermissionsField";
import { StatusBadge } from "./StatusBadge";

/** The server's name of the field is also its id on the page. */
const FORCE = "force_password_change";
const ACCOUNT = "/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}";

/** An account that was picked from the list: Save, Reset Pwd (D5), Delete. */
export function ExistingAccount({ patient, account }: { patient: Patient; account: PortalAccount }) {
  const { t, s } = useStaffText();
  const texts = s.account;
  const { path, may } = useStaff();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const tell = useTellAccounts();
  const [force, setForce] = useState(account.force_password_change);
  const [permissions, setPermissions] = useState(account.given);
  const [login, setLogin] = useState<Made | null>(null);
  const [said, say] = useState<string | null>(null);
  const [asks, setAsks] = useState<"reset" | "remove" | null>(null);
  const errors = useFormErrors();
  const words = (field: string, code: string) => texts.errors[field]?.[code] ?? t.problem.check;
  const { busy, run } = useConsoleOperation<"save" | "reset" | "remove">(errors, (problem) => fieldErrors(problem, [FORCE, "permissions"], words));

  const isRepresentative = account.role === "representative";
  const mayWrite = may("accounts", "write");
  const params = { path: { ...path, chart: patient.chart, account_id: account.id } };
  const save = async () => {
    say(null);
    const body = { ...(isRepresentative ? { permissions } : {}), ...(account.own ? { [FORCE]: force } : {}) };
    await answer(api.PATCH(ACCOUNT, { params, body }));
    await tell();
    say(texts.saved);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const noRights = isRepresentative && Object.keys(permissions).length === 0;
    if (errors.show(noRights ? [{ id: "permissions", message: words("permissions", "missing") }] : [])) void run("save", save);
  };
  const reset = async () => {
    say(null);
    setLogin(null);
    const call = answer(api.POST(`${ACCOUNT}/reset-password`, { params }));
    const copied = copyWhenThere(call.then(({ temporary_password: password }) => password));
    setLogin({ credentials: await call, copied });
    await tell();
  };
  const remove = async () => {
    await answer(api.DELETE(ACCOUNT, { params }));
    // The empty form that comes next must not start from the account that is gone.
    queries.setQueryData<Patient>(patientKey(patient.chart), { ...patient, accounts: patient.accounts.filter(({ id }) => id !== account.id) });
    const state: DoneState = { done: "removed" };
    void navigate(`/patients/${patient.chart}/account`, { state });
    await tell();
  };

  return (
    <SetUpPage patient={patient} errors={errors.list} said={said}>
      {login && <CredentialsMessage key={login.credentials.temporary_password} made={login} />}
      <form noValidate onSubmit={submit} className="rounded-lg border border-line bg-white p-4 sm:p-6">
        <h2 className="mb-4 text-xl font-bold sm:text-2xl">{account.username}</h2>
        <Facts account={account} />
        {!account.own && mayWrite && <p className="mt-4">{s.problem.notYoursAlone}</p>}
        {mayWrite && (
          <div className="mt-4">
            {account.own && (
              <Checkbox id={FORCE} checked={force} onChange={setForce} error={errors.of(FORCE)}>
                {texts.force}
              </Checkbox>
            )}
            {isRepresentative && <PermissionsField value={permissions} onChange={setPermissions} error={errors.of("permissions")} />}
            <div className="flex flex-wrap gap-3">
              {(account.own || isRepresentative) && (
                <Button type="submit" isPending={busy === "save"}>
                  {texts.save}
                </Button>
              )}
              {account.own && account.status !== "disabled" && (
                <Button look="secondary" isPending={busy === "reset"} onPress={() => setAsks("reset")}>
                  {texts.reset}
                </Button>
              )}
              <Button look="secondary" isPending={busy === "remove"} onPress={() => setAsks("remove")}>
                {texts.remove}
              </Button>
            </div>
          </div>
        )}
      </form>
      <ConfirmDialog
        title={asks === "remove" ? texts.removeTitle(account.username) : texts.resetTitle(account.username)}
        text={asks === "remove" ? texts.removeText : texts.resetText}
        action={asks === "remove" ? texts.remove : texts.reset}
        isOpen={asks !== null}
        onConfirm={() => (asks === "remove" ? void run("remove", remove) : void run("reset", reset))}
        onClose={() => setAsks(null)}
      />
    </SetUpPage>
  );
}

function Facts({ account }: { account: PortalAccount }) {
  const { t, s, format } = useStaffText();
  const { name, role, status, last_sign_in: signedIn, last_used: used, sections, given } = account;
  const moment = (at: string | null) => (at ? format.moment(new Date(at)) : s.access.never);
  const reached = Object.entries(sections).map(([section, right]) => `${t.audit.sections[section] ?? section} (${s.account.rights[right].toLowerCase()})`);
  const isNarrowed = JSON.stringify(Object.entries(sections).sort()) !== JSON.stringify(Object.entries(given).sort());
  const narrowed = reached.length ? s.account.narrowed(format.list(reached)) : s.account.narrowedAll;
  return (
    <>
      <SummaryList
        rows={[
          { title: s.account.name, value: name || "–" },
          { title: s.account.accessType, value: s.access.roles[role] },
          { title: s.account.status, value: <StatusBadge status={status} /> },
          { title: s.account.lastSignIn, value: moment(signedIn) },
          { title: s.account.lastUsed, value: moment(used) },
        ]}
      />
      {isNarrowed && role !== "primary" && <p className="mt-4">{narrowed}</p>}
    </>
  );
}
