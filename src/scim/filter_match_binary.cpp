// Base64 text, compared as it is written. It has no order (RFC 7644 section 3.4.2.2).

#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

bool BinaryTest::operator()(const core::Value& value) const {
  const std::string* text = value.if_string();
  return text != nullptr && *text == wanted;
}

core::Result<ValueTest> make_binary_test(const Comparison& comparison) {
  if (comparison.op != CompareOp::Eq) {
    return operator_misfit(comparison.compare, {"binary data", comparison.name}, "eq, ne or pr");
  }
  const std::string* wanted = std::get_if<std::string>(&comparison.compare.value);
  if (wanted == nullptr)
    return value_misfit(comparison.compare, {"binary data", comparison.name}, "a text of base64 or null");
  return ValueTest(BinaryTest{*wanted});
}

}  // namespace bridge::scim
