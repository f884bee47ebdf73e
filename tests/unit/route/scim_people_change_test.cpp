#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::FaultKind;
using core::UpstreamId;
using test::AllSent;
using test::fails_with;
using test::kGranting;
using test::patch;
using test::scim_change;
using test::sent;

struct ChangeRow {
  const char* before;
  const char* after;
  const char* operations;
};

/// What a text as `path` is called where it differs.
struct TextRow {
  const char* path;
  const char* begin;
  const char* end;
};

constexpr TextRow kTexts[] = {
    {"name.givenName", R"({"name":{"givenName":)", "}}"},
    {"name.familyName", R"({"name":{"familyName":)", "}}"},
    {"title", R"({"title":)", "}"},
    {R"(phoneNumbers[type eq \"work\"].value)", R"({"phoneNumbers":[{"type":"work","value":)", "}]}"},
    {R"(phoneNumbers[type eq \"mobile\"].value)", R"({"phoneNumbers":[{"type":"mobile","value":)", "}]}"},
    {R"(phoneNumbers[type eq \"fax\"].value)", R"({"phoneNumbers":[{"type":"fax","value":)", "}]}"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":)", "}}"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"division":)", "}}"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"costCenter":)", "}}"},
};

std::string having(const TextRow& row, const std::string& json_text) { return row.begin + json_text + row.end; }

AllSent changed(const std::string& before, const std::string& after) {
  const auto plan = plan_change(scim_change("", before, after), kGranting);
  EXPECT_TRUE(plan) << plan.error().detail;
  return plan ? sent(*plan) : AllSent();
}

TEST(ScimChange, NamesEachTextThatDiffers) {
  for (const TextRow& row : kTexts) {
    const std::string path = R"(","path":")" + std::string(row.path) + "\"";
    const auto one = [&](const std::string& operation) { return AllSent{patch("/Users/u-7", "[" + operation + "]")}; };
    const std::string old_text = having(row, "\"Old\"");
    const std::string new_text = having(row, "\"New\"");
    EXPECT_EQ(changed(old_text, new_text), one(R"({"op":"replace)" + path + R"(,"value":"New"})"));
    for (const std::string& none : {std::string("{}"), having(row, "\"\""), having(row, "null"), having(row, "7")}) {
      EXPECT_EQ(changed(none, new_text), one(R"({"op":"add)" + path + R"(,"value":"New"})")) << none;
      EXPECT_EQ(changed(old_text, none), one(R"({"op":"remove)" + path + "}")) << none;
      EXPECT_EQ(changed(none, "{}"), AllSent()) << none;
    }
    EXPECT_EQ(changed(old_text, old_text), AllSent()) << row.path;
  }
}

TEST(ScimChange, IsOnePatchInAFixedOrder) {
  const auto plan = plan_change(
      scim_change(R"("roles":[{"value":"LICENSED_USER"}])", R"({"title":"T","active":true})",
                  R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"division":"V","department":"D"},
                      "roles":[{"value":"GROUP_ADMIN"}],"phoneNumbers":[{"type":"fax","value":"+3"},{"type":"work",
                      "value":"+1"}],"name":{"familyName":"B","givenName":"A"},"active":true})",
                  true),
      kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", R"([
      {"op":"add","path":"name.givenName","value":"A"},{"op":"add","path":"name.familyName","value":"B"},
      {"op":"remove","path":"title"},{"op":"add","path":"phoneNumbers[type eq \"work\"].value","value":"+1"},
      {"op":"add","path":"phoneNumbers[type eq \"fax\"].value","value":"+3"},
      {"op":"replace","path":"roles","value":[{"value":"GROUP_ADMIN","type":"GROUP_ADMIN"}]},
      {"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"D"},
      {"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division","value":"V"}])")});
  EXPECT_EQ(test::purposes(*plan), std::vector{Purpose::ChangePerson});
  EXPECT_EQ(plan->steps[0].on_unknown, OnUnknown::Repeat);
}

TEST(ScimChange, CostsNothingWhereTheServiceHoldsNothingOfIt) {
  for (const ChangeRow& row : {
           ChangeRow{R"({})", R"({"active":true})", ""},
           ChangeRow{R"({"externalId":"a","nickName":"b"})", R"({"externalId":"c","nickName":"d"})", ""},
           ChangeRow{R"({"emails":[{"value":"a@x"}]})", R"({"emails":[{"value":"b@x","type":"work"}]})", ""},
           ChangeRow{R"({"name":{"formatted":"a"}})", R"({"name":{"formatted":"b","middleName":"c"}})", ""},
           ChangeRow{R"({"phoneNumbers":[{"type":"home","value":"1"}]})", R"({"phoneNumbers":[{"value":"2"}]})", ""},
           ChangeRow{R"({"active":false,"title":"A"})", R"({"active":false,"title":"B"})", ""},
       }) {
    EXPECT_EQ(changed(row.before, row.after), AllSent()) << row.after;
  }
}

TEST(ScimChange, EncodesTheIdInThePath) {
  PersonChange change = scim_change("", "{}", R"({"title":"T"})");
  change.upstream = UpstreamId("u/7?");
  const auto plan = plan_change(change, kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan)[0].head, "PATCH /Users/u%2F7%3F");
}

struct RolesRow {
  const char* seen;
  const char* after;
  bool meant;
  const char* operation;
};

TEST(ScimChange, SendsRolesThatDifferFromTheRecord) {
  const RolesRow rows[] = {
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[{"value":"LICENSED_USER"},{"value":"JIRA_USER"}]})", true,
       R"({"op":"replace","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"},
                                                  {"value":"JIRA_USER","type":"JIRA_USER"}]})"},
      {"", R"({"roles":["LICENSED_USER"]})", true,
       R"({"op":"replace","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]})"},
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[]})", true, R"({"op":"remove","path":"roles"})"},
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[{"value":"NOBODY"}]})", true,
       R"({"op":"remove","path":"roles"})"},
      // Not meant, or the same in other words.
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[]})", false, nullptr},
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[{"value":"GROUP_ADMIN"}]})", false, nullptr},
      {R"("roles":[{"value":"LICENSED_USER","type":"x"},{"value":"JIRA_USER"}])",
       R"({"roles":[{"type":"jira_user"},{"value":"licensed_user"},{"value":"NOBODY"}]})", true, nullptr},
      {R"("roles":[])", R"({"roles":[]})", true, nullptr},
  };
  for (const RolesRow& row : rows) {
    const auto plan = plan_change(scim_change(row.seen, "{}", row.after, row.meant), kGranting);
    ASSERT_TRUE(plan) << plan.error().detail;
    const AllSent wanted =
        row.operation != nullptr ? AllSent{patch("/Users/u-7", "[" + std::string(row.operation) + "]")} : AllSent();
    EXPECT_EQ(sent(*plan), wanted) << row.after;
  }
}

TEST(ScimChange, RefusesRolesThatAreNotGrantable) {
  const char* after = R"({"roles":[{"value":"SYSTEM_ADMIN"}]})";
  EXPECT_TRUE(
      fails_with(plan_change(scim_change("", "{}", after, true), kGranting), FaultKind::Forbidden, "SYSTEM_ADMIN"));
  const auto inactive = scim_change("", R"({"active":false})", after, true);
  EXPECT_TRUE(fails_with(plan_change(inactive, kGranting), FaultKind::Forbidden, "SYSTEM_ADMIN"));
  // Whoever has it keeps it; whoever is deactivated gets nothing.
  EXPECT_TRUE(plan_change(scim_change(R"("roles":[{"value":"SYSTEM_ADMIN"}])", "{}", after, true), kGranting));
  const char* leaving = R"({"active":false,"roles":[{"value":"SYSTEM_ADMIN"}]})";
  EXPECT_TRUE(plan_change(scim_change("", "{}", leaving, true), kGranting));
}

constexpr const char* kManagerPath = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

std::string managed_by(const std::string& id) {
  return R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":")" + id + R"("}}})";
}

TEST(ScimManager, IsNamedAsTheServiceKnowsThem) {
  const struct {
    std::string before;
    std::string after;
    std::optional<UpstreamId> manager;
    const char* operation;
  } rows[] = {
      {"{}", managed_by("our-9"), UpstreamId("u-9"), R"("op":"add","value":"u-9")"},
      {managed_by("our-8"), managed_by("our-9"), UpstreamId("u-9"), R"("op":"replace","value":"u-9")"},
      {managed_by("our-8"), "{}", std::nullopt, R"("op":"remove")"},
      {managed_by("our-8"), managed_by(""), std::nullopt, R"("op":"remove")"},
      // Not known to the service: whom it knew is the manager no more.
      {managed_by("our-8"), managed_by("our-9"), std::nullopt, R"("op":"remove")"},
      {"{}", managed_by("our-9"), std::nullopt, nullptr},
      {managed_by("our-9"), managed_by("our-9"), UpstreamId("u-9"), nullptr},
      {"{}", "{}", std::nullopt, nullptr},
  };
  for (const auto& row : rows) {
    PersonChange change = scim_change("", row.before, row.after);
    change.manager = row.manager;
    const auto plan = plan_change(change, kGranting);
    ASSERT_TRUE(plan);
    if (row.operation == nullptr) {
      EXPECT_TRUE(plan->empty()) << row.after;
      continue;
    }
    const std::string operation =
        "[{" + std::string(row.operation) + R"(,"path":")" + std::string(kManagerPath) + "\"}]";
    EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", operation)}) << row.after;
  }
}

TEST(ScimManager, IsNamedAgainWithAReactivation) {
  PersonChange change = scim_change(R"("active":false)", managed_by("our-9"), managed_by("our-9"));
  change.before = change.before.with("active", false);
  change.manager = UpstreamId("u-9");
  const auto plan = plan_change(change, kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", R"([{"op":"replace","path":"active","value":true},{"op":"replace",
        "path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"u-9"}])")});
}

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

TEST(ScimDeactivation, IsAloneInItsCall) {
  const auto leaving = scim_change(R"("roles":[{"value":"LICENSED_USER"}])", R"({"title":"A"})",
                                   R"({"active":false,"title":"B","roles":[]})", true);
  const auto plan = plan_change(leaving, kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", kOff)});
  EXPECT_EQ(test::purposes(*plan), std::vector{Purpose::Deactivate});
  EXPECT_EQ(plan->steps[0].on_unknown, OnUnknown::Repeat);
}

TEST(ScimDeactivation, IsSentAgainUnlessConfirmed) {
  PersonChange change = scim_change(R"("active":false)", R"({"active":false})", R"({"active":false})");
  auto plan = plan_change(change, kGranting);
  ASSERT_TRUE(plan);
  EXPECT_TRUE(plan->empty());
  change.confirmed = false;
  plan = plan_change(change, kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", kOff)});
}

struct ReactivationRow {
  const char* seen;
  const char* after;
  bool roles_meant;
  const char* more;
};

TEST(ScimReactivation, CarriesWhatDiffersFromTheRecord) {
  const ReactivationRow rows[] = {
      {R"("active":false)", R"({"active":true})", false, ""},
      {R"("active":false,"title":"T")", R"({"title":"T"})", false, ""},
      {R"("title":"Old","name":{"givenName":"A","familyName":"B"})",
       R"({"title":"New","name":{"givenName":"A","familyName":"C"}})", false,
       R"(,{"op":"replace","path":"name.familyName","value":"C"},{"op":"replace","path":"title","value":"New"})"},
      {R"("title":"Old")", R"({"phoneNumbers":[{"type":"work","value":"+1"}]})", false,
       R"(,{"op":"remove","path":"title"},{"op":"add","path":"phoneNumbers[type eq \"work\"].value","value":"+1"})"},
      // What Smartsheet makes up from the names is not worth a refusal.
      {R"("displayName":"A B")", R"({"displayName":"C D"})", false, ""},
      // Names that Smartsheet has of its own stay.
      {R"("displayName":"A B","name":{"givenName":"A","familyName":"B"})", R"({})", false, ""},
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[]})", false, ""},
      {R"("roles":[{"value":"LICENSED_USER"}])", R"({"roles":[]})", true, R"(,{"op":"remove","path":"roles"})"},
      {R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"})",
       R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","costCenter":"C"}})", false,
       R"(,{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter","value":"C"})"},
  };
  for (const ReactivationRow& row : rows) {
    PersonChange change = scim_change(row.seen, row.after, row.after, row.roles_meant);
    change.before = change.before.with("active", false);
    const auto plan = plan_change(change, kGranting);
    ASSERT_TRUE(plan) << plan.error().detail;
    const std::string operations = R"([{"op":"replace","path":"active","value":true})" + std::string(row.more) + "]";
    EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", operations)});
    EXPECT_EQ(test::purposes(*plan), std::vector{Purpose::Reactivate});
  }
}

TEST(ScimReactivation, ReadsRestsRecordToo) {
  PersonChange change = scim_change("", R"({"active":false})", R"({"name":{"givenName":"A","familyName":"C"}})");
  change.seen = test::object(R"({"id":7,"email":"a@x","firstName":"A","lastName":"B","status":"DEACTIVATED"})");
  const auto plan = plan_change(change, kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", R"([{"op":"replace","path":"active","value":true},
                                                         {"op":"replace","path":"name.familyName","value":"C"}])")});
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
