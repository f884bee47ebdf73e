#pragma once
// Schemas and JSON literals for the tests of this module.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "bridge/dialect/dialect.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::dialect::test {

inline std::string read_text(const std::string& path_in_project) {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / path_in_project, std::ios::binary);
  EXPECT_TRUE(file.good()) << path_in_project << " can't be read";
  return {std::istreambuf_iterator<char>(file), {}};
}

inline core::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

inline const scim::SchemaRegistry& registry() {
  static const scim::SchemaRegistry kept = [] {
    auto made = scim::SchemaRegistry::from_documents({parse(read_text("config/schemas/User.json")),
                                                      parse(read_text("config/schemas/Group.json")),
                                                      parse(read_text("config/schemas/EnterpriseUser.json"))});
    EXPECT_TRUE(made) << (made ? "" : made.error().detail);
    return made ? *std::move(made) : scim::SchemaRegistry();
  }();
  return kept;
}

/// A dialect with this one switch on.
inline Dialect only(Leniency leniency) {
  Dialect dialect{"one switch", {}};
  dialect.leniencies.set(static_cast<std::size_t>(leniency));
  return dialect;
}

/// The sum over all switches.
inline std::uint64_t uses(const Counters& counters) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kLeniencies; ++i) sum += counters.of(static_cast<Leniency>(i));
  return sum;
}

}  // namespace bridge::dialect::test
