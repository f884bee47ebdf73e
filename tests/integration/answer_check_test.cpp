#include "integration/answer_check.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::integration {
namespace {

std::string file_text(const std::string& name) {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config/schemas" / (name + ".json"));
  return {std::istreambuf_iterator<char>(file), {}};
}

core::Value parse(const std::string& text) {
  const auto value = json::parse(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : core::Value();
}

/// User with both extensions, and Group.
AnswerCheck declared() {
  return {parse("{\"Resources\":[" + file_text("User") + "," + file_text("EnterpriseUser") + "," +
                file_text("SmartsheetUser") + "," + file_text("Group") + "]}"),
          parse(R"({"Resources":[
            {"name":"User","endpoint":"/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User","schemaExtensions":[
              {"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false},
              {"schema":"urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User","required":false}]},
            {"name":"Group","endpoint":"/Groups","schema":"urn:ietf:params:scim:schemas:core:2.0:Group"}]})")};
}

constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
constexpr const char* kMeta =
    R"("meta":{"resourceType":"User","created":"2026-01-01T00:00:00Z","lastModified":"2026-01-01T00:00:00.5+01:00",
       "location":"https://h/v2/Users/7","version":"W/\"1\""})";

/// A User with more members.
std::string user(const std::string& more, const std::string& schemas = "") {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User")" + schemas + R"(],"id":"7",)" +
         (more.empty() ? "" : more + ",") + kMeta + "}";
}

/// The first violation; empty when there is none.
std::string violation(const std::string& body, const std::string& target = "/Users/7") {
  static const AnswerCheck check = declared();
  const auto found = check.violations({"GET", target, {}, {}}, {200, {}, body});
  return found.empty() ? "" : found.front();
}

struct Row {
  std::string body;
  const char* says;
};

TEST(AnswerCheck, AcceptsWhatIsDeclared) {
  const std::string bodies[] = {
      user(R"("userName":"a@x")"),
      user(R"("userName":"a@x","active":true,"emails":[{"value":"a@x","type":"Work","primary":true},{"value":"b"}])"),
      user(R"("userName":"a@x","externalId":"e","x509Certificates":[{"value":"QUJD"}],"profileUrl":"https://a")"),
      user(R"("userName":"a@x","groups":[{"value":"5","$ref":"https://h/v2/Groups/5","type":"direct"}])"),
      user(std::string(R"("userName":"a@x",")") + kEnterprise + R"(":{"department":"D","manager":{"value":"1"}})",
           std::string(",\"") + kEnterprise + "\""),
  };
  for (const std::string& body : bodies) EXPECT_EQ(violation(body), "") << body;
}

TEST(AnswerCheck, TellsWhatIsNotAsDeclared) {
  const std::string enterprise = std::string("\"") + kEnterprise + "\"";
  const Row rows[] = {
      {"[1]", "no JSON object"},
      {"{}", "no declared type"},
      {R"({"schemas":["urn:x"]})", "no declared type"},
      {user(""), "userName: is required and missing"},
      {user(R"("userName":"")"), "is required and empty"},
      {user(R"("userName":7)"), "expected a string"},
      {user(R"("username":"a@x","userName":"a@x")"), "username: is no attribute"},
      {user(R"("userName":"a@x","robot":1)"), "robot: is no attribute"},
      {user(R"("userName":"a@x","active":"true")"), "active: expected a boolean"},
      {user(R"("userName":"a@x","title":null)"), "title: is null"},
      {user(R"("userName":"a@x","name":{})"), "name: is an empty object"},
      {user(R"("userName":"a@x","name":{"first":"A"})"), "name.first: is no attribute"},
      {user(R"("userName":"a@x","emails":{"value":"a"})"), "emails: expected an array"},
      {user(R"("userName":"a@x","emails":[])"), "emails: is an empty array"},
      {user(R"("userName":"a@x","emails":[{"value":"a","primary":true},{"value":"b","primary":true}])"),
       "more than one primary"},
      {user(R"("userName":"a@x","password":"secret")"), "password: is never to be returned"},
      {user(R"("userName":"a@x","x509Certificates":[{"value":"A"}])"), "expected base64"},
      {user(R"("userName":"a@x","groups":[{"value":"5","$ref":"https://h/v2/Groups/6"}])"), "$ref does not lead"},
      {user(R"("userName":"a@x","groups":[{"value":"5","type":"Direct"}])"), "none of the canonical values"},
      {user(R"("userName":"a@x","externalId":"")"), "externalId is no text"},
      {user(R"("userName":"a@x",)" + enterprise + R"(:{"department":"D"})"), "schemas lacks"},
      {user(R"("userName":"a@x")", "," + enterprise), "which is not there"},
      {user(R"("userName":"a@x")", ",\"urn:y\""), "the undeclared urn:y"},
      {user(R"("userName":"a@x")", ",\"urn:ietf:params:scim:schemas:core:2.0:User\""), "a URN twice"},
      {user(R"("userName":"a@x",)" + enterprise + R"(:{"department":1})", "," + enterprise), "department: expected"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"a@x"})", "meta: is missing"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a@x"})", "id is missing"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"a@x",
           "meta":{"resourceType":"Group"}})",
       "created is no time"},
  };
  for (const Row& row : rows) EXPECT_NE(violation(row.body).find(row.says), std::string::npos) << violation(row.body);
}

TEST(AnswerCheck, KnowsWhatTheRequestNamed) {
  const std::string short_user = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"})";
  EXPECT_NE(violation(short_user), "");
  EXPECT_EQ(violation(short_user, "/Users/7?attributes=title"), "");
  EXPECT_EQ(violation(short_user, "/Users/7?x=1&excludedAttributes=userName,meta"), "");
  EXPECT_NE(violation(short_user, "/Users/7?attributes="), "");
  const std::string extension = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User";
  const std::string told =
      user(R"("userName":"a@x",")" + extension + R"(":{"status":"ACTIVE"})", ",\"" + extension + "\"");
  EXPECT_NE(violation(told).find("no request named it"), std::string::npos);
  EXPECT_EQ(violation(told, "/Users/7?attributes=" + extension), "");
  EXPECT_NE(violation(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]})", "/Users/7?attributes=id"), "");
}

TEST(AnswerCheck, LooksIntoLists) {
  const auto list = [](const std::string& members, const std::string& resource) {
    return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],)" + members + R"("Resources":[)" +
           resource + "]}";
  };
  const std::string fine = user(R"("userName":"a@x")");
  EXPECT_EQ(violation(list(R"("totalResults":1,"startIndex":1,"itemsPerPage":1,)", fine)), "");
  EXPECT_EQ(violation(list(R"("totalResults":0,)", "")), "");
  EXPECT_NE(violation(list("", fine)).find("totalResults"), std::string::npos);
  EXPECT_NE(violation(list(R"("totalResults":0,)", fine)).find("totalResults"), std::string::npos);
  EXPECT_NE(violation(list(R"("totalResults":3,)", fine)).find("a part of a list"), std::string::npos);
  EXPECT_NE(violation(list(R"("totalResults":1,"itemsPerPage":2,)", fine)).find("itemsPerPage"), std::string::npos);
  EXPECT_NE(violation(list(R"("totalResults":1,"total":2,)", fine)).find("has no total"), std::string::npos);
  EXPECT_NE(violation(list(R"("totalResults":1,)", user(""))).find("Resources[0].userName"), std::string::npos);
}

TEST(AnswerCheck, ComparesHeadersWithMeta) {
  const AnswerCheck check = declared();
  const std::string body = user(R"("userName":"a@x")");
  const auto problems = [&](int status, HttpHeaders headers) {
    return check.violations({"POST", "/Users", {}, {}}, {status, std::move(headers), body}).size();
  };
  EXPECT_EQ(problems(201, {{"location", "https://h/v2/Users/7"}, {"etag", "W/\"1\""}}), 0U);
  EXPECT_EQ(problems(201, {}), 1U);
  EXPECT_EQ(problems(200, {}), 0U);
  EXPECT_EQ(problems(200, {{"Location", "https://h/v2/Users/8"}, {"ETag", "W/\"2\""}}), 2U);
  EXPECT_EQ(problems(400, {}), 0U) << "errors are not its concern";
}

TEST(AnswerCheck, HoldsSchemasAgainstTheRfc) {
  const auto schema = [](const std::string& attribute) {
    return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"urn:a","name":"A","attributes":[)" +
           attribute + R"(],"meta":{"resourceType":"Schema","location":"https://h/v2/Schemas/urn:a"}})";
  };
  const std::string rest =
      R"(,"multiValued":false,"description":"D","required":false,"caseExact":false,"mutability":"readWrite",
         "returned":"default","uniqueness":"none")";
  EXPECT_EQ(violation(schema(R"({"name":"a","type":"string")" + rest + "}")), "");
  const Row rows[] = {
      {schema(""), "lacks attributes"},
      {schema(R"({"name":"1","type":"string")" + rest + "}"), "no name as RFC 7643"},
      {schema(R"({"name":"a","type":"text")" + rest + "}"), "no known value in type"},
      {schema(R"({"name":"a","type":"complex")" + rest + "}"), "subAttributes"},
      {schema(R"({"name":"a","type":"reference")" + rest + "}"), "referenceTypes"},
      {schema(R"({"name":"a","type":"string"})"), "lacks the boolean multiValued"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","name":"User"})", "endpoint"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]})", "patch: is missing"},
  };
  for (const Row& row : rows) EXPECT_NE(violation(row.body).find(row.says), std::string::npos) << violation(row.body);
}

}  // namespace
}  // namespace bridge::integration
