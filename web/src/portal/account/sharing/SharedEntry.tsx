import type { Shared } from "../../../api/queries/family";
import { useText } from "../../../i18n/language";
import { Button, ButtonLink } from "../../../ui/Button";
import { sectionWords } from "./records";
import { SHARING } from "./Sharing";

/** Somebody who can see the record: what of it, since when, until when, and when they last looked. */
export function SharedEntry({ shared, chart, onEnd }: { shared: Shared; chart: string; onEnd: () => void }) {
  const { t, format } = useText();
  const texts = t.sharing;
  const { name, role, relationship, granted, ends, last_used: lastUsed } = shared;
  const { seen, done } = sectionWords(shared.sections, t);
  const moment = (iso: string) => format.moment(new Date(iso));
  const isOver = ends !== null && new Date(ends) <= new Date();
  const endText = ends === null ? texts.noEnd : isOver ? texts.over(moment(ends)) : moment(ends);
  const facts = [
    [texts.sees, format.list(seen) || texts.nothing],
    [texts.writes, format.list(done) || texts.nothing],
    [texts.lastUsed, lastUsed ? moment(lastUsed) : texts.never],
    [texts.since, format.shortDay(new Date(granted))],
    [texts.ends, endText],
  ] as const;
  return (
    <>
      <h3 className="text-lg font-bold">{name}</h3>
      <p className="text-quiet">
        {[texts.roles[role] ?? role, relationship && (t.viewing.relationships[relationship.toLowerCase()] ?? relationship)].filter(Boolean).join(" · ")}
      </p>
      <dl className="mt-2">
        {facts.map(([title, value]) => (
          <div key={title} className="mb-1 sm:flex sm:items-baseline sm:gap-x-4">
            <dt className="font-bold sm:w-44 sm:shrink-0">{title}</dt>
            <dd className="first-letter:uppercase">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 flex flex-wrap gap-3">
        <ButtonLink look="secondary" to={`${SHARING}/${chart}/${shared.id}`}>
          {texts.change}
          <span className="sr-only"> {name}</span>
        </ButtonLink>
        <Button look="secondary" onPress={onEnd}>
          {texts.end}
          <span className="sr-only">: {name}</span>
        </Button>
      </div>
    </>
  );
}
