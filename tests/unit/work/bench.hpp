#pragma once
// A tenant between fakes, and the words in which the tests of this module speak.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/work/tenant.hpp"
#include "unit/work/fake_scim_service.hpp"
#include "unit/work/fake_smartsheet.hpp"
#include "unit/work/fakes.hpp"
#include "work/state.hpp"

namespace bridge::work::test {

using core::FaultKind;
using core::Object;
using core::ResourceId;
using std::chrono::seconds;
using store::Kind;
using store::Life;
using store::Origin;

[[nodiscard]] core::Value parse(std::string_view text);
[[nodiscard]] Object parse_object(std::string_view text);
[[nodiscard]] const scim::SchemaRegistry& schemas();

/// A body as the service hands it on: checked, canonical.
[[nodiscard]] Object checked(Kind kind, std::string_view json);

// Edits; deadlines are the bench's.
[[nodiscard]] Edit create(Kind kind, std::string_view json);
[[nodiscard]] Edit replace(Kind kind, std::string_view id, std::string_view json);
/// `operations` is the JSON array.
[[nodiscard]] Edit modify(Kind kind, std::string_view id, std::string_view operations);
[[nodiscard]] Edit remove(Kind kind, std::string_view id);

inline constexpr const char* kUser = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";
inline constexpr const char* kGroup = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"])";
/// A User of this name with more members of JSON: `person("a@x.example", R"("active":false)")`.
[[nodiscard]] std::string person(std::string_view user_name, std::string_view more = {});
[[nodiscard]] std::string group(std::string_view display_name, const std::vector<std::string>& members = {});
inline constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The body of a PATCH to the SCIM service; `operations` is the JSON array.
[[nodiscard]] core::Value patch_body(std::string_view operations);

/// Rows as the store has them.
[[nodiscard]] store::Row person_row(std::string_view id, std::string_view email, std::string_view status = "ACTIVE");
[[nodiscard]] store::Row group_row(std::string_view id, std::string_view name);

/// A write that was handed in, and its answer once there is one.
struct Asked {
  std::optional<core::Result<EditDone>> result;
  [[nodiscard]] bool answered() const { return result.has_value(); }
  [[nodiscard]] bool ok() const { return result && result->has_value(); }
  /// The id of the resource in the answer, or what went wrong.
  [[nodiscard]] std::string id() const;
  [[nodiscard]] std::string fault() const;
};
using AskedPtr = std::shared_ptr<Asked>;

/// Which of Smartsheet's services the configuration has credentials for.
enum class Services : std::uint8_t { Rest, Scim, Both };

/// The state alone, for decisions. With both services it is settled on SCIM.
struct StateBench {
  explicit StateBench(TenantSettings settings = {}, Services services = Services::Rest);
  /// As managed or found, in the index.
  void publish(store::Row row);
  void join(std::string_view group, std::vector<std::string> users, bool asked);

  ManualClock clock;
  ManualLoop loop{clock};
  FakeStore store;
  FakeRestClient client;
  FakeScimClient scim_client;
  State state;
};

struct Bench {
  explicit Bench(Services services = Services::Rest);
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  ~Bench();

  /// Makes and starts the tenant; its first refresh is done when this returns. Forgets what was sent so far.
  void start();
  void make();
  /// As a crash and a new start; Smartsheet lives on.
  void restart(bool held_commits_on_disk = false);
  void forget();

  AskedPtr submit(Edit edit);
  /// Submits and runs until nothing is due.
  AskedPtr ask(Edit edit);
  /// Lets Smartsheet answer what begins so itself; the rest of the writes is held back.
  void serve_all();
  void hold(std::string line_begins);
  /// The same for calls to the SCIM service.
  void hold_scim(std::string line_begins);

  /// What a refresh, or a change of the route, came to: "fine" or the fault's name.
  std::string refresh();
  std::string set_route(route::Route to);
  [[nodiscard]] RouteStatus route_status();

  /// What was sent that is no GET, over both routes: "call POST /users?sendEmail=false", "scim POST /Users".
  [[nodiscard]] std::vector<std::string> writes() const;
  /// The first body that was sent to the SCIM service in a call whose line begins so; null where there is none.
  [[nodiscard]] core::Value scim_body(std::string_view line_begins) const;
  /// What `route` calls the resource; empty where it does not know it.
  [[nodiscard]] std::string link(Kind kind, std::string_view id, route::Route route) const;

  [[nodiscard]] store::EntryPtr find(Kind kind, std::string_view id) const;
  [[nodiscard]] bool alarmed(std::string_view word) const { return logged(LogLevel::Alarm, word) > 0; }
  /// How many lines of this level have the word.
  [[nodiscard]] std::size_t logged(LogLevel level, std::string_view word) const;

  /// Taken by the next make() or restart().
  Services services;
  TenantSettings settings;
  ManualClock clock;
  std::unique_ptr<ManualLoop> loop;
  Events events;
  FakeStore store;
  FakeSmartsheet smartsheet;
  FakeScimService scim{smartsheet};
  std::unique_ptr<FakeRestClient> client;
  std::unique_ptr<FakeScimClient> scim_client;
  std::vector<std::pair<LogLevel, std::string>> log;
  std::chrono::milliseconds max_wait{25'000};
  std::unique_ptr<Tenant> tenant;

 private:
  void end();
  /// Whatever find() gave: tests hold on to parts of it.
  mutable std::vector<store::EntryPtr> found_;
};

}  // namespace bridge::work::test
