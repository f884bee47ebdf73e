// JSON with line ends, for people.

#include <string>

#include "bridge/json/codec.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

std::string pretty(const core::Value& value, const std::string& indent);

std::string pretty(const core::Array& array, const std::string& indent) {
  if (array.empty()) return "[]";
  const std::string inner = indent + "  ";
  std::string text;
  for (const core::Value& item : array) text += (text.empty() ? "[\n" : ",\n") + inner + pretty(item, inner);
  return text + "\n" + indent + "]";
}

std::string pretty(const core::Object& object, const std::string& indent) {
  if (object.empty()) return "{}";
  const std::string inner = indent + "  ";
  std::string text;
  for (const core::Member& member : object) {
    text += (text.empty() ? "{\n" : ",\n") + inner + json::write(core::Value(member.name)) + ": " +
            pretty(member.value, inner);
  }
  return text + "\n" + indent + "}";
}

std::string pretty(const core::Value& value, const std::string& indent) {
  if (const core::Array* array = value.if_array()) return pretty(*array, indent);
  if (const core::Object* object = value.if_object()) return pretty(*object, indent);
  return json::write(value);
}

}  // namespace

std::string pretty_body(const std::string& body) {
  const auto value = json::parse(body);
  return value ? pretty(*value, {}) : body;
}

}  // namespace bridge::conformance
