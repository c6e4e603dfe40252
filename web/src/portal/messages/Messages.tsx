import { Route, Routes } from "react-router";
import { NotFound } from "../../app/NotFound";
import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

/** Everything below /m/:member/messages. */
export default function Messages() {
  const { t } = useText();
  return (
    <Routes>
      <Route index element={<Page title={t.messages.title}>{null}</Page>} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
