// A removal of the values that it lists. Plain SCIM has no such form, and a server that ignored the list
// would empty a group for the sake of one member.

#include "bridge/scim/filter.hpp"
#include "embedded.hpp"
#include "patch_operation.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Object;
using core::Value;

/// Paths stay well below the length at which the parser refuses them.
constexpr std::size_t kPathLength = 4000;

const std::string* text_of(const Value& element) {
  const Object* object = element.if_object();
  const Value* value = object != nullptr ? object->find_ignoring_case("value") : &element;
  const std::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr && !text->empty() ? text : nullptr;
}

core::Failure unreadable(const scim::AttributeDefinition& attribute) {
  return core::failure(core::FaultKind::InvalidValue,
                       "value: expected the values of " + attribute.name +
                           " to remove, each a text or an object with one as its value; found another form");
}

std::string condition(const std::string& text) {
  return scim::to_string(scim::Filter{scim::Compare{{"", "value", ""}, scim::CompareOp::Eq, text}});
}

/// Removals of all elements that one of the conditions picks; as few as the length of a path allows.
class Removals {
 public:
  explicit Removals(std::string path) : path_(std::move(path)) {}

  void add(const std::string& text) {
    const std::string next = condition(text);
    if (!conditions_.empty() && conditions_.size() + next.size() > kPathLength) flush();
    conditions_ += (conditions_.empty() ? "" : " or ") + next;
  }
  [[nodiscard]] Operations take() {
    if (!conditions_.empty()) flush();
    if (operations_.empty()) operations_.push_back(no_operation());
    return std::move(operations_);
  }

 private:
  void flush() {
    operations_.push_back({Object{{"op", "remove"}, {"path", path_ + "[" + conditions_ + "]"}}});
    conditions_.clear();
  }

  std::string path_;
  std::string conditions_;
  Operations operations_;
};

}  // namespace

core::Result<Operations> plain_removal(Operation operation, const scim::ResourceType&, Uses& uses) {
  const Value* value = operation.value();
  const scim::AttributeDefinition* attribute = operation.target ? operation.target->attribute() : nullptr;
  const bool lists = operation.op() == "remove" && value != nullptr && !value->is_null() && attribute != nullptr &&
                     attribute->multi_valued && !operation.target->filtered && operation.target->sub() == nullptr;
  if (!lists || !uses.allows(Leniency::RemovedByValue)) return Operations{std::move(operation)};
  uses.mark(Leniency::RemovedByValue);
  if (attribute->type == scim::AttributeType::Complex && attribute->sub("value") == nullptr) {
    return unreadable(*attribute);
  }
  const Array* array = value->if_array();
  const Array listed = array != nullptr ? *array : Array(std::vector<Value>{*value});
  Removals removals(operation.target->text);
  for (const Value& element : listed) {
    const std::string* text = text_of(element);
    if (text == nullptr) return unreadable(*attribute);
    removals.add(*text);
  }
  return removals.take();
}

}  // namespace bridge::dialect
