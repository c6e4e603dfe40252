import { LANGUAGES, useText, type Language } from "../i18n/language";
import { Button } from "../ui/Button";

/** Offers the other language in its own words. */
export function LanguageSwitch({ onChoose }: { onChoose?: (language: Language) => void }) {
  const { language, setLanguage } = useText();
  const other: Language = language === "en" ? "es" : "en";
  const choose = () => {
    setLanguage(other);
    onChoose?.(other);
  };
  return (
    <Button look="plain" onPress={choose}>
      <span lang={other}>{LANGUAGES[other].languageName}</span>
    </Button>
  );
}
