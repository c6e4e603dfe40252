import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { fetchOtherPages, fetchPagesOf } from "./app/pages";
import "./index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
await fetchPagesOf(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void fetchOtherPages();
