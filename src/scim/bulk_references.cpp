#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/bulk.hpp"
#include "unescape.hpp"

namespace bridge::scim {

namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

constexpr std::string_view kPrefix = "bulkId:";

/// Where the text in quotation marks that begins behind `from` ends: at its closing mark, or nowhere.
std::size_t end_of_text(std::string_view path, std::size_t from) {
  for (std::size_t at = from; at < path.size(); ++at) {
    if (path[at] == '"') return at;
    if (path[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

/// Builds only what changes; nothing where all stays as it is.
class Rewriting {
 public:
  Rewriting(BulkMethod method, const Replacement& replacement)
      : patches_(method == BulkMethod::Patch), replacement_(replacement) {}

  std::optional<Value> value(const Value& value, std::string_view name) const {
    if (const std::string* text = value.if_string()) return this->text(*text, name);
    if (const Array* array = value.if_array()) return items(*array, name);
    if (const Object* object = value.if_object()) return members(*object);
    return std::nullopt;
  }

 private:
  std::optional<Value> text(const std::string& text, std::string_view name) const {
    if (patches_ && core::equal_ignoring_case(name, "path")) return path(text);
    const std::size_t slash = core::equal_ignoring_case(name, "$ref") ? text.rfind('/') : std::string::npos;
    const std::size_t from = slash == std::string::npos ? 0 : slash + 1;
    auto replaced = replacement_(std::string_view(text).substr(from));
    if (!replaced) return std::nullopt;
    return Value(text.substr(0, from) + *replaced);
  }

  /// A path that is broken off is left to whoever reads it.
  std::optional<Value> path(std::string_view text) const {
    std::string made;
    std::size_t copied = 0;
    for (std::size_t open = text.find('"'); open != std::string_view::npos;) {
      const std::size_t close = end_of_text(text, open + 1);
      if (close == std::string_view::npos) break;
      // What needs escapes is neither an id nor a bulkId that a client would put into a path.
      const std::string_view inner = text.substr(open + 1, close - open - 1);
      if (inner.find('\\') == std::string_view::npos) {
        if (const auto replaced = replacement_(inner)) {
          made.append(text.substr(copied, open - copied));
          append_quoted(*replaced, made);
          copied = close + 1;
        }
      }
      open = text.find('"', close + 1);
    }
    if (copied == 0) return std::nullopt;
    return Value(made.append(text.substr(copied)));
  }

  std::optional<Value> items(const Array& array, std::string_view name) const {
    std::vector<Value> made;
    for (std::size_t i = 0; i < array.size(); ++i) {
      auto changed = value(array[i], name);
      if (!changed) continue;
      if (made.empty()) made.assign(array.begin(), array.end());
      made[i] = *std::move(changed);
    }
    if (made.empty()) return std::nullopt;
    return Value(Array(std::move(made)));
  }

  std::optional<Value> members(const Object& object) const {
    std::vector<Member> made;
    std::size_t i = 0;
    for (const Member& member : object) {
      auto changed = value(member.value, member.name);
      if (changed) {
        if (made.empty()) made.assign(object.begin(), object.end());
        made[i].value = *std::move(changed);
      }
      ++i;
    }
    if (made.empty()) return std::nullopt;
    return Value(Object(std::move(made)));
  }

  bool patches_;
  const Replacement& replacement_;
};

}  // namespace

std::optional<std::string_view> referred_bulk_id(std::string_view identifier) noexcept {
  if (identifier.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  return identifier.substr(kPrefix.size());
}

core::Value with_identifiers(const core::Value& data, BulkMethod method, const Replacement& replacement) {
  return Rewriting(method, replacement).value(data, {}).value_or(data);
}

}  // namespace bridge::scim
