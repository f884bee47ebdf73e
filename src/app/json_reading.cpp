#include "app/json_reading.hpp"

namespace bridge::app {

const core::Value& value_at(const core::Value& value, std::string_view name) {
  static const core::Value kNothing;
  const core::Object* object = value.if_object();
  const core::Value* found = object != nullptr ? object->find(name) : nullptr;
  return found != nullptr ? *found : kNothing;
}

std::string text_at(const core::Value& value, std::string_view name) {
  const std::string* text = value_at(value, name).if_string();
  return text != nullptr ? *text : std::string();
}

std::int64_t number_at(const core::Value& value, std::string_view name) {
  const std::int64_t* number = value_at(value, name).if_integer();
  return number != nullptr ? *number : 0;
}

bool flag_at(const core::Value& value, std::string_view name) {
  const bool* flag = value_at(value, name).if_bool();
  return flag != nullptr && *flag;
}

core::Array list_at(const core::Value& value, std::string_view name) {
  const core::Array* list = value_at(value, name).if_array();
  return list != nullptr ? *list : core::Array();
}

std::string printable(std::string_view text) {
  std::string shown(text);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return shown;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace bridge::app
