// A crash at every call of every way to leave, arrived or not: the next start and a repeat of the request come to
// the same end, and nobody is removed without somebody who gets what they owned.

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using core::Fallback;
using core::OnPending;
using core::TakeAccess;

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

struct Way {
  const char* name;
  TakeAccess how = TakeAccess::Deactivate;
  OnPending pending = OnPending::Defer;
  Fallback fallback = Fallback::Error;
  const char* status = "ACTIVE";
  std::optional<int> refused = std::nullopt;
};

const Way kWays[] = {
    {"deactivate"},
    {"downgrade", TakeAccess::Downgrade},
    {"remove", TakeAccess::Remove},
    {"defer", TakeAccess::Deactivate, OnPending::Defer, Fallback::Error, "PENDING"},
    {"cancel", TakeAccess::Deactivate, OnPending::Cancel, Fallback::Error, "PENDING"},
    {"fall back", TakeAccess::Deactivate, OnPending::Defer, Fallback::Downgrade, "ACTIVE", 1359},
};

/// Which call is the last before the crash, and whether it arrived; none: no crash.
struct Crash {
  std::size_t at = 0;
  bool arrived = false;
};

class Trial {
 public:
  Trial(const Way& way, Services services) : bench(services) {
    FakeSmartsheet& smartsheet = bench.smartsheet;
    smartsheet.add_person("ann@x.example");
    smartsheet.add_person("hal@x.example");
    smartsheet.change_person(1001, "licensedSheetCreator", true);
    smartsheet.change_person(1002, "licensedSheetCreator", true);
    smartsheet.change_person(1002, "groupAdmin", true);
    smartsheet.add_group("Team", {1001, 1002});
    smartsheet.add_group("Crew", {1001});
    smartsheet.change_person(1001, "status", way.status);
    if (std::string(way.status) == "ACTIVE") {
      smartsheet.change_person(1001, "groupAdmin", true);
      const std::int64_t club = smartsheet.add_group("Club");
      smartsheet.groups[club].record = smartsheet.groups[club].record.with("ownerId", 1001);
    }
    smartsheet.refuses_pending = true;
    smartsheet.deactivation_refused = way.refused;
    core::DeprovisionPolicy& policy = bench.settings.access.deprovision;
    policy.on_deactivate = way.how;
    policy.pending = way.pending;
    policy.fallback = way.fallback;
    policy.transfer_to = "hal@x.example";
    bench.start();
  }

  /// How many calls were made until the end or the crash.
  std::size_t leave(const std::optional<Crash>& crash) {
    std::size_t calls = 0;
    const auto script = [&, crash](const auto& call, auto& service) -> std::optional<transport::Reply> {
      const std::size_t number = calls++;
      if (!crash || number < crash->at) return service.serve(call);
      if (number == crash->at && crash->arrived) static_cast<void>(service.serve(call));
      return std::nullopt;
    };
    bench.client->script = [&, script](const route::RestCall& call) { return script(call, bench.smartsheet); };
    bench.scim_client->script = [&, script](const route::ScimCall& call) { return script(call, bench.scim); };
    static_cast<void>(bench.ask(modify(Kind::User, "1001", kOff)));
    if (!crash) return calls;
    bench.restart();
    bench.loop->advance(std::chrono::minutes(5));
    const AskedPtr again = bench.ask(modify(Kind::User, "1001", kOff));
    EXPECT_TRUE(again->ok()) << again->fault();
    return calls;
  }

  /// What is left, in Smartsheet and in the store, as text.
  [[nodiscard]] std::string end_state() const {
    std::string text;
    const auto ann = bench.smartsheet.people.find(1001);
    if (ann == bench.smartsheet.people.end()) {
      text += "absent";
    } else {
      text += std::string(core::text_or_empty(ann->second, "status"));
      for (const char* flag : {"licensedSheetCreator", "groupAdmin"}) {
        if (core::flag_or_false(ann->second, flag)) text += std::string(" ") + flag;
      }
    }
    for (const auto& [id, group] : bench.smartsheet.groups) {
      const core::Value* owner = group.record.find("ownerId");
      text += "; " + std::string(core::text_or_empty(group.record, "name")) +
              (group.members.contains(1001) ? " with" : " without") +
              (owner != nullptr && *owner == core::Value(1001) ? ", owned" : "");
    }
    const store::EntryPtr entry = bench.find(Kind::User, "1001");
    if (!entry) return text + "; no row";
    const store::Leaving& leaving = entry->row.leaving;
    text += "; how " + std::to_string(static_cast<int>(leaving.how)) + ", owed " +
            std::to_string(static_cast<int>(leaving.owed)) + ", links " + std::to_string(entry->row.links.size());
    for (const std::string& role : leaving.roles) text += " " + role;
    if (entry->shown.find("active") != nullptr)
      text += *entry->shown.find("active") == core::Value(true) ? " on" : " off";
    return text + "; intents " + std::to_string(bench.store.contents.intents.size());
  }

  Bench bench;
};

class DepartureRestartTest : public ::testing::TestWithParam<Services> {};
INSTANTIATE_TEST_SUITE_P(Routes, DepartureRestartTest, ::testing::Values(Services::Rest, Services::Both),
                         [](const auto& row) { return row.param == Services::Rest ? "Rest" : "ScimAndRest"; });

TEST_P(DepartureRestartTest, ComesToTheSameEnd) {
  std::size_t combinations = 0;
  for (const Way& way : kWays) {
    // Of SCIM it is the service itself that refuses, without such codes.
    if (way.refused && GetParam() == Services::Both) continue;
    Trial undisturbed(way, GetParam());
    const std::size_t calls = undisturbed.leave(std::nullopt);
    const std::string end = undisturbed.end_state();
    EXPECT_NE(end.find(" off"), std::string::npos) << way.name << ": " << end;
    for (std::size_t at = 0; at < calls; ++at) {
      for (const bool arrived : {false, true}) {
        Trial run(way, GetParam());
        static_cast<void>(run.leave(Crash{at, arrived}));
        EXPECT_EQ(run.end_state(), end) << way.name << ", call " << at << (arrived ? ", arrived" : "");
        ++combinations;
      }
    }
  }
  EXPECT_GT(combinations, 20U);
}

}  // namespace
}  // namespace bridge::work::test
