#pragma once
// What an identity provider knows that was acknowledged, and what it asked for without an answer.

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "integration/running_bridge.hpp"

namespace bridge::integration {

/// Which states are possible: one after an answer, two while there is none.
struct KnownPerson {
  std::string id;
  std::set<std::string> titles;
  std::set<bool> active;
  std::set<bool> deleted{false};
  /// In the group that everybody adds to.
  std::set<bool> member{false};
};

struct KnownGroup {
  std::string id;
  std::set<bool> deleted{false};
};

/// Callable from any thread.
class Ledger {
 public:
  void note(const std::string& name, const KnownPerson& known);
  void note(const std::string& name, const KnownGroup& known);
  /// A creation that nobody answered; it is answered once the person is noted.
  void unanswered(const std::string& name);

  [[nodiscard]] std::map<std::string, KnownPerson> people() const;
  [[nodiscard]] std::map<std::string, KnownGroup> groups() const;
  [[nodiscard]] std::set<std::string> unanswered() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, KnownPerson> people_;
  std::map<std::string, KnownGroup> groups_;
  std::set<std::string> unanswered_;
};

struct Verdict {
  std::size_t people = 0;
  /// Of them, whose access was taken, and who was deleted.
  std::size_t deactivated = 0;
  std::size_t deleted = 0;
  std::size_t memberships = 0;
  std::size_t groups = 0;
  /// Acknowledged, and not so, in the bridge or in Smartsheet.
  std::size_t lost = 0;
  /// Who stands twice in Smartsheet.
  std::size_t doubled = 0;
};

/// Asks the bridge for everything in the ledger, and looks at Smartsheet. What is still under way gets a while.
/// Every loss fails the test with its name.
[[nodiscard]] Verdict judge(RunningBridge& bridge, const Ledger& ledger, const std::string& group_id);

}  // namespace bridge::integration
