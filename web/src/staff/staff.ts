import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answer, api } from "../api/client";
import type { Area, Right, Staff } from "./api";

/** Who works here, at which practice, and what the role may do. 404 for a login that is not staff. */
export function useStaffQuery() {
  return useQuery({ queryKey: ["staff"], queryFn: () => answer(api.GET("/api/staff")), staleTime: Infinity });
}

export const StaffContext = createContext<Staff | null>(null);

/** The signed-in member of staff; `may` says what the role allows: who may write may read. */
export function useStaff() {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error("useStaff needs the console above it");
  return {
    staff,
    path: { practice_id: staff.practice.id },
    may: (area: Area, right: Right = "read") => staff.may[area] === "write" || staff.may[area] === right,
  };
}
