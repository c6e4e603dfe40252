import type { Score } from "../../api/queries/forms";
import { useText } from "../../i18n/language";

/** What Kinchart has counted: numbers, without a judgement. With a `note` for people who are not clinicians. */
export function Scores({ scores, note = false }: { scores: Score[]; note?: boolean }) {
  const { t, format } = useText();
  if (scores.length === 0) return null;
  return (
    <section aria-label={t.forms.scores} className="mb-6 rounded-lg border border-line bg-white p-4">
      <dl>
        {scores.map(({ link_id: id, text, value }) => (
          <div key={id}>
            <dt className="font-bold">{text ?? t.forms.score}</dt>
            {value === null ? <dd>{t.forms.notCounted}</dd> : <dd className="text-2xl">{typeof value === "number" ? format.number(value) : value}</dd>}
          </div>
        ))}
      </dl>
      {note && <p className="mt-2 text-quiet">{t.forms.scoreNote}</p>}
    </section>
  );
}
