#pragma once
// Patterns for JSON, written in JSON: what a case of the suite, or a conversation with the bridge, expects
// of an answer.

#include <string>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// Compares a value with a pattern; gives one sentence for each difference ("/emails/0/type: expected "work",
/// found nothing"), none when it fits.
///
/// - A text, number, boolean or null fits itself; 1 and 1.0 are the same number.
/// - An object fits an object that has its members; others may be there.
/// - An array fits an array of the same length, element by element.
/// - {"$any": true} fits everything that is there; as a member's pattern {"$absent": true} fits a member
///   that is not there, and {"$unassigned": true} one that is not there, null, or an empty array or object
///   (RFC 7643 section 2.5: the same state).
/// - As a member's pattern {"$optional": pattern} fits a member that is unassigned or fits.
/// - {"$type": "string"} fits that kind of value: null, boolean, integer, number, string, array, object; an
///   integer is a number too.
/// - {"$contains": "text"} fits a text that holds it.
/// - {"$matches": "regex"} fits a text that the regular expression (ECMAScript) describes as a whole.
/// - {"$ignore_case": "text"} fits that text in any ASCII case.
/// - {"$instant": "2026-01-01T00:00:00Z"} fits a dateTime that is the same instant, {"$date_time": true} any
///   dateTime with a date, a time and, where it has one, an offset (RFC 7643 section 2.3.5).
/// - {"$at_least": 3} and {"$at_most": 3} fit numbers.
/// - {"$includes": [pattern, …]} fits an array with a different element for each pattern.
/// - {"$unordered": [pattern, …]} does so too, and the array has no other elements.
/// - {"$each": pattern} fits an array whose every element fits; {"$none": pattern} one where none does.
/// - {"$size": pattern} fits an array whose length fits.
/// - {"$integer": "42"} fits the number whose decimal digits these are.
/// - {"$one_of": [pattern, …]} fits what one of them fits, {"$all_of": [pattern, …]} what all of them fit.
/// - {"$not": pattern} fits what the pattern does not fit.
[[nodiscard]] std::vector<std::string> differences(const core::Value& value, const core::Value& pattern);

/// What is wrong with a pattern itself: unknown operators, operands of the wrong kind, expressions that are
/// none. Empty when it can be used.
[[nodiscard]] std::vector<std::string> pattern_problems(const core::Value& pattern);

}  // namespace bridge::conformance
