import { lazy } from "react";
import { Navigate, Route, Routes } from "react-router";
import { HomeRedirect, MemberRoute } from "./MemberRoute";
import { NotFound } from "./NotFound";
import { PublicFrame } from "./PublicFrame";
import { RequireSession } from "./RequireSession";

// What a signed-in person sees is not loaded before: the pages in front of it stay light.
const Shell = lazy(() => import("./Shell"));
const Activate = lazy(() => import("../portal/activate/Activate"));
const SignIn = lazy(() => import("../portal/sign-in/SignIn"));
const Terms = lazy(() => import("../portal/Terms"));
const Dashboard = lazy(() => import("../portal/dashboard/Dashboard"));
const Appointments = lazy(() => import("../portal/appointments/Appointments"));
const Prescriptions = lazy(() => import("../portal/prescriptions/Prescriptions"));
const Labs = lazy(() => import("../portal/labs/Labs"));
const LabTest = lazy(() => import("../portal/labs/LabTest"));
const AuditLogs = lazy(() => import("../portal/account/AuditLogs"));

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<PublicFrame />}>
        <Route path="/activate/*" element={<Activate />} />
        <Route path="/sign-in/*" element={<SignIn />} />
        <Route path="/terms" element={<Terms />} />
      </Route>
      <Route element={<RequireSession />}>
        <Route element={<Shell />}>
          <Route path="/" element={<HomeRedirect />} />
          <Route path="/m/:member" element={<MemberRoute />}>
            <Route index element={<Dashboard />} />
            <Route path="appointments" element={<Appointments />} />
            <Route path="prescriptions" element={<Prescriptions />} />
            <Route path="labs" element={<Labs />} />
            <Route path="labs/:chart/:result" element={<LabTest />} />
            <Route path="*" element={<NotFound />} />
          </Route>
          <Route path="/account" element={<Navigate to="/account/audit-logs" replace />} />
          <Route path="/account/audit-logs" element={<AuditLogs />} />
        </Route>
      </Route>
      <Route element={<PublicFrame />}>
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
