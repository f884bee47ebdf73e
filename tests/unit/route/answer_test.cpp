#include "bridge/route/smartsheet_rest/answer.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

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

struct CodeRow {
  int status;
  std::int64_t code;
  FaultKind kind;
  const char* says;
};

constexpr CodeRow kCodes[] = {
    {401, 1001, FaultKind::UpstreamCredential, "API token"},
    {401, 1002, FaultKind::UpstreamCredential, "not accept the bridge's API token"},
    {401, 1003, FaultKind::UpstreamCredential, "expired"},
    {403, 1004, FaultKind::Forbidden, "owner of the bridge's token"},
    {401, 1005, FaultKind::UpstreamCredential, "single sign-on"},
    {404, 1006, FaultKind::NotFound, "does not know this resource"},
    {400, 1008, FaultKind::InvalidSyntax, "could not read"},
    {400, 1012, FaultKind::InvalidValue, "required attribute"},
    {403, 1013, FaultKind::Forbidden, "plan"},
    {403, 1014, FaultKind::Forbidden, "no licences left"},
    {403, 1015, FaultKind::Uniqueness, "another Smartsheet account"},
    {403, 1016, FaultKind::Uniqueness, "already a member"},
    {403, 1017, FaultKind::Uniqueness, "paid Smartsheet account"},
    {400, 1018, FaultKind::InvalidValue, "a value of the request"},
    {404, 1020, FaultKind::NotFound, "this person"},
    {401, 1030, FaultKind::UpstreamCredential, "act for this account"},
    {400, 1031, FaultKind::InvalidValue, "attribute's value"},
    {400, 1041, FaultKind::InvalidValue, "too long"},
    {403, 1047, FaultKind::Forbidden, "can't be removed"},
    {403, 1048, FaultKind::Forbidden, "declined"},
    {403, 1049, FaultKind::Forbidden, "System Admin"},
    {403, 1076, FaultKind::Forbidden, "licensed"},
    {403, 1097, FaultKind::Forbidden, "resource viewer"},
    {403, 1102, FaultKind::Forbidden, "group admin"},
    {400, 1103, FaultKind::Uniqueness, "displayName"},
    {403, 1104, FaultKind::Forbidden, "Group Admin to create groups"},
    {400, 1105, FaultKind::InvalidValue, "members"},
    {404, 1106, FaultKind::NotFound, "this group"},
    {400, 1129, FaultKind::Uniqueness, "already exists"},
    {400, 1144, FaultKind::Forbidden, "owns groups"},
    {400, 1156, FaultKind::InvalidValue, "userName"},
    {400, 1159, FaultKind::Uniqueness, "alternate"},
    {403, 1180, FaultKind::Uniqueness, "different Smartsheet account"},
    {403, 1188, FaultKind::Forbidden, "not active"},
    {403, 1269, FaultKind::Forbidden, "can't lose Group Admin"},
    {400, 1282, FaultKind::InvalidSyntax, "could not read"},
    {400, 1290, FaultKind::InvalidValue, "can't be added to this group"},
    {400, 1329, FaultKind::InvalidValue, "name.givenName or name.familyName"},
    {403, 1335, FaultKind::Forbidden, "can't be deactivated"},
    {403, 1336, FaultKind::Forbidden, "can't be deactivated"},
    {403, 1359, FaultKind::Forbidden, "public e-mail providers"},
    {403, 2028, FaultKind::UpstreamCredential, "blocked"},
    {403, 2109, FaultKind::Forbidden, "licences of this plan"},
};

TEST(ErrorCode, IsARefusalInOurWords) {
  for (const CodeRow& row : kCodes) {
    const Reading reading = read_answer(row.status, "", error_of(row.code));
    EXPECT_EQ(reading.verdict, Verdict::Refused) << row.code;
    EXPECT_EQ(reading.error_code, row.code);
    EXPECT_STREQ(core::to_string(reading.fault.kind), core::to_string(row.kind)) << row.code;
    EXPECT_NE(reading.fault.detail.find(row.says), std::string::npos) << row.code << ": " << reading.fault.detail;
    EXPECT_NE(reading.fault.detail.find("errorCode " + std::to_string(row.code)), std::string::npos);
    EXPECT_NE(reading.fault.context.text.find("refId r9"), std::string::npos) << row.code;
  }
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
        Row{415, FaultKind::UpstreamRejected}}) {
    for (const auto& body : bodies) {
      const Reading reading = read_answer(row.status, "", body);
      EXPECT_EQ(reading.verdict, Verdict::Refused) << row.status;
      EXPECT_STREQ(core::to_string(reading.fault.kind), core::to_string(row.kind)) << row.status;
    }
  }
}

TEST(Refusal, NeverBlamesTheCallersToken) {
  for (int status = 100; status < 600; ++status) {
    for (const CodeRow& row : kCodes) {
      EXPECT_NE(read_answer(status, "", error_of(row.code)).fault.kind, FaultKind::Unauthorized);
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
  for (const int status : {500, 501, 502, 503, 504, 599}) {
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
