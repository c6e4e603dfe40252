import { useMembers } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Page } from "../../ui/Page";
import { Empty, Failed, Loading } from "../../ui/states";

/** The people whose records this account may see, and which practices share them. */
export function Family() {
  const { t } = useText();
  const members = useMembers();
  return (
    <Page title={t.account.tabs.family}>
      <p className="mb-6 max-w-3xl">{t.family.intro}</p>
      {members.isPending && <Loading />}
      {members.error && <Failed error={members.error} retry={() => void members.refetch()} />}
      {members.data?.length === 0 && <Empty>{t.family.none}</Empty>}
      <div className="grid items-start gap-6 md:grid-cols-2">
        {members.data?.map((member) => {
          const name = `${member.given} ${member.family}`.trim();
          const relationship = member.relationship === "self" ? t.family.you : (t.viewing.relationships[member.relationship] ?? member.relationship);
          const practices = [...new Set(member.charts.map((chart) => chart.practice.name))];
          return (
            <Card key={member.id} title={name} meta={relationship}>
              <p className="font-bold">{t.family.records}</p>
              {practices.length > 0 ? (
                <ul role="list">
                  {practices.map((practice) => (
                    <li key={practice}>{practice}</li>
                  ))}
                </ul>
              ) : (
                <p>{t.family.noRecords}</p>
              )}
              <p className="mt-4">
                <ButtonLink look="secondary" to={`/m/${member.id}`}>
                  {t.family.open(name)}
                </ButtonLink>
              </p>
            </Card>
          );
        })}
      </div>
    </Page>
  );
}
