import { useEffect, useState, type FormEvent } from "react";
import { useAudit, type AuditEntry, type AuditFilter } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import type { Messages } from "../../i18n/en";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { DataTable } from "../../ui/DataTable";
import { Field, SelectField } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { RecordList } from "../RecordList";
import { readDay } from "./readDay";

const NO_FILTER: AuditFilter = { from: "", to: "", kind: "" };

/** Everything that happened in the account and to the records it holds, newest first. */
export default function AuditLogs() {
  const { t } = useText();
  const [typed, setTyped] = useState(NO_FILTER);
  const [filter, setFilter] = useState(NO_FILTER);
  const errors = useFormErrors();
  const audit = useAudit(filter);
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];

  // The server looks at two months at a time, so a page may be empty although older ones are not.
  const { hasNextPage, isFetching, fetchNextPage, error } = audit;
  const goOn = entries.length === 0 && hasNextPage && !isFetching && !error;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const from = readDay(typed.from);
    const to = readDay(typed.to);
    const wrong = [
      ...(from === null ? [{ id: "from", message: t.audit.badDate(t.audit.from) }] : []),
      ...(to === null ? [{ id: "to", message: t.audit.badDate(t.audit.to) }] : []),
      ...(from && to && from > to ? [{ id: "from", message: t.audit.badOrder }] : []),
    ];
    if (errors.show(wrong) && from !== null && to !== null) setFilter({ from, to, kind: typed.kind });
  };

  const clear = () => {
    errors.show([]);
    setTyped(NO_FILTER);
    setFilter(NO_FILTER);
  };

  return (
    <Page title={t.audit.title} eyebrow={t.account.title} errors={errors.list}>
      <p className="mb-6 max-w-3xl">{t.audit.intro}</p>
      <form noValidate onSubmit={apply} className="mb-6 rounded-lg border border-line bg-white p-4 sm:p-6">
        <div className="grid items-end gap-x-6 md:grid-cols-3">
          {(["from", "to"] as const).map((end) => (
            <Field
              key={end}
              id={end}
              label={t.audit[end]}
              hint={t.audit.dateHint}
              error={errors.of(end)}
              value={typed[end]}
              onChange={(event) => setTyped({ ...typed, [end]: event.target.value })}
              autoComplete="off"
            />
          ))}
          <SelectField
            id="kind"
            label={t.audit.kind}
            value={typed.kind}
            onChange={(kind) => setTyped({ ...typed, kind: kind as AuditFilter["kind"] })}
            options={[["", t.audit.all], ...Object.entries(t.audit.kinds)]}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button type="submit">{t.audit.apply}</Button>
          <Button look="secondary" onPress={clear}>
            {t.audit.clear}
          </Button>
        </div>
      </form>
      <Card title={t.audit.list}>
        <p role="status" className="mb-3 text-quiet">
          {audit.data && !audit.isFetching ? t.audit.shown(entries.length) : ""}
        </p>
        <RecordList
          list={{
            shared: true,
            isPending: audit.isPending || (entries.length === 0 && audit.isFetching),
            error: audit.error,
            retry: () => void audit.refetch(),
            hasMore: audit.hasNextPage,
            isLoadingMore: audit.isFetchingNextPage,
            showMore: () => void audit.fetchNextPage(),
          }}
          count={entries.length}
          empty={t.audit.none}
        >
          <AuditTable entries={entries} />
        </RecordList>
      </Card>
    </Page>
  );
}

function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { t, format } = useText();
  return (
    <DataTable
      label={t.audit.title}
      rows={entries}
      rowKey={(entry) => entry.id}
      columns={[
        {
          title: t.audit.what,
          cell: (entry) => (
            <>
              <strong>{whatText(entry, t)}</strong>
              {entry.practice && <span className="block text-quiet">{entry.practice}</span>}
            </>
          ),
        },
        { title: t.audit.who, cell: (entry) => whoText(entry, t) },
        { title: t.audit.when, cell: (entry) => format.moment(new Date(entry.at)) },
        {
          title: t.audit.where,
          cell: (entry) => [entry.source?.device, entry.source?.ip].filter(Boolean).join(" · "),
        },
      ]}
    />
  );
}

/** An action this version has no words for shows its kind and its own name. */
function whatText({ action, kind, section }: AuditEntry, t: Messages): string {
  const words = t.audit.actions[action] ?? `${t.audit.kinds[kind] ?? kind}: ${action.replaceAll(/[.-]/g, " ")}`;
  return section ? `${words}: ${section.split(",").map((name) => t.audit.sections[name] ?? name).join(", ")}` : words;
}

function whoText({ by, acting_for: actingFor }: AuditEntry, t: Messages): string {
  const role = t.audit.by[by.kind] ?? by.kind;
  const who = by.kind === "self" ? t.audit.you : by.name ? `${by.name} (${role})` : role;
  return actingFor ? `${who} ${t.audit.actingFor(actingFor)}` : who;
}
