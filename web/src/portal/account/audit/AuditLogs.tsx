import { useState, type FormEvent } from "react";
import { OWN_LOG, useAudit, type AuditEntry, type AuditFilter, type AuditSource } from "../../../api/queries/audit";
import { useUntilSome } from "../../../api/queries/untilSome";
import { useText } from "../../../i18n/language";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { DataTable } from "../../../ui/DataTable";
import { Field, SelectField } from "../../../ui/Field";
import { Page } from "../../../ui/Page";
import { useFormErrors } from "../../../ui/useFormErrors";
import { RecordList } from "../../RecordList";
import { auditLine } from "./auditText";
import { DownloadAudit } from "./DownloadAudit";
import { readDay } from "../readDay";

const NO_FILTER: AuditFilter = { from: "", to: "", kind: "" };

interface AuditLogsProps {
  source?: AuditSource;
  title?: string;
  intro?: string;
}

/** Everything that happened in the account and to the records it holds, newest first; or what another source tells. */
export function AuditLogs({ source = OWN_LOG, title, intro }: AuditLogsProps) {
  const { t } = useText();
  const [typed, setTyped] = useState(NO_FILTER);
  const [filter, setFilter] = useState(NO_FILTER);
  const errors = useFormErrors();
  const audit = useAudit(source, filter);
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];

  useUntilSome(audit, entries.length);

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
    <Page title={title ?? t.audit.title} errors={errors.list}>
      <p className="mb-6 max-w-3xl">{intro ?? t.audit.intro}</p>
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
        {entries.length > 0 && <DownloadAudit key={JSON.stringify(filter)} source={source} filter={filter} errors={errors} />}
      </Card>
    </Page>
  );
}

function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { t, format } = useText();
  return (
    <DataTable
      label={t.audit.title}
      rows={entries.map((entry) => ({ id: entry.id, ...auditLine(entry, t, format) }))}
      rowKey={(line) => line.id}
      columns={[
        {
          title: t.audit.what,
          cell: ({ what, practice }) => (
            <>
              <strong>{what}</strong>
              {practice && <span className="block text-quiet">{practice}</span>}
            </>
          ),
        },
        { title: t.audit.who, cell: ({ who }) => who },
        { title: t.audit.when, cell: ({ when }) => when },
        { title: t.audit.where, cell: ({ where }) => where },
      ]}
    />
  );
}
