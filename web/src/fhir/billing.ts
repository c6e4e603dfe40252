import type { FromChart } from "../api/queries/records";
import { conceptText, dateOf, dateTextOf, referenceId, referenceText, trimmed } from "./common";
import { amountOf, sum, type Amount } from "./money";

/**
 * What adjudications are about, by the last part of their codes: FHIR's own, CARIN's Blue Button's and the CMS variables
 * that Synthea writes. http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication
 */
const MEANINGS = {
  billed: ["submitted", "line_sbmtd_chrg_amt", "clm_tot_chrg_amt"],
  insurance: ["benefit", "paidtoprovider", "line_prvdr_pmt_amt", "clm_pmt_amt"],
  paid: ["paidbypatient"],
  share: ["memberliability"],
  /** Parts of the patient's share, where the share is not told itself. */
  parts: ["deductible", "copay", "coinsurance", "noncovered", "line_coinsrnc_amt", "line_bene_ptb_ddctbl_amt"],
};

/** Money, as far as it is told. What is not told is null, never nothing. */
export interface Amounts {
  billed: Amount | null;
  insurance: Amount | null;
  paid: Amount | null;
  /** What the insurance says the patient has to pay: not yet a bill. */
  share: Amount | null;
  /** What a bill says is still to be paid. */
  due: Amount | null;
}

export interface BillLine extends Amounts {
  key: string;
  what: string | null;
}

/** One bill, or one claim with what the insurance said of it. */
export interface Bill extends Amounts {
  key: string;
  kind: "invoice" | "claim";
  /** A key of the texts for states of bills. */
  state: string;
  at: Date | null;
  atText: string | undefined;
  what: string | null;
  provider: string | null;
  insurer: string | null;
  /** The number that the practice knows it by. */
  number: string | null;
  practice: string;
  lines: BillLine[];
  notes: string[];
}

type Adjudication = fhir4.ExplanationOfBenefitItemAdjudication | fhir4.ExplanationOfBenefitTotal;

const UNKNOWN: Amounts = { billed: null, insurance: null, paid: null, share: null, due: null };

/**
 * Invoices, explanations of benefit, and claims that no explanation answers yet, newest first. What lies at or before
 * `horizon` (milliseconds) waits for the next page.
 */
export function billsOf(
  invoices: FromChart<fhir4.Invoice>[],
  benefits: FromChart<fhir4.ExplanationOfBenefit>[],
  claims: FromChart<fhir4.Claim>[],
  horizon: number,
): Bill[] {
  const answered = new Set(benefits.map(({ resource }) => referenceId(resource.claim, "Claim")));
  const all = [
    ...invoices.filter(({ resource }) => resource.status !== "draft").map(invoiceBill),
    ...benefits.map(benefitBill),
    ...claims.filter(({ resource }) => !answered.has(resource.id ?? "") && resource.status !== "draft").map(claimBill),
  ].filter((bill) => bill.state !== "entered-in-error");
  const time = (bill: Bill) => bill.at?.getTime() ?? -Infinity;
  const complete = all.filter((bill) => time(bill) > horizon);
  const shown = horizon === -Infinity || complete.length === 0 ? all : complete;
  return shown.sort((a, b) => time(b) - time(a) || 0);
}

function invoiceBill({ chart, resource: invoice }: FromChart<fhir4.Invoice>): Bill {
  const total = amountOf(invoice.totalGross) ?? amountOf(invoice.totalNet);
  const isClosed = ["balanced", "cancelled", "entered-in-error"].includes(invoice.status);
  return {
    ...UNKNOWN,
    ...shared(invoice, chart.practice.name),
    kind: "invoice",
    state: invoice.status,
    what: conceptText(invoice.type) ?? invoice.lineItem?.map(lineName).find((each) => each !== null) ?? null,
    provider: [...(invoice.participant ?? []).map((each) => each.actor), invoice.issuer].map(referenceText).find((each) => each !== null) ?? null,
    billed: total,
    due: isClosed ? (total && { ...total, minor: 0 }) : total,
    lines: (invoice.lineItem ?? []).map((line, index) => ({
      ...UNKNOWN,
      key: String(index),
      what: lineName(line),
      billed: sum((line.priceComponent ?? []).flatMap((each) => amountOf(each.amount) ?? [])),
    })),
    notes: [...(invoice.note ?? []).map((note) => trimmed(note.text)), trimmed(invoice.paymentTerms), trimmed(invoice.cancelledReason)].filter((each) => each !== null),
  };
}

const lineName = (line: fhir4.InvoiceLineItem) => conceptText(line.chargeItemCodeableConcept) ?? referenceText(line.chargeItemReference);

function benefitBill({ chart, resource: benefit }: FromChart<fhir4.ExplanationOfBenefit>): Bill {
  const lines = (benefit.item ?? []).map((item, index) => ({
    ...amounts(item.adjudication ?? []),
    key: String(item.sequence ?? index),
    what: conceptText(item.productOrService),
  }));
  const total = amounts([...(benefit.total ?? []), ...(benefit.adjudication ?? [])]);
  const told = (name: keyof Amounts) => total[name] ?? sum(lines.flatMap((line) => line[name] ?? []));
  return {
    ...shared(benefit, chart.practice.name),
    kind: "claim",
    state: benefit.status === "active" ? `claim-${benefit.outcome}` : benefit.status,
    what: lines.map((line) => line.what).find((each) => each !== null) ?? conceptText(benefit.type),
    provider: referenceText(benefit.provider) ?? referenceText(benefit.facility),
    insurer: referenceText(benefit.insurer) ?? referenceText(benefit.insurance?.[0]?.coverage),
    billed: told("billed"),
    insurance: amountOf(benefit.payment?.amount) ?? told("insurance"),
    paid: told("paid"),
    share: told("share"),
    due: null,
    lines,
    notes: [trimmed(benefit.disposition), ...(benefit.processNote ?? []).map((note) => trimmed(note.text))].filter((each) => each !== null),
  };
}

function claimBill({ chart, resource: claim }: FromChart<fhir4.Claim>): Bill {
  const lines = (claim.item ?? []).map((item, index) => ({
    ...UNKNOWN,
    key: String(item.sequence ?? index),
    what: conceptText(item.productOrService),
    billed: amountOf(item.net),
  }));
  return {
    ...UNKNOWN,
    ...shared(claim, chart.practice.name),
    kind: "claim",
    state: claim.status === "active" ? "claim-sent" : claim.status,
    what: lines.map((line) => line.what).find((each) => each !== null) ?? conceptText(claim.type),
    provider: referenceText(claim.provider) ?? referenceText(claim.facility),
    insurer: referenceText(claim.insurer) ?? referenceText(claim.insurance?.[0]?.coverage),
    billed: amountOf(claim.total) ?? sum(lines.flatMap((line) => line.billed ?? [])),
    lines,
    notes: [],
  };
}

function shared(resource: fhir4.Invoice | fhir4.ExplanationOfBenefit | fhir4.Claim, practice: string) {
  // Neither our own mark nor a machine's random name is a number that somebody at the practice would ask for.
  const number = resource.identifier?.find(({ system, value }) => !system?.startsWith("urn:kinchart:") && !/^(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-/.test(value ?? ""))?.value;
  return { key: resource.id ?? "", at: dateOf(resource), atText: dateTextOf(resource), practice, number: trimmed(number), insurer: null };
}

/** The amounts among the adjudications of a line or of the whole. */
function amounts(adjudications: Adjudication[]): Amounts {
  const of = (meaning: keyof typeof MEANINGS) =>
    adjudications.flatMap(({ category, amount }) => {
      const isMeant = category.coding?.some(({ code }) => MEANINGS[meaning].includes(code?.split("/").at(-1) ?? ""));
      return isMeant ? (amountOf(amount) ?? []) : [];
    });
  const first = (meaning: keyof typeof MEANINGS) => of(meaning)[0] ?? null;
  return { billed: first("billed"), insurance: first("insurance"), paid: first("paid"), share: first("share") ?? sum(of("parts")), due: null };
}

/** What the bills say is still to be paid; claims do not count, because a bill may follow for the same visit. */
export const openBills = (bills: Bill[]) => bills.filter((bill) => bill.kind === "invoice" && bill.due && bill.due.minor > 0);
