#include "emulator/seed.hpp"

#include <array>
#include <string>

namespace bridge::emulator {

namespace {

constexpr std::array<const char*, 12> kFirstNames{"Ada",   "Barbara", "Claude", "Dorothy", "Edsger", "Frances",
                                                  "Grace", "Hedy",    "Ivan",   "Jean",    "Karen",  "Linus"};
constexpr std::array<const char*, 11> kLastNames{"Archer", "Baker", "Cooper", "Draper", "Fisher", "Gardner",
                                                 "Hunter", "Mason", "Porter", "Smith",  "Taylor"};
constexpr std::array<const char*, 6> kDepartments{"Engineering", "Finance", "Legal", "Marketing", "Sales", "Support"};

User owner(const Options& options, core::Instant now) {
  User user;
  user.modified_at = now;
  user.email = "admin@example.com";
  user.first_name = "Olivia";
  user.last_name = "Owner";
  user.admin = user.licensed = user.group_admin = true;
  user.last_login = now;
  if (options.licences == LicenceModel::Seats) user.seat_type = "MEMBER";
  return user;
}

User example_user(const Options& options, std::uint32_t number, core::Instant now) {
  const std::string domain = options.domains.empty() ? "example.com" : options.domains.front();
  User user;
  user.modified_at = now;
  user.first_name = kFirstNames[number % kFirstNames.size()];
  user.last_name = kLastNames[number % kLastNames.size()];
  user.email = "user" + std::to_string(number + 1) + "@" + domain;
  user.licensed = number % 3 != 0;
  user.profile = core::Object{{"department", kDepartments[number % kDepartments.size()]}};
  if (options.licences == LicenceModel::Seats) {
    user.licensed = true;
    user.seat_type = "MEMBER";
  }
  return user;
}

std::string group_name(std::uint32_t number) {
  const std::string name = kDepartments[number % kDepartments.size()];
  const auto round = number / kDepartments.size();
  return round == 0 ? name : name + " " + std::to_string(round + 1);
}

}  // namespace

Organisation first_organisation(const Options& options, core::Instant now) {
  Organisation organisation;
  const std::int64_t owner_id = organisation.add_user(owner(options, now)).id;
  std::vector<std::int64_t> people;
  for (std::uint32_t i = 0; i < options.seed_users; ++i) {
    people.push_back(organisation.add_user(example_user(options, i, now)).id);
  }
  for (std::uint32_t i = 0; i < options.seed_groups; ++i) {
    Group group;
    group.name = group_name(i);
    group.description = "Everybody in " + group.name;
    group.owner_id = owner_id;
    group.created_at = group.modified_at = now;
    for (std::size_t j = i; j < people.size(); j += options.seed_groups) group.members.add(people[j]);
    organisation.add_group(std::move(group));
  }
  return organisation;
}

}  // namespace bridge::emulator
