#pragma once
// The query of a request: names are case-sensitive, unknown ones are nobody's business.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bridge::emulator {

/// Percent-decoding; with `plus_is_blank` also "+" as a query has it. A broken escape stays as it is.
[[nodiscard]] std::string percent_decoded(std::string_view text, bool plus_is_blank);

/// A whole number that fits, and nothing else.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

class Query {
 public:
  explicit Query(std::string_view text);

  /// The decoded value of the first parameter of this name.
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  [[nodiscard]] bool is_true(std::string_view name) const;
  /// Whether the comma-separated list under `name` holds `item`.
  [[nodiscard]] bool lists(std::string_view name, std::string_view item) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

/// The items of a comma-separated list, without blanks around them and without empty ones.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

}  // namespace bridge::emulator
