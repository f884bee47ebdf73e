#include "embedded.hpp"

#include "bridge/json/codec.hpp"

namespace bridge::dialect {

std::optional<core::Value> embedded_json(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[')) return std::nullopt;
  constexpr json::Limits kLimits{8, std::size_t{64} * 1024};
  auto value = json::parse(text, kLimits);
  return value ? std::optional<core::Value>(*std::move(value)) : std::nullopt;
}

bool is_empty_text(const core::Value& value) noexcept {
  const std::string* text = value.if_string();
  return text != nullptr && text->empty();
}

}  // namespace bridge::dialect
