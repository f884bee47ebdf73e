#include "filter_fault.hpp"

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

core::Failure misfit(std::string_view name, std::string_view type, std::string_view expected, std::string_view found) {
  std::string detail(name);
  detail.append(" is ").append(type).append(": expected ").append(expected).append(", found ").append(found);
  return filter_fault(detail);
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

core::Failure filter_fault(std::string_view detail) {
  return core::failure(core::FaultKind::InvalidFilter, "invalid filter: " + std::string(detail));
}

core::Failure operator_misfit(std::string_view name, std::string_view type, std::string_view expected,
                              CompareOp found) {
  return misfit(name, type, expected, operator_name(found));
}

core::Failure value_misfit(std::string_view name, std::string_view type, std::string_view expected,
                           const CompareValue& found) {
  return misfit(name, type, expected, kind_of(found));
}

}  // namespace bridge::scim
