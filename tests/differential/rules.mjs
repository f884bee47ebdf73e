// disagreements.json: which deviation of a package applies where, and what it comes down to.
//
// A rule says in `when` to what it applies: facts of a term or of an operation with the values they may
// have ({"op": "ne"}, {"value": ["text", "null"]}), or a list of such sets, any of which may fit. `then`
// names what makes the package answer as the RFC says (package_filter.mjs and package_patch.mjs know the
// names). A disagreement is explained when the package, so corrected, gives our answer exactly.

import { readFileSync } from "node:fs";

const MEMBERS = ["id", "of", "when", "then", "rfc", "right", "why", "example"];
const RIGHT = ["ours", "open"];

const patterns = new Map();

function pattern(text) {
  if (!patterns.has(text)) patterns.set(text, new RegExp(text, "sui"));
  return patterns.get(text);
}

function fits(conditions, facts) {
  return Object.entries(conditions).every(([name, wanted]) => {
    if (name === "text") return pattern(wanted).test(facts.text ?? "");
    if (!(name in facts)) return false;
    return Array.isArray(wanted) ? wanted.includes(facts[name]) : wanted === facts[name];
  });
}

export function applies(rule, facts) {
  return [rule.when].flat().some((conditions) => fits(conditions, facts));
}

function check(rule, known) {
  const missing = MEMBERS.filter((member) => !(member in rule));
  const unknown = Object.keys(rule).filter((member) => !MEMBERS.includes(member));
  if (missing.length + unknown.length > 0) throw new Error(`rule ${rule.id}: check its members ${[...missing, ...unknown]}`);
  if (!RIGHT.includes(rule.right)) throw new Error(`rule ${rule.id}: right is ${RIGHT.join(" or ")}`);
  if (!known[rule.of]?.includes(rule.then)) throw new Error(`rule ${rule.id}: no such correction as ${rule.then}`);
  if ([rule.when].flat().some((conditions) => Object.keys(conditions).length === 0)) {
    throw new Error(`rule ${rule.id}: it would apply to everything`);
  }
  if (!/RFC \d{4} section \d/.test(rule.rfc)) throw new Error(`rule ${rule.id}: rfc names no section`);
}

/** @param known the names of the corrections, by what the rule is of. */
export function readRules(path, known) {
  const rules = JSON.parse(readFileSync(path, "utf8"));
  rules.forEach((rule) => check(rule, known));
  const ids = new Set(rules.map(({ id }) => id));
  if (ids.size !== rules.length) throw new Error(`${path}: two rules of one id`);
  return rules;
}

/**
 * The fewest of the rules under which `answerUnder(rules)` is `wanted`, or null when even all of them
 * don't bring it about, or none is needed (then the package's answer was not read well).
 */
export function explanation(rules, answerUnder, wanted) {
  if (answerUnder(rules) !== wanted) return null;
  let needed = rules;
  for (const rule of [...rules].reverse()) {
    const fewer = needed.filter((other) => other !== rule);
    if (answerUnder(fewer) === wanted) needed = fewer;
  }
  return needed.length > 0 ? needed : null;
}
