// Generated filters, and where the two sides differ on them.

import { factsOf, REFUSED } from "./package_filter.mjs";
import { filterTree, textOf } from "./filters.mjs";
import { resourceOf } from "./resources.mjs";
import { applies, explanation } from "./rules.mjs";
import { FORM_NAMES, formText, mutated } from "./syntax.mjs";

const POPULATION = 8;
const FILTERS_A_POPULATION = 100;

function treeCase(random, type) {
  const tree = filterTree(random, type);
  return { tree, text: textOf(tree), form: null };
}

function syntaxCase(random, type) {
  const good = () => textOf(filterTree(random, type));
  if (random.chance(0.5)) {
    const form = random.pick(FORM_NAMES);
    return { tree: null, form, text: formText(form, good(), good()) };
  }
  return { tree: null, form: "one token changed", text: mutated(random, good()) };
}

/** {requests, cases, count}; a case has the place of its request. */
export function filterCases(random, types, count) {
  const requests = [];
  const cases = [];
  while (cases.length < count) {
    const type = random.chance(0.75) ? types[0] : random.pick(types);
    const resources = Array.from({ length: POPULATION }, () => resourceOf(random, type));
    requests.push({ population: resources });
    for (let left = Math.min(FILTERS_A_POPULATION, count - cases.length); left > 0; --left) {
      const made = random.chance(0.85) ? treeCase(random, type) : syntaxCase(random, type);
      cases.push({ ...made, type, resources, request: requests.length });
      requests.push({ type: type.name, filter: made.text });
    }
  }
  return { requests, cases, count };
}

function ourHits({ resources }, answer) {
  if (answer.fault) return REFUSED;
  const hits = new Set(answer.hits);
  return resources.map((_, i) => (hits.has(i) ? "1" : "0")).join("");
}

const show = (answer) => (answer.fault ? `${answer.fault}: ${answer.detail}` : `hits ${JSON.stringify(answer.hits)}`);

/** Only whether the text is a filter: with forms and changed tokens nobody knows what it should hit. */
function compareSyntax(each, answer, packages, rules) {
  const ours = answer.stage !== "parse";
  const theirs = packages.filters.accepts(each.text);
  if (ours === theirs) return { agreed: true, request: each.request };
  const facts = { node: "syntax", form: each.form, text: each.text };
  const wanted = ours ? "accept" : "refuse";
  const rule = rules.find((one) => one.of === "filter" && one.then === wanted && applies(one, facts));
  return {
    agreed: false, request: each.request, rules: rule ? [rule] : null, title: `${each.form}: ${each.text}`,
    lines: () => [`ours: ${show(answer)}`, `theirs: ${theirs ? "accepted" : REFUSED}`],
  };
}

/** The smallest part of the tree, and the one resource, that still disagree without explanation. */
function reproduction(each, ours, theirs, rules) {
  const facts = [...factsOf(each.tree)].map((one) => JSON.stringify(one));
  const at = [...ours].findIndex((hit, i) => hit !== theirs[i]);
  const resource = ours === REFUSED || theirs === REFUSED ? null : each.resources[at];
  return [...facts, ...(resource ? [JSON.stringify(resource)] : [])];
}

function compareTree(each, answer, packages, rules) {
  const ours = ourHits(each, answer);
  const theirs = packages.filters.hits(each.text, each.resources);
  if (ours === theirs) return { agreed: true, request: each.request };
  const all = [...factsOf(each.tree)];
  const candidates = rules.filter((rule) => rule.of === "filter" && all.some((facts) => applies(rule, facts)));
  const under = (some) => packages.filters.hitsUnder(some, each.tree, each.resources, each.type);
  return {
    agreed: false, request: each.request, rules: explanation(candidates, under, ours), title: each.text,
    lines: () => [`ours: ${ours} ${show(answer)}`, `theirs: ${theirs}`,
      `theirs corrected by ${candidates.map(({ id }) => id).join(", ") || "nothing"}: ${under(candidates)}`,
      ...reproduction(each, ours, under(candidates), rules)],
  };
}

export function compareFilters({ cases }, answers, packages, rules) {
  return cases.map((each) => {
    const compare = each.tree ? compareTree : compareSyntax;
    return compare(each, answers[each.request], packages, rules);
  });
}
