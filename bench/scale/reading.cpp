#include <chrono>

#include "bench/scale/load.hpp"
#include "bench/scale/measurements.hpp"
#include "bench/scale/table.hpp"

namespace bridge::bench {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kReads = 10'000;
constexpr std::size_t kConnections = 4;
constexpr int kRounds = 7;
constexpr milliseconds kRound{1'000};
/// Steps far through the directory, so that no two reads in a row are neighbours.
constexpr std::size_t kStride = 7'919;

std::string by_id(Site& site, std::size_t number) {
  return site.served().request("okta", "GET", "/Users/" + site.company().person(number * kStride));
}

std::string by_name(Site& site, std::size_t number) {
  const std::size_t person = (number * kStride) % site.company().size().people;
  return site.served().request(
      "okta", "GET", "/Users?filter=userName%20eq%20%22person." + std::to_string(person) + "%40example.com%22");
}

using Reading = std::string (*)(Site&, std::size_t);

double rate_of(Site& site, Reading reading) {
  const Loaded loaded =
      load(site.served().port(), kConnections, {0, kRound}, [&](std::size_t number) { return reading(site, number); });
  if (loaded.other_than(200) > 0) give_up("a read was not answered with 200");
  return loaded.rate();
}

void compare(const std::string& what, Site& small, Site& large, Reading reading) {
  std::vector<double> of_small;
  std::vector<double> of_large;
  for (int i = 0; i < kRounds; ++i) {
    of_small.push_back(rate_of(small, reading));
    of_large.push_back(rate_of(large, reading));
  }
  print_row(what + ", " + small.name(), of_small, "a second", 0);
  print_row(what + ", " + large.name(), of_large, "a second", 0);
  print_row(what + ": " + large.name() + " over " + small.name(), ratios(of_large, of_small), "ratio", 2);
}

double mebibytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1024 / 1024; }

}  // namespace

void measure_memory(Site& large) {
  print_row("resident memory, " + large.name() + ", mirror read", {mebibytes(large.process().resident())}, "MiB", 1);
  large.company().forget_calls();
  const Loaded loaded = load(large.served().port(), kConnections, {kReads, {}}, [&](std::size_t number) {
    return number % 2 == 0 ? by_id(large, number) : by_name(large, number);
  });
  if (loaded.other_than(200) > 0) give_up("a read was not answered with 200");
  const std::size_t calls = large.company().calls();
  print_row("resident memory, " + large.name() + ", after 10,000 reads", {mebibytes(large.process().resident())}, "MiB",
            1);
  print_row("upstream calls for 10,000 reads", {static_cast<double>(calls)}, "calls", 0);
  if (calls > 0) give_up("reads have cost calls to Smartsheet");
}

void measure_reads(Site& small, Site& large) {
  compare("GET by id", small, large, by_id);
  compare("GET by userName eq", small, large, by_name);
}

}  // namespace bridge::bench
