#include "conditions.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "bridge/core/ascii_case.hpp"

namespace bridge::dialect {
namespace {

using scim::AttributeDefinition;
using scim::AttributeType;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view other) { return core::equal_ignoring_case(word, other); });
}

bool is_comparison(std::string_view word) {
  return is_one_of(word, {"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"});
}

/// One piece of the text: a quoted text, a bracket, a run of spaces, or a word.
std::string_view next_token(std::string_view rest) {
  constexpr std::string_view kSingle = "()[]";
  if (rest.front() == '"') {
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
    return rest.substr(0, end + 1);
  }
  if (rest.front() == ' ') return rest.substr(0, rest.find_first_not_of(' '));
  if (kSingle.find(rest.front()) != std::string_view::npos) return rest.substr(0, 1);
  return rest.substr(0, rest.find_first_of(" ()[]\""));
}

/// Copies a text piece by piece and knows which attribute each value is compared with.
class Reader {
 public:
  Reader(const scim::ResourceType& type, Uses& uses) : type_(type), uses_(uses) {}

  [[nodiscard]] std::string read(std::string_view text) {
    while (!text.empty()) {
      const std::string_view token = next_token(text);
      text.remove_prefix(token.size());
      if (token.front() == ' ') {
        plain_ += token;
      } else if (wants_value_) {
        take_value(token);
      } else {
        take_word(token);
      }
    }
    return std::move(plain_);
  }

 private:
  void take_word(std::string_view word) {
    if (word == "[") {
      holders_.push_back(attribute_);
    } else if (word == "]" && !holders_.empty()) {
      attribute_ = holders_.back();
      holders_.pop_back();
      closed_at_ = plain_.size() + 1;
    } else if (is_comparison(word)) {
      take_comparison();
    } else if (word.front() == '.' && closed_at_ == plain_.size()) {
      attribute_ = attribute_ != nullptr ? attribute_->sub(word.substr(1)) : nullptr;
      closed_at_ = kNowhere;
    } else if (word != "(" && word != ")" && !is_one_of(word, {"pr", "and", "or", "not"})) {
      attribute_ = find(word);
      closed_at_ = kNowhere;
    }
    plain_ += word;
  }

  /// A comparison right behind brackets is about the element's value.
  void take_comparison() {
    const bool behind = closed_at_ != kNowhere && plain_.find_first_not_of(' ', closed_at_) == std::string::npos;
    if (behind && uses_.allows(Leniency::ValuePathCompared)) {
      uses_.mark(Leniency::ValuePathCompared);
      plain_.insert(closed_at_, ".value");
    }
    closed_at_ = kNowhere;
    const AttributeDefinition* value = attribute_ != nullptr ? attribute_->sub("value") : nullptr;
    if (value != nullptr) attribute_ = value;
    wants_value_ = true;
  }

  void take_value(std::string_view token) {
    wants_value_ = false;
    const bool quoted = token.front() == '"';
    const std::string_view content = quoted && token.size() > 1 ? token.substr(1, token.size() - 2) : token;
    if (is_boolean_word(content) && (quoted || (content != "true" && content != "false")) &&
        uses_.allows(Leniency::BooleanAsText)) {
      uses_.mark(Leniency::BooleanAsText);
      plain_ += core::fold_case(content);
    } else if (!quoted && is_bare_text(token) && uses_.allows(Leniency::BareValueInFilter)) {
      uses_.mark(Leniency::BareValueInFilter);
      plain_.append("\"").append(token).append("\"");
    } else {
      plain_ += token;
    }
  }

  [[nodiscard]] bool is_boolean_word(std::string_view word) const {
    return attribute_ != nullptr && attribute_->type == AttributeType::Boolean && is_one_of(word, {"true", "false"});
  }

  /// Whether a bare word stands where a text belongs.
  [[nodiscard]] bool is_bare_text(std::string_view word) const {
    constexpr std::string_view kNoText = "()[]\\";
    if (attribute_ == nullptr || word == "null" || word.find_first_of(kNoText) != std::string_view::npos) return false;
    switch (attribute_->type) {
      case AttributeType::String:
      case AttributeType::Reference:
      case AttributeType::DateTime:
      case AttributeType::Binary: return true;
      case AttributeType::Boolean:
      case AttributeType::Decimal:
      case AttributeType::Integer:
      case AttributeType::Complex: break;
    }
    return false;
  }

  [[nodiscard]] const AttributeDefinition* find(std::string_view word) const {
    if (!holders_.empty()) return holders_.back() != nullptr ? holders_.back()->sub(word) : nullptr;
    auto path = scim::parse_attribute_path(word);
    if (!path) return nullptr;
    auto resolved = scim::resolve(*path, type_);
    const scim::Schema* extension = resolved || !path->urn.empty() ? nullptr : only_extension_with(path->name, type_);
    if (extension != nullptr) resolved = scim::resolve({extension->urn(), path->name, path->sub}, type_);
    return resolved ? resolved->leaf() : nullptr;
  }

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  const scim::ResourceType& type_;
  Uses& uses_;
  std::string plain_;
  /// What the next comparison is about; null pointer when that is unknown.
  const AttributeDefinition* attribute_ = nullptr;
  /// The attributes of the brackets that are open.
  std::vector<const AttributeDefinition*> holders_;
  /// Where in `plain_` the brackets ended that were closed last.
  std::size_t closed_at_ = kNowhere;
  bool wants_value_ = false;
};

}  // namespace

std::string plain_conditions(std::string_view text, const scim::ResourceType& type, Uses& uses) {
  return Reader(type, uses).read(text);
}

const scim::Schema* only_extension_with(std::string_view name, const scim::ResourceType& type) {
  if (type.core_attribute(name) != nullptr) return nullptr;
  const scim::Schema* only = nullptr;
  for (const scim::ResourceType::Extension& extension : type.extensions()) {
    if (extension.schema->find(name) == nullptr) continue;
    if (only != nullptr) return nullptr;
    only = extension.schema.get();
  }
  return only;
}

}  // namespace bridge::dialect
