#pragma once
// The use cases of the bridge, one function each, in SCIM's words. What is shown here to `http` is all
// that `http` knows of tenants, stores and Smartsheet.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/credential.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::service {

enum class Kind : std::uint8_t { User, Group };
enum class Rights : std::uint8_t { ReadWrite, ReadOnly };

/// Who asks: one IdP token of one tenant. Made by authenticate() alone.
struct Principal {
  core::TenantName tenant;
  /// The token's name: externalIds are kept for each client (RFC 7643 section 3.1).
  std::string client;
  Rights rights = Rights::ReadOnly;
  /// What meta.location and Location begin with, for example "https://scim.example.com/scim/v2".
  std::string base_url;
  /// The service's own; opaque to callers.
  const void* context = nullptr;
};

/// The parameters that shape an answer (RFC 7644 section 3.9), as they came, percent-decoded.
struct View {
  std::optional<std::string> attributes;
  std::optional<std::string> excluded_attributes;
};

/// One resource as it goes out.
struct Shown {
  /// Serialised JSON; empty where the answer to a PATCH leaves the resource out (RFC 7644 section 3.5.2 allows 204).
  std::string body;
  /// The entity tag with its quotes, for example W/"3".
  std::string version;
  std::string location;
};

/// The parameters of a query (RFC 7644 section 3.4.2, RFC 9865 section 2), as they came: in a URL,
/// percent-decoded, or in a SearchRequest.
struct ListQuery {
  std::optional<std::string> filter;
  std::optional<std::string> start_index;
  std::optional<std::string> count;
  View view;
  std::optional<std::string> sort_by{};
  std::optional<std::string> sort_order{};
  /// Empty: the first page of those that go by cursor.
  std::optional<std::string> cursor{};
};

/// Preconditions of RFC 7644 section 3.14, as the headers came.
struct Conditions {
  std::optional<std::string> if_match;
  std::optional<std::string> if_none_match;
};

/// A write as the caller sent it.
struct Write {
  Kind kind = Kind::User;
  core::RequestId request;
  /// Absent for a creation.
  std::optional<core::ResourceId> id;
  /// The parsed body; null for DELETE.
  core::Value body;
  Conditions conditions;
  View view;
};

/// What became of a creation's answer, reported by the HTTP layer: a repeat of a creation whose
/// answer never arrived is not a conflict.
enum class Delivery : std::uint8_t { Written, Lost };

/// What a write comes to.
struct Written {
  /// Absent for DELETE.
  std::optional<Shown> shown;
  /// A creation, answered 201.
  bool created = false;
  /// Set for a creation: to be called once when its answer was written or lost.
  std::function<void(Delivery)> delivered;
  /// Of the resource; empty after DELETE.
  core::ResourceId id{};
};
using WriteDone = std::function<void(core::Result<Written>)>;
using ReadDone = std::function<void(core::Result<Shown>)>;
using ListDone = std::function<void(core::Result<std::string>)>;
using MeDone = std::function<void(core::Result<core::ResourceId>)>;

/// What became of one operation of a bulk request (RFC 7644 section 3.7).
struct BulkOutcome {
  /// As they came; `bulk_id` is empty where none was given.
  std::string method;
  std::string bulk_id;
  /// Of the resource, also when the operation failed; empty for a creation that failed.
  std::string location;
  core::Result<Written> written;
};
/// In the order of the request; operations behind the one that reached `failOnErrors` are left out.
using BulkDone = std::function<void(core::Result<std::vector<BulkOutcome>>)>;

/// A SCIM request that is to be planned and not carried out.
struct PlanQuery {
  core::TenantName tenant;
  /// The name of the IdP token that it comes with; empty: the tenant's first.
  std::string client;
  std::string method;
  /// Below the tenant's base URL or from the root: "/Users/7", "/scim/v2/Users/7"; with query.
  std::string path;
  core::Value body;
  /// Personal values in the calls are shown; else each is masked.
  bool show_values = false;
};
/// {"tenant","client","method","path","outcome","calls":[{"route","credential","method","path","body"}]};
/// `outcome` is "calls", "no calls" (the change is the bridge's alone), "nothing" (it changes nothing) or
/// "read".
using PlanDone = std::function<void(core::Result<core::Value>)>;

/// All calls are thread-safe and don't block; `done` is called once, on this or another thread.
class Service {
 public:
  virtual ~Service() = default;

  /// The principal behind a bearer token at a tenant's path segment ("scim" for the tenant "default",
  /// else the tenant's name). An unknown tenant looks like a wrong token: Unauthorized. Constant time
  /// in the token.
  [[nodiscard]] virtual core::Result<Principal> authenticate(std::string_view segment,
                                                             const core::IdpToken& token) const = 0;

  /// GET /Users/{id}, /Groups/{id}. Answered from memory; only until the first complete refresh does a
  /// look-up by id leave for Smartsheet.
  virtual void get(const Principal& who, Kind kind, const core::ResourceId& id, const View& view, ReadDone done) = 0;

  /// GET or POST .search at /Users, /Groups, or at the base, where `kind` is nothing and every resource
  /// type is searched (RFC 7644 section 3.4.2.1): the serialised ListResponse. NotReady until the first
  /// complete refresh, look-ups by userName apart.
  virtual void list(const Principal& who, std::optional<Kind> kind, const ListQuery& query, ListDone done) = 0;

  /// The id of the User that the principal's token is linked to (RFC 7644 section 3.11). NotImplemented:
  /// it is linked to none; NotFound: there is no such User.
  virtual void me(const Principal& who, MeDone done) = 0;

  /// POST, PUT, PATCH, DELETE. A read-only principal is Forbidden.
  virtual void create(const Principal& who, Write write, WriteDone done) = 0;
  virtual void replace(const Principal& who, Write write, WriteDone done) = 0;
  virtual void modify(const Principal& who, Write write, WriteDone done) = 0;
  virtual void remove(const Principal& who, Write write, WriteDone done) = 0;

  /// POST /Bulk (RFC 7644 section 3.7): each operation as it would be carried out alone, all of them within
  /// one request's time. A fault is the whole request's: then no operation was begun.
  virtual void bulk(const Principal& who, const core::RequestId& request, const core::Value& body, BulkDone done) = 0;

  /// What a request would send to Smartsheet; sends nothing. The fault that the request would be answered
  /// with; NotFound for an unknown tenant or client.
  virtual void plan(const PlanQuery& query, PlanDone done) = 0;

  /// The discovery documents, serialised (RFC 7644 section 4). `name` empty lists all; unknown is NotFound.
  [[nodiscard]] virtual core::Result<std::string> service_provider_config(const Principal& who) const = 0;
  /// The same for somebody who has not authenticated (RFC 7643 section 5 wants authenticationSchemes to be public): the
  /// same for each name that a tenant could have, by the path's segment, so that it does not tell which there are.
  /// Unauthorized for a segment that is no such name.
  [[nodiscard]] virtual core::Result<std::string> public_configuration(std::string_view segment) const = 0;
  [[nodiscard]] virtual core::Result<std::string> schemas(const Principal& who, std::string_view urn) const = 0;
  [[nodiscard]] virtual core::Result<std::string> resource_types(const Principal& who, std::string_view name) const = 0;

  /// GET /Roles, /Entitlements: what a User of this tenant can be given (draft-ietf-scim-roles-entitlements),
  /// serialised. `value` empty lists all; unknown is NotFound.
  [[nodiscard]] virtual core::Result<std::string> roles(const Principal& who, std::string_view value) const = 0;
  [[nodiscard]] virtual core::Result<std::string> entitlements(const Principal& who, std::string_view value) const = 0;
};

}  // namespace bridge::service
