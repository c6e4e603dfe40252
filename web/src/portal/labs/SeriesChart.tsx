import type { Series } from "../../fhir/trend";
import { useText } from "../../i18n/language";
import { TrendChart, type TrendPoint } from "../../ui/TrendChart";

/** The trend of one series, or of the parts of one test together, with what it shows said in words. */
export function SeriesChart({ plot, isOnly }: { plot: Series[]; isOnly: boolean }) {
  const { t, format } = useText();
  const [first] = plot;
  if (!first) return null;
  const nameOf = (series: Series) => series.name ?? t.labs.unnamed;
  const unit = first.unit;
  const isOne = plot.length === 1;
  const name = isOne ? nameOf(first) : (first.panel ?? nameOf(first));
  const mark = (flag: string): TrendPoint["mark"] => (flag === "in" ? "in" : flag === "unknown" ? "none" : "out");
  const marks = new Set(plot.flatMap((series) => series.points.map((point) => mark(point.flag))));
  const isUncompared = marks.size === 1 && marks.has("none");
  // Ranges of several lines would cover each other.
  const [low, high] = isOne ? [first.low, first.high] : [null, null];
  const legend = [
    ...(isOne ? [] : plot.map((series, index) => t.labs.legend[index === 0 ? "solid" : "dotted"](nameOf(series)))),
    ...(low === null && high === null ? [] : [t.labs.legend.range]),
    ...(["in", "out", "none"] as const).filter((each) => marks.has(each) && !isUncompared).map((each) => t.labs.legend[each]),
  ];
  const summaries = plot.map((series) => {
    const valueOf = (point: Series["points"][number]) => `${format.number(point.number)} ${series.unit ?? ""} (${format.shortDay(point.at)})`;
    const [oldest, newest] = [series.points[0], series.points.at(-1)];
    const said = oldest && newest ? t.labs.trendSummary(series.points.length, valueOf(oldest), valueOf(newest)) : "";
    return isOne ? said : `${nameOf(series)}: ${said}`;
  });
  return (
    <div className="mb-6">
      {!isOnly && <h3 className="text-lg font-bold">{name}</h3>}
      {plot.every((series) => series.points.length < 2) ? (
        <p className="mt-2">{t.labs.oneResult}</p>
      ) : (
        <>
          {unit && <p className="text-quiet">{unit}</p>}
          <TrendChart
            label={`${t.labs.chartName(name)}. ${summaries.join(" ")}`}
            lines={plot.map((series) => series.points.map((point) => ({ at: point.at, value: point.number, mark: mark(point.flag) })))}
            low={low}
            high={high}
            format={format}
          />
          {legend.length > 0 && <p className="mt-2 text-quiet">{legend.join(" ")}</p>}
        </>
      )}
      {plot.some((series) => series.hasOtherUnits) && unit && <p className="mt-2">{t.labs.differentUnits(unit)}</p>}
    </div>
  );
}
