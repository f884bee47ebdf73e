#include "route/smartsheet_rest/error_codes.hpp"

#include <algorithm>
#include <set>

#include "bridge/route/smartsheet_rest/answer.hpp"
#include "unit/route/error_rows.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::Value;
using test::error_rows;
using test::ErrorRow;
using test::listed_codes;
using test::parse;

Value error_of(std::int64_t code) {
  return parse(R"({"errorCode":)" + std::to_string(code) + R"(,"message":"ann@example.com is secret","refId":"r9"})");
}

class ErrorCodeTest : public ::testing::TestWithParam<ErrorRow> {};

TEST_P(ErrorCodeTest, IsReadAsTheTableSays) {
  const ErrorRow& row = GetParam();
  const Reading reading = read_answer(row.http, "", error_of(row.code));
  EXPECT_EQ(reading.verdict == Verdict::Refused, !row.again);
  EXPECT_EQ(reading.error_code, row.code);
  EXPECT_NE(reading.fault.detail.find(row.says), std::string::npos) << reading.fault.detail;
  EXPECT_NE(reading.fault.context.text.find("refId r9"), std::string::npos) << reading.fault.context.text;
  if (!row.again) {
    EXPECT_NE(reading.fault.detail.find("errorCode " + std::to_string(row.code)), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Listed, ErrorCodeTest, ::testing::ValuesIn(error_rows()), test::row_name);

TEST(ErrorCodes, HaveATestRowEach) {
  std::vector<std::int64_t> rows;
  for (const ErrorRow& row : error_rows()) rows.push_back(row.code);
  EXPECT_EQ(rows, listed_codes());
}

TEST(ErrorCodes, AreAllKnownToTheBridge) {
  const std::set<std::int64_t> of_the_moment{4000, 4001, 4002, 4003, 4004};
  for (const std::int64_t code : listed_codes()) {
    EXPECT_EQ(find_error_code(code) == nullptr, of_the_moment.contains(code)) << code;
  }
  for (const std::int64_t code : {0, 999, 1000, 1023, 1364, 2000, 4006, 4999, 6000}) {
    EXPECT_EQ(find_error_code(code), nullptr) << code;
  }
  for (const std::int64_t code : {5000, 5001, 5999}) EXPECT_EQ(find_error_code(code), find_error_code(5000)) << code;
}

TEST(ErrorCodes, StandOnceEach) {
  const auto codes = error_codes();
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end(),
                             [](const ErrorCode& one, const ErrorCode& other) { return one.last < other.first; }));
  const auto listed = [](const ErrorCode& known) {
    return std::count(listed_codes().begin(), listed_codes().end(), known.first) == 1;
  };
  EXPECT_TRUE(std::all_of(codes.begin(), codes.end(), listed));
}

TEST(ErrorCodes, SayWhatIsTheMatterInOneLine) {
  for (const ErrorCode& known : error_codes()) {
    const std::string_view detail = known.detail;
    EXPECT_GT(detail.size(), 20U) << known.first;
    EXPECT_LT(detail.size(), 120U) << known.first;
    EXPECT_NE(detail.back(), '.') << known.first;
    EXPECT_NE(known.kind, core::FaultKind::Unauthorized) << known.first << ": the caller's token is fine";
  }
}

/// A row of the table in docs/smartsheet.md.
std::string documented(const ErrorRow& row) {
  const std::string code = row.code == 5000 ? "5000-5999" : std::to_string(row.code);
  const std::string type = row.scim_type.empty() ? "" : " `" + row.scim_type + "`";
  const std::string gets = row.again ? "the outcome; 503 while it lasts" : std::to_string(row.status) + type;
  const std::string says = read_answer(row.http, "", error_of(row.code)).fault.detail;
  return "| " + code + " | " + std::to_string(row.http) + " | " + says.substr(0, says.find(" (")) + " | " + gets +
         " | ";
}

TEST(ErrorCodes, StandInTheDocument) {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "docs/smartsheet.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  for (const ErrorRow& row : error_rows()) {
    const std::string begin = documented(row);
    EXPECT_EQ(std::count_if(
                  lines.begin(), lines.end(),
                  [&](const std::string& line) { return line.rfind(begin, 0) == 0 && line.size() > begin.size() + 2; }),
              1)
        << begin;
  }
  const auto is_code = [](const std::string& line) {
    return (line.rfind("| 1", 0) == 0 || line.rfind("| 2", 0) == 0) && line.substr(6, 2) == " |";
  };
  const auto coded = [](const ErrorRow& row) { return row.code < 4000; };
  const std::vector<ErrorRow> rows = error_rows();
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), is_code), std::count_if(rows.begin(), rows.end(), coded));
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
