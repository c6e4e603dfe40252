import { describe, expect, it } from "vitest";
import { mergePages } from "../src/api/queries/records";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { personText, recipientText, whomText } from "../src/portal/messages/words";

const chart = (id: string) => ({ id, practice: { id: `p-${id}`, name: `Practice ${id}` }, role: "primary" as const, sections: { messages: "write" as const }, ends: null, unread: 0 });

describe("conversations with several practices", () => {
  const page = (id: string, next: string | null, ...resources: number[]) => ({ chart: chart(id), next, resources });
  const itself = (each: number) => each;

  it("are one list, newest first, that holds back what may not be whole yet", () => {
    const merged = mergePages([{ parts: [page("a", "more", 9, 5), page("b", null, 7, 3)] }], itself);
    expect(merged.items.map(({ resource, chart: { id } }) => [resource, id])).toEqual([[9, "a"], [7, "b"], [5, "a"]]);
  });

  it("are all shown where they were found by a word, in whatever order they came", () => {
    const merged = mergePages([{ parts: [page("a", "more", 5, 9), page("b", null, 3)] }], itself, false);
    expect(merged.items.map(({ resource }) => resource)).toEqual([9, 5, 3]);
  });

  it("go on after a page with nothing on it", () => {
    const merged = mergePages([{ parts: [page("a", "more"), page("b", null, 3)] }], itself);
    expect(merged.items.map(({ resource }) => resource)).toEqual([3]);
  });
});

describe("whom one writes to", () => {
  it("is a person with their role, or a team in the language of the page", () => {
    const team = { id: "team:clinician", kind: "team", name: "Care team", role: null };
    const nora = { id: "1", kind: "member", name: "Nora Lindqvist", role: "clinician" as const };
    expect([recipientText(team, es), recipientText(nora, es)]).toEqual(["Equipo de atención", "Nora Lindqvist (personal clínico)"]);
    expect([whomText(team, en), whomText(nora, en), personText("The practice", null, en)]).toEqual(["Care team", "Nora Lindqvist", "The practice"]);
  });
});
