#pragma once
// The members in a group's full record, into the mirror.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "bridge/route/change.hpp"
#include "mirror.hpp"
#include "state.hpp"

namespace bridge::work {

/// Bit by bit, so that writes pass between, however many they are. A bit is true whatever becomes of the next one.
class MembersReading final : public std::enable_shared_from_this<MembersReading> {
 public:
  /// Hears whether the group now has the members that the record says: not where a write has the group, or is making
  /// one of them. A fault where the store can't keep them.
  using Done = std::function<void(core::Result<bool>)>;
  MembersReading(State& state, core::ResourceId group, const core::Object& record, std::uint64_t asked_at, Done done);
  void start();

 private:
  [[nodiscard]] store::EntryPtr free_group() const;
  void find_people();
  void compare();
  void write();
  void keep_then(Learned learned, std::function<void(MembersReading&)> next);

  State& state_;
  core::ResourceId group_;
  std::uint64_t asked_at_;
  Done done_;
  bool tells_members_ = false;
  std::vector<route::RecordedMember> recorded_;
  std::size_t found_ = 0;
  std::vector<core::ResourceId> people_;
  bool whole_ = true;
  /// What is still to be written; taken from the ends.
  std::vector<core::ResourceId> joining_;
  std::vector<core::ResourceId> leaving_;
};

}  // namespace bridge::work
