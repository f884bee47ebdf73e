// The audit on disk: found by whom it is about, read page by page, dropped with time, forgotten on demand.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using core::Instant;
using core::Object;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::kTenant;
using testing::rid;
using testing::saved;

Instant at(int time) { return Instant(milliseconds(time)); }

AuditRecord about(int time, Kind kind, const std::string& id, std::vector<AuditSubject> subjects = {}) {
  return {at(time), "okta", "req-" + std::to_string(time), kind, rid(id), Object{{"n", 1}}, std::move(subjects)};
}

class AuditOnDisk : public testing::StoreTest {
 protected:
  void write(std::vector<AuditRecord> records) {
    Change change;
    change.audit = std::move(records);
    ASSERT_TRUE(saved(*store_, std::move(change)));
  }
  std::vector<AuditLine> read(const AuditQuery& query, const core::TenantName& tenant = kTenant) {
    auto lines = store_->audit(tenant, query);
    if (lines) return *std::move(lines);
    ADD_FAILURE() << lines.error().detail << " / " << lines.error().context.text;
    return {};
  }
  std::vector<std::string> requests(const AuditQuery& query) {
    std::vector<std::string> found;
    for (const AuditLine& line : read(query)) found.push_back(line.record.request);
    return found;
  }
};

TEST_F(AuditOnDisk, GivesBackALine) {
  AuditRecord record = about(5, Kind::Group, "100");
  record.content = Object{{"outcome", "done"}, {"calls", core::Array{1, 2}}};
  write({record});
  const auto lines = read({});
  ASSERT_EQ(lines.size(), 1U);
  const AuditRecord& found = lines[0].record;
  EXPECT_EQ(found.at, record.at);
  EXPECT_EQ(found.client, record.client);
  EXPECT_EQ(found.request, record.request);
  EXPECT_EQ(found.kind, record.kind);
  EXPECT_EQ(found.resource, record.resource);
  EXPECT_EQ(found.content, record.content);
  EXPECT_TRUE(read({}, core::TenantName("other")).empty());
}

TEST_F(AuditOnDisk, FindsLinesByEverybodyWhomTheyAreAbout) {
  write({about(1, Kind::User, "1"), about(2, Kind::Group, "100", {{Kind::User, "1"}, {Kind::User, "2"}}),
         about(3, Kind::Group, "1"), about(4, Kind::User, "", {{Kind::User, "hmac:x"}})});
  EXPECT_THAT(requests({{{Kind::User, "1"}}}), ElementsAre("req-1", "req-2"));
  EXPECT_THAT(requests({{{Kind::User, "2"}}}), ElementsAre("req-2"));
  EXPECT_THAT(requests({{{Kind::Group, "1"}}}), ElementsAre("req-3"));
  EXPECT_THAT(requests({{{Kind::User, "1"}, {Kind::User, "2"}, {Kind::User, "hmac:x"}}}),
              ElementsAre("req-1", "req-2", "req-4"))
      << "each line once";
  EXPECT_THAT(requests({{{Kind::User, "9"}}}), ElementsAre());
}

TEST_F(AuditOnDisk, ReadsPagesInTheOrderOfTime) {
  write({about(3, Kind::User, "1"), about(1, Kind::User, "1"), about(2, Kind::User, "1"), about(2, Kind::User, "1")});
  for (const std::vector<AuditSubject>& subjects : {std::vector<AuditSubject>{}, {{Kind::User, "1"}}}) {
    AuditQuery query{subjects, {}, {}, 1};
    std::vector<std::string> all;
    for (auto page = read(query); !page.empty(); page = read(query)) {
      ASSERT_EQ(page.size(), 1U);
      all.push_back(page[0].record.request);
      query.behind = AuditPlace{page[0].record.at, page[0].number};
    }
    EXPECT_THAT(all, ElementsAre("req-1", "req-2", "req-2", "req-3"));
    EXPECT_THAT(requests({subjects, at(2), {}, 10}), ElementsAre("req-2", "req-2", "req-3"));
    EXPECT_THAT(requests({subjects, at(4), {}, 10}), ElementsAre());
  }
}

TEST_F(AuditOnDisk, AnswersAPageAtMost) {
  std::vector<AuditRecord> many(kMostAuditLines + 5, about(1, Kind::User, "1"));
  write(std::move(many));
  EXPECT_EQ(read({{}, {}, {}, 1'000'000}).size(), kMostAuditLines);
}

TEST_F(AuditOnDisk, DropsTheOldestSoManyAtATime) {
  write({about(1, Kind::User, "1"), about(2, Kind::User, "1"), about(3, Kind::User, "1"), about(4, Kind::User, "1")});
  Change change;
  change.prune_audit = AuditPruning{at(4), 2};
  ASSERT_TRUE(saved(*store_, change, core::TenantName("other")));
  EXPECT_EQ(read({}).size(), 4U) << "of this tenant alone";
  ASSERT_TRUE(saved(*store_, change));
  EXPECT_THAT(requests({}), ElementsAre("req-3", "req-4"));
  EXPECT_THAT(requests({{{Kind::User, "1"}}}), ElementsAre("req-3", "req-4"));
  ASSERT_TRUE(saved(*store_, change));
  EXPECT_THAT(requests({}), ElementsAre("req-4"));
}

TEST_F(AuditOnDisk, ForgetsValuesAndRehearsalsOfOnePerson) {
  const Object content{{"values", Object{{"title", "Confidential-Chief"}}}, {"outcome", "done"}};
  AuditRecord ann = about(1, Kind::User, "1");
  AuditRecord bob = about(2, Kind::User, "2");
  AuditRecord refused = about(3, Kind::User, "", {{Kind::User, "hmac:a"}});
  AuditRecord team = about(4, Kind::Group, "100", {{Kind::User, "1"}});
  for (AuditRecord* record : {&ann, &bob, &refused, &team}) record->content = content;
  write({ann, bob, refused, team});
  Change change;
  change.rehearsals = {{Kind::User, "ann@x.example", at(1), "okta", "r", nullptr},
                       {Kind::User, "bob@x.example", at(1), "okta", "r", nullptr}};
  ASSERT_TRUE(saved(*store_, std::move(change)));
  Change forgetting;
  forgetting.forget = {{Kind::User, {"1", "hmac:a"}, {"ann@x.example", "1"}}};
  ASSERT_TRUE(saved(*store_, std::move(forgetting)));
  std::vector<bool> kept;
  for (const AuditLine& line : read({})) {
    kept.push_back(line.record.content.if_object()->find("values") != nullptr);
    EXPECT_EQ(core::text_or_empty(*line.record.content.if_object(), "outcome"), "done");
  }
  EXPECT_THAT(kept, ElementsAre(false, true, false, true));
  const auto rehearsed = testing::rehearsed(*store_);
  ASSERT_EQ(rehearsed.size(), 1U);
  EXPECT_EQ(rehearsed[0].name, "bob@x.example");
}

}  // namespace
}  // namespace bridge::store
