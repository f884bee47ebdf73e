#pragma once
// What was written, and when: what a page of Smartsheet that was asked for before does not know yet.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "bridge/core/ids.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/store/index.hpp"

namespace bridge::work {

/// Times are numbers of publications.
class Written {
 public:
  /// Before the index has it. `mirror`: whose names for the resources the pages bear.
  void note(const store::Publication& publication, const store::Index& index, route::Route mirror, std::uint64_t now);

  [[nodiscard]] bool is_after(const core::ResourceId& id, std::uint64_t asked_at) const;
  /// Whether what Smartsheet calls so was let go: its row is gone, or is known by another name.
  [[nodiscard]] bool was_let_go(store::Kind kind, const core::UpstreamId& upstream, std::uint64_t asked_at) const;

  /// No page is on its way any more that was asked for before.
  void forget_until(std::uint64_t asked_at);

 private:
  void let_go(const store::EntryPtr& entry, route::Route mirror, std::uint64_t now);

  std::unordered_map<core::ResourceId, std::uint64_t> at_;
  std::map<std::pair<store::Kind, std::string>, std::uint64_t> let_go_;
};

}  // namespace bridge::work
