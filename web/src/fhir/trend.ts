import type { LabResult } from "./lab";
import { isSameUnit } from "./unit";

/** One measured thing over time: what one chart can show together. */
export interface Series {
  key: string;
  name: string | null;
  /** The test that it is a part of, such as "Blood pressure". */
  panel: string | null;
  /** Oldest first: the results that are numbers in the unit used most recently. */
  points: (LabResult & { at: Date; number: number })[];
  unit: string | null;
  /** The newest range in the same unit as the points. */
  low: number | null;
  high: number | null;
  /** Whether some numbers are in another unit and so left out. */
  hasOtherUnits: boolean;
}

/** Puts results (newest first) into series by their test's name, so that the components of a panel do not mix. */
export function seriesOf(results: LabResult[]): Series[] {
  const byName = new Map<string, LabResult[]>();
  for (const result of results) {
    const key = result.code?.code ?? result.name ?? "";
    byName.set(key, [...(byName.get(key) ?? []), result]);
  }
  return [...byName].map(([key, members]) => {
    const numbers = members.flatMap((result) =>
      result.at && result.value?.number != null ? [{ ...result, at: result.at, number: result.value.number }] : [],
    );
    const unit = numbers[0]?.value?.unit ?? null;
    const points = numbers.filter((point) => (point.value?.unit ?? null) === unit).reverse();
    const ranged = points.findLast(({ range }) => range && (range.low !== null || range.high !== null) && isSameUnit(range.unit, unit));
    return {
      key,
      name: members[0]?.name ?? null,
      panel: members[0]?.panel ?? null,
      points,
      unit,
      low: ranged?.range?.low ?? null,
      high: ranged?.range?.high ?? null,
      hasOtherUnits: points.length < numbers.length,
    };
  });
}

/** What is drawn in one plot: the parts of one test in the same unit, such as the two numbers of a blood pressure. */
export function plotsOf(series: Series[]): Series[][] {
  const plots = new Map<string, Series[]>();
  for (const each of series) {
    const plot = each.panel ? `${each.panel} ${each.unit ?? ""}` : each.key;
    plots.set(plot, [...(plots.get(plot) ?? []), each]);
  }
  return [...plots.values()];
}
