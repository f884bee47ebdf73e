// Every row of tests/data/resource: bodies of POST (create.json, values.json) and PUT (put.json), and what
// comes of them. Each row names the RFC and the section that it holds.

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/error_message.hpp"
#include "bridge/scim/resource.hpp"
#include "bridge/scim/urns.hpp"
#include "unit/scim/badge.hpp"

namespace bridge::scim::test {
namespace {

using core::Array;
using core::Object;
using core::Value;

struct Row {
  std::string name;
  Object row;

  [[nodiscard]] const Value& at(const char* member) const {
    static const Value kNothing;
    const Value* value = row.find(member);
    EXPECT_NE(value, nullptr) << member;
    return value != nullptr ? *value : kNothing;
  }
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::vector<Row> rows_of(const char* file) {
  const auto path = std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/resource" / file;
  const Value parsed = parse(read_text(path));
  std::vector<Row> rows;
  for (const Value& row : *parsed.if_array()) {
    rows.push_back(
        {path.stem().string() + "_" + std::string(core::text_or_empty(*row.if_object(), "name")), *row.if_object()});
  }
  return rows;
}

std::vector<Row> create_rows() {
  std::vector<Row> rows = rows_of("create.json");
  for (Row& row : rows_of("values.json")) rows.push_back(std::move(row));
  return rows;
}

/// The type of which the body's schemas speak; without any, User.
const ResourceType& type_of(const Value& body) {
  static const ResourceType kBadge = badge_type();
  const Object* object = body.if_object();
  const Value* schemas = object != nullptr ? object->find("schemas") : nullptr;
  const auto names = [&](std::string_view urn) {
    const Array* urns = schemas != nullptr ? schemas->if_array() : nullptr;
    return urns != nullptr && std::any_of(urns->begin(), urns->end(), [&](const Value& one) {
             return one.if_string() != nullptr && *one.if_string() == urn;
           });
  };
  if (names(kBadge.base().urn())) return kBadge;
  return names(kGroupUrn) ? group_type() : user_type();
}

template <class T>
void expect_error(const core::Result<T>& result, const Value& error) {
  ASSERT_NE(error.if_object(), nullptr);
  ASSERT_FALSE(result) << "it was accepted";
  EXPECT_EQ(scim_type(result.error().kind), core::text_or_empty(*error.if_object(), "scimType"));
  const std::string contains(core::text_or_empty(*error.if_object(), "contains"));
  EXPECT_FALSE(contains.empty());
  EXPECT_NE(result.error().detail.find(contains), std::string::npos) << result.error().detail;
}

class CreateRows : public testing::TestWithParam<Row> {};

TEST_P(CreateRows, GiveWhatTheyPromise) {
  const Row& row = GetParam();
  const Value& body = row.at("body");
  const auto checked = check_resource(body, type_of(body));
  if (const Value* error = row.row.find("error")) return expect_error(checked, *error);
  ASSERT_TRUE(checked) << checked.error().detail;
  EXPECT_EQ(json::write(checked->resource), json::write(row.at("resource")));
  std::vector<Value> unknown(checked->unknown.begin(), checked->unknown.end());
  const Value* expected = row.row.find("unknown");
  EXPECT_EQ(Value(Array(std::move(unknown))), expected != nullptr ? *expected : Value(Array()));
}

INSTANTIATE_TEST_SUITE_P(Data, CreateRows, testing::ValuesIn(create_rows()),
                         [](const auto& param_info) { return param_info.param.name; });

class PutRows : public testing::TestWithParam<Row> {};

TEST_P(PutRows, GiveWhatTheyPromise) {
  const Row& row = GetParam();
  const Value& before = row.at("before");
  ASSERT_NE(before.if_object(), nullptr);
  const ResourceType& type = type_of(before);
  const auto checked = check_resource(row.at("body"), type);
  const Value* error = row.row.find("error");
  if (!checked) {
    ASSERT_NE(error, nullptr) << checked.error().detail;
    return expect_error(checked, *error);
  }
  EXPECT_TRUE(checked->unknown.empty());
  const auto after = replace_resource(*before.if_object(), checked->resource, type);
  if (error != nullptr) return expect_error(after, *error);
  ASSERT_TRUE(after) << after.error().detail;
  EXPECT_EQ(json::write(*after), json::write(row.at("after")));
}

INSTANTIATE_TEST_SUITE_P(Data, PutRows, testing::ValuesIn(rows_of("put.json")),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(ResourceRowsData, IsAllThere) {
  EXPECT_GE(create_rows().size(), 110U);
  EXPECT_GE(rows_of("put.json").size(), 20U);
}

}  // namespace
}  // namespace bridge::scim::test
