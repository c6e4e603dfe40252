import { useMemo } from "react";
import type { Chart, Member } from "../../api/queries/account";
import { useReadOn, useRecords } from "../../api/queries/records";
import type { Dated } from "../../fhir/common";
import type { Entry, Kind } from "../../fhir/entry";
import { useText } from "../../i18n/language";

/** One entry of a kind, and the practice's chart it comes from. */
export interface ListedEntry {
  id: string;
  chart: Chart;
  entry: Entry;
}

export type AnyKind = Kind<fhir4.FhirResource & Dated>;

/** The entries of a kind, newest first, in words; what counts now and what is over apart. */
export function useEntries(member: Member, kind: AnyKind) {
  const { t, format } = useText();
  const records = useRecords<fhir4.FhirResource & Dated>(member, kind.section, kind.type, kind.search);
  const { items } = records;
  const all = useMemo(
    () =>
      items.flatMap(({ chart, resource }): ListedEntry[] => {
        const entry = kind.entry(resource, { t, format });
        return entry ? [{ id: resource.id ?? "", chart, entry }] : [];
      }),
    [items, kind, t, format],
  );
  const current = all.filter(({ entry }) => !entry.isPast);
  const past = all.filter(({ entry }) => entry.isPast);
  useReadOn(records, current.length === 0);
  return { records, all, current, past };
}
