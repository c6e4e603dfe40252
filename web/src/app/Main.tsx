import { Component, Suspense, useSyncExternalStore, type ReactNode } from "react";
import { useLocation } from "react-router";
import { useText } from "../i18n/language";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Loading } from "../ui/states";

/** The main landmark: what the skip link leads to, with the states any page may fall into. */
export function Main({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[64rem] grow px-4 py-8">
      <OfflineNotice />
      <CrashBoundary page={pathname}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </CrashBoundary>
    </main>
  );
}

function OfflineNotice() {
  const { t } = useText();
  const online = useSyncExternalStore(onConnection, () => navigator.onLine);
  return <div role="status">{!online && <Notice look="warm">{t.problem.offline}</Notice>}</div>;
}

function onConnection(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** A mistake in our own code, or a part of the portal that could not be loaded, costs one page and not the whole portal. */
class CrashBoundary extends Component<{ page: string; children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };
  static getDerivedStateFromError = () => ({ crashed: true });
  override componentDidUpdate(before: { page: string }) {
    if (this.state.crashed && before.page !== this.props.page) this.setState({ crashed: false });
  }
  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useText();
  return (
    <Page title={t.problem.crashTitle} narrow>
      <p className="mb-4">{t.problem.crash}</p>
      <Button onPress={() => window.location.reload()}>{t.problem.reload}</Button>
    </Page>
  );
}
