import { useState } from "react";
import { answer, api } from "../../../api/client";
import { useMembers, useTellChange, type Chart, type Member } from "../../../api/queries/account";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Page } from "../../../ui/Page";
import { Empty, Failed, Loading } from "../../../ui/states";
import { useFormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { DoneNotice } from "../DoneNotice";
import { MemberCard } from "./MemberCard";

/** A record that is about to leave the account. */
interface Leaving {
  member: Member;
  chart: Chart;
}

/** The people whose records this account may see, with their details, and which practices share them. */
export function FamilyList() {
  const { t } = useText();
  const texts = t.family;
  const members = useMembers();
  const tellChange = useTellChange();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const errors = useFormErrors();
  const { run } = useOperation(errors);

  const unlink = async ({ member, chart }: Leaving) => {
    setSaid(null);
    await answer(api.DELETE("/api/members/{id}/charts/{chart}", { params: { path: { id: member.id, chart: chart.id } } }));
    await tellChange("members");
    setSaid(texts.unlinked(nameOf(member), chart.practice.name));
  };

  return (
    <Page title={t.account.tabs.family} errors={errors.list}>
      <DoneNotice said={said} words={texts.done} />
      <p className="mb-6 max-w-3xl">{texts.intro}</p>
      {members.isPending && <Loading />}
      {members.error && <Failed error={members.error} retry={() => void members.refetch()} />}
      {members.data?.length === 0 && <Empty>{texts.none}</Empty>}
      <ul role="list" className="grid items-start gap-6 lg:grid-cols-2">
        {members.data?.map((member) => (
          <li key={member.id}>
            <MemberCard member={member} onUnlink={(chart) => setLeaving({ member, chart })} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={leaving ? texts.unlinkTitle(nameOf(leaving.member), leaving.chart.practice.name) : ""}
        text={leaving ? consequences(leaving) : ""}
        action={texts.unlink}
        isOpen={leaving !== null}
        onConfirm={() => leaving && void run("send", () => unlink(leaving))}
        onClose={() => setLeaving(null)}
      />
    </Page>
  );

  function consequences({ member, chart }: Leaving): string {
    const text = (chart.role === "primary" ? texts.unlinkOwn : texts.unlinkOther)(chart.practice.name);
    const isLast = member.charts.length === 1 && member.relationship !== "self";
    return isLast ? `${text} ${texts.unlinkLast(nameOf(member))}` : text;
  }
}
