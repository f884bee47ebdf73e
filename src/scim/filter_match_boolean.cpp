// Booleans: they have no order (RFC 7644 section 3.4.2.2).

#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

bool BooleanTest::operator()(const core::Value& value) const {
  const bool* flag = value.if_bool();
  return flag != nullptr && *flag == wanted;
}

core::Result<ValueTest> make_boolean_test(const Comparison& comparison) {
  if (comparison.op != CompareOp::Eq) {
    return operator_misfit(comparison.compare, {"a boolean", comparison.name}, "eq, ne or pr");
  }
  const bool* wanted = std::get_if<bool>(&comparison.compare.value);
  if (wanted == nullptr) return value_misfit(comparison.compare, {"a boolean", comparison.name}, "true, false or null");
  return ValueTest(BooleanTest{*wanted});
}

}  // namespace bridge::scim
