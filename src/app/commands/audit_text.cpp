#include "app/commands/audit_text.hpp"

#include <cstdint>

#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

using core::Value;

constexpr const char* kIndent = "    ";

std::string joined(const core::Array& texts) {
  std::string text;
  for (const Value& item : texts) {
    if (const std::string* one = item.if_string()) text += (text.empty() ? "" : ", ") + printable(*one);
  }
  return text;
}

std::string asked_text(const Value& line) {
  std::string text = joined(list_at(line, "attributes"));
  if (const std::int64_t more = number_at(line, "more_attributes"); more > 0) {
    text += " and " + std::to_string(more) + " more";
  }
  return text.empty() ? "" : ": " + text;
}

std::string resource_text(const Value& line) {
  const std::string name = text_at(line, "name");
  const std::string id = text_at(line, "id");
  std::string text = text_at(line, "kind");
  if (!name.empty()) text += " " + printable(name);
  if (!id.empty()) text += name.empty() ? " " + printable(id) : " (" + printable(id) + ")";
  return id.empty() && name.empty() ? text + " that was never made" : text;
}

std::string version_text(const Value& line) {
  const std::int64_t before = number_at(line, "version_before");
  const std::int64_t after = number_at(line, "version_after");
  if (before == after) return after == 0 ? "" : ", version " + std::to_string(after);
  return ", version " + (before == 0 ? "" : std::to_string(before) + " to ") + std::to_string(after);
}

std::string fault_text(const Value& fault) {
  return printable(text_at(fault, "kind")) + ": " + printable(text_at(fault, "detail"));
}

std::string number_text(const Value& call, const char* name, const std::string& before, const char* after = "") {
  const std::int64_t number = number_at(call, name);
  return number == 0 ? "" : before + std::to_string(number) + after;
}

std::string call_text(const Value& call) {
  return kIndent + printable(text_at(call, "purpose")) + "  " + printable(text_at(call, "method")) + " " +
         printable(text_at(call, "path")) + " (" + printable(text_at(call, "route")) +
         "): " + printable(text_at(call, "outcome")) + number_text(call, "status", ", HTTP ") +
         number_text(call, "error_code", ", errorCode ") + number_text(call, "tries", ", ", " tries") +
         number_text(call, "look_ups", ", looked up ", "x") + "\n";
}

std::string concerned_text(const Value& concerned, const char* name) {
  const Value& some = value_at(concerned, name);
  if (some.is_null()) return {};
  const core::Array ids = list_at(some, "ids");
  const std::int64_t count = number_at(some, "count");
  const std::int64_t more = count - static_cast<std::int64_t>(ids.size());
  return std::string(kIndent) + name + " " + std::to_string(count) + ": " + joined(ids) +
         (more > 0 ? " and " + std::to_string(more) + " more" : "") + "\n";
}

std::string release_text(const Value& line) {
  return ": " + counted(number_at(line, "changes"), "held change", "held changes") + ", " +
         std::to_string(number_at(line, "count")) + " losses more, until " + printable(text_at(line, "until"));
}

}  // namespace

std::string audit_line_text(const Value& line) {
  std::string text = text_at(line, "at") + "  " + printable(text_at(line, "client"));
  if (const std::string request = text_at(line, "request"); !request.empty()) text += " " + printable(request);
  const std::string outcome = printable(text_at(line, "outcome"));
  if (outcome == "released") return text + "  " + outcome + release_text(line) + "\n";
  text += "  " + text_at(line, "verb") + " " + resource_text(line) + asked_text(line);
  text += " -> " + outcome + version_text(line);
  text += flag_at(line, "taken_up") ? ", taken up after a restart\n" : "\n";
  for (const Value& call : list_at(line, "calls")) text += call_text(call);
  text += number_text(line, "more_calls", std::string(kIndent) + "and ", " calls more\n");
  for (const char* which : {"added", "removed"}) text += concerned_text(value_at(line, "members"), which);
  for (const char* which : {"joined", "left"}) text += concerned_text(value_at(line, "groups"), which);
  if (const Value& fault = value_at(line, "fault"); !fault.is_null()) text += kIndent + fault_text(fault) + "\n";
  const Value& dropped = value_at(line, "dropped");
  return dropped.is_null() ? text : text + kIndent + "dropped: " + fault_text(dropped) + "\n";
}

}  // namespace bridge::app
