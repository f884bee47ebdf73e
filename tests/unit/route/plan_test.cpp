#include "bridge/route/plan.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/route/route_fixture.hpp"

namespace bridge::route::test {
namespace {

using core::FaultKind;
using core::ResourceId;
using core::UpstreamId;
using Ids = std::vector<std::optional<UpstreamId>>;

constexpr Purpose kPurposes[] = {Purpose::CreatePerson, Purpose::ChangePerson,  Purpose::Deactivate,
                                 Purpose::Reactivate,   Purpose::CreateGroup,   Purpose::ChangeGroup,
                                 Purpose::DeleteGroup,  Purpose::AddMembers,    Purpose::RemoveMembers,
                                 Purpose::Downgrade,    Purpose::TransferGroup, Purpose::ConfirmPending};

TEST(WithIds, PutsIdsOfEarlierStepsIn) {
  struct Row {
    std::string path;
    Ids ids;
    std::string filled;
  };
  const std::vector<Row> rows{
      {"/users/5", {}, "/users/5"},
      {"/users/5", {UpstreamId("7")}, "/users/5"},
      {"/users/{id of step 0}/deactivate", {UpstreamId("7")}, "/users/7/deactivate"},
      {"/groups/{id of step 0}/members/{id of step 1}", {UpstreamId("7"), UpstreamId("8")}, "/groups/7/members/8"},
      {"/users/{id of step 1}", {std::nullopt, UpstreamId("8")}, "/users/8"},
      {"/users/{id of step 10}", {UpstreamId("0"), {}, {}, {}, {}, {}, {}, {}, {}, {}, UpstreamId("10")}, "/users/10"},
  };
  for (const Row& row : rows) {
    const auto call = with_ids(RestCall{"POST", row.path, core::Value(true)}, row.ids);
    ASSERT_TRUE(call) << row.path << ": " << call.error().context.text;
    EXPECT_EQ(line(*call), "POST " + row.filled + " true");
  }
}

TEST(WithIds, RefusesAStepWithoutAnId) {
  struct Row {
    std::string path;
    Ids ids;
  };
  for (const Row& row :
       {Row{"/users/{id of step 0}", {}}, Row{"/users/{id of step 0}", {std::nullopt}},
        Row{"/users/{id of step 1}", {UpstreamId("7")}}, Row{"/users/{id of step 1}", {UpstreamId("7"), std::nullopt}},
        Row{"/groups/{id of step 0}/members/{id of step 1}", {UpstreamId("7")}}}) {
    EXPECT_TRUE(fails_with(with_ids(RestCall{"GET", row.path, {}}, row.ids), FaultKind::Bug, "")) << row.path;
  }
}

TEST(IdOfStep, IsWhatWithIdsFills) {
  Ids ids;
  for (std::size_t index = 0; index < 12; ++index) {
    ids.assign(index + 1, std::nullopt);
    ids[index] = UpstreamId("42");
    const auto call = with_ids(RestCall{"GET", id_of_step(index), {}}, ids);
    ASSERT_TRUE(call) << index;
    EXPECT_EQ(line(*call), "GET 42");
  }
}

TEST(PurposeName, IsOneForEach) {
  std::set<std::string> names;
  for (const Purpose purpose : kPurposes) names.insert(to_string(purpose));
  EXPECT_EQ(names.size(), std::size(kPurposes));
  EXPECT_FALSE(names.contains("?"));
  EXPECT_EQ(std::string(to_string(Purpose::CreatePerson)), "create_person");
}

TEST(PlanValue, ReadsBackWordForWord) {
  Plan plan;
  for (const Purpose purpose : kPurposes) {
    plan.steps.push_back({purpose,
                          RestCall{"PUT", "/users/" + id_of_step(0) + "?x=%2B", parse(R"({"a":[1,null,"ü"]})")},
                          OnUnknown::LookUp,
                          {ResourceId("1"), ResourceId("2")},
                          ResourceId("9")});
    plan.steps.push_back({purpose, RestCall{"DELETE", "/groups/1", {}}, OnUnknown::Repeat, {}, {}});
    plan.steps.push_back({purpose, ScimCall{"PATCH", "/Users/u-1", parse("{}")}, OnUnknown::Repeat, {}, {}});
  }
  for (const Plan& kept : {plan, Plan()}) {
    const auto read = plan_from_value(parse(json::write(to_value(kept))));
    ASSERT_TRUE(read) << read.error().context.text;
    EXPECT_EQ(*read, kept);
  }
}

TEST(PlanValue, RefusesWhatIsNoPlan) {
  const std::string good = R"([{"purpose":"deactivate","route":"rest","method":"POST","path":"/users/1/deactivate",
                               "body":null,"look_up":false,"members":["1"],"group":""}])";
  ASSERT_TRUE(plan_from_value(parse(good)));
  for (const char* broken : {
           R"(null)",
           R"({})",
           R"("deactivate")",
           R"([1])",
           R"([[]])",
           R"([{}])",
           R"([{"route":"rest","method":"POST","path":"/","members":[]}])",
           R"([{"purpose":"erase","route":"rest","method":"POST","path":"/","members":[]}])",
           R"([{"purpose":"deactivate","method":"POST","path":"/","members":[]}])",
           R"([{"purpose":"deactivate","route":"fax","method":"POST","path":"/","members":[]}])",
           R"([{"purpose":"deactivate","route":"rest","method":"POST","path":"/"}])",
           R"([{"purpose":"deactivate","route":"rest","method":"POST","path":"/","members":"1"}])",
           R"([{"purpose":"deactivate","route":"rest","method":"POST","path":"/","members":[1]}])",
       }) {
    EXPECT_TRUE(fails_with(plan_from_value(parse(broken)), FaultKind::Bug, "")) << broken;
  }
}

}  // namespace
}  // namespace bridge::route::test
