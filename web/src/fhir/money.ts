import type { Format } from "../i18n/format";

/** An amount in the currency's smallest unit: sums of cents have no rounding errors. `currency` is null where none is told. */
export interface Amount {
  minor: number;
  currency: string | null;
}

const DIGITS = 2;

/** How many decimals a currency has: 2 for USD, 0 for JPY. One that the browser does not know counts as 2. */
function digitsOf(currency: string | null): number {
  if (!currency) return DIGITS;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? DIGITS;
}

/** What FHIR tells as a decimal: 28.104000000000003 USD are 2810 cents. Null when there is no number. */
export function amountOf(money: fhir4.Money | undefined): Amount | null {
  if (money?.value === undefined) return null;
  const currency = money.currency && /^[A-Z]{3}$/.test(money.currency) ? money.currency : null;
  // 15 digits are what a double holds for sure: 1.005 becomes 100.5 and not 100.49999.
  return { minor: Math.round(Number((money.value * 10 ** digitsOf(currency)).toPrecision(15))), currency };
}

/** The sum; null when there is nothing to add, or when currencies differ. */
export function sum(amounts: Amount[]): Amount | null {
  const [first, ...rest] = amounts;
  if (!first || rest.some((each) => each.currency !== first.currency)) return null;
  return { minor: amounts.reduce((total, each) => total + each.minor, 0), currency: first.currency };
}

/** A sum for each currency. */
export function sums(amounts: Amount[]): Amount[] {
  const currencies = new Set(amounts.map((each) => each.currency));
  return [...currencies].flatMap((currency) => sum(amounts.filter((each) => each.currency === currency)) ?? []);
}

/** "$120.00"; without a currency only the number, because a wrong sign would be a wrong amount. */
export function amountText({ minor, currency }: Amount, format: Format): string {
  const digits = digitsOf(currency);
  const style = currency ? ({ style: "currency", currency } as const) : {};
  return new Intl.NumberFormat(format.locale, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(minor / 10 ** digits);
}
