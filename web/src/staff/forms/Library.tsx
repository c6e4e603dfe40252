import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { RecordList } from "../../portal/RecordList";
import { Button, ButtonLink } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { useFormErrors, type FormErrors } from "../../ui/useFormErrors";
import type { ListedQuestionnaire } from "../api";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { FormLists } from "./Forms";

/** By title, as far as it is loaded. */
export function useLibrary() {
  const { path } = useStaff();
  const { rows, list } = usePaged(["questionnaires"], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/questionnaires", { params: { path, query: { cursor } }, signal }));
    return { rows: page.questionnaires, cursor: page.cursor };
  });
  return { rows: [...rows].sort((a, b) => a.title.localeCompare(b.title)), list };
}

/** The questionnaires that the practice may ask for (D7). */
export function Library() {
  const { s, format } = useStaffText();
  const texts = s.library;
  const { may } = useStaff();
  const [said, say] = useState<string | null>(null);
  const errors = useFormErrors();
  const { rows, list } = useLibrary();
  const retire = { title: texts.actions, cell: (row: ListedQuestionnaire) => <Retire questionnaire={row} errors={errors} say={say} /> };
  const mayWrite = may("forms", "write");
  return (
    <Page title={texts.title} errors={errors.list} aside={mayWrite && <ButtonLink to="/forms/library/add">{texts.add}</ButtonLink>}>
      <FormLists />
      <p className="mb-6 max-w-3xl">{texts.intro}</p>
      <DoneNotice said={said} />
      <RecordList list={list} count={rows.length} empty={texts.none}>
        <DataTable
          label={texts.title}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              title: texts.name,
              cell: ({ id, title, url }) => (
                <>
                  <Link to={`/forms/library/${id}`} className="link -my-2.5 inline-block py-2.5">
                    {title}
                  </Link>
                  {url && <span className="block text-quiet">{url}</span>}
                </>
              ),
            },
            { title: texts.version, cell: ({ version }) => version },
            { title: texts.questions, cell: ({ questions }) => String(questions) },
            { title: texts.added, cell: ({ added }) => format.shortDay(new Date(added)) },
            ...(mayWrite ? [retire] : []),
          ]}
        />
      </RecordList>
    </Page>
  );
}

function Retire({ questionnaire: { id, title }, errors, say }: { questionnaire: ListedQuestionnaire; errors: FormErrors; say: (text: string) => void }) {
  const { s } = useStaffText();
  const { path } = useStaff();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { busy, run } = useConsoleOperation(errors);
  const retire = async () => {
    say("");
    await answer(api.DELETE("/api/practices/{practice_id}/questionnaires/{questionnaire}", { params: { path: { ...path, questionnaire: id } } }));
    say(s.library.retired(title));
    await tellChange(queries, "questionnaires");
  };
  return (
    <>
      <Button look="plain" isPending={busy !== null} onPress={() => setAsks(true)}>
        <span>
          {s.library.retire}
          <span className="sr-only"> {title}</span>
        </span>
      </Button>
      <ConfirmDialog
        title={s.library.retireTitle(title)}
        text={s.library.retireText}
        action={s.library.retire}
        isOpen={asks}
        onConfirm={() => void run("send", retire)}
        onClose={() => setAsks(false)}
      />
    </>
  );
}
