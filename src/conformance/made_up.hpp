#pragma once
// The resources that the runner makes up for a case.

#include <set>
#include <string>

#include "bridge/conformance/case.hpp"
#include "bridge/conformance/declared.hpp"
#include "conformance/placeholders.hpp"

namespace bridge::conformance {

/// What the runner says about a resource by itself.
struct Person {
  /// "ada", "u3".
  std::string as;
  /// Of the case.
  std::string unique;
  std::string domain;
};

/// What is sent to make a given resource: the usual members as far as the server declares them, those that it requires,
/// and on top what the case wants. Placeholders without value go to `missing`.
[[nodiscard]] core::Object made_up(const Given& given, const Person& person, const Declared& declared,
                                   const Placeholders& placeholders, std::set<std::string>& missing);

}  // namespace bridge::conformance
