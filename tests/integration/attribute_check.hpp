#pragma once
// A value against the definition of its attribute, as /Schemas serves it (RFC 7643 sections 2 and 7).

#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::integration {

/// Which part of a resource a request asked for.
enum class Asked { Default, Excluding, Named };

/// Collects violations with the place that each is at.
class Report {
 public:
  void add(std::string_view problem) { problems_.push_back(place_ + ": " + std::string(problem)); }
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  /// Names the place for as long as it lives.
  class At {
   public:
    At(Report& report, std::string_view step);
    At(const At&) = delete;
    At& operator=(const At&) = delete;
    ~At() { report_.place_ = before_; }

   private:
    Report& report_;
    std::string before_;
  };

 private:
  std::string place_;
  std::vector<std::string> problems_;
};

/// xsd:dateTime with a zone (RFC 7643 section 2.3.5).
[[nodiscard]] bool is_date_time(std::string_view text);

/// The values of `object` against these definitions; `also` are names that are none of the schema's and are
/// checked elsewhere.
void check_attributes(const core::Object& object, const core::Array& definitions,
                      const std::vector<std::string_view>& also, Asked asked, Report& report);

}  // namespace bridge::integration
