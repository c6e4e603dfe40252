import { Navigate, Route, Routes, useParams } from "react-router";
import { useMembers } from "../../../api/queries/account";
import { useAccess } from "../../../api/queries/family";
import { useText } from "../../../i18n/language";
import { ButtonLink } from "../../../ui/Button";
import { FailedPage } from "../../../ui/FailedPage";
import { Page } from "../../../ui/Page";
import { Loading } from "../../../ui/states";
import { ChangeAccess } from "./ChangeAccess";
import { ownRecords } from "./records";
import { SharingList } from "./SharingList";

export const SHARING = "/account/sharing";

/** Who can see the patient's own records, and taking it back (C7). */
export function Sharing() {
  return (
    <Routes>
      <Route index element={<SharingList />} />
      <Route path=":chart/:id" element={<Change />} />
      <Route path="*" element={<Navigate to={SHARING} replace />} />
    </Routes>
  );
}

function Change() {
  const { t } = useText();
  const { chart = "", id = "" } = useParams();
  const members = useMembers();
  const access = useAccess(chart);
  const failed = [members, access].find((each) => each.error);
  if (failed) return <FailedPage error={failed.error} retry={() => void failed.refetch()} />;
  if (!members.data || !access.data) return <Loading />;
  const record = ownRecords(members.data).find((each) => each.chart.id === chart);
  const shared = access.data.find((each) => each.id === id);
  if (record && shared) return <ChangeAccess record={record} shared={shared} />;
  return (
    <Page title={t.sharing.gone.title} narrow>
      <p className="mb-6">{t.sharing.gone.text}</p>
      <ButtonLink to={SHARING}>{t.sharing.back}</ButtonLink>
    </Page>
  );
}
