import { answer, api } from "../../api/client";
import type { BodyOf } from "../../api/operations";
import { useTellChange } from "../../api/queries/account";

type Change = BodyOf<"/api/charts/{chart}/documents/{document}", "patch">;

/** Another name or folder, or back from the deleted; null deletes it. */
export function useChangeDocument(chart: string) {
  const tellChange = useTellChange();
  return async (document: string, body: Change | null) => {
    const params = { path: { chart, document } };
    await (body
      ? answer(api.PATCH("/api/charts/{chart}/documents/{document}", { params, body }))
      : answer(api.DELETE("/api/charts/{chart}/documents/{document}", { params })));
    await tellChange("documents");
  };
}
