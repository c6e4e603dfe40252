import { useState } from "react";
import { useEndLink, useLinks, type DocumentPlace, type OutsideLink } from "../../../api/queries/links";
import { useText } from "../../../i18n/language";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Disclosure } from "../../../ui/Disclosure";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Empty, Failed, Loading } from "../../../ui/states";
import { useFormErrors, type FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { SendLink } from "./SendLink";

/** Sharing a document with somebody outside: the links that were sent, and the form for another one (G3). */
export function OutsideLinks({ chart, document }: DocumentPlace) {
  const { t } = useText();
  const texts = t.shared.outside;
  const errors = useFormErrors();
  const links = useLinks({ chart, document });
  return (
    <Card title={texts.title}>
      <ErrorSummary errors={errors.list} />
      <p className="mb-4 max-w-2xl">{texts.intro}</p>
      <SendLink chart={chart} document={document} errors={errors} />
      <h3 className="mt-8 mb-2 text-xl font-bold">{texts.list}</h3>
      {links.isPending && <Loading />}
      {links.error && !links.data && <Failed error={links.error} retry={() => void links.refetch()} />}
      {links.data?.length === 0 && <Empty>{texts.none}</Empty>}
      <ul role="list">
        {links.data?.map((link) => (
          <li key={link.id} className="border-t border-line py-4 first:border-0 first:pt-0">
            <Sent place={{ chart, document }} link={link} errors={errors} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Sent({ place, link, errors }: { place: DocumentPlace; link: OutsideLink; errors: FormErrors }) {
  const { t, format } = useText();
  const texts = t.shared.outside;
  const [isAsking, setAsking] = useState(false);
  const [isDone, setDone] = useState(false);
  const { busy, run } = useOperation(errors);
  const endLink = useEndLink(place);
  const moment = (iso: string) => format.moment(new Date(iso));
  const end = async () => {
    await endLink(link);
    setDone(true);
  };
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="max-w-2xl min-w-0">
        <h4 className="font-bold wrap-anywhere">{link.email}</h4>
        <p className="my-1">
          <Badge look={link.ended ? (link.why === "guessed" ? "bad" : "quiet") : "good"}>{texts.states[link.why ?? "open"]}</Badge>
        </p>
        <p className="text-quiet">
          {texts.sentOn(moment(link.created))} · {link.ended ? texts.endedAt(moment(link.ended)) : texts.until(moment(link.ends))}
        </p>
        <p>
          {texts.opened(link.openings.length, link.most)}
          {link.tries > 0 && ` · ${texts.tries(link.tries)}`}
        </p>
        {link.openings.length > 0 && (
          <Disclosure title={texts.openings} about={link.email}>
            <ul className="list-disc pl-6">
              {link.openings.map(({ at, device, ip }) => (
                <li key={at}>{texts.opening(moment(at), device, ip)}</li>
              ))}
            </ul>
          </Disclosure>
        )}
        <p role="status" className="font-bold">
          {isDone ? texts.isEnded : ""}
        </p>
      </div>
      {!link.ended && (
        <Button look="secondary" aria-label={texts.endWhat(link.email)} isPending={busy !== null} onPress={() => setAsking(true)}>
          {texts.end}
        </Button>
      )}
      <ConfirmDialog
        title={texts.endTitle}
        text={texts.endText(link.email)}
        action={texts.end}
        isOpen={isAsking}
        onConfirm={() => void run("send", end)}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
