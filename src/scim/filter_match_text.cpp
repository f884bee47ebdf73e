// Strings and references. Case is ASCII case (RFC 7643 leaves folding of other letters open, and the
// bridge leaves their bytes alone); order is that of the bytes, which in UTF-8 is that of the code points.

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

namespace {

bool contains_folded(std::string_view text, std::string_view folded) {
  const auto hit = std::search(text.begin(), text.end(), folded.begin(), folded.end(),
                               [](char c, char wanted) { return core::ascii_lower(c) == wanted; });
  return folded.empty() || hit != text.end();
}

bool matches_exactly(CompareOp op, std::string_view text, std::string_view wanted) {
  switch (op) {
    case CompareOp::Eq: return text == wanted;
    case CompareOp::Co: return text.find(wanted) != std::string_view::npos;
    case CompareOp::Sw: return text.substr(0, wanted.size()) == wanted;
    case CompareOp::Ew: return text.size() >= wanted.size() && text.substr(text.size() - wanted.size()) == wanted;
    case CompareOp::Ne:
    case CompareOp::Gt:
    case CompareOp::Ge:
    case CompareOp::Lt:
    case CompareOp::Le: break;
  }
  return satisfies(op, text.compare(wanted) <=> 0);
}

bool matches_folded(CompareOp op, std::string_view text, std::string_view wanted) {
  switch (op) {
    case CompareOp::Eq: return core::equal_ignoring_case(text, wanted);
    case CompareOp::Co: return contains_folded(text, wanted);
    case CompareOp::Sw: return core::starts_with_ignoring_case(text, wanted);
    case CompareOp::Ew:
      return text.size() >= wanted.size() &&
             core::equal_ignoring_case(text.substr(text.size() - wanted.size()), wanted);
    case CompareOp::Ne:
    case CompareOp::Gt:
    case CompareOp::Ge:
    case CompareOp::Lt:
    case CompareOp::Le: break;
  }
  return satisfies(op, core::compare_ignoring_case(text, wanted) <=> 0);
}

}  // namespace

bool TextTest::operator()(const core::Value& value) const {
  const std::string* text = value.if_string();
  if (text == nullptr) return false;
  return exact ? matches_exactly(op, *text, wanted) : matches_folded(op, *text, wanted);
}

core::Result<ValueTest> make_text_test(const Comparison& comparison) {
  const AttributeDefinition& attribute = comparison.attribute;
  const std::string* wanted = std::get_if<std::string>(&comparison.compare.value);
  if (wanted == nullptr) {
    return value_misfit(comparison.compare, {"a text", comparison.name}, "a text in double quotes or null");
  }
  // A reference is case-exact whatever its definition says (RFC 7643 section 2.3.7).
  const bool exact = attribute.case_exact || attribute.type == AttributeType::Reference;
  return ValueTest(TextTest{comparison.op, exact, exact ? *wanted : core::fold_case(*wanted)});
}

}  // namespace bridge::scim
