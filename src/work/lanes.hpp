#pragma once
// One write at a time for a resource and for a name. A run joins all its lanes in one go, so runs wait
// for each other in order of arrival and can't wait in a circle.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace bridge::work {

/// Whatever waits in lanes.
class LaneUser {
 public:
  virtual ~LaneUser() = default;
  /// Called once, when the user is at the head of all its lanes.
  virtual void at_head() = 0;
};
using LaneUserPtr = std::shared_ptr<LaneUser>;

class Lanes {
 public:
  /// Joins; at_head() may be called before this returns.
  void join(const LaneUserPtr& user, std::vector<std::string> keys);
  /// Leaves all lanes, waiting or at the head; those behind move up.
  void leave(const LaneUserPtr& user);

  /// Those who wait behind the user, lane by lane, in order of arrival.
  [[nodiscard]] std::vector<LaneUserPtr> behind(const LaneUserPtr& user) const;
  /// Whether anybody does.
  [[nodiscard]] bool awaited(const LaneUserPtr& user) const;

  [[nodiscard]] bool busy(const std::string& key) const { return lanes_.contains(key); }
  [[nodiscard]] std::size_t users() const noexcept { return keys_.size(); }
  /// Everybody who waits or runs.
  [[nodiscard]] std::vector<LaneUserPtr> all() const;

 private:
  struct Membership {
    std::vector<std::string> keys;
    bool running = false;
  };
  [[nodiscard]] bool leads(const LaneUserPtr& user, const Membership& membership) const;
  void start_if_leading(const LaneUserPtr& user);

  std::unordered_map<std::string, std::deque<LaneUserPtr>> lanes_;
  std::unordered_map<LaneUserPtr, Membership> keys_;
};

}  // namespace bridge::work
