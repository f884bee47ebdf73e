#pragma once
// userNames without a domain, for identity providers that name people so: "bjensen" is the address
// bjensen@example.com, which is the name that Smartsheet knows.

#include <string>
#include <string_view>
#include <utility>

namespace bridge::core {

class BareNames {
 public:
  /// Every name is taken for what it is.
  BareNames() = default;
  /// An empty domain is none.
  explicit BareNames(std::string domain) : domain_(std::move(domain)) {}

  /// The name with the domain behind it where it has no '@'; an empty one stays empty.
  [[nodiscard]] std::string address_of(std::string_view user_name) const;
  /// The address without the domain where it has this one; any other as it is. Lives as long as the text.
  [[nodiscard]] std::string_view name_of(std::string_view address) const noexcept;
  /// Whether both are one person's: their addresses are equal, ASCII case ignored.
  [[nodiscard]] bool same(std::string_view one, std::string_view other) const;

 private:
  std::string domain_;
};

}  // namespace bridge::core
