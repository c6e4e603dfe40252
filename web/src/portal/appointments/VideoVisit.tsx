import type { MouseEvent } from "react";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { mayJoin } from "../../fhir/appointment";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { OutLink } from "../../ui/Button";
import { useOpenLater } from "../../ui/useOpenLater";
import { Outside } from "../Outside";
import type { ListedAppointment } from "./useAppointments";

/** The way into a video visit, for those who may join it. Joining is noted first; the visit opens in a tab of its own. */
export function VideoVisit({ item: { view, chart }, now }: { item: ListedAppointment; now: Date }) {
  const { t } = useText();
  const path = { chart: chart.id, id: view.id };
  const visit = useOpenLater(async () => (await answer(api.POST("/api/charts/{chart}/appointments/{id}/join", { params: { path } }))).url);
  if (!view.video || chart.sections["telehealth"] !== "write" || !mayJoin(view, now)) return null;
  const join = (event: MouseEvent) => {
    if (event.button === 2) return;
    event.preventDefault();
    visit.open();
  };
  const isTooLate = visit.error instanceof ApiProblem && visit.error.slug === "not-joinable";
  return (
    <div className="mt-4">
      {view.video.url && (
        <OutLink href={view.video.url} newTab onClick={join}>
          <span>
            {t.appointments.join} <span className="font-normal">{t.app.newTab}</span>
          </span>
        </OutLink>
      )}
      <Outside link={visit.link} problem={visit.error ? (isTooLate ? t.appointments.notJoinable : problemText(visit.error, t)) : null} />
      {view.video.password && (
        <p className="mt-2">
          {t.appointments.password}: <strong className="font-mono select-all">{view.video.password}</strong>
        </p>
      )}
    </div>
  );
}
