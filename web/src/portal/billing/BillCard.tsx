import { useId } from "react";
import type { Bill, BillLine } from "../../fhir/billing";
import { amountText, type Amount } from "../../fhir/money";
import { useText } from "../../i18n/language";
import { Badge, type BadgeLook } from "../../ui/Badge";
import { DataTable, type Column } from "../../ui/DataTable";
import { Disclosure } from "../../ui/Disclosure";

const LOOKS: Record<string, BadgeLook> = { issued: "bad", balanced: "good", "claim-complete": "good", "claim-error": "bad" };

/** One bill or claim: who asks for it, the four amounts in the same order everywhere, and its lines. */
export function BillCard({ bill }: { bill: Bill }) {
  const { t, format } = useText();
  const id = useId();
  const texts = t.billing;
  const what = bill.what ?? texts.untitled;
  const state = texts.states[bill.state] ?? t.health.states[bill.state];
  const told = (amount: Amount | null) => (amount ? amountText(amount, format) : t.app.notProvided);
  const amounts: [string, string][] = [
    [texts.billed, told(bill.billed)],
    [texts.insurance, told(bill.insurance)],
    [texts.paid, told(bill.paid)],
    bill.kind === "invoice" ? [texts.due, told(bill.due)] : [texts.share, told(bill.share)],
  ];
  return (
    <section aria-labelledby={`${id} ${id}-when`} className="rounded-lg border border-line bg-white px-4 py-3 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h3 id={id} className="text-lg font-bold">
          {what}
        </h3>
        {state && <Badge look={LOOKS[bill.state] ?? "quiet"}>{state}</Badge>}
      </div>
      <p id={`${id}-when`} className="text-quiet">
        {[bill.kind === "invoice" ? texts.bill : texts.claim, format.fhirDay(bill.atText), bill.provider, bill.practice].filter(Boolean).join(" · ")}
      </p>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-4">
        {amounts.map(([title, amount]) => (
          <div key={title} className="max-sm:flex max-sm:flex-wrap max-sm:justify-between max-sm:gap-x-4">
            <dt className="text-quiet">{title}</dt>
            <dd className="font-bold">{amount}</dd>
          </div>
        ))}
      </dl>
      <BillDetails bill={bill} what={what} />
    </section>
  );
}

function BillDetails({ bill, what }: { bill: Bill; what: string }) {
  const { t, format } = useText();
  const texts = t.billing;
  const facts = [
    [texts.insurer, bill.insurer],
    [texts.number, bill.number],
  ].filter((fact): fact is [string, string] => fact[1] !== null);
  if (bill.lines.length === 0 && facts.length === 0 && bill.notes.length === 0) return null;
  const column = (title: string, amountOf: (line: BillLine) => Amount | null): Column<BillLine>[] =>
    bill.lines.some(amountOf) ? [{ title, cell: (line) => { const amount = amountOf(line); return amount && amountText(amount, format); } }] : [];
  return (
    <Disclosure title={texts.details} about={texts.detailsOf(what)}>
      <dl className="mb-3 grid gap-x-6 gap-y-1 sm:grid-cols-[11rem_1fr]">
        {facts.map(([title, value]) => (
          <div key={title} className="contents">
            <dt className="font-bold">{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {bill.lines.length > 0 && (
        <DataTable
          label={texts.lines}
          rows={bill.lines}
          rowKey={(line) => line.key}
          columns={[
            { title: texts.line, cell: (line) => line.what ?? texts.untitled },
            ...column(texts.billed, (line) => line.billed),
            ...column(texts.insurance, (line) => line.insurance),
            ...column(texts.paid, (line) => line.paid),
            ...column(texts.share, (line) => line.share),
          ]}
        />
      )}
      {bill.notes.map((note) => (
        <p key={note} className="mt-2 whitespace-pre-line">
          {note}
        </p>
      ))}
    </Disclosure>
  );
}
