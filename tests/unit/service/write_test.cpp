#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Calls = std::vector<std::string>;

constexpr const char* kAda = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x"})";
constexpr const char* kStaff = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Staff"})";
constexpr const char* kPatch = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                                   "Operations":[{"op":"replace","path":"title","value":"T"}]})";

Write ask(Kind kind, const char* body, const char* id = nullptr) {
  Write asked;
  asked.kind = kind;
  asked.request = core::RequestId("r1");
  if (id != nullptr) asked.id = core::ResourceId(id);
  if (body != nullptr) asked.body = parse(body);
  return asked;
}

store::EntryPtr ada() {
  return std::make_shared<const store::Entry>(store::Entry{user("7", "ada@x"), object(R"({"userName":"ada@x"})")});
}

struct Case {
  const char* name;
  Verb verb;
  Write asked;
};

std::vector<Case> each_verb(Kind kind = Kind::User) {
  const char* body = kind == Kind::User ? kAda : kStaff;
  return {{"create", &Service::create, ask(kind, body)},
          {"replace", &Service::replace, ask(kind, body, "7")},
          {"modify", &Service::modify, ask(kind, kPatch, "7")},
          {"remove", &Service::remove, ask(kind, nullptr, "7")}};
}

TEST(AnyWrite, BecomesAnEditOfItsTenant) {
  Bench bench;
  std::size_t kinds = 0;
  for (Case& one : each_verb()) {
    one.asked.conditions.if_match = "W/\"3\"";
    one.asked.conditions.if_none_match = "W/\"2\"";
    const auto written = write(bench, one.verb, one.asked, kEntra);
    ASSERT_TRUE(written) << one.name << ": " << written.error().detail;
    ASSERT_EQ(bench.tenant.edits.size(), ++kinds);
    const work::Edit& edit = bench.tenant.edits.back();
    EXPECT_EQ(edit.kind, store::Kind::User);
    EXPECT_EQ(edit.what.index(), kinds - 1) << one.name;
    EXPECT_EQ(edit.client, "entra");
    EXPECT_EQ(edit.request.text, "r1");
    EXPECT_EQ(edit.if_match, "W/\"3\"");
    EXPECT_EQ(edit.if_none_match, "W/\"2\"");
    EXPECT_EQ(edit.deadline, bench.clock.ticks + std::chrono::seconds(7));
  }
  EXPECT_TRUE(bench.acme.edits.empty());
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(AnyWrite, IsForbiddenToAReader) {
  for (const Kind kind : {Kind::User, Kind::Group}) {
    Bench bench;
    for (const Case& one : each_verb(kind)) {
      EXPECT_TRUE(fails_with(write(bench, one.verb, one.asked, kReader), FaultKind::Forbidden, "read-only"))
          << one.name;
    }
    EXPECT_TRUE(bench.tenant.edits.empty());
  }
}

TEST(AnyWrite, PassesFaultsOn) {
  Bench bench;
  bench.tenant.answer = core::failure(FaultKind::PreconditionFailed, "another version");
  for (const Case& one : each_verb()) {
    EXPECT_TRUE(fails_with(write(bench, one.verb, one.asked), FaultKind::PreconditionFailed, "another version"));
  }
}

TEST(AnyWrite, ThatCannotBeReadReachesNobody) {
  Bench bench;
  bench.tenant.read = false;
  EXPECT_FALSE(write(bench, &Service::create, ask(Kind::User, "[]")));
  EXPECT_FALSE(write(bench, &Service::create, ask(Kind::User, kStaff)));
  EXPECT_FALSE(write(bench, &Service::replace, ask(Kind::User, "{}", "7")));
  EXPECT_FALSE(write(bench, &Service::modify, ask(Kind::User, kAda, "7")));
  EXPECT_TRUE(bench.tenant.edits.empty());
  EXPECT_EQ(bench.tenant.calls, Calls());
}

TEST(Creation, IsShownAndReportsItsDelivery) {
  struct Row {
    Delivery delivery;
    const char* call;
  };
  for (const Row& row : {Row{Delivery::Written, "delivered 7"}, Row{Delivery::Lost, "lost 7"}}) {
    Bench bench;
    bench.tenant.answer = work::EditDone{ada(), true};
    const auto written = write(bench, &Service::create, ask(Kind::User, kAda));
    ASSERT_TRUE(written);
    EXPECT_TRUE(written->created);
    ASSERT_TRUE(written->shown);
    EXPECT_EQ(written->shown->location, "https://scim.example.com/scim/v2/Users/7");
    EXPECT_EQ(written->shown->version, "W/\"1\"");
    EXPECT_EQ(written->id.text, "7");
    ASSERT_TRUE(written->delivered);
    EXPECT_EQ(bench.tenant.calls, Calls());
    written->delivered(row.delivery);
    EXPECT_EQ(bench.tenant.calls, Calls{row.call});
  }
}

TEST(Change, ShowsThePartAskedForAndReportsNothing) {
  Bench bench;
  bench.tenant.answer = work::EditDone{ada(), false};
  Write asked = ask(Kind::User, kPatch, "7");
  asked.view.attributes = "id";
  const auto written = write(bench, &Service::modify, asked);
  ASSERT_TRUE(written);
  EXPECT_FALSE(written->created);
  EXPECT_FALSE(written->delivered);
  ASSERT_TRUE(written->shown);
  EXPECT_EQ(written->shown->body, R"({"id":"7"})");
}

TEST(Removal, ShowsNothing) {
  Bench bench;
  const auto written = write(bench, &Service::remove, ask(Kind::User, nullptr, "7"));
  ASSERT_TRUE(written);
  EXPECT_FALSE(written->shown);
  EXPECT_FALSE(written->created);
  EXPECT_FALSE(written->delivered);
}

TEST(WriteBeforeCompleteness, LooksThePersonUpFirst) {
  Bench bench;
  bench.tenant.read = false;
  std::vector<Case> cases = each_verb();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    ASSERT_TRUE(write(bench, cases[i].verb, cases[i].asked)) << cases[i].name;
    EXPECT_EQ(bench.tenant.calls.back(), i == 0 ? "look_up_name ada@x" : "look_up_id 7") << cases[i].name;
    EXPECT_EQ(bench.tenant.calls.size(), i + 1);
    EXPECT_EQ(bench.tenant.edits.size(), i + 1);
  }
}

TEST(WriteBeforeCompleteness, StopsWhereTheLookUpFails) {
  Bench bench;
  bench.tenant.read = false;
  bench.tenant.outcome = core::failure(FaultKind::UpstreamTimeout, "Smartsheet is slow");
  for (const Case& one : each_verb()) {
    EXPECT_TRUE(fails_with(write(bench, one.verb, one.asked), FaultKind::UpstreamTimeout, "slow")) << one.name;
  }
  EXPECT_TRUE(bench.tenant.edits.empty());
}

TEST(WriteBeforeCompleteness, WaitsWithGroups) {
  Bench bench;
  bench.tenant.read = false;
  for (const Case& one : each_verb(Kind::Group)) {
    const auto refused = write(bench, one.verb, one.asked);
    ASSERT_TRUE(fails_with(refused, FaultKind::NotReady, "still reading")) << one.name;
    EXPECT_TRUE(refused.error().retry_after);
  }
  EXPECT_TRUE(bench.tenant.edits.empty());
  EXPECT_EQ(bench.tenant.calls, Calls());
  // A group that is known already is changed.
  put(bench.tenant.rows, group("7", "Staff"), R"({"displayName":"Staff"})");
  EXPECT_TRUE(write(bench, &Service::remove, ask(Kind::Group, nullptr, "7")));
  EXPECT_EQ(bench.tenant.edits.size(), 1U);
}

TEST(WriteBeforeCompleteness, NeverPutsWhatIsNoNumberIntoACall) {
  Bench bench;
  bench.tenant.read = false;
  for (const char* id : {"", "me", "7/deactivate", "7?x", "-7"}) {
    ASSERT_TRUE(write(bench, &Service::remove, ask(Kind::User, nullptr, id))) << id;
  }
  EXPECT_EQ(bench.tenant.calls, Calls());
}

}  // namespace
}  // namespace bridge::service::test
