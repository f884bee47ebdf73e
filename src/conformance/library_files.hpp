#pragma once
// From files, wherever they are, to suites.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/conformance/library.hpp"

namespace bridge::conformance {

/// A file that the program carries: its path below conformance/, with '/', and its text.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};
/// Made by the build from conformance/.
[[nodiscard]] std::vector<EmbeddedFile> embedded_files();

/// Path and text of each file. InvalidSyntax names all files that can't be read.
[[nodiscard]] core::Result<Library> library_of(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace bridge::conformance
