#pragma once
// The suites: those that are built in, or a folder's; and which of their cases a run takes.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/conformance/case.hpp"
#include "bridge/core/result.hpp"

namespace bridge::conformance {

struct Suite {
  /// "rfc", "okta", "entra", …: the folder.
  std::string name;
  std::string title;
  /// One or two sentences for reports.
  std::string about;
  /// The identity provider whose requests these are, as `Case::clients` names it ("okta"); empty where the suite
  /// is nobody's.
  std::string client;
  /// Sent with every request of the suite.
  core::Object headers;
  /// By id.
  std::vector<Case> cases;
};

struct Library {
  /// rfc first, then by name.
  std::vector<Suite> suites;

  [[nodiscard]] const Suite* suite(std::string_view name) const noexcept;
};

/// What the program carries.
[[nodiscard]] core::Result<Library> built_in_library();
/// A folder with the same layout as conformance/. InvalidSyntax names the file.
[[nodiscard]] core::Result<Library> library_in(const std::filesystem::path& folder);

/// What a run is asked to do.
struct Selection {
  /// Names of suites; empty: all.
  std::vector<std::string> suites;
  /// Ids of cases, or their beginnings up to a '/' ("rfc/patch"); empty: all of the suites.
  std::vector<std::string> cases;
  bool read_only = false;
};

/// A case of the run, or why it is none.
struct Chosen {
  const Suite* suite = nullptr;
  const Case* the_case = nullptr;
  /// Set for a case that yields to another, or is of identity providers that the run is not about.
  std::string left_out;
};

/// The cases of a selection, in the library's order. The clients of a run are those of the chosen suites; none when
/// `rfc` is chosen and no identity provider's suite is; all when no suite is named, or `regressions` alone. A case with
/// clients is left out when the run has none of them; a case that yields to a client of the run is left out,
/// unless its whole id is among `cases`. Cases that write are not there in a read-only run. InvalidValue names a suite
/// or case that there is not, with those that there are.
[[nodiscard]] core::Result<std::vector<Chosen>> choose(const Library& library, const Selection& selection);

}  // namespace bridge::conformance
