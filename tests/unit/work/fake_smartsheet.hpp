#pragma once
// As much of Smartsheet as a tenant needs to be served: people and groups by id.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::work::test {

class FakeSmartsheet {
 public:
  struct Group {
    core::Object record;
    std::set<std::int64_t> members;
  };

  transport::Reply serve(const route::RestCall& call);

  std::int64_t add_person(std::string_view email, std::string_view status = "ACTIVE", bool internal = true);
  std::int64_t add_group(std::string_view name, std::set<std::int64_t> members = {});
  void change_person(std::int64_t id, std::string_view attribute, core::Value value);
  void change_members(std::int64_t id, std::set<std::int64_t> members);
  /// How many people have this address.
  [[nodiscard]] std::size_t people_called(std::string_view email) const;

  std::map<std::int64_t, core::Object> people;
  /// Of the token; nobody in the directory.
  core::Object owner{
      {"id", 900}, {"email", "bridge@example.com"}, {"status", "ACTIVE"}, {"admin", true}, {"groupAdmin", true}};
  std::map<std::int64_t, Group> groups;
  /// Left out of listings, as if Smartsheet had a bad day.
  std::set<std::int64_t> unlisted;
  /// POST invites anew, under the id of before, who declined and who is deactivated; else 1016.
  bool declined_may_be_invited = false;
  bool deactivated_may_be_invited = false;
  /// Whoever has not accepted their invitation can't be deactivated: 1188.
  bool refuses_pending = false;
  /// The errorCode with which every deactivation is refused (1358 with 501, others with 403).
  std::optional<int> deactivation_refused;
  /// Records on one page at the most.
  std::size_t page_size = 10'000;

 private:
  transport::Reply serve_people(const route::RestCall& call, const std::vector<std::string>& parts);
  transport::Reply serve_groups(const route::RestCall& call, const std::vector<std::string>& parts);
  /// fake_departures.cpp: removals, and what Smartsheet refuses when access is taken; else nothing.
  [[nodiscard]] std::optional<transport::Reply> serve_departure(const route::RestCall& call,
                                                                const std::vector<std::string>& parts, std::int64_t id);
  transport::Reply remove_person(const route::RestCall& call, std::int64_t id);
  [[nodiscard]] bool owns_groups(std::int64_t id) const;
  transport::Reply create_person(const core::Object& body);
  transport::Reply create_group(const core::Object& body);
  transport::Reply change_members(const route::RestCall& call, const std::vector<std::string>& parts);
  [[nodiscard]] std::optional<std::int64_t> invitable(std::string_view email) const;
  [[nodiscard]] transport::Reply page(const std::vector<core::Object>& records, std::string_view path) const;
  void join(Group& group, const core::Value* addresses) const;
  void touch(Group& group);

  std::int64_t next_id_ = 1001;
  int modified_ = 0;
};

}  // namespace bridge::work::test
