import { useState } from "react";
import { RecordList } from "../../portal/RecordList";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { DataTable } from "../../ui/DataTable";
import { Field } from "../../ui/Field";
import type { PatientRow } from "../api";
import { usePatients } from "../patients/PatientList";
import { useStaffText } from "../text";

export interface ChosenPatient {
  chart: string;
  name: string;
}

interface ChoosePatientsProps {
  /** By chart. Who is chosen stays so while one looks for others. */
  chosen: ReadonlyMap<string, ChosenPatient>;
  onChange: (chosen: ReadonlyMap<string, ChosenPatient>) => void;
  error?: string;
}

const nameOf = ({ given, family }: PatientRow) => `${given} ${family}`;

/** Any number of the practice's patients, found by a search or picked from the list. */
export function ChoosePatients({ chosen, onChange, error }: ChoosePatientsProps) {
  const { s, format } = useStaffText();
  const texts = s.askForms;
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const { rows, list } = usePatients("all", search);
  const choose = (patients: PatientRow[], on: boolean) => {
    const next = new Map(chosen);
    patients.forEach((each) => (on ? next.set(each.chart, { chart: each.chart, name: nameOf(each) }) : next.delete(each.chart)));
    onChange(next);
  };
  return (
    <section aria-labelledby="patients" className="mb-6">
      <h2 id="patients" className="mb-3 text-xl font-bold">
        {texts.patients}
      </h2>
      <Field
        id="search"
        type="search"
        label={s.patients.search}
        hint={s.patients.searchHint}
        error={error}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          // Return looks for a patient here; it must not send the form around it.
          if (event.key !== "Enter") return;
          event.preventDefault();
          setSearch(typed.trim());
        }}
        autoComplete="off"
        spellCheck={false}
      />
      <div className="-mt-2 mb-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button look="secondary" onPress={() => setSearch(typed.trim())}>
          {s.patients.find}
        </Button>
        {rows.length > 0 && (
          <Checkbox id="all-patients" inRow checked={rows.every(({ chart }) => chosen.has(chart))} onChange={(on) => choose(rows, on)}>
            {texts.allShown}
          </Checkbox>
        )}
      </div>
      <p role="status" className="mb-3 font-bold">
        {chosen.size ? texts.chosen(format.list([...chosen.values()].map(({ name }) => name))) : texts.noneChosen}
      </p>
      <RecordList list={list} count={rows.length} empty={search ? s.patients.noneFound : s.patients.none}>
        <DataTable
          label={s.patients.title}
          rows={rows}
          rowKey={({ chart }) => chart}
          columns={[
            { title: s.patients.name, cell: ({ given, family }) => `${family}, ${given}` },
            { title: s.patients.born, cell: ({ birth_date: date }) => format.fhirDay(date, true) },
            { title: s.patients.number, cell: ({ id }) => id },
            {
              title: texts.choose,
              cell: (patient) => (
                <Checkbox id={`patient-${patient.chart}`} inRow checked={chosen.has(patient.chart)} onChange={(on) => choose([patient], on)}>
                  <span className="sr-only">{texts.chooseOne(nameOf(patient))}</span>
                </Checkbox>
              ),
            },
          ]}
        />
      </RecordList>
    </section>
  );
}
