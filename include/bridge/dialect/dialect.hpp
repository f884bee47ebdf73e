#pragma once
// What identity providers send differently, turned into plain SCIM before anything else sees it. Each
// leniency is a named switch with its reason, off in the generic dialect, and counted when it was used.

#include <array>
#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::dialect {

/// docs/dialects.md has the table: what each accepts, who sends it, why.
enum class Leniency : std::uint8_t {
  /// Unknown attributes in a POST or PUT body are left out instead of refused.
  UnknownAttributeDropped,
  /// Names that only the server sets (`id`, `schemas`, `meta`, a user's `groups`) among the keys of a
  /// path-less PATCH value are left out.
  ReadOnlyKeyInPatchDropped,
  /// A PATCH body without its message schema is taken as one.
  PatchSchemaMissing,
  /// `schemas` missing in a POST or PUT body: the endpoint's is taken.
  ResourceSchemaMissing,
  /// An element of `roles` with an empty value is left out of a POST or PUT body.
  EmptyRoleDropped,
  /// An element of another multi-valued attribute (an e-mail address, a phone number) whose value is
  /// empty is left out of a POST or PUT body. Members of a group are not: an empty member is a mistake.
  EmptyElementDropped,
  /// An empty text in a POST or PUT body where the schema knows no text (a boolean, a number, a date, a
  /// complex or multi-valued attribute) is taken as unassigned.
  EmptyTextUnassigned,
  /// `op` of a PATCH operation in any case.
  OpCaseIgnored,
  /// A PATCH without operations changes nothing.
  EmptyOperationsAccepted,
  /// "True" and "False" in any case as texts where the schema has a boolean, in bodies and in filters.
  BooleanAsText,
  /// Keys of a path-less PATCH value may name a sub-attribute: `name.givenName`.
  DottedKeyInPatch,
  /// Keys of a path-less PATCH value may begin with a schema's URN; between a URN and the attribute, in
  /// keys and in paths, may be `.` where `:` belongs.
  QualifiedKeyInPatch,
  /// Keys of a path-less PATCH value may be paths with a filter: `emails[type eq "work"].value`.
  FilteredKeyInPatch,
  /// An extension's attribute without its URN in bodies and in PATCH paths, where one extension has it.
  ExtensionNameWithoutUrn,
  /// What a PATCH says about attributes and sub-attributes that no schema knows is left out.
  UnknownInPatchDropped,
  /// Add and replace make the element that their path's filter does not find.
  FilteredPathCreates,
  /// A remove of a multi-valued attribute that has a value removes the values listed there alone.
  RemovedByValue,
  /// A remove whose path's filter finds nothing changes nothing, of any attribute.
  FilteredRemovalSpared,
  /// `manager` as a text, in an array, as JSON in a text; with an empty `value` it is unassigned.
  ManagerForms,
  /// `roles` as texts, as one value without an array, as JSON in a text; `displayName` for `display`.
  RoleForms,
  /// An empty text in an add or replace of a PATCH, and a null where the RFC has no meaning for it,
  /// unassigns what is not required.
  EmptyValueUnassigns,
  /// A filter may compare `emails[type eq "work"]` itself; its `value` is meant.
  ValuePathCompared,
  /// A filter's text may stand without quotes.
  BareValueInFilter,
  /// The number of switches; not one itself.
  Count,
};
inline constexpr std::size_t kLeniencies = static_cast<std::size_t>(Leniency::Count);

/// The switch's name, as in the log and in metrics, for example "unknown_attribute_dropped".
[[nodiscard]] std::string_view to_string(Leniency leniency) noexcept;

/// A named set of leniencies.
struct Dialect {
  std::string_view name;
  std::bitset<kLeniencies> leniencies;
  /// A PATCH of a group is answered with the group, where it is not large; else without a body, as Entra ID wants it
  /// (RFC 7644 section 3.5.2 allows both).
  bool shows_patched_groups = false;

  [[nodiscard]] bool allows(Leniency leniency) const noexcept {
    return leniencies.test(static_cast<std::size_t>(leniency));
  }
};

/// Strict by the RFC.
[[nodiscard]] const Dialect& generic() noexcept;
/// What Okta sends.
[[nodiscard]] const Dialect& okta() noexcept;
/// What Microsoft Entra ID sends, with and without `aadOptscim062020`.
[[nodiscard]] const Dialect& entra() noexcept;

/// How many requests used each leniency. Callable from any thread.
class Counters {
 public:
  void count(Leniency leniency) noexcept {
    counts_[static_cast<std::size_t>(leniency)].fetch_add(1, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t of(Leniency leniency) const noexcept {
    return counts_[static_cast<std::size_t>(leniency)].load(std::memory_order_relaxed);
  }

 private:
  std::array<std::atomic<std::uint64_t>, kLeniencies> counts_{};
};

/// A POST or PUT body as plain SCIM, ready for scim::check_resource, which also judges what is no
/// object at all.
[[nodiscard]] core::Result<core::Value> plain_resource(const core::Value& body, const scim::ResourceType& type,
                                                       const Dialect& dialect, Counters& counters);

/// A PATCH body as plain SCIM, ready for scim::parse_patch, which also judges what is no PATCH at all. A
/// remove by value whose values can't be read is InvalidValue.
[[nodiscard]] core::Result<core::Value> plain_patch(const core::Value& body, const scim::ResourceType& type,
                                                    const Dialect& dialect, Counters& counters);

/// A PATCH body through plain_patch() and scim::parse_patch(), with `creates_missing` and
/// `spares_missing` set where the dialect wants them.
[[nodiscard]] core::Result<scim::PatchRequest> read_patch(const core::Value& body, const scim::ResourceType& type,
                                                          const Dialect& dialect, Counters& counters);

/// A list's filter as plain SCIM, ready for scim::parse_filter; one that can't be read comes back as it
/// is, so that the parser tells what is wrong.
[[nodiscard]] std::string plain_filter(std::string_view filter, const scim::ResourceType& type, const Dialect& dialect,
                                       Counters& counters);

/// Whether attributes that check_resource() found unknown are dropped (and counted) or refused
/// (InvalidSyntax naming them).
[[nodiscard]] core::Outcome accept_unknown(const std::vector<std::string>& unknown, const Dialect& dialect,
                                           Counters& counters);

}  // namespace bridge::dialect
