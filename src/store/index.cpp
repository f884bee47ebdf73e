#include "bridge/store/index.hpp"

#include <mutex>
#include <utility>

#include "store/forgotten_names.hpp"
#include "store/id_order.hpp"
#include "store/membership.hpp"
#include "store/resources.hpp"

namespace bridge::store {

Place place_of(const Row& row) { return {row.order, row.id}; }

bool stands_behind(const Row& row, const Place& place) noexcept {
  return row.order != place.order ? row.order > place.order : IdOrder{}(place.id, row.id);
}

bool stands_before(const Row& a, const Row& b) noexcept {
  return a.order != b.order ? a.order < b.order : IdOrder{}(a.id, b.id);
}

struct Index::State {
  std::mutex publishing;
  Resources users;
  Resources groups;
  Membership membership;
  ForgottenNames forgotten;
  core::BareNames bare;

  /// Whoever was forgotten has no name; few, so they are unpacked.
  void note_forgotten(const Glimpse& glimpse) {
    if (glimpse.kind() != Kind::User) return;
    const EntryPtr entry = glimpse.name().empty() ? glimpse.entry() : nullptr;
    forgotten.note(core::ResourceId(std::string(glimpse.id())), entry ? entry->row.name_digest : std::string());
  }

  [[nodiscard]] Resources& of(Kind kind) { return kind == Kind::User ? users : groups; }
};

Index::Index() : state_(std::make_unique<State>()) {}
Index::~Index() = default;

void Index::publish(Publication publication) {
  publication.packed.reserve(publication.packed.size() + publication.entries.size());
  for (const EntryPtr& entry : publication.entries) publication.packed.emplace_back(*entry);
  const std::lock_guard lock(state_->publishing);
  for (const Glimpse& glimpse : publication.packed) {
    state_->of(glimpse.kind()).put(glimpse);
    state_->note_forgotten(glimpse);
  }
  for (const auto& [kind, id] : publication.dropped) {
    state_->of(kind).drop(id.text);
    if (kind == Kind::User) state_->forgotten.note(id, {});
  }
  state_->membership.apply(publication);
}

Glimpse Index::glimpse(Kind kind, const core::ResourceId& id) const { return state_->of(kind).find(id.text); }

void Index::know_forgotten_by(std::function<std::string(std::string_view)> digest) {
  state_->forgotten.digest_by(std::move(digest));
}

void Index::know_bare(core::BareNames names) { state_->bare = std::move(names); }

Glimpse Index::glimpse_by_name(Kind kind, std::string_view name) const {
  if (kind != Kind::User) return state_->of(kind).find_by_name(name);
  const std::string address = state_->bare.address_of(name);
  Glimpse named = state_->users.find_by_name(address);
  const auto forgotten = named ? std::nullopt : state_->forgotten.find(address);
  return forgotten ? state_->users.find(forgotten->text) : named;
}

Glimpse Index::glimpse_by_external_id(Kind kind, std::string_view client, std::string_view external_id) const {
  return state_->of(kind).find_by_external_id(client, external_id);
}

Glimpse Index::glimpse_by_link(Kind kind, std::string_view route, const core::UpstreamId& upstream) const {
  return state_->of(kind).find_by_link(route, upstream.text);
}

EntryPtr Index::find(Kind kind, const core::ResourceId& id) const { return glimpse(kind, id).entry(); }

EntryPtr Index::find_by_name(Kind kind, std::string_view name) const { return glimpse_by_name(kind, name).entry(); }

EntryPtr Index::find_by_external_id(Kind kind, std::string_view client, std::string_view external_id) const {
  return glimpse_by_external_id(kind, client, external_id).entry();
}

EntryPtr Index::find_by_link(Kind kind, std::string_view route, const core::UpstreamId& upstream) const {
  return glimpse_by_link(kind, route, upstream).entry();
}

std::vector<Glimpse> Index::page(Kind kind, std::size_t skip, std::size_t count) const {
  return state_->of(kind).page(skip, count);
}

std::vector<Glimpse> Index::page_behind(Kind kind, const Place& place, std::size_t count) const {
  return state_->of(kind).page_behind(place, count);
}

std::size_t Index::size(Kind kind) const { return state_->of(kind).visible(); }

void Index::scan(Kind kind, const std::function<bool(const Glimpse&)>& visit) const {
  const Resources& resources = state_->of(kind);
  for (auto some = resources.some_behind({}); !some.empty(); some = resources.some_behind(some.back())) {
    for (const Glimpse& glimpse : some) {
      if (!visit(glimpse)) return;
    }
  }
}

void Index::each(Kind kind, const std::function<void(const EntryPtr&)>& visit) const {
  scan(kind, [&visit](const Glimpse& glimpse) {
    visit(glimpse.entry());
    return true;
  });
}

std::vector<core::ResourceId> Index::members(const core::ResourceId& group, bool asked_only) const {
  return state_->membership.members(group, asked_only ? Membership::Which::Asked : Membership::Which::All);
}

std::vector<core::ResourceId> Index::unasked_members(const core::ResourceId& group) const {
  return state_->membership.members(group, Membership::Which::Unasked);
}

std::vector<core::ResourceId> Index::missing_members(const core::ResourceId& group) const {
  return state_->membership.members(group, Membership::Which::Missing);
}

std::size_t Index::member_count(const core::ResourceId& group) const { return state_->membership.member_count(group); }

bool Index::is_member(const core::ResourceId& group, const core::ResourceId& user) const {
  return state_->membership.is_member(group, user);
}

bool Index::is_asked_member(const core::ResourceId& group, const core::ResourceId& user) const {
  return state_->membership.is_asked_member(group, user);
}

std::vector<core::ResourceId> Index::groups_of(const core::ResourceId& user) const {
  return state_->membership.groups_of(user);
}

std::vector<core::ResourceId> Index::groups_missing(const core::ResourceId& user) const {
  return state_->membership.groups_missing(user);
}

}  // namespace bridge::store
