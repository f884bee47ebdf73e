#include "written.hpp"

#include "aim.hpp"

namespace bridge::work {

void Written::note(const store::Publication& publication, const store::Index& index, route::Route mirror,
                   std::uint64_t now) {
  for (const store::EntryPtr& entry : publication.entries) {
    at_[entry->row.id] = now;
    const store::EntryPtr before = index.find(entry->row.kind, entry->row.id);
    if (before && link_of(before->row, mirror) != link_of(entry->row, mirror)) let_go(before, mirror, now);
  }
  for (const auto& membership : publication.memberships) at_[membership.group] = now;
  for (const auto& [kind, id] : publication.dropped) {
    at_[id] = now;
    let_go(index.find(kind, id), mirror, now);
  }
}

void Written::let_go(const store::EntryPtr& entry, route::Route mirror, std::uint64_t now) {
  const auto upstream = entry ? link_of(entry->row, mirror) : std::nullopt;
  if (upstream) let_go_[{entry->row.kind, upstream->text}] = now;
}

bool Written::is_after(const core::ResourceId& id, std::uint64_t asked_at) const {
  const auto written = at_.find(id);
  return written != at_.end() && written->second > asked_at;
}

bool Written::was_let_go(store::Kind kind, const core::UpstreamId& upstream, std::uint64_t asked_at) const {
  const auto gone = let_go_.find({kind, upstream.text});
  return gone != let_go_.end() && gone->second > asked_at;
}

void Written::forget_until(std::uint64_t asked_at) {
  std::erase_if(at_, [&](const auto& written) { return written.second <= asked_at; });
  std::erase_if(let_go_, [&](const auto& gone) { return gone.second <= asked_at; });
}

}  // namespace bridge::work
