#include "http/fault_response.hpp"

#include <set>

#include "http_fixture.hpp"

namespace bridge::http {
namespace {

using core::FaultKind;

struct Row {
  FaultKind kind;
  int status;
  const char* scim_type;
  /// Retry-After of a fault that names none; empty: no header.
  const char* retry_after;
};

const Row kRows[] = {
    {FaultKind::InvalidFilter, 400, "invalidFilter", ""},
    {FaultKind::TooMany, 400, "tooMany", ""},
    {FaultKind::Uniqueness, 409, "uniqueness", ""},
    {FaultKind::Mutability, 400, "mutability", ""},
    {FaultKind::InvalidSyntax, 400, "invalidSyntax", ""},
    {FaultKind::InvalidPath, 400, "invalidPath", ""},
    {FaultKind::NoTarget, 400, "noTarget", ""},
    {FaultKind::InvalidValue, 400, "invalidValue", ""},
    {FaultKind::InvalidVersion, 400, "invalidVers", ""},
    {FaultKind::Sensitive, 403, "sensitive", ""},
    {FaultKind::InvalidCursor, 400, "invalidCursor", ""},
    {FaultKind::InvalidCount, 400, "invalidCount", ""},
    {FaultKind::BadRequest, 400, "", ""},
    {FaultKind::RequestTimeout, 408, "", ""},
    {FaultKind::PayloadTooLarge, 413, "", ""},
    {FaultKind::TargetTooLong, 414, "", ""},
    {FaultKind::HeadersTooLarge, 431, "", ""},
    {FaultKind::ExpectationFailed, 417, "", ""},
    {FaultKind::NotFound, 404, "", ""},
    {FaultKind::MethodNotAllowed, 405, "", ""},
    {FaultKind::NotAcceptable, 406, "", ""},
    {FaultKind::UnsupportedMediaType, 415, "", ""},
    {FaultKind::PreconditionFailed, 412, "", ""},
    {FaultKind::Conflict, 409, "", ""},
    {FaultKind::NotImplemented, 501, "", ""},
    {FaultKind::Unauthorized, 401, "", ""},
    {FaultKind::Forbidden, 403, "", ""},
    {FaultKind::UpstreamRateLimited, 429, "", "60"},
    {FaultKind::UpstreamUnavailable, 503, "", "5"},
    {FaultKind::UpstreamTimeout, 504, "", ""},
    {FaultKind::UpstreamRejected, 502, "", ""},
    {FaultKind::UpstreamCredential, 502, "", ""},
    {FaultKind::OutcomeUnknown, 503, "", "5"},
    {FaultKind::NotReady, 503, "", "5"},
    {FaultKind::Overloaded, 503, "", "5"},
    {FaultKind::StoreFailed, 503, "", "5"},
    {FaultKind::Rehearsed, 503, "", "3600"},
    {FaultKind::Held, 503, "", "3600"},
    {FaultKind::Bug, 500, "", ""},
};

class FaultResponse : public testing::TestWithParam<Row> {};

TEST_P(FaultResponse, IsAScimErrorWithTheStatusOfTheTable) {
  const Row& row = GetParam();
  const auto response = fault_response({row.kind, "the detail", {"the context"}, {}});
  EXPECT_EQ(response.status, row.status);
  EXPECT_EQ(test::header_of(response, "Content-Type"), "application/scim+json");
  EXPECT_EQ(test::header_of(response, "Retry-After").value_or(""), row.retry_after);
  EXPECT_EQ(test::header_of(response, "WWW-Authenticate").has_value(), row.status == 401);
  const core::Value body = test::parse(response.body);
  ASSERT_NE(body.if_object(), nullptr);
  EXPECT_EQ(core::text_or_empty(*body.if_object(), "status"), std::to_string(row.status));
  EXPECT_EQ(core::text_or_empty(*body.if_object(), "scimType"), row.scim_type);
  EXPECT_EQ(body.if_object()->find("scimType") != nullptr, *row.scim_type != '\0');
  if (row.status != 401) {
    EXPECT_EQ(core::text_or_empty(*body.if_object(), "detail"), "the detail");
  }
  EXPECT_EQ(response.body.find("the context"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(All, FaultResponse, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(core::to_string(row.param.kind)); });

TEST(FaultTable, HasARowForEveryKind) {
  std::set<FaultKind> kinds;
  for (const Row& row : kRows) kinds.insert(row.kind);
  EXPECT_EQ(kinds.size(), static_cast<std::size_t>(FaultKind::Bug) + 1);
}

TEST(FaultResponseHeaders, CarryTheFaultsOwnRetryAfter) {
  const core::Fault fault{FaultKind::UpstreamRateLimited, "d", {}, std::chrono::seconds(7)};
  EXPECT_EQ(test::header_of(fault_response(fault), "Retry-After"), "7");
}

TEST(FaultResponseHeaders, CarryTheMethodsThatThePathHas) {
  const core::Fault fault{FaultKind::MethodNotAllowed, "d", {}, {}};
  EXPECT_EQ(test::header_of(fault_response(fault, "GET, HEAD"), "Allow"), "GET, HEAD");
  EXPECT_FALSE(test::header_of(fault_response(fault), "Allow"));
}

TEST(FaultResponse401, TellsNothingOfTheFault) {
  const auto one = fault_response({FaultKind::Unauthorized, "expired", {"a"}, std::chrono::seconds(1)});
  const auto other = fault_response({FaultKind::Unauthorized, "no such tenant", {"b"}, {}});
  EXPECT_EQ(one.body, other.body);
  EXPECT_EQ(one.headers, other.headers);
}

}  // namespace
}  // namespace bridge::http
