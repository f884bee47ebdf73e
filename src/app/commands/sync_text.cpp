#include "app/commands/sync_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

using core::Array;
using core::Value;

constexpr std::size_t kBar = 24;
constexpr std::size_t kColumns = 7;
using Line = std::array<std::string, kColumns>;

std::string bar(std::int64_t done, std::int64_t of) {
  if (of <= 0) return {};
  const auto full = static_cast<std::size_t>(std::min(done, of)) * kBar / static_cast<std::size_t>(of);
  return "[" + std::string(full, '#') + std::string(kBar - full, '.') + "] ";
}

std::string text_of(const Value& value) {
  if (const std::string* text = value.if_string()) return text->empty() ? "-" : printable(*text);
  if (const bool* flag = value.if_bool()) return *flag ? "true" : "false";
  const Array* list = value.if_array();
  if (list == nullptr) return "-";
  std::string joined;
  for (const Value& item : *list) joined += (joined.empty() ? "" : ", ") + text_of(item);
  return joined.empty() ? "none" : joined;
}

/// Characters, counted as code points of UTF-8.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string table(const std::vector<Line>& lines) {
  std::array<std::size_t, kColumns> widths{};
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], width_of(line[i]));
  }
  std::string text;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < kColumns; ++i)
      text += line[i] + std::string(widths[i] - width_of(line[i]) + 2, ' ');
    text += line.back() + "\n";
  }
  return text;
}

/// The name, or the id of whoever's name is forgotten.
std::string name_in(const Value& value) {
  const std::string name = printable(text_at(value, "name"));
  return name.empty() ? printable(text_at(value, "id")) : name;
}

std::string calls_text(const Value& item) {
  const Array calls = list_at(item, "calls");
  return calls.empty() ? "sends nothing" : text_of(calls);
}

std::string item_text(const Value& item) {
  const std::string who = "  " + text_at(item, "kind") + " " + name_in(item);
  std::string text;
  for (const Value& drift : list_at(item, "drift")) {
    std::string what = text_at(drift, "attribute");
    const Value& member = value_at(drift, value_at(drift, "asked").is_null() ? "seen" : "asked");
    if (what == "members") what += " " + text_of(member);
    text += who + ": " + text_at(drift, "repair") + (what.empty() ? "" : " (" + what + ")") + "\n";
  }
  const std::string impossible = printable(text_at(item, "impossible"));
  return text + "    " + (impossible.empty() ? calls_text(item) : "can't be done: " + impossible) + "\n";
}

}  // namespace

std::string sync_progress_text(const Value& status) {
  const std::int64_t all = number_at(status, "members_of_all");
  const std::int64_t read = number_at(status, "members_of");
  std::string text = bar(read, all) + counted(number_at(status, "people"), "person", "people") + ", " +
                     counted(number_at(status, "groups"), "group", "groups");
  if (all > 0) text += ", members of " + std::to_string(read) + " of " + counted(all, "group", "groups");
  return text;
}

std::string repair_progress_text(const Value& status) {
  const std::int64_t of = number_at(status, "of");
  const std::int64_t done = number_at(status, "done");
  return bar(done, of) + std::to_string(done) + " of " + std::to_string(of) + " done";
}

std::string drift_text(const Value& found) {
  const Array drifts = list_at(found, "drift");
  if (drifts.empty()) return "No drift: Smartsheet is as it was asked for.\n";
  std::vector<Line> lines{{"KIND", "NAME", "WHAT", "ATTRIBUTE", "ASKED", "IN SMARTSHEET", "SINCE"}};
  for (const Value& drift : drifts) {
    lines.push_back({text_at(drift, "kind"), name_in(drift), text_at(drift, "what"),
                     text_of(value_at(drift, "attribute")), text_of(value_at(drift, "asked")),
                     text_of(value_at(drift, "seen")), text_at(drift, "since")});
  }
  return table(lines) + counted(static_cast<std::int64_t>(drifts.size()), "difference", "differences") + "\n";
}

std::string repair_plan_text(const Value& plan) {
  std::string text = "The repair:\n";
  for (const Value& item : list_at(plan, "items")) text += item_text(item);
  const std::int64_t losses = number_at(plan, "losses");
  text += counted(number_at(plan, "calls"), "call", "calls") + " to Smartsheet; it takes " +
          counted(losses, "access or membership", "accesses, roles or memberships") + ", and the accident guard lets " +
          std::to_string(number_at(plan, "guard_limit")) + " an hour pass (" +
          std::to_string(number_at(plan, "guard_counted")) + " in the last hour)\n";
  return text;
}

std::string repair_text(const std::string& tenant, const Value& status) {
  std::string text;
  for (const Value& problem : list_at(status, "problems")) {
    text +=
        "  " + text_at(problem, "kind") + " " + name_in(problem) + ": " + printable(text_at(problem, "problem")) + "\n";
  }
  const std::int64_t held = number_at(status, "held");
  text +=
      std::to_string(number_at(status, "repaired")) + " of " + std::to_string(number_at(status, "of")) + " repaired";
  if (held > 0) text += ", " + std::to_string(held) + " held by the accident guard";
  if (const std::int64_t failed = number_at(status, "failed"); failed > 0)
    text += ", " + std::to_string(failed) + " failed";
  text += "\n";
  if (held > 0) {
    text += "What is held passes after \"scimbridge guard release --config FILE --tenant " + tenant +
            "\", with another sync --repair\n";
  }
  return text;
}

}  // namespace bridge::app
