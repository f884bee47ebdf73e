#pragma once
// The schemas of config/schemas and JSON literals, for the tests of this module.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim::test {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path << " can't be read";
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The JSON text as a value; a text that is none fails the test.
inline core::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

inline core::Object parse_object(std::string_view text) {
  const core::Value value = parse(text);
  EXPECT_NE(value.if_object(), nullptr) << text;
  return value.if_object() != nullptr ? *value.if_object() : core::Object();
}

inline core::Value schema_document(const std::string& name) {
  return parse(read_text(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config/schemas" / (name + ".json")));
}

/// User with the enterprise extension, and Group, as the bridge serves them.
inline const SchemaRegistry& registry() {
  static const SchemaRegistry kept = [] {
    auto made = SchemaRegistry::from_documents(
        {schema_document("User"), schema_document("Group"), schema_document("EnterpriseUser")});
    EXPECT_TRUE(made) << (made ? "" : made.error().detail);
    return made ? *std::move(made) : SchemaRegistry();
  }();
  return kept;
}

/// All that config/schemas has: of a tenant with REST.
inline const SchemaRegistry& whole_registry() {
  static const SchemaRegistry kept = [] {
    std::vector<core::Value> documents;
    for (const char* name :
         {"User", "Group", "EnterpriseUser", "SmartsheetUser", "SmartsheetGroup", "Role", "Entitlement"}) {
      documents.push_back(schema_document(name));
    }
    auto made = SchemaRegistry::from_documents(documents);
    EXPECT_TRUE(made) << (made ? "" : made.error().detail);
    return made ? *std::move(made) : SchemaRegistry();
  }();
  return kept;
}

inline const ResourceType& user_type() { return registry().user(); }
inline const ResourceType& group_type() { return registry().group(); }

/// Whether the fault is of this kind and its detail contains the text.
template <class T>
testing::AssertionResult fails_with(const core::Result<T>& result, core::FaultKind kind, std::string_view contains) {
  if (result) return testing::AssertionFailure() << "it succeeded";
  if (result.error().kind != kind) {
    return testing::AssertionFailure() << core::to_string(result.error().kind) << ": " << result.error().detail;
  }
  if (result.error().detail.find(contains) == std::string::npos) {
    return testing::AssertionFailure() << "the detail is: " << result.error().detail;
  }
  return testing::AssertionSuccess();
}

}  // namespace bridge::scim::test
