// Large changes of groups take turns with others, and give way to newer ones, member by member.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

std::string members_of(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + (R"({"value":")" + id + "\"}");
  return "[" + list + "]";
}

std::string operation(const char* op, const std::vector<std::string>& ids) {
  return std::string(R"([{"op":")") + op + R"(","path":"members","value":)" + members_of(ids) + "}]";
}

std::string removal_of(const std::string& id) {
  return R"([{"op":"remove","path":"members[value eq \")" + id + R"(\"]"}])";
}

/// A group of 40 that SCIM made, by REST, where each removal is a call; removals are held back.
class LargeGroupChangeTest : public ::testing::Test {
 protected:
  LargeGroupChangeTest() {
    for (int i = 0; i < 45; ++i) {
      ids.push_back(std::to_string(bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example")));
    }
    bench.start();
    team = bench.ask(create(Kind::Group, group("Team", {ids.begin(), ids.begin() + 40})))->id();
    bench.forget();
    hold();
  }
  void hold() { bench.hold("DELETE /groups/"); }
  AskedPtr submit(const std::string& operations, const char* request = "r-1") {
    Edit edit = modify(Kind::Group, team, operations);
    edit.request = core::RequestId(request);
    const AskedPtr asked = bench.submit(std::move(edit));
    bench.loop->run();
    return asked;
  }
  /// Everybody but those of `keep` leaves.
  AskedPtr keep_only(const std::vector<std::string>& keep) { return submit(operation("replace", keep)); }
  AskedPtr remove_all() { return submit(R"([{"op":"remove","path":"members"}])"); }
  AskedPtr add(const std::string& id) { return submit(operation("add", {id})); }
  /// Smartsheet answers `count` removals.
  void serve(int count = 1) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(bench.client->reply("DELETE", bench.smartsheet.serve(bench.client->sent.back().call)));
      bench.loop->run();
    }
  }
  void serve_the_rest() {
    while (bench.client->held() > 0) serve();
  }
  [[nodiscard]] std::size_t members() const { return bench.tenant->index().member_count(ResourceId(team)); }
  [[nodiscard]] std::size_t upstream() const { return bench.smartsheet.groups.at(std::stoll(team)).members.size(); }
  [[nodiscard]] bool is_member(const std::string& id) const {
    const bool shown = bench.tenant->index().is_member(ResourceId(team), ResourceId(id));
    const bool there = bench.smartsheet.groups.at(std::stoll(team)).members.contains(std::stoll(id));
    EXPECT_EQ(shown, there) << id;
    return there;
  }
  [[nodiscard]] std::size_t removals() const { return bench.client->count("DELETE /groups/"); }
  void expect_settled() const {
    EXPECT_TRUE(bench.store.contents.intents.empty());
    EXPECT_EQ(members(), upstream());
    EXPECT_EQ(*bench.store.row(Kind::Group, team), bench.find(Kind::Group, team)->row);
    EXPECT_EQ(bench.store.contents.members.size(), members());
  }

  Bench bench;
  std::vector<std::string> ids;
  std::string team;
};

TEST_F(LargeGroupChangeTest, WithNobodyElseAboutItIsOneChange) {
  const auto asked = remove_all();
  serve(39);
  EXPECT_EQ(members(), 40U) << "nothing is shown by halves to whom it matters";
  serve();
  EXPECT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(members(), 0U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, OthersOfTheGroupWaitForTenCallsAtMost) {
  const auto large = remove_all();
  const auto small = add(ids[44]);
  serve(9);
  EXPECT_FALSE(small->answered());
  serve();
  EXPECT_TRUE(small->ok()) << small->fault();
  EXPECT_FALSE(large->answered());
  EXPECT_EQ(members(), 31U) << "what is done is shown";
  serve_the_rest();
  EXPECT_TRUE(large->ok()) << large->fault();
  EXPECT_TRUE(is_member(ids[44]));
  EXPECT_EQ(members(), 1U);
  EXPECT_EQ(removals(), 40U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, OthersOfOtherResourcesPassBetweenItsCalls) {
  static_cast<void>(remove_all());
  serve(2);
  const auto person_made = bench.ask(create(Kind::User, person("new@x.example")));
  const auto group_made = bench.ask(create(Kind::Group, group("Other", {ids[0]})));
  EXPECT_TRUE(person_made->ok() && group_made->ok());
  EXPECT_EQ(removals(), 3U);
}

TEST_F(LargeGroupChangeTest, WhoseCallerHasGivenUpShowsWhatIsDone) {
  const auto asked = remove_all();
  bench.loop->advance(seconds(26));
  EXPECT_EQ(asked->fault(), "OutcomeUnknown");
  ASSERT_TRUE(asked->result->error().retry_after);
  EXPECT_GE(*asked->result->error().retry_after, seconds(2)) << "its last call, not its first";
  const std::uint64_t version = bench.find(Kind::Group, team)->row.version;
  serve(10);
  EXPECT_EQ(members(), 30U);
  EXPECT_EQ(bench.find(Kind::Group, team)->row.version, version + 1);
  serve_the_rest();
  EXPECT_EQ(members(), 0U);
  EXPECT_EQ(removals(), 40U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ANewerAdditionKeepsItsMember) {
  const auto large = remove_all();
  const std::string last = ids[39];
  const auto kept = add(last);
  serve(10);
  EXPECT_TRUE(kept->ok()) << "a member still";
  serve_the_rest();
  EXPECT_TRUE(large->ok());
  EXPECT_TRUE(is_member(last));
  EXPECT_EQ(members(), 1U);
  EXPECT_EQ(removals(), 39U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ANewerRemovalIsNotDoneTwice) {
  static_cast<void>(remove_all());
  const auto removed = submit(removal_of(ids[39]));
  serve(10);
  EXPECT_FALSE(removed->answered());
  serve();
  EXPECT_TRUE(removed->ok());
  serve_the_rest();
  EXPECT_EQ(removals(), 40U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ARepeatTakesOverWhatIsLeft) {
  const auto first = keep_only({ids[0]});
  const auto repeat = keep_only({ids[0]});
  serve_the_rest();
  EXPECT_EQ(first->fault(), "OutcomeUnknown");
  EXPECT_TRUE(repeat->ok()) << repeat->fault();
  EXPECT_EQ(removals(), 39U) << "nothing is done twice";
  EXPECT_EQ(members(), 1U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ANewerListTakesThePlaceOfTheOlderOne) {
  static_cast<void>(keep_only({ids[0]}));
  const auto newer = keep_only({ids.begin() + 20, ids.begin() + 40});
  serve_the_rest();
  EXPECT_TRUE(newer->ok()) << newer->fault();
  for (std::size_t i = 20; i < 40; ++i) EXPECT_TRUE(is_member(ids[i]));
  EXPECT_EQ(members(), 20U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ManyTurnsComeToTheSumOfAllInOrder) {
  static_cast<void>(keep_only({ids[0]}));
  static_cast<void>(add(ids[39]));
  static_cast<void>(submit(operation("add", {ids[38], ids[44]})));
  static_cast<void>(submit(removal_of(ids[44])));
  const auto list = submit(R"([{"op":"remove","path":"members[value eq \")" + ids[39] +
                           R"(\"]"},{"op":"add","path":"members","value":)" + members_of({ids[37]}) + "}]");
  serve_the_rest();
  EXPECT_TRUE(list->ok()) << list->fault();
  EXPECT_TRUE(is_member(ids[0]) && is_member(ids[37]) && is_member(ids[38]));
  EXPECT_FALSE(is_member(ids[39]) || is_member(ids[44]));
  EXPECT_EQ(members(), 3U);
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ADeletionEndsIt) {
  const auto large = remove_all();
  const auto deleted = bench.submit(remove(Kind::Group, team));
  serve(10);
  EXPECT_FALSE(deleted->answered());
  serve();
  EXPECT_TRUE(deleted->ok()) << deleted->fault();
  EXPECT_EQ(large->fault(), "OutcomeUnknown");
  EXPECT_EQ(bench.client->held(), 0U);
  EXPECT_EQ(bench.find(Kind::Group, team), nullptr);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(LargeGroupChangeTest, ARenameMeanwhileIsKept) {
  const auto large = remove_all();
  const auto renamed = submit(R"([{"op":"replace","path":"displayName","value":"Crew"}])");
  serve_the_rest();
  EXPECT_TRUE(large->ok() && renamed->ok());
  EXPECT_EQ(bench.find(Kind::Group, team)->row.name, "Crew");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::Group, team)->shown, "displayName"), "Crew");
  expect_settled();
}

TEST_F(LargeGroupChangeTest, ARefusalEndsWhatIsLeft) {
  const auto large = remove_all();
  static_cast<void>(add(ids[44]));
  serve(10);
  serve(2);
  ASSERT_TRUE(bench.client->reply("DELETE", refusal(400, 1290)));
  bench.loop->run();
  EXPECT_EQ(large->fault(), "InvalidValue");
  EXPECT_EQ(members(), 29U);
  expect_settled();
}

/// Where the process ends: after so many removals, before or after what came last was on disk.
struct Crash {
  int after;
  bool answered;
  bool on_disk;
};

void PrintTo(const Crash& crash, std::ostream* out) {
  *out << crash.after << (crash.answered ? " answered" : " sent") << (crash.on_disk ? ", noted" : ", not noted");
}

class CrashInALargeChange : public LargeGroupChangeTest, public ::testing::WithParamInterface<Crash> {};

TEST_P(CrashInALargeChange, ComesToTheSameEnd) {
  const Crash crash = GetParam();
  static_cast<void>(remove_all());
  const auto kept = add(ids[39]);
  serve(crash.after);
  const bool acknowledged = kept->answered();
  if (crash.answered) {
    bench.store.hold = true;
    serve();
  } else {
    static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
  }
  bench.restart(crash.on_disk);
  bench.loop->advance(std::chrono::minutes(1));
  // An addition that was answered holds; one that was not may be lost, and is asked for again.
  EXPECT_EQ(is_member(ids[39]), acknowledged);
  if (!acknowledged) EXPECT_TRUE(bench.ask(modify(Kind::Group, team, operation("add", {ids[39]})))->ok());
  EXPECT_TRUE(is_member(ids[39]));
  EXPECT_EQ(members(), 1U);
  expect_settled();
}

INSTANTIATE_TEST_SUITE_P(Points, CrashInALargeChange,
                         ::testing::Values(Crash{0, false, false}, Crash{0, true, false}, Crash{0, true, true},
                                           Crash{9, false, false}, Crash{9, true, false}, Crash{10, false, false},
                                           Crash{10, true, false}, Crash{10, true, true}, Crash{25, false, false},
                                           Crash{25, true, true}, Crash{38, false, false}, Crash{38, true, false},
                                           Crash{38, true, true}));

TEST(LargeGroupChangeByScim, IsAFewCallsAndTakesTheSameCare) {
  Bench bench(Services::Scim);
  bench.settings.fixed_route = route::Route::Scim;
  std::vector<std::string> ids;
  const auto address = [](int number) { return "p" + std::to_string(number) + "@x.example"; };
  for (int i = 0; i < 600; ++i) bench.smartsheet.add_person(address(i));
  bench.start();
  for (int i = 0; i < 600; ++i) {
    ids.push_back(bench.tenant->index().find_by_name(Kind::User, address(i))->row.id.text);
  }
  const std::string team = bench.ask(create(Kind::Group, group("Team", ids)))->id();
  bench.forget();
  EXPECT_TRUE(bench.ask(modify(Kind::Group, team, R"([{"op":"remove","path":"members"}])"))->ok());
  EXPECT_EQ(bench.writes().size(), 2U);
  EXPECT_EQ(bench.tenant->index().member_count(ResourceId(team)), 0U);
}

}  // namespace
}  // namespace bridge::work::test
