#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Calls = std::vector<std::string>;

core::Result<core::ResourceId> me(Bench& bench, const char* token) {
  std::vector<core::Result<core::ResourceId>> answers;
  bench.service->me(bench.who(token), [&](core::Result<core::ResourceId> id) { answers.push_back(std::move(id)); });
  EXPECT_EQ(answers.size(), 1U);
  return answers.at(0);
}

TEST(Me, IsTheUserThatTheTokenActsFor) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  const auto id = me(bench, kMe);
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_EQ(id->text, "7");
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(Me, IsNotImplementedForATokenThatActsForNobody) {
  Bench bench;
  EXPECT_TRUE(fails_with(me(bench, kEntra), FaultKind::NotImplemented, "acts for nobody"));
  bench.tenant.read = false;
  EXPECT_TRUE(fails_with(me(bench, kEntra), FaultKind::NotImplemented, "acts for nobody"));
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(Me, IsNotFoundWhereThereIsNoSuchUser) {
  Bench bench;
  EXPECT_TRUE(fails_with(me(bench, kMe), FaultKind::NotFound, "/Me"));
  put(bench.tenant.rows, user("7", "ada@x", store::Life::Deleted), R"({"userName":"ada@x"})");
  EXPECT_TRUE(fails_with(me(bench, kMe), FaultKind::NotFound, "/Me"));
  put(bench.tenant.rows, user("7", "ada@x", store::Life::Guest), R"({"userName":"ada@x"})");
  EXPECT_TRUE(fails_with(me(bench, kMe), FaultKind::NotFound, "/Me"));
  EXPECT_EQ(me(bench, kMe).error().detail.find("ada"), std::string::npos);
}

TEST(Me, IsLookedUpAtEachRequest) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  EXPECT_TRUE(me(bench, kMe));
  put(bench.tenant.rows, user("7", "ada@x", store::Life::Deleted), R"({"userName":"ada@x"})");
  EXPECT_FALSE(me(bench, kMe));
}

TEST(Me, IsAskedOfSmartsheetBeforeCompleteness) {
  Bench bench;
  bench.tenant.read = false;
  bench.tenant.find = [&] { put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})"); };
  const auto id = me(bench, kMe);
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_EQ(id->text, "7");
  EXPECT_EQ(bench.tenant.calls, Calls{"look_up_name ada@x"});
  EXPECT_TRUE(me(bench, kMe));
  EXPECT_EQ(bench.tenant.calls.size(), 1U);
}

TEST(Me, PassesTheFaultOfTheLookUpOn) {
  Bench bench;
  bench.tenant.read = false;
  bench.tenant.outcome = core::failure(FaultKind::UpstreamTimeout, "slow");
  EXPECT_TRUE(fails_with(me(bench, kMe), FaultKind::UpstreamTimeout, "slow"));
}

}  // namespace
}  // namespace bridge::service::test
