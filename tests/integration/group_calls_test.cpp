// What groups cost of Smartsheet's budget, by REST and by SCIM, counted where the calls arrive.

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/running_bridge.hpp"
#include "sanitized.hpp"

namespace bridge::integration {
namespace {

/// A sanitized program is some ten times slower.
constexpr int kPart = kSanitized ? 10 : 1;
constexpr int kPeople = 1000 / kPart;
constexpr int kGroups = 20 / kPart;
constexpr int kMembers = kPeople / kGroups;

const char* const kPatch = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)";

std::string address(int number) { return "person" + std::to_string(number) + "@example.com"; }

std::string members_json(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ",") + (R"({"$ref":null,"value":")" + id + "\"}");
  return "[" + text + "]";
}

std::string user(int number) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",)"
         R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"externalId":"e)" +
         std::to_string(number) + R"(","userName":")" + address(number) +
         R"(","active":true,"displayName":"Given Family","name":{"givenName":"Given","familyName":"Family"}})";
}

std::string group(const std::string& name, const std::string& members = {}) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":")" + name + "\"" +
         (members.empty() ? "" : ",\"members\":" + members) + "}";
}

std::string addition(const std::vector<std::string>& ids) {
  return kPatch + std::string(R"({"op":"Add","path":"members","value":)") + members_json(ids) + "}]}";
}

template <class Work>
void spread(int count, int clients, const Work& work) {
  std::atomic<int> next{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&] {
      for (int at = next++; at < count; at = next++) work(at);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

BridgeOptions options(bool by_scim, std::chrono::milliseconds latency) {
  BridgeOptions chosen;
  chosen.emulator.rate_limit = 0;
  chosen.emulator.latency = latency;
  chosen.emulator.facts.scim_ids = emulator::ScimIds::Numbers;
  chosen.scim = by_scim;
  chosen.tenant = "idp = \"entra\"";
  return chosen;
}

class GroupCalls : public ::testing::TestWithParam<bool> {
 protected:
  void start(std::chrono::milliseconds latency = {}) {
    bridge = std::make_unique<RunningBridge>(options(GetParam(), latency));
    bridge->start();
    bridge->forget_calls();
  }
  std::string ask(const std::string& method, const std::string& target, const std::string& body, int status) {
    const HttpAnswer answer = bridge->scim(method, target, body);
    EXPECT_EQ(answer.status, status) << method << " " << target << ": " << answer.body;
    return answer.status == 201 ? text_at(answer, "id") : std::string();
  }
  std::vector<std::string> make_people(int count) {
    std::vector<std::string> ids(static_cast<std::size_t>(count));
    spread(count, 16, [&](int i) { ids[static_cast<std::size_t>(i)] = ask("POST", "/Users", user(i), 201); });
    return ids;
  }
  std::size_t calls() { return bridge->calls().size(); }

  std::unique_ptr<RunningBridge> bridge;
};

TEST_P(GroupCalls, AGroupOfTwoHundredCostsTwoAtMost) {
  start();
  const auto ids = make_people(200);
  bridge->forget_calls();
  ask("POST", "/Groups", group("By POST", members_json(ids)), 201);
  EXPECT_LE(calls(), 2U);
  for (const char* method : {"PUT", "PATCH"}) {
    const std::string name = std::string("By ") + method;
    bridge->forget_calls();
    const std::string id = ask("POST", "/Groups", group(name), 201);
    const bool put = method == std::string("PUT");
    ask(method, "/Groups/" + id, put ? group(name, members_json(ids)) : addition(ids), put ? 200 : 204);
    EXPECT_LE(calls(), 2U) << method << ", with the group's creation";
  }
}

TEST_P(GroupCalls, ThirtyAdditionsAtOnceCostFourAtMost) {
  // Smartsheet's answers take a while: the others arrive meanwhile.
  start(std::chrono::milliseconds(kPart == 1 ? 300 : 3000));
  const auto ids = make_people(30);
  const std::string team = ask("POST", "/Groups", group("Team"), 201);
  bridge->forget_calls();
  spread(30, 30, [&](int i) { ask("PATCH", "/Groups/" + team, addition({ids[static_cast<std::size_t>(i)]}), 204); });
  EXPECT_LE(calls(), 4U);
  std::printf("30 additions at once, by %s: %zu calls\n", GetParam() ? "SCIM" : "REST", calls());
}

/// How a provider sends a group's members.
enum class Form { Batched, AtOnce, OneByOne };

/// Entra's cycle: each person is looked up and created, then each group, then the members.
TEST_P(GroupCalls, AnOrganisationCostsItsPeopleItsGroupsAndLittleMore) {
  for (const Form form : {Form::Batched, Form::AtOnce, Form::OneByOne}) {
    start();
    std::vector<std::string> ids(kPeople);
    spread(kPeople, 16, [&](int i) {
      ask("GET", "/Users?filter=userName%20eq%20%22" + address(i) + "%22", "", 200);
      ids[static_cast<std::size_t>(i)] = ask("POST", "/Users", user(i), 201);
    });
    for (int g = 0; g < kGroups; ++g) {
      const std::string name = "Group" + std::to_string(g);
      ask("GET", "/Groups?excludedAttributes=members&filter=displayName%20eq%20%22" + name + "%22", "", 200);
      const std::string id = ask("POST", "/Groups", group(name), 201);
      const std::vector<std::string> members(ids.begin() + g * kMembers, ids.begin() + (g + 1) * kMembers);
      if (form == Form::Batched) {
        ask("PATCH", "/Groups/" + id, addition(members), 204);
      } else {
        spread(kMembers, form == Form::AtOnce ? kMembers : 1,
               [&](int i) { ask("PATCH", "/Groups/" + id, addition({members[static_cast<std::size_t>(i)]}), 204); });
      }
    }
    const char* name = form == Form::Batched ? "batched" : form == Form::AtOnce ? "at once" : "one by one";
    std::printf("%d people in %d groups by %s, members %s: %zu calls\n", kPeople, kGroups, GetParam() ? "SCIM" : "REST",
                name, calls());
    const std::size_t people_and_groups = kPeople + kGroups;
    if (form == Form::Batched) {
      EXPECT_LE(calls(), people_and_groups + 2 * kGroups);
    }
    if (form == Form::OneByOne) {
      EXPECT_EQ(calls(), people_and_groups + kPeople) << "a call for each answer";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(BothRoutes, GroupCalls, ::testing::Bool(),
                         [](const ::testing::TestParamInfo<bool>& one) { return one.param ? "BySCIM" : "ByREST"; });

}  // namespace
}  // namespace bridge::integration
