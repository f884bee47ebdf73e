#include "bridge/scim/member_edits.hpp"

#include <string_view>
#include <utility>

#include "findings.hpp"
#include "patch_target.hpp"
#include "reference_filter.hpp"
#include "value_checker.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Object;
using core::Value;

using Ids = std::vector<std::string>;

/// An operation that does nothing and keeps the numbering.
PatchOperation placeholder() { return {PatchOp::Add, std::nullopt, Value(Object())}; }

/// Collects the two parts, operation by operation; every function is false when the form is another.
class Splitter {
 public:
  explicit Splitter(const ResourceType& group) : group_(group), members_(*group.core_attribute("members")) {}

  [[nodiscard]] bool take(const PatchOperation& operation) {
    if (!operation.path) return take_attributes(operation);
    const auto resolved = resolve(operation.path->attribute, group_);
    if (!resolved || resolved->attribute != &members_) return keep(operation);
    if (resolved->sub != nullptr || !operation.path->sub.empty()) return false;
    edits_.attributes.operations.push_back(placeholder());
    if (operation.op == PatchOp::Remove) return take_removal(operation);
    return !operation.path->filter && operation.value && take_elements(operation.op, *operation.value);
  }

  [[nodiscard]] MemberEdits finish() {
    if (!has_attributes_) edits_.attributes.operations.clear();
    return std::move(edits_);
  }

 private:
  [[nodiscard]] bool keep(PatchOperation operation) {
    has_attributes_ = true;
    edits_.attributes.operations.push_back(std::move(operation));
    return true;
  }

  /// The form without a path: `members` leaves the object of attributes.
  [[nodiscard]] bool take_attributes(const PatchOperation& operation) {
    const Object* object = operation.value ? operation.value->if_object() : nullptr;
    const Value* value = object != nullptr ? object->find_ignoring_case(members_.name) : nullptr;
    if (value == nullptr || operation.op == PatchOp::Remove) return keep(operation);
    if (!take_elements(operation.op, *value)) return false;
    Object rest = object->without(members_.name);
    if (!rest.empty()) return keep({operation.op, std::nullopt, Value(std::move(rest))});
    edits_.attributes.operations.push_back(placeholder());
    return true;
  }

  [[nodiscard]] bool take_elements(PatchOp op, const Value& value) {
    const bool alone = op == PatchOp::Add && value.if_object() != nullptr;
    const Value list = alone ? Value(Array(std::vector<Value>{value})) : value;
    Findings findings;
    const auto checked = check_value(list, members_, Completeness::Whole, Place{}, findings);
    if (!findings.problems.empty() || !findings.unknown.empty()) return false;
    Ids ids;
    if (checked) {
      for (const Value& element : *checked->if_array()) ids.emplace_back(reference_of(element));
    }
    if (op == PatchOp::Replace) {
      replace_all(std::move(ids));
    } else if (!ids.empty()) {
      append<AddMembers>(std::move(ids));
    }
    return true;
  }

  [[nodiscard]] bool take_removal(const PatchOperation& operation) {
    const std::optional<Filter>& filter = operation.path->filter;
    if (!filter) {
      if (names_values(operation)) return false;
      replace_all({});
      return true;
    }
    auto ids = referenced_ids(*filter);
    if (!ids) return false;
    append<RemoveMembers>(*std::move(ids));
    return true;
  }

  void replace_all(Ids ids) {
    edits_.members.clear();
    if (ids.empty()) {
      edits_.members.emplace_back(RemoveAllMembers{});
    } else {
      edits_.members.emplace_back(ReplaceMembers{std::move(ids)});
    }
  }

  template <class Kind>
  void append(Ids ids) {
    auto* last = edits_.members.empty() ? nullptr : std::get_if<Kind>(&edits_.members.back());
    if (last == nullptr) {
      edits_.members.emplace_back(Kind{std::move(ids)});
    } else {
      last->ids.insert(last->ids.end(), std::make_move_iterator(ids.begin()), std::make_move_iterator(ids.end()));
    }
  }

  const ResourceType& group_;
  const AttributeDefinition& members_;
  MemberEdits edits_;
  bool has_attributes_ = false;
};

}  // namespace

std::optional<MemberEdits> member_edits(const PatchRequest& request, const ResourceType& group) {
  if (group.core_attribute("members") == nullptr) return std::nullopt;
  Splitter splitter(group);
  for (const PatchOperation& operation : request.operations) {
    if (!splitter.take(operation)) return std::nullopt;
  }
  return splitter.finish();
}

}  // namespace bridge::scim
