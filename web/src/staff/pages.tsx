import { page } from "../app/page";

export const StaffSignIn = page(() => import("./StaffSignIn"));
export const ForgotPassword = page(() => import("../portal/forgot/ForgotPassword"));
export const Terms = page(() => import("../portal/Terms"));
export const Console = page(() => import("./Console"));

const FRONT = [["/staff/sign-in", StaffSignIn], ["/staff/forgot-password", ForgotPassword], ["/staff/terms", Terms]] as const;

/** Fetches what the address needs. A file that does not come is asked for again, and reported, when its page is drawn. */
export async function fetchPagesOf(pathname: string) {
  const asked = FRONT.filter(([path]) => pathname.startsWith(path)).map(([, each]) => each);
  await Promise.allSettled((asked.length ? asked : [Console]).map((each) => each.fetch()));
}

/** Fetches the rest, so that no later click waits for a file. */
export async function fetchOtherPages() {
  await Promise.allSettled([StaffSignIn, Console].map((each) => each.fetch()));
}
