import { useMember } from "../../app/MemberRoute";
import type { Bill } from "../../fhir/billing";
import { amountText, sums } from "../../fhir/money";
import { useText } from "../../i18n/language";
import { Card } from "../../ui/Card";
import { Page } from "../../ui/Page";
import { RecordList } from "../RecordList";
import { BillCard } from "./BillCard";
import { useBills } from "./useBills";

export default function Billing() {
  const { t } = useText();
  const member = useMember();
  const { list, bills, open, hasInvoices, hasMoreInvoices } = useBills(member);
  return (
    <Page title={t.billing.title}>
      <p className="mb-6 max-w-3xl">{t.billing.intro}</p>
      {bills.length > 0 && <Owed open={open} hasInvoices={hasInvoices} hasMore={hasMoreInvoices} />}
      <RecordList list={list} count={bills.length} empty={t.billing.empty}>
        <h2 className="mt-8 mb-3 text-xl font-bold sm:text-2xl">{t.billing.statement}</h2>
        <ul role="list" className="grid gap-4">
          {bills.map((bill) => (
            <li key={bill.key}>
              <BillCard bill={bill} />
            </li>
          ))}
        </ul>
      </RecordList>
    </Page>
  );
}

interface OwedProps {
  /** The bills that are not paid yet. */
  open: Bill[];
  hasInvoices: boolean;
  hasMore: boolean;
}

/** What the practices say is still to be paid, in each currency, and at each practice where there are several. */
function Owed({ open, hasInvoices, hasMore }: OwedProps) {
  const { t, format } = useText();
  const texts = t.billing;
  const total = (bills: Bill[]) => format.list(sums(bills.flatMap((bill) => bill.due ?? [])).map((amount) => amountText(amount, format)));
  const practices = [...new Set(open.map((bill) => bill.practice))];
  return (
    <Card title={texts.owed}>
      {open.length > 0 ? (
        <>
          <p className="text-2xl font-bold">{texts.owe(total(open))}</p>
          <p>{texts.openCount(open.length, hasMore)}</p>
          {practices.length > 1 && (
            <ul className="mt-2 list-disc pl-6">
              {practices.map((practice) => (
                <li key={practice}>
                  {practice}: {total(open.filter((bill) => bill.practice === practice))}
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p>{hasInvoices ? texts.nothingOpen : texts.notTold}</p>
      )}
      {hasInvoices && <p className="mt-2 text-quiet">{texts.claimsDoNotCount}</p>}
    </Card>
  );
}
