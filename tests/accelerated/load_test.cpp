// A day's work against Smartsheet's limit of 300 calls a minute, in turned time.

#include <algorithm>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "accelerated/scenario.hpp"
#include "sanitized.hpp"

namespace bridge::accelerated {

namespace {

using std::chrono::minutes;

/// One request of the identity provider until it is done, and what it took.
struct Job {
  Request request;
  std::vector<int> wanted{};
  /// How often the identity provider had to come back.
  unsigned returns = 0;
  bool done = false;
  int status = 0;
  std::string body{};
  milliseconds longest_wait{0};
};

/// Keeps so many requests under way; each is repeated after its Retry-After until it is answered for good.
class Idp {
 public:
  Idp(World& world, std::vector<Job>& jobs) : world_(world), jobs_(jobs) {}

  /// Up to `concurrent` at a time, in order.
  void work_through(std::size_t concurrent) {
    while (next_ < std::min(concurrent, jobs_.size())) begin(next_++);
    follow_on_ = true;
    run();
  }
  /// `a_second` new ones each second, whatever became of the others.
  void arrive(unsigned a_second) {
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      world_.at(milliseconds(1000 * i / a_second), [this, i] { begin(i); });
    }
    run();
  }
  [[nodiscard]] const std::string& dishonest() const { return dishonest_; }

 private:
  void run() {
    const core::Tick end = world_.clock().tick() + std::chrono::hours(3);
    while (done_ < jobs_.size() && world_.clock().tick() < end) world_.step();
  }

  void begin(std::size_t i) {
    world_.submit(jobs_[i].request, [this, i](const Answer& answer) { hear(i, answer); });
  }

  void hear(std::size_t i, const Answer& answer) {
    Job& job = jobs_[i];
    job.longest_wait = std::max(job.longest_wait, answer.took);
    if (answer.is_final()) {
      job.done = true;
      job.status = answer.status;
      job.body = answer.body;
      ++done_;
      if (follow_on_ && next_ < jobs_.size()) begin(next_++);
      return;
    }
    if (!answer.retry_after || (answer.status != 429 && answer.status != 503)) {
      dishonest_ += std::to_string(answer.status) + " " + answer.body + "\n";
    }
    ++job.returns;
    world_.at(answer.retry_after.value_or(seconds(5)), [this, i] { begin(i); });
  }

  World& world_;
  std::vector<Job>& jobs_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  bool follow_on_ = false;
  std::string dishonest_;
};

/// How many people a flood brings.
constexpr std::size_t kCreations = kSanitized ? 1000 : 5000;

std::string name_of(std::size_t i) { return "p" + std::to_string(i) + "@example.com"; }

Job creation(const std::string& name) { return {{"POST", "/Users", user_body(name)}, {201}}; }

WorldOptions options(const emulator::Facts& facts) {
  WorldOptions made;
  made.emulator.facts = facts;
  made.latency = milliseconds(150);
  made.watch_access = false;
  made.tenant.refresh = minutes(10);
  made.tenant.access.guard.max_per_hour = 100'000;
  return made;
}

void expect_all_done(const std::vector<Job>& jobs) {
  std::size_t failed = 0;
  for (const Job& job : jobs) {
    const bool fine = job.done && std::find(job.wanted.begin(), job.wanted.end(), job.status) != job.wanted.end();
    if (fine || ++failed > 5) continue;
    ADD_FAILURE() << job.request.method << " " << job.request.target << ": " << job.status << " " << job.body;
  }
  EXPECT_EQ(failed, 0U);
}

std::string returns_of(const std::vector<Job>& jobs) {
  std::vector<unsigned> returns;
  for (const Job& job : jobs) returns.push_back(job.returns);
  std::sort(returns.begin(), returns.end());
  return "came back: median " + std::to_string(returns[returns.size() / 2]) + ", most " +
         std::to_string(returns.back());
}

/// How Smartsheet counts and what it says when it is too much.
struct Limit {
  const char* name;
  bool fixed_window;
  bool retry_after;
};

emulator::Facts facts_of(const Limit& limit) {
  emulator::Facts facts;
  facts.rate_window_is_fixed = limit.fixed_window;
  facts.retry_after_header = limit.retry_after;
  return facts;
}

class Load : public testing::TestWithParam<Limit> {};

/// As many each of creations, changes, deactivations and additions to groups, mixed.
std::vector<Job> mixed(World& world, std::size_t each) {
  std::vector<Job> jobs;
  const auto patch = [&](std::size_t i, const std::string& operations) {
    jobs.push_back({patch_user(world, name_of(i), operations), {200}});
  };
  for (std::size_t i = 0; i < each; ++i) {
    jobs.push_back(creation("new" + std::to_string(i) + "@example.com"));
    patch(i, R"({"op":"replace","path":"name.familyName","value":"Ng"})");
    patch(each + i, R"({"op":"replace","value":{"active":false}})");
    const std::string value = R"([{"value":")" + user_id(world, name_of(i)) + R"("}])";
    jobs.push_back(
        {patch_group(world, "G" + std::to_string(i % 50), R"({"op":"add","path":"members","value":)" + value + "}"),
         {200, 204}});
  }
  std::shuffle(jobs.begin(), jobs.end(), std::mt19937(7));  // NOLINT(cert-msc51-cpp): the same order each time
  return jobs;
}

TEST_P(Load, TwoThousandMixedOperations) {
  World world(options(facts_of(GetParam())));
  for (std::size_t i = 0; i < 1000; ++i) world.smartsheet().add_user(core::Object{{"email", name_of(i)}});
  for (int i = 0; i < 50; ++i) world.smartsheet().add_group("G" + std::to_string(i), {});
  world.start();
  world.run_for(minutes(1));
  std::vector<Job> jobs = mixed(world, kSanitized ? 150 : 500);
  world.begin_watch({}, {});
  const core::Tick begun = world.clock().tick();
  Idp idp(world, jobs);
  idp.work_through(40);
  const double took = std::chrono::duration<double>(world.clock().tick() - begun).count();
  const auto calls = static_cast<double>(world.calls().size());
  // 300 calls a minute, and what had been saved up before the first.
  const double ideal = (calls - 300.0) / 5.0;
  std::cout << GetParam().name << ": " << jobs.size() << " operations, " << calls << " calls, " << took
            << " s of turned time (ideal " << ideal << "), " << world.rate_limited() << " 429s, " << returns_of(jobs)
            << "\n";
  expect_all_done(jobs);
  EXPECT_EQ(idp.dishonest(), "");
  EXPECT_LE(world.rate_limited(), 5U);
  EXPECT_LE(calls, 2'100.0);
  EXPECT_LE(took, 1.15 * calls / 5.0);
}

INSTANTIATE_TEST_SUITE_P(EachLimit, Load,
                         testing::Values(Limit{"window_with_retry_after", true, true},
                                         Limit{"window_without_retry_after", true, false},
                                         Limit{"bucket_with_retry_after", false, true},
                                         Limit{"bucket_without_retry_after", false, false}),
                         [](const auto& limit) { return std::string(limit.param.name); });

TEST(Flood, FiveThousandCreationsAreRefusedHonestlyAndSucceed) {
  World world(options({}));
  world.smartsheet().add_user(core::Object{{"email", "leaver@example.com"}});
  world.start();
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < kCreations; ++i) jobs.push_back(creation(name_of(i)));
  // In the middle of it somebody has to go.
  std::optional<Answer> gone;
  const Request leaver = patch_user(world, "leaver@example.com", R"({"op":"replace","value":{"active":false}})");
  world.at(seconds(100), [&] { world.submit(leaver, [&](const Answer& answer) { gone = answer; }); });
  const core::Tick begun = world.clock().tick();
  Idp idp(world, jobs);
  idp.arrive(25);
  const double took = std::chrono::duration<double>(world.clock().tick() - begun).count();
  milliseconds longest{0};
  for (const Job& job : jobs) longest = std::max(longest, job.longest_wait);
  std::cout << jobs.size() << " creations at 25 a second: " << took << " s of turned time, " << returns_of(jobs)
            << ", longest answer " << longest.count() << " ms, " << world.rate_limited() << " 429s of Smartsheet\n";
  expect_all_done(jobs);
  EXPECT_EQ(idp.dishonest(), "");
  EXPECT_LE(longest, seconds(25) + milliseconds(500)) << "a request hung";
  EXPECT_LE(world.rate_limited(), 5U);
  EXPECT_EQ(doubled_in(world.smartsheet()), "");
  const core::Value state = world.smartsheet().state();
  EXPECT_EQ(state.if_object()->find("users")->if_array()->size(), kCreations + 2);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->status, 200) << gone->body;
  EXPECT_LE(gone->took, seconds(25));
}

}  // namespace

}  // namespace bridge::accelerated
