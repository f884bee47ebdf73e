#pragma once
// Patterns for JSON, written in JSON: what a transcript expects of an answer.

#include <string>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::integration {

/// Compares a value with a pattern; gives one sentence for each difference, none when it fits.
///
/// - A text, number, boolean or null fits itself; 1 and 1.0 are the same number.
/// - An object fits an object that has its members; others may be there.
/// - An array fits an array of the same length, element by element.
/// - {"$any": true} fits everything that is there; as a member's pattern {"$absent": true} fits a member
///   that is not there.
/// - {"$type": "string"} fits that kind of value: null, boolean, integer, number, string, array, object.
/// - {"$contains": "text"} fits a text that holds it.
/// - {"$matches": "regex"} fits a text that the regular expression (ECMAScript) describes as a whole.
/// - {"$includes": [pattern, …]} fits an array with a different element for each pattern.
/// - {"$unordered": [pattern, …]} does so too, and the array has no other elements.
/// - {"$size": 3} fits an array of so many elements.
/// - {"$integer": "42"} fits the number whose decimal digits these are.
/// - {"$not": pattern} fits what the pattern does not fit.
[[nodiscard]] std::vector<std::string> differences(const core::Value& value, const core::Value& pattern);

}  // namespace bridge::integration
