import { describe, expect, it } from "vitest";
import { enStaff } from "../src/i18n/en.staff";
import { esStaff } from "../src/i18n/es.staff";
import { emptyForm, fromChart, needsEmail, wantedAccount, withoutFilled } from "../src/staff/accounts/setUp";
import type { Patient } from "../src/staff/api";

const rosa: Patient = {
  chart: "c1", id: "pat", given: "Rosa", family: "Alvarez", birth_date: "1956-04-28", email: "rosa@example.org", phone: null, sex: null,
  caregivers: [], accounts: [], invites: [],
};

describe("the wand", () => {
  it("fills every empty required field", () =>
    expect(fromChart(emptyForm("self"), rosa)).toEqual({ username: "rosa@example.org", given: "Rosa", family: "Alvarez" }));

  it("overwrites nothing", () => {
    const typed = { ...emptyForm("self"), username: "rosa56", given: "Rosalia" };
    expect(fromChart(typed, rosa)).toEqual({ family: "Alvarez", email: "rosa@example.org" });
  });

  it("leaves empty what the chart does not have", () =>
    expect(fromChart(emptyForm("self"), { ...rosa, email: null })).toEqual({ given: "Rosa", family: "Alvarez" }));

  it("gives a representative nothing of the patient", () => expect(fromChart(emptyForm("authorized-rep"), rosa)).toEqual({}));

  it("takes back what it filled, and nothing that was typed", () => {
    const filled = fromChart(emptyForm("self"), rosa);
    const form = { ...emptyForm("self"), ...filled, given: "Ruth" };
    expect(withoutFilled(form, filled)).toMatchObject({ username: "", given: "Ruth", family: "" });
  });
});

describe("the set-up form sends", () => {
  it("an address of its own only where the username is none", () => {
    expect(["", "rosa@example.org", " rosa56"].map(needsEmail)).toEqual([false, false, true]);
    const form = { ...emptyForm("self"), username: " rosa@example.org ", given: "Rosa", family: "Alvarez", email: "left@example.org" };
    expect(wantedAccount(form)).toEqual({
      username: "rosa@example.org", given: "Rosa", family: "Alvarez", access_type: "self", force_password_change: true, permissions: {},
    });
  });

  it("the permissions of a representative, and of nobody else", () => {
    const form = { ...emptyForm("authorized-rep"), username: "ruth@example.org", given: "Ruth", family: "Klein", permissions: { labs: "read" as const } };
    expect(wantedAccount(form)).toMatchObject({ access_type: "authorized-rep", permissions: { labs: "read" }, force_password_change: false });
    expect(wantedAccount({ ...form, access: "self" }).permissions).toEqual({});
  });
});

it("tells counts in both languages", () => {
  for (const s of [enStaff, esStaff]) {
    expect(s.bulk.finished(1, 2)).toMatch(/1 .* 2 /);
    expect(s.patients.shown(1)).not.toEqual(s.patients.shown(2).replace("2", "1"));
  }
});
