#include "filter_fault.hpp"

#include <string>

#include "bridge/core/overloaded.hpp"

namespace bridge::scim {

namespace {

const char* kind_of(const CompareValue& value) {
  return std::visit(core::overloaded{
                        [](std::nullptr_t) { return "null"; },
                        [](bool) { return "a boolean"; },
                        [](std::int64_t) { return "a number"; },
                        [](double) { return "a number"; },
                        [](const std::string&) { return "a text"; },
                    },
                    value);
}

std::string for_subject(std::string_view expected, const Subject& subject) {
  std::string text(expected);
  text.append(" for ").append(subject.type).append(" (").append(subject.name).append(")");
  return text;
}

}  // namespace

const char* operator_name(CompareOp op) {
  switch (op) {
    case CompareOp::Eq: return "eq";
    case CompareOp::Ne: return "ne";
    case CompareOp::Co: return "co";
    case CompareOp::Sw: return "sw";
    case CompareOp::Ew: return "ew";
    case CompareOp::Gt: return "gt";
    case CompareOp::Ge: return "ge";
    case CompareOp::Lt: return "lt";
    case CompareOp::Le: return "le";
  }
  return "";
}

core::Failure filter_fault(std::uint32_t column, std::string_view expected, std::string_view found,
                           core::FaultKind kind) {
  std::string detail("invalid filter");
  if (column != 0) detail.append(" at column ").append(std::to_string(column));
  detail.append(": expected ").append(expected).append(", found ").append(found);
  return core::failure(kind, std::move(detail));
}

core::Failure operator_misfit(const Compare& compare, const Subject& subject, std::string_view expected) {
  return filter_fault(compare.columns.op, for_subject(expected, subject), operator_name(compare.op));
}

core::Failure value_misfit(const Compare& compare, const Subject& subject, std::string_view expected) {
  return filter_fault(compare.columns.value, for_subject(expected, subject), kind_of(compare.value));
}

}  // namespace bridge::scim
