#pragma once
// What one request may use of a dialect, and what it has used: however often, it counts once.

#include "bridge/dialect/dialect.hpp"

namespace bridge::dialect {

class Uses {
 public:
  /// The dialect must outlive it.
  explicit Uses(const Dialect& dialect) : dialect_(&dialect) {}

  [[nodiscard]] bool allows(Leniency leniency) const noexcept { return dialect_->allows(leniency); }
  void mark(Leniency leniency) { used_.set(static_cast<std::size_t>(leniency)); }
  [[nodiscard]] bool none() const noexcept { return used_.none(); }

  /// Nothing used yet: for what may turn out not to be used after all.
  [[nodiscard]] Uses fresh() const { return Uses(*dialect_); }
  void add(const Uses& other) { used_ |= other.used_; }

  void count(Counters& counters) const {
    for (std::size_t i = 0; i < kLeniencies; ++i) {
      if (used_.test(i)) counters.count(static_cast<Leniency>(i));
    }
  }

 private:
  const Dialect* dialect_;
  std::bitset<kLeniencies> used_;
};

}  // namespace bridge::dialect
