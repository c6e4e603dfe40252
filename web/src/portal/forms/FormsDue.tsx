import { Link } from "react-router";
import type { Member } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Failed } from "../../ui/states";
import { fillPath, formsPath } from "./address";
import { Due, useOpenForms } from "./Forms";

const SHOWN = 3;

/** The dashboard's card of forms that wait for an answer; nothing where none does. */
export function FormsDue({ member }: { member: Member }) {
  const { t } = useText();
  const { open, list } = useOpenForms(member);
  const waiting = open.filter((form) => form.may_fill);
  const failed = list.error !== null && list.shared;
  if (waiting.length === 0 && !failed) return null;
  return (
    <div className="mb-6">
      <Card title={t.forms.due.title}>
        {failed && <Failed error={list.error} retry={list.retry} />}
        <ul role="list">
          {waiting.slice(0, SHOWN).map(({ id, title, due, chart }) => (
            <li key={id} className="border-t border-line py-2 first:border-0">
              <Link to={fillPath(member, chart.id, id)} className="link inline-block py-1">
                {title}
              </Link>
              <Due due={due} />
              <span className="block text-quiet">{chart.practice.name}</span>
            </li>
          ))}
        </ul>
        {waiting.length > SHOWN && <p>{t.forms.due.more(waiting.length - SHOWN)}</p>}
        <p className="mt-4">
          <ButtonLink look="secondary" to={formsPath(member)}>
            {t.forms.allForms}
          </ButtonLink>
        </p>
      </Card>
    </div>
  );
}
