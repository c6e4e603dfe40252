import { Route, Routes } from "react-router";
import { PublicFrame } from "../app/PublicFrame";
import { RequireSession } from "../app/RequireSession";
import { Console, ForgotPassword, StaffSignIn, Terms } from "./pages";

export function ConsoleRoutes() {
  return (
    <Routes>
      <Route element={<PublicFrame />}>
        <Route path="/sign-in/*" element={<StaffSignIn />} />
        <Route path="/forgot-password/*" element={<ForgotPassword />} />
        <Route path="/terms" element={<Terms />} />
      </Route>
      <Route element={<RequireSession />}>
        <Route path="/*" element={<Console />} />
      </Route>
    </Routes>
  );
}
