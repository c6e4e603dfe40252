import { Route, Routes } from "react-router";
import { NotFound } from "../../app/NotFound";
import { KINDS } from "../../fhir/kinds";
import { KindPage } from "./KindPage";
import { MEASURED, Overview } from "./Overview";
import { MeasurePage, Measures } from "./Measures";

/** The health record: its first page, and a page for each kind of records. */
export default function Health() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      {MEASURED.map((id) => (
        <Route key={id} path={id}>
          <Route index element={<Measures id={id} />} />
          <Route path=":chart/:result" element={<MeasurePage id={id} />} />
        </Route>
      ))}
      {KINDS.map((kind) => (
        <Route key={kind.id} path={kind.id} element={<KindPage kind={kind} />} />
      ))}
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
