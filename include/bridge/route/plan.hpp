#pragma once
// A request becomes a plan, a plan becomes calls. Plans are values: tests compare them, intents keep
// them, an empty plan costs nothing.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::route {

namespace smartsheet_rest {
class Removals;
}

/// Lets a call out that removes a person. The two functions that build such calls
/// (smartsheet_rest/removal.hpp) make one, and nothing else can.
class RemovalPermit {
 public:
  RemovalPermit() = default;
  [[nodiscard]] bool granted() const noexcept { return granted_; }
  bool operator==(const RemovalPermit&) const = default;

 private:
  friend class smartsheet_rest::Removals;
  explicit RemovalPermit(bool granted) : granted_(granted) {}
  bool granted_ = false;
};

/// A call to Smartsheet's REST API. `path` is relative to its base, percent-encoded, with query; in it
/// "{id of step N}" stands for the id that the answer to step N (from 0) carried. A null body is none.
struct RestCall {
  std::string method;
  std::string path;
  core::Value body;
  RemovalPermit permit{};
  bool operator==(const RestCall&) const = default;
};

/// A call to Smartsheet's own SCIM service. As RestCall, relative to that service's base.
struct ScimCall {
  std::string method;
  std::string path;
  core::Value body;
  bool operator==(const ScimCall&) const = default;
};

/// One alternative for each route. The client of a route takes its own alternative only, so a call
/// can't leave with another route's credential.
using Call = std::variant<RestCall, ScimCall>;

/// The ways to Smartsheet.
enum class Route : std::uint8_t { Rest, Scim };

/// "rest" or "scim": in stored plans, in the links of a row, on the command line.
[[nodiscard]] const char* to_string(Route route) noexcept;
[[nodiscard]] std::optional<Route> route_from(std::string_view name) noexcept;

/// A call as a reader meets it, whichever route it takes. Lives as long as the call.
struct CallView {
  Route route;
  const std::string& method;
  const std::string& path;
  const core::Value& body;
};
[[nodiscard]] CallView view(const Call& call) noexcept;
[[nodiscard]] inline Route route_of(const Call& call) noexcept { return view(call).route; }

/// What a step is there for: what its success does to what we know.
enum class Purpose : std::uint8_t {
  CreatePerson,
  ChangePerson,
  Deactivate,
  Reactivate,
  CreateGroup,
  ChangeGroup,
  DeleteGroup,
  AddMembers,
  RemoveMembers,
  /// Licence, and what hangs on it, off; the account stays.
  Downgrade,
  /// A group that the person owns goes to somebody else, named by `group`.
  TransferGroup,
  /// Out of the organisation, what the person owned handed to somebody.
  RemovePerson,
  /// A look-up: what comes after it is sent only where it finds the invitation still open.
  ConfirmPending,
  /// The invitation of somebody who has not accepted it: the one removal that hands nothing over.
  CancelInvitation,
};

/// What is done when nobody knows whether a call did its work.
enum class OnUnknown : std::uint8_t {
  /// Sent again: a second time does no harm.
  Repeat,
  /// Looked up: a second time would make a second one.
  LookUp,
};

struct Step {
  Purpose purpose = Purpose::ChangePerson;
  Call call;
  OnUnknown on_unknown = OnUnknown::Repeat;
  /// Who joins (CreateGroup, AddMembers) or leave (RemoveMembers).
  std::vector<core::ResourceId> members;
  /// For RemoveMembers: the group that is left, where it is not the plan's own resource.
  core::ResourceId group;
  bool operator==(const Step&) const = default;
};

struct Plan {
  std::vector<Step> steps;
  [[nodiscard]] bool empty() const noexcept { return steps.empty(); }
  bool operator==(const Plan&) const = default;
};

/// The call with the ids of earlier steps' answers put in. Naming a step without an id is a Bug.
[[nodiscard]] core::Result<Call> with_ids(const Call& call, const std::vector<std::optional<core::UpstreamId>>& ids);

/// The place-holder for the id that the answer to step `index` carries.
[[nodiscard]] std::string id_of_step(std::size_t index);

/// For intents: a plan as JSON, and back. Unreadable JSON is a Bug.
[[nodiscard]] core::Value to_value(const Plan& plan);
[[nodiscard]] core::Result<Plan> plan_from_value(const core::Value& value);

/// The purpose's name, for example "create_person".
[[nodiscard]] const char* to_string(Purpose purpose) noexcept;

}  // namespace bridge::route
