#pragma once
// A person or a group as the index holds it: packed, looked into without being unpacked.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// Where an entry stands in the lists of its kind; entries that come and go move no other one.
struct Place {
  std::uint64_t order = 0;
  core::ResourceId id;
};

/// One entry in one block of memory, shared and immutable: a copy costs a reference count, whoever holds one keeps
/// what they hold. Texts that it gives live as long as some copy of it. All that stands here without a value in
/// its answer costs a look at its head; a member costs the way to it and its own size; entry() costs the whole.
class Glimpse {
 public:
  /// Of nobody.
  Glimpse() = default;
  /// Packs.
  explicit Glimpse(const Entry& entry);

  [[nodiscard]] explicit operator bool() const noexcept { return bytes_ != nullptr; }

  // Of somebody alone:

  [[nodiscard]] Kind kind() const noexcept;
  [[nodiscard]] Life life() const noexcept;
  [[nodiscard]] bool visible() const noexcept { return life() == Life::Visible; }
  [[nodiscard]] Origin origin() const noexcept;
  [[nodiscard]] bool managed() const noexcept;
  [[nodiscard]] bool unanswered() const noexcept;
  [[nodiscard]] Departure departure() const noexcept;
  [[nodiscard]] Owed owed() const noexcept;
  [[nodiscard]] std::uint64_t version() const noexcept;
  [[nodiscard]] core::Instant created() const noexcept;
  [[nodiscard]] core::Instant modified() const noexcept;
  [[nodiscard]] std::uint64_t order() const noexcept;
  [[nodiscard]] std::string_view id() const noexcept;
  [[nodiscard]] std::string_view name() const noexcept;
  [[nodiscard]] core::ResourceId resource_id() const { return core::ResourceId(std::string(id())); }
  [[nodiscard]] Place place() const { return {order(), resource_id()}; }

  /// What Smartsheet calls the resource on the route; nothing where it has no link there.
  [[nodiscard]] std::optional<std::string_view> link(std::string_view route) const noexcept;
  [[nodiscard]] std::optional<std::string_view> external_id(std::string_view client) const noexcept;

  /// By route or client, with what stands there.
  using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;
  [[nodiscard]] Pairs links() const;
  [[nodiscard]] Pairs external_ids() const;

  /// One member of Entry::shown or Row::seen, by exactly this name.
  [[nodiscard]] std::optional<core::Value> shown(std::string_view name) const;
  [[nodiscard]] std::optional<core::Value> seen(std::string_view name) const;
  /// The text under the name, empty where there is none or no text: nothing is copied.
  [[nodiscard]] std::string_view shown_text(std::string_view name) const noexcept;
  [[nodiscard]] std::string_view seen_text(std::string_view name) const noexcept;

  /// As hides_active() of the entry (row.hpp).
  [[nodiscard]] bool hides_active() const;

  /// Whether Row::seen equals this; where it is written in the same order that costs nothing but its length.
  [[nodiscard]] bool has_seen(const core::Object& record) const;

  [[nodiscard]] core::Object shown() const;
  [[nodiscard]] core::Object seen() const;
  [[nodiscard]] core::Object moving() const;

  /// All of it; a null pointer of nobody.
  [[nodiscard]] EntryPtr entry() const;

  /// What the block takes, without the allocator's share.
  [[nodiscard]] std::size_t size() const noexcept;

 private:
  std::shared_ptr<const char[]> bytes_;
};

/// In the order of lists.
[[nodiscard]] bool stands_behind(const Glimpse& glimpse, const Place& place) noexcept;
[[nodiscard]] bool stands_before(const Glimpse& a, const Glimpse& b) noexcept;

}  // namespace bridge::store
