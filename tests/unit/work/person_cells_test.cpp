// A test for each cell of the table of states: a real tenant is brought into the state, the event is fired, and the
// answer, the calls, what GET shows and the state after are what transition() says.

#include "unit/work/person_cells.hpp"

#include <gtest/gtest.h>

#include "bridge/route/record.hpp"

namespace bridge::work::test {
namespace {

using core::OnExisting;
using core::OnPending;
using core::OnReactivateExpired;

constexpr PersonEvent kLastEvent = PersonEvent::Deleted;
constexpr PersonState kLastState = PersonState::Gone;

Standing standing_in(PersonState state) {
  switch (state) {
    case PersonState::Pending:
    case PersonState::Leaver: return Standing::Pending;
    case PersonState::Declined: return Standing::Declined;
    case PersonState::Deactivated: return Standing::Deactivated;
    case PersonState::Removed: return Standing::Absent;
    default: return Standing::Active;
  }
}

std::vector<Standing> standings(PersonState state) {
  if (state == PersonState::Tombstoned) {
    return {Standing::Deactivated, Standing::Active, Standing::Pending, Standing::Declined, Standing::Absent};
  }
  if (state == PersonState::Unanswered) {
    return {Standing::Active, Standing::Pending, Standing::Declined, Standing::Deactivated};
  }
  return {standing_in(state)};
}

/// The ways in which an event can go for somebody, by policy and by what is known of them.
std::vector<Cell> variants(const Cell& plain) {
  std::vector<Cell> cells{plain};
  const auto add = [&](auto change) {
    Cell cell = plain;
    change(cell);
    cells.push_back(cell);
  };
  const bool returns = plain.event == PersonEvent::AskedActive || plain.event == PersonEvent::Posted;
  const bool blocked = plain.about.standing == Standing::Deactivated;
  if (returns && blocked && plain.state != PersonState::Unknown) {
    add([](Cell& cell) { cell.about.expired = true; });
    add([](Cell& cell) {
      cell.about.expired = true;
      cell.policy.deprovision.on_reactivate_expired = OnReactivateExpired::Invite;
    });
  }
  if (plain.about.standing == Standing::Pending) {
    add([](Cell& cell) { cell.policy.deprovision.pending = OnPending::Cancel; });
  }
  const bool adoptable = plain.state == PersonState::Live || plain.state == PersonState::Pending ||
                         plain.state == PersonState::Declined || plain.state == PersonState::Deactivated;
  if (adoptable && plain.event == PersonEvent::Posted) {
    add([](Cell& cell) { cell.about.managed = false; });
    add([](Cell& cell) { cell.policy.on_existing = OnExisting::Adopt; });
    add([](Cell& cell) {
      cell.about.managed = false;
      cell.policy.on_existing = OnExisting::Adopt;
    });
  }
  if (adoptable && plain.event == PersonEvent::AskedActive) add([](Cell& cell) { cell.about.managed = false; });
  if (plain.event == PersonEvent::Posted && plain.state == PersonState::Tombstoned) {
    add([](Cell& cell) { cell.about.wants_access = false; });
  }
  return cells;
}

std::vector<Cell> every_cell() {
  std::vector<Cell> cells;
  for (const Services services : {Services::Rest, Services::Scim, Services::Both}) {
    for (int state = 0; state <= static_cast<int>(kLastState); ++state) {
      for (int event = 0; event <= static_cast<int>(kLastEvent); ++event) {
        Cell plain;
        plain.state = static_cast<PersonState>(state);
        plain.event = static_cast<PersonEvent>(event);
        plain.services = services;
        for (const Standing standing : standings(plain.state)) {
          plain.about.standing = standing;
          for (const Cell& cell : variants(plain)) {
            if (can_be_told(cell)) cells.push_back(cell);
          }
        }
      }
    }
  }
  return cells;
}

class PersonCellTest : public ::testing::TestWithParam<Cell> {};

bool shows_access(PersonState state, const Circumstances& about, Told told) {
  if (state == PersonState::Unanswered && told == Told::Unasked) return true;
  return state == PersonState::Live || state == PersonState::Pending ||
         (state == PersonState::Unanswered && about.wants_access);
}

void expect_answer(const Asked& asked, const Transition& made, const std::string& id) {
  switch (made.told) {
    case Told::Ok:
    case Told::Created:
      ASSERT_TRUE(asked.ok()) << asked.fault() << ": " << asked.result->error().detail;
      EXPECT_EQ((*asked.result)->created, made.told == Told::Created);
      EXPECT_EQ(asked.id(), id);
      break;
    case Told::NoContent:
      ASSERT_TRUE(asked.ok()) << asked.fault() << ": " << asked.result->error().detail;
      EXPECT_EQ((*asked.result)->entry, nullptr);
      break;
    case Told::Conflict: EXPECT_EQ(asked.fault(), "Uniqueness"); break;
    case Told::NotFound: EXPECT_EQ(asked.fault(), "NotFound"); break;
    case Told::Forbidden:
      EXPECT_EQ(asked.fault(), "Forbidden");
      EXPECT_NE(asked.result->error().detail.find("on_reactivate_expired"), std::string::npos);
      break;
    case Told::Unasked: break;
  }
}

/// Calls that turn access on or off, and invitations, by route.
struct AccessCalls {
  std::size_t invitations = 0;
  std::size_t reactivations = 0;
  std::size_t deactivations = 0;
};

AccessCalls access_calls(const PersonInState& ann) {
  AccessCalls calls;
  calls.invitations = ann.calls("POST /users?") + ann.calls("POST /Users");
  calls.reactivations = ann.calls("POST /users/" + ann.id + "/reactivate");
  calls.deactivations = ann.calls("POST /users/" + ann.id + "/deactivate");
  const core::Value patched = ann.bench.scim_body("PATCH /Users/");
  if (patched.if_object() != nullptr) {
    for (const core::Value& one : *patched.if_object()->find("Operations")->if_array()) {
      const core::Object& operation = *one.if_object();
      if (core::text_or_empty(operation, "path") != "active") continue;
      ++(*operation.find("value") == core::Value(true) ? calls.reactivations : calls.deactivations);
    }
  }
  return calls;
}

void expect_calls(const PersonInState& ann, const Cell& cell, const Transition& made) {
  const AccessCalls calls = access_calls(ann);
  const bool was_blocked = cell.about.standing == Standing::Deactivated;
  const bool revives = made.deed == Deed::Revive && was_blocked && cell.about.wants_access;
  EXPECT_EQ(calls.invitations, made.deed == Deed::Invite ? 1U : 0U);
  EXPECT_EQ(calls.reactivations, made.deed == Deed::Reactivate || revives ? 1U : 0U);
  const bool takes = made.deed == Deed::TakeAccess && cell.about.standing == Standing::Active;
  if (made.deed != Deed::Settle && made.deed != Deed::Revive) {
    // A downgrade was access enough taken for `active` false; a DELETE blocks the account.
    const bool again = cell.state != PersonState::Downgraded || cell.event == PersonEvent::Deleted;
    EXPECT_EQ(calls.deactivations, takes && again ? 1U : 0U);
  }
  if (made.deed == Deed::Revive || (made.deed == Deed::Invite && made.told == Told::Created)) {
    EXPECT_TRUE(ann.team == 0 || !ann.bench.smartsheet.groups.at(ann.team).members.contains(std::stoll(ann.id)))
        << "no group from before";
  }
  if (made.told == Told::Conflict || made.told == Told::NotFound || made.told == Told::Forbidden ||
      (made.told == Told::Unasked && made.deed == Deed::Nothing)) {
    EXPECT_EQ(ann.bench.writes(), std::vector<std::string>());
  }
}

/// Smartsheet adds some people at once whom others it invites: both are the table's "pending".
PersonState as_invited(PersonState state, const Transition& made) {
  return made.deed == Deed::Invite && state == PersonState::Live ? PersonState::Pending : state;
}

/// Whom Smartsheet still has nobody can invite anew without REST: a fault that says so, and nothing is sent.
bool needs_rest(const Cell& cell, const Transition& made) {
  const bool is_there = cell.about.standing == Standing::Deactivated && cell.state != PersonState::Unknown;
  return cell.services == Services::Scim && made.deed == Deed::Invite && is_there;
}

TEST_P(PersonCellTest, GoesAsTheTableSays) {
  const Cell& cell = GetParam();
  PersonInState ann(cell);
  const store::EntryPtr before = ann.row();
  if (before) {
    ASSERT_EQ(ann.state_now(), cell.state);
    ASSERT_EQ(standing_of(before->row), cell.about.standing);
  }
  Circumstances about = cell.about;
  if (before) about.owed = circumstances_of(before->row, ann.bench.clock.now()).owed;
  const Transition made = transition(cell.state, cell.event, cell.policy, about);
  const AskedPtr asked = ann.fire();
  if (asked) {
    ASSERT_TRUE(asked->answered());
    if (needs_rest(cell, made)) {
      EXPECT_EQ(asked->fault(), "Forbidden");
      EXPECT_NE(asked->result->error().detail.find("[tenant.rest]"), std::string::npos);
      EXPECT_EQ(ann.bench.writes(), std::vector<std::string>());
      return;
    }
    expect_answer(*asked, made, ann.id);
  }
  expect_calls(ann, cell, made);
  EXPECT_STREQ(to_string(as_invited(ann.state_now(), made)), to_string(made.next));
  const store::EntryPtr after = ann.row();
  const bool is_there = made.next != PersonState::Unknown && made.next != PersonState::Gone;
  ASSERT_EQ(after != nullptr, is_there);
  if (!after || after->row.life != Life::Visible) return;
  if (made.next != PersonState::Unanswered) {
    EXPECT_EQ(route::is_active(after->shown), shows_access(made.next, cell.about, made.told));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, PersonCellTest, ::testing::ValuesIn(every_cell()),
                         [](const auto& row) { return name_of(row.param); });

}  // namespace
}  // namespace bridge::work::test
