import { answer, api } from "../../api/client";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { useOpenLater } from "../../ui/useOpenLater";
import { Outside } from "../Outside";

/** Opens one's own document in a tab of its own, straight from where it is kept. */
export function OpenDocument({ chart, document, name }: { chart: string; document: string; name: string }) {
  const { t } = useText();
  const params = { path: { chart, document } };
  const file = useOpenLater(async () => (await answer(api.GET("/api/charts/{chart}/documents/{document}/file", { params }))).url);
  return (
    <div>
      <Button look="secondary" isPending={file.isBusy} onPress={file.open}>
        <span>
          {t.documents.open} <span className="sr-only">{name}</span> <span className="font-normal">{t.app.newTab}</span>
        </span>
      </Button>
      <Outside link={file.link} problem={file.error ? t.documents.notOpened : null} />
    </div>
  );
}
