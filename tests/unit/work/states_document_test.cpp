// The table in docs/states.md is what transition() says. With SCIMBRIDGE_WRITE_DOCS set the test writes it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "work/person_state.hpp"

namespace bridge::work::test {
namespace {

using core::AccessPolicy;

constexpr const char* kBegin = "<!-- the table: generated, see tests/unit/work/states_document_test.cpp -->\n";
constexpr const char* kEnd = "<!-- end of the table -->\n";

std::filesystem::path document() { return std::filesystem::path(BRIDGE_SOURCE_DIR) / "docs/states.md"; }

std::string read_document() {
  std::ifstream file(document(), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A row of the document: a state, or one of its cases, as transition() takes it.
struct Case {
  PersonState state;
  const char* words;
  Circumstances about;
  AccessPolicy policy;
};

Circumstances about(Standing standing, bool managed = true, bool expired = false) {
  Circumstances circumstances;
  circumstances.standing = standing;
  circumstances.managed = managed;
  circumstances.expired = expired;
  return circumstances;
}

AccessPolicy with(core::OnExisting existing) {
  AccessPolicy policy;
  policy.on_existing = existing;
  return policy;
}

AccessPolicy with(core::OnPending pending) {
  AccessPolicy policy;
  policy.deprovision.pending = pending;
  return policy;
}

AccessPolicy with(core::OnReactivateExpired expired) {
  AccessPolicy policy;
  policy.deprovision.on_reactivate_expired = expired;
  return policy;
}

AccessPolicy taking(core::TakeAccess how) {
  AccessPolicy policy;
  policy.deprovision.on_deactivate = how;
  policy.deprovision.on_delete = how;
  return policy;
}

std::vector<Case> cases() {
  using enum PersonState;
  using core::OnExisting;
  using core::OnPending;
  using core::OnReactivateExpired;
  using core::TakeAccess;
  Circumstances owed_names = about(Standing::Pending);
  owed_names.owed = true;
  return {
      {Unknown, "", about(Standing::Active), {}},
      {Live, "", about(Standing::Active), {}},
      {Live, "`on_deactivate`, `on_delete` = \"downgrade\"", about(Standing::Active), taking(TakeAccess::Downgrade)},
      {Live, "`on_deactivate`, `on_delete` = \"remove\"", about(Standing::Active), taking(TakeAccess::Remove)},
      {Live, "nobody manages them", about(Standing::Active, false), {}},
      {Live, "the same, `on_existing` = \"adopt\"", about(Standing::Active, false), with(OnExisting::Adopt)},
      {Pending, "", about(Standing::Pending), {}},
      {Pending, "names are owed", owed_names, {}},
      {Pending, "`pending` = \"cancel\"", about(Standing::Pending), with(OnPending::Cancel)},
      {Pending, "nobody manages them, `on_existing` = \"adopt\"", about(Standing::Pending, false),
       with(OnExisting::Adopt)},
      {Leaver, "", about(Standing::Pending), {}},
      {Declined, "", about(Standing::Declined), {}},
      {Deactivated, "", about(Standing::Deactivated), {}},
      {Deactivated, "for more than 30 days", about(Standing::Deactivated, true, true), {}},
      {Deactivated, "the same, `on_reactivate_expired` = \"invite\"", about(Standing::Deactivated, true, true),
       with(OnReactivateExpired::Invite)},
      {Deactivated, "nobody manages them", about(Standing::Deactivated, false), {}},
      {Deactivated, "the same, `on_existing` = \"adopt\"", about(Standing::Deactivated, false),
       with(OnExisting::Adopt)},
      {Downgraded, "", about(Standing::Active), {}},
      {Removed, "", about(Standing::Absent), {}},
      {Tombstoned, "deactivated in Smartsheet", about(Standing::Deactivated), {}},
      {Tombstoned, "the same, for more than 30 days", about(Standing::Deactivated, true, true), {}},
      {Tombstoned, "reactivated in Smartsheet by hand", about(Standing::Active), {}},
      {Tombstoned, "invited", about(Standing::Pending), {}},
      {Tombstoned, "declined", about(Standing::Declined), {}},
      {Tombstoned, "removed by policy", about(Standing::Absent), {}},
      {Unanswered, "", about(Standing::Active), {}},
      {Unanswered, "invited", about(Standing::Pending), {}},
      {Unanswered, "declined", about(Standing::Declined), {}},
      {Unanswered, "deactivated", about(Standing::Deactivated), {}},
      {Gone, "", about(Standing::Active), {}},
  };
}

const char* answer_of(Told told) {
  switch (told) {
    case Told::Unasked: return "";
    case Told::Ok: return "200";
    case Told::Created: return "201";
    case Told::NoContent: return "204";
    case Told::Conflict: return "409";
    case Told::NotFound: return "404";
    case Told::Forbidden: return "403";
  }
  return "";
}

std::string cell_of(const Case& one, PersonEvent event) {
  const Transition made = transition(one.state, event, one.policy, one.about);
  std::string cell = to_string(made.next);
  const std::string answer = answer_of(made.told);
  if (!answer.empty()) cell = answer + ", " + cell;
  if (made.deed != Deed::Nothing) cell += std::string(": ") + to_string(made.deed);
  return cell;
}

std::string table_of(std::vector<PersonEvent> events) {
  std::string text = "| state | case |";
  std::string line = "|---|---|";
  for (const PersonEvent event : events) {
    text += std::string(" ") + to_string(event) + " |";
    line += "---|";
  }
  text += "\n" + line + "\n";
  std::string usual;
  for (const Case& one : cases()) {
    std::string cells;
    for (const PersonEvent event : events) cells += " " + cell_of(one, event) + " |";
    const bool first = *one.words == 0 || one.state == PersonState::Tombstoned;
    if (first && (*one.words == 0 || usual != cells))
      usual = cells;
    else if (cells == usual)
      continue;
    text += std::string("| ") + to_string(one.state) + " | " + one.words + " |" + cells + "\n";
  }
  return text;
}

std::string tables() {
  using enum PersonEvent;
  return "\nWhat the identity provider asks for: the answer, the state after, what is sent to Smartsheet.\n\n" +
         table_of({AskedActive, AskedInactive, Posted, Deleted}) +
         "\nWhat a refresh sees in Smartsheet: the state after, what is sent.\n\n" +
         table_of({SeenActive, SeenPending, SeenDeclined, SeenDeactivated, SeenAbsent}) + "\n";
}

TEST(StatesDocument, HasTheTableOfTheCode) {
  std::string text = read_document();
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + std::string(kBegin).size();
  if (std::getenv("SCIMBRIDGE_WRITE_DOCS") != nullptr) {
    text.replace(from, end - from, tables());
    std::ofstream(document(), std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text.substr(from, end - from), tables())
      << "run test_work with SCIMBRIDGE_WRITE_DOCS=1 and --gtest_filter=StatesDocument.*";
}

TEST(StatesDocument, NamesEveryStateAndEveryDeed) {
  const std::string text = read_document();
  for (int i = 0; i <= static_cast<int>(PersonState::Gone); ++i) {
    const std::string name = to_string(static_cast<PersonState>(i));
    EXPECT_NE(text.find("| **" + name + "** |"), std::string::npos) << name;
  }
  for (int i = 1; i <= static_cast<int>(Deed::Settle); ++i) {
    const std::string name = to_string(static_cast<Deed>(i));
    EXPECT_NE(text.find("- **" + name + "**"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace bridge::work::test
