// scim-patch's side of a PATCH request, as it is and under corrections.

import { isReferenceSet, subOf, isCaseExact } from "./model.mjs";
import { asSent } from "./patches.mjs";
import { applies } from "./rules.mjs";
import { factsOf, REFUSED } from "./package_filter.mjs";
import { isUnassigned, normalised } from "./normalise.mjs";

const OPTIONS = { mutateDocument: false, treatMissingAsAdd: false };
const MARK = "picked";

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const equal = (a, b) => JSON.stringify(normalised(a ?? null)) === JSON.stringify(normalised(b ?? null));

export const PATCH_CORRECTIONS = ["refuse", "accept", "unchanged", "names", "parts", "everyElement", "demote", "distinct",
  "ignoreNulls", "clear", "dropLabels", "noValue", "writableSubs", "keepImmutable", "keepRequired", "lowerCase", "onePrimary", "list", "marked",
  "attributes"];

// ---- the step's attribute in the resource

function currentOf(resource, { place }) {
  const holder = place.urn === "" ? resource : resource[place.urn];
  return isObject(holder) ? holder[place.attribute.name] : undefined;
}

function withCurrent(resource, { place }, value) {
  const name = place.attribute.name;
  if (place.urn === "") return { ...resource, [name]: value };
  return { ...resource, [place.urn]: { ...resource[place.urn], [name]: value } };
}

const subsOnly = (attribute) => ({ attributes: attribute.subAttributes ?? [], extensions: new Map() });

// ---- names as the schema spells them

function respelled(value, attribute) {
  if (Array.isArray(value)) return value.map((item) => respelled(item, attribute));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => {
    const sub = subOf(attribute, name);
    return [sub?.name ?? name, sub ? respelled(item, sub) : item];
  }));
}

/** The path of a step, by the schema's spelling; without its filter where `bare`. */
function pathOf({ place, sub, filter }, filterText) {
  const prefix = place.urn === "" ? "" : `${place.urn}:`;
  return `${prefix}${place.attribute.name}${filter ? `[${filterText}]` : ""}${sub ? `.${sub.name}` : ""}`;
}

function isSpelledSo(operation) {
  const { form, path, steps } = operation;
  const values = steps.every((step) => step.place === null || step.value === undefined ||
    JSON.stringify(respelled(step.value, step.sub ?? step.place.attribute)) === JSON.stringify(step.value));
  if (form === "none" || form === "whole") return values && steps.every((step) => step.place === null || step.key === step.name);
  return values && path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/, "").replace(/\[.*\]/su, "[]") ===
    pathOf(steps[0], "");
}

// ---- facts

const wordKind = (word, op) => (word === op ? "exact" : word.toLowerCase() === op ? "other case" : "unknown");

const valueKind = (value) => {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "empty array" : "array";
  if (typeof value === "object") return Object.keys(value).length === 0 ? "empty object" : "object";
  return value === "" ? "empty text" : typeof value;
};

const shapeOf = (attribute) => (attribute.multiValued ? "list" : attribute.type === "complex" ? "complex" : "simple");

const elementsOf = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Whether any element, or the value, has a member for which this holds. */
const anyMember = (value, holds) => elementsOf(value).some((item) => isObject(item) && Object.entries(item).some(holds));

function memberFacts(step, attribute) {
  const { value } = step;
  const sub = (name) => subOf(attribute, name);
  const elements = elementsOf(value).filter(isObject).map((item) => respelled(item, attribute));
  return {
    setsPrimary: step.sub ? step.sub.name === "primary" && value === true : elements.some((item) => item.primary === true),
    nullMember: anyMember(value, ([name, item]) => sub(name) !== undefined && isUnassigned(item)),
    readOnlyMember: anyMember(value, ([name]) => sub(name)?.mutability === "readOnly"),
    lacksRequired: !step.sub && elements.some((item) =>
      (attribute.subAttributes ?? []).some((each) => each.required && isUnassigned(respelled(item, attribute)[each.name]))),
  };
}

function stepFacts(step, resource, filters, rules) {
  if (step.place === null) return { shape: "unknown", class: step.class };
  const { attribute, urn } = step.place;
  const leaf = step.sub ?? attribute;
  const current = currentOf(resource, step);
  const immutable = (each) => each.mutability === "immutable";
  return {
    shape: shapeOf(attribute), sub: step.sub !== null, extension: urn !== "", class: step.class,
    value: valueKind(step.value), leafType: leaf.type,
    readOnly: attribute.mutability === "readOnly" || leaf.mutability === "readOnly",
    required: attribute.required === true || (attribute.subAttributes ?? []).some((sub) => sub.required),
    immutable: immutable(attribute) || (attribute.subAttributes ?? []).some(immutable),
    subRequired: step.sub?.required === true,
    target: isUnassigned(current) ? "absent" : "present",
    given: isAlreadyThere(current, step.value, attribute) || hasTwins(step.value, attribute),
    emptyElement: !step.sub && hasEmptyElement(step.value, attribute),
    references: isReferenceSet(attribute),
    picks: step.filter ? picksOf(step, resource, filters, rules) : "none asked",
    ...memberFacts(step, attribute),
  };
}

function isAlreadyThere(current, value, attribute) {
  return Array.isArray(current) && elementsOf(value).some((item) => current.some((known) => sameElement(known, item, attribute)));
}

/** Whether two elements of the value are the same. */
function hasTwins(value, attribute) {
  const items = elementsOf(value);
  return items.some((item, i) => items.slice(0, i).some((other) => sameElement(other, item, attribute)));
}

/** Whether an element of the value has nothing in it. */
const hasEmptyElement = (value, attribute) => attribute.multiValued === true && Array.isArray(value) && value.some((item) =>
  item === null || (isObject(item) && Object.values(item).every(isUnassigned)));

/** Texts by the definition's rule for case; a primary of false is none. */
function equalBy(definition, one, other) {
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

function sameElement(known, item, attribute) {
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
function withMerged(resource, step) {
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

const filterRules = (rules) => rules.filter((rule) => rule.of === "filter");
const patchRules = (rules) => rules.filter((rule) => rule.of === "patch");

/** Which elements the filter picks under the rules, as a text of 0 and 1, or REFUSED. */
function picked(step, resource, filters, rules) {
  const elements = elementsOf(currentOf(resource, step)).filter(isObject);
  return filters.hitsUnder(filterRules(rules), step.filter, elements, subsOnly(step.place.attribute));
}

function picksOf(step, resource, filters, rules) {
  const picks = picked(step, resource, filters, rules);
  return picks === REFUSED ? "refused" : picks.includes("1") ? "some" : "none";
}

/** The facts of an operation: one set for each step, one when it has none. */
function factsOfOperation(operation, resource, filters, all) {
  const { op, word, form, path, value, steps } = operation;
  const common = {
    node: "operation", op, word: wordKind(word, op), form, whole: valueKind(value),
    members: steps.length > 1 ? "many" : "one", core: /^urn:ietf:params:scim:schemas:core:/i.test(path ?? ""),
    text: path ?? "",
  };
  if (steps.length === 0) return [{ ...common, class: operation.wrong ? "misfit" : "none" }];
  const spelling = isSpelledSo(operation) ? "schema" : "other";
  return steps.map((step) => ({ ...common, spelling, ...stepFacts(step, resource, filters, all) }));
}

// ---- one operation under rules

function strip(value, drops) {
  if (Array.isArray(value)) return value.map((item) => strip(item, drops));
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter((entry) => !drops(entry))) : value;
}

const VALUE_CHANGES = {
  names: (step, attribute) => respelled(step.value, attribute),
  writableSubs: (step, attribute) => strip(step.value, ([name]) => subOf(attribute, name)?.mutability === "readOnly"),
  ignoreNulls: (step, attribute) => strip(step.value, ([name, item]) => subOf(attribute, name) !== undefined && isUnassigned(item)),
};

/** The elements of the value that are not there yet, each once. */
function distinct(step, resource, op) {
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

/** The step under the corrections, or null when nothing is left to do. */
function correctStep(step, wanted, resource, op) {
  if (wanted.has("unchanged")) return null;
  if (step.place === null) return step;
  const attribute = step.sub ?? step.place.attribute;
  const result = { ...step };
  for (const [name, change] of Object.entries(VALUE_CHANGES)) {
    if (wanted.has(name) && result.value !== undefined) result.value = change(result, attribute);
  }
  if (wanted.has("noValue")) result.value = undefined;
  if (wanted.has("clear")) Object.assign(result, { value: undefined, op: "remove" });
  if (wanted.has("list")) result.value = [result.value];
  if (wanted.has("distinct")) {
    result.value = distinct(result, resource, op);
    if (result.value.length === 0) return null;
  }
  if (wanted.has("names")) result.key = result.name;
  return result;
}

/** The operation's steps put together again as it had them. */
function asOneOperation(operation, steps, wanted) {
  const { form } = operation;
  if (form !== "none" && form !== "whole") {
    const [step] = steps;
    if (!step.place) return { op: operation.op, path: operation.path, value: operation.value };
    const path = wanted.has("names") ? pathOf(step, operation.path.match(/\[(.*)\]/su)?.[1]) : operation.path;
    return { op: step.op ?? operation.op, path, value: step.value };
  }
  const value = {};
  for (const step of steps) {
    const holder = step.place?.urn && form === "none" ? (value[step.place.urn] ??= {}) : value;
    holder[step.key ?? step.name] = step.value;
  }
  return { op: operation.op, path: operation.path, value };
}

/** The removal of an extension as removals of its attributes. */
function removals({ path }, type) {
  const urn = type.extensionUrn(path);
  const writable = type.extensions.get(urn).filter(({ mutability }) => mutability !== "readOnly");
  return writable.map(({ name }) => ({ op: "remove", path: `${urn}:${name}` }));
}

function asParts(operation, steps) {
  return steps.map((step) => {
    const prefix = step.place?.urn ? `${step.place.urn}:` : "";
    return { op: step.op ?? operation.op, path: `${prefix}${step.key ?? step.name}`, value: step.value };
  });
}

function marked(resource, step, picks) {
  let at = 0;
  const elements = elementsOf(currentOf(resource, step)).map((element) =>
    (isObject(element) && picks[at++] === "1" ? { ...element, [MARK]: true } : element));
  return elements.length > 0 ? withCurrent(resource, step, elements) : resource;
}

function unmarked(value) {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== MARK).map(([name, item]) => [name, unmarked(item)]));
}

function demoted(resource, step, picks) {
  let at = 0;
  const elements = elementsOf(currentOf(resource, step)).map((element) => {
    const touched = picks !== null && picks[at++] === "1";
    return isObject(element) && element.primary === true && !touched ? { ...element, primary: false } : element;
  });
  return elements.length > 0 ? withCurrent(resource, step, elements) : resource;
}

const isLabel = (name) => name === "type" || name === "display" || name === "primary";

/** Of the picks those whose elements have the sub-attribute of the step. */
function thatHad(resource, step, picks) {
  const had = (element) => !isUnassigned(element?.[step.sub.name]);
  return elementsOf(currentOf(resource, step)).map((element, i) => (had(element) ? picks[i] : "0"));
}

function withoutLabels(resource, step, picks) {
  const kept = elementsOf(currentOf(resource, step)).filter((element, i) =>
    picks[i] !== "1" || Object.keys(element).some((name) => !isLabel(name)));
  return withCurrent(resource, step, kept);
}

/** An immutable text that differs in case alone, where case is no matter, stays as it is. */
function withKeptSpelling(before, after, step) {
  if (step.place?.attribute.mutability !== "immutable" || step.sub) return after;
  const [old, now] = [currentOf(before, step), currentOf(after, step)];
  return old !== undefined && equalBy(step.place.attribute, old, now) ? withCurrent(after, step, old) : after;
}

function changesImmutable(before, after, step) {
  const { attribute } = step.place;
  const [old, now] = [currentOf(before, step), currentOf(after, step)];
  if (attribute.mutability === "immutable") return old !== undefined && !equal(old, now);
  const subs = (attribute.subAttributes ?? []).filter((sub) => sub.mutability === "immutable");
  // Elements that were there at the same place; a list of another length is another list.
  const [olds, nows] = [elementsOf(old), elementsOf(now)];
  return olds.length === nows.length && (step.filter || step.sub) &&
    olds.some((element, i) => subs.some((sub) => element[sub.name] !== undefined && !equal(element[sub.name], nows[i]?.[sub.name])));
}

function lacksRequired(before, after, step) {
  const { attribute } = step.place;
  const now = currentOf(after, step);
  if (attribute.required && (isUnassigned(now) || now === "")) return true;
  const required = (attribute.subAttributes ?? []).filter((sub) => sub.required);
  return elementsOf(now).some((element) => required.some((sub) => isUnassigned(element?.[sub.name]) || element[sub.name] === ""));
}

const primaries = (resource, step) => elementsOf(currentOf(resource, step)).filter((element) => element?.primary === true).length;

export class PatchPackage {
  constructor({ scimPatch, patchBodyValidation }, filters) {
    this.scimPatch = scimPatch;
    this.validate = patchBodyValidation;
    this.filters = filters;
    this.met = new Set();
  }

  /** The resource after the message, or REFUSED. */
  patched(resource, body) {
    try {
      const message = structuredClone(body);
      this.validate(message);
      return this.scimPatch(structuredClone(resource), message.Operations, OPTIONS);
    } catch {
      return REFUSED;
    }
  }

  /** The same of operations under the rules; `all` are the rules by which facts of filters are found. */
  patchedUnder(rules, all, resource, operations, type) {
    let state = resource;
    for (const operation of operations) {
      state = this.#apply(rules, all, state, operation, type);
      if (state === REFUSED) return REFUSED;
    }
    return state;
  }

  #apply(rules, all, resource, operation, type) {
    const facts = factsOfOperation(operation, resource, this.filters, all);
    const wantedFor = facts.map((each) => new Set(patchRules(rules).filter((rule) => this.#meets(rule, each)).map((rule) => rule.then)));
    const wanted = new Set(wantedFor.flatMap((each) => [...each]));
    if (wanted.has("refuse")) return REFUSED;
    if (operation.steps.length === 0) {
      if (wanted.has("unchanged")) return resource;
      if (wanted.has("attributes")) return this.#send(resource, removals(operation, type));
      return this.#send(resource, [asSent({ ...operation, word: wanted.has("lowerCase") ? operation.op : operation.word })]);
    }
    const merges = (step, i) => operation.op === "add" && step.place !== null && !step.sub && !step.filter && wantedFor[i].has("distinct");
    const merged = operation.steps.filter(merges).reduce(withMerged, resource);
    const steps = operation.steps.map((step, i) => correctStep(step, wantedFor[i], merged, operation.op));
    const left = steps.filter((step) => step !== null);
    if (left.length === 0) return merged;
    return this.#applyLeft(rules, merged, operation, steps, left, wantedFor);
  }

  #applyLeft(rules, resource, operation, steps, left, wantedFor) {
    const wanted = new Set(wantedFor.flatMap((each) => [...each]));
    if (wanted.has("parts")) {
      return asParts(operation, left).reduce((state, part, i) =>
        (state === REFUSED ? REFUSED : this.#finish(state, part, left[i], wantedFor[steps.indexOf(left[i])], rules)), resource);
    }
    const one = asOneOperation(operation, left, wanted);
    if (operation.word !== operation.op) one.op = operation.word;
    if (left.length > 1) return this.#finishMany(resource, one, left, wanted);
    return this.#finish(resource, one, left[0], wanted, rules);
  }

  #meets(rule, facts) {
    const met = applies(rule, facts);
    if (met) this.met.add(rule);
    return met;
  }

  /** Which of the rules apply to any of the operations. */
  relevant(rules, resource, operations, type) {
    this.met = new Set();
    this.patchedUnder(rules, rules, resource, operations, type);
    return rules.filter((rule) => this.met.has(rule));
  }

  #send(resource, operations) {
    try {
      return this.scimPatch(structuredClone(resource), structuredClone(operations).map(asCompact), OPTIONS);
    } catch {
      return REFUSED;
    }
  }

  #finishMany(resource, operation, steps, wanted) {
    let after = this.#send(resource, [operation]);
    if (after === REFUSED) return REFUSED;
    if (wanted.has("keepImmutable")) after = steps.reduce((state, step) => withKeptSpelling(resource, state, step), after);
    return steps.some((step) => this.#isFaulty(resource, after, step, wanted)) ? REFUSED : after;
  }

  /** One step as one operation, with what has to be done before and after it. */
  #finish(resource, operation, step, wanted, rules) {
    let before = resource;
    let sent = operation;
    let picks = null;
    if (step.place === null) return this.#send(resource, [operation]);
    if (step.filter) {
      const active = filterRules(rules).filter((rule) => [...factsOf(step.filter)].some((each) => this.#meets(rule, each)));
      picks = picked(step, resource, this.filters, active);
      if (active.length > 0 || wanted.has("marked") || wanted.has("demote")) {
        if (picks === REFUSED) return REFUSED;
        sent = { ...operation, path: operation.path.replace(/\[.*\]/su, `[${MARK} eq true]`) };
        before = marked(before, step, picks);
      }
    } else if (wanted.has("everyElement")) {
      picks = elementsOf(currentOf(resource, step)).map(() => "1").join("");
      sent = { ...operation, path: operation.path.replace(/\.([^.]*)$/u, `[${MARK} eq true].$1`) };
      before = marked(before, step, picks);
    }
    const bringsPrimary = step.sub || step.filter || elementsOf(step.value).some((item) => item?.primary === true);
    if (wanted.has("demote") && bringsPrimary) before = demoted(before, step, picks);
    let after = this.#send(before, [sent]);
    if (after === REFUSED) return REFUSED;
    after = unmarked(after);
    if (wanted.has("dropLabels") && picks !== null) after = withoutLabels(after, step, thatHad(resource, step, picks));
    if (wanted.has("keepImmutable")) after = withKeptSpelling(resource, after, step);
    return this.#isFaulty(resource, after, step, wanted) ? REFUSED : after;
  }

  #isFaulty(before, after, step, wanted) {
    if (step.place === null) return false;
    return (wanted.has("keepImmutable") && changesImmutable(before, after, step)) ||
      (wanted.has("keepRequired") && lacksRequired(before, after, step)) ||
      (wanted.has("onePrimary") && primaries(after, step) > 1);
  }
}

const asCompact = (operation) => Object.fromEntries(Object.entries(operation).filter(([, value]) => value !== undefined));
