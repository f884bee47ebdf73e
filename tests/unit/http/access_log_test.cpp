#include "bridge/scim/error_message.hpp"
#include "http/pipeline.hpp"
#include "http_fixture.hpp"

namespace bridge::http {
namespace {

class AccessLog : public test::HttpTest {};

TEST_F(AccessLog, NamesTheRequestTheTenantAndTheClient) {
  (void)send("GET", "/acme/scim/v2/Users/7?attributes=userName&secret");
  ASSERT_EQ(lines.size(), 1U);
  const LogLine& line = lines.front();
  EXPECT_EQ(line.request.text, "r1");
  EXPECT_EQ(line.peer, "192.0.2.1");
  EXPECT_EQ(line.method, "GET");
  EXPECT_EQ(line.path, "/acme/scim/v2/Users/7");
  EXPECT_EQ(line.parameters, "attributes,?");
  EXPECT_EQ(line.status, 200);
  EXPECT_EQ(line.duration, std::chrono::microseconds(1500));
  EXPECT_EQ(line.tenant, "acme");
  EXPECT_EQ(line.client, "okta-2026");
  EXPECT_FALSE(line.fault);
}

TEST_F(AccessLog, TellsWhatTheCallerIsNotTold) {
  service.fault = core::Fault{core::FaultKind::UpstreamRejected, "refused", {"errorCode 1234"}, {}};
  (void)send("DELETE", "/scim/v2/Users/7");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].fault, service.fault);
  EXPECT_EQ(lines[0].status, 502);
  EXPECT_EQ(lines[0].client, "okta-2026");
}

TEST_F(AccessLog, TellsWhyATokenWasRefused) {
  web::Request asked = request("GET", "/scim/v2/Users");
  asked.head.headers = {{"Authorization", "Bearer wrong"}};
  (void)send(asked);
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_TRUE(lines[0].fault);
  EXPECT_EQ(lines[0].fault->context.text, "wrong token");
  EXPECT_EQ(lines[0].tenant, "");
}

TEST_F(AccessLog, NamesTheClientOfARequestRefusedAtItsHead) {
  (void)send("GET", "/scim/v2/Nothing");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].tenant, "default");
  EXPECT_EQ(lines[0].client, "okta-2026");
}

TEST_F(AccessLog, TellsOfFaultsThatTheServerFound) {
  web::RequestHead head;
  head.id = core::RequestId("r2");
  const auto response = handler.on_fault({core::FaultKind::PayloadTooLarge, "too large", {}, {}}, head);
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(detail(response), "too large");
  handler.on_done(head, response.status, std::chrono::microseconds(1));
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_TRUE(lines[0].fault);
  EXPECT_EQ(lines[0].fault->kind, core::FaultKind::PayloadTooLarge);
}

TEST_F(AccessLog, ForgetsARequestThatIsOver) {
  service.fault = core::Fault{core::FaultKind::NotFound, "gone", {}, {}};
  (void)send("GET", "/scim/v2/Users/7");
  handler.on_done(request("GET", "/scim/v2/Users/7").head, 200, std::chrono::microseconds(1));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_FALSE(lines[1].fault);
}

TEST_F(AccessLog, CutsLongPaths) {
  (void)send("GET", "/scim/v2/Users/" + std::string(5000, 'a'));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].path.size(), 256U);
}

TEST_F(AccessLog, CutsLongDetails) {
  service.fault = core::Fault{core::FaultKind::InvalidValue, std::string(5000, 'a'), {}, {}};
  const web::Response response = send("GET", "/scim/v2/Users/7");
  const std::string cut = std::string(scim::kLongestDetail, 'a') + "…";
  EXPECT_EQ(detail(response), cut);
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_TRUE(lines[0].fault);
  EXPECT_EQ(lines[0].fault->detail, cut);
}

TEST(Pipeline, AuthenticatesBeforeAllElseAndReadsTheBodyLast) {
  const auto stages = pipeline();
  ASSERT_GT(stages.size(), 2U);
  EXPECT_EQ(stages[1].name, "authenticate");
  EXPECT_EQ(stages.back().name, "body");
  for (std::size_t i = 0; i + 1 < stages.size(); ++i) {
    EXPECT_EQ(stages[i].needs, Needs::Head) << stages[i].name;
    EXPECT_FALSE(stages[i].reason.empty()) << stages[i].name;
  }
}

}  // namespace
}  // namespace bridge::http
