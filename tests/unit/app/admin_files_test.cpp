// admin.json, the listener's paths, and which tenant is meant.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/admin/admin_file.hpp"
#include "app/admin/admin_paths.hpp"
#include "app/commands/tenant_command.hpp"
#include "unit/app/directory.hpp"

namespace bridge::app {
namespace {

namespace fs = std::filesystem;

TEST(AdminFile, IsReadBackAndItsOwnersAlone) {
  const test::Directory directory;
  const fs::path path = admin_file_in(directory.path());
  // Left behind by a run that was killed, and readable by all.
  std::ofstream(path) << "{}";
  ASSERT_TRUE(write_admin_file(path, {"http://127.0.0.1:1", core::AdminToken("a-token-of-the-test")}));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto file = read_admin_file(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->url, "http://127.0.0.1:1");
  EXPECT_EQ(file->token.expose(), "a-token-of-the-test");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory.path()), fs::directory_iterator()), 1);
}

TEST(AdminFile, SaysThatItCantBeWritten) {
  const test::Directory directory;
  const fs::path path = fs::path(directory.path()) / "missing" / "admin.json";
  const auto written = write_admin_file(path, {"http://127.0.0.1:1", core::AdminToken("a-token-of-the-test")});
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().detail.find("admin.json: can't be written"), std::string::npos);
}

TEST(AdminFile, IsNoneWhereItCantBeUsed) {
  const test::Directory directory;
  const fs::path path = admin_file_in(directory.path());
  EXPECT_FALSE(read_admin_file(path));
  for (const char* text : {"", "{", "[]", R"({"url":"http://127.0.0.1:1"})", R"({"token":"x"})", R"({"url":1})"}) {
    std::ofstream(path) << text;
    EXPECT_FALSE(read_admin_file(path)) << text;
  }
}

TEST(AdminPaths, LeadToTheActionTheyWereMadeFor) {
  for (const AdminAction action :
       {AdminAction::Plan, AdminAction::ShowRoute, AdminAction::SetRoute, AdminAction::CompareRoutes,
        AdminAction::ShowRehearsal, AdminAction::ForgetRehearsal, AdminAction::ShowGuard,
        AdminAction::ShowGuardWithNames, AdminAction::ReleaseGuard}) {
    const AdminTarget target = read_admin_target(path_of(action).method, target_of(action, "acme-2"));
    ASSERT_TRUE(target.action);
    EXPECT_EQ(*target.action, action);
    EXPECT_EQ(target.tenant, "acme-2");
  }
}

TEST(AdminPaths, KnowNothingElse) {
  struct Case {
    const char* method;
    const char* path;
    const char* allow;
  };
  for (const Case& given : std::vector<Case>{{"GET", "/", ""},
                                             {"GET", "/tenants", ""},
                                             {"GET", "/tenants//route", ""},
                                             {"GET", "/tenants/default", ""},
                                             {"GET", "/tenants/default/", ""},
                                             {"GET", "/tenants/default/routes", ""},
                                             {"GET", "/tenants/default/route/", ""},
                                             {"GET", "/scim/v2/Users", ""},
                                             {"GET", "/tenants/default/plan", "POST"},
                                             {"DELETE", "/tenants/default/route", "GET, PUT"},
                                             {"PUT", "/tenants/default/rehearsal", "GET, DELETE"}}) {
    const AdminTarget target = read_admin_target(given.method, given.path);
    EXPECT_FALSE(target.action) << given.path;
    EXPECT_EQ(target.allow, given.allow) << given.path;
  }
}

std::vector<config::Tenant> tenants(const std::vector<std::string>& names) {
  std::vector<config::Tenant> all;
  for (const std::string& name : names) {
    config::Tenant tenant;
    tenant.name = name;
    all.push_back(std::move(tenant));
  }
  return all;
}

TEST(ChosenTenant, IsTheNamedOneOrTheOnlyOne) {
  EXPECT_EQ(*chosen_tenant(tenants({"one"}), ""), "one");
  EXPECT_EQ(*chosen_tenant(tenants({"one", "two"}), "two"), "two");
  for (const char* wanted : {"", "three"}) {
    const auto chosen = chosen_tenant(tenants({"one", "two"}), wanted);
    ASSERT_FALSE(chosen);
    EXPECT_NE(chosen.error().detail.find("one of one, two"), std::string::npos) << chosen.error().detail;
  }
  EXPECT_FALSE(chosen_tenant(tenants({"one"}), "two"));
}

}  // namespace
}  // namespace bridge::app
