import { useEffect, useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { useTellChange } from "../../api/queries/account";
import { useChangeDocument } from "./useChangeDocument";
import { uploadsOf, type OneUpload } from "./uploads";

/** The files that are uploaded from this page, one after the other; whoever leaves it cancels none. */
export function useUploads(chart: string) {
  const { pathname } = useLocation();
  const here = uploadsOf(pathname, chart);
  const uploads = useSyncExternalStore(here.subscribe, here.current);
  const tellChange = useTellChange();
  const changeDocument = useChangeDocument(chart);
  useEffect(() => () => here.tidy(), [here]);
  return {
    uploads,
    choose: (files: File[]) => here.choose(files),
    rename: here.rename,
    /** What was not accepted leaves one's documents, too. */
    leaveOut: (id: string) => {
      const gone = uploads.find((each) => each.id === id);
      here.leaveOut(id);
      if (gone?.state === "refused" && gone.document) void changeDocument(gone.document.id, null).catch(() => undefined);
    },
    /** Those that were taken, once all are through. */
    send: (these: OneUpload[], folder: string | null) => here.send(these, folder, () => tellChange("documents")),
    cancel: (id: string) => here.cancel(id),
  };
}
