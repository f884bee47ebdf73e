// Every trouble with Smartsheet: what the caller gets, whether the call is repeated, what becomes of the intent.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using transport::Cause;
using transport::Trouble;

constexpr const char* kRename = R"([{"op":"replace","path":"name.familyName","value":"King"}])";
constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

enum class After : std::uint8_t {
  /// Nothing was done, nobody tries again: the caller is told at once, the intent is closed.
  Refused,
  /// Nothing was done: the call is made again by itself, the intent stays open.
  Again,
  /// Nobody knows: what does no harm is made again, a creation is looked up; the intent stays open.
  FoundOut,
  Done,
};

struct TroubleCase {
  const char* name;
  transport::Reply reply;
  After after;
  /// What the caller hears, at once or at the deadline.
  FaultKind kind;
  const char* detail;
};

transport::Reply lost(Trouble kind, Cause cause = Cause::Unknown) {
  return transport::TransportFault{kind, {"as the test wants it"}, cause};
}

transport::Reply page(int status) {
  return transport::Answer{status, {{"content-type", "text/html; charset=utf-8"}}, "<html><h1>no</h1></html>"};
}

transport::Reply text(int status, const char* body) { return answer(status, std::string(body)); }

std::vector<TroubleCase> troubles() {
  constexpr FaultKind kDown = FaultKind::UpstreamUnavailable;
  constexpr FaultKind kUnknown = FaultKind::OutcomeUnknown;
  constexpr FaultKind kToken = FaultKind::UpstreamCredential;
  return {
      {"name not found", lost(Trouble::NotSent, Cause::NameNotFound), After::Again, kDown, "DNS"},
      {"connection refused", lost(Trouble::NotSent, Cause::ConnectionRefused), After::Again, kDown, "firewall"},
      {"connect time-out", lost(Trouble::NotSent, Cause::ConnectTimedOut), After::Again, kDown, "connect_timeout"},
      {"proxy", lost(Trouble::NotSent, Cause::ProxyFailed), After::Again, kDown, "proxy"},
      {"not sent", lost(Trouble::NotSent), After::Again, kDown, "can't be reached"},
      {"expired certificate", lost(Trouble::TlsFailed, Cause::CertificateExpired), After::Again, kDown, "not valid"},
      {"wrong host", lost(Trouble::TlsFailed, Cause::CertificateOfOtherHost), After::Again, kDown, "another host"},
      {"unknown CA", lost(Trouble::TlsFailed, Cause::CertificateUntrusted), After::Again, kDown, "CA certificates"},
      {"no TLS", lost(Trouble::TlsFailed, Cause::HandshakeFailed), After::Again, kDown, "handshake"},
      {"time-out", lost(Trouble::TimedOut), After::FoundOut, FaultKind::UpstreamTimeout, "within timeout"},
      {"standstill", lost(Trouble::TimedOut, Cause::Stalled), After::FoundOut, FaultKind::UpstreamTimeout,
       "standstill"},
      {"reset after sending", lost(Trouble::ConnectionLost), After::FoundOut, kUnknown, "connection"},
      {"endless body", lost(Trouble::AnswerTooLarge), After::FoundOut, kUnknown, "larger"},
      {"gzip garbage", lost(Trouble::Unreadable), After::FoundOut, kUnknown, "unpacked"},
      {"502 with a page", page(502), After::FoundOut, kUnknown, "a page came"},
      {"200 with a page", page(200), After::FoundOut, kUnknown, "a page came"},
      {"500 with text", text(500, "oops"), After::FoundOut, kUnknown, "not JSON"},
      {"500 without errorCode", text(500, "{}"), After::FoundOut, kUnknown, "no errorCode"},
      {"truncated body", text(200, R"({"message":"SUCC)"), After::FoundOut, kUnknown, "breaks off"},
      {"empty 200", text(200, ""), After::FoundOut, kUnknown, "empty"},
      {"an array", text(200, "[]"), After::FoundOut, kUnknown, "unexpected form"},
      {"4000", refusal(500, 4000), After::FoundOut, kUnknown, "4000"},
      {"4002", refusal(500, 4002), After::FoundOut, kUnknown, "4002"},
      {"4004", refusal(500, 4004), After::FoundOut, kUnknown, "4004"},
      {"maintenance", refusal(503, 4001), After::Again, kDown, "4001"},
      {"retired", refusal(410, 4005), After::Refused, FaultKind::UpstreamRejected, "4005"},
      {"moved", text(301, ""), After::Refused, FaultKind::UpstreamRejected, "redirects"},
      {"log in first", page(302), After::Refused, FaultKind::UpstreamRejected, "redirects"},
      {"wrong token", refusal(401, 1002), After::Refused, kToken, "1002"},
      {"expired token", refusal(401, 1003), After::Refused, kToken, "1003"},
      {"revoked token", refusal(400, 1132), After::Refused, kToken, "1132"},
      {"blocked owner", refusal(403, 2028), After::Refused, kToken, "2028"},
      {"401 without a word", text(401, ""), After::Refused, kToken, "401"},
      {"204", text(204, ""), After::Done, FaultKind::Bug, ""},
  };
}

struct TroubleBench : public Bench {
  TroubleBench() {
    smartsheet.add_person("bob@x.example");
    start();
  }
  [[nodiscard]] std::size_t open() const { return store.contents.intents.size(); }
  static void heard(const AskedPtr& asked, const TroubleCase& one) {
    ASSERT_TRUE(asked->answered());
    ASSERT_FALSE(asked->ok());
    EXPECT_EQ(asked->fault(), core::to_string(one.kind));
    EXPECT_NE(asked->result->error().detail.find(one.detail), std::string::npos) << asked->result->error().detail;
  }
};

TEST(UpstreamTrouble, OfACallThatDoesNoHarmTwice) {
  for (const TroubleCase& one : troubles()) {
    SCOPED_TRACE(one.name);
    TroubleBench bench;
    bench.hold("PUT");
    const auto asked = bench.ask(modify(Kind::User, "1001", kRename));
    ASSERT_TRUE(bench.client->reply("PUT", one.reply));
    bench.loop->run();
    if (one.after == After::Done) {
      EXPECT_TRUE(asked->ok()) << asked->fault();
      continue;
    }
    if (one.after == After::Refused) {
      TroubleBench::heard(asked, one);
      EXPECT_EQ(bench.open(), 0U);
      bench.loop->advance(seconds(100));
      EXPECT_EQ(bench.client->count("PUT"), 1U);
      continue;
    }
    EXPECT_FALSE(asked->answered());
    bench.loop->advance(seconds(1));
    EXPECT_EQ(bench.client->count("PUT"), 2U);
    bench.loop->advance(seconds(25));
    TroubleBench::heard(asked, one);
    EXPECT_TRUE(asked->result->error().retry_after);
    EXPECT_EQ(bench.open(), 1U);
    ASSERT_TRUE(bench.client->reply("PUT", bench.smartsheet.serve(bench.client->sent.back().call)));
    bench.loop->run();
    EXPECT_EQ(bench.open(), 0U) << "the work goes on without its caller";
  }
}

TEST(UpstreamTrouble, OfACreation) {
  for (const TroubleCase& one : troubles()) {
    SCOPED_TRACE(one.name);
    TroubleBench bench;
    bench.hold("POST");
    const auto asked = bench.ask(create(Kind::User, person("ann@x.example")));
    // It may have been done; what is refused or never left was not.
    const bool done = one.after == After::FoundOut || one.after == After::Done;
    if (done) static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
    ASSERT_TRUE(bench.client->reply("POST", one.reply));
    bench.loop->advance(seconds(1));
    EXPECT_EQ(bench.client->count("POST /users"), one.after == After::Again ? 2U : 1U);
    if (done) {
      EXPECT_TRUE(asked->ok()) << "found by its address: " << asked->fault();
    } else if (one.after == After::Refused) {
      TroubleBench::heard(asked, one);
      EXPECT_EQ(bench.open(), 0U);
    } else {
      EXPECT_EQ(bench.open(), 1U);
      ASSERT_TRUE(bench.client->reply("POST", bench.smartsheet.serve(bench.client->sent.back().call)));
      bench.loop->run();
      EXPECT_TRUE(asked->ok()) << asked->fault();
    }
    EXPECT_LE(bench.smartsheet.people_called("ann@x.example"), 1U);
  }
}

TEST(UpstreamTrouble, AListingThatBreaksOffDropsNobody) {
  for (const TroubleCase& one : troubles()) {
    SCOPED_TRACE(one.name);
    TroubleBench bench;
    bench.client->script = [&](const route::RestCall& call) {
      return std::optional(line_of(call).starts_with("GET /users?") ? one.reply : bench.smartsheet.serve(call));
    };
    EXPECT_NE(bench.refresh(), "fine");
    EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  }
}

struct TokenTest : public ::testing::Test {
  TokenTest() {
    bench.smartsheet.add_group("Team");
    EXPECT_EQ(bench.refresh(), "fine");
    bench.forget();
    bench.log.clear();
  }
  TroubleBench bench;
};

TEST_F(TokenTest, RefusedInTheMiddleOfAPlanHoldsItUntilItWorksAgain) {
  bench.hold("POST");
  const auto asked = bench.ask(modify(Kind::Group, "1002", R"([{"op":"replace","path":"displayName","value":"Crew"},
                                                {"op":"add","path":"members","value":[{"value":"1001"}]}])"));
  ASSERT_EQ(bench.client->count("POST /groups/1002/members"), 1U);
  ASSERT_TRUE(bench.client->reply("POST", refusal(401, 1003)));
  bench.client->script = [&](const route::RestCall&) { return std::optional(refusal(401, 1003)); };
  bench.loop->run();
  EXPECT_EQ(asked->fault(), "UpstreamCredential");
  EXPECT_EQ(bench.open(), 1U);
  bench.forget();
  bench.loop->advance(std::chrono::hours(24));
  EXPECT_EQ(bench.client->count("POST"), 0U) << "no try is spent";
  EXPECT_EQ(bench.open(), 1U);
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "1003"), 1U);
  const auto other = bench.ask(create(Kind::User, person("ann@x.example")));
  EXPECT_EQ(other->fault(), "UpstreamCredential");
  EXPECT_TRUE(other->result->error().retry_after);
  EXPECT_EQ(bench.open(), 1U) << "what has not begun does not begin";
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr) << "reads go on";
  bench.serve_all();
  bench.loop->advance(seconds(300));
  EXPECT_EQ(bench.open(), 0U);
  EXPECT_TRUE(bench.tenant->index().is_member(ResourceId("1002"), ResourceId("1001")));
  EXPECT_EQ(bench.logged(LogLevel::Info, "answers again"), 1U);
  EXPECT_TRUE(bench.ask(create(Kind::User, person("ann@x.example")))->ok());
}

TEST_F(TokenTest, RefusedToACreationMeansThatNothingWasDone) {
  bench.hold("POST");
  const auto asked = bench.ask(create(Kind::User, person("ann@x.example")));
  ASSERT_TRUE(bench.client->reply("POST", refusal(401, 1002)));
  bench.loop->run();
  EXPECT_EQ(asked->fault(), "UpstreamCredential");
  EXPECT_EQ(bench.open(), 0U);
  bench.serve_all();
  bench.loop->advance(seconds(300));
  EXPECT_EQ(bench.smartsheet.people_called("ann@x.example"), 0U);
  EXPECT_TRUE(bench.ask(create(Kind::User, person("ann@x.example")))->ok());
}

TEST(UpstreamTrouble, WhileNothingAnswersNewWritesAreRefusedAndCommittedOnesWait) {
  TroubleBench bench;
  for (int i = 0; i < 5; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
  ASSERT_EQ(bench.refresh(), "fine");
  bench.client->script = [](const route::RestCall&) { return std::optional(trouble(Trouble::ConnectionLost)); };
  std::vector<AskedPtr> committed;
  for (const char* id : {"1002", "1003", "1004"}) committed.push_back(bench.ask(modify(Kind::User, id, kOff)));
  committed.push_back(bench.ask(modify(Kind::User, "1001", kRename)));
  bench.loop->advance(seconds(20));
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "does not answer"), 1U);
  EXPECT_EQ(bench.open(), 4U);
  const std::size_t before = bench.client->sent.size();
  const auto refused = bench.ask(modify(Kind::User, "1005", kOff));
  EXPECT_EQ(refused->fault(), "UpstreamUnavailable");
  EXPECT_TRUE(refused->result->error().retry_after);
  EXPECT_EQ(bench.open(), 4U) << "no intent was written";
  EXPECT_EQ(bench.client->sent.size(), before);
  EXPECT_NE(bench.find(Kind::User, "1005"), nullptr) << "reads go on";
  bench.loop->advance(std::chrono::hours(1));
  EXPECT_LE(bench.client->sent.size(), before + 20) << "nothing but probes";
  for (const AskedPtr& asked : committed) EXPECT_TRUE(asked->answered() && !asked->ok());
  bench.serve_all();
  bench.loop->advance(seconds(400));
  EXPECT_EQ(bench.open(), 0U);
  EXPECT_EQ(bench.logged(LogLevel::Info, "answers again"), 1U);
  EXPECT_TRUE(bench.ask(modify(Kind::User, "1005", kOff))->ok());
}

TEST(UpstreamTrouble, TooManyWaitingIsSaidWithTheTimeTheyTake) {
  Bench bench;
  bench.settings.requests_per_minute = 60;
  bench.settings.max_edits = 100;
  bench.max_wait = std::chrono::hours(2);
  bench.start();
  std::vector<AskedPtr> asked;
  for (int i = 0; i < 200; ++i) {
    asked.push_back(bench.submit(create(Kind::User, person("p" + std::to_string(i) + "@x.example"))));
  }
  bench.loop->run();
  EXPECT_EQ(asked.back()->fault(), "Overloaded");
  EXPECT_EQ(asked.back()->result->error().retry_after, seconds(11)) << "a tenth of them, at one a second";
}

}  // namespace
}  // namespace bridge::work::test
