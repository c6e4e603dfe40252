import { Route, Routes } from "react-router";
import { NotFound } from "../../app/NotFound";
import { KINDS } from "../../fhir/kinds";
import { KindPage } from "./KindPage";
import { Overview } from "./Overview";
import { VitalPage, Vitals } from "./Vitals";

/** The health record: its first page, and a page for each kind of records. */
export default function Health() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      <Route path="vitals" element={<Vitals />} />
      <Route path="vitals/:chart/:result" element={<VitalPage />} />
      {KINDS.map((kind) => (
        <Route key={kind.id} path={kind.id} element={<KindPage kind={kind} />} />
      ))}
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
