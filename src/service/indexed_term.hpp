#pragma once
// Which comparisons an index answers, so that nothing has to be scanned.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/scim/filter.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/store/index.hpp"

namespace bridge::service {

/// An attribute whose equality with a text an index answers. All of them stand in one table.
struct IndexedAttribute {
  std::string_view name;
  /// Nothing: of both kinds.
  std::optional<store::Kind> kind;
  /// Whether there is one at the most. Else the attribute is a list of references, compared by `value`.
  bool unique;
  /// Everybody who could have this value, and perhaps others; `client` is whose externalIds count.
  std::vector<store::Glimpse> (*find)(const store::Index& index, store::Kind kind, const std::string& client,
                                      const std::string& text);
};

/// `attribute eq "text"`, in a filter that demands it of each hit.
struct IndexedTerm {
  const IndexedAttribute* attribute = nullptr;
  std::string text;
  /// Whether the filter is this comparison and nothing else.
  bool whole = false;
};

/// The term by which the hits of a filter are found; a unique one where there are several. Nothing: everybody
/// has to be looked at.
[[nodiscard]] std::optional<IndexedTerm> indexed_term(const scim::Filter& filter, const scim::ResourceType& type,
                                                      store::Kind kind);

/// Visible entries that the term allows, in the order of lists. The filter has still to be asked.
[[nodiscard]] std::vector<store::Glimpse> candidates(const IndexedTerm& term, const store::Index& index,
                                                     store::Kind kind, const std::string& client);

}  // namespace bridge::service
