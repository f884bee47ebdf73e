// Tarjan's algorithm for strongly connected components, without recursion: a chain of references is as
// long as the client makes it. It yields the components in the order in which they can be carried out.

#include <algorithm>
#include <limits>
#include <utility>

#include "bridge/scim/bulk.hpp"

namespace bridge::scim {

namespace {

constexpr std::size_t kUnseen = std::numeric_limits<std::size_t>::max();

class Ordering {
 public:
  explicit Ordering(const std::vector<std::vector<std::size_t>>& needs)
      : needs_(needs), seen_(needs.size(), kUnseen), lowest_(needs.size(), kUnseen), open_(needs.size(), false) {}

  BulkOrder run() {
    result_.order.reserve(needs_.size());
    for (std::size_t i = 0; i < needs_.size(); ++i) {
      if (seen_[i] == kUnseen) walk(i);
    }
    return std::move(result_);
  }

 private:
  /// One operation on the way, and the next of its needs.
  struct Step {
    std::size_t index;
    std::size_t next = 0;
  };

  void enter(std::size_t index) {
    seen_[index] = lowest_[index] = count_++;
    open_[index] = true;
    unfinished_.push_back(index);
    way_.push_back({index});
  }

  void walk(std::size_t from) {
    enter(from);
    while (!way_.empty()) {
      Step& step = way_.back();
      const std::size_t index = step.index;
      if (step.next == needs_[index].size()) {
        way_.pop_back();
        if (!way_.empty()) lower(way_.back().index, lowest_[index]);
        if (lowest_[index] == seen_[index]) finish(index);
        continue;
      }
      const std::size_t need = needs_[index][step.next++];
      if (seen_[need] == kUnseen) {
        enter(need);
      } else if (open_[need]) {
        lower(index, seen_[need]);
      }
    }
  }

  void lower(std::size_t index, std::size_t value) { lowest_[index] = std::min(lowest_[index], value); }

  void finish(std::size_t root) {
    const auto from = std::find(unfinished_.rbegin(), unfinished_.rend(), root).base() - 1;
    std::vector<std::size_t> component(from, unfinished_.end());
    unfinished_.erase(from, unfinished_.end());
    std::sort(component.begin(), component.end());
    for (const std::size_t index : component) open_[index] = false;
    result_.order.insert(result_.order.end(), component.begin(), component.end());
    const auto& own = needs_[root];
    const bool circle = component.size() > 1 || std::find(own.begin(), own.end(), root) != own.end();
    if (circle) result_.circles.push_back(std::move(component));
  }

  const std::vector<std::vector<std::size_t>>& needs_;
  std::vector<std::size_t> seen_;
  std::vector<std::size_t> lowest_;
  std::vector<bool> open_;
  std::vector<std::size_t> unfinished_;
  std::vector<Step> way_;
  std::size_t count_ = 0;
  BulkOrder result_;
};

}  // namespace

BulkOrder bulk_order(const std::vector<std::vector<std::size_t>>& needs) { return Ordering(needs).run(); }

}  // namespace bridge::scim
