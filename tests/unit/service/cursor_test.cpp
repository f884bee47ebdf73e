#include "service/cursor.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Ids = std::vector<std::string>;

TEST(SealedCursor, SaysWhereAPageEnded) {
  const core::SealingKey key = core::SealingKey::random();
  for (const scim::SortKey& sort_key :
       {scim::SortKey(), scim::SortKey("é\"\n"), scim::SortKey(true), scim::SortKey(-7), scim::SortKey(0.1)}) {
    for (const auto count : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(50)}) {
      const Cursor cursor{{sort_key, store::Kind::Group, {42, core::ResourceId("7")}}, count};
      const auto opened = open_cursor(seal_cursor(cursor, key, "query"), key, "query");
      ASSERT_TRUE(opened);
      EXPECT_EQ(opened->after.key, sort_key);
      EXPECT_EQ(opened->after.kind, store::Kind::Group);
      EXPECT_EQ(opened->after.place.order, 42U);
      EXPECT_EQ(opened->after.place.id.text, "7");
      EXPECT_EQ(opened->count, count);
    }
  }
  EXPECT_FALSE(open_cursor(key.seal("not JSON", "query"), key, "query"));
  EXPECT_FALSE(open_cursor(key.seal("{}", "query"), key, "query"));
  EXPECT_FALSE(open_cursor(seal_cursor({}, key, "query"), key, "another"));
}

struct Paged {
  Ids ids;
  std::int64_t total = 0;
  std::optional<std::string> next;
};

struct Walk : Bench {
  Walk() {
    for (int i = 1; i <= 20; ++i) add(i);
    for (int i = 31; i <= 33; ++i) {
      put(tenant.rows, group(std::to_string(i), "G" + std::to_string(i)),
          R"({"displayName":"g)" + std::to_string(i) + "\"}");
    }
  }
  void add(int i, store::Life life = store::Life::Visible) {
    const std::string id = std::to_string(i);
    const std::string title = i % 3 == 0 ? "" : R"(,"title":"t)" + std::to_string(i % 2) + "\"";
    store::Row row = user(id, id + "@x", life);
    row.order = static_cast<std::uint64_t>(i);
    put(tenant.rows, row, R"({"userName":")" + id + R"(@x")" + title + "}");
  }
  core::Result<std::string> ask(const ListQuery& query, std::optional<Kind> kind = Kind::User,
                                const char* token = kOkta) {
    return list(kind, query, token);
  }
  Paged page(const ListQuery& query, std::optional<Kind> kind = Kind::User) {
    const auto answer = ask(query, kind);
    EXPECT_TRUE(answer) << answer.error().detail;
    if (!answer) return {};
    const core::Object response = object(*answer);
    EXPECT_EQ(response.find("startIndex"), nullptr);
    Paged page;
    page.ids = ids_in(*answer);
    page.total = *response.find("totalResults")->if_integer();
    EXPECT_EQ(*response.find("itemsPerPage"), core::Value(static_cast<std::int64_t>(page.ids.size())));
    if (const core::Value* next = response.find("nextCursor")) page.next = *next->if_string();
    return page;
  }
  /// Follows the cursors to the end; `between` is called before each further page.
  Ids all(ListQuery query, std::optional<Kind> kind = Kind::User, const std::function<void(int)>& between = {}) {
    Ids found;
    query.cursor = "";
    for (int turn = 1; turn < 100; ++turn) {
      const Paged part = page(query, kind);
      found.insert(found.end(), part.ids.begin(), part.ids.end());
      if (!part.next) return found;
      EXPECT_FALSE(part.ids.empty());
      query.cursor = part.next;
      if (between) between(turn);
    }
    ADD_FAILURE() << "the pages never end";
    return found;
  }
};

ListQuery sized(const char* count, std::optional<std::string> sort_by = {}, std::optional<std::string> filter = {}) {
  return {std::move(filter), {}, count, {}, std::move(sort_by), {}, ""};
}

TEST(CursorPages, AddUpToTheWholeList) {
  Walk walk;
  for (const char* sort_by : {"", "title", "userName", "meta.created"}) {
    for (const char* order : {"ascending", "descending"}) {
      for (const char* filter : {"", "userName pr", "title pr", R"(userName sw "1")"}) {
        ListQuery query;
        if (*filter != '\0') query.filter = filter;
        query.sort_by = sort_by;
        query.sort_order = order;
        const Ids whole = ids_in(*walk.ask(query));
        for (const char* count : {"1", "3", "10", "19", "20", "21", "1000"}) {
          query.count = count;
          EXPECT_EQ(walk.all(query), whole) << sort_by << " " << order << " " << filter << " by " << count;
        }
      }
    }
  }
}

TEST(CursorPages, GoAcrossTypesAtTheBase) {
  Walk walk;
  for (const char* sort_by : {"", "displayName", "title", "id"}) {
    ListQuery query;
    query.sort_by = sort_by;
    const Ids whole = ids_in(*walk.ask(query, std::nullopt));
    ASSERT_EQ(whole.size(), 23U);
    for (const char* count : {"1", "7", "20", "22", "23"}) {
      query.count = count;
      EXPECT_EQ(walk.all(query, std::nullopt), whole) << sort_by << " by " << count;
    }
  }
}

TEST(CursorPages, EndWithoutANextCursor) {
  Walk walk;
  EXPECT_TRUE(walk.page(sized("19")).next);
  EXPECT_FALSE(walk.page(sized("20")).next);
  EXPECT_FALSE(walk.page(sized("21")).next);
  EXPECT_EQ(walk.page(sized("19")).total, 20);
  const Paged none = walk.page(sized("5", {}, R"(userName eq "nobody@x")"));
  EXPECT_FALSE(none.next);
  EXPECT_EQ(none.total, 0);
  // Nothing but the total is asked for: there is no place to go on from.
  for (const char* sort_by : {"", "userName"}) {
    const Paged total = walk.page(sized("0", sort_by));
    EXPECT_EQ(total.total, 20);
    EXPECT_EQ(total.ids, Ids());
    EXPECT_FALSE(total.next);
  }
}

TEST(CursorPages, AreNotAskedForByIndex) {
  Walk walk;
  const core::Object first = object(*walk.ask({{}, "1", "5", {}}));
  EXPECT_EQ(first.find("nextCursor"), nullptr);
  EXPECT_EQ(*first.find("startIndex"), core::Value(1));
}

TEST(CursorPages, ComeAgainForTheSameCursor) {
  Walk walk;
  ListQuery query = sized("4", "userName");
  query.cursor = walk.page(query).next;
  const Paged once = walk.page(query);
  const Paged again = walk.page(query);
  EXPECT_EQ(once.ids, again.ids);
  EXPECT_NE(once.next, again.next) << "two seals are never the same";
}

TEST(CursorPages, SkipNobodyWhenOthersGo) {
  for (const char* sort_by : {"", "userName", "title"}) {
    Walk walk;
    // After each page two who were shown and one who was not are deleted.
    const Ids found = walk.all(sized("4", sort_by), Kind::User, [&](int turn) {
      if (turn > 3) return;
      const Ids whole = ids_in(*walk.ask({{}, {}, {}, {}, sort_by}));
      walk.add(std::stoi(whole[0]), store::Life::Deleted);
      walk.add(std::stoi(whole[1]), store::Life::Deleted);
      walk.add(std::stoi(whole.back()), store::Life::Deleted);
    });
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), found.size()) << sort_by;
    EXPECT_EQ(found.size(), 17U) << sort_by << ": all but the three who went before they were shown";
  }
}

TEST(CursorPages, GoOnBehindALastOneWhoIsGone) {
  for (const char* sort_by : {"", "userName", "title"}) {
    Walk walk;
    const Ids whole = ids_in(*walk.ask({{}, {}, {}, {}, sort_by}));
    const Ids found = walk.all(sized("5", sort_by), Kind::User, [&](int turn) {
      walk.tenant.rows.publish(
          {{}, {{store::Kind::User, core::ResourceId(whole.at(static_cast<std::size_t>(turn) * 5 - 1))}}, {}});
    });
    EXPECT_EQ(found, whole) << sort_by;
  }
}

TEST(CursorPages, RepeatNobodyWhenOthersCome) {
  for (const char* sort_by : {"", "userName", "title"}) {
    Walk walk;
    const Ids found =
        walk.all(sized("4", sort_by), Kind::User, [&](int turn) { turn <= 5 ? walk.add(100 + turn) : void(); });
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), found.size()) << sort_by;
    for (int i = 1; i <= 20; ++i) {
      EXPECT_EQ(std::count(found.begin(), found.end(), std::to_string(i)), 1) << sort_by << " " << i;
    }
  }
}

TEST(CursorPages, BelongToOneQueryOfOneClient) {
  Walk walk;
  const ListQuery first{"title pr", {}, "3", {"title", {}}, "title", "descending", ""};
  const auto next = walk.page(first).next;
  ASSERT_TRUE(next);
  ListQuery query = first;
  query.cursor = next;
  EXPECT_TRUE(walk.ask(query));
  const auto refused = [&](const ListQuery& changed, std::optional<Kind> kind = Kind::User, const char* token = kOkta) {
    return fails_with(walk.ask(changed, kind, token), FaultKind::InvalidCursor, "cursor: expected");
  };
  const auto with = [&](auto change) {
    ListQuery changed = query;
    change(changed);
    return changed;
  };
  EXPECT_TRUE(refused(with([](ListQuery& q) { q.filter = "title pr "; })));
  EXPECT_TRUE(refused(with([](ListQuery& q) { q.filter.reset(); })));
  EXPECT_TRUE(refused(with([](ListQuery& q) { q.sort_by = "userName"; })));
  EXPECT_TRUE(refused(with([](ListQuery& q) { q.sort_order.reset(); })));
  EXPECT_TRUE(refused(with([](ListQuery& q) { q.view.attributes = "userName"; })));
  EXPECT_TRUE(refused(with([](ListQuery& q) { q.view = {{}, "title"}; })));
  EXPECT_TRUE(refused(query, std::nullopt));
  EXPECT_TRUE(refused(query, Kind::User, kEntra));
  // Another tenant's key opens nothing, and where two had one key, the tenant would tell.
  std::vector<core::Result<std::string>> answers;
  const auto keep = [&](core::Result<std::string> answer) { answers.push_back(std::move(answer)); };
  walk.service->list(walk.who(kAcme, "acme"), Kind::User, query, keep);
  walk.acme.key = core::SealingKey::parse(walk.tenant.key->to_text());
  walk.service->list(walk.who(kAcme, "acme"), Kind::User, query, keep);
  for (const auto& answer : answers) EXPECT_TRUE(fails_with(answer, FaultKind::InvalidCursor, "cursor"));
  EXPECT_EQ(answers.size(), 2U);
}

TEST(CursorPages, RefuseForgeries) {
  Walk walk;
  ListQuery query = sized("3");
  const std::string next = *walk.page(query).next;
  for (const std::string& forged : {next + "A", next.substr(1), std::string("1"), std::string("abc"), "A" + next,
                                    std::string(10'000, 'A'), std::string(" ")}) {
    query.cursor = forged;
    EXPECT_TRUE(fails_with(walk.ask(query), FaultKind::InvalidCursor, "cursor: expected"));
  }
}

TEST(CursorPages, KeepTheirCount) {
  Walk walk;
  ListQuery query = sized("3");
  query.cursor = walk.page(query).next;
  for (const auto& count :
       {std::optional<std::string>("4"), std::optional<std::string>("0"), std::optional<std::string>("1001"),
        std::optional<std::string>("-3"), std::optional<std::string>()}) {
    query.count = count;
    EXPECT_TRUE(fails_with(walk.ask(query), FaultKind::InvalidCount, "count: expected")) << count.value_or("none");
  }
  for (const char* count : {"1001", "-1", "99999999999999999999999"}) {
    EXPECT_TRUE(fails_with(walk.ask(sized(count)), FaultKind::InvalidCount, "0 to 1000")) << count;
  }
  EXPECT_TRUE(walk.ask(sized("1000")));
  EXPECT_TRUE(fails_with(walk.ask(sized("many")), FaultKind::InvalidValue, "count"));
}

TEST(CursorPages, DoNotMixWithAStartIndex) {
  Walk walk;
  ListQuery query = sized("3");
  query.start_index = "1";
  EXPECT_TRUE(fails_with(walk.ask(query), FaultKind::InvalidValue, "startIndex"));
}

TEST(CursorPages, SurviveARestart) {
  Walk walk;
  ListQuery query = sized("3");
  query.cursor = walk.page(query).next;
  const Ids before = walk.page(query).ids;
  walk.tenant.key = core::SealingKey::parse(walk.tenant.key->to_text());
  EXPECT_EQ(walk.page(query).ids, before);
  walk.tenant.key = core::SealingKey::random();
  EXPECT_TRUE(fails_with(walk.ask(query), FaultKind::InvalidCursor, "cursor"));
  walk.tenant.key.reset();
  EXPECT_TRUE(fails_with(walk.ask(sized("3")), FaultKind::NotReady, "cursor"));
  EXPECT_TRUE(walk.ask({}));
}

}  // namespace
}  // namespace bridge::service::test
