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
  setLanguage: (language: Language) => void;
  t: Messages;
  format: Format;
}

const TextContext = createContext<Text | null>(null);

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === "en" || stored === "es") return stored;
  return navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
}

/** Holds the chosen language: the person's last choice on this browser, else the browser's own. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const text = useMemo<Text>(
    () => ({
      language,
      setLanguage: (next) => {
        localStorage.setItem(STORED, next);
        setLanguage(next);
      },
      t: LANGUAGES[language],
      format: makeFormat(language),
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
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
