import { useId } from "react";
import type { Fact } from "../../fhir/entry";
import { useText } from "../../i18n/language";
import { Badge } from "../../ui/Badge";
import { Disclosure } from "../../ui/Disclosure";
import { FileLine } from "./FileLine";
import type { ListedEntry } from "./useEntries";

/** How many facts stand in sight; the others, and the long ones, are a click away. */
const IN_SIGHT = 3;
/** Characters. */
const LONG = 300;

/** `level` is that of each entry's heading. */
export function EntryList({ items, level = 2 }: { items: ListedEntry[]; level?: 2 | 3 }) {
  return (
    <ul role="list" className="grid gap-4">
      {items.map((item) => (
        <li key={item.id}>
          <EntryCard item={item} level={level} />
        </li>
      ))}
    </ul>
  );
}

function EntryCard({ item: { entry, chart }, level }: { item: ListedEntry; level: 2 | 3 }) {
  const { t } = useText();
  const id = useId();
  const title = entry.title ?? t.health.unnamed;
  const Heading = level === 2 ? "h2" : "h3";
  const short = entry.texts.filter((text) => text.length <= LONG);
  const long = entry.texts.filter((text) => text.length > LONG);
  const isLong = (fact: Fact) => fact.values.join("").length > LONG;
  const brief = entry.facts.filter((fact) => !isLong(fact));
  const rest = [...brief.slice(IN_SIGHT), ...entry.facts.filter(isLong)];
  return (
    <section aria-labelledby={`${id} ${id}-when`} className="rounded-lg border border-line bg-white px-4 py-3 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Heading id={id} className="text-lg font-bold">
          {title}
        </Heading>
        {entry.state && <Badge look={entry.state.look}>{entry.state.words}</Badge>}
      </div>
      <p id={`${id}-when`} className="text-quiet">
        {[entry.when, chart.practice.name].filter(Boolean).join(" · ")}
      </p>
      <Facts facts={brief.slice(0, IN_SIGHT)} />
      {short.map((text) => (
        <p key={text} className="mt-2 max-w-3xl whitespace-pre-line">
          {text}
        </p>
      ))}
      {(rest.length > 0 || long.length > 0) && (
        <Disclosure title={t.health.more} about={t.health.moreAbout(title)}>
          <Facts facts={rest} />
          {long.map((text) => (
            <p key={text} className="mt-2 max-w-3xl whitespace-pre-line">
              {text}
            </p>
          ))}
        </Disclosure>
      )}
      {entry.files.map((file) => (
        <FileLine key={file.key} file={file} chartId={chart.id} about={title} />
      ))}
    </section>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-[11rem_1fr]">
      {facts.map(({ title, values }) => (
        <div key={title} className="contents">
          <dt className="font-bold">{title}</dt>
          {values.map((value, index) => (
            <dd key={value} className={`whitespace-pre-line sm:col-start-2 ${index === values.length - 1 ? "max-sm:mb-1" : ""}`}>
              {value}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
