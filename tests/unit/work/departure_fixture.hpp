#pragma once
// Somebody who leaves, over REST and over SCIM with REST.

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {

using Lines = std::vector<std::string>;

inline constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";
inline constexpr const char* kOn = R"([{"op":"replace","path":"active","value":true}])";
inline constexpr std::chrono::hours kHold{24 * 7};

/// Ann (1001) has a licence; Hal (1002), an administrator, gets what others leave. Roles that were taken come back,
/// grantable or not.
class DepartureFixture : public ::testing::TestWithParam<Services> {
 protected:
  DepartureFixture() : bench(GetParam()) {
    bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.add_person("hal@x.example");
    bench.smartsheet.change_person(1001, "licensedSheetCreator", true);
    for (const char* flag : {"licensedSheetCreator", "admin", "groupAdmin"}) {
      bench.smartsheet.change_person(1002, flag, true);
    }
    bench.smartsheet.refuses_pending = true;
    bench.settings.policy.grantable_roles = {};
    policy().transfer_to = "hal@x.example";
  }
  core::DeprovisionPolicy& policy() { return bench.settings.access.deprovision; }
  AskedPtr off() { return bench.ask(modify(Kind::User, "1001", kOff)); }
  AskedPtr on() { return bench.ask(modify(Kind::User, "1001", kOn)); }
  /// Whether Smartsheet has Ann with this flag.
  [[nodiscard]] bool has(std::string_view flag) const {
    return core::flag_or_false(bench.smartsheet.people.at(1001), flag);
  }
  [[nodiscard]] std::string status_of(std::int64_t id) const {
    const auto found = bench.smartsheet.people.find(id);
    return found == bench.smartsheet.people.end() ? "absent"
                                                  : std::string(core::text_or_empty(found->second, "status"));
  }
  [[nodiscard]] const store::Leaving& leaving() const { return bench.find(Kind::User, "1001")->row.leaving; }

  Bench bench;
};

}  // namespace bridge::work::test
