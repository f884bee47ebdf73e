#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

using When = FaultPlan::When;
using What = FaultPlan::What;

constexpr const char* kAnn = R"({"email":"ann@example.com"})";

FaultPlan fault(What what, When when) {
  FaultPlan plan;
  plan.match = "POST /users";
  plan.what = what;
  plan.when = when;
  return plan;
}

std::int64_t ann_count(const World& world) {
  return world.ask("GET", "/users?email=ann@example.com").integer("totalCount");
}

TEST(Faults, DoTheWorkOrNotAsPlanned) {
  for (const What what : {What::Error, What::LostAnswer, What::NotJson, What::Truncated}) {
    for (const When when : {When::BeforeWork, When::AfterWork}) {
      SCOPED_TRACE(static_cast<int>(what));
      const World world;
      world.emulator->inject(fault(what, when));
      world.ask("POST", "/users", kAnn);
      EXPECT_EQ(ann_count(world), when == When::AfterWork ? 1 : 0);
      EXPECT_EQ(world.ask("POST", "/users", kAnn).status, when == When::AfterWork ? 403 : 200) << "the fault is over";
    }
  }
}

TEST(Faults, AnswerWithTheErrorAskedFor) {
  const struct {
    int status;
    int code;
  } cases[] = {{503, 4001}, {500, 4002}, {500, 4004}, {429, 4003}, {500, 4000}, {403, 1004}, {500, 9999}};
  for (const auto& row : cases) {
    const World world;
    FaultPlan plan = fault(What::Error, When::BeforeWork);
    plan.status = row.status;
    plan.error_code = row.code;
    world.emulator->inject(plan);
    expect_refused(world.ask("POST", "/users", kAnn), row.status, row.code);
  }
}

TEST(Faults, LoseAnswers) {
  const World world;
  world.emulator->inject(fault(What::LostAnswer, When::AfterWork));
  const Seen seen = world.ask("POST", "/users", kAnn);
  EXPECT_TRUE(seen.reply.lost);
  EXPECT_EQ(seen.text, "");
  EXPECT_EQ(world.emulator->log().back().status, 0);
}

TEST(Faults, AnswerWithSomethingElseThanJson) {
  const World world;
  world.emulator->inject(fault(What::NotJson, When::AfterWork));
  const Seen seen = world.ask("POST", "/users", kAnn);
  EXPECT_EQ(seen.status, 502);
  EXPECT_FALSE(json::parse(seen.text));
  EXPECT_EQ(seen.reply.headers.front().second, "text/html");
}

TEST(Faults, CutAnswersInTheMiddle) {
  for (const When when : {When::BeforeWork, When::AfterWork}) {
    const World world;
    world.emulator->inject(fault(What::Truncated, when));
    const Seen seen = world.ask("POST", "/users", kAnn);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.text.front(), '{');
    EXPECT_FALSE(json::parse(seen.text));
  }
}

TEST(Faults, DelayTheAnswerOrTheWork) {
  Options options;
  options.latency = std::chrono::milliseconds(5);
  const World world(options);
  EXPECT_EQ(world.ask("GET", "/users").reply.delay.count(), 5);

  FaultPlan plan = fault(What::Delay, When::AfterWork);
  plan.delay = std::chrono::milliseconds(70);
  world.emulator->inject(plan);
  const Seen after = world.ask("POST", "/users", kAnn);
  EXPECT_EQ(after.reply.delay.count(), 75);
  EXPECT_FALSE(after.reply.late_work);
  EXPECT_EQ(ann_count(world), 1);

  plan.when = When::BeforeWork;
  plan.match = "DELETE /users";
  world.emulator->inject(plan);
  const Seen before = world.ask("DELETE", path_of("users", after.integer("result.id")));
  EXPECT_EQ(before.reply.delay.count(), 75);
  EXPECT_EQ(ann_count(world), 1) << "nothing is done yet";
  ASSERT_TRUE(before.reply.late_work);
  expect_done(World::seen(before.reply.late_work()));
  EXPECT_EQ(ann_count(world), 0);
}

TEST(Faults, MatchSkipAndCount) {
  const World world;
  FaultPlan plan;
  plan.match = "GET /users/me";
  plan.skip = 1;
  plan.times = 2;
  world.emulator->inject(plan);
  const auto statuses = [&](const char* path, int calls) {
    std::vector<int> all;
    for (int i = 0; i < calls; ++i) all.push_back(world.ask("GET", path).status);
    return all;
  };
  EXPECT_EQ(statuses("/users", 2), (std::vector<int>{200, 200}));
  EXPECT_EQ(statuses("/users/me", 4), (std::vector<int>{200, 500, 500, 200}));
}

TEST(Faults, AreTakenInTheOrderOfTheirPlanning) {
  const World world;
  FaultPlan plan;
  plan.match = "GET /users";
  for (const int status : {500, 503}) {
    plan.status = status;
    world.emulator->inject(plan);
  }
  EXPECT_EQ(world.ask("GET", "/users").status, 500);
  EXPECT_EQ(world.ask("GET", "/users").status, 503);
  world.emulator->inject(plan);
  world.emulator->clear_faults();
  EXPECT_EQ(world.ask("GET", "/users").status, 200);
}

TEST(Log, RecordsEveryRequestInOrder) {
  const World world;
  world.emulator->clear_log();
  world.ask("POST", "/users?sendEmail=true", kAnn);
  world.ask("GET", "/nowhere");
  Emulator::Exchange exchange = world.exchange("GET", "/users");
  exchange.authorization = "Bearer nope";
  (void)world.emulator->handle(exchange);
  exchange.path = "/other";
  (void)world.emulator->handle(exchange);
  const std::vector<Logged> log = world.emulator->log();
  ASSERT_EQ(log.size(), 4U);
  EXPECT_EQ(log[0].method + " " + log[0].path + "?" + log[0].query, "POST /users?sendEmail=true");
  EXPECT_EQ(log[0].body, kAnn);
  EXPECT_EQ(log[0].credential, "admin");
  EXPECT_EQ(log[0].status, 200);
  EXPECT_EQ(log[1].status, 404);
  EXPECT_EQ(log[2].status, 401);
  EXPECT_EQ(log[2].credential, "nope");
  EXPECT_EQ(log[3].path, "/other");
  EXPECT_EQ(log[3].number, log[0].number + 3);
}

TEST(Log, LearnsTheStatusOfLateWork) {
  const World world;
  FaultPlan plan = fault(What::Delay, When::BeforeWork);
  plan.delay = std::chrono::milliseconds(1);
  world.emulator->inject(plan);
  const Seen seen = world.ask("POST", "/users", kAnn);
  EXPECT_EQ(world.emulator->log().back().status, 0);
  world.ask("GET", "/users");
  (void)seen.reply.late_work();
  const std::vector<Logged> log = world.emulator->log();
  EXPECT_EQ(log[log.size() - 2].status, 200);
}

}  // namespace
}  // namespace bridge::emulator::test
