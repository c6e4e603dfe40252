import { useState } from "react";
import { answer, api } from "../../../api/client";
import { useDevices, useTellChange, type Device } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Failed, Loading } from "../../../ui/states";
import type { FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";

interface DevicesProps {
  errors: FormErrors;
  say: (text: string | null) => void;
}

/** Where the account is signed in: each can be ended, or all but this one. */
export function Devices({ errors, say }: DevicesProps) {
  const { t } = useText();
  const texts = t.security;
  const devices = useDevices();
  const tellChange = useTellChange();
  const [leaving, setLeaving] = useState<Device | "others" | null>(null);
  const { busy, run } = useOperation<string>(errors);
  const name = (device: Device) => device.Device || texts.unknownDevice;

  const end = (which: Device | "others") => {
    say(null);
    void run(which === "others" ? which : which.SessionId, async () => {
      if (which === "others") await answer(api.POST("/api/auth/revoke-other-sessions"));
      else await answer(api.POST("/api/auth/revoke-user-session", { body: { SessionId: which.SessionId } }));
      await tellChange("devices");
      say(which === "others" ? texts.done.othersEnded : texts.done.ended);
    });
  };

  const isOthers = leaving === "others";
  const hasOthers = devices.data?.some((device) => !device.Current);
  return (
    <Card title={texts.devices}>
      <p className="mb-2">{texts.devicesText}</p>
      {devices.isPending && <Loading />}
      {devices.error && <Failed error={devices.error} retry={() => void devices.refetch()} />}
      <ul role="list">
        {devices.data?.map((device) => (
          <li key={device.SessionId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
            <DeviceFacts device={device} name={name(device)} />
            {!device.Current && (
              <Button look="secondary" isPending={busy === device.SessionId} onPress={() => setLeaving(device)}>
                {texts.end}
                <span className="sr-only"> {name(device)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hasOthers === false && <p className="mt-3 text-quiet">{texts.onlyThis}</p>}
      {hasOthers && (
        <p className="mt-4">
          <Button look="secondary" isPending={busy === "others"} onPress={() => setLeaving("others")}>
            {texts.endOthers}
          </Button>
        </p>
      )}
      <ConfirmDialog
        title={isOthers || !leaving ? texts.endOthersTitle : texts.endTitle(name(leaving))}
        text={isOthers ? texts.endOthersText : texts.endText}
        action={isOthers ? texts.endOthers : texts.end}
        isOpen={leaving !== null}
        onConfirm={() => leaving && end(leaving)}
        onClose={() => setLeaving(null)}
      />
    </Card>
  );
}

function DeviceFacts({ device, name }: { device: Device; name: string }) {
  const { t, format } = useText();
  const texts = t.security;
  const facts = [
    [texts.lastUsed, format.moment(new Date(device.LastUsed))],
    [texts.started, format.moment(new Date(device.Started))],
    [texts.address, device.Ip],
  ].filter(([, value]) => value);
  return (
    <div>
      <h3 className="flex flex-wrap items-center gap-x-3 font-bold">
        {name} {device.Current && <Badge look="good">{texts.thisDevice}</Badge>}
      </h3>
      <ul role="list" className="text-quiet">
        {facts.map(([label, value]) => (
          <li key={label}>
            {label}: {value}
          </li>
        ))}
      </ul>
    </div>
  );
}
