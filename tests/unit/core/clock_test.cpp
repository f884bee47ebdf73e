#include "bridge/core/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

std::string read_and_write(std::string_view text) {
  const std::optional<Instant> instant = parse_date_time(text);
  return instant ? to_date_time(*instant) : "nothing";
}

TEST(DateTime, ReadsWhatTheSchemaTypeAllows) {
  struct Row {
    std::string_view text;
    std::string_view utc;
  };
  for (const Row& row : {
           Row{"2026-03-01T08:15:30.250Z", "2026-03-01T08:15:30.250Z"},
           Row{"2026-03-01T08:15:30Z", "2026-03-01T08:15:30.000Z"},
           Row{"2026-03-01T08:15:30", "2026-03-01T08:15:30.000Z"},
           Row{"2026-03-01t08:15:30z", "2026-03-01T08:15:30.000Z"},
           Row{"2026-03-01T08:15:30.5Z", "2026-03-01T08:15:30.500Z"},
           Row{"2026-03-01T08:15:30.123999999Z", "2026-03-01T08:15:30.123Z"},
           Row{"2026-03-01T00:30:00+02:00", "2026-02-28T22:30:00.000Z"},
           Row{"2025-12-31T23:30:00-05:30", "2026-01-01T05:00:00.000Z"},
           Row{"2026-03-01T08:15:30+14:00", "2026-02-28T18:15:30.000Z"},
           Row{"2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"},
           Row{"2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000Z"},
           Row{"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
           Row{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
       }) {
    EXPECT_EQ(read_and_write(row.text), row.utc) << row.text;
  }
}

TEST(DateTime, RefusesEverythingElse) {
  for (const std::string_view text : {
           "",
           "2026-03-01",
           "2026-03-01T08:15",
           "2026-03-01 08:15:30Z",
           "26-03-01T08:15:30Z",
           "2026-3-1T08:15:30Z",
           "2026-00-01T08:15:30Z",
           "2026-13-01T08:15:30Z",
           "2026-02-29T08:15:30Z",
           "1900-02-29T08:15:30Z",
           "2026-04-31T08:15:30Z",
           "2026-03-00T08:15:30Z",
           "2026-03-01T25:15:30Z",
           "2026-03-01T08:60:30Z",
           "2026-03-01T08:15:61Z",
           "2026-03-01T08:15:30.Z",
           "2026-03-01T08:15:30.1234567890Z",
           "2026-03-01T08:15:30,5Z",
           "2026-03-01T08:15:30+2:00",
           "2026-03-01T08:15:30+0200",
           "2026-03-01T08:15:30+14:01",
           "2026-03-01T08:15:30+15:00",
           "2026-03-01T08:15:30+02:60",
           "2026-03-01T08:15:30Zx",
           "2026-03-01T08:15:30Z ",
           " 2026-03-01T08:15:30Z",
           "+2026-03-01T08:15:30Z",
           "2026-03-01T-8:15:30Z",
       }) {
    EXPECT_EQ(parse_date_time(text), std::nullopt) << text;
  }
}

TEST(SystemClock, NeverRunsBackwardsBetweenTicks) {
  const SystemClock clock;
  const Tick first = clock.tick();
  EXPECT_LE(first, clock.tick());
}

TEST(SystemClock, KnowsTheCentury) { EXPECT_GT(SystemClock().now(), parse_date_time("2020-01-01T00:00:00Z").value()); }

}  // namespace
}  // namespace bridge::core
