import type { FormEvent, ReactNode } from "react";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";
import type { FormErrors } from "../../ui/useFormErrors";

interface EditPageProps {
  title: string;
  eyebrow?: string;
  note?: ReactNode;
  errors: FormErrors;
  isSending: boolean;
  onSubmit: () => void;
  /** Where Cancel leads. */
  back: string;
  submit?: string;
  children: ReactNode;
}

/** One thing to change, on a page of its own. */
export function EditPage({ title, eyebrow, note, errors, isSending, onSubmit, back, submit, children }: EditPageProps) {
  const { t } = useText();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Page title={title} eyebrow={eyebrow} errors={errors.list} narrow>
      {note && <p className="mb-6">{note}</p>}
      <form noValidate onSubmit={send}>
        {children}
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isPending={isSending}>
            {submit ?? t.account.save}
          </Button>
          <ButtonLink to={back} look="secondary">
            {t.app.cancel}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}
