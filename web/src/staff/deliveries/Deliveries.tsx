import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { RecordList } from "../../portal/RecordList";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { useFormErrors, type FormErrors } from "../../ui/useFormErrors";
import type { Delivery } from "../api";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";

const LOOKS = { waiting: "quiet", delivered: "good", failing: "bad" } as const;

/** The outbound webhooks of the practice, each with what became of it. */
export function Deliveries() {
  const { s, format } = useStaffText();
  const texts = s.deliveries;
  const { path, may } = useStaff();
  const [said, say] = useState("");
  const errors = useFormErrors();
  const { rows, list } = usePaged(["deliveries"], async (cursor, signal) => {
    const page = await answer(api.GET("/api/practices/{practice_id}/deliveries", { params: { path, query: { cursor } }, signal }));
    return { rows: page.deliveries, cursor: page.cursor };
  });
  const status = (last: Delivery["last_status"]) => (typeof last === "number" ? String(last) : texts.noAnswer);
  const repeat = { title: texts.actions, cell: (delivery: Delivery) => <Repeat delivery={delivery} errors={errors} say={say} /> };
  return (
    <Page title={texts.title} errors={errors.list}>
      <p className="mb-6 max-w-3xl">{texts.intro}</p>
      <DoneNotice said={said} />
      <RecordList list={list} count={rows.length} empty={texts.none}>
        <DataTable
          label={texts.title}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { title: texts.what, cell: ({ type }) => texts.types[type] ?? type },
            { title: texts.when, cell: ({ created }) => format.moment(new Date(created)) },
            { title: texts.state, cell: ({ state }) => <Badge look={LOOKS[state]}>{texts.states[state]}</Badge> },
            {
              title: texts.tries,
              cell: ({ attempts, last_attempt: last, last_status: answered }) => (
                <>
                  {texts.tried(attempts)}
                  {last && (
                    <span className="block text-quiet">
                      {format.moment(new Date(last))} · {texts.answered(status(answered))}
                    </span>
                  )}
                </>
              ),
            },
            ...(may("deliveries", "write") ? [repeat] : []),
          ]}
        />
      </RecordList>
    </Page>
  );
}

function Repeat({ delivery: { id, created }, errors, say }: { delivery: Delivery; errors: FormErrors; say: (text: string) => void }) {
  const { s, format } = useStaffText();
  const { path } = useStaff();
  const queries = useQueryClient();
  const { busy, run } = useConsoleOperation(errors);
  const repeat = async () => {
    say("");
    await answer(api.POST("/api/practices/{practice_id}/deliveries/{delivery_id}/repeat", { params: { path: { ...path, delivery_id: id } } }));
    say(s.deliveries.repeated);
    await tellChange(queries, "deliveries");
  };
  return (
    <Button look="plain" isPending={busy !== null} onPress={() => void run("send", repeat)}>
      {s.deliveries.repeat}
      <span className="sr-only"> {format.moment(new Date(created))}</span>
    </Button>
  );
}
