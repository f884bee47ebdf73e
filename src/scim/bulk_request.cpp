#include <algorithm>
#include <unordered_map>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/urns.hpp"
#include "bulk_operation.hpp"
#include "message.hpp"

namespace bridge::scim {

namespace {

using core::Array;
using core::Failure;
using core::FaultKind;
using core::Object;
using core::Outcome;
using core::Value;

/// Of a circle in a message.
constexpr std::size_t kMostNamed = 10;
/// Ids are decimal numbers of 64 bits.
constexpr std::size_t kLongestId = 20;

using Operations = std::vector<BulkOperation>;
using Indices = std::vector<std::size_t>;

Failure syntax(std::string detail) { return core::failure(FaultKind::InvalidSyntax, std::move(detail)); }

core::Result<std::optional<std::size_t>> read_fail_on_errors(const Object& body) {
  const Value* value = body.find_ignoring_case("failOnErrors");
  if (value == nullptr || value->is_null()) return std::optional<std::size_t>();
  const std::int64_t* number = value->if_integer();
  if (number != nullptr && *number > 0) return std::optional(static_cast<std::size_t>(*number));
  return core::failure(FaultKind::InvalidValue, "failOnErrors: expected an integer above 0, found " +
                                                    (number != nullptr ? "one that is not" : found_kind(value)));
}

core::Result<Operations> read_operations(const Object& body, const SchemaRegistry& registry, std::size_t most) {
  const Value* value = body.find_ignoring_case("Operations");
  const Array* list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr || list->empty()) {
    return syntax("Operations: expected an array of one operation or more, found " +
                  (list != nullptr ? "an empty one" : found_kind(value)));
  }
  if (list->size() > most) {
    return core::failure(FaultKind::PayloadTooLarge, "Operations: expected at most " + std::to_string(most) +
                                                         " (bulk.maxOperations of ServiceProviderConfig), found " +
                                                         std::to_string(list->size()));
  }
  Operations operations;
  operations.reserve(list->size());
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Object* object = (*list)[i].if_object();
    if (object == nullptr) {
      return syntax("Operations[" + std::to_string(i) + "]: expected an object, found " + (*list)[i].kind());
    }
    operations.push_back(read_bulk_operation(*object, registry));
  }
  return operations;
}

/// One bulkId for two operations leaves open what is meant: both are refused.
void refuse_repeated(Operations& operations) {
  std::unordered_map<std::string_view, std::size_t> uses;
  for (const BulkOperation& operation : operations) {
    if (!operation.bulk_id.empty()) ++uses[operation.bulk_id];
  }
  for (BulkOperation& operation : operations) {
    const bool repeated = !operation.bulk_id.empty() && uses[operation.bulk_id] > 1;
    if (!repeated || operation.fault) continue;
    operation.fault = {FaultKind::InvalidValue,
                       "bulkId: expected one that no other operation of the request has, found " +
                           quoted_bulk_id(operation.bulk_id) + " at others, too",
                       {},
                       {}};
  }
}

std::unordered_map<std::string_view, std::size_t> creations_in(const Operations& operations) {
  std::unordered_map<std::string_view, std::size_t> creations;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const BulkOperation& operation = operations[i];
    if (operation.method == "POST" && !operation.bulk_id.empty()) creations.emplace(operation.bulk_id, i);
  }
  return creations;
}

/// Calls `use` with each bulkId that the operation refers to.
void each_reference(const BulkOperation& operation, const std::function<void(std::string_view)>& use) {
  if (!operation.id_from.empty()) use(operation.id_from);
  (void)with_identifiers(operation.data, operation.verb, [&](std::string_view identifier) {
    if (const auto bulk_id = referred_bulk_id(identifier)) use(*bulk_id);
    return std::optional<std::string>();
  });
}

void sort_out(Indices& indices) {
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
}

void find_needs(Operations& operations) {
  const auto creations = creations_in(operations);
  for (BulkOperation& operation : operations) {
    if (operation.fault) continue;
    each_reference(operation, [&](std::string_view bulk_id) {
      const auto creation = creations.find(bulk_id);
      if (creation != creations.end()) return operation.needs.push_back(creation->second);
      operation.fault = {FaultKind::InvalidValue,
                         "bulkId: expected references to POST operations of this request, found one to " +
                             quoted_bulk_id(bulk_id) + ", which none of them has",
                         {},
                         {}};
    });
    if (operation.fault) operation.needs.clear();
    sort_out(operation.needs);
  }
}

core::Fault circular(const Operations& operations, const Indices& circle) {
  std::string names;
  for (std::size_t i = 0; i < std::min(circle.size(), kMostNamed); ++i) {
    names += (i == 0 ? "" : ", ") + quoted_bulk_id(operations[circle[i]].bulk_id);
  }
  if (circle.size() > kMostNamed) names += " and " + std::to_string(circle.size() - kMostNamed) + " more";
  return {FaultKind::Conflict,
          "bulkId: expected references that can be resolved one after another, found a circle of " + names,
          {},
          {}};
}

Indices put_in_order(Operations& operations) {
  std::vector<Indices> needs;
  needs.reserve(operations.size());
  for (const BulkOperation& operation : operations) needs.push_back(operation.needs);
  BulkOrder order = bulk_order(needs);
  for (const Indices& circle : order.circles) {
    const core::Fault fault = circular(operations, circle);
    for (const std::size_t index : circle) {
      operations[index].fault = fault;
      operations[index].needs.clear();
    }
  }
  return std::move(order.order);
}

/// Whether the text can stand for a resource: an id or a reference.
bool names_resource(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return referred_bulk_id(text) || (digits && !text.empty() && text.size() <= kLongestId);
}

/// What stands for the operation's resource elsewhere; empty for a POST.
std::string own_name(const BulkOperation& operation) {
  return operation.id_from.empty() ? operation.id : "bulkId:" + operation.id_from;
}

/// Who changes a resource and who speaks of it, up to a point in the order.
struct Uses {
  std::optional<std::size_t> changed_by;
  Indices named_by;
};
using UsesOfAll = std::unordered_map<std::string, Uses>;

void follow_those_before(Operations& operations, std::size_t index, UsesOfAll& uses_of) {
  BulkOperation& operation = operations[index];
  Indices& follows = operation.follows;
  const std::string own = own_name(operation);
  if (!own.empty()) {
    const Uses& uses = uses_of[own];
    follows = uses.named_by;
    // An id may be that of a User and of a Group.
    if (uses.changed_by && operations[*uses.changed_by].type != operation.type) follows.push_back(*uses.changed_by);
  }
  (void)with_identifiers(operation.data, operation.verb, [&](std::string_view identifier) {
    if (names_resource(identifier)) {
      Uses& uses = uses_of[std::string(identifier)];
      if (uses.changed_by) follows.push_back(*uses.changed_by);
      uses.named_by.push_back(index);
    }
    return std::optional<std::string>();
  });
  if (!own.empty()) uses_of[own] = {index, {}};
  sort_out(follows);
}

/// A group takes in a User and the same User is deleted: what comes of it hangs on the order. Operations
/// on one and the same resource need no such care, they are carried out as they are begun.
void find_follows(Operations& operations, const Indices& order) {
  UsesOfAll uses_of;
  for (const std::size_t index : order) {
    if (!operations[index].fault) follow_those_before(operations, index, uses_of);
  }
}

}  // namespace

core::Result<BulkRequest> parse_bulk(const Value& body, const SchemaRegistry& registry, std::size_t max_operations) {
  const Object* object = body.if_object();
  if (object == nullptr) {
    return syntax("the body: expected a BulkRequest message as a JSON object, found " + found_kind(&body));
  }
  if (const Outcome schemas = check_message_schema(*object, kBulkRequestUrn); !schemas) return schemas.passed_on();
  const auto fail_on_errors = read_fail_on_errors(*object);
  if (!fail_on_errors) return fail_on_errors.passed_on();
  auto operations = read_operations(*object, registry, max_operations);
  if (!operations) return operations.passed_on();
  BulkRequest request{*fail_on_errors, *std::move(operations), {}};
  refuse_repeated(request.operations);
  find_needs(request.operations);
  request.order = put_in_order(request.operations);
  find_follows(request.operations, request.order);
  return request;
}

core::Fault failed_need(std::string_view bulk_id) {
  return {FaultKind::Conflict,
          "bulkId: expected the operations that this one refers to to succeed, found that " + quoted_bulk_id(bulk_id) +
              " failed",
          {},
          {}};
}

}  // namespace bridge::scim
