#pragma once
// A tenant whose people and groups are changed behind its back.

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/work/reconciler.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {

using Lines = std::vector<std::string>;

class DriftFixture : public ::testing::Test {
 protected:
  explicit DriftFixture(Services services = Services::Rest) : bench(services) {}

  /// Through SCIM, and their invitation accepted; gives our id.
  std::string post(const std::string& user_name, const std::string& more = {}) {
    const std::string id = bench.ask(create(Kind::User, person(user_name, more)))->id();
    for (const auto& [upstream, record] : bench.smartsheet.people) {
      if (core::text_or_empty(record, "email") != user_name) continue;
      bench.smartsheet.change_person(upstream, "status", "ACTIVE");
      break;
    }
    EXPECT_EQ(bench.refresh(), "fine");
    return id;
  }
  std::string post_group(const std::string& name, const std::vector<std::string>& members = {}) {
    const std::string id = bench.ask(create(Kind::Group, group(name, members)))->id();
    EXPECT_EQ(bench.refresh(), "fine") << "so that both services' names for it are known";
    return id;
  }
  /// Smartsheet's own number for it.
  [[nodiscard]] std::int64_t number(Kind kind, const std::string& id) const {
    const std::string link = bench.link(kind, id, route::Route::Rest);
    return link.empty() ? 0 : std::stoll(link);
  }

  /// Reads everything anew; "done" or "failed".
  std::string sync() {
    Reconciler& reconciler = bench.tenant->reconciler();
    reconciler.begin_sync([](const SyncStatus&) {});
    bench.loop->run();
    SyncStatus status;
    reconciler.sync_status([&](SyncStatus now) { status = std::move(now); });
    bench.loop->run();
    return to_string(status.course);
  }
  std::vector<Drift> found() {
    core::Result<std::vector<Drift>> drifts = core::failure(FaultKind::Bug, "no answer");
    bench.tenant->reconciler().drift([&](auto result) { drifts = std::move(result); });
    bench.loop->run();
    EXPECT_TRUE(drifts) << (drifts ? "" : drifts.error().detail);
    return drifts ? *drifts : std::vector<Drift>();
  }
  /// After a sync: "access_gone user a@x.example active".
  Lines drift() {
    EXPECT_EQ(sync(), "done");
    Lines lines;
    for (const Drift& one : found()) {
      lines.push_back(std::string(to_string(one.what)) + " " + one.name +
                      (one.attribute.empty() ? "" : " " + one.attribute));
    }
    return lines;
  }
  RepairPlan plan() {
    core::Result<RepairPlan> planned = core::failure(FaultKind::Bug, "no answer");
    bench.tenant->reconciler().plan_repair([&](auto result) { planned = std::move(result); });
    bench.loop->run();
    EXPECT_TRUE(planned);
    return planned ? *planned : RepairPlan();
  }
  /// What begin_repair() said: "fine" or the fault's name.
  std::string begin(std::uint64_t number) {
    std::string told;
    bench.tenant->reconciler().begin_repair(
        number, [&](const core::Outcome& begun) { told = begun ? "fine" : core::to_string(begun.error().kind); });
    bench.loop->run();
    return told;
  }
  RepairStatus repaired() {
    RepairStatus status;
    bench.tenant->reconciler().repair_status([&](RepairStatus now) { status = std::move(now); });
    bench.loop->run();
    return status;
  }
  /// Plans and repairs all of it; gives what could not be done.
  Lines repair() {
    bench.forget();
    EXPECT_EQ(begin(plan().number), "fine");
    const RepairStatus status = repaired();
    EXPECT_STREQ(to_string(status.course), "done");
    EXPECT_EQ(status.outcomes.size(), status.of);
    Lines problems;
    for (const RepairOutcome& one : status.outcomes) {
      if (one.problem) problems.push_back(one.name + ": " + core::to_string(one.problem->kind));
    }
    return problems;
  }

  Bench bench;
};

}  // namespace bridge::work::test
