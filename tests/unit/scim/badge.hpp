#pragma once
// A resource type with characteristics that users and groups do not have: immutable attributes at the top,
// required and simple multi-valued ones, numbers, dates, and an extension that requires something.

#include <filesystem>
#include <memory>
#include <utility>

#include "bridge/scim/schema.hpp"
#include "unit/scim/scim_fixture.hpp"

namespace bridge::scim::test {

inline ResourceType badge_type() {
  const core::Value documents =
      parse(read_text(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/patch/fixtures/badge_schemas.json"));
  const core::Array* array = documents.if_array();
  EXPECT_TRUE(array != nullptr && array->size() == 2);
  auto base = Schema::from_value((*array)[0]);
  auto lease = Schema::from_value((*array)[1]);
  EXPECT_TRUE(base && lease);
  return ResourceType("Badge", "/Badges", "", std::make_shared<const Schema>(*std::move(base)),
                      {{std::make_shared<const Schema>(*std::move(lease)), false}});
}

}  // namespace bridge::scim::test
