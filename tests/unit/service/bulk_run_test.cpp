#include "service/bulk_run.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

#include "service/bulk_limit.hpp"
#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Names = std::vector<std::string>;

core::Result<Written> done_as(const std::string& id) {
  Written written;
  written.id = core::ResourceId(id);
  return written;
}

core::Result<Written> failed() { return core::failure(FaultKind::Uniqueness, "taken"); }

/// "POST a", "PUT 7 refers b" and the like, one operation each: method, bulkId or id, and what it refers to.
std::string operation(const std::string& text) {
  const std::size_t space = text.find(' ');
  const std::string method = text.substr(0, space);
  std::string name = text.substr(space + 1);
  std::string data;
  if (const std::size_t refers = name.find(" refers "); refers != std::string::npos) {
    for (const char c : name.substr(refers + 8)) {
      data += (data.empty() ? R"({"value":"bulkId:)" : R"(,{"value":"bulkId:)") + std::string(1, c) + "\"}";
    }
    name.resize(refers);
  }
  const std::string path = method == "POST" ? R"(/Users","bulkId":")" + name : "/Groups/" + name;
  return R"({"method":")" + method + R"(","path":")" + path + R"(","data":{"members":[)" + data + "]}}";
}

/// A run whose operations end when they are told to.
struct Bulk {
  explicit Bulk(const Names& operations, std::size_t fail_on_errors = 0, std::size_t in_flight = 8) {
    std::string list;
    for (const std::string& one : operations) list += (list.empty() ? "" : ",") + operation(one);
    const std::string stop = fail_on_errors > 0 ? R"(,"failOnErrors":)" + std::to_string(fail_on_errors) : "";
    auto request = scim::parse_bulk(parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])" + stop +
                                          R"(,"Operations":[)" + list + "]}"),
                                    registry(), 1'000'000);
    EXPECT_TRUE(request) << (request ? "" : request.error().detail);
    run = std::make_shared<BulkRun>(
        *std::move(request), BulkRun::Settings{in_flight, [this] { return in_time; }},
        [this](const scim::BulkOperation& one, const core::ResourceId& id, core::Value data, WriteDone ended) {
          begun.push_back(one.method + " " + (id.text.empty() ? one.bulk_id : id.text));
          bodies.push_back(std::move(data));
          if (answer) return ended(answer(one));
          waiting.push_back(std::move(ended));
        },
        [this](const scim::BulkRequest&, BulkRun::Results ended) {
          EXPECT_FALSE(results);
          results = std::move(ended);
        });
  }
  void start() { run->start(); }
  /// Ends the n-th that waits.
  void end(std::size_t n, core::Result<Written> with = done_as("1")) {
    WriteDone ended = std::move(waiting.at(n));
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(n));
    ended(std::move(with));
  }
  /// "ok", the fault's name, or "-" for what was not begun.
  [[nodiscard]] Names shown() const {
    Names list;
    if (!results) return {"no answer"};
    for (const auto& result : *results) {
      list.push_back(!result ? "-" : *result ? "ok" : core::to_string(result->error().kind));
    }
    return list;
  }

  std::shared_ptr<BulkRun> run;
  bool in_time = true;
  std::function<core::Result<Written>(const scim::BulkOperation&)> answer;
  Names begun;
  std::vector<core::Value> bodies;
  std::deque<WriteDone> waiting;
  std::optional<BulkRun::Results> results;
};

TEST(BulkRun, AnswersWhenTheLastHasEndedInTheOrderOfTheRequest) {
  Bulk bulk({"PUT 1", "PUT 2", "PUT 3"});
  bulk.start();
  EXPECT_EQ(bulk.begun, (Names{"PUT 1", "PUT 2", "PUT 3"}));
  bulk.end(2, failed());
  bulk.end(0);
  EXPECT_FALSE(bulk.results);
  bulk.end(0);
  EXPECT_EQ(bulk.shown(), (Names{"ok", "ok", "Uniqueness"}));
}

TEST(BulkRun, HasAFixedNumberOnTheWay) {
  Bulk bulk({"PUT 1", "PUT 2", "PUT 3", "PUT 4"}, 0, 2);
  bulk.start();
  EXPECT_EQ(bulk.begun.size(), 2U);
  bulk.end(1);
  EXPECT_EQ(bulk.begun.size(), 3U);
  bulk.end(0);
  EXPECT_EQ(bulk.begun, (Names{"PUT 1", "PUT 2", "PUT 3", "PUT 4"}));
}

TEST(BulkRun, ResolvesReferencesOnceTheirCreationsAreDone) {
  Bulk bulk({"PUT 5 refers ab", "POST a", "POST b"});
  bulk.start();
  EXPECT_EQ(bulk.begun, (Names{"POST a", "POST b"}));
  bulk.end(0, done_as("71"));
  EXPECT_EQ(bulk.begun.size(), 2U);
  bulk.end(0, done_as("72"));
  EXPECT_EQ(bulk.begun.back(), "PUT 5");
  EXPECT_EQ(bulk.bodies.back(), parse(R"({"members":[{"value":"71"},{"value":"72"}]})"));
  bulk.end(0);
  EXPECT_EQ(bulk.shown(), (Names{"ok", "ok", "ok"}));
}

TEST(BulkRun, PutsTheResolvedIdIntoThePath) {
  Bulk bulk({"POST a", "PUT bulkId:a"});
  bulk.answer = [](const scim::BulkOperation&) { return done_as("71"); };
  bulk.start();
  EXPECT_EQ(bulk.begun, (Names{"POST a", "PUT 71"}));
}

TEST(BulkRun, FailsWhatRefersToAFailedCreation) {
  Bulk bulk({"POST a", "POST b refers a", "PUT 5 refers b", "PUT 6"});
  bulk.answer = [](const scim::BulkOperation& one) { return one.bulk_id == "a" ? failed() : done_as("71"); };
  bulk.start();
  EXPECT_EQ(bulk.begun, (Names{"POST a", "PUT 6"}));
  EXPECT_EQ(bulk.shown(), (Names{"Uniqueness", "Conflict", "Conflict", "ok"}));
  EXPECT_NE((*bulk.results)[1]->error().detail.find("\"a\" failed"), std::string::npos);
}

TEST(BulkRun, NeverBeginsACircle) {
  Bulk bulk({"POST a refers b", "POST b refers a", "PUT 5 refers a", "PUT 6"});
  bulk.answer = [](const scim::BulkOperation&) { return done_as("1"); };
  bulk.start();
  EXPECT_EQ(bulk.begun, Names{"PUT 6"});
  EXPECT_EQ(bulk.shown(), (Names{"Conflict", "Conflict", "Conflict", "ok"}));
}

TEST(BulkRun, KeepsTheOrderBehindOneThatWaits) {
  Bulk bulk({"POST a", "PUT 5 refers a", "PUT 5"});
  bulk.start();
  EXPECT_EQ(bulk.begun, Names{"POST a"});
  bulk.end(0);
  EXPECT_EQ(bulk.begun, (Names{"POST a", "PUT 5", "PUT 5"}));
}

TEST(BulkRun, BeginsNothingMoreAfterSoManyErrors) {
  struct Row {
    std::size_t most;
    Names begun;
    Names shown;
  };
  for (const Row& row :
       {Row{1, {"PUT 1", "PUT 2"}, {"ok", "Uniqueness", "-", "-", "-"}},
        Row{2, {"PUT 1", "PUT 2", "PUT 3", "PUT 4"}, {"ok", "Uniqueness", "ok", "Uniqueness", "-"}},
        Row{3, {"PUT 1", "PUT 2", "PUT 3", "PUT 4", "PUT 5"}, {"ok", "Uniqueness", "ok", "Uniqueness", "ok"}},
        Row{0, {"PUT 1", "PUT 2", "PUT 3", "PUT 4", "PUT 5"}, {"ok", "Uniqueness", "ok", "Uniqueness", "ok"}}}) {
    Bulk bulk({"PUT 1", "PUT 2", "PUT 3", "PUT 4", "PUT 5"}, row.most);
    bulk.answer = [](const scim::BulkOperation& one) {
      return one.id == "2" || one.id == "4" ? failed() : done_as("1");
    };
    bulk.start();
    EXPECT_EQ(bulk.begun, row.begun) << row.most;
    EXPECT_EQ(bulk.shown(), row.shown) << row.most;
  }
}

TEST(BulkRun, HasOneOnTheWayWhereErrorsEndIt) {
  Bulk bulk({"PUT 1", "PUT 2"}, 1);
  bulk.start();
  EXPECT_EQ(bulk.begun, Names{"PUT 1"});
  bulk.end(0, failed());
  EXPECT_EQ(bulk.begun, Names{"PUT 1"});
  EXPECT_EQ(bulk.shown(), (Names{"Uniqueness", "-"}));
}

TEST(BulkRun, CountsWhatCouldNotBeReadAsAnError) {
  Bulk bulk({"GET 1", "PUT 2", "GET 3", "PUT 4"}, 2);
  bulk.answer = [](const scim::BulkOperation&) { return done_as("1"); };
  bulk.start();
  EXPECT_EQ(bulk.shown(), (Names{"InvalidValue", "ok", "InvalidValue", "-"}));
}

TEST(BulkRun, BeginsNothingWhenItsTimeIsOver) {
  Bulk bulk({"PUT 1", "PUT 2", "PUT 3"}, 0, 1);
  bulk.start();
  bulk.in_time = false;
  bulk.end(0);
  EXPECT_EQ(bulk.begun, Names{"PUT 1"});
  EXPECT_EQ(bulk.shown(), (Names{"ok", "Overloaded", "Overloaded"}));
  EXPECT_TRUE((*bulk.results)[1]->error().retry_after);
}

TEST(BulkRun, NestsNothingHoweverManyEndAtOnce) {
  for (const std::size_t in_flight : {1U, 8U}) {
    Names many;
    for (int i = 0; i < 10'000; ++i) many.push_back("PUT " + std::to_string(i));
    Bulk bulk(many, 0, in_flight);
    bulk.answer = [](const scim::BulkOperation&) { return failed(); };
    bulk.start();
    EXPECT_EQ(bulk.begun.size(), many.size());
    EXPECT_EQ(bulk.shown(), Names(many.size(), "Uniqueness"));
  }
}

TEST(BulkRun, NestsNothingInALongChain) {
  constexpr std::size_t kMany = 10'000;
  std::vector<std::string> list;
  for (std::size_t i = 0; i < kMany; ++i) {
    list.push_back(R"({"method":"POST","path":"/Users","bulkId":"n)" + std::to_string(i) + R"(","data":{"x":)" +
                   (i + 1 < kMany ? "\"bulkId:n" + std::to_string(i + 1) + "\"" : "1") + "}}");
  }
  std::string body = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[)";
  for (std::size_t i = 0; i < kMany; ++i) body += (i == 0 ? "" : ",") + list[i];
  auto request = scim::parse_bulk(parse(body + "]}"), registry(), kMany);
  ASSERT_TRUE(request);
  std::size_t fine = 0;
  std::make_shared<BulkRun>(
      *std::move(request), BulkRun::Settings{8, [] { return true; }},
      [](const scim::BulkOperation&, const core::ResourceId&, const core::Value&, const WriteDone& ended) {
        ended(done_as("1"));
      },
      [&fine](const scim::BulkRequest&, const BulkRun::Results& results) {
        fine = static_cast<std::size_t>(
            std::count_if(results.begin(), results.end(), [](const auto& result) { return result && *result; }));
      })
      ->start();
  EXPECT_EQ(fine, kMany);
}

TEST(BulkRun, CanEndOnAnyThread) {
  Names many;
  for (int i = 0; i < 500; ++i) many.push_back("PUT " + std::to_string(i));
  std::mutex mutex;
  std::vector<std::thread> threads;
  std::atomic<int> at_once{0};
  std::atomic<int> most_at_once{0};
  std::atomic<bool> over{false};
  std::string body = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[)";
  for (std::size_t i = 0; i < many.size(); ++i) body += (i == 0 ? "" : ",") + operation(many[i]);
  auto request = scim::parse_bulk(parse(body + "]}"), registry(), many.size());
  ASSERT_TRUE(request);
  std::vector<core::ResourceId> begun;
  std::make_shared<BulkRun>(
      *std::move(request), BulkRun::Settings{4, [] { return true; }},
      [&](const scim::BulkOperation&, const core::ResourceId& id, const core::Value&, const WriteDone& ended) {
        most_at_once = std::max(most_at_once.load(), ++at_once);
        const std::lock_guard lock(mutex);
        begun.push_back(id);
        threads.emplace_back([&at_once, ended] {
          --at_once;
          ended(done_as("1"));
        });
      },
      [&over](const scim::BulkRequest&, const BulkRun::Results& results) {
        EXPECT_EQ(results.size(), 500U);
        over = true;
      })
      ->start();
  while (!over) std::this_thread::yield();
  const std::lock_guard lock(mutex);
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most_at_once, 4);
  ASSERT_EQ(begun.size(), many.size());
  for (std::size_t i = 0; i < begun.size(); ++i) EXPECT_EQ(begun[i].text, std::to_string(i));
}

TEST(BulkLimit, IsWhatTheBudgetRefillsWhileARequestWaits) {
  using std::chrono::milliseconds;
  struct Row {
    std::uint32_t per_minute;
    milliseconds wait;
    std::size_t limit;
  };
  for (const Row& row : {Row{300, milliseconds(25'000), 125}, Row{200, milliseconds(25'000), 83},
                         Row{1, milliseconds(25'000), 1}, Row{300, milliseconds(0), 1}, Row{60, milliseconds(1'999), 1},
                         Row{100'000, std::chrono::hours(1), 6'000'000}, Row{60, milliseconds(2'000), 2}}) {
    EXPECT_EQ(bulk_limit(row.per_minute, row.wait), row.limit);
  }
}

}  // namespace
}  // namespace bridge::service::test
