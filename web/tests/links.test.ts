import { describe, expect, it } from "vitest";
import { dayAfter } from "../src/portal/documents/links/dayAfter";

describe("the last day of a link", () => {
  it("is counted on this person's clock", () => {
    expect(dayAfter(new Date(2026, 10, 22, 23, 59), 1)).toBe("2026-11-23");
    expect(dayAfter(new Date(2026, 10, 22, 0, 1), 7)).toBe("2026-11-29");
  });
  it("goes over the end of a month and of a year", () => {
    expect(dayAfter(new Date(2026, 11, 25), 30)).toBe("2027-01-24");
    expect(dayAfter(new Date(2028, 1, 28), 1)).toBe("2028-02-29");
  });
});
