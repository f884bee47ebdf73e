// Resources in memory, in the form that scimmy takes and gives.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import SCIMMY from "scimmy";

const { Error: ScimError } = SCIMMY.Types;

const plain = (instance) => JSON.parse(JSON.stringify(instance));

const primaries = (values) => (Array.isArray(values) ? values.filter((value) => value?.primary === true) : []);

/** At most one element of a list is primary: one that was not so before takes it from the others. */
const withOnePrimary = (made, before) => {
  for (const [name, values] of Object.entries(made).filter(([, values]) => primaries(values).length > 1)) {
    const known = primaries(before?.[name]).map((value) => value.value);
    const fresh = primaries(values).filter((value) => !known.includes(value.value));
    if (fresh.length !== 1) throw new ScimError(400, "invalidValue", `${name}: expected one primary element at most`);
    for (const value of values) if (value.primary && value !== fresh[0]) value.primary = false;
  }
  return made;
};

export class Store {
  #resources = new Map();

  all() {
    return [...this.#resources.values()];
  }

  has(id) {
    return this.#resources.has(id);
  }

  find(id) {
    const found = this.#resources.get(id);
    if (!found) throw new ScimError(404, null, `Resource ${id} not found`);
    return found;
  }

  /** No other resource may have this value of the attribute, in whatever case. */
  expectUnique(attribute, value, id) {
    const folded = value?.toLowerCase();
    const taken = this.all().some((other) => other.id !== id && other[attribute]?.toLowerCase() === folded);
    if (taken) throw new ScimError(409, "uniqueness", `${attribute} is taken`);
  }

  create(instance) {
    const now = new Date().toISOString();
    const made = { ...withOnePrimary(plain(instance)), id: randomUUID(), meta: { created: now, lastModified: now } };
    this.#resources.set(made.id, made);
    return made;
  }

  /** What changes nothing leaves lastModified. */
  replace(id, instance) {
    const before = this.find(id);
    const made = { ...withOnePrimary(plain(instance), before), id, meta: before.meta };
    if (isDeepStrictEqual(made, before)) return before;
    made.meta = { ...before.meta, lastModified: new Date().toISOString() };
    this.#resources.set(id, made);
    return made;
  }

  remove(id) {
    this.find(id);
    this.#resources.delete(id);
  }
}
