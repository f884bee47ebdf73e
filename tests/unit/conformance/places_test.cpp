#include "conformance/places.hpp"

#include <gtest/gtest.h>

#include "unit/conformance/fake_scim_server.hpp"

namespace bridge::conformance {
namespace {

using Places = std::vector<std::string>;

constexpr const char* kBase = "https://example.com/scim/v2";

Places made(const std::string& target, int status, const std::string& body, const std::string& location = {}) {
  Incoming came = test::reply(status, body);
  if (!location.empty()) came.headers = {{"location", location}};
  return made_by({"POST", target, {}, "{}"}, came, kBase);
}

TEST(Places, AreBelowTheBaseURL) {
  EXPECT_EQ(below(kBase, "https://example.com/scim/v2/Users/1"), "/Users/1");
  EXPECT_EQ(below(kBase, "/scim/v2/Users/1"), "/Users/1");
  EXPECT_EQ(below("https://example.com", "/Users/1"), "/Users/1");
  for (const char* other :
       {"", "https://example.org/scim/v2/Users/1", "https://example.com/scim/v22/Users", "Users/1"}) {
    EXPECT_EQ(below(kBase, other), std::nullopt) << other;
  }
}

TEST(Places, AreWhereTheAnswerSaysThatSomethingWasMade) {
  EXPECT_EQ(made("/Users?x=y", 201, R"({"id":"a/b"})"), Places{"/Users/a%2Fb"});
  EXPECT_EQ(made("/Users", 200, R"({"id":12})"), Places{"/Users/12"});
  EXPECT_EQ(made("/Users", 201, "", "https://example.com/scim/v2/Users/7"), Places{"/Users/7"});
  EXPECT_EQ(made("/Me", 201, R"({"id":"7"})"), Places{"/Users/7"});
  EXPECT_EQ(made("/Me", 201, R"({"id":"7","meta":{"location":"/scim/v2/People/7"}})"), Places{"/People/7"});
}

TEST(Places, AreNoneThatWouldHitSomethingElse) {
  for (const char* body : {"", "[]", R"({"id":""})", R"({"id":".."})", R"({"id":null})", R"({"id":{}})"}) {
    EXPECT_EQ(made("/Users", 201, body), Places{}) << body;
  }
  for (const char* location :
       {"https://example.org/Users/7", "/scim/v2/Users/", "/scim/v2/Users", "/scim/v2/Users/../7"}) {
    EXPECT_EQ(made("/Users", 201, "", location), Places{}) << location;
  }
  EXPECT_EQ(made("/Me", 200, R"({"id":"7"})"), Places{});
  EXPECT_EQ(made("/Users", 409, R"({"id":"7"})"), Places{});
  EXPECT_EQ(made("/Users/.search", 200, R"({"id":"7"})"), Places{});
}

TEST(Places, AreThoseOfEachOperationOfABulk) {
  EXPECT_EQ(made("/Bulk", 200, R"({"Operations":[
      {"method":"POST","status":"201","location":"https://example.com/scim/v2/Users/1"},
      {"method":"POST","status":{"code":"201"},"location":"/scim/v2/Groups/2"},
      {"method":"post","status":200,"location":"/scim/v2/Users/3"},
      {"method":"POST","status":"409","location":"/scim/v2/Users/4"},
      {"method":"PUT","status":"200","location":"/scim/v2/Users/5"},
      {"method":"POST","status":"201"}, 7]})"),
            (Places{"/Users/1", "/Groups/2", "/Users/3"}));
}

}  // namespace
}  // namespace bridge::conformance
