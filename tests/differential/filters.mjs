// Generated filters as trees, and their texts.
//
// A tree is {kind: "compare", path, op, value, literal}, {kind: "present", path}, {kind: "and" | "or", terms},
// {kind: "not", term}, or {kind: "brackets", path, term, after}, where `after` is a comparison or presence
// behind the closing bracket, or null. A path says what it means and how it is written.

import { subOf } from "./model.mjs";
import { valueFor } from "./resources.mjs";

const TEXT_OPERATORS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
const ORDER_OPERATORS = ["eq", "ne", "gt", "ge", "lt", "le"];
const FITTING = {
  string: TEXT_OPERATORS, reference: TEXT_OPERATORS, boolean: ["eq", "ne"], integer: ORDER_OPERATORS,
  decimal: ORDER_OPERATORS, dateTime: ORDER_OPERATORS, binary: ["eq", "ne"],
};

function inOtherCase(random, text) {
  return random.pick([text.toUpperCase(), text.toLowerCase(), text[0].toUpperCase() + text.slice(1)]);
}

export const inSomeCase = (random, text, probability) => (random.chance(probability) ? inOtherCase(random, text) : text);

// ---- paths

/** @returns a path: `leaf` is the definition that it ends at, null for a whole extension or an unknown name. */
function pathOf(random, place, sub) {
  let { urn } = place;
  let form = urn === "" ? "bare" : "extension";
  if (urn === "" && random.chance(0.12)) form = "core";
  if (urn !== "" && random.chance(0.15)) form = "short";
  const name = inSomeCase(random, place.attribute.name, 0.15) + (sub ? `.${inSomeCase(random, sub.name, 0.15)}` : "");
  if (form === "core") urn = place.baseUrn;
  const prefix = form === "core" || form === "extension" ? `${inSomeCase(random, urn, 0.1)}:` : "";
  return { form, place, sub, leaf: sub ?? place.attribute, text: prefix + name, name };
}

function unknownPath(random) {
  const text = random.pick(["nosuch", "userName.nosuch", "name.nosuch", "emails.nosuch", "urn:example:none:a",
    "urn:ietf:params:scim:schemas:core:2.0:None:userName", "meta.nosuch"]);
  return { form: "unknown", place: null, sub: null, leaf: null, text, name: text };
}

function wholeExtension(random, type) {
  const urn = random.pick([...type.extensions.keys()]);
  return { form: "whole", place: { urn, attribute: null }, sub: null, leaf: null, text: urn, name: urn };
}

function insidePath(random, attribute) {
  const sub = random.pick(attribute.subAttributes);
  const text = inSomeCase(random, sub.name, 0.15);
  return { form: "inside", place: null, sub, leaf: sub, text, name: text };
}

// ---- values

const ESCAPES = { "\n": "\\n", "\\": "\\\\" };

/** The JSON text of a string, now and then with more escapes than it needs. */
function quoted(random, text) {
  const more = random.chance(0.06);
  const body = [...text].map((c) => {
    if (more && /[A-Za-z/]/.test(c) && random.chance(0.5)) {
      return c === "/" ? "\\/" : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
    }
    return ESCAPES[c] ?? (c === '"' ? '\\"' : c);
  }).join("");
  return `"${body}"`;
}

function literalOf(random, value) {
  if (typeof value === "string") return quoted(random, value);
  if (typeof value === "number" && Number.isInteger(value) && random.chance(0.2)) {
    return random.pick([`${value}.0`, `${value}e0`, `${value}E+0`]);
  }
  return JSON.stringify(value);
}

function partOf(random, text, op) {
  const letters = [...text];
  const cut = random.below(letters.length + 1);
  if (op === "sw") return letters.slice(0, cut).join("");
  if (op === "ew") return letters.slice(cut).join("");
  return letters.slice(random.below(cut + 1), cut).join("");
}

function comparedValue(random, leaf, op, holder) {
  if (random.chance(["eq", "ne"].includes(op) ? 0.06 : 0.01)) return null;
  if (random.chance(0.02)) return random.pick([true, false, 0, 7, -1.5, "x", "true", "2026-01-31T08:00:00Z"]);
  const value = valueFor(random, leaf, holder);
  if (typeof value !== "string" || leaf.type === "dateTime") return value;
  const part = ["co", "sw", "ew"].includes(op) ? partOf(random, value, op) : value;
  return part !== "" && random.chance(0.2) ? inOtherCase(random, part) : part;
}

// ---- terms

function holderOf(path) {
  return path.sub !== null && path.place !== null ? path.place.attribute : undefined;
}

function comparison(random, path, holder) {
  const leaf = path.leaf?.type === "complex" ? subOf(path.leaf, "value") ?? path.leaf : path.leaf;
  if (leaf === null || leaf.type === "complex") {
    if (random.chance(0.7)) return { kind: "present", path, word: "pr" };
    return compare(random, path, random.pick(TEXT_OPERATORS), random.pick([null, "x", "Ada", true]));
  }
  const operators = random.chance(0.97) ? FITTING[leaf.type] : TEXT_OPERATORS;
  const op = random.pick(operators);
  return compare(random, path, op, comparedValue(random, leaf, op, leaf === path.leaf ? holder : path.leaf));
}

function compare(random, path, op, value) {
  return { kind: "compare", path, op, value, literal: literalOf(random, value), word: inSomeCase(random, op, 0.1) };
}

function operationOn(random, path, holder) {
  if (random.chance(0.12)) return { kind: "present", path, word: inSomeCase(random, "pr", 0.1) };
  return comparison(random, path, holder);
}

function brackets(random, path) {
  const attribute = path.leaf;
  const inside = () => operationOn(random, insidePath(random, attribute), attribute);
  const term = joined(random, inside, 2);
  const after = random.chance(0.3) ? inside() : null;
  return { kind: "brackets", path, term, after };
}

function term(random, type) {
  if (random.chance(0.012)) return operationOn(random, unknownPath(random));
  if (type.extensions.size > 0 && random.chance(0.02)) return operationOn(random, wholeExtension(random, type));
  const { urn, attribute } = random.pick([...type.places()]);
  const place = { urn, attribute, baseUrn: type.urn };
  if (attribute.type !== "complex") {
    const path = pathOf(random, place, null);
    return operationOn(random, path);
  }
  if (random.chance(0.4)) return brackets(random, pathOf(random, place, null));
  const path = pathOf(random, place, random.chance(0.75) ? random.pick(attribute.subAttributes) : null);
  return operationOn(random, path, holderOf(path));
}

/** and, or, not of what `leaf` makes, at most so deep. */
function joined(random, leaf, depth) {
  if (depth === 0 || random.chance(0.45)) return leaf();
  const kind = random.weighted({ and: 4, or: 4, not: 2 });
  if (kind === "not") return { kind, term: joined(random, leaf, depth - 1), word: inSomeCase(random, "not", 0.1) };
  const terms = Array.from({ length: 2 + random.below(2) }, () => joined(random, leaf, depth - 1));
  return { kind, terms, word: inSomeCase(random, kind, 0.1) };
}

export function filterTree(random, type) {
  return joined(random, () => term(random, type), 3);
}

// ---- texts

const STRENGTH = { or: 1, and: 2 };

function operation(node) {
  return node.kind === "present" ? node.word ?? "pr" : `${node.word ?? node.op} ${node.literal}`;
}

/** With parentheses only where the tree needs them, so that precedence is tried too. */
export function textOf(node, strength = 0) {
  switch (node.kind) {
    case "compare":
    case "present": return `${node.path.text} ${operation(node)}`;
    case "not": return `${node.word ?? "not"} (${textOf(node.term)})`;
    case "brackets": {
      const after = node.after ? `.${node.after.path.text} ${operation(node.after)}` : "";
      return `${node.path.text}[${textOf(node.term)}]${after}`;
    }
    default: {
      const own = STRENGTH[node.kind];
      const text = node.terms.map((each) => textOf(each, own)).join(` ${node.word ?? node.kind} `);
      return own < strength ? `(${text})` : text;
    }
  }
}

/** Every comparison and presence of the tree, those in brackets too. */
export function* leavesOf(node) {
  if (node.kind === "compare" || node.kind === "present") yield node;
  if (node.term) yield* leavesOf(node.term);
  if (node.after) yield node.after;
  for (const each of node.terms ?? []) yield* leavesOf(each);
}

/** Every bracketed term of the tree. */
export function* bracketsOf(node) {
  if (node.kind === "brackets") yield node;
  if (node.term && node.kind !== "brackets") yield* bracketsOf(node.term);
  for (const each of node.terms ?? []) yield* bracketsOf(each);
}

/** A filter over the elements of an attribute, mostly one that picks the known element. */
export function elementFilter(random, attribute, known) {
  const describe = () => {
    const names = known && Object.keys(known).filter((name) => known[name] !== null && typeof known[name] !== "object");
    if (!names?.length || random.chance(0.15)) return operationOn(random, insidePath(random, attribute), attribute);
    const name = random.pick(names);
    const sub = subOf(attribute, name);
    return compare(random, { form: "inside", place: null, sub, leaf: sub, text: name, name }, "eq", known[name]);
  };
  return joined(random, describe, random.chance(0.3) ? 2 : 0);
}
