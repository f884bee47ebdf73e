#include <chrono>
#include <thread>

#include "bench/scale/load.hpp"
#include "bench/scale/measurements.hpp"
#include "bench/scale/table.hpp"

namespace bridge::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kStarts = 5;

std::string with_comma(std::size_t number) {
  std::string text = std::to_string(number);
  if (text.size() > 3) text.insert(text.size() - 3, ",");
  return text;
}

}  // namespace

Site::Site(const std::filesystem::path& directory, Size size)
    : name_(with_comma(size.people) + " people"),
      company_(size),
      served_(directory / std::to_string(size.people), company_.port(), company_.token()) {
  start();
  served_.wait_until_read();
  stop();
  company_.manage(served_.store());
}

double Site::start() {
  const auto began = Clock::now();
  process_ = std::make_unique<Process>(served_.command(), served_.log());
  for (;;) {
    const Answered answered = served_.exchange("GET", "/Users/" + company_.person(0));
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (answered.status == 200) return seconds;
    if (seconds > 120) give_up("the bridge does not answer; see " + served_.log().string());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void measure_starts(Site& small, Site& large) {
  std::vector<double> of_small;
  std::vector<double> of_large;
  for (int i = 0; i < kStarts; ++i) {
    small.stop();
    of_small.push_back(small.start());
    large.stop();
    of_large.push_back(large.start());
  }
  print_row("start to first answer, " + small.name(), of_small, "s", 3);
  print_row("start to first answer, " + large.name(), of_large, "s", 3);
  small.served().wait_until_read();
  large.served().wait_until_read();
}

}  // namespace bridge::bench
