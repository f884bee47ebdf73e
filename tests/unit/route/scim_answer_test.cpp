#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/answer.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::FaultKind;
using test::parse;

constexpr const char* kMethods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

/// A SCIM error whose words quote somebody.
std::string error_of(const std::string& scim_type) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":")" + scim_type +
         R"(","detail":"ann@example.com is secret"})";
}

/// `body`: JSON, "" for none, "<html>" for what is no JSON.
Reading read(const char* method, int status, const std::string& body, const char* retry_after = "") {
  const bool json = !body.empty() && body != "<html>";
  return read_answer(method, status, retry_after, json ? std::optional(parse(body)) : std::nullopt, body.empty());
}

std::string kind(const Reading& reading) { return core::to_string(reading.fault.kind); }

testing::AssertionResult is_refused(const Reading& reading, FaultKind as, const std::string& says) {
  if (reading.verdict != Verdict::Refused) return testing::AssertionFailure() << "not refused";
  if (reading.fault.kind != as) return testing::AssertionFailure() << kind(reading) << ": " << reading.fault.detail;
  if (reading.fault.detail.find(says) == std::string::npos) return testing::AssertionFailure() << reading.fault.detail;
  return testing::AssertionSuccess();
}

struct DoneRow {
  const char* method;
  int status;
  const char* body;
  const char* read;
};

constexpr const char* kUser =
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7","userName":"a@x"})";

TEST(ScimSuccess, HasTheResourceOrNothing) {
  const DoneRow rows[] = {
      {"POST", 201, kUser, kUser},
      {"POST", 201, R"({"ID":"u-7","username":"a@x"})", kUser},
      {"GET", 200, kUser, kUser},
      {"GET", 200, R"({"id":"u-7","userName":"a@x"})", kUser},
      {"GET", 200, R"({"totalResults":0})", R"({"totalResults":0})"},
      {"PATCH", 200, kUser, kUser},
      {"PATCH", 200, R"({"id":"u-7","userName":"a@x"})", kUser},
      {"PATCH", 200, "{}", "{}"},
      {"PATCH", 200, "", "null"},
      {"PATCH", 204, "", "null"},
      {"PUT", 204, "", "null"},
      {"DELETE", 204, "", "null"},
      {"DELETE", 200, "", "null"},
      {"DELETE", 200, "[]", "null"},
      {"PATCH", 200, R"({"errorCode":0})", R"({"errorCode":0})"},
  };
  for (const DoneRow& row : rows) {
    const Reading reading = read(row.method, row.status, row.body);
    EXPECT_EQ(reading.verdict, Verdict::Done) << row.method << row.status << row.body;
    EXPECT_EQ(reading.body, parse(row.read)) << row.method << row.status << row.body;
  }
}

TEST(ScimSuccess, ThatCannotBeReadIsUnknown) {
  const DoneRow rows[] = {
      {"POST", 201, "", ""},
      {"POST", 201, "<html>", ""},
      {"POST", 201, "[]", ""},
      {"POST", 202, kUser, ""},
      {"POST", 204, "", ""},
      {"POST", 200, "", ""},
      {"POST", 200, "<html>", ""},
      {"PATCH", 200, "<html>", ""},
      {"DELETE", 200, "<html>", ""},
      {"PATCH", 200, "[]", ""},
      {"PATCH", 200, R"("done")", ""},
      {"GET", 200, "", ""},
      {"GET", 204, "", ""},
      {"GET", 200, "<html>", ""},
      {"PATCH", 200, R"({"errorCode":1016,"message":"x"})", ""},
      {"PATCH", 200, R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400"})", ""},
      {"POST", 201, R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400"})", ""},
      {"DELETE", 200, R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400"})", ""},
  };
  for (const DoneRow& row : rows) {
    const Reading reading = read(row.method, row.status, row.body);
    EXPECT_EQ(reading.verdict, Verdict::Unknown) << row.method << row.status << row.body;
    EXPECT_EQ(kind(reading), core::to_string(FaultKind::OutcomeUnknown));
  }
}

TEST(ScimSuccess, OfACreationIs201) {
  for (const char* body : {kUser, "{}"}) {
    EXPECT_TRUE(is_refused(read("POST", 200, body), FaultKind::Uniqueness, "already exists")) << body;
    EXPECT_NE(read("PATCH", 200, body).verdict, Verdict::Refused) << body;
  }
}

struct StatusRow {
  int status;
  FaultKind kind;
  const char* says;
};

TEST(ScimRefusal, FollowsTheStatus) {
  const StatusRow rows[] = {
      {400, FaultKind::InvalidValue, "does not accept a value"},
      {401, FaultKind::UpstreamCredential, "SCIM token"},
      {403, FaultKind::Forbidden, "does not allow this"},
      {404, FaultKind::NotFound, "does not know"},
      {405, FaultKind::NotImplemented, "does not offer"},
      {409, FaultKind::Uniqueness, "already exists"},
      {412, FaultKind::UpstreamRejected, "refused"},
      {415, FaultKind::UpstreamRejected, "refused"},
      {501, FaultKind::NotImplemented, "does not offer"},
  };
  for (const StatusRow& row : rows) {
    for (const char* method : kMethods) {
      for (const std::string& body : {std::string(), std::string("<html>"), std::string("{}"), error_of("")}) {
        EXPECT_TRUE(is_refused(read(method, row.status, body), row.kind, row.says)) << row.status << body;
        EXPECT_TRUE(is_refused(read(method, row.status, body), row.kind,
                               "(Smartsheet SCIM status " + std::to_string(row.status) + ")"));
      }
    }
  }
}

TEST(ScimRefusal, TakesTheScimTypeOf400) {
  const struct {
    const char* scim_type;
    FaultKind kind;
    const char* says;
  } rows[] = {
      {"uniqueness", FaultKind::Uniqueness, "already exists in Smartsheet: uniqueness"},
      {"Uniqueness", FaultKind::Uniqueness, "uniqueness"},
      {"mutability", FaultKind::Mutability, "change: mutability"},
      {"invalidSyntax", FaultKind::InvalidSyntax, "could not read the request: invalidSyntax"},
      {"invalidValue", FaultKind::InvalidValue, "a value of the request: invalidValue"},
      {"invalidPath", FaultKind::InvalidValue, "invalidPath"},
      {"noTarget", FaultKind::InvalidValue, "noTarget"},
      {"invalidFilter", FaultKind::InvalidValue, "invalidFilter"},
      {"tooMany", FaultKind::InvalidValue, "tooMany"},
      {"sensitive", FaultKind::InvalidValue, "sensitive"},
      {"ann@example.com", FaultKind::InvalidValue, "a value of the request (Smartsheet SCIM status 400)"},
  };
  for (const auto& row : rows) {
    EXPECT_TRUE(is_refused(read("PATCH", 400, error_of(row.scim_type)), row.kind, row.says)) << row.scim_type;
  }
  // Other statuses say what they mean.
  EXPECT_TRUE(is_refused(read("PATCH", 404, error_of("uniqueness")), FaultKind::NotFound, "does not know"));
  EXPECT_TRUE(is_refused(read("POST", 409, error_of("mutability")), FaultKind::Uniqueness, "already exists"));
}

TEST(ScimRefusal, KnowsRestsErrorsByTheirCode) {
  const std::string taken = R"({"errorCode":1016,"message":"ann@example.com is secret","refId":"r9"})";
  for (const int status : {400, 403, 409}) {
    const Reading reading = read("POST", status, taken);
    EXPECT_TRUE(is_refused(reading, FaultKind::Uniqueness, "errorCode 1016")) << status;
    EXPECT_EQ(reading.error_code, 1016);
  }
  EXPECT_TRUE(is_refused(read("PATCH", 400, R"({"errorCode":0})"), FaultKind::InvalidValue, "SCIM status 400"));
  EXPECT_TRUE(is_refused(read("PATCH", 405, R"({"errorCode":1010})"), FaultKind::NotImplemented, "SCIM status 405"));
  EXPECT_EQ(read("PATCH", 400, R"({"errorCode":4003})").verdict, Verdict::RateLimited);
  EXPECT_EQ(read("PATCH", 503, R"({"errorCode":4001})").verdict, Verdict::Unavailable);
}

TEST(ScimRateLimit, WaitsAsLongAsTheServiceSays) {
  const struct {
    const char* retry_after;
    std::optional<std::chrono::seconds> wait;
  } rows[] = {{"7", std::chrono::seconds(7)}, {"", std::nullopt}, {"soon", std::nullopt}};
  for (const auto& row : rows) {
    for (const std::string& body : {std::string(), std::string("<html>"), error_of("tooMany")}) {
      const Reading reading = read("PATCH", 429, body, row.retry_after);
      EXPECT_EQ(reading.verdict, Verdict::RateLimited) << body;
      EXPECT_EQ(reading.fault.kind, FaultKind::UpstreamRateLimited) << body;
      EXPECT_EQ(reading.wait, row.wait) << body;
    }
  }
}

TEST(ScimServerError, LeavesTheOutcomeUnknownUnlessItIsASpell) {
  for (const char* method : kMethods) {
    for (const std::string& body : {std::string(), std::string("<html>"), std::string("{}"), error_of("")}) {
      for (const int status : {500, 502, 504, 599}) {
        EXPECT_EQ(read(method, status, body, "5").verdict, Verdict::Unknown) << status;
      }
      EXPECT_EQ(read(method, 503, body).verdict, Verdict::Unknown) << body;
      EXPECT_EQ(read(method, 503, body, "5").verdict, Verdict::Unavailable) << body;
      EXPECT_EQ(read(method, 503, body, "5").fault.kind, FaultKind::UpstreamUnavailable) << body;
    }
  }
}

TEST(ScimOddStatus, LeavesTheOutcomeUnknown) {
  for (const int status : {100, 199, 301, 302, 304, 600}) {
    EXPECT_EQ(read("PATCH", status, kUser).verdict, Verdict::Unknown) << status;
  }
}

TEST(ScimAnswer, NeverShowsTheServicesWordsOrBlamesTheCallersToken) {
  for (const char* method : kMethods) {
    for (int status = 100; status <= 600; ++status) {
      for (const std::string& body : {error_of("uniqueness"), error_of("ann@example.com"),
                                      std::string(R"({"errorCode":9999,"message":"ann@example.com"})")}) {
        const Reading reading = read(method, status, body, "1");
        EXPECT_EQ(reading.fault.detail.find("example.com"), std::string::npos) << status;
        EXPECT_EQ(reading.fault.context.text.find("example.com"), std::string::npos) << status;
        EXPECT_NE(reading.fault.kind, FaultKind::Unauthorized) << status;
      }
    }
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
