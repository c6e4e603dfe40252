import { useEffect, useRef, useState } from "react";
import { wholeAudit, type AuditFilter, type AuditSource } from "../../../api/queries/audit";
import { useText } from "../../../i18n/language";
import { Button } from "../../../ui/Button";
import type { FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { auditLine } from "./auditText";
import { csv, sheetTime } from "./csv";

/** Makes a file of everything the filter lets through, in the browser, with the words of the page and times that can be sorted. */
export function DownloadAudit({ source, filter, errors }: { source: AuditSource; filter: AuditFilter; errors: FormErrors }) {
  const { t, format } = useText();
  const texts = t.audit;
  const [said, setSaid] = useState("");
  const stop = useRef(new AbortController());
  const { busy, run } = useOperation(errors);
  useEffect(() => {
    stop.current = new AbortController();
    return () => stop.current.abort();
  }, []);

  const download = async () => {
    setSaid(texts.downloading(0));
    try {
      const entries = await wholeAudit(source, filter, (count) => setSaid(texts.downloading(count)), stop.current.signal);
      const head = [texts.what, texts.practice, texts.who, texts.whenIn(Intl.DateTimeFormat().resolvedOptions().timeZone), texts.where];
      const rows = entries.map((entry) => {
        const line = auditLine(entry, t, format);
        return [line.what, line.practice, line.who, sheetTime(new Date(entry.at)), line.where];
      });
      save(csv([head, ...rows]), texts.fileName(sheetTime(new Date()).slice(0, 10)));
      setSaid(texts.downloaded(entries.length));
    } catch (error) {
      setSaid("");
      if (!stop.current.signal.aborted) throw error;
    }
  };

  return (
    <div className="mt-6 print:hidden">
      <Button look="secondary" onPress={() => void run("send", download)} isPending={busy !== null}>
        {texts.download}
      </Button>
      <p role="status" className="mt-1 text-quiet">
        {said}
      </p>
    </div>
  );
}

function save(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
