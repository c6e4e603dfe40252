import { trimmed } from "./common";

/** UCUM spellings that a lab's printed report would not use. */
const SPELLINGS: [RegExp, string][] = [
  [/mm\[Hg\]/g, "mmHg"],
  [/\[iU\]/gi, "IU"],
  [/\[degF\]/g, "°F"],
  [/^Cel$/, "°C"],
  [/\[lb_av\]/g, "lb"],
  [/\[in_i\]/g, "in"],
  [/^(?:10\*|10\^)(\d+)/, "× 10^$1"],
  [/(?<![A-Za-z])m([23])\b/g, "m^$1"],
];

/** The unit as people read it; null for none. UCUM's "1", "[pH]" and a lone `{annotation}` or "(annotation)" are for machines. */
export function readableUnit(quantity: fhir4.Quantity): string | null {
  const unit = trimmed(quantity.unit ?? quantity.code);
  if (!unit || unit === "1" || unit === "[pH]" || /^(\{[^{}]*\}|\([^()]*\))$/.test(unit)) return null;
  const plain = unit.replace(/\{([^{}]*)\}/g, (_, note: string) => note.replaceAll("_", " "));
  return SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), plain).replace(/\^(\d+)/g, (_, power: string) => superscript(power));
}

const superscript = (digits: string) => [...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

/** Whether two numbers may be compared: a range without a unit means the result's own. Spaces do not count. */
export function isSameUnit(a: string | null, b: string | null): boolean {
  const plain = (unit: string) => unit.replaceAll(/\s/g, "");
  return a === null || b === null || plain(a) === plain(b);
}
