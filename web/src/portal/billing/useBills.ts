import type { Member } from "../../api/queries/account";
import { useRecords } from "../../api/queries/records";
import { billsOf, openBills } from "../../fhir/billing";
import { inStep } from "../inStep";

/** Bills and claims, newest first. What is owed is told by the bills alone, as far as they are read. */
export function useBills(member: Member) {
  const invoices = useRecords<fhir4.Invoice>(member, "billing", "Invoice", { _count: "100" });
  const benefits = useRecords<fhir4.ExplanationOfBenefit>(member, "billing", "ExplanationOfBenefit", { _count: "25" });
  const claims = useRecords<fhir4.Claim>(member, "billing", "Claim", { _count: "50" });
  const { list, horizon } = inStep([invoices, benefits, claims]);
  const bills = list.isPending ? [] : billsOf(invoices.items, benefits.items, claims.items, horizon);
  const all = billsOf(invoices.items, [], [], -Infinity);
  return { list, bills, open: openBills(all), hasInvoices: all.length > 0, hasMoreInvoices: invoices.hasMore };
}
