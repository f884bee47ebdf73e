#pragma once
// The people and groups of one organisation, with their ids. No rules: those are the operations'.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/records.hpp"

namespace bridge::emulator {

class Organisation {
 public:
  /// Puts the user in with a new id (or `user.id`, when it is not 0).
  User& add_user(User user);
  Group& add_group(Group group);

  /// Null pointer when there is none.
  [[nodiscard]] User* user(std::int64_t id);
  [[nodiscard]] const User* user(std::int64_t id) const;
  /// By address, case ignored.
  [[nodiscard]] User* user_by_email(std::string_view email);
  [[nodiscard]] Group* group(std::int64_t id);

  /// False when the address belongs to somebody else.
  bool change_email(User& user, const std::string& email);
  /// Keeps a copy among the former users; groups are left as they are.
  void remove_user(std::int64_t id);
  void remove_group(std::int64_t id);
  /// Takes the user out of every group; the groups that lost a member get `modified`, when given.
  void leave_all_groups(std::int64_t user, std::optional<core::Instant> modified);

  /// A user who was removed.
  [[nodiscard]] const User* former(std::int64_t id) const;
  [[nodiscard]] std::vector<const User*> former_users() const;
  [[nodiscard]] const User* former_by_email(std::string_view email) const;

  /// In the order in which they were added.
  [[nodiscard]] std::vector<const User*> users() const;
  [[nodiscard]] std::vector<const Group*> groups() const;
  [[nodiscard]] std::vector<Group*> groups_owned_by(std::int64_t user);
  [[nodiscard]] bool group_name_taken(std::string_view name, bool ignore_case, std::int64_t except = 0) const;
  [[nodiscard]] std::uint32_t licences_taken() const;

 private:
  [[nodiscard]] std::int64_t next_id();

  std::uint64_t ids_given_ = 0;
  std::uint64_t places_given_ = 0;
  // By place in the list; the indexes lead from id and folded address to it.
  std::map<std::uint64_t, User> users_;
  std::map<std::uint64_t, Group> groups_;
  std::unordered_map<std::int64_t, std::uint64_t> user_by_id_;
  std::unordered_map<std::string, std::uint64_t> user_by_email_;
  std::unordered_map<std::int64_t, std::uint64_t> group_by_id_;
  std::unordered_map<std::int64_t, User> former_;
};

}  // namespace bridge::emulator
