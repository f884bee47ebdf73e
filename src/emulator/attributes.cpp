#include "emulator/attributes.hpp"

#include "bridge/json/codec.hpp"
#include "emulator/query.hpp"

namespace bridge::emulator {

template <class T, class Get>
std::optional<T> Attributes::read(std::string_view name, Get get) {
  const core::Value* value = body_.find(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  std::optional<T> found = get(*value);
  if (!found && !problem_) problem_ = refuse(1031, json::write(*value), name);
  return found;
}

bool Attributes::has(std::string_view name) const {
  const core::Value* value = body_.find(name);
  return value != nullptr && !value->is_null();
}

std::optional<bool> Attributes::flag(std::string_view name) {
  return read<bool>(name, [](const core::Value& value) {
    const bool* flag = value.if_bool();
    return flag == nullptr ? std::nullopt : std::optional<bool>(*flag);
  });
}

std::optional<std::string> Attributes::text(std::string_view name) {
  return read<std::string>(name, [](const core::Value& value) {
    const std::string* text = value.if_string();
    return text == nullptr ? std::nullopt : std::optional<std::string>(*text);
  });
}

std::optional<std::int64_t> Attributes::integer(std::string_view name) {
  return read<std::int64_t>(name, [](const core::Value& value) -> std::optional<std::int64_t> {
    if (const std::int64_t* number = value.if_integer()) return *number;
    const std::string* text = value.if_string();
    return text == nullptr ? std::nullopt : whole_number(*text);
  });
}

}  // namespace bridge::emulator
