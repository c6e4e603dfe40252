/** Types of what operations take and give, by path and method. */
import type { paths } from "./schema";

interface Json<Content> {
  content: { "application/json": Content };
}

type Told<Responses> = Responses extends { 200: Json<infer Answer> }
  ? Answer
  : Responses extends { 201: Json<infer Answer> }
    ? Answer
    : never;

export type AnswerOf<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends { responses: infer Responses }
  ? Told<Responses>
  : never;

export type BodyOf<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends { requestBody: Json<infer Body> }
  ? Body
  : never;
