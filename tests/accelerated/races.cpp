#include "accelerated/race.hpp"

namespace bridge::accelerated {

namespace {

using store::EntryPtr;
using store::Kind;

EntryPtr entry(const World& world, Kind kind, const char* name) {
  const EntryPtr found = world.tenant().index().find_by_name(kind, name);
  return found && found->row.life == store::Life::Visible ? found : nullptr;
}

std::string name_part(const EntryPtr& person, std::string_view part) {
  const core::Value* name = person ? person->shown.find("name") : nullptr;
  const core::Object* parts = name != nullptr ? name->if_object() : nullptr;
  return parts != nullptr ? std::string(core::text_or_empty(*parts, part)) : "-";
}

bool is_active(const EntryPtr& person) {
  const core::Value* active = person ? person->shown.find("active") : nullptr;
  return active != nullptr && *active == core::Value(true);
}

bool is_member(const World& world, const char* group, const char* person) {
  const EntryPtr of = entry(world, Kind::Group, group);
  const EntryPtr who = entry(world, Kind::User, person);
  return of && who && world.tenant().index().is_member(of->row.id, who->row.id);
}

std::string unless(bool fine, const char* wrong) { return fine ? std::string() : std::string(wrong); }

constexpr const char* kBen = "ben@example.com";
constexpr const char* kDora = "dora@example.com";

Request rename_ben(World& world) {
  return patch_user(world, kBen, R"({"op":"replace","path":"name.givenName","value":"Benny"})");
}
Request give_ben_family(World& world) {
  return patch_user(world, kBen, R"({"op":"replace","path":"name.familyName","value":"Long"})");
}
Request deactivate_ben(World& world) {
  return patch_user(world, kBen, R"({"op":"replace","path":"active","value":false})");
}
Request create_dora() { return {"POST", "/Users", user_body(kDora, R"("name":{"givenName":"Dora"})")}; }
Request add_heir(World& world) {
  return patch_group(
      world, "Staff",
      R"({"op":"add","path":"members","value":[{"value":")" + user_id(world, "heir@example.com") + R"("}]})");
}
Request remove_ben(World& world) {
  return patch_group(world, "Staff",
                     R"({"op":"remove","path":"members[value eq \")" + user_id(world, kBen) + R"(\"]"})");
}
Request rename_staff(World& world) {
  return patch_group(world, "Staff", R"({"op":"replace","path":"displayName","value":"People"})");
}

std::string ben_is_renamed(const World& world) {
  return unless(name_part(entry(world, Kind::User, kBen), "givenName") == "Benny", "ben has the name of before");
}
std::string ben_has_family(const World& world) {
  return unless(name_part(entry(world, Kind::User, kBen), "familyName") == "Long", "ben has the family name of before");
}
std::string ben_is_inactive(const World& world) {
  const EntryPtr ben = entry(world, Kind::User, kBen);
  return unless(ben && !is_active(ben), "ben is active");
}
std::string ben_is_gone(const World& world) { return unless(!entry(world, Kind::User, kBen), "ben is back"); }
std::string dora_is_there(const World& world) {
  return unless(name_part(entry(world, Kind::User, kDora), "givenName") == "Dora",
                "dora is not there, or not as asked");
}
std::string heir_is_in(const World& world) {
  const bool in = is_member(world, "Staff", "heir@example.com") || is_member(world, "People", "heir@example.com");
  return unless(in, "heir is no member");
}
std::string ben_is_out(const World& world) { return unless(!is_member(world, "Staff", kBen), "ben is a member"); }
std::string staff_is_renamed(const World& world) {
  return unless(entry(world, Kind::Group, "People") && !entry(world, Kind::Group, "Staff"), "the old name is back");
}

Race one_write(const char* name, bool of_groups, std::function<Request(World&)> ask,
               std::function<std::string(const World&)> wrong) {
  Race race;
  race.name = name;
  race.of_groups = of_groups;
  race.page_size = of_groups ? 0 : 3;
  race.ask = [ask = std::move(ask)](World& world) { return std::vector{ask(world)}; };
  race.wrong = std::move(wrong);
  return race;
}

Race two_writes(const char* name, bool of_groups, std::function<std::vector<Request>(World&)> ask,
                std::function<std::string(const World&)> wrong) {
  Race race;
  race.name = name;
  race.of_groups = of_groups;
  race.commits = false;
  race.ask = std::move(ask);
  race.wrong = std::move(wrong);
  return race;
}

Race with_hand(Race race, std::function<void(World&)> by_hand, std::set<std::string> late) {
  race.by_hand = std::move(by_hand);
  race.late = std::move(late);
  race.commits = false;
  return race;
}

}  // namespace

std::vector<Race> people_races() {
  const auto remove_anna = [](World& world) { world.smartsheet().remove_user(world.person("anna@example.com")); };
  const auto add_zoe = [](World& world) {
    world.smartsheet().add_user(core::Object{{"email", "zoe@example.com"}, {"firstName", "Zoe"}});
  };
  const auto erase_ben = [](World& world) { return delete_user(world, kBen); };
  return {
      one_write(
          "create", false, [](World&) { return create_dora(); }, dora_is_there),
      one_write("change", false, rename_ben, ben_is_renamed),
      one_write("deactivate", false, deactivate_ben, ben_is_inactive),
      one_write("delete", false, erase_ben, ben_is_gone),
      two_writes(
          "change_twice", false,
          [](World& world) {
            return std::vector{rename_ben(world), give_ben_family(world)};
          },
          [](const World& world) { return ben_is_renamed(world) + ben_has_family(world); }),
      two_writes(
          "create_and_delete", false,
          [=](World& world) {
            return std::vector{create_dora(), erase_ben(world)};
          },
          [](const World& world) { return dora_is_there(world) + ben_is_gone(world); }),
      with_hand(one_write("change_while_somebody_goes", false, rename_ben, ben_is_renamed), remove_anna,
                {"anna@example.com"}),
      with_hand(one_write(
                    "create_while_somebody_goes", false, [](World&) { return create_dora(); }, dora_is_there),
                remove_anna, {"anna@example.com"}),
      with_hand(one_write("change_while_somebody_comes", false, rename_ben, ben_is_renamed), add_zoe,
                {"zoe@example.com"}),
  };
}

std::vector<Race> group_races() {
  const auto drop_anna = [](World& world) {
    world.smartsheet().set_members(world.group("Staff") != 0 ? world.group("Staff") : world.group("People"),
                                   {world.person(kBen), world.person("carl@example.com")});
  };
  const auto erase_staff = [](World& world) {
    return Request{"DELETE", "/Groups/" + world.id_of(Kind::Group, "Staff")};
  };
  const auto create_crowd = [](World& world) {
    return Request{"POST", "/Groups", group_body("Crowd", {user_id(world, kBen)})};
  };
  return {
      one_write("create_group", true, create_crowd,
                [](const World& world) { return unless(is_member(world, "Crowd", kBen), "Crowd is not as asked"); }),
      one_write("add_member", true, add_heir, heir_is_in),
      one_write("remove_member", true, remove_ben, ben_is_out),
      one_write("rename_group", true, rename_staff, staff_is_renamed),
      one_write("delete_group", true, erase_staff,
                [](const World& world) { return unless(!entry(world, Kind::Group, "Staff"), "Staff is back"); }),
      one_write("deactivate_member", true, deactivate_ben, ben_is_inactive),
      one_write(
          "delete_member", true, [](World& world) { return delete_user(world, kBen); }, ben_is_gone),
      two_writes(
          "add_and_remove_members", true,
          [](World& world) {
            return std::vector{add_heir(world), remove_ben(world)};
          },
          [](const World& world) { return heir_is_in(world) + ben_is_out(world); }),
      two_writes(
          "rename_and_add_member", true,
          [](World& world) {
            return std::vector{rename_staff(world), add_heir(world)};
          },
          [](const World& world) { return staff_is_renamed(world) + heir_is_in(world); }),
      with_hand(one_write("rename_while_a_member_goes", true, rename_staff, staff_is_renamed), drop_anna, {}),
  };
}

}  // namespace bridge::accelerated
