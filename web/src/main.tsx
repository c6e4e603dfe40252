import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { fetchOtherPages, fetchPagesOf } from "./app/pages";
import { AppRoutes } from "./app/routes";
import "./index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
await fetchPagesOf(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <App home="/">
      <AppRoutes />
    </App>
  </StrictMode>,
);
void fetchOtherPages();
