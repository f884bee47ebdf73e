#include "accelerated/scenario.hpp"
#include "bridge/route/change.hpp"

namespace bridge::accelerated {

namespace {

std::string crowd_name(std::size_t i) { return "c" + std::to_string(i) + "@example.com"; }

/// More people than one call takes.
const std::size_t kCrowd = route::kMembersInOneCall + 1;

std::vector<std::string> ids_of(World& world, const std::vector<std::string>& names) {
  std::vector<std::string> ids;
  for (const std::string& name : names) ids.push_back(user_id(world, name));
  return ids;
}

std::string members(World& world, const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& id : ids_of(world, names)) list += (list.empty() ? "" : ",") + (R"({"value":")" + id + "\"}");
  return "[" + list + "]";
}

void make_staff(World& world) {
  must(world, {"POST", "/Groups", group_body("Staff", ids_of(world, {"anna@example.com", "ben@example.com"}))});
}

Scenario patch_staff(std::string name, std::function<std::vector<std::string>(World&)> operations) {
  Scenario made;
  made.name = std::move(name);
  made.prepare = make_staff;
  made.statuses = {200, 204};
  made.ask = [operations = std::move(operations)](World& world) {
    std::vector<Request> requests;
    for (const std::string& one : operations(world)) requests.push_back(patch_group(world, "Staff", one));
    return requests;
  };
  return made;
}

std::string addition(World& world, const std::vector<std::string>& names) {
  return R"({"op":"add","path":"members","value":)" + members(world, names) + "}";
}

Scenario creation() {
  Scenario made;
  made.name = "create_group";
  made.statuses = {201};
  made.ask = [](World& world) {
    const auto ids = ids_of(world, {"anna@example.com", "ben@example.com", "carl@example.com"});
    return std::vector<Request>{{"POST", "/Groups", group_body("Staff", ids)}};
  };
  return made;
}

Scenario large_creation() {
  Scenario made;
  made.name = "create_large_group";
  made.large = true;
  made.statuses = {201};
  made.on = {Services::Rest, Services::ScimAndRest};
  made.fill = [](emulator::Emulator& smartsheet) {
    for (std::size_t i = 0; i < kCrowd; ++i) smartsheet.add_user(core::Object{{"email", crowd_name(i)}});
  };
  made.ask = [](World& world) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kCrowd; ++i) names.push_back(crowd_name(i));
    return std::vector<Request>{{"POST", "/Groups", group_body("Staff", ids_of(world, names))}};
  };
  return made;
}

Scenario removal() {
  Scenario made;
  made.name = "delete_group";
  made.prepare = make_staff;
  made.statuses = {204, 404};
  made.ask = [](World& world) {
    return std::vector<Request>{{"DELETE", "/Groups/" + world.id_of(store::Kind::Group, "Staff")}};
  };
  return made;
}

Scenario replacement() {
  Scenario made;
  made.name = "replace_members";
  made.prepare = make_staff;
  made.ask = [](World& world) {
    const auto ids = ids_of(world, {"ben@example.com", "carl@example.com", "heir@example.com"});
    return std::vector<Request>{
        {"PUT", "/Groups/" + world.id_of(store::Kind::Group, "Staff"), group_body("Staff", ids)}};
  };
  return made;
}

}  // namespace

std::vector<Scenario> group_scenarios() {
  std::vector<Scenario> all{creation(), large_creation(), removal(), replacement()};
  all.push_back(patch_staff("add_members", [](World& world) {
    return std::vector{addition(world, {"carl@example.com", "heir@example.com"})};
  }));
  all.push_back(patch_staff("add_members_at_once", [](World& world) {
    return std::vector{addition(world, {"carl@example.com"}), addition(world, {"heir@example.com"}),
                       addition(world, {"admin@example.com"})};
  }));
  all.push_back(patch_staff("remove_members", [](World& world) {
    std::string operations;
    for (const char* name : {"anna@example.com", "ben@example.com"}) {
      operations += std::string(operations.empty() ? "" : ",") + R"({"op":"remove","path":"members[value eq \")" +
                    user_id(world, name) + R"(\"]"})";
    }
    return std::vector{operations};
  }));
  all.push_back(patch_staff("rename_group", [](World&) {
    return std::vector<std::string>{R"({"op":"replace","path":"displayName","value":"People"})"};
  }));
  return all;
}

}  // namespace bridge::accelerated
