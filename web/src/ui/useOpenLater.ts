import { useRef, useState } from "react";

interface State {
  isBusy: boolean;
  /** Set where the browser opened no tab: for a link that the person follows. */
  link: string | null;
  error: unknown;
}

const IDLE: State = { isBusy: false, link: null, error: null };

/**
 * Opens a page whose address has to be asked for first. Browsers allow a new tab only at the moment of the click, so the
 * tab is opened at once and gets its address later.
 */
export function useOpenLater(load: () => Promise<string>) {
  const [state, setState] = useState(IDLE);
  const running = useRef(false);
  const open = async () => {
    if (running.current) return;
    running.current = true;
    const tab = window.open("", "_blank");
    // The page that comes must not reach back into this one.
    if (tab) tab.opener = null;
    setState({ ...IDLE, isBusy: true });
    try {
      const address = await load();
      if (tab && !tab.closed) tab.location.replace(address);
      setState({ ...IDLE, link: tab && !tab.closed ? null : address });
    } catch (error) {
      tab?.close();
      setState({ ...IDLE, error });
    } finally {
      running.current = false;
    }
  };
  return { ...state, open: () => void open() };
}
