import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { answer, api } from "../../api/client";
import { tellChange } from "../../api/changes";
import { useStaff } from "../staff";

export const patientKey = (chart: string) => ["patients", "one", chart];

/** The patient whom the address names. */
export function usePatient() {
  const { chart = "" } = useParams();
  const path = { ...useStaff().path, chart };
  const patient = useQuery({
    queryKey: patientKey(chart),
    queryFn: () => answer(api.GET("/api/practices/{practice_id}/patients/{chart}", { params: { path } })),
    staleTime: 0,
  });
  return { patient, path };
}

/** Says in all tabs that accounts or invitations of patients have changed. */
export function useTellAccounts() {
  const queries = useQueryClient();
  return () => tellChange(queries, "patients", "invites", "users");
}
