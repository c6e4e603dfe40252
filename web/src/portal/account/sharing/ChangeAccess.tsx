import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange } from "../../../api/queries/account";
import type { Shared } from "../../../api/queries/family";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useFormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import type { DoneState } from "../DoneNotice";
import { EditPage } from "../EditPage";
import { endOfDay, readDay, shownDay } from "../readDay";
import { doing, inOrder, sectionName, type OwnRecord } from "./records";
import { SHARING } from "./Sharing";

/** What somebody may see, and until when; never more than what the practice gave. */
export function ChangeAccess({ record, shared }: { record: OwnRecord; shared: Shared }) {
  const { t } = useText();
  const texts = t.sharing;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const [kept, setKept] = useState(shared.sections);
  const [until, setUntil] = useState<"none" | "day">(shared.ends ? "day" : "none");
  const [day, setDay] = useState(shownDay(shared.ends));
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors, (problem) => fieldErrors(problem, ["ends"], () => texts.pastDay));
  const order = inOrder(shared.given);

  const keep = (section: string, right: "read" | "write" | null) => {
    const others = Object.entries(kept).filter(([name]) => name !== section);
    setKept(Object.fromEntries(right ? [...others, [section, right]] : others));
  };
  const submit = () => {
    const read = readDay(day);
    const ends = until === "day" && read ? endOfDay(read) : null;
    const badDay = until === "none" ? null : !ends ? texts.badDay : ends <= new Date() ? texts.pastDay : null;
    const wrong = [
      ...(Object.keys(kept).length > 0 ? [] : [{ id: order[0], message: texts.keepOne }]),
      ...(badDay ? [{ id: "ends", message: badDay }] : []),
    ];
    if (!errors.show(wrong)) return;
    const path = { chart: record.chart.id, id: shared.id };
    void run("send", async () => {
      await answer(api.PATCH("/api/charts/{chart}/access/{id}", { params: { path }, body: { sections: kept, ends: ends?.toISOString() ?? null } }));
      await tellChange("access");
      const state: DoneState = { done: "changed" };
      void navigate(SHARING, { state });
    });
  };

  return (
    <EditPage
      title={texts.changeTitle(shared.name)}
      eyebrow={texts.recordOf(nameOf(record.member), record.chart.practice.name)}
      note={texts.changeNote(record.chart.practice.name)}
      errors={errors}
      isSending={busy !== null}
      onSubmit={submit}
      back={SHARING}
    >
      <fieldset className="mb-6">
        <legend className="mb-1 font-bold">{texts.sees}</legend>
        {order.map((section, index) => (
          <div key={section}>
            <Checkbox
              id={section}
              checked={kept[section] !== undefined}
              onChange={(checked) => keep(section, checked ? (shared.given[section] ?? "read") : null)}
              error={index === 0 ? errors.of(section) : undefined}
            >
              <span className="inline-block first-letter:uppercase">{sectionName(section, t)}</span>
            </Checkbox>
            {shared.given[section] === "write" && kept[section] && (
              <div className="pl-10">
                <Checkbox
                  id={`${section}-write`}
                  checked={kept[section] === "write"}
                  onChange={(checked) => keep(section, checked ? "write" : "read")}
                >
                  {texts.mayAlso(doing(section, t))}
                </Checkbox>
              </div>
            )}
          </div>
        ))}
      </fieldset>
      <RadioGroup
        id="until"
        legend={texts.until}
        value={until}
        onChange={setUntil}
        options={(["none", "day"] as const).map((value) => ({ value, label: texts.untilOptions[value] }))}
      />
      {until === "day" && (
        <Field
          id="ends"
          label={texts.lastDay}
          hint={texts.dayHint}
          error={errors.of("ends")}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          autoComplete="off"
        />
      )}
    </EditPage>
  );
}
