import { useState } from "react";
import type { Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Checkbox } from "../../../ui/Checkbox";
import { useFormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { EditPage } from "../EditPage";
import { INFO } from "./AccountInfo";
import { useSave } from "./useSave";

const KINDS = ["new_result", "new_form", "new_message", "access"] as const;

export function EditNotices({ account }: { account: Account }) {
  const { t } = useText();
  const texts = t.info;
  const save = useSave();
  const [wanted, setWanted] = useState(account.notices);
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors);
  return (
    <EditPage
      title={texts.notices}
      eyebrow={t.account.tabs.info}
      note={texts.noticesText}
      errors={errors}
      isSending={busy !== null}
      onSubmit={() => void run("send", () => save({ notices: wanted }, "notices"))}
      back={INFO}
    >
      {KINDS.map((kind) => (
        <Checkbox key={kind} id={kind} checked={wanted[kind]} onChange={(checked) => setWanted({ ...wanted, [kind]: checked })}>
          {texts.noticeKinds[kind]}
        </Checkbox>
      ))}
      <p className="mt-6">{texts.securityNotices}</p>
    </EditPage>
  );
}
