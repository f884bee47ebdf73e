// The first cycle of an identity provider over an organisation that has been in use for years: nobody is
// doubled, nobody's roles change, no group loses a member.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/inventory.hpp"
#include "integration/running_bridge.hpp"
#include "sanitized.hpp"

namespace bridge::integration {
namespace {

/// A sanitized program is some ten times slower.
constexpr int kPart = kSanitized ? 20 : 1;
constexpr int kPeople = 5000 / kPart;
constexpr int kGuests = 300 / kPart;
constexpr int kGroups = 200 / kPart;
/// Of the directory, those that Smartsheet does not have yet.
constexpr int kNew = 50 / kPart + 1;
constexpr int kClients = 8;

using core::Array;
using core::Object;
using core::Value;

std::string address(int number) { return "person" + std::to_string(number) + "@example.com"; }
std::string group_name(int number) { return "Team " + std::to_string(number); }

std::string quoted_filter(const std::string& attribute, const std::string& text) {
  std::string filter = "?filter=" + attribute + "%20eq%20%22";
  for (const char c : text) filter += c == ' ' ? std::string("%20") : std::string(1, c);
  return filter + "%22";
}

void fill(emulator::Emulator& smartsheet) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < kPeople; ++i) {
    ids.push_back(smartsheet.add_user(Object{{"email", address(i)},
                                             {"firstName", "Given" + std::to_string(i)},
                                             {"lastName", "Family" + std::to_string(i)},
                                             {"licensedSheetCreator", i % 3 == 0},
                                             {"groupAdmin", i % 30 == 0},
                                             {"resourceViewer", i % 15 == 0},
                                             {"status", i % 50 == 7 ? "PENDING" : "ACTIVE"}}));
  }
  for (int i = 0; i < kGuests; ++i) {
    ids.push_back(smartsheet.add_user(Object{{"email", "guest" + std::to_string(i) + "@elsewhere.example"}}));
  }
  for (int i = 0; i < kGroups; ++i) {
    std::vector<std::int64_t> members;
    for (int k = 0; k < 25; ++k) members.push_back(ids[static_cast<std::size_t>(i * 131 + k * 37) % ids.size()]);
    smartsheet.add_group(group_name(i), members);
  }
}

/// Runs work(0) to work(count - 1) over some connections at a time.
template <class Work>
void spread(int count, const Work& work) {
  std::atomic<int> next{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&] {
      for (int at = next++; at < count; at = next++) work(at);
    });
  }
  for (std::thread& client : clients) client.join();
}

/// An identity provider with everybody in it, and a few more whom Smartsheet does not have.
class Directory {
 public:
  explicit Directory(RunningBridge& bridge) : bridge_(bridge), ids_(kPeople + kNew) {}

  [[nodiscard]] std::string find(const std::string& type, const std::string& query) {
    const HttpAnswer answer = ask("GET", type + query, "", 200);
    const auto body = json::parse(answer.body);
    const Array* found = body ? body->if_object()->find("Resources")->if_array() : nullptr;
    if (found == nullptr || found->empty()) return {};
    return std::string(core::text_or_empty(*(*found)[0].if_object(), "id"));
  }

  HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body, int status) {
    HttpAnswer answer = bridge_.scim(method, target, body);
    if (answer.status != status) {
      const std::lock_guard guard(mutex_);
      if (++wrong_ <= 3) ADD_FAILURE() << method << " " << target << ": " << answer.status << " " << answer.body;
    }
    return answer;
  }

  /// The members whom the provider knows of this group: every second of those it has, and a new one.
  [[nodiscard]] std::vector<std::string> members_of(int group) const {
    std::vector<std::string> members;
    for (int k = 0; k < 25; k += 2) {
      const int place = (group * 131 + k * 37) % (kPeople + kGuests);
      if (place < kPeople) members.push_back(ids_[static_cast<std::size_t>(place)]);
    }
    members.push_back(ids_[static_cast<std::size_t>(kPeople + group % kNew)]);
    return members;
  }

  void keep(int person, std::string id) { ids_[static_cast<std::size_t>(person)] = std::move(id); }

 private:
  RunningBridge& bridge_;
  std::vector<std::string> ids_;
  std::mutex mutex_;
  int wrong_ = 0;
};

std::string members_json(const std::vector<std::string>& ids, const char* more) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ",") + ("{\"value\":\"" + id + "\"" + more + "}");
  return "[" + text + "]";
}

constexpr const char* kUserSchema = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";
constexpr const char* kGroupSchema = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"])";
constexpr const char* kPatchSchema = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"])";

std::string person_body(int number, const char* more) {
  const std::string n = std::to_string(number);
  return "{" + std::string(kUserSchema) + R"(,"userName":")" + address(number) + R"(","externalId":"x)" + n +
         R"(","active":true,"displayName":"Given)" + n + " Family" + n + R"(","name":{"givenName":"Given)" + n +
         R"(","familyName":"Family)" + n + R"("},"emails":[{"value":")" + address(number) +
         R"(","type":"work","primary":true}],"title":"Engineer",)" + R"("roles":[])" + more + "}";
}

/// Matches by userName, updates what differs, creates who is missing; the same for groups.
void entra_cycle(RunningBridge& bridge) {
  Directory directory(bridge);
  spread(kPeople + kNew, [&](int i) {
    std::string id = directory.find("/Users", quoted_filter("userName", address(i)));
    if (id.empty()) {
      id = text_at(directory.ask("POST", "/Users", person_body(i, ""), 201), "id");
    } else {
      directory.ask("PATCH", "/Users/" + id,
                    "{" + std::string(kPatchSchema) + R"(,"Operations":[{"op":"Add","path":"externalId","value":"x)" +
                        std::to_string(i) +
                        R"("},{"op":"Replace","path":"active","value":"True"},)"
                        R"({"op":"Add","path":"title","value":"Engineer"}]})",
                    200);
    }
    directory.keep(i, id);
  });
  spread(kGroups, [&](int i) {
    const std::string id =
        directory.find("/Groups", quoted_filter("displayName", group_name(i)) + "&excludedAttributes=members");
    ASSERT_NE(id, "") << group_name(i);
    directory.ask("PATCH", "/Groups/" + id,
                  "{" + std::string(kPatchSchema) + R"(,"Operations":[{"op":"Add","path":"members","value":)" +
                      members_json(directory.members_of(i), R"(,"$ref":null)") + "}]}",
                  204);
  });
}

/// Imports everybody page by page, links by userName, sends whole resources; pushes whole member lists.
void okta_cycle(RunningBridge& bridge) {
  Directory directory(bridge);
  std::map<std::string, std::string> imported;
  for (int start = 1;; start += 100) {
    const auto page =
        json::parse(directory.ask("GET", "/Users?startIndex=" + std::to_string(start) + "&count=100", "", 200).body);
    ASSERT_TRUE(page);
    const Value* resources = page->if_object()->find("Resources");
    if (resources == nullptr || resources->if_array()->empty()) break;
    for (const Value& user : *resources->if_array()) {
      imported[std::string(core::text_or_empty(*user.if_object(), "userName"))] =
          std::string(core::text_or_empty(*user.if_object(), "id"));
    }
  }
  spread(kPeople + kNew, [&](int i) {
    const auto known = imported.find(address(i));
    if (known == imported.end()) {
      directory.keep(i, text_at(directory.ask("POST", "/Users", person_body(i, ""), 201), "id"));
      return;
    }
    directory.ask("PUT", "/Users/" + known->second, person_body(i, (",\"id\":\"" + known->second + "\"").c_str()), 200);
    directory.keep(i, known->second);
  });
  spread(kGroups, [&](int i) {
    const std::string id = directory.find("/Groups", quoted_filter("displayName", group_name(i)));
    ASSERT_NE(id, "") << group_name(i);
    directory.ask("PUT", "/Groups/" + id,
                  "{" + std::string(kGroupSchema) + R"(,"displayName":")" + group_name(i) + R"(","members":)" +
                      members_json(directory.members_of(i), "") + "}",
                  200);
  });
}

/// Calls by kind: "POST /groups/" with everything under it is one.
void print_calls(const char* of, const RunningBridge& bridge) {
  std::map<std::string, int> kinds;
  for (const std::string& call : bridge.calls()) {
    const std::size_t from = call.find("/scim/v2") == std::string::npos ? 0 : call.find("/scim/v2") + 8;
    ++kinds[call.substr(0, call.find_first_of("0123456789", from))];
  }
  for (const auto& [kind, count] : kinds) std::printf("  %-13s %6d calls %s\n", of, count, kind.c_str());
}

/// As start(), but the calls of the first refresh are printed.
void start(RunningBridge& bridge) {
  bridge.start_without_waiting();
  for (int i = 0; i < 600 && bridge.scim("GET", "/Users?count=0").status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  print_calls("first refresh", bridge);
  bridge.forget_calls();
}

struct Provider {
  const char* idp;
  bool by_scim;
  void (*cycle)(RunningBridge&);
};

void PrintTo(const Provider& provider, std::ostream* out) {
  *out << provider.idp << (provider.by_scim ? " by SCIM" : " by REST");
}

class InitialCycle : public ::testing::TestWithParam<Provider> {};

TEST_P(InitialCycle, DoublesNobodyAndTakesNothingAway) {
  BridgeOptions options;
  options.emulator.rate_limit = 0;
  options.emulator.facts.scim_ids = emulator::ScimIds::Numbers;
  options.scim = GetParam().by_scim;
  options.tenant = std::string("idp = \"") + GetParam().idp + "\"";
  RunningBridge bridge(options);
  fill(bridge.smartsheet());
  const Inventory before = inventory(bridge.smartsheet());
  start(bridge);
  GetParam().cycle(bridge);

  const Inventory after = inventory(bridge.smartsheet());
  EXPECT_EQ(after.people, before.people + kNew);
  EXPECT_EQ(after.roles.size(), after.people) << "two people with one address";
  std::size_t changed_roles = 0;
  for (const auto& [email, roles] : before.roles) {
    const auto now = after.roles.find(email);
    changed_roles += now == after.roles.end() || now->second != roles ? 1 : 0;
  }
  std::size_t lost_members = 0;
  for (const auto& [name, members] : before.members) {
    for (const std::string& member : members) lost_members += after.members.at(name).contains(member) ? 0 : 1;
  }
  EXPECT_EQ(changed_roles, 0U);
  EXPECT_EQ(lost_members, 0U);
  EXPECT_EQ(after.members.size(), before.members.size());
  std::printf("%s by %s: %d people, %d guests, %d groups, %d new; doubled %zu, roles changed %zu, members lost %zu\n",
              GetParam().idp, GetParam().by_scim ? "SCIM" : "REST", kPeople, kGuests, kGroups, kNew,
              after.people - after.roles.size(), changed_roles, lost_members);
  print_calls("the cycle", bridge);
}

INSTANTIATE_TEST_SUITE_P(All, InitialCycle,
                         ::testing::Values(Provider{"entra", false, entra_cycle}, Provider{"entra", true, entra_cycle},
                                           Provider{"okta", false, okta_cycle}, Provider{"okta", true, okta_cycle}),
                         [](const ::testing::TestParamInfo<Provider>& one) {
                           return std::string(one.param.idp) + (one.param.by_scim ? "BySCIM" : "ByREST");
                         });

}  // namespace
}  // namespace bridge::integration
