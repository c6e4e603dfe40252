import { useEffect, useMemo, useRef, useState } from "react";
import type { Format } from "../i18n/format";

export interface TrendPoint {
  at: Date;
  value: number;
  /** In, out of, or without a reference range: round, diamond, square. */
  mark: "in" | "out" | "none";
}

interface TrendChartProps {
  label: string;
  /** One or more lines, each with its points, oldest first. All but the first are dotted. */
  lines: TrendPoint[][];
  low: number | null;
  high: number | null;
  format: Format;
}

const HEIGHT = 296;
const ROOM = { top: 36, right: 28, bottom: 56, left: 16 };
const GLYPH = 9;

/** Results over time. Drawn at the size of the screen, so that its text is never scaled down; when that shrinks, so does it. */
export function TrendChart({ label, lines, low, high, format }: TrendChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const plot = useMemo(() => layOut(lines, low, high, width, format), [lines, low, high, width, format]);
  const small = plot.marks.length > 40;
  return (
    <div ref={box} className="w-full contain-inline-size">
      {width > 0 && (
        <svg role="img" aria-label={label} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} className="block">
          {plot.band && <rect className="plot-band" x={plot.left} y={plot.band.top} width={plot.right - plot.left} height={plot.band.height} />}
          {plot.edges.map((edge) => (
            <g key={edge.text}>
              <line className={plot.band ? "plot-edge" : "plot-grid"} x1={plot.left} x2={plot.right} y1={edge.y} y2={edge.y} strokeDasharray="6 4" strokeWidth="1.5" />
              <text className="plot-text" x={plot.left - 6} y={edge.y + 5} textAnchor="end">
                {edge.text}
              </text>
            </g>
          ))}
          {plot.lines.map((marks, index) => (
            <polyline
              key={index}
              className="plot-line"
              fill="none"
              strokeWidth="3"
              strokeLinecap="round"
              strokeDasharray={index === 0 ? undefined : "1 7"}
              points={marks.map(({ x, y }) => `${x},${y}`).join(" ")}
            />
          ))}
          {plot.marks.map((mark, index) => (
            <path key={index} className={mark.mark === "out" ? "plot-out" : "plot-in"} d={shape(mark.mark, mark.x, mark.y, small ? 4 : 7)} />
          ))}
          {plot.labels.map((each) => (
            <text key={`${each.x} ${each.y}`} className="plot-text plot-value" x={each.x} y={each.y} textAnchor="middle" fontWeight="700">
              {each.text}
            </text>
          ))}
          {plot.dates.map((date) => (
            <text key={date.anchor} className="plot-text" x={date.x} y={HEIGHT - 10} textAnchor={date.anchor}>
              {date.text}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

function shape(mark: TrendPoint["mark"], x: number, y: number, r: number): string {
  if (mark === "in") return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  if (mark === "none") return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  const d = r * 1.4;
  return `M${x} ${y - d}l${d} ${d}l${-d} ${d}l${-d} ${-d}z`;
}

function layOut(given: TrendPoint[][], low: number | null, high: number | null, width: number, format: Format) {
  const points = given.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
  const values = points.map((point) => point.value);
  const shown = [...values, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  const spread = Math.max(...shown) - Math.min(...shown) || Math.abs(shown[0] ?? 1) || 1;
  const bottom = Math.min(...shown) - spread * 0.12;
  const top = Math.max(...shown) + spread * 0.12;
  const y = (value: number) => ROOM.top + ((top - value) / (top - bottom)) * (HEIGHT - ROOM.top - ROOM.bottom);

  const edgeValues = low === null && high === null ? [Math.min(...values), Math.max(...values)] : [low, high].filter((each) => each !== null);
  const edges = [...new Set(edgeValues)].map((each) => ({ y: y(each), text: format.number(each) }));
  const left = ROOM.left + Math.max(0, ...edges.map((edge) => edge.text.length)) * GLYPH;
  const right = Math.max(left + 1, width - ROOM.right);
  const band = low === null && high === null ? null : bandOf(y(high ?? top), y(low ?? bottom));

  const first = points[0]?.at.getTime() ?? 0;
  const span = (points.at(-1)?.at.getTime() ?? 0) - first;
  const x = (at: Date) => (span ? left + 12 + ((at.getTime() - first) / span) * (right - left - 12) : (left + right) / 2);
  const lines = given.map((each) => each.map((point) => ({ ...point, x: x(point.at), y: y(point.value) })));
  const marks = lines.flat();

  const dateText = (at: Date) => (span > 120 * 86_400_000 ? format.shortMonth(at) : format.shortDay(at));
  const ends = [points[0], points.at(-1)].flatMap((point) => (point ? dateText(point.at) : []));
  const dates =
    ends.length < 2 || ends[0] === ends[1]
      ? [{ x: (left + right) / 2, anchor: "middle" as const, text: ends[0] ?? "" }]
      : [
          { x: left, anchor: "start" as const, text: ends[0] ?? "" },
          { x: Math.min(width - 2, right + 12), anchor: "end" as const, text: ends[1] ?? "" },
        ];
  return { left, right, edges, band, lines, marks, dates, labels: labelsOf(lines, left, width, format) };
}

const bandOf = (top: number, bottom: number) => ({ top, height: Math.max(0, bottom - top) });

/** More points than this in a line, and only its newest, highest and lowest say their value. */
const LABEL_ALL = 8;

type Mark = TrendPoint & { x: number; y: number };

/** The values beside the points, the newest first, wherever nothing is in their way. */
function labelsOf(lines: Mark[][], left: number, width: number, format: Format) {
  const placed: { x: number; y: number; half: number; text: string }[] = [];
  const marks = lines.flat();
  for (const line of lines) {
    for (const mark of told(line).reverse()) {
      const text = format.number(mark.value);
      const half = (text.length * GLYPH) / 2;
      const x = Math.min(width - half, Math.max(left + half, mark.x));
      const free = (y: number) =>
        placed.every((other) => Math.abs(other.x - x) > other.half + half + 4 || Math.abs(other.y - y) > 18) &&
        marks.every((other) => Math.abs(other.x - x) > half + 8 || other.y < y - 20 || other.y > y + 8);
      const fitting = [mark.y - 14, mark.y + 26].filter((each) => each > 12 && each < HEIGHT - ROOM.bottom + 22);
      // The newest result is what people look for: it is told even where it covers a line.
      const y = fitting.find(free) ?? (mark === line.at(-1) ? fitting[0] : undefined);
      if (y !== undefined) placed.push({ x, y, half, text });
    }
  }
  return placed;
}

function told(line: Mark[]): Mark[] {
  const values = line.map((mark) => mark.value);
  const extremes = [values.length - 1, values.lastIndexOf(Math.max(...values)), values.lastIndexOf(Math.min(...values))];
  return line.filter((_, index) => line.length <= LABEL_ALL || extremes.includes(index));
}
