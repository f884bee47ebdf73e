// Licences that follow seats, and profile attributes that Smartsheet may not take.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

/// Smartsheet of a plan with seats: who is added gets one, and a licence changes for System Admins alone.
std::optional<transport::Reply> with_seats(Bench& bench, const route::RestCall& call) {
  const Object body = call.body.if_object() != nullptr ? *call.body.if_object() : Object();
  if (call.method == "PUT" && !core::flag_or_false(body, "admin")) {
    const Object& person = bench.smartsheet.people.at(std::stoll(call.path.substr(7)));
    const bool changes =
        core::flag_or_false(body, "licensedSheetCreator") != core::flag_or_false(person, "licensedSheetCreator");
    if (changes) return refusal(403, 2109);
  }
  if (call.method == "POST" && call.path.rfind("/users?", 0) == 0) {
    route::RestCall seated = call;
    seated.body = body.with("licensedSheetCreator", true).with("seatType", "PROVISIONAL_MEMBER");
    return bench.smartsheet.serve(seated);
  }
  return bench.smartsheet.serve(call);
}

std::string roles_shown(const Asked& asked) {
  std::string names;
  const core::Value* roles = asked.ok() ? asked.result->value().entry->shown.find("roles") : nullptr;
  if (roles == nullptr || roles->if_array() == nullptr) return names;
  for (const core::Value& role : *roles->if_array()) {
    names += (names.empty() ? "" : " ") + std::string(core::text_or_empty(*role.if_object(), "value"));
  }
  return names;
}

class SeatTest : public ::testing::Test {
 protected:
  SeatTest() {
    bench.settings.policy.grantable_roles = {"LICENSED_USER", "GROUP_ADMIN"};
    bench.start();
    bench.client->script = [this](const route::RestCall& call) { return with_seats(bench, call); };
  }

  AskedPtr patched(const std::string& id, const std::string& value) {
    bench.forget();
    return bench.ask(modify(Kind::User, id, R"([{"op":"replace","value":)" + value + "}]"));
  }

  Bench bench;
};

TEST_F(SeatTest, WhoIsMadeWithoutRolesHasTheLicence) {
  const AskedPtr made = bench.ask(create(Kind::User, person("ann@x.example")));
  ASSERT_TRUE(made->ok()) << made->fault();
  EXPECT_EQ(roles_shown(*made), "LICENSED_USER");
}

TEST_F(SeatTest, AskingForTheSameAgainChangesNothing) {
  const std::string id = bench.ask(create(Kind::User, person("ann@x.example")))->id();
  const std::string roles = R"("roles":[{"value":"GROUP_ADMIN"}],"active":true)";
  EXPECT_EQ(roles_shown(*bench.ask(replace(Kind::User, id, person("ann@x.example", roles)))),
            "GROUP_ADMIN LICENSED_USER");
  const std::uint64_t version = bench.find(Kind::User, id)->row.version;
  bench.forget();
  for (int cycle = 0; cycle < 3; ++cycle) {
    EXPECT_EQ(bench.ask(replace(Kind::User, id, person("ann@x.example", roles)))->fault(), "no fault");
  }
  EXPECT_EQ(bench.writes(), Lines());
  EXPECT_EQ(bench.find(Kind::User, id)->row.version, version);
}

TEST_F(SeatTest, NamesAndRolesGoThroughAndTheLicenceStays) {
  const std::string id = bench.ask(create(Kind::User, person("ann@x.example")))->id();
  EXPECT_EQ(patched(id, R"({"name":{"givenName":"Ada"}})")->fault(), "no fault");
  EXPECT_EQ(roles_shown(*patched(id, R"({"roles":[{"value":"GROUP_ADMIN"}]})")), "GROUP_ADMIN LICENSED_USER");
  EXPECT_EQ(roles_shown(*patched(id, R"({"roles":[]})")), "LICENSED_USER");
  EXPECT_EQ(bench.writes(), (Lines{"call PUT /users/" + id}));
  EXPECT_EQ(roles_shown(*patched(id, R"({"roles":[]})")), "LICENSED_USER");
  EXPECT_EQ(bench.writes(), Lines());
}

TEST_F(SeatTest, ARevivedPersonHasItAgain) {
  const std::string id = bench.ask(create(Kind::User, person("ann@x.example")))->id();
  EXPECT_EQ(bench.ask(remove(Kind::User, id))->fault(), "no fault");
  const AskedPtr again = bench.ask(create(Kind::User, person("ann@x.example")));
  EXPECT_EQ(again->id(), id);
  EXPECT_EQ(roles_shown(*again), "LICENSED_USER");
}

class ProfileTest : public ::testing::TestWithParam<int> {
 protected:
  ProfileTest() {
    bench.settings.policy.write_profile = true;
    bench.start();
  }

  /// The code that refuses the profile; 0 for a Smartsheet that takes it.
  void refuse(int code) {
    bench.client->script = [this, code](const route::RestCall& call) {
      const Object* body = call.body.if_object();
      const bool refused = code != 0 && body != nullptr && body->find("title") != nullptr;
      return std::optional(refused ? refusal(400, code) : bench.smartsheet.serve(call));
    };
  }

  static std::string titled(const char* title) { return R"("title":")" + std::string(title) + "\""; }

  Bench bench;
};

TEST_P(ProfileTest, ReadsBackWhateverSmartsheetTakes) {
  refuse(GetParam());
  const AskedPtr made = bench.ask(create(Kind::User, person("ann@x.example", titled("Boss"))));
  ASSERT_TRUE(made->ok()) << made->fault();
  const std::string id = made->id();
  EXPECT_EQ(
      bench.ask(modify(Kind::User, id, R"([{"op":"replace","value":{"title":"Chief","name":{"givenName":"Ada"}}}])"))
          ->fault(),
      "no fault");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, id)->shown, "title"), "Chief");
  const Object& record = bench.smartsheet.people.at(std::stoll(id));
  EXPECT_EQ(core::text_or_empty(record, "firstName"), "Ada");
  EXPECT_EQ(core::text_or_empty(record, "title"), GetParam() == 0 ? "Chief" : "");
  EXPECT_EQ(bench.logged(LogLevel::Warning, "write_profile"), GetParam() == 0 ? 0U : 1U);
  EXPECT_EQ(bench.client->count("POST /users?"), GetParam() == 0 ? 1U : 2U);
  EXPECT_EQ(bench.client->count("PUT /users/"), 1U) << "what was refused is not sent again";
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, id)->shown, "title"), "Chief") << "a listing tells no titles";
}

INSTANTIATE_TEST_SUITE_P(Refused, ProfileTest, ::testing::Values(0, 1032, 1283));

}  // namespace
}  // namespace bridge::work::test
