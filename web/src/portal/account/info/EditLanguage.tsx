import { useState } from "react";
import type { Account } from "../../../api/queries/account";
import { useText, type Language } from "../../../i18n/language";
import { SelectField } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import { EditPage } from "../EditPage";
import { INFO } from "./AccountInfo";
import { useSave } from "./useSave";
import { zoneOptions } from "./zones";

export function EditLanguage({ account }: { account: Account }) {
  const { t, language, setLanguage } = useText();
  const texts = t.info;
  const save = useSave();
  const [wanted, setWanted] = useState<Language>(account.language);
  const [zone, setZone] = useState(account.time_zone ?? "");
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, ["time_zone"], () => texts.badZone));
  const submit = () =>
    void run("send", async () => {
      await save({ language: wanted, time_zone: zone || null }, "language");
      setLanguage(wanted);
    });
  return (
    <EditPage title={texts.languageAndZone} eyebrow={t.account.tabs.info} errors={errors} isSending={busy !== null} onSubmit={submit} back={INFO}>
      <RadioGroup
        id="language"
        legend={texts.language}
        hint={texts.languageHint}
        value={wanted}
        onChange={setWanted}
        options={(["en", "es"] as const).map((value) => ({ value, label: <span lang={value}>{texts.languages[value]}</span> }))}
      />
      <SelectField
        id="time_zone"
        label={texts.zone}
        hint={texts.zoneHint}
        error={errors.of("time_zone")}
        value={zone}
        onChange={setZone}
        options={[["", texts.zoneUnset], ...zoneOptions(language)]}
      />
    </EditPage>
  );
}
