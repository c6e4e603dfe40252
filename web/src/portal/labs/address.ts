/**
 * Where one result's page is, below the list's address. Our FHIR ids are `<chart>.<hash>`; the address has them as two
 * steps, because a dot at the end of an address means a file to web servers. It never says what was measured.
 */
export function resultPath(base: string, id: string): string {
  const dot = id.indexOf(".");
  return `${base}/${id.slice(0, dot)}/${id.slice(dot + 1)}`;
}
