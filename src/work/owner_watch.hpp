#pragma once
// Who owns the token of Smartsheet's REST API, and whether they still may do what the bridge does: asked at the
// start, with each full sweep and after a refusal that could mean they no longer may, so that the log tells before
// anything fails. The SCIM service tells nobody who owns its token.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/route/smartsheet_rest/owner.hpp"
#include "bridge/work/call_queue.hpp"

namespace bridge::work {

struct State;

/// Who owns one of the tenant's own tokens, by what REST calls them.
struct TokenOwner {
  core::UpstreamId id;
  std::string address;
  bool operator==(const TokenOwner&) const = default;
};

class OwnerWatch {
 public:
  explicit OwnerWatch(State& state) : state_(state) {}
  OwnerWatch(const OwnerWatch&) = delete;
  OwnerWatch& operator=(const OwnerWatch&) = delete;

  /// What the store remembers: the owner is known before Smartsheet was asked.
  void take(const std::map<std::string, std::string>& marks);

  /// Asks Smartsheet; with `first` ahead of housekeeping.
  void ask(bool first);

  /// How a call by REST ended.
  void heard(const CallResult& result);

 private:
  void on_owner(const CallResult& result, bool surprised);
  void remember(const route::smartsheet_rest::Owner& owner);
  void judge(const route::smartsheet_rest::Owner& owner, bool surprised);
  void submit(Priority priority, bool surprised);

  State& state_;
  bool asking_ = false;
  std::optional<core::Tick> asked_at_;
  std::optional<core::Tick> surprised_at_;
  /// What was said last; said anew when it changes.
  std::vector<std::string> told_;
  bool told_of_scim_ = false;
};

}  // namespace bridge::work
