import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { ApiProblem } from "../../api/problem";
import type { Chart } from "../../api/queries/account";
import { chartsUploading, useDocument } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { RadioGroup } from "../../ui/RadioGroup";
import { Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import { documentPath, documentsPath, OUTSIDE } from "./address";
import { OutsideLinks } from "./links/OutsideLinks";
import { ShareWithin } from "./ShareWithin";

/** Shares a document with somebody within the practice or outside it (G2, G3). */
export function SharePage({ chart }: { chart: Chart }) {
  const { t } = useText();
  const texts = t.documents;
  const member = useMember();
  const { document: id = "" } = useParams();
  const { data, error, refetch } = useDocument(chart.id, id);
  const errors = useFormErrors();
  const [address] = useSearchParams();
  const [where, setWhere] = useState<"within" | "outside">(address.has(OUTSIDE) ? "outside" : "within");
  if (error) {
    const isGone = error instanceof ApiProblem && error.status === 404;
    return isGone ? <NotFound {...texts.gone} back={<BackLink to={documentsPath(member)}>{texts.back}</BackLink>} /> : <FailedPage error={error} retry={() => void refetch()} />;
  }
  if (!data) return <Loading />;
  return (
    <Page title={texts.shareTitle(data.name)} eyebrow={<BackLink to={documentPath(member, id)}>{data.name}</BackLink>} errors={errors.list} narrow>
      <RadioGroup
        id="where"
        legend={texts.shareWhere}
        value={where}
        onChange={setWhere}
        options={[
          { value: "within", label: texts.within, hint: texts.withinHint },
          { value: "outside", label: texts.outside, hint: texts.outsideHint },
        ]}
      />
      {where === "within" ? <ShareWithin charts={chartsUploading(member)} document={id} errors={errors} /> : <OutsideLinks chart={chart.id} document={id} />}
    </Page>
  );
}
