import { useText } from "../i18n/language";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

interface ConfirmDialogProps {
  title: string;
  text: string;
  /** What is done, on the button. */
  action: string;
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done that cannot be taken back. */
export function ConfirmDialog({ title, text, action, isOpen, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useText();
  return (
    <Dialog title={title} describedBy="confirm-text" isOpen={isOpen} onClose={onClose}>
      <p id="confirm-text">{text}</p>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button
          look="danger"
          onPress={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the answer that changes nothing, in a dialog that takes the focus anyway */}
        <Button autoFocus look="secondary" onPress={onClose}>
          {t.app.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
