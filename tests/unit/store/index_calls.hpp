#pragma once
// Short calls on an index.

#include <string>
#include <vector>

#include "bridge/store/index.hpp"
#include "unit/store/rows.hpp"

namespace bridge::store::testing {

inline void put(Index& index, const Row& row) { index.publish({{entry(row)}, {}, {}}); }
inline void drop(Index& index, Kind kind, const std::string& id) { index.publish({{}, {{kind, rid(id)}}, {}}); }

inline std::vector<std::string> texts(const std::vector<core::ResourceId>& ids) {
  std::vector<std::string> found;
  for (const core::ResourceId& id : ids) found.push_back(id.text);
  return found;
}

}  // namespace bridge::store::testing
