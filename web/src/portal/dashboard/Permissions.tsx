import type { Member } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { sectionWords } from "../account/sharing/records";

/** Of somebody else's record: what one may see and do with it, practice by practice. Of one's own: who else can. */
export function Permissions({ member }: { member: Member }) {
  const { t, format } = useText();
  const texts = t.acting;
  const others = member.charts.filter(({ role }) => role !== "primary");
  const isOwner = others.length < member.charts.length;
  return (
    <>
      {others.map((chart) => {
        const { seen, written } = sectionWords(chart.sections, t);
        return (
          <Card key={chart.id} title={texts.title} meta={chart.practice.name}>
            <p>
              <strong>{texts.sees}:</strong> {format.list(seen)}.
            </p>
            {written.length > 0 && (
              <p className="mt-2">
                <strong>{texts.writes}:</strong> {format.list(written)}.
              </p>
            )}
            <p className="mt-2">{written.length > 0 ? texts.readOnly : texts.allReadOnly}</p>
            {chart.ends && <p className="mt-2">{t.family.ends(format.moment(new Date(chart.ends)))}</p>}
          </Card>
        );
      })}
      {isOwner && (
        <p>
          <ButtonLink look="secondary" to="/account/sharing">
            {t.sharing.title}
          </ButtonLink>
        </p>
      )}
    </>
  );
}
