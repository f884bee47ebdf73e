// What the two services call the same people and groups: nobody is doubled, no id changes.

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/new_id.hpp"

namespace bridge::work::test {
namespace {

using route::Route;

constexpr const char* kAnn = "ann@x.example";
constexpr const char* kEve = "eve@x.example";

bool is_our_number(const std::string& id) {
  return id.size() == 16 && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

TEST(NewId, IsSmartsheetsWhereThatIsANumberAndFree) {
  store::Index index;
  index.publish({{std::make_shared<const store::Entry>(store::Entry{person_row("1001", kAnn), {}})}, {}, {}});
  const struct {
    const char* name;
    const char* upstream;
    bool kept;
  } cases[] = {
      {"a number", "1002", true},
      {"one of 19 digits", "9223372036854775807", true},
      {"one that a User has", "1001", false},
      {"a UUID", "0f8fad5b-d9cb-469f-a165-70867728950e", false},
      {"a number too long", "92233720368547758070", false},
      {"one with a zero before it", "01002", false},
      {"a negative one", "-5", false},
      {"text", "s-1002", false},
      {"nothing", "", false},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const ResourceId id = new_id(index, Kind::User, core::UpstreamId(one.upstream));
    EXPECT_EQ(id.text == one.upstream, one.kept);
    EXPECT_TRUE(one.kept || is_our_number(id.text)) << id.text;
    EXPECT_EQ(id, new_id(index, Kind::User, core::UpstreamId(one.upstream))) << "the same each time";
  }
  EXPECT_EQ(new_id(index, Kind::Group, core::UpstreamId("1001")).text, "1001") << "Users and Groups are apart";
}

TEST(NewId, AvoidsItsOwnNumbers) {
  store::Index index;
  const ResourceId first = new_id(index, Kind::User, core::UpstreamId("s-1"));
  index.publish({{std::make_shared<const store::Entry>(store::Entry{person_row(first.text, kAnn), {}})}, {}, {}});
  const ResourceId second = new_id(index, Kind::User, core::UpstreamId("s-1"));
  EXPECT_NE(second, first);
  EXPECT_TRUE(is_our_number(second.text));
}

class LinksTest : public ::testing::Test {
 protected:
  LinksTest() {
    bench.smartsheet.add_person(kAnn);
    bench.start();
  }
  Bench bench{Services::Both};
};

TEST_F(LinksTest, OfRestComeWithTheNextRefreshToWhomScimMade) {
  const std::string eve = bench.ask(create(Kind::User, person(kEve, R"("title":"T")")))->id();
  const std::string team = bench.ask(create(Kind::Group, group("Team", {eve, "1001"})))->id();
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Rest), "");
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Rest), "1002");
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Scim), "s-1002");
  EXPECT_EQ(bench.link(Kind::Group, team, Route::Rest), "1003");
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 2U);
  EXPECT_EQ(bench.tenant->index().size(Kind::Group), 1U);
  EXPECT_EQ(bench.tenant->index().members(ResourceId(team)).size(), 2U);
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, eve)->shown, "title"), "T");
  EXPECT_EQ(bench.find(Kind::User, eve)->row.version, 1U) << "a link does not show";
  bench.restart();
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Rest), "1002");
}

TEST_F(LinksTest, AreNotDoubledByAPageThatWasAskedForBefore) {
  for (const char* page : {"GET /users", "GET /groups"}) {
    SCOPED_TRACE(page);
    Bench own(Services::Both);
    own.smartsheet.add_person(kAnn);
    own.start();
    own.hold(page);
    std::string outcome;
    own.tenant->refresh([&](const core::Outcome& result) { outcome = result ? "fine" : result.error().detail; });
    own.loop->run();
    const std::string eve = own.ask(create(Kind::User, person(kEve)))->id();
    const std::string team = own.ask(create(Kind::Group, group("Team", {eve})))->id();
    ASSERT_TRUE(own.client->reply(page, own.smartsheet.serve(own.client->sent.back().call)));
    own.loop->run();
    EXPECT_EQ(outcome, "fine");
    EXPECT_EQ(own.tenant->index().size(Kind::User), 2U);
    EXPECT_EQ(own.tenant->index().size(Kind::Group), 1U);
    own.serve_all();
    EXPECT_EQ(own.refresh(), "fine");
    EXPECT_EQ(own.link(Kind::User, eve, Route::Rest), "1002");
    EXPECT_EQ(own.link(Kind::Group, team, Route::Rest), "1003");
    EXPECT_EQ(own.tenant->index().size(Kind::User), 2U);
  }
}

TEST_F(LinksTest, AreNotDoubledByAPageThatComesWhileTheCreationIsUnderWay) {
  bench.hold_scim("POST");
  const AskedPtr asked = bench.ask(create(Kind::User, person(kEve)));
  transport::Reply reply = bench.scim.serve(bench.scim_client->sent.back().call);
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
  bench.scim_client->reply("POST", std::move(reply));
  bench.loop->run();
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 2U);
  EXPECT_EQ(bench.link(Kind::User, asked->id(), Route::Rest), "1002");
}

TEST_F(LinksTest, OfAnIdThatAnotherRowHasAreKeptBesideAnIdOfOurOwn) {
  bench.scim.ids[1002] = "1001";
  const std::string eve = bench.ask(create(Kind::User, person(kEve)))->id();
  EXPECT_TRUE(is_our_number(eve)) << eve;
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Scim), "1001");
  EXPECT_EQ(bench.link(Kind::User, "1001", Route::Rest), "1001");
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Rest), "1002");
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 2U);
  bench.forget();
  EXPECT_TRUE(bench.ask(remove(Kind::User, "1001"))->ok());
  EXPECT_EQ(bench.writes(), (std::vector<std::string>{"scim PATCH /Users/s-1001"}));
}

class ScimAloneTest : public ::testing::Test {
 protected:
  ScimAloneTest() {
    bench.smartsheet.add_person(kAnn);
    bench.smartsheet.add_person("guest@y.example", "ACTIVE", false);
    bench.smartsheet.add_group("Team", {1001, 1002});
    bench.scim.ids = {{1001, "501"}, {1002, "502"}, {1003, "503"}};
  }
  std::vector<std::string> members(std::string_view id) const {
    std::vector<std::string> ids;
    for (const ResourceId& one : bench.tenant->index().members(ResourceId(std::string(id)))) ids.push_back(one.text);
    return ids;
  }
  Bench bench{Services::Scim};
};

TEST_F(ScimAloneTest, ReadsTheMirrorThereWithGuestsAsMembersAlone) {
  bench.start();
  EXPECT_TRUE(bench.tenant->complete());
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
  const store::EntryPtr ann = bench.find(Kind::User, "501");
  ASSERT_NE(ann, nullptr);
  EXPECT_NE(ann->row.seen.find("schemas"), nullptr);
  EXPECT_EQ(core::text_or_empty(ann->shown, "userName"), kAnn);
  EXPECT_EQ(members("503"), (std::vector<std::string>{"501", "502"}));
  EXPECT_EQ(bench.find(Kind::User, "502")->row.life, Life::Guest);
  EXPECT_TRUE(bench.client->sent.empty());
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_TRUE(bench.store.changes.empty()) << "nothing new";
}

TEST_F(ScimAloneTest, ReadsEveryPageAndMembersThatAreListed) {
  for (int i = 0; i < 5; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
  bench.scim.page_size = 2;
  bench.scim.lists_members = true;
  bench.make();
  bench.tenant->start();
  bench.loop->run();
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 6U);
  EXPECT_EQ(members("503").size(), 2U);
  EXPECT_EQ(bench.scim_client->count("GET /Groups/"), 0U);
}

TEST_F(ScimAloneTest, DropsWhoIsGone) {
  bench.start();
  bench.smartsheet.people.erase(1001);
  bench.smartsheet.change_members(1003, {1002});
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.find(Kind::User, "501"), nullptr);
  EXPECT_EQ(members("503"), (std::vector<std::string>{"502"}));
}

TEST_F(ScimAloneTest, DropsNobodyWhereGroupsAreNotOfferedAndTakesThemUpAgain) {
  bench.start();
  for (const int status : {404, 501}) {
    SCOPED_TRACE(status);
    bench.scim.groups_off = status;
    EXPECT_EQ(bench.refresh(), "fine");
    EXPECT_EQ(members("503"), (std::vector<std::string>{"501", "502"}));
    EXPECT_EQ(bench.ask(create(Kind::Group, group("New")))->fault(), core::to_string(FaultKind::NotImplemented));
    bench.scim.groups_off.reset();
    EXPECT_EQ(bench.refresh(), "fine");
    const AskedPtr made = bench.ask(create(Kind::Group, group("New")));
    EXPECT_TRUE(made->ok()) << made->fault();
    EXPECT_TRUE(bench.ask(remove(Kind::Group, made->id()))->ok());
  }
  bench.scim.groups_off = 403;
  EXPECT_NE(bench.refresh(), "fine") << "a refusal is no answer";
}

TEST_F(ScimAloneTest, IsCompleteWhereGroupsWereNeverOffered) {
  bench.scim.groups_off = 404;
  bench.start();
  EXPECT_TRUE(bench.tenant->complete());
  EXPECT_TRUE(bench.ask(create(Kind::User, person(kEve)))->ok());
}

TEST_F(ScimAloneTest, KeepsTheIdsOfAStoreThatRestFilled) {
  bench.services = Services::Rest;
  bench.start();
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", R"([{"op":"add","path":"title","value":"T"}])"))->ok());
  bench.services = Services::Scim;
  bench.settings.fixed_route = Route::Scim;
  bench.restart();
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
  EXPECT_EQ(bench.link(Kind::User, "1001", Route::Scim), "501");
  EXPECT_EQ(bench.link(Kind::User, "1001", Route::Rest), "1001");
  EXPECT_EQ(bench.link(Kind::Group, "1003", Route::Scim), "503");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, "1001")->shown, "title"), "T");
  EXPECT_EQ(bench.refresh(), "fine");
  bench.forget();
  EXPECT_TRUE(bench.ask(remove(Kind::User, "1001"))->ok());
  EXPECT_EQ(bench.writes(), (std::vector<std::string>{"scim PATCH /Users/501"}));
}

/// Before the first refresh an id that is not in the store may be anybody's: a 404 would be a guess.
TEST(LookUpById, IsAnsweredLaterWhereIdsAreOfTwoServices) {
  for (const Services services : {Services::Both, Services::Scim}) {
    Bench bench(services);
    bench.make();
    std::string fault;
    bench.tenant->look_up_id(ResourceId("77"), [&](const core::Outcome& outcome) {
      fault = outcome ? "none" : core::to_string(outcome.error().kind);
    });
    bench.loop->run();
    EXPECT_EQ(fault, "NotReady");
  }
}

}  // namespace
}  // namespace bridge::work::test
