// Whose access and roles are not taken through SCIM, and which roles are not given, on each route.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";
constexpr const char* kOn = R"([{"op":"replace","path":"active","value":true}])";
constexpr const char* kLicenceOnly = R"([{"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"}]}])";
constexpr const char* kAdminOnly = R"([{"op":"replace","path":"roles","value":[{"value":"SYSTEM_ADMIN"}]}])";

/// Ann (1001) and Bob (1002) are System Admins with a licence, Cid (1003) is a Group Admin with one, all are in the
/// group 1004.
class SafetyTest : public ::testing::TestWithParam<Services> {
 protected:
  SafetyTest() {
    for (const char* name : {"ann@x.example", "bob@x.example", "cid@x.example"}) bench.smartsheet.add_person(name);
    for (std::int64_t id = 1001; id <= 1003; ++id) bench.smartsheet.change_person(id, "licensedSheetCreator", true);
    for (std::int64_t id = 1001; id <= 1002; ++id) bench.smartsheet.change_person(id, "admin", true);
    bench.smartsheet.change_person(1003, "groupAdmin", true);
    bench.smartsheet.add_group("Team", {1001, 1002, 1003});
    for (std::int64_t id = 1001; id <= 1004; ++id) bench.scim.ids[id] = std::to_string(id);
    bench.scim.lists_members = true;
    bench.max_wait = std::chrono::hours(1);
  }
  void start() {
    bench.start();
    bench.forget();
  }
  void expect_forbidden(const Edit& edit, std::string_view word) {
    SCOPED_TRACE(edit.what.index());
    const AskedPtr asked = bench.ask(edit);
    ASSERT_EQ(asked->fault(), "Forbidden");
    const std::string& detail = asked->result->error().detail;
    EXPECT_NE(detail.find(word), std::string::npos) << detail;
    EXPECT_EQ(detail.find('@'), std::string::npos) << detail;
    EXPECT_TRUE(bench.writes().empty());
    EXPECT_TRUE(bench.store.contents.intents.empty());
  }
  /// Each way in which somebody's access or roles can be taken.
  void expect_untouchable(const std::string& id, const std::string& name, std::string_view word) {
    expect_forbidden(modify(Kind::User, id, kOff), word);
    expect_forbidden(replace(Kind::User, id, person(name, R"("active":false)")), word);
    expect_forbidden(remove(Kind::User, id), word);
    Edit with_more = modify(Kind::User, id,
                            R"([{"op":"replace","path":"userName","value":"new@x.example"},)"
                            R"({"op":"replace","path":"active","value":false}])");
    with_more.takes_access = true;
    expect_forbidden(with_more, word);
    expect_forbidden(modify(Kind::User, id, kLicenceOnly), word);
    expect_forbidden(replace(Kind::User, id, person(name, R"("roles":[{"value":"LICENSED_USER"}])")), word);
    EXPECT_EQ(bench.ask(modify(Kind::User, id, R"([{"op":"add","path":"title","value":"T"}])"))->fault(), "no fault");
    EXPECT_EQ(
        bench.ask(modify(Kind::Group, "1004", R"([{"op":"remove","path":"members[value eq \")" + id + R"(\"]"}])"))
            ->fault(),
        "no fault")
        << "groups are the identity provider's";
  }
  Bench bench{GetParam()};
};

TEST_P(SafetyTest, ProtectsWhoeverTheAdministratorLists) {
  bench.settings.access.protected_people = {"CID@x.example"};
  start();
  expect_untouchable("1003", "cid@x.example", "protected people");
}

TEST_P(SafetyTest, ProtectsWhoeverGetsWhatOthersLeave) {
  bench.settings.access.deprovision.transfer_to = "cid@x.example";
  start();
  expect_untouchable("1003", "cid@x.example", "deprovision.transfer_to");
}

TEST_P(SafetyTest, TakesTheRolesOfEverybodyElse) {
  bench.settings.access.protected_people = {"ann@x.example"};
  bench.settings.access.deprovision.transfer_to = "bob@x.example";
  start();
  EXPECT_EQ(bench.ask(modify(Kind::User, "1003", kLicenceOnly))->fault(), "no fault");
  EXPECT_EQ(bench.ask(modify(Kind::User, "1003", kOff))->fault(), "no fault");
}

TEST_P(SafetyTest, KeepsTheLastSystemAdmin) {
  start();
  EXPECT_EQ(bench.ask(modify(Kind::User, "1001", kLicenceOnly))->fault(), "no fault");
  bench.forget();
  expect_forbidden(modify(Kind::User, "1002", kLicenceOnly), "last active System Admin");
  expect_forbidden(modify(Kind::User, "1002", kOff), "last active System Admin");
  expect_forbidden(remove(Kind::User, "1002"), "last active System Admin");
  EXPECT_EQ(bench.ask(modify(Kind::User, "1002", kAdminOnly))->fault(), "no fault") << "the licence alone may go";
}

TEST_P(SafetyTest, CountsNoAdminWhoHasNotAcceptedOrIsDeactivated) {
  for (const char* status : {"PENDING", "DEACTIVATED", "DECLINED"}) {
    // The SCIM service does not tell who has not accepted yet.
    if (GetParam() == Services::Scim && std::string_view(status) != "DEACTIVATED") continue;
    SCOPED_TRACE(status);
    bench.smartsheet.change_person(1002, "status", status);
    bench.tenant ? static_cast<void>(bench.refresh()) : start();
    bench.forget();
    expect_forbidden(modify(Kind::User, "1001", kOff), "last active System Admin");
  }
}

TEST_P(SafetyTest, LetsOneOfTwoAdminsGoWhoAreToGoAtOnce) {
  start();
  bench.client->script = {};
  bench.scim_client->script = {};
  const AskedPtr ann = bench.ask(modify(Kind::User, "1001", kOff));
  EXPECT_FALSE(ann->answered());
  EXPECT_EQ(bench.ask(modify(Kind::User, "1002", kLicenceOnly))->fault(), "Forbidden");
  bench.serve_all();
  bench.restart();
  bench.client->script = {};
  bench.scim_client->script = {};
  EXPECT_EQ(bench.ask(modify(Kind::User, "1002", kOff))->fault(), "Forbidden") << "an open intent counts, too";
}

TEST_P(SafetyTest, LetsTheOtherGoWhenTheFirstWasRefused) {
  start();
  bench.client->script = [this](const route::RestCall& call) {
    return std::optional(call.method == "GET" ? bench.smartsheet.serve(call) : refusal(403, 1004));
  };
  bench.scim_client->script = [this](const route::ScimCall& call) {
    return std::optional(call.method == "GET" ? bench.scim.serve(call) : refusal(403, 1004));
  };
  EXPECT_NE(bench.ask(modify(Kind::User, "1001", kOff))->fault(), "no fault");
  bench.serve_all();
  bench.loop->advance(std::chrono::minutes(10));
  EXPECT_EQ(bench.ask(modify(Kind::User, "1002", kOff))->fault(), "no fault");
}

TEST_P(SafetyTest, GrantsNoRoleThatIsNotListed) {
  start();
  const char* word = "roles.grantable";
  expect_forbidden(create(Kind::User, person("new@x.example", R"("roles":[{"value":"SYSTEM_ADMIN"}])")), word);
  expect_forbidden(modify(Kind::User, "1003", kAdminOnly), word);
  expect_forbidden(replace(Kind::User, "1003", person("cid@x.example", R"("roles":[{"value":"SYSTEM_ADMIN"}])")), word);
  ASSERT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), "no fault");
  bench.forget();
  expect_forbidden(create(Kind::User, person("ann@x.example", R"("roles":[{"value":"SYSTEM_ADMIN"}])")), word);
}

TEST_P(SafetyTest, GivesBackWithTheAccessWhatWasNeverTaken) {
  start();
  ASSERT_EQ(bench.ask(modify(Kind::User, "1001", kOff))->fault(), "no fault");
  EXPECT_EQ(bench.ask(modify(Kind::User, "1001", kOn))->fault(), "no fault") << "she was System Admin all the while";
}

INSTANTIATE_TEST_SUITE_P(OnEachRoute, SafetyTest, ::testing::Values(Services::Rest, Services::Scim, Services::Both));

class OwnerTest : public SafetyTest {};

TEST_P(OwnerTest, IsNotLockedOutOfTheAccountThatTheBridgeUses) {
  bench.smartsheet.owner = bench.smartsheet.owner.with("id", 1003).with("email", "cid@x.example");
  start();
  expect_untouchable("1003", "cid@x.example", "owns the token");
}

INSTANTIATE_TEST_SUITE_P(WhereRestTells, OwnerTest, ::testing::Values(Services::Rest, Services::Both));

}  // namespace
}  // namespace bridge::work::test
