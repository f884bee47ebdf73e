#include "bridge/core/private_file.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bridge::core {

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
bool write_draft(const std::string& path, const std::string& text) {
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  const bool written = write_all(file, text) && ::fsync(file) == 0;
  return ::close(file) == 0 && written;
}

bool sync_directory(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const int directory = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return false;
  const bool synced = ::fsync(directory) == 0;
  return ::close(directory) == 0 && synced;
}

Failure failed(const std::string& path, const char* what, int error) {
  return failure(FaultKind::StoreFailed, path + ": " + what + ": " + std::generic_category().message(error));
}

}  // namespace

Outcome replace_private_file(const std::string& path, const std::string& text) {
  const std::string draft = path + ".new";
  if (!write_draft(draft, text) || std::rename(draft.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(draft.c_str());
    return failed(path, "can't be written", error);
  }
  if (!sync_directory(path)) return failed(path, "can't be synced to disk", errno);
  return ok();
}

}  // namespace bridge::core
