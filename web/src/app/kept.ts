/**
 * What a reload of this tab must not lose: phones drop a page while its owner looks for the code in another app. Never for a
 * password, a code or a secret.
 */
export function kept<T>(name: string) {
  const key = `kinchart.${name}`;
  return {
    read(): T | null {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? "null") as T | null;
      } catch {
        return null;
      }
    },
    /** Some browsers refuse their storage altogether: then a reload starts again. */
    write(value: T | null) {
      try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // The page that is open goes on all the same.
      }
    },
  };
}
