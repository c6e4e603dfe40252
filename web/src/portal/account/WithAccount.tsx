import type { ReactNode } from "react";
import { useAccount, type Account } from "../../api/queries/account";
import { FailedPage } from "../../ui/FailedPage";
import { Loading } from "../../ui/states";

/** Draws what needs the signed-in account, once it is there. */
export function WithAccount({ children }: { children: (account: Account) => ReactNode }) {
  const account = useAccount();
  if (account.data) return children(account.data);
  return account.error ? <FailedPage error={account.error} retry={() => void account.refetch()} /> : <Loading />;
}
