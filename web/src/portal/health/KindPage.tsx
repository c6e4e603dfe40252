import type { ReactNode } from "react";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";
import { RecordList } from "../RecordList";
import { EntryList } from "./EntryList";
import { useEntries, type AnyKind, type ListedEntry } from "./useEntries";

/** All that the record has of one kind. What counts now and what is over stand apart where the kind has both. */
export function KindPage({ kind }: { kind: AnyKind }) {
  const { t } = useText();
  const member = useMember();
  const { records, all, current, past } = useEntries(member, kind);
  const texts = t.health.kinds[kind.id];
  const list = (items: ListedEntry[], empty: string): ReactNode => (
    <RecordList list={records} count={items.length} empty={empty}>
      <EntryList items={items} />
    </RecordList>
  );
  const back = <BackLink to={`/m/${member.id}/health`}>{t.health.back}</BackLink>;
  if (!kind.hasPast || all.length === 0) {
    return (
      <Page title={texts.title} eyebrow={back}>
        {list(all, texts.empty)}
      </Page>
    );
  }
  return (
    <Page title={texts.title} eyebrow={back}>
      <Tabs
        label={texts.title}
        tabs={[
          { id: "current", title: t.health.current, content: list(current, t.health.noCurrent) },
          { id: "past", title: t.health.past, content: list(past, t.health.noPast) },
        ]}
      />
    </Page>
  );
}
