#include "bench/scale/company.hpp"

#include <unordered_map>
#include <utility>

#include "bench/directory.hpp"
#include "bench/scale/load.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/scim/resource.hpp"
#include "bridge/store/store.hpp"

namespace bridge::bench {

namespace {

using core::Object;

constexpr std::size_t kRowsAtOnce = 1'000;
constexpr std::size_t kSmallGroup = 5;

bool is_active(const Object& user) { return core::flag_or_false(user, "active"); }

Object record_of(const Object& user) {
  const Object& name = *user.find("name")->if_object();
  return {{"email", core::text_or_empty(user, "userName")},
          {"firstName", core::text_or_empty(name, "givenName")},
          {"lastName", core::text_or_empty(name, "familyName")},
          {"licensedSheetCreator", true},
          {"status", is_active(user) ? "ACTIVE" : "DEACTIVATED"}};
}

/// As a write would keep it.
Object asked_of(const Object& user) {
  auto checked = scim::check_resource(core::Value(user.without("id").without("meta")), schemas().user());
  if (!checked) give_up(checked.error().detail);
  return checked->resource.without("externalId");
}

void wait_for(store::Store& store, store::Change change) {
  store.commit(core::TenantName("default"), std::move(change), [](const core::Outcome& outcome) {
    if (!outcome) give_up("the store can't be written: " + outcome.error().context.text);
  });
  store.flush();
}

}  // namespace

Company::Company(Size size) : size_(size), token_(core::new_idp_token().expose()) {
  emulator::Options options;
  options.rate_limit = 0;
  emulator_ = emulator::Emulator::make(options, clock_);
  emulator_->add_token({token_, "admin@example.com", false, false, {}, emulator::TokenUse::Rest});
  std::vector<std::int64_t> everybody;
  std::vector<std::int64_t> outside;
  for (const Object& user : many_users(size.people)) {
    everybody.push_back(emulator_->add_user(record_of(user)));
    if (!is_active(user)) continue;
    active_.push_back(std::to_string(everybody.back()));
    if (everybody.size() > size.members) outsiders_.push_back(active_.back());
  }
  for (std::size_t i = 0; i < size.groups; ++i) {
    const std::size_t members = i == 0 ? size.members : kSmallGroup;
    std::vector<std::int64_t> of_group;
    for (std::size_t j = 0; j < members; ++j) {
      of_group.push_back(everybody[i == 0 ? j : (i * kSmallGroup + j) % size.members]);
    }
    groups_.push_back(std::to_string(emulator_->add_group("Team " + std::to_string(i), of_group)));
  }
  auto server = emulator::EmulatorServer::start(*emulator_, 0);
  if (!server) give_up(server.error().detail);
  server_ = std::move(*server);
}

void Company::manage(const std::filesystem::path& file) const {
  auto opened = store::Store::open(file.string());
  if (!opened) give_up(opened.error().detail);
  store::Store& store = **opened;
  auto contents = store.load(core::TenantName("default"));
  if (!contents) give_up(contents.error().detail);
  std::unordered_map<std::string, Object> users;
  for (Object& user : many_users(size_.people)) users.emplace(core::text_or_empty(user, "userName"), std::move(user));
  store::Change change;
  for (store::Row& row : contents->rows) {
    const auto user = users.find(row.name);
    if (row.kind == store::Kind::Group) {
      row.asked = Object{{"displayName", row.name}};
    } else if (user != users.end()) {
      row.asked = asked_of(user->second);
      row.external_ids["okta"] = std::string(core::text_or_empty(user->second, "externalId"));
    } else {
      continue;
    }
    row.managed = true;
    row.seen_at_ask = row.seen;
    change.put.push_back(std::move(row));
    if (change.put.size() == kRowsAtOnce) wait_for(store, std::exchange(change, {}));
  }
  for (const store::StoredMember& member : contents->members) {
    change.memberships.push_back({member.group, {member.user}, {}, true});
  }
  wait_for(store, std::move(change));
}

}  // namespace bridge::bench
