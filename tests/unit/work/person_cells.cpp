#include "unit/work/person_cells.hpp"

#include <algorithm>
#include <cctype>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"

namespace bridge::work::test {

namespace {

const char* status_of(Standing standing) {
  switch (standing) {
    case Standing::Active: return "ACTIVE";
    case Standing::Pending: return "PENDING";
    case Standing::Declined: return "DECLINED";
    case Standing::Deactivated:
    case Standing::Absent: return "DEACTIVATED";
  }
  return "ACTIVE";
}

bool is_known(PersonState state) { return state != PersonState::Unknown && state != PersonState::Gone; }

bool has_access(PersonState state, Standing standing) {
  if (state == PersonState::Unanswered) return standing == Standing::Active || standing == Standing::Pending;
  return state == PersonState::Live || state == PersonState::Pending;
}

Standing seen_by(PersonEvent event) {
  switch (event) {
    case PersonEvent::SeenPending: return Standing::Pending;
    case PersonEvent::SeenDeclined: return Standing::Declined;
    case PersonEvent::SeenDeactivated: return Standing::Deactivated;
    case PersonEvent::SeenAbsent: return Standing::Absent;
    default: return Standing::Active;
  }
}

std::string patch_active(bool active) {
  return std::string(R"([{"op":"replace","path":"active","value":)") + (active ? "true" : "false") + "}]";
}

std::string safe(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return text;
}

}  // namespace

std::string name_of(const Cell& cell) {
  std::string name = safe(to_string(cell.state)) + "__" + safe(to_string(cell.event));
  name += cell.services == Services::Rest ? "__rest" : cell.services == Services::Scim ? "__scim" : "__both";
  if (!cell.about.managed) name += "__unmanaged";
  if (cell.about.expired) name += "__expired";
  if (!cell.about.wants_access) name += "__inactive";
  const bool by_standing = cell.state == PersonState::Tombstoned || cell.state == PersonState::Unanswered;
  if (by_standing) name += std::string("__") + status_of(cell.about.standing);
  if (by_standing && cell.about.standing == Standing::Absent) name += "_absent";
  if (cell.policy.on_existing == core::OnExisting::Adopt) name += "__adopt";
  if (cell.policy.deprovision.pending == core::OnPending::Cancel) name += "__cancel";
  if (cell.policy.deprovision.on_reactivate_expired == core::OnReactivateExpired::Invite) name += "__invite";
  return name;
}

bool can_be_told(const Cell& cell) {
  if (cell.services != Services::Scim) return true;
  const bool telling = cell.event != PersonEvent::SeenPending && cell.event != PersonEvent::SeenDeclined;
  const bool in_record = cell.about.standing == Standing::Active || cell.about.standing == Standing::Deactivated;
  const bool known = cell.state == PersonState::Live || cell.state == PersonState::Deactivated ||
                     cell.state == PersonState::Unknown || cell.state == PersonState::Gone ||
                     cell.state == PersonState::Tombstoned || cell.state == PersonState::Unanswered;
  return telling && in_record && known;
}

PersonInState::PersonInState(const Cell& cell) : bench(cell.services), cell_(cell) {
  bench.settings.access = cell.policy;
  bench.settings.access.deprovision.transfer_to = "heir@x.example";
  bench.settings.fixed_route = cell.services == Services::Rest ? route::Route::Rest : route::Route::Scim;
  bench.smartsheet.add_person("heir@x.example");
  bench.smartsheet.declined_may_be_invited = true;
  bench.smartsheet.deactivated_may_be_invited = true;
  if (!is_known(cell.state)) {
    id = "77";
    bench.start();
    return;
  }
  const std::int64_t number = bench.smartsheet.add_person(kName, status_of(cell.about.standing));
  bench.smartsheet.change_person(number, "licensedSheetCreator", true);
  if (cell.state == PersonState::Downgraded) bench.smartsheet.change_person(number, "licensedSheetCreator", false);
  id = std::to_string(number);
  team = bench.smartsheet.add_group("Team", {number});
  bench.store.contents.rows.push_back(on_disk());
  if (cell.about.standing == Standing::Absent) {
    bench.smartsheet.groups[team].members.clear();
    bench.smartsheet.people.erase(number);
  }
  if (cell.about.expired) bench.clock.advance(std::chrono::hours(24 * 31));
  bench.start();
}

store::Row PersonInState::on_disk() const {
  store::Row row = person_row(id, kName);
  const std::int64_t number = std::stoll(id);
  row.seen = route::stable_user(bench.smartsheet.people.at(number));
  if (bench.services != Services::Rest) row.links["scim"] = core::UpstreamId(bench.scim.id_of(number));
  if (bench.services == Services::Scim) {
    FakeScimService service(const_cast<FakeSmartsheet&>(bench.smartsheet));
    const auto reply = service.serve(
        std::get<route::ScimCall>(route::get_user(route::Route::Scim, core::UpstreamId(bench.scim.id_of(number)))));
    row.seen = route::stable_user(parse_object(std::get<transport::Answer>(reply).body));
    row.links.erase("rest");
  }
  row.seen_at_ask = row.seen;
  row.managed = cell_.about.managed;
  row.unanswered = cell_.state == PersonState::Unanswered;
  row.life = cell_.state == PersonState::Tombstoned ? Life::Deleted : Life::Visible;
  const bool active = has_access(cell_.state, cell_.about.standing);
  const std::string roles = R"("roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}])";
  if (row.managed) {
    row.asked = checked(Kind::User, person(kName, (active ? R"("active":true,)" : R"("active":false,)") + roles));
  }
  using store::Departure;
  if (cell_.about.standing == Standing::Deactivated) {
    row.leaving.how = Departure::Deactivated;
    row.leaving.since = bench.clock.now();
  }
  if (cell_.state == PersonState::Downgraded) row.leaving = {Departure::Downgraded, {}, {"LICENSED_USER"}, {}, {}};
  if (cell_.about.standing == Standing::Absent) row.leaving.how = Departure::Removed;
  if (cell_.state == PersonState::Leaver) row.leaving.owed = store::Owed::Access;
  return row;
}

void PersonInState::see(Standing standing) {
  const std::int64_t number = std::stoll(id);
  if (standing == Standing::Absent) {
    bench.smartsheet.people.erase(number);
  } else if (bench.smartsheet.people.contains(number)) {
    bench.smartsheet.change_person(number, "status", status_of(standing));
  } else {
    bench.smartsheet.add_person(kName, status_of(standing));
  }
  bench.refresh();
  bench.loop->run();
  const store::EntryPtr found = is_known(cell_.state) ? nullptr : bench.tenant->index().find_by_name(Kind::User, kName);
  if (found) id = found->row.id.text;
}

AskedPtr PersonInState::fire() {
  if (cell_.event <= PersonEvent::SeenAbsent) {
    see(seen_by(cell_.event));
    return nullptr;
  }
  AskedPtr asked;
  if (cell_.event == PersonEvent::AskedInactive || cell_.event == PersonEvent::AskedActive) {
    const bool active = cell_.event == PersonEvent::AskedActive;
    Edit edit = modify(Kind::User, id, patch_active(active));
    edit.takes_access = !active;
    asked = bench.ask(std::move(edit));
  } else if (cell_.event == PersonEvent::Deleted) {
    asked = bench.ask(remove(Kind::User, id));
  } else {
    const std::string more = R"("roles":[{"value":"LICENSED_USER"}])";
    asked = bench.ask(create(Kind::User, person(kName, cell_.about.wants_access ? more : more + R"(,"active":false)")));
    if (asked->ok()) bench.tenant->delivered(Kind::User, ResourceId(asked->id()), true);
    bench.loop->run();
    if (asked->ok() && !is_known(cell_.state)) id = asked->id();
  }
  return asked;
}

store::EntryPtr PersonInState::row() const { return bench.find(Kind::User, id); }

PersonState PersonInState::state_now() const {
  const store::EntryPtr entry = row();
  if (!entry) return cell_.state == PersonState::Unknown ? PersonState::Unknown : PersonState::Gone;
  const store::Row* kept = bench.store.row(Kind::User, id);
  return state_of(entry->row, kept != nullptr && kept->unanswered);
}

std::size_t PersonInState::calls(std::string_view line_begins) const {
  std::size_t count = 0;
  for (const std::string& line : bench.writes()) {
    if (std::string_view(line).substr(5).starts_with(line_begins)) ++count;
  }
  return count;
}

}  // namespace bridge::work::test
