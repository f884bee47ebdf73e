#pragma once
// The documents by which a client learns what the service can (RFC 7643 sections 5 to 7, RFC 7644
// section 4).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// What ServiceProviderConfig tells. Filtering by the RFC's grammar and authentication by bearer
/// token are always there.
struct Capabilities {
  struct Bulk {
    bool supported = false;
    std::size_t max_operations = 0;
    std::size_t max_payload_size = 0;  ///< bytes
  };
  /// Pages go by index or by cursor (RFC 9865); by index where a request does not say. Cursors don't expire.
  struct Pages {
    std::size_t default_size = 0;
    std::size_t most = 0;
  };
  bool patch = true;
  Bulk bulk;
  std::size_t filter_max_results = 0;
  bool change_password = false;
  bool sort = false;
  Pages pages;
  bool etag = false;
  std::string documentation_uri;  ///< left out when empty
};

/// One object, never a list. `base_url` is the tenant's base without a slash at the end, here and below.
[[nodiscard]] core::Object service_provider_config(const Capabilities& capabilities, std::string_view base_url);

/// One resource type with its meta.
[[nodiscard]] core::Object resource_type_document(const ResourceType& type, std::string_view base_url);
/// The ListResponse of all.
[[nodiscard]] core::Object resource_type_list(const SchemaRegistry& registry, std::string_view base_url);

/// A role (or an entitlement, by its type) that Users can be given.
struct Assignable {
  std::string_view value;
  std::string_view display;
};
/// As a resource of the type; its id is the value.
[[nodiscard]] core::Object assignable_document(const Assignable& item, const ResourceType& type,
                                               std::string_view base_url);
/// The ListResponse of all.
[[nodiscard]] core::Object assignable_list(const std::vector<Assignable>& items, const ResourceType& type,
                                           std::string_view base_url);

/// One schema's document with `schemas` and meta.
[[nodiscard]] core::Object schema_document(const Schema& schema, std::string_view base_url);
/// The ListResponse of all.
[[nodiscard]] core::Object schema_list(const SchemaRegistry& registry, std::string_view base_url);

}  // namespace bridge::scim
