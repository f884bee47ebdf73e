#pragma once
// What was asked, in order of arrival: the last hundred thousand requests.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>

#include "bridge/emulator/emulator.hpp"

namespace bridge::emulator {

class RequestLog {
 public:
  /// Gives the request its number. The status is filled in when it is known.
  std::uint64_t arrived(Logged request) {
    request.number = ++arrived_;
    entries_.push_back(std::move(request));
    if (entries_.size() > kMost) entries_.pop_front();
    return arrived_;
  }
  /// Does nothing when the entry has gone in between.
  void answered(std::uint64_t number, int status) {
    const std::uint64_t gone = arrived_ - entries_.size();
    if (number > gone) entries_[number - gone - 1].status = status;
  }
  [[nodiscard]] const std::deque<Logged>& entries() const { return entries_; }
  /// Numbers go on.
  void clear() { entries_.clear(); }

 private:
  static constexpr std::size_t kMost = 100'000;

  std::uint64_t arrived_ = 0;
  std::deque<Logged> entries_;
};

}  // namespace bridge::emulator
