#pragma once
// Every order in which things can happen: each run makes one choice after another, the next run another last one.

#include <cstddef>
#include <optional>
#include <random>
#include <vector>

namespace bridge::accelerated {

class Interleavings {
 public:
  /// With a number, so many orders by chance instead of all of them.
  explicit Interleavings(std::optional<std::size_t> by_chance = std::nullopt) : by_chance_(by_chance) {}

  /// Which of so many (one at least) comes next in this run.
  std::size_t choose(std::size_t options) {
    if (by_chance_) return chance_() % options;
    if (at_ == made_.size()) made_.push_back({0, options});
    return made_[at_++].chosen;
  }

  /// Goes on to the next order; false when all have been.
  bool next() {
    at_ = 0;
    ++count_;
    if (by_chance_) return count_ < *by_chance_;
    while (!made_.empty() && made_.back().chosen + 1 == made_.back().options) made_.pop_back();
    if (made_.empty()) return false;
    ++made_.back().chosen;
    return true;
  }

  /// How many runs there were.
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  struct Choice {
    std::size_t chosen = 0;
    std::size_t options = 0;
  };
  std::optional<std::size_t> by_chance_;
  std::minstd_rand chance_{1};
  std::vector<Choice> made_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
};

}  // namespace bridge::accelerated
