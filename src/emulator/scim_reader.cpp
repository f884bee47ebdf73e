#include "emulator/scim_reader.hpp"

#include "bridge/core/ascii_case.hpp"
#include "emulator/scim_errors.hpp"

namespace bridge::emulator {

namespace {

const core::Value* find(const core::Object& from, std::string_view name) {
  const core::Value* value = from.find_ignoring_case(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

}  // namespace

void ScimReader::expected(std::string_view name, std::string_view what) {
  if (!problem_) problem_ = scim_refuse("invalidSyntax", std::string(name) + ": expected " + std::string(what));
}

std::string ScimReader::text(const core::Object& from, std::string_view name) {
  const core::Value* value = find(from, name);
  if (value == nullptr) return {};
  if (const std::string* text = value->if_string()) return *text;
  expected(name, "text");
  return {};
}

std::optional<bool> ScimReader::flag(const core::Object& from, std::string_view name) {
  const core::Value* value = find(from, name);
  if (value == nullptr) return std::nullopt;
  if (const bool* flag = value->if_bool()) return *flag;
  expected(name, "true or false");
  return std::nullopt;
}

core::Object ScimReader::object(const core::Object& from, std::string_view name) {
  const core::Value* value = find(from, name);
  if (value == nullptr) return {};
  if (const core::Object* object = value->if_object()) return *object;
  expected(name, "an object");
  return {};
}

core::Array ScimReader::array(const core::Object& from, std::string_view name) {
  const core::Value* value = find(from, name);
  if (value == nullptr) return {};
  if (const core::Array* array = value->if_array()) return *array;
  expected(name, "an array");
  return {};
}

std::string ScimReader::typed(const core::Array& items, std::string_view name, std::string_view type) {
  for (const core::Value& item : items) {
    const core::Object* record = item.if_object();
    if (record == nullptr) {
      expected(name, "objects with type and value");
    } else if (core::equal_ignoring_case(text(*record, "type"), type)) {
      return text(*record, "value");
    }
  }
  return {};
}

}  // namespace bridge::emulator
