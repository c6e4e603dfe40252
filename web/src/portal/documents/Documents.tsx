import { Navigate, Route, Routes } from "react-router";
import { chartOfDocuments, chartsUploading } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";
import { Empty } from "../../ui/states";
import { documentsPath } from "./address";
import { DeletedPage } from "./DeletedPage";
import { DocumentPage } from "./DocumentPage";
import { FolderPage } from "./FolderPage";
import { ListPage } from "./ListPage";
import { SharePage } from "./SharePage";
import { UploadPage } from "./UploadPage";

/** Everything below /m/:member/documents. Whoever may only read is led back from what changes something. */
export default function Documents() {
  const { t } = useText();
  const member = useMember();
  const chart = chartOfDocuments(member);
  if (!chart) {
    return (
      <Page title={t.documents.title}>
        <Empty>{t.records.noAccess}</Empty>
      </Page>
    );
  }
  const back = <Navigate to={documentsPath(member)} replace />;
  const mayWrite = chartsUploading(member).length > 0;
  return (
    <Routes>
      <Route index element={<ListPage chart={chart} />} />
      <Route path="upload" element={mayWrite ? <UploadPage chart={chart} /> : back} />
      <Route path="folders" element={mayWrite ? <FolderPage chart={chart} /> : back} />
      <Route path="deleted" element={<DeletedPage chart={chart} />} />
      <Route path="one/:document" element={<DocumentPage chart={chart} />} />
      <Route path="one/:document/share" element={mayWrite ? <SharePage chart={chart} /> : back} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
