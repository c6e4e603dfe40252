import { QRCodeSVG } from "qrcode.react";
import { useState } from "react";
import { useText } from "../../i18n/language";
import { Button, OutLink } from "../../ui/Button";
import type { FormErrors } from "../../ui/useFormErrors";
import type { Explain } from "../../ui/useOperation";
import { CodeForm } from "./CodeForm";

interface AuthenticatorProps {
  username: string;
  /** Base32, as an authenticator app takes it. */
  secret: string;
  errors: FormErrors;
  confirm: (code: string) => Promise<unknown>;
  explain?: Explain;
  onBack?: () => void;
}

/** What authenticator apps read from the picture: the "Key URI Format" that they all share. */
export function keyUri(username: string, secret: string): string {
  return `otpauth://totp/Kinchart:${encodeURIComponent(username)}?secret=${secret}&issuer=Kinchart`;
}

/** In groups of four, for those who type it. */
export const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** Hands a secret over to an authenticator app, by camera or by hand, and asks for the first code. */
export function Authenticator({ username, secret, errors, confirm, explain, onBack }: AuthenticatorProps) {
  const { t } = useText();
  const texts = t.authenticator;
  const [get, scan, type] = texts.steps;
  const [said, setSaid] = useState("");
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => setSaid(texts.copied),
      () => setSaid(texts.copyFailed),
    );
  return (
    <ol className="max-w-3xl list-decimal space-y-6 pl-6">
      <li>{get}</li>
      <li>
        {scan}
        <div className="my-4 w-fit max-w-full rounded-lg border border-line bg-white p-2">
          <QRCodeSVG value={keyUri(username, secret)} size={220} marginSize={4} title={texts.picture} role="img" className="h-auto max-w-full" />
        </div>
        {/* A camera cannot see the screen of its own phone. */}
        <div className="mb-4 hidden pointer-coarse:block">
          <p>{texts.samePhone}</p>
          <p className="mt-2">
            <OutLink look="secondary" href={keyUri(username, secret)}>
              {texts.openApp}
            </OutLink>
          </p>
        </div>
        <p>{texts.noCamera}</p>
        <p className="mt-2 w-fit rounded border border-line bg-white px-4 py-2">
          <span className="sr-only">{texts.keyLabel}: </span>
          <code className="text-lg font-bold select-all">{inGroups(secret)}</code>
        </p>
        <Button look="plain" onPress={copy}>
          {texts.copyKey}
        </Button>
        <p role="status" className="text-quiet">
          {said}
        </p>
      </li>
      <li>
        {type}
        <div className="mt-4">
          <CodeForm source="app" errors={errors} confirm={confirm} explain={explain} onBack={onBack} />
        </div>
      </li>
    </ol>
  );
}
