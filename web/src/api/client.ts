import createClient from "openapi-fetch";
import type { paths } from "./schema";
import { ApiProblem } from "./problem";
import { sessionFetch } from "./session";
import { withStepUp } from "./stepUp";

/** For operations that ask nobody who they are: invites and sign-in. */
export const anonymous = createClient<paths>();

/** For everything else: carries the session's access token, and asks for the password again where an operation wants it. */
export const api = createClient<paths>({ fetch: (request) => withStepUp(request, sessionFetch) });

/** The body of an answer. Throws an ApiProblem for every refusal and when no answer came. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof ApiProblem ? cause : ApiProblem.network();
  });
  if (!response.ok || data === undefined) throw ApiProblem.from(response, error);
  return data;
}

/** Reads one FHIR resource or Bundle. `path` is relative to the origin. */
export async function fhirGet<R extends fhir4.FhirResource>(path: string, signal?: AbortSignal): Promise<R> {
  const request = new Request(path, { headers: { Accept: "application/fhir+json" }, signal });
  const response = await sessionFetch(request).catch((cause: unknown) => {
    if (signal?.aborted || cause instanceof ApiProblem) throw cause;
    throw ApiProblem.network();
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || body === null) throw ApiProblem.from(response, body);
  return body as R;
}
