// People who leave the fake Smartsheet (API pages "Remove User", "Deactivate User", "Update User").

#include <algorithm>
#include <string>

#include "unit/work/fake_smartsheet.hpp"
#include "unit/work/fakes.hpp"

namespace bridge::work::test {

using core::Object;
using transport::Reply;

namespace {

std::int64_t number(const Object& record, std::string_view name) {
  const core::Value* value = record.find(name);
  const std::int64_t* found = value != nullptr ? value->if_integer() : nullptr;
  return found != nullptr ? *found : 0;
}

std::int64_t transfer_to(const std::string& path) {
  const std::string name = "transferTo=";
  const std::size_t at = path.find(name);
  return at == std::string::npos ? 0 : std::stoll(path.substr(at + name.size()));
}

}  // namespace

bool FakeSmartsheet::owns_groups(std::int64_t id) const {
  return std::any_of(groups.begin(), groups.end(),
                     [&](const auto& group) { return number(group.second.record, "ownerId") == id; });
}

Reply FakeSmartsheet::remove_person(const route::RestCall& call, std::int64_t id) {
  const std::int64_t heir = transfer_to(call.path);
  const bool pending = core::text_or_empty(people[id], "status") == "PENDING";
  if (pending && heir != 0) return refusal(400, 1018);
  if (heir == 0 && owns_groups(id)) return refusal(400, 1121);
  if (heir != 0 && !people.contains(heir)) return refusal(400, 1019);
  if (owns_groups(id) && !core::flag_or_false(people[heir], "groupAdmin")) return refusal(400, 1107);
  for (auto& [group_id, group] : groups) {
    if (number(group.record, "ownerId") == id) group.record = group.record.with("ownerId", heir);
    if (group.members.erase(id) > 0) touch(group);
  }
  people.erase(id);
  return answer(200, Object{{"message", "SUCCESS"}, {"resultCode", 0}});
}

std::optional<Reply> FakeSmartsheet::serve_departure(const route::RestCall& call, const std::vector<std::string>& parts,
                                                     std::int64_t id) {
  if (call.method == "DELETE" && parts.size() == 2) return remove_person(call, id);
  if (parts.size() == 3 && parts[2] == "deactivate") {
    const bool pending = core::text_or_empty(people[id], "status") == "PENDING";
    if (pending && refuses_pending) return refusal(403, 1188);
    if (deactivation_refused) return refusal(*deactivation_refused == 1358 ? 501 : 403, *deactivation_refused);
  }
  const Object* body = call.body.if_object();
  const bool ends = call.method == "PUT" && body != nullptr && body->find("groupAdmin") != nullptr &&
                    !core::flag_or_false(*body, "groupAdmin");
  if (ends && core::flag_or_false(people[id], "groupAdmin") && owns_groups(id)) return refusal(403, 1269);
  return std::nullopt;
}

}  // namespace bridge::work::test
