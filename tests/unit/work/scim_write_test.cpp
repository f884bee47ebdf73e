// Writes of a tenant that is settled on Smartsheet's SCIM service.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;
using Lines = std::vector<std::string>;

constexpr const char* kEve = "eve@x.example";

class ScimWriteTest : public ::testing::Test {
 protected:
  ScimWriteTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.add_person("bob@x.example");
    bench.smartsheet.add_group("Team", {1001});
    bench.start();
  }
  void expect_one_patch(const Edit& edit, const std::string& path, std::string_view operations) {
    bench.forget();
    const AskedPtr asked = bench.ask(edit);
    EXPECT_TRUE(asked->ok()) << asked->fault();
    EXPECT_EQ(bench.writes(), (Lines{"scim PATCH " + path}));
    EXPECT_EQ(bench.scim_body("PATCH"), patch_body(operations));
  }
  Edit modify_ann(std::string_view operations) { return modify(Kind::User, "1001", operations); }
  Bench bench{Services::Both};
};

TEST_F(ScimWriteTest, MakesAPersonWithAllThatTheServiceHolds) {
  const AskedPtr asked = bench.ask(create(
      Kind::User, person(kEve, R"("name":{"givenName":"Eve","familyName":"Low"},"title":"T","nickName":"E",)"
                               R"("externalId":"e1","roles":[{"value":"LICENSED_USER"}],")" +
                                   std::string(kEnterprise) + R"(":{"department":"D","manager":{"value":"1002"}})")));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(bench.writes(), (Lines{"scim POST /Users"}));
  const core::Value body = bench.scim_body("POST");
  EXPECT_EQ(core::text_or_empty(*body.if_object(), "userName"), kEve);
  EXPECT_EQ(core::text_or_empty(*body.if_object(), "title"), "T");
  EXPECT_EQ(body.if_object()->find("nickName"), nullptr);
  EXPECT_EQ(body.if_object()->find("externalId"), nullptr);
  EXPECT_EQ(*body.if_object()->find(kEnterprise), parse(R"({"department":"D","manager":"s-1002"})"));
  const store::EntryPtr eve = bench.find(Kind::User, asked->id());
  ASSERT_NE(eve, nullptr);
  EXPECT_EQ(asked->id().size(), 16U) << "a number of our own for an id that is none";
  EXPECT_EQ(bench.link(Kind::User, asked->id(), Route::Scim), "s-1004");
  EXPECT_EQ(bench.link(Kind::User, asked->id(), Route::Rest), "");
  EXPECT_EQ(core::text_or_empty(eve->shown, "nickName"), "E") << "what it can't hold stays in the row";
  EXPECT_NE(eve->row.seen.find("schemas"), nullptr);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(ScimWriteTest, MakesAnInactivePersonInTwoSteps) {
  const AskedPtr asked = bench.ask(create(Kind::User, person(kEve, R"("active":false)")));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(bench.writes(), (Lines{"scim POST /Users", "scim PATCH /Users/s-1004"}));
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1004), "status"), "DEACTIVATED");
}

TEST_F(ScimWriteTest, ChangesWhatDiffersInOnePatch) {
  expect_one_patch(modify_ann(R"([{"op":"add","path":"title","value":"T"},{"op":"add","path":"nickName","value":"N"},)"
                              R"({"op":"add","path":"name.givenName","value":"Ann"}])"),
                   "/Users/s-1001",
                   R"([{"op":"add","path":"name.givenName","value":"Ann"},{"op":"add","path":"title","value":"T"}])");
  expect_one_patch(modify_ann(R"([{"op":"replace","path":"roles","value":[{"value":"GROUP_ADMIN"}]}])"),
                   "/Users/s-1001",
                   R"([{"op":"replace","path":"roles","value":[{"value":"GROUP_ADMIN","type":"GROUP_ADMIN"}]}])");
  EXPECT_TRUE(core::flag_or_false(bench.smartsheet.people.at(1001), "groupAdmin"));
  bench.forget();
  EXPECT_TRUE(bench.ask(modify_ann(R"([{"op":"replace","path":"title","value":"T"}])"))->ok());
  EXPECT_TRUE(bench.ask(modify_ann(R"([{"op":"add","path":"locale","value":"de"}])"))->ok());
  EXPECT_TRUE(bench.writes().empty()) << "no change, and one that the service does not hold";
}

TEST_F(ScimWriteTest, TakesAnAnswerWithoutABody) {
  bench.scim.silent = true;
  expect_one_patch(modify_ann(R"([{"op":"add","path":"title","value":"T"}])"), "/Users/s-1001",
                   R"([{"op":"add","path":"title","value":"T"}])");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, "1001")->shown, "title"), "T");
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, "1001")->shown, "title"), "T");
}

TEST_F(ScimWriteTest, GivesAndTakesAccess) {
  expect_one_patch(modify_ann(R"([{"op":"replace","path":"active","value":false}])"), "/Users/s-1001",
                   R"([{"op":"replace","path":"active","value":false}])");
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "DEACTIVATED");
  expect_one_patch(modify_ann(R"([{"op":"replace","path":"active","value":true}])"), "/Users/s-1001",
                   R"([{"op":"replace","path":"active","value":true}])");
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "ACTIVE");
}

TEST_F(ScimWriteTest, RemovesAPersonWithoutADeleteAndRevivesThemOutOfTheirGroups) {
  expect_one_patch(remove(Kind::User, "1001"), "/Users/s-1001", R"([{"op":"replace","path":"active","value":false}])");
  EXPECT_EQ(bench.smartsheet.people_called("ann@x.example"), 1U);
  bench.forget();
  const AskedPtr again = bench.ask(create(Kind::User, person("ann@x.example")));
  EXPECT_EQ(again->id(), "1001");
  EXPECT_EQ(bench.writes(), (Lines{"scim PATCH /Groups/s-1003", "scim PATCH /Users/s-1001"}));
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(1001), "status"), "ACTIVE");
  EXPECT_TRUE(bench.smartsheet.groups.at(1003).members.empty());
  EXPECT_FALSE(bench.tenant->index().is_member(ResourceId("1003"), ResourceId("1001")));
  EXPECT_EQ(bench.scim_client->count("DELETE"), 0U);
}

TEST_F(ScimWriteTest, MakesChangesAndDeletesAGroup) {
  const AskedPtr made = bench.ask(create(Kind::Group, group("New", {"1001"})));
  ASSERT_TRUE(made->ok()) << made->fault();
  EXPECT_EQ(bench.smartsheet.groups.at(1004).members, (std::set<std::int64_t>{1001}));
  EXPECT_EQ(bench.link(Kind::Group, made->id(), Route::Scim), "s-1004");
  const auto change = [&](std::string_view operations) { return modify(Kind::Group, made->id(), operations); };
  expect_one_patch(change(R"([{"op":"add","path":"members","value":[{"value":"1002"}]}])"), "/Groups/s-1004",
                   R"([{"op":"add","path":"members","value":[{"value":"s-1002"}]}])");
  expect_one_patch(change(R"([{"op":"remove","path":"members[value eq \"1001\"]"}])"), "/Groups/s-1004",
                   R"([{"op":"remove","path":"members[value eq \"s-1001\"]"}])");
  expect_one_patch(change(R"([{"op":"replace","path":"displayName","value":"Crew"}])"), "/Groups/s-1004",
                   R"([{"op":"replace","path":"displayName","value":"Crew"}])");
  EXPECT_EQ(bench.smartsheet.groups.at(1004).members, (std::set<std::int64_t>{1002}));
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.groups.at(1004).record, "name"), "Crew");
  bench.forget();
  EXPECT_TRUE(bench.ask(remove(Kind::Group, made->id()))->ok());
  EXPECT_EQ(bench.writes(), (Lines{"scim DELETE /Groups/s-1004"}));
  EXPECT_EQ(bench.find(Kind::Group, made->id()), nullptr);
}

TEST_F(ScimWriteTest, TranslatesAManagerAndKeepsAnUnknownOneInTheRow) {
  const auto manager = [&](const char* id) {
    return modify_ann(R"([{"op":"add","path":")" + std::string(kEnterprise) + R"(:manager","value":{"value":")" + id +
                      "\"}}]");
  };
  const std::string path = std::string(kEnterprise) + ":manager";
  expect_one_patch(manager("1002"), "/Users/s-1001", R"([{"op":"add","path":")" + path + R"(","value":"s-1002"}])");
  expect_one_patch(manager("777"), "/Users/s-1001", R"([{"op":"remove","path":")" + path + R"("}])");
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find(kEnterprise), parse(R"({"manager":{"value":"777"}})"));
}

TEST_F(ScimWriteTest, LooksUpACreationWhoseAnswerWasLostAndAdoptsIt) {
  bench.hold_scim("POST");
  const AskedPtr asked = bench.ask(create(Kind::User, person(kEve, R"("title":"T")")));
  static_cast<void>(bench.scim.serve(bench.scim_client->sent.back().call));
  bench.scim_client->reply("POST", answer(500, std::string("oops")));
  bench.loop->advance(seconds(1));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(bench.scim_client->count("POST"), 1U);
  EXPECT_EQ(bench.scim_client->count("GET /Users?filter="), 1U);
  EXPECT_EQ(bench.link(Kind::User, asked->id(), Route::Scim), "s-1004");
  EXPECT_EQ(bench.smartsheet.people_called(kEve), 1U);
}

TEST_F(ScimWriteTest, SendsACreationAgainThatNeverArrived) {
  bench.hold_scim("POST");
  bench.max_wait = std::chrono::minutes(10);
  const AskedPtr asked = bench.ask(create(Kind::User, person(kEve)));
  bench.scim_client->reply("POST", trouble(transport::Trouble::TimedOut));
  bench.serve_all();
  bench.loop->advance(std::chrono::minutes(5));
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(bench.scim_client->count("POST"), 2U);
  EXPECT_EQ(bench.smartsheet.people_called(kEve), 1U);
}

TEST_F(ScimWriteTest, TakesA200ToACreationForAConflict) {
  bench.smartsheet.add_person(kEve);
  EXPECT_EQ(bench.ask(create(Kind::User, person(kEve)))->fault(), core::to_string(FaultKind::Uniqueness));
  EXPECT_EQ(bench.writes(), (Lines{"scim POST /Users"})) << "and REST is not asked";
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

}  // namespace
}  // namespace bridge::work::test
