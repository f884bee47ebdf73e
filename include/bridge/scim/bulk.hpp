#pragma once
// Bulk requests as data (RFC 7644 section 3.7): read, put in order, references resolved. No operation is
// carried out here.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

enum class BulkMethod : std::uint8_t { Post, Put, Patch, Delete };

/// One operation, read as far as it can be read.
struct BulkOperation {
  /// As they came; empty where there was no text.
  std::string method;
  std::string bulk_id;

  /// Why it can't be carried out, whatever becomes of the others; what follows may then be unset.
  std::optional<core::Fault> fault{};

  BulkMethod verb = BulkMethod::Post;
  /// The registry's User or Group.
  const ResourceType* type = nullptr;
  /// The resource in the path; empty for POST and where the path has a bulkId.
  std::string id{};
  /// The bulkId in the path ("/Users/bulkId:x"): of the resource that is made under it.
  std::string id_from{};
  core::Value data{};
  /// The entity tag that the resource must have, as If-Match.
  std::optional<std::string> version{};

  /// The creations, by index, that path and data refer to: where one fails, this one fails.
  std::vector<std::size_t> needs{};
  /// What must have ended before, well or not, because one of the two speaks of the other's resource.
  std::vector<std::size_t> follows{};
};

struct BulkRequest {
  /// How many errors end the request; nothing: all operations are tried.
  std::optional<std::size_t> fail_on_errors;
  /// In the order of the request.
  std::vector<BulkOperation> operations;
  /// The order of execution, by index: that of the request, but for creations that stand behind an
  /// operation that needs them; they come before it. Whatever an operation needs or follows stands
  /// before it.
  std::vector<std::size_t> order;
};

/// Reads a BulkRequest message. A fault is the whole request's: InvalidSyntax, InvalidValue for
/// `failOnErrors`, PayloadTooLarge (naming the limit) for more than `max_operations`. What is wrong with
/// one operation is that operation's fault: InvalidValue for method, path, bulkId and version that don't
/// fit, for a bulkId that stands twice (each of them) and for a reference to one that no POST has;
/// InvalidSyntax for data that is missing; Conflict for creations that refer to one another in a circle.
[[nodiscard]] core::Result<BulkRequest> parse_bulk(const core::Value& body, const SchemaRegistry& registry,
                                                   std::size_t max_operations);

/// The fault of an operation that needs the creation with this bulkId, which failed: Conflict.
[[nodiscard]] core::Fault failed_need(std::string_view bulk_id);

/// What an identifier in an operation's data is replaced by; nothing: it stays.
using Replacement = std::function<std::optional<std::string>(std::string_view identifier)>;

/// The data with identifiers replaced. An identifier is a text as a whole, the last segment of a `$ref`
/// and, in the `path` of a PATCH, a comparison value between quotation marks.
[[nodiscard]] core::Value with_identifiers(const core::Value& data, BulkMethod method, const Replacement& replacement);

/// The bulkId behind "bulkId:", or nothing.
[[nodiscard]] std::optional<std::string_view> referred_bulk_id(std::string_view identifier) noexcept;

struct BulkOrder {
  /// Every index once: each behind those that it needs, otherwise as they stand. The members of a circle
  /// stand together.
  std::vector<std::size_t> order;
  /// Those that need one another in a circle, or themselves; each circle ascending.
  std::vector<std::vector<std::size_t>> circles;
};

/// Orders operations of which the n-th needs those in `needs[n]`. Linear in time; of constant stack.
[[nodiscard]] BulkOrder bulk_order(const std::vector<std::vector<std::size_t>>& needs);

}  // namespace bridge::scim
