import { useState } from "react";
import { answer, api } from "../../api/client";
import { RecordList } from "../../portal/RecordList";
import { DoneNotice } from "../../portal/account/DoneNotice";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { usePaged } from "../paged";
import { useStaff } from "../staff";
import { SubNav } from "../SubNav";
import { useStaffText } from "../text";
import { CorrectionCard } from "./CorrectionCard";

/** What patients asked to have corrected in their record (B8), open or decided. */
export function Corrections({ state = "open" }: { state?: "open" | "decided" }) {
  const { s } = useStaffText();
  const { path } = useStaff();
  const [said, say] = useState("");
  const errors = useFormErrors();
  const { rows, list } = usePaged(["corrections", state], async (cursor, signal) => {
    const query = { state, cursor };
    const page = await answer(api.GET("/api/practices/{practice_id}/corrections", { params: { path, query }, signal }));
    return { rows: page.corrections, cursor: page.cursor };
  });
  const links = [
    ["/corrections", s.corrections.open],
    ["/corrections/decided", s.corrections.decided],
  ] as const;
  return (
    <Page title={s.corrections.title} errors={errors.list}>
      <SubNav label={s.corrections.lists} links={links} />
      <DoneNotice said={said} />
      {state === "open" && <p className="mb-6 max-w-3xl">{s.corrections.own}</p>}
      <RecordList list={list} count={rows.length} empty={s.corrections.none[state]}>
        <ul role="list" className="grid items-start gap-6 md:grid-cols-2">
          {rows.map((correction) => (
            <li key={correction.id}>
              <CorrectionCard correction={correction} errors={errors} say={say} />
            </li>
          ))}
        </ul>
      </RecordList>
    </Page>
  );
}
