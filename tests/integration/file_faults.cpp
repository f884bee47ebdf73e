#include "integration/file_faults.hpp"

#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace bridge::integration {

FileFaults::FileFaults(const std::filesystem::path& directory) : file_((directory / "faults").string()) { end(); }

std::map<std::string, std::string> FileFaults::environment() const {
  return {{"BRIDGE_TEST_FAULTS", file_}, {"LD_PRELOAD", FAULTY_FILES_LIBRARY}};
}

void FileFaults::set(std::uint32_t full, std::uint32_t error, std::uint32_t shortened, std::uint32_t sync) const {
  const std::array<std::uint32_t, 4> numbers{full, error, shortened, sync};
  const int file = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0 || ::pwrite(file, numbers.data(), sizeof(numbers), 0) != ssize_t{sizeof(numbers)}) std::abort();
  ::close(file);
}

}  // namespace bridge::integration
