#include "store/files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bridge/core/clock.hpp"

namespace bridge::store {
namespace {

namespace fs = std::filesystem;

core::Failure failed(const std::string& sentence, int error) {
  return core::failure(core::FaultKind::StoreFailed, sentence + ": " + std::generic_category().message(error));
}

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

bool write_all(int to, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(to, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

/// Whether all bytes are written and on disk; else errno says why.
bool pour(int from, int to) {
  std::array<char, std::size_t{64} << 10U> bytes{};
  for (;;) {
    const ssize_t got = ::read(from, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return ::fsync(to) == 0;
    if (!write_all(to, bytes.data(), static_cast<std::size_t>(got))) return false;
  }
}

core::Outcome sync_at(const std::string& path, int flags) {
  const Descriptor opened(::open(path.c_str(), flags | O_CLOEXEC));
  if (opened.get() < 0 || ::fsync(opened.get()) != 0) return failed(path + " can't be brought to the disk", errno);
  return core::ok();
}

}  // namespace

core::Outcome Files::copy(const std::string& from, const std::string& to) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (source.get() < 0) return failed(from + " can't be read", errno);
  const Descriptor target(::open(to.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (target.get() < 0) return failed(to + " can't be made", errno);
  if (pour(source.get(), target.get())) return core::ok();
  const int error = errno;
  ::unlink(to.c_str());
  return failed(from + " can't be copied to " + to, error);
}

core::Outcome Files::link(const std::string& from, const std::string& to) {
  if (::link(from.c_str(), to.c_str()) != 0) return failed(from + " can't get the second name " + to, errno);
  return core::ok();
}

core::Outcome Files::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return failed(from + " can't be renamed to " + to, errno);
  return core::ok();
}

core::Outcome Files::remove(const std::string& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) return failed(file + " can't be removed", errno);
  return core::ok();
}

core::Outcome Files::sync(const std::string& file) { return sync_at(file, O_RDONLY); }

core::Outcome Files::sync_directory_of(const std::string& file) {
  std::error_code ignored;
  return sync_at(fs::absolute(file, ignored).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

bool is_there(const std::string& file) {
  struct stat found {};
  return ::lstat(file.c_str(), &found) == 0;
}

std::uint64_t size_of(const std::string& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
}

std::uint64_t size_with_log(const std::string& file) { return size_of(file) + size_of(file + "-wal"); }

std::string time_in_name() {
  std::string text = core::to_date_time(core::SystemClock().now()).substr(0, 19) + "Z";
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }), text.end());
  return text;
}

core::Result<std::unique_ptr<FileLock>> FileLock::take(const std::string& file) { return take(file, O_RDWR, F_WRLCK); }

core::Result<std::unique_ptr<FileLock>> FileLock::take_to_read(const std::string& file) {
  return take(file, O_RDONLY, F_RDLCK);
}

core::Result<std::unique_ptr<FileLock>> FileLock::take(const std::string& file, int flags, short type) {
  // SQLite's lock bytes: pending, reserved, and 510 of the readers.
  constexpr off_t kFirstByte = 0x40000000;
  constexpr off_t kBytes = 512;
  const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return failed("the store " + file + " can't be opened", errno);
  auto lock = std::make_unique<FileLock>(descriptor);
  struct flock wanted {};
  wanted.l_type = type;
  wanted.l_whence = SEEK_SET;
  wanted.l_start = kFirstByte;
  wanted.l_len = kBytes;
  // Of the open file, not of the process: it also meets a store that this process holds.
  if (::fcntl(descriptor, F_OFD_SETLK, &wanted) == 0) return lock;
  if (errno == EACCES || errno == EAGAIN) {
    return core::failure(core::FaultKind::StoreFailed, "the store " + file + " is in use by another process");
  }
  return failed("the store " + file + " can't be locked", errno);
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace bridge::store
