#include "app/admin/store_json.hpp"

#include <vector>

namespace bridge::app {

namespace {

core::Value number(std::uint64_t count) { return static_cast<std::int64_t>(count); }

core::Array texts(const std::vector<std::string>& lines) {
  return core::Array(std::vector<core::Value>(lines.begin(), lines.end()));
}

}  // namespace

core::Object to_value(const store::CheckReport& report) {
  return {{"sound", report.sound()},
          {"damage", texts(report.damage)},
          {"problems", texts(report.problems)},
          {"schema_version", std::int64_t{report.schema_version}},
          {"people", number(report.people)},
          {"groups", number(report.groups)},
          {"memberships", number(report.memberships)},
          {"open_changes", number(report.open_changes)},
          {"audit_lines", number(report.audit_lines)},
          {"bytes", number(report.bytes)}};
}

core::Object backup_json(const std::string& target, std::uint64_t bytes) {
  return {{"target", target}, {"bytes", number(bytes)}};
}

core::Object to_value(const store::Restored& restored) {
  return {{"restored", true},
          {"before", restored.before.empty() ? core::Value() : core::Value(restored.before)},
          {"dropped_changes", number(restored.dropped_changes)},
          {"backup", to_value(restored.backup)}};
}

}  // namespace bridge::app
