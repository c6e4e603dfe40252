import { Navigate, NavLink, Route, Routes } from "react-router";
import { NotFound } from "../../app/NotFound";
import { useText } from "../../i18n/language";
import { AuditLogs } from "./audit/AuditLogs";
import { ChangePassword } from "./ChangePassword";
import { Contacts } from "./contacts/Contacts";
import { Family } from "./family/Family";
import { AccountInfo } from "./info/AccountInfo";
import { Security } from "./security/Security";
import { Sharing } from "./sharing/Sharing";
import { WithAccount } from "./WithAccount";

/** Manage Account: every tab is a page with an address of its own. */
export default function Account() {
  return (
    <>
      <Tabs />
      <Routes>
        <Route index element={<Navigate to="family" replace />} />
        <Route path="family/*" element={<Family />} />
        <Route path="sharing/*" element={<Sharing />} />
        <Route path="contacts/*" element={<Contacts />} />
        <Route path="audit-logs" element={<AuditLogs />} />
        <Route path="info/*" element={<WithAccount>{(account) => <AccountInfo account={account} />}</WithAccount>} />
        <Route path="password" element={<WithAccount>{(account) => <ChangePassword account={account} />}</WithAccount>} />
        <Route path="security/*" element={<WithAccount>{(account) => <Security account={account} />}</WithAccount>} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </>
  );
}

function Tabs() {
  const { t } = useText();
  const tabs = t.account.tabs;
  const links = [
    ["family", tabs.family],
    ["sharing", t.sharing.title],
    ["contacts", tabs.contacts],
    ["audit-logs", tabs.audit],
    ["info", tabs.info],
    ["password", tabs.password],
    ["security", tabs.security],
  ] as const;
  return (
    <nav aria-label={t.account.title} className="mb-8 print:hidden">
      <p aria-hidden="true" className="mb-1 text-quiet">
        {t.account.title}
      </p>
      <ul role="list" className="grid grid-cols-2 border-b border-line sm:grid-cols-3 md:flex md:flex-wrap md:gap-x-6">
        {links.map(([path, title]) => (
          <li key={path} className="flex">
            <NavLink to={`/account/${path}`} className="tab-link w-full md:w-auto">
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
