#pragma once
// JSON literals in tests.

#include <string_view>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::app::test {

inline core::Value json(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

}  // namespace bridge::app::test
