#pragma once
// One kind of plan: who is there, what is asked, what happens afterwards.

#include <functional>
#include <string>
#include <vector>

#include "accelerated/world.hpp"

namespace bridge::accelerated {

struct Scenario {
  std::string name;
  std::vector<Services> on{Services::Rest, Services::ScimAndRest, Services::Scim};
  std::function<void(WorldOptions&)> configure{};
  /// Who is in Smartsheet beside the cast, before the bridge starts.
  std::function<void(emulator::Emulator&)> fill{};
  /// What was asked before, and answered.
  std::function<void(World&)> prepare{};
  /// Asked at the same time.
  std::function<std::vector<Request>(World&)> ask;
  /// What happens in Smartsheet, or with time, after the answer; calls from then on count as well.
  std::function<void(World&)> later{};
  /// What the identity provider may be told in the end.
  std::vector<int> statuses{200};
  /// What people can do for a moment on the way, beside what they can do in the end.
  Access passing{};
  /// So many people that only a few troubles of each sort are tried.
  bool large = false;
};

/// The cast of every scenario: heir@, anna@, ben@, carl@example.com are there, licensed; heir@ is a group admin;
/// anna@ and ben@ are in Team, anna@ in Crew.
void fill_with_cast(emulator::Emulator& smartsheet);

[[nodiscard]] std::vector<Scenario> person_scenarios();
[[nodiscard]] std::vector<Scenario> leaver_scenarios();
[[nodiscard]] std::vector<Scenario> group_scenarios();

// Words of the scenarios.
[[nodiscard]] std::string user_body(const std::string& user_name, const std::string& more = {});
[[nodiscard]] std::string group_body(const std::string& name, const std::vector<std::string>& members = {});
/// `operations` without brackets.
[[nodiscard]] std::string patch_body(const std::string& operations);
[[nodiscard]] Request patch_user(World& world, const std::string& user_name, const std::string& operations);
[[nodiscard]] Request patch_group(World& world, const std::string& name, const std::string& operations);
[[nodiscard]] Request delete_user(World& world, const std::string& user_name);
/// Asks until it is done, and complains when it is refused.
void must(World& world, const Request& request);
[[nodiscard]] std::string user_id(World& world, const std::string& user_name);

}  // namespace bridge::accelerated
