import { useQueryClient } from "@tanstack/react-query";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import { problemText } from "../../i18n/problemText";
import { Outside } from "../../portal/Outside";
import { Button } from "../../ui/Button";
import { useOpenLater } from "../../ui/useOpenLater";
import { useStaff } from "../staff";
import { useStaffText } from "../text";

/** Opens a document that the practice was given, shared or with a message. Who opens it is in the giver's log. */
export function OpenReceived({ id, name }: { id: string; name: string }) {
  const { t, s } = useStaffText();
  const { path, may } = useStaff();
  const queries = useQueryClient();
  const file = useOpenLater(async () => {
    const { url } = await answer(api.GET("/api/practices/{practice_id}/documents/{given}/file", { params: { path: { ...path, given: id } } }));
    void tellChange(queries, "received");
    return url;
  });
  if (!may("documents")) return null;
  return (
    <span>
      <Button look="plain" isPending={file.isBusy} onPress={file.open}>
        <span>
          {s.received.open} <span className="sr-only">{name}</span> <span className="font-normal">{t.app.newTab}</span>
        </span>
      </Button>
      <Outside link={file.link} problem={file.error ? problemText(file.error, t) : null} />
    </span>
  );
}
