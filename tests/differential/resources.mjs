// Generated users and groups, canonical: names spelled as in the schema, nothing unassigned.

const TEXTS = ["Ada", "ADA", "ada", "Byron", "Lovelace", "lovelace", "Müller", "Analyst", "analyst II", "A", "", "x y",
  'O"Hara', "back\\slash", "line\nbreak", "Łódź", "日本", "emoji 🙂", "a.b", "(b)", "[c]", "not", "and pr"];
const ADDRESSES = ["ada@example.com", "ADA@example.com", "byron@example.org", "a.b@example.com", "x@example.net"];
const REFERENCES = ["https://example.com/a", "https://example.com/A", "https://example.com/b", "../Users/1"];
const DATES = ["2026-01-31T08:00:00Z", "2026-01-31T09:00:00+01:00", "2026-01-31T08:00:00.000Z", "2025-12-01T00:00:00.5Z",
  "2026-02-01T00:30:00+01:00", "2026-01-31T23:30:00Z", "2011-05-13T04:42:34Z"];
const BINARIES = ["QUJD", "qujd", "AAEC", "YWJjZA=="];
const IDS = ["u-1", "u-2", "U-1", "g-1", "7"];

/** A text that a value of this attribute may have. */
function textFor(random, attribute, holder) {
  if (attribute.canonicalValues?.length && random.chance(0.8)) return random.pick(attribute.canonicalValues);
  if (attribute.name === "value" && holder?.name === "emails") return random.pick(ADDRESSES);
  if (attribute.name === "userName") return random.pick(ADDRESSES);
  if (attribute.name === "id" || attribute.name === "externalId") return random.pick(IDS);
  if (attribute.name === "value" && attribute.caseExact) return random.pick(IDS);
  if (attribute.required) return random.pick(TEXTS.filter((text) => text !== ""));
  return random.pick(TEXTS);
}

/** A value of the attribute's type: of one element where there are several. */
export function valueFor(random, attribute, holder) {
  switch (attribute.type) {
    case "boolean": return random.chance(0.5);
    case "integer": return random.pick([0, 1, 2, 7, 100, -1]);
    case "decimal": return random.pick([0, 1, 1.5, -0.25]);
    case "dateTime": return random.pick(DATES);
    case "binary": return random.pick(BINARIES);
    case "reference": return random.pick(REFERENCES);
    case "complex": return complexFor(random, attribute);
    default: return textFor(random, attribute, holder);
  }
}

function complexFor(random, attribute) {
  const subs = attribute.subAttributes;
  const chosen = subs.filter((sub) => sub.required || random.chance(sub.name === "value" ? 0.9 : 0.5));
  const members = chosen.length > 0 ? chosen : [subs[0]];
  return Object.fromEntries(members.map((sub) => [sub.name, valueFor(random, sub, attribute)]));
}

/** At most one primary, no element twice. */
function settled(elements) {
  let primary = false;
  const seen = new Set();
  return elements.filter((element) => {
    if (element.primary === true) {
      if (primary) element.primary = false;
      primary = true;
    }
    const key = element.value ?? JSON.stringify(element);
    return !seen.has(key) && seen.add(key);
  });
}

export function assignedValue(random, attribute) {
  if (!attribute.multiValued) return valueFor(random, attribute);
  const count = 1 + random.below(3);
  return settled(Array.from({ length: count }, () => valueFor(random, attribute)));
}

function members(random, attributes) {
  const chosen = attributes.filter((attribute) => attribute.returned !== "never" &&
    (attribute.required || random.chance(0.55)));
  return chosen.map((attribute) => [attribute.name, assignedValue(random, attribute)]);
}

export function resourceOf(random, type) {
  const resource = { schemas: [type.urn] };
  const core = type.attributes.filter((attribute) => attribute.name !== "schemas" && attribute.name !== "meta");
  Object.assign(resource, Object.fromEntries(members(random, core)));
  resource.id = random.pick(IDS);
  for (const [urn, attributes] of type.extensions) {
    const values = members(random, attributes);
    if (values.length === 0 || random.chance(0.3)) continue;
    resource[urn] = Object.fromEntries(values);
    resource.schemas.push(urn);
  }
  resource.meta = {
    resourceType: type.name, created: random.pick(DATES), lastModified: random.pick(DATES),
    location: `https://example.com/${resource.id}`, version: 'W/"1"',
  };
  return resource;
}
