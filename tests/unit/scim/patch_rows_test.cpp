// Every row of tests/data/patch: a resource, operations, and what comes of them.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/error_message.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/resource.hpp"
#include "bridge/scim/urns.hpp"
#include "unit/scim/badge.hpp"

namespace bridge::scim::test {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

std::filesystem::path data(const std::string& name) {
  return std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/patch" / name;
}

struct Row {
  std::string name;  ///< the file's, and the row's
  Object row;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::vector<Row> rows_of(const std::filesystem::path& file) {
  std::vector<Row> rows;
  const Value parsed = parse(read_text(file));
  const Array* array = parsed.if_array();
  EXPECT_NE(array, nullptr) << file;
  for (const Value& row : array != nullptr ? *array : Array()) {
    EXPECT_NE(row.if_object(), nullptr) << file;
    if (row.if_object() == nullptr) continue;
    const std::string name(core::text_or_empty(*row.if_object(), "name"));
    EXPECT_FALSE(name.empty()) << file;
    rows.push_back({file.stem().string() + "_" + name, *row.if_object()});
  }
  return rows;
}

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  for (const auto& entry : std::filesystem::directory_iterator(data(""))) {
    if (entry.path().extension() != ".json") continue;
    for (Row& row : rows_of(entry.path())) rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
  return rows;
}

/// The resource that the row has, or names.
Object before_of(const Object& row) {
  static const Object kResources = parse_object(read_text(data("fixtures/resources.json")));
  const Value* before = row.find("before");
  const std::string* name = before != nullptr ? before->if_string() : nullptr;
  const Value* resource = name != nullptr ? kResources.find(*name) : before;
  EXPECT_TRUE(resource != nullptr && resource->if_object() != nullptr) << (name != nullptr ? *name : "no before");
  return resource != nullptr && resource->if_object() != nullptr ? *resource->if_object() : Object();
}

/// The type whose base schema the resource names first.
const ResourceType& type_of(const Object& resource) {
  static const ResourceType kBadge = badge_type();
  const Value* schemas = resource.find("schemas");
  const std::string& urn = *(*schemas->if_array())[0].if_string();
  if (urn == kBadge.base().urn()) return kBadge;
  return urn == kGroupUrn ? group_type() : user_type();
}

core::Result<Object> patched(const Object& before, const Object& row) {
  const Value* operations = row.find("operations");
  EXPECT_NE(operations, nullptr);
  auto request = parse_patch(
      Object{{"schemas", Array(std::vector<Value>{kPatchOpUrn})}, {"Operations", operations ? *operations : Value()}});
  if (!request) return request.passed_on();
  const std::string_view unmatched = core::text_or_empty(row, "unmatched");
  for (PatchOperation& operation : request->operations) {
    operation.creates_missing = unmatched == "creates";
    operation.spares_missing = unmatched == "spared";
  }
  return apply_patch(before, *request, type_of(before));
}

/// `changes` are the members that are other than before; null for one that is gone.
Object after_of(const Object& before, const Object& changes) {
  Object after = before;
  for (const Member& change : changes) {
    after = change.value.is_null() ? after.without(change.name) : after.with(change.name, change.value);
  }
  return in_schema_order(after, type_of(before));
}

void expect_error(const core::Result<Object>& result, const Object& error) {
  ASSERT_FALSE(result) << json::write(*result);
  EXPECT_EQ(scim_type(result.error().kind), core::text_or_empty(error, "scimType")) << result.error().detail;
  const std::string contains(core::text_or_empty(error, "contains"));
  EXPECT_FALSE(contains.empty());
  EXPECT_NE(result.error().detail.find(contains), std::string::npos) << result.error().detail;
  EXPECT_EQ(result.error().detail.rfind("Operations", 0), 0U) << result.error().detail;
}

class PatchRows : public testing::TestWithParam<Row> {};

TEST_P(PatchRows, GiveWhatTheyPromise) {
  const Object& row = GetParam().row;
  const Value* changes = row.find("changes");
  const Value* error = row.find("error");
  ASSERT_NE(changes == nullptr, error == nullptr) << "either changes or error";
  ASSERT_EQ(row.size(), row.find("unmatched") != nullptr ? 5U : 4U) << "an unknown member";
  const Object before = before_of(row);
  const auto result = patched(before, row);
  if (error != nullptr) {
    ASSERT_NE(error->if_object(), nullptr);
    expect_error(result, *error->if_object());
    return;
  }
  ASSERT_NE(changes->if_object(), nullptr);
  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(json::write(*result), json::write(after_of(before, *changes->if_object())));
  if (changes->if_object()->empty()) {
    EXPECT_EQ(result->begin(), before.begin()) << "an equal copy was made";
  }
}

INSTANTIATE_TEST_SUITE_P(Data, PatchRows, testing::ValuesIn(all_rows()),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(PatchRowsData, IsAllThere) { EXPECT_GE(all_rows().size(), 400U); }

}  // namespace
}  // namespace bridge::scim::test
