// Generated PATCH operations, and what is known of each.
//
// An operation is {word, form, steps, path, value}: `form` says what kind of path it has. A step is one
// attribute of it: {place, sub, filter, name, value, class}; an operation without a path has as many as
// its value has members. `class` says of the value: fitting, misfit, null, nothing, unknownMember,
// nullMember, lacking (a required member), element (one element where a list belongs), missing.

import { assignedValue, valueFor } from "./resources.mjs";
import { elementFilter, inSomeCase, textOf } from "./filters.mjs";

const MISFITS = {
  string: [7, true, { a: "x" }, ["x"]], reference: [7, false, ["https://example.com/a"]], boolean: ["true", 1, { a: true }],
  integer: ["7", 1.5, true], decimal: ["1", true], dateTime: ["yesterday", 5, true], binary: ["*", 7],
  complex: ["x", 7, true],
};

/** A value for the attribute or, where `one`, for one of its elements. */
function classedValue(random, attribute, one, holder) {
  const list = attribute.multiValued === true && !one;
  const required = (attribute.subAttributes ?? []).find((sub) => sub.required);
  const which = random.weighted({ lacking: required ? 8 : 0, fitting: 80, null: 5, nothing: 5, misfit: 6, unknownMember: 3, nullMember: 8, element: list ? 12 : 0 });
  if (which === "null") return { class: which, value: null };
  if (which === "nothing" && (list || attribute.type === "complex")) {
    return { class: which, value: list ? [] : {} };
  }
  if (which === "misfit") {
    const value = list && random.chance(0.5) ? [random.pick(MISFITS[attribute.type])] : random.pick(MISFITS[attribute.type]);
    return { class: which, value };
  }
  if (which === "unknownMember" && attribute.type === "complex") {
    const element = { ...valueFor(random, attribute), nosuch: "x" };
    return { class: which, value: list ? [element] : element };
  }
  if (which === "nullMember" && attribute.type === "complex") {
    const element = { ...valueFor(random, attribute), [random.pick(attribute.subAttributes).name]: null };
    return { class: which, value: list ? [element] : element };
  }
  if (which === "lacking") {
    const { [required.name]: left, ...element } = valueFor(random, attribute);
    const named = { type: "User", ...element };
    return { class: which, value: list ? [named] : named };
  }
  if (which === "element") return { class: which, value: valueFor(random, attribute, holder) };
  return { class: "fitting", value: list ? assignedValue(random, attribute) : valueFor(random, attribute, holder) };
}

/** Elements that are there are given again now and then. */
function currentOrNew(random, step, resource, one) {
  const { urn, attribute } = step.place;
  const holder = urn === "" ? resource : resource[urn];
  const current = holder?.[attribute.name];
  const leaf = step.sub ?? attribute;
  if (current !== undefined && step.sub === null && random.chance(0.15)) {
    const again = one && Array.isArray(current) ? random.pick(current) : current;
    return { class: "fitting", value: structuredClone(again) };
  }
  return classedValue(random, leaf, one || step.sub !== null, step.sub ? attribute : undefined);
}

/** Some names of sub-attributes spelled otherwise. */
function respelled(random, value) {
  if (Array.isArray(value)) return value.map((item) => respelled(random, item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) =>
    [inSomeCase(random, name, 0.05), respelled(random, item)]));
}

const placeFor = (random, type, filter = () => true) => {
  const places = [...type.places()].filter(filter);
  const writable = places.filter(({ attribute }) => attribute.mutability !== "readOnly");
  return random.pick(random.chance(0.93) && writable.length > 0 ? writable : places);
};

const prefixOf = (random, type, urn) => {
  if (urn !== "") return `${inSomeCase(random, urn, 0.05)}:`;
  return random.chance(0.08) ? `${inSomeCase(random, type.urn, 0.1)}:` : "";
};

function stepAt(place, sub = null, filter = null) {
  return { place, sub, filter, name: place.attribute.name, value: undefined, class: "missing" };
}

function withValue(random, step, op, resource, one) {
  if (op === "remove" && random.chance(0.92)) return step;
  const given = currentOrNew(random, step, resource, one);
  return { ...step, value: respelled(random, given.value), class: given.class };
}

// ---- forms

const FORMS = {
  attribute(random, type, op, resource) {
    const place = placeFor(random, type);
    const step = withValue(random, stepAt(place), op, resource, false);
    return oneStep(step, prefixOf(random, type, place.urn) + inSomeCase(random, place.attribute.name, 0.08));
  },
  sub(random, type, op, resource) {
    const place = placeFor(random, type, ({ attribute }) => attribute.type === "complex");
    const sub = random.pick(place.attribute.subAttributes);
    const step = withValue(random, stepAt(place, sub), op, resource, true);
    const name = `${inSomeCase(random, place.attribute.name, 0.08)}.${inSomeCase(random, sub.name, 0.08)}`;
    return oneStep(step, prefixOf(random, type, place.urn) + name);
  },
  filter(random, type, op, resource) {
    return filtered(random, type, op, resource, false);
  },
  filterSub(random, type, op, resource) {
    return filtered(random, type, op, resource, true);
  },
  whole(random, type, op, resource) {
    const urn = random.pick([...type.extensions.keys()]);
    return { path: inSomeCase(random, urn, 0.05), ...membersOf(random, type, op, resource, urn) };
  },
  none(random, type, op, resource) {
    return { path: undefined, ...membersOf(random, type, op, resource, "") };
  },
  unknown(random) {
    const path = random.pick(["nosuch", "name.nosuch", "emails.nosuch", "urn:example:none:a", "emails[type eq \"work\"].nosuch",
      "emails[nosuch eq \"x\"]", "userName.x"]);
    return { path, steps: [], value: "x" };
  },
  malformed(random) {
    const path = random.pick(["", " ", "emails[", "emails[]", "emails[type eq]", "emails[type eq \"work\"", "emails]", "1x",
      "name..givenName", ".name", "emails[type eq \"work\"]value", "name.", "a b", "emails[type eq 'work']", "/name",
      "emails[type eq \"work\"][0]", "members[value eq \"u-1\"].value.x"]);
    return { path, steps: [], value: "x" };
  },
};

const oneStep = (step, path) => ({ path, steps: [step], value: step.value });

function filtered(random, type, op, resource, withSub) {
  const single = random.chance(0.15);
  const isList = ({ attribute }) => attribute.type === "complex" && (single || attribute.multiValued === true);
  const place = placeFor(random, type, isList);
  const sub = withSub ? random.pick(place.attribute.subAttributes) : null;
  const current = (place.urn === "" ? resource : resource[place.urn])?.[place.attribute.name];
  const known = Array.isArray(current) && random.chance(0.7) ? random.pick(current) : null;
  const filter = elementFilter(random, place.attribute, known);
  const step = withValue(random, stepAt(place, sub, filter), op, resource, true);
  const path = `${prefixOf(random, type, place.urn)}${inSomeCase(random, place.attribute.name, 0.05)}[${textOf(filter)}]` +
    (sub ? `.${inSomeCase(random, sub.name, 0.05)}` : "");
  return oneStep(step, path);
}

/** The members of a value without a path, or under an extension's URN. */
function membersOf(random, type, op, resource, urn) {
  if (op === "remove" && (urn !== "" || random.chance(0.9))) return { steps: [], value: undefined };
  if (random.chance(0.04)) return { steps: [], value: random.pick(["x", 7, ["x"], true]), wrong: true };
  const steps = [];
  const value = {};
  const names = new Set();
  for (let left = 1 + random.below(3); left > 0; --left) {
    if (random.chance(0.03)) {
      value.nosuch = "x";
      steps.push({ place: null, name: "nosuch", value: "x", class: "unknown" });
      continue;
    }
    const place = placeFor(random, type, (each) => urn === "" || each.urn === urn);
    if (names.has(place.urn + place.attribute.name)) continue;
    names.add(place.urn + place.attribute.name);
    const step = withValue(random, stepAt(place), op === "remove" ? "add" : op, resource, false);
    step.key = inSomeCase(random, place.attribute.name, 0.06);
    steps.push(step);
    if (place.urn === urn) value[step.key] = step.value;
    else (value[place.urn] ??= {})[step.key] = step.value;
  }
  return { steps, value };
}

// ---- operations

function operationOf(random, type, resource) {
  const op = random.weighted({ add: 4, replace: 4, remove: 2 });
  const weights = { attribute: 30, sub: 16, filter: 14, filterSub: 16, none: 22, whole: type.extensions.size > 0 ? 4 : 0,
    unknown: 2, malformed: 3 };
  const form = random.weighted(weights);
  const made = FORMS[form](random, type, op, resource);
  const word = random.chance(0.03) ? random.pick([op.toUpperCase(), op[0].toUpperCase() + op.slice(1), "move", ""]) : op;
  return { op, word, form, ...made };
}

/** The operation as it is sent. */
export function asSent({ word, path, value }) {
  return Object.fromEntries(Object.entries({ op: word, path, value }).filter(([, member]) => member !== undefined));
}

export function operationsOf(random, type, resource) {
  const count = random.chance(0.7) ? 1 : 2 + random.below(2);
  return Array.from({ length: count }, () => operationOf(random, type, resource));
}

// ---- whole messages

const URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export const messageOf = (operations) => ({ schemas: [URN], Operations: operations.map(asSent) });

const GOOD = { op: "replace", path: "displayName", value: "x" };

/** name: a message that is wrong, or looks so. */
const MESSAGES = {
  "no schemas": { Operations: [GOOD] },
  "another schema": { schemas: ["urn:example:none"], Operations: [GOOD] },
  "schemas is a text": { schemas: URN, Operations: [GOOD] },
  "one more schema": { schemas: ["urn:example:none", URN], Operations: [GOOD] },
  "the schema in capitals": { schemas: [URN.toUpperCase()], Operations: [GOOD] },
  "no operations": { schemas: [URN] },
  "an empty list of operations": { schemas: [URN], Operations: [] },
  "one operation without a list": { schemas: [URN], Operations: GOOD },
  "operations in lower case": { schemas: [URN], operations: [GOOD] },
  "an operation that is a text": { schemas: [URN], Operations: ["x"] },
  "an operation that is null": { schemas: [URN], Operations: [null] },
  "no op": { schemas: [URN], Operations: [{ path: "displayName", value: "x" }] },
  "op is a number": { schemas: [URN], Operations: [{ op: 1, path: "displayName", value: "x" }] },
  "op with a capital in its name": { schemas: [URN], Operations: [{ Op: "replace", path: "displayName", value: "x" }] },
  "the path is a number": { schemas: [URN], Operations: [{ ...GOOD, path: 7 }] },
  "the path is a list": { schemas: [URN], Operations: [{ ...GOOD, path: ["displayName"] }] },
  "the path is null": { schemas: [URN], Operations: [{ op: "replace", path: null, value: { displayName: "x" } }] },
  "add without a value": { schemas: [URN], Operations: [{ op: "add", path: "displayName" }] },
  "replace without a value": { schemas: [URN], Operations: [{ op: "replace", path: "displayName" }] },
  "remove without a path": { schemas: [URN], Operations: [{ op: "remove" }] },
  "a member that is unknown": { schemas: [URN], Operations: [{ ...GOOD, name: "x" }], more: true },
  "the second operation fails": { schemas: [URN], Operations: [GOOD, { op: "move" }] },
};

export const MESSAGE_NAMES = Object.keys(MESSAGES);
export const wrongMessage = (name) => structuredClone(MESSAGES[name]);

