#include "app/admin/admin_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/json_reading.hpp"
#include "bridge/core/value.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {

namespace {

bool write_all(int file, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t now = ::write(file, text.data() + written, text.size() - written);
    if (now < 0 && errno != EINTR) return false;
    if (now > 0) written += static_cast<std::size_t>(now);
  }
  return true;
}

/// A file of an earlier run that did not end is replaced, not followed.
bool write_private(const std::string& path, const std::string& text) {
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  const bool written = write_all(file, text);
  return ::close(file) == 0 && written;
}

}  // namespace

std::filesystem::path admin_file_in(const std::string& state_dir) {
  return std::filesystem::path(state_dir) / "admin.json";
}

core::Outcome write_admin_file(const std::filesystem::path& path, const AdminFile& file) {
  const std::string text = json::write(core::Object{{"url", file.url}, {"token", file.token.expose()}}) + "\n";
  const std::string draft = path.string() + ".new";
  if (write_private(draft, text) && std::rename(draft.c_str(), path.c_str()) == 0) return core::ok();
  const int error = errno;
  ::unlink(draft.c_str());
  // NOLINTNEXTLINE(concurrency-mt-unsafe): glibc's is safe
  return core::failure(core::FaultKind::StoreFailed, path.string() + " can't be written: " + std::strerror(error));
}

std::optional<AdminFile> read_admin_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto parsed = json::parse(text.str());
  if (!file || !parsed) return std::nullopt;
  std::string url = text_at(*parsed, "url");
  std::string token = text_at(*parsed, "token");
  if (url.empty() || token.empty()) return std::nullopt;
  return AdminFile{std::move(url), core::AdminToken(std::move(token))};
}

}  // namespace bridge::app
