#include "bridge/core/bare_names.hpp"

#include "bridge/core/ascii_case.hpp"

namespace bridge::core {

std::string BareNames::address_of(std::string_view user_name) const {
  const bool bare = !domain_.empty() && !user_name.empty() && user_name.find('@') == std::string_view::npos;
  return bare ? std::string(user_name) + "@" + domain_ : std::string(user_name);
}

std::string_view BareNames::name_of(std::string_view address) const noexcept {
  const std::size_t at = address.find('@');
  if (domain_.empty() || at == std::string_view::npos || at == 0) return address;
  return equal_ignoring_case(address.substr(at + 1), domain_) ? address.substr(0, at) : address;
}

bool BareNames::same(std::string_view one, std::string_view other) const {
  return equal_ignoring_case(address_of(one), address_of(other));
}

}  // namespace bridge::core
