// The program is killed again and again while writers create, change and deactivate people. What was
// acknowledged must be there afterwards, and nobody twice.

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

constexpr int kRounds = 20;
constexpr int kWriters = 4;

/// What may be true of one person: the last acknowledged state, and what an unanswered request wanted.
struct Known {
  std::string id;
  std::set<std::string> titles;
  std::set<bool> active;
};

class Ledger {
 public:
  void note(const std::string& name, const Known& known) {
    const std::lock_guard guard(mutex_);
    people_[name] = known;
  }
  [[nodiscard]] std::map<std::string, Known> people() const { return people_; }

  /// Creations that nobody answered.
  void unanswered(const std::string& name) {
    const std::lock_guard guard(mutex_);
    unanswered_.insert(name);
  }
  [[nodiscard]] std::set<std::string> all_unanswered() const { return unanswered_; }

 private:
  std::mutex mutex_;
  std::map<std::string, Known> people_;
  std::set<std::string> unanswered_;
};

std::string creation(const std::string& name, const std::string& title) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name +
         R"(","name":{"givenName":"Ada","familyName":"Byron"},"title":")" + title + R"(","active":true})";
}

std::string replacement(const std::string& value) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":)" +
         value + "}]}";
}

/// Sends a change of which either outcome is possible until it is answered; tells whether the program
/// is still there.
bool change(RunningBridge& bridge, Ledger& ledger, const std::string& name, const std::string& value, Known possible,
            const Known& after) {
  ledger.note(name, possible);
  const int status = bridge.scim("PATCH", "/Users/" + possible.id, replacement(value)).status;
  if (status == 200) ledger.note(name, after);
  return status != 0;
}

/// One writer's life in one round: people of its own, until the program is gone.
void write_until_gone(RunningBridge& bridge, Ledger& ledger, const std::string& prefix) {
  for (int i = 0;; ++i) {
    const std::string name = prefix + "-" + std::to_string(i) + "@example.com";
    const HttpAnswer created = bridge.scim("POST", "/Users", creation(name, "first"));
    if (created.status != 201) ledger.unanswered(name);
    if (created.status == 0) return;
    if (created.status != 201) continue;
    const std::string id = text_at(created, "id");
    ledger.note(name, {id, {"first"}, {true}});
    if (!change(bridge, ledger, name, R"({"title":"second","name":{"familyName":"King"}})",
                {id, {"first", "second"}, {true}}, {id, {"second"}, {true}})) {
      return;
    }
    if (i % 3 != 0) continue;
    const std::set<std::string> titles{"first", "second"};
    if (!change(bridge, ledger, name, R"({"active":false})", {id, titles, {true, false}}, {id, titles, {false}}))
      return;
  }
}

/// userName to status, of everybody in Smartsheet; a name that stands twice fails the test.
std::map<std::string, std::string> people_in_smartsheet(RunningBridge& bridge) {
  std::map<std::string, std::string> people;
  const core::Value state = bridge.smartsheet().state();
  for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
    const core::Object& record = *user.if_object();
    const std::string email(core::text_or_empty(record, "email"));
    EXPECT_FALSE(people.contains(email)) << email << " is doubled";
    people[email] = std::string(core::text_or_empty(record, "status"));
  }
  return people;
}

/// What an identity provider does with a creation that failed: it tries again. Never a conflict.
void repeat_unanswered(RunningBridge& bridge, const Ledger& ledger) {
  for (const std::string& name : ledger.all_unanswered()) {
    HttpAnswer answer;
    for (int i = 0; i < 30 && answer.status != 201; ++i) {
      answer = bridge.scim("POST", "/Users", creation(name, "first"));
      ASSERT_TRUE(answer.status == 201 || answer.status == 503) << name << ": " << answer.status << " " << answer.body;
    }
    EXPECT_EQ(answer.status, 201) << name << ": " << answer.body;
  }
}

TEST(CrashTest, LosesNothingThatWasAcknowledgedAndDoublesNobody) {
  BridgeOptions options;
  options.emulator.rate_limit = 0;
  options.emulator.latency = std::chrono::milliseconds(3);
  options.limits = "max_wait = \"5s\"\n";
  options.rest_lines = "timeout = \"1s\"\n";
  RunningBridge bridge(options);
  Ledger ledger;
  std::mt19937 random(4711);
  std::uniform_int_distribution<int> moment(20, 400);
  for (int round = 0; round < kRounds; ++round) {
    bridge.start_without_waiting();
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&bridge, &ledger, prefix = "r" + std::to_string(round) + "w" + std::to_string(writer)] {
        write_until_gone(bridge, ledger, prefix);
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
    bridge.kill();
    for (std::thread& writer : writers) writer.join();
  }
  bridge.start();
  repeat_unanswered(bridge, ledger);
  const auto in_smartsheet = people_in_smartsheet(bridge);
  std::size_t lost = 0;
  for (const auto& [name, known] : ledger.people()) {
    const HttpAnswer answer = bridge.scim("GET", "/Users/" + known.id);
    const bool active = answer.body.find("\"active\":true") != std::string::npos;
    const bool there = answer.status == 200 && text_at(answer, "userName") == name &&
                       known.titles.contains(text_at(answer, "title")) && known.active.contains(active);
    const auto record = in_smartsheet.find(name);
    const bool same = record != in_smartsheet.end() && (record->second == "DEACTIVATED") == !active;
    if (!there || !same) ++lost;
    EXPECT_TRUE(there && same) << name << ": " << answer.status << " " << answer.body;
  }
  std::printf("rounds %d, acknowledged people %zu, lost %zu, unanswered and repeated %zu, people in Smartsheet %zu\n",
              kRounds, ledger.people().size(), lost, ledger.all_unanswered().size(), in_smartsheet.size());
  EXPECT_GT(ledger.people().size(), static_cast<std::size_t>(kRounds));
}

/// A creation whose answer was lost with the program is repeated and answered 201 with one person made.
TEST(CrashTest, RepeatsACreationWithoutAConflict) {
  BridgeOptions options;
  options.rest_lines = "timeout = \"1s\"\n";
  options.emulator.latency = std::chrono::milliseconds(200);
  RunningBridge bridge(options);
  bridge.start();
  std::thread writer([&] { (void)bridge.scim("POST", "/Users", creation("ada@example.com", "first")); });
  while (bridge.calls().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  bridge.kill();
  writer.join();
  bridge.start();
  HttpAnswer answer;
  for (int i = 0; i < 100 && answer.status != 201; ++i) {
    answer = bridge.scim("POST", "/Users", creation("ada@example.com", "first"));
    ASSERT_TRUE(answer.status == 201 || answer.status == 503) << answer.body;
  }
  EXPECT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(people_in_smartsheet(bridge).count("ada@example.com"), 1U);
}

}  // namespace
}  // namespace bridge::integration
