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

/** A record that is about to leave the account; without a chart, a person who has none. */
interface Leaving {
  member: Member;
  chart: Chart | null;
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
  const { run } = useOperation(errors, ({ slug }) => (slug === "still-linked" ? [{ message: texts.stillLinked }] : null));

  const remove = async ({ member, chart }: Leaving) => {
    setSaid(null);
    const { id } = member;
    if (chart) await answer(api.DELETE("/api/members/{id}/charts/{chart}", { params: { path: { id, chart: chart.id } } }));
    else await answer(api.DELETE("/api/members/{id}", { params: { path: { id } } }));
    await tellChange("members");
    setSaid(chart ? texts.unlinked(nameOf(member), chart.practice.name) : texts.removed(nameOf(member)));
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
            <MemberCard member={member} onRemove={(chart) => setLeaving({ member, chart })} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={leaving ? question(leaving) : ""}
        text={leaving ? consequences(leaving) : ""}
        action={leaving?.chart ? texts.unlink : texts.remove}
        isOpen={leaving !== null}
        onConfirm={() => leaving && void run("send", () => remove(leaving))}
        onClose={() => setLeaving(null)}
      />
    </Page>
  );

  function question({ member, chart }: Leaving): string {
    return chart ? texts.unlinkTitle(nameOf(member), chart.practice.name) : texts.removeTitle(nameOf(member));
  }
  function consequences({ member, chart }: Leaving): string {
    if (!chart) return texts.removeText(nameOf(member));
    const text = (chart.role === "primary" ? texts.unlinkOwn : texts.unlinkOther)(chart.practice.name);
    const isLast = member.charts.length === 1 && member.relationship !== "self";
    return isLast ? `${text} ${texts.unlinkLast(nameOf(member))}` : text;
  }
}
