import { solveChallenge } from "altcha-lib/v1";
import type { Challenge } from "altcha-lib/v1/types";

/** Tries numbers until one matches, away from the page, which stays quick. Answers with the number, or null. */
self.onmessage = async ({ data }: MessageEvent<Challenge>) => {
  const max = data.maxnumber ?? 1_000_000;
  const solution = await solveChallenge(data.challenge, data.salt, data.algorithm, max).promise;
  self.postMessage(solution?.number ?? null);
};
