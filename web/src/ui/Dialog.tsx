import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

interface DialogProps {
  title: string;
  /** The id of the text that is read out with the title. */
  describedBy: string;
  /** A form asks for more than a choice; everything else is an urgent question. */
  role?: "alertdialog" | "dialog";
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A question over the page; Escape answers it with `onClose`. */
export function Dialog({ title, describedBy, role = "alertdialog", isOpen, onClose, children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-20 flex items-center justify-center overflow-auto bg-black/60 p-4"
    >
      <Modal className="w-full max-w-lg">
        <AriaDialog role={role} aria-describedby={describedBy} className="rounded-lg border-2 border-ink bg-white p-6">
          <Heading slot="title" level={2} className="mb-3 text-2xl font-bold">
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
