// What a tenant tells of how it does.

#include <optional>
#include <string>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

TenantHealth health_of(Bench& bench) {
  std::optional<TenantHealth> told;
  bench.tenant->health([&](TenantHealth health) { told = std::move(health); });
  bench.loop->run();
  return told.value();
}

TEST(HealthTest, AReadTenantIsComplete) {
  Bench bench;
  bench.make();
  EXPECT_FALSE(health_of(bench).complete);
  bench.tenant->start();
  bench.loop->run();
  const TenantHealth health = health_of(bench);
  EXPECT_TRUE(health.complete);
  EXPECT_EQ(health.route, route::Route::Rest);
  EXPECT_TRUE(health.refreshed);
  EXPECT_FALSE(health.last_failure);
  EXPECT_FALSE(health.overdue);
  EXPECT_TRUE(health.shut.empty());
}

TEST(HealthTest, CountsWhatIsOpenUntilItIsCarriedOut) {
  Bench bench;
  bench.start();
  bench.serve_all();
  bench.hold("POST /users");
  const AskedPtr asked = bench.ask(create(Kind::User, person("ada@x.example")));
  EXPECT_FALSE(asked->answered());
  EXPECT_EQ(health_of(bench).open_changes, 1U);
  EXPECT_EQ(health_of(bench).waiting, 1U);
  bench.restart();
  EXPECT_EQ(health_of(bench).open_changes, 1U) << "of the run before";
}

TEST(HealthTest, CountsDowngradedPeopleWhoCanStillSignIn) {
  Bench bench;
  store::Row in = person_row("1", "in@x.example");
  in.leaving.how = store::Departure::Downgraded;
  store::Row out = person_row("2", "out@x.example", "DEACTIVATED");
  out.leaving.how = store::Departure::Downgraded;
  bench.store.contents.rows = {in, out, person_row("3", "other@x.example")};
  bench.make();
  EXPECT_EQ(health_of(bench).downgraded, 1U);
}

TEST(HealthTest, SeesInSmartsheetThatDowngradedPeopleAreOut) {
  Bench bench;
  const std::string one = std::to_string(bench.smartsheet.add_person("one@x.example"));
  const std::string two = std::to_string(bench.smartsheet.add_person("two@x.example"));
  bench.start();
  for (store::Row& row : bench.store.contents.rows) row.leaving.how = store::Departure::Downgraded;
  bench.restart();
  EXPECT_EQ(health_of(bench).downgraded, 2U);
  bench.smartsheet.change_person(std::stoll(one), "status", "DEACTIVATED");
  bench.smartsheet.people.erase(std::stoll(two));
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(health_of(bench).downgraded, 0U);
}

}  // namespace
}  // namespace bridge::work::test
