/** One refused field of a request: the server's field name and a short code, worded in `i18n`. */
export interface ProblemField {
  field: string;
  code: string;
  /** Where it is in what was sent; `field` is its last part. */
  path: string;
  /** The server's own English words, for people who make files and programs. */
  detail: string;
}

/** Every failed call: an RFC 9457 problem, a FHIR OperationOutcome, or no answer at all (`slug` is then `network`). */
export class ApiProblem extends Error {
  constructor(
    /** The last part of the problem's `type`; `network` without an answer, `unknown` for an answer that says nothing. */
    readonly slug: string,
    readonly status: number,
    readonly fields: ProblemField[] = [],
    /** Seconds to wait before trying again. */
    readonly retryAfter: number | null = null,
    /** What support can search the log for. */
    readonly requestId: string | null = null,
    /** The second factors that may be proved, where one is missing. */
    readonly factors: string[] = [],
    /** How often somebody may still try, where that is told. */
    readonly triesLeft: number | null = null,
  ) {
    super(`${status} ${slug}`);
  }

  static network = () => new ApiProblem("network", 0);

  static from(response: Response, body: unknown): ApiProblem {
    const problem = isRecord(body) ? body : {};
    const slug = typeof problem.type === "string" ? (problem.type.split("/").pop() ?? "unknown") : "unknown";
    const fields = Array.isArray(problem.errors) ? problem.errors.filter(isRecord) : [];
    const wait = Number(problem.retry_after ?? response.headers.get("Retry-After") ?? NaN);
    return new ApiProblem(
      slug,
      response.status,
      fields.map(({ field, code, detail }) => ({ field: String(field ?? "").split(".").pop() ?? "", code: String(code ?? ""), path: String(field ?? ""), detail: String(detail ?? "") })),
      Number.isFinite(wait) ? wait : null,
      response.headers.get("X-Request-Id"),
      Array.isArray(problem.factors) ? problem.factors.map(String) : [],
      typeof problem.tries_left === "number" ? problem.tries_left : null,
    );
  }
}

/** The slug of a refusal whose body somebody else still wants to read. */
export async function slugOf(response: Response): Promise<string> {
  return ApiProblem.from(response, await response.clone().json().catch(() => null)).slug;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
