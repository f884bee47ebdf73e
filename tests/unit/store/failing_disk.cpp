#include "unit/store/failing_disk.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace bridge::store::testing {
namespace {

constexpr sqlite3_int64 kPage = 4096;
using Bytes = std::array<char, kPage>;
/// What the disk holds under a page that differs in memory.
using Pages = std::map<sqlite3_int64, Bytes>;

struct Kept {
  Pages unsynced;
  /// A sync of them failed: they count as written, and are not.
  Pages lost;
};

struct Disk {
  std::mutex mutex;
  std::map<std::string, Kept> files;
  DiskFault fault = DiskFault::Full;
  int first = 0;
  int many = 0;
  int operations = 0;
  bool failed = false;
  bool dead = false;
  bool garbled = false;
};
Disk disk;

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs failing_vfs;
sqlite3_io_methods methods;

struct File {
  sqlite3_file base;
  const std::string* name;
  bool database;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

bool fails() {
  const int operation = disk.operations++;
  const bool now = operation >= disk.first && operation < disk.first + disk.many;
  disk.failed = disk.failed || now;
  return now;
}

Bytes on_disk(File& file, sqlite3_int64 page) {
  Bytes bytes{};
  // Behind the end it reads as zeros.
  file.real()->pMethods->xRead(file.real(), bytes.data(), static_cast<int>(kPage), page * kPage);
  return bytes;
}

int write_through(File& file, const void* bytes, int size, sqlite3_int64 at) {
  Kept& kept = disk.files[*file.name];
  for (sqlite3_int64 page = at / kPage; page * kPage < at + size; ++page) {
    if (const auto lost = kept.lost.extract(page); !lost.empty()) {
      kept.unsynced.emplace(page, lost.mapped());
    } else if (!kept.unsynced.contains(page)) {
      kept.unsynced.emplace(page, on_disk(file, page));
    }
  }
  return file.real()->pMethods->xWrite(file.real(), bytes, size, at);
}

int on_write(sqlite3_file* opened, const void* bytes, int size, sqlite3_int64 at) {
  const std::lock_guard lock(disk.mutex);
  if (disk.dead) return SQLITE_OK;
  if (!fails()) return write_through(of(opened), bytes, size, at);
  if (disk.fault == DiskFault::Short) write_through(of(opened), bytes, size / 2, at);
  return disk.fault == DiskFault::Full || disk.fault == DiskFault::Short ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int on_sync(sqlite3_file* opened, int) {
  const std::lock_guard lock(disk.mutex);
  if (disk.dead) return SQLITE_OK;
  Kept& kept = disk.files[*of(opened).name];
  const bool failed = fails() && disk.fault == DiskFault::Error;
  if (failed) kept.lost.merge(kept.unsynced);
  kept.unsynced.clear();
  return failed ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

int on_truncate(sqlite3_file* opened, sqlite3_int64 size) {
  const std::lock_guard lock(disk.mutex);
  if (disk.dead) return SQLITE_OK;
  if (fails()) return SQLITE_IOERR_TRUNCATE;
  Kept& kept = disk.files[*of(opened).name];
  const auto behind = [size](const auto& page) { return page.first * kPage >= size; };
  std::erase_if(kept.unsynced, behind);
  std::erase_if(kept.lost, behind);
  return of(opened).real()->pMethods->xTruncate(of(opened).real(), size);
}

int on_read(sqlite3_file* opened, void* bytes, int size, sqlite3_int64 at) {
  const int code = of(opened).real()->pMethods->xRead(of(opened).real(), bytes, size, at);
  const std::lock_guard lock(disk.mutex);
  if (disk.garbled && of(opened).database && at > 0) std::memset(bytes, 0x5a, static_cast<std::size_t>(size));
  return code;
}

int on_close(sqlite3_file* opened) { return of(opened).real()->pMethods->xClose(of(opened).real()); }
int on_size(sqlite3_file* opened, sqlite3_int64* size) {
  return of(opened).real()->pMethods->xFileSize(of(opened).real(), size);
}
int on_lock(sqlite3_file* opened, int level) { return of(opened).real()->pMethods->xLock(of(opened).real(), level); }
int on_unlock(sqlite3_file* opened, int level) {
  return of(opened).real()->pMethods->xUnlock(of(opened).real(), level);
}
int on_reserved(sqlite3_file* opened, int* held) {
  return of(opened).real()->pMethods->xCheckReservedLock(of(opened).real(), held);
}
int on_control(sqlite3_file* opened, int what, void* value) {
  return of(opened).real()->pMethods->xFileControl(of(opened).real(), what, value);
}
int sector_size(sqlite3_file*) { return static_cast<int>(kPage); }
int characteristics(sqlite3_file* opened) {
  return of(opened).real()->pMethods->xDeviceCharacteristics(of(opened).real());
}

int on_open(sqlite3_vfs*, const char* name, sqlite3_file* opened, int flags, int* out) {
  File& file = of(opened);
  file.base.pMethods = nullptr;
  {
    const std::lock_guard lock(disk.mutex);
    if (!disk.dead && fails()) return SQLITE_CANTOPEN;
    file.name = name != nullptr ? &disk.files.try_emplace(name).first->first : &disk.files.begin()->first;
    file.database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  }
  const int code = real_vfs->xOpen(real_vfs, name, file.real(), flags, out);
  if (file.real()->pMethods != nullptr) file.base.pMethods = &methods;
  return code;
}

int on_delete(sqlite3_vfs*, const char* name, int sync_directory) {
  const std::lock_guard lock(disk.mutex);
  if (disk.dead) return SQLITE_OK;
  if (fails()) return SQLITE_IOERR_DELETE;
  disk.files[name] = {};
  return real_vfs->xDelete(real_vfs, name, sync_directory);
}

void put_back(const std::string& name, const Pages& pages) {
  if (pages.empty()) return;
  const int file = ::open(name.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  for (const auto& [page, bytes] : pages) {
    if (::pwrite(file, bytes.data(), bytes.size(), page * kPage) != kPage) std::abort();
  }
  ::close(file);
}

}  // namespace

FailingDisk::FailingDisk() {
  real_vfs = sqlite3_vfs_find(nullptr);
  failing_vfs = *real_vfs;
  failing_vfs.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
  failing_vfs.zName = "failing";
  failing_vfs.xOpen = on_open;
  failing_vfs.xDelete = on_delete;
  methods = {};
  methods.iVersion = 1;
  methods.xClose = on_close;
  methods.xRead = on_read;
  methods.xWrite = on_write;
  methods.xTruncate = on_truncate;
  methods.xSync = on_sync;
  methods.xFileSize = on_size;
  methods.xLock = on_lock;
  methods.xUnlock = on_unlock;
  methods.xCheckReservedLock = on_reserved;
  methods.xFileControl = on_control;
  methods.xSectorSize = sector_size;
  methods.xDeviceCharacteristics = characteristics;
  disk.dead = disk.garbled = false;
  fail(DiskFault::Full, 0, 0);
  sqlite3_vfs_register(&failing_vfs, 1);
}

FailingDisk::~FailingDisk() {
  sqlite3_vfs_unregister(&failing_vfs);
  sqlite3_vfs_register(real_vfs, 1);
  disk.files.clear();
}

void FailingDisk::fail(DiskFault fault, int first, int many) {
  const std::lock_guard lock(disk.mutex);
  disk.fault = fault;
  disk.first = first;
  disk.many = many;
  disk.operations = 0;
  disk.failed = false;
}

int FailingDisk::operations() const {
  const std::lock_guard lock(disk.mutex);
  return disk.operations;
}

bool FailingDisk::failed() const {
  const std::lock_guard lock(disk.mutex);
  return disk.failed;
}

void FailingDisk::garble(bool garbled) {
  const std::lock_guard lock(disk.mutex);
  disk.garbled = garbled;
}

void FailingDisk::die() {
  const std::lock_guard lock(disk.mutex);
  disk.dead = true;
}

void FailingDisk::revive() {
  const std::lock_guard lock(disk.mutex);
  disk.dead = false;
}

void FailingDisk::lose_power() {
  const std::lock_guard lock(disk.mutex);
  for (auto& [name, kept] : disk.files) {
    put_back(name, kept.lost);
    put_back(name, kept.unsynced);
    kept = {};
  }
  disk.dead = false;
}

}  // namespace bridge::store::testing
