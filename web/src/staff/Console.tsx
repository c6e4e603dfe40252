import { Navigate, NavLink, Route, Routes } from "react-router";
import { ApiProblem } from "../api/problem";
import { endSession } from "../api/session";
import { Frame } from "../app/Frame";
import { Main } from "../app/Main";
import { NotFound } from "../app/NotFound";
import { PublicFrame } from "../app/PublicFrame";
import { Button, OutLink } from "../ui/Button";
import { FailedPage } from "../ui/FailedPage";
import { Page } from "../ui/Page";
import { Loading } from "../ui/states";
import { AccountSetUp } from "./accounts/AccountSetUp";
import type { Area } from "./api";
import { Corrections } from "./corrections/Corrections";
import { Received } from "./documents/Received";
import { Deliveries } from "./deliveries/Deliveries";
import { AddQuestionnaire } from "./forms/AddQuestionnaire";
import { AnswersPage } from "./forms/AnswersPage";
import { AskForms, AskPatient } from "./forms/AskForms";
import { Forms } from "./forms/Forms";
import { Library } from "./forms/Library";
import { QuestionnairePage } from "./forms/QuestionnairePage";
import { Inbox, type InboxList } from "./inbox/Inbox";
import { NewThread } from "./inbox/NewThread";
import { ThreadPage } from "./inbox/ThreadPage";
import { Invites } from "./invites/Invites";
import { NotInvited } from "./invites/NotInvited";
import { PracticeLog } from "./log/PracticeLog";
import { OwnLogin } from "./OwnLogin";
import { PatientList } from "./patients/PatientList";
import { PatientPage } from "./patients/PatientPage";
import { StaffContext, useStaff, useStaffQuery } from "./staff";
import { useStaffText } from "./text";
import { Users } from "./users/Users";

/** Everything behind the sign-in. Who is not staff, or proved too little, gets a page that says so. */
export default function Console() {
  const staff = useStaffQuery();
  if (staff.data) {
    return (
      <StaffContext value={staff.data}>
        <Pages />
      </StaffContext>
    );
  }
  if (!staff.error) {
    return (
      <Main>
        <Loading />
      </Main>
    );
  }
  const slug = staff.error instanceof ApiProblem ? staff.error.slug : "";
  const refused = { "not-found": <NotStaff />, "second-factor-required": <NeedsSecondFactor /> }[slug];
  return (
    <Routes>
      <Route element={<PublicFrame />}>
        <Route path="*" element={refused ?? <FailedPage error={staff.error} retry={() => void staff.refetch()} />} />
      </Route>
    </Routes>
  );
}

/** The area that each part of the console needs, in the order of the navigation. */
const PARTS = [
  ["/patients", "patients"],
  ["/inbox", "messages"],
  ["/documents", "documents"],
  ["/forms", "forms"],
  ["/users", "users"],
  ["/invites", "accounts"],
  ["/corrections", "corrections"],
  ["/deliveries", "deliveries"],
  ["/log", "audit"],
] as const satisfies [string, Area][];

const PAGES = {
  "/patients": <PatientList />, "/inbox": <Inbox key="mine" show="mine" />, "/documents": <Received key="new" />, "/forms": <Forms />, "/users": <Users />, "/invites": <Invites />, "/corrections": <Corrections />, "/deliveries": <Deliveries />, "/log": <PracticeLog />,
};

const INBOX_LISTS: InboxList[] = ["team", "all", "closed", "search"];

function Pages() {
  const { s } = useStaffText();
  const { may } = useStaff();
  const parts = PARTS.filter(([, area]) => may(area));
  return (
    <Routes>
      <Route element={<Frame about={<WhoAndWhere />} nav={(close) => <Nav parts={parts.map(([path]) => path)} onFollow={close} />} />}>
        <Route index element={<Navigate to={parts[0]?.[0] ?? "/account"} replace />} />
        {parts.map(([path]) => (
          <Route key={path} path={path} element={PAGES[path]} />
        ))}
        {may("messages") && (
          <>
            {INBOX_LISTS.map((show) => (
              <Route key={show} path={`/inbox/${show}`} element={<Inbox key={show} show={show} />} />
            ))}
            <Route path="/inbox/threads/:thread" element={<ThreadPage />} />
          </>
        )}
        {may("messages", "write") && <Route path="/patients/:chart/messages/new" element={<NewThread />} />}
        {may("documents") && <Route path="/documents/seen" element={<Received key="seen" state="seen" />} />}
        {may("users") && <Route path="/users/disabled" element={<Users state="disabled" />} />}
        {may("corrections") && <Route path="/corrections/decided" element={<Corrections state="decided" />} />}
        {may("forms") && (
          <>
            <Route path="/forms/requested" element={<Forms key="requested" state="requested" />} />
            <Route path="/forms/withdrawn" element={<Forms key="withdrawn" state="withdrawn" />} />
            <Route path="/forms/library" element={<Library />} />
            <Route path="/forms/library/:questionnaire" element={<QuestionnairePage />} />
          </>
        )}
        {may("forms", "write") && (
          <>
            <Route path="/forms/library/add" element={<AddQuestionnaire />} />
            <Route path="/forms/ask" element={<AskForms />} />
            <Route path="/patients/:chart/forms/new" element={<AskPatient />} />
          </>
        )}
        {may("answers") && <Route path="/patients/:chart/forms/:form/:questionnaire" element={<AnswersPage />} />}
        {may("patients") && (
          <>
            <Route path="/patients/new" element={<NotInvited />} />
            <Route path="/patients/:chart" element={<PatientPage />} />
            {may("accounts") && <Route path="/patients/:chart/account/*" element={<AccountSetUp />} />}
          </>
        )}
        {PARTS.filter(([, area]) => !may(area)).map(([path]) => (
          <Route key={path} path={`${path}/*`} element={<NotFound title={s.problem.notYourRole} text={s.problem.forbidden} />} />
        ))}
        <Route path="/account/*" element={<OwnLogin />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}

function WhoAndWhere() {
  const { s } = useStaffText();
  const { staff } = useStaff();
  return (
    <p className="leading-tight md:text-right">
      <strong className="block">{staff.practice.name}</strong>
      <span className="text-quiet">
        {staff.given} {staff.family} · {s.roles[staff.role]}
      </span>
    </p>
  );
}

function Nav({ parts, onFollow }: { parts: (typeof PARTS)[number][0][]; onFollow: () => void }) {
  const { t, s } = useStaffText();
  const titles = {
    "/patients": s.nav.patients, "/inbox": s.nav.inbox, "/documents": s.nav.documents, "/forms": s.nav.forms, "/users": s.nav.users, "/invites": s.nav.invites, "/corrections": s.nav.corrections, "/deliveries": s.nav.deliveries, "/log": s.nav.log,
  };
  return (
    <nav aria-label={t.app.mainNav}>
      <ul role="list" className="flex flex-col md:flex-row md:flex-wrap md:gap-x-6">
        {parts.map((path) => (
          <li key={path}>
            <NavLink to={path} onClick={onFollow} className="tab-link">
              {titles[path]}
              {path === "/inbox" && <NotSeen />}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** How many conversations nobody at the practice has seen: a number for the eye, words for the ear. */
function NotSeen() {
  const { s } = useStaffText();
  const { unseen } = useStaff().staff;
  if (!unseen) return null;
  return (
    <>
      <span aria-hidden="true">&nbsp;({unseen})</span>
      <span className="sr-only">, {s.inbox.notSeen(unseen)}</span>
    </>
  );
}

function NotStaff() {
  const { t, s } = useStaffText();
  return (
    <Page title={s.notStaff.title} narrow>
      <p className="mb-6">{s.notStaff.text}</p>
      <div className="flex flex-wrap gap-3">
        <OutLink href="/">{s.notStaff.toPortal}</OutLink>
        <Button look="secondary" onPress={() => void endSession("signed-out")}>
          {t.account.signOut}
        </Button>
      </div>
    </Page>
  );
}

function NeedsSecondFactor() {
  const { t, s } = useStaffText();
  return (
    <Page title={s.secondFactor.title} narrow>
      <p className="mb-6">{s.secondFactor.text}</p>
      <Button onPress={() => void endSession("signed-out")}>{t.account.signOut}</Button>
    </Page>
  );
}
