#include <string>

#include "unit/work/bench.hpp"
#include "work/decision.hpp"

namespace bridge::work::test {
namespace {

/// Ann (1) is managed, by the client "okta" under an externalId of its own.
class AccessRemovalTest : public ::testing::Test {
 protected:
  AccessRemovalTest() {
    store::Row ann = person_row("1", "ann@x.example");
    ann.asked = checked(Kind::User, person("ann@x.example", R"("active":true,"title":"Boss")"));
    ann.seen_at_ask = ann.seen;
    ann.managed = true;
    ann.version = 4;
    ann.external_ids["okta"] = "e-ann";
    bench.publish(ann);
  }
  core::Result<Decision> decide(Edit edit) {
    edit.client = "okta";
    edit.takes_access = true;
    return decide_person(bench.state, edit);
  }
  static bool deactivates(const Decision& decision) {
    for (const route::Step& step : decision.plan.steps) {
      if (step.purpose == route::Purpose::Deactivate) return true;
    }
    return false;
  }
  StateBench bench;
};

const std::string kOff = R"({"op":"replace","path":"active","value":false})";

TEST_F(AccessRemovalTest, WorksWhereTheRestCanNotBeDone) {
  const std::pair<Edit, FaultKind> rows[] = {
      {modify(Kind::User, "1", R"([{"op":"replace","path":"userName","value":"new@x.example"},)" + kOff + "]"),
       FaultKind::Mutability},
      {replace(Kind::User, "1", person("new@x.example", R"("active":false,"title":"New")")), FaultKind::Mutability},
      {modify(Kind::User, "1", R"([{"op":"remove","path":"phoneNumbers[type eq \"fax\"]"},)" + kOff + "]"),
       FaultKind::NoTarget},
      {modify(Kind::User, "1", R"([{"op":"replace","path":"title","value":[]},)" + kOff + "]"),
       FaultKind::InvalidValue},
      {modify(Kind::User, "1", R"([{"op":"replace","path":"groups","value":[]},)" + kOff + "]"), FaultKind::Mutability},
      {modify(Kind::User, "1", R"([{"op":"replace","path":"unheardOf","value":1},)" + kOff + "]"),
       FaultKind::InvalidPath},
  };
  for (const auto& [edit, why] : rows) {
    const auto decision = decide(edit);
    ASSERT_TRUE(decision) << core::to_string(why) << decision.error().detail;
    EXPECT_TRUE(deactivates(*decision)) << core::to_string(why);
    ASSERT_TRUE(decision->rest_refused) << core::to_string(why);
    EXPECT_EQ(decision->rest_refused->kind, why) << decision->rest_refused->detail;
    EXPECT_EQ(*decision->row.asked.find("active"), core::Value(false));
    EXPECT_EQ(*decision->row.asked.find("title"), core::Value("Boss")) << "the rest stays as it was";
    EXPECT_EQ(decision->row.external_ids.at("okta"), "e-ann");
  }
}

TEST_F(AccessRemovalTest, WorksWhereTheRestWasRefusedBefore) {
  Edit edit = modify(Kind::User, "1", "[" + kOff + "]");
  edit.what = Modify{ResourceId("1"), {}};
  edit.rest_refused = core::Fault{FaultKind::InvalidSyntax, "the rest", {}, {}};
  const auto decision = decide(edit);
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(deactivates(*decision));
  EXPECT_EQ(decision->rest_refused->detail, "the rest");
}

TEST_F(AccessRemovalTest, DropsNothingOfWhatCanBeDone) {
  const auto decision =
      decide(modify(Kind::User, "1", R"([{"op":"replace","path":"title","value":"Gone"},)" + kOff + "]"));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_FALSE(decision->rest_refused);
  EXPECT_EQ(*decision->row.asked.find("title"), core::Value("Gone"));
}

TEST_F(AccessRemovalTest, ExcusesNeitherPreconditionsNorStrangers) {
  const std::string operations = R"([{"op":"replace","path":"title","value":[]},)" + kOff + "]";
  Edit stale = modify(Kind::User, "1", operations);
  stale.if_match = "W/\"3\"";
  const auto other_version = decide(stale);
  ASSERT_FALSE(other_version);
  EXPECT_EQ(other_version.error().kind, FaultKind::PreconditionFailed);
  const auto nobody = decide(modify(Kind::User, "99", operations));
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().kind, FaultKind::NotFound);
}

TEST(AccessRemoval, SaysInTheLogWhatItDropped) {
  Bench bench;
  bench.smartsheet.add_person("ann@x.example");
  bench.start();
  bench.serve_all();
  Edit edit = modify(Kind::User, "1001", R"([{"op":"replace","path":"title","value":[]},)" + kOff + "]");
  edit.takes_access = true;
  const AskedPtr asked = bench.ask(edit);
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(*(*asked->result)->entry->shown.find("active"), core::Value(false));
  EXPECT_EQ(bench.logged(LogLevel::Warning, "title: expected a string, found array"), 1U);
}

}  // namespace
}  // namespace bridge::work::test
