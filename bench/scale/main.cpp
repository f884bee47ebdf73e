// scripts/bench scale: the bridge with a hundred thousand people, as a process of its own, in front of an emulator.
//
// usage: scale_bench DIRECTORY
//   DIRECTORY   where stores lie meanwhile, on the kind of disk that is meant; emptied before and after

#include <cstdio>
#include <filesystem>
#include <thread>

#include "bench/scale/measurements.hpp"
#include "bench/scale/table.hpp"

int main(int count, char** words) {
  using namespace bridge::bench;
  if (count != 2) {
    std::fprintf(stderr, "usage: scale_bench DIRECTORY\n");
    return 2;
  }
  const std::filesystem::path directory = words[1];
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  {
    std::fprintf(stderr, "two companies are read into two stores\n");
    Site small(directory, {1'000, 20, 100});
    Site large(directory, {100'000, 500, 50'000});
    std::printf("%u cores\n\n", std::thread::hardware_concurrency());
    print_head();
    measure_starts(small, large);
    measure_memory(large);
    measure_reads(small, large);
    measure_members(large);
    large.stop();
    measure_writes(small, directory);
  }
  std::filesystem::remove_all(directory);
  return 0;
}
