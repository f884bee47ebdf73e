#include <gtest/gtest.h>

#include "bridge/conformance/case.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::conformance {
namespace {

core::Result<Case> read(const std::string& text) {
  const auto document = json::parse(text);
  EXPECT_TRUE(document) << text;
  return read_case("rfc/patch/one", document ? *document : core::Value());
}

const char* const kStep = R"({"name":"n","send":{"method":"GET","path":"/Users"},"expect":{"status":200}})";

/// A good case whose members after the obligatory ones are these.
std::string file(const std::string& members, const std::string& steps = kStep) {
  return R"({"title":"t","source":"s","level":"SHOULD",)" + members + R"("steps":[)" + steps + "]}";
}

TEST(ReadCase, TakesAllMembers) {
  const auto found = read(file(
      R"("requirements":["Q3"],"needs":["filter","User.title changeable"],"clients":["okta"],"seen":["https://x"],
         "stumbles":{"Okta":"falls"},"yields":{"entra":"entra/a/b"},
         "given":[{"as":"u","type":"Group","count":3,"with":{"members":[],"x":null}}],)",
      R"({"name":"p","level":"MAY","needs":["sort"],"pause":20,"keep":{"a":"/id","b":{"header":"ETag"}},
          "send":{"method":"PATCH","path":"/Users/1","patch":[{"op":"add"}],"query":{"a":"b"},"headers":{"X":null}},
          "expect":[{"status":[200,204],"error":"","headers":{"A":"b"}},{"body":{"$absent":true}}]})"));
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->suite(), "rfc");
  EXPECT_EQ(found->level, Level::Should);
  EXPECT_EQ(found->needs, (std::vector<std::string>{"filter", "User.title changeable", "Group", "Group.members"}));
  EXPECT_EQ(found->given[0].count, 3U);
  const Step& step = found->steps[0];
  EXPECT_EQ(step.level, Level::May);
  EXPECT_EQ(step.pause, std::chrono::milliseconds(20));
  EXPECT_EQ(step.keep.size(), 2U);
  EXPECT_EQ(json::write(*step.questions[0].sending.body),
            R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add"}]})");
  EXPECT_EQ(step.questions[0].any_of.size(), 2U);
  EXPECT_EQ(step.questions[0].any_of[0].statuses, (std::vector<std::int64_t>{200, 204}));
}

TEST(ReadCase, CountsThoseThatLeaveTogether) {
  const auto found = read(file("", R"({"name":"n","together":{"count":2,
      "send":{"method":"POST","path":"/U/${n}","body":{"a":"${n}","b":"x${n}${unique}","c":"$${n}"}}},"statuses":[1]})"));
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->steps[0].questions.size(), 2U);
  const Sending& second = found->steps[0].questions[1].sending;
  EXPECT_EQ(second.path, "/U/2");
  EXPECT_EQ(json::write(*second.body), R"({"a":2,"b":"x2${unique}","c":"$${n}"})");
}

TEST(ReadCase, CountsWithinAListToo) {
  const auto found = read(file("", R"({"name":"n","together":[{"count":2,"send":{"method":"GET","path":"/U/${n}"}},
      {"send":{"method":"GET","path":"/U"}}]})"));
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->steps[0].questions.size(), 3U);
}

TEST(ReadCase, NamesTheMemberThatIsWrong) {
  const std::pair<std::string, const char*> rows[] = {
      {"[]", "the file"},
      {R"({"source":"s","level":"MUST","steps":[]})", "/title"},
      {R"({"title":"t","source":"s","steps":[]})", "/level"},
      {file(R"("color":"red",)"), "/color"},
      {file(R"("needs":["magic"],)"), "magic"},
      {file(R"("needs":["Device.title"],)"), "Device.title"},
      {file(R"("given":[{"as":"a.b","type":"User"}],)"), "/given/0/as"},
      {file(R"("given":[{"as":"a","type":"Device"}],)"), "/given/0/type"},
      {file(R"("given":[{"as":"a","type":"User","count":1}],)"), "/given/0/count"},
      {file("", ""), "/steps"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"Users"},"expect":{}})"), "/steps/0/send/path"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"/U"}})"), "/steps/0/expect"},
      {file("", R"({"name":"n","level":"MUST","send":{"method":"GET","path":"/U"},"expect":{}})"), "/steps/0/level"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"/U","body":1,"text":""},"expect":{}})"), "/send/text"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"/U","body":1,"patch":[]},"expect":{}})"), "/send/patch"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"/U"},"expect":{"status":"200"}})"), "/expect/status"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"/U"},"expect":{"body":{"$no":1}}})"), "$no"},
      {file("", R"({"name":"n","send":{"method":"GET","path":"/U"},"expect":{},"keep":{"a":"id"}})"), "/keep/a"},
      {file("", R"({"name":"n","together":[],"send":{}})"), "/together"},
  };
  for (const auto& [text, named] : rows) {
    const auto found = read(text);
    ASSERT_FALSE(found) << text;
    EXPECT_NE(found.error().detail.find(named), std::string::npos) << found.error().detail;
  }
}

TEST(CaseWrites, UnlessItOnlyReads) {
  const auto writes = [](const std::string& method, const std::string& path) {
    const auto found =
        read(file("", R"({"name":"n","send":{"method":")" + method + R"(","path":")" + path + R"("},"expect":{}})"));
    return found && found->writes();
  };
  EXPECT_FALSE(writes("GET", "/Users"));
  EXPECT_FALSE(writes("HEAD", "/Users"));
  EXPECT_FALSE(writes("POST", "/Users/.search?a=b"));
  EXPECT_TRUE(writes("POST", "/Users"));
  EXPECT_TRUE(writes("DELETE", "/Users/1"));
}

}  // namespace
}  // namespace bridge::conformance
