#pragma once
// Lists (RFC 7644 section 3.4.2), whatever the endpoint: filter, sort, page, project.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/bare_names.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/sealing_key.hpp"
#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/filter.hpp"
#include "bridge/scim/list_query.hpp"
#include "bridge/scim/projection.hpp"
#include "bridge/scim/sort.hpp"
#include "cursor.hpp"
#include "indexed_term.hpp"
#include "presenter.hpp"

namespace bridge::service {

/// Resources in one answer at the most, and where a request does not say: filter.maxResults and
/// pagination.maxPageSize of ServiceProviderConfig.
inline constexpr std::size_t kMostResults = 1000;

/// What a list request is read with.
struct ListReader {
  const scim::SchemaRegistry& schemas;
  const dialect::Dialect& dialect;
  /// Leniencies that a filter uses are counted.
  dialect::Counters& counters;
  /// Whose cursors count.
  std::string_view tenant;
  std::string_view client;
  const core::BareNames& bare_names;
  /// Null pointer where cursors can't be made yet.
  const core::SealingKey* cursor_key = nullptr;
};

/// A list request, read and checked; schemas and key must outlive it.
struct Listing {
  /// One resource type's share.
  struct Part {
    store::Kind kind = store::Kind::User;
    std::optional<scim::Matcher> matcher;
    /// Of a filter that an index helps with.
    std::optional<IndexedTerm> term;
    /// Nothing where nothing is sorted, and for a type without the attribute.
    std::optional<scim::SortAttribute> sort;
    scim::Projection projection;
  };
  /// In the order in which types are listed: Users first.
  std::vector<Part> parts;
  bool sorted = false;
  scim::SortOrder order = scim::SortOrder::Ascending;
  scim::Paging paging;

  /// Whether pages are asked for by cursor, and behind what.
  bool by_cursor = false;
  std::optional<Position> after;
  const core::SealingKey* cursor_key = nullptr;
  /// What a cursor is good for.
  std::string query;

  /// `kind` nothing: of all types (section 3.4.2.1). There an attribute that some type lacks counts as having
  /// no value; one that every type lacks is a mistake. InvalidFilter, InvalidPath, InvalidValue, Sensitive by
  /// what is wrong; InvalidCursor, InvalidCount by RFC 9865; NotReady: a cursor before there can be any.
  [[nodiscard]] static core::Result<Listing> read(std::optional<store::Kind> kind, const ListQuery& query,
                                                  const ListReader& reader);
};

/// The userName of a list of Users that is asked for this one alone.
[[nodiscard]] std::optional<std::string> sought_user_name(const Listing& listing);

/// Whether the answer costs its own length and no more, so that it can be made at once.
[[nodiscard]] bool is_cheap(const Listing& listing);

/// The serialised ListResponse.
[[nodiscard]] std::string list(const Listing& listing, const store::Index& index, const Presenter& presenter,
                               const std::string& client);

}  // namespace bridge::service
