#pragma once
// What a server declares, put for people.

#include <string>
#include <utility>
#include <vector>

#include "bridge/conformance/declared.hpp"

namespace bridge::conformance {

/// Each thing that servers differ in with "yes", "no" or "not known", in the order in which it is shown.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> declarations_of(const Declared& declared);

}  // namespace bridge::conformance
