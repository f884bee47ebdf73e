// What the RFC leaves open about attributes without a value and with several, settled once for every
// type. The rows of tests/data/filter/decisions.tsv hold it, for each type and state.
//
//                                 attribute absent    several values
//   eq co sw ew gt ge lt le       false               true when any value satisfies it
//   ne                            true                true when no value is equal
//   eq null                       true                false
//   ne null, pr                   false               true
//   attr[ … ]                     false               true when one element satisfies all of it
//   not ( … )                     the opposite of what stands inside: on an absent attribute
//                                 not (a eq x) is true, as a ne x is
//
// So `ne` is exactly the opposite of `eq`, and two truth values are enough: a third for "absent"
// would have to turn into false at the top, under `and`, under `or`, and into true under `not`.
// Absent is null, an empty array, an empty object; for pr and null also an empty text, because RFC
// 7644 table 3 asks for a non-empty value. co, sw and ew with "" match any text.

#include <utility>

#include "filter_match.hpp"

namespace bridge::scim {

Matcher::Node opposite(Matcher::Node node) { return Matcher::Node{NotNode{core::Box<Matcher::Node>(std::move(node))}}; }

Matcher::Node decision(CompareOp op, bool against_null, Matcher::Node any_value) {
  // Any value satisfies it, or any value is there: all else is the opposite of that.
  const CompareOp negative = against_null ? CompareOp::Eq : CompareOp::Ne;
  return op == negative ? opposite(std::move(any_value)) : any_value;
}

}  // namespace bridge::scim
