// Loaded before the program's own libraries: while the test says so, calls that write the files of its store fail.
// The file that BRIDGE_TEST_FAULTS names holds four numbers, each how many of a thousand calls: writes that find the
// disk full, writes that fail, writes that are short, syncs and truncations that fail.

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

struct Plan {
  std::array<std::uint32_t, 4> per_thousand;
};

const Plan* plan() {
  static const Plan* const mapped = []() -> const Plan* {
    const char* name = std::getenv("BRIDGE_TEST_FAULTS");
    const int file = name != nullptr ? ::open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return nullptr;
    void* page = ::mmap(nullptr, sizeof(Plan), PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    return page == MAP_FAILED ? nullptr : static_cast<const Plan*>(page);
  }();
  return mapped;
}

bool of_the_store(int descriptor) {
  std::array<char, 64> link{};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
  std::array<char, 512> name{};
  return ::readlink(link.data(), name.data(), name.size() - 1) > 0 && std::strstr(name.data(), "bridge.db") != nullptr;
}

/// Whether a call of this kind fails now.
bool fails(std::size_t kind) {
  static std::atomic<std::uint32_t> state{static_cast<std::uint32_t>(::getpid()) * 2654435761U};
  const std::uint32_t per_thousand = plan() != nullptr ? plan()->per_thousand[kind] : 0;
  if (per_thousand == 0) return false;
  const std::uint32_t next = state.fetch_add(0x9e3779b9U) ^ (state.load() >> 7U);
  return (next * 2246822519U >> 8U) % 1000 < per_thousand;
}

bool refused(int error) {
  errno = error;
  return true;
}

/// Whether a write fails; else how much of it is done.
bool write_fails(int descriptor, std::size_t& size) {
  if (plan() == nullptr || !of_the_store(descriptor)) return false;
  if (fails(0)) return refused(ENOSPC);
  if (fails(1)) return refused(EIO);
  if (size > 1 && fails(2)) size /= 2;
  return false;
}

bool sync_fails(int descriptor) { return plan() != nullptr && of_the_store(descriptor) && fails(3) && refused(EIO); }

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, std::size_t size) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  return write_fails(descriptor, size) ? -1 : real(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t at) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  return write_fails(descriptor, size) ? -1 : real(descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off64_t at) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64");
  return write_fails(descriptor, size) ? -1 : real(descriptor, bytes, size, at);
}

int fsync(int descriptor) {
  static auto* const real = next<int(int)>("fsync");
  return sync_fails(descriptor) ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const real = next<int(int)>("fdatasync");
  return sync_fails(descriptor) ? -1 : real(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return sync_fails(descriptor) ? -1 : real(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  static auto* const real = next<int(int, off64_t)>("ftruncate64");
  return sync_fails(descriptor) ? -1 : real(descriptor, size);
}

}  // extern "C"
