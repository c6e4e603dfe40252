import { LOCALES } from "../../../i18n/format";
import type { Language } from "../../../i18n/language";

/** Where most patients live; they come first. IANA names. */
const NEAR = [
  "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
  "America/Puerto_Rico",
];

/** "Eastern Time (New York)" for the zones of the United States, the IANA name in words for the others. */
export function zoneName(zone: string, language: Language): string {
  const place = zone.replaceAll("_", " ");
  if (!NEAR.includes(zone)) return place;
  const parts = new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts();
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? place;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} (${place.split("/").pop() ?? place})`;
}

export function zoneOptions(language: Language): [string, string][] {
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => !NEAR.includes(zone));
  return [...NEAR, ...others].map((zone) => [zone, zoneName(zone, language)]);
}
