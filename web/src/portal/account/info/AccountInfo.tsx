import { Navigate, Route, Routes } from "react-router";
import type { Account } from "../../../api/queries/account";
import { AddEmail } from "./AddEmail";
import { AddPhone } from "./AddPhone";
import { EditLanguage } from "./EditLanguage";
import { EditName } from "./EditName";
import { EditNotices } from "./EditNotices";
import { EditUsername } from "./EditUsername";
import { Overview } from "./Overview";
import { VerifyEmail } from "./VerifyEmail";
import { VerifyPhone } from "./VerifyPhone";

export const INFO = "/account/info";

/** What the account's holder is called, where they are reached and how: one page to see it, one for each change. */
export function AccountInfo({ account }: { account: Account }) {
  return (
    <Routes>
      <Route index element={<Overview account={account} />} />
      <Route path="username" element={<EditUsername account={account} />} />
      <Route path="name" element={<EditName account={account} />} />
      <Route path="language" element={<EditLanguage account={account} />} />
      <Route path="notices" element={<EditNotices account={account} />} />
      <Route path="email" element={<AddEmail />} />
      <Route path="email/verify" element={<VerifyEmail />} />
      <Route path="phone" element={<AddPhone account={account} />} />
      <Route path="phone/verify" element={<VerifyPhone />} />
      <Route path="*" element={<Navigate to={INFO} replace />} />
    </Routes>
  );
}
