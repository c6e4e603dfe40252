import { page } from "./page";

export const Activate = page(() => import("../portal/activate/Activate"));
export const SignIn = page(() => import("../portal/sign-in/SignIn"));
export const ForgotPassword = page(() => import("../portal/forgot/ForgotPassword"));
export const Terms = page(() => import("../portal/Terms"));
export const Shell = page(() => import("./Shell"));
export const Dashboard = page(() => import("../portal/dashboard/Dashboard"));
export const Appointments = page(() => import("../portal/appointments/Appointments"));
export const Prescriptions = page(() => import("../portal/prescriptions/Prescriptions"));
export const Labs = page(() => import("../portal/labs/Labs"));
export const LabTest = page(() => import("../portal/labs/LabTest"));
export const Forms = page(() => import("../portal/forms/Forms"));
export const FillForm = page(() => import("../portal/forms/FillForm"));
export const FilledForm = page(() => import("../portal/forms/FilledForm"));
export const Billing = page(() => import("../portal/billing/Billing"));
export const Health = page(() => import("../portal/health/Health"));
export const Downloads = page(() => import("../portal/downloads/Downloads"));
export const Messages = page(() => import("../portal/messages/Messages"));
export const Documents = page(() => import("../portal/documents/Documents"));
export const SharedDocument = page(() => import("../portal/shared/SharedDocument"));
export const Account = page(() => import("../portal/account/Account"));

const SIGNED_IN = [Shell, Dashboard, Appointments, Forms, FillForm, FilledForm, Prescriptions, Labs, LabTest, Billing, Health, Downloads, Messages, Documents, Account];

/** Fetches what the address needs. A file that does not come is asked for again, and reported, when its page is drawn. */
export async function fetchPagesOf(pathname: string) {
  const front = [["/activate", Activate], ["/sign-in", SignIn], ["/forgot-password", ForgotPassword], ["/terms", Terms], ["/shared", SharedDocument]] as const;
  const asked = front.filter(([path]) => pathname.startsWith(path)).map(([, each]) => each);
  await Promise.allSettled((asked.length ? asked : SIGNED_IN).map((each) => each.fetch()));
}

/** Fetches the rest, so that no later click waits for a file. */
export async function fetchOtherPages() {
  await Promise.allSettled([SignIn, ForgotPassword, ...SIGNED_IN].map((each) => each.fetch()));
}
