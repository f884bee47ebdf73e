// How people leave, over HTTP: each policy of [tenant.deprovision] on REST and on SCIM with REST. What Smartsheet
// was asked, in order, what it has in the end, what the identity provider sees, and the way back.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using core::Object;
using core::Value;
using Calls = std::vector<std::string>;

const std::string kCanStillSignIn = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User:canStillSignIn";
const char* const kOff =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]})";
const char* const kOn =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":true}]})";

/// An organisation with Hal, a Group Admin who gets what others leave, and Ann, licensed, with two sheets, in the
/// group Team.
class Leaving {
 public:
  Leaving(bool scim, const std::string& deprovision, emulator::Options smartsheet = {},
          const std::string& refresh = "1h")
      : scim_(scim), bridge(options(scim, deprovision, smartsheet, refresh)) {
    hal = bridge.smartsheet().add_user(
        {{"email", "hal@example.com"}, {"licensedSheetCreator", true}, {"groupAdmin", true}});
    ann =
        bridge.smartsheet().add_user({{"email", "ann@example.com"}, {"licensedSheetCreator", true}, {"sheetCount", 2}});
    team = bridge.smartsheet().add_group("Team", {ann, hal});
  }

  void start() {
    bridge.start();
    bridge.forget_calls();
  }
  HttpAnswer patch(const char* body) { return bridge.scim("PATCH", target(), body); }
  HttpAnswer get(const std::string& query = {}) { return bridge.scim("GET", target() + query); }
  [[nodiscard]] std::string target() const { return "/Users/" + std::to_string(ann); }

  /// What was sent that changes something.
  [[nodiscard]] Calls changes() const {
    Calls changes;
    for (const std::string& call : bridge.calls()) {
      if (call.rfind("GET ", 0) != 0) changes.push_back(call);
    }
    return changes;
  }
  [[nodiscard]] std::string deactivation() {
    if (scim_) return "PATCH /scim/v2/Users/" + bridge.smartsheet().scim_id_of_user(ann);
    return "POST /users/" + std::to_string(ann) + "/deactivate";
  }
  /// Somebody's record, or of somebody removed; empty where there is none.
  [[nodiscard]] Object record(std::int64_t id, const char* where = "users") {
    const Value state = bridge.smartsheet().state();
    const Value* list = state.if_object()->find(where);
    if (list == nullptr) return {};
    for (const Value& item : *list->if_array()) {
      if (*item.if_object()->find("id") == Value(id)) return *item.if_object();
    }
    return {};
  }
  [[nodiscard]] std::string status() { return std::string(core::text_or_empty(record(ann), "status")); }
  [[nodiscard]] bool is_member() {
    const Object group = record(team, "groups");
    for (const Value& member : *group.find("members")->if_array()) {
      if (member == Value(ann)) return true;
    }
    return false;
  }
  /// Waits until Smartsheet says so of Ann; false when that takes too long.
  [[nodiscard]] bool comes_to(const std::string& wanted) {
    for (int i = 0; i < 600 && status() != wanted; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return status() == wanted;
  }

 private:
  static BridgeOptions options(bool scim, const std::string& deprovision, const emulator::Options& smartsheet,
                               const std::string& refresh) {
    BridgeOptions made;
    made.emulator = smartsheet;
    made.scim = scim;
    made.removals = true;
    made.refresh = refresh;
    made.rest_lines = "\n[tenant.deprovision]\ntransfer_to = \"hal@example.com\"\n" + deprovision;
    return made;
  }
  bool scim_;

 public:
  RunningBridge bridge;
  std::int64_t hal = 0;
  std::int64_t ann = 0;
  std::int64_t team = 0;
};

class DeprovisionTest : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Routes, DeprovisionTest, ::testing::Values(false, true),
                         [](const auto& row) { return row.param ? "ScimAndRest" : "Rest"; });

bool shows_active(const HttpAnswer& answer, bool active) {
  return answer.body.find(active ? R"("active":true)" : R"("active":false)") != std::string::npos;
}

TEST_P(DeprovisionTest, Deactivate) {
  Leaving leaving(GetParam(), "");
  leaving.start();
  EXPECT_TRUE(shows_active(leaving.patch(kOff), false));
  EXPECT_EQ(leaving.changes(), Calls{leaving.deactivation()});
  EXPECT_EQ(leaving.status(), "DEACTIVATED");
  EXPECT_TRUE(shows_active(leaving.get(), false));
  EXPECT_TRUE(shows_active(leaving.patch(kOn), true));
  EXPECT_EQ(leaving.status(), "ACTIVE");
  EXPECT_TRUE(leaving.is_member());
}

TEST_P(DeprovisionTest, Downgrade) {
  Leaving leaving(GetParam(), "on_deactivate = \"downgrade\"\n");
  leaving.start();
  EXPECT_TRUE(shows_active(leaving.patch(kOff), false));
  const std::string ann = std::to_string(leaving.ann);
  EXPECT_EQ(leaving.changes(),
            (Calls{"DELETE /groups/" + std::to_string(leaving.team) + "/members/" + ann, "PUT /users/" + ann}));
  EXPECT_EQ(leaving.status(), "ACTIVE");
  EXPECT_FALSE(core::flag_or_false(leaving.record(leaving.ann), "licensedSheetCreator"));
  const HttpAnswer shown = leaving.get("?attributes=active," + kCanStillSignIn);
  EXPECT_TRUE(shows_active(shown, false));
  EXPECT_NE(shown.body.find(R"("canStillSignIn":true)"), std::string::npos) << shown.body;
  EXPECT_TRUE(shows_active(leaving.patch(kOn), true));
  EXPECT_TRUE(core::flag_or_false(leaving.record(leaving.ann), "licensedSheetCreator"));
}

TEST_P(DeprovisionTest, Remove) {
  Leaving leaving(GetParam(), "on_deactivate = \"remove\"\n");
  leaving.bridge.smartsheet().change_user(leaving.ann, {{"sharedItems", 4}});
  leaving.start();
  const HttpAnswer gone = leaving.patch(kOff);
  EXPECT_EQ(gone.status, 200) << gone.body;
  EXPECT_TRUE(shows_active(gone, false));
  EXPECT_EQ(leaving.changes(), Calls{"DELETE /users/" + std::to_string(leaving.ann)});
  const Object removed = leaving.record(leaving.ann, "removed");
  EXPECT_EQ(*removed.find("sheetCount"), Value(0)) << "no sheet stays with nobody";
  EXPECT_EQ(removed.find("sharedItems"), nullptr);
  EXPECT_EQ(*leaving.record(leaving.hal).find("sheetCount"), Value(2));
  EXPECT_TRUE(shows_active(leaving.get(), false)) << "under the same id";
  EXPECT_TRUE(shows_active(leaving.patch(kOn), true)) << "invited anew";
  EXPECT_EQ(leaving.get().status, 200);
}

TEST_P(DeprovisionTest, DeleteByItsOwnPolicy) {
  Leaving leaving(GetParam(), "on_delete = \"remove\"\n");
  leaving.start();
  EXPECT_EQ(leaving.patch(kOff).status, 200);
  EXPECT_EQ(leaving.status(), "DEACTIVATED");
  EXPECT_EQ(leaving.bridge.scim("DELETE", leaving.target()).status, 204);
  EXPECT_TRUE(leaving.record(leaving.ann).empty());
  EXPECT_EQ(*leaving.record(leaving.hal).find("sheetCount"), Value(2));
  EXPECT_EQ(leaving.get().status, 404);
}

TEST_P(DeprovisionTest, HoldAndThenRemove) {
  Leaving leaving(GetParam(), "on_deactivate = \"remove\"\nhold = \"3s\"\n", {}, "1s");
  leaving.start();
  EXPECT_EQ(leaving.patch(kOff).status, 200);
  EXPECT_EQ(leaving.changes(), Calls{leaving.deactivation()});
  EXPECT_TRUE(leaving.comes_to(""));
  EXPECT_EQ(*leaving.record(leaving.hal).find("sheetCount"), Value(2));
  EXPECT_TRUE(shows_active(leaving.get(), false));
}

TEST_P(DeprovisionTest, DeferUntilTheInvitationIsAccepted) {
  Leaving leaving(GetParam(), "", {}, "1s");
  leaving.bridge.smartsheet().change_user(leaving.ann, {{"status", "PENDING"}});
  leaving.start();
  EXPECT_TRUE(shows_active(leaving.patch(kOff), false));
  EXPECT_FALSE(leaving.is_member());
  EXPECT_EQ(leaving.status(), "PENDING");
  EXPECT_TRUE(shows_active(leaving.get(), false));
  leaving.bridge.smartsheet().accept_invitation(leaving.ann);
  EXPECT_TRUE(leaving.comes_to("DEACTIVATED"));
  EXPECT_TRUE(shows_active(leaving.get(), false));
}

TEST_P(DeprovisionTest, CancelTheInvitation) {
  for (const bool told : {true, false}) {
    emulator::Options smartsheet;
    smartsheet.facts.status_in_profile = told;
    Leaving leaving(GetParam(), "pending = \"cancel\"\n", smartsheet);
    leaving.bridge.smartsheet().change_user(leaving.ann, {{"status", "PENDING"}});
    leaving.start();
    EXPECT_TRUE(shows_active(leaving.patch(kOff), false));
    EXPECT_EQ(leaving.changes(), Calls{"DELETE /users/" + std::to_string(leaving.ann)});
    EXPECT_TRUE(leaving.record(leaving.ann).empty());
    EXPECT_TRUE(shows_active(leaving.get(), false));
  }
}

TEST_P(DeprovisionTest, CancelNothingOfWhoeverAccepted) {
  Leaving leaving(GetParam(), "pending = \"cancel\"\n");
  leaving.bridge.smartsheet().change_user(leaving.ann, {{"status", "PENDING"}});
  leaving.start();
  leaving.bridge.smartsheet().accept_invitation(leaving.ann);
  EXPECT_TRUE(shows_active(leaving.patch(kOff), false));
  EXPECT_EQ(leaving.changes(), Calls{leaving.deactivation()});
  EXPECT_EQ(leaving.status(), "DEACTIVATED");
}

TEST_P(DeprovisionTest, FallBackToADowngrade) {
  Leaving leaving(GetParam(), "fallback = \"downgrade\"\n");
  leaving.bridge.smartsheet().change_user(leaving.ann, {{"managedExternally", true}});
  leaving.start();
  const HttpAnswer answer = leaving.patch(kOff);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(shows_active(answer, false));
  EXPECT_FALSE(core::flag_or_false(leaving.record(leaving.ann), "licensedSheetCreator"));
  EXPECT_FALSE(leaving.is_member());
  EXPECT_NE(leaving.get("?attributes=" + kCanStillSignIn).body.find(R"("canStillSignIn":true)"), std::string::npos);
}

TEST_P(DeprovisionTest, NoFallBackUnlessChosen) {
  Leaving leaving(GetParam(), "");
  leaving.bridge.smartsheet().change_user(leaving.ann, {{"managedExternally", true}});
  leaving.start();
  EXPECT_EQ(leaving.patch(kOff).status, 403);
  EXPECT_TRUE(core::flag_or_false(leaving.record(leaving.ann), "licensedSheetCreator"));
  EXPECT_TRUE(shows_active(leaving.get(), true));
}

}  // namespace
}  // namespace bridge::integration
