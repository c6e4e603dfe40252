import { Link, useParams } from "react-router";
import type { Member } from "../../api/queries/account";
import { useRecord, useRecords, type FromChart } from "../../api/queries/records";
import { ApiProblem } from "../../api/problem";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { conceptText } from "../../fhir/common";
import { labResults, valueText, type LabResult } from "../../fhir/lab";
import { plotsOf, seriesOf } from "../../fhir/trend";
import type { Messages } from "../../i18n/en";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Card } from "../../ui/Card";
import { DataTable, type Column } from "../../ui/DataTable";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { Tabs } from "../../ui/Tabs";
import { RecordList } from "../RecordList";
import { resultPath } from "./address";
import { FlagBadge, isJudged, RangeCell } from "./labText";
import { SeriesChart } from "./SeriesChart";

/** Which measured things a page is about, and where they are listed. */
export interface Measured {
  section: string;
  /** Of those without a code, which are found by their name among all of the same category. */
  category: string;
  /** Where the list is, below the member's address. */
  path: string;
  /** The words of the link back to the list, and for what was measured and found. */
  back: string;
  name: string;
  value: string;
}

/** One test: the result that was chosen, and all results of the same test over time. */
export function ResultPage({ measured }: { measured: Measured }) {
  const { t } = useText();
  const member = useMember();
  const { chart = "", result = "" } = useParams();
  const id = `${chart}.${result}`;
  const chosen = useRecord<fhir4.Observation>(member, measured.section, "Observation", id);
  if (chosen.error instanceof ApiProblem && [403, 404, 410].includes(chosen.error.status)) {
    return <NotFound title={t.labs.notFoundTitle} text={t.labs.notFoundText} />;
  }
  if (chosen.error) return <FailedPage error={chosen.error} retry={() => void chosen.refetch()} />;
  if (!chosen.data) return <Loading />;
  return <TestPage key={id} member={member} chosen={chosen.data} measured={measured} />;
}

interface TestPageProps {
  member: Member;
  chosen: FromChart<fhir4.Observation>;
  measured: Measured;
}

function TestPage({ member, chosen, measured }: TestPageProps) {
  const { t, format } = useText();
  const lines = labResults(chosen.resource);
  const name = conceptText(chosen.resource.code) ?? lines[0]?.name ?? t.labs.unnamed;
  const date = format.fhirDay(lines[0]?.atText);
  return (
    <Page
      title={name}
      eyebrow={
        <BackLink to={`/m/${member.id}/${measured.path}`}>{measured.back}</BackLink>
      }
    >
      <div className="grid gap-6">
        <Card title={t.labs.thisResult} meta={[date && t.labs.from(date), chosen.chart.practice.name].filter(Boolean).join(" · ")}>
          <DataTable
            label={t.labs.thisResult}
            rows={lines}
            rowKey={(line) => line.key}
            columns={[
              { title: measured.name, cell: (line) => line.name ?? t.labs.unnamed },
              { title: measured.value, cell: (line) => <strong>{valueText(line, t.labs, format) ?? t.app.notProvided}</strong> },
              ...judged<LabResult>((line) => line, lines, t.labs),
            ]}
          />
          {lines[0]?.notes.map((note) => (
            <p key={note} className="mt-3 whitespace-pre-line">
              <strong>{t.labs.notes}: </strong>
              {note}
            </p>
          ))}
        </Card>
        <OverTime member={member} chosen={chosen.resource} measured={measured} />
      </div>
    </Page>
  );
}

/** The search for the same test: by code where there is one, else among all of the category by name. */
function searchFor(observation: fhir4.Observation, category: string): Record<string, string> {
  const coding = observation.code?.coding?.find((each) => each.code);
  if (!coding?.code) return { category, _count: "100" };
  return { code: coding.system ? `${coding.system}|${coding.code}` : coding.code, _count: "100" };
}

function OverTime({ member, chosen, measured }: { member: Member; chosen: fhir4.Observation; measured: Measured }) {
  const { t } = useText();
  const records = useRecords<fhir4.Observation>(member, measured.section, "Observation", searchFor(chosen, measured.category));
  const isCoded = chosen.code?.coding?.some((each) => each.code) ?? false;
  const same = records.items.filter(({ resource }) => isCoded || resource.code?.text === chosen.code?.text);
  const rows = same
    .filter(({ resource }) => resource.status !== "entered-in-error")
    .flatMap(({ chart, resource }) => labResults(resource).map((result) => ({ result, practice: chart.practice.name })));
  return (
    <Card title={t.labs.overTime}>
      <RecordList list={records} count={rows.length} empty={t.labs.none} moreLabel={t.labs.older}>
        <Tabs
          label={t.labs.overTime}
          tabs={[
            { id: "chart", title: t.labs.chart, content: <Charts results={rows.map((row) => row.result)} /> },
            { id: "table", title: t.labs.table, content: <ResultsTable rows={rows} base={`/m/${member.id}/${measured.path}`} value={measured.value} /> },
          ]}
        />
      </RecordList>
    </Card>
  );
}

interface Row {
  result: LabResult;
  practice: string;
}

/** The columns that compare results with their ranges, where there is something to compare. */
function judged<R>(resultOf: (row: R) => LabResult, rows: R[], t: Messages["labs"]): Column<R>[] {
  if (!rows.some((row) => isJudged(resultOf(row), t))) return [];
  return [
    { title: t.range, cell: (row) => <RangeCell result={resultOf(row)} /> },
    { title: t.status, cell: (row) => <FlagBadge result={resultOf(row)} /> },
  ];
}

function Charts({ results }: { results: LabResult[] }) {
  const { t } = useText();
  const plots = plotsOf(seriesOf(results).filter((series) => series.points.length > 0));
  if (plots.length === 0) return <p>{t.labs.noNumbers}</p>;
  return plots.map((plot) => <SeriesChart key={plot[0]?.key} plot={plot} isOnly={plots.length === 1} />);
}

function ResultsTable({ rows, base, value }: { rows: Row[]; base: string; value: string }) {
  const { t, format } = useText();
  const hasParts = new Set(rows.map(({ result }) => result.name)).size > 1;
  return (
    <DataTable
      label={t.labs.overTime}
      rows={rows}
      rowKey={({ result }) => result.key}
      columns={[
        {
          title: t.labs.date,
          cell: ({ result }) => (
            <>
              <Link to={resultPath(base, result.id)} className="link -my-2.5 inline-block py-2.5">
                {format.fhirDay(result.atText) ?? t.app.notProvided}
              </Link>
              {hasParts && <span className="block">{result.name ?? t.labs.unnamed}</span>}
            </>
          ),
        },
        { title: value, cell: ({ result }) => valueText(result, t.labs, format) },
        ...judged<Row>(({ result }) => result, rows, t.labs),
        { title: t.records.practice, cell: ({ practice }) => practice },
      ]}
    />
  );
}
