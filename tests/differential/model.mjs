// The resource types that the bridge serves, as its schemas define them.

const COMMON = [
  { name: "id", type: "string", caseExact: true, mutability: "readOnly" },
  { name: "externalId", type: "string", caseExact: true, mutability: "readWrite" },
  { name: "schemas", type: "reference", caseExact: true, mutability: "readOnly", multiValued: true },
  {
    name: "meta", type: "complex", mutability: "readOnly",
    subAttributes: [
      { name: "resourceType", type: "string", caseExact: true, mutability: "readOnly" },
      { name: "created", type: "dateTime", mutability: "readOnly" },
      { name: "lastModified", type: "dateTime", mutability: "readOnly" },
      { name: "location", type: "reference", caseExact: true, mutability: "readOnly" },
      { name: "version", type: "string", caseExact: true, mutability: "readOnly" },
    ],
  },
];

const same = (a, b) => a.toLowerCase() === b.toLowerCase();

export function subOf(attribute, name) {
  return (attribute.subAttributes ?? []).find((sub) => same(sub.name, name));
}

/** References are case-exact whatever their definition says (RFC 7643 section 2.3.7). */
export function isCaseExact(attribute) {
  return attribute.type !== "string" || attribute.caseExact === true;
}

export function isSecret(attribute) {
  return attribute.returned === "never" || attribute.mutability === "writeOnly";
}

/** A set of references, such as members: elements are told apart by their value alone. */
export function isReferenceSet(attribute) {
  return attribute.multiValued === true && subOf(attribute, "value")?.mutability === "immutable";
}

/** One resource type; `extensions` maps a URN to its attributes. */
export class Type {
  constructor({ name, base, extensions }) {
    this.name = name;
    this.urn = base.id;
    this.attributes = [...COMMON, ...base.attributes];
    this.extensions = new Map(extensions.map((schema) => [schema.id, schema.attributes]));
  }

  /** Every (urn, attribute) of the type; the URN is empty for the base schema. */
  *places() {
    for (const attribute of this.attributes) yield { urn: "", attribute };
    for (const [urn, attributes] of this.extensions) {
      for (const attribute of attributes) yield { urn, attribute };
    }
  }

  /** The URN of the extension spelled so but for case, or nothing. */
  extensionUrn(urn) {
    return [...this.extensions.keys()].find((known) => same(known, urn));
  }

  find(urn, name) {
    const attributes = urn === "" ? this.attributes : this.extensions.get(urn) ?? [];
    return attributes.find((attribute) => same(attribute.name, name));
  }
}
