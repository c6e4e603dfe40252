import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { en, type Messages } from "./en";
import { es } from "./es";
import { makeFormat, type Format } from "./format";

export type Language = "en" | "es";
export const LANGUAGES: Record<Language, Messages> = { en, es };

const STORED = "kinchart.language";

interface Text {
  language: Language;
  /** The person's choice, kept for this browser. */
  setLanguage: (language: Language) => void;
  /** The account's language; it counts only as long as nobody has chosen one in this browser. */
  suggestLanguage: (language: string | undefined) => void;
  t: Messages;
  format: Format;
}

const TextContext = createContext<Text | null>(null);

const isLanguage = (text: string | null | undefined): text is Language => text === "en" || text === "es";

/** Some browsers refuse their storage altogether: then nothing was chosen, and nothing is kept. */
function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORED);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null;
  }
}

function keepLanguage(language: Language) {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The page that is open has it all the same.
  }
}

function firstLanguage(): Language {
  const chosen = chosenLanguage();
  if (chosen) return chosen;
  return navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
}

/** Holds the language: the person's last choice in this browser, else the account's once it is known, else the browser's own. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const text = useMemo<Text>(
    () => ({
      language,
      setLanguage: (next) => {
        keepLanguage(next);
        setLanguage(next);
      },
      suggestLanguage: (next) => {
        if (isLanguage(next) && !chosenLanguage()) setLanguage(next);
      },
      t: LANGUAGES[language],
      format: makeFormat(language),
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    // Chosen in another tab.
    const onStored = ({ key, newValue }: StorageEvent) => key === STORED && isLanguage(newValue) && setLanguage(newValue);
    window.addEventListener("storage", onStored);
    return () => window.removeEventListener("storage", onStored);
  }, []);
  return (
    <TextContext value={text}>
      <I18nProvider locale={text.format.locale}>{children}</I18nProvider>
    </TextContext>
  );
}

/** The texts and formats of the chosen language. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error("useText needs LanguageProvider above it");
  return text;
}
