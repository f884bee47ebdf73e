// Resources in a form in which equal ones are equal texts: members sorted, what is unassigned left out
// (RFC 7643 section 2.5), elements of lists sorted, `schemas` and `meta` left out.

export function isUnassigned(value) {
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

export function normalised(value) {
  if (Array.isArray(value)) {
    const items = value.map(normalised).filter((item) => !isUnassigned(item));
    return items.map((item) => JSON.stringify(item)).sort().map((text) => JSON.parse(text));
  }
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, item]) => [name, normalised(item)]);
  return Object.fromEntries(members.filter(([, item]) => !isUnassigned(item)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function asText(resource) {
  const { schemas, meta, ...rest } = resource;
  return JSON.stringify(normalised(rest));
}
