import { describe, expect, it } from "vitest";
import { formOf, type Form } from "../src/fhir/questionnaire";
import { entriesOf, filledOf, startOf, withCopy, withEntries, withoutCopy, type Entry, type Filled } from "../src/fhir/questionnaireAnswers";
import { askedOf, holds, inOrder } from "../src/fhir/questionnaireAsked";
import { partsOf } from "../src/fhir/questionnaireParts";
import { parseNumber, readEntry } from "../src/fhir/questionnaireReading";
import { lacksOf, readItems, responseOf } from "../src/fhir/questionnaireResponse";

type Source = fhir4.QuestionnaireItem;

const form = (...item: Source[]): Form => formOf({ resourceType: "Questionnaire", status: "active", item });
const ask = (linkId: string, type: Source["type"], more: Partial<Source> = {}): Source => ({ linkId, type, text: linkId, ...more });
const extended = (name: string, value: object) => ({ extension: [{ url: `http://hl7.org/fhir/StructureDefinition/${name}`, ...value }] });
const coded = (...codes: string[]): Partial<Source> => ({ answerOption: codes.map((code) => ({ valueCoding: { system: "urn:test", code, display: `Word ${code}` } })) });
const when = (question: string, operator: string, value: object, more: Partial<Source> = {}): Partial<Source> => ({
  enableWhen: [{ question, operator, ...value } as fhir4.QuestionnaireItemEnableWhen],
  ...more,
});

const fill = (made: Form, given: Record<string, Entry[]>): Filled => Object.entries(given).reduce((filled, [path, entries]) => withEntries(filled, path, entries), startOf(made.items));
const enabled = (made: Form, filled: Filled) => inOrder(askedOf(made.items, filled, "en")).filter((each) => each.enabled).map((each) => each.path);
const sent = (made: Form, filled: Filled) => responseOf(made, askedOf(made.items, filled, "en"), "sent").item;
const lacks = (made: Form, filled: Filled) => lacksOf(askedOf(made.items, filled, "en")).map(({ asked, wrong }) => `${asked.path} ${wrong.code}`);

describe("a questionnaire's items", () => {
  it("know their options, from a list or a contained value set, without what belongs to the form alone", () => {
    const option = { valueCoding: { code: "a", display: "A", extension: [{ url: "urn:score", valueDecimal: 1 }] }, extension: [{ url: "urn:prefix", valueString: "1" }] };
    const made = formOf({
      resourceType: "Questionnaire",
      status: "active",
      contained: [{ resourceType: "ValueSet", id: "vs", status: "active", compose: { include: [{ system: "urn:s", concept: [{ code: "x", display: "X" }] }] } } as fhir4.ValueSet],
      item: [ask("1", "choice", { answerOption: [option] }), ask("2", "choice", { answerValueSet: "#vs" }), ask("3", "choice", { answerValueSet: "http://example.org/else" })],
    });
    expect(made.items.map(({ options }) => options.map((each) => each.answer))).toEqual([
      [{ valueCoding: { code: "a", display: "A" } }],
      [{ valueCoding: { system: "urn:s", code: "x", display: "X" } }],
      [],
    ]);
    expect(made.items.map(({ kind }) => kind)).toEqual(["options", "options", "elsewhere"]);
  });

  it("take help, units, limits and controls from their extensions", () => {
    const slider = ask("pain", "integer", {
      extension: [
        { url: "http://hl7.org/fhir/StructureDefinition/minValue", valueInteger: 0 },
        { url: "http://hl7.org/fhir/StructureDefinition/maxValue", valueInteger: 10 },
        { url: "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl", valueCodeableConcept: { coding: [{ code: "slider" }] } },
      ],
      item: [ask("help", "display", { text: "0 is no pain" })],
    });
    const [item] = form(slider).items;
    expect(item).toMatchObject({ kind: "options", help: ["0 is no pain"], items: [], asList: false });
    expect(item?.options).toHaveLength(11);
    expect(form(ask("w", "decimal", extended("questionnaire-unit", { valueCoding: { code: "kg" } }))).items[0]?.unit).toEqual({ code: "kg" });
    expect(form(ask("x", "attachment"), ask("y", "reference")).items.map(({ kind }) => kind)).toEqual(["elsewhere", "elsewhere"]);
  });
});

describe("enableWhen", () => {
  const condition = (operator: string, value: object) => ({ question: "q", operator, ...value }) as fhir4.QuestionnaireItemEnableWhen;

  it("compares every type with every operator", () => {
    const table: [string, object, object[], boolean][] = [
      ["exists", { answerBoolean: true }, [{ valueString: "a" }], true],
      ["exists", { answerBoolean: true }, [], false],
      ["exists", { answerBoolean: false }, [], true],
      ["=", { answerBoolean: false }, [{ valueBoolean: false }], true],
      ["=", { answerCoding: { system: "s", code: "a" } }, [{ valueCoding: { system: "s", code: "b" } }, { valueCoding: { system: "s", code: "a" } }], true],
      ["=", { answerCoding: { system: "s", code: "a" } }, [{ valueCoding: { system: "t", code: "a" } }], false],
      ["=", { answerCoding: { code: "a" } }, [{ valueCoding: { system: "t", code: "a" } }], false],
      ["!=", { answerCoding: { system: "s", code: "a" } }, [{ valueCoding: { system: "s", code: "b" } }], true],
      ["!=", { answerString: "a" }, [], false],
      [">", { answerInteger: 9 }, [{ valueInteger: 10 }], true],
      [">=", { answerDecimal: 1.5 }, [{ valueDecimal: 1.5 }], true],
      ["<", { answerInteger: 9 }, [{ valueInteger: 10 }], false],
      ["=", { answerDecimal: 10 }, [{ valueInteger: 10 }], true],
      ["<=", { answerDate: "2026-05-01" }, [{ valueDate: "2026-04-30" }], true],
      [">", { answerDateTime: "2026-05-01T10:00:00Z" }, [{ valueDateTime: "2026-05-01T12:30:00+02:00" }], true],
      ["<", { answerTime: "12:00:00" }, [{ valueTime: "11:59:00" }], true],
      [">", { answerString: "b" }, [{ valueString: "c" }], true],
      [">", { answerQuantity: { value: 5, code: "kg" } }, [{ valueQuantity: { value: 6, code: "kg" } }], true],
      [">", { answerQuantity: { value: 5, code: "kg" } }, [{ valueQuantity: { value: 6, code: "g" } }], false],
      [">", { answerInteger: 5 }, [{ valueString: "6" }], false],
    ];
    for (const [operator, value, answers, wanted] of table) expect([operator, value, holds(condition(operator, value), answers)]).toEqual([operator, value, wanted]);
  });

  const nested = form(
    ask("smokes", "boolean"),
    ask("more", "group", {
      ...when("smokes", "=", { answerBoolean: true }),
      item: [ask("often", "choice", coded("daily", "rarely")), ask("count", "integer", when("often", "=", { answerCoding: { system: "urn:test", code: "daily" } }))],
    }),
    ask("advice", "string", when("count", ">", { answerInteger: 20 })),
  );
  const chain = { "/smokes": [{ option: "true" }], "/more/often": [{ option: "0" }], "/more/count": [{ text: "25" }] };

  it("goes through groups and chains, and what is hidden counts as not answered", () => {
    expect(enabled(nested, fill(nested, {}))).toEqual(["/smokes"]);
    expect(enabled(nested, fill(nested, chain))).toEqual(["/smokes", "/more", "/more/often", "/more/count", "/advice"]);
    const gaveUp = withEntries(fill(nested, chain), "/smokes", [{ option: "false" }]);
    expect(enabled(nested, gaveUp)).toEqual(["/smokes"]);
    expect(sent(nested, gaveUp)).toEqual([{ linkId: "smokes", text: "smokes", answer: [{ valueBoolean: false }] }]);
    // Back again: nothing was lost, not even in the draft of another device.
    expect(enabled(nested, withEntries(gaveUp, "/smokes", [{ option: "true" }]))).toContain("/advice");
    const draft = responseOf(nested, askedOf(nested.items, gaveUp, "en"), "draft");
    expect(entriesOf(filledOf(nested, draft), "/more/count")).toEqual([{ text: "25" }]);
  });

  it("takes all conditions, or any", () => {
    const both = [{ question: "a", operator: "=", answerBoolean: true }, { question: "b", operator: "=", answerBoolean: true }] as fhir4.QuestionnaireItemEnableWhen[];
    const made = form(ask("a", "boolean"), ask("b", "boolean"), ask("all", "string", { enableWhen: both, enableBehavior: "all" }), ask("any", "string", { enableWhen: both, enableBehavior: "any" }));
    expect(enabled(made, fill(made, { "/a": [{ option: "true" }] }))).toEqual(["/a", "/b", "/any"]);
    expect(enabled(made, fill(made, { "/a": [{ option: "true" }], "/b": [{ option: "true" }] }))).toContain("/all");
  });

  it("survives questions that wait for each other", () => {
    const made = form(ask("a", "string", when("b", "exists", { answerBoolean: true })), ask("b", "string", when("a", "exists", { answerBoolean: true })));
    expect(enabled(made, fill(made, {})).length).toBeLessThan(2);
  });

  it("asks what stands below a question once that is answered", () => {
    const made = form(ask("pet", "string", { item: [ask("age", "integer", { required: true })] }));
    expect(enabled(made, fill(made, {}))).toEqual(["/pet"]);
    const filled = fill(made, { "/pet": [{ text: "Cat" }], "/pet/age": [{ text: "7" }] });
    expect(sent(made, filled)).toEqual([{ linkId: "pet", text: "pet", answer: [{ valueString: "Cat", item: [{ linkId: "age", text: "age", answer: [{ valueInteger: 7 }] }] }] }]);
    expect(lacks(made, fill(made, { "/pet": [{ text: "Cat" }] }))).toEqual(["/pet/age missing"]);
  });
});

describe("what stands below one of several answers", () => {
  const made = form(ask("ill", "choice", { ...coded("a", "b"), repeats: true, item: [ask("since", "date", { required: true })] }));
  const day = (year: string) => [{ day: { month: "1", day: "2", year } }];
  const both = fill(made, { "/ill": [{ option: "0" }, { option: "1" }], "/ill:0/since": day("1999"), "/ill:1/since": day("2020") });

  it("is asked for each, sent with each, and stays with its own", () => {
    expect(sent(made, both)?.[0]?.answer?.map(({ item }) => item?.[0]?.answer)).toEqual([[{ valueDate: "1999-01-02" }], [{ valueDate: "2020-01-02" }]]);
    const second = withEntries(both, "/ill", [{ option: "1" }]);
    expect(sent(made, second)?.[0]?.answer?.map(({ item }) => item?.[0]?.answer)).toEqual([[{ valueDate: "2020-01-02" }]]);
    expect(lacks(made, fill(made, { "/ill": [{ option: "0" }, { option: "1" }], "/ill:0/since": day("1999") }))).toEqual(["/ill:1/since missing"]);
    expect(filledOf(made, responseOf(made, askedOf(made.items, both, "en"), "draft")).entries).toEqual(both.entries);
  });
});

describe("repeating groups", () => {
  const made = form(
    ask("medicine", "group", { repeats: true, item: [ask("name", "string", { required: true }), ask("why", "string", when("name", "exists", { answerBoolean: true }))] }),
    ask("summary", "string", when("why", "=", { answerString: "pain" })),
  );
  const [group] = made.items as [Form["items"][number]];
  const two = withCopy(fill(made, { "/medicine:0/name": [{ text: "A" }] }), group, "/medicine");

  it("ask each copy by its own answers", () => {
    expect(enabled(made, two)).toEqual(["/medicine", "/medicine:0/name", "/medicine:0/why", "/medicine:1/name"]);
    expect(lacks(made, two)).toEqual(["/medicine:1/name missing"]);
  });

  it("are sent copy by copy, and come back so", () => {
    const filled = withEntries(two, "/medicine:1/name", [{ text: "B" }]);
    const name = (text: string) => ({ linkId: "medicine", text: "medicine", item: [{ linkId: "name", text: "name", answer: [{ valueString: text }] }] });
    expect(sent(made, filled)).toEqual([name("A"), name("B")]);
    const again = filledOf(made, responseOf(made, askedOf(made.items, filled, "en"), "draft"));
    expect(sent(made, again)).toEqual([name("A"), name("B")]);
  });

  it("lose a copy with all that is in it, and no other", () => {
    const filled = withoutCopy(withEntries(two, "/medicine:1/name", [{ text: "B" }]), group, "/medicine", "0");
    expect(sent(made, filled)).toEqual([{ linkId: "medicine", text: "medicine", item: [{ linkId: "name", text: "name", answer: [{ valueString: "B" }] }] }]);
    expect(Object.keys(filled.entries)).toEqual(["/medicine:1/name"]);
  });

  it("keep the copies of a draft that are still empty", () => {
    const draft = responseOf(made, askedOf(made.items, two, "en"), "draft");
    expect(filledOf(made, draft).copies["/medicine"]).toEqual(["0", "1"]);
  });

  it("are seen from outside by the nearest copy before", () => {
    expect(enabled(made, withEntries(two, "/medicine:0/why", [{ text: "pain" }]))).not.toContain("/summary");
    const last = withEntries(withEntries(two, "/medicine:1/name", [{ text: "B" }]), "/medicine:1/why", [{ text: "pain" }]);
    expect(enabled(made, last)).toContain("/summary");
  });
});

describe("answers", () => {
  const [number, whole, open, many, day, moment, amount, link] = form(
    ask("n", "decimal", extended("minValue", { valueDecimal: 1 })), ask("i", "integer"), ask("o", "open-choice", coded("a")), ask("m", "choice", { ...coded("a", "b"), repeats: true }),
    ask("d", "date"), ask("t", "dateTime"), ask("q", "quantity", extended("questionnaire-unit", { valueCoding: { system: "http://unitsofmeasure.org", code: "kg", display: "kg" } })), ask("u", "url"),
  ).items as Form["items"] & Record<number, Form["items"][number]>;
  type Item = Form["items"][number];
  const read = (item: Item | undefined, entry: Entry) => readEntry(item as Item, entry, "en");

  it("are read to FHIR, or say what is wrong", () => {
    expect(read(number, { text: " 7.5 " })).toEqual({ answer: { valueDecimal: 7.5 } });
    expect(read(number, { text: "0" })).toEqual({ wrong: { code: "low", limit: 1 } });
    expect(read(whole, { text: "7.5" })).toMatchObject({ wrong: { code: "whole" } });
    expect(read(whole, { text: "12a" })).toMatchObject({ wrong: { code: "whole" } });
    expect(read(number, { text: "12a" })).toMatchObject({ wrong: { code: "number" } });
    expect(read(open, { text: "My own" })).toEqual({ answer: { valueString: "My own" } });
    expect(read(many, { option: "1" })).toEqual({ answer: { valueCoding: { system: "urn:test", code: "b", display: "Word b" } } });
    expect(read(day, { day: { month: "abril", day: "28", year: "1956" } })).toEqual({ answer: { valueDate: "1956-04-28" } });
    expect(read(day, { day: { month: "4", day: "", year: "1956" } })).toMatchObject({ wrong: { code: "date-missing", parts: ["day"] } });
    expect(read(moment, { day: { month: "4", day: "28", year: "1956" } })).toEqual({ answer: { valueDateTime: "1956-04-28" } });
    expect(read(moment, { day: { month: "4", day: "28", year: "1956" }, text: "09:30" })).toMatchObject({ answer: { valueDateTime: expect.stringMatching(/^1956-04-28T09:30:00[+-]\d\d:\d\d$/) as string } });
    expect(read(amount, { text: "70" })).toEqual({ answer: { valueQuantity: { value: 70, unit: "kg", system: "http://unitsofmeasure.org", code: "kg" } } });
    expect(read(link, { text: "javascript:alert(1)" })).toMatchObject({ wrong: { code: "url" } });
    expect(read(link, { text: "https://example.org" })).toEqual({ answer: { valueUri: "https://example.org" } });
    expect(read(day, { day: { month: "", day: " ", year: "" } })).toBeNull();
  });

  it("take a decimal comma in Spanish, and guess nothing", () => {
    expect([parseNumber("7,5", "es"), parseNumber("1500", "es"), parseNumber("-0,25", "es")]).toEqual([7.5, 1500, -0.25]);
    expect(parseNumber("1,500", "es")).toEqual({ code: "comma" });
    expect(parseNumber("1,500", "en")).toBe(1500);
    expect(parseNumber("7,5", "en")).toEqual({ code: "number" });
    expect(parseNumber("1 500", "en")).toBe(1500);
  });

  it("come back from a draft as they were", () => {
    const made = form(ask("o", "open-choice", coded("a")), ask("m", "choice", { ...coded("a", "b"), repeats: true }), ask("d", "date"), ask("t", "time"), ask("b", "boolean"), ask("_x.1:2/3", "string"));
    const filled = fill(made, {
      "/o": [{ text: "Own" }], "/m": [{ option: "0" }, { option: "1" }], "/d": [{ day: { month: "4", day: "28", year: "1956" } }], "/t": [{ text: "09:30" }], "/b": [{ option: "false" }],
      "/_x.1%3A2%2F3": [{ text: "Odd id" }],
    });
    const draft = responseOf(made, askedOf(made.items, filled, "en"), "draft");
    expect(filledOf(made, JSON.parse(JSON.stringify(draft)) as fhir4.QuestionnaireResponse).entries).toEqual(filled.entries);
  });

  it("start from what the questionnaire sets, hidden ones are sent, calculated ones are the server's", () => {
    const calculated = { extension: [{ url: "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression", valueExpression: { language: "text/fhirpath", expression: "1" } }] };
    const made = form(
      ask("known", "string", { initial: [{ valueString: "set" }], ...extended("questionnaire-hidden", { valueBoolean: true }) }),
      ask("picked", "choice", { answerOption: [{ valueString: "a" }, { valueString: "b", initialSelected: true }] }),
      ask("sum", "decimal", { ...calculated, required: true }),
    );
    const start = startOf(made.items);
    expect(sent(made, start)?.map(({ answer }) => answer?.[0])).toEqual([{ valueString: "set" }, { valueString: "b" }]);
    expect(lacks(made, start)).toEqual([]);
  });
});

describe("the pages of a form", () => {
  const many = (name: string, count: number) => Array.from({ length: count }, (_, index) => ask(`${name}${index}`, "string"));
  const titles = (made: Form) => partsOf(askedOf(made.items, startOf(made.items), "en")).map(({ title, asked }) => `${title} ${asked.length}`);

  it("are one when it is short, its sections when it is long, and tens where it has none", () => {
    expect(titles(form(...many("a", 10)))).toEqual(["null 10"]);
    expect(titles(form(...many("a", 30)))).toEqual(["null 12", "null 12", "null 6"]);
    const sections = [ask("one", "group", { item: many("a", 8) }), ask("two", "group", { item: many("b", 8) })];
    expect(titles(form(...sections))).toEqual(["one 1", "two 1"]);
    expect(titles(form(ask("all", "group", { item: sections })))).toEqual(["one 1", "two 1"]);
  });

  it("leave out a section that is not asked now", () => {
    const made = form(ask("go", "boolean"), ask("one", "group", { item: many("a", 8) }), ask("two", "group", { ...when("go", "=", { answerBoolean: true }), item: many("b", 8) }));
    expect(titles(made)).toEqual(["null 1", "one 1"]);
  });
});

describe("a filled form", () => {
  it("is read line by line, with the questionnaire's words where the response has none", () => {
    const items = [{ linkId: "g", item: [{ linkId: "1", answer: [{ valueString: "a", item: [{ linkId: "2", text: "Below", answer: [{ valueBoolean: true }] }] }] }] }];
    const [group] = readItems(items, [ask("g", "group", { text: "Part", item: [ask("1", "string", { text: "One", prefix: "1." })] })]);
    expect(group).toMatchObject({ text: "Part", answers: null, items: [{ text: "1. One", answers: [{ valueString: "a" }], items: [{ text: "Below", answers: [{ valueBoolean: true }] }] }] });
  });
});
