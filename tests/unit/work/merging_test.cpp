// Additions of members to one group that wait behind each other leave as one call.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

std::string addition(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + (R"({"value":")" + id + "\"}");
  return R"([{"op":"add","path":"members","value":[)" + list + "]}]";
}

std::string removal(const std::string& id) {
  return R"([{"op":"remove","path":"members[value eq \")" + id + R"(\"]"}])";
}

/// A group without members that SCIM made, and people. What changes its members is held back.
class MergingTest : public ::testing::TestWithParam<Services> {
 protected:
  MergingTest() : bench(GetParam()) {
    for (int i = 0; i < 40; ++i) bench.smartsheet.add_person(address(i));
    if (by_scim()) bench.settings.fixed_route = route::Route::Scim;
    bench.start();
    for (int i = 0; i < 40; ++i) ids.push_back(id_of(address(i)));
    team = bench.ask(create(Kind::Group, group("Team")))->id();
    bench.forget();
    hold();
  }
  [[nodiscard]] static std::string address(int number) { return "p" + std::to_string(number) + "@x.example"; }
  [[nodiscard]] std::string id_of(const std::string& user_name) const {
    const store::EntryPtr entry = bench.tenant->index().find_by_name(Kind::User, user_name);
    return entry ? entry->row.id.text : std::string();
  }
  [[nodiscard]] bool by_scim() const { return GetParam() == Services::Scim; }
  [[nodiscard]] std::string line() const {
    return by_scim() ? "PATCH /Groups/" + link() : "POST /groups/" + link() + "/members";
  }
  [[nodiscard]] std::string link() const {
    return bench.link(Kind::Group, team, by_scim() ? route::Route::Scim : route::Route::Rest);
  }
  void hold() { by_scim() ? bench.hold_scim(line()) : bench.hold(line()); }

  AskedPtr add(const std::vector<std::string>& members, const std::string& if_match = {}, const char* request = "r-1") {
    Edit edit = modify(Kind::Group, team, addition(members));
    if (!if_match.empty()) edit.if_match = if_match;
    edit.request = core::RequestId(request);
    const AskedPtr asked = bench.submit(std::move(edit));
    bench.loop->run();
    return asked;
  }
  /// Smartsheet answers the call that is held back.
  void serve() {
    const bool answered = by_scim()
                              ? bench.scim_client->reply("PATCH", bench.scim.serve(bench.scim_client->sent.back().call))
                              : bench.client->reply("POST", bench.smartsheet.serve(bench.client->sent.back().call));
    EXPECT_TRUE(answered);
    bench.loop->run();
  }
  void reply(const transport::Reply& rest, const transport::Reply& scim) {
    EXPECT_TRUE(by_scim() ? bench.scim_client->reply("PATCH", scim) : bench.client->reply("POST", rest));
    bench.loop->run();
  }
  void refuse() {
    reply(refusal(400, 1290), answer(400, parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],
                                                     "status":"400","scimType":"invalidValue"})")));
  }
  [[nodiscard]] std::size_t calls() const { return bench.writes().size(); }
  [[nodiscard]] std::size_t members() const { return bench.tenant->index().member_count(ResourceId(team)); }
  [[nodiscard]] std::uint64_t version() const { return bench.find(Kind::Group, team)->row.version; }
  [[nodiscard]] static std::uint64_t version_in(const AskedPtr& asked) {
    return asked->ok() ? (*asked->result)->entry->row.version : 0;
  }

  Bench bench;
  std::vector<std::string> ids;
  std::string team;
};

TEST_P(MergingTest, ThirtySingleAdditionsCostTwoCalls) {
  const std::uint64_t before = version();
  std::vector<AskedPtr> asked;
  for (int i = 0; i < 30; ++i) asked.push_back(add({ids[static_cast<std::size_t>(i)]}));
  serve();
  EXPECT_EQ(calls(), 2U);
  serve();
  EXPECT_EQ(calls(), 2U);
  EXPECT_EQ(members(), 30U);
  for (std::size_t i = 0; i < asked.size(); ++i) EXPECT_EQ(version_in(asked[i]), before + 1 + i);
  EXPECT_EQ(version(), before + 30);
  EXPECT_TRUE(bench.store.contents.intents.empty());
  EXPECT_EQ(bench.store.contents.members.size(), 30U);
  EXPECT_EQ(*bench.store.row(Kind::Group, team), bench.find(Kind::Group, team)->row);
}

TEST_P(MergingTest, EachAnswerShowsTheGroupAsItIsAfterThatAddition) {
  static_cast<void>(add({ids[0]}));
  std::vector<std::size_t> seen;
  for (int i = 1; i < 4; ++i) {
    Edit edit = modify(Kind::Group, team, addition({ids[static_cast<std::size_t>(i)]}));
    edit.deadline = bench.clock.tick() + bench.max_wait;
    bench.tenant->submit(std::move(edit), [&](const core::Result<EditDone>&) { seen.push_back(members()); });
  }
  bench.loop->run();
  serve();
  serve();
  EXPECT_EQ(seen, (std::vector<std::size_t>{2, 3, 4}));
}

TEST_P(MergingTest, EachKeepsItsOwnLineOfTheAudit) {
  static_cast<void>(add({ids[0]}, "", "a"));
  static_cast<void>(add({ids[1]}, "", "b"));
  static_cast<void>(add({ids[2]}, "", "c"));
  serve();
  serve();
  Lines lines;
  for (const store::Change& change : bench.store.changes) {
    for (const store::AuditRecord& record : change.audit) {
      const Object& content = *record.content.if_object();
      lines.push_back(record.request + " " + std::string(core::text_or_empty(content, "outcome")) + " " +
                      std::to_string(*content.find("version_before")->if_integer()) + " to " +
                      std::to_string(*content.find("version_after")->if_integer()));
    }
  }
  const std::string at = std::to_string(version());
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[1].starts_with("b done ")) << lines[1];
  EXPECT_TRUE(lines[2].starts_with("c done ")) << lines[2];
  EXPECT_TRUE(lines[2].ends_with(" to " + at)) << lines[2];
  EXPECT_TRUE(lines[1].ends_with(" to " + std::to_string(version() - 1))) << lines[1];
}

TEST_P(MergingTest, IntentsOfAllAreOnDiskBeforeTheCallLeaves) {
  static_cast<void>(add({ids[0]}));
  static_cast<void>(add({ids[1]}));
  static_cast<void>(add({ids[2]}));
  serve();
  EXPECT_EQ(bench.store.contents.intents.size(), 2U);
  EXPECT_EQ(calls(), 2U);
}

TEST_P(MergingTest, WhatIsNotOnDiskDoesNotLeave) {
  static_cast<void>(add({ids[0]}));
  const auto second = add({ids[1]});
  const auto third = add({ids[2]});
  bool failed = false;
  bench.store.fails = [&](const store::Change& change) {
    const bool fails = change.intents.size() == 2;
    failed = failed || fails;
    return fails;
  };
  serve();
  EXPECT_TRUE(failed);
  EXPECT_EQ(second->fault(), "StoreFailed");
  EXPECT_FALSE(third->answered()) << "it takes its own turn";
  bench.store.fails = {};
  serve();
  EXPECT_TRUE(third->ok()) << third->fault();
  EXPECT_EQ(members(), 2U);
}

TEST_P(MergingTest, ARefusalHitsOnlyTheCulprit) {
  static_cast<void>(add({ids[0]}));
  const auto good = add({ids[1]});
  const auto bad = add({ids[2]});
  const auto other = add({ids[3]});
  serve();
  EXPECT_EQ(calls(), 2U);
  refuse();
  EXPECT_EQ(calls(), 3U) << "each apart";
  serve();
  EXPECT_TRUE(good->ok()) << good->fault();
  refuse();
  EXPECT_EQ(bad->fault(), "InvalidValue");
  serve();
  EXPECT_TRUE(other->ok()) << other->fault();
  EXPECT_EQ(calls(), 5U);
  EXPECT_EQ(members(), 3U);
  EXPECT_EQ(version_in(other), version_in(good) + 1);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_P(MergingTest, AnUnclearCallIsRepeatedForAll) {
  static_cast<void>(add({ids[0]}));
  const auto second = add({ids[1]});
  const auto third = add({ids[2]});
  serve();
  reply(trouble(transport::Trouble::TimedOut), trouble(transport::Trouble::TimedOut));
  EXPECT_FALSE(second->answered());
  bench.loop->advance(seconds(1));
  EXPECT_EQ(calls(), 3U);
  serve();
  EXPECT_TRUE(second->ok() && third->ok());
  EXPECT_EQ(members(), 3U);
}

TEST_P(MergingTest, EachHasItsOwnDeadline) {
  static_cast<void>(add({ids[0]}));
  bench.max_wait = seconds(10);
  const auto hurried = add({ids[1]});
  bench.max_wait = seconds(25);
  const auto patient = add({ids[2]});
  serve();
  bench.loop->advance(seconds(11));
  EXPECT_EQ(hurried->fault(), "OutcomeUnknown");
  EXPECT_FALSE(patient->answered());
  serve();
  EXPECT_TRUE(patient->ok());
  EXPECT_EQ(members(), 3U) << "what is on disk is done though nobody waits";
}

TEST_P(MergingTest, EachHasItsOwnIfMatch) {
  const std::uint64_t at = version();
  const auto tag = [](std::uint64_t version) { return "W/\"" + std::to_string(version) + "\""; };
  static_cast<void>(add({ids[0]}));
  const auto fits = add({ids[1]}, tag(at + 1));
  const auto follows = add({ids[2]}, tag(at + 2));
  const auto stale = add({ids[3]}, tag(at));
  const auto behind = add({ids[4]});
  serve();
  serve();
  EXPECT_TRUE(fits->ok()) << fits->fault();
  EXPECT_TRUE(follows->ok()) << follows->fault();
  EXPECT_EQ(stale->fault(), "PreconditionFailed");
  serve();
  EXPECT_TRUE(behind->ok()) << behind->fault();
  EXPECT_EQ(members(), 4U);
  EXPECT_EQ(calls(), 3U);
}

TEST_P(MergingTest, WhoIsRefusedOrHasNothingToDoHoldsUpNobody) {
  static_cast<void>(add({ids[0]}));
  const auto first = add({ids[1]});
  const auto unknown = add({"999999"});
  const auto again = add({ids[1]});
  const auto last = add({ids[2]});
  serve();
  serve();
  EXPECT_TRUE(first->ok() && last->ok());
  EXPECT_EQ(unknown->fault(), "InvalidValue");
  EXPECT_TRUE(again->ok());
  EXPECT_EQ(calls(), 2U);
  EXPECT_EQ(members(), 3U);
}

TEST_P(MergingTest, NothingPassesARemoval) {
  static_cast<void>(add({ids[0]}));
  const auto before = add({ids[1]});
  const auto removed = bench.submit(modify(Kind::Group, team, removal(ids[1])));
  const auto behind = add({ids[1]});
  serve();
  EXPECT_EQ(calls(), 2U);
  serve();
  EXPECT_TRUE(before->ok());
  EXPECT_FALSE(behind->answered());
  if (by_scim()) serve();
  EXPECT_TRUE(removed->ok()) << removed->fault();
  serve();
  EXPECT_TRUE(behind->ok());
  EXPECT_EQ(members(), 2U);
  EXPECT_TRUE(bench.tenant->index().is_member(ResourceId(team), ResourceId(ids[1])));
}

TEST_P(MergingTest, OnlyPureAdditionsJoin) {
  for (const std::string& operations :
       {removal(ids[0]), R"([{"op":"replace","path":"members","value":[{"value":")" + ids[2] + R"("}]}])",
        R"([{"op":"add","value":{"externalId":"e","members":[{"value":")" + ids[2] + R"("}]}}])"}) {
    SCOPED_TRACE(operations);
    hold();
    bench.forget();
    static_cast<void>(add({ids[10]}));
    const auto other = bench.submit(modify(Kind::Group, team, operations));
    const auto behind = add({ids[11]});
    serve();
    EXPECT_FALSE(behind->answered()) << "it waits behind the other";
    bench.serve_all();
    while (bench.client->held() + bench.scim_client->held() > 0) serve();
    EXPECT_TRUE(other->ok() && behind->ok()) << other->fault() << behind->fault();
    bench.serve_all();
    ASSERT_TRUE(bench.ask(modify(Kind::Group, team, R"([{"op":"remove","path":"members"}])"))->ok());
  }
}

TEST_P(MergingTest, AfterACrashEachIsTakenUp) {
  for (const bool arrived : {true, false}) {
    SCOPED_TRACE(arrived ? "after the call did its work" : "before it did");
    const std::size_t at = members();
    const std::size_t from = arrived ? 0 : 10;
    hold();
    static_cast<void>(add({ids[from]}));
    static_cast<void>(add({ids[from + 1]}));
    static_cast<void>(add({ids[from + 2]}));
    serve();
    const std::uint64_t before = version();
    if (arrived && by_scim()) static_cast<void>(bench.scim.serve(bench.scim_client->sent.back().call));
    if (arrived && !by_scim()) static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
    bench.restart();
    bench.loop->advance(std::chrono::minutes(1));
    EXPECT_EQ(members(), at + 3);
    EXPECT_EQ(version(), before + 2) << "each still counts as one";
    EXPECT_TRUE(bench.store.contents.intents.empty());
  }
}

TEST_P(MergingTest, WhatOneCallCanNotHoldWaitsForTheNext) {
  std::vector<std::string> many;
  for (int i = 40; i < 740; ++i) bench.smartsheet.add_person(address(i));
  ASSERT_EQ(bench.refresh(), "fine");
  for (int i = 40; i < 740; ++i) many.push_back(id_of(address(i)));
  bench.forget();
  static_cast<void>(add({ids[0]}));
  for (int i = 0; i < 7; ++i) {
    const auto from = many.begin() + i * 100;
    static_cast<void>(add({from, from + 100}));
  }
  serve();
  serve();
  EXPECT_EQ(members(), 501U);
  serve();
  EXPECT_EQ(members(), 701U);
  EXPECT_EQ(calls(), 3U);
}

INSTANTIATE_TEST_SUITE_P(BothRoutes, MergingTest, ::testing::Values(Services::Rest, Services::Scim),
                         [](const ::testing::TestParamInfo<Services>& one) {
                           return std::string(one.param == Services::Rest ? "Rest" : "Scim");
                         });

}  // namespace
}  // namespace bridge::work::test
