#pragma once
// Problems on their way out, and the field that a reader is looking at.

#include <string>
#include <utility>
#include <vector>

#include "bridge/config/settings.hpp"
#include "config/document.hpp"

namespace bridge::config {

class SecretList;

/// What readers share.
struct Context {
  std::string file;
  std::string directory;
  const Environment& environment;
  SecretList& secrets;
  std::vector<Problem> problems{};

  void add(Place place, std::string key, std::string message) {
    problems.push_back(Problem{file, place.line, place.column, std::move(key), std::move(message)});
  }
  /// Absolute paths as they are, relative ones from the file's directory.
  [[nodiscard]] std::string resolve(const std::string& path) const;
};

/// A value with its dotted key.
struct Field {
  Context& context;
  const Node& node;
  std::string key;

  void problem(std::string message) const { context.add(node.place, key, std::move(message)); }
  /// "expected X, found Y".
  void unexpected(const std::string& expected, const std::string& found) const {
    problem("expected " + expected + ", found " + found);
  }
};

/// A text that is judged later, together with other keys.
struct Placed {
  std::string text;
  Place place;
  std::string key;
};

}  // namespace bridge::config
