import type { Series } from "../../fhir/trend";
import { useText } from "../../i18n/language";
import { TrendChart, type TrendPoint } from "../../ui/TrendChart";

/** The trend of one series, with what it shows said in words. */
export function SeriesChart({ series, isOnly }: { series: Series; isOnly: boolean }) {
  const { t, format } = useText();
  const { points, unit, low, high } = series;
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const name = series.name ?? t.labs.unnamed;
  const valueOf = (point: typeof first) => `${format.number(point.number)} ${unit ?? ""} (${format.shortDay(point.at)})`;
  const summary = t.labs.trendSummary(points.length, valueOf(first), valueOf(last));
  const mark = (flag: string): TrendPoint["mark"] => (flag === "in" ? "in" : flag === "unknown" ? "none" : "out");
  const marks = new Set(points.map((point) => mark(point.flag)));
  const isUncompared = marks.size === 1 && marks.has("none");
  const legend = [
    ...(low === null && high === null ? [] : [t.labs.legend.range]),
    ...(["in", "out", "none"] as const).filter((each) => marks.has(each) && !isUncompared).map((each) => t.labs.legend[each]),
  ];
  return (
    <div className="mb-6">
      {!isOnly && <h3 className="text-lg font-bold">{name}</h3>}
      {points.length === 1 ? (
        <p className="mt-2">{t.labs.oneResult}</p>
      ) : (
        <>
          {unit && <p className="text-quiet">{unit}</p>}
          <TrendChart
            label={`${t.labs.chartName(name)}. ${summary}`}
            points={points.map((point) => ({ at: point.at, value: point.number, mark: mark(point.flag) }))}
            low={low}
            high={high}
            format={format}
          />
          {legend.length > 0 && <p className="mt-2 text-quiet">{legend.join(" ")}</p>}
        </>
      )}
      {series.hasOtherUnits && unit && <p className="mt-2">{t.labs.differentUnits(unit)}</p>}
    </div>
  );
}
