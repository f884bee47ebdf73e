#include "conformance/placeholders.hpp"

#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"

namespace bridge::conformance {
namespace {

using core::Value;

constexpr std::string_view kOpen = "${";
constexpr std::string_view kLiteral = "$${";

/// What becomes of a placeholder's name within a text.
using Put = std::function<std::string(const std::string& name)>;

std::string replaced(std::string_view text, const Put& put, bool keeps_literals) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = text.find(kOpen);
    if (open == std::string_view::npos) break;
    if (open > 0 && text.substr(open - 1, kLiteral.size()) == kLiteral) {
      result.append(text.substr(0, open - 1)).append(keeps_literals ? kLiteral : kOpen);
      text.remove_prefix(open + kOpen.size());
      continue;
    }
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    result.append(text.substr(0, open));
    result.append(put(std::string(text.substr(open + kOpen.size(), close - open - kOpen.size()))));
    text.remove_prefix(close + 1);
  }
  return result.append(text);
}

std::string escaped_for_expression(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view(R"(^$\.*+?()[]{}|/)").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

/// Every text of a value replaced, and every name of a member. `in_expression` is true below $matches.
Value walked(const Value& value, const std::function<Value(const std::string&, bool in_expression)>& replace,
             bool in_expression = false) {
  if (const std::string* text = value.if_string()) return replace(*text, in_expression);
  if (const core::Array* array = value.if_array()) {
    std::vector<Value> items;
    items.reserve(array->size());
    for (const Value& item : *array) items.push_back(walked(item, replace, in_expression));
    return core::Array(std::move(items));
  }
  const core::Object* object = value.if_object();
  if (object == nullptr) return value;
  std::vector<core::Member> members;
  members.reserve(object->size());
  for (const core::Member& member : *object) {
    members.push_back({as_text(replace(member.name, false)),
                       walked(member.value, replace, in_expression || member.name == "$matches")});
  }
  return core::Object(std::move(members));
}

const Value* member_of(const Value& value, std::string_view name) {
  if (const core::Object* object = value.if_object()) {
    const Value* exact = object->find(name);
    return exact != nullptr ? exact : object->find_ignoring_case(name);
  }
  const core::Array* array = value.if_array();
  if (array == nullptr || name.empty() || name.size() > 4) return nullptr;
  if (name.find_first_not_of("0123456789") != std::string_view::npos) return nullptr;
  const std::size_t index = std::stoul(std::string(name));
  return index < array->size() ? &(*array)[index] : nullptr;
}

}  // namespace

void Placeholders::put(std::string name, Value value) { values_.insert_or_assign(std::move(name), std::move(value)); }

void Placeholders::drop(std::string_view name) {
  const auto found = values_.find(name);
  if (found != values_.end()) values_.erase(found);
}

std::optional<Value> Placeholders::find(std::string_view name) const {
  if (const auto whole = values_.find(name); whole != values_.end()) return whole->second;
  const std::size_t first_dot = name.find('.');
  if (first_dot == std::string_view::npos) return std::nullopt;
  const auto root = values_.find(name.substr(0, first_dot));
  if (root == values_.end()) return std::nullopt;
  std::string_view rest = name.substr(first_dot + 1);
  // Names of extensions hold dots themselves.
  if (const Value* whole = member_of(root->second, rest)) return *whole;
  const Value* value = &root->second;
  while (value != nullptr && !rest.empty()) {
    const std::size_t dot = rest.find('.');
    value = member_of(*value, rest.substr(0, dot));
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  }
  return value != nullptr ? std::optional<Value>(*value) : std::nullopt;
}

Value Placeholders::filled(const Value& value, std::set<std::string>& missing) const {
  return walked(value, [&](const std::string& text, bool in_expression) -> Value {
    if (const auto name = only_placeholder(text); name && !in_expression) {
      if (auto found = find(*name)) return *found;
    }
    const Put put = [&](const std::string& name) {
      const auto found = find(name);
      if (!found) missing.insert(name);
      const std::string put_in = found ? as_text(*found) : std::string();
      return in_expression ? escaped_for_expression(put_in) : put_in;
    };
    return replaced(text, put, false);
  });
}

std::string Placeholders::filled_text(const std::string& text, std::set<std::string>& missing) const {
  return as_text(filled(Value(text), missing));
}

std::string Placeholders::filled_path(const std::string& path, std::set<std::string>& missing) const {
  if (only_placeholder(path)) return filled_text(path, missing);
  const Put put = [&](const std::string& name) {
    const auto found = find(name);
    if (!found) missing.insert(name);
    return found ? percent_encoded(as_text(*found)) : std::string();
  };
  return replaced(path, put, false);
}

Value Placeholders::filled_where_known(const Value& value) const {
  return walked(value, [&](const std::string& text, bool) -> Value {
    if (const auto name = only_placeholder(text)) {
      if (auto found = find(*name)) return *found;
    }
    const Put put = [&](const std::string& name) {
      const auto found = find(name);
      return found ? as_text(*found) : "${" + name + "}";
    };
    return replaced(text, put, true);
  });
}

std::optional<std::string> only_placeholder(std::string_view text) {
  const bool framed = text.size() > 3 && text.substr(0, 2) == kOpen && text.find('}') == text.size() - 1;
  if (!framed) return std::nullopt;
  return std::string(text.substr(2, text.size() - 3));
}

std::set<std::string> placeholders_in(const Value& value) {
  std::set<std::string> names;
  static_cast<void>(walked(value, [&](const std::string& text, bool) -> Value {
    return replaced(
        text,
        [&](const std::string& name) {
          names.insert(name);
          return std::string();
        },
        false);
  }));
  return names;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string result;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += kHex[byte >> 4U];
    result += kHex[byte & 0xFU];
  }
  return result;
}

std::string as_text(const Value& value) {
  return value.if_string() != nullptr ? *value.if_string() : json::write(value);
}

}  // namespace bridge::conformance
