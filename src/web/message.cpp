#include "bridge/web/message.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"

namespace bridge::web {

std::optional<std::string_view> RequestHead::header(std::string_view name) const {
  for (const Header& field : headers) {
    if (core::equal_ignoring_case(field.name, name)) return std::string_view(field.value);
  }
  return std::nullopt;
}

std::size_t RequestHead::header_count(std::string_view name) const {
  const auto same = [name](const Header& field) { return core::equal_ignoring_case(field.name, name); };
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), same));
}

}  // namespace bridge::web
