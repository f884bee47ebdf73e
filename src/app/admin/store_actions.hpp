#pragma once
// Care for the store of a server that runs.

#include <functional>
#include <future>
#include <mutex>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/store/store.hpp"

namespace bridge::app {

/// Each takes as long as it takes, on a thread of its own; a second one meanwhile is Overloaded. `done` is
/// called once, on any thread.
class StoreActions {
 public:
  using Done = std::function<void(core::Result<core::Value>)>;
  /// The store must outlive the actions; the destructor waits for what is under way.
  explicit StoreActions(store::Store& store);

  /// -> store_json.hpp, to_value(CheckReport).
  void check(Done done);
  /// {"target"}, an absolute path -> store_json.hpp, backup_json().
  void back_up(const core::Value& body, Done done);

 private:
  void start(Done done, std::function<core::Result<core::Value>()> work);

  store::Store& store_;
  std::mutex mutex_;
  std::future<void> under_way_;
};

}  // namespace bridge::app
