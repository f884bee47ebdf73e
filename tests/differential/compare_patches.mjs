// Generated PATCH requests, and where the two sides differ on them.

import { asText } from "./normalise.mjs";
import { REFUSED } from "./package_filter.mjs";
import { MESSAGE_NAMES, messageOf, operationsOf, wrongMessage } from "./patches.mjs";
import { resourceOf } from "./resources.mjs";
import { applies, explanation } from "./rules.mjs";

const MESSAGES_SHARE = 0.04;

function makeCase(random, types) {
  const type = random.chance(0.7) ? types[0] : random.pick(types);
  const resource = resourceOf(random, type);
  if (random.chance(MESSAGES_SHARE)) {
    const message = random.pick(MESSAGE_NAMES);
    return { type, resource, message, operations: null, body: wrongMessage(message) };
  }
  const operations = operationsOf(random, type, resource);
  return { type, resource, message: null, operations, body: messageOf(operations) };
}

export function patchCases(random, types, count) {
  const cases = Array.from({ length: count }, (_, request) => ({ ...makeCase(random, types), request }));
  const requests = cases.map(({ type, resource, body }) => ({ type: type.name, resource, body }));
  return { requests, cases, count };
}

const textOf = (resource) => (resource === REFUSED ? REFUSED : asText(JSON.parse(JSON.stringify(resource))));

function compareMessage(each, ours, theirs, answer, rules) {
  const facts = { node: "message", form: each.message };
  const wanted = ours === REFUSED ? "refuse" : "accept";
  const differ = ours === REFUSED || theirs === REFUSED;
  const rule = differ && rules.find((one) => one.of === "patch" && one.then === wanted && applies(one, facts));
  return {
    agreed: false, request: each.request, rules: rule ? [rule] : null, title: each.message,
    lines: () => [`body: ${JSON.stringify(each.body)}`, `ours: ${answer.detail ?? ours}`, `theirs: ${theirs}`],
  };
}

function comparePatch(each, answer, packages, rules) {
  const ours = answer.fault ? REFUSED : textOf(answer.resource);
  const theirs = textOf(packages.patches.patched(each.resource, each.body));
  if (ours === theirs) return { agreed: true, request: each.request };
  if (each.message) return compareMessage(each, ours, theirs, answer, rules);
  const under = (some) => textOf(packages.patches.patchedUnder(some, rules, each.resource, each.operations, each.type));
  const candidates = packages.patches.relevant(rules, each.resource, each.operations, each.type);
  return {
    agreed: false, request: each.request, rules: explanation(candidates, under, ours),
    title: JSON.stringify(each.body.Operations),
    lines: () => [`before: ${asText(each.resource)}`, `ours:   ${answer.fault ? `${answer.fault}: ${answer.detail}` : ours}`,
      `theirs: ${theirs}`, `corrected: ${under(rules)}`,
      ...each.operations.flatMap((operation) => operation.steps.map((step) =>
        `${operation.form} ${step.name}${step.sub ? `.${step.sub.name}` : ""}: ${step.class}`))],
  };
}

export function comparePatches({ cases }, answers, packages, rules) {
  return cases.map((each) => comparePatch(each, answers[each.request], packages, rules));
}
