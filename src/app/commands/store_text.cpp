#include "app/commands/store_text.hpp"

#include <cstdint>

#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

/// "4.0 KiB"
std::string size_text(std::int64_t bytes) {
  const char* units[] = {"B", "KiB", "MiB", "GiB"};
  std::size_t unit = 0;
  std::int64_t tenths = bytes * 10;
  for (; tenths >= 10'240 && unit < 3; ++unit) tenths /= 1024;
  if (unit == 0) return std::to_string(bytes) + " B";
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + units[unit];
}

std::string findings_text(const core::Value& report, const char* name, const char* title) {
  std::string text;
  for (const core::Value& line : list_at(report, name)) {
    text += (text.empty() ? std::string(title) + "\n" : std::string()) + "  " +
            printable(line.if_string() != nullptr ? *line.if_string() : std::string()) + "\n";
  }
  return text;
}

}  // namespace

std::string store_counts_text(const core::Value& report) {
  return counted(number_at(report, "people"), "person", "people") + ", " +
         counted(number_at(report, "groups"), "group", "groups") + ", " +
         counted(number_at(report, "memberships"), "membership", "memberships") + ", " +
         counted(number_at(report, "open_changes"), "open change", "open changes") + ", " +
         counted(number_at(report, "audit_lines"), "line of audit", "lines of audit");
}

std::string store_check_text(const std::string& file, const core::Value& report) {
  std::string text = file + ": " + (flag_at(report, "sound") ? "sound" : "not sound") + ", schema version " +
                     std::to_string(number_at(report, "schema_version")) + ", " +
                     size_text(number_at(report, "bytes")) + "\n" + store_counts_text(report) + "\n";
  return text + findings_text(report, "damage", "Damage:") + findings_text(report, "problems", "Problems:");
}

std::string store_backup_text(const core::Value& backup) {
  return "The store is copied to " + printable(text_at(backup, "target")) + " (" +
         size_text(number_at(backup, "bytes")) + "), and the copy is sound.\n";
}

std::string store_restore_text(const std::string& file, const core::Value& restored) {
  const std::string before = text_at(restored, "before");
  std::string text = file + " is restored: " + store_counts_text(value_at(restored, "backup")) + ".\n";
  if (!before.empty()) text += "The store from before is " + before + ".\n";
  const std::int64_t dropped = number_at(restored, "dropped_changes");
  if (dropped > 0) {
    text += counted(dropped, "change", "changes") +
            " that were under way when the backup was made will not be taken up; the identity provider repeats what it "
            "still wants.\n";
  }
  return text;
}

}  // namespace bridge::app
