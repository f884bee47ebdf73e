// Filters that are wrong, or look so: named forms, and texts with one token changed.

/** name: text of a form made of two good terms. */
const FORMS = {
  "not without parentheses": (a) => `not ${a}`,
  "not twice": (a) => `not not (${a})`,
  "not next to its parenthesis": (a) => `not(${a})`,
  "a tab as space": (a, b) => `${a}\tand ${b}`,
  "a line break as space": (a, b) => `${a} and\n${b}`,
  "several spaces": (a, b) => `  ${a}   and  ( ${b} ) `,
  "no space around parentheses": (a, b) => `(${a})and(${b})`,
  "no space before the value": () => 'userName eq"x"',
  "no space after the value": (a) => `userName eq "x"and ${a}`,
  "a text next to a text": () => 'userName eq "x""y"',
  "text behind the end": (a) => `${a} x`,
  "a term behind the end": (a, b) => `${a} ${b}`,
  "a parenthesis too many": (a) => `${a})`,
  "a parenthesis missing": (a) => `(${a}`,
  "nothing in parentheses": (a) => `${a} and ()`,
  "a term missing at the end": (a) => `${a} and`,
  "a term missing at the start": (a) => `or ${a}`,
  "nothing": () => "",
  "only spaces": () => "   ",
  "single quotes": () => "userName eq 'x'",
  "a value without quotes": () => "userName eq ada",
  "a literal in capitals": () => "active eq TRUE",
  "half a literal": () => "active eq tru",
  "an array as value": () => 'userName eq ["x"]',
  "an object as value": () => 'userName eq {"a":1}',
  "an operator that is none": () => 'userName like "x"',
  "an operator alone": () => "userName eq",
  "a name alone": () => "userName",
  "a value behind pr": () => 'userName pr "x"',
  "three names in a path": () => 'name.givenName.x eq "a"',
  "a dot at the end of a path": () => 'name. eq "a"',
  "a name that begins with a digit": () => '1name eq "a"',
  "a name that begins with an underscore": () => '_name eq "a"',
  "a name with a dollar sign": () => 'members.$ref eq "a"',
  "a name with a percent sign": () => 'na%me eq "a"',
  "brackets in brackets": () => 'emails[type[value eq "x"]]',
  "empty brackets": () => "emails[]",
  "a bracket missing": () => 'emails[type eq "work"',
  "a bracket too many": () => 'emails[type eq "work"]]',
  "a space before brackets": () => 'emails [type eq "work"]',
  "a dot behind brackets": () => 'emails[type eq "work"].',
  "a path behind brackets": () => 'emails[type eq "work"].value.x eq "y"',
  "a dot behind a parenthesis": (a) => `(${a}).`,
  "a dot behind an opening bracket": () => 'emails[.type eq "work"]',
  "an escape that is none": () => 'userName eq "a\\x41"',
  "half a surrogate pair": () => 'userName eq "\\ud83d"',
  "a surrogate pair": () => 'userName eq "\\ud83d\\ude42"',
  "half an escape": () => 'userName eq "\\u00"',
  "a control character in a text": () => 'userName eq "a\u0001b"',
  "a line break in a text": () => 'userName eq "a\nb"',
  "a text without end": () => 'userName eq "a',
  "a zero before a number": () => "sheetCount eq 01",
  "a plus before a number": () => "sheetCount eq +1",
  "no digit behind the point": () => "sheetCount eq 1.",
  "no digit before the point": () => "sheetCount eq .5",
  "a sign alone": () => "sheetCount eq -",
  "no digit in the exponent": () => "sheetCount eq 1e",
  "a hexadecimal number": () => "sheetCount eq 0x1",
  "a number next to a word": (a) => `sheetCount eq 1and ${a}`,
  "a negative number before a space": (a) => `sheetCount eq -1 and ${a}`,
  "a negative number before a parenthesis": () => "(sheetCount eq -1)",
  "a signed exponent before a space": (a) => `sheetCount eq 1e+2 and ${a}`,
  "not between terms": (a, b) => `${a} not (${b})`,
  "a comma": (a, b) => `${a}, ${b}`,
  "a symbol for an operator": (a, b) => `${a} && ${b}`,
  "a word of the grammar as name": () => 'and eq "x"',
};

export const FORM_NAMES = Object.keys(FORMS);

export const formText = (name, a, b) => FORMS[name](a, b);

const TOKEN = /"(?:[^"\\]|\\.)*"|[A-Za-z0-9_:.$%+-]+|\s+|./gsu;
const EXTRA = ["(", ")", "[", "]", "not", "and", "or", "pr", "eq", '"x"', "7", "true", "null", ".", " "];

/** The text with one token dropped, doubled, put in, or changed places with its neighbour. */
export function mutated(random, text) {
  const tokens = text.match(TOKEN);
  const at = random.below(tokens.length);
  switch (random.below(4)) {
    case 0: tokens.splice(at, 1); break;
    case 1: tokens.splice(at, 0, tokens[at]); break;
    case 2: tokens.splice(at, 0, random.pick(EXTRA)); break;
    default: tokens.splice(at, 2, ...tokens.slice(at, at + 2).reverse());
  }
  return tokens.join("");
}
