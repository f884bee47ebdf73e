#pragma once
// A tenant with one person in a state of the table, an event for them, and what came of it.

#include <string>
#include <vector>

#include "unit/work/bench.hpp"
#include "work/person_state.hpp"

namespace bridge::work::test {

/// One cell of the table, on one way to Smartsheet.
struct Cell {
  PersonState state = PersonState::Live;
  PersonEvent event = PersonEvent::SeenActive;
  Services services = Services::Rest;
  core::AccessPolicy policy;
  /// managed, expired, standing, wants_access as the table takes them.
  Circumstances about;
};

[[nodiscard]] std::string name_of(const Cell& cell);

/// Whether Smartsheet's service tells the state and the event apart from others: its SCIM service knows neither
/// invitations nor who declined one.
[[nodiscard]] bool can_be_told(const Cell& cell);

/// Ann, in the state: on disk, in Smartsheet, and member of the group "Team".
class PersonInState {
 public:
  explicit PersonInState(const Cell& cell);
  /// Fires the event; the answer of one that is no request is empty.
  AskedPtr fire();
  /// Whatever is under her id, or under her name where she has none.
  [[nodiscard]] store::EntryPtr row() const;
  [[nodiscard]] PersonState state_now() const;
  /// How many calls that write begin so, "call " or "scim " left out.
  [[nodiscard]] std::size_t calls(std::string_view line_begins) const;

  static constexpr const char* kName = "ann@x.example";
  Bench bench;
  /// Her id, in the bridge and (REST's) in Smartsheet.
  std::string id;
  std::int64_t team = 0;

 private:
  [[nodiscard]] store::Row on_disk() const;
  void see(Standing standing);

  Cell cell_;
};

}  // namespace bridge::work::test
