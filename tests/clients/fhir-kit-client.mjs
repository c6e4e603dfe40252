// fhir-kit-client, unmodified: told the server's address and a token, it reads and pages a patient's labs.
import { Client } from "fhir-kit-client";

const { baseUrl, token, patient } = JSON.parse(process.env.KINCHART);
const client = new Client({ baseUrl, bearerToken: token });

async function all(bundle) {
  const found = [];
  for (let page = bundle; page; page = await client.nextPage({ bundle: page })) {
    found.push(...(page.entry ?? []).map((entry) => entry.resource.id));
  }
  return found;
}

const searchParams = { patient, category: "laboratory", _count: 50 };
const labs = await all(await client.search({ resourceType: "Observation", searchParams }));
const posted = await all(await client.search({ resourceType: "Observation", searchParams, options: { postSearch: true } }));
const first = await client.read({ resourceType: "Observation", id: labs[0] });
const { fhirVersion } = await client.capabilityStatement();
const refused = await client.read({ resourceType: "Observation", id: "somebody.else" }).catch((error) => error);
const told = { status: refused.response.status, code: refused.response.data.issue[0].code };
process.stdout.write(JSON.stringify({ labs, posted, first: first.id, fhirVersion, refused: told }));
