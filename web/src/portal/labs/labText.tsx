import type { Flag, LabRange, LabResult } from "../../fhir/lab";
import { isSameUnit } from "../../fhir/unit";
import type { Messages } from "../../i18n/en";
import type { Format } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Badge, type BadgeLook } from "../../ui/Badge";
import { RangeLine } from "../../ui/RangeLine";

export function rangeText(range: LabRange | null, t: Messages["labs"], format: Format): string {
  if (!range) return t.rangeWords.none;
  const { low, high, unit, text } = range;
  const measured = (value: number) => [format.number(value), unit].filter(Boolean).join(" ");
  if (low !== null && high !== null) return t.rangeWords.between(format.number(low), measured(high));
  if (low !== null) return t.rangeWords.from(measured(low));
  if (high !== null) return t.rangeWords.upTo(measured(high));
  return text ?? t.rangeWords.none;
}

/** Whether there is something to say of a result besides what was found. */
export const isJudged = (result: LabResult, t: Messages["labs"]) =>
  result.range !== null || result.flag !== "unknown" || t.statuses[result.status] !== undefined;

const FLAG_LOOKS: Record<Flag, [BadgeLook, string]> = {
  in: ["good", "●"],
  above: ["bad", "▲"],
  below: ["bad", "▼"],
  abnormal: ["bad", "◆"],
  unknown: ["quiet", "■"],
};

/** Whether the result is in range, by words, shape and colour; and whether it is final. */
export function FlagBadge({ result }: { result: LabResult }) {
  const { t } = useText();
  const [look, mark] = FLAG_LOOKS[result.flag];
  const status = t.labs.statuses[result.status];
  // "Cancelled" or "Not ready yet" says all there is to say of a result that has nothing to compare.
  if (status && !result.value) return <Badge look="quiet">{status}</Badge>;
  return (
    <>
      <Badge look={look} mark={mark}>
        {result.flag === "unknown" && result.range ? t.labs.notCompared : t.labs.flags[result.flag]}
      </Badge>
      {status && <span className="block text-quiet">{status}</span>}
    </>
  );
}

/** The range in numbers and, where the result is a number too, on a line. */
export function RangeCell({ result }: { result: LabResult }) {
  const { t, format } = useText();
  const { range, value } = result;
  const hasLine = range && (range.low !== null || range.high !== null) && value?.number != null && isSameUnit(range.unit, value.unit);
  return (
    <>
      {rangeText(range, t.labs, format)}
      {hasLine && value.number !== null && <RangeLine low={range.low} high={range.high} value={value.number} />}
    </>
  );
}
