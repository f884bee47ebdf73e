#include "bridge/route/smartsheet_rest/answer.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/route/error_rows.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {

// Test output names kinds.
inline void PrintTo(Verdict verdict, std::ostream* out) { *out << "verdict " << static_cast<int>(verdict); }

namespace {

using core::FaultKind;
using core::Value;
using test::parse;

Value error_of(std::int64_t code) {
  return parse(R"({"errorCode":)" + std::to_string(code) + R"(,"message":"ann@example.com is secret","refId":"r9"})");
}

TEST(ErrorCode, CountsMoreThanTheStatus) {
  for (const int status : {400, 403, 404, 409, 422}) {
    EXPECT_EQ(read_answer(status, "", error_of(1016)).fault.kind, FaultKind::Uniqueness) << status;
  }
}

TEST(ErrorCode, NeverShowsSmartsheetsMessage) {
  for (const int status : {400, 401, 403, 404, 409, 429, 500, 503}) {
    for (const std::int64_t code : {0, 1004, 1016, 4000, 4001, 4003, 5001, 9999}) {
      const Reading reading = read_answer(status, "", error_of(code));
      EXPECT_EQ(reading.fault.detail.find("example.com"), std::string::npos) << status << " " << code;
      EXPECT_EQ(reading.fault.context.text.find("example.com"), std::string::npos) << status << " " << code;
    }
  }
}

TEST(RefusalWithoutKnownCode, FollowsTheStatus) {
  struct Row {
    int status;
    FaultKind kind;
  };
  const std::vector<std::optional<Value>> bodies{std::nullopt, Value(),        parse("[]"),
                                                 parse("{}"),  error_of(9999), parse(R"({"errorCode":"1016"})")};
  for (const Row& row :
       {Row{400, FaultKind::UpstreamRejected}, Row{401, FaultKind::UpstreamCredential}, Row{403, FaultKind::Forbidden},
        Row{404, FaultKind::NotFound}, Row{405, FaultKind::UpstreamRejected}, Row{409, FaultKind::Uniqueness},
        Row{415, FaultKind::UpstreamRejected}, Row{501, FaultKind::UpstreamRejected}}) {
    for (const auto& body : bodies) {
      const Reading reading = read_answer(row.status, "", body);
      EXPECT_EQ(reading.verdict, Verdict::Refused) << row.status;
      EXPECT_STREQ(core::to_string(reading.fault.kind), core::to_string(row.kind)) << row.status;
    }
  }
}

TEST(Refusal, NeverBlamesTheCallersToken) {
  for (int status = 100; status < 600; ++status) {
    for (const std::int64_t code : test::listed_codes()) {
      EXPECT_NE(read_answer(status, "", error_of(code)).fault.kind, FaultKind::Unauthorized);
    }
    EXPECT_NE(read_answer(status, "", std::nullopt).fault.kind, FaultKind::Unauthorized) << status;
  }
}

TEST(RateLimit, WaitsAsLongAsSmartsheetSays) {
  struct Row {
    const char* retry_after;
    std::optional<std::chrono::seconds> wait;
  };
  using std::chrono::seconds;
  for (const Row& row : {Row{"", std::nullopt}, Row{"0", seconds(0)}, Row{"7", seconds(7)}, Row{"007", seconds(7)},
                         Row{"3600", seconds(3600)}, Row{"3601", seconds(3600)}, Row{"9999999999", seconds(3600)},
                         Row{"99999999999999999999", std::nullopt}, Row{"-1", std::nullopt}, Row{"+5", std::nullopt},
                         Row{"1.5", std::nullopt}, Row{"5s", std::nullopt}, Row{"soon", std::nullopt},
                         Row{" ", std::nullopt}, Row{"Wed, 21 Oct 2026 07:28:00 GMT", std::nullopt}}) {
    for (const auto& body : {std::optional<Value>(error_of(4003)), std::optional<Value>()}) {
      const Reading reading = read_answer(429, row.retry_after, body);
      EXPECT_EQ(reading.verdict, Verdict::RateLimited) << row.retry_after;
      EXPECT_EQ(reading.fault.kind, FaultKind::UpstreamRateLimited) << row.retry_after;
      EXPECT_EQ(reading.wait, row.wait) << row.retry_after;
    }
  }
}

TEST(RateLimit, IsKnownByItsCodeToo) {
  for (const int status : {200, 400, 429, 500, 503}) {
    EXPECT_EQ(read_answer(status, "", error_of(4003)).verdict, Verdict::RateLimited) << status;
  }
}

TEST(Maintenance, IsUnavailableAndNothingWasDone) {
  for (const int status : {200, 400, 500, 503}) {
    const Reading reading = read_answer(status, "", error_of(4001));
    EXPECT_EQ(reading.verdict, Verdict::Unavailable) << status;
    EXPECT_EQ(reading.fault.kind, FaultKind::UpstreamUnavailable) << status;
  }
}

TEST(ServerError, LeavesTheOutcomeUnknown) {
  for (const int status : {500, 502, 503, 504, 599}) {
    const std::vector<std::optional<Value>> bodies{std::nullopt,   error_of(4000), error_of(4002), error_of(4004),
                                                   error_of(1016), parse("{}"),    parse("[]")};
    for (const auto& body : bodies) {
      const Reading reading = read_answer(status, "5", body);
      EXPECT_EQ(reading.verdict, Verdict::Unknown) << status;
      EXPECT_EQ(reading.fault.kind, FaultKind::OutcomeUnknown) << status;
      EXPECT_FALSE(reading.wait) << status;
    }
  }
}

TEST(Success, IsAnObject) {
  for (const char* body : {"{}", R"({"message":"SUCCESS","resultCode":0})", R"({"errorCode":0})"}) {
    const Reading reading = read_answer(200, "", parse(body));
    EXPECT_EQ(reading.verdict, Verdict::Done) << body;
    EXPECT_EQ(reading.body, parse(body));
  }
  EXPECT_EQ(read_answer(201, "", parse("{}")).verdict, Verdict::Done);
}

TEST(Success, ThatCannotBeReadIsUnknown) {
  const std::vector<std::optional<Value>> bodies{std::nullopt, Value(), parse("[]"), parse("\"SUCCESS\""),
                                                 error_of(1016)};
  for (const auto& body : bodies) {
    const Reading reading = read_answer(200, "", body);
    EXPECT_EQ(reading.verdict, Verdict::Unknown);
    EXPECT_EQ(reading.fault.kind, FaultKind::OutcomeUnknown);
  }
  for (const int status : {100, 199, 301, 302, 304, 600}) {
    EXPECT_EQ(read_answer(status, "", parse("{}")).verdict, Verdict::Unknown) << status;
  }
}

TEST(CreatedId, IsTheResultsNumber) {
  EXPECT_EQ(created_id(parse(R"({"result":{"id":7}})")), "7");
  EXPECT_EQ(created_id(parse(R"({"result":{"id":9007199254740993}})")), "9007199254740993");
  for (const char* body : {"null", "[]", "{}", R"({"id":7})", R"({"result":7})", R"({"result":[{"id":7}]})",
                           R"({"result":{}})", R"({"result":{"id":"7"}})", R"({"result":{"id":7.0}})"}) {
    EXPECT_EQ(created_id(parse(body)), std::nullopt) << body;
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
