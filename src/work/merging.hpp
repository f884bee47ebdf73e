#pragma once
// Pure additions of members to one group that wait behind each other in its lane, as one call. Each is decided
// as if those before it had been carried out.

#include <optional>
#include <set>

#include "decision.hpp"
#include "state.hpp"

namespace bridge::work {

class Merging {
 public:
  /// Nothing where the first one is no pure addition that one call can carry.
  [[nodiscard]] static std::optional<Merging> begin(const State& state, const Edit& first, const Decision& decision);

  enum class Fit : std::uint8_t {
    /// It travels along; `decision` is what it comes to.
    Joins,
    /// It stays where it is: refused, or nothing to do. Those behind it may join, since additions have no order.
    Waits,
    /// Neither it nor anybody behind it may join.
    Ends,
  };
  [[nodiscard]] Fit take(const Edit& edit, Decision& decision);

  /// The call for all that joined; nothing where only the first did, or no single call can carry them.
  [[nodiscard]] std::optional<route::Call> call() const;

 private:
  Merging(const State& state, const Edit& first, const Decision& decision);
  [[nodiscard]] bool precondition_holds(const Edit& edit) const;
  [[nodiscard]] Fit fit_of(const Decision& decision) const;

  const State& state_;
  Edit first_;
  store::Row row_;
  route::Route way_;
  std::set<core::ResourceId> joining_;
  std::size_t edits_ = 1;
};

}  // namespace bridge::work
