#pragma once
// What scripts/bench scale measures, each a few rows of the table.

#include <cstddef>
#include <memory>
#include <string>

#include "bench/scale/company.hpp"
#include "bench/scale/process.hpp"

namespace bridge::bench {

/// A company and a bridge in front of it, whose store knows everybody.
class Site {
 public:
  Site(const std::filesystem::path& directory, Size size);

  /// "100,000 people"
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Company& company() { return company_; }
  [[nodiscard]] const Served& served() const { return served_; }
  [[nodiscard]] Process& process() { return *process_; }

  /// Starts the bridge; gives the seconds until its first answer to a GET of a person.
  double start();
  void stop() { process_.reset(); }

 private:
  std::string name_;
  Company company_;
  Served served_;
  std::unique_ptr<Process> process_;
};

/// Both bridges run after it, and have read their mirrors.
void measure_starts(Site& small, Site& large);
void measure_memory(Site& large);
void measure_reads(Site& small, Site& large);
void measure_members(Site& large);
void measure_writes(Site& small, const std::filesystem::path& directory);

}  // namespace bridge::bench
