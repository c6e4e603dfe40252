import { enStaff, type StaffMessages } from "../i18n/en.staff";
import { esStaff } from "../i18n/es.staff";
import { useText, type Language } from "../i18n/language";

const TEXTS: Record<Language, StaffMessages> = { en: enStaff, es: esStaff };

/** The texts that the console shares with the portal (`t`), and its own (`s`). */
export function useStaffText() {
  const text = useText();
  return { ...text, s: TEXTS[text.language] };
}
