#include "bridge/conformance/wire.hpp"

#include <gtest/gtest.h>

namespace bridge::conformance {
namespace {

core::Result<std::unique_ptr<Wire>> wire_to(const std::string& url) {
  return make_wire({url, std::chrono::seconds(5), ""}, core::IdpToken("a-token"));
}

TEST(Wire, TakesURLsOfServers) {
  for (const char* url : {"https://scim.example.com/scim/v2", "http://10.1.2.3:8080", "HTTPS://example.com/a//",
                          "http://[::1]:9/x", "http://scim.intranet/v2/"}) {
    EXPECT_TRUE(wire_to(url)) << url;
  }
}

TEST(Wire, RefusesWhatIsNoURLOfAServer) {
  for (const char* url :
       {"", "scim.example.com", "ftp://example.com", "https://", "https:///v2", "https://example.com/#a",
        "https://ada:x@example.com", "https://example.com/a b", "https://example.com/?aadOptscim062020"}) {
    const auto wire = wire_to(url);
    ASSERT_FALSE(wire) << url;
    EXPECT_EQ(wire.error().kind, core::FaultKind::InvalidValue);
  }
  EXPECT_NE(wire_to("https://example.com/?a").error().detail.find("query"), std::string::npos);
}

TEST(Wire, SaysWhyThereIsNoAnswer) {
  const auto wire = wire_to("http://127.0.0.1:1");
  ASSERT_TRUE(wire);
  const auto answers = (*wire)->exchange({{"GET", "/Users", {}, std::nullopt}, {"GET", "/b c", {}, std::nullopt}});
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].status, 0);
  EXPECT_EQ(answers[0].why.substr(0, 25), "the connection is refused");
  EXPECT_NE(answers[1].why.find("percent-encoded"), std::string::npos);
  EXPECT_TRUE((*wire)->exchange({}).empty());
}

}  // namespace
}  // namespace bridge::conformance
