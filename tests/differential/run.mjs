// Compares our filters and PATCH with the npm packages scim2-parse-filter and scim-patch; see README.md.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { ask } from "./bridge.mjs";
import { compareFilters, filterCases } from "./compare_filters.mjs";
import { comparePatches, patchCases } from "./compare_patches.mjs";
import { Type } from "./model.mjs";
import { FILTER_CORRECTIONS, FilterPackage } from "./package_filter.mjs";
import { PATCH_CORRECTIONS, PatchPackage } from "./package_patch.mjs";
import { Random } from "./random.mjs";
import { readRules } from "./rules.mjs";
import { alterSome } from "./self_test.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, "../..");
const USAGE = `usage: node run.mjs [--seed N] [--count N] [--program FILE] [--packages FOLDER] [--self-test]
  --seed N           of what is generated (default 1)
  --count N          filters, and as many patches (default 5000)
  --program FILE     our side (default build/clang-asan/tests/differential/differential)
  --packages FOLDER  where npm put the packages (default build/differential)
  --self-test        alters some of our answers and fails unless the comparison notices
  --show N           unexplained cases to print (default 10)`;

const { values: options } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "5000" },
    program: { type: "string", default: path.join(ROOT, "build/clang-asan/tests/differential/differential") },
    packages: { type: "string", default: path.join(ROOT, "build/differential") },
    "self-test": { type: "boolean", default: false },
    show: { type: "string", default: "10" },
    help: { type: "boolean", default: false },
  },
});

if (options.help) {
  console.log(USAGE);
  process.exit(0);
}

const number = (name) => {
  const value = Number(options[name]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name}: expected a number\n${USAGE}`);
  return value;
};

const load = createRequire(path.join(path.resolve(options.packages), "package.json"));
const filters = new FilterPackage(load("scim2-parse-filter"));
const packages = { filters, patches: new PatchPackage(load("scim-patch"), filters) };
const rules = readRules(path.join(HERE, "disagreements.json"), { filter: FILTER_CORRECTIONS, patch: PATCH_CORRECTIONS });

const seed = number("seed");
const random = new Random(seed);
const COMPARED = ["User", "Group"];
const served = ask(options.program, [{ types: true }])[0].types;
const types = served.filter(({ name }) => COMPARED.includes(name)).map((type) => new Type(type));
const cases = { filters: filterCases(random, types, number("count")), patches: patchCases(random, types, number("count")) };
const requests = [...cases.filters.requests, ...cases.patches.requests];
const answers = ask(options.program, requests);

// An altered answer may by chance be what a rule makes of the package's; one that is the package's own tells
// nothing, and most are not.
const NOTICED = 0.9;
const TELLING = 0.5;
const isUnexplained = ({ agreed, rules: needed }) => !agreed && needed === null;

const compare = (given) => {
  const split = cases.filters.requests.length;
  return [...compareFilters(cases.filters, given.slice(0, split), packages, rules),
    ...comparePatches(cases.patches, given.slice(split), packages, rules)];
};

function printUnexplained(unexplained) {
  for (const { title, lines } of unexplained.slice(0, number("show"))) {
    console.log(`\nunexplained: ${title}`);
    for (const line of lines()) console.log(`  ${line}`);
  }
}

function report() {
  const disagreements = compare(answers).filter((result) => !result.agreed);
  const unexplained = disagreements.filter(isUnexplained);
  const used = new Map(rules.map((rule) => [rule.id, 0]));
  for (const { rules: needed } of disagreements) needed?.forEach((rule) => used.set(rule.id, used.get(rule.id) + 1));
  const stale = [...used].filter(([, times]) => times === 0).map(([id]) => id);
  printUnexplained(unexplained);
  console.log(`\nseed ${seed}`);
  for (const [id, times] of used) console.log(`${String(times).padStart(6)}  ${id}`);
  for (const id of stale) console.log(`stale: the rule ${id} explains nothing`);
  const explained = disagreements.length - unexplained.length;
  console.log(`${cases.filters.count} filters, ${cases.patches.count} patches, ${explained} disagreements explained by ` +
    `${rules.length - stale.length} rules, ${unexplained.length} unexplained`);
  return unexplained.length === 0 && stale.length === 0;
}

/** Alters some answers, and counts those that then have no explanation. */
function selfTest() {
  const { chosen, answers: altered } = alterSome(new Random(seed + 1), requests, answers);
  const compared = requests.flatMap((request, i) => (request.population === undefined ? [i] : []));
  const results = compare(altered).filter((_, k) => chosen.has(compared[k]));
  const telling = results.filter(({ agreed }) => !agreed);
  const noticed = telling.filter(isUnexplained).length;
  console.log(`seed ${seed}: ${chosen.size} answers altered, ${telling.length} of them not to the package's own, ${noticed} noticed`);
  return telling.length >= chosen.size * TELLING && noticed >= telling.length * NOTICED;
}

process.exitCode = (options["self-test"] ? selfTest() : report()) ? 0 : 1;
