import type { Member } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import { Card } from "../../ui/Card";
import { sectionWords } from "../account/sharing/records";

/** What one may see and do with somebody else's record, practice by practice (C4, C6). */
export function Permissions({ member }: { member: Member }) {
  const { t, format } = useText();
  const texts = t.acting;
  const lent = member.charts.filter(({ role }) => role !== "primary");
  return lent.map((chart) => {
    const { seen, done } = sectionWords(chart.sections, t);
    return (
      <Card key={chart.id} title={texts.title} meta={chart.practice.name}>
        <p>
          <strong>{texts.sees}:</strong> {format.list(seen)}.
        </p>
        {done.length > 0 && (
          <p className="mt-2">
            <strong>{texts.writes}:</strong> {format.list(done)}.
          </p>
        )}
        <p className="mt-2">{done.length > 0 ? texts.readOnly : texts.allReadOnly}</p>
        {chart.ends && <p className="mt-2">{t.family.ends(format.moment(new Date(chart.ends)))}</p>}
      </Card>
    );
  });
}
