import { Route, Routes } from "react-router";
import { HomeRedirect, MemberRoute } from "./MemberRoute";
import { NotFound } from "./NotFound";
import {
  Account, Activate, Appointments, Billing, Dashboard, Documents, Downloads, FilledForm, FillForm, ForgotPassword, Forms, Health, Labs, LabTest, Messages, Prescriptions,
  SharedDocument, Shell, SignIn, Terms,
} from "./pages";
import { PublicFrame } from "./PublicFrame";
import { RequireSession } from "./RequireSession";

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<PublicFrame />}>
        <Route path="/activate/*" element={<Activate />} />
        <Route path="/sign-in/*" element={<SignIn />} />
        <Route path="/forgot-password/*" element={<ForgotPassword />} />
        <Route path="/terms" element={<Terms />} />
        <Route path="/shared/:token" element={<SharedDocument />} />
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
            <Route path="forms" element={<Forms />} />
            <Route path="forms/filled/:chart/:response" element={<FilledForm />} />
            <Route path="forms/:chart/:form/:questionnaire" element={<FillForm />} />
            <Route path="billing" element={<Billing />} />
            <Route path="health/*" element={<Health />} />
            <Route path="messages/*" element={<Messages />} />
            <Route path="documents/*" element={<Documents />} />
            <Route path="download" element={<Downloads />} />
            <Route path="*" element={<NotFound />} />
          </Route>
          <Route path="/account/*" element={<Account />} />
        </Route>
      </Route>
      <Route element={<PublicFrame />}>
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
