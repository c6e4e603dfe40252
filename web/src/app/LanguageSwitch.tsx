import { LANGUAGES, useText, type Language } from "../i18n/language";
import { Button } from "../ui/Button";

/** Offers the other language in its own words. */
export function LanguageSwitch() {
  const { language, setLanguage } = useText();
  const other: Language = language === "en" ? "es" : "en";
  return (
    <Button look="plain" onPress={() => setLanguage(other)}>
      <span lang={other}>{LANGUAGES[other].languageName}</span>
    </Button>
  );
}
