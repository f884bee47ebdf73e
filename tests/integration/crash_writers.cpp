#include "integration/crash_writers.hpp"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

namespace bridge::integration {

namespace {

class Writer {
 public:
  Writer(RunningBridge& bridge, Ledger& ledger, std::string group_id)
      : bridge_(bridge), ledger_(ledger), group_id_(std::move(group_id)) {}

  /// Whether the program is still there.
  bool live(const std::string& name, int turn) {
    if (!create(name) || !rename(name)) return false;
    switch (turn % 4) {
      case 0: return deactivate(name);
      case 1: return join(name);
      case 2: return leave(name);
      default: return make_and_drop_group("Group of " + name);
    }
  }

 private:
  bool create(const std::string& name) {
    ledger_.unanswered(name);
    const HttpAnswer made = repeated(bridge_, "POST", "/Users", creation(name, "first"));
    if (made.status == 0) return false;
    EXPECT_EQ(made.status, 201) << name << ": " << made.body;
    known_ = {text_at(made, "id"), {"first"}, {true}};
    ledger_.note(name, known_);
    return true;
  }

  /// A change of which either outcome is possible until it is answered.
  bool change(const std::string& name, const KnownPerson& possible, const KnownPerson& after,
              const HttpRequest& request, int expected) {
    ledger_.note(name, possible);
    const HttpAnswer answer = repeated(bridge_, request.method, request.target, request.body);
    if (answer.status == 0) return false;
    EXPECT_EQ(answer.status, expected) << request.method << " " << name << ": " << answer.body;
    known_ = after;
    ledger_.note(name, after);
    return true;
  }

  bool rename(const std::string& name) {
    KnownPerson possible = known_;
    possible.titles = {"first", "second"};
    KnownPerson after = known_;
    after.titles = {"second"};
    const std::string body = replacement(R"({"title":"second","name":{"familyName":"King"}})");
    return change(name, possible, after, {"PATCH", "/Users/" + known_.id, {}, body}, 200);
  }

  bool deactivate(const std::string& name) {
    KnownPerson possible = known_;
    possible.active = {true, false};
    KnownPerson after = known_;
    after.active = {false};
    return change(name, possible, after, {"PATCH", "/Users/" + known_.id, {}, replacement(R"({"active":false})")}, 200);
  }

  bool join(const std::string& name) {
    KnownPerson possible = known_;
    possible.member = {true, false};
    KnownPerson after = known_;
    after.member = {true};
    return change(name, possible, after, {"PATCH", "/Groups/" + group_id_, {}, addition(known_.id)}, 204);
  }

  bool leave(const std::string& name) {
    KnownPerson possible = known_;
    possible.deleted = {true, false};
    KnownPerson after = known_;
    after.deleted = {true};
    // A repeat after a lost answer finds nobody.
    ledger_.note(name, possible);
    const int status = repeated(bridge_, "DELETE", "/Users/" + known_.id, {}).status;
    if (status == 0) return false;
    EXPECT_TRUE(status == 204 || status == 404) << status;
    ledger_.note(name, after);
    return true;
  }

  bool make_and_drop_group(const std::string& name) {
    const HttpAnswer made = repeated(bridge_, "POST", "/Groups", group_creation(name));
    if (made.status == 0) return false;
    EXPECT_EQ(made.status, 201) << name << ": " << made.body;
    const std::string id = text_at(made, "id");
    ledger_.note(name, KnownGroup{id, {false}});
    if (++groups_ % 2 == 0) return true;
    ledger_.note(name, KnownGroup{id, {true, false}});
    const int status = repeated(bridge_, "DELETE", "/Groups/" + id, {}).status;
    if (status == 0) return false;
    EXPECT_TRUE(status == 204 || status == 404) << status;
    ledger_.note(name, KnownGroup{id, {true}});
    return true;
  }

  RunningBridge& bridge_;
  Ledger& ledger_;
  std::string group_id_;
  KnownPerson known_;
  int groups_ = 0;
};

}  // namespace

std::string creation(const std::string& name, const std::string& title) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name +
         R"(","name":{"givenName":"Ada","familyName":"Byron"},"title":")" + title + R"(","active":true})";
}

std::string group_creation(const std::string& name) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":")" + name + "\"}";
}

std::string replacement(const std::string& value) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":)" +
         value + "}]}";
}

std::string addition(const std::string& member) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members",)"
         R"("value":[{"value":")" +
         member + "\"}]}]}";
}

HttpAnswer repeated(RunningBridge& bridge, const std::string& method, const std::string& target,
                    const std::string& body) {
  HttpAnswer answer = bridge.scim(method, target, body);
  while (answer.status == 503 || answer.status == 504) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    answer = bridge.scim(method, target, body);
  }
  return answer;
}

void write_until_gone(RunningBridge& bridge, Ledger& ledger, const std::string& group_id, const std::string& prefix,
                      int first_turn) {
  Writer writer(bridge, ledger, group_id);
  for (int turn = first_turn; writer.live(prefix + "-" + std::to_string(turn) + "@example.com", turn); ++turn) {
  }
}

}  // namespace bridge::integration
