// What a refresh costs of Smartsheet's budget, and that reads cost nothing of it.

#include <algorithm>
#include <iostream>
#include <memory>

#include <gtest/gtest.h>

#include "accelerated/scenario.hpp"

namespace bridge::accelerated {

namespace {

using std::chrono::minutes;

/// With the organisation's owner.
constexpr std::size_t kPeople = 10'000;
constexpr std::size_t kGroups = 200;

std::string name_of(std::size_t i) { return "p" + std::to_string(i) + "@example.com"; }

struct Cost {
  std::size_t people = 0;
  std::size_t groups = 0;
  std::size_t members = 0;
  std::size_t other = 0;
  std::size_t commits = 0;
  friend bool operator==(const Cost&, const Cost&) = default;
};

void PrintTo(const Cost& cost, std::ostream* stream) {
  *stream << cost.people << " pages of people, " << cost.groups << " of groups, " << cost.members
          << " groups with their members, " << cost.other << " other calls, " << cost.commits << " transactions";
}

/// An organisation of ten thousand, and a bridge that refreshes when it is told to.
class RefreshCalls : public testing::Test {
 protected:
  void start(Services services, bool listed_with_members = false) {
    WorldOptions options;
    options.services = services;
    options.watch_access = false;
    options.emulator.rate_limit = 0;
    options.emulator.facts.scim_most_results = 1000;
    options.emulator.facts.scim_group_list_has_members = listed_with_members;
    options.tenant.requests_per_minute = 60'000;
    options.tenant.scim_requests_per_minute = 60'000;
    options.tenant.refresh = std::chrono::hours(12);
    world_ = std::make_unique<World>(options);
    for (std::size_t i = 1; i < kPeople; ++i) {
      people_.push_back(world_->smartsheet().add_user(core::Object{{"email", name_of(i)}}));
    }
    for (std::size_t i = 0; i < kGroups; ++i) {
      groups_.push_back(world_->smartsheet().add_group("G" + std::to_string(i), {people_[i], people_[i + 1]}));
    }
    world_->wait(minutes(1));
    world_->start();
  }

  /// Since it was last asked.
  Cost cost() {
    Cost cost;
    for (std::size_t i = calls_; i < world_->calls().size(); ++i) {
      const std::string& line = world_->calls()[i];
      const std::string path = line.substr(line.find('/'));
      const bool member_read = path.starts_with("/groups/") || path.starts_with("/Groups/");
      std::size_t& kind = path == "/users" || path == "/Users"     ? cost.people
                          : path == "/groups" || path == "/Groups" ? cost.groups
                          : member_read                            ? cost.members
                                                                   : cost.other;
      ++kind;
    }
    calls_ = world_->calls().size();
    cost.commits = world_->store().commits() - commits_;
    commits_ = world_->store().commits();
    return cost;
  }

  Cost refresh() {
    cost();
    std::string outcome;
    world_->tenant().refresh(
        [&outcome](const core::Outcome& result) { outcome = result ? "fine" : result.error().detail; });
    while (outcome.empty() && world_->step()) {
    }
    EXPECT_EQ(outcome, "fine");
    return cost();
  }

  /// By hand, in Smartsheet.
  void change(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) world_->smartsheet().set_members(groups_[i], {people_[100 + i]});
    world_->wait(minutes(1));
  }

  [[nodiscard]] std::size_t members_by_hand(std::size_t count) const {
    std::size_t seen = 0;
    const store::Index& index = world_->tenant().index();
    for (std::size_t i = 0; i < count; ++i) {
      const store::EntryPtr group = index.find_by_name(store::Kind::Group, "G" + std::to_string(i));
      const store::EntryPtr person = index.find_by_name(store::Kind::User, name_of(101 + i));
      seen += index.is_member(group->row.id, person->row.id) && index.member_count(group->row.id) == 1 ? 1 : 0;
    }
    return seen;
  }

  void report(const char* what, const Cost& cost) {
    std::cout << what << ": ";
    PrintTo(cost, &std::cout);
    std::cout << "\n";
  }

  std::unique_ptr<World> world_;
  std::vector<std::int64_t> people_;
  std::vector<std::int64_t> groups_;
  std::size_t calls_ = 0;
  std::size_t commits_ = 0;
};

TEST_F(RefreshCalls, ByRestPeopleCostOneCallInTenThousandAndGroupsOneEachThatChanged) {
  start(Services::Rest);
  Cost first = cost();
  report("REST, first", first);
  EXPECT_EQ(first.people, 1U);
  EXPECT_EQ(first.groups, 1U);
  EXPECT_EQ(first.members, kGroups);
  EXPECT_EQ(first.other, 1U) << "whose token it is";
  EXPECT_EQ(refresh(), Cost({1, 1, 0, 0, 0})) << "where nothing changed nothing is written";
  change(3);
  const Cost changed = refresh();
  report("REST, 3 groups of 200 changed", changed);
  EXPECT_EQ(changed, Cost({1, 1, 3, 0, changed.commits}));
  EXPECT_EQ(members_by_hand(3), 3U);
  EXPECT_EQ(refresh(), Cost({1, 1, 0, 0, 0}));
}

TEST_F(RefreshCalls, ByScimPeopleCostOneCallInAThousandAndGroupsOneEachThatChanged) {
  start(Services::Scim);
  Cost first = cost();
  report("SCIM, first", first);
  EXPECT_EQ(first.people, 10U);
  EXPECT_EQ(first.members, kGroups);
  EXPECT_EQ(refresh(), Cost({10, 1, 0, 0, 0}));
  change(3);
  const Cost changed = refresh();
  report("SCIM, 3 groups of 200 changed", changed);
  EXPECT_EQ(changed, Cost({10, 1, 3, 0, changed.commits}));
  EXPECT_EQ(members_by_hand(3), 3U);
  EXPECT_EQ(refresh(), Cost({10, 1, 0, 0, 0}));
}

TEST_F(RefreshCalls, MembersInTheListOfGroupsCostNothing) {
  start(Services::Scim, true);
  EXPECT_EQ(cost().members, 0U);
  change(3);
  const Cost changed = refresh();
  report("SCIM with members in lists, 3 groups of 200 changed", changed);
  EXPECT_EQ(changed, Cost({10, 1, 0, 0, changed.commits}));
  EXPECT_EQ(members_by_hand(3), 3U);
}

TEST_F(RefreshCalls, AFullSweepReadsTheMembersOfEveryGroup) {
  start(Services::Rest);
  world_->run_for(std::chrono::hours(25));
  cost();
  emulator::Facts facts = world_->smartsheet().facts();
  facts.membership_moves_modified_at = false;
  world_->smartsheet().set_facts(facts);
  change(3);
  EXPECT_EQ(refresh(), Cost({1, 1, 0, 0, 0})) << "it can't be told from the change time";
  world_->wait(std::chrono::hours(25));
  const Cost sweep = refresh();
  report("REST, full sweep", sweep);
  EXPECT_EQ(sweep, Cost({1, 1, kGroups, 1, sweep.commits}));
  EXPECT_EQ(members_by_hand(3), 3U);
}

/// By userName and by id, of those who are there and of nobody; lists and scans.
void read_much(World& world, std::size_t reads) {
  const std::string id = world.id_of(store::Kind::User, name_of(1));
  const std::vector<std::string> targets{"/Users?filter=userName%20eq%20%22" + name_of(1) + "%22",
                                         "/Users?filter=userName%20eq%20%22nobody@x.example%22",
                                         "/Users/" + id,
                                         "/Users/77777",
                                         "/Users?count=2",
                                         "/Users?filter=name.familyName%20pr&count=1",
                                         "/Groups?count=1",
                                         "/Groups/77777"};
  for (std::size_t i = 0; i < reads; ++i) {
    const Answer answer = world.ask({"GET", targets[i % targets.size()]});
    ASSERT_TRUE(answer.status == 200 || answer.status == 404) << answer.status << " " << answer.body;
  }
}

TEST(Reads, TenThousandCostNoCall) {
  WorldOptions options;
  options.tenant.refresh = std::chrono::hours(12);
  World world(options);
  fill_with_cast(world.smartsheet());
  world.smartsheet().add_user({{"email", name_of(1)}});
  world.start();
  world.begin_watch(std::nullopt, std::nullopt);
  read_much(world, 10'000);
  EXPECT_EQ(world.calls(), std::vector<std::string>());
}

}  // namespace

}  // namespace bridge::accelerated
