// Which plans may begin, and which are refused before anything is committed.

#include <string>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using core::Outcome;

route::Plan plan_of(std::size_t calls) {
  route::Plan plan;
  for (std::size_t i = 0; i < calls; ++i) {
    plan.steps.push_back({route::Purpose::RemoveMembers,
                          route::RestCall{"DELETE", "/groups/1/members/" + std::to_string(i), {}},
                          route::OnUnknown::Repeat,
                          {},
                          {}});
  }
  return plan;
}

TenantSettings with_budget(std::uint32_t a_minute) {
  TenantSettings settings;
  settings.requests_per_minute = a_minute;
  return settings;
}

struct WaysBench : public StateBench {
  explicit WaysBench(std::uint32_t a_minute) : StateBench(with_budget(a_minute)) {
    client.script = [](const route::RestCall&) { return std::optional(answer(200, std::string("{}"))); };
  }
  void spend(std::size_t calls) {
    for (std::size_t i = 0; i < calls; ++i) {
      state.ways.submit(Priority::Person, route::RestCall{"GET", "/x", {}}, true, [](const CallResult&) {});
    }
    loop.run();
  }
  [[nodiscard]] std::string may_begin(std::size_t calls, seconds wait) {
    const Outcome outcome = state.ways.may_begin(plan_of(calls), Priority::Group, clock.tick() + wait);
    if (outcome) return "yes";
    const auto after = outcome.error().retry_after;
    return std::string(core::to_string(outcome.error().kind)) + " " + (after ? std::to_string(after->count()) : "");
  }
};

struct BeginCase {
  const char* name;
  /// Of 60 a minute, half of which is there at the start.
  std::size_t spent;
  std::size_t calls;
  seconds wait;
  const char* answer;
};

TEST(Ways, LetAPlanBeginThatCanEndInTime) {
  const BeginCase cases[] = {
      {"nothing to send", 100, 0, seconds(0), "yes"},
      {"one call at once", 0, 1, seconds(25), "yes"},
      {"all that is left", 20, 10, seconds(25), "yes"},
      {"the last call leaves just in time", 30, 20, seconds(20), "yes"},
      {"the first call leaves too late", 60, 1, seconds(25), "UpstreamRateLimited 60"},
      {"the last call leaves too late", 40, 20, seconds(25), "UpstreamRateLimited 30"},
      {"it is longer than anybody waits, and begins at once", 0, 400, seconds(25), "yes"},
      {"it is longer than anybody waits, and begins in time", 40, 400, seconds(25), "yes"},
      {"it is longer than anybody waits, and begins too late", 60, 400, seconds(25), "UpstreamRateLimited 60"},
  };
  for (const BeginCase& one : cases) {
    SCOPED_TRACE(one.name);
    WaysBench bench(60);
    bench.spend(one.spent);
    EXPECT_EQ(bench.may_begin(one.calls, one.wait), one.answer);
  }
}

TEST(Ways, LetNothingBeginWhileNothingMayLeave) {
  struct Case {
    const char* name;
    transport::Reply reply;
    const char* answer;
  };
  const Case cases[] = {
      {"token refused", refusal(401, 1003), "UpstreamCredential 10"},
      {"no answer", trouble(transport::Trouble::TimedOut), "UpstreamUnavailable 10"},
      {"refusal", refusal(400, 1018), "yes"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    WaysBench bench(300);
    bench.client.script = [&](const route::RestCall&) { return std::optional(one.reply); };
    for (int i = 0; i < 10; ++i) {
      const std::string path = i % 2 == 0 ? "/users" : "/groups";
      bench.state.ways.submit(Priority::Person, route::RestCall{"GET", path, {}}, true, [](const CallResult&) {});
      bench.loop.run();
    }
    EXPECT_EQ(bench.may_begin(1, seconds(25)), one.answer);
    EXPECT_EQ(bench.may_begin(400, seconds(25)), one.answer);
    EXPECT_EQ(bench.may_begin(0, seconds(25)), "yes") << "what needs no call";
  }
}

TEST(Ways, ATroubleIsThatOfOneService) {
  StateBench bench({}, Services::Both);
  bench.client.script = [](const route::RestCall&) { return std::optional(refusal(401, 1003)); };
  bench.state.ways.submit(Priority::Person, route::RestCall{"GET", "/users", {}}, true, [](const CallResult&) {});
  bench.loop.run();
  EXPECT_TRUE(bench.state.ways.trouble(route::Route::Rest));
  EXPECT_FALSE(bench.state.ways.trouble(route::Route::Scim));
  EXPECT_TRUE(bench.state.ways.trouble(plan_of(1)));
}

}  // namespace
}  // namespace bridge::work::test
