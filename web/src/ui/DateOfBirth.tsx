import { useText } from "../i18n/language";
import { DateField, type DateFieldProps } from "./DateField";

const AUTOCOMPLETE = { month: "bday-month", day: "bday-day", year: "bday-year" };

export function DateOfBirth(props: Omit<DateFieldProps, "hint" | "autoComplete">) {
  const { t } = useText();
  return <DateField {...props} hint={t.dateOfBirth.hint} autoComplete={AUTOCOMPLETE} />;
}
