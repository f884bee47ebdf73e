#include "service/listing.hpp"

#include <optional>
#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Ids = std::vector<std::string>;

const core::BareNames kNoBareNames;

core::Result<Listing> read(const ListQuery& query, store::Kind kind = store::Kind::User,
                           const dialect::Dialect& dialect = dialect::generic()) {
  dialect::Counters counters;
  return Listing::read(kind, query, {registry(), dialect, counters, "default", "okta", kNoBareNames});
}

Listing reading(const std::string& filter, store::Kind kind = store::Kind::User) {
  auto listing = read(filtered(filter), kind);
  EXPECT_TRUE(listing) << filter << ": " << listing.error().detail;
  return listing ? *listing : Listing();
}

TEST(ReadListing, RefusesWhatCannotBeRead) {
  struct Row {
    ListQuery query;
    FaultKind kind;
    const char* says;
  };
  for (const Row& row : {
           Row{filtered(""), FaultKind::InvalidFilter, ""},
           Row{filtered("userName eq"), FaultKind::InvalidFilter, ""},
           Row{filtered("userName = \"a\""), FaultKind::InvalidFilter, ""},
           Row{ListQuery{{}, "x", {}, {}}, FaultKind::InvalidValue, "startIndex"},
           Row{ListQuery{{}, {}, "1.5", {}}, FaultKind::InvalidValue, "count"},
           Row{ListQuery{{}, {}, {}, {"id", "meta"}}, FaultKind::InvalidValue, ""},
           Row{ListQuery{{}, {}, {}, {"a[", {}}}, FaultKind::InvalidPath, ""},
       }) {
    EXPECT_TRUE(fails_with(read(row.query), row.kind, row.says));
  }
  EXPECT_TRUE(read({}));
}

TEST(ReadListing, FollowsTheDialectAndCounts) {
  struct Row {
    const char* filter;
    const char* plain;
    dialect::Leniency leniency;
  };
  for (const Row& row : {
           Row{R"(externalId eq jyoung)", R"(externalId eq "jyoung")", dialect::Leniency::BareValueInFilter},
           Row{R"(emails[type eq "work"] eq "a@x")", R"(emails[type eq "work"].value eq "a@x")",
               dialect::Leniency::ValuePathCompared},
       }) {
    dialect::Counters counters;
    const auto listing = Listing::read(store::Kind::User, filtered(row.filter),
                                       {registry(), dialect::entra(), counters, "default", "entra", kNoBareNames});
    ASSERT_TRUE(listing) << row.filter << ": " << listing.error().detail;
    EXPECT_TRUE(read(filtered(row.plain)));
    EXPECT_EQ(counters.of(row.leniency), 1U);
    EXPECT_TRUE(fails_with(read(filtered(row.filter)), FaultKind::InvalidFilter, "")) << row.filter;
  }
}

TEST(SoughtUserName, IsTheTextOfAPlainEquality) {
  struct Row {
    const char* filter;
    std::optional<std::string> text;
  };
  for (const Row& row : {
           Row{R"(userName eq "Ada@x")", "Ada@x"},
           Row{R"(USERNAME Eq "ada@x")", "ada@x"},
           Row{R"(urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@x")", "ada@x"},
           Row{R"(userName eq "")", ""},
           Row{R"(userName ne "ada@x")", std::nullopt},
           Row{R"(userName eq null)", std::nullopt},
           Row{R"(id eq "7")", std::nullopt},
           Row{R"(not (userName eq "ada@x"))", std::nullopt},
           Row{R"(userName eq "ada@x" and active eq true)", std::nullopt},
           Row{R"(userName eq "ada@x" or active eq true)", std::nullopt},
       }) {
    EXPECT_EQ(sought_user_name(reading(row.filter)), row.text) << row.filter;
  }
  EXPECT_EQ(sought_user_name(*read({})), std::nullopt);
  EXPECT_EQ(sought_user_name(reading(R"(displayName eq "ada@x")", store::Kind::Group)), std::nullopt);
}

TEST(IsCheap, HoldsForKeysAndWholeListsAlone) {
  struct Row {
    const char* filter;
    const char* sort_by;
    bool cheap;
  };
  for (const Row& row : {
           Row{R"(id eq "7")", nullptr, true},
           Row{R"(id eq "7")", "userName", true},
           Row{R"(userName eq "ada@x" and active eq true)", nullptr, true},
           Row{R"(groups.value eq "7")", nullptr, false},
           Row{R"(id sw "7")", nullptr, false},
           Row{nullptr, nullptr, true},
           Row{nullptr, "userName", false},
       }) {
    ListQuery query;
    if (row.filter != nullptr) query.filter = row.filter;
    if (row.sort_by != nullptr) query.sort_by = row.sort_by;
    EXPECT_EQ(is_cheap(*read(query)), row.cheap) << query.filter.value_or("-");
  }
}

/// Ada (1), Bob (2, inactive) and Cy (3) to be seen, a deleted one (4) and a guest (5) not to be; the
/// groups 10 with Ada and the guest, 11 with nobody, 12 deleted.
struct Directory {
  Directory() {
    store::Row ada = user("1", "Ada@x");
    ada.external_ids = {{"okta", "E1"}, {"entra", "F1"}};
    put(index, ada, R"({"userName":"Ada@x","displayName":"Ada","active":true,"title":"Boss"})");
    put(index, user("2", "bob@x"), R"({"userName":"bob@x","displayName":"Bob","active":false})");
    put(index, user("3", "cy@x"), R"({"userName":"cy@x","active":true,"emails":[{"value":"c@y","type":"work"}]})");
    store::Row gone = user("4", "gone@x", store::Life::Deleted);
    gone.external_ids = {{"okta", "E4"}};
    put(index, gone, R"({"userName":"gone@x","active":true})");
    put(index, user("5", "guest@y", store::Life::Guest), R"({"userName":"guest@y","active":true})");
    put(index, group("10", "Staff"), R"({"displayName":"Staff"})");
    put(index, group("11", "Nobody"), R"({"displayName":"Nobody"})");
    put(index, group("12", "Away", store::Life::Deleted), R"({"displayName":"Away"})");
    join(index, "10", {"1", "5"});
  }
  [[nodiscard]] core::Result<std::string> list(const ListQuery& query, store::Kind kind = store::Kind::User,
                                               const std::string& client = "okta") const {
    auto listing = read(query, kind);
    if (!listing) return listing.passed_on();
    const Presenter presenter(index, registry(), "https://h/v2", client);
    return service::list(*listing, index, presenter, client);
  }
  store::Index index;
};

TEST(List, FindsByFilter) {
  struct Row {
    store::Kind kind;
    const char* filter;
    Ids ids;
  };
  constexpr auto kUser = store::Kind::User;
  constexpr auto kGroup = store::Kind::Group;
  const Directory directory;
  for (const Row& row : {
           Row{kUser, R"(userName eq "ada@X")", {"1"}},
           Row{kUser, R"(urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@X")", {"1"}},
           Row{kUser, R"(userName eq "nobody@x")", {}},
           Row{kUser, R"(userName eq "")", {}},
           Row{kUser, R"(id eq "2")", {"2"}},
           Row{kUser, R"(id eq "10")", {}},
           Row{kUser, R"(id eq "ada@x")", {}},
           Row{kUser, R"(externalId eq "E1")", {"1"}},
           Row{kUser, R"(externalId eq "e1")", {}},
           Row{kUser, R"(externalId eq "F1")", {}},
           Row{kUser, R"(displayName eq "bob")", {"2"}},
           Row{kUser, R"(active eq true)", {"1", "3"}},
           Row{kUser, R"(emails[type eq "work"].value eq "C@y")", {"3"}},
           Row{kUser, R"(userName sw "b" or title pr)", {"1", "2"}},
           Row{kUser, R"(not (userName co "x"))", {}},
           Row{kUser, R"(groups.value eq "10")", {"1"}},
           Row{kUser, R"(groups.display eq "staff" and active eq true)", {"1"}},
           Row{kUser, R"(meta.resourceType eq "User" and externalId pr)", {"1"}},
           // Who was deleted, and who is a guest, is nobody of the directory.
           Row{kUser, R"(userName eq "gone@x")", {}},
           Row{kUser, R"(userName eq "guest@y")", {}},
           Row{kUser, R"(id eq "4")", {}},
           Row{kUser, R"(id eq "5")", {}},
           Row{kUser, R"(externalId eq "E4")", {}},
           Row{kUser, R"(userName co "g")", {}},
           Row{kGroup, R"(displayName eq "STAFF")", {"10"}},
           Row{kGroup, R"(displayName eq "Away")", {}},
           Row{kGroup, R"(members.value eq "1")", {"10"}},
           Row{kGroup, R"(members[value eq "5"])", {"10"}},
           Row{kGroup, R"(members.value eq "2")", {}},
           Row{kGroup, R"(not (members pr))", {"11"}},
       }) {
    const auto answer = directory.list(filtered(row.filter), row.kind);
    ASSERT_TRUE(answer) << row.filter << ": " << answer.error().detail;
    EXPECT_EQ(ids_in(*answer), row.ids) << row.filter;
    EXPECT_EQ(*object(*answer).find("totalResults"), core::Value(static_cast<std::int64_t>(row.ids.size())));
  }
}

TEST(List, FindsByTheClientsOwnExternalId) {
  const Directory directory;
  EXPECT_EQ(ids_in(*directory.list(filtered(R"(externalId eq "F1")"), store::Kind::User, "entra")), Ids{"1"});
  EXPECT_EQ(ids_in(*directory.list(filtered(R"(externalId eq "E1")"), store::Kind::User, "entra")), Ids());
  EXPECT_EQ(ids_in(*directory.list(filtered(R"(externalId sw "F")"), store::Kind::User, "entra")), Ids{"1"});
}

TEST(List, RefusesFiltersThatTheTypeHasNot) {
  struct Row {
    store::Kind kind;
    const char* filter;
    const char* says;
  };
  const Directory directory;
  for (const Row& row : {
           Row{store::Kind::User, R"(shoeSize eq 42)", "shoeSize"},
           Row{store::Kind::User, R"(members.value eq "1")", "members"},
           Row{store::Kind::Group, R"(userName eq "a")", "userName"},
           Row{store::Kind::User, R"(active gt true)", "active"},
           Row{store::Kind::User, R"(id eq 7)", "id"},
           Row{store::Kind::User, R"(userName eq true)", "userName"},
       }) {
    EXPECT_TRUE(fails_with(directory.list(filtered(row.filter), row.kind), FaultKind::InvalidFilter, row.says))
        << row.filter;
  }
}

TEST(List, PagesWithAndWithoutAFilter) {
  struct Row {
    const char* start_index;
    const char* count;
    Ids ids;
  };
  const Directory directory;
  for (const Row& row : {Row{"1", "2", {"1", "2"}}, Row{"2", "2", {"2", "3"}}, Row{"3", "2", {"3"}}, Row{"4", "2", {}},
                         Row{"99999999999999999999999", "2", {}}, Row{"0", "1", {"1"}}, Row{"-5", "1", {"1"}},
                         Row{"1", "0", {}}, Row{"2", "0", {}}, Row{"1", "-1", {}}, Row{"1", "3", {"1", "2", "3"}},
                         Row{"2", "99999999999999999999999", {"2", "3"}}}) {
    for (const auto& filter : {std::optional<std::string>(), std::optional<std::string>("userName pr")}) {
      const auto answer = directory.list({filter, row.start_index, row.count, {}});
      ASSERT_TRUE(answer);
      EXPECT_EQ(ids_in(*answer), row.ids) << row.start_index << "/" << row.count;
      EXPECT_EQ(*object(*answer).find("totalResults"), core::Value(3));
      EXPECT_EQ(*object(*answer).find("itemsPerPage"), core::Value(static_cast<std::int64_t>(row.ids.size())));
    }
  }
}

TEST(List, GivesAtMostAThousand) {
  store::Index index;
  for (int i = 0; i < 1001; ++i) {
    const std::string id = std::to_string(i + 1);
    put(index, user(id, id + "@x"), R"({"userName":")" + id + R"(@x"})");
  }
  const Presenter presenter(index, registry(), "https://h/v2", "okta");
  for (const auto& filter : {std::optional<std::string>(), std::optional<std::string>("userName pr")}) {
    for (const auto& count : {std::optional<std::string>(), std::optional<std::string>("1000000")}) {
      const auto listing = read({filter, "1", count, {"id", {}}});
      ASSERT_TRUE(listing);
      const std::string answer = service::list(*listing, index, presenter, "okta");
      EXPECT_EQ(ids_in(answer).size(), 1000U);
      EXPECT_EQ(*object(answer).find("totalResults"), core::Value(1001));
    }
  }
}

TEST(List, ProjectsEachResource) {
  const Directory directory;
  const auto brief = directory.list({R"(displayName eq "Staff")", {}, {}, {{}, "members,meta"}}, store::Kind::Group);
  ASSERT_TRUE(brief);
  EXPECT_EQ(*object(*brief).find("Resources"), parse(R"([{"id":"10","displayName":"Staff"}])"));
  const auto members = directory.list({R"(displayName eq "Staff")", {}, {}, {"members.value", {}}}, store::Kind::Group);
  ASSERT_TRUE(members);
  EXPECT_EQ(*object(*members).find("Resources"), parse(R"([{"id":"10","members":[{"value":"1"},{"value":"5"}]}])"));
}

}  // namespace
}  // namespace bridge::service::test
