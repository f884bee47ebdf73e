#include "bridge/oauth/pair_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bridge/core/private_file.hpp"
#include "bridge/core/value.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::oauth {

namespace {

/// A file descriptor that is closed with the object.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

std::string text_of(const Pair& pair) {
  return json::write(core::Object{{"access_token", pair.access.expose()},
                                  {"refresh_token", pair.refresh.expose()},
                                  {"obtained", core::to_date_time(pair.obtained)},
                                  {"expires", core::to_date_time(pair.expires)}}) +
         "\n";
}

std::optional<Pair> pair_in(const std::string& text) {
  const auto parsed = json::parse(text);
  const core::Object* object = parsed ? parsed->if_object() : nullptr;
  if (object == nullptr) return std::nullopt;
  std::string access(core::text_or_empty(*object, "access_token"));
  std::string refresh(core::text_or_empty(*object, "refresh_token"));
  const auto obtained = core::parse_date_time(core::text_or_empty(*object, "obtained"));
  const auto expires = core::parse_date_time(core::text_or_empty(*object, "expires"));
  if (access.empty() || refresh.empty() || !obtained || !expires) return std::nullopt;
  return Pair{core::OAuthToken(std::move(access)), core::RefreshToken(std::move(refresh)), *obtained, *expires};
}

core::Failure wrong(const std::filesystem::path& path, const std::string& what) {
  return core::failure(core::FaultKind::StoreFailed, path.string() + ": " + what);
}

}  // namespace

PairFile::PairFile(const std::string& state_dir, const std::string& tenant)
    : path_(std::filesystem::path(state_dir) / ("oauth-" + tenant + ".json")) {}

core::Failure PairFile::failed(const char* what) const {
  return wrong(path_, std::string(what) + ": " + std::generic_category().message(errno));
}

core::Result<std::optional<Pair>> PairFile::read() const {
  struct stat status {};
  if (::stat(path_.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::optional<Pair>();
    return failed("can't be read");
  }
  if ((status.st_mode & 077U) != 0) {
    return wrong(path_, "expected a file that only its owner can use, found one open to others; run chmod 600 on it");
  }
  std::ifstream file(path_, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return failed("can't be read");
  auto pair = pair_in(text);
  if (!pair) return wrong(path_, "expected a pair of OAuth tokens, found something else");
  return pair;
}

core::Outcome PairFile::put(const Pair& pair) const {
  return core::replace_private_file(path_.string(), text_of(pair));
}

core::Outcome PairFile::write(const Pair& pair) const {
  const Descriptor lock(path_.string() + ".lock", O_CREAT | O_RDWR);
  if (!lock.is_open() || ::flock(lock.number(), LOCK_EX) != 0) return failed("can't be locked");
  return put(pair);
}

core::Result<bool> PairFile::replace(const core::TokenDigest& known_access, const Pair& pair) const {
  const Descriptor lock(path_.string() + ".lock", O_CREAT | O_RDWR);
  if (!lock.is_open() || ::flock(lock.number(), LOCK_EX) != 0) return failed("can't be locked");
  const auto there = read();
  // What can't be read is no pair of anybody's.
  const bool another = there && *there && !(core::TokenDigest::of((*there)->access) == known_access);
  // The very pair may be there when only the directory could not be synced before.
  if (another && !(core::TokenDigest::of((*there)->access) == core::TokenDigest::of(pair.access))) return false;
  const auto written = put(pair);
  if (!written) return written.passed_on();
  return true;
}

}  // namespace bridge::oauth
