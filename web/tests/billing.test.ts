import { describe, expect, it } from "vitest";
import { billsOf, openBills } from "../src/fhir/billing";
import { amountOf, amountText, sum, sums } from "../src/fhir/money";
import { makeFormat } from "../src/i18n/format";

const chart = (id: string) => ({ id, practice: { id: `p-${id}`, name: `Practice ${id}` }, role: "primary" as const, sections: { billing: "read" as const }, ends: null, unread: 0 });
const here = <R>(resource: R, id = "a") => ({ chart: chart(id), resource });
const usd = (value: number): fhir4.Money => ({ value, currency: "USD" });
const coded = (code: string, value: number) => ({ category: { coding: [{ code }] }, amount: usd(value) });
const patient = { reference: "Patient/a" };
const en = makeFormat("en");

const benefit = (more: Partial<fhir4.ExplanationOfBenefit> = {}): fhir4.ExplanationOfBenefit => ({
  resourceType: "ExplanationOfBenefit", id: "a.e", status: "active", use: "claim", type: { text: "Office" }, patient, created: "2026-03-02",
  insurer: { display: "Plan" }, provider: { display: "Dr. Ruiz" }, outcome: "complete", insurance: [], ...more,
});
const invoice = (more: Partial<fhir4.Invoice> = {}): fhir4.Invoice => ({ resourceType: "Invoice", id: "a.i", status: "issued", date: "2026-03-05", totalGross: usd(120), ...more });
const bill = (...[benefits, invoices = [], claims = []]: [fhir4.ExplanationOfBenefit[], fhir4.Invoice[]?, fhir4.Claim[]?]) =>
  billsOf(invoices.map((each) => here(each)), benefits.map((each) => here(each)), claims.map((each) => here(each)), -Infinity);

describe("money", () => {
  it("is counted in the currency's smallest unit", () => {
    expect(amountOf(usd(28.104000000000003))).toEqual({ minor: 2810, currency: "USD" });
    expect(amountOf(usd(1.005))).toEqual({ minor: 101, currency: "USD" });
    expect(amountOf({ value: 1500, currency: "JPY" })).toEqual({ minor: 1500, currency: "JPY" });
    expect(amountOf({ value: 1.2345, currency: "KWD" })).toEqual({ minor: 1235, currency: "KWD" });
    expect(amountOf({ value: 0, currency: "USD" })).toEqual({ minor: 0, currency: "USD" });
    expect(amountOf({ currency: "USD" })).toBeNull();
    expect(amountOf(undefined)).toBeNull();
  });

  it("adds up without rounding errors, and never over currencies", () => {
    const dimes = Array.from({ length: 10 }, () => amountOf(usd(0.1))).flatMap((each) => each ?? []);
    expect(sum(dimes)).toEqual({ minor: 100, currency: "USD" });
    const euro = { minor: 4800, currency: "EUR" };
    expect(sum([...dimes, euro])).toBeNull();
    expect(sums([...dimes, euro])).toEqual([{ minor: 100, currency: "USD" }, euro]);
    expect(sum([])).toBeNull();
  });

  it("is written as the language has it; without a currency it has no sign", () => {
    const written = [{ minor: 123456, currency: "USD" }, { minor: 1500, currency: "JPY" }, { minor: 4800, currency: "EUR" }, { minor: 500, currency: null }];
    expect(written.map((each) => amountText(each, en))).toEqual(["$1,234.56", "¥1,500", "€48.00", "5.00"]);
    expect(amountText({ minor: 500, currency: "XTX" }, en)).toContain("5.00");
    expect(amountText({ minor: 123456, currency: "USD" }, makeFormat("es"))).toBe("$1,234.56");
  });
});

describe("a statement", () => {
  it("takes the amounts of the whole where they are told", () => {
    const total = [coded("submitted", 225.5), coded("benefit", 171.4), coded("memberliability", 34.1), coded("paidbypatient", 25)];
    expect(bill([benefit({ total, payment: { amount: usd(171.4) } })])).toMatchObject([
      { billed: { minor: 22550 }, insurance: { minor: 17140 }, share: { minor: 3410 }, paid: { minor: 2500 }, due: null, state: "claim-complete" },
    ]);
  });

  it("adds the lines where the whole is silent, by whatever codes they have", () => {
    const cms = (name: string, value: number) => coded(`https://bluebutton.cms.gov/resources/variables/${name}`, value);
    const line = (sequence: number, value: number) => ({
      sequence, productOrService: { text: `Line ${sequence}` },
      adjudication: [cms("line_coinsrnc_amt", value * 0.2), cms("line_bene_ptb_ddctbl_amt", 0), cms("line_prvdr_pmt_amt", value * 0.8), cms("line_sbmtd_chrg_amt", value)],
    });
    const silent = { sequence: 1, productOrService: { text: "Well child visit (procedure)" } };
    const [found] = bill([benefit({ item: [silent, line(2, 140.52), line(3, 7.79)] })]);
    expect(found).toMatchObject({ what: "Well child visit", billed: { minor: 14831 }, insurance: { minor: 11865 }, share: { minor: 2966 }, paid: null });
    expect(found?.lines.map((each) => each.billed)).toEqual([null, { minor: 14052, currency: "USD" }, { minor: 779, currency: "USD" }]);
  });

  it("never makes nothing out of what is not known", () => {
    expect(bill([benefit()])).toMatchObject([{ billed: null, insurance: null, paid: null, share: null, due: null, what: "Office" }]);
    expect(bill([], [invoice({ totalGross: undefined })])).toMatchObject([{ billed: null, due: null }]);
    expect(bill([benefit({ payment: { amount: usd(0) } })])).toMatchObject([{ insurance: { minor: 0 } }]);
  });

  it("owes what bills say that are not paid yet, and nothing else", () => {
    const invoices = [invoice(), invoice({ id: "a.2", status: "balanced" }), invoice({ id: "a.3", status: "cancelled" }), invoice({ id: "a.4", status: "draft" }), invoice({ id: "a.5", status: "entered-in-error" })];
    const bills = bill([benefit({ total: [coded("memberliability", 55)] })], invoices);
    expect(bills.map((each) => each.state)).toEqual(["issued", "balanced", "cancelled", "claim-complete"]);
    expect(openBills(bills).map((each) => each.due)).toEqual([{ minor: 12000, currency: "USD" }]);
    expect(bills[1]?.due).toEqual({ minor: 0, currency: "USD" });
  });

  it("shows a claim only until it is answered", () => {
    const claim = (id: string): fhir4.Claim => ({
      resourceType: "Claim", id, status: "active", use: "claim", type: {}, patient, created: "2026-03-01", provider: {}, priority: {}, insurance: [], total: usd(64),
    });
    const bills = bill([benefit({ claim: { reference: "Claim/a.c1" } })], [], [claim("a.c1"), claim("a.c2")]);
    expect(bills.map((each) => [each.key, each.state])).toEqual([["a.e", "claim-complete"], ["a.c2", "claim-sent"]]);
    expect(bills[1]).toMatchObject({ billed: { minor: 6400 }, insurance: null, share: null });
  });

  it("waits with what the next page may still come before", () => {
    const old = benefit({ id: "a.old", created: "2020-01-01" });
    const shown = (horizon: number) => billsOf([here(invoice())], [here(old)], [], horizon).map((each) => each.key);
    expect(shown(new Date(2020, 0, 1).getTime())).toEqual(["a.i"]);
    expect(shown(-Infinity)).toEqual(["a.i", "a.old"]);
  });

  it("names a bill by the practice's number, not by a machine's", () => {
    const number = (value: string, system?: string) => bill([], [invoice({ identifier: [{ value, system }] })])[0]?.number;
    expect(number("R-2304")).toBe("R-2304");
    expect(number("7b0f0e8e-1111-2222-3333-444455556666")).toBeNull();
    expect(number("17", "urn:kinchart:practice:p")).toBeNull();
  });
});
