#pragma once
// GET /Users and /Groups: filter, page, project.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/filter.hpp"
#include "bridge/scim/list_query.hpp"
#include "bridge/scim/projection.hpp"
#include "presenter.hpp"

namespace bridge::service {

/// Resources in one answer at the most: filter.maxResults of ServiceProviderConfig.
inline constexpr std::size_t kMostResults = 1000;

/// A list request, read and checked.
struct Listing {
  store::Kind kind = store::Kind::User;
  std::optional<scim::Filter> filter;
  scim::Paging paging;
  scim::Projection projection;

  /// Counts the leniencies that the filter uses.
  [[nodiscard]] static core::Result<Listing> read(store::Kind kind, const ListQuery& query,
                                                  const scim::SchemaRegistry& schemas, const dialect::Dialect& dialect,
                                                  dialect::Counters& counters);
};

/// `attribute eq "text"` as a whole filter: the text, when the attribute (case ignored) is this one.
[[nodiscard]] std::optional<std::string> sought(const Listing& listing, std::string_view attribute);

/// Whether an index has the answer, so that nothing has to be scanned.
[[nodiscard]] bool is_indexed(const Listing& listing);

/// The serialised ListResponse. A filter that names what the type does not have: InvalidFilter.
[[nodiscard]] core::Result<std::string> list(const Listing& listing, const store::Index& index,
                                             const scim::SchemaRegistry& schemas, const Presenter& presenter,
                                             const std::string& client);

}  // namespace bridge::service
