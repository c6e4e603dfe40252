import type { Patient, Permissions, WantedAccount } from "../api";

/** What the set-up form holds (D2). */
export interface SetUp {
  username: string;
  given: string;
  family: string;
  email: string;
  access: WantedAccount["access_type"];
  permissions: Permissions;
}

/** The fields that the wand may fill, in the order of the form. */
export const FROM_CHART = ["username", "given", "family", "email"] as const;
export type Filled = Partial<Record<(typeof FROM_CHART)[number], string>>;

export const emptyForm = (access: SetUp["access"]): SetUp => ({ username: "", given: "", family: "", email: "", access, permissions: {} });

/** A username that is no e-mail address tells nobody where the person's mail goes. */
export const needsEmail = (username: string) => username.trim() !== "" && !username.includes("@");

/**
 * What the wand puts into the form (D3): the chart's answer for each required field that is empty. Nothing for a
 * representative, who is somebody else than the patient.
 */
export function fromChart(form: SetUp, patient: Patient): Filled {
  if (form.access !== "self") return {};
  const chart = { username: patient.email, given: patient.given, family: patient.family, email: needsEmail(form.username) ? patient.email : null };
  return Object.fromEntries(FROM_CHART.flatMap((name) => (form[name].trim() === "" && chart[name] ? [[name, chart[name]]] : [])));
}

/** The form without what the wand put there and nobody has changed since. */
export function withoutFilled(form: SetUp, filled: Filled): SetUp {
  const emptied = FROM_CHART.filter((name) => filled[name] !== undefined && form[name] === filled[name]);
  return { ...form, ...Object.fromEntries(emptied.map((name) => [name, ""])) };
}

export function wantedAccount({ username, given, family, email, access, permissions }: SetUp): WantedAccount {
  const isSelf = access === "self";
  return {
    username: username.trim(),
    ...(needsEmail(username) ? { email: email.trim() } : {}),
    given: given.trim(),
    family: family.trim(),
    access_type: access,
    // A temporary password is changed in any case; a representative chooses their own.
    force_password_change: isSelf,
    permissions: isSelf ? {} : permissions,
  };
}
