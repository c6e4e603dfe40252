import { useExports } from "../../api/queries/exports";
import type { Member } from "../../api/queries/account";
import { useMember } from "../../app/MemberRoute";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Card } from "../../ui/Card";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Empty, Failed, Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import { inOrder, sectionName } from "../account/sharing/records";
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
      <Lent member={member} />
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

/** The sections that have records, so that they can be in a file. */
const IN_FILES = ["profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "documents"];

/** Whoever looks after somebody else is told that it is seen, and which part of the record the file holds where it is not all. */
function Lent({ member }: { member: Member }) {
  const { t, format } = useText();
  const texts = t.downloads;
  const lent = member.charts.filter(({ role }) => role !== "primary");
  if (lent.length === 0) return null;
  const parts = lent.map(({ id, practice, sections }) => ({ id, practice, held: inOrder(sections).filter((name) => IN_FILES.includes(name)) }));
  const limited = parts.filter(({ held }) => held.length < IN_FILES.length);
  return (
    <Notice>
      <p>{texts.seen(nameOf(member))}</p>
      {limited.length > 0 && (
        <>
          <p className="mt-2">{texts.limited}</p>
          <ul className="list-disc pl-6">
            {limited.map(({ id, practice, held }) => (
              <li key={id}>{texts.limitedAt(practice.name, format.list(held.map((name) => sectionName(name, t))))}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
