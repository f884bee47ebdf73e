#pragma once
// Which refusals the audit has been told of lately: an identity provider repeats what fails with every cycle.

#include <string>
#include <unordered_map>

#include "bridge/core/clock.hpp"
#include "bridge/work/edit.hpp"

namespace bridge::work {

class NotedRefusals {
 public:
  /// Whether nothing of the kind was noted for a day; it is noted with that. `what` tells refusals of one verb apart.
  [[nodiscard]] bool is_news(const Edit& edit, const std::string& what, core::Tick now);
  /// It could not be noted: the next one is news again.
  void forget(const Edit& edit, const std::string& what);

 private:
  std::unordered_map<std::string, core::Tick> noted_;
};

}  // namespace bridge::work
