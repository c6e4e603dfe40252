import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BrowserRouter } from "react-router";
import { hearChanges } from "../api/changes";
import { ApiProblem } from "../api/problem";
import { currentSession, onSessionChange } from "../api/session";
import { LanguageProvider } from "../i18n/language";

/** The first words of the keys of what one may see only as long as one has access. */
const OF_RECORDS = new Set<unknown>(["records", "record", "access", "forms", "messages", "draft", "recipients", "documents", "links", "sharees"]);

const queries = new QueryClient({
  queryCache: new QueryCache({
    // Access may have ended while the page was open: who is still in the account tells what the page then says.
    onError: (error, { queryKey }) => {
      if (OF_RECORDS.has(queryKey[0]) && error instanceof ApiProblem && [403, 404].includes(error.status)) void queries.invalidateQueries({ queryKey: ["members"] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      // A refusal stays a refusal; only a lost connection or a server in trouble is worth asking again.
      retry: (count, error) => count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
      // Coming back to the tab must not keep a session alive that nobody uses.
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
  },
});

// Nothing of a record stays in memory once its reader is signed out.
onSessionChange(() => {
  if (currentSession().state === "out") queries.clear();
});

hearChanges(queries);

/** What the portal and the console have in common around their pages. `home` is the path that all of its pages stand below. */
export function App({ home, children }: { home: string; children: ReactNode }) {
  return (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename={home}>{children}</BrowserRouter>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
