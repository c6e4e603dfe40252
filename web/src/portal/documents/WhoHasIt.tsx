import { Link } from "react-router";
import { useLinks } from "../../api/queries/links";
import type { OwnDocument } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { shareOutsidePath } from "./address";

/** Who got a document, within the practices and by links outside them. */
export function WhoHasIt({ chart, document }: { chart: string; document: OwnDocument }) {
  const { t, format } = useText();
  const texts = t.documents;
  const outside = t.shared.outside;
  const member = useMember();
  const links = useLinks({ chart, document: document.id }).data;
  const { given } = document;
  return (
    <>
      <h3 className="mt-4 text-lg font-bold">{texts.who}</h3>
      {given.length === 0 && links?.length === 0 && <p>{texts.onlyYou}</p>}
      <ul className="list-disc pl-6 empty:hidden">
        {given.map(({ to, practice, at }) => (
          <li key={`${to} ${practice} ${at}`}>{texts.given(texts.teams[to] ?? to, practice, format.shortDay(new Date(at)))}</li>
        ))}
        {links?.map(({ id, email, why, openings, most }) => (
          <li key={id}>{[texts.byLink(email), outside.states[why ?? "open"], outside.opened(openings.length, most)].join(" · ")}</li>
        ))}
      </ul>
      {links && links.length > 0 && !document.deleted && (
        <Link to={shareOutsidePath(member, document.id)} className="link inline-block py-2.5">
          {outside.list}
        </Link>
      )}
    </>
  );
}
