#include <filesystem>

#include <unistd.h>

#include "accelerated/scenario.hpp"

namespace bridge::accelerated {

namespace {

constexpr const char* kNames = R"("name":{"givenName":"Eve","familyName":"Moss"})";
constexpr const char* kRoles = R"("roles":[{"value":"LICENSED_USER"},{"value":"GROUP_ADMIN"}])";
constexpr const char* kOff = R"({"op":"replace","value":{"active":false}})";
constexpr const char* kOn = R"({"op":"replace","path":"active","value":true})";

/// REST reactivates with the roles of before, and takes them with the next call: it may refuse to do so earlier.
constexpr const char* kRoleOfBefore = "eve@example.com is groupAdmin";

std::string eve(const std::string& more = {}) {
  return user_body("eve@example.com", kNames + (more.empty() ? "" : "," + more));
}

void make_eve(World& world) { must(world, {"POST", "/Users", eve(kRoles)}); }

void put_eve_into_team(World& world) {
  make_eve(world);
  const std::string value = R"([{"value":")" + user_id(world, "eve@example.com") + R"("}])";
  must(world, patch_group(world, "Team", R"({"op":"add","path":"members","value":)" + value + "}"));
  must(world, patch_group(world, "Crew", R"({"op":"add","path":"members","value":)" + value + "}"));
}

Scenario post(std::string name, std::string body) {
  Scenario made;
  made.name = std::move(name);
  made.ask = [body = std::move(body)](World&) { return std::vector<Request>{{"POST", "/Users", body}}; };
  made.statuses = {201};
  return made;
}

Scenario patch_eve(std::string name, std::function<void(World&)> prepare, std::string operations) {
  Scenario made;
  made.name = std::move(name);
  made.prepare = std::move(prepare);
  made.ask = [operations = std::move(operations)](World& world) {
    return std::vector{patch_user(world, "eve@example.com", operations)};
  };
  return made;
}

/// A file for each run, gone with the program.
class Disk {
 public:
  Disk() = default;
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk() { clear(); }
  [[nodiscard]] std::string fresh_file() {
    clear();
    return (directory_ / "store.db").string();
  }

 private:
  void clear() const {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("scimbridge-matrix-" + std::to_string(::getpid()));
};

/// With SQLite under it; the other scenarios keep their rows in memory.
Scenario on_disk(Scenario scenario) {
  scenario.name += "_kept_on_disk";
  scenario.on = {Services::Rest};
  scenario.configure = [](WorldOptions& options) {
    static Disk disk;
    options.store_file = disk.fresh_file();
  };
  return scenario;
}

std::vector<Scenario> creations() {
  std::vector<Scenario> all{post("create_person", eve()), post("create_person_with_roles", eve(kRoles))};
  all.push_back(post("create_inactive_person", eve(R"("active":false)")));
  all.back().passing = {"eve@example.com signs in"};
  all.push_back(post("create_outsider", user_body("otto@outside.example", std::string(kNames) + "," + kRoles)));
  all.back().on = {Services::Rest, Services::ScimAndRest};
  return all;
}

std::vector<Scenario> changes() {
  std::vector<Scenario> all;
  all.push_back(patch_eve("change_names", make_eve,
                          R"({"op":"replace","path":"name.familyName","value":"Moor"},)"
                          R"({"op":"replace","path":"title","value":"Head"})"));
  all.push_back(
      patch_eve("change_roles", make_eve, R"({"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"}]})"));
  all.push_back(patch_eve("deactivate", put_eve_into_team, kOff));
  all.push_back(patch_eve(
      "reactivate_with_roles",
      [](World& world) {
        put_eve_into_team(world);
        must(world, patch_user(world, "eve@example.com", kOff));
      },
      std::string(kOn) + R"(,{"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"}]})"));
  all.back().passing = {kRoleOfBefore};
  Scenario replace;
  replace.name = "replace_person";
  replace.prepare = make_eve;
  replace.ask = [](World& world) {
    const std::string body = user_body("eve@example.com", R"("name":{"givenName":"Eva","familyName":"Moss"},)"
                                                          R"("active":true,"roles":[{"value":"LICENSED_USER"}])");
    return std::vector<Request>{{"PUT", "/Users/" + user_id(world, "eve@example.com"), body}};
  };
  all.push_back(std::move(replace));
  return all;
}

Scenario removal() {
  Scenario made;
  made.name = "delete_person";
  made.prepare = put_eve_into_team;
  made.ask = [](World& world) { return std::vector{delete_user(world, "eve@example.com")}; };
  made.statuses = {204, 404};
  return made;
}

Scenario revival() {
  Scenario made = post("revive", eve(R"("roles":[{"value":"LICENSED_USER"}])"));
  made.prepare = [](World& world) {
    put_eve_into_team(world);
    must(world, delete_user(world, "eve@example.com"));
  };
  made.passing = {kRoleOfBefore};
  return made;
}

}  // namespace

std::vector<Scenario> person_scenarios() {
  std::vector<Scenario> all = creations();
  for (Scenario& one : changes()) all.push_back(std::move(one));
  all.push_back(removal());
  all.push_back(revival());
  all.push_back(on_disk(creations().at(1)));
  all.push_back(on_disk(revival()));
  return all;
}

}  // namespace bridge::accelerated
