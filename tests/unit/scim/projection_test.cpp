#include "bridge/scim/projection.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/error_message.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::Object;
using core::Value;

std::optional<std::string_view> optional_text(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr ? std::optional<std::string_view>(*value->if_string()) : std::nullopt;
}

void check_row(const Object& resource, const Object& row) {
  const std::string_view type_name = core::text_or_empty(row, "type");
  const ResourceType& type = *whole_registry().resource_type(type_name.empty() ? "User" : type_name);
  const auto projection =
      Projection::make(optional_text(row, "attributes"), optional_text(row, "excludedAttributes"), type);
  if (const Value* error = row.find("error")) {
    ASSERT_FALSE(projection);
    EXPECT_EQ(scim_type(projection.error().kind), core::text_or_empty(*error->if_object(), "scimType"));
    const std::string contains(core::text_or_empty(*error->if_object(), "contains"));
    EXPECT_NE(projection.error().detail.find(contains), std::string::npos) << projection.error().detail;
    return;
  }
  ASSERT_TRUE(projection) << projection.error().detail;
  ASSERT_NE(row.find("shown"), nullptr);
  const Object& expected = *row.find("shown")->if_object();
  const Object shown = projection->apply(resource, type);
  EXPECT_EQ(shown, expected) << json::write(shown);
  EXPECT_EQ(projection->apply(shown, type), shown) << "showing it twice shows something else";
  for (const AttributeDefinition& attribute : type.base().attributes()) {
    const bool there = shown.find(attribute.name) != nullptr;
    EXPECT_TRUE(!there || projection->shows(attribute.name, type)) << attribute.name;
  }
}

TEST(ProjectionTable, ShowsWhatTheFilesSay) {
  std::size_t rows = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/projection")) {
    const Object file = parse_object(read_text(entry.path()));
    ASSERT_TRUE(file.find("resource") != nullptr && file.find("rows") != nullptr) << entry.path();
    for (const Value& row : *file.find("rows")->if_array()) {
      SCOPED_TRACE(entry.path().stem().string() + ": " + std::string(core::text_or_empty(*row.if_object(), "name")));
      check_row(*file.find("resource")->if_object(), *row.if_object());
      ++rows;
    }
  }
  EXPECT_GE(rows, 80U);
}

TEST(Projection, KnowsTheDefaultSet) {
  EXPECT_TRUE(Projection().is_default());
  EXPECT_TRUE(Projection::make(std::nullopt, std::nullopt, user_type())->is_default());
  EXPECT_TRUE(Projection::make("", std::nullopt, user_type())->is_default());
  EXPECT_FALSE(Projection::make("title", std::nullopt, user_type())->is_default());
  EXPECT_FALSE(Projection::make(std::nullopt, "title", user_type())->is_default());
  EXPECT_FALSE(Projection::make("shoeSize", std::nullopt, user_type())->is_default());
}

struct ShowsCase {
  std::optional<std::string_view> attributes;
  std::optional<std::string_view> excluded;
  bool members;
};

TEST(Projection, TellsWhetherMembersCanShow) {
  const ShowsCase cases[] = {{std::nullopt, std::nullopt, true},   {"members", std::nullopt, true},
                             {"displayName", std::nullopt, false}, {"members.value", std::nullopt, true},
                             {std::nullopt, "members", false},     {std::nullopt, "members.value", true},
                             {std::nullopt, "displayName", true},  {"shoeSize", std::nullopt, false}};
  for (const ShowsCase& test : cases) {
    const auto projection = Projection::make(test.attributes, test.excluded, group_type());
    ASSERT_TRUE(projection);
    EXPECT_EQ(projection->shows("members", group_type()), test.members)
        << test.attributes.value_or("-") << " / " << test.excluded.value_or("-");
    EXPECT_TRUE(projection->shows("id", group_type()));
    EXPECT_FALSE(projection->shows("shoeSize", group_type()));
  }
  EXPECT_FALSE(Projection().shows("password", user_type()));
}

TEST(Projection, CopiesNothingWhenEverythingShows) {
  const Object user = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"ada","emails":[{"value":"ada@example.com"}]})");
  EXPECT_EQ(Projection().apply(user, user_type()).begin(), user.begin());
}

/// One attribute for each value of `returned`, at the top and below.
ResourceType returned_type() {
  auto schema = Schema::from_value(parse(R"({"id":"urn:test:R","attributes":[
    {"name":"always","returned":"always"},{"name":"never","returned":"never"},{"name":"request","returned":"request"},
    {"name":"box","type":"complex","subAttributes":[{"name":"always","returned":"always"},
      {"name":"never","returned":"never"},{"name":"request","returned":"request"},{"name":"plain"}]}]})"));
  EXPECT_TRUE(schema);
  return ResourceType("R", "/R", "", std::make_shared<const Schema>(*std::move(schema)), {});
}

struct ReturnedCase {
  std::optional<std::string_view> attributes;
  std::optional<std::string_view> excluded;
  const char* shown;
};

TEST(Projection, ObeysEveryValueOfReturned) {
  const ResourceType type = returned_type();
  const Object all = parse_object(R"({"always":"a","never":"n","request":"r",
      "box":{"always":"a","never":"n","request":"r","plain":"p"}})");
  const ReturnedCase cases[] = {
      {std::nullopt, std::nullopt, R"({"always":"a","box":{"always":"a","plain":"p"}})"},
      {"request", std::nullopt, R"({"always":"a","request":"r"})"},
      {"never", std::nullopt, R"({"always":"a"})"},
      {"box", std::nullopt, R"({"always":"a","box":{"always":"a","plain":"p"}})"},
      {"box.request", std::nullopt, R"({"always":"a","box":{"always":"a","request":"r"}})"},
      {"box.never", std::nullopt, R"({"always":"a","box":{"always":"a"}})"},
      {std::nullopt, "always,box.always", R"({"always":"a","box":{"always":"a","plain":"p"}})"},
      {std::nullopt, "box.plain", R"({"always":"a","box":{"always":"a"}})"},
      {std::nullopt, "box", R"({"always":"a"})"},
  };
  for (const ReturnedCase& test : cases) {
    const auto projection = Projection::make(test.attributes, test.excluded, type);
    ASSERT_TRUE(projection);
    EXPECT_EQ(Value(projection->apply(all, type)), parse(test.shown))
        << test.attributes.value_or("-") << " / " << test.excluded.value_or("-");
  }
}

}  // namespace
}  // namespace bridge::scim::test
