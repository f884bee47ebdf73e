#include "config/secrets.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <sys/stat.h>

namespace bridge::config {

namespace {

constexpr std::size_t kMaxSecretFile = 64U << 10U;

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

std::optional<std::string> text_of_variable(Context& context, const Placed& variable) {
  if (variable.text.empty()) {
    context.add(variable.place, variable.key, "expected the name of an environment variable, found an empty string");
    return std::nullopt;
  }
  auto text = context.environment(variable.text);
  if (!text) {
    context.add(variable.place, variable.key,
                "expected the name of an environment variable that is set, found one that is not");
  }
  return text;
}

std::optional<std::string> text_of_file(Context& context, const Placed& file) {
  const std::string path = context.resolve(file.text);
  FileText read = read_file(path, kMaxSecretFile);
  if (!read.text) {
    context.add(file.place, file.key, "expected a file with the token, " + read.wrong);
    return std::nullopt;
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077U) != 0) {
    context.add(file.place, file.key,
                "expected a file that only its owner can use, found one open to others; run chmod 600 on it");
    return std::nullopt;
  }
  return without_line_end(std::move(*read.text));
}

std::optional<std::string> wrong_with(const std::string& secret, std::size_t least) {
  if (secret.empty()) return "expected a secret, found nothing";
  const auto is_ordinary = [](char c) { return c > ' ' && c < '\x7f'; };
  if (!std::all_of(secret.begin(), secret.end(), is_ordinary)) {
    return "expected a secret of printable ASCII characters, found blanks, line ends or other characters in it";
  }
  if (secret.size() < least) {
    return "expected a secret of at least " + std::to_string(least) + " characters, found " +
           std::to_string(secret.size()) + "; \"scimbridge token new\" makes one";
  }
  return std::nullopt;
}

}  // namespace

FileText read_file(const std::string& path, std::size_t limit) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return {std::nullopt, "found none that can be read: " + std::generic_category().message(errno)};
  }
  if (!S_ISREG(status.st_mode)) return {std::nullopt, "found something that is not a file"};
  if (static_cast<std::size_t>(status.st_size) > limit) {
    return {std::nullopt, "found one of more than " + std::to_string(limit) + " bytes"};
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return {std::nullopt, "found none that can be read: " + std::generic_category().message(errno)};
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return {std::nullopt, "found one that breaks off while it is read"};
  return {std::move(text), {}};
}

void SecretList::add(const core::TokenDigest& digest, Place place, std::string key) {
  known_.push_back(Known{digest, place, std::move(key)});
}

void SecretList::report_equal_ones(Context& context) const {
  for (auto secret = known_.begin(); secret != known_.end(); ++secret) {
    const auto first = std::find_if(known_.begin(), secret, [&](const Known& k) { return k.digest == secret->digest; });
    if (first == secret) continue;
    context.add(secret->place, secret->key,
                "expected a secret of its own, found the one of " + first->key + "; create a second token");
  }
}

std::optional<std::string> read_secret(Context& context, const SecretSource& source, std::size_t least) {
  const Placed& used = source.variable ? *source.variable : *source.file;
  auto text = source.variable ? text_of_variable(context, used) : text_of_file(context, used);
  if (!text) return std::nullopt;
  const auto wrong = wrong_with(*text, least);
  if (!wrong) return text;
  context.add(used.place, used.key, *wrong);
  return std::nullopt;
}

}  // namespace bridge::config
