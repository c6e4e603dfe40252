import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import type { CaptchaStatus } from "./captcha";

/** Says how the check goes. There is nothing to click unless it failed. */
export function CaptchaLine({ status, onAgain }: { status: CaptchaStatus; onAgain: () => void }) {
  const { t } = useText();
  const texts = t.captcha;
  return (
    <div className="mb-4 rounded border border-line bg-white p-4">
      <p role="status" className="flex items-center gap-3">
        {status === "working" && <span aria-hidden="true" className="size-6 shrink-0 animate-spin rounded-full border-3 border-line border-t-brand" />}
        {status === "done" && (
          <span aria-hidden="true" className="text-xl font-bold text-good">
            ✓
          </span>
        )}
        {status === "working" ? texts.checking : status === "done" ? texts.checked : texts.checkFailed}
      </p>
      {status === "failed" && (
        <div className="mt-2">
          <Button look="secondary" onPress={onAgain}>
            {texts.checkAgain}
          </Button>
        </div>
      )}
    </div>
  );
}
