// Which route an operation takes, decided from what each route knows of what it names.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/decision.hpp"

namespace bridge::work::test {
namespace {

using route::Route;

/// "scim" or "rest", the route of every call; or what went wrong.
std::string way_of(const core::Result<Decision>& decision) {
  if (!decision) return core::to_string(decision.error().kind);
  if (decision->plan.empty()) return "no calls";
  std::string way;
  for (const route::Step& step : decision->plan.steps) {
    const char* of_step = route::to_string(route::route_of(step.call));
    if (way.empty()) way = of_step;
    if (way != of_step) return "mixed";
  }
  return way;
}

/// "both", "rest", "scim", "none": which links a row has.
store::Row linked(store::Row row, std::string_view links) {
  const std::string id = row.id.text;
  row.links.clear();
  if (links == "both" || links == "rest") row.links[link_name(Route::Rest)] = core::UpstreamId(id);
  if (links == "both" || links == "scim") row.links[link_name(Route::Scim)] = core::UpstreamId("s-" + id);
  return row;
}

struct AimBench : StateBench {
  explicit AimBench(Services services = Services::Both) : StateBench({}, services) {
    publish(linked(person_row("1", "both@x.example"), "both"));
    publish(linked(person_row("2", "rest@x.example"), "rest"));
    publish(linked(person_row("3", "scim@x.example"), "scim"));
    store::Row guest = linked(person_row("4", "guest@y.example"), "rest");
    guest.life = Life::Guest;
    publish(guest);
    store::Row nameless = linked(person_row("5", ""), "none");
    publish(nameless);
    publish(linked(group_row("7", "Both"), "both"));
    publish(linked(group_row("8", "Rest"), "rest"));
    publish(linked(group_row("9", "Scim"), "scim"));
    join("7", {"1", "2", "3", "4"}, true);
  }
  std::string way(const Edit& edit) { return way_of(decide(state, edit)); }
};

const std::string kNotReady = core::to_string(FaultKind::NotReady);

TEST(Aim, AtAPersonIsTheSettledRouteWhereItKnowsThem) {
  AimBench bench;
  EXPECT_EQ(bench.way(remove(Kind::User, "1")), "scim");
  EXPECT_EQ(bench.way(remove(Kind::User, "2")), "rest");
  EXPECT_EQ(bench.way(remove(Kind::User, "3")), "scim");
  EXPECT_EQ(bench.way(remove(Kind::User, "5")), kNotReady);
  AimBench alone(Services::Scim);
  EXPECT_EQ(alone.way(remove(Kind::User, "1")), "scim");
  EXPECT_EQ(alone.way(remove(Kind::User, "2")), kNotReady);
  AimBench rest(Services::Rest);
  EXPECT_EQ(rest.way(remove(Kind::User, "1")), "rest");
  EXPECT_EQ(rest.way(remove(Kind::User, "3")), kNotReady);
}

struct GroupCase {
  const char* name;
  const char* group;
  const char* operations;
  const char* way;
};

const GroupCase kGroupCases[] = {
    {"a rename", "7", R"([{"op":"replace","path":"displayName","value":"N"}])", "scim"},
    {"a rename of one that REST alone knows", "8", R"([{"op":"replace","path":"displayName","value":"N"}])", "rest"},
    {"who is known to both joins", "9", R"([{"op":"add","path":"members","value":[{"value":"1"}]}])", "scim"},
    {"who is known to REST alone joins what SCIM alone knows", "9",
     R"([{"op":"add","path":"members","value":[{"value":"2"}]}])", "NotReady"},
    {"who is known to both leaves", "7", R"([{"op":"remove","path":"members[value eq \"1\"]"}])", "scim"},
    {"who is known to REST alone leaves", "7", R"([{"op":"remove","path":"members[value eq \"2\"]"}])", "rest"},
    {"a guest leaves, and so somebody else goes by REST too", "7",
     R"([{"op":"remove","path":"members[value eq \"4\"]"},{"op":"remove","path":"members[value eq \"1\"]"},)"
     R"({"op":"replace","path":"displayName","value":"N"}])",
     "rest"},
    {"neither route knows both who leave", "7",
     R"([{"op":"remove","path":"members[value eq \"3\"]"},{"op":"remove","path":"members[value eq \"2\"]"}])",
     "NotReady"},
    {"REST adds by address whom it does not know yet", "8",
     R"([{"op":"add","path":"members","value":[{"value":"3"}]}])", "rest"},
    {"nobody without address and link", "8", R"([{"op":"add","path":"members","value":[{"value":"5"}]}])", "NotReady"},
};

TEST(Aim, AtAGroupIsOneRouteForAllThatTheChangeNames) {
  for (const GroupCase& one : kGroupCases) {
    SCOPED_TRACE(one.name);
    AimBench bench;
    const std::string expected = std::string_view(one.way) == "NotReady" ? kNotReady : one.way;
    EXPECT_EQ(bench.way(modify(Kind::Group, one.group, one.operations)), expected);
  }
}

TEST(Aim, AtANewGroupIsScimWhereItKnowsEveryMember) {
  AimBench bench;
  EXPECT_EQ(bench.way(create(Kind::Group, group("New"))), "scim");
  EXPECT_EQ(bench.way(create(Kind::Group, group("New", {"1", "3"}))), "scim");
  EXPECT_EQ(bench.way(create(Kind::Group, group("New", {"1", "2"}))), "rest");
  EXPECT_EQ(bench.way(create(Kind::Group, group("New", {"3", "4"}))), "rest");
  EXPECT_EQ(bench.way(create(Kind::Group, group("New", {"1", "5"}))), kNotReady);
  AimBench alone(Services::Scim);
  EXPECT_EQ(alone.way(create(Kind::Group, group("New", {"1", "2"}))), kNotReady);
}

TEST(Aim, AtGroupsIsRestWhereScimHasNone) {
  AimBench bench;
  bench.state.offered.groups = false;
  EXPECT_EQ(bench.way(create(Kind::Group, group("New", {"1"}))), "rest");
  EXPECT_EQ(bench.way(create(Kind::User, person("new@x.example"))), "scim") << "people are another matter";
  AimBench alone(Services::Scim);
  alone.state.offered.groups = false;
  EXPECT_EQ(alone.way(create(Kind::Group, group("New", {"1"}))), core::to_string(FaultKind::NotImplemented));
  EXPECT_EQ(alone.way(create(Kind::User, person("new@x.example"))), "scim");
  AimBench rest(Services::Rest);
  rest.state.offered.groups = false;
  EXPECT_EQ(rest.way(create(Kind::Group, group("New", {"1"}))), "rest");
}

TEST(Aim, AtANewPersonAvoidsARefusedDomain) {
  AimBench bench;
  EXPECT_EQ(bench.way(create(Kind::User, person("a@sub.example"))), "scim");
  bench.state.offered.refuse("first@Sub.Example");
  EXPECT_EQ(bench.way(create(Kind::User, person("a@sub.example"))), "rest");
  EXPECT_EQ(bench.way(create(Kind::User, person("A@SUB.EXAMPLE"))), "rest");
  EXPECT_EQ(bench.way(create(Kind::User, person("a@sub.example.org"))), "scim");
  EXPECT_EQ(bench.way(create(Kind::User, person("sub.example@x.example"))), "scim");
}

TEST(Aim, IsTheRouteThatTheEditNames) {
  AimBench bench;
  Edit edit = remove(Kind::User, "1");
  edit.by = Route::Rest;
  EXPECT_EQ(bench.way(edit), "rest");
  edit = remove(Kind::User, "3");
  edit.by = Route::Rest;
  EXPECT_EQ(bench.way(edit), kNotReady) << "and no other";
}

TEST(Aim, OfARevivalKnowsTheGroupsToo) {
  AimBench bench;
  const auto revive = [&](const char* groups_link) {
    store::Row gone = linked(person_row("6", "gone@x.example", "DEACTIVATED"), "both");
    gone.life = Life::Deleted;
    gone.managed = true;
    bench.publish(gone);
    bench.publish(linked(group_row("10", "Old"), groups_link));
    bench.join("10", {"6"}, true);
    return bench.way(create(Kind::User, person("gone@x.example")));
  };
  EXPECT_EQ(revive("both"), "scim");
  EXPECT_EQ(revive("rest"), "rest");
  EXPECT_EQ(revive("none"), kNotReady);
}

TEST(Aim, NamesTheManagerAsTheRouteCallsThem) {
  AimBench bench;
  const auto manager = [&](const char* id, Route route) {
    const Object user = parse_object(std::string(R"({")") + kEnterprise + R"(":{"manager":{"value":")" + id + "\"}}}");
    const auto found = manager_on(bench.state, route, user);
    return found ? found->text : "";
  };
  EXPECT_EQ(manager("1", Route::Scim), "s-1");
  EXPECT_EQ(manager("1", Route::Rest), "1");
  EXPECT_EQ(manager("2", Route::Scim), "");
  EXPECT_EQ(manager("99", Route::Scim), "");
  EXPECT_FALSE(manager_on(bench.state, Route::Scim, Object{{"title", "T"}}));
}

}  // namespace
}  // namespace bridge::work::test
