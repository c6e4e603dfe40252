import { Navigate, Route, Routes, useParams } from "react-router";
import type { ReactNode } from "react";
import { useMembers, type Member } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { ButtonLink } from "../../../ui/Button";
import { FailedPage } from "../../../ui/FailedPage";
import { Page } from "../../../ui/Page";
import { Loading } from "../../../ui/states";
import { AskCorrection } from "./AskCorrection";
import { Corrections } from "./Corrections";
import { EditMember } from "./EditMember";
import { FamilyList } from "./FamilyList";

export const FAMILY = "/account/family";

/** The people of the account: their details, their records, and what practices are asked to put right. */
export function Family() {
  return (
    <Routes>
      <Route index element={<FamilyList />} />
      <Route path=":id" element={<OfMember>{(member) => <EditMember member={member} />}</OfMember>} />
      <Route path=":id/corrections" element={<OfMember>{(member) => <Corrections member={member} />}</OfMember>} />
      <Route path=":id/corrections/new" element={<OfMember>{(member) => <AskCorrection member={member} />}</OfMember>} />
      <Route path="*" element={<Navigate to={FAMILY} replace />} />
    </Routes>
  );
}

function OfMember({ children }: { children: (member: Member) => ReactNode }) {
  const { t } = useText();
  const { id } = useParams();
  const members = useMembers();
  if (members.error) return <FailedPage error={members.error} retry={() => void members.refetch()} />;
  if (!members.data) return <Loading />;
  const member = members.data.find((each) => each.id === id);
  if (member) return children(member);
  return (
    <Page title={t.family.gone.title} narrow>
      <p className="mb-6">{t.family.gone.text}</p>
      <ButtonLink to={FAMILY}>{t.family.back}</ButtonLink>
    </Page>
  );
}
