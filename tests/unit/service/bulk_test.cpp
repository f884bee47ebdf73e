#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Outcomes = std::vector<BulkOutcome>;

const std::string kUser = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";
const std::string kGroup = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"])";
const std::string kPatch = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"])";

std::string message(const std::string& operations, const std::string& more = "") {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])" + more + R"(,"Operations":[)" +
         operations + "]}";
}
std::string creation(const std::string& bulk_id, const std::string& name) {
  return R"({"method":"POST","path":"/Users","bulkId":")" + bulk_id + R"(","data":{)" + kUser + R"(,"userName":")" +
         name + R"("}})";
}

class BulkTest : public testing::Test {
 protected:
  BulkTest() {
    bench.tenant.answers = [this](const work::Edit& edit) -> core::Result<work::EditDone> {
      if (std::holds_alternative<work::Remove>(edit.what)) return work::EditDone{};
      const bool created = std::holds_alternative<work::Create>(edit.what);
      const std::string id = created ? std::to_string(100 + created_++) : "7";
      const bool person = edit.kind == store::Kind::User;
      return work::EditDone{
          std::make_shared<const store::Entry>(store::Entry{person ? user(id, "n") : group(id, "n"), {}}), created};
    };
  }
  core::Result<Outcomes> ask(const std::string& body, const char* token = kEntra) {
    std::vector<core::Result<Outcomes>> answers;
    bench.service->bulk(bench.who(token), core::RequestId("r1"), parse(body),
                        [&](core::Result<Outcomes> answer) { answers.push_back(std::move(answer)); });
    EXPECT_EQ(answers.size(), 1U);
    return answers.at(0);
  }
  /// A copy answers: what it lets go begins others, which wait behind it.
  void end(std::size_t waiting) {
    const work::EditAnswer answer = bench.tenant.waiting.at(waiting);
    answer(work::EditDone{});
  }

  Bench bench;
  int created_ = 0;
};

TEST_F(BulkTest, CarriesEachOperationOutAsItWouldBeAlone) {
  const auto outcomes =
      ask(message(creation("u", "ada@x") + R"(,{"method":"PUT","path":"/Users/7","version":"W/\"3\"","data":{)" +
                  kUser + R"(,"userName":"bob@x"}},
         {"method":"PATCH","path":"/Groups/8","bulkId":"g","data":{)" +
                  kPatch +
                  R"(,"Operations":[{"op":"add","path":"members","value":[{"value":"bulkId:u"}]}]}},
         {"method":"DELETE","path":"/Users/9"})"));
  ASSERT_TRUE(outcomes) << outcomes.error().detail;
  ASSERT_EQ(outcomes->size(), 4U);
  for (const BulkOutcome& outcome : *outcomes) EXPECT_TRUE(outcome.written) << outcome.written.error().detail;
  ASSERT_EQ(bench.tenant.edits.size(), 4U);
  const auto& edits = bench.tenant.edits;
  EXPECT_TRUE(std::holds_alternative<work::Create>(edits[0].what));
  EXPECT_EQ(std::get<work::Replace>(edits[1].what).id.text, "7");
  EXPECT_EQ(edits[1].if_match, "W/\"3\"");
  EXPECT_EQ(edits[2].kind, store::Kind::Group);
  const auto& modify = std::get<work::Modify>(edits[2].what);
  EXPECT_EQ(modify.id.text, "8");
  EXPECT_EQ(modify.patch.operations.at(0).value, parse(R"([{"value":"100"}])"));
  EXPECT_EQ(std::get<work::Remove>(edits[3].what).id.text, "9");
  for (const work::Edit& edit : edits) {
    EXPECT_EQ(edit.client, "entra");
    EXPECT_EQ(edit.request.text, "r1");
    EXPECT_EQ(edit.deadline, bench.clock.ticks + std::chrono::seconds(7));
  }
  EXPECT_EQ(outcomes->at(0).location, "https://scim.example.com/scim/v2/Users/100");
  EXPECT_EQ(outcomes->at(0).bulk_id, "u");
  EXPECT_TRUE(outcomes->at(0).written->created);
  EXPECT_EQ(outcomes->at(2).bulk_id, "g");
  EXPECT_EQ(outcomes->at(3).location, "https://scim.example.com/scim/v2/Users/9");
  EXPECT_EQ(outcomes->at(3).method, "DELETE");
}

TEST_F(BulkTest, SaysOfEachFailureWhatItWouldSayAlone) {
  bench.tenant.answers = [](const work::Edit&) -> core::Result<work::EditDone> {
    return core::failure(FaultKind::NotFound, "no User with id \"7\"");
  };
  const auto outcomes = ask(message(R"({"method":"POST","path":"/Users","bulkId":"a","data":{)" + kUser + R"(}},
         {"method":"POST","path":"/Groups","bulkId":"b","data":{)" +
                                    kUser + R"(,"displayName":"g"}},
         {"method":"PATCH","path":"/Users/7","data":{}},
         {"method":"DELETE","path":"/Users/7"},{"method":"DELETE","path":"/Users/a b"},
         {"method":"DELETE","path":"/Nothing/7"})"));
  ASSERT_TRUE(outcomes);
  ASSERT_EQ(outcomes->size(), 6U);
  const FaultKind kinds[] = {FaultKind::InvalidValue, FaultKind::InvalidSyntax, FaultKind::InvalidSyntax,
                             FaultKind::NotFound,     FaultKind::NotFound,      FaultKind::InvalidValue};
  const char* locations[] = {
      "", "", "https://scim.example.com/scim/v2/Users/7", "https://scim.example.com/scim/v2/Users/7", "", ""};
  for (std::size_t i = 0; i < 6; ++i) {
    ASSERT_FALSE(outcomes->at(i).written) << i;
    EXPECT_EQ(outcomes->at(i).written.error().kind, kinds[i]) << i << outcomes->at(i).written.error().detail;
    EXPECT_EQ(outcomes->at(i).location, locations[i]) << i;
  }
  EXPECT_EQ(bench.tenant.edits.size(), 2U);
}

TEST_F(BulkTest, TellsTheLocationOfWhatWasMadeInTheSameRequest) {
  const auto outcomes = ask(message(creation("u", "ada@x") + R"(,{"method":"DELETE","path":"/Users/bulkId:u"},
          {"method":"DELETE","path":"/Users/bulkId:none"})"));
  ASSERT_TRUE(outcomes);
  EXPECT_EQ(std::get<work::Remove>(bench.tenant.edits.at(1).what).id.text, "100");
  EXPECT_EQ(outcomes->at(1).location, "https://scim.example.com/scim/v2/Users/100");
  EXPECT_EQ(outcomes->at(2).location, "");
}

TEST_F(BulkTest, LeavesNoCallBehindACreationThatFailed) {
  bench.tenant.answers = [](const work::Edit&) -> core::Result<work::EditDone> {
    return core::failure(FaultKind::Uniqueness, "taken");
  };
  const auto outcomes =
      ask(message(R"({"method":"POST","path":"/Groups","bulkId":"g","data":{)" + kGroup +
                  R"(,"displayName":"g","members":[{"value":"bulkId:u"}]}},)" + creation("u", "ada@x")));
  ASSERT_TRUE(outcomes);
  EXPECT_EQ(bench.tenant.edits.size(), 1U);
  EXPECT_EQ(outcomes->at(0).written.error().kind, FaultKind::Conflict);
  EXPECT_EQ(outcomes->at(1).written.error().kind, FaultKind::Uniqueness);
}

TEST_F(BulkTest, LeavesOutWhatWasNotBegun) {
  bench.tenant.answers = [](const work::Edit&) -> core::Result<work::EditDone> {
    return core::failure(FaultKind::Uniqueness, "taken");
  };
  const auto outcomes = ask(message(creation("a", "a@x") + "," + creation("b", "b@x"), R"(,"failOnErrors":1)"));
  ASSERT_TRUE(outcomes);
  ASSERT_EQ(outcomes->size(), 1U);
  EXPECT_EQ(outcomes->at(0).bulk_id, "a");
  EXPECT_EQ(bench.tenant.edits.size(), 1U);
}

TEST_F(BulkTest, IsRefusedAsAWholeAndThenBeginsNothing) {
  EXPECT_TRUE(fails_with(ask(message(creation("a", "a@x")), kReader), FaultKind::Forbidden, "read-only"));
  EXPECT_TRUE(fails_with(ask("[]"), FaultKind::InvalidSyntax, "BulkRequest"));
  // 300 calls a minute and 7 seconds.
  std::string list = creation("n0", "n0@x");
  for (int i = 1; i < 35; ++i) list += "," + creation("n" + std::to_string(i), "n" + std::to_string(i) + "@x");
  EXPECT_TRUE(ask(message(list)));
  EXPECT_EQ(bench.tenant.edits.size(), 35U);
  EXPECT_TRUE(fails_with(ask(message(list + "," + creation("more", "more@x"))), FaultKind::PayloadTooLarge,
                         "at most 35 (bulk.maxOperations of ServiceProviderConfig), found 36"));
  EXPECT_EQ(bench.tenant.edits.size(), 35U);
}

TEST_F(BulkTest, IsPromisedWithItsLimits) {
  const auto config = bench.service->service_provider_config(bench.who());
  ASSERT_TRUE(config);
  const core::Object document = object(*config);
  EXPECT_EQ(*document.find("bulk"), parse(R"({"supported":true,"maxOperations":35,"maxPayloadSize":16777216})"));
}

TEST_F(BulkTest, ReportsTheDeliveryOfEachCreation) {
  const auto outcomes = ask(message(creation("a", "a@x") + R"(,{"method":"DELETE","path":"/Users/7"})"));
  ASSERT_TRUE(outcomes);
  ASSERT_TRUE(outcomes->at(0).written->delivered);
  EXPECT_FALSE(outcomes->at(1).written->delivered);
  outcomes->at(0).written->delivered(Delivery::Lost);
  EXPECT_EQ(bench.tenant.calls, std::vector<std::string>{"lost 100"});
}

TEST_F(BulkTest, AnswersEachOperationAsAloneBeforeCompleteness) {
  bench.tenant.read = false;
  const auto outcomes = ask(message(creation("a", "a@x") + R"(,{"method":"DELETE","path":"/Users/7"},
                                    {"method":"DELETE","path":"/Groups/7"})"));
  ASSERT_TRUE(outcomes);
  EXPECT_EQ(bench.tenant.calls, (std::vector<std::string>{"look_up_name a@x", "look_up_id 7"}));
  EXPECT_TRUE(outcomes->at(0).written);
  EXPECT_TRUE(outcomes->at(1).written);
  EXPECT_EQ(outcomes->at(2).written.error().kind, FaultKind::NotReady);
}

TEST_F(BulkTest, HasSeveralOnTheWayButOneBeforeCompleteness) {
  for (const bool complete : {true, false}) {
    bench.tenant.read = complete;
    bench.tenant.edits.clear();
    bench.tenant.waiting.clear();
    bench.tenant.late = true;
    std::vector<core::Result<Outcomes>> answers;
    std::string list = creation("n0", "n0@x");
    for (int i = 1; i < 20; ++i) list += "," + creation("n" + std::to_string(i), "n" + std::to_string(i) + "@x");
    bench.service->bulk(bench.who(kEntra), core::RequestId("r1"), parse(message(list)),
                        [&](core::Result<Outcomes> answer) { answers.push_back(std::move(answer)); });
    EXPECT_EQ(bench.tenant.waiting.size(), complete ? 8U : 1U);
    for (std::size_t i = 0; i < 10; ++i) end(i);
    EXPECT_TRUE(answers.empty());
    bench.clock.ticks += std::chrono::seconds(7);
    for (std::size_t i = 10; i < bench.tenant.waiting.size(); ++i) end(i);
    ASSERT_EQ(answers.size(), 1U);
    ASSERT_TRUE(answers[0]);
    EXPECT_EQ(answers[0]->back().written.error().kind, FaultKind::Overloaded);
    EXPECT_EQ(bench.tenant.edits.size(), complete ? 18U : 11U);
  }
}

}  // namespace
}  // namespace bridge::service::test
