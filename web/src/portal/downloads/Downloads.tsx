import { useExports } from "../../api/queries/exports";
import type { Member } from "../../api/queries/account";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { Card } from "../../ui/Card";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Empty, Failed, Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import { sectionWords } from "../account/sharing/records";
import { AskFile } from "./AskFile";
import { FileList } from "./FileList";

/** One file of a member's records: asked for here, made in the background, fetched for a day (E7). */
export default function Downloads() {
  const { t } = useText();
  const texts = t.downloads;
  const member = useMember();
  const errors = useFormErrors();
  const files = useExports(member.id);
  return (
    <Page title={texts.title} errors={errors.list}>
      <p className="mb-6 max-w-3xl">{texts.intro}</p>
      <Notice look="warm">{texts.care}</Notice>
      <Limited member={member} />
      <div className="grid gap-6">
        <Card title={texts.make}>
          <AskFile member={member} errors={errors} />
        </Card>
        <Card title={texts.list} meta={texts.kept}>
          {files.isPending && <Loading />}
          {files.error && !files.data && <Failed error={files.error} retry={() => void files.refetch()} />}
          {files.data?.length === 0 && <Empty>{texts.none}</Empty>}
          {files.data && <FileList member={member} files={files.data} errors={errors} />}
        </Card>
      </div>
    </Page>
  );
}

/** Who sees only a part of somebody's record is told which part the file holds. */
function Limited({ member }: { member: Member }) {
  const { t, format } = useText();
  const lent = member.charts.filter(({ role }) => role !== "primary");
  if (lent.length === 0) return null;
  return (
    <Notice>
      <p>{t.downloads.limited}</p>
      <ul className="list-disc pl-6">
        {lent.map(({ id, practice, sections }) => (
          <li key={id}>{t.downloads.limitedAt(practice.name, format.list(sectionWords(sections, t).seen))}</li>
        ))}
      </ul>
    </Notice>
  );
}
