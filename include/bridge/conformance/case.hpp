#pragma once
// A case of the conformance suite: one claim about a SCIM server, and the exchanges that show whether it holds.
// conformance/README.md describes the files that cases are read from.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// How much a failure weighs (RFC 2119). In the suites of identity providers Must means that provisioning
/// stops or does harm, Should that it works worse.
enum class Level : std::uint8_t { Must, Should, May };
[[nodiscard]] std::string_view name_of(Level level) noexcept;

/// A request. Texts and body may hold placeholders, "${ada.id}".
struct Sending {
  std::string method;
  /// Below the base URL, beginning with '/'; a query in it leaves as it stands.
  std::string path;
  /// Names and texts, percent-encoded on the way.
  core::Object query;
  /// On top of the suite's and the runner's; null leaves one out.
  core::Object headers;
  std::optional<core::Value> body;
  /// In place of `body`: as it is, so that it need not be JSON.
  std::optional<std::string> text;
};

/// What an answer may be; everything that it names must hold.
struct Expectation {
  /// One of these; empty: any.
  std::vector<std::int64_t> statuses;
  /// Patterns; names ignore case.
  core::Object headers;
  /// A pattern for the JSON body; {"$absent": true} for an answer without body.
  std::optional<core::Value> body;
  /// The body is a SCIM error (RFC 7644 section 3.12) whose status is the answer's, as text; with a scimType
  /// unless this is empty.
  std::optional<std::string> error;
};

/// A request with the answers that are right, any of them.
struct Question {
  Sending sending;
  std::vector<Expectation> any_of;
};

/// Where a kept value comes from: a JSON pointer into the body (RFC 6901), or a header.
struct Pointer {
  std::string path;
};
struct HeaderName {
  std::string name;
};
using Source = std::variant<Pointer, HeaderName>;

struct Step {
  std::string name;
  Level level = Level::Must;
  /// Without these the step is left out and the case goes on.
  std::vector<std::string> needs;
  /// Waited before it leaves, for servers whose times have whole seconds.
  std::chrono::milliseconds pause{0};
  /// One, or several that leave at the same time.
  std::vector<Question> questions;
  /// A pattern for the array of statuses of questions that leave together.
  std::optional<core::Value> statuses;
  /// Of the (first) answer.
  std::map<std::string, Source> keep;
};

/// A resource that the runner makes before the steps, and removes after them.
struct Given {
  /// "ada" gives ${ada.id}, ${ada.userName}, …; with `count` above 1 ${ada1.id}, ${ada2.id}, …
  std::string as;
  /// "User" or "Group".
  std::string type;
  std::size_t count = 1;
  /// Members on top of what the runner sends to make such a resource; null leaves one of those out.
  core::Object with;
};

struct Case {
  /// Suite, folder and file: "rfc/patch/remove-without-path".
  std::string id;
  std::string title;
  /// Where it is written: "RFC 7644 section 3.5.2.2".
  std::string source;
  Level level = Level::Must;
  /// Numbers of rows in docs/conformance.md.
  std::vector<std::string> requirements;
  /// What the server must declare, or the case is skipped.
  std::vector<std::string> needs;
  /// Identity providers that send this; empty: any client may.
  std::vector<std::string> clients;
  /// Identity provider to the case that demands the opposite for it: this one is not judged for them.
  std::map<std::string, std::string> yields;
  /// Who stumbles when it fails, and how: "Microsoft Entra ID" to a clause.
  core::Object stumbles;
  /// Addresses of reports of servers that got it wrong.
  std::vector<std::string> seen;
  std::vector<Given> given;
  std::vector<Step> steps;

  [[nodiscard]] std::string_view suite() const noexcept;
  /// Whether anything but GET, HEAD and POST to …/.search is sent, or anything is given.
  [[nodiscard]] bool writes() const noexcept;
};

/// Reads a case from its file's value. Unknown or missing members and bad patterns are InvalidSyntax that
/// names the member.
[[nodiscard]] core::Result<Case> read_case(std::string id, const core::Value& document);

}  // namespace bridge::conformance
