#pragma once
// Rows for tests, short to write.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "bridge/store/row.hpp"

namespace bridge::store::testing {

inline Row user(const std::string& id, const std::string& name, std::uint64_t order = 0, Life life = Life::Visible) {
  Row row;
  row.id = core::ResourceId(id);
  row.kind = Kind::User;
  row.name = name;
  row.order = order;
  row.life = life;
  return row;
}

inline Row group(const std::string& id, const std::string& name, std::uint64_t order = 0, Life life = Life::Visible) {
  Row row = user(id, name, order, life);
  row.kind = Kind::Group;
  return row;
}

inline EntryPtr entry(Row row) { return std::make_shared<const Entry>(Entry{std::move(row), {}}); }

inline core::ResourceId rid(const std::string& text) { return core::ResourceId(text); }

}  // namespace bridge::store::testing
