import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange, type AccountChange } from "../../../api/queries/account";
import type { DoneState } from "../DoneNotice";
import { INFO } from "./AccountInfo";

/** Changes the account, and goes back to the overview, which says so. `done` names its words. */
export function useSave() {
  const navigate = useNavigate();
  const tellChange = useTellChange();
  return async (change: AccountChange, done: string) => {
    await answer(api.PATCH("/api/account", { body: change }));
    await tellChange("account");
    const state: DoneState = { done };
    void navigate(INFO, { state });
  };
}
