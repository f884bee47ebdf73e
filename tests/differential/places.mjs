// A step's attribute in a resource, with the names that the schema has.

import { subOf } from "./model.mjs";
import { normalised } from "./normalise.mjs";

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
export const equal = (a, b) => JSON.stringify(normalised(a ?? null)) === JSON.stringify(normalised(b ?? null));

export const elementsOf = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

export function currentOf(resource, { place }) {
  const holder = place.urn === "" ? resource : resource[place.urn];
  return isObject(holder) ? holder[place.attribute.name] : undefined;
}

export function withCurrent(resource, { place }, value) {
  const name = place.attribute.name;
  if (place.urn === "") return { ...resource, [name]: value };
  return { ...resource, [place.urn]: { ...resource[place.urn], [name]: value } };
}

/** The value with every name as the schema spells it. */
export function respelled(value, attribute) {
  if (Array.isArray(value)) return value.map((item) => respelled(item, attribute));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => {
    const sub = subOf(attribute, name);
    return [sub?.name ?? name, sub ? respelled(item, sub) : item];
  }));
}
