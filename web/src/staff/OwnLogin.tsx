import { Navigate, Route, Routes } from "react-router";
import { ChangePassword } from "../portal/account/ChangePassword";
import { Security } from "../portal/account/security/Security";
import { WithAccount } from "../portal/account/WithAccount";
import { SubNav } from "./SubNav";
import { useStaffText } from "./text";

/** The login of the member of staff: its password, second factors and devices, on the portal's own pages. */
export function OwnLogin() {
  const { s } = useStaffText();
  const links = [
    ["/account/security", s.ownAccount.security],
    ["/account/password", s.ownAccount.password],
  ] as const;
  return (
    <>
      <SubNav label={s.ownAccount.nav} links={links} />
      <Routes>
        <Route path="security/*" element={<WithAccount>{(account) => <Security account={account} />}</WithAccount>} />
        <Route path="password" element={<WithAccount>{(account) => <ChangePassword account={account} />}</WithAccount>} />
        <Route path="*" element={<Navigate to="/account/security" replace />} />
      </Routes>
    </>
  );
}
