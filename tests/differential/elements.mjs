// Elements of multi-valued attributes: which are the same, and what becomes of equal ones (RFC 7644 section
// 3.5.2.1).

import { isCaseExact, isReferenceSet, subOf } from "./model.mjs";
import { isUnassigned } from "./normalise.mjs";
import { currentOf, elementsOf, equal, isObject, respelled, withCurrent } from "./places.mjs";

/** Texts by the definition's rule for case; a primary of false is none. */
export function equalBy(definition, one, other) {
  const counted = (value) => (isUnassigned(value) || (definition.name === "primary" && value === false) ? undefined : value);
  const [a, b] = [counted(one), counted(other)];
  if (typeof a === "string" && typeof b === "string" && !isCaseExact(definition)) return a.toLowerCase() === b.toLowerCase();
  return equal(a, b);
}

/** What tells an element from others: value and type, or all of it where it has no value; of a reference its value. */
function identifying(item, attribute) {
  const writable = (attribute.subAttributes ?? []).filter(({ mutability }) => mutability !== "readOnly");
  if (isReferenceSet(attribute)) return writable.filter(({ name }) => name === "value");
  return isUnassigned(item.value) ? writable : writable.filter(({ name }) => name === "value" || name === "type");
}

export function sameElement(known, item, attribute) {
  if (!isObject(item) || !isObject(known)) return equal(known, item);
  const given = respelled(item, attribute);
  return identifying(given, attribute).every((sub) => equalBy(sub, known[sub.name], given[sub.name]));
}

/** The element with what the same one brings besides. */
function mergedElement(known, item, attribute) {
  if (!isObject(item) || !isObject(known) || isReferenceSet(attribute)) return known;
  const given = respelled(item, attribute);
  const same = new Set(identifying(given, attribute).map(({ name }) => name));
  const brought = Object.entries(given).filter(([name, value]) =>
    !same.has(name) && !isUnassigned(value) && subOf(attribute, name)?.mutability !== "readOnly" &&
    !(name === "primary" && value === false && known.primary !== true));
  return { ...known, ...Object.fromEntries(brought) };
}

/** The list of the step with each element of its value that is there already merged into that one. */
export function withMerged(resource, step) {
  const { attribute } = step.place;
  const list = [...elementsOf(currentOf(resource, step))];
  let primary = -1;
  for (const item of elementsOf(step.value)) {
    const at = list.findIndex((known) => sameElement(known, item, attribute));
    if (at < 0) continue;
    list[at] = mergedElement(list[at], item, attribute);
    if (isObject(item) && respelled(item, attribute).primary === true) primary = at;
  }
  const demotedList = list.map((element, i) =>
    (primary >= 0 && i !== primary && isObject(element) && element.primary === true ? { ...element, primary: false } : element));
  return list.length > 0 ? withCurrent(resource, step, demotedList) : resource;
}

export function isAlreadyThere(current, value, attribute) {
  return Array.isArray(current) && elementsOf(value).some((item) => current.some((known) => sameElement(known, item, attribute)));
}

/** Whether two elements of the value are the same. */
export function hasTwins(value, attribute) {
  const items = elementsOf(value);
  return items.some((item, i) => items.slice(0, i).some((other) => sameElement(other, item, attribute)));
}

/** Whether an element of the value has nothing in it. */
export const hasEmptyElement = (value, attribute) => attribute.multiValued === true && Array.isArray(value) && value.some((item) =>
  item === null || (isObject(item) && Object.values(item).every(isUnassigned)));

/** The elements of the value that are not there yet, each once. */
export function distinct(step, resource, op) {
  const { attribute } = step.place;
  const known = op === "add" ? elementsOf(currentOf(resource, step)) : [];
  const added = [];
  for (const item of elementsOf(step.value)) {
    const twin = added.findIndex((other) => sameElement(other, item, attribute));
    if (twin >= 0) added[twin] = mergedElement(added[twin], item, attribute);
    else if (known.every((other) => !sameElement(other, item, attribute))) added.push(item);
  }
  return added;
}
