import { Navigate, Route, Routes, useParams } from "react-router";
import { useContacts } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { ButtonLink } from "../../../ui/Button";
import { FailedPage } from "../../../ui/FailedPage";
import { Page } from "../../../ui/Page";
import { Loading } from "../../../ui/states";
import { ContactForm } from "./ContactForm";
import { ContactList } from "./ContactList";

export const CONTACTS = "/account/contacts";

/** The account's own address book. */
export function Contacts() {
  return (
    <Routes>
      <Route index element={<ContactList />} />
      <Route path="new" element={<ContactForm />} />
      <Route path=":id" element={<Edit />} />
      <Route path="*" element={<Navigate to={CONTACTS} replace />} />
    </Routes>
  );
}

function Edit() {
  const { t } = useText();
  const { id } = useParams();
  const contacts = useContacts();
  if (contacts.error) return <FailedPage error={contacts.error} retry={() => void contacts.refetch()} />;
  if (!contacts.data) return <Loading />;
  const contact = contacts.data.find((each) => each.id === id);
  if (contact) return <ContactForm contact={contact} />;
  return (
    <Page title={t.contacts.gone.title} narrow>
      <p className="mb-6">{t.contacts.gone.text}</p>
      <ButtonLink to={CONTACTS}>{t.contacts.back}</ButtonLink>
    </Page>
  );
}
