import { useRef, type ReactNode } from "react";
import { Button } from "./Button";

interface ChooseFilesProps {
  id: string;
  /** On the button. */
  label: string;
  /** What may be chosen, said before it is. */
  limits: ReactNode;
  error?: string;
  onChoose: (files: File[]) => void;
}

/** Chooses files from the device: the limits stand above the control. */
export function ChooseFiles({ id, label, limits, error, onChoose }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={`mb-6 ${error ? "border-l-4 border-bad pl-4" : ""}`}>
      <p id={`${id}-limits`} className="mb-2 max-w-2xl text-quiet">
        {limits}
      </p>
      {error && (
        <p id={`${id}-error`} className="font-bold text-bad">
          {error}
        </p>
      )}
      <Button id={id} look="secondary" aria-describedby={`${id}-limits${error ? ` ${id}-error` : ""}`} onPress={() => input.current?.click()}>
        {label}
      </Button>
      {/* The browser's own control speaks the browser's language; the button opens it. */}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          onChoose([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
    </div>
  );
}

interface UploadProgressProps {
  label: string;
  /** Bytes. */
  sent: number;
  whole: number;
  /** The same in numbers. */
  told: string;
}

/** How far an upload is, in numbers and as a bar. */
export function UploadProgress({ label, sent, whole, told }: UploadProgressProps) {
  return (
    <div className="mt-1">
      <progress className="progress" aria-label={label} value={sent} max={whole} />
      <p>{told}</p>
    </div>
  );
}
