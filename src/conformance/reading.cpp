#include "conformance/reading.hpp"

#include <utility>

namespace bridge::conformance {

Reader::Reader(const core::Value& value, std::string where, Problems& problems)
    : where_(std::move(where)), problems_(problems) {
  if (const core::Object* object = value.if_object()) {
    object_ = *object;
  } else {
    problems_.push_back((where_.empty() ? "the file" : where_) + ": expected an object, found " + value.kind());
  }
}

const core::Value* Reader::find(std::string_view name) {
  known_.emplace(name);
  return object_.find(name);
}

std::string Reader::text(std::string_view name) {
  const core::Value* value = find(name);
  if (value != nullptr && value->if_string() != nullptr && !value->if_string()->empty()) return *value->if_string();
  complain(name, value == nullptr ? "is missing" : "is no text, or an empty one");
  return {};
}

std::optional<std::string> Reader::optional_text(std::string_view name) {
  const core::Value* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->if_string() != nullptr) return *value->if_string();
  complain(name, "is no text");
  return std::nullopt;
}

std::vector<std::string> Reader::texts(std::string_view name) {
  std::vector<std::string> found;
  for (const core::Value& element : array(name)) {
    if (element.if_string() == nullptr) {
      complain(name, "is no array of texts");
    } else {
      found.push_back(*element.if_string());
    }
  }
  return found;
}

core::Object Reader::object(std::string_view name) {
  const core::Value* value = find(name);
  if (value == nullptr) return {};
  if (value->if_object() != nullptr) return *value->if_object();
  complain(name, "is no object");
  return {};
}

std::int64_t Reader::number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
  const core::Value* value = find(name);
  if (value == nullptr) return otherwise;
  const std::int64_t* number = value->if_integer();
  if (number != nullptr && *number >= least && *number <= most) return *number;
  complain(name, "is no number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

core::Array Reader::array(std::string_view name) {
  const core::Value* value = find(name);
  if (value == nullptr) return {};
  if (value->if_array() != nullptr) return *value->if_array();
  complain(name, "is no array");
  return {};
}

void Reader::end() const {
  for (const core::Member& member : object_) {
    if (known_.count(member.name) == 0) complain(member.name, "is no member that is known here");
  }
}

void Reader::complain(std::string_view name, const std::string& what) const {
  problems_.push_back(place_of(name) + " " + what);
}

std::string Reader::place_of(std::string_view name) const { return where_ + "/" + std::string(name); }

}  // namespace bridge::conformance
