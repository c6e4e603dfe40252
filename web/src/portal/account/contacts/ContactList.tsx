import { useState } from "react";
import { answer, api } from "../../../api/client";
import { useContacts, useTellChange, type Contact } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Button, ButtonLink } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Page } from "../../../ui/Page";
import { Empty, Failed, Loading } from "../../../ui/states";
import { useFormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { DoneNotice } from "../DoneNotice";
import { CONTACTS } from "./Contacts";

const KINDS: Contact["kind"][] = ["practice", "health", "wellness"];

export function ContactList() {
  const { t } = useText();
  const texts = t.contacts;
  const contacts = useContacts();
  const tellChange = useTellChange();
  const [leaving, setLeaving] = useState<Contact | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const errors = useFormErrors();
  const { run } = useOperation(errors);

  const remove = async ({ id, name }: Contact) => {
    setSaid(null);
    await answer(api.DELETE("/api/contacts/{id}", { params: { path: { id } } }));
    await tellChange("contacts");
    setSaid(texts.removed(name));
  };

  return (
    <Page title={t.account.tabs.contacts} errors={errors.list} aside={<ButtonLink to={`${CONTACTS}/new`}>{texts.add}</ButtonLink>}>
      <DoneNotice said={said} words={texts.done} />
      <p className="mb-6 max-w-3xl">{texts.intro}</p>
      {contacts.isPending && <Loading />}
      {contacts.error && <Failed error={contacts.error} retry={() => void contacts.refetch()} />}
      {contacts.data && (
        <div className="grid gap-6">
          {KINDS.map((kind) => {
            const found = contacts.data.filter((contact) => contact.kind === kind);
            return (
              <Card key={kind} title={texts.kinds[kind]}>
                {found.length === 0 && <Empty>{texts.noneOfKind}</Empty>}
                <ul role="list">
                  {found.map((contact) => (
                    <li key={contact.id} className="border-b border-line py-4 first:pt-0 last:border-0 last:pb-0">
                      <ContactEntry contact={contact} onRemove={() => setLeaving(contact)} />
                    </li>
                  ))}
                </ul>
              </Card>
            );
          })}
        </div>
      )}
      <ConfirmDialog
        title={texts.removeTitle(leaving?.name ?? "")}
        text={texts.removeText}
        action={texts.remove}
        isOpen={leaving !== null}
        onConfirm={() => leaving && void run("send", () => remove(leaving))}
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}

function ContactEntry({ contact, onRemove }: { contact: Contact; onRemove: () => void }) {
  const { t } = useText();
  const texts = t.contacts;
  const { name, role, phone, email, address, notes } = contact;
  const reach = [
    { label: texts.labels.phone, value: phone, href: phone && `tel:${phone.replace(/[^\d+]/g, "")}` },
    { label: texts.labels.email, value: email, href: email && `mailto:${email}` },
    { label: texts.labels.address, value: address, href: null },
    { label: texts.labels.notes, value: notes, href: null },
  ].filter(({ value }) => value);
  return (
    <>
      <h3 className="text-lg font-bold">{name}</h3>
      {role && <p className="text-quiet">{role}</p>}
      <dl className="mt-1">
        {reach.map(({ label, value, href }) => (
          <div key={label} className="sm:flex sm:items-baseline sm:gap-x-4">
            <dt className="font-bold sm:w-28 sm:shrink-0">{label}</dt>
            <dd className="whitespace-pre-line">
              {href ? (
                <a href={href} className="link inline-block py-1.5">
                  {value}
                </a>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex flex-wrap gap-x-6">
        <ButtonLink look="plain" to={`${CONTACTS}/${contact.id}`}>
          {texts.edit}
          <span className="sr-only"> {name}</span>
        </ButtonLink>
        <Button look="plain" onPress={onRemove}>
          {texts.remove}
          <span className="sr-only"> {name}</span>
        </Button>
      </div>
    </>
  );
}
