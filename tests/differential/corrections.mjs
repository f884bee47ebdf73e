// What is put right of the package's result before and after it was asked.

import { isUnassigned } from "./normalise.mjs";
import { equalBy } from "./elements.mjs";
import { currentOf, elementsOf, equal, isObject, withCurrent } from "./places.mjs";

export const MARK = "picked";

export function marked(resource, step, picks) {
  let at = 0;
  const elements = elementsOf(currentOf(resource, step)).map((element) =>
    (isObject(element) && picks[at++] === "1" ? { ...element, [MARK]: true } : element));
  return elements.length > 0 ? withCurrent(resource, step, elements) : resource;
}

export function unmarked(value) {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== MARK).map(([name, item]) => [name, unmarked(item)]));
}

export function demoted(resource, step, picks) {
  let at = 0;
  const elements = elementsOf(currentOf(resource, step)).map((element) => {
    const touched = picks !== null && picks[at++] === "1";
    return isObject(element) && element.primary === true && !touched ? { ...element, primary: false } : element;
  });
  return elements.length > 0 ? withCurrent(resource, step, elements) : resource;
}

const isLabel = (name) => name === "type" || name === "display" || name === "primary";

/** Of the picks those whose elements have the sub-attribute of the step. */
export function thatHad(resource, step, picks) {
  const had = (element) => !isUnassigned(element?.[step.sub.name]);
  return elementsOf(currentOf(resource, step)).map((element, i) => (had(element) ? picks[i] : "0"));
}

export function withoutLabels(resource, step, picks) {
  const kept = elementsOf(currentOf(resource, step)).filter((element, i) =>
    picks[i] !== "1" || Object.keys(element).some((name) => !isLabel(name)));
  return withCurrent(resource, step, kept);
}

/** An immutable text that differs in case alone, where case is no matter, stays as it is. */
export function withKeptSpelling(before, after, step) {
  if (step.place?.attribute.mutability !== "immutable" || step.sub) return after;
  const [old, now] = [currentOf(before, step), currentOf(after, step)];
  return old !== undefined && equalBy(step.place.attribute, old, now) ? withCurrent(after, step, old) : after;
}

export function changesImmutable(before, after, step) {
  const { attribute } = step.place;
  const [old, now] = [currentOf(before, step), currentOf(after, step)];
  if (attribute.mutability === "immutable") return old !== undefined && !equal(old, now);
  const subs = (attribute.subAttributes ?? []).filter((sub) => sub.mutability === "immutable");
  // Elements that were there at the same place; a list of another length is another list.
  const [olds, nows] = [elementsOf(old), elementsOf(now)];
  return olds.length === nows.length && (step.filter || step.sub) &&
    olds.some((element, i) => subs.some((sub) => element[sub.name] !== undefined && !equal(element[sub.name], nows[i]?.[sub.name])));
}

export function lacksRequired(before, after, step) {
  const { attribute } = step.place;
  const now = currentOf(after, step);
  if (attribute.required && (isUnassigned(now) || now === "")) return true;
  const required = (attribute.subAttributes ?? []).filter((sub) => sub.required);
  return elementsOf(now).some((element) => required.some((sub) => isUnassigned(element?.[sub.name]) || element[sub.name] === ""));
}

export const primaries = (resource, step) => elementsOf(currentOf(resource, step)).filter((element) => element?.primary === true).length;
