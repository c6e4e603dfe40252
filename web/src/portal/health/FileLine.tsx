import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { bytesOf, type AttachedFile } from "../../fhir/attachment";
import type { Messages } from "../../i18n/en";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { sizeText } from "../../i18n/sizeText";
import { Button, OutLink } from "../../ui/Button";
import { Disclosure } from "../../ui/Disclosure";
import { useOpenLater } from "../../ui/useOpenLater";
import { Outside } from "../Outside";

interface FileLineProps {
  file: AttachedFile;
  chartId: string;
  /** What it belongs to. */
  about: string;
}

/** One file of a record, opened in the way that its place asks for. A short text is shown where it stands. */
export function FileLine({ file, chartId, about }: FileLineProps) {
  const { t, format } = useText();
  const name = file.name ?? about;
  if (file.text) {
    return (
      <Disclosure title={t.health.file.show} about={name}>
        <p className="max-w-3xl rounded border border-line bg-paper p-4 whitespace-pre-line">{file.text}</p>
      </Disclosure>
    );
  }
  const facts = [file.name ?? t.health.file.document, formatName(file.contentType, t), sizeText(file.size, t, format)].filter(Boolean).join(" · ");
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <span>{facts}</span>
      {file.fileId ? (
        <OpenFile fileId={file.fileId} chartId={chartId} name={name} />
      ) : file.link ? (
        <OutLink href={file.link} newTab look="secondary">
          <span>
            {t.health.file.open} <span className="sr-only">{name}</span> <span className="font-normal">{t.app.newTab}</span>
          </span>
        </OutLink>
      ) : (
        <Button look="secondary" onPress={() => save(file, name)}>
          <span>
            {t.health.file.save} <span className="sr-only">{name}</span>
          </span>
        </Button>
      )}
    </div>
  );
}

function OpenFile({ fileId, chartId, name }: { fileId: string; chartId: string; name: string }) {
  const { t } = useText();
  const path = { chart: chartId, id: fileId };
  const file = useOpenLater(async () => (await answer(api.GET("/api/charts/{chart}/files/{id}", { params: { path } }))).url);
  const isGone = file.error instanceof ApiProblem && file.error.status === 404;
  return (
    <>
      <Button look="secondary" isPending={file.isBusy} onPress={file.open}>
        <span>
          {t.health.file.open} <span className="sr-only">{name}</span> <span className="font-normal">{t.app.newTab}</span>
        </span>
      </Button>
      <Outside link={file.link} problem={file.error ? (isGone ? t.health.file.tooOld : problemText(file.error, t)) : null} />
    </>
  );
}

/** Hands what came with the record to the browser as a download. */
function save({ data, contentType }: AttachedFile, name: string) {
  const bytes = data && bytesOf(data);
  if (!bytes) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: contentType ?? "application/octet-stream" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** "PDF" of `application/pdf`. */
function formatName(contentType: string | null, t: Messages): string | null {
  const [kind, format] = contentType?.split("/") ?? [];
  return kind === "text" ? t.health.file.text : (format?.split(/[.+-]/).at(-1)?.toUpperCase() ?? null);
}
