// The table of filter_decision.cpp row by row, each row for each type and each state of the attribute.

#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"
#include "unit/scim/filter_rows.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Object;
using core::Value;
using test::FilterRow;

/// A type with a value as a filter writes it, one that equals it otherwise written, and a greater one.
struct Kind {
  const char* name;
  AttributeType type;
  bool case_exact;
  bool text;
  bool ordered;
  const char* compared;
  Value equal;
  Value greater;
};

std::ostream& operator<<(std::ostream& out, const Kind& kind) { return out << kind.name; }

Value complex_value(const char* text) { return Object{{"value", text}}; }

const std::vector<Kind>& kinds() {
  using Type = AttributeType;
  static const std::vector<Kind> all = {
      {"string", Type::String, false, true, true, R"("Mid")", "mID", "zulu"},
      {"exact_string", Type::String, true, true, true, R"("Mid")", "Mid", "mid"},
      {"reference", Type::Reference, false, true, true, R"("urn:Mid")", "urn:Mid", "urn:mid"},
      {"boolean", Type::Boolean, false, false, false, "false", false, true},
      {"integer", Type::Integer, false, false, true, "5.0", 5, 6},
      {"decimal", Type::Decimal, false, false, true, "25e-1", 2.5, 2.75},
      {"date_time", Type::DateTime, false, false, true, R"("2026-01-01T01:00:00+01:00")", "2026-01-01T00:00:00.000Z",
       "2026-01-01T00:00:00.0001Z"},
      {"binary", Type::Binary, true, false, false, R"("AAEC")", "AAEC", "aaec"},
      {"complex", Type::Complex, false, true, true, R"("Mid")", complex_value("mID"), complex_value("zulu")},
  };
  return all;
}

ResourceType type_with(const Kind& kind) {
  std::string document = R"({"id": "urn:example:a", "name": "A", "attributes": [{"name": "a", "multiValued": true,)";
  constexpr std::array<const char*, 8> kTypes = {"string",   "boolean", "decimal",   "integer",
                                                 "dateTime", "binary",  "reference", "complex"};
  document += R"("type": ")" + std::string(kTypes.at(static_cast<std::size_t>(kind.type))) + R"(",)";
  document += R"("caseExact": )" + std::string(kind.case_exact ? "true" : "false");
  if (kind.type == AttributeType::Complex) document += R"(, "subAttributes": [{"name": "value", "type": "string"}])";
  auto schema = Schema::from_value(test::parse(document + "}]}"));
  EXPECT_TRUE(schema) << (schema ? "" : schema.error().detail);
  return {"A", "/As", "", std::make_shared<const Schema>(std::move(*schema)), {}};
}

/// The states in the order of the table's columns; without the attribute it is nothing.
std::vector<std::optional<Value>> states(const Kind& kind) {
  const Value empty = kind.type == AttributeType::Complex ? complex_value("") : Value("");
  return {std::nullopt,
          Value(nullptr),
          Array(),
          empty,
          kind.equal,
          kind.greater,
          Array{kind.greater, kind.equal},
          Array{kind.greater, kind.greater}};
}

constexpr std::array<const char*, 8> kStates = {
    "absent", "null", "[]", "an empty text", "equal", "greater", "[greater, equal]", "[greater, greater]"};
constexpr std::size_t kEmptyText = 3;
constexpr std::size_t kFirstState = 2;

bool applies(const FilterRow& row, const Kind& kind) {
  const std::string& types = row.cells[1];
  return types == "all" || (types == "ordered" && kind.ordered) || (types == "texts" && kind.text);
}

std::string filled_in(std::string condition, const std::string& value) {
  for (std::size_t at = 0; (at = condition.find("{}", at)) != std::string::npos; at += value.size()) {
    condition.replace(at, 2, value);
  }
  return condition;
}

struct Pair {
  FilterRow row;
  Kind kind;
};

std::ostream& operator<<(std::ostream& out, const Pair& pair) { return out << pair.row << " for " << pair.kind; }

std::vector<Pair> pairs() {
  std::vector<Pair> all;
  for (const FilterRow& row : test::filter_rows("decisions.tsv")) {
    for (const Kind& kind : kinds()) {
      if (row.cells.size() < kFirstState || applies(row, kind)) all.push_back({row, kind});
    }
  }
  return all;
}

class FilterDecisions : public testing::TestWithParam<Pair> {};

TEST_P(FilterDecisions, HoldInEveryState) {
  const auto& [row, kind] = GetParam();
  SCOPED_TRACE(row.where());
  ASSERT_EQ(row.cells.size(), kFirstState + kStates.size());
  const ResourceType type = type_with(kind);
  const auto matcher = Matcher::make(parse_filter(filled_in(row.cells[0], kind.compared)).value(), type);
  ASSERT_TRUE(matcher) << matcher.error().detail;
  const auto held = states(kind);
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (i == kEmptyText && !kind.text) continue;
    const Object resource = held[i] ? Object{{"id", "1"}, {"a", *held[i]}} : Object{{"id", "1"}};
    EXPECT_EQ(matcher->matches(resource) ? "T" : "F", row.cells[kFirstState + i]) << "a is " << kStates.at(i);
  }
}

INSTANTIATE_TEST_SUITE_P(Row, FilterDecisions, testing::ValuesIn(pairs()),
                         [](const testing::TestParamInfo<Pair>& made) {
                           return test::name_of({made.param.row, 0}) + "_" + made.param.kind.name;
                         });

}  // namespace
}  // namespace bridge::scim
