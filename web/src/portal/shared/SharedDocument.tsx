import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import { anonymous, answer } from "../../api/client";
import type { AnswerOf } from "../../api/operations";
import { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { Button, OutLink } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { SummaryList } from "../../ui/SummaryList";
import { ProveLink } from "./ProveLink";

/** How long the address of the file works, in milliseconds; a little less, for whoever presses at the last moment. */
const WORKS_FOR = 4.8 * 60_000;

export type Opened = AnswerOf<"/api/shared/{token}/open", "post">;

/** What somebody outside sees who was sent a link to a document: who shared it and until when, and the rest when they have proved who they are. */
export default function SharedDocument() {
  const { token = "" } = useParams();
  const { t } = useText();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isEnded, setEnded] = useState(false);
  const [isOver, setOver] = useState(false);
  useFocusOnHeading(opened !== null || isEnded);
  useEffect(() => {
    if (!opened) return;
    const timer = setTimeout(() => setOver(true), WORKS_FOR);
    return () => clearTimeout(timer);
  }, [opened]);
  const path = { token };
  const shown = useQuery({
    queryKey: ["shared", token],
    queryFn: () => answer(anonymous.GET("/api/shared/{token}", { params: { path } })),
    staleTime: Infinity,
    retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status === 404),
  });
  const again = () => {
    setOpened(null);
    setOver(false);
    void shown.refetch();
    requestAnimationFrame(() => document.querySelector("h1")?.focus());
  };
  if (opened) return <Ready opened={opened} again={isOver ? again : null} />;
  if (shown.error instanceof ApiProblem && shown.error.status === 404) {
    return (
      <Page title={t.shared.unknownTitle} narrow>
        <p>{t.shared.unknown}</p>
      </Page>
    );
  }
  if (shown.error) return <FailedPage error={shown.error} retry={() => void shown.refetch()} />;
  if (!shown.data) return <Loading />;
  if (isEnded || shown.data.state === "ended") {
    return (
      <Page title={t.shared.endedTitle} narrow>
        <p className="mb-3">{t.shared.ended(shown.data.shared_by)}</p>
        <p>{t.shared.endedHow}</p>
      </Page>
    );
  }
  return <ProveLink token={token} shown={shown.data} onOpened={setOpened} onEnded={() => setEnded(true)} />;
}

/** What comes after the form is another page at the same address: as after every navigation, its heading gets the focus. */
function useFocusOnHeading(hasMovedOn: boolean) {
  useEffect(() => {
    if (hasMovedOn) document.querySelector("h1")?.focus();
  }, [hasMovedOn]);
}

/** `again`: the button has stopped working, and this leads back to the form. */
function Ready({ opened, again }: { opened: Opened; again: (() => void) | null }) {
  const { t, format } = useText();
  const texts = t.shared;
  return (
    <Page title={texts.readyTitle} narrow>
      <div className="mb-6">
        <SummaryList
          rows={[
            { title: texts.name, value: <span className="wrap-anywhere">{opened.name}</span> },
            { title: texts.size, value: sizeText(opened.size, t, format) },
          ]}
        />
      </div>
      {!again && (
        <p className="mb-6">
          <OutLink href={opened.url} newTab>
            <span>
              {texts.open} <span className="font-normal">{t.app.newTab}</span>
            </span>
          </OutLink>
        </p>
      )}
      <div role="status">
        <Notice>
          <p>{again ? texts.fiveMinutesOver : texts.fiveMinutes}</p>
          <p>{texts.left(opened.openings_left)}</p>
        </Notice>
      </div>
      {again && opened.openings_left > 0 && <Button onPress={again}>{texts.again}</Button>}
    </Page>
  );
}
