#include "bridge/core/first_characters.hpp"

#include <cstddef>
#include <string_view>

#include <gtest/gtest.h>

namespace bridge::core::test {
namespace {

TEST(FirstCharacters, AreWholeOnes) {
  struct Row {
    std::string_view text;
    std::size_t most;
    std::string_view first;
  };
  for (const Row& row : {
           Row{"", 0, ""},
           Row{"", 5, ""},
           Row{"abc", 0, ""},
           Row{"abc", 2, "ab"},
           Row{"abc", 3, "abc"},
           Row{"abc", 4, "abc"},
           Row{"aé", 2, "a"},
           Row{"aé", 3, "aé"},
           Row{"aé", 1, "a"},
           Row{"a😀b", 4, "a"},
           Row{"a😀b", 5, "a😀"},
           Row{"€", 2, ""},
           Row{"\x80\x80\x80", 2, ""},
       }) {
    EXPECT_EQ(first_characters(row.text, row.most), row.first) << row.text << " " << row.most;
  }
}

}  // namespace
}  // namespace bridge::core::test
