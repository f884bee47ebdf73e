// Alters answers of the bridge, as a fault in it would.

const SHARE = 0.02;

/** The answer with one hit more or fewer, another value, or a refusal in place of a result. */
function altered(random, request, answer) {
  if (answer.fault) return request.filter === undefined ? { resource: request.resource } : { hits: [] };
  if (random.chance(0.2)) return { fault: "InvalidValue", stage: "apply", detail: "altered" };
  if (answer.resource) return { resource: { ...answer.resource, externalId: "altered" } };
  const at = answer.hits.length > 0 ? random.pick(answer.hits) : 0;
  return { hits: answer.hits.includes(at) ? answer.hits.filter((hit) => hit !== at) : [at] };
}

/** Some of the answers that the comparison found right, altered. */
export function alterSome(random, requests, answers) {
  const chosen = new Map();
  requests.forEach((request, i) => {
    if (request.population === undefined && random.chance(SHARE)) chosen.set(i, altered(random, request, answers[i]));
  });
  return { chosen, answers: answers.map((answer, i) => chosen.get(i) ?? answer) };
}
