import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../app/App";
import "../index.css";
import { fetchOtherPages, fetchPagesOf } from "./pages";
import { ConsoleRoutes } from "./routes";

const root = document.getElementById("root");
if (!root) throw new Error("staff.html has no #root");
await fetchPagesOf(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <App home="/staff">
      <ConsoleRoutes />
    </App>
  </StrictMode>,
);
void fetchOtherPages();
