// The audit as the commands meet it: JSON, and text for people.

#include "app/admin/audit_actions.hpp"

#include <gtest/gtest.h>

#include "app/commands/audit_text.hpp"
#include "unit/app/fakes.hpp"
#include "unit/app/json.hpp"

namespace bridge::app::test {
namespace {

using core::Object;

store::AuditLine line_about(const std::string& id) {
  store::AuditLine line;
  line.number = 7;
  line.record.at = core::Instant(std::chrono::milliseconds(0));
  line.record.client = "okta";
  line.record.request = "r-1";
  line.record.resource = core::ResourceId(id);
  line.record.content = Object{{"verb", "modify"},
                               {"attributes", core::Array{"name.familyName", "active"}},
                               {"outcome", "refused"},
                               {"fault", Object{{"kind", "Forbidden"}, {"detail", "active: may not"}}},
                               {"calls", core::Array{Object{{"purpose", "deactivate"},
                                                            {"route", "rest"},
                                                            {"method", "POST"},
                                                            {"path", "/users/1/deactivate"},
                                                            {"outcome", "refused"},
                                                            {"tries", 2},
                                                            {"status", 400},
                                                            {"error_code", 1004}}}},
                               {"version_before", 3},
                               {"version_after", 4}};
  return line;
}

TEST(AuditActions, SearchesByIdAndByTheDigestOfTheName) {
  FakeTenant tenant;
  FakeStore store;
  store.lines = std::vector<store::AuditLine>{line_about("1")};
  const auto found = search_audit(tenant, store, core::TenantName("default"),
                                  Object{{"user", "ann@x.example"}, {"since", "2026-11-01T10:00:00Z"}});
  ASSERT_TRUE(found);
  ASSERT_EQ(store.queries.size(), 1U);
  EXPECT_EQ(store.queries[0].subjects,
            (std::vector<store::AuditSubject>{{store::Kind::User, "ann@x.example"},
                                              {store::Kind::User, "digest of ann@x.example"}}));
  EXPECT_EQ(core::to_date_time(*store.queries[0].since), "2026-11-01T10:00:00.000Z");
  EXPECT_TRUE(found->if_object()->find("behind")->is_null());
}

TEST(AuditActions, SearchesByTheDigestOfWhoeverWasForgotten) {
  FakeTenant tenant;
  FakeStore store;
  store::Row row;
  row.id = core::ResourceId("7");
  row.life = store::Life::Deleted;
  row.name_digest = "hmac:gone";
  tenant.publish({{std::make_shared<const store::Entry>(store::Entry{row, {}, {}})}, {}, {}});
  ASSERT_TRUE(search_audit(tenant, store, core::TenantName("default"), Object{{"user", "7"}}));
  ASSERT_EQ(store.queries.size(), 1U);
  EXPECT_EQ(store.queries[0].subjects,
            (std::vector<store::AuditSubject>{{store::Kind::User, "7"}, {store::Kind::User, "hmac:gone"}}));
}

TEST(AuditActions, RefusesATimeThatIsNone) {
  FakeTenant tenant;
  FakeStore store;
  const auto found = search_audit(tenant, store, core::TenantName("default"), Object{{"since", "yesterday"}});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, core::FaultKind::InvalidValue);
}

TEST(AuditActions, ForgetsWhomItIsTold) {
  FakeTenant tenant;
  tenant.forgotten = work::Forgotten{core::ResourceId("1"), true, false};
  core::Result<core::Value> answer{core::Value()};
  forget_person(tenant, Object{{"user", "ann@x.example"}}, [&](core::Result<core::Value> told) { answer = told; });
  EXPECT_EQ(tenant.to_forget, (std::vector<std::string>{"ann@x.example"}));
  EXPECT_EQ(*answer, core::Value(Object{{"id", "1"}, {"deleted", true}, {"in_directory", false}}));
  forget_person(tenant, core::Value(), [&](core::Result<core::Value> told) { answer = told; });
  EXPECT_FALSE(answer);
}

TEST(AuditText, SaysWhoWantedWhatAndWhatEachCallCameTo) {
  FakeTenant tenant;
  EXPECT_EQ(audit_line_text(to_value(line_about("1"), tenant.index())),
            "1970-01-01T00:00:00.000Z  okta r-1  modify user 1: name.familyName, active -> refused, version 3 to 4\n"
            "    deactivate  POST /users/1/deactivate (rest): refused, HTTP 400, errorCode 1004, 2 tries\n"
            "    Forbidden: active: may not\n");
}

TEST(AuditText, PrintsHostileNamesSafely) {
  FakeTenant tenant;
  const Object line = to_value(line_about("1"), tenant.index()).with("name", "Team\x1b[31m\nfake line");
  const std::string text = audit_line_text(line);
  EXPECT_NE(text.find("modify user Team"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
  EXPECT_EQ(text.find("\nfake line"), std::string::npos) << text;
}

}  // namespace
}  // namespace bridge::app::test
