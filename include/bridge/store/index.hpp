#pragma once
// One tenant's people and groups in memory, for readers on any thread.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/bare_names.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/store/glimpse.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// What one publication changes; readers see all of it or nothing of one resource's part.
struct Publication {
  /// In place of what was published under the same kind and id.
  std::vector<EntryPtr> entries;
  /// With their memberships.
  std::vector<std::pair<Kind, core::ResourceId>> dropped;
  std::vector<MembershipChange> memberships;
  /// As `entries`, where they are packed already.
  std::vector<Glimpse> packed{};
};

[[nodiscard]] Place place_of(const Row& row);
/// Whether the row stands behind the place.
[[nodiscard]] bool stands_behind(const Row& row, const Place& place) noexcept;
[[nodiscard]] bool stands_before(const Row& a, const Row& b) noexcept;

/// Readers share, one publication happens at a time. Entries are immutable and kept packed: a Glimpse is what the
/// index has, an EntryPtr is unpacked for whoever asks, anew each time. Look-ups by id, name, externalId and
/// upstream id cost the same whatever the size; so does one member added to a large group. A page costs its own
/// length and one step for every 256 to 512 entries before it.
class Index {
 public:
  Index();
  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  void publish(Publication publication);

  /// How a name becomes Row::name_digest: once, before anybody looks. People who were forgotten are found by name
  /// through it, where nobody has the name itself.
  void know_forgotten_by(std::function<std::string(std::string_view)> digest);

  /// How a person's bare name becomes the name of their row: once, before anybody looks.
  void know_bare(core::BareNames names);

  /// Whatever its life. This and the look-ups by key give a null pointer when there is none.
  [[nodiscard]] EntryPtr find(Kind kind, const core::ResourceId& id) const;
  // By key: whatever its life. Where several share a key, a Visible one is found before others, then
  // the one that came to the key last; an empty key finds nothing.

  /// By userName, bare or not, or displayName, ASCII case ignored.
  [[nodiscard]] EntryPtr find_by_name(Kind kind, std::string_view name) const;
  [[nodiscard]] EntryPtr find_by_external_id(Kind kind, std::string_view client, std::string_view external_id) const;
  [[nodiscard]] EntryPtr find_by_link(Kind kind, std::string_view route, const core::UpstreamId& upstream) const;

  // The same, without unpacking: of nobody where there is none.
  [[nodiscard]] Glimpse glimpse(Kind kind, const core::ResourceId& id) const;
  [[nodiscard]] Glimpse glimpse_by_name(Kind kind, std::string_view name) const;
  [[nodiscard]] Glimpse glimpse_by_external_id(Kind kind, std::string_view client, std::string_view external_id) const;
  [[nodiscard]] Glimpse glimpse_by_link(Kind kind, std::string_view route, const core::UpstreamId& upstream) const;

  /// Visible entries in the order of lists, `skip` of them left out, at most `count`.
  [[nodiscard]] std::vector<Glimpse> page(Kind kind, std::size_t skip, std::size_t count) const;
  /// Visible entries that stand behind the place, at most `count`. Costs its own length.
  [[nodiscard]] std::vector<Glimpse> page_behind(Kind kind, const Place& place, std::size_t count) const;
  /// How many visible entries there are.
  [[nodiscard]] std::size_t size(Kind kind) const;
  /// Calls `visit` with every entry, whatever its life, in the order of lists, until it answers false. Entries
  /// published meanwhile may be missed; no lock is held during a call.
  void scan(Kind kind, const std::function<bool(const Glimpse&)>& visit) const;
  /// The same with every entry unpacked: for few, or where all of each is needed.
  void each(Kind kind, const std::function<void(const EntryPtr&)>& visit) const;

  /// Members of a group that are Visible or Guest, in the order of their ids; with `asked_only` those
  /// that the identity provider put there.
  [[nodiscard]] std::vector<core::ResourceId> members(const core::ResourceId& group, bool asked_only = false) const;
  /// Of the members, those that nobody asked for.
  [[nodiscard]] std::vector<core::ResourceId> unasked_members(const core::ResourceId& group) const;
  /// Who was asked for and is no longer there in Smartsheet: people that are shown, in the order of their ids.
  [[nodiscard]] std::vector<core::ResourceId> missing_members(const core::ResourceId& group) const;
  [[nodiscard]] std::size_t member_count(const core::ResourceId& group) const;
  [[nodiscard]] bool is_member(const core::ResourceId& group, const core::ResourceId& user) const;
  /// A member that the identity provider put there.
  [[nodiscard]] bool is_asked_member(const core::ResourceId& group, const core::ResourceId& user) const;
  /// The groups (Visible ones) that a user is a direct member of.
  [[nodiscard]] std::vector<core::ResourceId> groups_of(const core::ResourceId& user) const;
  /// The groups, whatever their life, that a user was asked for in and is no longer in.
  [[nodiscard]] std::vector<core::ResourceId> groups_missing(const core::ResourceId& user) const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace bridge::store
