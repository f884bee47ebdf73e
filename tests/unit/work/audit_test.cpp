// What the audit is told: who asked, which attributes, each call and what came of it; no values.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using transport::Trouble;
using Lines = std::vector<std::string>;

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

std::string number_in(const Object& object, const char* name) {
  const core::Value* value = object.find(name);
  return value != nullptr && value->if_integer() != nullptr ? std::to_string(*value->if_integer()) : "";
}

std::string call_text(const Object& call) {
  std::string text(core::text_or_empty(call, "purpose"));
  text += ' ';
  text += core::text_or_empty(call, "outcome");
  for (const char* name : {"tries", "look_ups", "status", "error_code"}) {
    if (const std::string number = number_in(call, name); !number.empty()) text += std::string(" ") + name + number;
  }
  return text;
}

std::string texts_of(const Object& content, const char* name) {
  std::string text;
  const core::Value* list = content.find(name);
  if (list == nullptr || list->if_array() == nullptr) return text;
  for (const core::Value& item : *list->if_array()) {
    text += text.empty() ? "" : ", ";
    text += item.if_string() != nullptr ? *item.if_string() : call_text(*item.if_object());
  }
  return text;
}

/// "modify active: done 1>2 [deactivate done status200]"
std::string line_of(const store::AuditRecord& record) {
  const Object& content = *record.content.if_object();
  std::string text(core::text_or_empty(content, "verb"));
  text += " " + texts_of(content, "attributes") + ": " + std::string(core::text_or_empty(content, "outcome"));
  if (const core::Value* fault = content.find("fault")) {
    text += " " + std::string(core::text_or_empty(*fault->if_object(), "kind"));
  }
  text += " " + number_in(content, "version_before") + ">" + number_in(content, "version_after");
  text += " [" + texts_of(content, "calls") + "]";
  return content.find("taken_up") != nullptr ? text + " taken up" : text;
}

class AuditTest : public ::testing::TestWithParam<Services> {
 protected:
  AuditTest() {
    for (const char* name : {"ann@x.example", "bob@x.example", "eve@x.example"}) bench.smartsheet.add_person(name);
    bench.smartsheet.add_group("Team", {1001});
    for (std::int64_t id = 1001; id <= 1004; ++id) bench.scim.ids[id] = std::to_string(id);
    bench.scim.lists_members = true;
  }
  void start() {
    bench.start();
    first_ = bench.store.changes.size();
  }
  [[nodiscard]] std::vector<store::AuditRecord> records() const {
    std::vector<store::AuditRecord> all;
    for (std::size_t i = first_; i < bench.store.changes.size(); ++i) {
      const auto& audit = bench.store.changes[i].audit;
      all.insert(all.end(), audit.begin(), audit.end());
    }
    return all;
  }
  [[nodiscard]] Lines lines() const {
    Lines lines;
    for (const store::AuditRecord& record : records()) lines.push_back(line_of(record));
    return lines;
  }
  [[nodiscard]] bool by_rest() const { return GetParam() == Services::Rest; }

  std::size_t first_ = 0;
  Bench bench{GetParam()};
};

TEST_P(AuditTest, NamesWhoAskedForWhatAndEachCall) {
  start();
  Edit edit = modify(Kind::User, "1001",
                     R"([{"op":"replace","path":"name.familyName","value":"Low"},)"
                     R"({"op":"replace","path":"active","value":false}])");
  edit.request = core::RequestId("r-7");
  ASSERT_TRUE(bench.ask(std::move(edit))->ok());
  const auto all = records();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].client, "okta");
  EXPECT_EQ(all[0].request, "r-7");
  EXPECT_EQ(all[0].resource.text, "1001");
  const std::string line = line_of(all[0]);
  EXPECT_TRUE(line.starts_with("modify name.familyName, active: done 1>2 [")) << line;
  EXPECT_NE(line.find("deactivate done"), std::string::npos) << line;
  EXPECT_NE(line.find("status200"), std::string::npos) << line;
  EXPECT_EQ(json::write(all[0].content).find("Low"), std::string::npos) << "no values";
}

TEST_P(AuditTest, KeepsValuesWithoutPasswordsWhereTheTenantWantsThem) {
  bench.settings.audit.values = true;
  start();
  ASSERT_TRUE(
      bench.ask(create(Kind::User, person("new@x.example", R"("title":"Chief","password":"hush-hush")")))->ok());
  const auto all = records();
  ASSERT_EQ(all.size(), 1U);
  const std::string text = json::write(all[0].content);
  EXPECT_NE(text.find("Chief"), std::string::npos) << text;
  EXPECT_EQ(text.find("hush"), std::string::npos) << text;
}

TEST_P(AuditTest, ANoOpIsNoLine) {
  start();
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", R"([{"op":"add","path":"title","value":"T"}])"))->ok());
  const std::size_t before = lines().size();
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", R"([{"op":"add","path":"title","value":"T"}])"))->ok());
  EXPECT_EQ(lines().size(), before);
}

TEST_P(AuditTest, ARefusalOfSmartsheetsIsALineWithItsErrorCode) {
  start();
  const auto refuse = [](const auto& call) -> std::optional<transport::Reply> {
    if (call.method == "GET") return std::nullopt;
    return refusal(400, 1031);
  };
  const auto rest = bench.client->script;
  bench.client->script = [=](const route::RestCall& call) { return call.method == "GET" ? rest(call) : refuse(call); };
  const auto scim = bench.scim_client->script;
  bench.scim_client->script = [=](const route::ScimCall& call) {
    return call.method == "GET" ? scim(call) : refuse(call);
  };
  const std::string more = R"("name":{"givenName":"N"})";
  ASSERT_FALSE(bench.ask(create(Kind::User, person("new@x.example", more)))->ok());
  const auto all = records();
  ASSERT_EQ(all.size(), 1U);
  const std::string line = line_of(all[0]);
  EXPECT_NE(line.find(": refused "), std::string::npos) << line;
  EXPECT_NE(line.find("create_person refused status400"), std::string::npos) << line;
  if (by_rest()) {
    EXPECT_NE(line.find("error_code1031"), std::string::npos) << line;
  }
  EXPECT_EQ(all[0].resource.text, "");
  ASSERT_EQ(all[0].subjects.size(), 1U) << "found by the digest of the name";
  EXPECT_TRUE(all[0].subjects[0].id.starts_with("hmac:"));
  EXPECT_EQ(json::write(all[0].content).find("new@x"), std::string::npos);
  EXPECT_EQ(bench.store.contents.marks.count(kNameKeyMark), 1U) << "or the digest says nothing after a restart";
}

TEST_P(AuditTest, ARefusalThatCouldNotBeNotedIsToldOfWithTheNextOne) {
  bench.settings.access.protected_people = {"ann@x.example"};
  start();
  bench.store.fails = [](const store::Change& change) { return !change.audit.empty(); };
  EXPECT_EQ(bench.ask(modify(Kind::User, "1001", kOff))->fault(), "Forbidden");
  bench.store.fails = {};
  first_ = bench.store.changes.size();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(bench.ask(modify(Kind::User, "1001", kOff))->fault(), "Forbidden");
  EXPECT_EQ(lines().size(), 1U);
}

TEST_P(AuditTest, AFaultQuotesNoValue) {
  start();
  const char* wild = R"([{"op":"add","value":{"emails[value eq \"hidden@x\"].display":"D"}}])";
  EXPECT_FALSE(bench.ask(modify(Kind::User, "1001", wild))->ok());
  const char* address = R"([{"op":"add","path":"members","value":[{"value":"hidden@x"}]}])";
  EXPECT_FALSE(bench.ask(modify(Kind::Group, "1004", address))->ok());
  EXPECT_EQ(lines().size(), 2U);
  for (const store::AuditRecord& record : records()) {
    EXPECT_EQ(json::write(record.content).find("hidden@x"), std::string::npos) << json::write(record.content);
  }
}

TEST_P(AuditTest, ARuleThatForbidsIsALineOnceInADay) {
  bench.settings.access.protected_people = {"ann@x.example"};
  start();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(bench.ask(modify(Kind::User, "1001", kOff))->fault(), "Forbidden");
  EXPECT_EQ(lines(), (Lines{"modify active: refused Forbidden 1>1 []"}));
  bench.loop->advance(std::chrono::hours(25));
  EXPECT_EQ(bench.ask(modify(Kind::User, "1001", kOff))->fault(), "Forbidden");
  EXPECT_EQ(lines().size(), 2U);
}

TEST_P(AuditTest, WhatTheGuardHoldsIsALineOnce) {
  bench.settings.access.guard.max_per_hour = 1;
  start();
  ASSERT_TRUE(bench.ask(modify(Kind::User, "1001", kOff))->ok());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(bench.ask(modify(Kind::User, "1002", kOff))->fault(), "Held");
  const Lines all = lines();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[1].starts_with("modify active: held Held 1>1 [deactivate not sent")) << all[1];
}

TEST_P(AuditTest, AGroupsLineNamesThePeople) {
  start();
  const char* add = R"([{"op":"add","path":"members","value":[{"value":"1002"},{"value":"1003"}]}])";
  ASSERT_TRUE(bench.ask(modify(Kind::Group, "1004", add))->ok());
  const auto all = records();
  ASSERT_EQ(all.size(), 1U);
  const Object& members = *all[0].content.if_object()->find("members")->if_object();
  EXPECT_EQ(core::Value(members), parse(R"({"added":{"count":2,"ids":["1002","1003"]}})"));
  EXPECT_EQ(all[0].subjects, (std::vector<store::AuditSubject>{{Kind::User, "1002"}, {Kind::User, "1003"}}));
  EXPECT_TRUE(line_of(all[0]).starts_with("modify members: done 2>3 [add_members done")) << line_of(all[0]);
}

TEST_P(AuditTest, ACreationThatIsFoundAfterALostAnswerSaysSo) {
  start();
  bench.hold("POST");
  bench.hold_scim("POST");
  const auto asked = bench.ask(create(Kind::User, person("new@x.example")));
  if (by_rest()) {
    static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
    bench.client->reply("POST", trouble(Trouble::TimedOut));
  } else {
    static_cast<void>(bench.scim.serve(bench.scim_client->sent.back().call));
    bench.scim_client->reply("POST", trouble(Trouble::TimedOut));
  }
  bench.loop->advance(std::chrono::minutes(2));
  const Lines all = lines();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_NE(all[0].find("create_person found done look_ups1"), std::string::npos) << all[0];
}

TEST_P(AuditTest, WhatIsTakenUpAfterARestartIsOneLineWithAllItsCalls) {
  start();
  bench.hold(by_rest() ? "POST /users/" : "nothing");
  bench.hold_scim("PATCH");
  static_cast<void>(bench.ask(create(Kind::User, person("new@x.example", R"("active":false)"))));
  bench.restart();
  first_ = 0;
  bench.serve_all();
  bench.loop->advance(std::chrono::minutes(5));
  const Lines all = lines();
  ASSERT_FALSE(all.empty());
  EXPECT_TRUE(all.back().starts_with("create userName, active: done 0>1 [create_person done")) << all.back();
  EXPECT_NE(all.back().find("deactivate done"), std::string::npos) << all.back();
  EXPECT_TRUE(all.back().ends_with("taken up")) << all.back();
}

TEST_P(AuditTest, TriesAreCounted) {
  start();
  bench.hold("POST");
  bench.hold_scim("PATCH");
  static_cast<void>(bench.ask(modify(Kind::User, "1001", kOff)));
  by_rest() ? bench.client->reply("POST", trouble(Trouble::TimedOut))
            : bench.scim_client->reply("PATCH", trouble(Trouble::TimedOut));
  bench.serve_all();
  bench.loop->advance(std::chrono::minutes(1));
  by_rest() ? bench.client->reply("POST", answer(200, std::string("{}")))
            : bench.scim_client->reply("PATCH", bench.scim.serve(bench.scim_client->sent.back().call));
  bench.loop->advance(std::chrono::minutes(1));
  const Lines all = lines();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_NE(all[0].find("deactivate done tries2"), std::string::npos) << all[0];
}

TEST_P(AuditTest, TakingAccessAloneSaysWhatWasDropped) {
  start();
  Edit edit = modify(Kind::User, "1001",
                     R"([{"op":"replace","path":"active","value":false},)"
                     R"({"op":"replace","path":"userName","value":"other@x.example"}])");
  edit.takes_access = true;
  ASSERT_TRUE(bench.ask(std::move(edit))->ok());
  const auto all = records();
  ASSERT_EQ(all.size(), 1U);
  const core::Value* dropped = all[0].content.if_object()->find("dropped");
  ASSERT_NE(dropped, nullptr);
  EXPECT_EQ(core::text_or_empty(*dropped->if_object(), "kind"), "Mutability");
}

INSTANTIATE_TEST_SUITE_P(Routes, AuditTest, ::testing::Values(Services::Rest, Services::Both),
                         [](const auto& row) { return row.param == Services::Rest ? "Rest" : "Scim"; });

}  // namespace
}  // namespace bridge::work::test
