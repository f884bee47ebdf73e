// scim2-parse-filter's side of a filter, as it is and under corrections.

import { isCaseExact, isSecret, subOf } from "./model.mjs";
import { applies } from "./rules.mjs";
import { bracketsOf, leavesOf, textOf } from "./filters.mjs";

export const REFUSED = "refused";

const MARK = "selected";

const fold = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const instant = (text) => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString());

// ---- facts

function kindOf(value) {
  if (value === null) return "null";
  return typeof value === "string" ? "text" : typeof value;
}

function pathFacts(path) {
  const { leaf, place, sub } = path;
  return {
    form: path.form,
    type: leaf?.type ?? "none",
    caseExact: leaf !== null && isCaseExact(leaf),
    // What stands inside brackets is looked up in one element.
    multiValued: place?.attribute?.multiValued === true,
    hasValueSub: leaf?.type === "complex" && subOf(leaf, "value") !== undefined,
    secret: leaf !== null && (isSecret(leaf) || (sub !== null && place?.attribute != null && isSecret(place.attribute))),
    dollar: path.text.includes("$"),
    list: place?.attribute?.multiValued === true && sub === null && leaf?.type !== "complex",
  };
}

function leafFacts(node) {
  const facts = pathFacts(node.path);
  if (node.kind === "present") return { node: "present", op: "pr", ...facts };
  const compared = facts.hasValueSub ? subOf(node.path.leaf, "value") : node.path.leaf;
  return {
    node: "compare", op: node.op, value: kindOf(node.value), ...facts,
    comparedType: compared?.type ?? "none", comparedExact: compared != null && isCaseExact(compared),
    isDate: typeof node.value === "string" && !Number.isNaN(Date.parse(node.value)),
    escaped: typeof node.value === "string" && !/^"(?:[^"\\]|\\")*"$/su.test(node.literal),
    signed: /^-|[eE][+-]/.test(node.literal) && typeof node.value === "number",
  };
}

const bracketFacts = (node) => ({ node: "brackets", after: node.after !== null, ...pathFacts(node.path) });

/** The facts of every term of the tree. */
export function* factsOf(tree) {
  for (const leaf of leavesOf(tree)) yield leafFacts(leaf);
  for (const node of bracketsOf(tree)) yield bracketFacts(node);
}

// ---- corrections

const renamed = (path, text) => ({ ...path, text });
const present = (path) => ({ kind: "present", path });
const negated = (term) => ({ kind: "not", term });

function compared(node, value) {
  return { ...node, value, literal: JSON.stringify(value) };
}

/** Where a value may be that makes the path present. */
function endsOf(path) {
  if (path.leaf?.type !== "complex") return [path];
  return path.leaf.subAttributes.map((sub) => ({ ...path, leaf: sub, text: `${path.text}.${sub.name}` }));
}

function nonEmpty(node) {
  const terms = endsOf(node.path).map((path) => ({ kind: "compare", path, op: "ne", value: "", literal: '""' }));
  return terms.length === 1 ? terms[0] : { kind: "or", terms };
}

/** A leaf becomes another tree. Corrections come in the order of this table. */
const ON_LEAVES = {
  coreName: (node) => ({ ...node, path: renamed(node.path, node.path.name) }),
  extensionName: (node) => ({ ...node, path: renamed(node.path, `${node.path.place.urn}:${node.path.name}`) }),
  valueSub: (node) => ({ ...node, path: renamed(node.path, `${node.path.text}.value`) }),
  fold: (node) => compared(node, fold(node.value)),
  instants: (node) => compared(node, instant(node.value)),
  negate: (node) => negated({ ...node, op: "eq", word: "eq" }),
  absent: (node) => (node.op === "eq" ? negated(present(node.path)) : present(node.path)),
};

const onEnds = (node, change) => {
  if (node.kind === "present") return change(node);
  if (node.kind === "not") return negated(onEnds(node.term, change));
  return node;
};

/** The extension's attributes in place of the extension. */
function attributesOf(node, type) {
  const { urn } = node.path.place;
  const terms = type.extensions.get(urn).map((attribute) =>
    present({ ...node.path, leaf: attribute, text: `${urn}:${attribute.name}` }));
  return { kind: "or", terms };
}

function correctLeaf(node, rules, type) {
  const facts = leafFacts(node);
  const wanted = new Set(rules.filter((rule) => applies(rule, facts)).map((rule) => rule.then));
  // A literal with escapes that the package can't read is what it is, unless the tree is taken instead.
  const readable = !facts.escaped || rules.some((rule) => rule.then === "tree" && applies(rule, facts));
  let result = wanted.has("eachElement") ? { ...node, each: true } : node;
  for (const [name, change] of Object.entries(ON_LEAVES)) {
    if (wanted.has(name) && (readable || name !== "fold")) result = change(result);
  }
  if (wanted.has("attributes")) result = onEnds(result, (end) => attributesOf(end, type));
  if (wanted.has("nonEmpty")) result = everyEnd(result, nonEmpty);
  return result;
}

/** The tree with a mark asked for in place of each term about single elements, which goes to `asked`. */
function withMarks(node, asked) {
  if (node.each) {
    const text = `${MARK}${asked.push({ ...node, each: false })}`;
    return { kind: "compare", path: { ...node.path, text }, op: "eq", word: "eq", value: true, literal: "true" };
  }
  if (node.kind === "not") return { ...node, term: withMarks(node.term, asked) };
  return node.terms ? { ...node, terms: node.terms.map((term) => withMarks(term, asked)) } : node;
}

/** The resource once for each element of the list that the term is about. */
function oneByOne(resource, { path, kind }) {
  const { urn, attribute } = path.place;
  const holder = urn === "" ? resource : resource[urn] ?? {};
  const elements = [holder[attribute.name] ?? []].flat();
  return elements.map((element) => {
    const changed = { ...holder, [attribute.name]: kind === "brackets" ? [element] : element };
    return urn === "" ? changed : { ...resource, [urn]: changed };
  });
}

function everyEnd(node, change) {
  if (node.kind === "or") return { ...node, terms: node.terms.map((term) => everyEnd(term, change)) };
  if (node.kind === "not") return negated(everyEnd(node.term, change));
  return node.kind === "present" ? change(node) : node;
}

function correctTree(node, rules, type) {
  if (node.kind === "compare" || node.kind === "present") return correctLeaf(node, rules, type);
  if (node.kind === "not") return { ...node, term: correctTree(node.term, rules, type) };
  if (node.kind !== "brackets") return { ...node, terms: node.terms.map((term) => correctTree(term, rules, type)) };
  const facts = bracketFacts(node);
  const wanted = new Set(rules.filter((rule) => applies(rule, facts)).map((rule) => rule.then));
  const path = wanted.has("coreName") ? renamed(node.path, node.path.name)
    : wanted.has("extensionName") ? renamed(node.path, `${node.path.place.urn}:${node.path.name}`) : node.path;
  const term = correctTree(node.term, rules, type);
  const each = wanted.has("eachElement");
  // What stands behind the brackets can be corrected only where it can stand inside.
  if (!node.after || !wanted.has("sameElement")) return { ...node, path, term, each };
  const after = correctTree(node.after, rules, type);
  return { ...node, path, term: { kind: "and", terms: [term, after] }, after: null, each };
}

/** The resource with the texts of one type changed. */
function withTexts(object, attributes, picks, change) {
  const result = { ...object };
  for (const attribute of attributes) {
    const value = object[attribute.name];
    if (value === undefined) continue;
    const one = (item) => {
      if (attribute.type === "complex") return withTexts(item, attribute.subAttributes, picks, change);
      return typeof item === "string" && picks(attribute) ? change(item) : item;
    };
    result[attribute.name] = Array.isArray(value) ? value.map(one) : one(value);
  }
  return result;
}

function everywhere(resource, type, picks, change) {
  const result = withTexts(resource, type.attributes, picks, change);
  for (const [urn, attributes] of type.extensions) {
    if (resource[urn]) result[urn] = withTexts(resource[urn], attributes, picks, change);
  }
  return result;
}

const ON_RESOURCES = {
  fold: [(attribute) => !isCaseExact(attribute), fold],
  instants: [(attribute) => attribute.type === "dateTime", instant],
};

function correctResource(resource, names, type) {
  return names.filter((name) => name in ON_RESOURCES)
    .reduce((changed, name) => everywhere(changed, type, ...ON_RESOURCES[name]), resource);
}

export const FILTER_CORRECTIONS = [...Object.keys(ON_LEAVES), "attributes", "nonEmpty", "sameElement", "eachElement", "tree", "refuse",
  "accept"];

// ---- the package

/** The tree in the package's form. */
function asPackageTree(node) {
  switch (node.kind) {
    case "compare": return { op: node.op, attrPath: node.path.text, compValue: node.value };
    case "present": return { op: "pr", attrPath: node.path.text };
    case "not": return { op: "not", filter: asPackageTree(node.term) };
    case "brackets": {
      const selection = { op: "[]", attrPath: node.path.text, valFilter: asPackageTree(node.term) };
      if (!node.after) return selection;
      const path = renamed(node.after.path, `${node.path.text}.${node.after.path.text}`);
      return { op: "and", filters: [selection, asPackageTree({ ...node.after, path })] };
    }
    default: return { op: node.kind, filters: node.terms.map(asPackageTree) };
  }
}

export class FilterPackage {
  constructor({ parse, filter }) {
    this.parse = parse;
    this.filter = filter;
  }

  accepts(text) {
    try {
      this.parse(text);
      return true;
    } catch {
      return false;
    }
  }

  /** Which of the resources match, as a text of 0 and 1, or REFUSED. */
  hits(text, resources) {
    try {
      return this.#test(this.parse(text), resources);
    } catch {
      return REFUSED;
    }
  }

  /** The same of a tree under the rules. */
  hitsUnder(rules, tree, resources, type) {
    const facts = [...factsOf(tree)];
    const active = rules.filter((rule) => facts.some((each) => applies(rule, each)));
    if (active.some((rule) => rule.then === "refuse")) return REFUSED;
    const corrected = correctTree(tree, active, type);
    const names = active.map((rule) => rule.then);
    const changed = resources.map((resource) => correctResource(resource, [...new Set(names)], type));
    // What the package reads otherwise than it was meant stays so, unless a rule says why.
    const asMeant = names.includes("tree") || this.#readsAsMeant(tree, resources);
    const read = asMeant ? asPackageTree : (each) => this.parse(textOf(each));
    try {
      return this.#testMarked(corrected, changed, read);
    } catch {
      return REFUSED;
    }
  }

  #readsAsMeant(tree, resources) {
    try {
      return this.hits(textOf(tree), resources) === this.#test(asPackageTree(tree), resources);
    } catch {
      return false;
    }
  }

  #testMarked(tree, resources, read) {
    const asked = [];
    const whole = read(withMarks(tree, asked));
    const marks = asked.map((term) => ({ term, matches: this.filter(read(term)) }));
    const marked = resources.map((resource) => {
      const members = marks.map(({ term, matches }, i) => [`${MARK}${i + 1}`, oneByOne(resource, term).some(matches)]);
      return { ...resource, ...Object.fromEntries(members) };
    });
    return this.#test(whole, marked);
  }

  #test(tree, resources) {
    const matches = this.filter(tree);
    return resources.map((resource) => (matches(resource) ? "1" : "0")).join("");
  }
}
