#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Calls = std::vector<std::string>;

core::Outcome upstream_down() { return core::failure(FaultKind::UpstreamUnavailable, "Smartsheet is away"); }

TEST(Get, ShowsWhatIsVisible) {
  Bench bench;
  store::Row ada = user("7", "ada@x");
  ada.external_ids = {{"okta", "00u1"}};
  put(bench.tenant.rows, ada, R"({"userName":"ada@x"})");
  put(bench.tenant.rows, group("5", "Staff"), R"({"displayName":"Staff"})");
  join(bench.tenant.rows, "5", {"7"});

  const auto person = bench.get(Kind::User, "7");
  ASSERT_TRUE(person) << person.error().detail;
  EXPECT_EQ(person->location, "https://scim.example.com/scim/v2/Users/7");
  EXPECT_EQ(*object(person->body).find("externalId"), core::Value("00u1"));
  EXPECT_EQ(object(bench.get(Kind::User, "7", {}, kEntra)->body).find("externalId"), nullptr);

  EXPECT_NE(object(bench.get(Kind::Group, "5")->body).find("members"), nullptr);
  EXPECT_EQ(object(bench.get(Kind::Group, "5", {{}, "members"})->body).find("members"), nullptr);
  EXPECT_TRUE(bench.get(Kind::Group, "5", {}, kReader));
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(Get, KnowsNobodyElse) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  put(bench.tenant.rows, user("8", "gone@x", store::Life::Deleted), R"({"userName":"gone@x"})");
  put(bench.tenant.rows, user("9", "guest@y", store::Life::Guest), R"({"userName":"guest@y"})");
  for (const bool complete : {true, false}) {
    bench.tenant.read = complete;
    for (const char* id : {"8", "9", "", "ada@x", "7/..", "x7"}) {
      EXPECT_TRUE(fails_with(bench.get(Kind::User, id), FaultKind::NotFound, "no User")) << id;
    }
  }
  bench.tenant.read = true;
  EXPECT_TRUE(fails_with(bench.get(Kind::User, "77"), FaultKind::NotFound, "\"77\""));
  EXPECT_TRUE(fails_with(bench.get(Kind::Group, "7"), FaultKind::NotFound, "no Group"));
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(Get, RefusesAViewThatCannotBe) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  EXPECT_TRUE(fails_with(bench.get(Kind::User, "7", {"id", "meta"}), FaultKind::InvalidValue, ""));
  EXPECT_TRUE(fails_with(bench.get(Kind::User, "7", {{}, "a["}), FaultKind::InvalidPath, ""));
}

TEST(GetBeforeCompleteness, AsksSmartsheetForAPerson) {
  Bench bench;
  bench.tenant.read = false;
  bench.tenant.find = [&] { put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})"); };
  EXPECT_TRUE(bench.get(Kind::User, "7"));
  EXPECT_EQ(bench.tenant.calls, Calls{"look_up_id 7"});
  // Known by now.
  EXPECT_TRUE(bench.get(Kind::User, "7"));
  EXPECT_EQ(bench.tenant.calls.size(), 1U);
}

TEST(GetBeforeCompleteness, TellsWhatTheLookUpCameTo) {
  Bench bench;
  bench.tenant.read = false;
  EXPECT_TRUE(fails_with(bench.get(Kind::User, "7"), FaultKind::NotFound, "no User"));
  bench.tenant.outcome = upstream_down();
  EXPECT_TRUE(fails_with(bench.get(Kind::User, "7"), FaultKind::UpstreamUnavailable, "away"));
  const auto staff = bench.get(Kind::Group, "5");
  ASSERT_TRUE(fails_with(staff, FaultKind::NotReady, "still reading"));
  EXPECT_TRUE(staff.error().retry_after);
  EXPECT_EQ(bench.tenant.calls, (Calls{"look_up_id 7", "look_up_id 7"}));
}

TEST(GetBeforeCompleteness, NeverPutsWhatIsNoNumberIntoACall) {
  Bench bench;
  bench.tenant.read = false;
  for (const char* id :
       {"", "me", "7?include=x", "7/../8", "-7", "+7", "7 ", " 7", "7.0", "0x7", "٧", "123456789012345678901"}) {
    EXPECT_TRUE(fails_with(bench.get(Kind::User, id), FaultKind::NotFound, "no User")) << id;
  }
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(ListUsers, ScansApartFromTheCallersThread) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x","active":true})");
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "ADA@x")"), Calls{"7"});
  EXPECT_EQ(ids_in(*bench.list(Kind::User)), Calls{"7"});
  EXPECT_EQ(bench.scans.posted, 0U);
  EXPECT_EQ(bench.ids(Kind::User, "active eq true"), Calls{"7"});
  EXPECT_EQ(bench.scans.posted, 1U);
}

TEST(ListUsers, SeesTheClientsOwnExternalIds) {
  Bench bench;
  store::Row ada = user("7", "ada@x");
  ada.external_ids = {{"okta", "00u1"}};
  put(bench.tenant.rows, ada, R"({"userName":"ada@x"})");
  EXPECT_EQ(bench.ids(Kind::User, R"(externalId eq "00u1")", kOkta), Calls{"7"});
  EXPECT_EQ(bench.ids(Kind::User, R"(externalId eq "00u1")", kEntra), Calls());
}

TEST(ListUsers, RefusesFiltersAndPagesThatCannotBe) {
  Bench bench;
  EXPECT_TRUE(fails_with(bench.list(Kind::User, filtered("userName")), FaultKind::InvalidFilter, ""));
  EXPECT_TRUE(fails_with(bench.list(Kind::User, filtered("shoeSize pr")), FaultKind::InvalidFilter, "shoeSize"));
  EXPECT_TRUE(fails_with(bench.list(Kind::User, {{}, {}, "many", {}}), FaultKind::InvalidValue, "count"));
}

TEST(ListBeforeCompleteness, LooksOneUserNameUp) {
  Bench bench;
  bench.tenant.read = false;
  bench.tenant.find = [&] { put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})"); };
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "ada@x")"), Calls{"7"});
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "nobody@x")"), Calls());
  EXPECT_EQ(bench.tenant.calls, (Calls{"look_up_name ada@x", "look_up_name nobody@x"}));
  bench.tenant.outcome = upstream_down();
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "bob@x")"), Calls{"UpstreamUnavailable"});
}

TEST(ListBeforeCompleteness, AsksForNobodyWithoutAName) {
  Bench bench;
  bench.tenant.read = false;
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "")"), Calls());
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(ListBeforeCompleteness, GivesNoShortList) {
  Bench bench;
  bench.tenant.read = false;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  for (const char* filter : {R"(id eq "7")", R"(externalId eq "e")", R"(active eq true)", R"(userName sw "a")",
                             R"(userName eq "ada@x" and active eq true)"}) {
    EXPECT_EQ(bench.ids(Kind::User, filter), Calls{"NotReady"}) << filter;
  }
  EXPECT_EQ(bench.ids(Kind::Group, R"(displayName eq "Staff")"), Calls{"NotReady"});
  EXPECT_TRUE(fails_with(bench.list(Kind::User), FaultKind::NotReady, ""));
  EXPECT_TRUE(fails_with(bench.list(Kind::User, filtered("(")), FaultKind::InvalidFilter, ""));
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(MissesThatAreVerified, LookUpWhoIsUnknownAndNobodyElse) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  put(bench.tenant.rows, user("8", "gone@x", store::Life::Deleted), R"({"userName":"gone@x"})");
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "bob@x")"), Calls());
  EXPECT_EQ(bench.tenant.calls, Calls()) << "a mirror that is sure";

  bench.tenant.unsure = true;
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "ada@x")"), Calls{"7"});
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "gone@x")"), Calls());
  EXPECT_EQ(bench.ids(Kind::User, R"(userName sw "b")"), Calls());
  EXPECT_EQ(bench.ids(Kind::Group, R"(displayName eq "Staff")"), Calls());
  EXPECT_EQ(bench.tenant.calls, Calls());

  bench.tenant.find = [&] { put(bench.tenant.rows, user("9", "bob@x"), R"({"userName":"bob@x"})"); };
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "bob@x")"), Calls{"9"});
  EXPECT_EQ(bench.tenant.calls, Calls{"look_up_name bob@x"});
  bench.tenant.outcome = upstream_down();
  EXPECT_EQ(bench.ids(Kind::User, R"(userName eq "carl@x")"), Calls{"UpstreamUnavailable"});
}

TEST(Discovery, DescribesWhatThereIs) {
  const Bench bench;
  const Principal who = bench.who();
  const auto config = bench.service->service_provider_config(who);
  ASSERT_TRUE(config);
  EXPECT_EQ(*object(*config).find("filter")->if_object()->find("maxResults"), core::Value(1000));
  EXPECT_EQ(*object(*config).find("etag")->if_object()->find("supported"), core::Value(true));
  EXPECT_EQ(*object(*bench.service->schemas(who, "")).find("totalResults"), core::Value(7));
  EXPECT_EQ(*object(*bench.service->resource_types(who, "")).find("totalResults"), core::Value(4));
  const auto schema = bench.service->schemas(who, "urn:ietf:params:scim:schemas:core:2.0:Group");
  ASSERT_TRUE(schema);
  EXPECT_EQ(*object(*schema).find("name"), core::Value("Group"));
  const auto type = bench.service->resource_types(who, "User");
  ASSERT_TRUE(type);
  EXPECT_EQ(*object(*type).find("endpoint"), core::Value("/Users"));
  EXPECT_TRUE(fails_with(bench.service->schemas(who, "urn:nobody"), FaultKind::NotFound, "urn:nobody"));
  EXPECT_TRUE(fails_with(bench.service->resource_types(who, "Robot"), FaultKind::NotFound, "Robot"));
}

}  // namespace
}  // namespace bridge::service::test
