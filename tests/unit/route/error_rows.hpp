#pragma once
// tests/data/route/smartsheet_errors.tsv, row by row.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace bridge::route::test {

struct ErrorRow {
  std::int64_t code = 0;
  int http = 0;
  std::string call;
  int status = 0;
  /// Empty where the answer has none.
  std::string scim_type;
  bool again = false;
  std::string says;
};

inline void PrintTo(const ErrorRow& row, std::ostream* stream) { *stream << row.code; }

[[nodiscard]] inline std::string row_name(const ::testing::TestParamInfo<ErrorRow>& row) {
  return "Code" + std::to_string(row.param.code);
}

[[nodiscard]] inline std::vector<ErrorRow> error_rows() {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/route/smartsheet_errors.tsv");
  std::vector<ErrorRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream cells(line);
    std::string code, http, call, status, scim_type, retried, says;
    for (std::string* cell : {&code, &http, &call, &status, &scim_type, &retried, &says}) {
      std::getline(cells, *cell, '\t');
    }
    rows.push_back({std::stoll(code), std::stoi(http), call, std::stoi(status), scim_type == "-" ? "" : scim_type,
                    retried == "again", says == "-" ? "" : says});
  }
  return rows;
}

/// The codes that Smartsheet's pages list; 5000 stands for all of 5000 to 5999.
[[nodiscard]] inline const std::vector<std::int64_t>& listed_codes() {
  static const std::vector<std::int64_t> kListed{
      1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018,
      1019, 1020, 1021, 1022, 1024, 1029, 1030, 1031, 1032, 1041, 1044, 1047, 1048, 1049, 1052, 1067, 1068, 1069,
      1070, 1071, 1072, 1073, 1076, 1097, 1102, 1103, 1104, 1105, 1106, 1107, 1108, 1121, 1122, 1124, 1129, 1132,
      1138, 1139, 1140, 1141, 1144, 1156, 1157, 1158, 1159, 1160, 1180, 1186, 1187, 1188, 1189, 1190, 1224, 1227,
      1228, 1229, 1236, 1237, 1238, 1269, 1282, 1283, 1290, 1329, 1330, 1335, 1336, 1337, 1354, 1355, 1356, 1358,
      1359, 1360, 1361, 1362, 1363, 2028, 2109, 4000, 4001, 4002, 4003, 4004, 4005, 5000};
  return kListed;
}

}  // namespace bridge::route::test
