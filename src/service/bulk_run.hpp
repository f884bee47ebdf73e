#pragma once
// One bulk request on its way: begins its operations in their order, several at a time where nothing
// hangs on which ends first, and answers when all of them have ended.

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/scim/bulk.hpp"
#include "bridge/service/service.hpp"

namespace bridge::service {

class BulkRun final : public std::enable_shared_from_this<BulkRun> {
 public:
  /// Carries one operation out: with the id in its path and its data, references resolved. Calls `done`
  /// once, on any thread, also before it returns.
  using Execute =
      std::function<void(const scim::BulkOperation&, core::ResourceId id, core::Value data, WriteDone done)>;
  /// What became of each operation, in the order of the request; nothing for those that were not begun.
  using Results = std::vector<std::optional<core::Result<Written>>>;
  using Done = std::function<void(const scim::BulkRequest&, Results)>;

  struct Settings {
    /// How many may be on their way together; with failOnErrors it is one.
    std::size_t in_flight = 1;
    /// Whether an operation may still be begun; those that may not are Overloaded.
    std::function<bool()> in_time;
  };

  BulkRun(scim::BulkRequest request, Settings settings, Execute execute, Done done);

  /// Begins; from here on the run lives until it has answered.
  void start() { advance(); }

 private:
  using Started = std::variant<core::Fault, std::pair<core::ResourceId, core::Value>>;

  void advance();
  void begin(std::size_t index);
  void end(std::size_t index, core::Result<Written> result);
  [[nodiscard]] bool may_begin();
  [[nodiscard]] bool has_what_it_waits_for(const scim::BulkOperation& operation);
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] Started prepared(const scim::BulkOperation& operation) const;
  /// The resource that was made under this bulkId, which must have been.
  [[nodiscard]] const core::ResourceId& made(std::string_view bulk_id) const;

  const scim::BulkRequest request_;
  const Settings settings_;
  const Execute execute_;
  /// By bulkId.
  std::unordered_map<std::string_view, std::size_t> creations_;
  Done done_;

  /// Guards all that follows.
  mutable std::mutex mutex_;
  Results results_;
  /// Into the order of execution.
  std::size_t next_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t errors_ = 0;
  /// failOnErrors is reached: what was begun goes on, nothing more is begun.
  bool stopped_ = false;
  /// What the next operation was last found to wait for.
  std::optional<std::size_t> waits_for_;
  /// Somebody is beginning operations; whoever ends one meanwhile leaves the next to them.
  bool beginning_ = false;
};

}  // namespace bridge::service
