import type { ReactNode } from "react";
import { Link, NavLink, Route, Routes, useLocation, useParams } from "react-router";
import { NotFound } from "../../app/NotFound";
import { DoneNotice } from "../../portal/account/DoneNotice";
import type { FormError } from "../../ui/ErrorSummary";
import { Page } from "../../ui/Page";
import { Empty, Loading } from "../../ui/states";
import type { Patient } from "../api";
import { BackLink, NoPatient } from "../patients/PatientPage";
import { usePatient } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { ExistingAccount } from "./ExistingAccount";
import { NewAccount } from "./NewAccount";

/** The portal account set-up form of one patient (D2): a new account, or one that is picked from the list. */
export function AccountSetUp() {
  const { may } = useStaff();
  const { patient } = usePatient();
  // "New" leads to an empty form from a filled one, too.
  const { key } = useLocation();
  if (patient.error) return <NoPatient error={patient.error} retry={() => void patient.refetch()} />;
  if (!patient.data) return <Loading />;
  return (
    <Routes>
      <Route index element={may("accounts", "write") ? <NewAccount key={key} patient={patient.data} /> : <SetUpPage patient={patient.data} />} />
      <Route path=":account" element={<Picked patient={patient.data} />} />
    </Routes>
  );
}

function Picked({ patient }: { patient: Patient }) {
  const { account: id } = useParams();
  const account = patient.accounts.find((each) => each.id === id);
  return account ? <ExistingAccount key={account.id} patient={patient} account={account} /> : <NotFound />;
}

interface SetUpPageProps {
  patient: Patient;
  errors?: FormError[];
  said?: string | null;
  children?: ReactNode;
}

/** The form's page: the accounts to pick from, and beside them what was picked. */
export function SetUpPage({ patient, errors, said, children }: SetUpPageProps) {
  const { s } = useStaffText();
  const { may } = useStaff();
  const name = `${patient.given} ${patient.family}`;
  const home = `/patients/${patient.chart}`;
  return (
    <Page title={s.account.title(name)} eyebrow={<BackLink to={home}>{name}</BackLink>} errors={errors}>
      <DoneNotice said={said} words={{ removed: s.account.removed }} />
      <div className="grid items-start gap-6 md:grid-cols-[17rem_1fr]">
        <nav aria-label={s.account.list} className="rounded-lg border border-line bg-white p-4">
          <h2 className="font-bold">{s.account.list}</h2>
          {patient.accounts.length === 0 && <Empty>{s.account.listNone}</Empty>}
          <ul role="list">
            {patient.accounts.map((account) => (
              <li key={account.id}>
                <NavLink to={`${home}/account/${account.id}`} className="link mt-2 inline-block py-1 aria-[current=page]:text-ink">
                  {account.username}
                </NavLink>
                <span className="block text-quiet">
                  {account.name} · {s.access.roles[account.role]}
                </span>
              </li>
            ))}
          </ul>
          {may("accounts", "write") && (
            <NavLink to={`${home}/account`} end className="link inline-flex min-h-12 items-center aria-[current=page]:text-ink">
              {s.account.new}
            </NavLink>
          )}
          {may("forms", "write") && (
            <Link to={`${home}/forms/new`} className="link flex min-h-12 items-center">
              {s.forms.ask}
            </Link>
          )}
        </nav>
        <div>{children}</div>
      </div>
    </Page>
  );
}
