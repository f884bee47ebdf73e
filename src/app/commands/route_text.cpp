#include <algorithm>
#include <string>

#include "app/commands/admin_text.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

/// Entries of a list that are printed.
constexpr std::size_t kLongestList = 20;

std::string listed(const std::string& title, const core::Array& names) {
  if (names.empty()) return {};
  std::string text = "  " + title + ": " + std::to_string(names.size()) + "\n";
  const std::size_t shown = std::min(names.size(), kLongestList);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string* name = names[i].if_string();
    if (name != nullptr) text += "    " + printable(*name) + "\n";
  }
  if (shown < names.size()) text += "    and " + std::to_string(names.size() - shown) + " more\n";
  return text;
}

std::string side_text(const std::string& title, const core::Value& side) {
  return title + ": " + counted(number_at(side, "people"), "person", "people") + ", " +
         counted(number_at(side, "groups"), "group", "groups") + "\n" +
         listed("people only here", list_at(side, "people_only_here")) +
         listed("groups only here", list_at(side, "groups_only_here")) +
         listed("names that stand more than once, which can't be matched", list_at(side, "ambiguous"));
}

std::string route_or_open(const core::Value& status) {
  const std::string route = text_at(status, "route");
  if (route.empty()) return "not settled";
  std::string text = route;
  if (flag_at(status, "fixed")) text += " (named by the configuration)";
  if (flag_at(status, "lost")) text += " (LOST: the service does not answer this tenant, writes are refused)";
  return text;
}

}  // namespace

std::string route_text(const std::string& tenant, const core::Value& status) {
  const auto yes_or_no = [&](const char* name) { return std::string(flag_at(status, name) ? "yes" : "no"); };
  return "tenant      " + tenant + "\nroute       " + route_or_open(status) + "\nmirror      " +
         text_at(status, "mirror") + "\nREST token  " + yes_or_no("has_rest") + "\nSCIM token  " +
         yes_or_no("has_scim") + "\n";
}

std::string comparison_text(const core::Value& comparison) {
  std::string text = side_text("REST", value_at(comparison, "rest")) + side_text("SCIM", value_at(comparison, "scim"));
  text += "Ids that differ: " + std::to_string(number_at(comparison, "ids_that_differ")) + "\n";
  const core::Array differences = list_at(comparison, "differences");
  text += "Other differences: " + std::to_string(differences.size()) + "\n";
  const std::size_t shown = std::min(differences.size(), kLongestList);
  for (std::size_t i = 0; i < shown; ++i) {
    text += "  " + text_at(differences[i], "kind") + " " + printable(text_at(differences[i], "name")) + ": " +
            text_at(differences[i], "what") + "\n";
  }
  if (shown < differences.size()) text += "  and " + std::to_string(differences.size() - shown) + " more\n";
  return text;
}

}  // namespace bridge::app
