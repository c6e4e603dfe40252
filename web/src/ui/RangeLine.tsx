interface RangeLineProps {
  low: number | null;
  high: number | null;
  value: number;
}

const WIDTH = 200;
/** The result's mark stays this far inside the line, also when it is far out of range. */
const EDGE = 8;

/** Where the range begins and ends and where the result is, in thirds: room below, the range, room above. */
export function place({ low, high, value }: RangeLineProps): { from: number; to: number; mark: number } {
  const from = low === null ? 0 : WIDTH / 3;
  const to = high === null ? WIDTH : (WIDTH * 2) / 3;
  const bottom = low ?? Math.min(0, high ?? 0);
  const top = high ?? (low === null ? 1 : low * 2 || 1);
  const scale = (to - from) / (top - bottom || 1);
  const mark = from + (value - bottom) * scale;
  return { from, to, mark: Math.min(WIDTH - EDGE, Math.max(EDGE, mark)) };
}

/** The reference range as a band on a line and the result as a mark above it. The words beside it say the same. */
export function RangeLine(props: RangeLineProps) {
  const { from, to, mark } = place(props);
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} 22`} className="mt-1 block h-auto w-full max-w-60">
      <rect className="track" x="0" y="13" width={WIDTH} height="7" rx="3.5" />
      <rect className="band" x={from} y="13" width={to - from} height="7" />
      <path className="marker" d={`M${mark - 7} 1h14l-7 10z`} />
    </svg>
  );
}
