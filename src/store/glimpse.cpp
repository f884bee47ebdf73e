#include "bridge/store/glimpse.hpp"

#include <chrono>
#include <cstddef>
#include <string>

#include "store/id_order.hpp"
#include "store/packed.hpp"
#include "store/value_bytes.hpp"

namespace bridge::store {
namespace {

ByteReader behind_names(const char* block) noexcept {
  ByteReader reader(texts_of(block));
  static_cast<void>(reader.text());
  static_cast<void>(reader.text());
  static_cast<void>(reader.text());
  return reader;
}

Glimpse::Pairs pairs_at(ByteReader& reader) {
  Glimpse::Pairs pairs;
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    const std::string_view name = reader.text();
    pairs.emplace_back(name, reader.text());
  }
  return pairs;
}

/// Steps over all pairs.
std::optional<std::string_view> value_under(ByteReader& pairs, std::string_view name) noexcept {
  std::optional<std::string_view> found;
  for (std::uint64_t left = pairs.number(); left > 0; --left) {
    const bool is_meant = pairs.text() == name;
    const std::string_view value = pairs.text();
    if (is_meant) found = value;
  }
  return found;
}

std::string_view asked_of(const char* block, const PackedHead& head) noexcept {
  return part_of(block, head.asked, head.seen);
}
std::string_view seen_of(const char* block, const PackedHead& head) noexcept {
  return part_of(block, head.seen, head.seen_at_ask);
}

/// A reader in front of a member of what is shown.
std::optional<ByteReader> shown_member(const char* block, std::string_view name) noexcept {
  const PackedHead head = head_of(block);
  const std::string_view shown = part_of(block, head.shown, head.moving);
  if (shown.empty()) return find_member(asked_of(block, head), name);
  auto found = find_member(shown, name);
  return found && found->is_same() ? find_member(asked_of(block, head), name) : found;
}

std::optional<ByteReader> seen_member(const char* block, std::string_view name) noexcept {
  return find_member(seen_of(block, head_of(block)), name);
}

std::optional<core::Value> value_at(std::optional<ByteReader> reader) {
  return reader ? std::optional(reader->value()) : std::nullopt;
}

std::string_view text_at(std::optional<ByteReader> reader) noexcept {
  return reader ? reader->if_text().value_or(std::string_view()) : std::string_view();
}

bool is(const core::Value* active, bool value) noexcept {
  const bool* flag = active != nullptr ? active->if_bool() : nullptr;
  return flag != nullptr && *flag == value;
}

}  // namespace

bool hides_active(const Entry& entry) noexcept {
  const std::optional<bool>& removed = entry.row.removed_active;
  return removed && is(entry.shown.find("active"), *removed);
}

Glimpse::Glimpse(const Entry& entry) : bytes_(pack(entry)) {}

Kind Glimpse::kind() const noexcept { return head_of(bytes_.get()).kind; }
Life Glimpse::life() const noexcept { return head_of(bytes_.get()).life; }
Origin Glimpse::origin() const noexcept { return head_of(bytes_.get()).origin; }
bool Glimpse::managed() const noexcept { return head_of(bytes_.get()).managed; }
bool Glimpse::unanswered() const noexcept { return head_of(bytes_.get()).unanswered; }
Departure Glimpse::departure() const noexcept { return head_of(bytes_.get()).departure; }
Owed Glimpse::owed() const noexcept { return head_of(bytes_.get()).owed; }
std::uint64_t Glimpse::version() const noexcept { return head_of(bytes_.get()).version; }
std::uint64_t Glimpse::order() const noexcept { return head_of(bytes_.get()).order; }
core::Instant Glimpse::created() const noexcept {
  return core::Instant(std::chrono::milliseconds(head_of(bytes_.get()).created));
}
core::Instant Glimpse::modified() const noexcept {
  return core::Instant(std::chrono::milliseconds(head_of(bytes_.get()).modified));
}
std::size_t Glimpse::size() const noexcept { return head_of(bytes_.get()).end; }

std::string_view Glimpse::id() const noexcept { return ByteReader(texts_of(bytes_.get())).text(); }

std::string_view Glimpse::name() const noexcept {
  ByteReader reader(texts_of(bytes_.get()));
  static_cast<void>(reader.text());
  return reader.text();
}

std::optional<std::string_view> Glimpse::link(std::string_view route) const noexcept {
  ByteReader reader = behind_names(bytes_.get());
  return value_under(reader, route);
}

std::optional<std::string_view> Glimpse::external_id(std::string_view client) const noexcept {
  ByteReader reader = behind_names(bytes_.get());
  static_cast<void>(value_under(reader, {}));
  return value_under(reader, client);
}

Glimpse::Pairs Glimpse::links() const {
  ByteReader reader = behind_names(bytes_.get());
  return pairs_at(reader);
}

Glimpse::Pairs Glimpse::external_ids() const {
  ByteReader reader = behind_names(bytes_.get());
  static_cast<void>(value_under(reader, {}));
  return pairs_at(reader);
}

std::optional<core::Value> Glimpse::shown(std::string_view name) const {
  return value_at(shown_member(bytes_.get(), name));
}

std::optional<core::Value> Glimpse::seen(std::string_view name) const {
  return value_at(seen_member(bytes_.get(), name));
}

std::string_view Glimpse::shown_text(std::string_view name) const noexcept {
  return text_at(shown_member(bytes_.get(), name));
}

std::string_view Glimpse::seen_text(std::string_view name) const noexcept {
  return text_at(seen_member(bytes_.get(), name));
}

bool Glimpse::hides_active() const {
  const std::optional<bool> removed = removed_active_of(head_of(bytes_.get()));
  if (!removed) return false;
  const std::optional<core::Value> active = shown("active");
  return active && is(&*active, *removed);
}

bool Glimpse::has_seen(const core::Object& record) const {
  const std::string_view seen = seen_of(bytes_.get(), head_of(bytes_.get()));
  std::string packed;
  packed.reserve(seen.size());
  put_members(packed, record);
  // Doubles are compared as numbers, and members in any order.
  return packed == seen || members_of(seen) == record;
}

core::Object Glimpse::shown() const {
  const PackedHead head = head_of(bytes_.get());
  const std::string_view shown = part_of(bytes_.get(), head.shown, head.moving);
  const std::string_view asked = asked_of(bytes_.get(), head);
  return shown.empty() ? members_of(asked) : members_of(shown, members_of(asked));
}

core::Object Glimpse::seen() const { return members_of(seen_of(bytes_.get(), head_of(bytes_.get()))); }

core::Object Glimpse::moving() const {
  const PackedHead head = head_of(bytes_.get());
  return members_of(part_of(bytes_.get(), head.moving, head.end));
}

EntryPtr Glimpse::entry() const { return bytes_ ? std::make_shared<const Entry>(unpack(bytes_.get())) : nullptr; }

bool stands_behind(const Glimpse& glimpse, const Place& place) noexcept {
  const std::uint64_t order = glimpse.order();
  return order != place.order ? order > place.order : IdOrder{}(place.id.text, glimpse.id());
}

bool stands_before(const Glimpse& a, const Glimpse& b) noexcept {
  const std::uint64_t order = a.order();
  return order != b.order() ? order < b.order() : IdOrder{}(a.id(), b.id());
}

}  // namespace bridge::store
