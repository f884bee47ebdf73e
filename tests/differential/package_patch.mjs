// scim-patch's side of a PATCH request, as it is and under corrections.

import { changesImmutable, demoted, lacksRequired, MARK, marked, primaries, thatHad, unmarked, withKeptSpelling,
  withoutLabels } from "./corrections.mjs";
import { distinct, hasEmptyElement, hasTwins, isAlreadyThere, withMerged } from "./elements.mjs";
import { isReferenceSet, subOf } from "./model.mjs";
import { isUnassigned } from "./normalise.mjs";
import { factsOf, REFUSED } from "./package_filter.mjs";
import { asSent } from "./patches.mjs";
import { currentOf, elementsOf, isObject, respelled } from "./places.mjs";
import { applies } from "./rules.mjs";

const OPTIONS = { mutateDocument: false, treatMissingAsAdd: false };

export const PATCH_CORRECTIONS = ["refuse", "accept", "unchanged", "names", "parts", "everyElement", "demote", "distinct",
  "ignoreNulls", "clear", "dropLabels", "noValue", "writableSubs", "keepImmutable", "keepRequired", "lowerCase", "onePrimary", "list", "marked",
  "attributes"];

const subsOnly = (attribute) => ({ attributes: attribute.subAttributes ?? [], extensions: new Map() });

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
