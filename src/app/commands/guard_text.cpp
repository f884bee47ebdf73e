#include <algorithm>
#include <string>

#include "app/commands/admin_text.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

/// Changes that are printed.
constexpr std::size_t kLongestList = 20;

/// "2 people's access, 1 group membership": what there is none of is left out.
std::string losses_text(const core::Value& losses) {
  std::string text;
  const auto add = [&](const char* name, const char* one, const char* many) {
    const std::int64_t number = number_at(losses, name);
    if (number > 0) text += (text.empty() ? "" : ", ") + counted(number, one, many);
  };
  add("access", "person's access", "people's access");
  add("roles", "person's roles", "people's roles");
  add("members", "membership", "memberships");
  add("groups", "membership of a group that goes", "memberships of groups that go");
  return text.empty() ? "nothing" : text;
}

std::string limit_text(const core::Value& status) {
  const std::string text = std::to_string(number_at(status, "limit")) + " an hour";
  if (flag_at(status, "configured")) return text + " (tenant.guard.max_per_hour)";
  return text + " (the larger of 20 and 5 % of " + counted(number_at(status, "people"), "person", "people") +
         ", at most half of them)";
}

std::string line_of(const core::Value& change) {
  std::string verb = text_at(change, "verb");
  verb.resize(std::max<std::size_t>(verb.size(), 7), ' ');
  const std::string name = text_at(change, "name");
  const std::string released = text_at(change, "released_until");
  return (text_at(change, "kind") == "user" ? "user   " : "group  ") + verb + "  " + printable(text_at(change, "id")) +
         (name.empty() ? "" : "  " + printable(name)) + "  " + losses_text(value_at(change, "losses")) + "  " +
         text_at(change, "latest") + " by " + printable(text_at(change, "client")) + ", request " +
         printable(text_at(change, "request")) + (released.empty() ? "" : "  released until " + released) + "\n";
}

std::string held_text(const core::Value& held) {
  const std::int64_t waiting = number_at(held, "waiting");
  const std::int64_t released = number_at(held, "count") - waiting;
  std::string text = waiting == 0 ? "nothing"
                                  : counted(waiting, "change", "changes") + " since " + text_at(held, "since") + ": " +
                                        losses_text(value_at(held, "losses"));
  if (released > 0) text += "; released and not asked for again: " + std::to_string(released);
  return text;
}

}  // namespace

std::string guard_text(const std::string& tenant, const core::Value& status) {
  const core::Value& held = value_at(status, "held");
  const core::Value& allowance = value_at(status, "allowance");
  std::string text = "tenant     " + tenant + "\nlimit      " + limit_text(status) + "\nlost       " +
                     losses_text(value_at(status, "lost")) + ", in the last hour\nreleased   " +
                     losses_text(value_at(status, "released")) + ", in the last hour\nheld       " + held_text(held) +
                     "\n";
  if (!allowance.is_null()) {
    text += "allowed    " + counted(number_at(allowance, "left"), "loss", "losses") + " beyond the limit until " +
            text_at(allowance, "until") + "\n";
  }
  const core::Array changes = list_at(held, "changes");
  const std::size_t shown = std::min(changes.size(), kLongestList);
  if (shown > 0) text += "\n";
  for (std::size_t i = 0; i < shown; ++i) text += line_of(changes[i]);
  if (shown < changes.size()) text += "and " + std::to_string(changes.size() - shown) + " more\n";
  return text;
}

std::string guard_release_text(const core::Value& released) {
  const std::int64_t count = number_at(released, "count");
  std::string text = "Released " + counted(number_at(released, "released"), "change", "changes") + " until " +
                     text_at(released, "until") + ": each passes when the identity provider asks for it again.\n";
  if (count > 0) text += "Until then " + counted(count, "loss", "losses") + " more may pass beyond the limit.\n";
  return text;
}

}  // namespace bridge::app
